"""The plan of a year as the window shows it: what ``YearPlan`` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from csmdesk.domain.budget import BudgetSum
from csmdesk.domain.text import Text
from csmdesk.domain.year_plan import Numbers, PlanKind

TABLES = frozenset(
    {
        *("plan_items", "budget_lines", "plan_years", "segments", "settings", "accounts", "contracts"),
        *("renewal_links", "renewal_tracks", "touches", "workshops", "events", "rates"),
    }
)
"""What the plan of a year rests on."""


class ItemState(StrEnum):
    """How an item stands on the closing day.

    ``DONE``: by the act itself or by hand; ``MISSED``: its day is past; ``VOID``: nothing is left to do (the
    contract is settled, the account handed over); ``DROPPED``: struck out by hand.
    """

    PLANNED = "planned"
    MISSED = "missed"
    DONE = "done"
    VOID = "void"
    DROPPED = "dropped"


STATES: Mapping[ItemState, Text] = {
    ItemState.PLANNED: Text("计划", "planned"),
    ItemState.MISSED: Text("未做", "not done"),
    ItemState.DONE: Text("完成", "done"),
    ItemState.VOID: Text("不需要", "not needed"),
    ItemState.DROPPED: Text("取消", "struck out"),
}

OPEN = frozenset({ItemState.PLANNED, ItemState.MISSED})
COUNTED = frozenset({ItemState.PLANNED, ItemState.MISSED, ItemState.DONE})
"""What is still to be done, and what counts as planned."""


class PlanItem(NamedTuple):
    """An item as of the closing day; money in fen.

    ``title`` was typed, ``words`` say what it is; ``segment`` is the account's. ``done_day`` is that of the
    act, or on which it was ticked off (``by_hand``). ``late``: the day is after the last that keeps its rule.
    ``day_off`` names the holiday or the weekend of the day, '' on a working day. ``week`` is its Monday.
    """

    id: int
    kind: PlanKind
    day: date
    week: date
    last_day: date | None
    account_id: int | None
    account: str
    segment: str
    contract_id: int | None
    title: str
    words: str
    minutes: int
    cost_fen: int
    spent_fen: int | None
    note: str
    state: ItemState
    done_day: date | None
    by_hand: bool
    late: bool
    own: bool
    typed: bool
    day_off: str
    search: str


class Load(NamedTuple):
    """How much there is: items that count as planned, how many of them are done or missed, their minutes."""

    items: int = 0
    done: int = 0
    missed: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class PlanWeek:
    """A week of the year: ``first`` is its Monday, ``working`` how many of its days are worked.

    ``month`` is the month (YYYY-MM) in which it stands: that of its Thursday, within the year. ``notes`` are
    the holidays and the worked weekends in it.
    """

    first: date
    last: date
    month: str
    working: int
    load: Load
    notes: tuple[str, ...]
    now: bool

    @property
    def day_minutes(self) -> int:
        """Planned minutes for each working day."""
        return self.load.minutes // self.working if self.working else self.load.minutes


class Tally(NamedTuple):
    """Of a kind in a month: planned, done of these, and acts that nobody had planned."""

    planned: int = 0
    done: int = 0
    missed: int = 0
    extra: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True)
class PlanMonth:
    """A month of the year with its weeks; ``tallies`` by kind, where there is anything."""

    name: str
    words: str
    weeks: tuple[PlanWeek, ...]
    tallies: Mapping[PlanKind, Tally]

    @property
    def whole(self) -> Tally:
        """All kinds together."""
        found = Tally()
        for each in self.tallies.values():
            found = found.plus(each)
        return found


class BudgetItem(NamedTuple):
    """A row of the budget; money in fen of the home currency.

    A typed one has the ``id`` of its line. One from the plan's own items has a negative ``id``: its quantity
    is how many of them cost something in the month, ``unit_fen`` what one costs (None: they differ).
    """

    id: int
    month: str
    month_words: str
    name: str
    kind: str
    quantity: str
    unit_fen: int | None
    planned_fen: int
    spent_fen: int | None
    note: str
    from_plan: bool
    search: str


@dataclass(frozen=True)
class Budget:
    """The budget of a year: ``months`` and ``quarters`` are sums by name, ``whole`` the year's.

    ``limit_fen`` is the most that may be spent; None where nobody said. ``other_currencies`` counts typed
    lines in other currencies, which no sum holds.
    """

    rows: tuple[BudgetItem, ...]
    months: Mapping[str, BudgetSum]
    quarters: tuple[tuple[str, BudgetSum], ...]
    whole: BudgetSum
    limit_fen: int | None
    currency: str
    other_currencies: int

    @property
    def left_fen(self) -> int | None:
        """What the limit leaves after all that is planned; below 0: too much is planned."""
        return None if self.limit_fen is None else self.limit_fen - self.whole.planned_fen


@dataclass(frozen=True)
class PlanData:
    """The plan of the fiscal year ``year`` as of ``closing``.

    ``drawn`` says that a drawing put items in. ``estimated`` are the calendar years whose holidays are not
    announced yet. ``begins`` is the first day that a drawing would plan now.
    """

    year: int
    title: str
    first: date
    last: date
    closing: date
    begins: date
    items: tuple[PlanItem, ...]
    months: tuple[PlanMonth, ...]
    budget: Budget
    numbers: Numbers
    drawn: bool
    estimated: tuple[int, ...]

    @property
    def weeks(self) -> tuple[PlanWeek, ...]:
        """All weeks of the year."""
        return tuple(week for month in self.months for week in month.weeks)

    @property
    def whole(self) -> Tally:
        """All kinds and months together."""
        found = Tally()
        for month in self.months:
            found = found.plus(month.whole)
        return found


class DrawnItem(NamedTuple):
    """A line of the preview: ``act`` is new, moved, or gone; ``before`` the day before a move."""

    act: str
    kind: PlanKind
    account: str
    words: str
    day: date
    before: date | None
    late: bool


@dataclass(frozen=True)
class Drawing:
    """What drawing the plan of a year would do, before anything is written.

    ``lines`` are what changes, by day; ``by_kind`` counts what is drawn from ``begins`` on, ``weeks`` are the
    minutes of its weeks (by their Mondays). ``kept`` items stay as they are. ``no_room`` are demands that no
    day had room for. ``cost_fen`` is what the plan's items then cost together.
    """

    year: int
    begins: date
    lines: tuple[DrawnItem, ...]
    by_kind: Mapping[PlanKind, int]
    weeks: Mapping[date, int]
    kept: int
    late: int
    no_room: tuple[DrawnItem, ...]
    cost_fen: int
    numbers: Numbers
    writes: DrawingWrites

    def count(self, act: str) -> int:
        """How many lines there are of one act."""
        return sum(line.act == act for line in self.lines)

    @property
    def empty(self) -> bool:
        """True when it would change nothing."""
        return not self.lines


class DrawingWrites(NamedTuple):
    """What a drawing writes; ``seen`` are the items that it rests on, which must still be the same."""

    seen: tuple[object, ...]
    new: tuple[Mapping[str, object], ...]
    changed: Mapping[int, Mapping[str, object]]
    gone: tuple[int, ...]
