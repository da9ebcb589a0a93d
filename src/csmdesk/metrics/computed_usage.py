"""Health dimensions computed from usage: depth, breadth, trend (docs/definitions.md, Computed dimensions)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from csmdesk.domain.facts import Account, Facts, UsageDay
from csmdesk.domain.health_kinds import DimensionSource, straight
from csmdesk.domain.text import Text

_DAY = timedelta(days=1)


class Behind(NamedTuple):
    """A row behind a computed score: its table and key, and what it says."""

    table: str
    key: int | tuple[int, ...]
    day: date | None
    words: Text


class UsageRows:
    """The roll-up of usage, by how it is asked for: newest rows of all accounts, all rows of one.

    Newest rows are kept by span (a week, or what of it comes before a day); a span in which usage has changed
    is read anew.
    """

    def __init__(self, facts: Facts) -> None:
        self._newest = facts.newest_usage
        self._rows_of = facts.usage_of
        self._first = facts.first_usage
        self._spans: dict[tuple[date, date], Mapping[int, UsageDay]] = {}
        self._of: dict[int, tuple[list[date], Sequence[UsageDay]]] = {}

    def after(self, facts: Facts, days: Container[date] | None) -> UsageRows:
        """The same of ``facts``, where usage has changed on these days alone (None: on any)."""
        made = UsageRows(facts)
        if days is not None:
            made._spans = {
                (after, until): rows
                for (after, until), rows in self._spans.items()
                if not any(after + n * _DAY in days for n in range(1, (until - after).days + 1))
            }
        return made

    @cached_property
    def first_days(self) -> Mapping[int, date]:
        """The first day of each account with usage."""
        return self._first()

    def newest_of_all(self, account_id: int, by: date, window: int) -> UsageDay | None:
        """The account's newest row of the ``window`` days by ``by``; quick for all accounts and few days."""
        until, oldest = by, by - timedelta(days=window)
        while until > oldest:
            # The Sunday before: a week ends with its Sunday.
            after = until - timedelta(days=until.isoweekday())
            rows = self._spans.get((after, until))
            if rows is None:
                found = self._newest(after, until)
                rows = self._spans[after, until] = {row.account_id: row for row in found}
            row = rows.get(account_id)
            if row is not None:
                return row if row.day > oldest else None
            until = after
        return None

    def newest_of_one(self, account_id: int, by: date, window: int) -> UsageDay | None:
        """The same by the account's own rows: quick for one account and many days."""
        known = self._of.get(account_id)
        if known is None:
            rows = self._rows_of(account_id, date.min, date.max)
            known = self._of[account_id] = ([row.day for row in rows], rows)
        days, rows = known
        place = bisect_right(days, by)
        return rows[place - 1] if place and (by - days[place - 1]).days < window else None


Find = Callable[[int, date, int], UsageDay | None]
"""Finds an account's newest row by a day within a window."""


class UsageGauge:
    """What the three dimensions of usage share."""

    tables = frozenset({"usage", "usage_days"})

    def __init__(self, source: DimensionSource, rows: UsageRows) -> None:
        self.source = source
        self.rows = rows
        self._window = int(source.number("window"))
        self._zero, self._full = source.number("zero"), source.number("full")

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self.rows.first_days

    @property
    def reach(self) -> int:
        """Usage of a day plays in scores of at most so many days later."""
        return self._window - 1

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); ``alone``: the account is looked at alone, and on many days."""
        find = self.rows.newest_of_one if alone else self.rows.newest_of_all
        ratio = self._ratio(account_id, day, find)
        return None if ratio is None else straight(ratio, self._zero, self._full)

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The rows that the score of a day rests on."""
        row = self.rows.newest_of_one(account_id, day, self._window)
        return [] if row is None else [self._told(row)]

    def _ratio(self, account_id: int, day: date, find: Find) -> Fraction | None:
        raise NotImplementedError

    def _told(self, row: UsageDay) -> Behind:
        raise NotImplementedError


class DepthGauge(UsageGauge):
    """Active ÷ provisioned of the newest day with data."""

    def _ratio(self, account_id: int, day: date, find: Find) -> Fraction | None:
        row = find(account_id, day, self._window)
        return None if row is None or row.provisioned == 0 else Fraction(row.active, row.provisioned)

    def _told(self, row: UsageDay) -> Behind:
        said = Text(
            f"活跃 {row.active:,} / 开通 {row.provisioned:,}",
            f"{row.active:,} active of {row.provisioned:,} provisioned",
        )
        return _usage(row, said)


class BreadthGauge(UsageGauge):
    """Modules used ÷ licensed modules of the newest day with data."""

    def __init__(self, source: DimensionSource, rows: UsageRows, accounts: Iterable[Account]) -> None:
        super().__init__(source, rows)
        self._licensed = {a.id: len(a.modules) for a in accounts if a.modules}

    def _ratio(self, account_id: int, day: date, find: Find) -> Fraction | None:
        licensed = self._licensed.get(account_id)
        row = None if licensed is None else find(account_id, day, self._window)
        return None if row is None or licensed is None else Fraction(min(row.used, licensed), licensed)

    def _told(self, row: UsageDay) -> Behind:
        licensed = self._licensed.get(row.account_id, 0)
        said = Text(
            f"在用 {row.used} / 可用 {licensed} 个功能", f"{row.used} modules used of {licensed} licensed"
        )
        return _usage(row, said)


class TrendGauge(UsageGauge):
    """Active accounts of the newest day with data ÷ those of some days before."""

    def __init__(self, source: DimensionSource, rows: UsageRows) -> None:
        super().__init__(source, rows)
        self._back = timedelta(days=int(source.number("back")))

    @property
    def reach(self) -> int:
        return self._window - 1 + self._back.days

    def _ratio(self, account_id: int, day: date, find: Find) -> Fraction | None:
        now = find(account_id, day, self._window)
        then = None if now is None else find(account_id, day - self._back, self._window)
        if now is None or then is None or then.active == 0 or now.provisioned == 0:
            # Active accounts are counted where provisioned ones are known: without any, nobody knows.
            return None
        return Fraction(now.active, then.active)

    def behind(self, account_id: int, day: date) -> list[Behind]:
        then = self.rows.newest_of_one(account_id, day - self._back, self._window)
        return [*super().behind(account_id, day), *([] if then is None else [self._told(then)])]

    def _told(self, row: UsageDay) -> Behind:
        return _usage(row, Text(f"活跃 {row.active:,}", f"{row.active:,} active"))


def _usage(row: UsageDay, said: Text) -> Behind:
    return Behind("usage_days", (row.account_id, row.day.toordinal()), row.day, said)
