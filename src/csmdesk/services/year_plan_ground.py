"""What the plan of a year stands on: the book as of the closing day, its segments, days and numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from csmdesk.domain.facts import Account, Contract, Event
from csmdesk.domain.period import Period, fiscal_year, parse_period
from csmdesk.domain.renewal_track import RENEWAL_START_DAYS
from csmdesk.domain.todo import last_day
from csmdesk.domain.working_days import working_days
from csmdesk.domain.year_plan import (
    DEFAULT_MINUTES,
    DEFAULT_QBRS,
    DEFAULT_TRAININGS,
    OTHER_QBRS,
    OTHER_TRAININGS,
    Numbers,
    PlanKind,
    Salons,
)
from csmdesk.metrics.engagement import cadence_days
from csmdesk.services.calendar_desk import CalendarDesk
from csmdesk.services.figures import basis_of
from csmdesk.storage import read, year_plan_rows

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis
    from csmdesk.storage.book import Book

SETTING = "year_plan"
"""The setting that keeps the numbers of a drawing."""


def year_of(book_rules_start: int, period: str) -> int:
    """The fiscal year of a period; raises UserError for an unknown one."""
    return fiscal_year(parse_period(period, book_rules_start).start, book_rules_start)


def numbers_of(kept: Any) -> Numbers:
    """The numbers as the setting keeps them; what it does not say is the default."""
    said = kept if isinstance(kept, dict) else {}
    plain = Numbers()
    minutes, costs = said.get("minutes", {}), said.get("costs", {})
    return Numbers(
        int(said.get("most", plain.most)),
        int(said.get("day_minutes", plain.day_minutes)),
        {kind: int(minutes.get(kind.value, standard)) for kind, standard in DEFAULT_MINUTES.items()},
        {PlanKind(kind): int(fen) for kind, fen in costs.items()},
    )


class PlanGround:
    """The book over one fiscal year as of a day; made once a question."""

    def __init__(self, book: Book, year: int, closing: date) -> None:
        self.book = book
        self.year = year
        self.basis: Basis = basis_of(book, str(year), closing)
        # The day that the window shows: the year may lie before or after it.
        self.closing = closing
        self.period: Period = self.basis.period
        self.rules = self.basis.rules
        with book.reading() as connection:
            self.items = year_plan_rows.items(connection, year)
            self.segment_rows = year_plan_rows.segments(connection)
            self.lines = year_plan_rows.lines(connection, year)
            self.limit_fen = year_plan_rows.limit_fen(connection, year)
            self.numbers = numbers_of(read.settings(connection).get(SETTING))
            self.archived = frozenset(
                key for (key,) in connection.execute("SELECT id FROM accounts WHERE archived = 1")
            )
            first, last = self.period.start - timedelta(days=366), min(self.period.end, closing)
            rows = connection.execute(
                "SELECT account_id, day, channel FROM touches WHERE day BETWEEN ? AND ? ORDER BY day, id",
                (first.isoformat(), last.isoformat()),
            )
            self.touches = [(account, date.fromisoformat(day), channel) for account, day, channel in rows]
            self.spelling = {
                row[0]: f"{row[1].replace(' ', '')}\n{row[2]}\n{row[3]}"
                for row in connection.execute("SELECT id, pinyin, initials, code FROM accounts")
            }

    @cached_property
    def calendar(self) -> CalendarDesk:
        """The contracts, as the calendar knows them."""
        return CalendarDesk(self.book, str(self.year), self.closing, self.basis)

    @property
    def begins(self) -> date:
        """The first day that can still be planned: the day after the closing day, within the year."""
        return max(self.period.start, self.closing + timedelta(days=1))

    @cached_property
    def months(self) -> list[Period]:
        """The months of the year."""
        return self.period.month_list()

    @cached_property
    def quarters(self) -> list[Period]:
        """The quarters of the year."""
        start = self.rules.fiscal_start_month
        return [parse_period(f"{self.year}Q{number}", start) for number in range(1, 5)]

    @cached_property
    def working(self) -> list[date]:
        """The working days of the year, with the official swaps."""
        return working_days(self.period.start, self.period.end)

    @property
    def salons(self) -> Salons:
        """The numbers of the salon rules in days."""
        some = self.period.start
        paper = (last_day(some, self.rules.salon_paper_hours) - some).days
        return Salons(self.rules.salon_topic_days, paper)

    # --- accounts -------------------------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Whom the plan is for: accounts that are this CSM's on some day from the closing day on."""
        return [
            a
            for a in self.basis.accounts.values()
            if a.id not in self.archived and (a.handaway_day is None or a.handaway_day > self.closing)
        ]

    def span_of(self, account: Account, begins: date) -> tuple[date, date]:
        """The days of the year from ``begins`` on that the account is this CSM's."""
        first = max(begins, account.handover_day or begins)
        last = self.period.end
        if account.handaway_day is not None:
            last = min(last, account.handaway_day - timedelta(days=1))
        return first, last

    def segment(self, account: Account) -> str:
        """The account's segment."""
        return self.basis.segment(account)

    def cadence(self, account: Account) -> int:
        """The longest gap between its touches, in days."""
        return cadence_days(self.basis, account)

    def count_of(self, account: Account, kind: PlanKind) -> int:
        """How many business reviews or trainings its segment gets in a year."""
        segment = self.segment(account)
        row = self.segment_rows.get(segment)
        if kind is PlanKind.QBR:
            said = None if row is None else row.qbrs
            return DEFAULT_QBRS.get(segment, OTHER_QBRS) if said is None else said
        said = None if row is None else row.trainings
        return DEFAULT_TRAININGS.get(segment, OTHER_TRAININGS) if said is None else said

    # --- contracts ------------------------------------------------------------------------------------------

    @cached_property
    def contracts(self) -> list[Contract]:
        """Recurring contracts of the plan's accounts with an end, but those by the month."""
        mine = {account.id for account in self.accounts}
        return [
            c
            for c in self.basis.contracts.values()
            if c.recurring
            and c.end_day is not None
            and c.end_day >= self.period.start
            and c.account_id in mine
            and self.basis.owned(c.account_id, c.end_day)
            and not self.basis.monthly(c)
        ]

    def settled_day(self, contract: Contract) -> date | None:
        """When it was renewed or lost, by the closing day; None while it is open."""
        renewals = self.basis.successors.get(contract.id, ())
        if renewals:
            return min(new.signed_day or new.start_day for new in renewals)
        if self.basis.lost(contract, self.closing):
            return contract.lost_day or contract.end_day
        end = contract.end_day
        assert end is not None
        over = end + timedelta(days=self.rules.pending_days)
        return over if over < self.closing else None

    def talks_due(self, contract: Contract) -> date:
        """The day by which renewal talks start, by segment."""
        account = self.basis.over_everything.accounts[contract.account_id]
        row = self.segment_rows.get(self.segment(account))
        said = None if row is None else row.renewal_start_days
        assert contract.end_day is not None
        return contract.end_day - timedelta(days=RENEWAL_START_DAYS if said is None else said)

    def talks_day(self, contract: Contract) -> date | None:
        """When talks began, by the closing day: the day that was noted, else a touch since they were due."""
        noted = self.calendar.track_row(contract.id).talks_day
        if noted is not None and noted <= self.closing:
            return noted
        due, end = self.talks_due(contract), contract.end_day
        assert end is not None
        return next((day for day in self.touched.get(contract.account_id, ()) if due <= day <= end), None)

    @cached_property
    def touched(self) -> dict[int, list[date]]:
        """The days of each account's touches, of a year before the plan's first day on."""
        found: dict[int, list[date]] = {}
        for account, day, _ in self.touches:
            found.setdefault(account, []).append(day)
        return found

    @cached_property
    def workshops(self) -> dict[int, list[date]]:
        """The days of the workshops held by the closing day, by contract."""
        found: dict[int, list[date]] = {}
        for row in sorted(self.basis.facts.workshops, key=lambda w: (w.day, w.id)):
            if row.day <= self.closing:
                found.setdefault(row.contract_id, []).append(row.day)
        return found

    @cached_property
    def salon_events(self) -> list[Event]:
        """The salons of the year, held or planned in the log."""
        rows = [e for e in self.basis.facts.events if e.kind == "salon" and self.period.holds(e.day)]
        return sorted(rows, key=lambda e: (e.day, e.id))

    def quarter_of(self, day: date) -> str:
        """The name of the quarter of the year that holds ``day``; '' outside of the year."""
        return next((q.name for q in self.quarters if q.holds(day)), "")

    @property
    def currency(self) -> str:
        """The currency that the plan is in."""
        return self.basis.home

    def money(self, fen: int) -> Fraction:
        """Fen as units of the currency."""
        return Fraction(fen, 100)
