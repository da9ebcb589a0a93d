"""Renewals, retention, what was sold and what it earned."""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102, SIM108

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.recount.counting import (
    EARLY_DAYS,
    FINANCING_RATE,
    PENDING_DAYS,
    Count,
    Counting,
    Keys,
    account_keys,
    answer,
    keys,
    share,
    span,
    whole_months,
)
from tests.recount.rows import Row


def renewal_rate(c: Counting) -> Count:
    """Customers of whose due contracts at least one is renewed / customers with a due contract."""
    due = []
    renewed = []
    for contract in c.due():
        if contract["account_id"] not in due:
            due.append(contract["account_id"])
        if c.successors(contract) and contract["account_id"] not in renewed:
            renewed.append(contract["account_id"])
    return share(len(renewed), len(due), account_keys(renewed), account_keys(due))


def renewal_rate_contracts(c: Counting) -> Count:
    """Due contracts that are renewed / due contracts."""
    due = c.due()
    renewed = [contract for contract in due if c.successors(contract)]
    return share(len(renewed), len(due), keys("contracts", renewed), keys("contracts", due))


def renewal_value_rate(c: Counting) -> Count:
    """Annual value of the renewals of the due contracts / annual value due."""
    value_due = value_renewed = Fraction(0)
    due = []
    renewals = []
    for contract in c.due():
        annual = c.annual(contract)
        if annual is None:
            continue
        due.append(contract)
        value_due += annual
        for new in c.successors(contract):
            new_annual = c.annual(new)
            if new_annual is None:
                continue
            merged = [c.annual(old) or Fraction(0) for old in c.predecessors(new)]
            if sum(merged) > 0:
                portion = annual / sum(merged)
            else:
                portion = Fraction(1, len(merged))
            value_renewed += new_annual * portion
            renewals.append(new)
    return share(value_renewed, value_due, keys("contracts", renewals), keys("contracts", due))


def collected(c: Counting, kind: str) -> Count:
    """The sum of the receipts of a kind."""
    total = Fraction(0)
    counted = []
    for receipt in c.receipts(kind):
        amount = c.yuan(receipt["amount_fen"], receipt["currency"])
        if amount is not None:
            total += amount
            counted.append(receipt)
    return answer(total, None, None, {}, keys("receipts", counted), [])


def renewal_collected(c: Counting) -> Count:
    """Receipts of kind 续费."""
    return collected(c, "renewal")


def upsell_collected(c: Counting) -> Count:
    """Receipts of kind 增购."""
    return collected(c, "upsell")


def in_one_sum(c: Counting, receipt: Row) -> bool:
    """Paid in one sum: as recorded, else as the only receipt, covering its contract; never a refund."""
    if receipt["amount_fen"] <= 0:
        return False
    if receipt["one_sum"] is not None:
        return bool(receipt["one_sum"])
    if receipt["amount_fen"] + receipt["discount_fen"] < c.contracts[receipt["contract_id"]]["amount_fen"]:
        return False
    of_contract = 0
    for other in c.rows["receipts"]:
        if other["contract_id"] == receipt["contract_id"] and other["kind"] == "renewal":
            # An instalment that is still to come shows as well that this was not all.
            if other["amount_fen"] > 0:
                of_contract += 1
    return of_contract == 1


def early_collection(c: Counting) -> Count:
    """Contracts whose renewal was paid in one sum at least 30 days before their end."""
    early = []
    receipts = []
    for receipt in c.receipts("renewal"):
        renewal = c.contracts[receipt["contract_id"]]
        if not in_one_sum(c, receipt) or not c.exists(renewal):
            continue
        for old in c.predecessors(renewal):
            if old["recurring"] and old["end_day"] is not None and c.exists(old):
                if (old["end_day"] - receipt["received_day"]).days >= EARLY_DAYS:
                    if old not in early:
                        early.append(old)
                    if receipt not in receipts:
                        receipts.append(receipt)
    amount = discount = Fraction(0)
    for receipt in receipts:
        amount += c.yuan(receipt["amount_fen"], receipt["currency"]) or 0
        discount += c.yuan(receipt["discount_fen"], receipt["currency"]) or 0
    all_receipts = renewal_collected(c)["value"]
    due_next = c.due_in(*span(c.next_period)[:2])
    due_amount = Fraction(0)
    for contract in due_next:
        due_amount += c.yuan(contract["amount_fen"], contract["currency"]) or 0
    saved = amount * FINANCING_RATE
    parts = {
        "amount": amount,
        "share_of_renewal_receipts": amount / all_receipts if all_receipts else None,
        "due_next_period": len(due_next),
        "due_next_period_amount": due_amount,
        "of_due_next_period": sum(contract in due_next for contract in early),
        "financing_saved": saved,
        "discount": discount,
        "net": saved - discount,
    }
    return answer(len(early), None, None, parts, keys("contracts", early), [])


def non_renewal_reasons(c: Counting) -> Count:
    """Due contracts that are not renewed, by reason; those still pending apart."""
    lost = []
    pending = []
    by_reason: dict[str, int] = {}
    amount_by_reason: dict[str, Fraction] = {}
    pending_amount = Fraction(0)
    for contract in c.due():
        if c.successors(contract):
            continue
        amount = c.yuan(contract["amount_fen"], contract["currency"]) or Fraction(0)
        if not c.lost_by(contract, c.as_of) and (c.as_of - contract["end_day"]).days <= PENDING_DAYS:
            pending.append(contract)
            pending_amount += amount
            continue
        lost.append(contract)
        reason = contract["loss_reason"] if c.lost_by(contract, c.as_of) else ""
        reason = reason or "未填"
        by_reason[reason] = by_reason.get(reason, 0) + 1
        amount_by_reason[reason] = amount_by_reason.get(reason, Fraction(0)) + amount
    parts = {
        "by_reason": by_reason,
        "amount_by_reason": amount_by_reason,
        "pending": len(pending),
        "pending_amount": pending_amount,
    }
    return answer(len(lost), None, None, parts, keys("contracts", lost), [])


def net_and_gross(c: Counting) -> tuple[list[int], Fraction, Fraction, Fraction, Fraction]:
    """The cohort (ARR on the opening day, owned at closing too), its opening ARR and what became of it."""
    cohort = []
    opening = expansion = contraction = churn = Fraction(0)
    for account_id in c.accounts:
        before = c.arr(account_id, c.opening)
        if before <= 0 or not c.owned(account_id, c.closing):
            continue
        after = c.arr(account_id, c.closing)
        cohort.append(account_id)
        opening += before
        if after == 0:
            churn += before
        elif after < before:
            contraction += before - after
        else:
            expansion += after - before
    return cohort, opening, expansion, contraction, churn


def contracts_behind(c: Counting, accounts: list[int], day: date) -> Keys:
    """The contracts whose annual value makes up the ARR of the accounts on the day."""
    found = []
    for account_id in accounts:
        for contract in c.running(account_id, day):
            if c.annual(contract) is not None:
                found.append(contract)
    return keys("contracts", found)


def nrr(c: Counting) -> Count:
    """(Opening + expansion − contraction − churn) / opening."""
    cohort, opening, expansion, contraction, churn = net_and_gross(c)
    return share(
        opening + expansion - contraction - churn,
        opening,
        contracts_behind(c, cohort, c.closing),
        contracts_behind(c, cohort, c.opening),
        opening=opening,
        expansion=expansion,
        contraction=contraction,
        churn=churn,
    )


def grr(c: Counting) -> Count:
    """(Opening − contraction − churn) / opening."""
    cohort, opening, _, contraction, churn = net_and_gross(c)
    return share(opening - contraction - churn, opening, account_keys(cohort), account_keys(cohort))


def customer_retention(c: Counting) -> Count:
    """Customers of the opening day (owned on both days) that are customers at closing / those."""
    cohort = [a for a in c.customers(c.opening) if c.owned(a, c.closing)]
    still = [a for a in cohort if c.is_customer(a, c.closing)]
    return share(len(still), len(cohort), account_keys(still), account_keys(cohort))


def customer_retention_simple(c: Counting) -> Count:
    """Customers at closing / customers at opening."""
    at_opening, at_closing = c.customers(c.opening), c.customers(c.closing)
    return share(len(at_closing), len(at_opening), account_keys(at_closing), account_keys(at_opening))


def logo_churn(c: Counting) -> Count:
    """Of the customers with a due or a monthly contract: those without ARR at closing."""
    could_leave = []
    for account_id in c.accounts:
        if not c.owned(account_id, c.closing):
            continue
        could = any(contract["account_id"] == account_id for contract in c.due())
        for contract in c.rows["contracts"]:
            if contract["account_id"] == account_id and contract["recurring"] and c.exists(contract):
                start, end = contract["start_day"], contract["end_day"]
                monthly = contract["billing"] == "monthly" or (end and whole_months(start, end) == 1)
                if monthly and start <= c.closing and (end is None or end >= c.start):
                    could = True
        if could:
            could_leave.append(account_id)
    lost = [account_id for account_id in could_leave if not c.is_customer(account_id, c.closing)]
    return share(len(lost), len(could_leave), account_keys(lost), account_keys(could_leave))


def acv(c: Counting) -> Count:
    """Closing ARR / customers with ARR at closing."""
    total = Fraction(0)
    paying = []
    for account_id in c.accounts:
        if c.arr(account_id, c.closing) > 0:
            paying.append(account_id)
            total += c.arr(account_id, c.closing)
    return share(total, len(paying), contracts_behind(c, paying, c.closing), account_keys(paying))


def arr_per_csm(c: Counting) -> Count:
    """Closing ARR / full-time share (one manager)."""
    per_customer = acv(c)
    top = list(per_customer["evidence_rows"]["numerator"])
    return answer(per_customer["numerator"], None, None, {}, top, [])


def upsell_rate(c: Counting) -> Count:
    """Customers of the opening day with an upsell receipt above 0 / customers of the opening day."""
    cohort = c.customers(c.opening)
    with_upsell = []
    for account_id in cohort:
        for receipt in c.receipts("upsell"):
            if receipt["amount_fen"] > 0 and account_id not in with_upsell:
                if c.contracts[receipt["contract_id"]]["account_id"] == account_id:
                    with_upsell.append(account_id)
    return share(len(with_upsell), len(cohort), account_keys(with_upsell), account_keys(cohort))
