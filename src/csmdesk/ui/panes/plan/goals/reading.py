"""What the page of targets shows and how it stays true: read beside the window after every change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Breakdown, Goal, GoalsData
    from csmdesk.ui.panes.plan.source import PlanTools

NOT_SHOWN = frozenset(
    {
        *("reviews", "review_texts", "review_versions", "review_figures", "mappings", "import_batches"),
        *("snoozes", "quotes", "tasks", "task_items", "task_comments", "task_moves", "standups"),
        *("standup_notes", "escalations", "war_rooms", "war_room_members", "war_room_declines"),
    }
)
"""Tables whose changes leave targets and their results as they are."""


class Reading(QObject):
    """``listed``: there are newer targets. ``broken_down``: the breakdown of the current one has come.

    ``chosen``: another target is the current one.
    """

    listed = Signal()
    broken_down = Signal()
    chosen = Signal()

    def __init__(self, tools: PlanTools, parent: QObject) -> None:
        super().__init__(parent)
        self.tools = tools
        self.period = ""
        self.as_of: date | None = None
        self.data: GoalsData | None = None
        self.starters = ""
        """What a first set would hold, while the book has no targets."""
        self.key: int | None = None
        """The current target."""
        self.breakdown: Breakdown | None = None

    @property
    def goal(self) -> Goal | None:
        """The current target as it was read last."""
        return self.data.goal(self.key) if self.data is not None else None

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show another period or day."""
        self.period, self.as_of = period, as_of
        self.read()

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that is shown."""
        if not set(changes.ids) | changes.whole <= NOT_SHOWN:
            self.read()

    def read(self) -> None:
        """Read the targets, then the breakdown of the current one; what is shown stays until then."""
        if not self.period:
            return
        tools, period, as_of = self.tools, self.period, self.as_of

        def work(job: Job) -> tuple[GoalsData, str]:
            goals = tools.source.goals()
            job.check()
            data = goals.data(period, as_of, tools.language)
            first = "" if data.goals else goals.starters_words(period, as_of, tools.language)
            return data, first

        tools.tasks.query(self, work, self._take, slot="goals")

    def _take(self, found: tuple[GoalsData, str]) -> None:
        before = [goal.id for goal in self.data.goals] if self.data is not None else []
        self.data, self.starters = found
        if self.goal is None:
            self.key, self.breakdown = self._next_to(before), None
        self.listed.emit()
        self.chosen.emit()
        self._read_parts()

    def _next_to(self, before: list[int]) -> int | None:
        """The target that stood behind the one that has gone, or before it; else the first."""
        assert self.data is not None
        there = [goal.id for goal in self.data.goals]
        at = before.index(self.key) if self.key in before else 0
        near = [*before[at:], *reversed(before[:at])]
        return next((key for key in near if key in there), there[0] if there else None)

    # --- the current target ---------------------------------------------------------------------------------

    def choose(self, key: int) -> None:
        """Make a target the current one."""
        if key != self.key:
            self.key, self.breakdown = key, None
            self.chosen.emit()
            self._read_parts()

    def _read_parts(self) -> None:
        key, goal = self.key, self.goal
        if key is None or goal is None or not goal.breaks:
            self.breakdown = None
            self.broken_down.emit()
            return
        tools, period, as_of = self.tools, self.period, self.as_of

        def work(job: Job) -> Breakdown | None:
            job.check()
            return tools.source.goals().breakdown(key, period, as_of, tools.language)

        tools.tasks.query(self, work, self._take_parts, slot="parts")

    def _take_parts(self, found: Breakdown | None) -> None:
        if found is None or found.goal_id == self.key:
            self.breakdown = found
            self.broken_down.emit()
