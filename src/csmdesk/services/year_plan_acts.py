"""Which items of a plan are done by the act itself, and which acts nobody had planned.

An act does one item: a touch over the channel QBR or 培训 that of its kind, any other touch a touch that was
planned for a day near it, a workshop and the beginning of talks those of their contract, a salon that of its
quarter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from csmdesk.domain.year_plan import PlanKind, spans
from csmdesk.services.year_plan_ground import PlanGround
from csmdesk.services.year_plan_view import ItemState
from csmdesk.storage.year_plan_rows import ItemRow

_BY_CHANNEL: Mapping[str, PlanKind] = {"QBR": PlanKind.QBR, "培训": PlanKind.TRAINING}

_NEAR = timedelta(days=45)
"""A business review or a training so long before or after its day is the planned one."""


class Standing(NamedTuple):
    """How an item stands; ``day`` is that of the act, or on which it was ticked off by hand."""

    state: ItemState
    day: date | None = None
    by_hand: bool = False


class Acts:
    """The acts of a year by the closing day, set against the items of its plan."""

    def __init__(self, ground: PlanGround) -> None:
        self._ground = ground
        self.extra: Counter[tuple[str, PlanKind]] = Counter()
        """Acts that were not planned, by month (YYYY-MM) and kind."""

    @cached_property
    def states(self) -> Mapping[int, Standing]:
        """By item: how it stands."""
        done = self._done()
        return {row.id: self._standing(row, done.get(row.id)) for row in self._ground.items}

    def _standing(self, row: ItemRow, act: date | None) -> Standing:
        if row.dropped:
            return Standing(ItemState.DROPPED)
        if act is not None:
            return Standing(ItemState.DONE, act)
        if row.done_day is not None and row.done_day <= self._ground.closing:
            return Standing(ItemState.DONE, row.done_day, by_hand=True)
        if self._void(row):
            return Standing(ItemState.VOID)
        return Standing(ItemState.MISSED if row.day < self._ground.closing else ItemState.PLANNED)

    def _void(self, row: ItemRow) -> bool:
        """True when nothing is left to do: the contract is settled, the account is no longer this CSM's."""
        ground = self._ground
        contract = ground.basis.all_contracts.get(row.contract_id or 0)
        if contract is not None and contract.end_day is not None:
            settled = ground.settled_day(contract)
            if settled is not None and settled <= ground.closing:
                return True
        account = ground.basis.over_everything.accounts.get(row.account_id or 0)
        if account is None:
            return False
        gone = account.handaway_day is not None and account.handaway_day <= row.day
        return account.id in ground.archived or gone

    def _done(self) -> dict[int, date]:
        found: dict[int, date] = {}
        self.extra.clear()
        rows = [row for row in self._ground.items if not row.dropped]
        found.update(self._of_contracts(rows))
        found.update(self._of_salons(rows))
        found.update(self._of_touches(rows))
        return found

    # --- contracts ------------------------------------------------------------------------------------------

    def _of_contracts(self, rows: Iterable[ItemRow]) -> dict[int, date]:
        ground = self._ground
        found: dict[int, date] = {}
        held = {contract: list(days) for contract, days in ground.workshops.items()}
        for row in rows:
            contract = ground.basis.all_contracts.get(row.contract_id or 0)
            if contract is None or contract.end_day is None:
                continue
            if row.kind == PlanKind.WORKSHOP.value and held.get(contract.id):
                found[row.id] = held[contract.id].pop(0)
            elif row.kind == PlanKind.TALKS.value:
                began = ground.talks_day(contract)
                if began is not None:
                    found[row.id] = began
        for days in held.values():
            self._count(PlanKind.WORKSHOP, days)
        return found

    # --- salons ---------------------------------------------------------------------------------------------

    def _of_salons(self, rows: Sequence[ItemRow]) -> dict[int, date]:
        ground = self._ground
        found: dict[int, date] = {}
        for quarter in ground.quarters:
            events = [e for e in ground.salon_events if quarter.holds(e.day)]
            held = [e for e in events if e.day <= ground.closing]
            planned = {
                kind: [row for row in rows if row.kind == kind.value and self._quarter(row) == quarter.name]
                for kind in (PlanKind.SALON, PlanKind.TOPIC, PlanKind.PAPER)
            }
            found.update(
                (row.id, event.day) for row, event in zip(planned[PlanKind.SALON], held, strict=False)
            )
            self._count(PlanKind.SALON, [e.day for e in held[len(planned[PlanKind.SALON]) :]])
            voted = [e.topic_vote_day for e in events if e.topic_vote_day is not None]
            voted = [day for day in voted if day <= ground.closing]
            found.update((row.id, day) for row, day in zip(planned[PlanKind.TOPIC], voted, strict=False))
            sent = [e.day for e in held if e.paper_hours is not None]
            found.update((row.id, day) for row, day in zip(planned[PlanKind.PAPER], sent, strict=False))
        return found

    def _quarter(self, row: ItemRow) -> str:
        return (row.slot or "").rpartition("/")[2] or self._ground.quarter_of(row.day)

    # --- touches --------------------------------------------------------------------------------------------

    def _of_touches(self, rows: Iterable[ItemRow]) -> dict[int, date]:
        ground = self._ground
        planned: dict[tuple[int, PlanKind], list[ItemRow]] = {}
        for row in rows:
            kind = PlanKind(row.kind)
            if row.account_id is not None and kind in _BY_TOUCH:
                planned.setdefault((row.account_id, kind), []).append(row)
        acts: dict[tuple[int, PlanKind], list[date]] = {}
        for account, day, channel in ground.touches:
            if ground.period.holds(day) and ground.basis.owned(account, day):
                acts.setdefault((account, _BY_CHANNEL.get(channel, PlanKind.TOUCH)), []).append(day)
        found: dict[int, date] = {}
        for account, kind in sorted({*planned, *acts}):
            windows = [self._window(row, kind) for row in planned.get((account, kind), ())]
            matched, rest = match(windows, acts.get((account, kind), ()))
            found.update(matched)
            self._count(kind, rest)
        return found

    def _window(self, row: ItemRow, kind: PlanKind) -> Window:
        """The days on which an act does the item: those near it, of a review or a training its whole part."""
        ground = self._ground
        account = ground.basis.over_everything.accounts.get(row.account_id or 0)
        near = _NEAR
        if kind is PlanKind.TOUCH:
            near = timedelta(days=max(3, 0 if account is None else ground.cadence(account) // 2))
        first, last = row.day - near, row.day + near
        if kind is not PlanKind.TOUCH and account is not None and row.slot is not None:
            parts = spans(ground.period.start, ground.period.end, ground.count_of(account, kind))
            number = int(row.slot.rpartition("/")[2])
            if number < len(parts):
                first, last = min(first, parts[number][0]), max(last, parts[number][1])
        return Window(row.id, first if row.since is None else max(row.since, first), last)

    def _count(self, kind: PlanKind, days: Iterable[date]) -> None:
        for day in days:
            if self._ground.period.holds(day):
                self.extra[f"{day:%Y-%m}", kind] += 1


_BY_TOUCH = frozenset({PlanKind.TOUCH, PlanKind.QBR, PlanKind.TRAINING})


class Window(NamedTuple):
    """The days, both included, on which an act does an item."""

    id: int
    first: date
    last: date


def match(windows: Sequence[Window], acts: Sequence[date]) -> tuple[dict[int, date], list[date]]:
    """Which act does which item, each one at most, and the acts that are left.

    Both in the order of their days: the earliest act that will do does the earliest item, so that as many
    items as possible are done.
    """
    found: dict[int, date] = {}
    left: list[date] = []
    place = 0
    for item, first, last in windows:
        while place < len(acts) and acts[place] < first:
            left.append(acts[place])
            place += 1
        if place < len(acts) and acts[place] <= last:
            found[item] = acts[place]
            place += 1
    return found, left + list(acts[place:])
