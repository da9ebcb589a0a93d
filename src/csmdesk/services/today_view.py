"""The pane Today as words and marks, ready to be shown: what ``Todos`` gives and takes.

The words are in the user's language already, rounded and with their units; the window only lays them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from csmdesk.services.account_view import Mark
from csmdesk.services.place import Place

Group = Literal["overdue", "today", "week", "snoozed"]
Verdict = Literal["met", "behind", "missed", "unknown"]
ScheduleKind = Literal[
    "war_room",
    "contract",
    "contact",
    "event",
    "task",
    "review",
    "account",
    "ticket",
    "receipt",
    "request",
    "plan",
]
ChangeKind = Literal["score", "ticket", "contact", "receipt", "contract"]


class TodoKey(NamedTuple):
    """Which to-do: one object under one rule.

    ``case`` is the day of the book from which the rule counts (a contract's end, the last touch): another
    number in the settings leaves it as it is, while a later case of the same object has another one.
    """

    rule: str
    table: str
    id: int
    case: date


class Amount(NamedTuple):
    """Money that a to-do concerns, in units of the home currency.

    ``of`` says whose it is, so that a sum counts it once. ``evidence`` is what ``Todos.evidence`` of the
    to-do's account is asked for; '' where nothing stands behind it.
    """

    of: tuple[str, int]
    value: Fraction
    words: str
    evidence: str


@dataclass(frozen=True)
class Todo:
    """One thing to do as of the closing day.

    ``account`` is what stands in the column of accounts; ``account_id`` None where no account is concerned.
    ``days`` are days past the due day (below 0: ahead). ``late`` is for the look of ``due_words``; ``breach``
    says that a rule is broken: to put it off asks for a reason. ``missing`` is what the selected row says
    beneath. ``until`` and ``note`` are those of a snoozed one. ``spoken`` is the row for a screen reader.
    """

    key: TodoKey
    rule: str
    rule_words: str
    group: Group
    mark: Mark
    account: str
    account_id: int | None
    action: str
    why: str
    amount: Amount | None
    due: date
    due_words: str
    days: int
    late: bool
    breach: bool
    opens: Place
    missing: str
    spoken: str
    until: date | None = None
    note: str = ""

    @property
    def amount_words(self) -> str:
        """The amount with its unit; '' for none."""
        return "" if self.amount is None else self.amount.words


@dataclass(frozen=True)
class KeyResult:
    """A key result of the period: where it stands against what the period owes (its node).

    ``share_words`` is the share of the node (107 %) or the difference from it (+2.8); ``bar`` and ``tick``
    (value and node) lie between 0 and 1. ``pace_words`` is where a steady pace would have it today,
    ``forecast_words`` where it ends at the present pace; '' where neither can be said. ``goal`` is the path
    to target that belongs to it (a key of ``Paths``), '' for none.
    """

    metric: str
    name: str
    value: str
    target_words: str
    share_words: str
    mark: Mark
    verdict: Verdict
    verdict_words: str
    node_words: str
    pace_words: str
    forecast_words: str
    bar: float
    tick: float
    goal: str
    target_id: int
    spoken: str


@dataclass(frozen=True)
class RiskBand:
    """The contracts of one health band that are decided soon; ``share`` of the sum lies between 0 and 1."""

    mark: Mark
    words: str
    range_words: str
    count: int
    count_words: str
    amount: str
    share: float
    ids: tuple[int, ...]


class RiskLine(NamedTuple):
    """One contract at risk; ``evidence`` as in ``Amount``."""

    contract_id: int
    code: str
    account_id: int
    account: str
    mark: Mark
    decision: date
    decision_words: str
    late: bool
    amount: str
    evidence: str


@dataclass(frozen=True)
class AtRisk:
    """The open contracts that are decided within ``days`` days, by health: red, yellow, green, unscored.

    Bands without a contract are left out, except red, yellow and green. ``top`` are the five that count most:
    the worst band first, in it the highest value, of equals the nearer decision.
    """

    days: int
    words: str
    amount: str
    count: int
    count_words: str
    bands: tuple[RiskBand, ...]
    top: tuple[RiskLine, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """All of these contracts."""
        return tuple(each for band in self.bands for each in band.ids)


class ScheduleLine(NamedTuple):
    """Something in the next fourteen days; ``note`` is the rule that it breaks or will break, '' for none."""

    day: date
    day_words: str
    weekday: str
    words: str
    note: str
    kind: ScheduleKind
    opens: Place


class ChangeLine(NamedTuple):
    """What changed since the last working day before the closing day."""

    kind: ChangeKind
    mark: Mark
    words: str
    table: str
    id: int
    account_id: int | None
    opens: Place


@dataclass(frozen=True)
class TodayData:
    """Today as of ``closing``.

    ``todos`` stand in the order of urgency within their groups, the groups in their order; ``done`` are those
    ticked off by hand on the closing day, which can be taken up again. ``next_day`` is the next due day after
    the shown ones, None for none; ``next_words`` says it.
    """

    closing: date
    headline: str
    day_note: str
    todos: tuple[Todo, ...]
    done: tuple[Todo, ...]
    key_results: tuple[KeyResult, ...]
    results_note: str
    results_words: str
    at_risk: AtRisk
    schedule: tuple[ScheduleLine, ...]
    schedule_note: str
    changed: tuple[ChangeLine, ...]
    changed_note: str
    next_day: date | None
    next_words: str
    currency: str

    def group(self, group: Group) -> tuple[Todo, ...]:
        """The to-dos of one group in their order."""
        return tuple(todo for todo in self.todos if todo.group == group)

    @property
    def due(self) -> int:
        """How many are overdue or due today: the number in the navigation."""
        return sum(todo.group in ("overdue", "today") for todo in self.todos)


def concerned(todos: Iterable[Todo]) -> Fraction | None:
    """The money that some to-dos concern together, each contract once; None where they concern none."""
    sums = {todo.amount.of: todo.amount.value for todo in todos if todo.amount is not None}
    return sum(sums.values(), Fraction(0)) if sums else None
