"""The contract calendar: every renewal with its day, its account's health and how far it has come."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.calendar_cells import Outcome
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.health import Band, band
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.renewal_track import RENEWAL_START_DAYS, Course, State, Step, StepLine, steps
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.compute import compute
from csmdesk.metrics.engagement import last_touches
from csmdesk.metrics.figure import Figure
from csmdesk.services import account_words as words
from csmdesk.services.figures import basis_of
from csmdesk.storage.calendar_rows import CalendarRows, ContractExtra, TrackRow, calendar_rows

if TYPE_CHECKING:
    from csmdesk.domain.facts import Contract
    from csmdesk.storage.book import Book

BY_BAND: Mapping[Band, Forecast] = {
    Band.GREEN: Forecast.COMMITTED,
    Band.YELLOW: Forecast.LIKELY,
    Band.RED: Forecast.RISK,
    Band.UNSCORED: Forecast.RISK,
}
"""The forecast where nobody stated one: what the account's health lets expect."""

_NOTHING = TrackRow(None, "", None, "", "", "")
_NO_EXTRA = ContractExtra("", "", "")


class ContractRow(NamedTuple):
    """One recurring contract with an end, as of the closing day.

    ``days`` is from the closing day to the decision (below 0: past). ``annual`` is in units of the home
    currency, None where its currency has no rate. ``forecast_stated`` is False where it is derived from the
    health. A contract that ended within the pending days and is not settled is open.
    """

    id: int
    code: str
    account_id: int
    account: str
    product: str
    start: date
    end: date
    decision: date
    days: int
    monthly: bool
    auto_renewal: bool
    annual: Fraction | None
    amount_fen: int
    currency: str
    health: Fraction | None
    band: Band
    outcome: Outcome
    successors: tuple[str, ...]
    inferred: bool
    forecast: Forecast
    forecast_stated: bool
    steps: tuple[StepLine, ...]
    step_words: Text
    search: str


class CalendarData(NamedTuple):
    """The rows as of ``closing``; of the whole numbers ``units`` (annual values) ``per_fen`` make a fen."""

    rows: tuple[ContractRow, ...]
    closing: date
    period: Period
    currency: str
    units: Mapping[int, int]
    per_fen: int

    def total(self, units: int) -> Fraction:
        """A sum of ``units`` in units of the currency."""
        return Fraction(units, self.per_fen * 100)


class HalfHead(NamedTuple):
    """What stands over the months of a half year, by the metrics module.

    ``value`` is the annual value due in units of the home currency; ``early`` are the contracts due in the
    half whose renewal was received in the half before it, and ``early_amount`` that money.
    """

    period: Period
    size: int
    value: Fraction
    renewed: int
    lost: int
    value_rate: Figure
    early: int
    early_amount: Fraction


class YearTarget(NamedTuple):
    """Renewal receipts of a year against its target, in units of the home currency (None: no target).

    ``due`` and ``received`` are by month, 1–12.
    """

    year: Period
    target: Fraction | None
    received: Fraction
    due_by_month: tuple[Fraction, ...]
    received_by_month: tuple[Fraction, ...]


class CalendarDesk:
    """The book's contracts over a period as of a day; made once, asked often."""

    def __init__(self, book: Book, period: str, as_of: date | None) -> None:
        self.basis = basis_of(book, period, as_of)
        with book.reading() as connection:
            self.stored: CalendarRows = calendar_rows(connection, self.basis.closing)

    @cached_property
    def touches(self) -> Mapping[int, date]:
        """The day of each account's newest touch."""
        return {account: touch.day for account, touch in last_touches(self.basis, self.basis.closing).items()}

    @cached_property
    def workshops(self) -> Mapping[int, date]:
        """The day of the last workshop held by the closing day, by contract."""
        held = sorted((w.day, w.contract_id) for w in self.basis.facts.workshops)
        return {contract: day for day, contract in held if day <= self.basis.closing}

    @cached_property
    def received(self) -> Mapping[int, int]:
        """What came in by the closing day and what was discounted, by contract, in fen of its currency."""
        found: dict[int, int] = defaultdict(int)
        contracts = self.basis.all_contracts
        for row in self.basis.facts.receipts:
            held = contracts.get(row.contract_id)
            came = row.received_day is not None and row.received_day <= self.basis.closing
            if came and held is not None and row.currency == held.currency:
                found[row.contract_id] += row.amount_fen + row.discount_fen
        return found

    @cached_property
    def inferred(self) -> frozenset[tuple[int, int]]:
        """Links that nobody stated."""
        return frozenset(
            (link.old_id, link.new_id) for link in self.basis.facts.renewal_links if link.inferred
        )

    @cached_property
    def data(self) -> CalendarData:
        """Every contract that has a day in the calendar."""
        b = self.basis
        rows = tuple(
            self.row(c)
            for c in b.contracts.values()
            if c.recurring and c.end_day is not None and b.owned(c.account_id, c.end_day)
        )
        fen = {row.id: row.annual * 100 for row in rows if row.annual is not None}
        per_fen = lcm(*{value.denominator for value in fen.values()})
        units = {each: value.numerator * (per_fen // value.denominator) for each, value in fen.items()}
        return CalendarData(rows, b.closing, b.period, b.home, units, per_fen)

    def outcome(self, contract: Contract) -> Outcome:
        """Renewed, lost (said so, or ended longer ago than a renewal may be pending), else open."""
        b = self.basis
        if b.renewed(contract):
            return "renewed"
        assert contract.end_day is not None
        over = (b.closing - contract.end_day).days > b.rules.pending_days
        return "lost" if over or b.lost(contract, b.closing) else "open"

    def course(self, contract: Contract, outcome: Outcome, forecast: Forecast | None) -> Course:
        """What is known of the contract's renewal."""
        b, stored = self.basis, self.stored
        end, decision = contract.end_day, words.decision_of(contract)
        assert end is not None
        assert decision is not None
        account = b.over_everything.accounts[contract.account_id]
        days = stored.start_days.get(b.segment(account), RENEWAL_START_DAYS)
        track = stored.tracks.get(contract.id, _NOTHING)
        touched = self.touches.get(contract.account_id)
        begun = touched is not None and (end - touched).days <= days
        successors = b.successors.get(contract.id, ())
        signed = [new.signed_day for new in successors if new.signed_day is not None]
        owed = sum(new.amount_fen for new in successors)
        came = sum(self.received.get(new.id, 0) for new in successors)
        known = any(new.id in self.received for new in successors)
        return Course(
            end=end,
            decision=decision,
            start_days=days,
            outcome=outcome,
            talks_day=_by(track.talks_day, b.closing),
            touched=touched if begun else None,
            workshop_day=self.workshops.get(contract.id),
            workshop_begun=contract.id in stored.begun,
            quote_day=_by(track.quote_day, b.closing) or stored.quoted.get(contract.id),
            forecast=forecast,
            signed_day=min(signed, default=None),
            received=came / owed if known and owed > 0 else None,
        )

    def row(self, contract: Contract) -> ContractRow:
        """The contract as the views show it."""
        b, stored = self.basis, self.stored
        end, decision = contract.end_day, words.decision_of(contract)
        assert end is not None
        assert decision is not None
        account = b.over_everything.accounts[contract.account_id]
        extra = stored.extras.get(contract.id, _NO_EXTRA)
        health = b.score(contract.account_id, b.closing).score.value
        outcome = self.outcome(contract)
        stated = Forecast(extra.forecast) if extra.forecast else None
        course = self.course(contract, outcome, stated)
        lines = steps(course, b.closing, b.rules)
        pinyin, initials = stored.spelling.get(contract.account_id, ("", ""))
        successors = b.successors.get(contract.id, ())
        annual = b.annual.get(contract.id)
        return ContractRow(
            id=contract.id,
            code=contract.code,
            account_id=contract.account_id,
            account=account.name,
            product=extra.product,
            start=contract.start_day,
            end=end,
            decision=decision,
            days=(decision - b.closing).days,
            monthly=b.monthly(contract),
            auto_renewal=contract.auto_renewal,
            annual=annual,
            amount_fen=contract.amount_fen,
            currency=contract.currency,
            health=health,
            band=band(health),
            outcome=outcome,
            successors=tuple(new.code for new in successors),
            inferred=any((contract.id, new.id) in self.inferred for new in successors),
            forecast=stated or BY_BAND[band(health)],
            forecast_stated=stated is not None,
            steps=lines,
            step_words=_step_words(contract, outcome, lines, b.closing),
            search=f"{account.name}\n{pinyin}\n{initials}\n{contract.code}\n{extra.product}".casefold(),
        )


def _by(day: date | None, closing: date) -> date | None:
    return day if day is not None and day <= closing else None


def _step_words(contract: Contract, outcome: Outcome, lines: tuple[StepLine, ...], closing: date) -> Text:
    """The last thing that was done, or what waits, in a word or two."""
    if outcome == "renewed":
        return Text("已续", "renewed")
    if outcome == "lost":
        return Text("未续", "not renewed")
    state = {line.step: line.state for line in lines}
    if contract.auto_renewal and state[Step.SIGNING] is State.LATE:
        return Text("待确认自动续约", "confirm auto-renewal")
    if state[Step.QUOTE] is State.DONE:
        stated = state[Step.FORECAST] is State.DONE
        return Text("待签署", "to sign") if stated else Text("已报价", "quoted")
    if state[Step.TALKS] in (State.DONE, State.DOING):
        return Text("谈判中", "in talks")
    if state[Step.TALKS] is State.LATE:
        return Text("谈判逾期", "talks overdue")
    if state[Step.WORKSHOP] is State.LATE:
        return Text("工作坊逾期", "workshop overdue")
    due = lines[0].due
    assert due is not None
    start = words.short_day(due, closing)
    return Text(f"{start} 启动谈判", f"talks from {start}")


class ContractCalendar:
    """Reads the calendar of one book; may be used from any thread.

    What was counted for a period and an as-of day is kept until ``forget``.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._desks: dict[tuple[str, date | None], CalendarDesk] = {}
        self._version = 0

    def forget(self) -> None:
        """Count anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._desks.clear()

    def desk(self, period: str, as_of: date | None) -> CalendarDesk:
        """The contracts over a period; raises UserError for an unknown one."""
        key = (period, as_of)
        with self._lock:
            found, version = self._desks.get(key), self._version
        if found is None:
            found = CalendarDesk(self._book, period, as_of)
            with self._lock:
                if version == self._version:
                    self._desks = {key: found}
        return found

    def data(self, period: str, as_of: date | None) -> CalendarData:
        """All rows; raises UserError for an unknown period."""
        return self.desk(period, as_of).data

    def half(self, period: str, as_of: date | None, year: int, half: int) -> HalfHead:
        """What stands over half ``half`` (1 or 2) of ``year``, as known on the as-of day."""
        desk = self.desk(period, as_of)
        span = parse_period(f"{year}H{half}", desk.basis.rules.fiscal_start_month)
        before = span.shifted(-1)
        held = _over(desk.basis, span)
        due = held.due_now
        found = compute(held, ["renewal_value_rate"])
        early = compute(_over(desk.basis, before), ["early_collection"])["early_collection"]
        ids = {row.key for row in early.evidence.numerator}
        outcomes = [desk.outcome(c) for c in due]
        return HalfHead(
            period=span,
            size=len(due),
            value=sum((held.annual[c.id] or Fraction(0) for c in due), Fraction(0)),
            renewed=outcomes.count("renewed"),
            lost=outcomes.count("lost"),
            value_rate=found["renewal_value_rate"],
            early=sum(c.id in ids for c in due),
            early_amount=_money(early, "amount"),
        )

    def year_target(self, period: str, as_of: date | None, year: int) -> YearTarget:
        """Renewal receipts of the year against what was signed up for."""
        desk = self.desk(period, as_of)
        b = desk.basis
        span = parse_period(str(year), b.rules.fiscal_start_month)
        whole = _over(b, span)
        collected = compute(whole, ["renewal_collected"])["renewal_collected"]
        received, due = [], []
        for month in span.month_list():
            held = _over(b, month)
            figure = compute(held, ["renewal_collected"])["renewal_collected"]
            received.append(figure.value or Fraction(0))
            due.append(sum((held.annual[c.id] or Fraction(0) for c in held.due_now), Fraction(0)))
        goals = [
            t.value
            for t in b.facts.targets
            if t.metric == "renewal_collected" and t.period == span.name and t.scope in ("", "{}")
        ]
        return YearTarget(
            span,
            goals[0] if goals else None,
            collected.value or Fraction(0),
            tuple(due),
            tuple(received),
        )


def _over(b: Basis, span: Period) -> Basis:
    """The same rows over another span, as known on the same as-of day."""
    return b.over(span, b.as_of)


def _money(figure: Figure, part: str) -> Fraction:
    found = figure.parts.get(part)
    return found if isinstance(found, Fraction) else Fraction(0)
