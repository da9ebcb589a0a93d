"""Periods: names, ends, neighbours, fiscal years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.domain.period import half_year_of, month_end, parse_period


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024h2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_holds_both_its_ends(name: str, start: date, end: date) -> None:
    period = parse_period(name)
    assert (period.start, period.end) == (start, end)
    assert period.holds(start)
    assert period.holds(end)
    assert not period.holds(start - timedelta(days=1))
    assert not period.holds(end + timedelta(days=1))
    assert period.opening == start - timedelta(days=1)


@pytest.mark.parametrize(
    "name", ["", "2024H3", "2024Q5", "24H1", "2024-13", "2024-00", "H1", "0000", "2024H1x"]
)
def test_any_other_name_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_period(name)
    assert name in refused.value.text.zh


def test_a_fiscal_year_may_start_in_another_month() -> None:
    assert parse_period("2024H1", 4)[1:] == (date(2024, 4, 1), date(2024, 9, 30))
    assert parse_period("2024H2", 4)[1:] == (date(2024, 10, 1), date(2025, 3, 31))
    assert parse_period("2024Q4", 4)[1:] == (date(2025, 1, 1), date(2025, 3, 31))
    assert parse_period("2024-02", 4)[1:] == (date(2024, 2, 1), date(2024, 2, 29))


_NAMES = st.one_of(
    st.builds("{}H{}".format, st.integers(1900, 2200), st.integers(1, 2)),
    st.builds("{}Q{}".format, st.integers(1900, 2200), st.integers(1, 4)),
    st.builds("{}-{:02d}".format, st.integers(1900, 2200), st.integers(1, 12)),
    st.builds(str, st.integers(1900, 2200)),
)


@given(_NAMES, st.integers(-30, 30))
def test_a_neighbour_has_the_name_that_reads_back_to_it(name: str, count: int) -> None:
    other = parse_period(name).shifted(count)
    assert parse_period(other.name) == other
    assert other.shifted(-count) == parse_period(name)


@given(_NAMES)
def test_the_next_period_follows_without_a_gap_and_the_months_fill_the_period(name: str) -> None:
    period = parse_period(name)
    assert period.next.opening == period.end
    assert period.year_before.start.year == period.start.year - 1
    months = period.month_list()
    assert (months[0].start, months[-1].end, len(months)) == (period.start, period.end, period.months)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_day_lies_in_its_half_year_and_month(day: date) -> None:
    assert half_year_of(day).holds(day)
    assert all(half_year_of(day, first).holds(day) for first in range(1, 13))
    assert day <= month_end(day)
    assert (month_end(day) + timedelta(days=1)).day == 1
