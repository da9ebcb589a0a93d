"""Spreading a year: never on a day off, never too much on a day, cadence kept, the same plan every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csmdesk.domain.working_days import is_working_day, working_days
from csmdesk.domain.year_plan import (
    DEFAULT_MINUTES,
    Contact,
    Demand,
    Kept,
    Numbers,
    Placed,
    PlanKind,
    Quarter,
    Salons,
    Spreader,
    spans,
    week_of,
)

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
DAYS = working_days(FIRST, LAST)
SALONS = Salons(topic_days=45, paper_days=2)
QUARTERS = [
    Quarter("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
    Quarter("2024Q2", date(2024, 4, 1), date(2024, 6, 30)),
    Quarter("2024Q3", date(2024, 7, 1), date(2024, 9, 30)),
    Quarter("2024Q4", date(2024, 10, 1), date(2024, 12, 31)),
]
EMPTY = Numbers(most=50, day_minutes=1440)
"""So much room that nothing stands in the way."""


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


demands = st.lists(
    st.tuples(
        st.sampled_from([PlanKind.WORKSHOP, PlanKind.TALKS, PlanKind.QBR, PlanKind.TRAINING]),
        st.integers(1, 12),
        st.integers(0, 330),
        st.integers(0, 60),
    ),
    max_size=60,
).map(
    lambda rows: [
        Demand(
            f"{kind.value}/{number}",
            kind,
            account,
            None,
            day_of(start),
            min(LAST, day_of(start + long)),
            day_of(start),
        )
        for number, (kind, account, start, long) in enumerate(rows)
    ]
)
contacts = st.lists(
    st.tuples(st.sampled_from([7, 14, 30]), st.one_of(st.none(), st.integers(-90, -1))), max_size=12
).map(
    lambda rows: [
        Contact(number, days, None if before is None else day_of(before), FIRST, LAST)
        for number, (days, before) in enumerate(rows, 1)
    ]
)
numbers = st.builds(Numbers, most=st.integers(1, 8), day_minutes=st.integers(60, 480))


def spread(
    asked: Sequence[Demand], touched: Sequence[Contact], by: Numbers, kept: Sequence[Kept] = ()
) -> tuple[tuple[Placed, ...], tuple[Demand, ...]]:
    spreader = Spreader(DAYS, by, kept)
    spreader.place_salons(QUARTERS, FIRST, SALONS)
    spreader.place(asked)
    spreader.place_touches(touched)
    return spreader.result


@settings(max_examples=60, deadline=None)
@given(demands, contacts, numbers)
def test_no_day_is_off_and_none_has_too_much(
    asked: list[Demand], touched: list[Contact], by: Numbers
) -> None:
    placed, _ = spread(asked, touched, by)
    assert all(is_working_day(each.day) for each in placed)
    for day, count in Counter(each.day for each in placed).items():
        minutes = sum(each.minutes for each in placed if each.day == day)
        assert count <= by.most
        assert minutes <= by.day_minutes or count == 1


@settings(max_examples=60, deadline=None)
@given(demands, contacts, numbers)
def test_every_demand_is_placed_once_or_told_to_have_no_room(
    asked: list[Demand], touched: list[Contact], by: Numbers
) -> None:
    placed, no_room = spread(asked, touched, by)
    slots = [each.slot for each in placed]
    assert len(slots) == len(set(slots))
    told = {each.slot for each in no_room}
    for demand in asked:
        assert (demand.slot in slots) != (demand.slot in told)
    for each in placed:
        if each.slot in {demand.slot for demand in asked}:
            demand = next(demand for demand in asked if demand.slot == each.slot)
            assert each.day >= demand.first
            assert each.late == (each.day > demand.last)


@settings(max_examples=30, deadline=None)
@given(demands, contacts, numbers)
def test_the_same_book_gives_the_same_plan_in_whatever_order_it_is_read(
    asked: list[Demand], touched: list[Contact], by: Numbers
) -> None:
    assert spread(asked, touched, by) == spread(asked[::-1], touched[::-1], by)


@settings(max_examples=40, deadline=None)
@given(demands, contacts, st.sets(st.integers(0, 200)))
def test_what_is_kept_is_never_doubled(asked: list[Demand], touched: list[Contact], which: set[int]) -> None:
    placed, _ = spread(asked, touched, EMPTY)
    kept = [
        Kept(each.slot, each.kind, each.account_id, each.day, each.minutes)
        for place, each in enumerate(placed)
        if place in which
    ]
    again, _ = spread(asked, touched, EMPTY, kept)
    held = {each.slot for each in kept}
    assert not held & {each.slot for each in again}
    # Every single demand is there once, kept or drawn.
    single = {each.slot for each in placed if each.kind is not PlanKind.TOUCH}
    drawn = {each.slot for each in again if each.kind is not PlanKind.TOUCH}
    assert drawn == single - held


@settings(max_examples=40, deadline=None)
@given(contacts, demands)
def test_the_cadence_is_kept_wherever_a_working_day_allows_it(
    touched: list[Contact], asked: list[Demand]
) -> None:
    placed, _ = spread(asked, touched, EMPTY)
    for contact in touched:
        met = sorted({each.day for each in placed if each.account_id == contact.account_id})
        before = contact.before
        for day in met:
            if before is not None and day - before > timedelta(days=contact.days):
                due = before + timedelta(days=contact.days)
                overdue = due < FIRST
                # Else nothing between the due day and this one could be worked, as in a long holiday.
                assert overdue or not [d for d in DAYS if due - timedelta(days=1) <= d <= due and d > before]
            before = day
        assert before is not None
        assert LAST - before < timedelta(days=contact.days + 12)


@pytest.mark.parametrize(("year", "begins"), [(2024, date(2024, 1, 1)), (2025, date(2025, 1, 1))])
def test_each_quarter_has_a_salon_with_its_vote_and_its_paper(year: int, begins: date) -> None:
    quarters = [
        Quarter(q.name.replace("2024", str(year)), q.first.replace(year=year), q.last.replace(year=year))
        for q in QUARTERS
    ]
    spreader = Spreader(working_days(begins, date(year, 12, 31)), Numbers())
    spreader.place_salons(quarters, begins, SALONS)
    found = {each.slot: each for each in spreader.result.placed}
    for quarter in quarters:
        salon = found[f"salon/{quarter.name}"]
        topic, paper = found[f"topic/{quarter.name}"], found[f"paper/{quarter.name}"]
        assert quarter.first <= salon.day <= quarter.last
        assert topic.day <= salon.day - timedelta(days=45)
        assert salon.day < paper.day <= salon.day + timedelta(days=2)
        assert not any(each.late for each in (salon, topic, paper))


def test_a_salon_that_comes_too_soon_for_its_vote_says_so() -> None:
    begins = date(2024, 9, 2)
    spreader = Spreader([day for day in DAYS if day >= begins], Numbers())
    spreader.place_salons([QUARTERS[2]], begins, SALONS)
    found = {each.slot: each for each in spreader.result.placed}
    assert found["salon/2024Q3"].day <= QUARTERS[2].last
    assert found["topic/2024Q3"].late


def test_the_first_day_on_which_the_vote_is_still_in_time() -> None:
    begins = date(2024, 8, 15)
    spreader = Spreader([day for day in DAYS if day >= begins], Numbers())
    spreader.place_salons([QUARTERS[2]], begins, SALONS)
    # 45 days after 15 August is 29 September, a Sunday that is worked, before a Monday that is worked.
    found = {each.slot: each for each in spreader.result.placed}
    assert found["salon/2024Q3"].day == date(2024, 9, 29)
    assert found["topic/2024Q3"].day == begins
    assert not found["topic/2024Q3"].late


def test_a_long_holiday_delays_a_weekly_touch_to_the_first_day_after_it() -> None:
    spreader = Spreader(DAYS, EMPTY)
    # 10 to 17 February 2024 are the Spring Festival; 9 February is worked, so is Sunday the 18th.
    spreader.place_touches([Contact(1, 7, date(2024, 2, 9), date(2024, 2, 10), date(2024, 2, 29))])
    first = spreader.result.placed[0]
    assert (first.day, first.last_day, first.late) == (date(2024, 2, 18), date(2024, 2, 16), True)


def test_the_weeks_bear_about_the_same() -> None:
    spreader = Spreader(DAYS, Numbers())
    spreader.place_touches([Contact(number, 14, None, FIRST, LAST) for number in range(1, 41)])
    spreader.place(
        Demand(f"qbr/{n}/{part}", PlanKind.QBR, n, None, start, end, start)
        for n in range(1, 41)
        for part, (start, end) in enumerate(spans(FIRST, LAST, 4))
    )
    weeks: Counter[date] = Counter()
    for each in spreader.result.placed:
        weeks[week_of(each.day)] += each.minutes
    full = [
        m for week, m in weeks.items() if sum(is_working_day(week + timedelta(days=n)) for n in range(7)) == 5
    ]
    assert max(full) <= 1.35 * sum(full) / len(full)


def test_a_meeting_with_the_account_is_a_touch() -> None:
    kept = [Kept(None, PlanKind.QBR, 1, date(2024, 1, 15), 120)]
    spreader = Spreader(DAYS, EMPTY, kept)
    spreader.place_touches([Contact(1, 30, date(2023, 12, 20), FIRST, date(2024, 2, 20))])
    placed = spreader.result.placed
    assert [each.day > date(2024, 1, 15) for each in placed] == [True]
    assert placed[0].last_day == date(2024, 2, 14)


def test_an_overdue_touch_is_planned_at_once_and_is_late() -> None:
    spreader = Spreader(DAYS, EMPTY)
    spreader.place_touches([Contact(1, 14, date(2023, 10, 1), FIRST, date(2024, 1, 12))])
    (first,) = spreader.result.placed
    assert first.late
    assert first.last_day == date(2023, 10, 15)
    assert first.day <= date(2024, 1, 14)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 12])
def test_the_parts_of_a_year_are_the_year(count: int) -> None:
    parts = spans(FIRST, LAST, count)
    assert (parts[0][0], parts[-1][1], len(parts)) == (FIRST, LAST, count)
    assert all(end + timedelta(days=1) == start for (_, end), (start, _) in pairwise(parts))
    assert all(start <= end for start, end in parts)


def test_no_part_for_nothing() -> None:
    assert spans(FIRST, LAST, 0) == []


def test_every_kind_has_its_minutes() -> None:
    assert set(DEFAULT_MINUTES) == set(PlanKind)
