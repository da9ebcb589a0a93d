"""The head of an account's page: facts, key figures, what is at risk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.risk import executive_risks
from csmdesk.domain.rules import HIGH_VALUE
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import account_health as health
from csmdesk.services import account_words as words
from csmdesk.services.account_view import AccountDetail, RiskLine, StripFigure

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account
    from csmdesk.services.account_detail import Desk
    from csmdesk.services.figures import AccountLine


def facts(account: Account, line: AccountLine, language: Language) -> str:
    """Industry, city, segment, stage, and the days that matter."""
    handed = activated = ""
    if account.handover_day:
        handed = Text(f"{account.handover_day} 交接", f"handed over {account.handover_day}").to(language)
    if account.activated_day:
        activated = Text(f"{account.activated_day} 启用", f"activated {account.activated_day}").to(language)
    segment = _segment(account.segment, line).to(language)
    parts = [account.industry, account.city, segment, account.stage, handed, activated]
    return " · ".join(part for part in parts if part)


def _segment(stated: str, line: AccountLine) -> Text:
    """The segment, with a word where the revenue alone makes it, or says otherwise."""
    shown = line.segment
    if not stated:
        return Text(f"{shown}（按收入）", f"{shown} (by revenue)") if shown else Text("", "")
    if (stated == HIGH_VALUE) == line.high_value:
        return Text(stated, stated)
    if line.high_value:
        return Text(f"{stated}（按收入是{HIGH_VALUE}）", f"{stated} (by revenue {HIGH_VALUE})")
    return Text(f"{stated}（按收入不是）", f"{stated} (not by revenue)")


def figures(desk: Desk, account_id: int, language: Language) -> tuple[StripFigure, ...]:
    """Annual value, health, next decision, last touch, each with a note."""
    b = desk.basis
    line = desk.lines[account_id]
    today = b.closing
    counted = b.arr_contracts(today).get(account_id, ())
    annual = Text(f"{len(counted)} 份生效合同", f"{len(counted)} in force")
    decision_note = ""
    if line.decision_day is not None:
        amount = at_stake(desk, account_id)
        decision_note = words.joined(
            [
                words.days_until(line.decision_day, today).to(language),
                "" if amount is None else display.money_cell(amount, language),
            ],
            language,
        )
    return (
        StripFigure(
            "annual",
            words.LABELS["annual"].to(language),
            display.money_cell(line.arr_fen / 100, language),
            annual.to(language),
        ),
        StripFigure(
            "health",
            words.LABELS["health"].to(language),
            display.health(line.health, desk.basis.bands),
            _health_note(desk, account_id).to(language),
            line.band.value,
        ),
        StripFigure(
            "decision",
            words.LABELS["decision"].to(language),
            words.short_day(line.decision_day, today),
            decision_note,
            late=line.decision_day is not None and line.decision_day < today,
        ),
        touch_figure(line.last_touch, line.cadence_days, today, language),
    )


def at_stake(desk: Desk, account_id: int) -> Fraction | None:
    """The annual value that is decided on the account's next decision day, in units of the home currency.

    None where nothing that counts in the annual value is decided that day.
    """
    b = desk.basis
    counted = b.arr_contracts(b.closing).get(account_id, ())
    day = desk.lines[account_id].decision_day
    due = [c for c in counted if words.decision_of(c) == day and not b.renewed(c)] if day else []
    return sum((desk.annual(c) for c in due), Fraction(0)) if due else None


def _health_note(desk: Desk, account_id: int) -> Text:
    line = desk.lines[account_id]
    state = words.BANDS[line.band]
    typed = health.override_in_force(desk, account_id)
    if typed is not None:
        until = words.short_day(typed.expires_day, desk.basis.closing)
        return Text(f"{state.zh}，人工到 {until}", f"{state.en} until {until}")
    since = health.band_since(desk, account_id)
    if since is None:
        return state
    after = words.since(since, desk.basis.closing)
    return Text(f"{state.zh}，{after.zh}", f"{state.en} {after.en}")


def risks(desk: Desk, account_id: int, language: Language) -> tuple[RiskLine, ...]:
    """Executives who left and nobody in their place."""
    found = executive_risks(desk.people.get(account_id, ()), desk.basis.closing).get(account_id, ())
    return tuple(RiskLine("red" if r.nobody_left else "yellow", r.text.to(language)) for r in found)


def touch_figure(last: date | None, cadence: int, today: date, language: Language) -> StripFigure:
    """The last touch, and whether it is within the cadence of the account's segment (in days)."""
    value = Text("从未", "never").to(language) if last is None else words.short_day(last, today)
    rhythm = Text(f"节奏 {cadence} 天", f"max {cadence}")
    broken = last is None or (today - last).days > cadence
    if last is None:
        note = rhythm
    elif broken:
        over = (today - last).days - cadence
        note = words.both(words.days_ago(last, today), Text(f"超 {over} 天", f"{over} over"))
    else:
        note = words.both(words.days_ago(last, today), rhythm)
    label = words.LABELS["touch"].to(language)
    return StripFigure("touch", label, value, note.to(language), "yellow" if broken else "", late=broken)


def after_touch(detail: AccountDetail, day: date, language: Language) -> AccountDetail:
    """The page with a touch of ``day`` that has just been saved, until everything is counted anew."""
    if day > detail.closing or (detail.last_touch is not None and day < detail.last_touch):
        return detail
    figure = touch_figure(day, detail.cadence_days, detail.closing, language)
    figures = tuple(figure if f.key == "touch" else f for f in detail.figures)
    return replace(detail, last_touch=day, figures=figures)
