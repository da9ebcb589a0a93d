"""The toast: good news leaves by itself unless somebody reads it, a problem stays, both can be closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.toast import STAYS, Toast

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


COARSE = 1.1
"""Qt may make a long timer a twentieth longer, to wake up less often."""


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """The page that the toast lies over."""
    window = QWidget()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(700, 400)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.setFocus()
    return window


@pytest.fixture
def toast(theme: Theme, page: QWidget) -> Toast:
    """A toast that has said nothing."""
    return Toast(theme, page)


def hover(toast: Toast, over: bool) -> None:
    place = QPointF(5, 5)
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    event = QEnterEvent(place, place, place) if over else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(toast, event)


def test_it_lies_over_the_foot_and_moves_nothing(toast: Toast, page: QWidget) -> None:
    assert not toast.isVisible()
    toast.say("记触达：岚图家居", action="撤销", hint="Ctrl Z")
    box = toast.geometry()
    assert box.left() == 24
    assert page.height() - box.bottom() - 1 == 16
    page.resize(500, 300)
    assert page.height() - toast.geometry().bottom() - 1 == 16
    assert (toast.text, toast.accessibleName()) == ("记触达：岚图家居", "记触达：岚图家居")


def test_a_long_sentence_wraps_inside_the_page(toast: Toast, page: QWidget) -> None:
    toast.say("导出了 35 个客户" * 20, bad=True)
    box = toast.geometry()
    assert page.rect().contains(box)
    assert box.height() > 60


def test_what_was_done_is_green_and_a_reason_has_no_mark(toast: Toast) -> None:
    marks = []
    for words, bad, action in (
        ("记触达：岚图家居", False, "撤销"),
        ("剪贴板里没有表格", False, ""),
        ("写不进去", True, ""),
    ):
        toast.say(words, bad=bad, action=action)
        marks.append(toast.mark)
    assert marks == ["green", "", "red"]


def test_good_news_leaves_by_itself(toast: Toast) -> None:
    toast.say("已保存")
    assert toast.timer.isActive()
    assert toast.timer.isSingleShot()
    assert 0 < toast.timer.remainingTime() <= STAYS * COARSE
    toast.timer.timeout.emit()
    assert not toast.isVisible()
    assert toast.text == ""


def test_a_problem_stays_until_it_is_closed(toast: Toast, qtbot: QtBot) -> None:
    toast.say("写不了文件", bad=True)
    assert toast.bad
    assert not toast.timer.isActive()
    hover(toast, over=True)
    hover(toast, over=False)
    assert not toast.timer.isActive()
    toast.cross.click()
    assert not toast.isVisible()


def test_its_time_stands_still_under_the_pointer(toast: Toast) -> None:
    toast.say("已保存")
    hover(toast, over=True)
    assert not toast.timer.isActive()
    hover(toast, over=False)
    assert toast.timer.isActive()
    assert 0 < toast.timer.remainingTime() <= STAYS * COARSE


def test_its_time_stands_still_while_it_has_the_focus(toast: Toast, page: QWidget) -> None:
    toast.say("已保存", action="撤销")
    toast.button.setFocus(Qt.FocusReason.TabFocusReason)
    assert not toast.timer.isActive()
    page.setFocus()
    assert toast.timer.isActive()


def test_the_button_acts_and_closes(toast: Toast, qtbot: QtBot) -> None:
    toast.say("已保存", action="撤销", hint="Ctrl Z")
    with qtbot.waitSignal(toast.acted, timeout=0):
        toast.button.click()
    assert not toast.isVisible()


def test_escape_closes_it_without_acting(toast: Toast, qtbot: QtBot) -> None:
    toast.say("已保存", action="撤销")
    toast.button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.assertNotEmitted(toast.acted):
        QTest.keyClick(toast.button, Qt.Key.Key_Escape)
    assert not toast.isVisible()


def test_what_is_said_next_takes_its_place_and_its_time(toast: Toast) -> None:
    toast.say("写不了文件", bad=True)
    toast.say("已保存")
    assert not toast.bad
    assert not toast.button.isVisible()
    assert toast.timer.isActive()
    toast.say("写不了文件", bad=True)
    assert not toast.timer.isActive()
