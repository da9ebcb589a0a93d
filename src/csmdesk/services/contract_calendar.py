"""The contract calendar: every renewal with its day, its account's health and how far it has come."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.period import parse_period
from csmdesk.domain.text import Language
from csmdesk.metrics.compute import compute
from csmdesk.services import account_evidence, calendar_events, calendar_heads, contract_track
from csmdesk.services.calendar_desk import BY_BAND, CalendarData, CalendarDesk, ContractRow
from csmdesk.services.calendar_events import USUAL, CalendarEvent, EventKind
from csmdesk.services.calendar_heads import HalfHead, YearTarget
from csmdesk.services.figure_view import view
from csmdesk.services.figures import FigureSet

if TYPE_CHECKING:
    from csmdesk.services.contract_track import Track
    from csmdesk.services.evidence import FigureView
    from csmdesk.storage.book import Book

__all__ = [
    "BY_BAND",
    "CalendarData",
    "CalendarDesk",
    "ContractCalendar",
    "ContractRow",
    "HalfHead",
    "YearTarget",
]

EVIDENCE = ("annual", "health", "decision", "touch")
"""The figures of a contract whose evidence can be asked for, beside the metrics."""


class ContractCalendar:
    """Reads the calendar of one book; may be used from any thread.

    What was counted for a period and an as-of day is kept until ``forget``.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._desks: dict[tuple[str, date | None], CalendarDesk] = {}
        self._version = 0

    def forget(self) -> None:
        """Count anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._desks.clear()

    def desk(self, period: str, as_of: date | None) -> CalendarDesk:
        """The contracts over a period; raises UserError for an unknown one."""
        key = (period, as_of)
        with self._lock:
            found, version = self._desks.get(key), self._version
        if found is None:
            found = CalendarDesk(self._book, period, as_of)
            with self._lock:
                if version == self._version:
                    self._desks = {key: found}
        return found

    def data(self, period: str, as_of: date | None) -> CalendarData:
        """All rows; raises UserError for an unknown period."""
        return self.desk(period, as_of).data

    def track(self, contract_id: int, period: str, as_of: date | None, language: Language) -> Track | None:
        """A contract's way to its renewal; None when it is not in the calendar."""
        return contract_track.track(self.desk(period, as_of), contract_id, language)

    def evidence(
        self, contract_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """Where a figure of a contract comes from: ``annual`` is its own, the others are its account's.

        None when the contract is not in the calendar any more, or for a key that is none of ``EVIDENCE``.
        """
        desk = self.desk(period, as_of)
        row = desk.by_id.get(contract_id)
        if row is None or key not in EVIDENCE:
            return None
        which = f"contract:{contract_id}" if key == "annual" else key
        return account_evidence.evidence(desk.accounts, row.account_id, which, language)

    def events(
        self,
        period: str,
        as_of: date | None,
        language: Language,
        kinds: Collection[EventKind] = USUAL,
        ids: Collection[int] | None = None,
    ) -> list[CalendarEvent]:
        """The days of the open contracts for a calendar outside the window, of ``ids`` alone where given."""
        return calendar_events.events(self.desk(period, as_of), language, kinds, ids)

    def metric(self, key: str, period: str, as_of: date | None, span: str, language: Language) -> FigureView:
        """A metric over ``span`` (2024, 2024H1) as known on the as-of day, with its evidence.

        Raises UserError for an unknown span, KeyError for an unknown metric.
        """
        desk = self.desk(period, as_of)
        over = parse_period(span, desk.basis.rules.fiscal_start_month)
        held = desk.over(over)
        found = FigureSet(held, compute(held, [key]), desk.book.folder.name)
        name = found.figures[key].definition.name.to(language)
        return replace(view(found, key, language), name=f"{over.title.to(language)} {name}")

    def half(self, period: str, as_of: date | None, year: int, half: int) -> HalfHead:
        """What stands over half ``half`` (1 or 2) of ``year``, as known on the as-of day."""
        return calendar_heads.half_head(self.desk(period, as_of), year, half)

    def year_target(self, period: str, as_of: date | None, year: int) -> YearTarget:
        """Renewal receipts of the year against what was signed up for."""
        return calendar_heads.year_target(self.desk(period, as_of), year)
