"""The pane 计划与指标 in a window, on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.plan import PlanServices
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.measures.page import MeasuresPage
from csmdesk.ui.panes.plan.pane import PlanPane
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme
from tests.ui.pane_shown import NONE, PaneShown

PERIOD = "2024H1"


@dataclass
class PlanShown(PaneShown):
    """The pane in a window, and what it told."""

    pane: PlanPane
    book: Book
    services: PlanServices

    def type(self, words: str) -> None:
        """Letters where the focus is."""
        QTest.keyClicks(cast("QWidget", QApplication.focusWidget()), words)
        self.wait()

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """A click in the middle of a widget, or at a place in it."""
        at = widget.rect().center() if place is None else place
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at)
        self.wait()

    # --- the page of metrics --------------------------------------------------------------------------------

    @property
    def measures(self) -> MeasuresPage:
        """The page of metrics."""
        return cast("MeasuresPage", self.pane._pages["measures"])

    def go(self, metric: str) -> None:
        """Make a metric the current one."""
        self.measures.show_metric(metric)
        self.wait()

    def cell(self, metric: str, column: str) -> str:
        """What a cell of the list says."""
        page = self.measures
        row = next(row for row in page.model.rows if row.line.key == metric)
        return next(c for c in page.model.columns if c.key == column).words(row)


@pytest.fixture
def plan(qtbot: QtBot, tasks: Tasks) -> Iterator[Callable[..., PlanShown]]:
    """Shows the pane on a book."""
    made: list[PlanShown] = []

    def show(
        book: Book,
        *,
        mode: Mode = "light",
        language: Language = "zh",
        state: dict[str, str] | None = None,
        size: tuple[int, int] = (1248, 824),
        period: str = PERIOD,
    ) -> PlanShown:
        look = Theme(mode)
        look.apply()
        services = PlanServices(book, tasks)
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(*size)
        pane = PlanPane(look, tasks, services.source(), language, window)
        pane.setGeometry(0, 0, *size)
        shown = PlanShown(pane, tasks, qtbot, window, book, services)
        shown.listen()
        tasks.changed.connect(pane.refresh)
        pane.restore_state(state or {})
        window.show()
        pane.set_period(period, None)
        shown.wait()
        made.append(shown)
        return shown

    yield show
    for each in made:
        each.wait()


@pytest.fixture
def watched(plan: Callable[..., PlanShown], book: Book) -> PlanShown:
    """The page of metrics on the sample book, its models watched by Qt."""
    shown = plan(book)
    shown.watch_models((shown.measures.model, shown.measures.beside.compare.model))
    return shown
