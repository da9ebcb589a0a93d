"""Reading the plan of a year beside the window, for the parts of the page that show it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.services.settings_segments import SegmentLine
from csmdesk.services.year_plan_view import TABLES, PlanData, PlanItem
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.words import YearWords
from csmdesk.ui.tasks import Job


class Reading(QObject):
    """The plan as it was read last; ``counted`` follows each reading."""

    counted = Signal()

    def __init__(self, tools: PlanTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self.period = ""
        self.as_of: date | None = None
        self.year: int | None = None
        """The fiscal year that was chosen; None follows the period."""
        self.data: PlanData | None = None
        self.segments: tuple[SegmentLine, ...] = ()
        self.accounts: tuple[str, ...] = ()
        self.words = YearWords(tools.language)

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show the year of another period, as of another day."""
        if period != self.period:
            self.year = None
        self.period, self.as_of = period, as_of
        self.read()

    def turn(self, by: int) -> None:
        """Show the year before (-1) or after (1)."""
        if self.data is not None:
            self.year = self.data.year + by
            self.read()

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that is shown."""
        if (set(changes.ids) | changes.whole) & TABLES:
            self.read()

    def read(self) -> None:
        """Read everything; what is shown stays until then."""
        if not self.period:
            return
        tools, period, as_of, year = self._tools, self.period, self.as_of, self.year

        def work(job: Job) -> tuple[PlanData, tuple[SegmentLine, ...], tuple[str, ...]]:
            plan = tools.source.year()
            job.check()
            data = plan.data(period, as_of, tools.language, year)
            return data, plan.segment_lines(), plan.account_names()

        tools.tasks.query(self, work, self._take, slot="year")

    def _take(self, found: tuple[PlanData, tuple[SegmentLine, ...], tuple[str, ...]]) -> None:
        self.data, self.segments, self.accounts = found
        self.words.closing = self.data.closing
        self.counted.emit()

    @property
    def items(self) -> tuple[PlanItem, ...]:
        """The items of the year."""
        return () if self.data is None else self.data.items
