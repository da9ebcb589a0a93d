"""When nobody has touched the window for a while: the book is to be locked."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_LOOK_EVERY = 5_000  # milliseconds

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """``idle`` comes once there was no input for so many minutes, or after the computer slept that long.

    A filter in Python sees every event of the program, so it listens only until the first input, and then
    not before the next look at the clock some seconds later. Two clocks are asked: while the computer sleeps
    one of them stands still on some systems, and the other may be set by hand; either is enough to lock.
    """

    idle = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self._wall = wall
        self._limit = 0.0
        self._last = (0.0, 0.0)
        self._listening = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        """True from ``start`` to ``stop``."""
        return self._timer.isActive()

    def start(self, minutes: float) -> None:
        """Watch from now on; 0 minutes or fewer watches for nothing."""
        self.stop()
        if minutes > 0:
            self._limit = minutes * 60
            self._touch()
            self._listen(True)
            self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._listen(False)

    def look(self) -> None:
        """Look at the clock; the timer does so every few seconds."""
        if self._over():
            self._end()
        elif not self._listening:
            # There was input since the last look, and it is counted until now: never too early.
            self._touch()
            self._listen(True)

    def _touch(self) -> None:
        self._last = (self._steady(), self._wall())

    def _over(self) -> bool:
        steady, wall = self._last
        return self._steady() - steady >= self._limit or self._wall() - wall >= self._limit

    def _end(self) -> None:
        self.stop()
        self.idle.emit()

    def _listen(self, on: bool) -> None:
        app = QCoreApplication.instance()
        if on != self._listening and app is not None:
            self._listening = on
            if on:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT or not event.spontaneous():
            return False
        if self._over():
            # The first key after a long sleep wakes the computer and is meant for nobody.
            self._end()
            return True
        self._touch()
        self._listen(False)
        return False
