"""Working days against the calendars that the State Council announced, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from csmdesk.domain.text import Text
from csmdesk.domain.working_days import (
    OFF,
    WORKED,
    estimated,
    holiday_name,
    is_working_day,
    swap_name,
    working_days,
)


class Announced(NamedTuple):
    """One year as announced: spans off (``01-21..01-27``), weekends worked, and the sum of working days."""

    off: str
    worked: str
    days: int


# 国办发明电〔2022〕16号, 〔2023〕7号, 〔2024〕12号, 〔2025〕7号.
CALENDARS = {
    2023: Announced(
        "01-01..01-02 01-21..01-27 04-05..04-05 04-29..05-03 06-22..06-24 09-29..10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
        249,
    ),
    2024: Announced(
        "01-01..01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10..06-10 09-15..09-17 10-01..10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
        251,
    ),
    2025: Announced(
        "01-01..01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
        "01-26 02-08 04-27 09-28 10-11",
        248,
    ),
    2026: Announced(
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
        248,
    ),
}


def days_of(year: int) -> list[date]:
    """All days of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def announced(year: int) -> tuple[set[date], set[date]]:
    """Days off, weekends included where they lie within a holiday, and weekend days that are worked."""
    off: set[date] = set()
    for span in CALENDARS[year].off.split():
        first, last = (date.fromisoformat(f"{year}-{end}") for end in span.split(".."))
        off |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return off, {date.fromisoformat(f"{year}-{day}") for day in CALENDARS[year].worked.split()}


@pytest.mark.parametrize("year", CALENDARS)
def test_every_day_is_as_announced(year: int) -> None:
    off, worked = announced(year)
    wrong = [
        day
        for day in days_of(year)
        if is_working_day(day) != (day in worked or (day.weekday() < 5 and day not in off))
    ]
    assert wrong == []
    assert len(working_days(date(year, 1, 1), date(year, 12, 31))) == CALENDARS[year].days


@pytest.mark.parametrize("year", CALENDARS)
def test_weekends_that_are_worked_say_so_and_no_others_do(year: int) -> None:
    _, worked = announced(year)
    assert {day for day in days_of(year) if swap_name(day) is not None} == worked
    assert all(day.weekday() >= 5 and swap_name(day) == WORKED for day in worked)


@pytest.mark.parametrize("year", CALENDARS)
def test_every_weekday_off_has_a_name_in_both_languages(year: int) -> None:
    off, _ = announced(year)
    names = [holiday_name(day) for day in sorted(off) if day.weekday() < 5]
    assert all(name is not None and name.zh and name.en and name.en.isascii() for name in names)
    assert not estimated(year)


def test_holidays_are_named() -> None:
    assert holiday_name(date(2024, 10, 1)) == Text("国庆节", "National Day")
    assert holiday_name(date(2024, 2, 16)) == OFF
    assert holiday_name(date(2024, 6, 28)) is None
    assert holiday_name(date(2025, 10, 6)) == Text("中秋节", "Mid-Autumn Festival")


def test_two_holidays_on_one_day_are_both_named() -> None:
    name = holiday_name(date(2020, 10, 1))
    assert name is not None
    assert set(name.zh.split("、")) == {"国庆节", "中秋节"}
    assert set(name.en.split(", ")) == {"National Day", "Mid-Autumn Festival"}


def test_a_weekend_of_the_old_year_worked_for_the_new_one_counts_in_the_old_year() -> None:
    assert is_working_day(date(2011, 12, 31))
    assert swap_name(date(2011, 12, 31)) == WORKED


@pytest.mark.parametrize("year", [1900, 1949, 2030, 2040, 2199])
def test_years_that_were_not_announced_are_estimates(year: int) -> None:
    assert estimated(year)
    assert not is_working_day(date(year, 5, 5) - timedelta(days=date(year, 5, 5).weekday() + 1))


def test_an_estimate_has_the_holidays_of_the_law_and_swaps_nothing() -> None:
    days = days_of(2030)
    assert holiday_name(date(2030, 10, 1)) == Text("国庆节", "National Day")
    assert not is_working_day(date(2030, 10, 1))
    assert [day for day in days if swap_name(day) is not None] == []


def test_both_ends_of_a_span_count() -> None:
    friday, monday = date(2024, 6, 28), date(2024, 7, 1)
    assert working_days(friday, monday) == [friday, monday]
    assert working_days(friday, friday) == [friday]
    assert working_days(monday, friday) == []


def test_the_day_before_the_spring_festival_and_a_leap_day_are_worked() -> None:
    assert is_working_day(date(2024, 2, 9))
    assert is_working_day(date(2024, 2, 29))
