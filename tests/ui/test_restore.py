"""Setting a book up from a backup: on a new machine, from an open book, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.app.qt import translators
from csmdesk.services.figures import figures
from csmdesk.services.keeping import Keeping
from csmdesk.storage.backup import backup
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.ui.shell.restore import RestorePage
from csmdesk.ui.shell.welcome import WelcomePage
from tests.ui.conftest import PERIOD, Run, Start, end

ALT = Qt.KeyboardModifier.AltModifier
PASSPHRASE = "正确的口令 correct horse"

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def tab_to(widget: QWidget) -> None:
    for _ in range(30):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"{widget} is not reached by Tab")


def figures_of(book: Book) -> dict[str, object]:
    return dict(figures(book, PERIOD).figures)


def page_of(run: Run) -> RestorePage:
    page = run.session.window.page
    assert isinstance(page, RestorePage)
    return page


@pytest.fixture
def stick(sample_folder: Path, tmp_path: Path) -> tuple[Path, str, dict[str, object]]:
    """A backup on a stick of the sample book with a passphrase: its folder, recovery key and figures."""
    with Book.open(sample_folder) as book:
        changed = Keeping(book).change_passphrase(None, PASSPHRASE)
        assert changed.recovery_key is not None
        place = Keeping(book).make_backup(tmp_path / "U 盘" / "备份")
        return place, changed.recovery_key, figures_of(book)


def test_a_new_machine_is_set_up_from_a_backup_and_the_recovery_key(
    stick: tuple[Path, str, dict[str, object]],
    sample_folder: Path,
    tmp_path: Path,
    start: Start,
    kept: QSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, recovery_key, before = stick
    # Nothing but the stick comes along: neither the book nor what the window remembered.
    shutil.rmtree(sample_folder)
    kept.clear()
    home = tmp_path / "新电脑"
    home.mkdir()
    monkeypatch.setattr("csmdesk.app.entrance.default_books", lambda: home / "csmdesk")
    run = start(None)
    assert isinstance(run.session.window.page, WelcomePage)
    press(Qt.Key.Key_R, ALT)
    run.wait()
    page = page_of(run)
    assert page.list.isHidden()
    assert not page.button.isEnabled()
    monkeypatch.setattr(
        "csmdesk.ui.shell.restore.QFileDialog.getExistingDirectory", lambda *_: str(place.parent)
    )
    tab_to(page.browse)
    press(Qt.Key.Key_Return)
    run.wait()
    assert QApplication.focusWidget() is page.list
    assert page.list.current is not None
    assert (page.list.current.book, page.list.current.whole) == (sample_folder.name, True)
    assert page.folder.place == home / "csmdesk" / sample_folder.name
    tab_to(page.secret.kind)
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page.secret.field.edit
    QTest.keyClicks(page.secret.field.edit, recovery_key.lower())
    press(Qt.Key.Key_Return)
    run.wait()
    book = run.session.book
    assert book is not None
    assert book.folder == home / "csmdesk" / sample_folder.name
    assert book.encrypted_by == "passphrase"
    assert check(book) == []
    assert figures_of(book) == before
    assert run.accounts.model.total == 35
    end(run)
    # From now on it is a book like any other.
    Book.open(book.folder, passphrase=PASSPHRASE).close()


def test_backups_beside_known_books_are_found_newest_first(
    sample_folder: Path, tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "文档/csmdesk"
    monkeypatch.setattr("csmdesk.app.entrance.default_books", lambda: documents)
    with Book.create(documents / "旧书").book as other:
        Keeping(other).make_backup()
    run = start(sample_folder)
    run.desk.back_up()
    run.wait()
    run.desk.restore_asked.emit()
    run.wait()
    page = page_of(run)
    assert {found.book for found in page.list.rows.items} == {"旧书", sample_folder.name}
    times = [found.at for found in page.list.rows.items]
    assert times == sorted(times, reverse=True)
    assert not page.secret.isVisible()
    names = page.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "已校验" in names
    # A number, as the book itself lies there.
    page.list.choose(str(next(f.path for f in page.list.rows.items if f.book == "旧书")))
    assert page.folder.place == documents / "旧书 2"


def test_a_restore_beside_an_open_book_opens_the_new_one_and_leaves_the_old(
    sample_folder: Path, tmp_path: Path, start: Start
) -> None:
    run = start(sample_folder)
    run.desk.back_up()
    run.wait()
    run.desk.restore_asked.emit()
    run.wait()
    page = page_of(run)
    assert run.session.book is not None
    assert run.session.book.folder == sample_folder  # still open, and held
    page.folder.choose_parent(tmp_path / "新的")
    for refused in (sample_folder, sample_folder / "里面"):
        page.folder.edit.setText(str(refused))
        assert page.folder.problem
        assert not page.button.isEnabled()
    page.folder.choose_parent(tmp_path / "新的")
    page.button.click()
    run.wait()
    assert run.session.book.folder == tmp_path / "新的" / sample_folder.name
    assert run.accounts.model.total == 35
    Book.open(sample_folder).close()  # let go


def test_esc_goes_back_to_the_open_book_as_it_was(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    run.wait()
    book = run.session.book
    run.desk.restore_asked.emit()
    run.wait()
    press(Qt.Key.Key_Escape)
    run.wait()
    assert run.session.book is book
    assert run.desk.pane.title == "自评报告"


def test_esc_goes_back_to_the_first_page(start: Start) -> None:
    run = start(None)
    press(Qt.Key.Key_R, ALT)
    run.wait()
    press(Qt.Key.Key_Escape)
    run.wait()
    assert isinstance(run.session.window.page, WelcomePage)


def look_at(run: Run, place: Path) -> RestorePage:
    press(Qt.Key.Key_R, ALT)
    run.wait()
    page = page_of(run)
    page.look_asked.emit(place)
    run.wait()
    return page


def test_a_wrong_secret_is_said_at_the_field_and_nothing_is_made(
    stick: tuple[Path, str, dict[str, object]], tmp_path: Path, start: Start, kept: QSettings
) -> None:
    run = start(None)
    page = look_at(run, stick[0])
    page.folder.choose_parent(tmp_path / "到")
    assert page.button.toolTip() == "先输入口令或恢复密钥"
    page.secret.field.set_text("错的")
    page.button.click()
    run.wait()
    assert run.session.window.page is page
    assert "口令不对" in page.secret.field.problem
    assert not (tmp_path / "到").exists()
    page.secret.set_recovery_key(True)
    page.secret.field.set_text("ABCD")
    page.button.click()
    run.wait()
    assert "28" in page.secret.field.problem
    page.secret.set_recovery_key(False)
    page.secret.field.set_text(PASSPHRASE)
    page.button.click()
    run.wait()
    assert run.session.book is not None


def test_a_damaged_backup_is_refused_before_anything_is_made(
    stick: tuple[Path, str, dict[str, object]], tmp_path: Path, start: Start
) -> None:
    place = stick[0]
    content = bytearray((place / "book.db").read_bytes())
    content[len(content) // 2] ^= 1
    (place / "book.db").write_bytes(content)
    run = start(None)
    page = look_at(run, place)
    page.folder.choose_parent(tmp_path / "到")
    page.secret.field.set_text(PASSPHRASE)
    page.button.click()
    run.wait()
    assert run.session.window.page is page
    assert "已损坏" in page.problem.text
    assert not (tmp_path / "到").exists()
    # One that is seen to be cut short cannot even be chosen.
    (place / "book.db").write_bytes(content[:5000])
    page.look_asked.emit(place)
    run.wait()
    assert page.button.toolTip() == "这份备份已损坏，请选另一份"


def test_a_folder_without_backups_is_said(start: Start, tmp_path: Path) -> None:
    run = start(None)
    (tmp_path / "空").mkdir()
    page = look_at(run, tmp_path / "空")
    assert page.problem.text == "这个文件夹里没有备份。"
    page.look_asked.emit(tmp_path / "没有")
    run.wait()
    assert page.problem.text


def test_a_backup_that_was_named_stays_in_another_language(
    sample_folder: Path, start: Start, tmp_path: Path, qapp: QApplication
) -> None:
    with Book.open(sample_folder) as book:
        made = backup(book)
    shutil.move(made, tmp_path / "stick" / made.name)
    run = start(None)
    page = look_at(run, tmp_path / "stick")
    try:
        page.foot.languages["en"].click()
        run.wait()
        again = page_of(run)
        assert again is not page
        assert again.list.current is not None
        assert again.list.current.path == tmp_path / "stick" / made.name
    finally:
        translators(qapp, "zh")


def test_a_backup_whose_passphrase_was_changed_restores_with_the_new_one(
    stick: tuple[Path, str, dict[str, object]], sample_folder: Path, tmp_path: Path, start: Start
) -> None:
    with Book.open(sample_folder, passphrase=PASSPHRASE) as book:
        assert Keeping(book).change_passphrase(PASSPHRASE, "新的口令").left == ()
    run = start(None)
    page = look_at(run, stick[0])
    page.folder.choose_parent(tmp_path / "到")
    page.secret.field.set_text("新的口令")
    page.button.click()
    run.wait()
    assert run.session.book is not None
    assert figures_of(run.session.book) == stick[2]
