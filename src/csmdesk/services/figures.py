"""The figures of a book over a period: what panes, reports and the command line all show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from csmdesk.domain.contract import decision_day
from csmdesk.domain.facts import Facts
from csmdesk.domain.health import Band, band
from csmdesk.domain.period import Period, half_year_of, parse_period, today
from csmdesk.domain.rules import Rules
from csmdesk.domain.scope import Scope
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.engagement import cadence_days, last_touches
from csmdesk.metrics.figure import Figure
from csmdesk.services.witness import Witness
from csmdesk.storage import read
from csmdesk.storage.book import Book


@dataclass(frozen=True)
class FigureSet:
    """All figures of one book over one period as of one day, with the rows that they were counted from."""

    basis: Basis
    figures: dict[str, Figure]
    book_name: str

    @property
    def facts(self) -> Facts:
        """The rows of the book."""
        return self.basis.facts

    @property
    def period(self) -> Period:
        """The period."""
        return self.basis.period

    @property
    def as_of(self) -> date:
        """The as-of day."""
        return self.basis.as_of

    @property
    def rules(self) -> Rules:
        """The numbers of the rules."""
        return self.basis.rules

    @cached_property
    def witness(self) -> Witness:
        """Puts the rows behind a figure into words."""
        return Witness(self.basis)

    @property
    def currency(self) -> str:
        """The currency that money figures are in."""
        return self.basis.home

    @cached_property
    def _months(self) -> dict[str, Basis]:
        return {m.name: self.basis.over(m, self.as_of) for m in self.period.month_list()}

    def monthly(self, key: str) -> list[tuple[Period, Figure]]:
        """The figure of each calendar month of the period that has begun by the as-of day."""
        return [
            (month, compute(self._months[month.name], [key])[key])
            for month in self.period.month_list()
            if month.start <= self.as_of
        ]


def figures(
    book: Book,
    period: str,
    as_of: date | None = None,
    scope: Scope | None = None,
    keys: Iterable[str] | None = None,
) -> FigureSet:
    """The figures of ``period`` (``2024H1``) as of a day: by default its last day, or today if earlier.

    Raises UserError for an unknown period.
    """
    basis = basis_of(book, period, as_of, scope)
    return FigureSet(basis, compute(basis, keys), book.folder.name)


def basis_of(book: Book, period: str, as_of: date | None = None, scope: Scope | None = None) -> Basis:
    """The book's rows over a period, ready for the metrics."""
    rules = rules_of(book)
    span = parse_period(period, rules.fiscal_start_month)
    day = as_of if as_of is not None else min(span.end, today())
    return Basis(read.facts(book.reading), span, day, rules, scope or Scope())


def rules_of(book: Book) -> Rules:
    """The rules' numbers: the defaults, and what the settings change."""
    with book.reading() as connection:
        kept = read.settings(connection)
    known = {field.name: getattr(Rules(), field.name) for field in fields(Rules)}
    return replace(Rules(), **{key: _like(known[key], value) for key, value in kept.items() if key in known})


def _like(default: Any, value: Any) -> Any:
    """A setting's value in the type of its default."""
    if isinstance(default, Fraction):
        return Fraction(str(value))
    return type(default)(value)


def first_period(book: Book) -> Period:
    """The period to begin with: the half year of the newest day with data, else of today."""
    with book.reading() as connection:
        newest = read.last_day_with_data(connection)
    return half_year_of(min(newest, today()) if newest else today())


class AccountLine(NamedTuple):
    """What the account list shows beside a name, as of a day; ARR is in fen of the home currency.

    ``segment`` is the stated one, else the computed; ``high_value`` says that the revenue makes it 高价值,
    whatever is stated. ``contracts`` is the number that count in ARR. ``depth`` is active ÷ provisioned on
    the last day of the period with usage of anybody; None where the account has none that day.
    """

    arr_fen: Fraction
    health: Fraction | None
    coverage: Fraction
    band: Band
    health_points: tuple[tuple[date, Fraction], ...]
    decision_day: date | None
    last_touch: date | None
    cadence_days: int
    cadence_broken: bool
    segment: str
    high_value: bool
    contracts: int
    depth: Fraction | None


def account_figures(book: Book, period: str, as_of: date | None = None) -> dict[int, AccountLine]:
    """A line for each account, by its id: the same values as the metrics of the whole book."""
    return account_lines(basis_of(book, period, as_of))


def account_lines(b: Basis) -> dict[int, AccountLine]:
    """A line for each account in scope, owned on the closing day or not."""
    arr = b.arr(b.closing)
    touches = last_touches(b, b.closing)
    days = [day for day in b.scoring_days if b.opening <= day <= b.closing]
    decisions: dict[int, date] = {}
    for c in b.contracts.values():
        if c.end_day is None or not c.recurring or b.renewed(c) or b.lost(c, b.closing) or b.monthly(c):
            continue
        if not b.counts_in_arr(c, b.closing):
            continue
        day = decision_day(c.end_day, c.auto_renewal, c.notice_days)
        decisions[c.account_id] = min(day, decisions.get(c.account_id, day))
    in_force = b.arr_contracts(b.closing)
    depths = _depths(b)
    lines = {}
    for account in b.accounts.values():
        score = b.score(account.id, b.closing).score
        points = ((day, b.score(account.id, day).score.value) for day in days)
        touch = touches.get(account.id)
        gap = cadence_days(b, account)
        lines[account.id] = AccountLine(
            arr_fen=arr.get(account.id, Fraction(0)) * 100,
            health=score.value,
            coverage=score.coverage,
            band=band(score.value),
            health_points=tuple((day, value) for day, value in points if value is not None),
            decision_day=decisions.get(account.id),
            last_touch=touch.day if touch else None,
            cadence_days=gap,
            cadence_broken=touch is None or (b.closing - touch.day).days > gap,
            segment=b.segment(account),
            high_value=account.id in b.high_value,
            contracts=len(in_force.get(account.id, ())),
            depth=depths.get(account.id),
        )
    return lines


def _depths(b: Basis) -> dict[int, Fraction]:
    """Active ÷ provisioned by account, on the last day of the period with usage of anybody."""
    day = b.facts.last_usage_day(b.period.start, b.closing) if b.period.start <= b.closing else None
    if day is None:
        return {}
    rows = b.facts.usage_days(day, day)
    return {r.account_id: Fraction(r.active, r.provisioned) for r in rows if r.provisioned > 0}
