"""What every metric stands on: the book's rows over a period as of a day, with the conventions applied once.

docs/definitions.md says where the lines are drawn: flow, ownership, existence of a contract, ARR, currency.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from csmdesk.domain.contract import annual_ratio, whole_months
from csmdesk.domain.facts import Account, Attendance, Contact, Contract, Facts, Module, Touch, Touches
from csmdesk.domain.health import Bands, Score
from csmdesk.domain.period import Period
from csmdesk.domain.rules import HIGH_VALUE, Rules
from csmdesk.domain.scope import Scope
from csmdesk.metrics.exact import total, whole_numbers
from csmdesk.metrics.figure import Part
from csmdesk.metrics.scoring import AccountScore, Scoring

T = TypeVar("T")

EVERYTHING = Scope()
_DAY = timedelta(days=1)


_SCORES = {
    *("health_scores", "health_overrides", "dimension_weights", "dimension_sources", "health_rules"),
}
_TERMS = {"contracts", "renewal_links"}

RESTS_ON: Mapping[str, set[str]] = {
    "accounts": {"accounts"},
    "home": {"contracts"},
    "annual": {"contracts", "rates"},
    "contracts": {"contracts"},
    "all_contracts": {"contracts"},
    "successors": _TERMS,
    "predecessors": _TERMS,
    "_counting": _TERMS,
    "_arr_contracts": {*_TERMS, "accounts"},
    "_arr": {*_TERMS, "accounts", "rates"},
    "high_value": {*_TERMS, "accounts", "rates"},
    "scoring": _SCORES,
    "scoring_days_shown": {*_SCORES, "accounts"},
}
"""The parts of the facts that what is worked out once and takes long rests on."""


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

    @cached_property
    def opening(self) -> date:
        """The day before the period."""
        return self.period.opening

    def in_flow(self, day: date | None) -> bool:
        """True when ``day`` is in ``[start, closing]``."""
        return day is not None and self.period.start <= day <= self.closing

    def over(self, period: Period, as_of: date | None = None) -> Basis:
        """The same book over another period."""
        return replace(self, period=period, as_of=min(self.as_of, period.end) if as_of is None else as_of)

    def take_over(self, before: Basis) -> None:
        """Take what ``before`` has worked out of rows that are still the same.

        It is a basis without a scope over the same period, day and rules, as this one is.
        """
        assert (self.period, self.as_of, self.rules) == (before.period, before.as_of, before.rules)
        assert self.scope.everything
        assert before.scope.everything
        for name, parts in RESTS_ON.items():
            same = all(getattr(self.facts, part) is getattr(before.facts, part) for part in parts)
            if parts >= _SCORES and self._computes and self.facts is not before.facts:
                # Computed dimensions rest on more; what holds of them is kept with the facts.
                continue
            if same and name in before.__dict__:
                self.__dict__[name] = before.__dict__[name]

    @cached_property
    def _worked_out(self) -> dict[Callable[[Basis], Any], Any]:
        return {}

    def once(self, work: Callable[[Basis], T]) -> T:
        """What ``work`` gives for this basis, worked out once: several metrics may rest on it."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: T = self._worked_out[work]
        return found

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
        # As whole numbers in the same proportions: exact, and quick to add and to compare.
        arr, _ = whole_numbers(self.over_everything.arr(self.closing))
        goal, of = self.rules.high_value_share.as_integer_ratio()
        goal *= sum(arr.values())
        found: list[int] = []
        brought = 0
        for account in sorted(arr, key=lambda a: (-arr[a], a)):
            if brought * of > goal:
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
            return Fraction(fen, 100)
        rate = self.facts.rates.get((self.period.name, currency))
        return None if rate is None else Fraction(fen) * rate / 100

    def sum_in_home(self, amounts: Iterable[tuple[int, str]]) -> Fraction:
        """The sum of (fen, currency) in units of the home currency, without those that have no rate."""
        sums: dict[str, int] = defaultdict(int)
        for fen, currency in amounts:
            sums[currency] += fen
        known = [self.in_home(fen, currency) for currency, fen in sums.items()]
        return total(value for value in known if value is not None)

    def annual_fen(self, contract: Contract) -> Fraction:
        """The annual value in fen of the contract's own currency."""
        return Fraction(*_annual_fen(contract))

    @cached_property
    def annual(self) -> Mapping[int, Fraction | None]:
        """Annual value of each contract in the home currency; None where it cannot be converted."""
        return {
            c.id: None if (ratio := self._annual(c)) is None else Fraction(*ratio)
            for c in self.facts.contracts
        }

    def _annual(self, contract: Contract) -> tuple[int, int] | None:
        """The same of one contract, not reduced: a fraction of its own for each would take far longer."""
        above, below = _annual_fen(contract)
        if contract.currency == self.home:
            return above, below * 100
        value = self.in_home(Fraction(above, below), contract.currency)
        return None if value is None else value.as_integer_ratio()

    def worth_something(self, contract: Contract) -> bool:
        """True when the annual value is above 0, in whatever currency."""
        stated = contract.annual_fen
        return (contract.amount_fen if stated is None else stated) > 0

    def foreign(self, amounts: Iterable[tuple[str, Fraction | int]]) -> dict[str, Part]:
        """Sums by currency, in units, under ``by_currency``; nothing where all is in the home currency.

        ``amounts`` are (currency, fen).
        """
        rows: dict[str, list[Fraction | int]] = defaultdict(list)
        for currency, fen in amounts:
            rows[currency].append(fen)
        if not set(rows) - {self.home}:
            return {}
        return {"by_currency": {currency: total(rows[currency]) / 100 for currency in sorted(rows)}}

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
        renewals = self.successors.get(contract.id)
        if renewals and any(new.start_day <= day for new in renewals):
            return False
        if contract.end_day is None or contract.end_day >= day:
            return True
        pending = (day - contract.end_day).days <= self.rules.pending_days
        return pending and not self.lost(contract, day)

    @cached_property
    def _counting(self) -> dict[date, list[Contract]]:
        return {}

    def counting(self, day: date) -> list[Contract]:
        """The contracts that count in the ARR of ``day``, whoever owned the account then."""
        if day not in self._counting:
            self._counting[day] = [c for c in self.contracts.values() if self.counts_in_arr(c, day)]
        return self._counting[day]

    @cached_property
    def _arr_contracts(self) -> dict[date, Mapping[int, tuple[Contract, ...]]]:
        return {}

    def arr_contracts(self, day: date) -> Mapping[int, tuple[Contract, ...]]:
        """By account id (owned on ``day``): the contracts that count in the ARR of ``day``.

        Contracts in a currency without a rate are among them; their annual value is None.
        """
        if day not in self._arr_contracts:
            found: dict[int, list[Contract]] = defaultdict(list)
            for c in self.counting(day):
                if self.owned(c.account_id, day):
                    found[c.account_id].append(c)
            self._arr_contracts[day] = {a: tuple(rows) for a, rows in found.items()}
        return self._arr_contracts[day]

    def customers(self, day: date) -> list[int]:
        """The accounts owned on ``day`` with ARR on it, in whatever currency."""
        return [
            account
            for account, rows in self.arr_contracts(day).items()
            if any(self.worth_something(c) for c in rows)
        ]

    @cached_property
    def _arr(self) -> dict[date, Mapping[int, Fraction]]:
        return {}

    def arr(self, day: date) -> Mapping[int, Fraction]:
        """ARR by account id on ``day`` in the home currency, where it is above 0."""
        if day not in self._arr:
            sums: dict[int, Fraction] = {}
            for account, rows in self.arr_contracts(day).items():
                above, below = 0, 100
                for c in rows:
                    ratio = self._annual(c)
                    if ratio is None:
                        continue
                    if ratio[1] == below:
                        above += ratio[0]
                    else:
                        above, below = above * ratio[1] + ratio[0] * below, below * ratio[1]
                if above > 0:
                    sums[account] = Fraction(above, below)
            self._arr[day] = sums
        return self._arr[day]

    # touches ----------------------------------------------------------------------------------------

    @cached_property
    def touches(self) -> Touches:
        """The touches, of which less than all can be asked for."""
        rows = self.facts.touches
        return rows if isinstance(rows, Touches) else Touches(rows)

    def last_touch_days(self, day: date) -> Mapping[int, date]:
        """By account: the day of its newest touch by ``day``, on a day on which it was owned."""
        return self.touches.newest_days(self.owned_spans(date.min, day))

    def owned_spans(self, start: date, end: date) -> dict[int, tuple[date, date]]:
        """By account: the first and last day from ``start`` to ``end`` on which it was owned."""
        spans: dict[int, tuple[date, date]] = {}
        for a in self.accounts.values():
            first, last = max(a.handover_day or start, start), end
            if a.handaway_day is not None and a.handaway_day <= end:
                last = a.handaway_day - _DAY
            if first <= last:
                spans[a.id] = (first, last)
        return spans

    @cached_property
    def flow_touches(self) -> list[Touch]:
        """The touches in the flow with accounts owned on their day, in the order of the book."""
        start, closing = self.period.start, self.closing
        spans = self.owned_spans(start, closing)
        # Most accounts are owned all the time: their touches need no second look.
        always = {account for account, span in spans.items() if span == (start, closing)}
        return [
            t
            for t in self.dated_touches
            if t.account_id in always
            or ((span := spans.get(t.account_id)) is not None and span[0] <= t.day <= span[1])
        ]

    @cached_property
    def dated_touches(self) -> list[Touch]:
        """The touches with a day in the flow, whoever owned the account then, in the order of the book."""
        start, closing = self.period.start, self.closing
        return [t for t in self.facts.touches if start <= t.day <= closing]

    # health -----------------------------------------------------------------------------------------

    @cached_property
    def scoring(self) -> Scoring:
        """The health of single accounts."""
        return Scoring(self.facts, self.rules, self.opening, self.closing, self.as_of)

    @property
    def _computes(self) -> bool:
        return any(source.computed for source in self.facts.dimension_sources.values())

    @property
    def bands(self) -> Bands:
        """Where red ends and green begins."""
        return self.facts.health_rules.bands

    def account_scoring_days(self, account_id: int) -> list[date]:
        """The days on which the account was scored, in order, up to the as-of day."""
        return sorted(self.scoring.rows_by_day(account_id))

    @cached_property
    def scoring_days_shown(self) -> list[date]:
        """The days with a score of an account owned that day, in order, from opening to closing."""
        found: set[date] = set()
        for account, course in self.scoring.courses.items():
            for day in course.days:
                if day not in found and self.opening <= day and self.owned(account, day):
                    found.add(day)
        return sorted(found)

    def score(self, account_id: int, day: date) -> AccountScore:
        """The account's health on ``day``, with the rows that it rests on."""
        return self.scoring.score(account_id, day)

    def health(self, account_id: int, day: date) -> Score:
        """The same without the rows, which takes far less time."""
        return self.scoring.health(account_id, day)

    @cached_property
    def _healths_of_day(self) -> dict[date, Mapping[int, Score]]:
        return {}

    def healths(self, day: date) -> Mapping[int, Score]:
        """The health of every account owned on ``day``, without the rows behind it."""
        if day not in self._healths_of_day:
            health = self.scoring.health
            self._healths_of_day[day] = {a.id: health(a.id, day) for a in self.owned_accounts(day)}
        return self._healths_of_day[day]

    @cached_property
    def _scores_of_day(self) -> dict[date, Mapping[int, AccountScore]]:
        return {}

    def scores(self, day: date) -> Mapping[int, AccountScore]:
        """The health of every account owned on ``day``."""
        if day not in self._scores_of_day:
            self._scores_of_day[day] = {a.id: self.score(a.id, day) for a in self.owned_accounts(day)}
        return self._scores_of_day[day]


def _annual_fen(contract: Contract) -> tuple[int, int]:
    """The annual value in fen of the contract's own currency, as a numerator and a denominator."""
    if contract.annual_fen is not None:
        return contract.annual_fen, 1
    if contract.end_day is None:
        return contract.amount_fen, 1
    return annual_ratio(contract.amount_fen, contract.start_day, contract.end_day)
