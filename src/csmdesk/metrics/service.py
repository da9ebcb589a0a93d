"""Support, suggestions and events: what the customer was given in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from csmdesk.domain import salon
from csmdesk.domain.facts import Event
from csmdesk.domain.text import Text
from csmdesk.domain.ticket import ticket_outcome
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Definition, Figure, LeftOut, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.shape import BEFORE_START, NOT_OWNED, amount, counted, left_out, not_available, ratio


@metric(
    "issue_on_time",
    Text("问题解决及时率", "Issues solved in time"),
    Unit.RATIO,
    Text(
        "期内创建、按时解决的工单 ÷ 期内创建且应计的工单；未到期的不计，逾期未解决的算未及时",
        "resolved by their due time ÷ issues opened in the period that count;"
        " not yet due: left out; past due: a miss",
    ),
)
def issue_on_time(b: Basis, d: Definition) -> Figure:
    """By the as-of day."""
    first, last, known = b.period.start, b.closing, b.accounts
    rows = [
        (t, day)
        for t in b.facts.tickets
        if first <= (day := t.opened_at.date()) <= last and t.account_id in known
    ]
    good: list[int] = []
    count: list[int] = []
    out: list[LeftOut] = []
    by_severity: dict[str, int] = defaultdict(int)
    for t, day in rows:
        outcome = ticket_outcome(t, b.as_of)
        if not b.owned(t.account_id, day):
            out.append(LeftOut("tickets", t.id, NOT_OWNED))
        elif outcome is None:
            open_now = t.due_at is not None
            why = (
                Text("未到期且未解决", "open and not yet due")
                if open_now
                else Text("没有应解决时间", "no due time")
            )
            out.append(LeftOut("tickets", t.id, why))
        else:
            count.append(t.id)
            if outcome:
                good.append(t.id)
            else:
                by_severity[t.severity] += 1
    return ratio(
        b,
        d,
        counted("tickets", good),
        counted("tickets", count),
        Text("期内没有应计的工单", "no issue counts in the period"),
        excluded=out,
        parts={"late_by_severity": dict(sorted(by_severity.items()))},
    )


@metric(
    "feedback_conversion",
    Text("客户反馈转化率", "Feedback conversion"),
    Unit.RATIO,
    Text("已上线的建议 ÷ 期内提出的建议", "suggestions shipped ÷ suggestions of the period"),
)
def feedback_conversion(b: Basis, d: Definition) -> Figure:
    """Also generic (普适) against custom (个性)."""
    rows = [s for s in b.facts.suggestions if b.in_flow(s.day)]
    mine = [s for s in rows if b.owned(s.account_id, s.day) or (s.account_id is None and b.scope.everything)]
    shipped = [s for s in mine if s.status == "shipped"]
    parts: dict[str, Part] = {}
    for nature in ("generic", "custom"):
        parts[nature] = sum(s.nature == nature for s in mine)
        parts[f"{nature}_shipped"] = sum(s.nature == nature for s in shipped)
    others = [s.id for s in rows if s not in mine and s.account_id in b.accounts]
    return ratio(
        b,
        d,
        counted("suggestions", [s.id for s in shipped]),
        counted("suggestions", [s.id for s in mine]),
        Text("期内没有客户建议", "no suggestions in the period"),
        excluded=left_out("suggestions", others, NOT_OWNED),
        parts=parts,
    )


def executives_at(b: Basis, event: Event) -> list[int]:
    """The attendance rows of executives at the event."""
    return [
        row.id
        for row in b.attendance_of.get(event.id, ())
        if (contact := b.contacts.get(row.contact_id)) is not None and contact.executive
    ]


@metric(
    "salon_compliance",
    Text("沙龙合规", "Salon compliance"),
    Unit.RATIO,
    Text(
        "四条规则（≤30 人、高管 ≥50%、议题提前 ≥45 天票选、白皮书 ≤48 小时）全部做到的沙龙 ÷ 期内沙龙",
        "salons that keep all four rules (≤ 30 people, executives ≥ 50 %, topic voted ≥ 45 days ahead,"
        " white paper ≤ 48 h) ÷ salons of the period",
    ),
)
def salon_compliance(b: Basis, d: Definition) -> Figure:
    """Rule by rule in the parts; an unknown item fails its rule."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    salons = [e for e in b.facts.events if e.kind == "salon" and b.in_flow(e.day)]
    kept = salon_rules(b, salons)
    ratings = [e.rating for e in salons if e.rating is not None]
    good = set.intersection(*(set(ids) for ids in kept.values())) if salons else set()
    parts: dict[str, Part] = {
        "salons": len(salons),
        "rating_mean": sum(ratings, Fraction(0)) / len(ratings) if ratings else None,
        **{rule: len(ids) for rule, ids in kept.items()},
    }
    return ratio(
        b,
        d,
        counted("events", [e.id for e in salons if e.id in good]),
        counted("events", [e.id for e in salons]),
        Text("期内没有沙龙", "no salon in the period"),
        parts=parts,
    )


def salon_rules(b: Basis, salons: list[Event]) -> dict[str, list[int]]:
    """By rule: the salons that keep it."""
    rules = b.rules
    return {
        "within_30_people": [e.id for e in salons if salon.few_people(e.people, rules)],
        "half_executives": [
            e.id for e in salons if salon.enough_executives(len(executives_at(b, e)), e.people, rules)
        ],
        "topic_45_days": [e.id for e in salons if salon.voted_in_time(e.topic_vote_day, e.day, rules)],
        "paper_48_hours": [e.id for e in salons if salon.paper_in_time(e.paper_hours, rules)],
    }


@metric(
    "executive_reach",
    Text("高管触达", "Executive reach"),
    Unit.COUNT,
    Text(
        "期内活动中高管的参会人次；与上年同期比",
        "attendances of executives at the events of the period; with the year before",
    ),
    adds_up=True,
)
def executive_reach(b: Basis, d: Definition) -> Figure:
    """Attendances (人次), not people; the year before is the same span of days.

    An attendance belongs to the event, which is the CSM's own, whoever held the account that day.
    """
    now, excluded = _attendances(b, b.period.start, b.closing)
    before, _ = _attendances(b, year_before(b.period.start), year_before(b.closing))
    events = [e for e in b.facts.events if b.in_flow(e.day)]
    parts: dict[str, Part] = {
        "year_before": len(before),
        "growth": Fraction(len(now) - len(before), len(before)) if before else None,
        "roundtables": sum(e.kind == "roundtable" for e in events),
        "salons": sum(e.kind == "salon" for e in events),
    }
    return amount(b, d, counted("attendance", now), excluded=excluded, parts=parts)


def year_before(day: date) -> date:
    """The same day a year before; 29 February falls to the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _attendances(b: Basis, start: date, end: date) -> tuple[list[int], list[LeftOut]]:
    """Attendance rows of executives at events from ``start`` to ``end``, and those left out."""
    good: list[int] = []
    out: list[LeftOut] = []
    for e in b.facts.events:
        if not start <= e.day <= end:
            continue
        for row in b.attendance_of.get(e.id, ()):
            contact = b.contacts[row.contact_id]
            if contact.account_id not in b.accounts:
                continue
            if not contact.executive:
                out.append(LeftOut("attendance", row.id, Text("不是高管", "not an executive")))
            else:
                good.append(row.id)
    return good, out
