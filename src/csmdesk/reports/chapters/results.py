"""Chapter 2: results in money, in the use and health of customers, and in reach."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from csmdesk.domain.health import Band
from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from csmdesk.reports.chapters import pictures, reach
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

_MONEY = (
    "renewal_collected",
    "upsell_collected",
    "renewal_value_rate",
    "renewal_rate",
    "renewal_rate_contracts",
    "nrr",
    "grr",
    "customer_retention",
    "logo_churn",
    "upsell_rate",
    "acv",
    "arr_per_csm",
)
_PROCESS = (
    "usage_depth",
    "core_feature_depth",
    "feature_breadth",
    "time_depth",
    "activation_rate",
    "health_mean",
    "health_red",
    "issue_on_time",
    "csat",
    "feedback_conversion",
    "cadence_kept",
)


def chapter(w: Writer) -> list[Block]:
    """Results and data."""
    return [
        Heading(1, w.t("结果与数据", "Results and data"), "results"),
        Heading(2, w.t("收入结果", "Money"), "results.money"),
        Paragraph(_receipts(w)),
        *pictures.receipts(w),
        Paragraph(_renewals(w)),
        *pictures.renewals(w),
        Paragraph(_retention(w)),
        _table(w, w.t("收入与留存指标", "Revenue and retention"), _MONEY),
        Heading(2, w.t("客户使用与健康", "Use and health"), "results.use"),
        Paragraph(_usage(w)),
        *pictures.usage(w),
        Paragraph(_health(w)),
        *pictures.bands(w),
        Paragraph(_reds(w)),
        *pictures.reds(w),
        _table(w, w.t("过程指标", "Process metrics"), _PROCESS),
        Heading(2, w.t("高管与客户触达", "Reach"), "results.reach"),
        Paragraph(reach.executives(w)),
        *pictures.reach(w),
        *reach.touches(w),
    ]


def _receipts(w: Writer) -> Inline:
    sentences = [_collected(w, key) for key in ("renewal_collected", "upsell_collected")]
    figure = w.figure("renewal_collected")
    target = figure.target
    if target is not None and figure.value is not None and target.node != target.target and target.target:
        gap = target.target - figure.value if w.begins_year else Fraction(0)
        rate = Span(
            display.percent(figure.value / target.target, against=(1,)), figure=figure.key, part="of_year"
        )
        sentences.append(
            w.say(
                "全年续费目标 {whole} 已走完 {rate}，还差 {gap}。"
                if gap > 0
                else "续费到账占全年目标 {whole} 的 {rate}。",
                "Of the year's {whole} {rate} is in, {gap} to go."
                if gap > 0
                else "The renewal receipts are {rate} of the year's {whole}.",
                whole=w.target_span(figure.key, target.target, "target"),
                rate=rate,
                gap=w.money(abs(gap), figure.key, "gap"),
            )
        )
    return w.flow(*sentences)


def _collected(w: Writer, key: str) -> Inline:
    if not w.known(key):
        return w.unavailable(key)
    rows = len(w.figure(key).evidence.numerator)
    return (
        *w.say("{period}{name} ", "{name} in {period}: ", period=w.period_words(), name=w.name(key)),
        w.value(key),
        *(w.target_words(key) or ()),
        *w.say("，共 {n} 笔。", ", {n} {n|receipt|receipts}.", n=rows),
    )


def _renewals(w: Writer) -> Inline:
    sentences: list[Inline] = []
    if w.known("renewal_value_rate"):
        above, below = w.sums("renewal_value_rate")
        detail = w.say(
            "（到期年化 {below}，续约年化 {above}）",
            " ({above} renewed of {below} due)",
            above=above,
            below=below,
        )
        sentences.append(
            (
                *w.say(
                    "按年化金额计，{name} ",
                    "By annual value the {name} is ",
                    name=_lower(w, "renewal_value_rate"),
                ),
                w.value("renewal_value_rate"),
                *detail,
                *(w.target_words("renewal_value_rate") or ()),
                Span(w.t("。", ".")),
            )
        )
    else:
        sentences.append(w.unavailable("renewal_value_rate"))
    if w.known("renewal_rate"):
        sentences.append(
            w.say(
                "续约率按客户 {customers}（{over}），按合同 {contracts}（{of}）。",
                "Renewed: {customers} of customers ({over}), {contracts} of contracts ({of}).",
                customers=w.value("renewal_rate"),
                over=w.over("renewal_rate"),
                contracts=w.value("renewal_rate_contracts"),
                of=w.over("renewal_rate_contracts"),
            )
        )
    return w.flow(*sentences)


def _lower(w: Writer, key: str) -> str:
    name = w.name(key)
    return name if w.language == "zh" or name.isupper() else name[:1].lower() + name[1:]


def _retention(w: Writer) -> Inline:
    if not w.known("nrr"):
        return w.flow(w.unavailable("nrr"), w.unavailable("grr"))
    figure = w.figure("nrr")
    assert figure.value is not None
    first = w.say(
        "{name} {value}：期初年化 {opening}，扩张 {expansion}，收缩 {contraction}，流失 {churn}",
        "{name} is {value}: opening {opening}, expansion {expansion}, contraction {contraction}, churn"
        " {churn}",
        name=w.name("nrr"),
        value=w.value("nrr"),
        opening=w.part("nrr", "opening"),
        expansion=w.part("nrr", "expansion"),
        contraction=w.part("nrr", "contraction"),
        churn=w.part("nrr", "churn"),
    )
    target = figure.target
    if target is not None:
        gap = target.node - figure.value
        first += w.say(
            "；目标 {target}，还差 {gap}" if gap > 0 else "；目标 {target}，已超出 {gap}",
            "; target {target}, {gap} short" if gap > 0 else "; target {target}, {gap} above",
            target=w.target_span("nrr", target.node, "node"),
            gap=display.percentage_points(abs(gap), w.language),
        )
    second = w.say(
        "{grr} {value}（不计扩张）。",
        "{grr} is {value} (expansion not counted).",
        grr=w.name("grr"),
        value=w.value("grr"),
    )
    third = None
    if w.known("customer_retention"):
        third = w.say(
            "期初客户 {n} 家，{close}仍在服 {kept} 家，留存 {rate}。",
            "Of {n} {n|opening customer|opening customers} {kept} {kept|is|are} still active: retention"
            " {rate}.",
            n=w.sums("customer_retention")[1],
            kept=w.sums("customer_retention")[0],
            rate=w.value("customer_retention", bold=False),
        )
    return w.flow((*first, Span(w.t("。", "."))), second, third)


def _table(w: Writer, caption: str, keys: tuple[str, ...]) -> Table:
    """One row a figure: value, counts, target and verdict; a missing one shows its reason."""
    rows: list[tuple[Inline, ...]] = []
    for key in keys:
        figure = w.figure(key)
        target = figure.target
        if figure.value is None:
            counts = plain(w.to(figure.reason) or display.MISSING)
        elif figure.denominator is None or figure.definition.unit is Unit.POINTS or key == "usage_depth":
            counts = _basis_words(w, key)
        else:
            counts = w.over(key)
        rows.append(
            (
                plain(w.name(key)),
                (w.value(key, bold=False, measured=False),),
                counts,
                (w.target_span(key, target.node, "node"),) if target else plain(display.MISSING),
                (w.met(target),) if target else plain(display.MISSING),
            )
        )
    return Table(
        caption,
        (
            Column(w.t("指标", "Metric"), share=2.2),
            Column(w.t("结果", "Result"), "right", 1.1),
            Column(w.t("计数依据", "Counted from"), "right", 2.2),
            Column(w.t("节点目标", "Node target"), "right", 1.2),
            Column(w.t("结论", "Verdict"), share=1.0),
        ),
        tuple(rows),
        note=w.t("口径与计入的行见附录。", "Definitions and the rows counted are in the appendix."),
    )


def _basis_words(w: Writer, key: str) -> Inline:
    """What a figure that is no plain ratio was counted from."""
    figure = w.figure(key)
    if key == "usage_depth":
        return w.say("{n} 个有数据日的平均", "mean of {n} {n|day|days} with data", n=w.part(key, "days"))
    if key == "health_mean":
        return w.say("{n} 家已评分", "{n} {n|scored account|scored accounts}", n=w.part(key, "scored"))
    if figure.evidence.numerator:
        rows = len({r.key for r in figure.evidence.numerator})
        return w.say("{n} 行", "{n} {n|row|rows}", n=rows)
    return plain(display.MISSING)


def _usage(w: Writer) -> Inline:
    if not w.known("usage_depth"):
        return w.unavailable("usage_depth")
    figure = w.figure("usage_depth")
    month = date.fromisoformat(f"{figure.parts['month']}-01")
    first = (
        *w.say("{month}{name} ", "{name} in {month}: ", month=_month(w, month), name=w.name("usage_depth")),
        w.value("usage_depth"),
        *(w.target_words("usage_depth") or ()),
        Span(w.t("。", ".")),
    )
    more: list[Inline] = []
    if w.known("core_feature_depth"):
        more.append(
            w.say(
                "{name} {value}（{over}）。",
                "{name}: {value} ({over}).",
                name=w.name("core_feature_depth"),
                value=w.value("core_feature_depth", bold=False),
                over=w.over("core_feature_depth"),
            )
        )
    if w.known("feature_breadth"):
        more.append(
            w.say(
                "{name} {value}（{over}）。",
                "{name}: {value} ({over}).",
                name=w.name("feature_breadth"),
                value=w.value("feature_breadth", bold=False),
                over=w.over("feature_breadth"),
            )
        )
    return w.flow(first, *more)


def _month(w: Writer, day: date) -> str:
    return display.month(day, w.language) + w.t("", f" {day.year}")


def _health(w: Writer) -> Inline:
    if not w.known("health_mean"):
        return w.unavailable("health_mean")
    figure = w.figure("health_mean")
    assert figure.value is not None
    opening = figure.parts.get("opening")
    if isinstance(opening, Fraction):
        change = display.points(figure.value - opening, signed=True)
        first = w.say(
            "平均健康度由期初 {opening} 到{close} {value}（{change}）。",
            "Mean health went from {opening} to {value} ({change}).",
            opening=w.part("health_mean", "opening", bold=True),
            value=w.value("health_mean"),
            change=Span(change, figure="health_mean", part="change"),
        )
    else:
        first = w.say(
            "{close}平均健康度 {value}；期初没有评分，无从比较。",
            "Mean health at {close} is {value}; nothing was scored at the opening.",
            value=w.value("health_mean"),
        )
    coverage = w.say(
        "{close}已评分 {scored} 家，未评分 {unscored} 家；绿 {green} 家、黄 {yellow} 家、红 {red} 家。",
        "Scored at {close}: {scored}, unscored: {unscored}; {green} green, {yellow} yellow, {red} red.",
        scored=w.part("health_mean", "scored"),
        unscored=w.part("health_mean", "unscored"),
        **{name.value: _band_count(w, name) for name in (Band.GREEN, Band.YELLOW, Band.RED)},
    )
    return w.flow(first, coverage)


def _band_count(w: Writer, name: Band) -> str:
    return str(w.table("health_mean", "by_band").get(name.value, 0))


def _reds(w: Writer) -> Inline:
    if not w.known("health_red"):
        return w.unavailable("health_red")
    turns = pictures.turning_points(pictures.red_days(w))
    first = w.say(
        "红色客户由期初 {opening} 家到{close} {value}（{opening} → {closing}）",
        "Red accounts went from {opening} to {value} ({opening} → {closing})",
        opening=w.part("health_red", "opening", bold=True),
        value=w.value("health_red"),
        closing=w.value("health_red", measured=False),
    )
    if turns:
        points = w.listed(
            w.t(f"{w.month_point(day)} {n} 家", f"{n} at the {w.month_point(day)}") for day, n in turns
        )
        first += w.say(
            "，其间 {points}", ", with {points}", points=Span(points, figure="health_red", part="by_day")
        )
    flow = w.say(
        "恢复 {recovered} 家，新变红 {new} 家。",
        "{recovered} recovered, {new} became red.",
        recovered=w.part("health_red", "recovered"),
        new=w.part("health_red", "newly_red"),
    )
    moved = None
    if w.number("health_red", "handed_over_red") or w.number("health_red", "handed_away_red"):
        moved = w.say(
            "另有交接入的红色客户 {came} 家、移交出的 {went} 家，不计入恢复与新变红。",
            "{came} {came|red account was|red accounts were} handed over and {went} handed away, counted"
            " apart.",
            came=w.part("health_red", "handed_over_red"),
            went=w.part("health_red", "handed_away_red"),
        )
    return w.flow((*first, Span(w.t("。", "."))), flow, moved)
