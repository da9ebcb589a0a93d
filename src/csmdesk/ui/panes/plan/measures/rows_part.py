"""The rows behind a metric: numerator, denominator and what was left out, all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.models.evidence_rows import RowsOfSide, rows_of_side
from csmdesk.ui.panes.evidence_table import RowsPanel
from csmdesk.ui.panes.plan.measures.late_part import LatePart
from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.witness import Side

_SIDES = ("numerator", "denominator", "excluded")


class RowsPart(LatePart):
    """Reads the rows when they are seen; one side at a time.

    ``opened(kind, id)`` wants what a row leads to shown, ``left`` is Esc.
    """

    opened = Signal(str, int)
    left = Signal()

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(reading, parent)
        self._side: Side = "numerator"
        self._period = ""
        self.panel = RowsPanel(reading.tools.theme)
        self.panel.cross.hide()
        self.panel.side_chosen.connect(self.choose_side)
        self.panel.opened.connect(self.opened)
        self.panel.closed.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.setFocusProxy(self.panel.table)

    def _forget(self) -> None:
        self._period = ""
        super()._forget()

    def show_side(self, side: str, period: str = "") -> None:
        """Show a side of the evidence, of another period where given."""
        self._side = cast("Side", side) if side in _SIDES else "numerator"
        self._period = period
        self.read()

    def choose_side(self, side: str) -> None:
        """Show another side of the same figure."""
        self.show_side(side, self._period)

    def read(self) -> None:
        """Read the rows of the current metric."""
        reading = self._reading
        if not (reading.key and reading.period):
            return
        self._old = False
        key, asked, side, tools = reading.key, reading.asked, self._side, reading.tools
        period = self._period or asked.period

        def work(job: Job) -> RowsOfSide:
            job.check()
            measures = tools.source.measures()
            other = measures.asked_of(asked, period)
            return rows_of_side(measures.rows(key, other), key, side, tools.language)

        tools.tasks.query(self, work, self.panel.show_rows, slot="rows")
