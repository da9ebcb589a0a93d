"""Renewals: how many and how much of what was due was renewed, and why not."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from csmdesk.domain.facts import Contract, Receipt
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import total
from csmdesk.metrics.figure import Counted, Definition, Figure, LeftOut, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.revenue import flow_receipts
from csmdesk.metrics.shape import NO_RATE, NOT_OWNED, ONE, amount, counted, left_out, ratio

NOTHING_DUE = Text("期内没有到期合同", "no contract is due in the period")
ONE_OFF = Text("一次性合同，不续约", "not recurring")
SIGNED_LATER = Text("统计日之后签署", "signed after the as-of date")
BLANK_REASON = "未填"


def due_excluded(b: Basis) -> tuple[LeftOut, ...]:
    """Contracts that end in the period and are not due, each with why."""
    ending = [c for c in b.facts.contracts if b.period.holds(c.end_day)]
    out: list[LeftOut] = []
    for c in ending:
        if c.account_id not in b.accounts:
            continue
        if c.id not in b.contracts:
            out.append(LeftOut("contracts", c.id, SIGNED_LATER))
        elif not c.recurring:
            out.append(LeftOut("contracts", c.id, ONE_OFF))
        elif not b.owned(c.account_id, c.end_day):
            out.append(LeftOut("contracts", c.id, NOT_OWNED))
    return tuple(out)


@metric(
    "renewal_rate",
    Text("续约率", "Renewal rate"),
    Unit.RATIO,
    Text(
        "续约客户数 ÷ 期内有合同到期的客户数；任一到期合同已续即为续约客户",
        "customers with a renewed due contract ÷ customers with a contract due in the period",
    ),
    rivals=("renewal_rate_contracts", "renewal_value_rate"),
)
def renewal_rate(b: Basis, d: Definition) -> Figure:
    """By customer."""
    due = sorted({c.account_id for c in b.due_now})
    renewed = sorted({c.account_id for c in b.due_now if b.renewed(c)})
    return ratio(
        b,
        d,
        counted("accounts", renewed),
        counted("accounts", due),
        NOTHING_DUE,
        excluded=due_excluded(b),
    )


@metric(
    "renewal_rate_contracts",
    Text("续约率（按合同）", "Renewal rate by contract"),
    Unit.RATIO,
    Text("已续合同数 ÷ 期内到期合同数", "renewed contracts ÷ contracts due in the period"),
    rivals=("renewal_rate", "renewal_value_rate"),
)
def renewal_rate_contracts(b: Basis, d: Definition) -> Figure:
    """By contract."""
    return ratio(
        b,
        d,
        counted("contracts", [c.id for c in b.due_now if b.renewed(c)]),
        counted("contracts", [c.id for c in b.due_now]),
        NOTHING_DUE,
        excluded=due_excluded(b),
    )


def renewal_shares(b: Basis, due: list[Contract]) -> dict[int, Fraction | None]:
    """By renewal's id: the annual value that it brings to the ``due`` contracts (home currency).

    A renewal that merges several contracts is shared among all of them by their annual values, equally
    when those are 0. None where a currency has no rate.
    """
    due_ids = {c.id for c in due}
    shares: dict[int, Fraction | None] = {}
    for old in due:
        for new in b.successors.get(old.id, ()):
            if new.id in shares:
                continue
            merged = b.predecessors[new.id]
            weights = {m.id: b.annual[m.id] or Fraction(0) for m in merged}
            whole = total(weights.values())
            part = total(w for m, w in weights.items() if m in due_ids)
            count = Fraction(sum(m in due_ids for m in weights), len(weights))
            value = b.annual[new.id]
            shares[new.id] = None if value is None else value * (part / whole if whole else count)
    return shares


@metric(
    "renewal_value_rate",
    Text("续费率", "Renewal value rate"),
    Unit.RATIO,
    Text(
        "到期合同的续约年化金额 ÷ 到期年化金额",
        "annual value of the renewals ÷ annual value due in the period",
    ),
    rivals=("renewal_rate", "renewal_rate_contracts"),
)
def renewal_value_rate(b: Basis, d: Definition) -> Figure:
    """By annual value, so that a three-year prepayment does not inflate it."""
    convertible = [c for c in b.due_now if b.annual[c.id] is not None]
    foreign = [c.id for c in b.due_now if b.annual[c.id] is None]
    shares = renewal_shares(b, convertible)
    return ratio(
        b,
        d,
        tuple(Counted("contracts", new, value) for new, value in shares.items() if value is not None),
        tuple(Counted("contracts", c.id, b.annual[c.id] or Fraction(0)) for c in convertible),
        NOTHING_DUE,
        excluded=due_excluded(b)
        + left_out("contracts", foreign + [n for n, v in shares.items() if v is None], NO_RATE),
        parts=b.foreign((c.currency, b.annual_fen(c)) for c in b.due_now),
    )


@metric(
    "non_renewal_reasons",
    Text("未续约原因", "Reasons for not renewing"),
    Unit.COUNT,
    Text(
        "期内到期且未续约的合同，按原因计数；仍在谈（到期 30 天内、未记原因）的另列",
        "contracts due in the period and not renewed, by reason; still pending ones apart",
    ),
    higher_is_better=False,
)
def non_renewal_reasons(b: Basis, d: Definition) -> Figure:
    """Count and amount by reason, from the day on which the loss is known; a blank reason is 未填."""
    by_reason: dict[str, list[Contract]] = defaultdict(list)
    pending: list[Contract] = []
    for c in b.due_now:
        if b.renewed(c):
            continue
        assert c.end_day is not None
        if b.lost(c, b.as_of):
            by_reason[c.loss_reason or BLANK_REASON].append(c)
        elif (b.as_of - c.end_day).days <= b.rules.pending_days:
            pending.append(c)
        else:
            by_reason[BLANK_REASON].append(c)
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    parts: dict[str, Part] = {
        "by_reason": {reason: len(rows) for reason, rows in ordered},
        "amount_by_reason": {
            reason: b.sum_in_home((c.amount_fen, c.currency) for c in rows) for reason, rows in ordered
        },
        "pending": len(pending),
        "pending_amount": b.sum_in_home((c.amount_fen, c.currency) for c in pending),
    }
    return amount(
        b,
        d,
        counted("contracts", [c.id for _, rows in ordered for c in rows]),
        excluded=left_out("contracts", [c.id for c in pending], Text("仍在谈", "still pending"))
        + left_out("contracts", [c.id for c in b.due_now if b.renewed(c)], Text("已续约", "renewed"))
        + due_excluded(b),
        parts=parts,
    )


@metric(
    "early_collection",
    Text("提前回款", "Early collection"),
    Unit.COUNT,
    Text(
        "续费款在期内一次付清、且早于原合同到期日至少 30 天到账的合同数",
        "contracts whose renewal was received in the period in one sum at least 30 days before their end",
    ),
    adds_up=True,
)
def early_collection(b: Basis, d: Definition) -> Figure:
    """Contracts, not receipts; beside it what falls due in the next period, and what it saved and cost."""
    receipts: dict[int, list[int]] = defaultdict(list)
    rows = {r.id: r for r in b.facts.receipts if r.kind == "renewal"}
    for r in rows.values():
        if r.amount_fen > 0:
            receipts[r.contract_id].append(r.id)
    early: dict[int, set[int]] = {}
    for new_id, ids in receipts.items():
        new = b.contracts.get(new_id)
        if new is None:
            continue
        in_one_sum = [i for i in ids if _one_sum(rows[i], new, len(ids))]
        for old in b.predecessors.get(new_id, ()):
            if old.end_day is None or not old.recurring or old.id not in b.contracts:
                continue
            hits = {
                i
                for i in in_one_sum
                if b.in_flow(day := rows[i].received_day)
                and day is not None
                and b.owned(new.account_id, day)
                and (old.end_day - day).days >= b.rules.early_days
            }
            if hits:
                early.setdefault(old.id, set()).update(hits)
    used = {i for ids in early.values() for i in ids}
    sums = [b.in_home(rows[i].amount_fen, rows[i].currency) for i in used]
    money = total(s for s in sums if s is not None)
    discount = b.sum_in_home((rows[i].discount_fen, rows[i].currency) for i in used)
    renewal_receipts = b.sum_in_home((r.amount_fen, r.currency) for r in flow_receipts(b, "renewal"))
    upcoming = b.due(b.period.next)
    saved = money * b.rules.financing_rate
    parts: dict[str, Part] = {
        "amount": money,
        "share_of_renewal_receipts": money / renewal_receipts if renewal_receipts else None,
        "due_next_period": len(upcoming),
        "due_next_period_amount": b.sum_in_home((c.amount_fen, c.currency) for c in upcoming),
        "financing_saved": saved,
        "discount": discount,
        "net": saved - discount,
        "of_due_next_period": sum(c.id in early for c in upcoming),
        **b.foreign((rows[i].currency, rows[i].amount_fen) for i in used),
    }
    others = [r.id for r in rows.values() if b.in_flow(r.received_day) and r.id not in used]
    return amount(
        b,
        d,
        counted("contracts", sorted(early)),
        excluded=left_out(
            "receipts",
            others,
            Text("未提前 30 天、或未一次付清", "not 30 days early, or not in one sum"),
        ),
        parts=parts,
        notes=[NO_RATE] if any(s is None for s in sums) else [],
    )


def _one_sum(receipt: Receipt, contract: Contract, receipts: int) -> bool:
    """Paid in one sum: as recorded; where nothing is recorded, the only receipt covers the contract."""
    if receipt.one_sum is not None:
        return receipt.one_sum
    return receipts == 1 and receipt.amount_fen + receipt.discount_fen >= contract.amount_fen


@metric(
    "workshop_on_time",
    Text("工作坊按时率", "Workshops on time"),
    Unit.RATIO,
    Text(
        "到期前至少 90 天开过价值工作坊的到期合同 ÷ 到期合同",
        "due contracts with a value workshop at least 90 days before the end ÷ due contracts",
    ),
)
def workshop_on_time(b: Basis, d: Definition) -> Figure:
    """The workshop must have been held by the as-of day."""
    on_time: set[int] = set()
    ends = {c.id: c.end_day for c in b.due_now}
    for w in b.facts.workshops:
        end = ends.get(w.contract_id)
        if end is not None and w.day <= b.as_of and (end - w.day).days >= b.rules.workshop_days:
            on_time.add(w.contract_id)
    return ratio(
        b,
        d,
        counted("contracts", [c.id for c in b.due_now if c.id in on_time]),
        counted("contracts", [c.id for c in b.due_now]),
        NOTHING_DUE,
        excluded=due_excluded(b),
    )


@metric(
    "workshop_quality",
    Text("工作坊合格率", "Workshop quality"),
    Unit.RATIO,
    Text(
        "五项要求（≥5 个痛点、≥3 项量化指标、双方 CXO 签字、纪要 ≤24 小时、追踪单 ≤72 小时）"
        "都达到的工作坊 ÷ 为到期合同开的工作坊",
        "workshops with ≥ 5 pain points, ≥ 3 measures, both signatures, minutes ≤ 24 h and ticket ≤ 72 h"
        " ÷ workshops held for the contracts due in the period",
    ),
)
def workshop_quality(b: Basis, d: Definition) -> Figure:
    """On whatever day they were held; an unknown item fails."""
    due = {c.id for c in b.due_now}
    held = [w for w in b.facts.workshops if w.contract_id in due and w.day <= b.as_of]
    rules = b.rules
    tests = {
        "pain_points": [w.id for w in held if (w.pain_points or 0) >= rules.workshop_pain_points],
        "measures": [w.id for w in held if (w.measures or 0) >= rules.workshop_measures],
        "both_signed": [w.id for w in held if w.both_signed],
        "minutes_24h": [
            w.id for w in held if w.minutes_hours is not None and w.minutes_hours <= rules.minutes_hours
        ],
        "ticket_72h": [
            w.id for w in held if w.ticket_hours is not None and w.ticket_hours <= rules.ticket_hours
        ],
    }
    good = set.intersection(*(set(ids) for ids in tests.values()))
    other = [w.id for w in b.facts.workshops if w.contract_id not in due]
    return ratio(
        b,
        d,
        counted("workshops", [w.id for w in held if w.id in good], ONE),
        counted("workshops", [w.id for w in held]),
        Text("没有为到期合同开过工作坊", "no workshop was held for the due contracts"),
        excluded=left_out("workshops", other, Text("合同不在本期到期", "contract not due in the period")),
        parts={name: len(ids) for name, ids in tests.items()},
    )
