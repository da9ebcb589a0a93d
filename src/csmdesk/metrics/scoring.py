"""The health of accounts on a day: from the dimension scores of a scoring day, or typed by hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from csmdesk.domain.facts import Facts, HealthOverride, HealthScore
from csmdesk.domain.health import MILLI, Missing, Score, score_of
from csmdesk.domain.rules import Rules
from csmdesk.metrics.computed_scores import scores_of
from csmdesk.metrics.exact import more, whole_numbers

_ID, _DIMENSION = attrgetter("id"), attrgetter("dimension_id")
_UNSCORED = Score(None, Fraction(0))


class HealthInput(NamedTuple):
    """A row behind a score: its table and key, and how many points of the score it makes.

    A computed dimension is a row of ``computed_scores`` with the key (account, dimension, day ordinal).
    """

    table: str
    key: int | tuple[int, ...]
    points: Fraction
    day: date


class AccountScore:
    """An account's score on a day; the rows that it rests on are looked up when they are asked for."""

    def __init__(self, score: Score, look_up: Callable[[], tuple[HealthInput, ...]]) -> None:
        self.score = score
        self._look_up = look_up

    @cached_property
    def inputs(self) -> tuple[HealthInput, ...]:
        """The rows behind the score; none where there is no score."""
        return self._look_up()


class Course(NamedTuple):
    """An account's scoring days in order, and its score on each."""

    days: list[date]
    scores: list[Score]


class Scoring:
    """The scores of ``facts`` as known on ``as_of``; quickest from the opening to the closing day.

    The score of a day is that of the account's newest scoring day, or an override in force. A dimension
    without a score on that scoring day is missing: left out, the weights rescaled.
    """

    def __init__(self, facts: Facts, rules: Rules, opening: date, closing: date, as_of: date) -> None:
        self._facts = facts
        self._known = scores_of(facts, rules)
        self._rules = facts.health_rules
        self._opening = opening
        self._closing = closing
        self._as_of = as_of
        self._rows: dict[int, Mapping[date, Sequence[HealthScore]]] = {}
        self._shares: dict[tuple[int | Fraction, int], Fraction] = {}

    # --- what is known --------------------------------------------------------------------------------------

    @cached_property
    def _weights(self) -> Mapping[int, int]:
        """The dimensions' weights as whole numbers in the same proportions: exact, and quick to add."""
        return whole_numbers(self._facts.dimension_weights)[0]

    @cached_property
    def _whole(self) -> int:
        return sum(self._weights.values())

    @cached_property
    def _overrides(self) -> Mapping[int, list[HealthOverride]]:
        """By account: the overrides made by the as-of day, oldest first."""
        found: dict[int, list[HealthOverride]] = defaultdict(list)
        for row in sorted(self._facts.health_overrides, key=lambda o: (o.day, o.id)):
            if row.day <= self._as_of:
                found[row.account_id].append(row)
        return found

    def _override(self, account_id: int, day: date) -> HealthOverride | None:
        """The override in force on ``day``: of several, the newest."""
        rows = self._overrides.get(account_id)
        if not rows:
            return None
        return next((o for o in reversed(rows) if o.day <= day <= o.expires_day), None)

    def rows_by_day(self, account_id: int) -> Mapping[date, Sequence[HealthScore]]:
        """By scoring day: the account's dimension scores known on the as-of day.

        Where dimensions are computed, imported scores of an earlier day stand among those of a day.
        """
        if account_id not in self._rows:
            self._rows[account_id] = self._known.by_day(account_id, self._as_of)
        return self._rows[account_id]

    def scoring_day(self, account_id: int, day: date) -> date | None:
        """The account's newest scoring day by ``day``."""
        return max((d for d in self.rows_by_day(account_id) if d <= day), default=None)

    def rows_behind(self, account_id: int, day: date) -> Sequence[HealthScore]:
        """The rows of the account's newest scoring day by ``day``, overrides aside."""
        rows = self.rows_by_day(account_id)
        scoring_day = day if day in rows else self.scoring_day(account_id, day)
        return () if scoring_day is None else rows[scoring_day]

    # --- values ---------------------------------------------------------------------------------------------

    @cached_property
    def courses(self) -> Mapping[int, Course]:
        """By account: what was scored from the opening to the closing day, overrides aside.

        Before that comes the newest day before the opening, where the score of the first days rests on it.
        """
        found: dict[int, Course] = {}
        scores = self._known.scores(self._weights, self._opening, self._closing)
        for account, day, score in sorted(scores, key=itemgetter(0, 1)):
            course = found.get(account)
            if course is None:
                course = found[account] = Course([], [])
            elif day <= self._opening:
                course.days.clear()
                course.scores.clear()
            course.days.append(day)
            course.scores.append(score)
        return found

    def health(self, account_id: int, day: date) -> Score:
        """The account's health on ``day``."""
        by_hand = self._override(account_id, day)
        if by_hand is not None:
            return Score(Fraction(by_hand.score_milli, MILLI), Fraction(1))
        if not self._opening <= day <= self._closing:
            return self._score_of(self.rows_behind(account_id, day))
        course = self.courses.get(account_id)
        place = 0 if course is None else bisect_right(course.days, day)
        return _UNSCORED if course is None or not place else course.scores[place - 1]

    def points_on(self, account_id: int, days: list[date]) -> tuple[tuple[date, Fraction], ...]:
        """Those of ``days``, none before the opening or after the closing day, that have a score, with it."""
        course = self.courses.get(account_id)
        if course is None or course.days[-len(days) :] != days or account_id in self._overrides:
            scores = [self.health(account_id, day) for day in days]
        else:
            scores = course.scores[-len(days) :]
        return tuple(
            [(day, value) for day, (value, _) in zip(days, scores, strict=True) if value is not None]
        )

    def rises(self, account_id: int, start: date, last: date) -> list[date]:
        """The scoring days from ``start``, after the opening, to ``last`` with a better score than before.

        The day before is the scoring day before, of whatever time; without a score on both there is no rise.
        """
        course = self.courses.get(account_id)
        if min(last, self._as_of) <= self._closing and account_id not in self._overrides:
            if course is None:
                return []
            steps = list(zip(course.days, course.scores, strict=True))
            if course.days[0] > self._opening:
                # Whether it was scored before is not among what was summed.
                rows = self.rows_behind(account_id, self._opening)
                steps.insert(0, (self._opening, self._score_of(rows)))
        else:
            days = sorted(self.rows_by_day(account_id))
            days = days[max(0, bisect_left(days, start) - 1) : bisect_right(days, last)]
            steps = [(day, self.health(account_id, day)) for day in days]
        return [
            day
            for (_, (before, _)), (day, (after, _)) in pairwise(steps)
            if start <= day <= last and before is not None and after is not None and more(after, before)
        ]

    # --- with the rows behind -------------------------------------------------------------------------------

    def score(self, account_id: int, day: date) -> AccountScore:
        """The account's health on ``day``, with the rows that it rests on."""
        return AccountScore(self.health(account_id, day), partial(self._inputs, account_id, day))

    def _inputs(self, account_id: int, day: date) -> tuple[HealthInput, ...]:
        by_hand = self._override(account_id, day)
        if by_hand is not None:
            points = Fraction(by_hand.score_milli, MILLI)
            return (HealthInput("health_overrides", by_hand.id, points, by_hand.day),)
        if self.health(account_id, day).value is None:
            return ()
        rows = self.rows_behind(account_id, day)
        weighty = [(r, weight) for r in rows if (weight := self._weights.get(r.dimension_id, 0))]
        held = sum(weight for _, weight in weighty) * MILLI
        if self._rules.missing is Missing.ZERO:
            held = self._whole * MILLI
        return tuple(
            [
                HealthInput(*source(r), self._share(r.score_milli * weight, held), r.day)
                for r, weight in weighty
            ]
        )

    def _share(self, points: int | Fraction, held: int) -> Fraction:
        """Points over the weights held: most are made of the same few numbers."""
        share = self._shares.get((points, held))
        if share is None:
            share = self._shares[points, held] = Fraction(points, held)
        return share

    def first_input(self, account_id: int, day: date) -> tuple[str, int | tuple[int, ...]]:
        """The table and the id of the first of these rows; there must be a score."""
        by_hand = self._override(account_id, day)
        if by_hand is not None:
            return "health_overrides", by_hand.id
        weighty = [r for r in self.rows_behind(account_id, day) if self._weights.get(r.dimension_id, 0)]
        imported = [r for r in weighty if r.id]
        first = min(imported, key=_ID) if imported else min(weighty, key=_DIMENSION)
        return source(first)

    def _score_of(self, rows: Sequence[HealthScore]) -> Score:
        """The score that the rows of one account and scoring day make; no rows make none."""
        weights = self._weights
        points = sum(r.score_milli * weights.get(r.dimension_id, 0) for r in rows)
        held = sum(weights.get(r.dimension_id, 0) for r in rows)
        return self._made_of(points, held) if rows else _UNSCORED

    def _made_of(self, points: int | Fraction, held: int) -> Score:
        return score_of(points, held * MILLI, self._whole * MILLI, self._rules)


def source(row: HealthScore) -> tuple[str, int | tuple[int, ...]]:
    """The table and the key of a dimension score."""
    if row.id:
        return "health_scores", row.id
    return "computed_scores", (row.account_id, row.dimension_id, row.day.toordinal())
