"""Steps back and forth, and the sentence at the foot of the page that says what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.shell.open_book import OpenBook
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.widgets.toast import Toast

_UNDO_KEY = "Ctrl Z"
_REDO_KEY = "Ctrl Shift Z"


class Steps(QObject):
    """Undoes and redoes steps of a book, and says things over the foot of ``host``."""

    def __init__(self, theme: Theme, tasks: Tasks, book: OpenBook, language: Language, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._tasks = tasks
        self._book = book
        self._language: Language = language
        self._host = host
        self._toast: Toast | None = None
        self._act: Callable[[], None] | None = None

    # --- steps ----------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last step, and say which it was."""
        book = self._book
        taken: list[Text | None] = []

        def work(_: Job) -> Changes | None:
            # Named here, not before: a command that was still under way may have come in between.
            taken.append(book.undo_label)
            return book.undo()

        def done(changes: Changes | None) -> None:
            what = taken[0]
            if changes is not None and what is not None:
                words = self.tr("已撤销：{what}").format(what=what.to(self._language))
                self.say(words, action=self.tr("重做"), hint=_REDO_KEY, act=self.redo)

        self._tasks.command(self, work, done, name=self.tr("撤销"))

    def redo(self) -> None:
        """Put back the step that was undone last, and say which it was."""
        book = self._book
        taken: list[Text | None] = []

        def work(_: Job) -> Changes | None:
            taken.append(book.redo_label)
            return book.redo()

        def done(changes: Changes | None) -> None:
            what = taken[0]
            if changes is not None and what is not None:
                self.say_done(self.tr("已重做：{what}").format(what=what.to(self._language)))

        self._tasks.command(self, work, done, name=self.tr("重做"))

    # --- sentences ------------------------------------------------------------------------------------------

    @property
    def toast(self) -> Toast:
        """Where it is said, made when something is first said."""
        if self._toast is None:
            from csmdesk.ui.widgets.toast import Toast

            self._toast = Toast(self._theme, self._host)
            self._toast.acted.connect(self._do)
        return self._toast

    def say(
        self, text: str, *, action: str = "", hint: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Say what was done or found; ``action`` is a button that does ``act``."""
        self._act = act
        self.toast.say(text, action=action, hint=hint)

    def say_done(self, text: str, undoable: bool = True) -> None:
        """Say what was done, with the way back where there is one."""
        if undoable:
            self.say(text, action=self.tr("撤销"), hint=_UNDO_KEY, act=self.undo)
        else:
            self.say(text)

    def withdraw_offer(self) -> None:
        """Say no more what offers a button."""
        if self._act is not None:
            self._act = None
            self.toast.hide()

    def _do(self) -> None:
        if self._act is not None:
            self._act()
