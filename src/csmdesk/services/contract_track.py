"""A contract's way to its renewal in words: six steps, each with its day, how it stands and what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.early_payment import early_payment
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import State, Step, StepLine
from csmdesk.domain.rules import Rules
from csmdesk.domain.tax import Tax
from csmdesk.domain.text import Language, Text
from csmdesk.domain.workshop import WorkshopSheet
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import Mark
from csmdesk.services.contract_money import Money, money_of
from csmdesk.services.contract_record import record
from csmdesk.services.quotes import Quotes
from csmdesk.services.renewals import FORECASTS
from csmdesk.services.track_words import after_workshop, checklist, early, imported, received
from csmdesk.storage import account_page
from csmdesk.storage.kept_columns import Kept, kept_columns, kept_of_payments
from csmdesk.storage.workshop_rows import sheet_of

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarDesk, ContractRow
    from csmdesk.storage.calendar_rows import ContractExtra, TrackRow

TITLES: Mapping[Step, Text] = {
    Step.TALKS: Text("续约谈判", "Talks"),
    Step.WORKSHOP: Text("价值工作坊", "Workshop"),
    Step.QUOTE: Text("分层报价", "Tiered quote"),
    Step.FORECAST: Text("预测", "Forecast"),
    Step.SIGNING: Text("签署", "Signing"),
    Step.RECEIPT: Text("到账", "Receipt"),
}

STATES: Mapping[State, Text] = {
    State.TODO: Text("未开始", "not begun"),
    State.DOING: Text("进行中", "under way"),
    State.LATE: Text("逾期", "overdue"),
    State.DONE: Text("已完成", "done"),
    State.SKIPPED: Text("未记", "not recorded"),
}


class TrackStep(NamedTuple):
    """One step: its title, when it is due or was done, a note below, and how it stands at the right."""

    step: Step
    state: State
    title: str
    due: str
    note: str
    right: str
    late: bool


class TrackValues(NamedTuple):
    """What the forms of the steps begin with; ``forecast`` None: derived from the account's health."""

    talks_day: date | None
    talks_note: str
    quote_day: date | None
    quote_note: str
    forecast: Forecast | None
    forecast_reason: str
    note: str
    loss_reason: str
    lost_day: date | None
    sheet: WorkshopSheet


@dataclass(frozen=True)
class Track:
    """One contract as of the closing day.

    ``head`` is amount and end (24.7万  到期 07-14), ``money`` that of the contract itself and ``paid`` of
    those that continue it (of itself where none does): receipts of a renewal are booked there.
    """

    id: int
    code: str
    account_id: int
    account: str
    mark: Mark
    head: str
    facts: str
    steps: tuple[TrackStep, ...]
    row: ContractRow
    values: TrackValues
    money: Money
    paid: tuple[Money, ...]
    closing: date
    rules: Rules
    kept: Kept
    """What imports kept of it, its receipts and its invoices beside the book's fields."""


def track(desk: CalendarDesk, contract_id: int, language: Language) -> Track | None:
    """The track of a contract; None when it is not in the calendar."""
    row = desk.by_id.get(contract_id)
    if row is None:
        return None
    return _Words(desk, row, language).track()


class _Words:
    """Puts one contract's track into words."""

    def __init__(self, desk: CalendarDesk, row: ContractRow, language: Language) -> None:
        self.desk = desk
        self.row = row
        self.language = language
        self.closing = desk.basis.closing
        self.rules = desk.basis.rules
        self.kept: TrackRow = desk.track_row(row.id)
        self.extra: ContractExtra = desk.extra(row.id)
        tax = desk.settings.tax()
        with desk.book.reading() as connection:
            own = record(connection, row.id)
            self.sheet = sheet_of(connection, row.id)
            self.money = money_of(connection, own, self.closing, tax)
            new = [record(connection, each.id) for each in desk.basis.successors.get(row.id, ())]
            self.paid = tuple(money_of(connection, each, self.closing, tax) for each in new) or (self.money,)
            self.columns = kept_columns(connection, "contracts", row.id) + kept_of_payments(
                connection, row.id
            )
            touched = account_page.touches(connection, row.account_id, self.closing)
        self.touched = touched[0] if touched else None
        quotes = Quotes(desk.book)
        self.quotes = quotes.list(row.account_id)
        self.baseline = quotes.baseline(row.account_id, self.closing)
        self.tax: Tax = tax

    def track(self) -> Track:
        """All of it."""
        row, kept = self.row, self.kept
        contract = self.desk.basis.all_contracts[row.id]
        mark: Mark = row.band.value
        if row.outcome != "open":
            mark = row.outcome
        return Track(
            id=row.id,
            code=row.code,
            account_id=row.account_id,
            account=row.account,
            mark=mark,
            head=self._head(),
            facts=self._facts(),
            steps=tuple(self._step(line) for line in row.steps),
            row=row,
            values=TrackValues(
                kept.talks_day,
                kept.talks_note,
                kept.quote_day,
                kept.quote_note,
                row.forecast if row.forecast_stated else None,
                kept.forecast_reason,
                kept.note,
                contract.loss_reason,
                contract.lost_day,
                self.sheet,
            ),
            money=self.money,
            paid=self.paid,
            closing=self.closing,
            rules=self.desk.basis.rules,
            kept=self.columns,
        )

    def _head(self) -> str:
        end = words.short_day(self.row.end, self.closing)
        ends = Text(f"到期 {end}", f"ends {end}").to(self.language)
        return f"{self._annual()}  {ends}"

    def _facts(self) -> str:
        """Product, term, tax, and what is agreed of an automatic renewal."""
        row = self.row
        parts = [row.product, f"{row.start} – {row.end}"]
        amount = display.money(Fraction(row.amount_fen, 100), self.language, row.currency)
        if self.tax.included is not None:
            amount = (
                f"{amount}（{self.tax.words.zh}）"
                if self.language == "zh"
                else (f"{amount} ({self.tax.words.en})")
            )
        parts.append(amount)
        if row.auto_renewal:
            days = (row.end - row.decision).days
            parts.append(self._say(Text(f"自动续约，提前 {days} 天", f"auto-renews, {days} days' notice")))
        elif row.monthly:
            parts.append(self._say(Text("按月合同", "monthly")))
        return " · ".join(part for part in parts if part)

    def _step(self, line: StepLine) -> TrackStep:
        make = {
            Step.TALKS: self._talks,
            Step.WORKSHOP: self._workshop,
            Step.QUOTE: self._quote,
            Step.FORECAST: self._forecast,
            Step.SIGNING: self._signing,
            Step.RECEIPT: self._receipt,
        }[line.step]
        due, note, right = make(line)
        return TrackStep(
            line.step,
            line.state,
            self._say(TITLES[line.step]),
            due,
            note,
            right,
            line.state is State.LATE,
        )

    # --- the steps ------------------------------------------------------------------------------------------

    def _talks(self, line: StepLine) -> tuple[str, str, str]:
        note = ""
        if self.touched is not None:
            day = words.short_day(self.touched.day, self.closing)
            note = self._say(Text(f"最近 {day} {self.touched.channel}", f"last {day} {self.touched.channel}"))
        if line.done is not None:
            day = self._day(line.done)
            due = self._say(Text(f"{day} 启动", f"since {day}"))
            note = _first_line(self.kept.talks_note) or note
        else:
            day = self._day(line.due)
            due = self._say(Text(f"应 {day} 前启动", f"start by {day}"))
        return due, note, self._right(line)

    def _workshop(self, line: StepLine) -> tuple[str, str, str]:
        day = self._day(line.due)
        if line.done is None:
            due = self._say(Text(f"应 {day} 前", f"by {day}"))
            if self.sheet.planned_day is not None:
                planned = self._day(self.sheet.planned_day)
                said = self._say(Text(f"计划 {planned}", f"planned {planned}"))
                due = words.joined([due, said], self.language)
            return due, self._dots(checklist(self.sheet, self.rules)), self._right(line)
        held = self._day(line.done)
        due = self._say(Text(f"{held} 已开", f"held {held}"))
        assert line.due is not None
        late = (line.done - line.due).days
        right = (
            self._say(Text(f"晚 {late} 天", f"{words.days(late)} late"))
            if late > 0
            else self._say(Text("按时", "in time"))
        )
        return due, self._dots(self._after_workshop()), right

    def _after_workshop(self) -> Sequence[Text]:
        """What was owed after the workshop: of its checklist, or as it was imported."""
        if self.sheet.held:
            return after_workshop(self.sheet, self.rules, datetime.combine(self.closing, time.max))
        held = self.desk.workshop_rows.get(self.row.id)
        return () if held is None else imported(held)

    def _quote(self, line: StepLine) -> tuple[str, str, str]:
        note = Text("1.5 倍内标准价，3 倍内 +20%，以上 +30%", "list price to 1.5×, +20% to 3×, +30% above")
        quoted = next((q for q in self.quotes if q.draft.contract_id == self.row.id), None)
        if quoted is not None:
            day = self._day(quoted.draft.day)
            total, currency = quoted.draft.priced.total_fen / 100, quoted.draft.currency
            zh, en = display.money(total, "zh", currency), display.money(total, "en", currency)
            note = Text(f"{day} 报价 {zh}", f"{en} quoted {day}")
        if line.done is not None:
            day = self._day(line.done)
            said = _first_line(self.kept.quote_note) or self._say(note)
            return self._say(Text(f"{day} 发出", f"sent {day}")), said, self._right(line)
        if self.baseline is None:
            base = Text("基线 = 近 90 天并发峰值", "baseline = 90-day peak")
        else:
            peak = f"{self.baseline.value:,}"
            base = Text(f"基线 {peak}（近 90 天峰值）", f"baseline {peak} (90-day peak)")
        return self._say(base), self._say(note), self._right(line)

    def _forecast(self, line: StepLine) -> tuple[str, str, str]:
        row = self.row
        if row.outcome == "renewed":
            return self._say(Text("已续", "renewed")), self._links(), ""
        if row.outcome == "lost":
            contract = self.desk.basis.all_contracts[row.id]
            return self._say(words.lost_words(contract)), _first_line(self.kept.forecast_reason), ""
        category = FORECASTS[row.forecast]
        due = f"{self._say(category)} {self._annual()}"
        health = display.health(row.health, self.desk.basis.bands)
        parts = [self._say(Text(f"健康度 {health}", f"health {health}"))]
        if self.kept.forecast_reason:
            parts.append(_first_line(self.kept.forecast_reason))
        if not row.forecast_stated:
            parts.append(self._say(Text("按健康度推断", "by health, not stated")))
        return due, words.joined(parts, self.language), self._say(category)

    def _signing(self, line: StepLine) -> tuple[str, str, str]:
        row = self.row
        if row.outcome == "renewed":
            day = self._day(line.done)
            return self._say(Text(f"{day} 签署", f"signed {day}")), self._links(), self._right(line)
        if row.outcome == "lost":
            return "", "", self._right(line)
        day = self._day(row.decision)
        note = ""
        if row.auto_renewal:
            end = self._day(row.end)
            note = self._say(
                Text(f"到期 {end}，此后自动续约", f"ends {end}, renews by itself unless notice is given")
            )
        right = self._say(words.days_until(row.decision, self.closing))
        return self._say(Text(f"最晚 {day}", f"by {day}")), note, right

    def _receipt(self, line: StepLine) -> tuple[str, str, str]:
        known = [money for money in self.paid if money.share is not None]
        note = self._comma(received(known, self.language)) if self.row.outcome == "renewed" else ""
        if line.state is State.DONE:
            return self._say(Text("已全部到账", "all received")), note, self._right(line)
        early = self._say(self._early()) if self.row.outcome != "lost" else ""
        return early, note, self._right(line)

    def _early(self) -> Text:
        """Until when paying in one sum earns the discount."""
        found = early_payment(
            sum(m.amount_fen for m in self.paid),
            self.row.end,
            self.closing,
            one_sum=True,
            rules=self.rules,
            discount=self.desk.settings.discount(),
        )
        return early(found, self.rules, self._day(found.pay_by), self.paid[0].currency)

    # --- parts ----------------------------------------------------------------------------------------------

    def _right(self, line: StepLine) -> str:
        if line.state is State.LATE and line.due is not None:
            days = (self.closing - line.due).days
            return self._say(Text(f"逾期 {days} 天", f"{words.days(days)} late"))
        return self._say(STATES[line.state])

    def _links(self) -> str:
        """What continues the contract."""
        row = self.row
        inferred = self._say(Text("（推断）", " (inferred)")) if row.inferred else ""
        return "→ " + ("、" if self.language == "zh" else ", ").join(row.successors) + inferred

    def _annual(self) -> str:
        return display.money_cell(self.row.annual, self.language)

    def _day(self, day: date | None) -> str:
        return words.short_day(day, self.closing)

    def _comma(self, parts: Sequence[Text]) -> str:
        return words.joined([part.to(self.language) for part in parts], self.language)

    def _dots(self, parts: Sequence[Text]) -> str:
        return " · ".join(part.to(self.language) for part in parts)

    def _say(self, text: Text) -> str:
        return text.to(self.language)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
