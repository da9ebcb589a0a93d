"""Periods as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.domain.natural_period import natural_period

TODAY = date(2024, 7, 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024H1", "2024H1"),
        (" 2024 h2 ", "2024H2"),
        ("2024 上半年", "2024H1"),
        ("2024年下半年", "2024H2"),
        ("24H1", "2024H1"),
        ("H1 2023", "2023H1"),
        ("上半年", "2024H1"),
        ("2023 年第三季度", "2023Q3"),
        ("四季度", "2024Q4"),
        ("Q3", "2024Q3"),
        ("Q3 2022", "2022Q3"),
        ("2024-05", "2024-05"),
        ("2024/5", "2024-05"),
        ("2023年12月", "2023-12"),
        ("5月", "2024-05"),
        ("May 2023", "2023-05"),
        ("june", "2024-06"),
        ("2023", "2023"),
        ("2023 年", "2023"),
        ("今年", "2024"),
        ("去年", "2023"),
        ("last year", "2023"),
        ("本季度", "2024Q3"),
        ("上季度", "2024Q2"),
        ("上个月", "2024-06"),
        ("this month", "2024-07"),
    ],
)
def test_a_period_is_understood(text: str, name: str) -> None:
    found = natural_period(text, TODAY)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["", "岚图", "2024-13", "13月", "Q5", "H3", "0000", "5", "2024H1x", "五季度"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert natural_period(text, TODAY) is None


def test_without_a_year_it_is_that_of_what_is_shown() -> None:
    found = natural_period("5月", TODAY, near=date(2022, 12, 31))
    assert found is not None
    assert found.name == "2022-05"
    # What counts from today counts from today.
    today = natural_period("上个月", TODAY, near=date(2022, 12, 31))
    assert today is not None
    assert today.name == "2024-06"


def test_halves_and_quarters_are_those_of_the_fiscal_year() -> None:
    february = date(2024, 2, 10)
    half = natural_period("上半年", february, 4)
    assert half is not None
    assert (half.start, half.end) == (date(2023, 4, 1), date(2023, 9, 30))
    quarter = natural_period("本季度", february, 4)
    assert quarter is not None
    assert (quarter.name, quarter.start) == ("2023Q4", date(2024, 1, 1))
    month = natural_period("2月", february, 4)
    assert month is not None
    assert month.start == date(2024, 2, 1)
