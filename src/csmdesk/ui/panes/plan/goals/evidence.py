"""Where the figures of targets come from: read beside the window and opened over it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.today_view import KeyResult
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Evidence(QObject):
    """Opens the evidence of a target's value at its place (global) over ``host``.

    ``rows_asked(metric)`` wants all rows behind it.
    """

    rows_asked = Signal(str)

    def __init__(self, reading: Reading, host: QWidget) -> None:
        super().__init__(host)
        self._reading = reading
        self._host = host
        self._metric = ""
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def open(self, goal_id: int, result: KeyResult, place: QRect, part: str = "") -> None:
        """Open a target's value over the period, or over a part of the target's time."""
        reading = self._reading
        tools, period, as_of = reading.tools, reading.period, reading.as_of

        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            found = tools.source.goals().evidence(goal_id, part, period, as_of, tools.language)
            if found is None:
                return None
            said = (result.node_words, result.pace_words, result.forecast_words)
            return replace(found, notes=(*filter(None, said), *found.notes))

        tools.tasks.query(self, work, partial(self._show, result.metric, place), slot="evidence")

    def _show(self, metric: str, place: QRect, view: FigureView | None) -> None:
        if view is None or not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._reading.tools.theme, self._host)
            self._popover.open_rows.connect(self._open_rows)
        self._metric = metric
        self._popover.open_at(place, view)

    def _open_rows(self, _side: str) -> None:
        self.rows_asked.emit(self._metric)
