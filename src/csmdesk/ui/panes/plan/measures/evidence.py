"""Where figures come from: read beside the window and opened over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.panes.plan.measures.reading import Reading

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView


class Evidence(EvidenceAt):
    """Opens the evidence of a metric at its place (global) over ``host``.

    ``rows_of(metric, period, side)`` wants all rows behind it.
    """

    rows_of = Signal(str, str, str)

    def __init__(self, reading: Reading, host: QWidget) -> None:
        super().__init__(reading.tools.theme, reading.tools.tasks, host)
        self._reading = reading
        self.side_asked.connect(self._ask_rows)

    def open(self, metric: str, place: QRect, period: str = "") -> None:
        """Open a metric of the period that is shown, or of another one as of its last day."""
        source, asked = self._reading.tools.source, self._reading.asked
        other = period or asked.period

        def read() -> FigureView:
            measures = source.measures()
            return measures.evidence(metric, measures.asked_of(asked, other))

        self.ask(read, place, f"{metric} {other}")

    def _ask_rows(self, rows: str, side: str) -> None:
        metric, _, period = rows.partition(" ")
        self.rows_of.emit(metric, period, side)
