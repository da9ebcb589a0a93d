"""Where the figures of Today come from, read beside the window and opened over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from csmdesk.services.today_view import KeyResult
from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.panes.today.reading import Reading
from csmdesk.ui.panes.today.source import TodayTools

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView


class Evidence(EvidenceAt):
    """Opens the evidence of a figure at its place (global) over ``host``.

    ``rows_asked(metric)`` wants all rows behind a metric.
    """

    def __init__(self, tools: TodayTools, reading: Reading, host: QWidget) -> None:
        super().__init__(tools.theme, tools.tasks, host)
        self._tools = tools
        self._reading = reading

    def of_amount(self, account_id: int, key: str, place: QRect) -> None:
        """Open the amount that a to-do or a contract at risk concerns."""
        tools, reading = self._tools, self._reading
        period, as_of = reading.period, reading.as_of

        def read() -> FigureView | None:
            return tools.source.todos().evidence(account_id, key, period, as_of, tools.language)

        self.ask(read, place)

    def of_result(self, result: KeyResult, place: QRect) -> None:
        """Open a key result, with its pace and where it ends at the present pace."""
        tools, reading = self._tools, self._reading
        period, as_of = reading.period, reading.as_of

        def read() -> FigureView:
            found = tools.source.todos().result_evidence(result.metric, period, as_of, tools.language)
            said = (result.node_words, result.pace_words, result.forecast_words)
            return replace(found, notes=(*filter(None, said), *found.notes))

        self.ask(read, place, result.metric)
