"""What every metric stands on: the book's rows over a period as of a day, with the conventions applied once.

docs/definitions.md says where the lines are drawn: flow, ownership, existence of a contract, ARR, currency.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from csmdesk.domain.contract import annual_value, whole_months
from csmdesk.domain.facts import (
    Account,
    Attendance,
    Contact,
    Contract,
    Facts,
    HealthOverride,
    HealthScore,
    Module,
)
from csmdesk.domain.health import Score, weighted_score
from csmdesk.domain.period import Period
from csmdesk.domain.rules import HIGH_VALUE, Rules
from csmdesk.domain.scope import Scope
from csmdesk.metrics.figure import Part

MILLI = 1000
EVERYTHING = Scope()


class HealthInput(NamedTuple):
    """A row behind a score: its table and id, and how many points of the score it makes."""

    table: str
    id: int
    points: Fraction
    day: date


class AccountScore(NamedTuple):
    """An account's score on a day, with the rows that it rests on."""

    score: Score
    inputs: tuple[HealthInput, ...]


@dataclass(frozen=True)
class Basis:
    """The rows of ``facts`` over ``period`` as of ``as_of``; ``scope`` narrows the accounts."""

    facts: Facts
    period: Period
    as_of: date
    rules: Rules
    scope: Scope = EVERYTHING

    # days -------------------------------------------------------------------------------------------

    @cached_property
    def closing(self) -> date:
        """The last day that flows count: the period's end, or the as-of day when that is earlier."""
        return min(self.period.end, self.as_of)

    @property
    def opening(self) -> date:
        """The day before the period."""
        return self.period.opening

    def in_flow(self, day: date | None) -> bool:
        """True when ``day`` is in ``[start, closing]``."""
        return day is not None and self.period.start <= day <= self.closing

    def over(self, period: Period, as_of: date | None = None) -> Basis:
        """The same book over another period."""
        return replace(self, period=period, as_of=min(self.as_of, period.end) if as_of is None else as_of)

    # accounts ---------------------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> Mapping[int, Account]:
        """Accounts in scope by id."""
        scope = self.scope
        rows = self.facts.accounts
        if scope.segments:
            rows = [a for a in rows if self.segment(a) in scope.segments]
        if scope.industries:
            rows = [a for a in rows if a.industry in scope.industries]
        if scope.accounts:
            rows = [a for a in rows if a.code in scope.accounts]
        if scope.arr_min is not None:
            arr = self.over_everything.arr(self.closing)
            rows = [a for a in rows if arr.get(a.id, Fraction(0)) >= scope.arr_min]
        return {a.id: a for a in rows}

    @cached_property
    def over_everything(self) -> Basis:
        """The same figures without a scope."""
        return self if self.scope.everything else replace(self, scope=Scope())

    @cached_property
    def high_value(self) -> frozenset[int]:
        """The fewest accounts that together bring over ``high_value_share`` of the ARR of the closing day.

        Of two with the same ARR the one that came into the book first goes first.
        """
        arr = self.over_everything.arr(self.closing)
        goal = total(arr.values()) * self.rules.high_value_share
        found: list[int] = []
        brought = Fraction(0)
        for account in sorted(arr, key=lambda a: (-arr[a], a)):
            if brought > goal:
                break
            found.append(account)
            brought += arr[account]
        return frozenset(found)

    def segment(self, account: Account) -> str:
        """The account's segment: what the book says, else 高价值 where its revenue makes it one, else ''."""
        return account.segment or (HIGH_VALUE if account.id in self.high_value else "")

    def owned(self, account_id: int | None, day: date | None) -> bool:
        """True when the account is in scope and belongs to this CSM on ``day``."""
        account = self.accounts.get(account_id) if account_id is not None else None
        if account is None or day is None:
            return False
        if account.handover_day is not None and day < account.handover_day:
            return False
        return account.handaway_day is None or day < account.handaway_day

    def owned_accounts(self, day: date) -> list[Account]:
        """The accounts that belong to this CSM on ``day``, in the order of the book."""
        return [a for a in self.accounts.values() if self.owned(a.id, day)]

    @cached_property
    def contacts(self) -> Mapping[int, Contact]:
        """Contacts by id."""
        return {c.id: c for c in self.facts.contacts}

    @cached_property
    def modules(self) -> Mapping[int, Module]:
        """Modules by id."""
        return {m.id: m for m in self.facts.modules}

    @cached_property
    def attendance_of(self) -> Mapping[int, list[Attendance]]:
        """Attendance rows by event id."""
        found: dict[int, list[Attendance]] = defaultdict(list)
        for row in self.facts.attendance:
            found[row.event_id].append(row)
        return found

    # money ------------------------------------------------------------------------------------------

    @cached_property
    def home(self) -> str:
        """The currency that figures are in."""
        if self.rules.home_currency:
            return self.rules.home_currency
        used = Counter(c.currency for c in self.facts.contracts)
        if "CNY" in used or not used:
            return "CNY"
        return min(used, key=lambda currency: (-used[currency], currency))

    def in_home(self, fen: Fraction | int, currency: str) -> Fraction | None:
        """An amount in fen as units of the home currency; None where no rate is set for the period."""
        if currency == self.home:
            return Fraction(fen) / 100
        rate = self.facts.rates.get((self.period.name, currency))
        return None if rate is None else Fraction(fen) * rate / 100

    def annual_fen(self, contract: Contract) -> Fraction:
        """The annual value in fen of the contract's own currency."""
        if contract.annual_fen is not None:
            return Fraction(contract.annual_fen)
        if contract.end_day is None:
            return Fraction(contract.amount_fen)
        return annual_value(contract.amount_fen, contract.start_day, contract.end_day)

    @cached_property
    def annual(self) -> Mapping[int, Fraction | None]:
        """Annual value of each contract in the home currency; None where it cannot be converted."""
        return {c.id: self.in_home(self.annual_fen(c), c.currency) for c in self.facts.contracts}

    def foreign(self, amounts: Iterable[tuple[str, Fraction | int]]) -> dict[str, Part]:
        """Sums by currency, in units, under ``by_currency``; nothing where all is in the home currency.

        ``amounts`` are (currency, fen).
        """
        sums: dict[str, Fraction] = defaultdict(Fraction)
        for currency, fen in amounts:
            sums[currency] += Fraction(fen) / 100
        return {"by_currency": dict(sorted(sums.items()))} if set(sums) - {self.home} else {}

    # contracts --------------------------------------------------------------------------------------

    @cached_property
    def contracts(self) -> Mapping[int, Contract]:
        """Contracts by id that exist at the as-of day: signed by then (begun, where no signing is known)."""
        return {c.id: c for c in self.facts.contracts if (c.signed_day or c.start_day) <= self.as_of}

    @cached_property
    def all_contracts(self) -> Mapping[int, Contract]:
        """Every contract by id, whether it exists at the as-of day or not."""
        return {c.id: c for c in self.facts.contracts}

    def account_of(self, contract_id: int) -> int | None:
        """The account of a contract."""
        contract = self.all_contracts.get(contract_id)
        return None if contract is None else contract.account_id

    @cached_property
    def successors(self) -> Mapping[int, tuple[Contract, ...]]:
        """By contract id: the existing contracts that renew it."""
        found: dict[int, list[Contract]] = defaultdict(list)
        for link in self.facts.renewal_links:
            if link.new_id in self.contracts:
                found[link.old_id].append(self.contracts[link.new_id])
        return {old: tuple(new) for old, new in found.items()}

    @cached_property
    def predecessors(self) -> Mapping[int, tuple[Contract, ...]]:
        """By contract id: the contracts that it renews, whether they exist at the as-of day or not."""
        found: dict[int, list[Contract]] = defaultdict(list)
        for link in self.facts.renewal_links:
            found[link.new_id].append(self.all_contracts[link.old_id])
        return {new: tuple(old) for new, old in found.items()}

    def due(self, period: Period) -> list[Contract]:
        """Recurring contracts, existing and owned on their last day, that end in ``period``."""
        return [
            c
            for c in self.contracts.values()
            if c.recurring and period.holds(c.end_day) and self.owned(c.account_id, c.end_day)
        ]

    @cached_property
    def due_now(self) -> list[Contract]:
        """The contracts due in the period."""
        return self.due(self.period)

    def renewed(self, contract: Contract) -> bool:
        """True when a contract that continues this one exists at the as-of day."""
        return contract.id in self.successors

    def lost(self, contract: Contract, day: date) -> bool:
        """True when the contract's loss (its reason or its day) is recorded and known on ``day``."""
        recorded = bool(contract.loss_reason) or contract.lost_day is not None
        return recorded and (contract.lost_day or contract.end_day or day) <= day

    def monthly(self, contract: Contract) -> bool:
        """True for a term of one month, or a contract billed by the month."""
        if contract.billing == "monthly":
            return True
        return contract.end_day is not None and whole_months(contract.start_day, contract.end_day) == 1

    def counts_in_arr(self, contract: Contract, day: date) -> bool:
        """True when the contract counts in the ARR of ``day`` (docs/definitions.md, ARR on day d)."""
        if not contract.recurring or contract.start_day > day:
            return False
        if any(new.start_day <= day for new in self.successors.get(contract.id, ())):
            return False
        if contract.end_day is None or contract.end_day >= day:
            return True
        pending = (day - contract.end_day).days <= self.rules.pending_days
        return pending and not self.lost(contract, day)

    @cached_property
    def _arr_contracts(self) -> dict[date, Mapping[int, tuple[Contract, ...]]]:
        return {}

    def arr_contracts(self, day: date) -> Mapping[int, tuple[Contract, ...]]:
        """By account id (owned on ``day``): the contracts that count in the ARR of ``day``.

        Contracts in a currency without a rate are among them; their annual value is None.
        """
        if day not in self._arr_contracts:
            found: dict[int, list[Contract]] = defaultdict(list)
            for c in self.contracts.values():
                if self.counts_in_arr(c, day) and self.owned(c.account_id, day):
                    found[c.account_id].append(c)
            self._arr_contracts[day] = {a: tuple(rows) for a, rows in found.items()}
        return self._arr_contracts[day]

    def customers(self, day: date) -> list[int]:
        """The accounts owned on ``day`` with ARR on it, in whatever currency."""
        return [
            account
            for account, rows in self.arr_contracts(day).items()
            if any(self.annual_fen(c) > 0 for c in rows)
        ]

    def arr(self, day: date) -> dict[int, Fraction]:
        """ARR by account id on ``day`` in the home currency, where it is above 0."""
        sums = {
            account: sum((self.annual[c.id] or Fraction(0) for c in rows), Fraction(0))
            for account, rows in self.arr_contracts(day).items()
        }
        return {account: value for account, value in sums.items() if value > 0}

    # health -----------------------------------------------------------------------------------------

    @cached_property
    def _score_rows(self) -> Mapping[int, Mapping[date, list[HealthScore]]]:
        """By account and day: the dimension scores known at the as-of day."""
        found: dict[int, dict[date, list[HealthScore]]] = defaultdict(lambda: defaultdict(list))
        for row in self.facts.health_scores:
            if row.day <= self.as_of:
                found[row.account_id][row.day].append(row)
        return found

    @cached_property
    def _overrides(self) -> Mapping[int, list[HealthOverride]]:
        """By account: the overrides made by the as-of day, oldest first."""
        found: dict[int, list[HealthOverride]] = defaultdict(list)
        for row in sorted(self.facts.health_overrides, key=lambda o: (o.day, o.id)):
            if row.day <= self.as_of:
                found[row.account_id].append(row)
        return found

    def account_scoring_days(self, account_id: int) -> list[date]:
        """The days on which the account was scored, in order, up to the as-of day."""
        return sorted(self._score_rows.get(account_id, ()))

    @cached_property
    def scoring_days(self) -> list[date]:
        """The days with a score of an account owned that day, in order, up to the as-of day."""
        return sorted({day for a, days in self._score_rows.items() for day in days if self.owned(a, day)})

    @cached_property
    def _weights(self) -> Mapping[int, int]:
        """The dimensions' weights as whole numbers in the same proportions: exact, and quick to add."""
        weights = self.facts.dimension_weights
        scale = lcm(*(w.denominator for w in weights.values()))
        return {dimension: int(weight * scale) for dimension, weight in weights.items()}

    @cached_property
    def _known_scores(self) -> dict[tuple[int, date], AccountScore]:
        return {}

    def score(self, account_id: int, day: date) -> AccountScore:
        """The account's health on ``day``: the score of its newest scoring day, or an override in force.

        A dimension without a score on that scoring day is missing: left out, the weights rescaled.
        """
        in_force = [o for o in self._overrides.get(account_id, ()) if o.day <= day <= o.expires_day]
        if in_force:
            newest = in_force[-1]
            points = Fraction(newest.score_milli, MILLI)
            row = HealthInput("health_overrides", newest.id, points, newest.day)
            return AccountScore(Score(points, Fraction(1)), (row,))
        scoring_day = max((d for d in self._score_rows.get(account_id, ()) if d <= day), default=None)
        if scoring_day is None:
            return AccountScore(Score(None, Fraction(0)), ())
        key = (account_id, scoring_day)
        if key not in self._known_scores:
            self._known_scores[key] = self._score_of(self._score_rows[account_id][scoring_day])
        return self._known_scores[key]

    def _score_of(self, rows: list[HealthScore]) -> AccountScore:
        """The score that the rows of one account and scoring day make."""
        weights = self._weights
        value, coverage = weighted_score({r.dimension_id: r.score_milli for r in rows}, weights)
        if value is None:
            return AccountScore(Score(None, coverage), ())
        held = sum(weights.get(r.dimension_id, 0) for r in rows) * MILLI
        inputs = tuple(
            HealthInput("health_scores", r.id, Fraction(r.score_milli * weight, held), r.day)
            for r in rows
            if (weight := weights.get(r.dimension_id, 0))
        )
        return AccountScore(Score(value / MILLI, coverage), inputs)

    @cached_property
    def _scores_of_day(self) -> dict[date, Mapping[int, AccountScore]]:
        return {}

    def scores(self, day: date) -> Mapping[int, AccountScore]:
        """The health of every account owned on ``day``."""
        if day not in self._scores_of_day:
            self._scores_of_day[day] = {a.id: self.score(a.id, day) for a in self.owned_accounts(day)}
        return self._scores_of_day[day]


def total(amounts: Iterable[Fraction]) -> Fraction:
    """The exact sum."""
    return sum(amounts, Fraction(0))
