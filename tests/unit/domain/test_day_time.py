"""Times of day as people write them; what is none is none."""

from __future__ import annotations

from datetime import time

import pytest

from csmdesk.domain.day_time import read_time


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("16:30", 16, 30),
        ("１６：３０", 16, 30),
        ("9:05", 9, 5),
        ("1630", 16, 30),
        ("16点", 16, 0),
        ("16点半", 16, 30),
        ("4点一刻", 4, 15),
        ("下午4点30分", 16, 30),
        ("下午 2:30", 14, 30),
        ("晚上8点", 20, 0),
        ("中午12点半", 12, 30),
        ("中午1点", 13, 0),
        ("上午 10.15", 10, 15),
        ("4:30 pm", 16, 30),
        ("12:10 am", 0, 10),
        ("9 p.m.", 21, 0),
        ("0:00", 0, 0),
    ],
)
def test_what_is_a_time(typed: str, hour: int, minute: int) -> None:
    assert read_time(typed) == time(hour, minute)


@pytest.mark.parametrize("typed", ["", "16", "25:00", "12:60", "明天", "16:3:1", "六点", "上午", "-3:00"])
def test_what_is_none(typed: str) -> None:
    assert read_time(typed) is None
