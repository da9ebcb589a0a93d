"""The health score: a weighted mean of dimension scores, exact."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

from csmdesk.domain.rules import DEFAULT_WEIGHTS

RED_BELOW = 60
GREEN_FROM = 80


D = TypeVar("D", bound=Hashable)
"""A dimension: its id or its name."""


class Band(StrEnum):
    """Red below 60, yellow to below 80, green from 80 on; unscored where no score is known."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNSCORED = "unscored"


class Score(NamedTuple):
    """A health score (0–100, exact) and the share of the weights (0–1) that it rests on."""

    value: Fraction | None
    coverage: Fraction


def weighted_score(scores: Mapping[D, Fraction | int], weights: Mapping[D, Fraction | int]) -> Score:
    """The weighted mean of ``scores`` by dimension, in their own unit (points, or thousandths of a point).

    A missing dimension is left out and the weights rescaled; on less than half the weight the account
    is unscored (value None) (domain.md, section 4, Health).
    """
    held = sum(weight for dimension, weight in weights.items() if dimension in scores)
    points = sum(scores[dimension] * weight for dimension, weight in weights.items() if dimension in scores)
    return score_of(points, held, sum(weights.values()))


def score_of(points: Fraction | int, held: Fraction | int, whole: Fraction | int) -> Score:
    """The same of sums: Σ score × weight and Σ weight of what is scored, and Σ weight of all dimensions."""
    if whole == 0:
        return Score(None, Fraction(0))
    coverage = Fraction(held, whole)
    if held == 0 or 2 * held < whole:
        return Score(None, coverage)
    return Score(Fraction(points, held), coverage)


def band(value: Fraction | None) -> Band:
    """The band of an exact score."""
    if value is None:
        return Band.UNSCORED
    # Whole numbers compare ten times faster than fractions.
    above, below = value.as_integer_ratio()
    if above < RED_BELOW * below:
        return Band.RED
    return Band.YELLOW if above < GREEN_FROM * below else Band.GREEN


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
