"""The page of targets: pyramid or list at the left, one target with its breakdown at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes import NOW, Page
from csmdesk.ui.panes.plan.goals.acts import GoalActs
from csmdesk.ui.panes.plan.goals.evidence import Evidence
from csmdesk.ui.panes.plan.goals.list_edit import GoalEdit
from csmdesk.ui.panes.plan.goals.painter import GoalPainter
from csmdesk.ui.panes.plan.goals.pyramid import Pyramid
from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.panes.plan.goals.rows import (
    GoalRow,
    goal_columns,
    goal_rows,
    level_grouping,
    read_out,
)
from csmdesk.ui.panes.plan.goals.side import GoalSide
from csmdesk.ui.panes.plan.goals.table import GoalTable
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.split import Split

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Level
    from csmdesk.services.today_view import KeyResult

_WIDTH, _LEAST, _SHARE = 414, 360, 0.36
"""The width of the right side, at most and at least, and its part until the user moves the line."""

_FILTER = 148


class GoalsPage(Page):
    """The same targets as a pyramid and as a list; what is current in one is so in the other."""

    def __init__(self, tools: PlanTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        theme = tools.theme
        self.reading = Reading(tools, self)
        columns = goal_columns(tools.language == "en")
        self.model: RowModel[GoalRow] = RowModel(columns, read_out, self)
        self.pyramid = Pyramid(theme, self.model)
        self.list = RowView(theme, self.model, GoalPainter(theme, columns))
        self.list.setAccessibleName(self.tr("目标"))
        self.list.set_action_keys(frozenset({"n", "e", "v"}))
        self.edit = GoalEdit(self.reading, self.list, self.model)
        self.side = GoalSide(self.reading)
        self.acts = GoalActs(self.reading, self)
        self.evidence = Evidence(self.reading, self)
        self.table = GoalTable(self)
        self.shapes = Segmented(
            theme, [("pyramid", self.tr("金字塔")), ("list", self.tr("列表"))], self.tr("样子")
        )
        self.filter = FilterField(theme, self.tr("目标、指标、负责人"))
        self._counts = Label(theme, role="t3", elide=True)
        self.new_button = Button(theme, self.tr("新目标"), icon="plus", hint="N")
        self.export_button = Button(theme, self.tr("导出"), kind="flat", icon="export")
        self._empty: EmptyState | None = None
        self._to_open = ""
        """What the form is to be opened for once the targets have come."""
        self.split = Split(theme)
        self._views = QStackedWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(INSET, 8, INSET, 8)
        tools.setSpacing(8)
        tools.addWidget(self.shapes)
        self.filter.setMinimumWidth(_FILTER)
        tools.addWidget(self.filter, 2)
        tools.addWidget(self._counts, 1)
        tools.addWidget(self.export_button)
        tools.addWidget(self.new_button)
        self._views.addWidget(self.pyramid)
        self._views.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._views, 1)
        self.side.setMinimumWidth(_LEAST)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.share(1, _SHARE, _LEAST, _WIDTH)
        self._pages.addWidget(self.split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.reading.listed.connect(self._fill)
        self.reading.chosen.connect(self._show_current)
        self.shapes.chosen.connect(self.choose_shape)
        self.filter.filtered.connect(self._filter)
        self.filter.escaped.connect(self._focus_view)
        self.filter.entered.connect(self._focus_view)
        self.new_button.clicked.connect(self.new_goal)
        self.export_button.clicked.connect(self.table.export)
        self.pyramid.chosen.connect(self.reading.choose)
        self.pyramid.opened.connect(self._open)
        self.pyramid.figure_opened.connect(self._open_card_figure)
        self.list.current_changed.connect(self._list_moved)
        self.list.opened.connect(self._open)
        self.list.figure_opened.connect(self._open_list_figure)
        self.list.typed.connect(self.filter.type_on)
        self.edit.said.connect(self.said)
        self.side.said.connect(self.said)
        self.side.edit_asked.connect(self.edit_goal)
        self.side.remove_asked.connect(self.remove_goal)
        self.side.figure_opened.connect(self._open_side_figure)
        self.side.form.saved.connect(self._form_saved)
        self.side.form.added.connect(self._added)
        self.side.form.left.connect(self._form_left)
        self.evidence.rows_asked.connect(self.figure_asked)
        self.evidence.open_asked.connect(self.open_asked)
        self.table.said.connect(self.said)
        self.acts.said.connect(self.said)

    # --- the contract of a page -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def stops(self) -> list[QWidget]:
        if self._empty is not None and self._pages.currentWidget() is self._empty:
            return [self._empty]
        return [self._view, self.side.parts.view]

    def open(self, kind: str, key: int) -> bool:
        if kind != "target":
            return False
        self.reading.choose(key)
        return True

    def save_state(self) -> dict[str, str]:
        key = self.reading.key
        return {
            "shape": self.shapes.key,
            "sizes": self.split.sizes_text,
            f"{NOW}key": "" if key is None else str(key),
            f"{NOW}form": self.side.form.save_state(opened=self.side.form_open),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        if state.get("shape") in {"pyramid", "list"}:
            self.choose_shape(state["shape"])
        self.split.set_sizes_text(state.get("sizes", ""))
        key = state.get(f"{NOW}key", "")
        if key.isdecimal():
            self.reading.key = int(key)
        self._to_open = self.side.form.restore_state(state.get(f"{NOW}form", ""))

    def _open_form(self) -> None:
        """Open the form that was open when the page was left; once, when the targets have come."""
        about, self._to_open = self._to_open, ""
        if about == "new":
            self.new_goal()
        elif about == f"edit {self.reading.key}":
            self.edit_goal()

    # --- what has been read ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        data = self.reading.data
        if data is None:
            return
        self._show_page(bool(data.goals))
        self.model.set_rows(goal_rows(data))
        self.model.set_grouping(
            level_grouping({level.key: level for level in data.levels}, self._level_words)
        )
        self.pyramid.show_levels(data.levels)
        concerned = sum(goal.concerns for goal in data.goals)
        parts = [self.tr("本期 %n 项", "", concerned), data.counts]
        self._counts.setText(" · ".join(filter(None, parts)))
        self._counts.setToolTip(data.node_note)
        why = self._tools.read_only
        self.new_button.set_why_not(why)
        if self._to_open and not why:
            self._open_form()

    @staticmethod
    def _level_words(level: Level) -> str:
        said = [level.name]
        if level.count:
            said += [level.progress_words, level.known_words, level.weights_words]
        return "   ".join(filter(None, said))

    def _show_page(self, some: bool) -> None:
        """The targets, or the words for a book without any."""
        if some or self.side.form_open:
            self._pages.setCurrentWidget(self.split)
            return
        if self._empty is not None:
            self._pages.removeWidget(self._empty)
            self._empty.deleteLater()
        title, button = self.tr("还没有目标。"), self.tr("放入一套常用目标")
        words = self.tr("按 N 新建一个，从 Excel 粘贴一张目标表，或先放入：{targets}。数值都可以改。")
        sentence = words.format(targets=self.reading.starters)
        self._empty = EmptyState(self._tools.theme, title, sentence, button, top=40)
        self._empty.acted.connect(self.start)
        put_in = self._empty.findChild(Button)
        assert put_in is not None
        self._empty.setFocusProxy(put_in)
        self._pages.addWidget(self._empty)
        self._pages.setCurrentWidget(self._empty)

    @property
    def empty_page(self) -> EmptyState | None:
        """The words for a book without targets, while they are shown."""
        return self._empty if self._empty is not None and self._pages.currentWidget() is self._empty else None

    def _show_current(self) -> None:
        key = self.reading.key
        self.pyramid.set_key(key)
        if key is not None and key != self.list.key and self.model.position_of(key) >= 0:
            self.list.set_key(key)

    def _list_moved(self, key: int) -> None:
        if self.model.row_of(key) is not None:
            self.reading.choose(key)

    # --- pyramid or list ------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[int]:
        """The targets that are selected in the list; none in the pyramid."""
        return self.list.selected_keys if self.shapes.key == "list" else []

    @property
    def _view(self) -> QWidget:
        return self.pyramid if self.shapes.key == "pyramid" else self.list

    def choose_shape(self, shape: str) -> None:
        """Show the pyramid or the list."""
        inside = self._holds_focus(self._views)
        self.shapes.set_key(shape)
        self._views.setCurrentWidget(self._view)
        if inside:
            self._focus_view()

    def toggle_shape(self) -> None:
        """Show the one that is not shown."""
        self.choose_shape("list" if self.shapes.key == "pyramid" else "pyramid")

    def _holds_focus(self, part: QWidget) -> bool:
        return part.isAncestorOf(self.focusWidget())

    def _focus_view(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        data = self.reading.data
        if data is not None:
            self.pyramid.show_levels(data.levels)

    # --- figures --------------------------------------------------------------------------------------------

    def _open_card_figure(self, key: int, place: QRect) -> None:
        row = self.model.row_of(key)
        if row is not None and row.goal.result is not None:
            self.evidence.open(key, row.goal.result, place)

    def _open_list_figure(self, key: int, _column: str, place: QRect) -> None:
        self._open_card_figure(key, place)

    def _open_side_figure(self, result: KeyResult, part: str, place: QRect) -> None:
        if self.reading.key is not None:
            self.evidence.open(self.reading.key, result, place, part)

    # --- acts -----------------------------------------------------------------------------------------------

    def _open(self, key: int) -> None:
        self.reading.choose(key)
        self.edit_goal()

    def new_goal(self) -> None:
        """Open the form of a new target, on the level of the current one."""
        if self._tools.read_only:
            self.said.emit(self._tools.read_only, False)
            return
        goal = self.reading.goal
        self._pages.setCurrentWidget(self.split)
        self.side.open_new(goal.level_words if goal is not None else "")

    def edit_goal(self) -> None:
        """Open the form of the current target."""
        if self._tools.read_only:
            self.said.emit(self._tools.read_only, False)
        else:
            self.side.open_edit()

    def remove_goal(self) -> None:
        """Take the current target away, in the list all that are selected."""
        self.acts.remove(self.selected)

    def start(self) -> None:
        """Put a first set of targets into the book."""
        self.acts.start()

    def _form_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    def _form_left(self) -> None:
        data = self.reading.data
        if data is not None:
            self._show_page(bool(data.goals))
        self.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _added(self, key: int) -> None:
        self.reading.key = key
        self.reading.read()

    # --- what can be done -----------------------------------------------------------------------------------

    def actions(self) -> list[Action]:  # type: ignore[override]
        goal, why = self.reading.goal, self._tools.read_only
        name = goal.name if goal is not None else ""
        none = why or ("" if goal is not None else self.tr("没有选中目标。"))

        def about(words: str) -> str:
            return f"{words}：{name}" if name else words

        return [
            Action("goals.new", self.tr("新目标"), self.new_goal, "N", "plus", why),
            Action("goals.edit", about(self.tr("改目标")), self.edit_goal, "E", "", none),
            Action("goals.remove", about(self.tr("删除目标")), self.remove_goal, "Del", "x", none),
            Action("goals.up", about(self.tr("目标上移")), partial(self.acts.move, -1), "Alt+Up", "", none),
            Action(
                "goals.down", about(self.tr("目标下移")), partial(self.acts.move, 1), "Alt+Down", "", none
            ),
            Action("goals.shape", self.tr("金字塔或列表"), self.toggle_shape, "V"),
            Action("goals.copy", self.tr("复制目标表"), self.table.copy, "Ctrl+C"),
            Action("goals.paste", self.tr("粘贴目标"), self.table.paste, "Ctrl+V", "", why),
            Action("goals.export", self.tr("导出目标…"), self.table.export, "Ctrl+E", "export"),
        ]

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        keys = {action.shortcut: action for action in self.actions() if action.shortcut}
        action = keys.get(pressed) if not self._holds_focus(self.side.form) else None
        if pressed == "/":
            self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif action is None:
            super().keyPressEvent(event)
        elif action.why_not:
            self.said.emit(action.why_not, False)
        else:
            action.run()
