"""Where figures come from: read beside the window and opened over it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Evidence(QObject):
    """Opens the evidence of a metric at its place (global) over ``host``.

    ``rows_asked(metric, period, side)`` wants all rows behind it.
    """

    rows_asked = Signal(str, str, str)

    def __init__(self, reading: Reading, host: QWidget) -> None:
        super().__init__(host)
        self._reading = reading
        self._host = host
        self._shown = ("", "")
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def open(self, metric: str, place: QRect, period: str = "") -> None:
        """Open a metric of the period that is shown, or of another one as of its last day."""
        tools, asked = self._reading.tools, self._reading.asked
        other = period or asked.period

        def work(job: Job) -> FigureView:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            measures = tools.source.measures()
            return measures.evidence(metric, measures.asked_of(asked, other))

        tools.tasks.query(self, work, partial(self._show, metric, other, place), slot="evidence")

    def _show(self, metric: str, period: str, place: QRect, view: FigureView) -> None:
        if not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._reading.tools.theme, self._host)
            self._popover.open_rows.connect(self._open_rows)
        self._shown = (metric, period)
        self._popover.open_at(place, view)

    def _open_rows(self, side: str) -> None:
        self.rows_asked.emit(*self._shown, side)
