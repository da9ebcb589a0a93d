"""Money: what is due, offers that run out, discounts that were not earned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since
from csmdesk.domain.work_rules import RuleKey
from csmdesk.metrics.compute import compute
from csmdesk.services.account_words import money
from csmdesk.services.todo_rules.ground import Ground


def overdue_receipts(g: Ground) -> Iterator[Finding]:
    """What is due comes in by its day."""
    b = g.basis
    for row in b.facts.receipts:
        account = b.account_of(row.contract_id)
        came = row.received_day is not None and row.received_day <= g.closing
        if row.due_day is None or came or row.amount_fen <= 0 or row.contract_id not in b.contracts:
            continue
        amount = money(row.amount_fen, row.currency)
        day = g.day(row.due_day)
        yield Finding(
            RuleKey.OVERDUE_RECEIPT,
            "receipts",
            row.id,
            account,
            case=row.due_day,
            due=row.due_day,
            breach=broken_since(row.due_day, g.closing, None),
            done=False,
            why=Text(f"{row.code} 应收 {amount.zh}，{day} 到期", f"{row.code}: {amount.en} due {day}"),
            contract_id=row.contract_id,
            amount=b.in_home(row.amount_fen, row.currency),
            opens=("contract", row.contract_id),
        )


def early_offers(g: Ground) -> Iterator[Finding]:
    """An offer is followed up until the last day on which a payment earns the discount."""
    b = g.basis
    running = {held.contract.id for held in g.contracts if held.end >= g.closing}
    for row in g.rows.offers:
        last = row.due_day - timedelta(days=g.rules.early_days)
        if row.day > g.closing or last < g.closing or row.contract_id not in running:
            continue
        renewals = [row.contract_id, *(new.id for new in b.successors.get(row.contract_id, ()))]
        paid = any(_came(g, contract, row.day) for contract in renewals)
        amount = money(row.amount_fen, row.currency)
        yield Finding(
            RuleKey.EARLY_OFFER,
            "early_offers",
            row.id,
            b.account_of(row.contract_id),
            case=row.day,
            due=last,
            breach=None,
            done=paid,
            why=Text(
                f"{amount.zh}，{g.day(last)} 前一次付清才有优惠", f"{amount.en} in one sum by {g.day(last)}"
            ),
            contract_id=row.contract_id,
            amount=b.in_home(row.amount_fen, row.currency),
            opens=("contract", row.contract_id),
        )


def _came(g: Ground, contract_id: int, since: date) -> bool:
    """True when money for the contract came in since the offer."""
    return any(
        row.received_day is not None and since <= row.received_day <= g.closing and row.kind == "renewal"
        for row in g.desk.receipts.get(contract_id, ())
    )


def discounts(g: Ground) -> Iterator[Finding]:
    """A discount on a receipt of the period that was not early, or not in one sum."""
    b = g.basis
    given = [r for r in b.facts.receipts if r.discount_fen > 0 and b.in_flow(r.received_day)]
    if not given:
        return
    early = {row.key for row in compute(b, ["early_collection"])["early_collection"].evidence.numerator}
    for row in given:
        assert row.received_day is not None
        old = b.predecessors.get(row.contract_id, ())
        earned = row.one_sum is not False and any(each.id in early for each in old)
        amount = money(row.discount_fen, row.currency)
        yield Finding(
            RuleKey.DISCOUNT,
            "receipts",
            row.id,
            b.account_of(row.contract_id),
            case=row.received_day,
            due=row.received_day,
            breach=None if earned else row.received_day,
            done=earned,
            why=Text(
                f"{row.code} 折扣 {amount.zh}，没有提前 {g.rules.early_days} 天一次付清",
                f"{row.code}: discount {amount.en}, not {g.rules.early_days} days early in one sum",
            ),
            counts_on=row.received_day,
            contract_id=row.contract_id,
            opens=("contract", row.contract_id),
        )
