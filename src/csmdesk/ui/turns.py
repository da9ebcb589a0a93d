"""Long work of the window in several turns of its event loop, so that keys and paints come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_SECONDS = 0.004
"""So long a turn may last before keys and paints are let in."""


def next_turn(owner: QObject, do: Callable[[], object]) -> None:
    """Do it in the next turn of the event loop, unless ``owner`` has gone by then.

    ``QTimer.singleShot(0, …)`` is no turn of its own: Qt posts it, and does all that is posted in one go.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(do)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)


def in_turns(owner: QObject, steps: Iterator[object], done: Callable[[], object]) -> None:
    """Go through ``steps`` a few milliseconds at a time, then do ``done`` in a turn of its own."""
    next_turn(owner, partial(_go_on, owner, steps, done))


def _go_on(owner: QObject, steps: Iterator[object], done: Callable[[], object]) -> None:
    until = perf_counter() + _SECONDS
    for _ in steps:
        if perf_counter() > until:
            in_turns(owner, steps, done)
            return
    next_turn(owner, done)
