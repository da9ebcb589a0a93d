"""Getting ready to draw with pyqtgraph, which names every class of Qt.

PySide makes a class when it is first named, and may not do so in two threads at once (``ui.qt_classes``). So
the window's own thread makes them all, a few in each turn of its event loop; then pyqtgraph can be loaded
beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtCore import QObject

from csmdesk.ui.turns import next_turn

_MODULES = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")
_A_FEW = 80
"""So many names take a few milliseconds."""


def loaded() -> bool:
    """True once pyqtgraph is there."""
    return "pyqtgraph" in sys.modules


class ClassMaker(QObject):
    """Makes Qt's classes, then calls ``done``; it goes with ``owner``."""

    def __init__(self, owner: QObject, done: Callable[[], object]) -> None:
        super().__init__(owner)
        self._done = done
        self._names = _names()
        next_turn(self, self._go_on)

    def _go_on(self) -> None:
        for _ in range(_A_FEW):
            found = next(self._names, None)
            if found is None:
                self._done()
                self.deleteLater()
                return
            module, name = found
            getattr(import_module(module), name)
        next_turn(self, self._go_on)


def _names() -> Iterator[tuple[str, str]]:
    for module in _MODULES:
        for name in dir(import_module(module)):
            yield module, name
