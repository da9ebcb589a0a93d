"""The window around the panes: moving, periods, undo, themes, and what is remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk import app
from csmdesk.app.qt import translators
from csmdesk.app.session import Session
from csmdesk.domain.text import Language
from csmdesk.storage.backup import backup
from csmdesk.storage.book import Book
from csmdesk.storage.problems import Missing
from csmdesk.ui.panes.accounts.pane import AccountsPane
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import RecoveryKeyPage, WelcomePage
from csmdesk.ui.theme import Theme

CONTROL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


class Run:
    """A session with its window shown."""

    def __init__(self, bot: QtBot, session: Session) -> None:
        self.bot = bot
        self.session = session

    def wait(self) -> None:
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.session.tasks.busy, timeout=30_000)
            QApplication.processEvents()

    def show(self) -> None:
        with self.bot.waitSignal(self.session.window.painted, timeout=10_000):
            self.session.window.show()
        with self.bot.waitActive(self.session.window):
            self.session.window.activateWindow()
        self.wait()

    @property
    def desk(self) -> Desk:
        assert self.session.desk is not None
        return self.session.desk

    @property
    def accounts(self) -> AccountsPane:
        pane = self.desk.pane_of("accounts")
        assert isinstance(pane, AccountsPane)
        return pane

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.session.window, key, modifier)


Start = Callable[..., Run]


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    """The window's memory."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def start(qtbot: QtBot, kept: QSettings) -> Iterator[Start]:
    """Starts the window as ``csmdesk`` does, without loading libraries beside it."""
    runs: list[Run] = []

    def begin(folder: Path | None = None, *, language: Language = "zh", mode: str = "light") -> Run:
        theme = Theme("dark" if mode == "dark" else "light")
        theme.apply()
        session = Session(theme, kept, language, libraries=())
        run = Run(qtbot, session)
        runs.append(run)
        session.start(folder)
        run.show()
        return run

    yield begin
    for run in runs:
        end(run)


def end(run: Run) -> None:
    if not shiboken6.isValid(run.session):
        return
    run.session.window.close()
    run.session.close()
    run.session.window.deleteLater()
    run.session.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# --- the desk -----------------------------------------------------------------------------------------------


def test_the_window_opens_on_the_accounts(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert run.session.window.windowTitle() == "华东大客户 – csmdesk"
    assert run.accounts.model.rowCount() == 35
    assert run.accounts.view.hasFocus()
    assert run.desk.bar.period_button.text() == "2024 年上半年"
    assert run.desk.bar.day_button.text() == "2024-06-30"
    assert run.desk.status.keys.words.text() == "未设口令"


def test_keys_move_between_panes_and_places(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_2, CONTROL)
    run.wait()
    assert run.desk.pane.title == "自评报告"
    run.key(Qt.Key.Key_1, CONTROL)
    assert run.desk.pane is run.accounts
    assert run.accounts.view.hasFocus()
    run.key(Qt.Key.Key_F6)
    assert run.accounts.detail.hasFocus() or run.accounts.detail.isAncestorOf(QApplication.focusWidget())
    run.key(Qt.Key.Key_F6)
    assert run.desk.navigation.isAncestorOf(QApplication.focusWidget())
    run.key(Qt.Key.Key_F6)
    assert run.accounts.view.hasFocus()
    run.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert run.desk.navigation.isAncestorOf(QApplication.focusWidget())


def test_a_click_in_the_navigation_changes_the_pane(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    entries = run.desk.navigation.findChildren(QAbstractButton)
    assert [e.text() for e in entries] == ["客户", "自评报告"]
    QTest.mouseClick(entries[1], Qt.MouseButton.LeftButton)
    run.wait()
    assert run.desk.pane.title == "自评报告"


def choose(run: Run, key: Qt.Key, words: str) -> None:
    """Open the menu of the period by its key and choose an entry."""
    run.key(key, ALT)
    menu = run.desk.bar._periods
    assert menu.isVisible()
    action = next(a for a in menu.actions() if a.text() == words)
    action.trigger()
    menu.close()
    run.wait()


def test_another_period_is_chosen_by_its_key(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    choose(run, Qt.Key.Key_P, "2023 年下半年")
    assert run.desk.bar.day_button.text() == "2023-12-31"
    assert run.accounts._period == "2023H2"


def test_another_day_is_chosen_by_its_key(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_D, ALT)
    picker = run.desk.bar._picker
    assert picker is not None
    assert picker.isVisible()
    from PySide6.QtCore import QDate

    picker.calendar.clicked.emit(QDate(2024, 5, 31))
    run.wait()
    assert not picker.isVisible()
    assert run.desk.bar.day_button.text() == "2024-05-31"
    assert run.accounts._as_of == date(2024, 5, 31)
    picker._picked_end()
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


def test_an_import_shows_its_outcome_and_its_rows(tmp_path: Path, golden_folder: Path, start: Start) -> None:
    Book.create(tmp_path / "空").book.close()
    run = start(tmp_path / "空")
    run.desk.import_folder(golden_folder)
    assert [job.name for job in run.session.tasks.running] == ["导入"]
    assert run.desk.status.cancel.isVisible()
    run.wait()
    assert run.accounts.model.rowCount() == 35
    assert "已导入" in run.desk.notice.words.text()
    assert not run.desk.status.cancel.isVisible()


def test_an_import_that_cannot_be_is_one_sentence(tmp_path: Path, start: Start, sample_folder: Path) -> None:
    (tmp_path / "表").mkdir()
    (tmp_path / "表/x.csv").write_text("一,二\n1,2\n", encoding="utf-8")
    run = start(sample_folder)
    run.desk.import_folder(tmp_path / "表")
    run.wait()
    assert "x.csv" in run.desk.notice.words.text()
    assert run.accounts.model.rowCount() == 35


def test_a_backup_is_made_and_named_in_the_status_line(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert run.desk.status.backup.isHidden()
    run.desk.bar.backup_asked.emit()
    run.wait()
    assert run.desk.notice.words.text().startswith("已备份并校验")
    assert re.fullmatch(r"备份 \d\d-\d\d \d\d:\d\d 已校验", run.desk.status.backup.words.text())


def test_a_theme_is_chosen_in_the_menu_and_kept(sample_folder: Path, start: Start, kept: QSettings) -> None:
    run = start(sample_folder)

    def ground() -> str:
        return run.session.window.grab().toImage().pixelColor(400, 300).name().upper()

    assert ground() == "#FFFFFF"
    menu = run.desk.bar.more_button._menu
    assert menu is not None
    dark = next(a for a in menu.actions() if isinstance(a, QAction) and a.text() == "深色")
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
    run.key(Qt.Key.Key_2, CONTROL)
    run.wait()
    end(run)
    again = start(None)
    assert again.session.book is not None
    assert again.session.book.folder == sample_folder
    assert again.desk.pane.title == "自评报告"
    assert again.desk.bar.day_button.text() == "2024-05-31"
    again.desk.show_pane(0)
    again.wait()
    assert again.accounts.model.sorted_by == (3, True)


# --- opening ------------------------------------------------------------------------------------------------


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


@pytest.fixture
def locked(tmp_path: Path) -> tuple[Path, str]:
    """A book with the passphrase 晴天, closed; its folder and recovery key."""
    made = Book.create(tmp_path / "加密", passphrase="晴天")
    made.book.close()
    assert made.recovery_key is not None
    return tmp_path / "加密", made.recovery_key


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


# --- languages, pictures ------------------------------------------------------------------------------------

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


@pytest.mark.parametrize("page", ["desk", "welcome", "unlock", "review"])
def test_no_chinese_word_is_left_in_english(
    page: str, start: Start, tmp_path: Path, locked: tuple[Path, str], qapp: QApplication
) -> None:
    installed = translators(qapp, "en")
    try:
        if page in {"desk", "review"}:
            backup_place = Book.create(tmp_path / "empty").book
            backup(backup_place)
            backup_place.close()
        folder = {"desk": tmp_path / "empty", "review": tmp_path / "empty", "welcome": None}.get(page)
        if page == "unlock":
            folder = locked[0].rename(tmp_path / "locked")
        run = start(folder, language="en")
        if page == "review":
            run.desk.show_pane(1)
            run.wait()
        chinese = {where for where, text in words_of(run.session.window).items() if CHINESE.search(text)}
        # The languages' own names.
        assert not {where for where in chinese if "简体中文" not in where}
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


def test_pictures_of_all_panes_in_both_languages_and_themes(book: Book, tmp_path: Path) -> None:
    files = app.pictures(book, tmp_path)
    assert {file.name for file in files} == {
        f"{pane}-{language}-{theme}.png"
        for pane in ("accounts", "review")
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
