"""Clocks over sleep, a changed time of day, a restart of the program and of the machine, and zones."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from csmdesk.domain.clock import (
    MOST_STANDUP_SECONDS,
    Reading,
    StandupClock,
    Stopwatch,
    seconds_between,
)
from csmdesk.services import machine_clock
from csmdesk.services.machine_clock import boot_moment, boot_name, read_clock

MORNING = datetime(2024, 6, 28, 1, 30, tzinfo=UTC)
TEN_YEARS = timedelta(days=3653)
MINUTES = 15


class Machine:
    """A machine whose clocks a test moves: it sleeps, is set, is restarted."""

    def __init__(self) -> None:
        self.wall, self.steady, self.boot = MORNING, 22_889.5, "first"

    def read(self) -> Reading:
        """Its clocks now."""
        return Reading(self.wall, self.steady, self.boot)

    def wait(self, seconds: float) -> Reading:
        """Let time pass, awake or asleep: the clock that counts sleep makes no difference."""
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds
        return self.read()

    def set_time(self, by: timedelta) -> Reading:
        """Somebody changes the time of day."""
        self.wall += by
        return self.read()

    def restart(self, off: float) -> Reading:
        """Off for some seconds, then a new boot whose steady clock begins anew."""
        self.wall += timedelta(seconds=off)
        self.steady, self.boot = 12.0, "second"
        return self.read()


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_counts_what_passes_while_it_runs(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    assert (clock.running, clock.begun, clock.remaining(machine.read())) == (False, None, 900)
    clock.start(machine.read())
    assert clock.remaining(machine.wait(61.5)) == 838.5
    assert (clock.running, clock.begun) == (True, MORNING)
    clock.stop(machine.read())
    assert clock.remaining(machine.wait(3600)) == 838.5
    clock.start(machine.read())
    clock.start(machine.wait(8.5))
    assert clock.remaining(machine.read()) == 830
    assert clock.begun == MORNING


def test_a_reset_clock_is_as_new(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    machine.wait(61)
    clock.reset()
    assert (clock.running, clock.begun, clock.elapsed(machine.read())) == (False, None, 0)


def test_is_over_with_the_last_second_and_goes_on_counting(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    assert not clock.over(machine.wait(899))
    assert clock.over(machine.wait(1))
    assert clock.remaining(machine.wait(125)) == -125
    assert clock.taken(machine.read()) == 1025


@pytest.mark.parametrize("by", [TEN_YEARS, -TEN_YEARS, timedelta(hours=1), timedelta(seconds=-1)])
def test_a_changed_time_of_day_moves_nothing(machine: Machine, by: timedelta) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    machine.wait(100)
    assert clock.elapsed(machine.set_time(by)) == 100
    kept = clock.to_json(machine.read())
    machine.set_time(-by * 2)
    machine.wait(20)
    assert StandupClock.from_json(kept, MINUTES).elapsed(machine.read()) == 120


def test_sleep_counts(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    assert clock.remaining(machine.wait(10 * 60)) == 300
    assert clock.over(machine.wait(8 * 3600))


def test_goes_on_over_a_restart_of_the_program(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    kept = clock.to_json(machine.wait(60))
    again = StandupClock.from_json(kept, 20)
    assert again.running
    assert (again.seconds, again.begun) == (900, MORNING)
    assert again.elapsed(machine.wait(60)) == pytest.approx(120)


def test_a_clock_that_stood_still_stands_still_after_a_restart(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    clock.stop(machine.wait(42))
    kept = clock.to_json(machine.wait(60))
    machine.restart(3600)
    again = StandupClock.from_json(kept, MINUTES)
    assert not again.running
    assert again.elapsed(machine.read()) == 42


def test_goes_by_the_time_of_day_over_a_restart_of_the_machine(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    kept = clock.to_json(machine.wait(60))
    again = StandupClock.from_json(kept, MINUTES)
    assert again.elapsed(machine.restart(90)) == 150
    again.to_json(machine.read())
    assert again.elapsed(machine.wait(10)) == 160


def test_never_shows_less_than_was_known_when_the_machine_comes_up_in_the_past(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    clock.start(machine.read())
    kept = clock.to_json(machine.wait(300))
    machine.restart(60)
    again = StandupClock.from_json(kept, MINUTES)
    assert again.elapsed(machine.set_time(-TEN_YEARS)) == 300
    again.to_json(machine.read())
    assert again.elapsed(machine.wait(30)) == 330


def test_a_clock_that_was_forgotten_says_nothing_about_the_stand_up(machine: Machine) -> None:
    clock = StandupClock(MINUTES)
    assert clock.taken(machine.read()) is None
    clock.start(machine.read())
    assert clock.taken(machine.wait(MOST_STANDUP_SECONDS)) == MOST_STANDUP_SECONDS
    assert clock.taken(machine.wait(1)) is None


def test_a_machine_brought_back_to_a_snapshot_goes_by_the_time_of_day(machine: Machine) -> None:
    first = machine.read()
    machine.steady -= 5_000
    machine.wall += timedelta(seconds=30)
    assert seconds_between(first, machine.read()) == 30


def test_time_never_runs_backwards(machine: Machine) -> None:
    first = machine.read()
    assert seconds_between(first, machine.set_time(-TEN_YEARS)) == 0
    machine.restart(0)
    assert seconds_between(first, machine.read()) == 0


@pytest.mark.parametrize("hours", range(-11, 13))
def test_a_clock_kept_in_any_zone_is_the_same_moment(machine: Machine, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    there = Reading(MORNING.astimezone(zone), machine.steady, machine.boot)
    clock = StandupClock(MINUTES)
    clock.start(there)
    again = StandupClock.from_json(clock.to_json(there), MINUTES)
    assert again.begun == MORNING
    assert again.elapsed(machine.restart(90)) == 90


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nothing",
            "[]",
            "null",
            "{}",
            "7",
            '"text"',
            '{"spent": "7"}',
            '{"spent": -1, "seconds": 900}',
        ),
        '{"spent": 7, "seconds": 900, "begun": "2024-06-28T09:30"}',
        '{"spent": 7, "seconds": 900, "begun": "yesterday"}',
        '{"spent": NaN, "seconds": 900, "begun": "2024-06-28T01:30+00:00"}',
        '{"spent": 1e999, "seconds": 900, "begun": "2024-06-28T01:30+00:00"}',
        '{"spent": true, "seconds": 900, "begun": "2024-06-28T01:30+00:00"}',
        '{"spent": 7, "seconds": 900, "begun": "2024-06-28T01:30+00:00", "boot": 3}',
        '{"spent": 7, "seconds": 900, "begun": "0001-01-01T00:00+14:00"}',
        '{"spent": 7, "begun": "2024-06-28T01:30+00:00"}',
    ],
)
def test_anything_else_than_a_kept_clock_is_a_new_one(machine: Machine, text: str) -> None:
    clock = StandupClock.from_json(text, MINUTES)
    assert (clock.running, clock.begun, clock.remaining(machine.read())) == (False, None, 900)


def test_a_watch_as_data_comes_back_equal(machine: Machine) -> None:
    running = Stopwatch(12.5, machine.read())
    for watch in (running, Stopwatch(3), Stopwatch()):
        assert Stopwatch.from_data(json.loads(json.dumps(watch.to_data()))) == watch


def test_the_machine_itself_is_read() -> None:
    first, then = read_clock(), read_clock()
    assert first.boot == then.boot != ""
    assert 0 <= seconds_between(first, then) < 60
    assert first.wall.utcoffset() == timedelta(0)


def test_a_clock_goes_on_from_one_process_to_the_next() -> None:
    before = read_clock()
    started = subprocess.run([sys.executable, "-c", _START], capture_output=True, check=True, text=True)
    clock = StandupClock.from_json(started.stdout, MINUTES)
    assert clock.running
    assert 0 <= clock.elapsed(read_clock()) <= seconds_between(before, read_clock())


_START = """
from csmdesk.domain.clock import StandupClock
from csmdesk.services.machine_clock import read_clock

clock = StandupClock(15)
clock.start(read_clock())
print(clock.to_json(read_clock()))
"""


def test_a_machine_that_does_not_name_its_boot_is_known_by_when_it_began(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    boot_name.cache_clear()
    monkeypatch.setattr(machine_clock, "_BOOT_ID", tmp_path / "none")
    try:
        assert not boot_name()
        reading = read_clock()
        assert reading.boot == boot_moment(reading.wall, reading.steady)
    finally:
        boot_name.cache_clear()


def test_a_boot_named_by_its_beginning_outlasts_small_changes_of_time_and_no_large_ones() -> None:
    began = datetime(2024, 6, 28, tzinfo=UTC)
    name = boot_moment(began + timedelta(seconds=50_000), 50_000)
    assert boot_moment(began + timedelta(seconds=90_002), 90_000) == name
    assert boot_moment(began + timedelta(seconds=90_000) + TEN_YEARS, 90_000) != name
