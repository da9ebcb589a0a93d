"""What the war room's pane works with, made once a book, and what is due in it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.services.accounts import Accounts
    from csmdesk.ui.panes.war_room.source import WarSource

_CARDS = frozenset(
    {
        *("tasks", "task_items", "task_comments", "task_moves", "standups", "standup_notes", "escalations"),
        *("war_rooms", "war_room_members", "war_room_declines"),
    }
)
"""The war room's own tables: no figure of an account rests on them."""


class WarServices(QObject):
    """The services of one book; each is made when it is first asked for, which loads what counts.

    It hears of every change before the window does, so that what is counted then is of the book as it is. It
    goes with the panes that hold it.
    """

    def __init__(self, book: Book, tasks: Tasks, language: Language) -> None:
        super().__init__()
        self._book = book
        self._language: Language = language
        self._lock = threading.Lock()
        self._accounts: Accounts | None = None
        self._source: WarSource | None = None
        tasks.changed.connect(self._forget)

    def _forget(self, changes: Changes) -> None:
        if self._source is None or self._accounts is None:
            return
        if not set(changes.ids) | changes.whole <= _CARDS:
            self._accounts.forget(changes)
        self._source.rooms.forget()

    def source(self) -> WarSource:
        """What the pane works with; may be asked from any thread."""
        with self._lock:
            if self._source is None:
                from csmdesk.services.accounts import Accounts
                from csmdesk.services.escalations import Escalations
                from csmdesk.services.kept_state import KeptState
                from csmdesk.services.standups import Standups
                from csmdesk.services.war_board import WarBoard
                from csmdesk.services.war_rooms import WarRooms
                from csmdesk.ui.panes.war_room.source import WarSource

                self._accounts = Accounts(self._book)
                self._source = WarSource(
                    rooms=WarRooms(self._book, self._accounts),
                    board=WarBoard(self._book),
                    standups=Standups(self._book),
                    escalations=Escalations(self._book),
                    clock=KeptState(self._book, "standup_clock"),
                )
            return self._source

    def due(self, job: Job, period: str, as_of: date | None) -> int:
        """The war rooms that are open and those that are proposed; counted in the background."""
        job.check()
        found = self.source().rooms.data(period, as_of, self._language)
        return len(found.rooms) + len(found.proposals)
