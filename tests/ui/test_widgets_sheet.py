"""The sheet: focus stays inside and comes back, keys accept and reject, it fits its host."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import Form, FormField, TextArea
from csmdesk.ui.widgets.sheet import Sheet

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


@dataclass
class Shown:
    """A window with a button and a sheet over it."""

    window: QWidget
    button: Button
    sheet: Sheet
    form: Form

    def tab(self, times: int = 1, *, back: bool = False) -> QWidget:
        for _ in range(times):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Shown:
    """The sheet is not open yet; the button has the focus."""
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    button = Button(theme, "打开")
    QVBoxLayout(window).addWidget(button)
    sheet = Sheet(theme, window, "新建客户")
    form = Form(theme)
    form.add("name", FormField(theme, "名称"))
    form.add("city", FormField(theme, "城市"))
    sheet.body.addWidget(form)
    sheet.set_buttons("建立")
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    return Shown(window, button, sheet, form)


def test_it_opens_in_its_first_field_and_covers_the_host(shown: Shown) -> None:
    shown.sheet.open()
    name = shown.form.fields["name"]
    assert isinstance(name, FormField)
    assert name.edit.hasFocus()
    assert shown.sheet.geometry() == shown.window.rect()
    assert shown.sheet.accessibleName() == "新建客户"
    shown.window.resize(900, 500)
    assert shown.sheet.geometry() == shown.window.rect()


def test_tab_stays_inside_in_both_directions(shown: Shown) -> None:
    shown.sheet.open()
    seen = [shown.tab() for _ in range(5)]
    sheet = shown.sheet
    assert seen[1:4] == [sheet.cancel, sheet.primary, sheet.cross]
    assert seen[4] is shown.form.fields["name"].focusProxy()
    assert shown.tab(back=True) is sheet.cross
    assert all(sheet.isAncestorOf(widget) for widget in seen)


def test_escape_rejects_and_the_focus_comes_back(shown: Shown, qtbot: QtBot) -> None:
    shown.sheet.open()
    shown.tab()
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(shown.sheet.rejected, timeout=0):
        QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert not shown.sheet.isVisible()
    assert shown.button.hasFocus()


@pytest.mark.parametrize("button", ["cancel", "cross"])
def test_its_buttons_reject(shown: Shown, qtbot: QtBot, button: str) -> None:
    shown.sheet.open()
    with qtbot.waitSignal(shown.sheet.rejected, timeout=0):
        getattr(shown.sheet, button).click()
    assert not shown.sheet.isVisible()


def test_ctrl_enter_accepts_and_leaves_the_sheet_open(shown: Shown, qtbot: QtBot) -> None:
    shown.sheet.open()
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(shown.sheet.accepted, timeout=0):
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.sheet.isVisible(), "the owner closes it when what was entered is taken"
    shown.sheet.primary.set_why_not("还没有名称")
    with qtbot.assertNotEmitted(shown.sheet.accepted):
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.sheet.close_sheet()
    assert shown.button.hasFocus()


def test_ctrl_enter_works_from_a_text_of_several_lines(shown: Shown, theme: Theme, qtbot: QtBot) -> None:
    area = TextArea(theme, "备注")
    shown.form.add("note", area)
    shown.sheet.open()
    area.edit.setFocus()
    with qtbot.waitSignal(shown.sheet.accepted, timeout=0):
        QTest.keyClick(area.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert area.value == ""


def test_the_windows_shortcuts_rest_while_it_is_open(shown: Shown) -> None:
    fired: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+K"), shown.window)
    shortcut.activated.connect(lambda: fired.append(True))
    QTest.keyClick(shown.button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fired == [True]
    shown.sheet.open()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fired == [True]


def test_what_cannot_be_undone_is_not_what_enter_does_at_once(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = Sheet(theme, window, "彻底删除")
    sheet.set_buttons("删除", danger=True)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    sheet.open()
    assert sheet.cancel.hasFocus()
    assert sheet.primary.kind == "danger"


def test_keys_stay_inside_when_the_primary_button_cannot_be_pressed(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = Button(theme, "打开", parent=window)
    sheet = Sheet(theme, window, "粘贴")
    sheet.set_buttons("写入")
    sheet.primary.set_why_not("没有可写入的格。")
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    button.setFocus()
    sheet.open()
    assert sheet.cancel.hasFocus()
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_it_grows_with_its_content_and_then_scrolls(shown: Shown, theme: Theme, qtbot: QtBot) -> None:
    shown.sheet.open()
    low = shown.sheet.panel.height()
    shown.form.set_problems({"name": "写上客户的名称。"})
    qtbot.waitUntil(lambda: shown.sheet.panel.height() > low, timeout=2_000)
    for n in range(12):
        shown.form.add(f"note{n}", TextArea(theme, f"备注 {n}"))
    qtbot.waitUntil(lambda: shown.sheet.panel.geometry().bottom() > 560, timeout=2_000)
    assert shown.sheet.panel.geometry().bottom() < shown.window.height()
    last = shown.form.fields["note11"]
    shown.sheet.cancel.setFocus()
    assert shown.tab(back=True) is last.focusProxy()
    edge = last.mapTo(shown.sheet.panel, last.rect().center()).y()
    assert 52 < edge < shown.sheet.panel.height() - 56, "what has the focus is scrolled into view"


def test_it_opens_again_after_it_was_closed(shown: Shown) -> None:
    for _ in range(2):
        shown.sheet.open()
        shown.sheet.open()
        shown.sheet.close_sheet()
        shown.sheet.close_sheet()
        assert shown.button.hasFocus()


def test_the_focus_does_not_stay_in_a_closed_sheet_when_its_old_place_is_gone(
    shown: Shown, theme: Theme
) -> None:
    other = Button(theme, "别处", parent=shown.window)
    other.show()
    shown.sheet.open()
    shown.button.hide()
    shown.sheet.close_sheet()
    assert other.hasFocus()


def test_a_sheet_that_goes_takes_nothing_of_the_window_along(shown: Shown, qtbot: QtBot) -> None:
    """Walking Qt's own focus chain makes what is met on the way belong to the sheet, for the binding."""
    table = QTableView(shown.window)
    table.show()
    header = table.verticalHeader()
    shown.sheet.open()
    shown.tab(6)
    shown.sheet.close_sheet()
    shown.sheet.deleteLater()
    qtbot.waitUntil(lambda: not isValid(shown.sheet))
    assert isValid(header)
    assert header.count() == 0
