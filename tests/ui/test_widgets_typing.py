"""Text fields beside an input method: nothing acts on what is not text yet, and completion waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.line_edit import Completion, LineEdit
from csmdesk.ui.widgets.text_area import TextEdit

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a widget in an active window of its own."""
    windows: list[QWidget] = []

    def shown(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        widget.setFocus()
        return window

    yield shown
    windows.clear()


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def type_in(widget: QWidget, text: str) -> None:
    """Type, as QTest does, which knows no Chinese."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("held", "at", "pasted", "text", "after"),
    [
        ("", 0, "岚图家居\r\n", "岚图家居", 4),
        ("", 0, "\n\t岚图家居", "岚图家居", 4),
        ("", 0, "岚图\u2028家居", "岚图 家居", 5),
        ("天津家居", 2, "岚图\n", "天津岚图 家居", 5),
        ("家居", 0, "\n岚图", "岚图家居", 2),
        ("", 0, " 两个  空格 ", " 两个  空格 ", 8),
    ],
)
def test_no_line_break_is_pasted_into_a_line(
    show: Show, theme: Theme, held: str, at: int, pasted: str, text: str, after: int
) -> None:
    """Nobody would see it there, and a name with it is another one."""
    line = LineEdit(theme, held)
    show(line)
    told: list[str] = []
    line.committed.connect(told.append)
    line.setCursorPosition(at)
    QApplication.clipboard().setText(pasted)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(line, Qt.Key.Key_Control)
    assert (line.text(), line.cursorPosition(), told) == (text, after, [text])


def test_a_break_that_the_book_holds_stays_until_it_is_edited(show: Show, theme: Theme) -> None:
    """To look at a field is not to change what an import put into it."""
    line = LineEdit(theme)
    show(line)
    line.setText("甲\n公司")
    assert line.text() == "甲\n公司"
    line.end(False)
    type_in(line, "北")
    assert line.text() == "甲 公司北"


def test_a_secret_is_pasted_as_it_is(show: Show, theme: Theme) -> None:
    """A book whose passphrase was pasted with a break opens with that, and with nothing else."""
    field = FormField(theme, "口令", secret=True)
    show(field)
    QApplication.clipboard().setText("蓝天白云\n")
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(field.edit, Qt.Key.Key_Control)
    assert field.text == "蓝天白云\n"


def test_enter_and_escape_are_told_and_go_no_further_when_somebody_listens(theme: Theme, show: Show) -> None:
    line = LineEdit(theme)
    show(line)
    heard: list[str] = []
    line.entered.connect(lambda: heard.append("entered"))
    line.escaped.connect(lambda: heard.append("escaped"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(line, event)
        assert event.isAccepted()
    assert heard == ["entered", "entered", "escaped"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_that_nobody_wants_goes_to_the_parent(theme: Theme, show: Show, key: Qt.Key) -> None:
    line = LineEdit(theme)
    show(line)
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    line.keyPressEvent(event)
    assert not event.isAccepted()


def test_ctrl_enter_is_never_the_fields_own(theme: Theme, show: Show, qtbot: QtBot) -> None:
    line = LineEdit(theme)
    show(line)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(line.entered):
        line.keyPressEvent(event)
    assert not event.isAccepted()


def test_keys_belong_to_the_input_method_while_it_composes(theme: Theme, show: Show, qtbot: QtBot) -> None:
    line = LineEdit(theme)
    window = show(line)
    fired: list[bool] = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
    shortcut.activated.connect(lambda: fired.append(True))
    compose(line, "ning")
    assert line.composing
    with qtbot.assertNotEmitted(line.entered), qtbot.assertNotEmitted(line.escaped):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Down):
            QTest.keyClick(line, key)
    assert line.hasFocus()
    assert not fired
    compose(line, "", "宁波")
    assert (line.text(), line.composing) == ("宁波", False)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert fired == [True]


def test_a_change_is_told_when_it_is_text(theme: Theme, show: Show) -> None:
    line = LineEdit(theme, "杭州")
    show(line)
    told: list[str] = []
    line.committed.connect(told.append)
    line.selectAll()
    # The first letter takes the selected text away: the field is empty for a moment, and that is nobody's
    # business.
    compose(line, "n")
    compose(line, "ning")
    assert line.text() == ""
    assert told == []
    compose(line, "", "宁波")
    assert told == ["宁波"]
    type_in(line, "x")
    assert told == ["宁波", "宁波x"]


def test_a_composition_that_is_called_off_tells_what_is_left(theme: Theme, show: Show) -> None:
    line = LineEdit(theme, "杭州")
    show(line)
    told: list[str] = []
    line.committed.connect(told.append)
    compose(line, "n")
    compose(line, "")
    assert told == []
    line.selectAll()
    compose(line, "n")
    compose(line, "")
    assert told == [""]


def test_leaving_the_field_ends_the_composition(theme: Theme, show: Show) -> None:
    line = LineEdit(theme)
    window = show(line)
    told: list[bool] = []
    line.composing_changed.connect(told.append)
    compose(line, "ning")
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    assert not line.composing
    assert told == [True, False]


def test_the_filter_waits_for_the_text(theme: Theme, show: Show) -> None:
    field = FilterField(theme, "名称")
    show(field)
    told: list[str] = []
    field.filtered.connect(told.append)
    compose(field.edit, "lan")
    assert (told, field.text) == ([], "")
    compose(field.edit, "", "岚图")
    assert (told, field.text) == (["岚图"], "岚图")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert told == ["岚图", ""]


def test_the_filter_leads_back_to_the_list(theme: Theme, show: Show, qtbot: QtBot) -> None:
    field = FilterField(theme, "名称")
    show(field)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        with qtbot.waitSignal(field.entered, timeout=0):
            QTest.keyClick(field.edit, key)
    with qtbot.waitSignal(field.escaped, timeout=0):
        QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    field.type_on("岚")
    assert field.text == "岚"


def test_completion_offers_what_contains_the_text_and_puts_it_in(theme: Theme, show: Show) -> None:
    line = LineEdit(theme)
    completion = Completion(theme, line, ["高价值", "潜力", "稳定", "高潜力"])
    show(line)
    taken: list[str] = []
    completion.taken.connect(taken.append)
    popup = completion.popup()
    assert popup is not None
    type_in(line, "潜")
    assert popup.isVisible()
    assert completion.completionCount() == 2
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (line.text(), taken) == ("潜力", ["潜力"])
    assert not popup.isVisible()


def test_completion_does_not_disturb_a_composition(theme: Theme, show: Show) -> None:
    line = LineEdit(theme)
    completion = Completion(theme, line, ["高价值", "潜力"])
    show(line)
    popup = completion.popup()
    assert popup is not None
    compose(line, "gao")
    assert not popup.isVisible()
    compose(line, "", "高")
    assert popup.isVisible()
    compose(line, "jia")
    assert not popup.isVisible()
    assert line.hasFocus()
    compose(line, "", "价")
    assert line.text() == "高价"
    popup.hide()


def test_completion_is_quiet_when_it_has_nothing_to_add(theme: Theme, show: Show) -> None:
    line = LineEdit(theme)
    completion = Completion(theme, line, ["稳定"])
    show(line)
    popup = completion.popup()
    assert popup is not None
    line.setText("稳")
    assert not popup.isVisible(), "the program's own changes open nothing"
    line.clear()
    for typed in ("稳定", "没有这个"):
        type_in(line, typed[:-1])
        type_in(line, typed[-1])
        assert not popup.isVisible()
        line.clear()


def test_several_lines_leave_tab_and_ctrl_enter_to_the_form(theme: Theme, show: Show) -> None:
    text = TextEdit(theme)
    show(text)
    told: list[str] = []
    text.committed.connect(told.append)
    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
        text.keyPressEvent(event)
        assert not event.isAccepted()
    compose(text, "ni")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert text.composing
    assert told == []
    compose(text, "", "你")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert told == ["你", "你\n"]
    assert text.tabChangesFocus()
