"""Drawing the plan of a year: what the book asks for, its days, and what that changes of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from csmdesk.domain.text import Language
from csmdesk.domain.year_plan import (
    LATE_DAYS,
    Contact,
    Demand,
    Kept,
    Numbers,
    Placed,
    PlanKind,
    Quarter,
    Spread,
    Spreader,
    spans,
    week_of,
)
from csmdesk.services.year_plan_acts import Acts
from csmdesk.services.year_plan_ground import PlanGround
from csmdesk.services.year_plan_view import Drawing, DrawingWrites, DrawnItem, ItemState
from csmdesk.services.year_plan_words import PlanWords
from csmdesk.storage.year_plan_rows import ItemRow

_WORKSHOP_AHEAD = 60
"""A workshop is planned in so many days before its last one."""

_TALKS_AHEAD = 14

NEW, MOVED, GONE = "new", "moved", "gone"


def draw(ground: PlanGround, begins: date, numbers: Numbers, language: Language) -> Drawing:
    """What drawing the plan from ``begins`` on would change; by the given numbers."""
    begins = max(begins, ground.period.start)
    states = Acts(ground).states
    kept = [row for row in ground.items if _stays(row, begins, states[row.id].state)]
    spread = spread_out(ground, begins, numbers, kept)
    return _Changes(ground, begins, numbers, kept, language).drawing(spread)


def _stays(row: ItemRow, begins: date, state: ItemState) -> bool:
    """True for what a drawing leaves alone: changed, typed or struck out by hand, done, or in the past."""
    return row.slot is None or row.own or row.dropped or row.day < begins or state is ItemState.DONE


def spread_out(ground: PlanGround, begins: date, numbers: Numbers, kept: list[ItemRow]) -> Spread:
    """Every demand of the book on its day, around what is kept."""
    days = [day for day in ground.working if day >= begins]
    spreader = Spreader(
        days,
        numbers,
        [
            Kept(row.slot, PlanKind(row.kind), row.account_id, row.day, row.minutes, not row.dropped)
            for row in kept
        ],
    )
    free = [
        Quarter(q.name, q.start, q.end)
        for q in ground.quarters
        if q.end >= begins and not _has(ground, q.name, begins)
    ]
    spreader.place_salons(free, begins, ground.salons)
    spreader.place(_after_planned(ground, begins))
    spreader.place(workshops(ground, begins))
    spreader.place(talks(ground, begins))
    spreader.place(meetings(ground, begins, PlanKind.QBR))
    spreader.place(meetings(ground, begins, PlanKind.TRAINING))
    spreader.place_touches(contacts(ground, begins))
    return spreader.result


# --- what the book asks for ---------------------------------------------------------------------------------


def _has(ground: PlanGround, quarter: str, begins: date) -> bool:
    """True when the quarter's salon was held before the drawing begins, or stands in the log already."""
    return any(
        ground.quarter_of(e.day) == quarter and (e.day < begins or e.day > ground.closing)
        for e in ground.salon_events
    )


def _after_planned(ground: PlanGround, begins: date) -> Iterator[Demand]:
    """The vote and the paper of salons that stand in the log and are still ahead."""
    rules = ground.salons
    for event in ground.salon_events:
        quarter = ground.quarter_of(event.day)
        if event.day <= ground.closing or event.day < begins:
            continue
        last = event.day - timedelta(days=rules.topic_days)
        if event.topic_vote_day is None:
            late = last < begins
            until = min(event.day, begins + timedelta(days=LATE_DAYS)) if late else last
            yield Demand(f"topic/{quarter}", PlanKind.TOPIC, None, None, begins, until, until, last)
        first = event.day + timedelta(days=1)
        paper = event.day + timedelta(days=rules.paper_days)
        yield Demand(f"paper/{quarter}", PlanKind.PAPER, None, None, first, paper, first)


def workshops(ground: PlanGround, begins: date) -> Iterator[Demand]:
    """A value workshop for each contract that ends, as long before its end as the rule says."""
    before = timedelta(days=ground.rules.workshop_days)
    for contract in ground.contracts:
        end = contract.end_day
        assert end is not None
        if any(day < begins for day in ground.workshops.get(contract.id, ())):
            continue
        yield from _of_contract(
            ground,
            begins,
            PlanKind.WORKSHOP,
            contract.id,
            contract.account_id,
            end,
            end - before,
            _WORKSHOP_AHEAD,
        )


def talks(ground: PlanGround, begins: date) -> Iterator[Demand]:
    """Renewal talks with each contract that ends, as long ahead as its segment says."""
    for contract in ground.contracts:
        end = contract.end_day
        assert end is not None
        began = ground.talks_day(contract)
        if began is not None and began < begins:
            continue
        yield from _of_contract(
            ground,
            begins,
            PlanKind.TALKS,
            contract.id,
            contract.account_id,
            end,
            ground.talks_due(contract),
            _TALKS_AHEAD,
        )


def _of_contract(
    ground: PlanGround,
    begins: date,
    kind: PlanKind,
    contract_id: int,
    account_id: int,
    end: date,
    due: date,
    ahead: int,
) -> Iterator[Demand]:
    settled = ground.settled_day(ground.basis.contracts[contract_id])
    if end < begins or due > ground.period.end or (settled is not None and settled < begins):
        return
    late = due < begins
    last = min(end, begins + timedelta(days=LATE_DAYS)) if late else due
    first = max(begins, due - timedelta(days=ahead))
    slot = f"{kind.value}/{contract_id}"
    yield Demand(slot, kind, account_id, contract_id, first, last, begins if late else due, due)


def meetings(ground: PlanGround, begins: date, kind: PlanKind) -> Iterator[Demand]:
    """Business reviews or trainings: so many a year by segment, one in each part of the year.

    One that has been held in its part already is not asked for.
    """
    held: dict[int, list[date]] = {}
    for account, day, channel in ground.touches:
        if channel == CHANNELS[kind] and day < begins:
            held.setdefault(account, []).append(day)
    for account in ground.accounts:
        first, last = ground.span_of(account, begins)
        parts = spans(ground.period.start, ground.period.end, ground.count_of(account, kind))
        for number, (start, end) in enumerate(parts):
            # The edges of a part stay free, so that two of them never stand side by side.
            edge = timedelta(days=(end - start).days // 6)
            early, late = max(first, start + edge), min(last, end - edge)
            if early > late:
                early, late = max(first, start), min(last, end)
            if early > late or any(start <= day <= end for day in held.get(account.id, ())):
                continue
            ideal = start + (end - start) / 2
            yield Demand(f"{kind.value}/{account.id}/{number}", kind, account.id, None, early, late, ideal)


CHANNELS: Mapping[PlanKind, str] = {PlanKind.QBR: "QBR", PlanKind.TRAINING: "培训"}
"""The channel of the touch that is the act of such an item."""


def contacts(ground: PlanGround, begins: date) -> Iterator[Contact]:
    """The accounts with their cadence, and when each was touched last before the drawing begins."""
    newest = ground.basis.last_touch_days(min(ground.closing, begins - timedelta(days=1)))
    for account in ground.accounts:
        first, last = ground.span_of(account, begins)
        if first <= last:
            yield Contact(account.id, ground.cadence(account), newest.get(account.id), first, last)


# --- what it changes ----------------------------------------------------------------------------------------


class _Changes:
    """Compares what was drawn with the plan there is."""

    def __init__(
        self, ground: PlanGround, begins: date, numbers: Numbers, kept: list[ItemRow], language: Language
    ) -> None:
        self._ground = ground
        self._begins = begins
        self._numbers = numbers
        self._kept = kept
        self._words = PlanWords(ground, language)

    def drawing(self, spread: Spread) -> Drawing:
        """What is new, what moves, what goes."""
        ground, kept = self._ground, {row.id for row in self._kept}
        old = {row.slot: row for row in ground.items if row.id not in kept}
        lines: list[DrawnItem] = []
        new: list[Mapping[str, object]] = []
        changed: dict[int, Mapping[str, object]] = {}
        for each in spread.placed:
            before = old.pop(each.slot, None)
            values = self._values(each)
            if before is None:
                new.append({**values, "since": self._begins})
                lines.append(self._line(NEW, each, each.day, None))
            elif any(getattr(before, name) != value for name, value in values.items()):
                changed[before.id] = values
                lines.append(self._line(MOVED, each, each.day, before.day))
        lines.extend(self._line(GONE, row, row.day, None) for row in old.values())
        held = [row for row in self._kept if not row.dropped]
        cost = sum(row.cost_fen for row in held) + sum(self._cost(each.kind) for each in spread.placed)
        weeks: Counter[date] = Counter()
        for each in spread.placed:
            weeks[week_of(each.day)] += each.minutes
        for row in held:
            weeks[week_of(row.day)] += row.minutes
        return Drawing(
            ground.year,
            self._begins,
            tuple(sorted(lines, key=lambda line: (line.day, line.act, line.words))),
            Counter(each.kind for each in spread.placed),
            weeks,
            len(self._kept),
            sum(each.late for each in spread.placed),
            tuple(self._missing(each) for each in spread.no_room),
            cost,
            self._numbers,
            DrawingWrites(tuple(ground.items), tuple(new), changed, tuple(row.id for row in old.values())),
        )

    def _cost(self, kind: PlanKind) -> int:
        return self._numbers.costs.get(kind, 0)

    def _values(self, each: Placed) -> dict[str, object]:
        return {
            "year": self._ground.year,
            "slot": each.slot,
            "kind": each.kind.value,
            "account_id": each.account_id,
            "contract_id": each.contract_id,
            "day": each.day,
            "last_day": each.last_day,
            "minutes": each.minutes,
            "cost_fen": self._cost(each.kind),
            "currency": self._ground.currency,
        }

    def _line(self, act: str, each: Placed | ItemRow, day: date, before: date | None) -> DrawnItem:
        kind = PlanKind(each.kind)
        words = self._words.title(kind, "", each.contract_id, each.slot)
        late = isinstance(each, Placed) and each.late
        return DrawnItem(act, kind, self._words.account(each.account_id), words, day, before, late)

    def _missing(self, each: Demand) -> DrawnItem:
        words = self._words.title(each.kind, "", each.contract_id, each.slot)
        return DrawnItem(
            "", each.kind, self._words.account(each.account_id), words, each.last, None, late=True
        )
