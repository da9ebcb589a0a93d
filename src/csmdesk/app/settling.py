"""Waiting for the work that is under way, before a page or a book goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer

from csmdesk.ui.tasks import Tasks

_PATIENCE = 10_000
"""How long closing waits for edits that are still being saved, in milliseconds."""


class Settling(QObject):
    """Does what is wanted once ``tasks`` has nothing under way; belongs to it and goes with it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._wanted: list[Callable[[], None]] = []
        tasks.arrived.connect(self._arrived)

    def then(self, do: Callable[[], None]) -> None:
        """Do it at once, or as soon as the work has ended."""
        if self._tasks.busy:
            self._wanted.append(do)
        else:
            do()

    def forget(self) -> None:
        """Another page has come: what was wanted for the one before is wanted no more."""
        self._wanted.clear()

    def _arrived(self) -> None:
        if self._wanted and not self._tasks.busy:
            wanted, self._wanted = self._wanted, []
            for do in wanted:
                do()

    def wait(self) -> None:
        """Let edits that are on their way arrive in the book; what has a name and takes long is stopped."""
        if not self._tasks.busy:
            return
        for job in self._tasks.running:
            job.cancel()
        loop, limit = QEventLoop(), QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        self.then(loop.quit)
        limit.start(_PATIENCE)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
