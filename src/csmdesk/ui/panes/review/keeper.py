"""Keeps the CSM's own words in the book, each change as one operation that can be undone."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.review.source import ReviewSource
from csmdesk.ui.tasks import Job, Problem, Tasks

_PATIENCE = 5.0  # seconds


class Keeper(QObject):
    """``kept(place)``, or ``refused(place, body, problem)`` with the words that could not be kept.

    ``asked`` and ``finished`` count the changes: while they differ, a report that was begun before may still
    show older words.
    """

    kept = Signal(str)
    refused = Signal(str, str, object)

    def __init__(self, tasks: Tasks, report: ReviewSource, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._report = report
        self._written = threading.Event()
        self._written.set()
        self.asked = 0
        self.finished = 0

    def keep(self, period: str, place: str, body: str) -> None:
        """Write the words of one place of the period's review."""
        report = self._report
        written = self._written = threading.Event()
        self.asked += 1

        def work(job: Job) -> Changes:
            try:
                return report.write_text(period, place, body)
            finally:
                written.set()

        def done(changes: Changes) -> None:
            self.finished += 1
            self.kept.emit(place)

        def failed(problem: Problem) -> None:
            self.finished += 1
            self.refused.emit(place, body, problem)

        self._tasks.command(self, work, done, failed=failed)

    @property
    def settled(self) -> bool:
        """True when every change has been made or refused."""
        return self.asked == self.finished

    def wait(self) -> None:
        """Wait until the last words are in the book: what has not begun when the window closes is dropped."""
        self._written.wait(_PATIENCE)
