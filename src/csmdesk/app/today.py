"""What the pane Today works with, made once a book, and how much is due in it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.app.log import OPENS as LOG_OPENS
from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.app.calendar import CalendarServices
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.accounts import Accounts
    from csmdesk.services.calendar_desk import CalendarData
    from csmdesk.services.todos import Todos
    from csmdesk.ui.panes.today.source import TodaySource

_OPENS = LOG_OPENS | {
    *("account", "contact", "contract", "war_room", "task", "escalation", "review", "plan_item")
}
"""The kinds of objects that a pane of the window shows."""

_SAID = frozenset({"snoozes"})
"""What the user says of to-dos: no figure of an account rests on it."""


class TodayServices(QObject):
    """The services of one book; each is made when it is first asked for, which loads what counts.

    It hears of every change before the window does, so that what is counted then is of the book as it is. It
    goes with the panes that hold it.
    """

    def __init__(self, book: Book, tasks: Tasks, dates: CalendarServices) -> None:
        super().__init__()
        self._book = book
        self._dates = dates
        self._lock = threading.Lock()
        self._accounts: Accounts | None = None
        self._todos: Todos | None = None
        self._edits: AccountEdits | None = None
        tasks.changed.connect(self._forget)

    def _forget(self, changes: Changes) -> None:
        if self._todos is None or self._accounts is None:
            return
        if not set(changes.ids) | changes.whole <= _SAID:
            self._accounts.forget(changes)
        self._todos.forget(changes)

    def todos(self) -> Todos:
        """The rules of the work over the book; may be asked from any thread."""
        with self._lock:
            if self._todos is None:
                from csmdesk.services.accounts import Accounts
                from csmdesk.services.todos import Todos

                self._accounts = Accounts(self._book)
                self._todos = Todos(self._book, self._accounts)
            return self._todos

    def edits(self) -> AccountEdits:
        """What records a touch."""
        with self._lock:
            if self._edits is None:
                from csmdesk.services.account_edits import AccountEdits

                self._edits = AccountEdits(self._book)
            return self._edits

    def source(self) -> TodaySource:
        """What the pane works with."""
        from csmdesk.ui.panes.today.source import TodaySource

        return TodaySource(
            self.todos, self.edits, self._contracts, self._has_accounts, _OPENS, self._read_only
        )

    def _has_accounts(self) -> bool:
        self.todos()
        assert self._accounts is not None
        return bool(self._accounts.names())

    def _contracts(self, period: str, as_of: date | None) -> CalendarData:
        return self._dates.track().calendar.data(period, as_of)

    def _read_only(self) -> Text | None:
        return self._book.read_only

    def due(self, job: Job, period: str, as_of: date | None) -> int:
        """How many to-dos are overdue or due today; counted after each change, in the background."""
        job.check()
        return self.todos().due(period, as_of)
