"""How old each open escalation is by a clock that nobody can set, kept beside the book's content."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csmdesk.domain.clock import Reading, Stopwatch, moment_of
from csmdesk.services.kept_state import KeptState

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

_NAME = "escalation_clocks"


class EscalationClocks:
    """A watch for each escalation, started when its opening was written down; may be used from any thread.

    A watch belongs to the opening that it was started for: an opening that was changed since, by hand or by
    undo, has none.
    """

    def __init__(self, book: Book) -> None:
        self._state = KeptState(book, _NAME)
        self._lock = threading.Lock()

    def watches(self) -> dict[tuple[int, datetime], Stopwatch]:
        """The watches that were started, by escalation and its opening."""
        found = {}
        for key, data in self._kept().items():
            watch, opened = Stopwatch.from_data(data), moment_of(data.get("opened"))
            if watch is not None and opened is not None and key.isdecimal():
                found[int(key), opened] = watch
        return found

    def start(
        self, escalation_id: int, opened: datetime, age: float, now: Reading, known: Collection[int]
    ) -> None:
        """Start the watch of an escalation ``age`` seconds old; those of others than ``known`` go."""
        with self._lock:
            kept = {key: data for key, data in self._kept().items() if key.isdecimal() and int(key) in known}
            kept[str(escalation_id)] = {"opened": opened.isoformat(), **Stopwatch(age, now).to_data()}
            self._state.keep(json.dumps(kept))

    def _kept(self) -> dict[str, dict[str, Any]]:
        text = self._state.kept()
        try:
            data = json.loads(text) if text else {}
        except ValueError:
            return {}
        if not isinstance(data, dict):
            return {}
        return {key: value for key, value in data.items() if isinstance(value, dict)}
