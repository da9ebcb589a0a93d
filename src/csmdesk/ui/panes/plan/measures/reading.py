"""What the page of metrics shows and how it stays true: read beside the window after every change."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.services.measure_view import NOT_COUNTED
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Asked, Before, Measure, MeasureList
    from csmdesk.ui.panes.plan.source import PlanTools


class Reading(QObject):
    """``listed``: there are newer values. ``followed``: what they are held against, and their trends, have
    come. ``measured``: the current metric has been read. ``asked_anew``: period, day, scope or the book have
    changed; whoever shows more of a metric reads it again.
    """

    listed = Signal()
    followed = Signal()
    measured = Signal()
    asked_anew = Signal()

    def __init__(self, tools: PlanTools, parent: QObject) -> None:
        super().__init__(parent)
        self.tools = tools
        self.period = ""
        self.as_of: date | None = None
        self.scope = ""
        self.key = ""
        """The current metric."""
        self.list: MeasureList | None = None
        self.before: dict[str, Before] = {}
        self.sparks: dict[str, tuple[Fraction | None, ...]] = {}
        self.measure: Measure | None = None
        self.parts: tuple[tuple[str, str], ...] = ()
        """What the value of the current metric is made of, in words."""

    @property
    def asked(self) -> Asked:
        """What the figures are of."""
        from csmdesk.services.measure_view import Asked

        return Asked(self.period, self.as_of, self.tools.language, self.scope)

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show another period or day."""
        self.period, self.as_of = period, as_of
        self.read(anew=True)

    def set_scope(self, scope: str) -> None:
        """Show the figures of some accounts only."""
        if scope != self.scope:
            self.scope = scope
            self.read(anew=True)

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that is shown."""
        if not set(changes.ids) | changes.whole <= NOT_COUNTED:
            self.read()

    def read(self, *, anew: bool = False) -> None:
        """Read the list, then what follows; ``anew`` forgets what belongs to another period."""
        if not self.period:
            return
        if anew:
            self.before, self.sparks = {}, {}
        tools, asked = self.tools, self.asked

        def work(job: Job) -> MeasureList:
            return tools.source.measures().lines(asked, job.check)

        tools.tasks.query(self, work, self._take_list, slot="list")
        self.read_measure()
        self.asked_anew.emit()

    def _take_list(self, found: MeasureList) -> None:
        self.list = found
        self.listed.emit()
        tools, asked = self.tools, self.asked

        def work(job: Job) -> dict[str, Before]:
            return tools.source.measures().before(asked, job.check)

        tools.tasks.query(self, work, self._take_before, slot="follow")

    def _take_before(self, found: dict[str, Before]) -> None:
        self.before = found
        self.followed.emit()
        tools, asked = self.tools, self.asked

        def work(job: Job) -> dict[str, tuple[Fraction | None, ...]]:
            return tools.source.measures().sparks(asked, job.check)

        tools.tasks.query(self, work, self._take_sparks, slot="follow")

    def _take_sparks(self, found: dict[str, tuple[Fraction | None, ...]]) -> None:
        self.sparks = found
        self.followed.emit()

    # --- the current metric ---------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Make a metric the current one."""
        if key != self.key:
            self.key = key
            self.read_measure()
            self.asked_anew.emit()

    def read_measure(self) -> None:
        """Read the current metric."""
        if not (self.key and self.period):
            return
        tools, asked, key = self.tools, self.asked, self.key

        def work(job: Job) -> tuple[Measure, tuple[tuple[str, str], ...]]:
            from csmdesk.ui.panes.plan.measures.parts import part_lines

            job.check()
            measures = tools.source.measures()
            held = measures.held(asked)
            measure = measures.measure(key, asked)
            return measure, part_lines(held.figure(key), asked.language, held.basis.home)

        tools.tasks.query(self, work, self._take_measure, slot="measure")

    def _take_measure(self, found: tuple[Measure, tuple[tuple[str, str], ...]]) -> None:
        if found[0].line.key == self.key:
            self.measure, self.parts = found
            self.measured.emit()
