"""Where the figures of Today come from, read beside the window and opened over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.services.today_view import KeyResult
from csmdesk.ui.panes.today.reading import Reading
from csmdesk.ui.panes.today.source import TodayTools
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Evidence(QObject):
    """Opens the evidence of a figure at its place (global) over ``host``.

    ``rows_asked(metric)`` wants all rows behind a metric.
    """

    rows_asked = Signal(str)

    def __init__(self, tools: TodayTools, reading: Reading, host: QWidget) -> None:
        super().__init__(host)
        self._tools = tools
        self._reading = reading
        self._host = host
        self._metric = ""
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def of_amount(self, account_id: int, key: str, place: QRect) -> None:
        """Open the amount that a to-do or a contract at risk concerns."""
        tools, reading = self._tools, self._reading
        period, as_of = reading.period, reading.as_of

        def read() -> FigureView | None:
            return tools.source.todos().evidence(account_id, key, period, as_of, tools.language)

        self._read("", read, place)

    def of_result(self, result: KeyResult, place: QRect) -> None:
        """Open a key result, with its pace and where it ends at the present pace."""
        tools, reading = self._tools, self._reading
        period, as_of = reading.period, reading.as_of

        def read() -> FigureView | None:
            found = tools.source.todos().result_evidence(result.metric, period, as_of, tools.language)
            said = (result.node_words, result.pace_words, result.forecast_words)
            return replace(found, notes=(*filter(None, said), *found.notes))

        self._read(result.metric, read, place)

    def _read(self, metric: str, read: Callable[[], FigureView | None], place: QRect) -> None:
        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return read()

        self._tools.tasks.query(self, work, partial(self._show, metric, place), slot="evidence")

    def _show(self, metric: str, place: QRect, view: FigureView | None) -> None:
        if view is None or not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._tools.theme, self._host)
            self._popover.open_rows.connect(self._open_rows)
        self._metric = metric
        self._popover.open_at(place, view)

    def _open_rows(self, _side: str) -> None:
        if self._metric:
            self.rows_asked.emit(self._metric)
