"""Counts every metric of a book by plain loops, line by line as docs/definitions.md says.

It shares no code with the program. Money is counted in yuan, ratios as fractions; nothing is rounded.
"""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102, SIM108

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.recount.rows import Row, Rows

Count = dict[str, Any]
"""value, numerator, denominator, parts, evidence_rows (numerator and denominator: sets of (table, key))."""

WEIGHTS = {
    "活跃度": Fraction("0.4"),
    "业务成果": Fraction("0.3"),
    "支持响应": Fraction("0.2"),
    "培训完成度": Fraction("0.1"),
}
CADENCE = {"高价值": 14, "潜力": 30, "稳定": 30, "流失风险": 7}
OTHER_CADENCE = 30
PENDING_DAYS = 30
EARLY_DAYS = 30
FINANCING_RATE = Fraction("0.02")
WORKSHOP_DAYS = 90
OUTCOME_DAYS = 30
RED = 60


def day_of_month(year: int, month: int, day: int) -> date:
    """The day of that month, or its last day where the month is shorter; months run over into years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def span(name: str) -> tuple[date, date, str]:
    """First and last day of the period, and the name of the period after it."""
    found = re.fullmatch(r"(\d{4})(?:H([12])|Q([1-4])|-(\d\d))?", name)
    assert found, name
    year = int(found[1])
    if found[2]:
        months, number = 6, int(found[2])
        after = f"{year}H2" if number == 1 else f"{year + 1}H1"
    elif found[3]:
        months, number = 3, int(found[3])
        after = f"{year}Q{number + 1}" if number < 4 else f"{year + 1}Q1"
    elif found[4]:
        months, number = 1, int(found[4])
        after = f"{year}-{number + 1:02d}" if number < 12 else f"{year + 1}-01"
    else:
        months, number = 12, 1
        after = str(year + 1)
    first = 1 + months * (number - 1)
    return date(year, first, 1), day_of_month(year, first + months, 1) - timedelta(1), after


def whole_months(start: date, end: date) -> int | None:
    """The number of whole months of a term, both days included, or None where it has odd days."""
    after = end + timedelta(1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if months >= 1 and day_of_month(start.year, start.month + months, start.day) == after:
        return months
    return None


class Counting:
    """A book's rows, a period and a day, and the questions that several metrics ask of them."""

    def __init__(self, rows: Rows, period: str, as_of: date) -> None:
        self.rows = rows
        self.period = period
        self.as_of = as_of
        self.start, self.end, self.next_period = span(period)
        self.opening = self.start - timedelta(1)
        self.closing = min(self.end, as_of)
        self.accounts = {row["id"]: row for row in rows["accounts"]}
        self.contracts = {row["id"]: row for row in rows["contracts"]}
        self.contacts = {row["id"]: row for row in rows["contacts"]}
        self.events = {row["id"]: row for row in rows["events"]}
        self.modules = {row["id"]: row for row in rows["modules"]}
        self.home = self.home_currency()

    # --- days and ownership ---------------------------------------------------------------------------------

    def in_flow(self, day: date | None) -> bool:
        """The day is known and lies in the period, up to the as-of day."""
        return day is not None and self.start <= day <= self.closing

    def owned(self, account_id: int | None, day: date) -> bool:
        """The account was this manager's on the day; a row without an account always counts."""
        if account_id is None:
            return True
        account = self.accounts[account_id]
        if account["handover_day"] is not None and day < account["handover_day"]:
            return False
        handaway = account.get("handaway_day")
        return handaway is None or day < handaway

    # --- money ----------------------------------------------------------------------------------------------

    def home_currency(self) -> str:
        """CNY if any contract has it, else the most frequent one."""
        currencies: list[str] = [row["currency"] for row in self.rows["contracts"]]
        if "CNY" in currencies or not currencies:
            return "CNY"
        return max(sorted(set(currencies)), key=currencies.count)

    def yuan(self, fen: Fraction | int, currency: str) -> Fraction | None:
        """The amount in the home currency's unit, or None where no rate is set for the period."""
        if currency == self.home:
            return Fraction(fen) / 100
        for row in self.rows["rates"]:
            if row["period"] == self.period and row["currency"] == currency:
                rate: Fraction = row["rate"]
                return Fraction(fen) / 100 * rate
        return None

    # --- contracts ------------------------------------------------------------------------------------------

    def exists(self, contract: Row) -> bool:
        """Signed by the as-of day; started by then where no signing day is known."""
        return bool((contract["signed_day"] or contract["start_day"]) <= self.as_of)

    def annual_fen(self, contract: Row) -> Fraction:
        """The annual value: as stated, by whole months, or by days; open-ended: the amount is a year's."""
        if contract["annual_fen"] is not None:
            return Fraction(contract["annual_fen"])
        amount = Fraction(contract["amount_fen"])
        start, end = contract["start_day"], contract["end_day"]
        if end is None:
            return amount
        months = whole_months(start, end)
        if months is not None:
            return amount * 12 / months
        days: int = (end - start).days + 1
        return amount * 365 / days

    def annual(self, contract: Row) -> Fraction | None:
        """The annual value in yuan, or None for a currency without a rate."""
        return self.yuan(self.annual_fen(contract), contract["currency"])

    def successors(self, contract: Row) -> list[Row]:
        """The contracts that renew this one and exist."""
        found = []
        for link in self.rows["renewal_links"]:
            if link["old_id"] == contract["id"]:
                new = self.contracts[link["new_id"]]
                if self.exists(new):
                    found.append(new)
        return found

    def predecessors(self, contract: Row) -> list[Row]:
        """The contracts that this one renews."""
        found = []
        for link in self.rows["renewal_links"]:
            if link["new_id"] == contract["id"]:
                found.append(self.contracts[link["old_id"]])
        return found

    def lost_by(self, contract: Row, day: date) -> bool:
        """The loss is recorded and counts by the day: from its own day, else from the end."""
        if contract["lost_day"] is not None:
            return bool(contract["lost_day"] <= day)
        if contract["loss_reason"]:
            return contract["end_day"] is not None and contract["end_day"] <= day
        return False

    def runs(self, contract: Row, day: date) -> bool:
        """The contract counts in the ARR of the day."""
        if not contract["recurring"] or not self.exists(contract) or contract["start_day"] > day:
            return False
        for new in self.successors(contract):
            if new["start_day"] <= day:
                return False
        end = contract["end_day"]
        if end is None or end >= day:
            return True
        return (day - end).days <= PENDING_DAYS and not self.lost_by(contract, day)

    def running(self, account_id: int, day: date) -> list[Row]:
        """The account's contracts that count in the ARR of the day; none where it was not owned."""
        if not self.owned(account_id, day):
            return []
        found = []
        for contract in self.rows["contracts"]:
            if contract["account_id"] == account_id and self.runs(contract, day):
                found.append(contract)
        return found

    def arr(self, account_id: int, day: date) -> Fraction:
        """The account's ARR in yuan, currencies without a rate left out."""
        total = Fraction(0)
        for contract in self.running(account_id, day):
            total += self.annual(contract) or 0
        return total

    def is_customer(self, account_id: int, day: date) -> bool:
        """An owned account with ARR above 0 on the day, in whatever currency."""
        return any(self.annual_fen(contract) > 0 for contract in self.running(account_id, day))

    def customers(self, day: date) -> list[int]:
        """The customers of the day."""
        return [account_id for account_id in self.accounts if self.is_customer(account_id, day)]

    def due_in(self, start: date, end: date) -> list[Row]:
        """Recurring contracts that end in the span, exist, and whose account is owned on their end day."""
        found = []
        for contract in self.rows["contracts"]:
            if contract["recurring"] and contract["end_day"] is not None and self.exists(contract):
                if start <= contract["end_day"] <= end:
                    if self.owned(contract["account_id"], contract["end_day"]):
                        found.append(contract)
        return found

    def due(self) -> list[Row]:
        """The contracts due in the period."""
        return self.due_in(self.start, self.end)

    # --- receipts -------------------------------------------------------------------------------------------

    def receipts(self, kind: str) -> list[Row]:
        """Receipts of the kind that were received in the period while the account was owned."""
        found = []
        for receipt in self.rows["receipts"]:
            if receipt["kind"] == kind and self.in_flow(receipt["received_day"]):
                account_id = self.contracts[receipt["contract_id"]]["account_id"]
                if self.owned(account_id, receipt["received_day"]):
                    found.append(receipt)
        return found

    # --- health ---------------------------------------------------------------------------------------------

    def weights(self) -> dict[int, Fraction]:
        """The dimensions' weights: as set, else the default of the name; all the same where none has any."""
        weights = {}
        for dimension in self.rows["health_dimensions"]:
            weight = dimension["weight"]
            if weight is None:
                weight = WEIGHTS.get(dimension["name"], Fraction(0))
            weights[dimension["id"]] = weight
        if all(weight == 0 for weight in weights.values()):
            return dict.fromkeys(weights, Fraction(1))
        return weights

    def score(self, account_id: int, day: date) -> Fraction | None:
        """The account's health on the day, or None where it is unscored."""
        override = self.override(account_id, day)
        if override is not None:
            return Fraction(override["score_milli"], 1000)
        weights = self.weights()
        everything = sum(weights.values(), Fraction(0))
        known = total = Fraction(0)
        for row in self.newest_scores(account_id, day):
            known += weights[row["dimension_id"]]
            total += weights[row["dimension_id"]] * Fraction(row["score_milli"], 1000)
        if known == 0 or known < everything / 2:
            return None
        return total / known

    def override(self, account_id: int, day: date) -> Row | None:
        """The newest override of the account that is in force on the day."""
        in_force = None
        for row in self.rows["health_overrides"]:
            if row["account_id"] == account_id and row["day"] <= day <= row["expires_day"]:
                if in_force is None or row["day"] >= in_force["day"]:
                    in_force = row
        return in_force

    def newest_scores(self, account_id: int, day: date) -> list[Row]:
        """The dimension scores of the account's newest scoring day by then."""
        rows = []
        for row in self.rows["health_scores"]:
            if row["account_id"] == account_id and row["day"] <= day:
                rows.append(row)
        return [row for row in rows if row["day"] == max(other["day"] for other in rows)]

    def scores(self, day: date) -> dict[int, Fraction | None]:
        """The health of every account owned on the day."""
        return {
            account_id: self.score(account_id, day)
            for account_id in self.accounts
            if self.owned(account_id, day)
        }

    def red(self, day: date) -> list[int]:
        """The owned accounts whose score is below 60 on the day."""
        return [a for a, score in self.scores(day).items() if score is not None and score < RED]


# --- the shape of an answer ---------------------------------------------------------------------------------

Keys = list[tuple[str, Any]]


def answer(
    value: Fraction | int | None,
    numerator: Fraction | int | None,
    denominator: Fraction | int | None,
    parts: dict[str, Any],
    top: Keys,
    bottom: Keys,
) -> Count:
    """One metric's count."""
    return {
        "value": None if value is None else Fraction(value),
        "numerator": None if numerator is None else Fraction(numerator),
        "denominator": None if denominator is None else Fraction(denominator),
        "parts": parts,
        "evidence_rows": {"numerator": set(top), "denominator": set(bottom)},
    }


def share(
    numerator: Fraction | int, denominator: Fraction | int, top: Keys, bottom: Keys, **parts: Any
) -> Count:
    """A ratio; without a value where its denominator is 0."""
    value = Fraction(numerator) / denominator if denominator else None
    return answer(value, numerator, denominator, parts, top, bottom)


def keys(table: str, rows: list[Row]) -> Keys:
    """The evidence keys of rows that have an id."""
    return [(table, row["id"]) for row in rows]


def account_keys(ids: list[int]) -> Keys:
    """The evidence keys of accounts."""
    return [("accounts", account_id) for account_id in ids]


# --- renewals -----------------------------------------------------------------------------------------------


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


# --- retention ----------------------------------------------------------------------------------------------


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


# --- adoption -----------------------------------------------------------------------------------------------


def activation_rate(c: Counting) -> Count:
    """Accounts handed over in the period that are activated by the as-of day / those handed over."""
    due = []
    activated = []
    for account in c.rows["accounts"]:
        if c.in_flow(account["handover_day"]):
            due.append(account)
            if account["activated_day"] is not None and account["activated_day"] <= c.as_of:
                activated.append(account)
    return share(len(activated), len(due), keys("accounts", activated), keys("accounts", due))


def usage_days(c: Counting, *, provisioned: bool) -> dict[date, list[Row]]:
    """The usage rows of owned accounts by day; on request only those whose provisioned number is known."""
    days: dict[date, list[Row]] = {}
    for row in c.rows["usage"]:
        day = date.fromordinal(row["day"])
        if c.in_flow(day) and c.owned(row["account_id"], day):
            if row["provisioned"] is not None or not provisioned:
                days.setdefault(day, []).append(row)
    return days


def usage_depth(c: Counting) -> Count:
    """Mean over the days of the last month with data of Σ active / Σ provisioned."""
    ratios: dict[date, Fraction] = {}
    days = usage_days(c, provisioned=True)
    for day, rows in days.items():
        provisioned = sum(row["provisioned"] for row in rows)
        if provisioned > 0:
            ratios[day] = Fraction(sum(row["active"] for row in rows), provisioned)
    if not ratios:
        return answer(None, None, None, {}, [], [])
    last = max(ratios)
    month = [day for day in ratios if (day.year, day.month) == (last.year, last.month)]
    counted = []
    for day in month:
        for row in days[day]:
            if row["provisioned"] > 0:
                counted.append(("usage_days", (row["account_id"], row["day"])))
    value = sum((ratios[day] for day in month), Fraction(0)) / len(month)
    return answer(value, None, None, {"days": len(month)}, counted, counted)


def core_feature_depth(c: Counting) -> Count:
    """On the last day with data: (account, core module) pairs in use / core modules × accounts."""
    days = usage_days(c, provisioned=False)
    rows = days[max(days)] if days else []
    accounts = sorted({row["account_id"] for row in rows})
    core = [module_id for module_id, module in c.modules.items() if module["core"]]
    used = [
        ("usage", (row["account_id"], row["module_id"], row["day"]))
        for row in rows
        if row["module_id"] in core and row["active"] >= 1
    ]
    return share(len(used), len(core) * len(accounts), used, account_keys(accounts))


def feature_breadth(c: Counting) -> Count:
    """On the same day, same accounts: licensed modules in use / licensed modules."""
    days = usage_days(c, provisioned=False)
    rows = days[max(days)] if days else []
    accounts = {row["account_id"] for row in rows}
    licensed = []
    for row in c.rows["account_modules"]:
        if row["account_id"] in accounts:
            licensed.append((row["account_id"], row["module_id"]))
    used = []
    for row in rows:
        if row["active"] >= 1 and (row["account_id"], row["module_id"]) in licensed:
            used.append(("usage", (row["account_id"], row["module_id"], row["day"])))
    with_list = sorted({account_id for account_id, _ in licensed})
    return share(len(used), len(licensed), used, account_keys(with_list))


def time_depth(c: Counting) -> Count:
    """Σ used minutes / Σ business minutes; rows without business minutes left out."""
    counted = []
    for row in c.rows["usage_times"]:
        if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"]) and row["business_minutes"] > 0:
            counted.append(row)
    used = sum(row["used_minutes"] for row in counted)
    business = sum(row["business_minutes"] for row in counted)
    return share(used, business, keys("usage_times", counted), keys("usage_times", counted))


# --- health -------------------------------------------------------------------------------------------------


def health_mean(c: Counting) -> Count:
    """Mean score of the accounts owned at closing that have one."""
    at_closing = c.scores(c.closing)
    scored = [account_id for account_id, score in at_closing.items() if score is not None]
    known = [score for score in c.scores(c.opening).values() if score is not None]
    total = Fraction(0)
    inputs: Keys = []
    for account_id in scored:
        total += at_closing[account_id] or 0
        override = c.override(account_id, c.closing)
        if override is not None:
            inputs.append(("health_overrides", override["id"]))
        else:
            rows = c.newest_scores(account_id, c.closing)
            inputs += keys("health_scores", [row for row in rows if c.weights()[row["dimension_id"]] > 0])
    return share(
        total,
        len(scored),
        inputs,
        account_keys(scored),
        opening=sum(known, Fraction(0)) / len(known) if known else None,
        scored=len(scored),
        unscored=len(at_closing) - len(scored),
    )


def health_red(c: Counting) -> Count:
    """Number of accounts owned at closing whose score is below 60; not known where nobody is scored."""
    red = c.red(c.closing)
    if all(score is None for score in c.scores(c.closing).values()):
        return answer(None, None, None, {}, [], [])
    days = set()
    for row in c.rows["health_scores"]:
        if c.opening <= row["day"] <= c.closing and c.owned(row["account_id"], row["day"]):
            days.add(row["day"])
    before = c.red(c.opening)
    parts = {
        "opening": len(before),
        "by_day": {day.isoformat(): len(c.red(day)) for day in sorted(days)},
        "accounts": sorted(c.accounts[account_id]["code"] for account_id in red),
    }
    return answer(len(red), None, None, parts, account_keys(red), [])


# --- voice of the customer ----------------------------------------------------------------------------------


def nps_answers(c: Counting) -> list[Row]:
    """The NPS answers in the period."""
    return [
        row
        for row in c.rows["surveys"]
        if row["kind"] == "NPS" and c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]


def newest_of_each_contact(rows: list[Row]) -> list[Row]:
    """The newest answer of each contact, and every answer without a contact."""
    newest: dict[int, Row] = {}
    alone = []
    for row in rows:
        contact_id = row["contact_id"]
        if contact_id is None:
            alone.append(row)
        elif contact_id not in newest or (row["day"], row["id"]) > (
            newest[contact_id]["day"],
            newest[contact_id]["id"],
        ):
            newest[contact_id] = row
    return [*newest.values(), *alone]


def net_promoters(rows: list[Row]) -> Count:
    """100 × (promoters − detractors) / answers."""
    promoters = [row for row in rows if row["score"] >= 9]
    detractors = [row for row in rows if row["score"] <= 6]
    return share(
        100 * (len(promoters) - len(detractors)),
        len(rows),
        keys("surveys", rows),
        keys("surveys", rows),
        answers=len(rows),
        promoters=len(promoters),
        detractors=len(detractors),
    )


def nps(c: Counting) -> Count:
    """NPS over the newest answer of each contact."""
    return net_promoters(newest_of_each_contact(nps_answers(c)))


def nps_executive(c: Counting) -> Count:
    """NPS over the newest answer of each executive."""
    rows = newest_of_each_contact(nps_answers(c))
    return net_promoters(
        [row for row in rows if row["contact_id"] and c.contacts[row["contact_id"]]["executive"]]
    )


def nps_all_answers(c: Counting) -> Count:
    """NPS over every answer."""
    return net_promoters(nps_answers(c))


def csat(c: Counting) -> Count:
    """Share of the answers 4 and 5, and their mean."""
    rows = [
        row
        for row in c.rows["surveys"]
        if row["kind"] == "CSAT" and c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    happy = [row for row in rows if row["score"] >= 4]
    mean = Fraction(sum(row["score"] for row in rows), len(rows)) if rows else None
    return share(len(happy), len(rows), keys("surveys", happy), keys("surveys", rows), mean=mean)


def issue_on_time(c: Counting) -> Count:
    """Issues resolved by their due time / issues opened in the period that count."""
    end_of_day = datetime.combine(c.as_of, time.max)
    on_time = []
    counted = []
    for ticket in c.rows["tickets"]:
        opened, due, resolved = ticket["opened_at"], ticket["due_at"], ticket["resolved_at"]
        if not c.in_flow(opened.date()) or not c.owned(ticket["account_id"], opened.date()):
            continue
        if due is None:
            continue
        if resolved is None or resolved > end_of_day:
            if due <= end_of_day:
                counted.append(ticket)
        else:
            counted.append(ticket)
            if resolved <= due:
                on_time.append(ticket)
    return share(len(on_time), len(counted), keys("tickets", on_time), keys("tickets", counted))


def feedback_conversion(c: Counting) -> Count:
    """Suggestions shipped / suggestions made in the period."""
    made = [
        row
        for row in c.rows["suggestions"]
        if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    shipped = [row for row in made if row["status"] == "shipped"]
    return share(
        len(shipped),
        len(made),
        keys("suggestions", shipped),
        keys("suggestions", made),
        generic=sum(row["nature"] == "generic" for row in made),
        generic_shipped=sum(row["nature"] == "generic" for row in shipped),
        custom=sum(row["nature"] == "custom" for row in made),
        custom_shipped=sum(row["nature"] == "custom" for row in shipped),
    )


def referral_leads(c: Counting) -> Count:
    """Leads of the period; the converted ones and their expected ARR."""
    leads = [
        row for row in c.rows["leads"] if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    converted = [row for row in leads if row["status"] == "converted"]
    expected = Fraction(0)
    for row in converted:
        if row["expected_arr_fen"] is not None:
            expected += c.yuan(row["expected_arr_fen"], row["currency"]) or 0
    parts = {"converted": len(converted), "expected_arr": expected}
    return answer(len(leads), None, None, parts, keys("leads", leads), [])


# --- events -------------------------------------------------------------------------------------------------


def executives_at_events(c: Counting, first: date, last: date) -> list[Row]:
    """Attendances of executives at events in the span, whoever owned their account."""
    found = []
    for row in c.rows["attendance"]:
        if c.contacts[row["contact_id"]]["executive"] and first <= c.events[row["event_id"]]["day"] <= last:
            found.append(row)
    return found


def year_before(c: Counting) -> tuple[date, date]:
    """The same days of the year before."""
    return (
        day_of_month(c.start.year - 1, c.start.month, c.start.day),
        day_of_month(c.closing.year - 1, c.closing.month, c.closing.day),
    )


def growth(now: Fraction | int, before: Fraction | int) -> Fraction | None:
    """By how much it grew; None where nothing was there before."""
    return (Fraction(now) - before) / before if before else None


def executive_reach(c: Counting) -> Count:
    """Attendances of executives at events, with the year before."""
    now = executives_at_events(c, c.start, c.closing)
    before = executives_at_events(c, *year_before(c))
    parts = {
        "year_before": len(before),
        "growth": growth(len(now), len(before)),
        "roundtables": sum(e["kind"] == "roundtable" and c.in_flow(e["day"]) for e in c.events.values()),
        "salons": sum(e["kind"] == "salon" and c.in_flow(e["day"]) for e in c.events.values()),
    }
    return answer(len(now), None, None, parts, keys("attendance", now), [])


def salon_compliance(c: Counting) -> Count:
    """Salons that keep every rule / salons; an unknown item fails."""
    salons = [row for row in c.rows["events"] if row["kind"] == "salon" and c.in_flow(row["day"])]
    passed = []
    within = half = topic = paper = 0
    ratings = []
    for salon in salons:
        people = salon["people"]
        executives = 0
        for row in c.rows["attendance"]:
            if row["event_id"] == salon["id"] and c.contacts[row["contact_id"]]["executive"]:
                executives += 1
        few = people is not None and people <= 30
        enough = bool(people) and executives * 2 >= people
        voted = salon["topic_vote_day"] is not None and (salon["day"] - salon["topic_vote_day"]).days >= 45
        sent = salon["paper_hours"] is not None and salon["paper_hours"] <= 48
        within, half, topic, paper = within + few, half + enough, topic + voted, paper + sent
        if few and enough and voted and sent:
            passed.append(salon)
        if salon["rating"] is not None:
            ratings.append(salon["rating"])
    return share(
        len(passed),
        len(salons),
        keys("events", passed),
        keys("events", salons),
        salons=len(salons),
        rating_mean=sum(ratings) / Fraction(len(ratings)) if ratings else None,
        within_30_people=within,
        half_executives=half,
        topic_45_days=topic,
        paper_48_hours=paper,
    )


# --- workshops ----------------------------------------------------------------------------------------------


def workshop_on_time(c: Counting) -> Count:
    """Due contracts with a workshop at least 90 days before the end / due contracts."""
    due = c.due()
    on_time = []
    for contract in due:
        for workshop in c.rows["workshops"]:
            if workshop["contract_id"] == contract["id"] and workshop["day"] <= c.as_of:
                if (contract["end_day"] - workshop["day"]).days >= WORKSHOP_DAYS and contract not in on_time:
                    on_time.append(contract)
    return share(len(on_time), len(due), keys("contracts", on_time), keys("contracts", due))


def workshop_quality(c: Counting) -> Count:
    """Workshops held for the due contracts that keep every rule / workshops held for them."""
    due = [contract["id"] for contract in c.due()]
    held = [w for w in c.rows["workshops"] if w["contract_id"] in due and w["day"] <= c.as_of]
    good = []
    for workshop in held:
        items = ("pain_points", "measures", "both_signed", "minutes_hours", "ticket_hours")
        if any(workshop[item] is None for item in items):
            continue
        if workshop["pain_points"] >= 5 and workshop["measures"] >= 3 and workshop["both_signed"]:
            if workshop["minutes_hours"] <= 24 and workshop["ticket_hours"] <= 72:
                good.append(workshop)
    return share(len(good), len(held), keys("workshops", good), keys("workshops", held))


# --- activity -----------------------------------------------------------------------------------------------


def touches(c: Counting) -> list[Row]:
    """The touches of the period."""
    return [
        row for row in c.rows["touches"] if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]


def activity_counts(c: Counting) -> Count:
    """Touches of the period by channel."""
    by_channel: dict[str, int] = {}
    for row in touches(c):
        by_channel[row["channel"]] = by_channel.get(row["channel"], 0) + 1
    return answer(len(touches(c)), None, None, {"by_channel": by_channel}, keys("touches", touches(c)), [])


def outcomes(c: Counting) -> list[tuple[tuple[str, int], int, date]]:
    """What touches may lead to: (row, account, day) of each renewal, upsell, lead and health rise by now."""
    found = []
    for contract in c.rows["contracts"]:
        if c.predecessors(contract) and c.exists(contract):
            signed = contract["signed_day"] or contract["start_day"]
            found.append((("contracts", contract["id"]), contract["account_id"], signed))
    for row in c.rows["opportunities"]:
        if row["kind"] in {"upsell", "cross_sell"} and row["stage"] == "won" and row["won_day"]:
            found.append((("opportunities", row["id"]), row["account_id"], row["won_day"]))
    for row in c.rows["leads"]:
        found.append((("leads", row["id"]), row["account_id"], row["day"]))
    for account_id in c.accounts:
        scores = [row for row in c.rows["health_scores"] if row["account_id"] == account_id]
        days = sorted({row["day"] for row in scores})
        for earlier, later in pairwise(days):
            low, high = c.score(account_id, earlier), c.score(account_id, later)
            if low is not None and high is not None and high > low:
                # The override, or the first of the day's scores that weighs something, stands for the rise.
                override = c.override(account_id, later)
                if override is not None:
                    found.append((("health_overrides", override["id"]), account_id, later))
                    continue
                of_day = [row for row in scores if row["day"] == later]
                first = min(row["id"] for row in of_day if c.weights()[row["dimension_id"]] > 0)
                found.append((("health_scores", first), account_id, later))
    return [
        (key, account_id, day)
        for key, account_id, day in found
        if day <= c.as_of and c.owned(account_id, day)
    ]


def channel_roi(c: Counting) -> Count:
    """Outcomes within 30 days after a touch / touches; by channel, and per hour."""
    by_channel: dict[str, dict[str, Any]] = {}
    every_touch = touches(c)
    everything = set()
    for channel in sorted({row["channel"] for row in every_touch}):
        rows = [row for row in every_touch if row["channel"] == channel]
        found = set()
        for key, account_id, day in outcomes(c):
            for row in rows:
                if row["account_id"] == account_id and 0 <= (day - row["day"]).days <= OUTCOME_DAYS:
                    found.add(key)
        minutes = sum(row["minutes"] or 0 for row in rows)
        by_channel[channel] = {
            "touches": len(rows),
            "outcomes": len(found),
            "per_touch": Fraction(len(found), len(rows)),
            "per_hour": Fraction(len(found) * 60, minutes) if minutes else None,
        }
        everything |= found
    return share(
        len(everything),
        len(every_touch),
        list(everything),
        keys("touches", every_touch),
        by_channel=by_channel,
    )


def bring_over_half(c: Counting) -> set[int]:
    """The accounts with the largest ARR at closing, as many as it takes to bring over half of it."""
    sizes = {account["id"]: c.arr(account["id"], c.closing) for account in c.rows["accounts"]}
    whole = sum(sizes.values(), Fraction(0))
    found: set[int] = set()
    while sum((sizes[a] for a in found), Fraction(0)) * 2 <= whole and len(found) < len(sizes):
        rest = [a for a in sizes if a not in found and sizes[a] > 0]
        if not rest:
            break
        largest = max(sizes[a] for a in rest)
        found.add(min(a for a in rest if sizes[a] == largest))
    return found


def cadence_kept(c: Counting) -> Count:
    """Accounts whose newest touch by closing is within their segment's cadence / accounts."""
    set_days = {row["name"]: row["cadence_days"] for row in c.rows["segments"]}
    owned = [account for account in c.rows["accounts"] if c.owned(account["id"], c.closing)]
    large = bring_over_half(c)
    kept = []
    for account in owned:
        segment = account["segment"]
        if segment == "" and account["id"] in large:
            segment = "高价值"
        days = set_days.get(segment)
        if days is None:
            days = CADENCE.get(segment, OTHER_CADENCE)
        for row in c.rows["touches"]:
            if row["account_id"] == account["id"] and row["day"] <= c.closing:
                if c.owned(account["id"], row["day"]) and (c.closing - row["day"]).days <= days:
                    if account not in kept:
                        kept.append(account)
    return share(len(kept), len(owned), keys("accounts", kept), keys("accounts", owned))


# --- money made, own time -----------------------------------------------------------------------------------


def upsell_margin(c: Counting) -> Count:
    """Margin of the upsell and cross-sell deals won in the period, weighted by amount."""
    amounts = margins = Fraction(0)
    counted = []
    for row in c.rows["opportunities"]:
        if row["kind"] not in {"upsell", "cross_sell"} or row["stage"] != "won" or row["margin"] is None:
            continue
        if c.in_flow(row["won_day"]) and c.owned(row["account_id"], row["won_day"]):
            amount = c.yuan(row["amount_fen"], row["currency"])
            if amount is not None:
                counted.append(row)
                amounts += amount
                margins += amount * row["margin"]
    return share(margins, amounts, keys("opportunities", counted), keys("opportunities", counted))


def collection_days(c: Counting) -> Count:
    """Mean days from a contract's start to its upsell receipts above 0."""
    counted = [row for row in c.receipts("upsell") if row["amount_fen"] > 0]
    days = 0
    for row in counted:
        days += (row["received_day"] - c.contracts[row["contract_id"]]["start_day"]).days
    return share(
        days, len(counted), keys("receipts", counted), keys("receipts", counted), receipts=len(counted)
    )


def travel_days(c: Counting) -> Count:
    """Hours of travel / 8, with the year before."""
    first, last = year_before(c)
    travel = [row for row in c.rows["own_time"] if row["category"] == "travel"]
    now = [row for row in travel if c.in_flow(row["day"])]
    before = [row for row in travel if first <= row["day"] <= last]
    days_now = Fraction(sum(row["minutes"] for row in now), 8 * 60)
    days_before = Fraction(sum(row["minutes"] for row in before), 8 * 60)
    parts = {"year_before": days_before, "growth": growth(days_now, days_before)}
    return answer(days_now, None, None, parts, keys("own_time", now), [])


def sharing_sessions(c: Counting) -> Count:
    """Sessions of sharing with the team."""
    rows = [row for row in c.rows["own_time"] if row["category"] == "sharing" and c.in_flow(row["day"])]
    return answer(len(rows), None, None, {}, keys("own_time", rows), [])


METRICS: tuple[Callable[[Counting], Count], ...] = (
    renewal_rate,
    renewal_rate_contracts,
    renewal_value_rate,
    renewal_collected,
    upsell_collected,
    nrr,
    grr,
    customer_retention,
    customer_retention_simple,
    logo_churn,
    acv,
    upsell_rate,
    activation_rate,
    usage_depth,
    core_feature_depth,
    time_depth,
    feature_breadth,
    health_mean,
    health_red,
    nps,
    nps_executive,
    nps_all_answers,
    csat,
    issue_on_time,
    referral_leads,
    executive_reach,
    early_collection,
    workshop_on_time,
    workshop_quality,
    salon_compliance,
    feedback_conversion,
    activity_counts,
    channel_roi,
    cadence_kept,
    arr_per_csm,
    travel_days,
    sharing_sessions,
    upsell_margin,
    collection_days,
    non_renewal_reasons,
)


def recount(rows: Rows, period: str, as_of: date) -> dict[str, Count]:
    """Every metric of the book over the period as of the day, by key."""
    counting = Counting(rows, period, as_of)
    if as_of < counting.start:
        return {metric.__name__: answer(None, None, None, {}, [], []) for metric in METRICS}
    counts = {metric.__name__: metric(counting) for metric in METRICS}
    for target in rows["targets"]:
        # What a year's target owes a half of that year, or a period its own target.
        of_period = target["period"] == period or ("H" in period and period.startswith(target["period"]))
        if of_period and target["metric"] in counts and target["scope"] == "{}":
            count = counts[target["metric"]]
            node = target["value"] * target["node_share"]
            if count["value"] is not None and node and "of_node_target" not in count["parts"]:
                count["parts"]["of_node_target"] = count["value"] / node
    return counts
