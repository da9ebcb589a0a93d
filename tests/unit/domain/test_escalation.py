"""The course of an incident and its 24 hours, to the second, over summer time and by a watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from csmdesk.domain.clock import Reading, Stopwatch
from csmdesk.domain.escalation import (
    Course,
    Promise,
    Stage,
    promise,
    seconds_since,
    span_words,
    watched_age,
)
from csmdesk.domain.text import Text

CHINA = timezone(timedelta(hours=8))
OPENED = datetime(2024, 6, 28, 9, 30, tzinfo=CHINA)
DAY = 24 * 3600


def after(hours: float) -> datetime:
    """So many hours after the opening."""
    return OPENED + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("course", "stage"),
    [
        (Course(OPENED), "confirm"),
        (Course(OPENED, after(1)), "workaround"),
        (Course(OPENED, after(1), after(2)), "repair"),
        (Course(OPENED, None, after(2)), "repair"),
        (Course(OPENED, None, None, after(2)), "review"),
        (Course(OPENED, after(1), after(2), after(3), after(4)), "done"),
    ],
)
def test_what_an_incident_waits_for(course: Course, stage: Stage) -> None:
    assert course.stage == stage


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Promise(None, DAY, 0)),
        (DAY - 1, Promise(None, 1, DAY - 1)),
        (DAY, Promise(None, 0, DAY)),
        (DAY + 0.5, Promise(False, -1, DAY)),
        (DAY + 1, Promise(False, -1, DAY + 1)),
        (3 * DAY, Promise(False, -2 * DAY, 3 * DAY)),
    ],
)
def test_the_last_second_of_the_hours_is_in_time(age: float, expected: Promise) -> None:
    assert promise(Course(OPENED), 24, age) == expected
    assert promise(Course(OPENED, after(1)), 24, age) == expected


@pytest.mark.parametrize(
    ("relieved", "kept", "left"),
    [(after(24), True, 0), (after(23), True, 3600), (after(24) + timedelta(seconds=1), False, -1)],
)
def test_a_workaround_stops_the_hours_and_so_does_a_repair_without_one(
    relieved: datetime, kept: bool, left: int
) -> None:
    taken = DAY - left
    assert promise(Course(OPENED, None, relieved), 24, 99 * DAY) == Promise(kept, left, taken)
    assert promise(Course(OPENED, None, None, relieved), 24, 99 * DAY) == Promise(kept, left, taken)
    late_repair = Course(OPENED, None, relieved, after(200))
    assert promise(late_repair, 24, 99 * DAY) == Promise(kept, left, taken)


@pytest.mark.parametrize(
    ("zone", "opened", "due"),
    [
        # A night of 23 hours, one of 25, and none of either.
        ("Europe/Berlin", "2024-03-30T12:00", "2024-03-31T13:00"),
        ("Europe/Berlin", "2024-10-26T12:00", "2024-10-27T11:00"),
        ("America/New_York", "2024-03-09T12:00", "2024-03-10T13:00"),
        ("Australia/Lord_Howe", "2024-04-06T12:00", "2024-04-07T11:30"),
        ("Asia/Shanghai", "2024-03-30T12:00", "2024-03-31T12:00"),
    ],
)
def test_twenty_four_hours_are_hours_when_the_clocks_change(zone: str, opened: str, due: str) -> None:
    start = datetime.fromisoformat(opened).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = datetime.fromisoformat(due).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert seconds_since(start, end) == DAY
    assert promise(Course(start, None, end), 24, 0).kept
    assert not promise(Course(start, None, end + timedelta(seconds=1)), 24, 0).kept


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    for hours in range(-11, 13):
        there = after(5).astimezone(timezone(timedelta(hours=hours)))
        assert seconds_since(OPENED, there) == 5 * 3600


def test_a_step_lies_between_those_around_it() -> None:
    course = Course(OPENED, after(1), None, after(9))
    assert course.bounds("confirm") == (OPENED, after(9))
    assert course.bounds("workaround") == (after(1), after(9))
    assert course.bounds("repair") == (after(1), None)
    assert course.bounds("review") == (after(9), None)


def reading(hours: float, boot: str = "first", set_by: timedelta = timedelta(0)) -> Reading:
    """The machine some hours after the opening, its time of day set by ``set_by``."""
    return Reading(after(hours).astimezone(UTC) + set_by, 50_000 + hours * 3600, boot)


@pytest.mark.parametrize("set_by", [timedelta(days=3653), timedelta(days=-3653), timedelta(hours=-1)])
def test_a_watch_does_not_mind_that_the_time_of_day_is_set(set_by: timedelta) -> None:
    watch = Stopwatch(600, reading(1))
    assert watched_age(OPENED, watch, reading(6, set_by=set_by)) == 600 + 5 * 3600


def test_after_a_restart_the_time_of_day_counts_again() -> None:
    watch = Stopwatch(3600, reading(1))
    later = Reading(after(6).astimezone(UTC), 30, "second")
    assert watched_age(OPENED, watch, later) == 6 * 3600
    # Come up in the past, the incident is as old as it was at the least.
    past = later._replace(wall=later.wall - timedelta(days=3653))
    assert watched_age(OPENED, watch, past) == 3600
    # And once the time of day is mended so is the age.
    assert watched_age(OPENED, watch, later._replace(steady=90)) == 6 * 3600


def test_without_a_watch_the_time_of_day_counts() -> None:
    assert watched_age(OPENED, None, reading(2)) == 2 * 3600
    assert watched_age(OPENED, Stopwatch(50), reading(2)) == 2 * 3600
    assert watched_age(OPENED, None, reading(-2)) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, Text("不到 1 分", "under 1 min")),
        (59, Text("不到 1 分", "under 1 min")),
        (60, Text("1 分", "1 min")),
        (3599, Text("59 分", "59 min")),
        (3600, Text("1 小时", "1 h")),
        (5 * 3600 + 12 * 60 + 59, Text("5 小时 12 分", "5 h 12 min")),
        (DAY, Text("24 小时", "24 h")),
        (2 * DAY - 1, Text("47 小时 59 分", "47 h 59 min")),
        (2 * DAY, Text("2 天", "2 d")),
        (2 * DAY + 3 * 3600 + 100, Text("2 天 3 小时", "2 d 3 h")),
    ],
)
def test_a_length_of_time_is_said_to_the_minute(seconds: int, words: Text) -> None:
    assert span_words(seconds) == words
