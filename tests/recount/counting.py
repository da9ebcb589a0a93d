"""What several metrics ask of a book's rows, and the shape of an answer."""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
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
