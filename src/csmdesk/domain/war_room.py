"""The war room of a red account: its days, how it stands, when a fall below 60 asks for one (domain.md, 4).

Scores are those of an account's days in order; a day without a score neither begins nor ends a stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.health import BANDS
from csmdesk.domain.text import Text

CAUSES: Mapping[str, Text] = {
    "people": Text("客户人员变动", "People change"),
    "product": Text("产品性能", "Product performance"),
    "clash": Text("资源冲突", "Resource clash"),
    "priority": Text("优先级不量化", "No quantified priority"),
    "own_time": Text("个人时间", "Own time"),
}
"""The five kinds of root causes (domain.md, section 5), by the key under which the book keeps them."""

ROLES: Mapping[str, Text] = {
    "csm": Text("客户成功经理", "Customer success manager"),
    "support": Text("技术支持经理", "Technical support manager"),
    "research": Text("产品研发经理", "R&D manager"),
}
"""The squad of a war room (domain.md, section 4); a member may have a role in other words."""

STATUSES = ("todo", "doing", "review", "done")
"""The columns that a card may stand in, in their order."""


class Scored(NamedTuple):
    """An account's score from ``day`` on until the next one; None while it is unscored.

    ``limit`` is where red ends: 60 unless the book says otherwise.
    """

    day: date
    value: Fraction | None
    limit: Fraction | int = BANDS.red_below

    @property
    def red(self) -> bool:
        """True below the limit."""
        return self.value is not None and self.value < self.limit


class Stretch(NamedTuple):
    """Days without a break on one side of 60.

    ``before`` is the last score on the other side, None where the account was on this side from its first
    score on; ``end`` is the day of the next score on the other side, None while the stretch goes on.
    """

    start: Scored
    before: Scored | None
    end: date | None = None


class Standing(StrEnum):
    """How a war room stands.

    ``RED``: not at 60, deadline ahead; ``RECOVERING``: at 60 or above, deadline ahead; ``HELD``: at 60 or
    above since the deadline at the latest, which has come: it may be closed; ``OVERDUE``: the deadline has
    passed and 60 was not held.
    """

    RED = "red"
    RECOVERING = "recovering"
    HELD = "held"
    OVERDUE = "overdue"


class Term(NamedTuple):
    """The days of a war room, both included."""

    start: date
    deadline: date

    @property
    def days(self) -> int:
        """The number of its days, at least 1."""
        return max(1, (self.deadline - self.start).days + 1)

    def day(self, on: date) -> int:
        """Which day ``on`` is: 1 on the first, 0 or less before it, more than ``days`` after the deadline."""
        return (on - self.start).days + 1

    def left(self, on: date) -> int:
        """Days until the deadline: 0 on the day itself, negative once it has passed."""
        return (self.deadline - on).days


class Kept(NamedTuple):
    """What a proposal needs to know of a war room; ``early``: it was closed before 60 was held."""

    opened: date | None
    closed: date | None
    early: bool = False


def stretches(scores: Iterable[Scored]) -> list[Stretch]:
    """The stretches below 60, and at 60 or above, in order; they alternate."""
    found: list[Stretch] = []
    last: Scored | None = None
    for score in scores:
        if score.value is None:
            continue
        if last is None or score.red != last.red:
            if found:
                found[-1] = found[-1]._replace(end=score.day)
            found.append(Stretch(score, last))
        last = score
    return found


def fall(scores: Sequence[Scored]) -> Stretch | None:
    """The present stretch below 60; None while the account is not red, or not scored now."""
    if not scores or not scores[-1].red:
        return None
    return stretches(scores)[-1]


def term(
    opened: date | None,
    deadline: date | None,
    last_task: date | None,
    days: int,
    today: date,
) -> Term:
    """The days of a war room; ``last_task`` is the latest deadline of its tasks, ``days`` the usual length.

    Without a deadline of its own the room ends with its last task, else on the last of the usual days; where
    nobody said when it was opened it began the usual days before its end. Where nothing is known at all it
    begins ``today``.
    """
    usual = timedelta(days=days - 1)
    end = deadline or last_task
    if opened is None:
        return Term(today, today + usual) if end is None else Term(end - usual, end)
    if end is None:
        return Term(opened, opened + usual)
    return Term(opened, max(end, opened))


def standing(scores: Sequence[Scored], deadline: date, on: date) -> Standing:
    """How a war room stands on ``on``; ``scores`` are those up to then."""
    well = bool(scores) and scores[-1].value is not None and not scores[-1].red
    if on < deadline:
        return Standing.RECOVERING if well else Standing.RED
    if well and stretches(scores)[-1].start.day <= deadline:
        return Standing.HELD
    return Standing.RED if on == deadline else Standing.OVERDUE


def wanted(fell: date, rooms: Iterable[Kept], declined: Iterable[date]) -> bool:
    """True when a fall on ``fell`` asks for a war room: it has had none, and none was declined.

    A room that was closed on the day of the fall, after 60 had been held, was for the fall before. A fall
    that was declined stays so when older scores that come later show that it was earlier.
    """
    if any(day >= fell for day in declined):
        return False
    return not any(_served(room, fell) for room in rooms)


def _served(room: Kept, fell: date) -> bool:
    if room.closed is None or (room.opened is not None and room.opened >= fell):
        return True
    return room.closed > fell or (room.closed == fell and room.early)
