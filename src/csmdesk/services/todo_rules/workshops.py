"""What a workshop that was held owes: the value map, signatures, minutes and a tracking ticket in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from csmdesk.domain.facts import Workshop
from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since, last_day
from csmdesk.domain.work_rules import RuleKey
from csmdesk.metrics import display
from csmdesk.services.todo_rules.ground import Ground, Held


def pain_points(g: Ground) -> Iterator[Finding]:
    """Pain points on the value map; a number that nobody wrote down is none."""
    least = g.rules.workshop_pain_points
    for row, held in g.workshops:
        have = row.pain_points or 0
        why = Text(f"痛点 {have} 个，至少 {least} 个", f"{have} pain points, {least} at least")
        yield _map(g, RuleKey.PAIN_POINTS, row, held, kept=have >= least, why=why)


def measures(g: Ground) -> Iterator[Finding]:
    """Quantified measures on the value map."""
    least = g.rules.workshop_measures
    for row, held in g.workshops:
        have = row.measures or 0
        why = Text(f"量化指标 {have} 项，至少 {least} 项", f"{have} measures, {least} at least")
        yield _map(g, RuleKey.MEASURES, row, held, kept=have >= least, why=why)


def signatures(g: Ground) -> Iterator[Finding]:
    """The value realisation plan is signed by both CXOs."""
    why = Text("价值实现计划没有双方签字", "the plan is not signed by both")
    for row, held in g.workshops:
        yield _map(g, RuleKey.SIGNATURES, row, held, kept=bool(row.both_signed), why=why)


def minutes(g: Ground) -> Iterator[Finding]:
    """The minutes go out in ``minutes_hours``."""
    name = Text("纪要", "minutes")
    for row, held in g.workshops:
        yield _after(g, RuleKey.MINUTES, row, held, row.minutes_hours, g.rules.minutes_hours, name)


def ticket(g: Ground) -> Iterator[Finding]:
    """The tracking ticket is made in ``ticket_hours``."""
    name = Text("追踪单", "tracking ticket")
    for row, held in g.workshops:
        yield _after(g, RuleKey.TICKET_72H, row, held, row.ticket_hours, g.rules.ticket_hours, name)


def _map(g: Ground, rule: RuleKey, row: Workshop, held: Held, *, kept: bool, why: Text) -> Finding:
    """What has to be there when the workshop is held; it can be made good while the contract runs."""
    breach = None if kept else broken_since(row.day, g.closing, None)
    return _of(g, rule, row, held, due=row.day, breach=breach, done=kept or not held.running, why=why)


def _after(
    g: Ground, rule: RuleKey, row: Workshop, held: Held, taken: Fraction | None, hours: int, name: Text
) -> Finding:
    """What has to be done within hours of the workshop, of which the book may know the day alone."""
    due = last_day(row.day, hours)
    if taken is None:
        breach = broken_since(due, g.closing, None)
        why = Text(f"{name.zh}限 {hours} 小时", f"{name.en} within {hours} h")
    else:
        breach = last_day(row.day, hours) if taken > hours else None
        took = display.decimals(taken, 1)
        why = Text(f"{name.zh}用了 {took} 小时，限 {hours}", f"{name.en} took {took} h of {hours}")
    return _of(
        g, rule, row, held, due=due, breach=breach, done=taken is not None or not held.running, why=why
    )


def _of(
    g: Ground,
    rule: RuleKey,
    row: Workshop,
    held: Held,
    *,
    due: date,
    breach: date | None,
    done: bool,
    why: Text,
) -> Finding:
    code, day = held.contract.code, g.day(row.day)
    return Finding(
        rule,
        "workshops",
        row.id,
        held.contract.account_id,
        case=row.day,
        due=due,
        breach=breach,
        done=done,
        why=Text(f"{code} {day} 的工作坊，{why.zh}", f"{code} workshop of {day}: {why.en}"),
        counts_on=held.end,
        contract_id=held.contract.id,
        opens=("contract", held.contract.id),
    )
