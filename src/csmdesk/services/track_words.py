"""What a contract's track says of its workshop and its money, in parts of a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.early_payment import EarlyPayment
from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Language, Text
from csmdesk.domain.workshop import Need, Promise, WorkshopSheet, minutes_promise, needs, ticket_promise
from csmdesk.metrics import display
from csmdesk.services.contract_money import Money

if TYPE_CHECKING:
    from csmdesk.domain.facts import Workshop

_MINUTES = Text("纪要", "minutes")
_TICKET = Text("追踪单", "ticket")


def checklist(sheet: WorkshopSheet, rules: Rules) -> list[Text]:
    """How far a checklist has come: 痛点 0/5 · 指标 0/3 · 笔记 0/2 · 双签 0/2 · 纪要 · 追踪单."""
    found = {need.item: need for need in needs(sheet, rules)}
    notes = Need("okr", found["fishbone"].have + found["okr"].have, 2)
    return [
        _of(Text("痛点", "pains"), found["pains"]),
        _of(Text("指标", "measures"), found["measures"]),
        _of(Text("笔记", "notes"), notes),
        _of(Text("双签", "signed"), found["signatures"]),
        _MINUTES,
        _TICKET,
    ]


def after_workshop(sheet: WorkshopSheet, rules: Rules, now: datetime) -> list[Text]:
    """What a workshop that was held had, and whether minutes and ticket came in time, seen at ``now``."""
    return [
        Text(f"痛点 {len(sheet.pains)}", f"{len(sheet.pains)} pains"),
        Text(f"指标 {len(sheet.measures)}", f"{len(sheet.measures)} measures"),
        _promised(_MINUTES, minutes_promise(sheet, rules, now)),
        _promised(_TICKET, ticket_promise(sheet, rules, now)),
    ]


def imported(held: Workshop) -> list[Text]:
    """What an imported workshop had, as far as its source says."""

    def count(value: int | None) -> str:
        return display.MISSING if value is None else str(value)

    parts = [
        Text(f"痛点 {count(held.pain_points)}", f"{count(held.pain_points)} pains"),
        Text(f"指标 {count(held.measures)}", f"{count(held.measures)} measures"),
    ]
    if held.both_signed is not None:
        parts.append(Text("双签", "signed") if held.both_signed else Text("未双签", "not signed by both"))
    for name, hours in ((_MINUTES, held.minutes_hours), (_TICKET, held.ticket_hours)):
        if hours is not None:
            said = display.decimals(hours, 1)
            parts.append(Text(f"{name.zh} {said} 小时", f"{name.en} {said} h"))
    return parts


def received(known: Sequence[Money], language: Language) -> list[Text]:
    """Received, still due and overdue, where all is in one currency."""
    currencies = {money.currency for money in known}
    if len(currencies) != 1:
        return []
    (currency,) = currencies

    def said(fen: int) -> str:
        return display.money(Fraction(fen, 100), language, currency)

    got, rest = sum(m.kept_fen for m in known), sum(m.rest_due_fen for m in known)
    late = sum(m.overdue_fen for m in known)
    parts = [Text(f"已收 {said(got)}", f"received {said(got)}")]
    if rest > 0:
        parts.append(Text(f"未收 {said(rest)}", f"{said(rest)} to come"))
    if late > 0:
        parts.append(Text(f"逾期 {said(late)}", f"{said(late)} overdue"))
    return parts


def early(found: EarlyPayment, rules: Rules, day: str, currency: str) -> Text:
    """Until when paying in one sum earns the discount; ``day`` is that day as lists write it."""
    if found.refusal is not None:
        return Text(f"提前 {rules.early_days} 天优惠已过（{day}）", f"early discount was until {day}")
    saved = found.discount_fen / 100
    zh, en = display.money(saved, "zh", currency), display.money(saved, "en", currency)
    return Text(f"{day} 前一次付清优惠 {zh}", f"{en} off if paid at once by {day}")


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
