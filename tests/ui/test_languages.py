"""The window in English, and pictures of every pane in both languages and themes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from csmdesk import app
from csmdesk.app.qt import translators
from csmdesk.storage.backup import backup
from csmdesk.storage.book import Book
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import WelcomePage
from csmdesk.ui.tasks import Job
from tests.ui.conftest import Run, Start

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def words_of(window: QWidget) -> dict[str, str]:
    """Every word that the window shows or says, by where."""
    found: dict[str, str] = {}
    for widget in window.findChildren(QWidget):
        said = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QLineEdit):
            said += [widget.text(), widget.placeholderText()]
        for text in said:
            found[f"{type(widget).__name__}: {text}"] = text
    return found


def chinese_in(window: QWidget) -> set[str]:
    """Where Chinese is shown, but for the languages' own names."""
    found = {where for where, text in words_of(window).items() if CHINESE.search(text)}
    return {where for where in found if "简体中文" not in where}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A book without a word of anybody in it, with one backup; closed."""
    made = Book.create(tmp_path / "empty").book
    backup(made)
    made.close()
    return tmp_path / "empty"


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """The application in English, and in Chinese again afterwards."""
    translators(qapp, "en")
    yield
    translators(qapp, "zh")


def about(run: Run) -> None:
    run.session.show_about()


def bug(run: Run) -> None:
    run.session.show_bug(KeyError("x"))


def restore(run: Run) -> None:
    run.session.show_restore()


def locked_out(run: Run) -> None:
    book = run.session.book
    assert book is not None
    book.change_passphrase("fine weather")
    run.session.lock()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "place",
    [
        about,
        bug,
        restore,
        locked_out,
        "today",
        "accounts",
        "calendar",
        "war_room",
        "review",
        "plan",
        "log",
        "import",
        "settings",
    ],
)
def test_no_chinese_word_is_left_in_the_english_window(
    place: str | Callable[[Run], None], start: Start, empty: Path
) -> None:
    run = start(empty, language="en")
    if isinstance(place, str):
        run.desk.show_pane(run.desk.index_of(place))
    else:
        place(run)
    run.wait()
    assert not chinese_in(run.session.window)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("state", ["empty", "weak", "differ", "agreed", "plain", "bad name", "bad folder"])
def test_no_chinese_word_is_left_on_the_english_first_page(
    state: str, start: Start, tmp_path: Path, locked: tuple[Path, str]
) -> None:
    locked[0].rename(tmp_path / "locked")
    run = start(None, language="en")
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page.folder.choose_parent(tmp_path / "OneDrive")
    if state == "bad folder":
        page.folder.choose_parent(tmp_path)
        page.name.set_text("locked")
    elif state == "bad name":
        page.name.set_text("a/b")
    elif state == "plain":
        page.plain.click()
    elif state != "empty":
        page.secret.passphrase.set_text("a" if state == "weak" else "correct horse battery")
        page.secret.again.set_text(page.secret.passphrase.text if state == "agreed" else "b")
    assert not chinese_in(run.session.window)


@pytest.mark.usefixtures("english")
def test_no_chinese_word_is_left_on_the_english_page_of_unlocking(
    start: Start, tmp_path: Path, locked: tuple[Path, str]
) -> None:
    run = start(locked[0].rename(tmp_path / "locked"), language="en")
    assert not chinese_in(run.session.window)


PANES = ("today", "accounts", "calendar", "war_room", "review", "plan", "log", "import", "settings")


@pytest.mark.parametrize("pane", PANES)
def test_every_pane_changes_its_language_in_place_and_back(
    pane: str, start: Start, empty: Path, qapp: QApplication, kept: QSettings
) -> None:
    run = start(empty)
    run.desk.show_pane(run.desk.index_of(pane))
    run.wait()
    book, tasks = run.session.book, run.session.tasks
    before = set(words_of(run.desk.pane).values())
    try:
        run.desk.language_chosen.emit("en")
        run.wait()
        assert run.desk.pane is run.desk.pane_of(pane)
        assert not chinese_in(run.session.window)
        # The book stays open, and what runs goes on.
        assert (run.session.book, run.session.tasks) == (book, tasks)
        assert kept.value("window/language") == "en"
        run.desk.language_chosen.emit("zh")
        run.wait()
        assert set(words_of(run.desk.pane).values()) == before
    finally:
        translators(qapp, "zh")


def test_the_page_of_unlocking_changes_its_language_and_keeps_what_was_typed(
    start: Start, locked: tuple[Path, str], qapp: QApplication
) -> None:
    run = start(locked[0])
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    page.secret.set_recovery_key(True)
    page.field.set_text(locked[1])
    try:
        page.foot.languages["en"].click()
        run.wait()
        page = run.session.window.page
        assert isinstance(page, UnlockPage)
        assert page.button.text() == "Open"
        QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
        run.wait()
        assert run.desk.navigation.isVisible()
        assert run.session.book is not None
    finally:
        translators(qapp, "zh")


def test_the_language_waits_for_work_that_is_under_way(start: Start, empty: Path, qapp: QApplication) -> None:
    run = start(empty)
    gate = threading.Event()

    def work(_: Job) -> None:
        gate.wait(20)

    run.session.tasks.command(run.session, work, name="导入")
    desk = run.desk
    try:
        desk.language_chosen.emit("en")
        assert run.desk is desk
        assert "换语言" in desk.notice.text
        gate.set()
        run.wait()
        assert run.session.language == "en"
    finally:
        gate.set()
        translators(qapp, "zh")


def test_a_language_chosen_while_a_book_is_made_is_that_of_its_desk(
    start: Start, tmp_path: Path, qapp: QApplication
) -> None:
    run = start(None)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page.plain.setChecked(True)
    page.folder.set_own(str(tmp_path / "book"))
    page._check()
    try:
        page.button.click()
        page.foot.languages["en"].click()
        run.wait()
        assert run.session.language == "en"
        assert run.desk.bar.search.text().startswith("Search")
    finally:
        translators(qapp, "zh")


def test_of_two_languages_chosen_during_work_the_later_one_counts(start: Start, empty: Path) -> None:
    run = start(empty)
    gate = threading.Event()

    def work(_: Job) -> None:
        gate.wait(20)

    run.session.tasks.command(run.session, work, name="导入")
    desk = run.desk
    desk.language_chosen.emit("en")
    desk.language_chosen.emit("zh")
    gate.set()
    run.wait()
    assert run.desk is desk


def test_pictures_of_all_panes_in_both_languages_and_themes(book: Book, tmp_path: Path) -> None:
    files = app.pictures(book, tmp_path)
    assert {file.name for file in files} == {
        f"{pane}-{language}-{theme}.png"
        for pane in (
            "today",
            "accounts",
            "calendar",
            "war_room",
            "review",
            "plan",
            "log",
            "import",
            "settings",
        )
        for language in ("zh", "en")
        for theme in ("light", "dark")
    }
    from PySide6.QtGui import QImage

    contents = set()
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1440, 900)
        corner = QColor(image.pixelColor(1300, 100))
        assert (corner.lightness() < 80) == ("dark" in file.name)
        contents.add(file.read_bytes())
    assert len(contents) == len(files)
