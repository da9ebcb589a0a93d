"""Classes of Qt that another thread makes: the window's own thread stands still for the moment that takes.

Modules of the window, and pyqtgraph, are loaded in threads. Up to Python 3.11 PySide keeps what it knows of
classes in one table, which Qt looks into from the window's thread without Python's lock whenever it asks an
object for its class. A class made elsewhere at that moment moves the table, and the process dies: about one
start in fifty did.

So ``class`` statements whose bases are Qt's wait, in any other thread, for a turn of the window's event loop,
which does nothing until the class is there: less than a millisecond. Classes that PySide itself makes when
they are first named are not reached by this; they are made before (``qt_classes``).
"""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import Shiboken

_LOOK: Final = 0.002
"""Seconds after which one who waits looks whether the window's thread waits for it in turn."""
_PATIENCE: Final = 5.0
"""Seconds after which a class is made without a turn: the window's thread waits for something of ours."""

_MadeByQt: Final = type(Shiboken.Object)

_build: Final = builtins.__build_class__


class Standstill(QObject):
    """Gives turns from ``begin`` to ``end``, both in the window's thread, in which it has to be made."""

    _asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = threading.get_ident()
        self._one = threading.Lock()
        """Held by the thread that makes a class; the others wait."""
        self._waiting = False
        self._between = threading.Lock()
        """Between the one who waits and the window's thread: whether a turn is given is decided once."""
        self._turn, self._made = threading.Semaphore(0), threading.Semaphore(0)
        self._idle = False
        self._making = threading.local()
        self._asked.connect(self._stand_still, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """From now on classes of Qt wait for their turn."""
        builtins.__build_class__ = self._build_class

    def end(self) -> None:
        """Classes are made at once again."""
        builtins.__build_class__ = _build

    @contextmanager
    def idle(self) -> Iterator[None]:
        """The window's thread waits for the others itself: nobody need wait for it."""
        self._idle = True
        try:
            yield
        finally:
            self._idle = False

    def _build_class(self, body: Callable[..., Any], name: str, /, *bases: Any, **named: Any) -> Any:
        if (
            threading.get_ident() == self._window
            or getattr(self._making, "on", False)
            or not any(isinstance(base, _MadeByQt) for base in bases)
        ):
            return _build(body, name, *bases, **named)
        self._making.on = True
        try:
            with self._one:
                given = self._wait_for_turn()
                try:
                    return _build(body, name, *bases, **named)
                finally:
                    if given:
                        self._made.release()
        finally:
            self._making.on = False

    def _wait_for_turn(self) -> bool:
        """Return when a class can be made; whether the window's thread gave its turn for it."""
        self._waiting = True
        self._asked.emit()
        waited = 0.0
        while not self._turn.acquire(timeout=_LOOK):
            waited += _LOOK
            if self._idle or self._window_imports() or waited > _PATIENCE:
                with self._between:
                    if self._waiting:
                        self._waiting = False
                        return False
        return True

    def _stand_still(self) -> None:
        with self._between:
            if not self._waiting:
                return
            self._waiting = False
            self._turn.release()
        self._made.acquire()

    def _window_imports(self) -> bool:
        """Whether the window's thread waits for a module that another thread is loading."""
        frame = sys._current_frames().get(self._window)
        return (
            frame is not None
            and frame.f_code.co_name == "acquire"
            and frame.f_code.co_filename == "<frozen importlib._bootstrap>"
        )
