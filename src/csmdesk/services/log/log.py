"""The log of one book: its kinds of records, in the order in which the pane shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from csmdesk.domain import period
from csmdesk.domain.text import Language, Text
from csmdesk.services.log.cases import Cases
from csmdesk.services.log.columns import Clock
from csmdesk.services.log.events import Events
from csmdesk.services.log.handovers import Handovers
from csmdesk.services.log.kind import LogKind
from csmdesk.services.log.leads import Leads
from csmdesk.services.log.opportunities import Opportunities
from csmdesk.services.log.own_time import OwnTime
from csmdesk.services.log.requests import Requests
from csmdesk.services.log.seen import Names
from csmdesk.services.log.suggestions import Suggestions
from csmdesk.services.log.surveys import Surveys
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.tickets import Tickets
from csmdesk.services.log.touches import Touches

if TYPE_CHECKING:
    from csmdesk.services.accounts import Accounts
    from csmdesk.storage.book import Book

KINDS: tuple[type[TableKind], ...] = (
    *(Touches, Events, Surveys, Tickets, Leads, Opportunities),
    *(Suggestions, Requests, Cases, Handovers, OwnTime),
)


def local_now() -> datetime:
    """The moment on the user's own clock, without its zone, as the book keeps moments."""
    return datetime.now().astimezone().replace(tzinfo=None)


class Log:
    """What is written down in one book; may be used from any thread.

    ``language`` is that of the words which are offered, and of what the log itself writes into the book.
    """

    def __init__(
        self,
        book: Book,
        accounts: Accounts | None = None,
        today: Callable[[], date] = period.today,
        now: Callable[[], datetime] = local_now,
        language: Language = "zh",
    ) -> None:
        del accounts
        clock = Clock(today, now)
        self._book = book
        names = Names()
        self.events = Events(book, clock, names, language)
        self.handovers = Handovers(book, clock, names, language)
        own: dict[str, TableKind] = {"event": self.events, "handover": self.handovers}
        self.kinds: Mapping[str, LogKind] = {
            kind.key: own.get(kind.key) or kind(book, clock, names, language) for kind in KINDS
        }

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be changed; None when everything can."""
        return self._book.read_only

    def counts(self) -> dict[str, int]:
        """The number of records of each kind."""
        return {key: kind.count() for key, kind in self.kinds.items()}
