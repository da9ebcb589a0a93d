"""The view 安排: the year's weeks or the numbers by kind and month, and below it the list of items."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.year_plan import NAMES
from csmdesk.services.year_plan_view import COUNTED, PlanItem
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.board import MonthSpot, WeekSpot, YearBoard
from csmdesk.ui.panes.plan.year.cells import CellPainter
from csmdesk.ui.panes.plan.year.chips import ItemChips
from csmdesk.ui.panes.plan.year.dragging import RowDrag
from csmdesk.ui.panes.plan.year.edited_list import EditedList, Editing, stay_near
from csmdesk.ui.panes.plan.year.item_acts import ItemActs
from csmdesk.ui.panes.plan.year.item_columns import item_columns, look_of
from csmdesk.ui.panes.plan.year.item_texts import fixed, typed
from csmdesk.ui.panes.plan.year.reading import Reading
from csmdesk.ui.panes.plan.year.tally import TallyBoard, TallySpot
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan

_FIELD = 210
_KEYS = frozenset("dnx[]")
_Key = Qt.Key


class ItemsView(QWidget):
    """``said`` is a sentence and whether to offer to undo; ``open_asked`` wants another pane.

    D ticks items off or takes them up again, Delete strikes them out, [ and ] move them a week.
    """

    said = Signal(str, bool)
    open_asked = Signal(str, int)
    new_asked = Signal()

    def __init__(self, tools: PlanTools, reading: Reading) -> None:
        super().__init__()
        self._tools = tools
        self._reading = reading
        theme, words = tools.theme, reading.words
        self.weeks = YearBoard(theme, words, self.tr("全年周负荷"))
        self.tally = TallyBoard(theme, words, self.tr("计划对完成"))
        self.look = Segmented(
            theme, [("weeks", self.tr("周负荷")), ("tally", self.tr("计划对完成"))], self.tr("看法")
        )
        self.field = FilterField(theme, self.tr("客户、拼音、内容、备注"), "/")
        self.field.setFixedWidth(_FIELD)
        self.chips = ItemChips(theme, words, self)
        self.place = Label(theme, bold=True)
        self.sums = Label(theme, role="t3", scale="small")
        columns = item_columns(words)
        self.model: RowModel[PlanItem] = RowModel(columns, words.spoken, self)
        self.model.set_sort([("day", False)])
        self.view = RowView(theme, self.model, CellPainter(theme, columns, look_of))
        self.view.setAccessibleName(self.tr("年度安排"))
        self.view.set_action_keys(_KEYS)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list = EditedList(tools, self.view, self.model, self._editing())
        self.acts = ItemActs(tools, reading, self.view, self.model)
        self.drag = RowDrag(self.view, self.weeks)
        self._chosen: Hashable = None
        self._to_show = 0
        self._none: EmptyState | None = None
        self._lay_out()
        self._connect()

    def _editing(self) -> Editing:
        return Editing(
            typed=partial(typed, self._tools.language),
            write=self._write,
            choices=self._choices,
            fixed=fixed,
            plan=self._plan_paste,
            apply=self._apply_paste,
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET - 1, 6, INSET - 8, 6)
        bar.setSpacing(8)
        bar.addWidget(self.field)
        bar.addWidget(self.chips.bar, 1)
        bar.addWidget(self.place)
        bar.addWidget(self.sums)
        below = QWidget()
        self._pages = QStackedLayout(below)
        self._pages.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.weeks)
        column.addWidget(self.tally)
        column.addWidget(Line(self._tools.theme))
        column.addLayout(bar)
        column.addWidget(below, 1)
        self.tally.hide()

    def _connect(self) -> None:
        self._reading.counted.connect(self.fill)
        self.look.chosen.connect(self.show_look)
        self.weeks.picked.connect(self.choose)
        self.tally.picked.connect(self.choose)
        self.field.filtered.connect(self._filter)
        self.field.escaped.connect(self._leave_field)
        self.field.entered.connect(self.to_list)
        self.chips.changed.connect(self._narrow)
        self.model.shown_changed.connect(self._count)
        self.view.typed.connect(self.field.type_on)
        self.view.opened.connect(self._open_account)
        self.view.left_up.connect(self.to_board)
        self.list.said.connect(self.said)
        self.acts.said.connect(self.said)
        self.drag.dropped.connect(self.acts.move_to)

    # --- what is shown --------------------------------------------------------------------------------------

    @property
    def board(self) -> YearBoard | TallyBoard:
        """What stands over the list."""
        return self.weeks if self.look.key == "weeks" else self.tally

    def show_look(self, look: str) -> None:
        """Show the weeks, or the numbers by kind and month."""
        self.look.set_key(look)
        self.board.show()
        (self.tally if self.board is self.weeks else self.weeks).hide()
        self.drag.enabled = self.board is self.weeks and not self._tools.read_only
        self.choose(None)

    def fill(self) -> None:
        """Show what has been read."""
        data = self._reading.data
        if data is None:
            return
        self.weeks.show_data(data)
        self.tally.show_data(data)
        self.drag.enabled = self.board is self.weeks and not self._tools.read_only
        stay_near(self.view, self.model, partial(self._show_rows, data.items))
        self._count()
        if self._to_show:
            key, self._to_show = self._to_show, 0
            self.show_item(key)

    def _show_rows(self, items: Sequence[PlanItem]) -> None:
        self._narrow()
        self.model.set_rows(items)

    def choose(self, place: Hashable) -> None:
        """Show the items of a week, a month or a kind; the same place again, or None, shows all."""
        self._chosen = None if place == self._chosen else place
        self.weeks.set_chosen(self._chosen)
        self.tally.set_chosen(self._chosen)
        self._narrow()

    @property
    def chosen(self) -> Hashable:
        """What the list is narrowed to."""
        return self._chosen

    def _of_place(self, item: PlanItem) -> bool:
        place = self._chosen
        if isinstance(place, WeekSpot):
            return item.week == place.first
        if isinstance(place, MonthSpot):
            return f"{item.day:%Y-%m}" == place.month
        if isinstance(place, TallySpot):
            inside = place.month in ("", f"{item.day:%Y-%m}")
            return inside and place.kind in (None, item.kind) and item.state in COUNTED
        return True

    def _narrow(self) -> None:
        """Show the items of the chosen place that the chips let through."""
        inside = [item for item in self._reading.items if self._of_place(item)]
        self.chips.offer(inside)
        # A function of its own each time: the model compares it with the one that it has.
        self.model.set_accept(lambda item: self._of_place(item) and self.chips.passes(item))

    def _filter(self, text: str) -> None:
        self.model.filter(text)

    def _count(self) -> None:
        rows = self.model.shown
        counted = [row for row in rows if row.state in COUNTED]
        minutes, cost = sum(row.minutes for row in counted), sum(row.cost_fen for row in counted)
        parts = [self.tr("%n 项", "", len(counted)), self.tr("{n} 分钟").format(n=f"{minutes:,}")]
        if cost:
            parts.append(self.tr("{n} 元").format(n=self._reading.words.money(cost)))
        if len(counted) < len(rows):
            parts.append(self.tr("另有 %n 项不算", "", len(rows) - len(counted)))
        self.sums.setText(" · ".join(parts))
        self.place.setText(self._place_words())
        none = not rows and self._reading.data is not None
        if none and self._none is None:
            self._none = EmptyState(self._tools.theme, "", "", top=16)
            self._pages.addWidget(self._none)
        if none and self._none is not None:
            filtered = bool(self.field.text.strip() or self.chips.chosen)
            title = self.tr("没有符合的安排。") if filtered else self.tr("这里没有安排。")
            words = (
                self.tr("按 Esc 清除筛选。")
                if filtered
                else self.tr("按 N 新建一项，或把别的周的安排拖过来。")
            )
            self._none.set_words(title, words)
        self._pages.setCurrentWidget(self._none if none and self._none else self.view)

    def _place_words(self) -> str:
        place, words, data = self._chosen, self._reading.words, self._reading.data
        if data is None or place is None:
            return ""
        months = {month.name: month.words for month in data.months}
        if isinstance(place, WeekSpot):
            week = next((each for each in data.weeks if each.first == place.first), None)
            if week is None:
                return ""
            return self.tr("{first} – {last}").format(
                first=words.short(week.first), last=words.short(week.last)
            )
        if isinstance(place, MonthSpot):
            return months.get(place.month, "")
        if isinstance(place, TallySpot):
            kind = "" if place.kind is None else NAMES[place.kind].to(words.language)
            return f"{months.get(place.month, '')} {kind}".strip()
        return ""

    def show_item(self, key: int) -> bool:
        """Bring an item to the front; False where the year has none with this key."""
        if all(item.id != key for item in self._reading.items):
            self._to_show = 0 if self._reading.data is not None else key
            return self._reading.data is None
        self._clear()
        self.view.set_key(key)
        self.to_list()
        return True

    def _clear(self) -> None:
        self.field.set_text("")
        self.chips.set_chosen({})
        self._chosen = None
        self.weeks.set_chosen(None)
        self.tally.set_chosen(None)
        self._narrow()

    # --- focus ----------------------------------------------------------------------------------------------

    def to_list(self) -> None:
        """Go to the list, or to the board where it is empty."""
        if self.model.shown_count:
            if self.model.position_of(self.view.key) < 0:
                self.view.select_first()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_board()

    def to_board(self) -> None:
        """Go to what stands over the list."""
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_field(self) -> None:
        if self.chips.chosen:
            self.chips.bar.clear()
        elif self._chosen is not None:
            self.choose(None)
        else:
            self.to_list()

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        return [self.board, self.view]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        acts: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_D: self.acts.toggle_done,
            _Key.Key_X: self.acts.drop,
            _Key.Key_Delete: self.acts.drop,
            _Key.Key_Backspace: self.acts.drop,
            _Key.Key_BracketLeft: partial(self.acts.move_weeks, -1),
            _Key.Key_BracketRight: partial(self.acts.move_weeks, 1),
            _Key.Key_N: self._ask_new,
            _Key.Key_Slash: self._to_field,
        }
        key = Qt.Key(event.key())
        if plain and key in acts:
            acts[key]()
        elif plain and key == _Key.Key_Escape and self._chosen is not None:
            self.choose(None)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key == _Key.Key_F:
            self.chips.bar.next_chip()
        else:
            super().keyPressEvent(event)

    def _ask_new(self) -> None:
        self.new_asked.emit()

    def _to_field(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    # --- a row ----------------------------------------------------------------------------------------------

    def _open_account(self, key: int) -> None:
        item = self.model.row_of(key)
        if item is None:
            return
        if item.contract_id is not None:
            self.open_asked.emit("contract", item.contract_id)
        elif item.account_id is not None:
            self.open_asked.emit("account", item.account_id)

    # --- editing --------------------------------------------------------------------------------------------

    def _write(self, ids: Sequence[int], field: str, text: str) -> Changes:
        return self._tools.source.year().edits.edit(ids, field, text)

    def _choices(self, field: str) -> Sequence[str]:
        if field == "kind":
            return [name.to(self._tools.language) for name in NAMES.values()]
        return self._reading.accounts if field == "account" else ()

    def _plan_paste(
        self, text: str, ids: Sequence[int] | None, fields: Sequence[str], selected: Sequence[int]
    ) -> PastePlan:
        data = self._reading.data
        assert data is not None
        return self._tools.source.year().edits.plan_paste(data.year, text, ids, fields, selected)

    def _apply_paste(self, plan: PastePlan) -> Changes:
        data = self._reading.data
        assert data is not None
        return self._tools.source.year().edits.apply_paste(data.year, data.budget.currency, plan)

    # --- state ----------------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """The look and the chosen kinds and states; what is typed is a customer's name and is not kept."""
        chosen = self.chips.chosen
        kept = {key: ",".join(sorted(chosen[key])) for key in ("kind", "state") if key in chosen}
        return {"look": self.look.key, **{f"chip.{key}": value for key, value in kept.items()}}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave."""
        if state.get("look") in ("weeks", "tally"):
            self.show_look(state["look"])
        found = {key: [v for v in state.get(f"chip.{key}", "").split(",") if v] for key in ("kind", "state")}
        self.chips.set_chosen({key: values for key, values in found.items() if values})

    def menu_place(self) -> QPoint:
        """Where a menu of the current row opens by the keyboard."""
        box = self.view.visualRect(self.view.currentIndex())
        return self.view.viewport().mapToGlobal(box.bottomLeft())
