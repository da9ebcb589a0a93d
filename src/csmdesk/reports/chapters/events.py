"""Key work on workshops, events for executives, and executive NPS: method and result of each."""

from __future__ import annotations

from csmdesk.metrics import display
from csmdesk.metrics.service import salon_rules
from csmdesk.reports.chapters.pieces import method, result
from csmdesk.reports.document import Block, Column, Heading, Inline, Span, Table
from csmdesk.reports.words import Writer, plain

# workshops -----------------------------------------------------------------------------------------------


def workshops(w: Writer) -> list[Block]:
    rules = w.basis.rules
    key = "workshop_quality"
    held = w.figure(key).denominator
    tests = (
        (
            "pain_points",
            f"业务痛点不少于 {rules.workshop_pain_points} 个",
            f"at least {rules.workshop_pain_points} pain points",
        ),
        (
            "measures",
            f"量化指标不少于 {rules.workshop_measures} 项",
            f"at least {rules.workshop_measures} measures",
        ),
        ("both_signed", "价值实现计划由双方 CXO 签字", "plan signed by both CXOs"),
        (
            "minutes_24h",
            f"会议纪要 {rules.minutes_hours} 小时内发出",
            f"minutes within {rules.minutes_hours} hours",
        ),
        (
            "ticket_72h",
            f"追踪单 {rules.ticket_hours} 小时内创建",
            f"tracking ticket within {rules.ticket_hours} hours",
        ),
    )
    on_time = w.sentence("workshop_on_time", _over_words(w, "workshop_on_time"))
    quality = w.sentence(key, _over_words(w, key))
    blocks: list[Block] = [
        Heading(2, w.t("价值校准工作坊", "Value workshops"), "work.workshops"),
        method(
            w,
            f"合同到期前至少 {rules.workshop_days} 天召开；"
            + "，".join(zh for _, zh, _ in tests)
            + "。五项都做到才算合格，没有记录的按未做到计。",
            f"Held at least {rules.workshop_days} days before the end, with "
            + ", ".join(en for _, _, en in tests)
            + "; all five make a good workshop, and an item without a record fails.",
        ),
        result(w, on_time, quality),
    ]
    if held:
        rows = []
        for name, zh, en in tests:
            good = w.number(key, name)
            rows.append(
                (
                    plain(w.t(zh, en)),
                    (w.part(key, name),),
                    plain(display.count(held - good)),
                    plain(display.percent(good / held, fixed=True)),
                )
            )
        blocks.append(
            Table(
                w.t("工作坊五项要求", "The five requirements of a workshop"),
                (
                    Column(w.t("要求", "Requirement"), share=3),
                    Column(w.t("做到", "Kept"), "right"),
                    Column(w.t("未做到", "Not kept"), "right"),
                    Column(w.t("占比", "Share"), "right"),
                ),
                tuple(rows),
                note=w.t(
                    f"为期内到期合同召开的工作坊共 {held} 场。",
                    f"{held} workshops for contracts due in the period.",
                ),
            )
        )
    return blocks


def _over_words(w: Writer, key: str) -> Inline | None:
    return w.say("（{over}）", " ({over})", over=w.over(key)) if w.known(key) else None


# events --------------------------------------------------------------------------------------------------


def events(w: Writer) -> list[Block]:
    b, key = w.basis, "salon_compliance"
    rules = b.rules
    blocks: list[Block] = [
        Heading(2, w.t("高管活动", "Events for executives"), "work.events"),
        method(
            w,
            f"每季度至少一场线下沙龙，人数不超过 {rules.salon_people} 人，"
            f"高管占比不低于 {display.percent(rules.salon_executive_share)}；"
            f"议题由客户顾问委员会至少提前 {rules.salon_topic_days} 天票选，白皮书"
            f" {rules.salon_paper_hours} 小时内发给全体高管。",
            f"At least one salon a quarter, at most {rules.salon_people} people, executives at least"
            f" {display.percent(rules.salon_executive_share)}; the advisory board votes the topic at least"
            f" {rules.salon_topic_days} days ahead, the white paper goes out within"
            f" {rules.salon_paper_hours} hours.",
        ),
    ]
    salons = [e for e in b.facts.events if e.kind == "salon" and b.in_flow(e.day)]
    if not salons or not w.known(key):
        return [*blocks, result(w, w.unavailable(key))]
    rating = None
    if w.figure(key).parts.get("rating_mean") is not None:
        rating = w.say(
            "沙龙平均满意度 {mean}（满分 5）。",
            "Mean rating of the salons: {mean} of 5.",
            mean=w.part(key, "rating_mean", bold=True),
        )
    kept = w.say(
        "线下沙龙 {n} 场，四条规则全部做到的 {good} 场（{rate}）。",
        "{n} {n|salon was|salons were} held; {good} kept all four rules ({rate}).",
        n=w.part(key, "salons"),
        good=w.sums(key)[0],
        rate=w.value(key),
    )
    held = salon_rules(b, salons)
    words = {
        "within_30_people": (f"人数不超过 {rules.salon_people} 人", f"at most {rules.salon_people} people"),
        "half_executives": (
            f"高管占比不低于 {display.percent(rules.salon_executive_share)}",
            f"executives at least {display.percent(rules.salon_executive_share)}",
        ),
        "topic_45_days": (
            f"议题提前 {rules.salon_topic_days} 天票选",
            f"topic voted {rules.salon_topic_days} days ahead",
        ),
        "paper_48_hours": (
            f"白皮书 {rules.salon_paper_hours} 小时内发出",
            f"white paper within {rules.salon_paper_hours} hours",
        ),
    }
    rows = []
    for rule, ids in held.items():
        zh, en = words.get(rule, (rule, rule))
        others = [e.code for e in salons if e.id not in ids]
        rows.append(
            (
                plain(w.t(zh, en)),
                (w.part(key, rule),),
                plain(str(len(salons) - len(ids))),
                plain(w.listed(others, 4) or display.MISSING),
            )
        )
    table = Table(
        w.t("沙龙规则执行", "Rules of the salons"),
        (
            Column(w.t("规则", "Rule"), share=2.6),
            Column(w.t("做到", "Kept"), "right", 0.8),
            Column(w.t("未做到", "Not kept"), "right", 0.9),
            Column(w.t("未做到的场次", "Which"), share=2),
        ),
        tuple(rows),
    )
    return [*blocks, result(w, kept, rating), table]


# NPS -----------------------------------------------------------------------------------------------------


def nps(w: Writer) -> list[Block]:
    key = "nps_executive"
    blocks: list[Block] = [
        Heading(2, w.t("高管 NPS", "Executive NPS"), "work.nps"),
        method(
            w,
            "推荐者 9–10 分，中立者 7–8 分，贬损者 0–6 分；同一联系人多次答复取期内最新一次，"
            "同时列出其他口径和 95% 区间。",
            "Promoters 9–10, passives 7–8, detractors 0–6; the latest answer of each contact counts, the"
            " other"
            " definitions and the 95 % interval stand beside it.",
        ),
    ]
    if not w.known(key):
        blocks.append(result(w, w.unavailable(key)))
    else:
        first = (
            *w.say("高管 NPS {value}", "Executive NPS is {value}", value=w.value(key)),
            *_sample(w, key),
            *(w.target_words(key) or ()),
            Span(w.t("。", ".")),
        )
        everyone = (
            *w.say("全部联系人 NPS {value}", "Over all contacts it is {value}", value=w.value("nps")),
            *w.say("（n = {n}）。", " (n = {n}).", n=w.part("nps", "answers")),
        )
        blocks.append(result(w, first, everyone))
    keys = [k for k in (key, "nps", "nps_all_answers") if w.known(k)]
    if keys:
        blocks.append(_nps_table(w, keys))
    return blocks


def _sample(w: Writer, key: str) -> Inline:
    return w.say(
        "（n = {n}，推荐者 {up}，贬损者 {down}）",
        " (n = {n}, {up} {up|promoter|promoters}, {down} {down|detractor|detractors})",
        n=w.part(key, "answers"),
        up=w.part(key, "promoters"),
        down=w.part(key, "detractors"),
    )


def _nps_table(w: Writer, keys: list[str]) -> Table:
    rows = []
    for key in keys:
        low, high = w.number(key, "interval_low"), w.number(key, "interval_high")
        interval = w.t("{} 至 {}", "{} to {}").format(display.decimals(low, 0), display.decimals(high, 0))
        rows.append(
            (
                plain(w.name(key)),
                (w.value(key, bold=False),),
                *((w.part(key, name),) for name in ("answers", "promoters", "passives", "detractors")),
                plain(interval),
            )
        )
    return Table(
        w.t("净推荐值的三种口径", "NPS by three definitions"),
        (
            Column(w.t("口径", "Definition"), share=2.2),
            Column("NPS", "right", 0.8),
            Column(w.t("答复数 n", "Answers n"), "right"),
            Column(w.t("推荐者", "Promoters"), "right"),
            Column(w.t("中立者", "Passives"), "right"),
            Column(w.t("贬损者", "Detractors"), "right"),
            Column(w.t("95% 区间", "95 % interval"), "right", 1.2),
        ),
        tuple(rows),
    )
