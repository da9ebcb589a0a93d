"""Chapter 1: what the CSM looks after, and the key results with their attainment."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from csmdesk.domain.facts import Target
from csmdesk.domain.health import Band, band
from csmdesk.domain.period import Period
from csmdesk.domain.target import in_order, node_of
from csmdesk.metrics import display
from csmdesk.metrics.engagement import cadence_days
from csmdesk.metrics.figure import Attainment, Figure
from csmdesk.metrics.registry import definitions
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

TOP = 12


def chapter(w: Writer) -> list[Block]:
    """Role, scope and targets."""
    return [
        Heading(1, w.t("岗位与目标", "Role and targets"), "role"),
        Heading(2, w.t("负责范围", "Scope"), "role.scope"),
        Paragraph(_scope(w)),
        _segments(w),
        w.to_write("role.duty", "岗位职责、团队分工与本期重点。", "Duties, team and focus of the period."),
        Heading(2, w.t("目标与达成", "Targets and attainment"), "role.targets"),
        *_targets(w),
    ]


def _scope(w: Writer) -> Inline:
    b = w.basis
    owned = b.owned_accounts(b.closing)
    came = sum(b.in_flow(a.handover_day) for a in b.accounts.values())
    went = sum(b.in_flow(a.handaway_day) for a in b.accounts.values())
    customers = w.figure("acv")
    first = w.say(
        "{close}（{day}）名下客户 {accounts} 家",
        "At {close} ({day}) {accounts} {accounts|account is|accounts are} in the book",
        day=display.day(b.closing),
        accounts=len(owned),
    )
    if customers.value is not None:
        arr, count = w.sums("acv")
        first += w.say(
            "，其中在服 {count} 家，年化金额合计 {arr}，户均 {mean}。",
            ", {count} of them with a running contract: annual value {arr}, {mean} each on average.",
            count=count,
            arr=arr,
            mean=w.value("acv", bold=False),
        )
    else:
        first += w.say("，没有在服合同。", ", none with a running contract.")
    second = w.say(
        "期内交接入 {came} 家，移交出 {went} 家。",
        "{came} {came|was|were} handed over in the period, {went} handed away.",
        came=came,
        went=went,
    )
    return w.flow(first, second)


def _segments(w: Writer) -> Table:
    b = w.basis
    arr = b.arr(b.closing)
    scores = b.scores(b.closing)
    groups: dict[str, list[int]] = defaultdict(list)
    gap: dict[str, int] = {}
    for account in b.owned_accounts(b.closing):
        name = w.segment(account.id)
        groups[name].append(account.id)
        gap[name] = cadence_days(b, account)
    whole = sum(arr.values(), Fraction(0))
    rows: list[tuple[Inline, ...]] = []

    def line(name: str, ids: list[int], cadence: str, *, strong: bool = False) -> tuple[Inline, ...]:
        value = sum((arr.get(i, Fraction(0)) for i in ids), Fraction(0))
        bands = [band(scores[i].score.value, b.bands) for i in ids if i in scores]
        cells = [
            name,
            str(len(ids)),
            display.money_cell(value, w.language),
            display.percent(value / whole, fixed=True) if whole else display.MISSING,
            *(str(bands.count(each)) for each in (Band.RED, Band.YELLOW, Band.GREEN, Band.UNSCORED)),
            cadence,
        ]
        return tuple((Span(text, bold=strong),) for text in cells)

    ordered = sorted(groups.items(), key=lambda g: (-sum(arr.get(i, Fraction(0)) for i in g[1]), g[0]))
    rows = [line(name, ids, str(gap[name])) for name, ids in ordered]
    if len(rows) > 1:
        everyone = [i for _, ids in ordered for i in ids]
        rows.append(line(w.t("合计", "All"), everyone, display.MISSING, strong=True))
    red, green = b.bands.red_words, b.bands.green_words
    return Table(
        w.t("名下客户按分层", "Accounts by segment"),
        (
            Column(w.t("分层", "Segment"), share=1.4),
            Column(w.t("客户", "Accounts"), "right", 0.9),
            Column(w.t("年化金额", "Annual value"), "right", 1.3),
            Column(w.t("占比", "Share"), "right"),
            Column(w.t("◆ 红", "◆ Red"), "right", 0.8),
            Column(w.t("▲ 黄", "▲ Yellow"), "right", 1.1),
            Column(w.t("● 绿", "● Green"), "right", 1.05),
            Column(w.t("○ 未评", "○ Unscored"), "right", 1.4),
            Column(w.t("触达节奏（天）", "Cadence (days)"), "right", 1.2),
        ),
        tuple(rows),
        note=_empty(w, rows)
        or w.t(
            f"健康度按{w.close}最新评分：红低于 {red}，黄 {red} 至 {green} 以下，绿 {green} 及以上。",
            f"Health by the latest score at the close: red below {red}, yellow from {red},"
            f" green from {green}.",
        ),
    )


def _empty(w: Writer, rows: list[tuple[Inline, ...]]) -> str:
    return "" if rows else w.t("没有数据。", "No data.")


def lines_of_targets(w: Writer) -> list[tuple[Target, Figure | None, Attainment | None]]:
    """Every key result that concerns the period, with its figure; None where no figure carries its metric."""
    b = w.basis
    known = definitions()
    held = []
    for target in in_order(b.facts.targets):
        definition = known.get(target.metric)
        adds_up = definition.adds_up if definition else False
        if node_of(target, b.period, adds_up, b.rules.fiscal_start_month) is None:
            continue
        figure = w.figure(target.metric) if definition else None
        attained = next((a for a in figure.targets if a.target_id == target.id), None) if figure else None
        held.append((target, figure, attained))
    return held


def _targets(w: Writer) -> list[Block]:
    held = lines_of_targets(w)
    if not held:
        text = w.say("书中没有本期适用的目标。", "The book holds no target for this period.")
        return [Paragraph(text)]
    words = [(t, w.met(a) if a else Span(w.t("无结果", "no result"))) for t, _, a in held]
    met = [t.name for t, word in words if word.status == "good"]
    short = [t.name for t, word in words if word.status in {"warn", "bad"}]
    without = [t.name for t, word in words if word.status == "none"]
    text = w.say(
        "本期适用的关键结果共 {all} 项，达成 {met} 项",
        "{all} {all|key result applies|key results apply} to the period; {met} {met|is|are} met",
        all=len(held),
        met=len(met),
    )
    if short:
        text += w.say(
            "，未达到 {n} 项（{names}）",
            ", {n} {n|is|are} not ({names})",
            n=len(short),
            names=w.listed(short),
        )
    if without:
        text += w.say(
            "，无结果 {n} 项（{names}）",
            ", {n} {n|has|have} no result ({names})",
            n=len(without),
            names=w.listed(without),
        )
    return [Paragraph((*text, Span(w.t("。", ".")))), _target_table(w, held)]


def _target_table(w: Writer, held: list[tuple[Target, Figure | None, Attainment | None]]) -> Table:
    rows: list[tuple[Inline, ...]] = []
    for target, figure, attained in held:
        if figure is None or attained is None:
            rows.append(
                (
                    plain(target.level),
                    plain(target.name),
                    plain(display.count(target.value)),
                    *(plain(display.MISSING) for _ in range(4)),
                    plain(w.t("无结果", "no result")),
                )
            )
            continue
        key = figure.key
        own = attained == figure.target
        result = w.value(key, measured=False) if own else Span(_scoped_value(w, figure, attained), figure=key)
        share = attained.node / attained.target if attained.target else Fraction(1)
        whole, node = (
            display.target_value(figure, amount, w.language, w.currency)
            for amount in (attained.target, attained.node)
        )
        rows.append(
            (
                plain(target.level),
                plain(target.name),
                (Span(whole, figure=key, part="target"),),
                plain(display.percent(share, places=2)),
                (Span(node, figure=key, part="node"),),
                (result,),
                (Span(display.attainment(attained), figure=key, part="attainment"),),
                (w.met(attained),),
            )
        )
    return Table(
        w.t("关键结果与达成", "Key results and attainment"),
        (
            Column(w.t("层级", "Level"), share=0.8),
            Column(w.t("关键结果", "Key result"), share=2.7),
            Column(w.t("目标", "Target"), "right", 1.2),
            Column(w.t("节点比例", "Node share"), "right", 1.1),
            Column(w.t("节点目标", "Node target"), "right", 1.4),
            Column(w.t("实际", "Result"), "right", 1.4),
            Column(w.t("达成率", "Attained"), "right", 1.05),
            Column(w.t("结论", "Verdict"), share=1.35),
        ),
        tuple(rows),
        note=_target_note(w, w.period),
    )


def _scoped_value(w: Writer, figure: Figure, attained: Attainment) -> str:
    """The value of a target over a part of the book, which its share of the node gives back."""
    if attained.share is None:
        return display.MISSING
    unit = figure.definition.unit
    return display.value(
        attained.share * attained.node, unit, w.language, key=figure.key, currency=w.currency
    )


def _target_note(w: Writer, period: Period) -> str:
    return w.t(
        "节点目标是本期应完成的部分，即目标 × 节点比例；达成率＝实际 ÷ 节点目标。"
        "“落后”指目标期未结束，“未达”指目标期已结束。",
        f"The node target is what {w.period_words(period)} owes: target × node share; attained = result ÷"
        " node."
        " 'Behind': the target's own time is not over; 'missed': it is.",
    )
