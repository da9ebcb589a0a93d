"""Chapter 3: the key work, each with its method (the rule), what was done, and the result."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from csmdesk.metrics import display
from csmdesk.metrics.figure import Counted
from csmdesk.reports.chapters import case, events
from csmdesk.reports.chapters.pieces import method, result, shown_of
from csmdesk.reports.document import Block, Column, Heading, Inline, Span, Table
from csmdesk.reports.words import Writer, plain

_MOST_DEALS = 12


def chapter(w: Writer) -> list[Block]:
    """Key work and how it was done."""
    return [
        Heading(1, w.t("重点工作与做法", "Key work and how it was done"), "work"),
        *_renewals(w),
        *_early(w),
        *_upsell(w),
        *events.workshops(w),
        *events.events(w),
        *events.nps(w),
        *case.section(w),
    ]


# renewals ----------------------------------------------------------------------------------------------


def _renewals(w: Writer) -> list[Block]:
    blocks: list[Block] = [
        Heading(2, w.t("续约", "Renewals"), "work.renewals"),
        method(
            w,
            "到期合同按到期月、金额和健康度排入红黄绿风险矩阵；自动续约的合同以到期日减通知期为决策日；"
            "按风险金额排优先级，金额相同先办决策日近的；到期前 1–2 个月启动谈判。",
            "Contracts due are placed by month of end, amount and health in a risk matrix; with"
            " auto-renewal the day"
            " that counts is the end less the notice; value at risk comes first, then the nearer decision"
            " date;"
            " talks start 1–2 months ahead.",
        ),
    ]
    if not w.known("renewal_rate_contracts"):
        blocks.append(result(w, w.unavailable("renewal_rate_contracts")))
    else:
        done, due = w.sums("renewal_rate_contracts")
        lost = w.figure("non_renewal_reasons")
        pending = int(w.number(lost.key, "pending"))
        text = w.say(
            "期内到期合同 {due} 份，续约 {done} 份，未续 {lost} 份，仍在谈 {pending} 份；续费率 {rate}。",
            "{due} {due|contract was|contracts were} due: {done} renewed, {lost} not renewed, {pending}"
            " still pending; value"
            " rate {rate}.",
            due=due,
            done=done,
            lost=w.value(lost.key, bold=False, measured=False),
            pending=Span(str(pending), figure=lost.key, part="pending"),
            rate=w.value("renewal_value_rate"),
        )
        blocks += [result(w, text), _by_segment(w)]
    how = w.to_write(
        "work.renewals.how",
        "续约中的关键动作与协同，由本人补充。",
        "What was done to win the renewals, and with whom.",
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
        method(
            w,
            f"现金折扣只给早于原合同到期日至少 {rules.early_days} 天、一次付清的续费款；"
            "按合同计数，同时算节约的资金成本和付出的折扣。",
            f"A cash discount is given only for a renewal paid in one sum at least {rules.early_days} days"
            " before"
            " the old contract ends; counted by contract, with what it saved and cost.",
        ),
    ]
    if not w.known(key):
        return [*blocks, result(w, w.unavailable(key))]
    return [*blocks, result(w, _early_count(w), _early_money(w))]


def _early_count(w: Writer) -> Inline:
    key = "early_collection"
    figure = w.figure(key)
    due = int(w.number(key, "due_next_period"))
    inside = int(w.number(key, "of_due_next_period"))
    following = w.period_words(w.period.next)
    if not figure.value:
        return w.say(
            "期内没有提前回款；{next}到期合同 {due} 份。",
            "Nothing was collected early; {due} {due|contract is|contracts are} due in {next}.",
            next=following,
            due=w.part(key, "due_next_period"),
        )
    if inside == figure.value:
        first = w.say(
            "{next}到期的 {due} 份合同（合同额 {amount}）中，{value}已提前回款",
            "Of the {due} contracts due in {next} (worth {amount}), {value} {value|has|have} been paid early",
            next=following,
            due=w.part(key, "due_next_period", bold=True),
            amount=w.part(key, "due_next_period_amount"),
            value=w.value(key),
        )
    else:
        first = w.say(
            "提前回款 {value}，其中 {inside} 份在{next}到期（该期到期合同共 {due} 份）",
            "{value} {value|contract was|contracts were} paid early; {inside} of them {inside|is|are} due"
            " in {next} ({due} due in all)",
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
        "按融资成本率 {rate} 计节约 {saved}，付出现金折扣 {discount}，"
        + ("净省 {net}。" if net >= 0 else "净付出 {net}。"),
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
                "{deals} {deals|deal was|deals were} won; {value} received{target}.",
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
        method(
            w,
            "从使用深度与健康度找增购机会；分层报价以近 90 天峰值并发为基线，组合包同时看毛利率变化；"
            "请高管推荐线索，转为商机的记预计年化金额。",
            "Use and health show where more is needed; tiered quotes start from the peak concurrency of 90"
            " days, bundles"
            " show the change of margin; executives are asked for referrals, and those that become"
            " opportunities carry"
            " their expected annual value.",
        ),
        result(w, *sentences, _leads(w)),
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
    return [
        *blocks,
        w.to_write("work.upsell.how", "增购的打法与客户价值，由本人补充。", "How the upsells were won."),
    ]


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
            "; {converted} became {converted|an opportunity|opportunities} with an expected annual value"
            " of {arr}.",
            converted=w.part(key, "converted", bold=True),
            arr=w.part(key, "expected_arr", bold=True),
        ),
    )
