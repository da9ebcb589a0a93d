"""Carrying cards over the board with the mouse: within a column, between them, to the edges, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.services.board_view import BoardData
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from tests.ui.war_room.board_window import PLAIN, Shown, show_board
from tests.ui.war_room.cards import STATUSES, board, card, many_cards

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

TODO, DOING, REVIEW, DONE = range(4)


def nine() -> BoardData:
    """Cards 1–3 to do, 4–6 in progress, 7–9 to accept, none done."""
    return board([card(key, STATUSES[(key - 1) // 3], room=(key - 1) % 3 + 1) for key in range(1, 10)])


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, tasks: Tasks) -> Callable[..., Shown]:
    """Shows a board."""

    def show(data: BoardData | None = None, **options: int) -> Shown:
        return show_board(qtbot, theme, tasks, data or nine(), **options)  # type: ignore[arg-type]

    return show


def above(one: Shown, key: int) -> QPoint:
    """A place in the upper half of a card."""
    return one.middle_of(key) - QPoint(0, 20)


def below(one: Shown, key: int) -> QPoint:
    """A place in the lower half of a card."""
    return one.middle_of(key) + QPoint(0, 20)


def test_a_card_is_carried_into_another_column(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.drag(2, above(one, 5))
    assert one.cards == [[1, 3], [4, 2, 5, 6], [7, 8, 9], []]
    assert one.moved == [(2, "doing", 5)]
    assert one.board.current == 2
    assert one.view(DOING).hasFocus()


def test_a_card_is_ordered_within_its_column(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.drag(1, below(one, 2))
    assert one.cards[TODO] == [2, 1, 3]
    one.drag(1, one.in_column(TODO, 500))
    assert one.cards[TODO] == [2, 3, 1]
    one.drag(1, one.in_column(TODO, 0))
    assert one.cards[TODO] == [1, 2, 3]
    assert one.moved == [(1, "todo", 3), (1, "todo", None), (1, "todo", 2)]


def test_the_picture_follows_the_pointer_and_a_line_says_where_it_goes(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.take(1)
    drag = one.board.drag
    assert one.carries()
    one.carry(view, above(one, 5))
    assert drag.target is not None
    assert (drag.target.column, drag.target.row) == (DOING, 1)
    ghost, line = drag.ghost, drag.line
    assert ghost is not None
    assert ghost.isVisible()
    pointer = one.board.mapFromGlobal(above(one, 5))
    assert ghost.geometry().contains(pointer)
    assert line.isVisible()
    between = one.board.mapFromGlobal(one.middle_of(5)).y() - one.view(DOING).card_box(1).height() // 2
    assert abs(line.geometry().center().y() - between) < 8
    one.let_go(view, above(one, 5))
    assert not one.carries()
    assert not line.isVisible()


def test_let_go_where_it_came_from_nothing_happens(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.take(2)
    one.carry(view, one.in_column(DOING, 10))
    assert one.target() is not None
    one.carry(view, one.middle_of(2))
    assert one.target() is None
    one.let_go(view, one.middle_of(2))
    assert one.moved == []
    assert one.cards[TODO] == [1, 2, 3]


def test_a_small_movement_is_a_click(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.view(TODO).viewport()
    at = view.mapFromGlobal(one.middle_of(3))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, PLAIN, at)
    QTest.mouseMove(view, at + QPoint(2, 2))
    assert not one.carries()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, PLAIN, at + QPoint(2, 2))
    assert one.board.current == 3
    assert one.went == [3]


@pytest.mark.parametrize("how", ["escape", "other button", "focus", "data", "outside"])
def test_a_card_is_put_back(shown: Callable[..., Shown], how: str) -> None:
    one = shown()
    view = one.take(2)
    one.carry(view, above(one, 5))
    if how == "escape":
        one.press(Qt.Key.Key_Escape)
    elif how == "other button":
        at = view.viewport().mapFromGlobal(above(one, 5))
        QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, PLAIN, at)
    elif how == "focus":
        one.filters.focus_field()
    elif how == "data":
        one.board.set_data(board([one for one in nine().cards if one.id != 2]))
    else:
        one.carry(view, one.in_column(TODO, 0) - QPoint(0, 400))
        assert one.target() is None
    assert how == "outside" or not one.carries()
    one.carry(view, one.in_column(REVIEW, 20))
    if how == "outside":
        one.carry(view, one.in_column(TODO, 0) - QPoint(0, 400))
        one.let_go(view, one.in_column(TODO, 0) - QPoint(0, 400))
    else:
        one.let_go(view, one.in_column(REVIEW, 20))
    assert one.moved == []
    assert not one.carries()
    # The next one is carried as ever.
    one.drag(3, above(one, 7))
    assert one.moved == [(3, "review", 7)]


def test_other_keys_do_nothing_while_a_card_is_carried(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.take(2)
    one.carry(view, above(one, 5))
    one.press(Qt.Key.Key_Delete)
    one.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert one.removed == []
    assert one.moved == []
    one.let_go(view, above(one, 5))
    assert one.moved == [(2, "doing", 5)]


def test_newer_cards_come_while_one_is_carried(shown: Callable[..., Shown]) -> None:
    one = shown()
    view = one.take(2)
    one.carry(view, above(one, 5))
    cards = [one for one in nine().cards if one.id != 4]
    one.board.set_data(board([cards[0]._replace(title="改了"), *cards[1:], card(11, "doing")]))
    assert one.carries()
    one.let_go(view, above(one, 5))
    assert one.cards[DOING] == [2, 5, 6, 11]


def test_done_wants_an_acceptance(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.drag(7, one.in_column(DONE, 30))
    assert one.asked == [(7, "done", None)]
    assert one.moved == []
    assert one.cards[REVIEW] == [7, 8, 9]
    accepted = [c._replace(accepted=c.id == 8) for c in nine().cards]
    one.board.set_data(board(accepted))
    one.drag(8, one.in_column(DONE, 30))
    assert one.moved == [(8, "done", None)]
    assert one.cards[DONE] == [8]


def test_the_column_scrolls_at_its_edges(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    one = shown(board(many_cards(400)), height=520)
    first = one.cards[TODO][0]
    bar = one.view(DOING).verticalScrollBar()
    view = one.take(first)
    one.carry(view, one.in_column(DOING, one.view(DOING).viewport().height() - 4))
    qtbot.waitUntil(lambda: bar.value() > 400, timeout=5_000)
    row = one.board.drag.target.row if one.board.drag.target else -1
    assert row > 3
    one.carry(view, one.in_column(DOING, 200))
    assert not one.board.drag.scrolling
    one.carry(view, one.in_column(DOING, 3))
    qtbot.waitUntil(lambda: bar.value() == 0, timeout=5_000)
    one.let_go(view, one.in_column(DOING, 3))
    assert one.cards[DOING][0] == first


def test_the_board_scrolls_sideways_where_it_is_narrow(shown: Callable[..., Shown], qtbot: QtBot) -> None:
    one = shown(width=520)
    bar = one.board.strip.horizontalScrollBar()
    assert bar.maximum() > 0
    view = one.take(1)
    edge = one.board.mapToGlobal(QPoint(one.board.width() - 6, 200))
    one.carry(view, edge)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=5_000)
    target = one.board.drag.target
    assert target is not None
    assert target.column == DONE
    one.let_go(view, edge)
    assert one.asked == [(1, "done", None)]


def test_the_wheel_scrolls_the_column_below_the_pointer(shown: Callable[..., Shown]) -> None:
    one = shown(board(many_cards(200)))
    view = one.take(one.cards[TODO][0])
    at = one.in_column(REVIEW, 250)
    one.carry(view, at)
    local = QPointF(view.viewport().mapFromGlobal(at))
    turned = QWheelEvent(
        local,
        QPointF(at),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.LeftButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turned)
    assert one.view(REVIEW).verticalScrollBar().value() == 240
    assert one.view(TODO).verticalScrollBar().value() == 0
    one.press(Qt.Key.Key_Escape)


def test_in_lanes_a_card_stays_in_its_own(shown: Callable[..., Shown]) -> None:
    one = shown(board([card(key, STATUSES[key % 2], room=key % 3 + 1) for key in range(1, 25)]))
    one.filters.lanes.setChecked(True)
    mine = one.board.model.card(3)
    assert mine is not None
    lane = one.board.model.lane(TODO, mine.account_id)
    one.drag(3, one.in_column(TODO, 5))
    target = one.board.model.place_of(3)
    assert target is not None
    assert target[0] == TODO
    assert target[1] in {lane.start, lane.stop}
    accounts = [c.account_id for c in one.board.model.cards_of(TODO)]
    assert len(set(accounts)) == sum(a != b for a, b in zip([0, *accounts], accounts, strict=False))


def test_a_drag_under_a_filter_keeps_what_is_hidden_in_its_place(shown: Callable[..., Shown]) -> None:
    one = shown()
    one.board.set_rooms(frozenset({1}))
    assert one.cards == [[1], [4], [7], []]
    one.drag(1, below(one, 4))
    assert one.moved == [(1, "doing", 5)]
    one.board.set_rooms(None)
    assert one.cards[DOING] == [4, 1, 5, 6]


def test_a_board_read_before_a_move_was_written_does_not_take_it_back(
    shown: Callable[..., Shown], qtbot: QtBot
) -> None:
    one = shown()
    one.drag(1, above(one, 4))
    one.board.set_data(nine())
    assert one.cards[DOING] == [1, 4, 5, 6]
    written = [c._replace(status="doing") if c.id == 1 else c for c in nine().cards]
    one.board.set_data(board(written))
    assert one.cards[DOING] == [1, 4, 5, 6]
    # What comes after the book has it, an undo say, is shown.
    one.board.set_data(nine())
    assert one.cards[TODO] == [1, 2, 3]
    # A move that failed is put back at once, and one that nobody answers after a while.
    one.drag(2, above(one, 4))
    one.board.put_back()
    one.board.set_data(nine())
    assert one.cards[TODO] == [1, 2, 3]
    one.drag(2, above(one, 4))
    one.board.set_data(nine())
    assert one.cards[TODO] == [1, 3]
    qtbot.waitUntil(lambda: one.cards[TODO] == [1, 2, 3], timeout=5_000)
