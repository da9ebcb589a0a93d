"""A board in a window, with what it has asked for, and hands that press keys and carry cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.board_view import BoardData
from csmdesk.ui.panes.war_room.board import Board
from csmdesk.ui.panes.war_room.board_filters import BoardFilters
from csmdesk.ui.panes.war_room.column_view import ColumnView
from csmdesk.ui.panes.war_room.drag import DropPlace
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Shown:
    """A board with its filters in a window."""

    window: QWidget
    board: Board
    filters: BoardFilters
    bot: QtBot
    moved: list[tuple[int, str, object]] = field(default_factory=list)
    asked: list[tuple[int, str, object]] = field(default_factory=list)
    went: list[int | None] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    removed: list[list[int]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note what the board asks for."""
        self.board.moved.connect(self._moved)
        self.board.accept_asked.connect(self._asked)
        self.board.current_changed.connect(self.went.append)
        self.board.opened.connect(self.opened.append)
        self.board.remove_asked.connect(self.removed.append)
        self.board.new_asked.connect(self.new.append)

    def _moved(self, card: int, status: str, before: object) -> None:
        self.moved.append((card, status, before))

    def _asked(self, card: int, status: str, before: object) -> None:
        self.asked.append((card, status, before))

    @property
    def cards(self) -> list[list[int]]:
        """The cards by column, as they are shown."""
        return [list(self.board.model.ids(column)) for column in range(4)]

    def view(self, column: int) -> ColumnView:
        """The cards of a column."""
        return self.board.columns[column].view

    # --- keys -----------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)

    @property
    def focused(self) -> QWidget | None:
        """What has the focus."""
        return QApplication.focusWidget()

    # --- pointer --------------------------------------------------------------------------------------------

    def middle_of(self, key: int) -> QPoint:
        """The middle of a card on the screen."""
        place = self.board.model.place_of(key)
        assert place is not None
        view = self.view(place[0])
        return view.viewport().mapToGlobal(view.card_box(place[1]).center())

    def in_column(self, column: int, y: int) -> QPoint:
        """A place of the screen in a column, ``y`` below its top."""
        view = self.view(column)
        return view.viewport().mapToGlobal(QPoint(view.card_width // 2, y))

    def take(self, key: int) -> ColumnView:
        """Press on a card and begin to carry it; the view that has the pointer from then on."""
        place = self.board.model.place_of(key)
        assert place is not None
        view, at = self.view(place[0]), self.middle_of(key)
        QTest.mousePress(view.viewport(), LEFT, PLAIN, view.viewport().mapFromGlobal(at))
        self.carry(view, at + QPoint(QApplication.startDragDistance() + 2, 0))
        return view

    @staticmethod
    def carry(view: ColumnView, to: QPoint) -> None:
        """Move the pointer with the button held."""
        QTest.mouseMove(view.viewport(), view.viewport().mapFromGlobal(to))

    @staticmethod
    def let_go(view: ColumnView, at: QPoint) -> None:
        """Let the button go."""
        QTest.mouseRelease(view.viewport(), LEFT, PLAIN, view.viewport().mapFromGlobal(at))

    def carries(self) -> bool:
        """True while a card is carried."""
        return self.board.drag.card is not None

    def target(self) -> DropPlace | None:
        """Where the card that is carried would go."""
        return self.board.drag.target

    def drag(self, key: int, to: QPoint) -> None:
        """Carry a card to a place of the screen and let it go there."""
        view = self.take(key)
        self.carry(view, to)
        self.let_go(view, to)


def show_board(
    bot: QtBot,
    theme: Theme,
    tasks: Tasks,
    data: BoardData,
    *,
    width: int = 1000,
    height: int = 700,
    language: Language = "zh",
    source: WarSource | None = None,
) -> Shown:
    """Show a board in a window that has the focus; without ``source`` nothing can be kept."""
    tools = WarTools(theme, tasks, cast("WarSource", source), language)
    window = QWidget()
    bot.addWidget(window)
    board = Board(tools)
    filters = BoardFilters(theme, board)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(filters)
    column.addWidget(board, 1)
    window.resize(width, height)
    shown = Shown(window, board, filters, bot)
    with bot.waitActive(window):
        window.show()
        window.activateWindow()
    board.set_data(data)
    shown.listen()
    board.focus_cards()
    return shown
