"""What the tests of lists stand on: a theme, and a view in a window with the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.cell_editor import CellEditor
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.theme import Theme
from tests.model.lists import PlainPainter, Thing, make, things


@dataclass
class Listed:
    """A list in a window beside another field, with what it has said."""

    window: QWidget
    model: RowModel[Thing]
    view: RowView
    other: QLineEdit
    bot: QtBot
    asked: list[tuple[int, str, str]] = field(default_factory=list)
    edited: list[tuple[int, str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    figures: list[tuple[int, str]] = field(default_factory=list)
    moved_to: list[int] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    """What is refused, and with which sentence."""
    choices: tuple[str, ...] = ()

    def connect(self) -> None:
        """Answer as a pane does."""
        self.view.edit_asked.connect(self._edit)
        self.view.edited.connect(self._save)
        self.view.typed.connect(self.typed.append)
        self.view.opened.connect(self.opened.append)
        self.view.figure_opened.connect(self._figure)
        self.view.current_changed.connect(self.moved_to.append)

    def _edit(self, key: int, column: str, typed: str) -> None:
        self.asked.append((key, column, typed))
        self.view.edit_cell(key, column, text=self.words(key, column), choices=self.choices)

    def _save(self, key: int, column: str, text: str) -> None:
        self.edited.append((key, column, text))
        if text in self.refuse:
            self.view.show_edit_problem(self.refuse[text])

    def _figure(self, key: int, column: str) -> None:
        self.figures.append((key, column))

    def words(self, key: int, column: str) -> str:
        """What a cell says."""
        row = self.model.row_of(key)
        assert row is not None
        return self.model.columns[self.model.place_of_column(column)].words(row)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)

    def type(self, text: str) -> None:
        """Type where the focus is, one letter after the other; each goes where the one before led."""
        for letter in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            # QTest knows no keys for Chinese.
            event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused, event)

    def place(self, line: int, column: int, *, dx: int = 10) -> QPoint:
        """A point in a cell, in the viewport."""
        cell = self.view.cell(column)
        assert cell is not None
        return QPoint(cell.x + dx, self.view.top_of(line) + 16)

    def click(
        self,
        line: int,
        column: int = 0,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Click on a cell."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.place(line, column))

    def go(self, line: int, column: int = 0) -> None:
        """Make a cell the current one by keys."""
        self.press(Qt.Key.Key_Home)
        for _ in range(line):
            self.press(Qt.Key.Key_Down)
        while self.view.currentIndex().column() > 0:
            self.press(Qt.Key.Key_Left)
        while self.view.currentIndex().column() != column:
            self.press(Qt.Key.Key_Right)

    @property
    def line(self) -> int:
        """The current line."""
        return self.view.currentIndex().row()

    @property
    def editor(self) -> CellEditor:
        """The open editor."""
        editor = self.view.editing.editor
        assert editor is not None
        return editor


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme."""
    look = Theme("light")
    look.apply()
    return look


@pytest.fixture
def listed(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Listed]]:
    """Shows a list of so many rows."""
    testers = []

    def show(count: int = 30, *, width: int = 520) -> Listed:
        model = make(things(count))
        testers.append(QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning))
        window = QWidget()
        qtbot.addWidget(window)
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        view, other = RowView(theme, model, PlainPainter(model)), QLineEdit()
        other.setFixedWidth(80)
        row.addWidget(view)
        row.addWidget(other)
        window.resize(width + 86, 400)
        one = Listed(window, model, view, other, qtbot)
        one.connect()
        view.select_first()
        one.moved_to.clear()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        return one

    yield show
    for tester in testers:
        tester.deleteLater()
