"""What can be done with a to-do: tick it off, put it off, take it up again, touch, open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.place import Place
from csmdesk.services.today_view import Todo
from csmdesk.ui.panes.today.lines import Line, TodoLine, todos_of, what
from csmdesk.ui.panes.today.reading import Reading
from csmdesk.ui.panes.today.source import TodayTools
from csmdesk.ui.panes.today.todo_list import TodoList
from csmdesk.ui.tasks import Problem

# What is not seen in the first paint is imported and made when it is needed.
if TYPE_CHECKING:
    from csmdesk.ui.actions import Action
    from csmdesk.ui.panes.accounts.touch_line import Saved, TouchLine
    from csmdesk.ui.panes.today.snooze_menu import KeyMenu
    from csmdesk.ui.panes.today.todo_form import TodoForm


class TodoActs(QObject):
    """Acts on the current line of ``view``. What has to be typed is typed in ``place``, above the list.

    ``said(sentence, undo)`` is for the toast, ``open_asked(kind, id)`` wants an object shown.
    """

    said = Signal(str, bool)
    open_asked = Signal(str, int)

    def __init__(self, tools: TodayTools, reading: Reading, view: TodoList, host: QWidget) -> None:
        super().__init__(host)
        self._tools = tools
        self._reading = reading
        self._view = view
        self._host = host
        self._form: TodoForm | None = None
        self._menu: KeyMenu | None = None
        self._touch: TouchLine | None = None
        self.place = QWidget()
        self._column = QVBoxLayout(self.place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        view.acted.connect(self.act)

    @property
    def line(self) -> Line | None:
        """The current line."""
        return self._view.current

    @property
    def todo(self) -> Todo | None:
        """The current to-do; None on a head or a row of many."""
        line = self.line
        return line.todo if isinstance(line, TodoLine) else None

    @property
    def form(self) -> TodoForm:
        """What is asked before a to-do goes; made when it is first needed."""
        if self._form is None:
            from csmdesk.ui.panes.today.todo_form import TodoForm

            self._form = TodoForm(self._tools)
            self._form.saved.connect(self._form_saved)
            self._form.left.connect(self._leave_form)
            self._column.addWidget(self._form)
        return self._form

    @property
    def menu(self) -> KeyMenu | None:
        """The menu of days, once it has been opened."""
        return self._menu

    @property
    def touch_line(self) -> TouchLine | None:
        """The line for a touch, once it has been opened."""
        return self._touch

    def act(self, key: str, line: TodoLine) -> None:
        """Do what a button of a row, or its ring, stands for."""
        acts: dict[str, Callable[[], None]] = {
            "done": partial(self.done, line.todo),
            "reopen": partial(self.reopen, line.todo),
            "snooze": self.ask_days,
            "touch": self.touch,
            "open": partial(self.open, line.todo),
        }
        acts[key]()

    # --- ticking off, putting off ---------------------------------------------------------------------------

    def done(self, todo: Todo) -> None:
        """Tick a to-do off."""
        closing = self._closing
        if self._refused() or closing is None:
            return
        todos = self._tools.source.todos
        words = self.tr("已完成：{what}").format(what=what(todo))
        self._run(todo, lambda: todos().done(todo.key, "", closing), words)

    def done_with_note(self) -> None:
        """Tick the current to-do off with a note."""
        todo, closing = self.todo, self._closing
        if todo is not None and closing is not None and not self._refused():
            self._open_form()
            self.form.ask_note(todo, closing)

    def snooze(self, todo: Todo, day: date | None) -> None:
        """Put a to-do off until a day, which is asked for where it is None; so is the reason of a breach."""
        closing = self._closing
        if self._refused() or closing is None:
            return
        if day is None or todo.breach:
            self._open_form()
            self.form.ask_day(todo, closing, day)
            return
        todos = self._tools.source.todos
        words = self.tr("已推迟到 {day}：{what}").format(day=day, what=what(todo))
        self._run(todo, lambda: todos().snooze(todo.key, day, "", closing), words)

    def reopen(self, todo: Todo) -> None:
        """Take up again what was put off or ticked off."""
        if self._refused():
            return
        todos = self._tools.source.todos
        self._run(todo, lambda: todos().reopen(todo.key), self.tr("重新列入：{what}").format(what=what(todo)))

    def snooze_actions(self) -> list[Action]:
        """The days that the current to-do can be put off to."""
        todo, closing = self.todo, self._closing
        if todo is None or closing is None:
            return []
        from csmdesk.ui.panes.today.snooze_menu import SnoozeDays

        return SnoozeDays().actions(closing, partial(self.snooze, todo))

    def ask_days(self) -> None:
        """Open the menu of days at the current row."""
        actions = self.snooze_actions()
        todo = self.todo
        if todo is None or not actions or self._refused():
            return
        from csmdesk.ui.panes.today.snooze_menu import KeyMenu

        self._menu = KeyMenu(self._tools.theme, actions, self._host)
        box = self._view.place_of(todo.key, "snooze")
        self._menu.popup(box.bottomLeft() + QPoint(0, 5))

    def _run(self, todo: Todo, change: Callable[[], Changes], words: str) -> None:
        """Change the book; the row goes at once."""
        self._reading.hide([todo.key])
        self._tools.change(self, change, partial(self._changed, words), self._failed)

    def _changed(self, words: str, changes: Changes) -> None:
        if changes.empty:
            self._reading.show_again()
        else:
            self.said.emit(words, True)

    def _failed(self, problem: Problem) -> None:
        self._reading.show_again()
        self._tools.tasks.failed.emit(problem)

    @property
    def _closing(self) -> date | None:
        return None if self._reading.data is None else self._reading.data.closing

    def _refused(self) -> bool:
        """Whether nothing can be changed; then the user is told why."""
        why = self._tools.read_only
        if why:
            self.said.emit(why, False)
        return bool(why)

    # --- what is typed --------------------------------------------------------------------------------------

    def _open_form(self) -> None:
        if self._touch is not None and self._touch.is_open:
            self._touch.close_line()

    def _form_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    def _leave_form(self) -> None:
        self.form.hide()
        self.focus_list()

    def touch(self) -> None:
        """Add a touch to the account of the current to-do, or to all that a row of many stands for."""
        todos = todos_of(self.line)
        ids = list(dict.fromkeys(todo.account_id for todo in todos if todo.account_id is not None))
        if not ids or self._refused():
            return
        self._give_up_form()
        line = self._touch_line()
        whom = todos[0].account if len(ids) == 1 else self.tr("%n 个客户", "", len(ids))
        line.open(ids, whom)

    def _touch_line(self) -> TouchLine:
        if self._touch is None:
            from csmdesk.ui.panes.accounts.tabs.page import Tools
            from csmdesk.ui.panes.accounts.touch_line import TouchLine

            tools = self._tools
            made = Tools(tools.theme, tools.tasks, tools.source.edits(), tools.language)
            self._touch = TouchLine(made)
            self._touch.saved.connect(self._touch_saved)
            self._touch.closed.connect(self.focus_list)
            self._column.addWidget(self._touch)
        return self._touch

    def _touch_saved(self, saved: Saved) -> None:
        done = self.tr("已给 %n 个客户记触达", "", len(saved.ids))
        closing = self._closing
        if closing is not None and saved.draft.day > closing:
            done = self.tr("{done}。晚于截至日 {day}，这里不计").format(done=done, day=closing)
        self.said.emit(done, True)

    def close_form(self) -> bool:
        """Close what is open above the list; False when nothing is."""
        if self._touch is not None and self._touch.is_open:
            self._touch.close_line()
            return True
        return self._give_up_form()

    def _give_up_form(self) -> bool:
        if self._form is None or not self._form.isVisible():
            return False
        self._form.give_up()
        return True

    def focus_list(self) -> None:
        """Give the list the focus back."""
        if self._view.isVisible():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- going there ----------------------------------------------------------------------------------------

    def open(self, todo: Todo) -> None:
        """Show what a to-do is about."""
        self.go_to(todo.opens, todo.account_id)

    def go_to(self, place: Place, account_id: int | None = None) -> None:
        """Show an object; where no pane shows its kind, its account."""
        if place.kind in self._tools.source.opens:
            self.open_asked.emit(place.kind, place.id)
        elif account_id is not None:
            self.open_asked.emit("account", account_id)
        else:
            self.said.emit(self.tr("它还没有自己的页面。"), False)

    def open_account(self) -> None:
        """Show the account of the current to-do."""
        todo = self.todo
        if todo is not None and todo.account_id is not None:
            self.open_asked.emit("account", todo.account_id)
