"""The pane Today: the to-dos at the left, key results, value at risk and what comes next at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.place import Place
from csmdesk.services.today_view import KeyResult, TodayData, Todo
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.today.acts import TodoActs
from csmdesk.ui.panes.today.head import TodayHead
from csmdesk.ui.panes.today.lines import FoldLine, HeadLine, TodoLine, lines_of, todos_of
from csmdesk.ui.panes.today.list_state import ListState
from csmdesk.ui.panes.today.reading import Reading
from csmdesk.ui.panes.today.source import TodaySource, TodayTools
from csmdesk.ui.panes.today.todo_list import TodoList
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.split import Split

# What is not seen in the first paint is imported beside the window and made when the first data have come.
if TYPE_CHECKING:
    from csmdesk.ui.panes.today.evidence import Evidence
    from csmdesk.ui.panes.today.side import TodaySide
    from csmdesk.ui.widgets.empty_state import EmptyState

_WIDTH, _LEAST, _SHARE = 414, 344, 0.332
"""The width of the right side, at most and at least, and its part until the user moves the line."""


class TodayPane(Pane):
    """Everything is read beside the window; a to-do that is ticked off goes at once."""

    icon_name = "today"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: TodaySource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._empty: EmptyState | None = None
        self._new: EmptyState | None = None
        self.tools = TodayTools(theme, tasks, source, language)
        self.read_only = self.tools.read_only
        self.state = ListState()
        self.reading = Reading(self.tools, self)
        self.head = TodayHead(theme, self.title)
        self.view = TodoList(theme, self.tr("待办"), fixed=bool(self.read_only))
        self.acts = TodoActs(self.tools, self.reading, self.view, self)
        self._evidence: Evidence | None = None
        self._side: TodaySide | None = None
        self._right = QWidget()
        self.split = Split(theme)
        self._lay_out()
        self._connect()

    @property
    def title(self) -> str:
        return self.tr("今日")

    def _lay_out(self) -> None:
        left, below = QWidget(), QWidget()
        self._pages = QStackedLayout(below)
        self._pages.addWidget(self.view)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.acts.place)
        column.addWidget(below, 1)
        self.split.addWidget(left)
        self._right.setMinimumWidth(_LEAST)
        QVBoxLayout(self._right).setContentsMargins(0, 0, 0, 0)
        self.split.addWidget(self._right)
        self.split.share(1, _SHARE, _LEAST, _WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _connect(self) -> None:
        self.reading.counted.connect(self._counted)
        self.head.order_chosen.connect(self.choose_order)
        self.view.fold_asked.connect(self._fold)
        self.view.figure_opened.connect(self._open_amount)
        self.view.menu_asked.connect(self._open_menu)
        self.acts.said.connect(self.said)
        self.acts.open_asked.connect(self.open_asked)

    @property
    def evidence(self) -> Evidence:
        """What opens the evidence of figures."""
        if self._evidence is None:
            from csmdesk.ui.panes.today.evidence import Evidence

            self._evidence = Evidence(self.tools, self.reading, self)
            self._evidence.rows_asked.connect(self.figure_asked)
            self._evidence.open_asked.connect(self.open_asked)
        return self._evidence

    @property
    def side(self) -> TodaySide:
        """The right side; made with the first data."""
        if self._side is None:
            from csmdesk.ui.panes.today.side import TodaySide

            self._side = TodaySide(self.tools, self.reading)
            self._side.figure_opened.connect(self.evidence.of_result)
            self._side.path_asked.connect(self._open_path)
            self._side.opened.connect(self._go_to)
            layout = self._right.layout()
            assert layout is not None
            layout.addWidget(self._side)
        return self._side

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def stops(self) -> list[QWidget]:
        return [self.view, *(() if self._side is None else self._side.stops())]

    def actions(self) -> list[Action]:  # type: ignore[override]
        from csmdesk.ui.panes.today.pane_actions import actions_of

        return actions_of(self)

    def save_state(self) -> dict[str, str]:
        return {**self.state.save_state(), "sizes": self.split.sizes_text}

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.state.restore_state(state)
        self.head.order.set_key(self.state.layout.order)
        self.split.set_sizes_text(state.get("sizes", ""))

    # --- what has been read ---------------------------------------------------------------------------------

    def _counted(self) -> None:
        data = self.reading.data
        if data is None:
            return
        self.head.show_day(data.headline, data.day_note)
        self._fill()
        self._show_page(data)
        self.side.show_data(data)

    def _fill(self) -> None:
        reading = self.reading
        self.view.show_lines(lines_of(reading.todos, reading.done, self.state.layout, self._language))

    def _show_page(self, data: TodayData) -> None:
        """Show the list, or the words for nothing to do."""
        new = self.reading.new_book
        self._right.setVisible(not new)
        if new:
            self._pages.setCurrentWidget(self._new_page())
        elif self.reading.todos or self.reading.done:
            self._pages.setCurrentWidget(self.view)
        else:
            page = self._empty_page()
            page.set_words(self.tr("今天没有到期的事。"), data.next_words)
            self._pages.setCurrentWidget(page)

    def _empty_page(self) -> EmptyState:
        if self._empty is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            self._empty = EmptyState(self._theme, "", "", top=40)
            self._pages.addWidget(self._empty)
        return self._empty

    @property
    def import_page(self) -> EmptyState | None:
        """The words for a new book, once they have been shown."""
        return self._new

    def _new_page(self) -> EmptyState:
        if self._new is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            title, button = self.tr("还没有客户。"), self.tr("导入文件夹…")
            words = self.tr("导入客户和合同的表，规则会排出要做的事：触达、工作坊、续约、回款。")
            self._new = EmptyState(self._theme, title, words, button, top=40)
            self._new.acted.connect(self.import_asked)
            self._pages.addWidget(self._new)
        return self._new

    # --- the list -------------------------------------------------------------------------------------------

    def choose_order(self, order: str) -> None:
        """Order the list by urgency, by account or by value."""
        self.state.choose_order(order)
        self.head.order.set_key(self.state.layout.order)
        self._fill()
        self.view.go_to_first()

    def _fold(self, line: HeadLine | FoldLine, opened: bool) -> None:
        self.state.fold(line, opened=opened)
        self._fill()

    def _open_amount(self, line: TodoLine, place: QRect) -> None:
        todo = line.todo
        if todo.account_id is not None and todo.amount is not None:
            self.evidence.of_amount(todo.account_id, todo.amount.evidence, place)

    def _open_menu(self, _line: object, place: QPoint) -> None:
        from csmdesk.ui.panes.today.pane_actions import row_actions
        from csmdesk.ui.widgets.menu import Menu

        menu = Menu(self._theme, self)
        for action in row_actions(self):
            menu.add(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @property
    def todo(self) -> Todo | None:
        """The current to-do."""
        return self.acts.todo

    def done(self) -> None:
        """Tick the current to-do off."""
        if self.todo is not None:
            self.acts.done(self.todo)

    def reopen(self) -> None:
        """Take the current to-do up again."""
        if self.todo is not None:
            self.acts.reopen(self.todo)

    def open_current(self) -> None:
        """Show what the current to-do is about."""
        if self.todo is not None:
            self.acts.open(self.todo)

    def copy(self) -> None:
        """Put the to-dos of the current line, on a head all of them, on the clipboard as a table."""
        from csmdesk.ui.panes.today.todo_columns import copied_todos

        todos = todos_of(self.acts.line) or self.reading.todos
        plain, rich = copied_todos(todos)
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)
        self.said.emit(self.tr("已复制 %n 行。", "", len(todos)), False)

    # --- going there ----------------------------------------------------------------------------------------

    def _go_to(self, place: Place, account_id: int | None) -> None:
        self.acts.go_to(place, account_id)

    def _open_path(self, result: KeyResult) -> None:
        """Show the way to a target, in the calendar."""
        data = self.reading.data
        if data is not None and result.goal:
            self.open_asked.emit("path", data.closing.year)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The list or a button lets these pass to here, a field takes them as text.
        from csmdesk.ui.panes.today.pane_actions import KEYS

        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if pressed == "Esc" and self.acts.close_form():
            return
        key = KEYS.get(pressed, "")
        action = next((a for a in self.actions() if a.key == f"today.{key}"), None) if key else None
        if action is None:
            super().keyPressEvent(event)
        elif action.why_not:
            self.said.emit(action.why_not, False)
        else:
            action.run()
