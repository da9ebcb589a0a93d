"""The book's contracts over a period as of a day, each with its place in the calendar."""

from __future__ import annotations

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
from csmdesk.domain.period import Period
from csmdesk.domain.renewal_track import RENEWAL_START_DAYS, Course, State, Step, StepLine, steps
from csmdesk.domain.text import Text
from csmdesk.services import account_words as words
from csmdesk.services.account_detail import Desk
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.figures import basis_of
from csmdesk.storage.calendar_rows import CalendarRows, ContractExtra, TrackRow, calendar_rows

if TYPE_CHECKING:
    from csmdesk.domain.facts import Contract, Receipt, Workshop
    from csmdesk.metrics.basis import Basis
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


class CalendarDesk:
    """The book's contracts over a period as of a day; made once, asked often."""

    def __init__(self, book: Book, period: str, as_of: date | None, basis: Basis | None = None) -> None:
        """``basis`` are the rows over the period as of the day, where they are known already."""
        self.book = book
        self.settings = CalendarSettings(book)
        self._asked = (period, as_of)
        self._spans: dict[Period, Basis] = {}
        self.basis = basis_of(book, period, as_of) if basis is None else basis
        with book.reading() as connection:
            self.stored: CalendarRows = calendar_rows(connection, self.basis.closing)

    @cached_property
    def touches(self) -> Mapping[int, date]:
        """The day of each account's newest touch."""
        return self.basis.last_touch_days(self.basis.closing)

    def over(self, span: Period) -> Basis:
        """The same rows over another span, as known on the same as-of day."""
        found = self._spans.get(span)
        if found is None:
            found = self._spans[span] = self.basis.over(span, self.basis.as_of)
        return found

    @cached_property
    def accounts(self) -> Desk:
        """The same rows by account, as the page of an account and its evidence need them."""
        return Desk(self.book, *self._asked)

    @cached_property
    def workshop_rows(self) -> Mapping[int, Workshop]:
        """The last workshop held by the closing day, by contract."""
        held = sorted(self.basis.facts.workshops, key=lambda w: (w.day, w.id))
        return {w.contract_id: w for w in held if w.day <= self.basis.closing}

    @cached_property
    def by_id(self) -> Mapping[int, ContractRow]:
        """The rows of the calendar by contract."""
        return {row.id: row for row in self.data.rows}

    def track_row(self, contract_id: int) -> TrackRow:
        """What was done for the renewal of a contract."""
        return self.stored.tracks.get(contract_id, _NOTHING)

    def extra(self, contract_id: int) -> ContractExtra:
        """What a contract has beside its facts."""
        return self.stored.extras.get(contract_id, _NO_EXTRA)

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
    def receipts_due(self) -> Mapping[int, list[Receipt]]:
        """Money with a due day that has not come by the closing day, by contract."""
        found: dict[int, list[Receipt]] = defaultdict(list)
        for row in self.basis.facts.receipts:
            came = row.received_day is not None and row.received_day <= self.basis.closing
            if row.due_day is not None and not came:
                found[row.contract_id].append(row)
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
        track = self.track_row(contract.id)
        held = self.workshop_rows.get(contract.id)
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
            workshop_day=None if held is None else held.day,
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
        extra = self.extra(contract.id)
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
            band=band(health, b.bands),
            outcome=outcome,
            successors=tuple(new.code for new in successors),
            inferred=any((contract.id, new.id) in self.inferred for new in successors),
            forecast=stated or BY_BAND[band(health, b.bands)],
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
