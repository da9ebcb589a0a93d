"""The pane 计划与指标 in a window, on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.plan import PlanServices
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.measures.page import MeasuresPage
from csmdesk.ui.panes.plan.pane import PlanPane
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme

PERIOD = "2024H1"
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class PlanShown:
    """The pane in a window, and what it told."""

    pane: PlanPane
    tasks: Tasks
    bot: QtBot
    window: QWidget
    book: Book
    services: PlanServices
    said: list[tuple[str, bool]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    testers: list[QAbstractItemModelTester] = field(default_factory=list)

    def note_said(self, words: str, undo: bool) -> None:
        """Remember what the pane says."""
        self.said.append((words, undo))

    def note_failed(self, problem: Any) -> None:
        """Remember what could not be done."""
        self.failed.append(problem.text.zh)

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        for _ in range(6):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def focus(self, widget: QWidget) -> None:
        """Give a widget the focus, as Tab does."""
        with self.bot.waitActive(self.window):
            self.window.activateWindow()
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.wait()

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
        pane.said.connect(shown.note_said)
        tasks.failed.connect(shown.note_failed)
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
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    for model in (shown.measures.model, shown.measures.beside.compare.model):
        shown.testers.append(QAbstractItemModelTester(model, mode))
    return shown
