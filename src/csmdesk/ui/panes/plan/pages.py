"""The pages of the pane in their order: a new page is one more line here, and one in ``page_names``."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.panes import Page
from csmdesk.ui.panes.plan.source import PlanTools

translate = QCoreApplication.translate

CLASSES = {
    "measures": "csmdesk.ui.panes.plan.measures.page:MeasuresPage",
    "goals": "csmdesk.ui.panes.plan.goals.page:GoalsPage",
    "health": "csmdesk.ui.panes.plan.health.page:HealthModelPage",
    "year": "csmdesk.ui.panes.plan.year.page:YearPage",
}
"""By the page's key, where its class is: loaded beside the window when the page is first shown."""


def page_names() -> dict[str, str]:
    """What each page is called, by its key."""
    names = {
        "measures": translate("PlanPages", "指标"),
        "goals": translate("PlanPages", "目标"),
        "health": translate("PlanPages", "健康度"),
        "year": translate("PlanPages", "年度计划"),
    }
    return {key: names[key] for key in CLASSES}


def load_page(key: str) -> None:
    """Load the module of a page; call it beside the window, as this may take a while."""
    import_module(CLASSES[key].partition(":")[0])


def make_page(key: str, tools: PlanTools) -> Page:
    """The page ``key``, whose module has been loaded."""
    module, _, name = CLASSES[key].partition(":")
    made = getattr(import_module(module), name)(tools)
    assert isinstance(made, Page)
    return made
