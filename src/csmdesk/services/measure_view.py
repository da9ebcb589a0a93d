"""What the page of metrics shows, in words and ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.services.account_view import Mark
from csmdesk.services.evidence import FigureView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csmdesk.metrics.figure import Unit


NOT_COUNTED = frozenset(
    {
        *("reviews", "review_texts", "review_versions", "review_figures", "mappings", "import_batches"),
        *("snoozes", "quotes", "tasks", "task_items", "task_comments", "task_moves", "standups"),
        *("plan_items", "budget_lines", "plan_years"),
        *("standup_notes", "escalations", "war_rooms", "war_room_members", "war_room_declines"),
    }
)
"""Tables that no metric is counted from."""


class Asked(NamedTuple):
    """What the figures are of: a period as of a day (None: its last, or today), and of which accounts.

    ``scope`` is kept as targets keep theirs (JSON: segment, industry, arr_min); '' is the whole book.
    """

    period: str
    as_of: date | None
    language: Language
    scope: str = ""


@dataclass(frozen=True)
class MeasureLine:
    """One metric of the list; ``id`` is its place in the registry, from 1 on.

    ``value`` is exact and unrounded, None where it is not available (``reason`` says why). ``target_words``
    is what is owed (≥ 92%, / 1,632万), ``share_words`` how much of it is reached, ``mark`` and ``verdict``
    say whether that is enough. ``team`` is what was typed in for the team. ``unscoped`` says that the metric
    is of the CSM's own work and no scope narrows it.
    """

    id: int
    key: str
    name: str
    family: str
    unit: Unit
    value: Fraction | None
    words: str
    reason: str
    target_words: str
    share_words: str
    mark: Mark
    verdict: str
    team: Fraction | None
    team_words: str
    unscoped: bool
    search: str


class Against(NamedTuple):
    """A figure against another time: what it was then, and by how much it differs now ('' unknown)."""

    words: str
    change: str


class Before(NamedTuple):
    """A figure against the period before and the same one a year before."""

    last: Against
    year: Against


class Titles(NamedTuple):
    """What the period is called, and those that the list is held against, with their names (2023H2)."""

    own: str
    last: str
    year: str
    last_name: str
    year_name: str
    as_of: date


class MeasureList(NamedTuple):
    """Every metric of the registry, family by family; ``new`` says that the book has no accounts yet."""

    lines: tuple[MeasureLine, ...]
    titles: Titles
    home: str
    segments: tuple[str, ...]
    industries: tuple[str, ...]
    fiscal_start: int
    new: bool


class TrendPoint(NamedTuple):
    """A month of a trend. ``value`` is None in a gap, and ``reason`` then says why there is nothing.

    ``above`` and ``below`` are numerator and denominator, ``sums`` the same in words ('' for what has none).
    ``node`` is what the month owes of the target, ``team`` the team's number of the month; ``before`` is the
    same month a year before.
    """

    name: str
    title: str
    value: Fraction | None
    words: str
    above: Fraction | None
    below: Fraction | None
    sums: tuple[str, str]
    reason: str
    node: Fraction | None
    node_words: str
    team: Fraction | None
    team_words: str
    before: Fraction | None
    before_words: str


class Trend(NamedTuple):
    """A metric month by month, oldest first. ``bands`` are the bounds of red and green, where it has them.

    ``from_zero`` says that its axis begins at 0: sums, and numbers of things. ``gaps`` says which months have
    nothing to show and why, ``note`` what all months have in common.
    """

    key: str
    name: str
    unit: Unit
    home: str
    points: tuple[TrendPoint, ...]
    bands: tuple[Fraction, Fraction] | None
    from_zero: bool
    gaps: str
    note: str


class Rival(NamedTuple):
    """Another definition of the same idea, with its own value; ``own`` marks the metric itself."""

    key: str
    name: str
    value: str
    reason: str
    formula: str
    own: bool


class Compared(NamedTuple):
    """A metric in one of several periods; ``change`` is against the first of them."""

    period: str
    title: str
    as_of: date
    value: Fraction | None
    words: str
    sums: tuple[str, str]
    change: str
    reason: str
    team: Fraction | None
    team_words: str


class Measured(NamedTuple):
    """A metric in a period, exact: money in units of the home currency, ratios as parts of one.

    ``node`` is what the period owes of the target over the whole book; ``value`` is None where there is
    nothing, and ``reason`` says why.
    """

    period: str
    title: Text
    as_of: date
    value: Fraction | None
    above: Fraction | None
    below: Fraction | None
    node: Fraction | None
    team: Fraction | None
    reason: Text | None


class TeamFigure(NamedTuple):
    """The team's number of a period, and how the own one stands to it ('' where one is missing)."""

    period: str
    title: str
    own: str
    team: str
    difference: str
    typed: str
    """The team's number as it is typed; '' where there is none."""


@dataclass(frozen=True)
class Measure:
    """One metric in full. ``formulas`` are its definition in both languages, ``notes`` what limits the value.

    ``counts`` are the rows of each side of its evidence.
    """

    view: FigureView
    line: MeasureLine
    formulas: Text
    direction: str
    unit_words: str
    rivals: tuple[Rival, ...]
    team: TeamFigure
    node_words: str
    pace_words: str
    counts: Mapping[str, int]
