"""The pane Log in a window, on kinds held in memory or on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from csmdesk.ui.panes.log.page import KindPage
from csmdesk.ui.panes.log.pane import LogPane
from csmdesk.ui.panes.log.source import LogSource
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme
from tests.ui.pane_shown import PaneShown

if TYPE_CHECKING:
    from tests.ui.log.made import MadeLog

PERIOD = "2024H1"
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class LogShown(PaneShown):
    """The pane in a window, and what it told."""

    pane: LogPane

    def watch(self) -> None:
        """Let Qt watch the model of the page that is shown."""
        self.watch_models([self.page.model])

    def focus(self) -> None:
        """Give the list the focus."""
        self.focus_on(self.page.view)

    def type(self, text: str) -> None:
        """Words into the line that has the focus."""
        line = QApplication.focusWidget()
        assert line is not None
        line.insert(text)  # type: ignore[attr-defined] # a line of text; Qt's own typing knows ASCII only
        self.wait()

    def clip(self, text: str) -> None:
        """Put something on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    # --- what is shown --------------------------------------------------------------------------------------

    @property
    def page(self) -> KindPage:
        """The page that is shown."""
        assert self.pane.page is not None
        return self.pane.page

    def column(self, key: str) -> list[str]:
        """The words of a column, from the first row shown to the last."""
        place = self.page.listing.places[key]
        return [row.source.words[place] for row in self.page.model.shown]

    def go(self, key: int, column: str = "") -> None:
        """Make a record, and a cell of it, current."""
        page = self.page
        at = max(0, page.model.place_of_column(column))
        page.view.setCurrentIndex(page.model.index(page.model.position_of(key), at))
        self.wait()

    @property
    def focused(self) -> QWidget | None:
        """What has the focus."""
        return QApplication.focusWidget()


Shows = Callable[..., LogShown]


@pytest.fixture
def log_shown(qtbot: QtBot, tasks: Tasks) -> Iterator[Shows]:
    """Shows the pane on a log."""
    made: list[LogShown] = []

    def show(
        log: Log | MadeLog,
        *,
        mode: Mode = "light",
        language: Language = "zh",
        state: dict[str, str] | None = None,
        size: tuple[int, int] = (1248, 824),
    ) -> LogShown:
        look = Theme(mode, language=language)
        look.apply()
        window = QWidget()
        window.resize(*size)
        qtbot.addWidget(window)
        source = LogSource(log=lambda: cast("Log", log), read_only=lambda: log.read_only)
        pane = LogPane(look, tasks, source, language, window)
        pane.resize(*size)
        one = LogShown(pane, tasks, qtbot, window)
        one.listen()
        tasks.changed.connect(pane.refresh)
        pane.restore_state(state or {})
        pane.first_look()
        window.show()
        pane.set_period(PERIOD, None)
        one.wait()
        one.focus()
        one.watch()
        made.append(one)
        return one

    yield show
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    for one in made:
        for tester in one.testers:
            tester.deleteLater()


@pytest.fixture
def booked(log_shown: Shows, book: Book) -> LogShown:
    """The log of a copy of the sample book."""
    return log_shown(Log(book))
