"""Money and customers kept: receipts, retention, ARR, deals."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from csmdesk.domain.facts import Receipt
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import total
from csmdesk.metrics.figure import Counted, Definition, Figure, LeftOut, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.shape import (
    BEFORE_START,
    NO_RATE,
    NOT_IN_PERIOD,
    NOT_OWNED,
    amount,
    counted,
    left_out,
    not_available,
    ratio,
)

NO_OPENING = Text("期初没有客户", "no customers on the opening day")
NO_CLOSING = Text("期末没有有年化金额的客户", "no customers with ARR at closing")
OTHER_KIND = Text("款项类型不同", "another kind of receipt")
NEW_CUSTOMER = Text("期初不是客户，不计入", "not a customer on the opening day")
MOVED_AWAY = Text("期内移交他人，既非增长也非流失", "handed away in the period: neither growth nor churn")


def flow_receipts(b: Basis, kind: str) -> list[Receipt]:
    """Receipts of the kind that came in during the flow while the account was owned, refunds included."""
    return b.once(_flow_receipts).get(kind, [])


def _flow_receipts(b: Basis) -> dict[str, list[Receipt]]:
    """The same by kind."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    for r in b.facts.receipts:
        if b.in_flow(r.received_day) and b.owned(b.account_of(r.contract_id), r.received_day):
            found[r.kind].append(r)
    return dict(found)


def _collected(b: Basis, d: Definition, kind: str) -> Figure:
    rows = flow_receipts(b, kind)
    used = {r.id for r in rows}
    values = {r.id: b.in_home(r.amount_fen, r.currency) for r in rows}
    excluded: list[LeftOut] = []
    for r in b.facts.receipts:
        if r.id in used or b.account_of(r.contract_id) not in b.accounts:
            continue
        if r.kind != kind:
            if b.in_flow(r.received_day):
                excluded.append(LeftOut("receipts", r.id, OTHER_KIND))
        else:
            why = NOT_OWNED if b.in_flow(r.received_day) else NOT_IN_PERIOD
            excluded.append(LeftOut("receipts", r.id, why))
    excluded += left_out("receipts", [i for i, v in values.items() if v is None], NO_RATE)
    parts: dict[str, Part] = {
        "receipts": len(rows),
        **b.foreign((r.currency, r.amount_fen) for r in rows),
    }
    return amount(
        b,
        d,
        tuple(Counted("receipts", i, v) for i, v in values.items() if v is not None),
        excluded=excluded,
        parts=parts,
    )


@metric(
    "renewal_collected",
    Text("续费到账", "Renewal receipts"),
    Unit.MONEY,
    Text(
        "期内到账、款项类型为续费的回款之和，按到账日",
        "renewal receipts received in the period, by received day",
    ),
    adds_up=True,
)
def renewal_collected(b: Basis, d: Definition) -> Figure:
    """Refunds subtract."""
    return _collected(b, d, "renewal")


@metric(
    "upsell_collected",
    Text("增购到账", "Upsell receipts"),
    Unit.MONEY,
    Text(
        "期内到账、款项类型为增购的回款之和，按到账日",
        "upsell receipts received in the period, by received day",
    ),
    adds_up=True,
)
def upsell_collected(b: Basis, d: Definition) -> Figure:
    """Refunds subtract."""
    return _collected(b, d, "upsell")


class _Movement:
    """ARR of the opening customers on both days, netted per customer (home currency)."""

    def __init__(self, b: Basis) -> None:
        opening, closing = b.arr(b.opening), b.arr(b.closing)
        self.moved = [a for a in opening if not b.owned(a, b.closing)]
        self.customers = [a for a in opening if b.owned(a, b.closing)]
        self.opening = {a: opening[a] for a in self.customers}
        self.closing = {a: closing.get(a, Fraction(0)) for a in self.customers}
        self.foreign = arr_by_currency(b, b.opening)
        self.new = [a for a in closing if a not in opening]
        change = {a: self.closing[a] - self.opening[a] for a in self.customers}
        self.lost = [a for a in self.customers if self.closing[a] == 0]
        self.expansion = total(c for c in change.values() if c > 0)
        self.churn = total(self.opening[a] for a in self.lost)
        self.contraction = total(-c for a, c in change.items() if c < 0 and self.closing[a] > 0)

    @property
    def parts(self) -> dict[str, Part]:
        """Opening, movements and closing in the home currency."""
        return {
            "opening": total(self.opening.values()),
            "expansion": self.expansion,
            "contraction": self.contraction,
            "churn": self.churn,
            "closing": total(self.closing.values()),
            "customers": len(self.customers),
            **self.foreign,
        }

    def excluded(self, b: Basis) -> list[LeftOut]:
        """Accounts and contracts that one might expect in a retention figure."""
        rows = left_out("accounts", self.moved, MOVED_AWAY) + left_out("accounts", self.new, NEW_CUSTOMER)
        foreign = {
            c.id
            for day in (b.opening, b.closing)
            for contracts in b.arr_contracts(day).values()
            for c in contracts
            if b.annual[c.id] is None
        }
        return [*rows, *left_out("contracts", sorted(foreign), NO_RATE)]


def arr_by_currency(b: Basis, day: date) -> dict[str, Part]:
    """ARR of ``day`` by currency, where there is more than the home currency."""
    rows = [c for contracts in b.arr_contracts(day).values() for c in contracts]
    if all(c.currency == b.home for c in rows):
        return {}
    return b.foreign((c.currency, b.annual_fen(c)) for c in rows)


def arr_rows(b: Basis, accounts: list[int], *, opening: bool) -> tuple[Counted, ...]:
    """The contracts behind the ARR of ``accounts`` on the opening or closing day."""
    by_account = b.arr_contracts(b.opening if opening else b.closing)
    return tuple(
        Counted("contracts", c.id, value)
        for a in accounts
        for c in by_account.get(a, ())
        if (value := b.annual[c.id]) is not None
    )


def _closing_rows(b: Basis) -> tuple[Counted, ...]:
    """The contracts behind the whole ARR of the closing day."""
    return arr_rows(b, list(b.arr(b.closing)), opening=False)


@metric(
    "nrr",
    Text("净收入留存率", "Net revenue retention"),
    Unit.RATIO,
    Text(
        "（期初 ARR ＋ 扩张 － 收缩 － 流失）÷ 期初 ARR，只看期初客户，按客户轧差",
        "(opening ARR + expansion − contraction − churn) ÷ opening ARR, over the opening customers",
    ),
    rivals=("grr", "customer_retention"),
)
def nrr(b: Basis, d: Definition) -> Figure:
    """New customers never count; accounts handed over or away are neither growth nor churn."""
    m = b.once(_Movement)
    return ratio(
        b,
        d,
        arr_rows(b, m.customers, opening=False),
        arr_rows(b, m.customers, opening=True),
        NO_OPENING,
        excluded=m.excluded(b),
        parts=m.parts,
    )


@metric(
    "grr",
    Text("总收入留存率", "Gross revenue retention"),
    Unit.RATIO,
    Text(
        "（期初 ARR － 收缩 － 流失）÷ 期初 ARR，每个客户不超过期初",
        "(opening ARR − contraction − churn) ÷ opening ARR, each customer capped at its opening",
    ),
    rivals=("nrr", "customer_retention"),
)
def grr(b: Basis, d: Definition) -> Figure:
    """Never above 1."""
    m = b.once(_Movement)
    return ratio(
        b,
        d,
        tuple(Counted("accounts", a, min(m.opening[a], m.closing[a])) for a in m.customers),
        tuple(Counted("accounts", a, m.opening[a]) for a in m.customers),
        NO_OPENING,
        excluded=m.excluded(b),
        parts=m.parts,
    )


@metric(
    "customer_retention",
    Text("客户留存率", "Customer retention"),
    Unit.RATIO,
    Text(
        "期初客户中期末仍有合同的 ÷ 期初客户", "opening customers still active at closing ÷ opening customers"
    ),
    rivals=("customer_retention_simple", "logo_churn"),
)
def customer_retention(b: Basis, d: Definition) -> Figure:
    """Never above 1."""
    opening = b.customers(b.opening)
    stayed = [a for a in opening if b.owned(a, b.closing)]
    closing = set(b.customers(b.closing))
    return ratio(
        b,
        d,
        counted("accounts", [a for a in stayed if a in closing]),
        counted("accounts", stayed),
        NO_OPENING,
        excluded=[
            *left_out("accounts", [a for a in opening if not b.owned(a, b.closing)], MOVED_AWAY),
            *left_out("accounts", sorted(closing - set(opening)), NEW_CUSTOMER),
        ],
    )


@metric(
    "customer_retention_simple",
    Text("客户留存率（期末÷期初）", "Customer retention (closing ÷ opening)"),
    Unit.RATIO,
    Text(
        "期末客户数 ÷ 期初客户数，含新客户，可超过 100%",
        "customers at closing ÷ at opening; may exceed 100 %",
    ),
    rivals=("customer_retention", "logo_churn"),
)
def customer_retention_simple(b: Basis, d: Definition) -> Figure:
    """The textbook definition, which counts new customers."""
    return ratio(
        b,
        d,
        counted("accounts", b.customers(b.closing)),
        counted("accounts", b.customers(b.opening)),
        NO_OPENING,
    )


@metric(
    "logo_churn",
    Text("客户流失率", "Customer churn"),
    Unit.RATIO,
    Text(
        "流失客户 ÷ 期内可能流失的客户（有合同到期，或按月签约）",
        "customers lost ÷ customers that could have left (a contract due, or a monthly one)",
    ),
    higher_is_better=False,
    rivals=("customer_retention",),
)
def logo_churn(b: Basis, d: Definition) -> Figure:
    """Lost: no ARR at closing, pending contracts counting as kept."""
    could_leave = {c.account_id for c in b.due_now}
    for c in b.contracts.values():
        running = c.start_day <= b.closing and (c.end_day is None or c.end_day >= b.period.start)
        if c.recurring and running and b.monthly(c):
            could_leave.add(c.account_id)
    candidates = sorted(a for a in could_leave if b.owned(a, b.closing))
    closing = set(b.customers(b.closing))
    lost = [a for a in candidates if a not in closing]
    return ratio(
        b,
        d,
        counted("accounts", lost),
        counted("accounts", candidates),
        Text("期内没有可能流失的客户", "no customer could have left in the period"),
        excluded=left_out("accounts", sorted(could_leave - set(candidates)), MOVED_AWAY),
    )


@metric(
    "acv",
    Text("客户平均收入", "Average customer value"),
    Unit.MONEY,
    Text("期末 ARR ÷ 期末有 ARR 的客户数", "closing ARR ÷ customers with ARR at closing"),
)
def acv(b: Basis, d: Definition) -> Figure:
    """In the home currency."""
    customers = b.arr(b.closing)
    return ratio(
        b,
        d,
        b.once(_closing_rows),
        counted("accounts", customers),
        NO_CLOSING,
        excluded=left_out(
            "accounts",
            [a.id for a in b.owned_accounts(b.closing) if a.id not in customers],
            Text("期末没有 ARR", "no ARR at closing"),
        ),
        parts=arr_by_currency(b, b.closing),
    )


@metric(
    "arr_per_csm",
    Text("人均服务金额", "ARR per CSM"),
    Unit.MONEY,
    Text("期末 ARR ÷ CSM 投入比例", "closing ARR ÷ the CSM's full-time share"),
)
def arr_per_csm(b: Basis, d: Definition) -> Figure:
    """The share is a setting, 1 by default."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    share = b.rules.csm_share
    if not share:
        return not_available(b, d, Text("投入比例为 0", "the full-time share is 0"))
    rows = b.once(_closing_rows)
    return amount(
        b,
        d,
        rows if share == 1 else [row._replace(amount=row.amount / share) for row in rows],
        parts={
            "arr": total(row.amount for row in rows),
            "csm_share": share,
            **arr_by_currency(b, b.closing),
        },
    )


@metric(
    "upsell_rate",
    Text("增购率", "Upsell rate"),
    Unit.RATIO,
    Text(
        "期初客户中期内有增购到账的 ÷ 期初客户",
        "opening customers with an upsell receipt in the period ÷ opening customers",
    ),
)
def upsell_rate(b: Basis, d: Definition) -> Figure:
    """At least one receipt above 0."""
    opening = b.customers(b.opening)
    paid = {b.account_of(r.contract_id) for r in flow_receipts(b, "upsell") if r.amount_fen > 0}
    return ratio(
        b,
        d,
        counted("accounts", [a for a in opening if a in paid]),
        counted("accounts", opening),
        NO_OPENING,
        excluded=left_out(
            "accounts", sorted(a for a in paid if a is not None and a not in opening), NEW_CUSTOMER
        ),
    )


@metric(
    "upsell_margin",
    Text("毛利率", "Upsell margin"),
    Unit.RATIO,
    Text(
        "期内赢单的增购与交叉销售，按金额加权的毛利率",
        "amount-weighted margin of the upsell and cross-sell deals won in the period",
    ),
)
def upsell_margin(b: Basis, d: Definition) -> Figure:
    """Deals without a margin are left out."""
    won = [
        o
        for o in b.facts.opportunities
        if o.kind in ("upsell", "cross_sell")
        and o.stage == "won"
        and b.in_flow(o.won_day)
        and b.owned(o.account_id, o.won_day)
    ]
    above: list[Counted] = []
    below: list[Counted] = []
    out: list[LeftOut] = []
    for o in won:
        value = b.in_home(o.amount_fen, o.currency)
        if o.margin is None:
            out.append(LeftOut("opportunities", o.id, Text("未填毛利率", "no margin recorded")))
        elif value is None:
            out.append(LeftOut("opportunities", o.id, NO_RATE))
        else:
            above.append(Counted("opportunities", o.id, value * o.margin))
            below.append(Counted("opportunities", o.id, value))
    return ratio(
        b,
        d,
        above,
        below,
        Text("期内没有赢单的增购", "no upsell was won in the period"),
        excluded=out,
        parts={"deals": len(below)},
    )


@metric(
    "collection_days",
    Text("回款周期", "Collection days"),
    Unit.DAYS,
    Text(
        "期内增购回款：到账日 － 合同开始日，取平均",
        "upsell receipts of the period: received day − contract start, mean",
    ),
    higher_is_better=False,
)
def collection_days(b: Basis, d: Definition) -> Figure:
    """Refunds are left out."""
    rows = flow_receipts(b, "upsell")
    paid = [r for r in rows if r.amount_fen > 0]
    above = []
    for r in paid:
        assert r.received_day is not None
        days = (r.received_day - b.all_contracts[r.contract_id].start_day).days
        above.append(Counted("receipts", r.id, Fraction(days)))
    return ratio(
        b,
        d,
        above,
        counted("receipts", [r.id for r in paid]),
        Text("期内没有增购回款", "no upsell receipt in the period"),
        excluded=left_out("receipts", [r.id for r in rows if r.amount_fen <= 0], Text("退款", "refund")),
        parts={"receipts": len(paid)},
    )
