"""Opening, unlocking and making books in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from csmdesk.storage.book import Book
from csmdesk.storage.problems import Missing
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import WelcomePage
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
    assert "没有了" in page.problem.text


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
    assert "没有" in run.desk.notice.text
    Book.open(sample_folder).close()  # the first one was let go


def test_who_goes_elsewhere_while_a_book_opens_stays_there_and_the_book_is_let_go(
    locked: tuple[Path, str], start: Start
) -> None:
    run = start(locked[0])
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    page.field.edit.setText("晴天")
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    page.other.click()
    run.wait()
    assert isinstance(run.session.window.page, WelcomePage)
    assert run.session.book is None
    with Book.open(locked[0], passphrase="晴天") as book:
        assert book.writable


def test_of_two_books_that_are_asked_for_at_once_the_later_one_opens(
    sample: Path, start: Start, tmp_path: Path
) -> None:
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page.plain.setChecked(True)
    page.folder.set_own(str(tmp_path / "新书"))
    page._check()
    page.button.click()
    page.sample.click()
    run.wait()
    assert run.session.book is not None
    assert run.session.book.folder.name == "示例客户书"
    with Book.open(tmp_path / "新书") as book:
        assert book.writable


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("window/geometry", "nonsense"),
        ("window/geometry", 12),
        ("window/language", ["en", "zh"]),
        ("window/theme", 3),
        ("books", 7),
    ],
)
def test_a_memory_that_makes_no_sense_is_as_if_there_were_none(
    sample_folder: Path, start: Start, kept: QSettings, key: str, value: object
) -> None:
    kept.setValue(key, value)
    run = start(sample_folder)
    assert run.accounts.model.total == 35
