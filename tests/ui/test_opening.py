"""Opening, unlocking and making books in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from csmdesk.storage.book import Book
from csmdesk.storage.problems import Missing
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import RecoveryKeyPage, WelcomePage
from tests.ui.conftest import Run, Start

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def test_nothing_remembered_shows_the_first_page(start: Start) -> None:
    run = start(None)
    assert isinstance(run.session.window.page, WelcomePage)


def test_a_remembered_book_that_is_gone_is_said_on_the_first_page(
    start: Start, kept: QSettings, tmp_path: Path
) -> None:
    kept.setValue("book", str(tmp_path / "没有了"))
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    assert "没有了" in page._problem.text()


def test_a_named_book_that_is_not_there_is_the_callers_problem(start: Start, tmp_path: Path) -> None:
    with pytest.raises(Missing):
        start(tmp_path / "nothing")


def give(run: Run, secret: str) -> UnlockPage:
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    page.field.edit.setText(secret)
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    run.wait()
    return page


def test_a_wrong_passphrase_is_one_sentence_and_the_right_one_opens(
    locked: tuple[Path, str], start: Start
) -> None:
    run = start(locked[0])
    page = give(run, "阴天")
    assert run.session.window.page is page
    assert page.field.problem
    assert "\n" not in page.field.problem
    assert page.button.isEnabled()
    give(run, "晴天")
    assert run.desk.status.keys.words.text() == "已加密"


def test_the_recovery_key_opens_too(locked: tuple[Path, str], start: Start) -> None:
    run = start(locked[0])
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    QTest.keyClick(page.kind, Qt.Key.Key_Right)
    assert page.kind.key == "recovery"
    give(run, locked[1])
    assert run.session.book is not None


def test_a_book_is_made_without_a_passphrase(start: Start, tmp_path: Path) -> None:
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page._chosen = tmp_path
    page.name.set_text("我的书")
    assert not page.button.isEnabled()
    assert page.button.toolTip()
    page.plain.setChecked(True)
    assert page.folder.text == str(tmp_path / "我的书")
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    run.wait()
    assert run.session.book is not None
    assert run.session.book.folder == tmp_path / "我的书"
    assert run.accounts._none is not None


def test_a_book_is_made_with_a_passphrase_and_shows_its_recovery_key_once(
    start: Start, tmp_path: Path
) -> None:
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page._chosen = tmp_path
    page.passphrase.set_text("晴天")
    page.again.set_text("阴天")
    assert page.again.problem
    assert not page.button.isEnabled()
    page.again.set_text("晴天")
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    run.wait()
    key_page = run.session.window.page
    assert isinstance(key_page, RecoveryKeyPage)
    assert not key_page.button.isEnabled()
    key_page.stored.setChecked(True)
    QTest.mouseClick(key_page.button, Qt.MouseButton.LeftButton)
    run.wait()
    assert run.session.book is not None
    assert run.session.book.encrypted_by == "passphrase"


def test_a_folder_that_is_not_empty_is_refused_on_the_page(start: Start, tmp_path: Path) -> None:
    (tmp_path / "满").mkdir()
    (tmp_path / "满/x").touch()
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page._chosen = tmp_path
    page.name.set_text("满")
    page.plain.setChecked(True)
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    run.wait()
    assert page._problem.text()
    assert page.button.isEnabled()


def test_the_sample_book_is_one_click_away(start: Start) -> None:
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    QTest.mouseClick(page.sample, Qt.MouseButton.LeftButton)
    run.wait()
    assert run.accounts.model.rowCount() == 35


def test_another_book_replaces_the_one_that_is_open(
    sample_folder: Path, tmp_path: Path, start: Start
) -> None:
    Book.create(tmp_path / "二").book.close()
    run = start(sample_folder)
    run.session.open_folder(tmp_path / "二")
    run.wait()
    assert run.session.book is not None
    assert run.session.book.name == "二"
    assert run.accounts.model.rowCount() == 0
    run.session.open_folder(tmp_path / "没有")
    run.wait()
    assert "没有" in run.desk.notice.words.text()
    Book.open(sample_folder).close()  # the first one was let go
