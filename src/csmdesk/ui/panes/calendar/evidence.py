"""Where the figures of the calendar come from, read beside the window and opened over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.services.evidence import FigureView
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Evidence(QObject):
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
        super().__init__(host)
        self._theme = theme
        self._tasks = tasks
        self._source = source
        self._reading = reading
        self._language: Language = language
        self._host = host
        self._place = QRect()
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def of_contract(self, contract: int, key: str, place: QRect) -> None:
        """Open a figure of a contract: ``annual``, ``health``, ``decision`` or ``touch``."""
        self._place = place
        source, language = self._source, self._language
        period, as_of = self._reading.period, self._reading.as_of

        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return source.track().calendar.evidence(contract, key, period, as_of, language)

        self._tasks.query(self, work, self._take, slot="evidence")

    def of_metric(self, metric: str, span: str, place: QRect) -> None:
        """Open a metric over a span of days (2024, 2024H1) as known on the as-of day."""
        self._place = place
        source, language = self._source, self._language
        period, as_of = self._reading.period, self._reading.as_of

        def work(job: Job) -> FigureView:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return source.track().calendar.metric(metric, period, as_of, span, language)

        self._tasks.query(self, work, self._take, slot="evidence")

    def show(self, view: FigureView | None, place: QRect) -> None:
        """Open a figure that is known already."""
        self._place = place
        self._take(view)

    def _take(self, view: FigureView | None) -> None:
        if view is None or not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._theme, self._host)
        self._popover.open_at(self._place, view)
