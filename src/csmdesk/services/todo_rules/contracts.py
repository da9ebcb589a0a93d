"""What a contract's end asks for: the workshop in time, talks, the decision, a result (domain.md, 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csmdesk.domain.renewal_track import State as StepState
from csmdesk.domain.renewal_track import Step
from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.account_words import days
from csmdesk.services.todo_rules.ground import Ground, Held


def workshop(g: Ground) -> Iterator[Finding]:
    """At least ``workshop_days`` before the end; a contract that is settled or over needs none any more."""
    before = timedelta(days=g.rules.workshop_days)
    held: dict[int, list[bool]] = {}
    for row, contract in g.workshops:
        held.setdefault(contract.contract.id, []).append(row.day <= contract.end - before)
    for each in g.contracts:
        due = each.end - before
        in_time = held.get(each.contract.id, [])
        yield _of(
            each,
            RuleKey.WORKSHOP,
            due=due,
            breach=None if any(in_time) else broken_since(due, g.closing, None),
            done=bool(in_time) or not each.running,
            why=Text(
                f"{each.contract.code} 到期前 {g.rules.workshop_days} 天应办，最晚 {g.day(due)}",
                f"{each.contract.code}: {days(g.rules.workshop_days)} before the end, by {g.day(due)}",
            ),
            missing=_checklist(g, each) if each.running and not in_time else None,
        )


def _checklist(g: Ground, each: Held) -> Text:
    """How much of what a workshop needs is there."""
    sheet = g.rows.checklists.get(each.contract.id)
    pains, measures, signed = (0, 0, 0) if sheet is None else sheet[2:]
    most, least = g.rules.workshop_pain_points, g.rules.workshop_measures
    planned = Text("", "")
    if sheet is not None and sheet.day is not None:
        planned = Text(f"定在 {g.day(sheet.day)} · ", f"Planned for {g.day(sheet.day)} · ")
    return Text(
        f"{planned.zh}痛点 {pains}/{most} · 量化指标 {measures}/{least} · 双方 CXO 签字 {signed}/2",
        f"{planned.en}Pain points {pains}/{most} · measures {measures}/{least} · CXO signatures {signed}/2",
    )


def decision(g: Ground) -> Iterator[Finding]:
    """With auto-renewal the day that counts is the end less the notice."""
    for each in g.contracts:
        if not each.contract.auto_renewal:
            continue
        notice = (each.end - each.decision).days
        day = Text(*[g.day(each.decision)] * 2)
        if each.decision < g.closing:
            day = Text(f"{day.zh} 已过", f"{day.en} has passed")
        yield _of(
            each,
            RuleKey.DECISION,
            due=each.decision,
            breach=broken_since(each.decision, g.closing, None) if each.running else None,
            done=not each.running,
            why=Text(
                f"{each.contract.code} 通知期 {notice} 天，决策日 {day.zh}",
                f"{each.contract.code}: {days(notice)}' notice, decision {day.en}",
            ),
        )


def talks(g: Ground) -> Iterator[Finding]:
    """Renewal talks start so many days before the end as the segment says; a touch since then starts them."""
    for each in g.contracts:
        line = each.steps[Step.TALKS]
        assert line.due is not None
        waits = each.running and line.state in (StepState.TODO, StepState.LATE)
        ahead = (each.end - line.due).days
        yield _of(
            each,
            RuleKey.TALKS,
            due=line.due,
            breach=broken_since(line.due, g.closing, None) if waits else None,
            done=not waits,
            why=Text(
                f"{each.contract.code} {g.day(each.end)} 到期，提前 {ahead} 天启动",
                f"{each.contract.code} ends {g.day(each.end)}: talks {days(ahead)} ahead",
            ),
        )


def settle(g: Ground) -> Iterator[Finding]:
    """A contract that ended is renewed or lost, with its reason, while its renewal may be pending."""
    pending = timedelta(days=g.rules.pending_days)
    for each in g.contracts:
        # What ended longer ago counts as lost, but why is still to be said.
        settled = each.outcome == "renewed" or g.basis.lost(each.contract, g.closing)
        settled = settled or g.basis.monthly(each.contract)
        ended = each.end < g.closing
        last = each.end + pending
        code, end = each.contract.code, g.day(each.end)
        why = Text(f"{code} {end} 到期", f"{code} ends {end}")
        if ended:
            why = Text(f"{code} {end} 已到期，续约没有结果", f"{code} ended {end}, no result yet")
        yield _of(
            each,
            RuleKey.SETTLE,
            due=each.end,
            breach=None if settled else broken_since(last, g.closing, None),
            done=settled,
            why=why,
            action=Text("续约或记未续原因", "Renew, or say why not") if ended else None,
        )


def _of(
    each: Held,
    rule: RuleKey,
    *,
    due: date,
    breach: date | None,
    done: bool,
    why: Text,
    action: Text | None = None,
    missing: Text | None = None,
) -> Finding:
    return Finding(
        rule,
        "contracts",
        each.contract.id,
        each.contract.account_id,
        case=each.end,
        due=due,
        breach=breach,
        done=done,
        why=why,
        counts_on=each.end,
        contract_id=each.contract.id,
        action=action,
        missing=missing,
    )
