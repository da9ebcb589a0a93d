"""Targets as words and marks, ready to be shown: what ``Goals`` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from csmdesk.services.account_view import Mark
from csmdesk.services.today_view import KeyResult


class Choice(NamedTuple):
    """A choice of a field: what is kept for it, and what it is called."""

    key: str
    words: str


@dataclass(frozen=True)
class Goal:
    """A target and where it stands in the period.

    ``result`` is the key result as Today shows it; None where the period owes nothing of it or its metric is
    unknown. ``node`` is what the period owes. ``progress`` is the share of the way, 0–1; ``rolled`` that of
    the targets under it, by their weights. ``typed`` are the fields as they are typed. ``breaks`` says that
    it can be broken down to quarters or months.
    """

    id: int
    level: str
    level_words: str
    name: str
    metric: str
    metric_words: str
    period: str
    period_words: str
    scope_words: str
    owner: str
    parent_id: int | None
    parent_words: str
    weight: Fraction | None
    weight_words: str
    target: Fraction
    target_words: str
    share_words: str
    node: Fraction | None
    node_words: str
    result: KeyResult | None
    value: Fraction | None
    progress: Fraction | None
    progress_words: str
    rolled: Fraction | None
    rolled_words: str
    rolled_note: str
    mark: Mark
    verdict_words: str
    concerns: bool
    breaks: bool
    typed: Mapping[str, str]
    spoken: str
    search: str

    @property
    def value_words(self) -> str:
        """The value of the period; a dash where there is none."""
        return self.result.value if self.result is not None else "—"

    @property
    def attained_words(self) -> str:
        """The share of what is owed, or the difference from it."""
        return self.result.share_words if self.result is not None else ""


@dataclass(frozen=True)
class Level:
    """A level of the pyramid: how many targets of it the period concerns, and how far they are together.

    ``weights_words`` says what the weights come to; ``balanced`` is False when they do not make up 100 %.
    """

    key: str
    name: str
    count: int
    progress: Fraction | None
    progress_words: str
    weights_words: str
    balanced: bool
    known_words: str

    @property
    def spoken(self) -> str:
        """The level for a screen reader."""
        return "  ".join(filter(None, (self.name, self.progress_words, self.known_words, self.weights_words)))


@dataclass(frozen=True)
class GoalsData:
    """All targets of the book by level, in their order, against one period.

    ``year`` is the fiscal year of the period; targets of other years have ``concerns`` False.
    """

    goals: tuple[Goal, ...]
    levels: tuple[Level, ...]
    period_words: str
    node_note: str
    counts: str

    def goal(self, goal_id: int | None) -> Goal | None:
        """A target by its id."""
        return next((goal for goal in self.goals if goal.id == goal_id), None)


@dataclass(frozen=True)
class Part:
    """A part of a target's time: what it owes, and where it stands.

    ``depth`` is 0 for the whole, 1 for halves, 2 for quarters, 3 for months. ``typed`` is what it owes
    as it is typed; ``fixed`` says why it cannot be typed ('' when it can). ``result`` is None before its
    first day.
    """

    period: str
    words: str
    depth: int
    node: Fraction
    node_words: str
    typed: str
    fixed: str
    result: KeyResult | None
    value: Fraction | None
    share_words: str
    current: bool
    spoken: str

    @property
    def key(self) -> str:
        """What its evidence is asked by."""
        return self.period


class ProfileChoice(NamedTuple):
    """A way to spread a target; ``why_not`` says why it cannot be taken ('' when it can)."""

    key: str
    words: str
    about: str
    why_not: str


@dataclass(frozen=True)
class Breakdown:
    """A target over the parts of its time. ``profile`` is how it is spread, ``drawn_words`` since when.

    ``sum_words`` says what the months come to. ``share_hint`` is another node share that the profile's own
    numbers give ('' where none), ``share_typed`` that share as it is typed.
    """

    goal_id: int
    profile: str
    choices: tuple[ProfileChoice, ...]
    drawn_words: str
    parts: tuple[Part, ...]
    sum_words: str
    adds_up: bool
    share_hint: str = ""
    share_typed: str = ""
