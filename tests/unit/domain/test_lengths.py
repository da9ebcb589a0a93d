"""Lengths of time and moments as people type them."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction

import pytest

from csmdesk.domain.lengths import read_minutes
from csmdesk.domain.moment import END_OF_DAY, read_moment

TODAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30分钟", 30),
        ("30 min", 30),
        ("90m", 90),
        ("1.5小时", 90),
        ("１．５小时", 90),
        ("半小时", 30),
        ("一小时", 60),
        ("两个半小时", 150),
        ("1小时20分", 80),
        ("1h30", 90),
        ("2 hours", 120),
        ("1:45", 105),
        ("2天", 960),
        ("半天", 240),
        ("1 day", 480),
    ],
)
def test_lengths(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


def test_a_third_of_an_hour_is_exact() -> None:
    assert read_minutes("0.1h") == 6
    assert read_minutes("0.25 min") == Fraction(1, 4)


@pytest.mark.parametrize("typed", ["", "30", "小时", "聊续约", "30人", "1h30x", "6.20", "1:60", "-5分钟"])
def test_what_is_no_length(typed: str) -> None:
    assert read_minutes(typed) is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2024-06-20 14:30", "2024-06-20 14:30"),
        ("2024-06-20T09:05", "2024-06-20 09:05"),
        ("昨天 9:00", "2024-06-29 09:00"),
        ("昨天下午3点", "2024-06-29 15:00"),
        ("6月20日下午3点半", "2024-06-20 15:30"),
        ("18:00", "2024-06-30 18:00"),
        ("yesterday 4:30 pm", "2024-06-29 16:30"),
    ],
)
def test_moments(typed: str, wanted: str) -> None:
    assert read_moment(typed, TODAY) == datetime.fromisoformat(wanted)


def test_a_day_alone() -> None:
    assert read_moment("昨天", TODAY) == datetime.combine(date(2024, 6, 29), time(0))
    due = read_moment("周三", TODAY, alone=END_OF_DAY, ahead=True)
    assert due == datetime.fromisoformat("2024-07-03 23:59")


@pytest.mark.parametrize("typed", ["", "聊续约", "25:00", "2024-13-01 10:00", "30"])
def test_what_is_no_moment(typed: str) -> None:
    assert read_moment(typed, TODAY) is None
