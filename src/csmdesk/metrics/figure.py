"""A figure: a value that can show where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.text import Text

Part = Fraction | int | str | None | Mapping[str, "Part"] | tuple["Part", ...]
"""A part of a figure: a number, a word, or a table or list of such."""

Key = int | tuple[int, ...]
"""A row's key: its id; for usage (account_id, module_id, day ordinal), for usage_days (account_id, day), for
computed_scores (account_id, dimension_id, day ordinal)."""


class Unit(StrEnum):
    """What a figure is counted in; money figures are in yuan (or the home currency's unit)."""

    MONEY = "yuan"
    RATIO = "ratio"
    COUNT = "count"
    POINTS = "points"
    DAYS = "days"


class Counted(NamedTuple):
    """A row that a numerator or denominator counts, and what it adds to it.

    The amounts of all rows of a numerator (denominator) add up to the numerator (denominator).
    """

    table: str
    key: Key
    amount: Fraction


class LeftOut(NamedTuple):
    """A row that one might expect in the figure, and why it is not counted."""

    table: str
    key: Key
    reason: Text


@dataclass(frozen=True)
class Evidence:
    """The rows behind a figure."""

    numerator: tuple[Counted, ...] = ()
    denominator: tuple[Counted, ...] = ()
    excluded: tuple[LeftOut, ...] = ()


class Attainment(NamedTuple):
    """A key result held against the figure.

    ``node`` is what the period owes: target × node share for figures that add up over time, the target
    itself for rates. ``share`` is value / node. ``met`` follows the target's direction (≥ or ≤).
    """

    target_id: int
    name: str
    level: str
    target: Fraction
    node_share: Fraction
    node: Fraction
    share: Fraction | None
    met: bool | None


class Coverage(NamedTuple):
    """How much of what should be known is known, and how old the oldest input is."""

    known: int
    of: int
    oldest: date | None


class Definition(NamedTuple):
    """What a metric is, independent of any book."""

    key: str
    name: Text
    unit: Unit
    higher_is_better: bool
    adds_up: bool
    formula: Text
    family: str
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One metric of one book over one period as of one day.

    ``value`` is exact and unrounded, None when not available; ``reason`` then says why. ``numerator`` and
    ``denominator`` are None for figures that are no ratio and have no sum.
    """

    definition: Definition
    period: str
    as_of: date
    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    targets: tuple[Attainment, ...] = ()
    reason: Text | None = None
    notes: tuple[Text, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    coverage: Coverage | None = None

    @property
    def key(self) -> str:
        """The metric's key."""
        return self.definition.key

    @property
    def target(self) -> Attainment | None:
        """The first key result that names this metric over the whole book, if any."""
        return self.targets[0] if self.targets else None
