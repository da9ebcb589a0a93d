"""The health score: a weighted mean of dimension scores, exact."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

from csmdesk.domain.rules import DEFAULT_WEIGHTS

MILLI = 1000
"""Dimension scores are kept in thousandths of a point."""

D = TypeVar("D", bound=Hashable)
"""A dimension: its id or its name."""


class Band(StrEnum):
    """Red, yellow, green by the bounds of ``Bands``; unscored where no score is known."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNSCORED = "unscored"


def plain_number(value: Fraction | int) -> str:
    """A number in plain decimals without zeros at the end; it must have a finite number of decimals."""
    above, below = value.as_integer_ratio()
    return f"{(Decimal(above) / Decimal(below)).normalize():f}"


class Bands(NamedTuple):
    """Red below ``red_below``, green from ``green_from`` on, yellow between; in points (0–100), exact."""

    red_below: Fraction | int = 60
    green_from: Fraction | int = 80

    @property
    def red_words(self) -> str:
        """Where red ends, as it is written."""
        return plain_number(self.red_below)

    @property
    def green_words(self) -> str:
        """Where green begins, as it is written."""
        return plain_number(self.green_from)


class Missing(StrEnum):
    """What a dimension without a score does: it is left out and the weights rescaled, or counts as 0 points,
    or the account is unscored."""

    RESCALE = "rescale"
    ZERO = "zero"
    UNSCORED = "unscored"


class Rhythm(StrEnum):
    """On which days computed dimensions are scored: every day, every Sunday and last day of a month, or the
    last days of months only."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class HealthRules(NamedTuple):
    """How scores are made of the dimensions, beside their weights; ``least`` is the share of the weights
    (0–1) on which a rescaled score rests at least."""

    bands: Bands = Bands()
    missing: Missing = Missing.RESCALE
    least: Fraction = Fraction(1, 2)
    rhythm: Rhythm = Rhythm.WEEKLY


BANDS = Bands()
"""The bounds where the book sets none (domain.md, section 3, health_red)."""

HEALTH_RULES = HealthRules()
"""The rules where the book sets none (domain.md, section 4, Health)."""


_ALL = Fraction(1)


class Score(NamedTuple):
    """A health score (0–100, exact) and the share of the weights (0–1) that it rests on."""

    value: Fraction | None
    coverage: Fraction


def weighted_score(
    scores: Mapping[D, Fraction | int], weights: Mapping[D, Fraction | int], rules: HealthRules = HEALTH_RULES
) -> Score:
    """The weighted mean of ``scores`` by dimension, in their own unit (points, or thousandths of a point).

    By default a missing dimension is left out and the weights rescaled; on less than half the weight the
    account is unscored (value None) (domain.md, section 4, Health).
    """
    held = sum(weight for dimension, weight in weights.items() if dimension in scores)
    points = sum(scores[dimension] * weight for dimension, weight in weights.items() if dimension in scores)
    return score_of(points, held, sum(weights.values()), rules)


def score_of(
    points: Fraction | int, held: Fraction | int, whole: Fraction | int, rules: HealthRules = HEALTH_RULES
) -> Score:
    """The same of sums: Σ score × weight and Σ weight of what is scored, and Σ weight of all dimensions."""
    if whole == 0:
        return Score(None, Fraction(0))
    coverage = _ALL if held == whole else Fraction(held, whole)
    if held == 0:
        return Score(None, coverage)
    if rules.missing is Missing.ZERO:
        return Score(Fraction(points, whole), coverage)
    least, of = (_ALL if rules.missing is Missing.UNSCORED else rules.least).as_integer_ratio()
    # Whole numbers compare ten times faster than fractions.
    if held * of < least * whole:
        return Score(None, coverage)
    return Score(Fraction(points, held), coverage)


def band(value: Fraction | None, bands: Bands) -> Band:
    """The band of an exact score."""
    if value is None:
        return Band.UNSCORED
    # Whole numbers compare ten times faster than fractions.
    above, below = value.as_integer_ratio()
    bound, of = bands.red_below.as_integer_ratio()
    if above * of < bound * below:
        return Band.RED
    bound, of = bands.green_from.as_integer_ratio()
    return Band.YELLOW if above * of < bound * below else Band.GREEN


def effective_weights(dimensions: Mapping[int, tuple[str, Fraction | None]]) -> dict[int, Fraction]:
    """The weight of each dimension (id → name, weight set by the user or None).

    A weight that is set counts; else the default of the dimension's name; else 0. When no dimension of
    the book has a weight, all weigh the same, so that a company's own dimensions score at once.
    """
    weights = {
        id_: weight if weight is not None else DEFAULT_WEIGHTS.get(name, Fraction(0))
        for id_, (name, weight) in dimensions.items()
    }
    if weights and not any(weights.values()):
        return dict.fromkeys(weights, Fraction(1))
    return weights
