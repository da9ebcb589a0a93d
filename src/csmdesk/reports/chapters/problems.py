"""Chapter 4: what went wrong, with the causes that the data holds; a cause it does not hold is never named."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.health import Band, band
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.engagement import last_touches
from csmdesk.metrics.service import ticket_outcome
from csmdesk.reports.chapters import breaches
from csmdesk.reports.chapters.work import shown_of
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, misses, plain

_MOST_ROWS = 12
_MOST_NAMES = 8


def chapter(w: Writer) -> list[Block]:
    """Problems and root causes."""
    return [
        Heading(1, w.t("问题与根因", "Problems and root causes"), "problems"),
        Heading(2, w.t("未续约合同", "Contracts not renewed"), "problems.lost"),
        *_lost(w),
        Heading(2, w.t("红色客户", "Red accounts"), "problems.red"),
        *_red(w),
        Heading(2, w.t("逾期工单", "Late tickets"), "problems.tickets"),
        *_tickets(w),
        Heading(2, w.t("规则执行", "Rules broken"), "problems.rules"),
        *_rules(w),
        Heading(2, w.t("根因线索", "Traces of root causes"), "problems.causes"),
        *_causes(w),
        w.to_write(
            "problems.causes.judgement",
            "对以上问题的根因判断（客户人员变动、产品性能、资源冲突、优先级不量化、个人时间），由本人撰写。",
            "Your judgement of the root causes: people change, product performance, resource clash, no quantified"
            " priority, own time.",
        ),
    ]


# not renewed ---------------------------------------------------------------------------------------------


def _lost(w: Writer) -> list[Block]:
    b, key = w.basis, "non_renewal_reasons"
    figure = w.figure(key)
    if figure.value is None:
        return [Paragraph(w.unavailable(key))]
    if not b.due_now:
        return [Paragraph(w.say("期内没有到期合同。", "No contract was due in the period."))]
    pending = int(w.number(key, "pending"))
    ids = [r.key for r in figure.evidence.numerator if isinstance(r.key, int)]
    if not ids:
        text = w.say("到期合同没有确认未续的", "None of the contracts due is known to be lost")
        if pending:
            text += w.say("；另有 {n} 份仍在谈", "; {n} are still pending", n=w.part(key, "pending"))
        return [Paragraph((*text, Span(w.t("。", "."))))]
    reasons = w.table(key, "by_reason")
    words = w.listed(
        w.t(f"{_reason(w, name)} {count} 份", f"{_reason(w, name)} {count}") for name, count in reasons.items()
    )
    text = w.say(
        "期内到期未续 {n}，原因：{words}",
        "{n} contracts were not renewed: {words}",
        n=w.value(key),
        words=Span(words, figure=key, part="by_reason"),
    )
    if pending:
        text += w.say(
            "；另有 {n} 份仍在谈，不计入", "; {n} more are pending and not counted", n=w.part(key, "pending")
        )
    rows = []
    ordered = sorted((w.contract(i) for i in ids), key=lambda c: (-(b.annual[c.id] or Fraction(0)), c.code))
    for c in ordered[:_MOST_ROWS]:
        score = b.score(c.account_id, min(c.end_day or b.closing, b.closing)).score.value
        value = b.annual[c.id]
        rows.append(
            (
                plain(c.code),
                plain(w.account_name(c.account_id)),
                plain(display.day(c.end_day)),
                plain(display.money_cell(value, w.language)),
                (health_span(w, score),),
                plain(_reason(w, c.loss_reason)),
            )
        )
    return [
        Paragraph((*text, Span(w.t("。", ".")))),
        Table(
            w.t("未续约合同与原因", "Contracts not renewed and why"),
            (
                Column(w.t("合同", "Contract"), share=1.1),
                Column(w.t("客户", "Account"), share=1.5),
                Column(w.t("到期日", "End"), "right", 1.2),
                Column(w.t("年化金额", "Annual value"), "right", 1.2),
                Column(w.t("到期时健康度", "Health at the end"), "right", 1.4),
                Column(w.t("原因", "Reason"), share=1.6),
            ),
            tuple(rows),
            note=w.t("原因是书中记录的原因，未填即没有记录。", "The reason is the one recorded; blank: none was.")
            + shown_of(w, len(rows), len(ids)),
        ),
    ]


def _reason(w: Writer, reason: str) -> str:
    return reason or w.t("未填", "blank")


def health_span(w: Writer, value: Fraction | None) -> Span:
    """A score with the shape and word of its band."""
    status = {Band.RED: "bad", Band.YELLOW: "warn", Band.GREEN: "good"}
    now = band(value)
    if now is Band.UNSCORED:
        return Span(w.t("未评", "unscored"))
    word = {Band.RED: w.t("红", "red"), Band.YELLOW: w.t("黄", "yellow"), Band.GREEN: w.t("绿", "green")}[now]
    held = status[now]
    return Span(f"{display.health(value)} {word}", status="bad" if held == "bad" else "warn" if held == "warn" else "good")


# red accounts --------------------------------------------------------------------------------------------


class RedSince(NamedTuple):
    """The first day of an account's present stretch below 60; ``first_known`` when nothing earlier is scored."""

    day: date
    first_known: bool


def red_since(w: Writer, account_id: int) -> RedSince | None:
    """Since when the account has been red without a break, None when it is not red at the close."""
    b = w.basis
    days = [d for d in b.account_scoring_days(account_id) if d <= b.closing]
    since: RedSince | None = None
    for i in range(len(days) - 1, -1, -1):
        if band(b.score(account_id, days[i]).score.value) is not Band.RED:
            break
        since = RedSince(days[i], i == 0)
    return since


def red_accounts(w: Writer) -> list[int]:
    """The accounts red at the close, the most valuable first."""
    arr = w.basis.arr(w.basis.closing)
    ids = [r.key for r in w.figure("health_red").evidence.numerator if isinstance(r.key, int)]
    return sorted(ids, key=lambda a: (-arr.get(a, Fraction(0)), a))


def _red(w: Writer) -> list[Block]:
    key = "health_red"
    if not w.known(key):
        return [Paragraph(w.unavailable(key))]
    ids = red_accounts(w)
    if not ids:
        return [Paragraph(w.say("期末没有红色客户。", "No account is red at the close."))]
    b = w.basis
    arr = b.arr(b.closing)
    touches = last_touches(b, b.closing)
    late = Counter(
        t.account_id
        for t in b.facts.tickets
        if b.in_flow(t.opened_at.date()) and ticket_outcome(t, b.as_of) is False
    )
    text = w.say(
        "期末红色客户 {n}，年化金额合计 {value}，占 {share}。下表的最弱维度、逾期工单与触达间隔是数据中可见的迹象，不等于根因。",
        "{n} accounts are red at the close, with {value} of annual value ({share}). The weakest dimension, late tickets"
        " and days since the last touch below are what the data shows, not proven causes.",
        n=w.value(key),
        value=w.money(sum((arr.get(a, Fraction(0)) for a in ids), Fraction(0))),
        share=_share(ids, arr),
    )
    rows = []
    for a in ids[:_MOST_ROWS]:
        since = red_since(w, a)
        touch = touches.get(a)
        rows.append(
            (
                plain(w.account_name(a)),
                (health_span(w, b.score(a, b.closing).score.value),),
                plain(_since(w, since)),
                plain(_weakest(w, a)),
                plain(str(late[a])),
                plain(str((b.closing - touch.day).days) if touch else w.t("从未", "never")),
                plain(display.money_cell(arr.get(a), w.language)),
            )
        )
    return [
        Paragraph(text),
        Table(
            w.t("红色客户与数据中的迹象", "Red accounts and what the data shows"),
            (
                Column(w.t("客户", "Account"), share=1.4),
                Column(w.t("健康度", "Health"), "right", 1.2),
                Column(w.t("红色起始日", "Red since"), "right", 2.1),
                Column(w.t("最弱维度", "Weakest dimension"), share=1.6),
                Column(w.t("逾期工单", "Late tickets"), "right", 1.0),
                Column(w.t("距上次触达（天）", "Days since touch"), "right", 1.3),
                Column(w.t("年化金额", "Annual value"), "right", 1.2),
            ),
            tuple(rows),
            note=w.t("红色起始日是最近一段连续低于 60 的首个评分日；“最早记录”指此前没有评分。",
                "Red since: the first scoring day of the unbroken stretch below 60; “first record”: nothing earlier is"
                " scored. ",)
            + shown_of(w, len(rows), len(ids)),
        ),
    ]


def _share(ids: list[int], arr: dict[int, Fraction]) -> str:
    whole = sum(arr.values(), Fraction(0))
    part = sum((arr.get(a, Fraction(0)) for a in ids), Fraction(0))
    return display.percent(part / whole) if whole else display.MISSING


def _since(w: Writer, since: RedSince | None) -> str:
    if since is None:
        return w.t("人工调整", "by override")
    day = display.day(since.day)
    if since.first_known:
        return w.t(f"{day}（最早记录）", f"{day} (first record)")
    return w.t(f"{day} 起", day)


def _weakest(w: Writer, account_id: int) -> str:
    """The dimension with the lowest score on the account's newest scoring day."""
    b = w.basis
    days = [d for d in b.account_scoring_days(account_id) if d <= b.closing]
    if not days:
        return display.MISSING
    rows = [r for r in b.facts.health_scores if r.account_id == account_id and r.day == days[-1]]
    lowest = min(rows, key=lambda r: (r.score_milli, r.dimension_id), default=None)
    if lowest is None:
        return display.MISSING
    name = b.facts.dimension_names.get(lowest.dimension_id, "")
    return f"{name} {display.points(Fraction(lowest.score_milli, 1000))}"


# tickets -------------------------------------------------------------------------------------------------


def _tickets(w: Writer) -> list[Block]:
    key = "issue_on_time"
    figure = w.figure(key)
    if figure.value is None:
        return [Paragraph(w.unavailable(key))]
    rows_by_id = {t.id: t for t in w.basis.facts.tickets}
    late = [rows_by_id[r.key] for r in misses(figure) if isinstance(r.key, int)]
    text = (
        *w.say("{name} ", "{name}: ", name=w.name(key)),
        w.value(key),
        *w.say("（{over}）", " ({over})", over=w.over(key)),
        *(w.target_words(key) or ()),
        *w.say("，逾期 {n} 件。", ", {n} late.", n=Span(str(len(late)), figure=key, part="late")),
    )
    if not late:
        return [Paragraph(text)]
    counted = Counter(rows_by_id[r.key].severity for r in figure.evidence.denominator if isinstance(r.key, int))
    by_severity: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    for t in late:
        by_severity[t.severity].append(t.code)
        titles[t.severity][t.title] += 1
    rows = []
    for name in sorted(counted):
        missed = len(by_severity[name])
        rows.append(
            (
                plain(name or w.t("未填", "blank")),
                plain(str(counted[name])),
                plain(str(missed)),
                plain(display.percent(Fraction(counted[name] - missed, counted[name]), fixed=True)),
                plain(_titles(w, titles[name])),
                plain(w.listed(by_severity[name], 4) or display.MISSING),
            )
        )
    return [
        Paragraph(text),
        Table(
            w.t("逾期工单按级别", "Late tickets by severity"),
            (
                Column(w.t("级别", "Severity"), share=0.8),
                Column(w.t("应计", "Counted"), "right", 0.8),
                Column(w.t("逾期", "Late"), "right", 0.8),
                Column(w.t("及时率", "In time"), "right", 0.9),
                Column(w.t("逾期工单的标题（件数）", "Titles of the late ones"), share=3.0),
                Column(w.t("工单", "Tickets"), share=2.6),
            ),
            tuple(rows),
        ),
    ]


def _titles(w: Writer, held: Counter[str]) -> str:
    ordered = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    words = (f"{name or w.t('无标题', 'untitled')} {n}" for name, n in ordered)
    return w.listed(words, 4) or display.MISSING


# rules and causes ----------------------------------------------------------------------------------------


def _rules(w: Writer) -> list[Block]:
    held = breaches.found(w)
    broken = [x for x in held if x.objects]
    if not broken:
        return [Paragraph(w.say("期内没有发现违反规则的记录。", "The data shows no rule broken in the period."))]
    text = w.say(
        "按规则逐条核对，{n} 条规则有未做到的记录；每条列出对象。",
        "Checked rule by rule, {n} rules have breaches; the objects are listed.",
        n=len(broken),
    )
    rows = [
        (
            plain(x.rule),
            (Span(f"{len(x.objects)}/{x.of}" if x.of else str(len(x.objects)), figure=x.figure, part="misses"),),
            plain(w.listed(x.objects, _MOST_NAMES)),
        )
        for x in broken
    ]
    return [
        Paragraph(text),
        Table(
            w.t("未做到的规则与对象", "Rules broken and where"),
            (
                Column(w.t("规则", "Rule"), share=2.6),
                Column(w.t("未做到", "Broken"), "right", 0.9),
                Column(w.t("对象", "Objects"), share=4.4),
            ),
            tuple(rows),
            note=w.t("“未做到”为未做到数/应做数。", "Broken / due."),
        ),
    ]


def _causes(w: Writer) -> list[Block]:
    lines = (_people(w), _product(w), _clash(w), _priority(w), _own_time(w))
    rows = [(plain(w.to(name)), trace or plain(w.t("数据中没有记录", "nothing in the data"))) for name, trace in lines]
    return [
        Paragraph(
            w.say(
                "下表按五类根因列出数据中的线索；没有记录的不作推断。",
                "What the data holds for each of five kinds of causes; nothing is inferred where it holds nothing.",
            )
        ),
        Table(
            w.t("五类根因在数据中的线索", "Traces of five kinds of causes in the data"),
            (Column(w.t("根因类别", "Kind of cause"), share=1.3), Column(w.t("数据中的线索", "Trace in the data"), share=5)),
            tuple(rows),
        ),
    ]


Trace = tuple[Text, Inline | None]


def _people(w: Writer) -> Trace:
    b = w.basis
    left = [c for c in b.facts.contacts if b.in_flow(c.left_day) and b.owned(c.account_id, c.left_day)]
    name = Text("客户人员变动", "People change")
    if not left:
        return name, None
    executives = sum(c.executive for c in left)
    names = w.listed(dict.fromkeys(w.account_name(c.account_id) for c in left), _MOST_NAMES)
    return name, w.say(
        "期内离任联系人 {n} 人（高管 {executives} 人）：{names}。",
        "{n} contacts left in the period ({executives} executives): {names}.",
        n=len(left),
        executives=executives,
        names=names,
    )


def _product(w: Writer) -> Trace:
    name = Text("产品性能", "Product performance")
    figure = w.figure("issue_on_time")
    if figure.value is None:
        return name, None
    rows = {t.id: t for t in w.basis.facts.tickets}
    counted = [rows[r.key] for r in figure.evidence.denominator if isinstance(r.key, int)]
    late = Counter(rows[r.key].title for r in misses(figure) if isinstance(r.key, int))
    if not late:
        return name, None
    return name, w.say(
        "期内应计工单 {n} 件，逾期 {late} 件，按标题：{titles}。",
        "{n} tickets count, {late} are late; by title: {titles}.",
        n=len(counted),
        late=Span(str(sum(late.values())), figure="issue_on_time", part="late"),
        titles=_titles(w, late),
    )


def _clash(w: Writer) -> Trace:
    """Tasks past their deadline; requests for consultants are not part of a figure."""
    b = w.basis
    open_tasks = [t for t in b.facts.tasks if t.status != "done" and t.deadline and t.deadline < b.as_of]
    name = Text("资源冲突", "Resource clash")
    if not open_tasks:
        return name, None
    owners = Counter(t.owner or w.t("无责任人", "no owner") for t in open_tasks)
    return name, w.say(
        "作战任务逾期未完成 {n} 项，按责任人：{owners}。",
        "{n} tasks are past their deadline; by owner: {owners}.",
        n=len(open_tasks),
        owners=_titles(w, owners),
    )


def _priority(w: Writer) -> Trace:
    name = Text("优先级不量化", "No quantified priority")
    words: list[Inline] = []
    if w.known("cadence_kept") and (broken := misses(w.figure("cadence_kept"))):
        segments = Counter(w.segment(r.key if isinstance(r.key, int) else None) for r in broken)
        words.append(
            w.say(
                "触达未达标 {n} 家，按分层：{segments}。",
                "{n} accounts are out of cadence; by segment: {segments}.",
                n=Span(str(len(broken)), figure="cadence_kept", part="misses"),
                segments=_titles(w, segments),
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
    return name, w.flow(*words) or None


def _own_time(w: Writer) -> Trace:
    name = Text("个人时间", "Own time")
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
                "{value} sharing sessions, the node target is {node}.",
                value=w.value("sharing_sessions", bold=False),
                node=w.target_span("sharing_sessions", sharing.target.node, "node"),
            )
        )
    return name, w.flow(*words) or None
