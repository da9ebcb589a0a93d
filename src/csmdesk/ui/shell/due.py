"""How much is due in each pane, counted in the background for the navigation."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csmdesk.ui.tasks import Job, Problem, Tasks

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.ui.shell.desk import Desk
    from csmdesk.ui.shell.open_book import Due

PAUSE = 1_500
"""Milliseconds without a change after which is counted: figures of the pane that is seen come first."""
_SHARE = 10
"""The pause is so many times as long as the last count took, so that counting never fills the background."""


class DueCounts(QObject):
    """Counts once the book has been left alone for a moment; a pane that cannot be counted shows nothing."""

    def __init__(self, tasks: Tasks, desk: Desk) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._took: dict[str, float] = {}
        self._timer.timeout.connect(self.count)
        self.count_soon()

    def count_soon(self) -> None:
        """Count when nothing has changed for a while."""
        if any(spec.due for spec in self._desk.specs):
            self._timer.start(max(PAUSE, round(_SHARE * sum(self._took.values()) * 1e3)))

    def count(self) -> None:
        """Count now, in the background."""
        self._timer.stop()
        period, as_of = self._desk.period, self._desk.as_of
        if not period:
            self.count_soon()
            return
        for index, spec in enumerate(self._desk.specs):
            if spec.due is not None:
                self._tasks.query(
                    self,
                    partial(_count, spec.due, period, as_of),
                    partial(self._take, index),
                    failed=partial(self._unknown, index),
                    slot=f"due {spec.key}",
                )

    def _take(self, index: int, counted: tuple[int, float]) -> None:
        count, seconds = counted
        self._took[self._desk.specs[index].key] = seconds
        self._desk.navigation.set_due(index, count)

    def _unknown(self, index: int, _: Problem) -> None:
        self._desk.navigation.set_due(index, 0)


def _count(due: Due, period: str, as_of: date | None, job: Job) -> tuple[int, float]:
    """What is due, and the seconds that it took to count."""
    begun = monotonic()
    return due(job, period, as_of), monotonic() - begun
