"""What the pane Log works with, made once a book."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.storage.book import Book

if TYPE_CHECKING:
    from csmdesk.services.log.log import Log
    from csmdesk.ui.panes.log.source import LogSource

OPENS = frozenset(
    {
        *("touch", "event", "survey", "ticket", "lead", "opportunity"),
        *("suggestion", "request", "case", "handover", "own_time"),
    }
)
"""The kinds of objects that the pane shows; each is a kind of the log."""

ADDS = {
    "touch": Text("记触达", "Log a touch"),
    "event": Text("记活动", "Plan an event"),
    "survey": Text("记问卷", "Log a survey answer"),
    "ticket": Text("记工单", "Log a ticket"),
    "lead": Text("记推荐线索", "Log a referral lead"),
    "opportunity": Text("记商机", "Log an opportunity"),
    "suggestion": Text("记需求反馈", "Log a suggestion"),
    "request": Text("记顾问需求", "Request a consultant"),
    "case": Text("记客户案例", "Log a customer case"),
    "handover": Text("开始销售交接", "Begin a handover from sales"),
    "own_time": Text("记个人时间", "Log own time"),
}
"""What the palette calls adding a record of each kind, in every pane."""


class LogServices:
    """The kinds of records of one book, made when they are first asked for, in any thread."""

    def __init__(self, book: Book, language: Language) -> None:
        self._book = book
        self._language: Language = language
        self._lock = threading.Lock()
        self._log: Log | None = None

    def log(self) -> Log:
        """The kinds of records; they keep nothing of the book."""
        with self._lock:
            if self._log is None:
                from csmdesk.services.log.log import Log

                self._log = Log(self._book, language=self._language)
            return self._log

    def source(self) -> LogSource:
        """What the pane works with."""
        from csmdesk.ui.panes.log.source import LogSource

        return LogSource(self.log, self._read_only)

    def _read_only(self) -> Text | None:
        return self._book.read_only
