"""The figures of a book over a period: what panes, reports and the command line all show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from csmdesk.domain.contract import decision_day
from csmdesk.domain.facts import Account, Facts
from csmdesk.domain.health import Band, band
from csmdesk.domain.period import Period, half_year_of, parse_period, today
from csmdesk.domain.rules import Rules
from csmdesk.domain.scope import Scope
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.engagement import cadence_days
from csmdesk.metrics.figure import Figure
from csmdesk.services.witness import Witness
from csmdesk.storage import read
from csmdesk.storage.book import Book
from csmdesk.storage.kept_facts import facts_as_needed


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
    basis = basis_of(book, period, as_of, scope, read.facts(book.reading))
    return FigureSet(basis, compute(basis, keys), book.folder.name)


def basis_of(
    book: Book,
    period: str,
    as_of: date | None = None,
    scope: Scope | None = None,
    facts: Facts | None = None,
) -> Basis:
    """The book's rows over a period, ready for the metrics.

    Without ``facts`` most tables are read when they are first looked at, as they are then.
    """
    rules = rules_of(book)
    span = parse_period(period, rules.fiscal_start_month)
    day = as_of if as_of is not None else min(span.end, today())
    return Basis(facts or facts_as_needed(book.reading), span, day, rules, scope or Scope())


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
    closing = b.closing
    arr, in_force, high_value = b.arr(closing), b.arr_contracts(closing), b.high_value
    touches, decisions, depths = b.last_touch_days(closing), _decisions(b), _depths(b)
    health, points_on, days = b.scoring.health, b.scoring.points_on, b.scoring_days_shown
    nothing = Fraction(0)
    lines = {}
    for key, account in b.accounts.items():
        score = health(key, closing)
        touch = touches.get(key)
        gap = cadence_days(b, account)
        lines[key] = AccountLine(
            arr_fen=arr[key] * 100 if key in arr else nothing,
            health=score.value,
            coverage=score.coverage,
            band=band(score.value, b.bands),
            health_points=points_on(key, days),
            decision_day=decisions.get(key),
            last_touch=touch,
            cadence_days=gap,
            cadence_broken=_broken(b, touch, gap),
            segment=b.segment(account),
            high_value=key in high_value,
            contracts=len(in_force.get(key, ())),
            depth=depths.get(key),
        )
    return lines


def _broken(b: Basis, touch: date | None, gap: int) -> bool:
    return touch is None or (b.closing - touch).days > gap


_LINES_REST_ON = frozenset(
    {
        *("accounts", "segments", "contracts", "renewal_links", "rates", "touches", "usage", "usage_days"),
        *("health_dimensions", "health_scores", "health_overrides"),
    }
)
"""The tables that a line is counted from, beside the rules."""


_SCORES_REST_ON = frozenset({"tickets", "surveys", "receipts", "touches", "account_modules", "modules"})
"""What computed dimensions look at besides."""


def lines_after(b: Basis, lines: dict[int, AccountLine], tables: Collection[str]) -> dict[int, AccountLine]:
    """``account_lines(b)``, where ``lines`` were so before a change of ``tables``, by the same rules.

    The lines of accounts that it leaves as they were are the same objects.
    """
    changed = _LINES_REST_ON.intersection(tables)
    sources = b.facts.dimension_sources.values()
    computed = any(s.computed and not _SCORES_REST_ON.isdisjoint(tables) for s in sources)
    if not changed and not computed:
        return lines
    if computed or changed != {"touches"}:
        return account_lines(b)
    touches = b.last_touch_days(b.closing)
    return {
        key: line
        if touches.get(key) == line.last_touch
        else line._replace(
            last_touch=touches.get(key), cadence_broken=_broken(b, touches.get(key), line.cadence_days)
        )
        for key, line in lines.items()
    }


def line_of(b: Basis, account: Account, line: AccountLine) -> AccountLine:
    """The line of an account in ``b`` whose segment alone has changed: it sets the cadence."""
    gap = cadence_days(b, account)
    broken = _broken(b, line.last_touch, gap)
    return line._replace(segment=b.segment(account), cadence_days=gap, cadence_broken=broken)


def _decisions(b: Basis) -> dict[int, date]:
    """By account: the first decision day of what is in force and not decided yet."""
    found: dict[int, date] = {}
    for c in b.counting(b.closing):
        if c.end_day is None or b.renewed(c) or b.lost(c, b.closing) or b.monthly(c):
            continue
        day = decision_day(c.end_day, c.auto_renewal, c.notice_days)
        known = found.get(c.account_id)
        if known is None or day < known:
            found[c.account_id] = day
    return found


def _depths(b: Basis) -> dict[int, Fraction]:
    """Active ÷ provisioned by account, on the last day of the period with usage of anybody."""
    day = b.facts.last_usage_day(b.period.start, b.closing) if b.period.start <= b.closing else None
    if day is None:
        return {}
    rows = b.facts.usage_days(day, day)
    return {r.account_id: Fraction(r.active, r.provisioned) for r in rows if r.provisioned > 0}
