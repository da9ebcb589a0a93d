"""The calendar file that another program subscribes to: written anew when the book says something else."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csmdesk.domain.text import Language, Text
from csmdesk.reports.ics import calendar_bytes
from csmdesk.reports.place import write_at
from csmdesk.services.calendar_events import KINDS, USUAL, EventKind
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.storage import account_list

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

_KEPT = "subscribed_calendar"
"""The name under which the book remembers the subscription (``window_state``)."""

_STAMP = re.compile(rb"DTSTAMP:[^\r\n]*")

OPEN = Text(
    "日历文件不加密：里面的客户名称和金额谁都能读。",
    "The calendar file is not encrypted: anyone can read the names and amounts in it.",
)
"""What to say beside the choice of a place."""


@dataclass(frozen=True)
class Subscription:
    """Where the file lies and what is in it."""

    path: Path
    kinds: frozenset[EventKind] = USUAL
    alarms: bool = True


class SubscribedCalendar:
    """The subscribed file of one book; may be used from any thread."""

    def __init__(self, book: Book, calendar: ContractCalendar) -> None:
        self._book = book
        self._calendar = calendar

    def subscription(self) -> Subscription | None:
        """What was chosen; None where there is no subscribed file."""
        with self._book.reading() as connection:
            kept = account_list.window_state(connection, _KEPT)
        plain: Any = None
        with contextlib.suppress(ValueError):
            plain = json.loads(kept)
        if not isinstance(plain, dict) or not plain.get("path"):
            return None
        chosen = [each for each in KINDS if each in plain.get("kinds", ())]
        return Subscription(Path(plain["path"]), frozenset(chosen), bool(plain.get("alarms", True)))

    def subscribe(
        self, subscription: Subscription, period: str, as_of: date | None, language: Language
    ) -> None:
        """Write the file and remember it, so that ``rewrite`` keeps it as the book is.

        Raises UserError for a place that cannot be written; then nothing is remembered.
        """
        self._write(subscription, period, as_of, language)
        self._remember(
            {
                "path": str(subscription.path),
                "kinds": [each for each in KINDS if each in subscription.kinds],
                "alarms": subscription.alarms,
            }
        )

    def unsubscribe(self) -> None:
        """Write no more; the file stays where it is."""
        self._remember({})

    def rewrite(self, period: str, as_of: date | None, language: Language) -> bool:
        """Bring the file up to the book; True when it was written, False where it says all that already.

        Raises UserError for a place that cannot be written.
        """
        subscription = self.subscription()
        return subscription is not None and self._write(subscription, period, as_of, language)

    def _write(self, subscription: Subscription, period: str, as_of: date | None, language: Language) -> bool:
        events = self._calendar.events(period, as_of, language, subscription.kinds)
        content = calendar_bytes(events, language, alarms=subscription.alarms)
        before = b""
        with contextlib.suppress(OSError):
            before = subscription.path.read_bytes()
        if _STAMP.sub(b"", before) == _STAMP.sub(b"", content):
            return False
        write_at(subscription.path, lambda: content)
        return True

    def _remember(self, plain: dict[str, Any]) -> None:
        self._book.store.remember(_KEPT, json.dumps(plain, ensure_ascii=False))


def write_calendar(
    path: Path,
    calendar: ContractCalendar,
    period: str,
    as_of: date | None,
    language: Language,
    *,
    kinds: Collection[EventKind] = USUAL,
    ids: Collection[int] | None = None,
    alarms: bool = True,
) -> int:
    """Write an .ics file of the open contracts, of ``ids`` alone where given; how many events it has.

    An older file is replaced only when the new one is whole. Raises UserError for a place that cannot be
    written.
    """
    events = calendar.events(period, as_of, language, kinds, ids)
    write_at(path, lambda: calendar_bytes(events, language, alarms=alarms))
    return len(events)
