"""The pane Today in a window, on to-dos held in memory or on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language, Text
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.today_view import TodayData, Todo
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book
from csmdesk.ui.panes.accounts.tabs.entries import ITEM
from csmdesk.ui.panes.today.lines import FoldLine, HeadLine, Line, TodoLine
from csmdesk.ui.panes.today.pane import TodayPane
from csmdesk.ui.panes.today.source import TodaySource
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme
from tests.ui.pane_shown import PaneShown
from tests.ui.today.made import MadeTodos

PERIOD = "2024H1"
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class TodayShown(PaneShown):
    """The pane in a window, what it told, and the to-dos behind it."""

    pane: TodayPane
    todos: MadeTodos

    def listen(self) -> None:
        """Note what the pane says, and let Qt watch its model."""
        super().listen()
        self.watch_models([self.pane.view.entries])

    def focus(self) -> None:
        """Give the list the focus."""
        self.focus_on(self.pane.view)

    def click(self, place: QPoint) -> None:
        """A click into the list."""
        QTest.mouseClick(self.pane.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        self.wait()

    # --- the list -------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[Line]:
        """What is shown."""
        return list(self.pane.view.entries.items)

    @property
    def words(self) -> list[str]:
        """What is shown, a word or two for each line."""
        return [short(line) for line in self.lines]

    @property
    def current(self) -> str:
        """The current line."""
        line = self.pane.view.current
        return "" if line is None else short(line)

    def row(self, words: str) -> int:
        """Where a line is shown."""
        return self.words.index(words)

    def go(self, words: str) -> None:
        """Make a line current."""
        self.pane.view.setCurrentIndex(self.pane.view.entries.index(self.row(words)))
        self.wait()

    def box(self, words: str) -> QRect:
        """Where a line stands in the list."""
        return self.pane.view.visualRect(self.pane.view.entries.index(self.row(words)))

    def spot(self, words: str, name: str) -> QPoint:
        """The middle of a part of a row that can be clicked."""
        view = self.pane.view
        line = view.entries.index(self.row(words)).data(ITEM)
        place = view.place_of(line.key, name)
        return view.viewport().mapFromGlobal(place.center())


def short(line: Line) -> str:
    """A line in a word or two."""
    if isinstance(line, HeadLine):
        return f"# {line.words} {line.size}"
    if isinstance(line, FoldLine):
        return f"{'v' if line.opened else '>'} {line.words}"
    assert isinstance(line, TodoLine)
    return f"{line.todo.account} {line.todo.action}"


@pytest.fixture
def today_shown(qtbot: QtBot, tasks: Tasks, book: Book) -> Iterator[Callable[..., TodayShown]]:
    """Shows the pane on ``data``; touches go into a copy of the sample book."""
    made: list[TodayShown] = []

    def show(
        data: TodayData,
        *,
        mode: Mode = "light",
        language: Language = "zh",
        state: dict[str, str] | None = None,
        size: tuple[int, int] = (1248, 824),
        read_only: Text | None = None,
        has_accounts: bool = True,
    ) -> TodayShown:
        look = Theme(mode, language=language)
        look.apply()
        window = QWidget()
        window.resize(*size)
        qtbot.addWidget(window)
        todos, edits, calendar = MadeTodos(data), AccountEdits(book), ContractCalendar(book)
        source = TodaySource(
            todos=lambda: cast("Todos", todos),
            edits=lambda: edits,
            contracts=calendar.data,
            has_accounts=lambda: has_accounts,
            opens=frozenset({"account", "contract", "path"}),
            read_only=lambda: read_only,
        )
        pane = TodayPane(look, tasks, source, language, window)
        pane.resize(*size)
        one = TodayShown(pane, tasks, qtbot, window, todos)
        one.listen()
        tasks.changed.connect(pane.refresh)
        pane.restore_state(state or {})
        pane.first_look()
        window.show()
        pane.set_period(PERIOD, None)
        one.wait()
        one.focus()
        made.append(one)
        return one

    yield show
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    for one in made:
        for tester in one.testers:
            tester.deleteLater()


def todo_of(shown: TodayShown) -> Todo:
    """The current to-do."""
    todo = shown.pane.todo
    assert todo is not None
    return todo
