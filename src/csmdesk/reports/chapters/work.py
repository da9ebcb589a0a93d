"""Chapter 3: the key work, each with its method (the rule), what was done, and the result."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from csmdesk.metrics import display
from csmdesk.metrics.figure import Counted
from csmdesk.metrics.service import salon_rules
from csmdesk.reports.chapters import case
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

_MOST_DEALS = 12


def chapter(w: Writer) -> list[Block]:
    """Key work and how it was done."""
    return [
        Heading(1, w.t("重点工作与做法", "Key work and how it was done"), "work"),
        *_renewals(w),
        *_early(w),
        *_upsell(w),
        *_workshops(w),
        *_events(w),
        *_nps(w),
        *case.section(w),
    ]


def _method(w: Writer, zh: str, en: str) -> Paragraph:
    return Paragraph(plain(w.t(zh, en)), lead=w.t("方法", "Method"))


def _result(w: Writer, *sentences: Inline | None) -> Paragraph:
    return Paragraph(w.flow(*sentences), lead=w.t("结果", "Result"))


# renewals ----------------------------------------------------------------------------------------------


def _renewals(w: Writer) -> list[Block]:
    blocks: list[Block] = [
        Heading(2, w.t("续约", "Renewals"), "work.renewals"),
        _method(
            w,
            "到期合同按到期月、金额和健康度排入红黄绿风险矩阵；自动续约的合同以到期日减通知期为决策日；"
            "按风险金额排优先级，金额相同先办决策日近的；到期前 1–2 个月启动谈判。",
            "Contracts due are placed by month of end, amount and health in a risk matrix; with auto-renewal the day"
            " that counts is the end less the notice; value at risk comes first, then the nearer decision date;"
            " talks start 1–2 months ahead.",
        ),
    ]
    if not w.known("renewal_rate_contracts"):
        blocks.append(_result(w, w.unavailable("renewal_rate_contracts")))
    else:
        done, due = w.sums("renewal_rate_contracts")
        lost = w.figure("non_renewal_reasons")
        pending = int(w.number(lost.key, "pending"))
        text = w.say(
            "期内到期合同 {due} 份，续约 {done} 份，未续 {lost} 份，仍在谈 {pending} 份；续费率 {rate}。",
            "{due} contracts were due: {done} renewed, {lost} not renewed, {pending} still pending; value rate {rate}.",
            due=due,
            done=done,
            lost=w.value(lost.key, bold=False, measured=False),
            pending=Span(str(pending), figure=lost.key, part="pending"),
            rate=w.value("renewal_value_rate"),
        )
        blocks += [_result(w, text), _by_segment(w)]
    how = w.to_write(
        "work.renewals.how", "续约中的关键动作与协同，由本人补充。", "What was done to win the renewals, and with whom."
    )
    return [*blocks, how]


def _by_segment(w: Writer) -> Table:
    due = _per_segment(w, w.figure("renewal_rate_contracts").evidence.denominator)
    done = _per_segment(w, w.figure("renewal_rate_contracts").evidence.numerator)
    above = _per_segment(w, w.figure("renewal_value_rate").evidence.numerator)
    below = _per_segment(w, w.figure("renewal_value_rate").evidence.denominator)
    rows: list[tuple[Inline, ...]] = []
    for name in sorted(due, key=lambda n: (-below.get(n, Fraction(0)), n)):
        old, new = below.get(name, Fraction(0)), above.get(name, Fraction(0))
        cells = [
            name,
            display.count(due[name]),
            display.count(done.get(name, 0)),
            display.percent(done.get(name, Fraction(0)) / due[name], fixed=True),
            display.money_cell(old, w.language),
            display.money_cell(new, w.language),
            display.percent(new / old, fixed=True) if old else display.MISSING,
        ]
        rows.append(tuple(plain(c) for c in cells))
    return Table(
        w.t("到期与续约按分层", "Due and renewed by segment"),
        (
            Column(w.t("分层", "Segment"), share=1.5),
            Column(w.t("到期合同", "Due"), "right"),
            Column(w.t("已续合同", "Renewed"), "right"),
            Column(w.t("续约率", "Rate"), "right"),
            Column(w.t("到期年化", "Value due"), "right", 1.2),
            Column(w.t("续约年化", "Renewed value"), "right", 1.3),
            Column(w.t("续费率", "Value rate"), "right"),
        ),
        tuple(rows),
    )


def _per_segment(w: Writer, rows: tuple[Counted, ...]) -> dict[str, Fraction]:
    held: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        account = w.contract(row.key).account_id if isinstance(row.key, int) else None
        held[w.segment(account)] += row.amount
    return held


# early collection ----------------------------------------------------------------------------------------


def _early(w: Writer) -> list[Block]:
    key, rules = "early_collection", w.basis.rules
    blocks: list[Block] = [
        Heading(2, w.t("提前回款", "Early collection"), "work.early"),
        _method(
            w,
            f"现金折扣只给早于原合同到期日至少 {rules.early_days} 天、一次付清的续费款；"
            "按合同计数，同时算节约的资金成本和付出的折扣。",
            f"A cash discount is given only for a renewal paid in one sum at least {rules.early_days} days before"
            " the old contract ends; counted by contract, with what it saved and cost.",
        ),
    ]
    if not w.known(key):
        return [*blocks, _result(w, w.unavailable(key))]
    return [*blocks, _result(w, _early_count(w), _early_money(w))]


def _early_count(w: Writer) -> Inline:
    key = "early_collection"
    figure = w.figure(key)
    due = int(w.number(key, "due_next_period"))
    inside = int(w.number(key, "of_due_next_period"))
    following = w.period_words(w.period.next)
    if not figure.value:
        return w.say(
            "期内没有提前回款；{next}到期合同 {due} 份。",
            "Nothing was collected early; {due} contracts are due in {next}.",
            next=following,
            due=w.part(key, "due_next_period"),
        )
    if inside == figure.value:
        first = w.say(
            "{next}到期的 {due} 份合同（合同额 {amount}）中，{value}已提前回款",
            "Of the {due} contracts due in {next} (worth {amount}), {value} have been paid early",
            next=following,
            due=w.part(key, "due_next_period", bold=True),
            amount=w.part(key, "due_next_period_amount"),
            value=w.value(key),
        )
    else:
        first = w.say(
            "提前回款 {value}，其中 {inside} 份在{next}到期（该期到期合同共 {due} 份）",
            "{value} contracts were paid early; {inside} of them are due in {next} ({due} due in all)",
            value=w.value(key),
            inside=w.part(key, "of_due_next_period"),
            next=following,
            due=Span(str(due), figure=key, part="due_next_period"),
        )
    share = None
    if figure.parts.get("share_of_renewal_receipts") is not None:
        share = w.say(
            "，占续费到账的 {share}",
            ", {share} of the renewal receipts",
            share=w.part(key, "share_of_renewal_receipts", bold=True),
        )
    amount = w.say("，到账 {amount}", ": {amount} received", amount=w.part(key, "amount", bold=True))
    return (*first, *amount, *(share or ()), Span(w.t("。", ".")))


def _early_money(w: Writer) -> Inline | None:
    key = "early_collection"
    if not w.figure(key).value:
        return None
    net = w.number(key, "net")
    return w.say(
        "按融资成本率 {rate} 计节约 {saved}，付出现金折扣 {discount}，" + ("净省 {net}。" if net >= 0 else "净付出 {net}。"),
        "At a financing rate of {rate} this saved {saved} and cost {discount} in discounts: "
        + ("{net} net." if net >= 0 else "{net} lost net."),
        rate=display.percent(w.basis.rules.financing_rate, places=2),
        saved=w.part(key, "financing_saved", bold=True),
        discount=w.part(key, "discount"),
        net=w.money(abs(net), key, "net"),
    )


# upsell and leads ----------------------------------------------------------------------------------------


def _upsell(w: Writer) -> list[Block]:
    won = sorted(
        (
            o
            for o in w.basis.facts.opportunities
            if o.stage == "won"
            and o.kind in {"upsell", "cross_sell"}
            and w.basis.in_flow(o.won_day)
            and w.basis.owned(o.account_id, o.won_day)
        ),
        key=lambda o: (o.won_day is None, o.won_day, o.id),
    )
    sentences: list[Inline | None] = []
    if w.known("upsell_collected"):
        sentences.append(
            w.say(
                "赢单 {deals} 笔，增购到账 {value}{target}。",
                "{deals} deals were won; {value} received{target}.",
                deals=len(won),
                value=w.value("upsell_collected"),
                target=w.target_words("upsell_collected") or (),
            )
        )
    for key in ("upsell_rate", "upsell_margin", "collection_days"):
        if w.known(key):
            extra = w.say("（{over}）", " ({over})", over=w.over(key)) if key == "upsell_rate" else None
            sentences.append(w.sentence(key, extra))
    blocks: list[Block] = [
        Heading(2, w.t("增购与推荐", "Upsell and referrals"), "work.upsell"),
        _method(
            w,
            "从使用深度与健康度找增购机会；分层报价以近 90 天峰值并发为基线，组合包同时看毛利率变化；"
            "请客户高管推荐线索，转为商机的记预计年化金额。",
            "Use and health show where more is needed; tiered quotes start from the peak concurrency of 90 days, bundles"
            " show the change of margin; executives are asked for referrals, and those that become opportunities carry"
            " their expected annual value.",
        ),
        _result(w, *sentences, _leads(w)),
    ]
    if won:
        rows = [
            (
                plain(o.code),
                plain(w.account_name(o.account_id)),
                plain(o.name),
                plain(w.t("增购", "upsell") if o.kind == "upsell" else w.t("交叉销售", "cross-sell")),
                plain(display.money_cell(Fraction(o.amount_fen, 100), w.language)),
                plain(display.MISSING if o.margin is None else display.percent(o.margin)),
                plain(display.day(o.won_day)),
            )
            for o in won[:_MOST_DEALS]
        ]
        blocks.append(
            Table(
                w.t("期内赢单", "Deals won"),
                (
                    Column(w.t("商机", "Deal"), share=1.0),
                    Column(w.t("客户", "Account"), share=1.3),
                    Column(w.t("名称", "Name"), share=2.3),
                    Column(w.t("类型", "Kind"), share=1.0),
                    Column(w.t("金额", "Amount"), "right"),
                    Column(w.t("毛利率", "Margin"), "right", 0.9),
                    Column(w.t("成交日", "Won"), "right", 1.2),
                ),
                tuple(rows),
                note=shown_of(w, len(rows), len(won)),
            )
        )
    return [*blocks, w.to_write("work.upsell.how", "增购的打法与客户价值，由本人补充。", "How the upsells were won.")]


def _leads(w: Writer) -> Inline:
    key = "referral_leads"
    if not w.known(key):
        return w.unavailable(key)
    return (
        *w.say("{name} ", "{name}: ", name=w.name(key)),
        w.value(key),
        *(w.target_words(key) or ()),
        *w.say(
            "；其中 {converted} 条已转商机，预计年化 {arr}。",
            "; {converted} became opportunities with an expected annual value of {arr}.",
            converted=w.part(key, "converted", bold=True),
            arr=w.part(key, "expected_arr", bold=True),
        ),
    )


def shown_of(w: Writer, shown: int, total: int) -> str:
    """``列出前 15 项，共 40 项。`` where a table was capped; empty where it was not."""
    if shown == total:
        return ""
    return w.t(f"列出前 {shown} 项，共 {total} 项。", f"The first {shown} of {total}.")


# workshops -----------------------------------------------------------------------------------------------


def _workshops(w: Writer) -> list[Block]:
    rules = w.basis.rules
    key = "workshop_quality"
    held = w.figure(key).denominator
    tests = (
        ("pain_points", f"业务痛点不少于 {rules.workshop_pain_points} 个", f"at least {rules.workshop_pain_points} pain points"),
        ("measures", f"量化指标不少于 {rules.workshop_measures} 项", f"at least {rules.workshop_measures} measures"),
        ("both_signed", "价值实现计划由双方 CXO 签字", "plan signed by both CXOs"),
        ("minutes_24h", f"会议纪要 {rules.minutes_hours} 小时内发出", f"minutes within {rules.minutes_hours} hours"),
        ("ticket_72h", f"追踪单 {rules.ticket_hours} 小时内创建", f"tracking ticket within {rules.ticket_hours} hours"),
    )
    on_time = w.sentence("workshop_on_time", _over_words(w, "workshop_on_time"))
    quality = w.sentence(key, _over_words(w, key))
    blocks: list[Block] = [
        Heading(2, w.t("价值校准工作坊", "Value workshops"), "work.workshops"),
        _method(
            w,
            f"合同到期前至少 {rules.workshop_days} 天召开；"
            + "，".join(zh for _, zh, _ in tests)
            + "。五项都做到才算合格，没有记录的按未做到计。",
            f"Held at least {rules.workshop_days} days before the end, with "
            + ", ".join(en for _, _, en in tests)
            + "; all five make a good workshop, and an item without a record fails.",
        ),
        _result(w, on_time, quality),
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
                note=w.t(f"为期内到期合同召开的工作坊共 {held} 场。", f"{held} workshops for contracts due in the period."),
            )
        )
    return blocks


def _over_words(w: Writer, key: str) -> Inline | None:
    return w.say("（{over}）", " ({over})", over=w.over(key)) if w.known(key) else None


# events --------------------------------------------------------------------------------------------------


def _events(w: Writer) -> list[Block]:
    b, key = w.basis, "salon_compliance"
    rules = b.rules
    blocks: list[Block] = [
        Heading(2, w.t("高管活动", "Events for executives"), "work.events"),
        _method(
            w,
            f"每季度至少一场线下沙龙，人数不超过 {rules.salon_people} 人，"
            f"高管占比不低于 {display.percent(rules.salon_executive_share)}；"
            f"议题由客户顾问委员会至少提前 {rules.salon_topic_days} 天票选，白皮书 {rules.salon_paper_hours} 小时内发给全体高管。",
            f"At least one salon a quarter, at most {rules.salon_people} people, executives at least"
            f" {display.percent(rules.salon_executive_share)}; the advisory board votes the topic at least"
            f" {rules.salon_topic_days} days ahead, the white paper goes out within {rules.salon_paper_hours} hours.",
        ),
    ]
    salons = [e for e in b.facts.events if e.kind == "salon" and b.in_flow(e.day)]
    if not salons or not w.known(key):
        return [*blocks, _result(w, w.unavailable(key))]
    rating = None
    if w.figure(key).parts.get("rating_mean") is not None:
        rating = w.say(
            "沙龙平均满意度 {mean}（满分 5）。",
            "Mean rating of the salons: {mean} of 5.",
            mean=w.part(key, "rating_mean", bold=True),
        )
    kept = w.say(
        "线下沙龙 {n} 场，四条规则全部做到的 {good} 场（{rate}）。",
        "{n} salons were held; {good} kept all four rules ({rate}).",
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
        "topic_45_days": (f"议题提前 {rules.salon_topic_days} 天票选", f"topic voted {rules.salon_topic_days} days ahead"),
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
    return [*blocks, _result(w, kept, rating), table]


# NPS -----------------------------------------------------------------------------------------------------


def _nps(w: Writer) -> list[Block]:
    key = "nps_executive"
    blocks: list[Block] = [
        Heading(2, w.t("高管 NPS", "Executive NPS"), "work.nps"),
        _method(
            w,
            "推荐者 9–10 分，中立者 7–8 分，贬损者 0–6 分；同一联系人多次答复取期内最新一次，同时列出其他口径和 95% 区间。",
            "Promoters 9–10, passives 7–8, detractors 0–6; the latest answer of each contact counts, the other"
            " definitions and the 95 % interval stand beside it.",
        ),
    ]
    if not w.known(key):
        blocks.append(_result(w, w.unavailable(key)))
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
        blocks.append(_result(w, first, everyone))
    keys = [k for k in (key, "nps", "nps_all_answers") if w.known(k)]
    if keys:
        blocks.append(_nps_table(w, keys))
    return blocks


def _sample(w: Writer, key: str) -> Inline:
    return w.say(
        "（n = {n}，推荐者 {up}，贬损者 {down}）",
        " (n = {n}, {up} promoters, {down} detractors)",
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
