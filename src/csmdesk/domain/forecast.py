"""The forecast of open renewals, and the shortest way to a target."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Forecast(StrEnum):
    """How sure a renewal is; the value is what the book keeps."""

    COMMITTED = "committed"
    LIKELY = "likely"
    RISK = "risk"
    LOST = "lost"


LIKELIHOODS: Mapping[Forecast, Fraction] = {
    Forecast.COMMITTED: Fraction(95, 100),
    Forecast.LIKELY: Fraction(70, 100),
    Forecast.RISK: Fraction(30, 100),
    Forecast.LOST: Fraction(0),
}
"""Defaults that the user can change."""


class OpenContract(NamedTuple):
    """A contract that is not renewed yet: what renewing it brings, in fen, and when it is decided."""

    id: int
    value_fen: Fraction
    category: Forecast
    decision_day: date


class Step(NamedTuple):
    """A contract on the way to the target, and what winning it adds to what is expected, in fen."""

    contract: OpenContract
    gain_fen: Fraction


class Path(NamedTuple):
    """The way to a target: money in fen. ``steps`` are the fewest contracts that close the gap.

    ``reached`` is False when winning every open contract would not be enough; then all of them are steps.
    """

    target_fen: Fraction
    received_fen: Fraction
    expected_fen: Fraction
    gap_fen: Fraction
    steps: tuple[Step, ...]
    reached: bool


def expected(
    contracts: Sequence[OpenContract], likelihoods: Mapping[Forecast, Fraction] = LIKELIHOODS
) -> Fraction:
    """The sum of value × likelihood, in fen."""
    return sum((c.value_fen * likelihoods[c.category] for c in contracts), Fraction(0))


def path_to_target(
    target_fen: Fraction | int,
    received_fen: Fraction | int,
    contracts: Sequence[OpenContract],
    likelihoods: Mapping[Forecast, Fraction] = LIKELIHOODS,
    *,
    won: Collection[int] = (),
) -> Path:
    """The fewest open contracts whose winning closes the gap between what is expected and the target.

    What winning a contract gains is value × (1 − likelihood); those that gain most come first, which makes
    the set the smallest, and of equals the one that is decided first. ``won`` are contracts that are taken
    for won already (what if).
    """
    goal, received = Fraction(target_fen), Fraction(received_fen)
    sure = sum((c.value_fen for c in contracts if c.id in won), Fraction(0))
    rest = [c for c in contracts if c.id not in won]
    likely = received + sure + expected(rest, likelihoods)
    gap = goal - likely
    gains = [Step(c, c.value_fen * (1 - likelihoods[c.category])) for c in rest]
    ranked = sorted(
        (s for s in gains if s.gain_fen > 0),
        key=lambda s: (-s.gain_fen, s.contract.decision_day, s.contract.id),
    )
    steps: list[Step] = []
    left = gap
    for step in ranked:
        if left <= 0:
            break
        steps.append(step)
        left -= step.gain_fen
    return Path(goal, received, likely, max(gap, Fraction(0)), tuple(steps), left <= 0)
