"""Health dimensions computed from tickets, surveys, receipts and touches (docs/definitions.md, Computed
dimensions). Each counts what had happened by the end of the scoring day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Generic, TypeVar

from csmdesk.domain.answer import CSAT_GOOD_FROM, nps_class
from csmdesk.domain.facts import Account, Contract, Receipt, Survey, Ticket, Touch
from csmdesk.domain.health_kinds import DimensionSource, straight
from csmdesk.domain.text import Text
from csmdesk.domain.ticket import end_of, ticket_outcome
from csmdesk.metrics.computed_usage import Behind

R = TypeVar("R", Ticket, Survey, Receipt, Touch)


class _Dated(Generic[R]):
    """Rows by account, in the order of the day from which they count."""

    def __init__(self, rows: Iterable[tuple[int, date, R]]) -> None:
        found: dict[int, list[tuple[date, int, R]]] = defaultdict(list)
        for account, day, row in rows:
            found[account].append((day, row.id, row))
        self._rows: dict[int, list[R]] = {}
        self._days: dict[int, list[date]] = {}
        for account, dated in found.items():
            dated.sort(key=lambda each: each[:2])
            self._days[account] = [day for day, _, _ in dated]
            self._rows[account] = [row for _, _, row in dated]

    def first_days(self) -> Mapping[int, date]:
        """By account: the day of its first row."""
        return {account: days[0] for account, days in self._days.items()}

    def by(self, account_id: int, day: date, window: int | None = None) -> Sequence[R]:
        """The rows by ``day``, of the last ``window`` days only where one is given."""
        days = self._days.get(account_id)
        if days is None:
            return ()
        last = bisect_right(days, day)
        first = 0 if window is None else bisect_right(days, day - timedelta(days=window))
        return self._rows[account_id][first:last]


class OverdueTickets:
    """100 less points for each open ticket past due."""

    tables = frozenset({"tickets"})

    def __init__(self, source: DimensionSource, tickets: Iterable[Ticket]) -> None:
        self.source = source
        self._rows = _Dated((t.account_id, t.opened_at.date(), t) for t in tickets)
        self._each, self._window = source.number("each"), int(source.number("window"))

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self._rows.first_days()

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); None without a ticket that counts."""
        rows = self._counting(account_id, day)
        if not rows:
            return None
        late = sum(_overdue(t, day) for t in rows)
        return max(Fraction(0), 100 - late * self._each)

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The tickets that count, those past due first."""
        rows = sorted(self._counting(account_id, day), key=lambda t: not _overdue(t, day))
        return [_ticket(t, _OVERDUE if _overdue(t, day) else _IN_TIME) for t in rows]

    def _counting(self, account_id: int, day: date) -> list[Ticket]:
        first, now = day - timedelta(days=self._window), end_of(day)
        return [
            t
            for t in self._rows.by(account_id, day)
            if t.opened_at.date() > first or t.resolved_at is None or t.resolved_at > now
        ]


def _overdue(ticket: Ticket, day: date) -> bool:
    now = end_of(day)
    open_now = ticket.resolved_at is None or ticket.resolved_at > now
    return open_now and ticket.due_at is not None and ticket.due_at <= now


class TicketsOnTime:
    """The share of the tickets opened lately that were resolved by their due time."""

    tables = frozenset({"tickets"})

    def __init__(self, source: DimensionSource, tickets: Iterable[Ticket]) -> None:
        self.source = source
        self._rows = _Dated((t.account_id, t.opened_at.date(), t) for t in tickets)
        self._window = int(source.number("window"))
        self._zero, self._full = source.number("zero"), source.number("full")

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self._rows.first_days()

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); None without a ticket that counts."""
        found = [ticket_outcome(t, day) for t in self._rows.by(account_id, day, self._window)]
        good, bad = found.count(True), found.count(False)
        return straight(Fraction(good, good + bad), self._zero, self._full) if good + bad else None

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The tickets that count."""
        rows = [(t, ticket_outcome(t, day)) for t in self._rows.by(account_id, day, self._window)]
        return [_ticket(t, _ON_TIME if good else _MISSED) for t, good in rows if good is not None]


_OVERDUE = Text("逾期未解决", "open past due")
_IN_TIME = Text("没有逾期", "not past due")
_ON_TIME = Text("按时解决", "resolved in time")
_MISSED = Text("没有按时", "missed")


def _ticket(ticket: Ticket, said: Text) -> Behind:
    words = Text(f"{ticket.code} {said.zh}", f"{ticket.code} {said.en}")
    return Behind("tickets", ticket.id, ticket.opened_at.date(), words)


class Answers:
    """Satisfaction: NPS of each contact's newest answer, or the share of good CSAT answers."""

    tables = frozenset({"surveys"})

    def __init__(self, source: DimensionSource, surveys: Iterable[Survey]) -> None:
        self.source = source
        self._nps = source.kind == "nps"
        kind = "NPS" if self._nps else "CSAT"
        self._rows = _Dated((s.account_id, s.day, s) for s in surveys if s.kind == kind)
        self._window = int(source.number("window"))
        self._zero, self._full = source.number("zero"), source.number("full")

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self._rows.first_days()

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); None without an answer."""
        rows = self._counting(account_id, day)
        if not rows:
            return None
        if self._nps:
            reached = Fraction(100 * sum(nps_class(s.score) for s in rows), len(rows))
        else:
            reached = Fraction(sum(s.score >= CSAT_GOOD_FROM for s in rows), len(rows))
        return straight(reached, self._zero, self._full)

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The answers that count."""
        rows = self._counting(account_id, day)
        return [Behind("surveys", s.id, s.day, Text(*[f"{s.kind} {s.score}"] * 2)) for s in rows]

    def _counting(self, account_id: int, day: date) -> Sequence[Survey]:
        rows = self._rows.by(account_id, day, self._window)
        if not self._nps:
            return rows
        # The rows are in the order of day and id: of a contact's answers the last one stays.
        newest = {s.contact_id: s.id for s in rows}
        return [s for s in rows if s.contact_id is None or newest[s.contact_id] == s.id]


class OverdueReceipts:
    """How long the oldest receipt has been overdue."""

    tables = frozenset({"receipts", "contracts"})

    def __init__(
        self, source: DimensionSource, receipts: Iterable[Receipt], contracts: Iterable[Contract]
    ) -> None:
        self.source = source
        account_of = {c.id: c.account_id for c in contracts}
        self._rows = _Dated(
            (account_of[r.contract_id], r.due_day, r)
            for r in receipts
            if r.due_day is not None and r.amount_fen > 0 and r.contract_id in account_of
        )
        self._late = source.number("late")

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self._rows.first_days()

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); None before a receipt has been due."""
        rows = self._rows.by(account_id, day)
        if not rows:
            return None
        late = max((days for r in rows if (days := _days_late(r, day)) is not None), default=0)
        return straight(Fraction(late), self._late, Fraction(0))

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The receipts that are overdue, the oldest first; else the one that was due last."""
        rows = self._rows.by(account_id, day)
        late = [(r, days) for r in rows if (days := _days_late(r, day)) is not None]
        if not late:
            return [Behind("receipts", r.id, r.due_day, Text(r.code, r.code)) for r in rows[-1:]]
        return [
            Behind(
                "receipts", r.id, r.due_day, Text(f"{r.code} 逾期 {days} 天", f"{r.code} {days} days overdue")
            )
            for r, days in late
        ]


def _days_late(receipt: Receipt, day: date) -> int | None:
    """How many days after its due day it is still waited for on ``day``; None where it is not."""
    received = receipt.received_day is not None and receipt.received_day <= day
    if receipt.due_day is None or received or receipt.due_day >= day:
        return None
    return (day - receipt.due_day).days


class TouchAge:
    """Days since the last touch against the cadence of the account's segment."""

    tables = frozenset({"touches", "accounts", "segments", "settings"})

    def __init__(
        self,
        source: DimensionSource,
        touches: Iterable[Touch],
        accounts: Iterable[Account],
        cadence: Callable[[str], int],
    ) -> None:
        self.source = source
        self._rows = _Dated((t.account_id, t.day, t) for t in touches)
        self._cadence = {a.id: cadence(a.segment) for a in accounts}
        self._times = source.number("times")

    def first_days(self) -> Mapping[int, date]:
        """By account: the first day on which there may be a score."""
        return self._rows.first_days()

    def value(self, account_id: int, day: date, *, alone: bool) -> Fraction | None:
        """The points (0–100); None before the first touch."""
        rows = self._rows.by(account_id, day)
        cadence = self._cadence.get(account_id)
        if not rows or not cadence:
            return None
        return straight(Fraction((day - rows[-1].day).days, cadence), self._times, Fraction(1))

    def behind(self, account_id: int, day: date) -> list[Behind]:
        """The last touch."""
        cadence = self._cadence.get(account_id, 0)
        return [
            Behind(
                "touches",
                t.id,
                t.day,
                Text(
                    f"{t.channel}，{(day - t.day).days} 天前，节奏 {cadence} 天",
                    f"{t.channel}, {(day - t.day).days} days before, cadence {cadence} days",
                ),
            )
            for t in self._rows.by(account_id, day)[-1:]
        ]
