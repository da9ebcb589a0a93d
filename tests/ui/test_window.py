"""The window around the panes: moving, periods, undo, themes, and what is remembered."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QObject, QRect, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.storage.book import Book
from csmdesk.ui.shell.main_window import MainWindow
from tests.ui.conftest import Run, Start, end

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


# --- the desk -----------------------------------------------------------------------------------------------


def test_a_book_opens_on_today(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder, pane="today")
    assert run.desk.pane.title == "今日"
    assert run.desk.navigation.findChildren(QAbstractButton)[0].isChecked()
    run.key(Qt.Key.Key_2, CONTROL)
    assert run.desk.pane is run.accounts


def test_the_window_shows_the_accounts(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert run.session.window.windowTitle() == "华东大客户 – csmdesk"
    assert run.accounts.model.rowCount() == 35
    assert run.accounts.view.hasFocus()
    assert run.desk.bar.period_button.text() == "2024 年上半年"
    assert run.desk.bar.day_button.text() == "2024-06-30"
    assert run.desk.status.keys.words.text() == "未设口令"


def holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def test_keys_move_between_panes_and_places(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    assert run.desk.pane.title == "自评报告"
    run.activate()
    run.key(Qt.Key.Key_2, CONTROL)
    assert run.desk.pane is run.accounts
    assert run.accounts.view.hasFocus()
    run.key(Qt.Key.Key_F6)
    assert holds_focus(run.accounts.detail)
    run.key(Qt.Key.Key_F6)
    assert holds_focus(run.desk.navigation)
    run.key(Qt.Key.Key_F6)
    assert run.accounts.view.hasFocus()
    run.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert holds_focus(run.desk.navigation)


def test_every_pane_of_an_empty_book_hears_keys(tmp_path: Path, start: Start) -> None:
    """However often she comes to it: what it says there to press has to do what it says."""
    Book.create(tmp_path / "空").book.close()
    run = start(tmp_path / "空")
    for _ in range(2):
        for place in range(len(run.desk.specs)):
            run.key(Qt.Key(Qt.Key.Key_1 + place), CONTROL)
            run.wait()
            assert holds_focus(run.desk.pane), run.desk.pane.title
            run.key(Qt.Key.Key_F6)
            if not holds_focus(run.desk.navigation):  # it has more than one place
                continue
            run.key(Qt.Key.Key_F6)
            assert holds_focus(run.desk.pane), run.desk.pane.title
    run.key(Qt.Key.Key_2, CONTROL)
    run.key(Qt.Key.Key_N)
    assert holds_focus(run.accounts.beside.form)


class Windows(QObject):
    """Notes the windows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("index", [0, 1, 2, 3, 4, 5])
def test_making_a_pane_shows_no_window_of_its_own(
    sample_folder: Path, start: Start, qapp: QApplication, index: int
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        run = start(sample_folder)
        run.desk.show_pane(index)
        run.wait()
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == ["MainWindow"]


def test_a_click_in_the_navigation_changes_the_pane(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    entries = run.desk.navigation.findChildren(QAbstractButton)
    assert [e.text() for e in entries] == [
        *("今日", "客户", "合同日历", "作战室"),
        *("自评报告", "计划与指标", "记录", "导入", "设置"),
    ]
    QTest.mouseClick(entries[4], Qt.MouseButton.LeftButton)
    run.wait()
    assert run.desk.pane.title == "自评报告"


def choose(run: Run, key: Qt.Key, words: str) -> None:
    """Open the menu of the period by its key and choose an entry."""
    run.key(key, ALT)
    menu = run.desk.bar._periods
    assert menu is not None
    assert menu.isVisible()
    action = next(a for a in menu.actions() if a.text() == words)
    action.trigger()
    menu.close()
    run.wait()


def test_another_period_is_chosen_by_its_key(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    choose(run, Qt.Key.Key_P, "2023 年下半年")
    assert run.desk.bar.day_button.text() == "2023-12-31"
    assert run.accounts.listing.period == "2023H2"


def test_another_day_is_chosen_by_its_key(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_D, ALT)
    picker = run.desk.bar._picker
    assert picker is not None
    assert picker.isVisible()
    picker.calendar.clicked.emit(QDate(2024, 5, 31))
    run.wait()
    assert not picker.isVisible()
    assert run.desk.bar.day_button.text() == "2024-05-31"
    assert run.accounts.listing.as_of == date(2024, 5, 31)
    picker._picked_none()
    run.wait()
    assert run.desk.bar.day_button.text() == "2024-06-30"


def test_undo_takes_the_import_back_and_redo_brings_it(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert run.desk.bar.undo_button.toolTip().startswith("撤销：导入")
    assert not run.desk.bar.redo_button.isEnabled()
    run.key(Qt.Key.Key_Z, CONTROL)
    run.wait()
    assert run.accounts.model.rowCount() == 0
    assert run.accounts._none is not None
    assert run.accounts._none.isVisible()
    assert run.desk.bar.redo_button.toolTip().startswith("重做：导入")
    QTest.mouseClick(run.desk.bar.redo_button, Qt.MouseButton.LeftButton)
    run.wait()
    assert run.accounts.model.rowCount() == 35
    assert run.accounts.view.isVisible()


def test_a_backup_is_made_and_named_in_the_status_line(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert run.desk.status.backup.isHidden()
    run.desk.back_up()
    run.wait()
    assert run.desk.notice.words.startswith("已备份并校验")
    assert re.fullmatch(r"备份 \d\d-\d\d \d\d:\d\d 已校验", run.desk.status.backup.words.text())


def test_a_theme_is_chosen_in_the_menu_and_kept(sample_folder: Path, start: Start, kept: QSettings) -> None:
    run = start(sample_folder)

    def ground() -> str:
        return run.session.window.grab().toImage().pixelColor(400, 300).name().upper()

    assert ground() == "#FFFFFF"
    menu = run.desk.bar.more_button._menu
    assert menu is not None
    dark = next(a for a in menu.actions() if a.text() == "深色")
    dark.trigger()
    QApplication.processEvents()
    assert run.session.theme.dark
    assert ground() == "#1B1C1E"
    assert kept.value("window/theme") == "dark"
    run.session.theme.set_mode("light")
    run.session.theme.apply()


def test_window_and_panes_come_back_as_they_were(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.accounts.view.sort_by(3, True)
    run.desk.bar.day_chosen.emit(date(2024, 5, 31))
    run.wait()
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    end(run)
    again = start(None)
    assert again.session.book is not None
    assert again.session.book.folder == sample_folder
    assert again.desk.pane.title == "自评报告"
    assert again.desk.bar.day_button.text() == "2024-05-31"
    again.go_to("accounts")
    assert again.accounts.model.sorted_by == (3, True)


def test_the_window_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.size() == QSize(1440, 900)
    window.fit(QRect(0, 24, 1920, 1056))
    assert window.size() == QSize(1440, 900)
    # As on a laptop at 150 %, after a large screen.
    window.fit(QRect(0, 24, 910, 488))
    assert window.geometry() == QRect(0, 24, 910, 488)
    window.fit(QRect(0, 0, 1920, 1080))
    assert window.minimumSize() == QSize(960, 600)
