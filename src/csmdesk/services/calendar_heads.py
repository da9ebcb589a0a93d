"""What stands over the calendar: each half's contracts and results, the year's receipts and target."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.period import Period, parse_period
from csmdesk.metrics.compute import compute
from csmdesk.metrics.figure import Figure, Key

if TYPE_CHECKING:
    from csmdesk.services.calendar_desk import CalendarDesk


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


def half_head(desk: CalendarDesk, year: int, half: int) -> HalfHead:
    """What stands over half ``half`` (1 or 2) of ``year``, as known on the as-of day."""
    span = parse_period(f"{year}H{half}", desk.basis.rules.fiscal_start_month)
    due = desk.basis.due(span)
    figure = compute(desk.over(span), ["renewal_value_rate"])["renewal_value_rate"]
    early = compute(desk.over(span.shifted(-1)), ["early_collection"])["early_collection"]
    ids = {row.key for row in early.evidence.numerator}
    outcomes = [desk.outcome(c) for c in due]
    return HalfHead(
        period=span,
        size=len(due),
        value=sum((desk.basis.annual[c.id] or Fraction(0) for c in due), Fraction(0)),
        renewed=outcomes.count("renewed"),
        lost=outcomes.count("lost"),
        value_rate=figure,
        early=sum(c.id in ids for c in due),
        early_amount=_money(early, "amount"),
    )


def year_target(desk: CalendarDesk, year: int) -> YearTarget:
    """Renewal receipts of the year against what was signed up for."""
    b = desk.basis
    span = parse_period(str(year), b.rules.fiscal_start_month)
    collected = compute(desk.over(span), ["renewal_collected"])["renewal_collected"]
    due: dict[date, Fraction] = defaultdict(Fraction)
    received: dict[date, Fraction] = defaultdict(Fraction)
    for contract in b.due(span):
        assert contract.end_day is not None
        due[contract.end_day.replace(day=1)] += b.annual[contract.id] or Fraction(0)
    days: dict[Key, date | None] = {row.id: row.received_day for row in b.facts.receipts}
    for counted in collected.evidence.numerator:
        day = days[counted.key]
        assert day is not None
        received[day.replace(day=1)] += counted.amount or Fraction(0)
    months = [month.start for month in span.month_list()]
    goals = [
        t.value
        for t in b.facts.targets
        if t.metric == "renewal_collected" and t.period == span.name and t.scope in ("", "{}")
    ]
    return YearTarget(
        span,
        goals[0] if goals else None,
        collected.value or Fraction(0),
        tuple(due[month] for month in months),
        tuple(received[month] for month in months),
    )


def _money(figure: Figure, part: str) -> Fraction:
    found = figure.parts.get(part)
    return found if isinstance(found, Fraction) else Fraction(0)
