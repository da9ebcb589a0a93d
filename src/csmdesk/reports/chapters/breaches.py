"""The rules of the work that were not kept, with the objects that broke them, counted as the metrics do."""

from __future__ import annotations

from typing import NamedTuple

from csmdesk.domain.facts import Contract
from csmdesk.metrics import display
from csmdesk.reports.words import Writer, misses


class Breach(NamedTuple):
    """A rule in words, the objects that broke it, out of how many (0: not said), and the figure behind it."""

    rule: str
    objects: tuple[str, ...]
    of: int
    figure: str = ""


def found(w: Writer) -> list[Breach]:
    """Every rule that the data can be held against, broken or not."""
    return [
        _workshops(w),
        *_workshop_items(w),
        *_salons(w),
        _salon_each_quarter(w),
        _cadence(w),
        _war_rooms(w),
        _tasks(w),
        _discounts(w),
        _onboarding(w),
    ]


def _contracts(w: Writer, key: str) -> list[Contract]:
    held = [w.contract(r.key) for r in misses(w.figure(key)) if isinstance(r.key, int)]
    return sorted(held, key=lambda c: (-(w.basis.annual[c.id] or 0), c.code))


def _workshops(w: Writer) -> Breach:
    key = "workshop_on_time"
    rows = _contracts(w, key)
    return Breach(
        w.t(
            f"到期前至少 {w.basis.rules.workshop_days} 天开价值工作坊",
            f"Value workshop at least {w.basis.rules.workshop_days} days before the end",
        ),
        tuple(f"{c.code} {w.account_name(c.account_id)}" for c in rows),
        len(w.figure(key).evidence.denominator),
        key,
    )


def _workshop_items(w: Writer) -> list[Breach]:
    """The five requirements of a workshop, one by one; an item without a record fails."""
    rules = w.basis.rules
    key = "workshop_quality"
    ids = {r.key for r in w.figure(key).evidence.denominator}
    held = [x for x in w.basis.facts.workshops if x.id in ids]
    tests = (
        (
            w.t(
                f"工作坊业务痛点 ≥ {rules.workshop_pain_points} 个",
                f"Workshop: pain points ≥ {rules.workshop_pain_points}",
            ),
            [x for x in held if (x.pain_points or 0) < rules.workshop_pain_points],
        ),
        (
            w.t(
                f"工作坊量化指标 ≥ {rules.workshop_measures} 项",
                f"Workshop: measures ≥ {rules.workshop_measures}",
            ),
            [x for x in held if (x.measures or 0) < rules.workshop_measures],
        ),
        (
            w.t("工作坊计划双方 CXO 签字", "Workshop: signed by both CXOs"),
            [x for x in held if not x.both_signed],
        ),
        (
            w.t(f"工作坊纪要 ≤ {rules.minutes_hours} 小时", f"Workshop: minutes ≤ {rules.minutes_hours} h"),
            [x for x in held if x.minutes_hours is None or x.minutes_hours > rules.minutes_hours],
        ),
        (
            w.t(f"工作坊追踪单 ≤ {rules.ticket_hours} 小时", f"Workshop: ticket ≤ {rules.ticket_hours} h"),
            [x for x in held if x.ticket_hours is None or x.ticket_hours > rules.ticket_hours],
        ),
    )
    return [
        Breach(rule, tuple(_workshop_name(w, x.contract_id) for x in rows), len(held), key)
        for rule, rows in tests
    ]


def _workshop_name(w: Writer, contract_id: int) -> str:
    contract = w.contract(contract_id)
    return f"{contract.code} {w.account_name(contract.account_id)}"


def _salons(w: Writer) -> list[Breach]:
    """Salons that broke any of the four rules, by name."""
    key = "salon_compliance"
    figure = w.figure(key)
    names = {e.id: f"{e.code} {e.topic}".strip() for e in w.basis.facts.events}
    rows = tuple(names[r.key] for r in misses(figure) if isinstance(r.key, int))
    rule = w.t("沙龙四条规则全部做到", "All four rules of a salon")
    return [Breach(rule, rows, len(figure.evidence.denominator), key)]


def _salon_each_quarter(w: Writer) -> Breach:
    """At least one salon in each whole quarter that ended by the as-of day."""
    b = w.basis
    quarters = []
    for first in range(0, w.period.months - w.period.months % 3, 3):
        months = w.period.month_list()[first : first + 3]
        quarters.append((months[0].start, months[-1].end))
    over = [(s, e) for s, e in quarters if e <= b.as_of]
    empty = [
        f"{display.month(s, w.language, year=True)}–{display.month(e, w.language)}"
        for s, e in over
        if not any(x.kind == "salon" and s <= x.day <= e for x in b.facts.events)
    ]
    held_any = any(x.kind == "salon" for x in b.facts.events)
    rule = w.t("每季度至少一场线下沙龙", "At least one salon a quarter")
    return Breach(rule, tuple(empty) if held_any else (), len(over), "executive_reach")


def _cadence(w: Writer) -> Breach:
    key = "cadence_kept"
    arr = w.basis.arr(w.basis.closing)
    ids = [r.key for r in misses(w.figure(key)) if isinstance(r.key, int)]
    ids.sort(key=lambda a: (-arr.get(a, 0), a))
    return Breach(
        w.t("按分层节奏触达客户", "Touch within the segment's cadence"),
        tuple(w.account_name(a) for a in ids),
        len(w.figure(key).evidence.denominator),
        key,
    )


def _war_rooms(w: Writer) -> Breach:
    """Red accounts at the close without an open war room."""
    b = w.basis
    opened = {
        r.account_id
        for r in b.facts.war_rooms
        if (r.opened_day is None or r.opened_day <= b.as_of)
        and (r.closed_day is None or r.closed_day > b.as_of)
    }
    red = [r.key for r in w.figure("health_red").evidence.numerator if isinstance(r.key, int)]
    return Breach(
        w.t("红色客户开作战室", "A war room for each red account"),
        tuple(w.account_name(a) for a in red if a not in opened),
        len(red),
        "health_red",
    )


def _tasks(w: Writer) -> Breach:
    """Tasks without an owner, a deadline or acceptance criteria, or past their deadline."""
    b = w.basis
    rooms = {r.id: r for r in b.facts.war_rooms if r.closed_day is None or r.closed_day > b.as_of}
    tasks = [t for t in b.facts.tasks if t.war_room_id in rooms and t.status != "done"]
    bad = [t for t in tasks if not t.owner or t.deadline is None or not t.acceptance or t.deadline < b.as_of]
    names = tuple(f"{w.account_name(rooms[t.war_room_id].account_id)} {t.title}" for t in bad)
    rule = w.t(
        "作战任务有责任人、期限、验收标准且不逾期", "Tasks have owner, deadline, acceptance and are in time"
    )
    return Breach(rule, names, len(tasks))


def _discounts(w: Writer) -> Breach:
    """Discounts on receipts of the period that were not early, or not in one sum."""
    b = w.basis
    early = {r.key for r in w.figure("early_collection").evidence.numerator}
    given = [r for r in b.facts.receipts if r.discount_fen > 0 and b.in_flow(r.received_day)]
    bad = []
    for r in given:
        old = b.predecessors.get(r.contract_id, ())
        if r.one_sum is False or not any(p.id in early for p in old):
            bad.append(r)
    rule = w.t("现金折扣只给提前且一次付清的回款", "Discounts only for early receipts in one sum")
    names = tuple(f"{r.code} {w.account_name(b.account_of(r.contract_id))}" for r in bad)
    return Breach(rule, names, len(given), "early_collection")


def _onboarding(w: Writer) -> Breach:
    key = "activation_rate"
    ids = [r.key for r in misses(w.figure(key)) if isinstance(r.key, int)]
    return Breach(
        w.t("期内交接的客户完成启用", "Accounts handed over are activated"),
        tuple(w.account_name(a) for a in ids),
        len(w.figure(key).evidence.denominator),
        key,
    )
