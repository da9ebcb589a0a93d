"""Locking: by a key, by an idle window, by a sleeping computer; and coming back to where one was."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Op
from csmdesk.domain.text import Text
from csmdesk.services.keeping import Keeping
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.pane import ReviewPane
from csmdesk.ui.shell.lock import IdleWatch
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import WelcomePage
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.sheet import Sheet
from tests.ui.conftest import Run, Start, end

CONTROL = Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "晴天"

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


@pytest.fixture
def secret_folder(sample_folder: Path) -> Path:
    """The sample book with a passphrase, closed."""
    with Book.open(sample_folder) as book:
        Keeping(book).change_passphrase(None, PASSPHRASE)
    return sample_folder


def unlock(run: Run, secret: str = PASSPHRASE) -> None:
    page = unlock_page(run)
    page.field.edit.setText(secret)
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    run.wait()


def unlock_page(run: Run) -> UnlockPage:
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    return page


def opened(start: Start, folder: Path) -> Run:
    run = start(folder)
    unlock(run)
    return run


# --- the page -----------------------------------------------------------------------------------------------


def test_passphrase_or_recovery_key_by_the_keyboard(locked: tuple[Path, str], start: Start) -> None:
    run = start(locked[0])
    page = unlock_page(run)
    assert QApplication.focusWidget() is page.field.edit
    QTest.keyClick(page.field.edit, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.kind
    QTest.keyClick(page.kind, Qt.Key.Key_Right)
    assert page.field.name == "恢复密钥"
    assert not page.button.isEnabled()
    QTest.keyClicks(page.field.edit, locked[1])
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    run.wait()
    assert run.session.book is not None
    assert "用恢复密钥打开了" in run.desk.notice.text


def test_another_book_can_be_asked_for(locked: tuple[Path, str], start: Start) -> None:
    run = start(locked[0])
    unlock_page(run).other.click()
    assert isinstance(run.session.window.page, WelcomePage)


# --- locking ------------------------------------------------------------------------------------------------


def test_a_key_locks_and_the_passphrase_brings_everything_back(secret_folder: Path, start: Start) -> None:
    run = opened(start, secret_folder)
    run.desk.choose_day(date(2024, 5, 31))
    run.accounts.view.set_key(run.accounts.model.shown[7].id)
    run.wait()
    account = run.accounts.view.key
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    book = run.session.book
    assert book is not None
    run.key(Qt.Key.Key_L, CONTROL)
    run.wait()
    assert run.session.desk is None
    assert run.session.book is None
    assert not book._key
    # Nobody holds it any more, and no widget shows its rows.
    Book.open(secret_folder, passphrase=PASSPHRASE).close()
    shown = [type(w).__name__ for w in run.session.window.findChildren(QWidget)]
    assert "AccountsPane" not in shown
    assert "ReviewPane" not in shown
    unlock(run, "阴天")
    assert "口令不对" in unlock_page(run).field.problem
    unlock(run)
    assert run.desk.pane.title == "自评报告"
    assert run.desk.bar.day_button.text() == "2024-05-31"
    assert run.accounts.view.key == account


def test_a_book_without_passphrase_says_that_it_cannot_be_locked(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.session.lock()
    run.wait()
    assert run.session.book is not None
    assert "没有口令" in run.desk.notice.text


def test_words_that_are_being_written_are_saved_before_the_lock(secret_folder: Path, start: Start) -> None:
    run = opened(start, secret_folder)
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    pane = run.desk.pane
    assert isinstance(pane, ReviewPane)
    pane._open_writing()
    run.wait()
    QTest.keyClicks(pane.text.editor.body, "half a sentence")
    run.key(Qt.Key.Key_L, CONTROL)
    run.wait()
    assert run.session.book is None
    with Book.open(secret_folder, passphrase=PASSPHRASE) as book, book.reading() as connection:
        kept = [row[0] for row in connection.execute("SELECT body FROM review_chapters")]
    assert any("half a sentence" in (body or "") for body in kept)


def slow(run: Run, gate: threading.Event, name: str = "") -> None:
    """A command that changes the book once the gate is open."""
    book = run.session.book
    assert book is not None
    store = book.store

    def work(_: Job) -> None:
        gate.wait(20)
        store.run(
            Op.EDIT_ACCOUNT,
            lambda connection: connection.exec_driver_sql("UPDATE accounts SET note = 'late' WHERE id = 1"),
            Text("改备注", "Edit note"),
        )

    run.session.tasks.command(run.session, work, name=name)


def note_of(folder: Path) -> str:
    with Book.open(folder, passphrase=PASSPHRASE) as book, book.reading() as connection:
        return str(connection.execute("SELECT note FROM accounts WHERE id = 1").fetchone()[0])


def test_work_under_way_ends_out_of_sight_before_the_book_is_closed(
    secret_folder: Path, start: Start
) -> None:
    run = opened(start, secret_folder)
    gate = threading.Event()
    slow(run, gate, "导入")
    run.key(Qt.Key.Key_L, CONTROL)
    page = unlock_page(run)
    assert page.isVisible()
    assert page._waiting.text() == "正在完成：导入"
    page.field.edit.setText(PASSPHRASE)
    assert not page.button.isEnabled()
    assert page.button.toolTip() == "正在完成：导入"
    assert run.session.book is not None
    gate.set()
    run.bot.waitUntil(lambda: run.session.book is None, timeout=10_000)
    assert page.button.isEnabled()
    unlock(run)
    assert run.desk.book.undo_label == Text("改备注", "Edit note")


def test_an_edit_that_is_on_its_way_arrives_when_the_window_is_closed(
    secret_folder: Path, start: Start
) -> None:
    run = opened(start, secret_folder)
    gate = threading.Event()
    gate.set()
    slow(run, gate)
    slow(run, gate)
    end(run)
    assert note_of(secret_folder) == "late"


def test_sheets_and_menus_go_with_the_lock(secret_folder: Path, start: Start) -> None:
    run = opened(start, secret_folder)
    sheet = Sheet(run.session.theme, run.session.window, "岚图家居")
    sheet.set_buttons("好")
    sheet.open()
    menu = QMenu(run.desk)
    menu.addAction("岚图家居")
    menu.popup(run.session.window.mapToGlobal(run.session.window.rect().center()))
    run.session.lock()
    assert QApplication.activePopupWidget() is None
    assert not sheet.isVisible()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not run.session.window.findChildren(Sheet)


def test_from_the_page_of_restoring_it_locks_as_well(secret_folder: Path, start: Start) -> None:
    run = opened(start, secret_folder)
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    run.session.show_restore()
    run.wait()
    run.session.lock()
    run.wait()
    assert run.session.book is None
    unlock(run)
    assert run.desk.pane.title == "自评报告"


def test_what_is_for_this_run_only_is_in_no_file(
    secret_folder: Path, start: Start, kept: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = opened(start, secret_folder)
    run.go_to("accounts")
    asked: list[dict[str, str]] = []
    save, restore = type(run.accounts).save_state, type(run.accounts).restore_state

    def with_filter(pane: QWidget) -> dict[str, str]:
        return {**save(pane), "now.filter": "哨兵客户"}  # type: ignore[arg-type]

    def noted(pane: QWidget, state: dict[str, str]) -> None:
        asked.append(dict(state))
        restore(pane, state)  # type: ignore[arg-type]

    monkeypatch.setattr(type(run.accounts), "save_state", with_filter)
    monkeypatch.setattr(type(run.accounts), "restore_state", noted)
    run.session.lock()
    run.wait()
    unlock(run)
    assert asked[-1]["now.filter"] == "哨兵客户"
    end(run)
    kept.sync()
    assert "account" in Path(kept.fileName()).read_text("utf-8")
    assert "now." not in Path(kept.fileName()).read_text("utf-8")


def is_watched(run: Run) -> bool:
    """Whether an idle window would lock the book."""
    return run.session.locking.idle.watching


def is_on(watch: IdleWatch) -> bool:
    return watch.watching


def listens(watch: IdleWatch) -> bool:
    return watch._listening


# --- idle ---------------------------------------------------------------------------------------------------


class Clocks:
    """Both clocks, set by hand."""

    def __init__(self) -> None:
        self.steady = 1000.0
        self.wall = 1_700_000_000.0

    def on(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qtbot: QtBot, clocks: Clocks) -> IdleWatch:
    made = IdleWatch(steady=lambda: clocks.steady, wall=lambda: clocks.wall)
    qtbot.addWidget(QWidget())
    return made


def test_it_is_idle_after_the_minutes_and_not_before(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    found: list[bool] = []
    watch.idle.connect(lambda: found.append(True))
    watch.start(15)
    clocks.on(899)
    watch.look()
    assert found == []
    clocks.on(1)
    watch.look()
    assert found == [True]
    assert not is_on(watch)


def test_input_begins_the_time_anew_and_is_listened_for_sparingly(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    found: list[bool] = []
    watch.idle.connect(lambda: found.append(True))
    watch.start(1)
    assert listens(watch)
    clocks.on(50)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert not listens(watch)  # deaf until the next look
    clocks.on(5)
    watch.look()
    assert listens(watch)
    clocks.on(59)
    watch.look()
    assert found == []
    clocks.on(2)
    watch.look()
    assert found == [True]
    watch.stop()


@pytest.mark.parametrize("which", ["steady", "wall"])
def test_a_sleep_that_only_one_clock_has_seen_is_idle_and_its_first_key_is_nobodys(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks, which: str
) -> None:
    from PySide6.QtWidgets import QLineEdit

    field = QLineEdit()
    qtbot.addWidget(field)
    found: list[bool] = []
    watch.idle.connect(lambda: found.append(True))
    watch.start(15)
    setattr(clocks, which, getattr(clocks, which) + 3600)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert found == [True]
    assert not is_on(watch)


def test_a_clock_set_back_by_years_is_not_idle(watch: IdleWatch, clocks: Clocks) -> None:
    watch.start(15)
    clocks.wall -= 10 * 365 * 86_400
    watch.look()
    assert is_on(watch)
    watch.stop()


def test_zero_minutes_watch_for_nothing(watch: IdleWatch) -> None:
    watch.start(0)
    assert not is_on(watch)
    assert not listens(watch)


def test_an_idle_window_locks_a_book_with_a_passphrase_only(
    secret_folder: Path, tmp_path: Path, start: Start
) -> None:
    run = opened(start, secret_folder)
    assert is_watched(run)
    run.session.locking.idle.idle.emit()
    run.wait()
    assert unlock_page(run).why
    assert not is_watched(run)
    unlock(run)
    assert is_watched(run)
    Book.create(tmp_path / "明文").book.close()
    run.session.open_folder(tmp_path / "明文")
    run.wait()
    assert not is_watched(run)


def test_the_minutes_are_chosen_in_the_settings_and_kept(
    secret_folder: Path, start: Start, kept: QSettings
) -> None:
    from csmdesk.ui.panes.settings.pane import SettingsPane

    run = opened(start, secret_folder)
    pane = run.desk.pane_of("settings")
    assert isinstance(pane, SettingsPane)
    assert pane._idle_minutes == 15
    pane.idle_lock_chosen.emit(0)
    assert not is_watched(run)
    assert run.session.memory.lock_minutes == 0
    pane.idle_lock_chosen.emit(30)
    assert is_watched(run)
    assert kept.value("lock/minutes") == 30


def test_a_passphrase_that_is_set_in_the_settings_is_watched_for_at_once(
    sample_folder: Path, start: Start
) -> None:
    from csmdesk.ui.panes.settings.pane import SettingsPane

    run = start(sample_folder)
    assert not is_watched(run)
    pane = run.desk.pane_of("settings")
    assert isinstance(pane, SettingsPane)
    book = run.session.book
    assert book is not None
    Keeping(book).change_passphrase(None, PASSPHRASE)
    pane.keys_changed.emit()
    run.wait()
    assert is_watched(run)
    assert run.desk.status.keys.words.text() == "已加密"


@pytest.mark.parametrize("kept_value", ["x", "-3", "100000", ""])
def test_minutes_that_make_no_sense_are_fifteen(start: Start, kept: QSettings, kept_value: str) -> None:
    kept.setValue("lock/minutes", kept_value)
    run = start(None)
    assert run.session.memory.lock_minutes == 15
