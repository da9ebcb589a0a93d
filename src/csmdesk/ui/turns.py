"""Long work of the window in several turns of its event loop, so that keys and paints come in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def next_turn(owner: QObject, do: Callable[[], object]) -> None:
    """Do it in the next turn of the event loop, unless ``owner`` has gone by then.

    ``QTimer.singleShot(0, …)`` is no turn of its own: Qt posts it, and does all that is posted in one go.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(do)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)
