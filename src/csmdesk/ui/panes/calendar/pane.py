"""The calendar pane: year, month or list at the left, risk matrix and one contract's track at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.calendar.beside import Beside
from csmdesk.ui.panes.calendar.evidence import Evidence
from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.look import CalendarLook
from csmdesk.ui.panes.calendar.pane_keys import SIGNS, act_of, name_of, typed_over
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import LEAST, WIDTH, RightSide
from csmdesk.ui.panes.calendar.showing import Showing
from csmdesk.ui.panes.calendar.year_shown import Piece
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.turns import next_turn
from csmdesk.ui.widgets.split import Split

# What is not seen in the first paint is imported and made after it.
if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.tools import CalendarTools
    from csmdesk.ui.widgets.empty_state import EmptyState

_SHARE = 0.345
"""The part of the width that the right side takes, until the user moves the line."""


class CalendarPane(Pane):
    """One filter and one current contract for all views; everything is read beside the window."""

    icon_name = "calendar"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: CalendarSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self._first = True
        self._wanted = self._wanted_path = 0
        self._state: dict[str, str] = {}
        self._tools: CalendarTools | None = None
        self._none: EmptyState | None = None
        self.reading = Reading(theme, tasks, source, language, self)
        self.left = LeftSide(theme, self.reading, self.title)
        self.right = RightSide(theme, self.reading.words)
        self.left.view.set_action_keys(SIGNS)
        self.look = CalendarLook(source, self.reading, self.left)
        self.showing = Showing(self.reading, self.left, self.right)
        self.beside = Beside(theme, tasks, source, language, self.reading, self.right)
        self.evidence = Evidence(theme, tasks, source, self.reading, language, self)
        self.split = Split(theme)
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.share(1, _SHARE, LEAST, WIDTH)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)
        self._connect()

    @property
    def title(self) -> str:
        return self.tr("合同日历")

    def _connect(self) -> None:
        reading, left, right, showing = self.reading, self.left, self.right, self.showing
        reading.counted.connect(self._counted)
        reading.replaced.connect(showing.fill_list)
        reading.year_counted.connect(showing.year_counted)
        reading.laid_out.connect(showing.matrix_came)
        self.look.narrowed.connect(showing.fill)
        left.head.stepped.connect(showing.step)
        left.head.view_chosen.connect(showing.show_mode)
        left.span.chosen.connect(showing.choose_span)
        left.list_head.left.connect(showing.leave_cell)
        left.list_head.sums.picked.connect(self._pick_forecast)
        left.target.picked.connect(self.open_path)
        left.year.picked.connect(self._pick_in_year)
        left.month.picked.connect(self._pick_day)
        for board in (left.year, left.month):
            board.moved.connect(self._move_to)
            board.marked.connect(self._choose)
            board.paged.connect(showing.step)
        right.matrix.picked.connect(showing.pick)
        right.head.rule_asked.connect(self._show_rule)
        view = left.view
        view.current_changed.connect(self.show_contract)
        view.opened.connect(self.enter_track)
        view.left_up.connect(left.to_board)
        view.figure_opened.connect(self.evidence.of_contract)
        view.selection_changed.connect(showing.show_selection)
        self.beside.said.connect(self.said)
        self.beside.open_asked.connect(self._open_asked)
        self.evidence.open_asked.connect(self._open_asked)
        self.beside.figure_opened.connect(self.evidence.of_contract)
        self.beside.left.connect(left.to_list)

    @property
    def tools(self) -> CalendarTools:
        """What can be done; made when it is first needed, which is after the first paint."""
        if self._tools is None:
            from csmdesk.ui.panes.calendar.tools import CalendarTools

            self._tools = CalendarTools(self, self._theme, self._tasks, self._source, self._language)
            self._tools.export.place.folder = self._state.get("folder", "")
        return self._tools

    # --- the contract of a pane -----------------------------------------------------------------------------

    def first_look(self) -> None:
        self.look.recall()

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def settle(self) -> None:
        self.beside.settle()

    def stops(self) -> list[QWidget]:
        places = [self.left.board, self.left.view, self.right.matrix, self.beside.stop]
        return [place for place in places if place is not None and place.isVisible()] or [self.left.view]

    def actions(self) -> list[Action]:  # type: ignore[override]
        found = self.tools.actions()
        known = {action.shortcut for action in found if action.shortcut}
        return [*found, *(action for action in self.beside.actions() if action.shortcut not in known)]

    def open(self, kind: str, key: int) -> bool:
        if kind == "path":
            self._wanted_path = key
            if not self._first:
                self._go_to_path()
            return True
        if kind != "contract":
            return False
        self._wanted = key
        self._go_to_wanted()
        return True

    def save_state(self) -> dict[str, str]:
        folder = self._tools.export.place.folder if self._tools is not None else self._state.get("folder", "")
        return {
            **self.showing.save_state(),
            **self.look.save_state(),
            **self.beside.save_state(),
            "contract": str(self.left.view.key),
            "sizes": self.split.sizes_text,
            "folder": folder,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._state = dict(state)
        self.look.restore_state(state)
        self.showing.restore_state(state)
        self.beside.restore_state(state)
        self.split.set_sizes_text(state.get("sizes", ""))
        contract = state.get("contract", "")
        if contract.isdecimal():
            self.left.view.set_key(int(contract))

    # --- what has been read ---------------------------------------------------------------------------------

    def _counted(self) -> None:
        self._show_whole()
        self.look.apply()
        self.showing.fill()
        self._go_to_wanted()
        if self._first:
            self._first = False
            # The contract of the last time is listed without having been chosen.
            self.show_contract(self.left.view.key)
            # The rest is loaded beside the window and made in turns of its own: keys come between.
            self._tasks.query(self, _load, self._make_chips)
        else:
            self.beside.refresh()

    def _make_chips(self, _: object) -> None:
        self.left.add_chips()
        next_turn(self, self._make_tools)

    def _make_tools(self) -> None:
        assert self.tools is not None
        next_turn(self, self._make_track)

    def _make_track(self) -> None:
        self.beside.make()
        self._go_to_path()

    def _show_whole(self) -> None:
        """Show the two sides, or the words for a book without contracts."""
        index = self.reading.index
        empty = index is not None and not index.rows
        if empty and self._none is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            words = self.tr("拖入合同表，每份合同会按到期日排进年历。")
            self._none = EmptyState(self._theme, self.tr("还没有合同。"), words, self.tr("导入文件夹…"))
            self._none.acted.connect(self.import_asked)
            self._whole.addWidget(self._none)
        self._whole.setCurrentWidget(self._none if empty and self._none else self.split)

    # --- the current contract -------------------------------------------------------------------------------

    def show_contract(self, contract: int) -> None:
        """Show a contract at the right, and where it stands in every view."""
        self.left.year.set_contract(contract)
        self.left.month.set_contract(contract)
        self.right.matrix.set_contract(contract)
        self.beside.show_contract(contract)

    def _choose(self, contract: int) -> None:
        self.left.view.set_key(contract)
        self.show_contract(contract)

    def _go_to_wanted(self) -> None:
        """Show the contract that somebody asked for, as soon as the contracts are there."""
        index, wanted = self.reading.index, self._wanted
        if index is None or not wanted:
            return
        self._wanted = 0
        row = index.by_id.get(wanted)
        if row is None:
            # One-off contracts and those without an end have no day here: their account has them all.
            account = self._source.account_of(wanted)
            if account is not None:
                self.open_asked.emit("account", account)
            return
        if self.look.filtered and not index.passing([row]):
            self.look.clear()
        self.showing.go_to(row)
        self._choose(wanted)

    def _go_to_path(self) -> None:
        """Show the way to the target of a year that somebody asked for, once there is something to show."""
        year, self._wanted_path = self._wanted_path, 0
        if year and self.beside.track is not None:
            self.beside.open_path(year)
        else:
            self._wanted_path = year

    def enter_track(self, *_: object) -> None:
        """Go into the track of the current contract."""
        self.beside.enter()
        self.opened.emit("contract", self.left.view.key)

    def open_path(self, *_: object) -> None:
        """Show the way to the year's target in the place of the track."""
        self.beside.open_path(self.showing.year)

    def _open_asked(self, kind: str, key: int) -> None:
        if not self.open(kind, key):
            self.open_asked.emit(kind, key)

    # --- places and figures ---------------------------------------------------------------------------------

    def _move_to(self, key: object) -> None:
        """Another month or day is current: the list follows; the head of a half waits for Enter."""
        if isinstance(key, Place) and key.kind in {"month", "day"}:
            self.showing.pick(key)

    def _pick_in_year(self, key: object) -> None:
        """A month or a half is listed; a figure says where it comes from."""
        year = self.left.year
        if isinstance(key, Place):
            self._pick_listed(key, by_key=year.by_key)
        spot = year.spot(key) if isinstance(key, Piece) else None
        if isinstance(key, Piece) and spot is not None:
            place = QRect(year.mapToGlobal(spot.box.topLeft()), spot.box.size())
            self.evidence.of_metric(key.metric, key.span, place)

    def _pick_day(self, key: Place) -> None:
        self._pick_listed(key, by_key=self.left.month.by_key)

    def _pick_listed(self, place: Place, *, by_key: bool) -> None:
        if place != self.showing.place:
            self.showing.pick(place)
        if by_key:
            self.left.to_list()

    def _pick_forecast(self, category: Forecast) -> None:
        self.left.chips.choose_only("forecast", category.value)

    def _show_rule(self, place: QRect) -> None:
        self.evidence.show(self.right.rule(), place)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list or a button lets these pass to here, a field takes them as text.
        act, letter = act_of(event), typed_over(event)
        if name_of(event) == "Esc" and self._escape():
            return
        if act:
            action = next(a for a in self.tools.actions() if a.key == f"calendar.{act}")
            if action.why_not:
                self.said.emit(action.why_not, False)
            else:
                action.run()
        elif letter:
            self.left.field.type_on(letter)
        else:
            super().keyPressEvent(event)

    def _escape(self) -> bool:
        """Leave what was opened last: the path, a cell of the matrix, the filter."""
        if self.beside.close_path() or self.showing.leave_cell():
            self.left.to_list()
            return True
        if self.look.filtered:
            self.look.clear()
            return True
        return False


def _load(_: Job) -> None:
    """Load what is made next here, not in the window's thread."""
    import_module("csmdesk.ui.panes.accounts.counted_chip")
    for name in ("tools", "track"):
        import_module(f"csmdesk.ui.panes.calendar.{name}")
