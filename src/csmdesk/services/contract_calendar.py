"""The contract calendar: every renewal with its day, its account's health and how far it has come."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.text import Language
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.figure import Figure
from csmdesk.services import account_evidence, contract_track
from csmdesk.services.calendar_desk import BY_BAND, CalendarData, CalendarDesk, ContractRow
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


class HalfHead(NamedTuple):
    """What stands over the months of a half year, by the metrics module.

    ``value`` is the annual value due in units of the home currency; ``early`` are the contracts due in the
    half whose renewal was received in the half before it, and ``early_amount`` that money.
    """

    period: Period
    size: int
    value: Fraction
    renewed: int
    lost: int
    value_rate: Figure
    early: int
    early_amount: Fraction


class YearTarget(NamedTuple):
    """Renewal receipts of a year against its target, in units of the home currency (None: no target).

    ``due`` and ``received`` are by month, 1–12.
    """

    year: Period
    target: Fraction | None
    received: Fraction
    due_by_month: tuple[Fraction, ...]
    received_by_month: tuple[Fraction, ...]


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

    def metric(self, key: str, period: str, as_of: date | None, span: str, language: Language) -> FigureView:
        """A metric over ``span`` (2024, 2024H1) as known on the as-of day, with its evidence.

        Raises UserError for an unknown span, KeyError for an unknown metric.
        """
        desk = self.desk(period, as_of)
        over = parse_period(span, desk.basis.rules.fiscal_start_month)
        held = _over(desk.basis, over)
        found = FigureSet(held, compute(held, [key]), desk.book.folder.name)
        name = found.figures[key].definition.name.to(language)
        return replace(view(found, key, language), name=f"{over.title.to(language)} {name}")

    def half(self, period: str, as_of: date | None, year: int, half: int) -> HalfHead:
        """What stands over half ``half`` (1 or 2) of ``year``, as known on the as-of day."""
        desk = self.desk(period, as_of)
        span = parse_period(f"{year}H{half}", desk.basis.rules.fiscal_start_month)
        before = span.shifted(-1)
        held = _over(desk.basis, span)
        due = held.due_now
        found = compute(held, ["renewal_value_rate"])
        early = compute(_over(desk.basis, before), ["early_collection"])["early_collection"]
        ids = {row.key for row in early.evidence.numerator}
        outcomes = [desk.outcome(c) for c in due]
        return HalfHead(
            period=span,
            size=len(due),
            value=sum((held.annual[c.id] or Fraction(0) for c in due), Fraction(0)),
            renewed=outcomes.count("renewed"),
            lost=outcomes.count("lost"),
            value_rate=found["renewal_value_rate"],
            early=sum(c.id in ids for c in due),
            early_amount=_money(early, "amount"),
        )

    def year_target(self, period: str, as_of: date | None, year: int) -> YearTarget:
        """Renewal receipts of the year against what was signed up for."""
        desk = self.desk(period, as_of)
        b = desk.basis
        span = parse_period(str(year), b.rules.fiscal_start_month)
        whole = _over(b, span)
        collected = compute(whole, ["renewal_collected"])["renewal_collected"]
        received, due = [], []
        for month in span.month_list():
            held = _over(b, month)
            figure = compute(held, ["renewal_collected"])["renewal_collected"]
            received.append(figure.value or Fraction(0))
            due.append(sum((held.annual[c.id] or Fraction(0) for c in held.due_now), Fraction(0)))
        goals = [
            t.value
            for t in b.facts.targets
            if t.metric == "renewal_collected" and t.period == span.name and t.scope in ("", "{}")
        ]
        return YearTarget(
            span,
            goals[0] if goals else None,
            collected.value or Fraction(0),
            tuple(due),
            tuple(received),
        )


def _over(b: Basis, span: Period) -> Basis:
    """The same rows over another span, as known on the same as-of day."""
    return b.over(span, b.as_of)


def _money(figure: Figure, part: str) -> Fraction:
    found = figure.parts.get(part)
    return found if isinstance(found, Fraction) else Fraction(0)
