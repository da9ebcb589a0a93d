"""A customer's incident: confirmed and worked around within 24 hours, repaired, reviewed (domain.md, 4).

Moments carry their zone, so that hours between them are hours, over a change to summer time as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from csmdesk.domain.clock import Reading, Stopwatch
from csmdesk.domain.text import Text

Step = Literal["confirm", "workaround", "repair", "review"]
Stage = Literal["confirm", "workaround", "repair", "review", "done"]

STEPS: Mapping[Step, Text] = {
    "confirm": Text("确认", "Confirm"),
    "workaround": Text("绕行方案", "Workaround"),
    "repair": Text("修复", "Repair"),
    "review": Text("复盘", "Review"),
}
"""The steps of an incident in their order."""

STAGES: Mapping[Stage, Text] = {
    "confirm": Text("待确认", "to be confirmed"),
    "workaround": Text("待绕行", "needs a workaround"),
    "repair": Text("待修复", "to be repaired"),
    "review": Text("待复盘", "to be reviewed"),
    "done": Text("已完成", "done"),
}
"""What an incident waits for."""

LEVELS: Mapping[int, Text] = {
    1: Text("1 级 · 客户成功经理", "Level 1 · CSM"),
    2: Text("2 级 · 技术或产品团队", "Level 2 · technical or product team"),
}
"""Whose an incident is."""

TOP_LEVEL = max(LEVELS)


class Course(NamedTuple):
    """When an incident was opened and reached each step, each moment with its zone; None: not reached.

    A step may be left out: who repairs at once needs no workaround.
    """

    opened: datetime
    confirm: datetime | None = None
    workaround: datetime | None = None
    repair: datetime | None = None
    review: datetime | None = None

    def at(self, step: Step) -> datetime | None:
        """When ``step`` was reached."""
        moment: datetime | None = getattr(self, step)
        return moment

    @property
    def last(self) -> Step | None:
        """The last step that was reached; None before the first."""
        return next((step for step in reversed(tuple(STEPS)) if self.at(step) is not None), None)

    @property
    def stage(self) -> Stage:
        """The step after the last one that was reached, ``done`` after the review."""
        stages: list[Stage] = [*STEPS, "done"]
        return stages[0] if self.last is None else stages[stages.index(self.last) + 1]

    @property
    def relieved(self) -> datetime | None:
        """When the customer could work again: by a workaround, or else by the repair."""
        return self.workaround or self.repair

    def bounds(self, step: Step) -> tuple[datetime, datetime | None]:
        """Between which moments ``step`` lies: what was before it, and what is known to have come after."""
        steps = list(STEPS)
        place = steps.index(step)
        before = [self.opened, *(at for name in steps[:place] if (at := self.at(name)) is not None)]
        after = [at for name in steps[place + 1 :] if (at := self.at(name)) is not None]
        return max(before), min(after) if after else None


class Promise(NamedTuple):
    """How the 24 hours stand.

    ``kept`` is None while they run. ``left`` are the seconds left until they are up, negative since then; of
    an incident that is relieved, those that were left. ``taken`` are the seconds until it was, or by now.
    """

    kept: bool | None
    left: int
    taken: int


def promise(course: Course, hours: int, age: float) -> Promise:
    """How the hours stand for an incident that is ``age`` seconds old; their last second is still in time."""
    most = hours * 3600
    if course.relieved is not None:
        age = seconds_since(course.opened, course.relieved)
    late = age > most
    left = min(-1, most - int(age)) if late else most - int(age)
    if course.relieved is not None:
        return Promise(not late, left, int(age))
    return Promise(False if late else None, left, int(age))


def seconds_since(opened: datetime, now: datetime) -> float:
    """Seconds from ``opened`` to ``now``, both with their zones; none before it."""
    return max(0.0, (now - opened).total_seconds())


def watched_age(opened: datetime, watch: Stopwatch | None, now: Reading) -> float:
    """Seconds since ``opened`` by a watch that was started when it was written down.

    In one run of the machine the watch is right, however the time of day is set. After a restart there is the
    time of day again, and the incident is at the least as old as it was when it was written down.
    """
    if watch is None or watch.since is None:
        return seconds_since(opened, now.wall)
    if watch.since.boot == now.boot and now.steady >= watch.since.steady:
        return watch.elapsed(now)
    return max(watch.spent, seconds_since(opened, now.wall))


def span_words(seconds: int) -> Text:
    """A length of time in whole minutes: 5 小时 12 分; from two days on in days and hours."""
    minutes = seconds // 60
    if minutes < 1:
        return Text("不到 1 分", "under 1 min")
    if minutes < 60:
        return Text(f"{minutes} 分", f"{minutes} min")
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        if not minutes:
            return Text(f"{hours} 小时", f"{hours} h")
        return Text(f"{hours} 小时 {minutes} 分", f"{hours} h {minutes} min")
    days, hours = divmod(hours, 24)
    if not hours:
        return Text(f"{days} 天", f"{days} d")
    return Text(f"{days} 天 {hours} 小时", f"{days} d {hours} h")
