"""The painted views as a screen reader finds them: each spot with name, place, focus and press."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.ui.panes import board as board_module
from csmdesk.ui.panes.board import Board
from csmdesk.ui.panes.calendar.places import Place, month_place
from csmdesk.ui.panes.calendar.year import YearView
from tests.ui.calendar.boards import YEAR, Fill, Painted, by_decision, by_month, month, target, year

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|propagateSizeHints)", extend=True)

VIEWS: list[Fill] = [year, month, by_decision, by_month, target]
NAME = QAccessible.Text.Name


def read(board: Board) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(board)
    assert found is not None
    return found


def children(board: Board) -> list[QAccessibleInterface]:
    """What is seen of the board's children."""
    found = read(board)
    held = [found.child(number) for number in range(found.childCount())]
    return [child for child in held if not child.state().invisible]


def child_of(board: Board, key: object) -> QAccessibleInterface:
    place = [spot.key for spot in board.spots].index(key)
    return children(board)[place]


def name_of(board: Board, key: object) -> str:
    return child_of(board, key).text(NAME)


@pytest.mark.parametrize("fill", VIEWS)
def test_each_spot_is_a_button_at_its_place(painted: Painted, fill: Fill) -> None:
    board = painted(fill)
    found = children(board)
    assert [child.text(NAME) for child in found] == [spot.words for spot in board.spots]
    assert {child.role() for child in found} == {QAccessible.Role.Button}
    for child, spot in zip(found, board.spots, strict=True):
        assert child.rect() == QRect(board.mapToGlobal(spot.box.topLeft()), spot.box.size())
        assert all(spot.words.split())


def test_a_month_is_named_with_its_values(painted: Painted, language: Language) -> None:
    board = painted(year)
    said = name_of(board, month_place(YEAR, 7))
    expected = {
        "zh": r"2024 年 7 月，到期 7 份，199\.0万，红 1 黄 3 绿 3，已续 0，待办 7，月目标 283\.3万（.*",
        "en": r"Jul 2024, .*7 contracts.*, 1,990\.0K, Red 1 Yellow 3 Green 3, 0 done, 7 open, .*",
    }
    assert re.fullmatch(expected[language], said)
    empty = name_of(board, month_place(YEAR, 1))
    assert empty.startswith("2024 年 1 月，无到期" if language == "zh" else "Jan 2024, None due")


def test_a_cell_of_the_matrix_is_named_with_its_values(painted: Painted, language: Language) -> None:
    board = painted(by_decision)
    said = name_of(board, Place("cell", (0, 2)))
    expected = {
        "zh": "红，31–90，1 份，32.8万，已了结 2 份 ",
        "en": "Red, 31–90, 1 contract, CNY 328K, 2 contracts settled ",
    }
    assert said.startswith(expected[language])
    empty = {"zh": "红，已过，没有合同", "en": "Red, past, no contracts"}
    assert name_of(board, Place("cell", (0, 0))) == empty[language]


@pytest.mark.parametrize("fill", VIEWS)
def test_pressing_a_spot_does_what_a_click_does(qtbot: QtBot, painted: Painted, fill: Fill) -> None:
    board = painted(fill)
    picked: list[object] = []
    board.picked.connect(picked.append)
    last = board.spots[-1].key
    acts = child_of(board, last).actionInterface()
    assert "Press" in acts.actionNames()
    # Qt shows the button pressed for a moment first.
    acts.doAction("Press")
    qtbot.waitUntil(lambda: bool(picked))
    assert picked == [last]
    assert board.current == last


@pytest.mark.parametrize("fill", VIEWS)
def test_the_child_of_the_current_spot_has_the_focus(painted: Painted, fill: Fill) -> None:
    board = painted(fill)
    assert not any(child.state().focused for child in children(board))
    board.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(board, Qt.Key.Key_Right)
        focused = [child.text(NAME) for child in children(board) if child.state().focused]
        spot = board.spot(board.current)
        assert spot is not None
        assert focused == [spot.words]
        assert spot.words in read(board).text(NAME)
    assert QApplication.focusWidget() is board


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QAccessible.Event]]:
    """What is told to whoever reads the window: of which name, and what."""
    told: list[tuple[str, QAccessible.Event]] = []

    class Told(QAccessible):
        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            held: Any = event.object()
            told.append((held.accessibleName(), event.type()))

    monkeypatch.setattr(board_module, "QAccessible", Told)
    return told


def test_a_reader_is_told_where_the_focus_goes(
    painted: Painted, events: list[tuple[str, QAccessible.Event]]
) -> None:
    board = painted(year)
    # The window gave the focus to it for a moment.
    events.clear()
    board.set_current(month_place(YEAR, 7))
    assert events == []
    board.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(board, Qt.Key.Key_Right)
    july, august = (name_of(board, month_place(YEAR, number)) for number in (7, 8))
    assert events == [(july, QAccessible.Event.Focus), (august, QAccessible.Event.Focus)]


def test_what_is_not_a_spot_any_more_is_silent(painted: Painted) -> None:
    board = painted(year)
    before = len(children(board))
    assert isinstance(board, YearView)
    board.set_halves(board.halves[:1])
    after = children(board)
    assert len(after) == len(board.spots) < before
    assert [child.text(NAME) for child in after] == [spot.words for spot in board.spots]


def test_voices_are_not_in_the_way_of_the_pointer(painted: Painted) -> None:
    board = painted(year)
    picked: list[object] = []
    board.picked.connect(picked.append)
    spot = board.spot(month_place(YEAR, 9))
    assert spot is not None
    place = spot.box.topLeft() + QPoint(60, 12)
    window = board.window().windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=board.mapTo(board.window(), place))
    assert picked == [month_place(YEAR, 9)]
    assert not board.by_key
