"""Chips by keyboard and pointer, and the bar that folds those that do not fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.chip import Choice, FilterBar, FilterChip
from csmdesk.ui.widgets.choice_list import ChoicePopup
from csmdesk.ui.widgets.menu import Menu

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

CHOICES = [Choice("high", "高价值", 8), Choice("grow", "潜力", 6), Choice("flat", "稳定", 19)]


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a widget and makes its window the active one."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        with qtbot.waitActive(widget):
            widget.activateWindow()

    return shown


@pytest.fixture
def chip(theme: Theme, show: Callable[[QWidget], None]) -> FilterChip:
    """A chip of three choices, focused."""
    made = FilterChip(theme, "分层")
    made.set_choices(CHOICES)
    show(made)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def popup_of(chip: FilterChip) -> ChoicePopup:
    assert chip.popup is not None
    return chip.popup


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_a_key_opens_the_choices(chip: FilterChip, key: Qt.Key) -> None:
    QTest.keyClick(chip, key)
    popup = popup_of(chip)
    assert popup.isVisible()
    assert [popup.rows.item(i).text() for i in range(3)] == ["高价值", "潜力", "稳定"]
    popup.close()


def test_several_choices_are_checked_by_space_and_the_last_by_enter(chip: FilterChip) -> None:
    told: list[frozenset[str]] = []
    chip.changed.connect(lambda: told.append(chip.chosen))
    QTest.keyClick(chip, Qt.Key.Key_Return)
    popup = popup_of(chip)
    QTest.keyClick(popup.rows, Qt.Key.Key_Space)
    QTest.keyClick(popup.rows, Qt.Key.Key_Down)
    QTest.keyClick(popup.rows, Qt.Key.Key_Down)
    assert popup.isVisible()
    QTest.keyClick(popup.rows, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert told == [{"high"}, {"high", "flat"}]
    assert chip.label == ("分层", "2")
    assert chip.accessibleName() == "分层：高价值、稳定"


def test_escape_closes_and_keeps_what_was_checked(chip: FilterChip) -> None:
    chip.set_chosen(["grow"])
    QTest.keyClick(chip, Qt.Key.Key_Return)
    popup = popup_of(chip)
    assert popup.rows.currentRow() == 1
    QTest.keyClick(popup.rows, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert chip.chosen == {"grow"}
    assert chip.label == ("分层", "潜力")


def test_one_of_a_few_replaces_the_other_and_closes(theme: Theme, show: Callable[[QWidget], None]) -> None:
    chip = FilterChip(theme, "健康", multi=False)
    chip.set_choices(CHOICES)
    show(chip)
    chip.set_chosen(["high"])
    for row, expected in ((2, {"flat"}), (2, set())):
        chip.open_choices()
        popup = popup_of(chip)
        popup.rows.setCurrentRow(row)
        QTest.keyClick(popup.rows, Qt.Key.Key_Space)
        assert not popup.isVisible()
        assert chip.chosen == expected


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_clears(chip: FilterChip, qtbot: QtBot, key: Qt.Key) -> None:
    chip.set_chosen(["high"])
    with qtbot.waitSignal(chip.changed, timeout=0):
        QTest.keyClick(chip, key)
    assert not chip.chosen
    with qtbot.assertNotEmitted(chip.changed):
        QTest.keyClick(chip, key)


def test_the_cross_clears_and_the_words_open(chip: FilterChip) -> None:
    chip.set_chosen(["high", "flat"])
    chip.resize(chip.sizeHint())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 14, chip.height() // 2))
    assert not chip.chosen
    assert chip.popup is None
    chip.resize(chip.sizeHint())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 14, chip.height() // 2))
    assert popup_of(chip).isVisible(), "without a choice there is an arrow, which opens"
    popup_of(chip).close()


def test_a_click_on_a_row_checks_it(chip: FilterChip) -> None:
    chip.open_choices()
    popup = popup_of(chip)
    place = popup.rows.visualItemRect(popup.rows.item(1)).center()
    QTest.mouseClick(popup.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chip.chosen == {"grow"}
    popup.close()


def test_what_is_chosen_stays_while_it_is_not_offered(chip: FilterChip) -> None:
    chip.set_chosen(["gone"])
    chip.set_choices(CHOICES)
    assert chip.chosen == {"gone"}
    assert chip.label == ("分层", "1")


def bar_of(theme: Theme, show: Callable[[QWidget], None], width: int) -> FilterBar:
    chips = [FilterChip(theme, name) for name in ("分层", "健康", "决策日", "未触达")]
    for chip in chips:
        chip.set_choices(CHOICES)
    bar = FilterBar(theme, chips)
    bar.resize(width, 30)
    show(bar)
    return bar


def test_chips_that_do_not_fit_are_behind_more(theme: Theme, show: Callable[[QWidget], None]) -> None:
    bar = bar_of(theme, show, 600)
    assert all(chip.isVisible() for chip in bar.chips)
    assert not bar.more.isVisible()
    bar.resize(230, 30)
    assert [chip.isVisible() for chip in bar.chips] == [True, True, False, False]
    assert bar.more.isVisible()
    assert bar.more.geometry().right() < 230
    bar.chips[3].set_chosen(["high"])
    bar.refresh()
    assert bar.more.label == ("更多", "1")


def test_a_folded_chip_is_opened_from_the_menu(theme: Theme, show: Callable[[QWidget], None]) -> None:
    bar = bar_of(theme, show, 230)
    bar.more.click()
    menu = bar.findChild(Menu)
    assert isinstance(menu, Menu)
    assert [action.text() for action in menu.actions()] == ["决策日", "未触达"]
    menu.actions()[0].trigger()
    menu.close()
    popup = popup_of(bar.chips[2])
    assert popup.isVisible()
    QTest.keyClick(popup.rows, Qt.Key.Key_Return)
    assert bar.chips[2].chosen == {"high"}
    assert bar.set_any()


def test_alt_f_goes_round_and_arrows_go_along(theme: Theme, show: Callable[[QWidget], None]) -> None:
    bar = bar_of(theme, show, 600)
    first = QApplication.focusWidget()
    if first is not None:
        first.clearFocus()
    seen = []
    for _ in range(5):
        bar.next_chip()
        focus = QApplication.focusWidget()
        assert isinstance(focus, FilterChip)
        seen.append(focus.title)
    assert seen == ["分层", "健康", "决策日", "未触达", "分层"]
    for key, expected in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Left, 2)):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        assert bar.chips[expected].hasFocus()
        assert bar.chips[expected].ring


def test_clearing_the_bar_is_told_once(theme: Theme, show: Callable[[QWidget], None]) -> None:
    bar = bar_of(theme, show, 600)
    told: list[bool] = []
    bar.changed.connect(lambda: told.append(bar.set_any()))
    for chip in bar.chips[:2]:
        chip.set_chosen(["high"])
    bar.clear()
    bar.clear()
    assert told == [False]
