"""Where the figures of the calendar come from, read beside the window and opened over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView


class Evidence(EvidenceAt):
    """Opens the evidence of a figure at its place (global) over ``host``."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: CalendarSource,
        reading: Reading,
        language: Language,
        host: QWidget,
    ) -> None:
        super().__init__(theme, tasks, host)
        self._source = source
        self._reading = reading
        self._language: Language = language

    def of_contract(self, contract: int, key: str, place: QRect) -> None:
        """Open a figure of a contract: ``annual``, ``health``, ``decision`` or ``touch``."""
        source, language = self._source, self._language
        period, as_of = self._reading.period, self._reading.as_of

        def read() -> FigureView | None:
            return source.track().calendar.evidence(contract, key, period, as_of, language)

        self.ask(read, place)

    def of_metric(self, metric: str, span: str, place: QRect) -> None:
        """Open a metric over a span of days (2024, 2024H1) as known on the as-of day."""
        source, language = self._source, self._language
        period, as_of = self._reading.period, self._reading.as_of

        def read() -> FigureView:
            return source.track().calendar.metric(metric, period, as_of, span, language)

        self.ask(read, place)
