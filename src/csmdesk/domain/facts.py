"""The rows of a book as plain values, as the metrics module reads them.

Days are ``date``, money is integer fen, ratios are ``Fraction``. Each row's ``id`` is its key in the
book's table, so that a figure's evidence can open it. Field order is the order of the SQL that reads it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar, overload

from csmdesk.domain.health import HEALTH_RULES, HealthRules
from csmdesk.domain.health_kinds import DimensionSource
from csmdesk.domain.health_model import FIRST_VERSION, ModelVersion

R = TypeVar("R")


class Account(NamedTuple):
    """A customer; ``modules`` are the licensed modules' ids."""

    id: int
    code: str
    name: str
    industry: str
    city: str
    segment: str
    stage: str
    owner: str
    handover_day: date | None
    handover_from: str
    handaway_day: date | None
    handaway_to: str
    activated_day: date | None
    modules: frozenset[int] = frozenset()


class Contact(NamedTuple):
    """A person at an account."""

    id: int
    code: str
    account_id: int
    name: str
    title: str
    executive: bool
    left_day: date | None


class Contract(NamedTuple):
    """A term of service, both days included; ``end_day`` None is open-ended."""

    id: int
    code: str
    account_id: int
    kind: str
    start_day: date
    end_day: date | None
    amount_fen: int
    currency: str
    annual_fen: int | None
    billing: str
    signed_day: date | None
    recurring: bool
    auto_renewal: bool
    notice_days: int | None
    loss_reason: str
    lost_day: date | None


class RenewalLink(NamedTuple):
    """Contract ``new_id`` continues ``old_id``."""

    id: int
    old_id: int
    new_id: int
    inferred: bool


class Receipt(NamedTuple):
    """Money received (negative: refunded) against a contract; not received yet when the day is None."""

    id: int
    code: str
    contract_id: int
    kind: str
    due_day: date | None
    received_day: date | None
    amount_fen: int
    currency: str
    discount_fen: int
    one_sum: bool | None


class UsageRow(NamedTuple):
    """One module of one account on one day."""

    account_id: int
    module_id: int
    day: date
    provisioned: int | None
    active: int


class UsageDay(NamedTuple):
    """All modules of one account on one day (the roll-up)."""

    account_id: int
    day: date
    provisioned: int
    active: int
    modules: int
    used: int
    core_used: int


class UsageTime(NamedTuple):
    """Minutes in the system and business minutes of one account on one day."""

    id: int
    account_id: int
    day: date
    used_minutes: int
    business_minutes: int


class Module(NamedTuple):
    """A module of the product."""

    id: int
    name: str
    core: bool


class HealthScore(NamedTuple):
    """One dimension's score of an account on a day, in thousandths of a point (0–100000).

    ``id`` 0: computed from other rows, exact and not whole.
    """

    id: int
    account_id: int
    dimension_id: int
    day: date
    score_milli: int | Fraction


class HealthOverride(NamedTuple):
    """A manual score from ``day`` until ``expires_day`` (both included)."""

    id: int
    account_id: int
    day: date
    score_milli: int
    reason: str
    expires_day: date


class Ticket(NamedTuple):
    """A support case."""

    id: int
    code: str
    account_id: int
    title: str
    severity: str
    opened_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    level: int | None


class Survey(NamedTuple):
    """One answer: kind NPS (0–10) or CSAT (1–5)."""

    id: int
    account_id: int
    contact_id: int | None
    day: date
    kind: str
    score: int


class Event(NamedTuple):
    """A salon (offline) or roundtable (online)."""

    id: int
    code: str
    kind: str
    topic: str
    day: date
    people: int | None
    topic_vote_day: date | None
    paper_hours: Fraction | None
    rating: Fraction | None


class Attendance(NamedTuple):
    """One contact at one event."""

    id: int
    event_id: int
    contact_id: int


class Lead(NamedTuple):
    """A referral; ``status`` is ``converted`` or the source's words."""

    id: int
    code: str
    account_id: int
    contact_id: int | None
    day: date
    status: str
    expected_arr_fen: int | None
    currency: str
    opportunity_id: int | None


class Opportunity(NamedTuple):
    """An upsell or cross-sell; ``stage`` is ``won``, ``lost`` or the source's words."""

    id: int
    code: str
    account_id: int
    name: str
    kind: str
    amount_fen: int
    currency: str
    margin: Fraction | None
    stage: str
    won_day: date | None
    contract_id: int | None


class Touch(NamedTuple):
    """One contact with a customer."""

    id: int
    account_id: int
    day: date
    channel: str
    minutes: int | None


class Workshop(NamedTuple):
    """A value workshop held for a contract; hours are until the minutes and the tracking ticket."""

    id: int
    contract_id: int
    day: date
    pain_points: int | None
    measures: int | None
    both_signed: bool | None
    minutes_hours: Fraction | None
    ticket_hours: Fraction | None


class WarRoom(NamedTuple):
    """The recovery project of an account; causes are keys of ``domain.war_room.CAUSES`` or ''.

    ``closing_review`` says why it was closed before 60 was held, '' where it was held.
    """

    id: int
    account_id: int
    opened_day: date | None
    goal: str
    deadline: date | None
    closed_day: date | None
    cause: str = ""
    closing_cause: str = ""
    closing_worked: str = ""
    closing_changes: str = ""
    closing_review: str = ""


class Task(NamedTuple):
    """A card of a war room: status todo, doing, review or done."""

    id: int
    war_room_id: int
    title: str
    owner: str
    deadline: date | None
    acceptance: str
    status: str


class Suggestion(NamedTuple):
    """A customer's suggestion: nature generic, custom or ''; status ``shipped`` or the source's words."""

    id: int
    code: str
    account_id: int | None
    day: date
    content: str
    nature: str
    status: str


class Request(NamedTuple):
    """A request for a solution consultant, needed from ``needed_day`` to ``until_day`` (None: that day)."""

    id: int
    code: str
    account_id: int | None
    industry: str
    product: str
    needed_day: date | None
    confirmed_day: date | None
    until_day: date | None = None
    consultant: str = ""
    closed_day: date | None = None


class OwnTime(NamedTuple):
    """Minutes of the CSM's own time: category ``travel``, ``sharing`` or the source's words."""

    id: int
    day: date
    category: str
    minutes: int
    note: str


class Target(NamedTuple):
    """A key result: the metric's value that was signed up for, and the share owed by the half year."""

    id: int
    period: str
    level: str
    name: str
    metric: str
    value: Fraction
    unit: str
    direction: str
    node_share: Fraction
    scope: str
    owner: str = ""
    weight: Fraction | None = None
    parent_id: int | None = None
    position: int = 0
    profile: str = "{}"


class PeerFigure(NamedTuple):
    """The team's number for a metric and a period."""

    id: int
    period: str
    metric: str
    peer: str
    value: Fraction


class Rows(Sequence[R]):
    """The rows of a table: given, or read when they are first looked at, by whichever thread."""

    def __init__(self, rows: Sequence[R] | Callable[[], Sequence[R]] = ()) -> None:
        self._source = rows
        self._guard = threading.Lock()

    @property
    def _all(self) -> Sequence[R]:
        if callable(self._source):
            with self._guard:
                if callable(self._source):
                    self._source = self._source()
        return self._source

    @property
    def known(self) -> bool:
        """True when all rows are in memory."""
        return not callable(self._source)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        return self._all[place]

    def __iter__(self) -> Iterator[R]:
        return iter(self._all)


class ScoreSum(NamedTuple):
    """One account on one scoring day: Σ score × weight (in thousandths of a point) and Σ weight."""

    account_id: int
    day: date
    points: int | Fraction
    weight: int


class HealthScores(Rows[HealthScore]):
    """The dimension scores: of all accounts, of one, or only their weighted sums."""

    @cached_property
    def _of(self) -> Mapping[int, Sequence[HealthScore]]:
        found: dict[int, list[HealthScore]] = defaultdict(list)
        for row in self._all:
            found[row.account_id].append(row)
        return dict(found)

    def of(self, account_id: int) -> Sequence[HealthScore]:
        """The rows of one account, in the order of the book."""
        return self._of.get(account_id, ())

    @cached_property
    def _days_of(self) -> Mapping[int, Mapping[date, Sequence[HealthScore]]]:
        return {account: _by_day(rows) for account, rows in self._of.items()}

    def by_day(self, account_id: int, until: date) -> Mapping[date, Sequence[HealthScore]]:
        """By scoring day up to ``until``: the scores of one account that count on it, in no order of days."""
        days = self._days_of.get(account_id, {}) if self.known else _by_day(self.of(account_id))
        return {day: rows for day, rows in days.items() if day <= until}

    def sums(
        self, weights: Mapping[int, int], start: date, end: date, without: frozenset[int] = frozenset()
    ) -> Iterable[ScoreSum]:
        """The sums of each account and scoring day up to ``end``, in no order.

        The rows of the dimensions ``without`` are passed over, as if they were not in the book.

        Of the days before ``start``, an account's newest one is among them where the account is not scored
        on the first day of anybody from ``start`` on; whether others are is left open.
        """
        found: list[ScoreSum] = []
        for account, days in self._days_of.items():
            # Which day was the newest one is not known here where rows are passed over.
            first = date.min if without else max((day for day in days if day < start), default=start)
            for day, rows in days.items():
                if not first <= day <= end:
                    continue
                kept = [row for row in rows if row.dimension_id not in without] if without else rows
                points: int | Fraction = 0
                held = 0
                for _, _, dimension, _, score in kept:
                    weight = weights.get(dimension, 0)
                    points += score * weight
                    held += weight
                if kept:
                    found.append(ScoreSum(account, day, points, held))
        return found


def _by_day(rows: Iterable[HealthScore]) -> Mapping[date, Sequence[HealthScore]]:
    found: dict[date, list[HealthScore]] = defaultdict(list)
    for row in rows:
        found[row.day].append(row)
    return dict(found)


class Touches(Rows[Touch]):
    """The touches: of all accounts, of one, or only the days of the newest ones."""

    def of(self, account_id: int) -> Sequence[Touch]:
        """The rows of one account, in the order of the book."""
        return [row for row in self._all if row.account_id == account_id]

    def newest_days(self, spans: Mapping[int, tuple[date, date]]) -> Mapping[int, date]:
        """By account id: the day of its newest touch from the first to the last day of its span."""
        found: dict[int, date] = {}
        for _, account, day, _, _ in self._all:
            known = found.get(account)
            # Most are older than one seen before, and need not be looked up.
            if known is None or day > known:
                first, last = spans.get(account, _NEVER)
                if first <= day <= last:
                    found[account] = day
        return found


_NEVER = (date.max, date.min)


def _no_usage_on(_day: date) -> Sequence[UsageRow]:
    return ()


def _no_usage_days(_start: date, _end: date) -> Sequence[UsageDay]:
    return ()


def _no_last_usage_day(_start: date, _end: date) -> date | None:
    return None


def _no_usage_of(_account_id: int, _start: date, _end: date) -> Sequence[UsageDay]:
    return ()


def _no_newest_usage(_after: date, _until: date) -> Sequence[UsageDay]:
    return ()


def _no_first_usage() -> Mapping[int, date]:
    return {}


class Carried(Protocol):
    """What is worked out of the facts once and taken along when only some of them have changed."""

    def after(self, facts: Facts, usage_days: Container[date] | None) -> Carried:
        """What holds of ``facts``; usage has changed on ``usage_days`` alone, None: on any days."""
        ...


@dataclass(frozen=True)
class Facts:
    """Everything that the metrics read of one book.

    Usage may be millions of rows, so it is asked for by day: ``usage_on(day)`` are that day's rows,
    ``usage_days(start, end)`` the roll-up of a span, ``last_usage_day(start, end)`` the newest day with
    rows inside a span; ``usage_of(account, start, end)`` is the roll-up of one account,
    ``newest_usage(after, until)`` that of each account's newest day after the first until the second day,
    ``first_usage()`` the first day of each account with any.
    Scores and touches are many as well: as ``HealthScores`` and ``Touches`` less than all of them can be
    asked for.
    """

    accounts: Sequence[Account] = ()
    contacts: Sequence[Contact] = ()
    contracts: Sequence[Contract] = ()
    renewal_links: Sequence[RenewalLink] = ()
    receipts: Sequence[Receipt] = ()
    usage_times: Sequence[UsageTime] = ()
    modules: Sequence[Module] = ()
    health_scores: Sequence[HealthScore] = ()
    health_overrides: Sequence[HealthOverride] = ()
    tickets: Sequence[Ticket] = ()
    surveys: Sequence[Survey] = ()
    events: Sequence[Event] = ()
    attendance: Sequence[Attendance] = ()
    leads: Sequence[Lead] = ()
    opportunities: Sequence[Opportunity] = ()
    touches: Sequence[Touch] = ()
    workshops: Sequence[Workshop] = ()
    war_rooms: Sequence[WarRoom] = ()
    tasks: Sequence[Task] = ()
    suggestions: Sequence[Suggestion] = ()
    requests: Sequence[Request] = ()
    own_time: Sequence[OwnTime] = ()
    targets: Sequence[Target] = ()
    peer_figures: Sequence[PeerFigure] = ()
    dimension_weights: Mapping[int, Fraction] = field(default_factory=dict)
    dimension_names: Mapping[int, str] = field(default_factory=dict)
    dimension_sources: Mapping[int, DimensionSource] = field(default_factory=dict)
    health_rules: HealthRules = HEALTH_RULES
    health_version: ModelVersion = FIRST_VERSION
    cadence_days: Mapping[str, int] = field(default_factory=dict)
    rates: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    usage_on: Callable[[date], Sequence[UsageRow]] = _no_usage_on
    usage_days: Callable[[date, date], Sequence[UsageDay]] = _no_usage_days
    last_usage_day: Callable[[date, date], date | None] = _no_last_usage_day
    usage_of: Callable[[int, date, date], Sequence[UsageDay]] = _no_usage_of
    newest_usage: Callable[[date, date], Sequence[UsageDay]] = _no_newest_usage
    first_usage: Callable[[], Mapping[int, date]] = _no_first_usage
    carried: dict[str, Carried] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of these rows; facts made by ``replace`` begin without."""
