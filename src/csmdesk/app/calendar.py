"""What the calendar pane works with, made once a book, and what is due in it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.reports.subscribed_calendar import SubscribedCalendar
    from csmdesk.ui.panes.calendar.pane_source import CalendarSource
    from csmdesk.ui.panes.calendar.source import TrackSource


class CalendarServices(QObject):
    """The services of one book; each is made when it is first asked for, which loads what counts.

    It hears of every change before the window does, so that what is counted then is of the book as it is. It
    goes with the panes that hold it.
    """

    def __init__(self, book: Book, tasks: Tasks, accounts: Accounts, language: Language) -> None:
        super().__init__()
        self._book = book
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._lock = threading.Lock()
        self._track: TrackSource | None = None
        self._changed = False
        self._refused: Text | None = None
        """Why the subscribed file could not be written the last time; it is said once."""
        tasks.changed.connect(self._forget)

    def _forget(self, _: object) -> None:
        self._changed = True
        if self._track is not None:
            self._track.calendar.forget()

    def track(self) -> TrackSource:
        """What a contract's track works with; may be asked from any thread."""
        with self._lock:
            if self._track is None:
                self._track = _track_source(self._book)
            return self._track

    def subscribed(self) -> SubscribedCalendar:
        """The calendar file that others subscribe to."""
        from csmdesk.reports.subscribed_calendar import SubscribedCalendar

        return SubscribedCalendar(self._book, self.track().calendar)

    def source(self) -> CalendarSource:
        """What the pane works with."""
        from csmdesk.services.kept_state import KeptState
        from csmdesk.ui.panes.calendar.pane_source import CalendarSource

        state = KeptState(self._book, "calendar")
        account_of = partial(self._accounts.account_of, "contract")
        return CalendarSource(
            self.track, self.subscribed, account_of, state.kept, state.keep, self._read_only
        )

    def _read_only(self) -> Text | None:
        return self._book.read_only

    def due(self, job: Job, period: str, as_of: date | None) -> int:
        """The decisions that have passed or are near; counted after each change, in the background.

        Whoever subscribes to the calendar's file sees the change then, whether the pane has been made or not.
        """
        from csmdesk.ui.panes.calendar.pane_source import due

        job.check()
        found = due(self.track().calendar.data(period, as_of))
        if self._changed:
            self._changed = False
            self._rewrite(period, as_of)
        return found

    def _rewrite(self, period: str, as_of: date | None) -> None:
        try:
            self.subscribed().rewrite(period, as_of, self._language)
        except UserError as error:
            if error.text != self._refused:
                self._refused = error.text
                self._tasks.failed.emit(Problem(error))
        else:
            self._refused = None


def _track_source(book: Book) -> TrackSource:
    from csmdesk.services.contract_calendar import ContractCalendar
    from csmdesk.services.path_to_target import Paths
    from csmdesk.services.quotes import Quotes
    from csmdesk.services.renewal_links import RenewalLinks
    from csmdesk.services.renewal_money import RenewalMoney
    from csmdesk.services.renewals import Renewals
    from csmdesk.services.workshops import Workshops
    from csmdesk.ui.panes.calendar.source import TrackSource

    calendar = ContractCalendar(book)
    return TrackSource(
        calendar=calendar,
        renewals=Renewals(book),
        workshops=Workshops(book),
        money=RenewalMoney(book),
        links=RenewalLinks(book),
        quotes=Quotes(book),
        paths=Paths(book, calendar),
    )
