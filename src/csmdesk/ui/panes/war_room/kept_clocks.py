"""The clocks of a day's stand-ups, one a room, kept in the book: they go on while the program is closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.clock import StandupClock

if TYPE_CHECKING:
    from csmdesk.domain.clock import Reading
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Job


class _Found(NamedTuple):
    minutes: int
    text: str


class KeptClocks(QObject):
    """``ready`` when they have been read; until then there is none. Those of another day are forgotten."""

    ready = Signal()

    def __init__(self, tools: WarTools, read: Callable[[], Reading], parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._read = read
        self._minutes = 0
        self._day: date | None = None
        self._clocks: dict[int, StandupClock] = {}
        self._asked = False

    @property
    def is_ready(self) -> bool:
        """True once they have been read."""
        return self._minutes > 0

    def ask(self) -> None:
        """Read them from the book, the first time."""
        if self._asked:
            return
        self._asked = True
        source = self._tools.source

        def work(_: Job) -> _Found:
            return _Found(source.standups.minutes, source.clock.kept())

        self._tools.tasks.query(self, work, self._take, slot="clocks")

    def _take(self, found: _Found) -> None:
        self._minutes = found.minutes
        day, rooms = _parsed(found.text)
        if day is not None:
            self._day = day
            self._clocks = {room: StandupClock.from_json(text, found.minutes) for room, text in rooms.items()}
        self.ready.emit()

    def of(self, room_id: int, day: date) -> StandupClock:
        """The clock of a room on a day."""
        if day != self._day:
            self._day, self._clocks = day, {}
        clock = self._clocks.get(room_id)
        if clock is None:
            clock = self._clocks[room_id] = StandupClock(self._minutes)
        return clock

    def keep(self) -> None:
        """Write them into the book, beside the window."""
        day = self._day
        if day is None or not self.is_ready:
            return
        now = self._read()
        rooms = {
            str(room): clock.to_json(now) for room, clock in self._clocks.items() if clock.begun is not None
        }
        text = json.dumps({"day": day.isoformat(), "rooms": rooms})
        kept = self._tools.source.clock
        self._tools.tasks.command(self, lambda _: kept.keep(text))


def _parsed(text: str) -> tuple[date | None, dict[int, str]]:
    """The day and the clocks that were kept; none where ``text`` is nothing of ours."""
    try:
        data = json.loads(text) if text else {}
        day = date.fromisoformat(str(data["day"]))
        rooms = {int(room): str(clock) for room, clock in data["rooms"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, {}
    return day, rooms
