"""Erasing a person by the window: what it says before, what gates it, what it lists afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Changes, Op
from csmdesk.paths import resource
from csmdesk.services.erase_person import Erasing
from csmdesk.storage.book import Book
from csmdesk.ui.panes.accounts.erase_sheet import EraseSheet
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from tests.unit.importers.making import import_into


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "book").book as made:
        import_into(made, resource("demo/2024H1"))
        yield made


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for the sheet to lie over."""
    window = QWidget()
    window.resize(900, 700)
    window.show()
    yield window
    window.deleteLater()


def name_of(book: Book, contact: int) -> str:
    with book.reading() as connection:
        return str(connection.execute("SELECT name FROM contacts WHERE id = ?", (contact,)).fetchone()[0])


def test_it_asks_once_erases_and_lists_what_is_left(qtbot: QtBot, host: QWidget, book: Book) -> None:
    tasks = Tasks(host)
    heard: list[Changes] = []
    tasks.changed.connect(heard.append)
    sheet = EraseSheet(Theme("light"), tasks, Erasing(book), host, "zh")
    name = name_of(book, 1)
    book.store.run(
        Op.EDIT_TOUCH, lambda c: c.exec_driver_sql("UPDATE touches SET note = ? WHERE id = 1", (name,))
    )
    sheet.ask(1)
    qtbot.waitUntil(sheet.isVisible)
    assert name in sheet.accessibleName()
    assert "触达  1" in sheet.words
    assert "修改记录  1" in sheet.words
    assert not sheet.primary.isEnabled()
    sheet.accept()
    assert name_of(book, 1) == name

    box = sheet.findChild(QCheckBox)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert sheet.primary.isEnabled()
    with qtbot.waitSignal(sheet.erased) as told:
        QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["个人信息已删除，备份清理了 0 份。"]
    assert name_of(book, 1) != name
    assert heard[0].whole >= {"contacts"}
    assert "导出的报告" in sheet.words
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    tasks.close()


def test_esc_leaves_everything_as_it_was(qtbot: QtBot, host: QWidget, book: Book) -> None:
    tasks = Tasks(host)
    sheet = EraseSheet(Theme("light"), tasks, Erasing(book), host, "zh")
    name = name_of(book, 1)
    sheet.ask(1)
    qtbot.waitUntil(sheet.isVisible)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert name_of(book, 1) == name
    tasks.close()
