"""Dimension scores of which some are computed from usage, tickets, surveys, receipts and touches.

They are rows as imported ones are, made when they are asked for: ``id`` 0, exact, on the scoring days of the
model's rhythm and on the days of imported scores. On a scoring day without an import the imported dimensions
stand as they were imported last (docs/definitions.md, Computed dimensions).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from csmdesk.domain.facts import Facts, HealthScore, HealthScores
from csmdesk.domain.health import MILLI, HealthRules, Score, score_of
from csmdesk.domain.health_kinds import DimensionSource
from csmdesk.domain.rules import Rules
from csmdesk.domain.scoring_days import last_scoring_day, scoring_days
from csmdesk.metrics.computed_usage import (
    Behind,
    BreadthGauge,
    DepthGauge,
    TrendGauge,
    UsageGauge,
    UsageRows,
)
from csmdesk.metrics.computed_work import Answers, OverdueReceipts, OverdueTickets, TicketsOnTime, TouchAge

_KEY = "computed_scores"


class Gauge(Protocol):
    """Computes one dimension."""

    source: DimensionSource

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        ...

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100) on a day; None without data."""
        ...

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The rows that the score of a day rests on."""
        ...


class _Ground:
    """What gauges are made of: the parts of the facts, and the cadence of a segment."""

    def __init__(self, facts: Facts, rules: Rules, usage: UsageRows) -> None:
        self.facts = facts
        self.usage = usage
        self.cadences = (facts.cadence_days, rules.cadence_days, rules.default_cadence_days)

    def cadence(self, segment: str) -> int:
        """The longest gap between touches of a segment, in days."""
        own, known, usual = self.cadences
        found = own.get(segment)
        return found if found is not None else known.get(segment, usual)

    def parts(self, kind: str) -> tuple[object, ...]:
        """What a gauge of this kind rests on, beside usage: while they are the same, so is the gauge."""
        f = self.facts
        of: Mapping[str, tuple[object, ...]] = {
            "usage_breadth": (f.accounts,),
            "tickets_overdue": (f.tickets,),
            "tickets_on_time": (f.tickets,),
            "nps": (f.surveys,),
            "csat": (f.surveys,),
            "receipts_overdue": (f.receipts, f.contracts),
            "touch_age": (f.touches, f.accounts),
        }
        return of.get(kind, ())

    def make(self, source: DimensionSource) -> Gauge:
        """The gauge of a source."""
        f = self.facts
        made: Mapping[str, Callable[[], Gauge]] = {
            "usage_depth": lambda: DepthGauge(source, self.usage),
            "usage_breadth": lambda: BreadthGauge(source, self.usage, f.accounts),
            "usage_trend": lambda: TrendGauge(source, self.usage),
            "tickets_overdue": lambda: OverdueTickets(source, f.tickets),
            "tickets_on_time": lambda: TicketsOnTime(source, f.tickets),
            "nps": lambda: Answers(source, f.surveys),
            "csat": lambda: Answers(source, f.surveys),
            "receipts_overdue": lambda: OverdueReceipts(source, f.receipts, f.contracts),
            "touch_age": lambda: TouchAge(source, f.touches, f.accounts, self.cadence),
        }
        return made[source.kind]()


class DayScore(NamedTuple):
    """The score of an account on a scoring day."""

    account_id: int
    day: date
    score: Score


class _KeptScores(NamedTuple):
    """The scores of days, and of what they were made."""

    imported: object
    weights: Mapping[int, int]
    rules: HealthRules
    by_day: dict[date, dict[int, Score]]


Points = dict[date, dict[int, Fraction]]
"""The points of all accounts that have some, by scoring day."""


class ComputedScores:
    """The computed dimensions of a book; what still holds is kept from one state of the facts to the next."""

    def __init__(self, ground: _Ground, sources: Mapping[int, DimensionSource]) -> None:
        self._ground = ground
        self.sources = {d: source for d, source in sources.items() if source.computed}
        self.gauges: dict[int, Gauge] = {d: ground.make(s) for d, s in self.sources.items()}
        self._points: dict[int, Points] = {d: {} for d in self.sources}
        self._first: dict[int, date] | None = None
        self._scores: _KeptScores | None = None

    def after(self, facts: Facts, usage_days: Container[date] | None) -> ComputedScores:
        """What holds of ``facts``; usage has changed on ``usage_days`` alone, None: on any days."""
        return self._over(facts, self._ground, usage_days)

    def _over(self, facts: Facts, before: _Ground, usage_days: Container[date] | None) -> ComputedScores:
        ground = _Ground(facts, Rules(), before.usage.after(facts, usage_days))
        ground.cadences = (facts.cadence_days, *before.cadences[1:])
        made = ComputedScores(ground, {})
        made.sources = {d: source for d, source in facts.dimension_sources.items() if source.computed}
        for d, source in made.sources.items():
            old = next((o for o, known in self.sources.items() if known == source), None)
            made._points[d] = {}
            if old is None or not self._same(source.kind, ground):
                made.gauges[d] = ground.make(source)
                continue
            gauge = self.gauges[old]
            if not isinstance(gauge, UsageGauge):
                made.gauges[d] = gauge
                made._points[d] = self._points[old]
                continue
            made.gauges[d] = ground.make(source)
            if usage_days is not None:
                made._points[d] = {
                    day: points
                    for day, points in self._points[old].items()
                    if not _reached(day, gauge.reach, usage_days)
                }
        made._scores = made._still(self)
        return made

    def _still(self, before: ComputedScores) -> _KeptScores | None:
        """The scores of ``before`` of the days on which every dimension that weighs something is the same."""
        kept = before._scores
        if kept is None or self.sources != before.sources:
            return None
        days = set(kept.by_day)
        for d, points in self._points.items():
            if kept.weights.get(d, 0) and points is not before._points[d]:
                days.intersection_update(points)
        if days and self.first_days != before.first_days:
            # An account that has data from another day on is scored on other days.
            days = {day for day in days if day < self._first_change(before)}
        return kept._replace(by_day={day: kept.by_day[day] for day in days})

    def _first_change(self, before: ComputedScores) -> date:
        """The first day on which an account has data in one of both and not in the other."""
        old, new = before.first_days, self.first_days
        return min(
            min(old.get(a, date.max), new.get(a, date.max))
            for a in old.keys() | new.keys()
            if old.get(a) != new.get(a)
        )

    def kept_scores(
        self, imported: object, weights: Mapping[int, int], rules: HealthRules
    ) -> dict[date, dict[int, Score]]:
        """The scores by day that have been made of the same; what is made is to be put among them."""
        kept = self._scores
        if kept is None or kept.imported is not imported or (kept.weights, kept.rules) != (weights, rules):
            kept = self._scores = _KeptScores(imported, dict(weights), rules, {})
        return kept.by_day

    def _same(self, kind: str, ground: _Ground) -> bool:
        parts = zip(ground.parts(kind), self._ground.parts(kind), strict=True)
        cadence = kind != "touch_age" or ground.cadences == self._ground.cadences
        return cadence and all(new is old for new, old in parts)

    def fits(self, rules: Rules) -> bool:
        """True while the rules that these scores look at are the same."""
        return self._ground.cadences[1:] == (rules.cadence_days, rules.default_cadence_days)

    @property
    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a computed score."""
        if self._first is None:
            found: dict[int, date] = {}
            for gauge in self.gauges.values():
                for account, day in gauge.first_days().items():
                    found[account] = min(day, found.get(account, day))
            self._first = found
        return self._first

    def points_on(self, dimension: int, day: date) -> Mapping[int, Fraction]:
        """The points of all accounts that have some on a day."""
        known = self._points[dimension].get(day)
        if known is None:
            gauge = self.gauges[dimension]
            known = {}
            for account, first in gauge.first_days().items():
                if first <= day:
                    value = gauge.value(account, day, alone=False)
                    if value is not None:
                        known[account] = value
            self._points[dimension][day] = known
        return known

    def rows_on(self, account_id: int, day: date) -> list[HealthScore]:
        """The computed rows of one account on a day."""
        found = []
        for dimension, gauge in self.gauges.items():
            value = gauge.value(account_id, day, alone=True)
            if value is not None:
                found.append(HealthScore(0, account_id, dimension, day, value * MILLI))
        return found


def _reached(day: date, reach: int, changed: Container[date]) -> bool:
    """True when a score of ``day`` looks at a day that has changed."""
    ordinal = day.toordinal()
    return any(date.fromordinal(o) in changed for o in range(max(1, ordinal - reach), ordinal + 1))


class DimensionScores(Protocol):
    """What scores are made of: all dimension scores, and the scores that they make."""

    def by_day(self, account_id: int, until: date) -> Mapping[date, Sequence[HealthScore]]:
        """By scoring day up to ``until``: the dimension scores of one account that count on it."""
        ...

    def scores(self, weights: Mapping[int, int], start: date, end: date) -> Iterable[DayScore]:
        """The score of each account and scoring day up to ``end``, in no order.

        Of the days before ``start``, an account's newest one is among them where its score still stands on
        ``start``; whether others are is left open.
        """
        ...


class ImportedScores:
    """Imported scores alone."""

    def __init__(self, rows: HealthScores, rules: HealthRules) -> None:
        self._rows = rows
        self._rules = rules

    def by_day(self, account_id: int, until: date) -> Mapping[date, Sequence[HealthScore]]:
        """By scoring day up to ``until``: the dimension scores of one account that count on it."""
        return self._rows.by_day(account_id, until)

    def scores(self, weights: Mapping[int, int], start: date, end: date) -> Iterable[DayScore]:
        """The score of each account and scoring day up to ``end``; see ``DimensionScores``."""
        whole = sum(weights.values()) * MILLI
        made: dict[tuple[int | Fraction, int], Score] = {}
        for account, day, points, held in self._rows.sums(weights, start, end):
            # Most scores are made of the same few numbers.
            score = made.get((points, held))
            if score is None:
                score = made[points, held] = score_of(points, held * MILLI, whole, self._rules)
            yield DayScore(account, day, score)


class MixedScores:
    """Imported scores with the computed ones among them."""

    def __init__(self, imported: HealthScores, computed: ComputedScores, rules: HealthRules) -> None:
        self._imported = imported
        self._computed = computed
        self._rules = rules

    def by_day(self, account_id: int, until: date) -> Mapping[date, Sequence[HealthScore]]:
        """By scoring day up to ``until``: the dimension scores of one account that count on it.

        On a scoring day without an import the imported ones stand as they were imported last.
        """
        imported: dict[date, list[HealthScore]] = defaultdict(list)
        for row in self._imported.of(account_id):
            if row.day <= until and row.dimension_id not in self._computed.sources:
                imported[row.day].append(row)
        first = self._computed.first_days.get(account_id)
        days = set(imported)
        if first is not None:
            days.update(scoring_days(first, until, self._rules.rhythm))
        found: dict[date, list[HealthScore]] = {}
        newest: Sequence[HealthScore] = ()
        for day in sorted(days):
            newest = imported.get(day, newest)
            found[day] = [*newest, *self._computed.rows_on(account_id, day)]
        return found

    def scores(self, weights: Mapping[int, int], start: date, end: date) -> Iterator[DayScore]:
        """The score of each account and scoring day up to ``end``; see ``DimensionScores``.

        Those of a scoring day of the rhythm are kept until something that they look at changes.
        """
        courses: dict[int, tuple[list[date], list[tuple[int | Fraction, int]]]] = {}
        own = {d: weight for d, weight in weights.items() if d not in self._computed.sources}
        passed = frozenset(self._computed.sources)
        for account, day, points, held in sorted(self._imported.sums(own, date.min, end, passed)):
            days, sums = courses.setdefault(account, ([], []))
            days.append(day)
            sums.append((points, held))
        kept = self._computed.kept_scores(self._imported, weights, self._rules)
        grid: list[date] = []
        if start <= end:
            newest = last_scoring_day(start, self._rules.rhythm)
            grid = list(scoring_days(newest, end, self._rules.rhythm))
        whole = sum(weights.values())
        for day in grid:
            known = kept.get(day)
            if known is None:
                known = kept[day] = {
                    account: self._score(account, day, courses.get(account), weights, whole)
                    for account, first in self._computed.first_days.items()
                    if first <= day
                }
            for account, score in known.items():
                yield DayScore(account, day, score)
        on_grid = frozenset(grid)
        for account, course in courses.items():
            first = self._computed.first_days.get(account, date.max)
            # The newest day before the start may be one of an import.
            for day in course[0][max(0, bisect_right(course[0], start) - 1) :]:
                if day not in on_grid or day < first:
                    yield DayScore(account, day, self._score(account, day, course, weights, whole))

    def _score(
        self,
        account: int,
        day: date,
        course: tuple[list[date], list[tuple[int | Fraction, int]]] | None,
        weights: Mapping[int, int],
        whole: int,
    ) -> Score:
        place = 0 if course is None else bisect_right(course[0], day)
        points, held = course[1][place - 1] if course is not None and place else (0, 0)
        # Above and below the line, not reduced before the end.
        above, below = points.as_integer_ratio()
        for dimension in self._computed.sources:
            weight = weights.get(dimension, 0)
            value = self._computed.points_on(dimension, day).get(account) if weight else None
            if value is not None:
                v, of = value.as_integer_ratio()
                above, below = above * of + v * weight * MILLI * below, below * of
                held += weight
        return score_of(above, held * MILLI * below, whole * MILLI * below, self._rules)


def scores_of(facts: Facts, rules: Rules) -> DimensionScores:
    """The dimension scores of these facts, the computed ones among them."""
    rows = facts.health_scores
    imported = rows if isinstance(rows, HealthScores) else HealthScores(rows)
    if not any(source.computed for source in facts.dimension_sources.values()):
        return ImportedScores(imported, facts.health_rules)
    return MixedScores(imported, computed_of(facts, rules), facts.health_rules)


def computed_of(facts: Facts, rules: Rules) -> ComputedScores:
    """The computed dimensions of these facts; kept with them."""
    known = facts.carried.get(_KEY)
    if not isinstance(known, ComputedScores) or not known.fits(rules):
        ground = _Ground(facts, rules, UsageRows(facts))
        known = facts.carried[_KEY] = ComputedScores(ground, facts.dimension_sources)
    return known


def with_model(facts: Facts, **parts: object) -> Facts:
    """The facts with another health model; what is computed alike is taken along."""
    made = replace(facts, **parts)  # type: ignore[arg-type] # the names are those of Facts
    carry(facts, made, frozenset())
    return made


def carry(known: Facts, made: Facts, usage_days: Container[date] | None) -> None:
    """Take along what was worked out of ``known`` as far as it holds of ``made``."""
    for key, carried in known.carried.items():
        made.carried[key] = carried.after(made, usage_days)
