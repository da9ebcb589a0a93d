"""The forecast of the renewals that are open, and the shortest way to the year's and the period's targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.forecast import Forecast, OpenContract, Step, path_to_target
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.target import node_of
from csmdesk.domain.text import Text
from csmdesk.metrics.compute import compute
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.contract_calendar import CalendarDesk, ContractCalendar, ContractRow

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

Kind = Literal["collected", "value_rate"]

_METRICS: Mapping[Kind, str] = {"collected": "renewal_collected", "value_rate": "renewal_value_rate"}


class CategoryLine(NamedTuple):
    """The open contracts of one category: their value and what is expected of it, in fen."""

    category: Forecast
    size: int
    value_fen: Fraction
    expected_fen: Fraction
    likelihood: Fraction
    ids: tuple[int, ...]


class Goal(NamedTuple):
    """A key result that open renewals can close, and what it asks of ``span``.

    For ``value_rate`` the target is a share of the annual value due; in fen it is that share of it.
    ``share`` is the ratio that was signed up for (None for money).
    """

    key: str
    kind: Kind
    name: str
    span: Period
    target_fen: Fraction
    share: Fraction | None

    @property
    def words(self) -> Text:
        """The key result with its time."""
        return Text(f"{self.span.title.zh} {self.name}", f"{self.span.title.en} {self.name}")


class PathLine(NamedTuple):
    """An open contract on or beside the way: what winning it gains, and whether the way takes it.

    ``left_fen`` is the gap that is left after it and those before it; below 0 the target is passed.
    """

    row: ContractRow
    value_fen: Fraction
    gain_fen: Fraction
    likelihood: Fraction
    needed: bool
    won: bool
    left_fen: Fraction


@dataclass(frozen=True)
class GoalPath:
    """The way to one goal, in fen.

    ``received_fen`` has come in, ``signed_fen`` is signed and to come, ``expected_fen`` is both and what is
    expected of the open contracts. ``lines`` are the contracts taken for won, then all the others by what
    winning them gains; the ``needed`` ones are the fewest that close the gap. ``reached`` is False when even
    all of them are not enough.
    """

    goal: Goal
    received_fen: Fraction
    signed_fen: Fraction
    expected_fen: Fraction
    gap_fen: Fraction
    reached: bool
    lines: tuple[PathLine, ...]

    @property
    def needed(self) -> tuple[PathLine, ...]:
        """The fewest contracts that close the gap."""
        return tuple(line for line in self.lines if line.needed)


class Paths:
    """Forecast and ways to the targets of one book; may be used from any thread."""

    def __init__(self, book: Book, calendar: ContractCalendar) -> None:
        self._calendar = calendar
        self._settings = CalendarSettings(book)

    # --- the forecast ---------------------------------------------------------------------------------------

    def likelihoods(self) -> Mapping[Forecast, Fraction]:
        """How likely a renewal of each category is, as fractions."""
        return self._settings.likelihoods()

    def set_likelihood(self, category: Forecast, typed: str) -> Changes:
        """Change one of them, typed in percent; '' gives the default again."""
        return self._settings.set_likelihood(category, typed)

    def forecast(self, period: str, as_of: date | None, year: int) -> tuple[CategoryLine, ...]:
        """The open contracts that are decided by the end of ``year``, by category."""
        desk = self._calendar.desk(period, as_of)
        span = parse_period(str(year), desk.basis.rules.fiscal_start_month)
        return self.forecast_of(open_rows(desk, span))

    def forecast_of(self, rows: Collection[ContractRow]) -> tuple[CategoryLine, ...]:
        """The open ones of ``rows`` by category; those in a currency without a rate count without value."""
        likelihoods = self.likelihoods()
        held: dict[Forecast, list[ContractRow]] = defaultdict(list)
        for row in rows:
            if row.outcome == "open":
                held[row.forecast].append(row)
        return tuple(
            CategoryLine(
                category,
                len(held[category]),
                value := sum((_fen(row) for row in held[category]), Fraction(0)),
                value * likelihoods[category],
                likelihoods[category],
                tuple(row.id for row in held[category]),
            )
            for category in Forecast
        )

    # --- the way to a target --------------------------------------------------------------------------------

    def goals(self, period: str, as_of: date | None, year: int) -> tuple[Goal, ...]:
        """The key results of the year and of the period that open renewals can close, the year's first."""
        desk = self._calendar.desk(period, as_of)
        b = desk.basis
        whole = parse_period(str(year), b.rules.fiscal_start_month)
        found: dict[str, Goal] = {}
        for span in (whole, b.period):
            for kind, metric in _METRICS.items():
                for target in b.facts.targets:
                    if target.metric != metric or target.scope not in ("", "{}"):
                        continue
                    node = node_of(target, span, kind == "collected", b.rules.fiscal_start_month)
                    if node is None:
                        continue
                    key = f"{kind}:{span.name}:{target.id}"
                    share = None if kind == "collected" else node
                    fen = node * 100 if share is None else share * _due_fen(desk, span)
                    found.setdefault(key, Goal(key, kind, target.name, span, fen, share))
        return tuple(found.values())

    def path(
        self,
        period: str,
        as_of: date | None,
        year: int,
        won: Collection[int] = (),
        goal: str = "",
    ) -> GoalPath | None:
        """The way to ``goal``, by default the first of ``goals``; None where nothing was signed up for.

        ``won`` are contracts that are taken for won (what if). The contracts are those that are open and
        decided by the end of the goal's span; for a share of the value due, those due in it.
        """
        desk = self._calendar.desk(period, as_of)
        goals = self.goals(period, as_of, year)
        chosen = next((each for each in goals if each.key == goal), goals[0] if goals else None)
        if chosen is None:
            return None
        if chosen.kind == "collected":
            rows = open_rows(desk, chosen.span)
            received = _collected_fen(desk, chosen.span)
            signed = signed_fen(desk, chosen.span)
        else:
            rows = [row for row in desk.data.rows if row.outcome == "open" and chosen.span.holds(row.end)]
            received, signed = Fraction(0), _renewed_fen(desk, chosen.span)
        return _path(chosen, rows, received, signed, self.likelihoods(), frozenset(won))


def _path(
    goal: Goal,
    rows: Collection[ContractRow],
    received: Fraction,
    signed: Fraction,
    likelihoods: Mapping[Forecast, Fraction],
    won: frozenset[int],
) -> GoalPath:
    by_id = {row.id: row for row in rows}
    contracts = [OpenContract(row.id, _fen(row), row.forecast, row.decision) for row in rows]
    found = path_to_target(goal.target_fen, received + signed, contracts, likelihoods, won=won)
    gains = [Step(c, c.value_fen * (1 - likelihoods[c.category])) for c in contracts]
    gains.sort(key=lambda s: (-s.gain_fen, s.contract.decision_day, s.contract.id))
    needed = {step.contract.id for step in found.steps}
    lines = []
    left = found.gap_fen if found.gap_fen > 0 else goal.target_fen - found.expected_fen
    for step in sorted(gains, key=lambda s: s.contract.id not in won):
        contract = step.contract
        taken = contract.id in won
        if not taken:
            left -= step.gain_fen
        lines.append(
            PathLine(
                by_id[contract.id],
                contract.value_fen,
                step.gain_fen,
                likelihoods[contract.category],
                contract.id in needed,
                taken,
                left,
            )
        )
    return GoalPath(goal, received, signed, found.expected_fen, found.gap_fen, found.reached, tuple(lines))


def open_rows(desk: CalendarDesk, span: Period) -> list[ContractRow]:
    """The open contracts that are decided by the end of ``span``, monthly ones apart."""
    return [
        row
        for row in desk.data.rows
        if row.outcome == "open" and row.decision <= span.end and not row.monthly
    ]


def signed_fen(desk: CalendarDesk, span: Period) -> Fraction:
    """What the renewals of contracts that end in ``span`` still bring, in fen of the home currency.

    That is what was signed and neither received nor discounted; instalments due after ``span`` bring it
    later.
    """
    b = desk.basis
    later: dict[int, int] = defaultdict(int)
    for row in b.facts.receipts:
        held = b.all_contracts.get(row.contract_id)
        open_part = row.received_day is None or row.received_day > b.closing
        if held is not None and open_part and row.currency == held.currency:
            later[row.contract_id] += row.amount_fen if row.due_day and row.due_day > span.end else 0
    renewals = {
        new.id: new
        for row in desk.data.rows
        if row.outcome == "renewed" and span.holds(row.end)
        for new in b.successors.get(row.id, ())
    }
    whole = Fraction(0)
    for new in renewals.values():
        rest = new.amount_fen - desk.received.get(new.id, 0) - later[new.id]
        whole += (b.in_home(max(0, rest), new.currency) or Fraction(0)) * 100
    return whole


def _collected_fen(desk: CalendarDesk, span: Period) -> Fraction:
    return (compute(desk.over(span), ["renewal_collected"])["renewal_collected"].value or Fraction(0)) * 100


def _due_fen(desk: CalendarDesk, span: Period) -> Fraction:
    b = desk.basis
    return sum((b.annual[c.id] or Fraction(0) for c in b.due(span)), Fraction(0)) * 100


def _renewed_fen(desk: CalendarDesk, span: Period) -> Fraction:
    """The annual value that renewals brought to the contracts due in ``span``, as the metric counts it."""
    figure = compute(desk.over(span), ["renewal_value_rate"])["renewal_value_rate"]
    return (figure.numerator or Fraction(0)) * 100


def _fen(row: ContractRow) -> Fraction:
    return Fraction(0) if row.annual is None else row.annual * 100
