"""The painted views by keyboard: every spot can be reached, picked and seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.board import Board
from csmdesk.ui.panes.calendar.heads import ForecastSums, PaneHead
from csmdesk.ui.panes.calendar.month import MonthView
from csmdesk.ui.panes.calendar.places import Place, day_place, month_place
from csmdesk.ui.panes.calendar.year import YearView
from csmdesk.ui.panes.calendar.year_shown import Piece
from csmdesk.ui.theme import Theme
from tests.ui.calendar.boards import YEAR, Fill, Painted, by_decision, month, target, year

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|propagateSizeHints)", extend=True)

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(board: QWidget, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(board, key)


def at(board: Board) -> object:
    """The key of the current spot."""
    return board.current


def places(board: Board) -> list[object]:
    """The keys of all spots, figures by their metric."""
    return [spot.key for spot in board.spots]


@pytest.fixture
def focused(painted: Painted) -> Callable[[Fill], Board]:
    """Shows a view with the focus as Tab brings it."""

    def show(fill: Fill) -> Board:
        board = painted(fill)
        board.setFocus(Qt.FocusReason.TabFocusReason)
        assert board.hasFocus()
        return board

    return show


def test_arrows_go_from_month_to_month_and_from_half_to_half(focused: Callable[[Fill], Board]) -> None:
    board = focused(year)
    board.set_current(month_place(YEAR, 7))
    press(board, Key.Key_Right)
    assert at(board) == month_place(YEAR, 8)
    press(board, Key.Key_Left, Key.Key_Left)
    # Before July stand the figures of its half.
    assert isinstance(at(board), Piece)
    press(board, Key.Key_Right, Key.Key_Up)
    assert at(board) == Place("half", (YEAR, 2))
    press(board, Key.Key_Up)
    assert at(board) == month_place(YEAR, 1)
    press(board, Key.Key_End)
    assert at(board) == month_place(YEAR, 6)
    press(board, Key.Key_Down, Key.Key_Down)
    assert at(board) == month_place(YEAR, 12)
    press(board, Key.Key_Home)
    assert at(board) == month_place(YEAR, 7)


def test_ctrl_home_and_end_go_to_the_ends_of_the_years(focused: Callable[[Fill], Board]) -> None:
    board = focused(year)
    QTest.keyClick(board, Key.Key_End, CTRL)
    assert at(board) == month_place(YEAR + 1, 12)
    QTest.keyClick(board, Key.Key_Home, CTRL)
    assert at(board) == Place("half", (YEAR, 1))


@pytest.mark.parametrize("fill", [year, month])
def test_page_up_and_down_ask_for_another_year_or_month(focused: Callable[[Fill], Board], fill: Fill) -> None:
    board = focused(fill)
    assert isinstance(board, YearView | MonthView)
    asked: list[int] = []
    board.paged.connect(asked.append)
    press(board, Key.Key_PageDown, Key.Key_PageUp, Key.Key_PageUp)
    assert asked == [1, -1, -1]


def test_arrows_go_from_day_to_day_and_from_week_to_week(focused: Callable[[Fill], Board]) -> None:
    board = focused(month)
    board.set_current(day_place(date(YEAR, 7, 14)))
    press(board, Key.Key_Right)
    assert at(board) == day_place(date(YEAR, 7, 15))
    press(board, Key.Key_Down, Key.Key_Left)
    assert at(board) == day_place(date(YEAR, 7, 21))
    press(board, Key.Key_Up, Key.Key_Home)
    assert at(board) == day_place(date(YEAR, 7, 8))
    press(board, Key.Key_End)
    assert at(board) == day_place(date(YEAR, 7, 14))
    QTest.keyClick(board, Key.Key_End, CTRL)
    assert at(board) == day_place(date(YEAR, 7, 31))
    # Below the last week there is nothing; Saturday has no day in it.
    press(board, Key.Key_Down)
    assert at(board) == day_place(date(YEAR, 7, 31))


def test_arrows_and_pages_go_through_the_cells_of_the_matrix(focused: Callable[[Fill], Board]) -> None:
    board = focused(by_decision)
    board.set_current(Place("cell", (0, 1)))
    press(board, Key.Key_Down, Key.Key_Right)
    assert at(board) == Place("cell", (1, 2))
    press(board, Key.Key_PageDown)
    assert at(board) == Place("cell", (2, 2))
    press(board, Key.Key_PageUp, Key.Key_Home)
    assert at(board) == Place("cell", (0, 0))
    press(board, Key.Key_Up, Key.Key_Left)
    assert at(board) == Place("cell", (0, 0))
    press(board, Key.Key_End, Key.Key_Right)
    assert at(board) == Place("cell", (1, 0))


@pytest.mark.parametrize("fill", [year, month, by_decision, target])
def test_every_spot_can_be_reached_and_picked(focused: Callable[[Fill], Board], fill: Fill) -> None:
    board = focused(fill)
    picked: list[object] = []
    board.picked.connect(picked.append)
    QTest.keyClick(board, Key.Key_Home, CTRL)
    reached = [at(board)]
    for _ in board.spots[1:]:
        press(board, Key.Key_Right)
        reached.append(at(board))
    assert reached == places(board)
    press(board, Key.Key_Return, Key.Key_Space)
    assert picked == [at(board), at(board)]
    assert board.by_key


@pytest.mark.parametrize("fill", [year, month, by_decision, target])
def test_the_focus_is_seen_around_the_current_spot(
    focused: Callable[[Fill], Board], theme: Theme, fill: Fill
) -> None:
    board = focused(fill)
    for _ in range(3):
        press(board, Key.Key_Right)
        spot = board.spot(at(board))
        assert spot is not None
        picture, accent = board.grab().toImage(), theme.colour("accent")
        middle = spot.box.center()
        edges = [(spot.box.left(), middle.y()), (spot.box.right(), middle.y())]
        assert all(_near(picture, x, y, accent) for x, y in edges)


def _near(picture: QImage, x: int, y: int, colour: QColor) -> bool:
    """The colour stands within two pixels aside."""
    return any(picture.pixelColor(x + aside, y) == colour for aside in range(-2, 3) if x + aside >= 0)


@pytest.mark.parametrize("fill", [year, month, by_decision, target])
def test_keys_that_belong_to_the_pane_are_left_to_it(focused: Callable[[Fill], Board], fill: Fill) -> None:
    board = focused(fill)
    keys = (Key.Key_Escape, Key.Key_BracketRight, Key.Key_1)
    for key in keys:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        board.keyPressEvent(event)
        assert not event.isAccepted()
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    board.keyPressEvent(held)
    assert not held.isAccepted()


def test_a_current_spot_stays_when_other_figures_come(focused: Callable[[Fill], Board]) -> None:
    board = focused(year)
    assert isinstance(board, YearView)
    board.set_current(month_place(YEAR, 9))
    board.set_halves(board.halves)
    assert at(board) == month_place(YEAR, 9)
    board.set_halves(board.halves[2:])
    assert at(board) == board.spots[0].key
    board.set_halves(())
    assert at(board) is None
    press(board, Key.Key_Right, Key.Key_Return, Key.Key_PageDown)
    assert at(board) is None


# --- heads ------------------------------------------------------------------------------------------------


@pytest.fixture
def head(qtbot: QtBot, theme: Theme) -> PaneHead:
    made = PaneHead(theme, "合同日历")
    qtbot.addWidget(made)
    made.show_time("2024", "2023", "2025")
    made.resize(816, made.height())
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_the_views_are_chosen_by_arrows(head: PaneHead) -> None:
    chosen: list[str] = []
    head.view_chosen.connect(chosen.append)
    head.views.setFocus(Qt.FocusReason.TabFocusReason)
    press(head.views, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Home, Key.Key_End)
    assert chosen == ["month", "list", "year", "list"]
    assert head.views.ring


def test_the_head_is_gone_through_by_tab_and_steps_by_space(head: PaneHead) -> None:
    steps: list[int] = []
    head.stepped.connect(steps.append)
    head.back.setFocus(Qt.FocusReason.TabFocusReason)
    press(head.back, Key.Key_Space)
    press(head.back, Key.Key_Tab)
    assert QApplication.focusWidget() is head.forward
    press(head.forward, Key.Key_Return, Key.Key_Tab)
    assert QApplication.focusWidget() is head.views
    press(head.views, Key.Key_Tab)
    assert QApplication.focusWidget() is head.export
    assert steps == [-1, 1]
    assert [head.back.accessibleName(), head.forward.accessibleName()] == ["2023", "2025"]


def test_the_sums_of_the_forecast_are_picked_by_keys(qtbot: QtBot, theme: Theme) -> None:
    sums = ForecastSums(theme, "预测")
    qtbot.addWidget(sums)
    sums.set_sums(dict.fromkeys(Forecast, "10.0万"), frozenset({"likely"}))
    sums.fit(700)
    with qtbot.waitActive(sums):
        sums.activateWindow()
    sums.setFocus(Qt.FocusReason.TabFocusReason)
    picked: list[object] = []
    sums.picked.connect(picked.append)
    press(sums, Key.Key_End, Key.Key_Return, Key.Key_Left, Key.Key_Space, Key.Key_Home, Key.Key_Return)
    assert picked == [Forecast.LOST, Forecast.RISK, Forecast.COMMITTED]
    assert sums.ring
