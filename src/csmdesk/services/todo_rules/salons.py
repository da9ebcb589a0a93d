"""Salons: one a quarter, and what each has to keep (domain.md, section 4); the metric counts the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from csmdesk.domain.facts import Event
from csmdesk.domain.period import Period, fiscal_year, parse_period
from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since, last_day
from csmdesk.domain.work_rules import RuleKey
from csmdesk.metrics import display
from csmdesk.metrics.service import executives_at
from csmdesk.services.account_words import days
from csmdesk.services.todo_rules.ground import Ground


def quarters(g: Ground) -> list[Period]:
    """The fiscal quarters from the period's first day to the one after the closing day's."""
    start_month = g.rules.fiscal_start_month
    year = fiscal_year(g.period.start, start_month)
    found = parse_period(f"{year}Q1", start_month)
    while found.end < g.period.start:
        found = found.next
    wanted = [found]
    while wanted[-1].start <= g.closing:
        wanted.append(wanted[-1].next)
    return wanted


def each_quarter(g: Ground) -> Iterator[Finding]:
    """At least one a quarter, planned while its topic can still be voted; not in a book without salons."""
    held = [e.day for e in g.basis.facts.events if e.kind == "salon"]
    if not held:
        return
    for quarter in quarters(g):
        planned = any(quarter.holds(day) for day in held)
        due = quarter.end - timedelta(days=g.rules.salon_topic_days)
        over = g.closing >= quarter.end
        name = quarter.title
        yield Finding(
            RuleKey.SALON,
            "quarters",
            quarter.start.year * 100 + quarter.start.month,
            None,
            case=quarter.end,
            due=due,
            breach=quarter.end if over and not planned else None,
            done=planned or g.closing > quarter.end,
            why=Text(
                f"{name.zh}还没有沙龙，议题要提前 {g.rules.salon_topic_days} 天票选",
                f"No salon in {name.en} yet; its topic is voted {days(g.rules.salon_topic_days)} ahead",
            ),
            counts_on=quarter.end,
            opens=("event", 0),
        )


def topic(g: Ground) -> Iterator[Finding]:
    """The advisory board votes the topic ``salon_topic_days`` ahead."""
    for e in g.salons:
        due = e.day - timedelta(days=g.rules.salon_topic_days)
        voted = e.topic_vote_day if e.day <= g.closing else _by(e.topic_vote_day, g.closing)
        yield _of(
            g,
            RuleKey.SALON_TOPIC,
            e,
            due=due,
            breach=broken_since(due, g.closing, voted),
            done=voted is not None or e.day <= g.closing,
            why=Text(
                f"{g.day(e.day)} 的沙龙，议题最晚 {g.day(due)} 票选",
                f"salon on {g.day(e.day)}, topic voted by {g.day(due)}",
            ),
        )


def people(g: Ground) -> Iterator[Finding]:
    """At most ``salon_people``; of a salon that was held the number has to be known."""
    most = g.rules.salon_people
    for e in g.salons:
        held, kept = e.day <= g.closing, e.people is not None and e.people <= most
        said = "" if e.people is None else str(e.people)
        why = Text(
            f"{said or '未记'}人，最多 {most} 人", f"{said or 'unknown number of'} people, {most} at most"
        )
        yield _of(
            g,
            RuleKey.SALON_PEOPLE,
            e,
            due=e.day,
            breach=e.day if held and not kept else None,
            done=e.people is not None if held else kept or e.people is None,
            why=_salon(g, e, why),
            action=Text("补记沙龙人数", "Enter the number of people") if e.people is None else None,
        )


def executives(g: Ground) -> Iterator[Finding]:
    """At least ``salon_executive_share`` of the people are executives."""
    least = g.rules.salon_executive_share
    for e in g.salons:
        held = e.day <= g.closing
        # Before it is held, who was asked and did not refuse counts as well as who is down as attending.
        there = len(executives_at(g.basis, e))
        there = there if held else max(there, g.rows.invited.get(e.id, 0))
        kept = bool(e.people) and Fraction(there, e.people or 1) >= least
        why = Text(
            f"高管 {there} 人，共 {e.people or 0} 人，至少 {display.percent(least)}",
            f"{there} executives of {e.people or 0} people, {display.percent(least)} at least",
        )
        yield _of(
            g,
            RuleKey.SALON_EXECUTIVES,
            e,
            due=e.day,
            breach=e.day if held and not kept else None,
            done=held or kept or not e.people,
            why=_salon(g, e, why),
        )


def paper(g: Ground) -> Iterator[Finding]:
    """The white paper goes to all executives within ``salon_paper_hours``."""
    hours = g.rules.salon_paper_hours
    for e in g.salons:
        if e.day > g.closing:
            continue
        due = last_day(e.day, hours)
        late = e.paper_hours is not None and e.paper_hours > hours
        breach = broken_since(due, g.closing, None) if e.paper_hours is None else due if late else None
        why = Text(f"白皮书限 {hours} 小时", f"white paper within {hours} h")
        yield _of(
            g,
            RuleKey.SALON_PAPER,
            e,
            due=due,
            breach=breach,
            done=e.paper_hours is not None,
            why=_salon(g, e, why),
        )


def _salon(g: Ground, event: Event, why: Text) -> Text:
    return Text(f"{g.day(event.day)} 的沙龙，{why.zh}", f"salon on {g.day(event.day)}: {why.en}")


def _of(
    g: Ground,
    rule: RuleKey,
    event: Event,
    *,
    due: date,
    breach: date | None,
    done: bool,
    why: Text,
    action: Text | None = None,
) -> Finding:
    code = event.code
    return Finding(
        rule,
        "events",
        event.id,
        None,
        case=event.day,
        due=due,
        breach=breach,
        done=done,
        why=Text(f"{code} {why.zh}", f"{code} {why.en}"),
        counts_on=event.day,
        action=action,
        opens=("event", event.id),
    )


def _by(day: date | None, closing: date) -> date | None:
    return day if day is not None and day <= closing else None
