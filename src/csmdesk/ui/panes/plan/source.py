"""What the pane 计划与指标 works with: one field a page, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.ui.panes.part_tools import PartTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.goals import Goals
    from csmdesk.services.health_model import HealthModels
    from csmdesk.services.measures import Measures
    from csmdesk.services.year_plan import YearPlan


@dataclass(frozen=True)
class PlanSource:
    """Each service may be asked for from any thread; the first time loads what counts."""

    measures: Callable[[], Measures]
    goals: Callable[[], Goals]
    year: Callable[[], YearPlan]
    health: Callable[[], HealthModels]
    read_only: Callable[[], Text | None]


@dataclass(frozen=True)
class PlanTools(PartTools[PlanSource]):
    """What every page of the pane works with."""

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self.source.read_only()
        return "" if why is None else why.to(self.language)


def plan_tools(theme: Theme, tasks: Tasks, source: PlanSource, language: Language) -> PlanTools:
    """The tools of the pane's pages."""
    return PlanTools(theme, tasks, source, language)
