"""The accounts pane in the real window, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.ui.panes.accounts.rows import TOUCH
from tests.ui.conftest import Run, end

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Start = Callable[..., Run]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Commit a text as an input method does: no key of a keyboard is Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def test_find_touch_edit_undo_export_without_a_mouse(
    sample_folder: Path, start: Start, tmp_path: Path
) -> None:
    run = start(sample_folder)
    pane = run.accounts
    assert pane.view.hasFocus()
    run.key(Qt.Key.Key_Slash)
    QTest.keyClicks(focused(), "ltjj")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert [row.name for row in pane.model.shown] == ["岚图家居"]
    assert pane.view.hasFocus()
    run.key(Qt.Key.Key_T)
    write("2024-06-30 拜访 聊续约")
    run.key(Qt.Key.Key_Return)
    run.wait()
    row = pane.model.shown[0]
    assert pane.listing.words.text(row, TOUCH) == "今天"
    assert pane.view.hasFocus()
    run.key(Qt.Key.Key_Right)
    run.key(Qt.Key.Key_F2)
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    write("高价值")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    run.wait()
    if pane.view.editing.edit is not None:  # Enter has taken the word that completion offered
        run.key(Qt.Key.Key_Return)
        run.wait()
    assert pane.model.shown[0].segment == "高价值"
    assert pane.view.hasFocus()
    run.key(Qt.Key.Key_Z, CTRL)
    run.wait()
    assert pane.model.shown[0].segment == "稳定"
    run.key(Qt.Key.Key_Z, CTRL)
    run.wait()
    assert pane.listing.words.text(pane.model.shown[0], TOUCH) == "10 天前"
    target = tmp_path / "ltjj.csv"
    pane.tools.export.place.ask = lambda *_: target
    run.key(Qt.Key.Key_E, CTRL | SHIFT)
    run.wait()
    assert target.read_text(encoding="utf-8-sig").splitlines()[1].startswith("岚图家居,稳定,")
    run.key(Qt.Key.Key_Escape)
    assert len(pane.model.shown) == 35
    assert pane.view.key == row.id


def test_the_filter_is_kept_over_a_restart_in_the_book_alone(
    sample_folder: Path, start: Start, kept: QSettings
) -> None:
    run = start(sample_folder)
    run.accounts.field.set_text("岚图")
    run.wait()
    end(run)
    kept.sync()
    remembered = [str(kept.value(key)) for key in kept.allKeys()]
    assert remembered
    assert not any("岚图" in value for value in remembered)
    again = start(sample_folder)
    assert again.accounts.field.text == "岚图"
    assert [row.name for row in again.accounts.model.shown] == ["岚图家居"]
