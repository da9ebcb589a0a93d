"""Clocks that run on while the machine sleeps, and do not mind that somebody sets its time.

A reading of the machine's clocks comes from ``services.machine_clock.read_clock``. What is between two
readings is taken from the clock that only ever goes forward, as long as the machine was not restarted in
between; after a restart there is nothing but the time of day, and what had passed when the clock was kept
last is the least.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

MOST_STANDUP_SECONDS = 4 * 3600
"""A clock that ran for longer was forgotten, and says nothing about the stand-up."""


class Reading(NamedTuple):
    """The machine's clocks at one moment.

    ``wall`` is the time of day in UTC, which anybody can set. ``steady`` is in seconds from some moment on,
    counts sleep, and nobody can set it. ``boot`` names the run of the machine that ``steady`` belongs to;
    readings of different boots have no steady time in common.
    """

    wall: datetime
    steady: float
    boot: str


def seconds_between(first: Reading, then: Reading) -> float:
    """The seconds from ``first`` to ``then``, never less than none."""
    steady = then.steady - first.steady
    # A machine brought back to an earlier snapshot keeps its boot, but its steady clock is behind.
    if first.boot == then.boot and steady >= 0:
        return steady
    return max(0.0, (then.wall - first.wall).total_seconds())


@dataclass(frozen=True)
class Stopwatch:
    """Seconds that have passed: ``spent`` until the reading ``since`` and those after it; None: stopped."""

    spent: float = 0.0
    since: Reading | None = None

    @property
    def running(self) -> bool:
        """True while it counts."""
        return self.since is not None

    def elapsed(self, now: Reading) -> float:
        """The seconds that it has counted by ``now``; never fewer than when it was kept last."""
        return self.spent if self.since is None else self.spent + seconds_between(self.since, now)

    def started(self, now: Reading) -> Stopwatch:
        """It runs; one that runs already goes on as it is."""
        return self if self.running else Stopwatch(self.spent, now)

    def stopped(self, now: Reading) -> Stopwatch:
        """It stands at what it has counted by ``now``."""
        return Stopwatch(self.elapsed(now))

    def kept(self, now: Reading) -> Stopwatch:
        """The same watch counting on from ``now``, as it is written down: what is known now can only grow."""
        return Stopwatch(self.elapsed(now), now) if self.running else self

    def to_data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        if self.since is None:
            return {"spent": self.spent}
        since = self.since
        reading = {"wall": since.wall.isoformat(), "steady": since.steady, "boot": since.boot}
        return {"spent": self.spent, **reading}

    @classmethod
    def from_data(cls, data: object) -> Stopwatch | None:
        """A watch from what ``to_data`` gave; None when it is no such thing."""
        if not isinstance(data, dict):
            return None
        spent = _seconds(data.get("spent"))
        if spent is None:
            return None
        if "boot" not in data:
            return cls(spent)
        wall, steady, boot = moment_of(data.get("wall")), _seconds(data.get("steady")), data["boot"]
        if wall is None or steady is None or not isinstance(boot, str):
            return None
        return cls(spent, Reading(wall, steady, boot))


class StandupClock:
    """Counts down the minutes of a stand-up; runs over when they are up, and says how long it took.

    ``minutes`` is the length that the settings say (``Standups.minutes``). Time comes in as readings, so the
    clock itself can be kept as text and brought back after a restart.
    """

    def __init__(self, minutes: int) -> None:
        self._seconds = minutes * 60
        self._watch = Stopwatch()
        self._begun: datetime | None = None

    @property
    def seconds(self) -> int:
        """How long a stand-up takes."""
        return self._seconds

    @property
    def running(self) -> bool:
        """True while it counts."""
        return self._watch.running

    @property
    def begun(self) -> datetime | None:
        """When it was first started, in UTC; None: not since the last reset."""
        return self._begun

    def start(self, now: Reading) -> None:
        """Begin, or go on where it was stopped."""
        if self._begun is None:
            self._begun = now.wall
        self._watch = self._watch.started(now)

    def stop(self, now: Reading) -> None:
        """Stand still; ``start`` goes on from here."""
        self._watch = self._watch.stopped(now)

    def reset(self) -> None:
        """All minutes ahead again, standing still."""
        self._watch, self._begun = Stopwatch(), None

    def elapsed(self, now: Reading) -> float:
        """Seconds that the stand-up has taken by ``now``."""
        return self._watch.elapsed(now)

    def remaining(self, now: Reading) -> float:
        """Seconds left; negative once it takes longer than it should."""
        return self._seconds - self._watch.elapsed(now)

    def over(self, now: Reading) -> bool:
        """True once the minutes are up."""
        return self.remaining(now) <= 0

    def taken(self, now: Reading) -> int | None:
        """Whole seconds to be logged; None for a clock that was never started or was forgotten."""
        seconds = int(self._watch.elapsed(now))
        return None if self._begun is None or seconds > MOST_STANDUP_SECONDS else seconds

    def to_json(self, now: Reading) -> str:
        """The clock as text, to be kept over a restart."""
        begun = None if self._begun is None else self._begun.isoformat()
        self._watch = self._watch.kept(now)
        return json.dumps({"seconds": self._seconds, "begun": begun, **self._watch.to_data()})

    @classmethod
    def from_json(cls, text: str, minutes: int) -> StandupClock:
        """The clock that was kept; one with all of its ``minutes`` ahead where ``text`` is none.

        A clock that was under way keeps the length that it was started with.
        """
        clock = cls(minutes)
        try:
            data = json.loads(text) if text else None
        except ValueError:
            return clock
        watch = Stopwatch.from_data(data)
        if watch is None or not isinstance(data, dict):
            return clock
        begun, seconds = moment_of(data.get("begun")), _seconds(data.get("seconds"))
        if begun is None or seconds is None:
            return clock
        clock._seconds, clock._begun, clock._watch = int(seconds), begun, watch
        return clock


def _seconds(value: object) -> float | None:
    """A number of seconds that can be counted on; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and value >= 0 else None


def moment_of(value: object) -> datetime | None:
    """A moment in UTC; None for anything else, a time without its zone included."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
