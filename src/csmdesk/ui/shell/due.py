"""How much is due in each pane, counted in the background for the navigation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.ui.shell.desk import Desk
    from csmdesk.ui.shell.open_book import Due

PAUSE = 1_500
"""Milliseconds without a change after which is counted: figures of the pane that is seen come first."""


class DueCounts(QObject):
    """Counts once the book has been left alone for a moment; a pane that cannot be counted shows nothing."""

    def __init__(self, tasks: Tasks, desk: Desk) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.count)
        self.count_soon()

    def count_soon(self) -> None:
        """Count when nothing has changed for a while."""
        if any(spec.due for spec in self._desk.specs):
            self._timer.start()

    def count(self) -> None:
        """Count now, in the background."""
        self._timer.stop()
        period, as_of = self._desk.period, self._desk.as_of
        if not period:
            self._timer.start()
            return
        for index, spec in enumerate(self._desk.specs):
            if spec.due is not None:
                self._tasks.query(
                    self,
                    partial(_count, spec.due, period, as_of),
                    partial(self._desk.navigation.set_due, index),
                    failed=partial(self._unknown, index),
                    slot=f"due {spec.key}",
                )

    def _unknown(self, index: int, _: Problem) -> None:
        self._desk.navigation.set_due(index, 0)


def _count(due: Due, period: str, as_of: date | None, job: Job) -> int:
    return due(job, period, as_of)
