"""What every rule looks at: the book over a period as of a day, with the contracts and rooms that matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.contract import decision_day
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import Outcome, Step, StepLine, steps
from csmdesk.domain.war_room import Term
from csmdesk.services.account_words import short_day
from csmdesk.services.calendar_desk import CalendarDesk
from csmdesk.services.war_room_lines import open_on, room_term

if TYPE_CHECKING:
    from csmdesk.domain.facts import Contract, Event, Workshop
    from csmdesk.domain.todo import Put
    from csmdesk.services.account_detail import Desk
    from csmdesk.storage.escalation_rows import EscalationRow
    from csmdesk.storage.todo_rows import PutKey, TodoRows
    from csmdesk.storage.war_rows import RoomRow, WarRows


class Held(NamedTuple):
    """A recurring contract that ends in the period or later.

    ``running``: it is open, has not ended and is not one by the month, so that something can be done for it.
    """

    contract: Contract
    end: date
    decision: date
    outcome: Outcome
    running: bool
    steps: Mapping[Step, StepLine]


class OpenRoom(NamedTuple):
    """A war room that is open on the closing day, and its days."""

    row: RoomRow
    term: Term


class Ground:
    """The rows of one book over a period as of a day, as the rules need them; made once a question.

    ``now`` is the moment on the closing day at which hours are counted.
    """

    def __init__(
        self,
        desk: Desk,
        calendar: CalendarDesk,
        rows: TodoRows,
        war: WarRows,
        escalations: Sequence[EscalationRow],
        now: datetime,
    ) -> None:
        self.desk = desk
        self.calendar = calendar
        self.rows = rows
        self.war = war
        self.escalations = escalations
        self.now = now
        self.basis = desk.basis
        self.closing = desk.basis.closing
        self.period = desk.basis.period
        self.rules = desk.basis.rules

    def saying(self, puts: Mapping[PutKey, Put]) -> Ground:
        """The same with what the user said of to-dos since."""
        made = copy(self)
        made.rows = self.rows._replace(puts=puts)
        return made

    def day(self, when: date | None) -> str:
        """A day as the list writes it."""
        return short_day(when, self.closing)

    @cached_property
    def contracts(self) -> Sequence[Held]:
        """In the order of the book."""
        b, first = self.basis, self.period.start
        return [
            self._held(c, c.end_day)
            for c in b.contracts.values()
            if c.recurring
            and c.end_day is not None
            and c.end_day >= first
            and b.owned(c.account_id, c.end_day)
        ]

    @cached_property
    def decisions(self) -> Mapping[int, date]:
        """The decision day of each of them, by contract id."""
        return {held.contract.id: held.decision for held in self.contracts}

    def _held(self, contract: Contract, end: date) -> Held:
        outcome = self.calendar.outcome(contract)
        extra = self.calendar.extra(contract.id)
        course = self.calendar.course(contract, outcome, Forecast(extra.forecast) if extra.forecast else None)
        lines = steps(course, self.closing, self.rules)
        running = outcome == "open" and end >= self.closing and not self.basis.monthly(contract)
        decision = decision_day(end, contract.auto_renewal, contract.notice_days)
        return Held(contract, end, decision, outcome, running, {line.step: line for line in lines})

    @cached_property
    def workshops(self) -> Sequence[tuple[Workshop, Held]]:
        """Those held by the closing day for one of the contracts, in the order of their days."""
        by_id = {held.contract.id: held for held in self.contracts}
        rows = sorted(self.basis.facts.workshops, key=lambda w: (w.day, w.id))
        return [(w, by_id[w.contract_id]) for w in rows if w.day <= self.closing and w.contract_id in by_id]

    @cached_property
    def salons(self) -> Sequence[Event]:
        """Salons of the period and those planned after it, in the order of their days."""
        rows = [e for e in self.basis.facts.events if e.kind == "salon" and e.day >= self.period.start]
        return sorted(rows, key=lambda e: (e.day, e.id))

    @cached_property
    def open_rooms(self) -> Sequence[OpenRoom]:
        """In the order of the book."""
        return [
            OpenRoom(
                room, room_term(room, self.war.cards.get(room.id, ()), self.rules.war_room_days, self.closing)
            )
            for room in self.war.rooms
            if room.account_id in self.desk.lines and open_on(room, self.closing)
        ]
