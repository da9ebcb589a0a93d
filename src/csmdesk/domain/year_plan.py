"""The plan of a year: what segments, cadence and contracts ask for, spread over the working days.

Everything here is exact and deterministic: the same demands, kept items and days give the same plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from csmdesk.domain.period import month_start
from csmdesk.domain.rules import HIGH_VALUE
from csmdesk.domain.text import Text

LATE_DAYS = 14
"""What is overdue already is planned for one of the first so many days."""

MOST_MINUTES = 24 * 60

_WAIT_DAYS = 28
"""So long after its last day a demand looks for a day with room."""


_LAST_CHANCE = 10
"""Working days among which a vote is planned, and a salon that comes too soon for one."""


class PlanKind(StrEnum):
    """What is planned, in the order in which days are given away and lists show it."""

    SALON = "salon"
    TOPIC = "topic"
    PAPER = "paper"
    WORKSHOP = "workshop"
    TALKS = "talks"
    QBR = "qbr"
    TRAINING = "training"
    TOUCH = "touch"
    OTHER = "other"


NAMES: Mapping[PlanKind, Text] = {
    PlanKind.SALON: Text("线下沙龙", "Salon"),
    PlanKind.TOPIC: Text("议题票选", "Topic vote"),
    PlanKind.PAPER: Text("沙龙白皮书", "White paper"),
    PlanKind.WORKSHOP: Text("价值工作坊", "Value workshop"),
    PlanKind.TALKS: Text("续约谈判", "Renewal talks"),
    PlanKind.QBR: Text("QBR", "QBR"),
    PlanKind.TRAINING: Text("培训", "Training"),
    PlanKind.TOUCH: Text("触达", "Touch"),
    PlanKind.OTHER: Text("其他", "Other"),
}

DRAWN = tuple(kind for kind in PlanKind if kind is not PlanKind.OTHER)
"""The kinds that a drawing puts in."""

MEETINGS = frozenset({PlanKind.WORKSHOP, PlanKind.TALKS, PlanKind.QBR, PlanKind.TRAINING, PlanKind.TOUCH})
"""Each of these is a touch of its account: the cadence counts it."""

DEFAULT_QBRS: Mapping[str, int] = {HIGH_VALUE: 4, "潜力": 2, "稳定": 1, "流失风险": 4}
DEFAULT_TRAININGS: Mapping[str, int] = {HIGH_VALUE: 2, "潜力": 2, "稳定": 1, "流失风险": 1}
OTHER_QBRS, OTHER_TRAININGS = 1, 0
"""Business reviews and trainings a year by segment, and those of any other, where the book says nothing."""

DEFAULT_MINUTES: Mapping[PlanKind, int] = {
    PlanKind.SALON: 480,
    PlanKind.TOPIC: 30,
    PlanKind.PAPER: 240,
    PlanKind.WORKSHOP: 240,
    PlanKind.TALKS: 60,
    PlanKind.QBR: 120,
    PlanKind.TRAINING: 120,
    PlanKind.TOUCH: 30,
    PlanKind.OTHER: 60,
}


@dataclass(frozen=True)
class Numbers:
    """What a drawing goes by: at most ``most`` items and ``day_minutes`` minutes on one day.

    An item that is longer by itself gets a day of its own. ``costs`` are fen a piece.
    """

    most: int = 6
    day_minutes: int = 420
    minutes: Mapping[PlanKind, int] = field(default_factory=lambda: dict(DEFAULT_MINUTES))
    costs: Mapping[PlanKind, int] = field(default_factory=dict)


class Demand(NamedTuple):
    """Something that is to be done once on a day of ``first``–``last``, best on or near ``ideal``.

    ``slot`` names it in the plan of its year: the same demand has the same one in every drawing. ``due`` is
    the last day that keeps the rule, where that is not ``last``: it may be over when the drawing begins.
    """

    slot: str
    kind: PlanKind
    account_id: int | None
    contract_id: int | None
    first: date
    last: date
    ideal: date
    due: date | None = None

    @property
    def kept_by(self) -> date:
        """The last day that keeps the rule."""
        return self.last if self.due is None else self.due


class Contact(NamedTuple):
    """An account that is touched at least every ``days`` days from ``first`` to ``last``.

    ``before`` is its newest touch before the drawing begins.
    """

    account_id: int
    days: int
    before: date | None
    first: date
    last: date


class Kept(NamedTuple):
    """An item that stays as it is: moved or typed by hand, or done.

    One that was struck out (``live`` False) takes no time, but what it was for is not asked for again.
    """

    slot: str | None
    kind: PlanKind
    account_id: int | None
    day: date
    minutes: int
    live: bool = True


class Placed(NamedTuple):
    """A demand on its day; ``last_day`` is the last one that keeps the rule."""

    slot: str
    kind: PlanKind
    account_id: int | None
    contract_id: int | None
    day: date
    last_day: date
    minutes: int

    @property
    def late(self) -> bool:
        """True when the rule is broken, though it be done on its day."""
        return self.day > self.last_day


class Spread(NamedTuple):
    """What was placed, in the order of the days, and what no day had room for."""

    placed: tuple[Placed, ...]
    no_room: tuple[Demand, ...]


class Salons(NamedTuple):
    """The numbers of the salon rules: days that the topic is voted ahead, days for the white paper."""

    topic_days: int
    paper_days: int


class Quarter(NamedTuple):
    """A quarter that has no salon yet, by the name of its slot."""

    name: str
    first: date
    last: date


def week_of(day: date) -> date:
    """The Monday of the week that holds ``day``: what loads are counted by."""
    return day - timedelta(days=day.weekday())


class Spreader:
    """Gives demands their days: the least loaded week that will do, in it the least loaded day.

    ``days`` are the working days that may be given away, in order.
    """

    def __init__(self, days: Sequence[date], numbers: Numbers, kept: Iterable[Kept] = ()) -> None:
        self._days = tuple(days)
        self._numbers = numbers
        self._count: dict[date, int] = {}
        self._minutes: dict[date, int] = {}
        self._weeks: dict[date, int] = {}
        self._worked: dict[date, int] = {}
        for day in self._days:
            week = week_of(day)
            self._worked[week] = self._worked.get(week, 0) + 1
        self._met: dict[int, list[date]] = {}
        self._slots: set[str] = set()
        self._placed: list[Placed] = []
        self._no_room: list[Demand] = []
        self._salons: dict[str, date] = {}
        for each in kept:
            if each.live:
                self._take(each.day, each.minutes)
            if each.slot is not None:
                self._slots.add(each.slot)
                if each.live and each.kind is PlanKind.SALON:
                    self._salons[each.slot] = each.day
            if each.account_id is not None and each.kind in MEETINGS:
                self._met.setdefault(each.account_id, []).append(each.day)

    @property
    def result(self) -> Spread:
        """What has been placed so far."""
        rank = {kind: place for place, kind in enumerate(PlanKind)}
        placed = sorted(self._placed, key=lambda p: (p.day, rank[p.kind], p.slot))
        return Spread(tuple(placed), tuple(self._no_room))

    # --- single demands -------------------------------------------------------------------------------------

    def place(self, demands: Iterable[Demand]) -> None:
        """Place them, those that have the least time first; what is in the plan already is passed over."""
        for demand in sorted(demands, key=lambda d: (d.last, d.first, d.slot)):
            if demand.slot not in self._slots:
                self._put(demand, self._choose(demand))

    def _put(self, demand: Demand, day: date | None) -> date | None:
        if day is None:
            self._no_room.append(demand)
            return None
        minutes = self._numbers.minutes[demand.kind]
        self._take(day, minutes)
        self._slots.add(demand.slot)
        if demand.account_id is not None and demand.kind in MEETINGS:
            self._met.setdefault(demand.account_id, []).append(day)
        self._placed.append(
            Placed(
                demand.slot,
                demand.kind,
                demand.account_id,
                demand.contract_id,
                day,
                demand.kept_by,
                minutes,
            )
        )
        return day

    def _take(self, day: date, minutes: int) -> None:
        week = week_of(day)
        self._count[day] = self._count.get(day, 0) + 1
        self._minutes[day] = self._minutes.get(day, 0) + minutes
        self._weeks[week] = self._weeks.get(week, 0) + minutes

    def _room(self, day: date, kind: PlanKind) -> bool:
        numbers, held = self._numbers, self._minutes.get(day, 0)
        fits = held == 0 or held + numbers.minutes[kind] <= numbers.day_minutes
        return fits and self._count.get(day, 0) < numbers.most

    def _between(self, first: date, last: date) -> Sequence[date]:
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def _choose(self, demand: Demand) -> date | None:
        """The best day of its span; of what has no room there, the next day that has."""
        free = [day for day in self._between(demand.first, demand.last) if self._room(day, demand.kind)]
        if free:
            return min(free, key=lambda day: self._cost(day, demand))
        later = self._between(demand.last, demand.last + timedelta(days=_WAIT_DAYS))
        return next((day for day in later if self._room(day, demand.kind)), None)

    def _cost(self, day: date, demand: Demand) -> tuple[int, int, int, date]:
        # A week with a holiday has fewer days to bear its load.
        week = week_of(day)
        load = self._weeks.get(week, 0) * 60 // self._worked[week]
        return load, self._minutes.get(day, 0), abs((day - demand.ideal).days), day

    # --- salons ---------------------------------------------------------------------------------------------

    def place_salons(self, quarters: Iterable[Quarter], begins: date, rules: Salons) -> None:
        """One salon in each quarter, with the vote on its topic before and its white paper after it.

        A salon is put only before a working day on which its paper can still go out. Where the vote can no
        longer be so far ahead, it is planned for the first days, and is late.
        """
        for quarter in quarters:
            slot = f"salon/{quarter.name}"
            day = self._salons.get(slot)
            if slot not in self._slots:
                day = self._put_salon(quarter, begins, rules)
            if day is not None:
                self._around_salon(quarter.name, day, begins, rules)

    def _put_salon(self, quarter: Quarter, begins: date, rules: Salons) -> date | None:
        ahead, after = timedelta(days=rules.topic_days), timedelta(days=rules.paper_days)
        days = self._between(max(quarter.first, begins), quarter.last)
        days = [day for day in days if self._between(day + timedelta(days=1), day + after)]
        choice = [day for day in days if self._between(begins, day - ahead)] or days[-_LAST_CHANCE:]
        if not choice:
            return None
        # Past the middle: the topic wants its vote, and guests their notice.
        ideal = quarter.first + (quarter.last - quarter.first) * 2 / 3
        salon = Demand(f"salon/{quarter.name}", PlanKind.SALON, None, None, choice[0], choice[-1], ideal)
        free = [day for day in choice if self._room(day, PlanKind.SALON)]
        return self._put(salon, min(free, key=lambda d: self._cost(d, salon), default=None))

    def _around_salon(self, quarter: str, salon: date, begins: date, rules: Salons) -> None:
        """The vote on the topic of a salon, and its white paper."""
        last = salon - timedelta(days=rules.topic_days)
        votes = self._between(begins, last)[-_LAST_CHANCE:] or self._between(begins, salon)[:_LAST_CHANCE]
        first = salon + timedelta(days=1)
        papers = self._between(first, salon + timedelta(days=rules.paper_days)) or self._between(
            first, salon + timedelta(days=_WAIT_DAYS)
        )
        kept_by = salon + timedelta(days=rules.paper_days)
        asked = (
            (PlanKind.TOPIC, votes, votes[-1:], last),
            (PlanKind.PAPER, papers, papers[:1], kept_by),
        )
        self.place(
            Demand(f"{kind.value}/{quarter}", kind, None, None, days[0], days[-1], ideal[0], due)
            for kind, days, ideal, due in asked
            if days
        )

    # --- touches --------------------------------------------------------------------------------------------

    def place_touches(self, contacts: Iterable[Contact]) -> None:
        """Fill the gaps between the meetings of each account, so that its cadence is kept.

        Where a long holiday or full days leave no day in time, the next free one is taken, and is late.
        """
        for contact in sorted(contacts, key=lambda c: (c.days, c.account_id)):
            self._touch(contact)

    def _touch(self, contact: Contact) -> None:
        met = sorted(day for day in self._met.get(contact.account_id, ()) if day >= contact.first)
        cadence, one = timedelta(days=contact.days), timedelta(days=1)
        slack = timedelta(days=max(1, contact.days // 3))
        number, at = 0, contact.before
        while True:
            due = contact.first + cadence - one if at is None else at + cadence
            kept_by, late = due, due < contact.first
            if late:
                soon = contact.first + timedelta(days=min(contact.days, LATE_DAYS)) - one
                due = min(soon, contact.last)
            early = contact.first if at is None or late else max(contact.first, due - slack)
            within = [day for day in met if (at is None or day > at) and day <= due]
            if within:
                at = within[-1]
                continue
            if due > contact.last:
                return
            slot, number = self._free_slot(contact.account_id, number)
            touch = Demand(slot, PlanKind.TOUCH, contact.account_id, None, early, due, due, kept_by)
            day = self._choose(touch)
            if day is not None and day > due and any(due < other <= day for other in met):
                # The meeting comes no later than the touch would.
                day = next(other for other in met if other > due)
            elif day is None or day > contact.last:
                self._no_room.append(touch)
                day = due
            else:
                self._put(touch, day)
            at = day

    def _free_slot(self, account_id: int, number: int) -> tuple[str, int]:
        while (slot := f"touch/{account_id}/{number}") in self._slots:
            number += 1
        return slot, number + 1


def spans(first: date, last: date, count: int) -> list[tuple[date, date]]:
    """``count`` spans of days that follow each other and together are ``first``–``last``; none for 0.

    They are whole months where the months of the year can be shared out evenly.
    """
    if not count:
        return []
    whole = (last - first).days + 1
    if 12 % count == 0 and first.day == 1:
        starts = [month_start(first, 12 // count * n) for n in range(count)]
    else:
        starts = [first + timedelta(days=whole * n // count) for n in range(count)]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    return list(zip(starts, [*ends, last], strict=True))
