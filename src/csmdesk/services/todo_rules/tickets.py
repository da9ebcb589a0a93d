"""Tickets and escalations: confirmed and worked around within hours, resolved by their due time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csmdesk.domain.escalation import STAGES, promise, seconds_since
from csmdesk.domain.facts import Ticket
from csmdesk.domain.text import Text
from csmdesk.domain.ticket import end_of, ticket_outcome
from csmdesk.domain.todo import Finding
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.account_words import joined
from csmdesk.services.escalation_view import course_of, on_own_clock
from csmdesk.services.todo_rules.ground import Ground


def incident(g: Ground) -> Iterator[Finding]:
    """A new ticket is confirmed within ``escalation_hours``, until an escalation or its due time takes over.

    Nothing in the book says whether it was, so this reminds while the hours run and is never a breach.
    """
    hours = timedelta(hours=g.rules.escalation_hours)
    for t in _open(g):
        until = t.opened_at + hours
        if until.date() < g.closing or t.id in g.rows.escalated:
            continue
        yield Finding(
            RuleKey.INCIDENT,
            "tickets",
            t.id,
            t.account_id,
            case=t.opened_at.date(),
            due=_worked_on(until.date(), g.closing),
            breach=None,
            done=False,
            why=_ticket(
                t,
                Text(
                    f"{g.rules.escalation_hours} 小时内确认并给出绕行办法",
                    f"confirm within {g.rules.escalation_hours} h, with a workaround",
                ),
            ),
            at=until,
            action=Text(f"确认工单 {t.code}", f"Confirm ticket {t.code}"),
        )


def issue_due(g: Ground) -> Iterator[Finding]:
    """A ticket is resolved by its due time; one that was resolved late stays a breach of its period."""
    for t in g.basis.facts.tickets:
        opened = t.opened_at.date()
        if t.due_at is None or opened > g.closing or not g.basis.owned(t.account_id, opened):
            continue
        resolved = t.resolved_at if t.resolved_at is not None and t.resolved_at <= end_of(g.closing) else None
        if resolved is not None and opened < g.period.start:
            continue
        due = t.due_at.date()
        late = ticket_outcome(t, g.closing) is False
        # On the due day itself the hours may still run.
        broken = late and (resolved is not None or due < g.closing)
        yield Finding(
            RuleKey.ISSUE_DUE,
            "tickets",
            t.id,
            t.account_id,
            case=opened,
            due=due,
            breach=due + timedelta(days=1) if broken else None,
            done=resolved is not None,
            why=_ticket(t, Text(f"应 {g.day(due)} 解决", f"due {g.day(due)}")),
            counts_on=opened,
            at=t.due_at,
            action=Text(f"解决工单 {t.code}", f"Resolve ticket {t.code}"),
        )


def escalation(g: Ground) -> Iterator[Finding]:
    """An incident that was escalated: worked around within the hours, then repaired, then reviewed."""
    hours = g.rules.escalation_hours
    for row in g.escalations:
        opened = on_own_clock(row.opened_at)
        if opened.date() > g.closing:
            continue
        course = course_of(row)
        stage = course.stage
        kept = promise(course, hours, seconds_since(row.opened_at, g.now)).kept
        until = on_own_clock(row.opened_at + timedelta(hours=hours))
        waits = stage in ("confirm", "workaround")
        name = STAGES[stage]
        yield Finding(
            RuleKey.ESCALATION,
            "escalations",
            row.id,
            row.account_id,
            case=opened.date(),
            # Repair and review have no hours of their own: they are for today.
            due=_worked_on(until.date(), g.closing) if waits else g.closing,
            breach=until.date() if kept is False else None,
            done=stage == "done",
            why=Text(f"{row.title}，{name.zh}", f"{row.title}: {name.en}"),
            counts_on=opened.date(),
            at=until.replace(tzinfo=None) if waits else None,
            action=Text(f"处理升级 {row.ticket}".rstrip(), f"Handle escalation {row.ticket}".rstrip()),
            opens=("escalation", row.id),
        )


def _worked_on(until: date, closing: date) -> date:
    """The day that hours are worked on which are up on ``until``: what is up tomorrow is for today."""
    return closing if until == closing + timedelta(days=1) else until


def _open(g: Ground) -> Iterator[Ticket]:
    for t in g.basis.facts.tickets:
        known = t.opened_at.date() <= g.closing
        if known and (t.resolved_at is None or t.resolved_at > end_of(g.closing)):
            yield t


def _ticket(t: Ticket, rule: Text) -> Text:
    named = " ".join(part for part in (t.title, t.severity) if part)
    return Text(joined([named, rule.zh], "zh"), joined([named, rule.en], "en"))
