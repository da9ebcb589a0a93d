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
from csmdesk.domain.tax import Tax
from csmdesk.domain.text import Language, Text
from csmdesk.domain.workshop import Need, Promise, WorkshopSheet, minutes_promise, needs, ticket_promise
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import Mark
from csmdesk.services.contract_record import record
from csmdesk.services.renewal_money import Money, money_of
from csmdesk.services.renewals import FORECASTS
from csmdesk.services.workshops import sheet_of
from csmdesk.storage import account_page

if TYPE_CHECKING:
    from csmdesk.domain.facts import Workshop
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
    State.SKIPPED: Text("未做", "not done"),
}


class TrackStep(NamedTuple):
    """One step: its title, what it is due by or when it was done, a note below, how it stands at the right."""

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
        self.kept: TrackRow = desk.track_row(row.id)
        self.extra: ContractExtra = desk.extra(row.id)
        tax = desk.settings.tax()
        with desk.book.reading() as connection:
            own = record(connection, row.id)
            self.sheet = sheet_of(connection, row.id)
            self.money = money_of(connection, own, self.closing, tax)
            new = [record(connection, each.id) for each in desk.basis.successors.get(row.id, ())]
            self.paid = tuple(money_of(connection, each, self.closing, tax) for each in new) or (self.money,)
            touched = account_page.touches(connection, row.account_id, self.closing)
        self.touched = touched[0] if touched else None
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
                due = words.joined(
                    [due, self._say(Text(f"计划 {planned}", f"planned {planned}"))], self.language
                )
            return due, self._needs(), self._right(line)
        held = self._day(line.done)
        due = self._say(Text(f"{held} 已开", f"held {held}"))
        assert line.due is not None
        late = (line.done - line.due).days
        right = (
            self._say(Text(f"晚 {late} 天", f"{words.days(late)} late"))
            if late > 0
            else self._say(Text("按时", "in time"))
        )
        return due, self._after_workshop(), right

    def _needs(self) -> str:
        found = {need.item: need for need in needs(self.sheet, self.desk.basis.rules)}
        notes = Need("okr", found["fishbone"].have + found["okr"].have, 2)
        parts = [
            _of(Text("痛点", "pains"), found["pains"]),
            _of(Text("指标", "measures"), found["measures"]),
            _of(Text("笔记", "notes"), notes),
            _of(Text("双签", "signed"), found["signatures"]),
            Text("纪要", "minutes"),
            Text("追踪单", "ticket"),
        ]
        return self._dots(parts)

    def _after_workshop(self) -> str:
        """What was owed after the workshop: of its checklist, or as it was imported."""
        rules = self.desk.basis.rules
        if self.sheet.held:
            now = datetime.combine(self.closing, time.max)
            return self._dots(
                [
                    Text(f"痛点 {len(self.sheet.pains)}", f"{len(self.sheet.pains)} pains"),
                    Text(f"指标 {len(self.sheet.measures)}", f"{len(self.sheet.measures)} measures"),
                    _promised(Text("纪要", "minutes"), minutes_promise(self.sheet, rules, now)),
                    _promised(Text("追踪单", "ticket"), ticket_promise(self.sheet, rules, now)),
                ]
            )
        held = self.desk.workshop_rows.get(self.row.id)
        return "" if held is None else self._dots(_imported(held))

    def _quote(self, line: StepLine) -> tuple[str, str, str]:
        tiers = Text("1.5 倍内标准价，3 倍内 +20%，以上 +30%", "list price to 1.5×, +20% to 3×, +30% above")
        if line.done is not None:
            day = self._day(line.done)
            note = _first_line(self.kept.quote_note) or self._say(tiers)
            return self._say(Text(f"{day} 发出", f"sent {day}")), note, self._right(line)
        base = Text("基线 = 近 90 天并发峰值", "baseline = 90-day peak")
        return self._say(base), self._say(tiers), self._right(line)

    def _forecast(self, line: StepLine) -> tuple[str, str, str]:
        row = self.row
        if row.outcome == "renewed":
            return self._say(Text("已续", "renewed")), self._links(), ""
        if row.outcome == "lost":
            contract = self.desk.basis.all_contracts[row.id]
            return self._say(words.lost_words(contract)), _first_line(self.kept.forecast_reason), ""
        category = FORECASTS[row.forecast]
        due = f"{self._say(category)} {self._annual()}"
        health = display.health(row.health)
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
        note = self._sums(known) if self.row.outcome == "renewed" else ""
        if line.state is State.DONE:
            return self._say(Text("已全部到账", "all received")), note, self._right(line)
        return self._early(), note, self._right(line)

    def _sums(self, known: Sequence[Money]) -> str:
        """Received and still due, where all is in one currency."""
        currencies = {money.currency for money in known}
        if len(currencies) != 1:
            return ""
        (currency,) = currencies

        def said(fen: int) -> str:
            return display.money(Fraction(fen, 100), self.language, currency)

        got, rest = sum(m.kept_fen for m in known), sum(m.rest_due_fen for m in known)
        late = sum(m.overdue_fen for m in known)
        parts = [Text(f"已收 {said(got)}", f"received {said(got)}")]
        if rest > 0:
            parts.append(Text(f"未收 {said(rest)}", f"{said(rest)} to come"))
        if late > 0:
            parts.append(Text(f"逾期 {said(late)}", f"{said(late)} overdue"))
        return words.joined([part.to(self.language) for part in parts], self.language)

    def _early(self) -> str:
        """Until when paying in one sum earns the discount."""
        if self.row.outcome == "lost":
            return ""
        rules = self.desk.basis.rules
        owed = sum(m.amount_fen for m in self.paid)
        found = early_payment(
            owed,
            self.row.end,
            self.closing,
            one_sum=True,
            rules=rules,
            discount=self.desk.settings.discount(),
        )
        day = self._day(found.pay_by)
        if found.refusal is not None:
            return self._say(
                Text(
                    f"提前 {rules.early_days} 天优惠已过（{day}）",
                    f"early discount was until {day}",
                )
            )
        saved = display.money(found.discount_fen / 100, self.language, self.paid[0].currency)
        return self._say(Text(f"{day} 前一次付清优惠 {saved}", f"{saved} off if paid at once by {day}"))

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

    def _dots(self, parts: Sequence[Text]) -> str:
        return " · ".join(part.to(self.language) for part in parts)

    def _say(self, text: Text) -> str:
        return text.to(self.language)


def _of(name: Text, need: Need) -> Text:
    said = f"{need.have}/{need.of}"
    return Text(f"{name.zh} {said}", f"{name.en} {said}")


def _promised(name: Text, promise: Promise | None) -> Text:
    """Minutes or ticket: in time or not, with the hours it took or until when it is due."""
    assert promise is not None
    if promise.hours is not None:
        hours = display.decimals(promise.hours, 1)
        if promise.kept:
            return Text(f"{name.zh} {hours} 小时", f"{name.en} {hours} h")
        return Text(f"{name.zh} {hours} 小时，超时", f"{name.en} {hours} h, late")
    due = f"{promise.due:%m-%d %H:%M}"
    if promise.kept is False:
        return Text(f"{name.zh} 逾期（{due}）", f"{name.en} overdue ({due})")
    return Text(f"{name.zh} {due} 前", f"{name.en} by {due}")


def _imported(held: Workshop) -> list[Text]:
    def count(value: int | None) -> str:
        return display.MISSING if value is None else str(value)

    parts = [
        Text(f"痛点 {count(held.pain_points)}", f"{count(held.pain_points)} pains"),
        Text(f"指标 {count(held.measures)}", f"{count(held.measures)} measures"),
    ]
    if held.both_signed is not None:
        parts.append(Text("双签", "signed") if held.both_signed else Text("未双签", "not signed by both"))
    for name, hours in (
        (Text("纪要", "minutes"), held.minutes_hours),
        (Text("追踪单", "ticket"), held.ticket_hours),
    ):
        if hours is not None:
            said = display.decimals(hours, 1)
            parts.append(Text(f"{name.zh} {said} 小时", f"{name.en} {said} h"))
    return parts


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
