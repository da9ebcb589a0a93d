"""Traces of the five kinds of root causes; a cause that the data does not hold is never named."""

from __future__ import annotations

from collections import Counter

from csmdesk.domain.demand import trouble
from csmdesk.domain.war_room import CAUSES
from csmdesk.reports.chapters import closing
from csmdesk.reports.chapters.pieces import titles
from csmdesk.reports.document import Block, Column, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, misses, plain

_MOST_NAMES = 8


def blocks(w: Writer) -> list[Block]:
    found = {
        "people": _people(w),
        "product": _product(w),
        "clash": _clash(w),
        "priority": _priority(w),
        "own_time": _own_time(w),
    }
    reviewed = closing.by_cause(w)
    rows = [
        (
            plain(w.to(name)),
            w.flow(found[key], reviewed.get(key)) or plain(w.t("数据中没有记录", "nothing in the data")),
        )
        for key, name in CAUSES.items()
    ]
    return [
        Paragraph(
            w.say(
                "下表按五类根因列出数据中的线索；没有记录的不作推断。",
                "What the data holds for each of five kinds of causes; nothing is inferred where it holds"
                " nothing.",
            )
        ),
        Table(
            w.t("五类根因在数据中的线索", "Traces of five kinds of causes in the data"),
            (
                Column(w.t("根因类别", "Kind of cause"), share=1.3),
                Column(w.t("数据中的线索", "Trace in the data"), share=5),
            ),
            tuple(rows),
        ),
    ]


Trace = Inline | None


def _people(w: Writer) -> Trace:
    b = w.basis
    left = [c for c in b.facts.contacts if b.in_flow(c.left_day) and b.owned(c.account_id, c.left_day)]
    if not left:
        return None
    executives = sum(c.executive for c in left)
    names = w.listed(dict.fromkeys(w.account_name(c.account_id) for c in left), _MOST_NAMES)
    return w.say(
        "期内离任联系人 {n} 人（高管 {executives} 人）：{names}。",
        "{n} {n|contact|contacts} left in the period ({executives} {executives|executive|executives}):"
        " {names}.",
        n=len(left),
        executives=executives,
        names=names,
    )


def _product(w: Writer) -> Trace:
    figure = w.figure("issue_on_time")
    if figure.value is None:
        return None
    rows = {t.id: t for t in w.basis.facts.tickets}
    counted = [rows[r.key] for r in figure.evidence.denominator if isinstance(r.key, int)]
    late = Counter(rows[r.key].title for r in misses(figure) if isinstance(r.key, int))
    if not late:
        return None
    return w.say(
        "期内应计工单 {n} 件，逾期 {late} 件，按标题：{titles}。",
        "{n} {n|ticket counts|tickets count}, {late} {late|is|are} late; by title: {titles}.",
        n=len(counted),
        late=Span(str(sum(late.values())), figure="issue_on_time", part="late"),
        titles=titles(w, late),
    )


def _clash(w: Writer) -> Trace:
    """Consultants who were asked for twice or too late, tasks past their deadline; neither is a figure."""
    return w.flow(_consultants(w), _late_tasks(w)) or None


def _consultants(w: Writer) -> Trace:
    b = w.basis
    mine = [r for r in b.facts.requests if r.account_id is None or r.account_id in b.accounts]
    found = trouble(mine, b.period.start, b.closing)
    if not found.clashes and not found.late:
        return None
    rows = [r for pair in found.clashes for r in (pair.first, pair.second)] + list(found.late)
    skills = Counter(
        " ".join(part for part in (r.industry, r.product) if part) or r.code
        for r in {r.id: r for r in rows}.values()
    )
    return w.say(
        "方案顾问撞期 {clashes} 处，延误 {late} 次，按行业与产品：{skills}。",
        "Solution consultants: {clashes} {clashes|clash|clashes}, {late} {late|delay|delays}; by industry and"
        " product: {skills}.",
        clashes=len(found.clashes),
        late=len(found.late),
        skills=titles(w, skills),
    )


def _late_tasks(w: Writer) -> Trace:
    b = w.basis
    open_tasks = [t for t in b.facts.tasks if t.status != "done" and t.deadline and t.deadline < b.as_of]
    if not open_tasks:
        return None
    owners = Counter(t.owner or w.t("无责任人", "no owner") for t in open_tasks)
    return w.say(
        "作战任务逾期未完成 {n} 项，按责任人：{owners}。",
        "{n} {n|task is past its|tasks are past their} deadline; by owner: {owners}.",
        n=len(open_tasks),
        owners=titles(w, owners),
    )


def _priority(w: Writer) -> Trace:
    words: list[Inline] = []
    if w.known("cadence_kept") and (broken := misses(w.figure("cadence_kept"))):
        segments = Counter(w.segment(r.key if isinstance(r.key, int) else None) for r in broken)
        words.append(
            w.say(
                "触达未达标 {n} 家，按分层：{segments}。",
                "{n} {n|account is|accounts are} out of cadence; by segment: {segments}.",
                n=Span(str(len(broken)), figure="cadence_kept", part="misses"),
                segments=titles(w, segments),
            )
        )
    key = "feedback_conversion"
    if w.known(key) and w.number(key, "custom_shipped"):
        words.append(
            w.say(
                "需求上线：普适 {g}/{generic}，个性 {c}/{custom}。",
                "Shipped: generic {g}/{generic}, custom {c}/{custom}.",
                g=w.part(key, "generic_shipped"),
                generic=w.part(key, "generic"),
                c=w.part(key, "custom_shipped"),
                custom=w.part(key, "custom"),
            )
        )
    return w.flow(*words) or None


def _own_time(w: Writer) -> Trace:
    words: list[Inline] = []
    travel = w.figure("travel_days")
    if travel.value and travel.parts.get("growth") is not None:
        words.append(
            w.say(
                "出差 {value}，上年同期 {before}（{growth}）。",
                "{value} of travel, {before} the year before ({growth}).",
                value=w.value("travel_days", bold=False),
                before=w.part("travel_days", "year_before"),
                growth=w.part("travel_days", "growth"),
            )
        )
    sharing = w.figure("sharing_sessions")
    if sharing.target is not None and sharing.target.met is False:
        words.append(
            w.say(
                "团队分享 {value}，节点目标 {node}。",
                "{value} {value|sharing session|sharing sessions}, the node target is {node}.",
                value=w.value("sharing_sessions", bold=False),
                node=w.target_span("sharing_sessions", sharing.target.node, "node"),
            )
        )
    return w.flow(*words) or None
