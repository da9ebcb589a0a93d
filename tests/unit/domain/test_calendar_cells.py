"""Where a contract stands in the calendar: decision dates, months, the risk matrix, priority, the track."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.calendar_cells import Outcome, grade, matrix, months, priority, span_of
from csmdesk.domain.contract import decision_day
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.health import Band
from csmdesk.domain.renewal_track import Course, State, Step, steps
from csmdesk.domain.rules import Rules

CLOSING = date(2024, 6, 30)


@dataclass(frozen=True)
class Contract:
    """As much of a contract as its place depends on."""

    id: int
    end: date
    annual: Fraction | None = Fraction(100)
    band: Band = Band.GREEN
    outcome: Outcome = "open"
    monthly: bool = False
    auto_renewal: bool = False
    notice_days: int | None = None

    @property
    def decision(self) -> date:
        return decision_day(self.end, self.auto_renewal, self.notice_days)

    @property
    def days(self) -> int:
        return (self.decision - CLOSING).days


@pytest.mark.parametrize(
    ("end", "auto", "notice", "decision"),
    [
        (date(2024, 7, 14), False, None, date(2024, 7, 14)),
        (date(2024, 7, 14), False, 60, date(2024, 7, 14)),
        (date(2024, 7, 14), True, None, date(2024, 6, 14)),
        (date(2024, 7, 14), True, 90, date(2024, 4, 15)),
        (date(2024, 7, 14), True, 0, date(2024, 7, 14)),
        (date(2024, 3, 30), True, 30, date(2024, 2, 29)),
        (date(2024, 2, 29), True, 30, date(2024, 1, 30)),
        (date(2023, 3, 30), True, 30, date(2023, 2, 28)),
        (date(2024, 3, 31), True, 31, date(2024, 2, 29)),
        (date(2027, 1, 1), True, 1, date(2026, 12, 31)),
    ],
)
def test_the_day_that_counts(end: date, auto: bool, notice: int | None, decision: date) -> None:
    assert decision_day(end, auto, notice) == decision


def test_months_hold_contracts_by_their_end_open_and_red_first() -> None:
    held = [
        Contract(1, date(2024, 7, 31), outcome="renewed"),
        Contract(2, date(2024, 7, 1), band=Band.GREEN),
        Contract(3, date(2024, 7, 15), band=Band.RED),
        Contract(4, date(2024, 7, 15), band=Band.RED, outcome="lost"),
        Contract(5, date(2024, 8, 1)),
        Contract(6, date(2025, 7, 1)),
        Contract(7, date(2024, 7, 2), band=Band.GREEN, annual=None),
    ]
    july = months(held, 2024)[6]
    assert july.ids == (3, 2, 7, 1, 4)
    assert (july.open, july.renewed, july.lost, july.size) == (3, 1, 1, 5)
    assert july.value == 400
    assert [cell.size for cell in months(held, 2025)] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("days", "column"),
    [(-400, 0), (-1, 0), (0, 1), (30, 1), (31, 2), (90, 2), (91, 3), (180, 3), (181, 4), (900, 4)],
)
def test_columns_on_both_sides_of_each_bound(days: int, column: int) -> None:
    assert span_of(days) == column
    found = matrix([Contract(1, CLOSING + timedelta(days))], "decision", CLOSING)
    assert [cell.size for cell in found.cells[2]] == [int(place == column) for place in range(5)]


_contracts = st.lists(
    st.builds(
        Contract,
        id=st.integers(1, 10**6),
        end=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        annual=st.fractions(0, 10**6),
        band=st.sampled_from(Band),
        outcome=st.sampled_from(["open", "renewed", "lost"]),
        auto_renewal=st.booleans(),
        notice_days=st.none() | st.integers(0, 120),
    ),
    max_size=30,
)


@given(_contracts)
def test_cells_add_up_to_all_contracts_and_their_value_either_way(held: list[Contract]) -> None:
    whole = sum((c.annual or 0 for c in held), Fraction(0))
    waiting = sum((c.annual or 0 for c in held if c.outcome == "open"), Fraction(0))
    for by in ("decision", "month"):
        found = matrix(held, by, CLOSING)
        assert found.size == len(held)
        assert found.value == waiting
        assert sum(cell.value + cell.done_value for row in found.cells for cell in row) == whole
    year = months(held, 2024)
    assert sum(cell.size for cell in year) == len(held)
    assert sum(cell.value for cell in year) == whole


@given(_contracts)
def test_priority_is_by_exact_value_then_by_the_nearer_decision(held: list[Contract]) -> None:
    found = priority(held)
    assert sorted(map(id, found)) == sorted(map(id, held))
    for first, second in pairwise(found):
        assert (first.annual or 0, second.decision, second.id) >= (
            second.annual or 0,
            first.decision,
            first.id,
        )


def test_open_monthly_contracts_stand_apart() -> None:
    found = matrix([Contract(1, CLOSING, monthly=True), Contract(2, CLOSING)], "decision", CLOSING)
    assert found.monthly == (1,)
    assert found.size == 1


def test_grades_get_milder_with_health_and_with_time() -> None:
    order = {"red": 0, "amber": 1, "green": 2}
    for span in range(5):
        ranks = [order[grade(band, span)] for band in (Band.RED, Band.YELLOW, Band.GREEN)]
        assert ranks == sorted(ranks)
    for band in Band:
        ranks = [order[grade(band, span)] for span in range(5)]
        assert ranks == sorted(ranks)
    assert grade(Band.RED, 0) == grade(Band.RED, 2) == "red"
    assert grade(Band.GREEN, 2) == "green"


def test_priority_is_by_value_then_by_the_nearer_decision_a_monthly_date_is_no_factor() -> None:
    held = [
        Contract(1, date(2024, 9, 1)),
        Contract(2, date(2024, 8, 1)),
        Contract(3, date(2024, 12, 1), annual=Fraction(101)),
        Contract(4, date(2024, 7, 1), monthly=True),
        Contract(5, date(2024, 9, 20), auto_renewal=True),
        Contract(6, date(2024, 7, 1), annual=None),
    ]
    assert [c.id for c in priority(held)] == [3, 2, 5, 1, 4, 6]


COURSE = Course(date(2024, 7, 14), date(2024, 7, 14), 60, "open")


def states(course: Course, day: date = CLOSING) -> dict[Step, State]:
    return {line.step: line.state for line in steps(course, day, Rules())}


def test_nothing_done_becomes_late_the_day_after_it_was_due() -> None:
    talks, workshop = date(2024, 5, 15), date(2024, 4, 15)
    assert states(COURSE, workshop)[Step.WORKSHOP] is State.TODO
    assert states(COURSE, workshop + timedelta(1))[Step.WORKSHOP] is State.LATE
    assert states(COURSE, talks)[Step.TALKS] is State.TODO
    assert states(COURSE, talks + timedelta(1))[Step.TALKS] is State.LATE
    assert states(COURSE, COURSE.end)[Step.SIGNING] is State.TODO
    assert states(COURSE, COURSE.end + timedelta(1))[Step.SIGNING] is State.LATE


def test_what_was_done_is_done_and_a_touch_since_then_is_under_way() -> None:
    done = replace(COURSE, talks_day=date(2024, 5, 20), workshop_day=date(2024, 4, 1), quote_day=CLOSING)
    assert [states(done)[step] for step in (Step.TALKS, Step.WORKSHOP, Step.QUOTE)] == [State.DONE] * 3
    assert states(replace(COURSE, touched=date(2024, 6, 20)))[Step.TALKS] is State.DOING
    assert states(replace(COURSE, workshop_begun=True))[Step.WORKSHOP] is State.LATE
    early = replace(COURSE, end=date(2024, 12, 1), decision=date(2024, 12, 1), workshop_begun=True)
    assert states(early)[Step.WORKSHOP] is State.DOING


@pytest.mark.parametrize(
    ("forecast", "state"),
    [
        (None, State.TODO),
        (Forecast.COMMITTED, State.DONE),
        (Forecast.LIKELY, State.DONE),
        (Forecast.RISK, State.LATE),
        (Forecast.LOST, State.LATE),
    ],
)
def test_a_forecast_of_risk_calls_for_action(forecast: Forecast | None, state: State) -> None:
    assert states(replace(COURSE, forecast=forecast))[Step.FORECAST] is state


@pytest.mark.parametrize(
    ("received", "day", "state"),
    [
        (None, CLOSING, State.TODO),
        (None, date(2024, 8, 1), State.LATE),
        (0.5, date(2024, 8, 1), State.DOING),
        (1.0, CLOSING, State.DONE),
    ],
)
def test_a_renewal_waits_for_its_money(received: float | None, day: date, state: State) -> None:
    renewed = replace(COURSE, outcome="renewed", signed_day=date(2024, 6, 1), received=received)
    found = states(renewed, day)
    assert found[Step.RECEIPT] is state
    assert found[Step.SIGNING] is State.DONE
    assert found[Step.TALKS] is State.SKIPPED


def test_a_lost_contract_needs_nothing_more() -> None:
    found = states(replace(COURSE, outcome="lost"), date(2024, 9, 1))
    assert set(found.values()) == {State.SKIPPED, State.DONE}
