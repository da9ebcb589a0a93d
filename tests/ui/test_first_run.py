"""The first page: a book with a passphrase, one without, and what is refused before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.app.qt import translators
from csmdesk.services import new_book
from csmdesk.storage.book import Book
from csmdesk.ui.shell.welcome import WelcomePage
from tests.ui.conftest import Run, Start, end

ALT = Qt.KeyboardModifier.AltModifier
STRONG = "月亮船开过西湖的第三天"

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def first_page(start: Start, tmp_path: Path, **options: str) -> tuple[Run, WelcomePage]:
    run = start(None, **options)
    page = run.session.window.page
    assert isinstance(page, WelcomePage)
    page.folder.choose_parent(tmp_path)
    return run, page


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


def type_(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


# --- making a book ------------------------------------------------------------------------------------------


def test_a_book_is_made_by_the_keyboard_alone(start: Start, tmp_path: Path) -> None:
    run, page = first_page(start, tmp_path)
    assert QApplication.focusWidget() is page.name.edit
    page.name.edit.selectAll()
    type_("East")
    press(Qt.Key.Key_Tab)  # folder
    assert page.folder.text == str(tmp_path / "East")
    press(Qt.Key.Key_Tab)  # change
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.secret.passphrase.edit
    type_("correct horse battery")
    assert page.secret.bar.strength >= 4
    press(Qt.Key.Key_Return)
    tab_to(page.secret.again.edit)
    type_("correct horse batter")
    assert not page.secret.again.problem  # still being typed
    assert page.secret.recovery_key == ""
    type_("y")
    key = page.secret.recovery_key
    assert len(key.replace("-", "")) == 28
    assert not page.button.isEnabled()
    assert page.button.toolTip() == "先存好恢复密钥，再勾上面的方框"
    assert list(tmp_path.glob("East")) == []
    tab_to(page.secret.stored)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.button
    press(Qt.Key.Key_Return)
    run.wait()
    book = run.session.book
    assert book is not None
    assert (book.folder, book.encrypted_by) == (tmp_path / "East", "passphrase")
    # A new book begins with what is to be imported.
    assert run.desk.pane.title == "导入"
    assert run.desk.status.keys.words.text() == "已加密"
    assert run.accounts.stops()
    end(run)
    Book.open(tmp_path / "East", recovery_key=key).close()
    Book.open(tmp_path / "East", passphrase="correct horse battery").close()


def test_enter_on_the_last_box_makes_the_book(start: Start, tmp_path: Path) -> None:
    run, page = first_page(start, tmp_path)
    for field in (page.secret.passphrase.edit, page.secret.again.edit):
        field.setFocus()
        type_("correct horse battery")
    page.secret.stored.setFocus()
    press(Qt.Key.Key_Return)
    run.wait()
    assert run.session.book is None
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    run.wait()
    assert run.session.book is not None


def test_a_book_is_made_without_a_passphrase_and_it_is_said_what_that_means(
    start: Start, tmp_path: Path
) -> None:
    run, page = first_page(start, tmp_path)
    page.name.set_text("我的书")
    assert not page.button.isEnabled()
    assert page.button.toolTip() == "先设口令，或选“不设口令”"
    page.plain.click()
    assert "密钥明文存放" in page._about.text()
    assert page.secret.passphrase.isHidden() or not page.secret.passphrase.isVisible()
    assert page.plain.text() == "设口令"
    QTest.keyClick(page.name.edit, Qt.Key.Key_Return)
    run.wait()
    assert run.session.book is not None
    assert (run.session.book.folder, run.session.book.encrypted_by) == (tmp_path / "我的书", "plain")


def test_the_way_back_from_no_passphrase_asks_for_one_again(start: Start, tmp_path: Path) -> None:
    _, page = first_page(start, tmp_path)
    page.plain.click()
    assert page.button.isEnabled()
    page.plain.click()
    assert page.secret.passphrase.isVisible()
    assert not page.button.isEnabled()


def test_passphrases_that_differ_are_said_and_hide_the_key(start: Start, tmp_path: Path) -> None:
    _, page = first_page(start, tmp_path)
    page.secret.passphrase.set_text(STRONG)
    page.secret.again.set_text("别的")
    assert page.secret.again.problem == "两次输入的口令不一样"
    page.secret.again.set_text(STRONG)
    assert page.secret.again.problem == ""
    assert page.secret.agrees.isVisible()
    key = page.secret.recovery_key
    assert page.secret.block is not None
    assert page.secret.block.isVisible()
    page.secret.again.set_text(STRONG + "x")
    assert not page.secret.block.isVisible()
    assert not page.button.isEnabled()
    # Whoever has stored the key need not store another.
    page.secret.again.set_text(STRONG)
    assert page.secret.recovery_key == key


@pytest.mark.parametrize(
    ("passphrase", "steps", "word"),
    [
        ("", 0, ""),
        ("晴天", 1, "很弱"),
        ("Passw0rd!", 2, "弱"),
        ("今天天气真好啊", 3, "一般"),
        (STRONG, 5, "很强"),
    ],
)
def test_the_strength_is_blocks_and_a_word(
    start: Start, tmp_path: Path, passphrase: str, steps: int, word: str
) -> None:
    _, page = first_page(start, tmp_path)
    page.secret.passphrase.set_text(passphrase)
    assert page.secret.bar.strength == steps
    assert page.secret.bar.accessibleName().startswith(word)
    assert page.secret.bar.accessibleName().endswith(f"{steps}/5")


# --- name and folder ----------------------------------------------------------------------------------------


def test_the_folder_follows_the_name_until_it_is_typed_into(start: Start, tmp_path: Path) -> None:
    _, page = first_page(start, tmp_path)
    page.name.set_text("一")
    assert page.folder.place == tmp_path / "一"
    page.folder.edit.setFocus()
    page.folder.edit.selectAll()
    type_(str(tmp_path / "elsewhere"))
    page.name.set_text("二")
    assert page.folder.place == tmp_path / "elsewhere"
    page.folder.choose_parent(tmp_path / "三")
    assert page.folder.place == tmp_path / "三" / "二"


@pytest.mark.parametrize("name", ["a/b", "a:b", "CON", "com1.txt", ".hidden", "dot.", "x" * 61, "客" * 61])
def test_a_name_that_is_no_folders_name_everywhere_is_said_at_the_name(
    start: Start, tmp_path: Path, name: str
) -> None:
    _, page = first_page(start, tmp_path)
    page.plain.click()
    page.name.set_text(name)
    assert page.name.problem
    assert page.name.problem.count("。") <= 1
    assert page.button.toolTip() == page.name.problem


def test_folders_that_cannot_be_a_book_are_said_at_the_folder(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, page = first_page(start, tmp_path)
    page.plain.click()
    Book.create(tmp_path / "书").book.close()
    (tmp_path / "满").mkdir()
    (tmp_path / "满/x").touch()
    (tmp_path / "文件").touch()
    (tmp_path / "空").mkdir()
    for place, why in (
        ("书", "已是一个客户书"),
        ("满", "不是空的"),
        ("文件", "是一个文件"),
        ("书/里面", "不能放在它里面"),
        ("文件/里面", "是一个文件"),
    ):
        page.folder.choose_parent((tmp_path / place).parent)
        page.name.set_text(Path(place).name)
        assert why in page.folder.problem, place
        assert not page.button.isEnabled()
    page.folder.choose_parent(tmp_path)
    page.name.set_text("空")
    assert page.folder.problem == ""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    page.name.set_text("不能写")
    assert "不能写入" in page.folder.problem


def test_a_relative_folder_is_refused(start: Start, tmp_path: Path) -> None:
    _, page = first_page(start, tmp_path)
    page.plain.click()
    page.folder.edit.setFocus()
    page.folder.edit.selectAll()
    type_("books")
    assert page.folder.problem == "请写出文件夹的完整路径。"


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Contoso", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("Nutstore Files", "坚果云"),
        ("Dropbox", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents", "iCloud"),
        ("BaiduSyncdisk", "百度网盘"),
        ("百度网盘", "百度网盘"),
    ],
)
def test_a_folder_that_a_client_syncs_is_warned_of_and_allowed(
    start: Start, tmp_path: Path, folder: str, client: str
) -> None:
    _, page = first_page(start, tmp_path)
    page.plain.click()
    assert page.folder.warning.text == ""
    page.folder.choose_parent(tmp_path / folder)
    assert client in page.folder.warning.text
    assert page.folder.problem == ""
    assert page.button.isEnabled()


def test_a_network_drive_is_warned_of(tmp_path: Path) -> None:
    for kind in ("cifs", "nfs4", "fuse.sshfs"):
        warning = new_book.place_warning(tmp_path, kind)
        assert warning is not None
        assert "网络盘" in warning.zh
    assert new_book.place_warning(tmp_path, "ext4") is None


def test_what_fails_in_the_making_is_said_and_can_be_tried_again(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, page = first_page(start, tmp_path)
    page.name.set_text("晚到")
    page.plain.click()
    # Somebody else is quicker.
    monkeypatch.setattr(page, "_check", lambda: None)
    (tmp_path / "晚到").mkdir()
    (tmp_path / "晚到/x").touch()
    page.button.click()
    run.wait()
    monkeypatch.undo()
    assert run.session.window.page is page
    assert "不是空的" in page.problem.text
    assert sorted(p.name for p in (tmp_path / "晚到").iterdir()) == ["x"]
    page.name.set_text("另一个")
    assert page.problem.text == ""
    assert page.button.isEnabled()


# --- the recovery key ---------------------------------------------------------------------------------------


def agreed(start: Start, tmp_path: Path) -> WelcomePage:
    _, page = first_page(start, tmp_path)
    page.name.set_text("华东")
    page.secret.passphrase.set_text(STRONG)
    page.secret.again.set_text(STRONG)
    assert page.secret.block is not None
    return page


def test_the_recovery_key_is_copied(start: Start, tmp_path: Path) -> None:
    page = agreed(start, tmp_path)
    block = page.secret.block
    assert block is not None
    block.copy.click()
    assert QApplication.clipboard().text() == page.secret.recovery_key
    assert "已复制" in block.note.text()
    QApplication.clipboard().clear()
    block.groups.setFocus()
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == page.secret.recovery_key


def test_the_recovery_key_goes_into_a_file_but_not_beside_the_book(start: Start, tmp_path: Path) -> None:
    page = agreed(start, tmp_path)
    block = page.secret.block
    assert block is not None
    (tmp_path / "U 盘").mkdir()
    file = tmp_path / "U 盘/恢复密钥.txt"
    assert block.save_to(file)
    assert page.secret.recovery_key in file.read_text("utf-8")
    assert "华东" in file.read_text("utf-8")
    assert not block.save_to(tmp_path / "华东/恢复密钥.txt")
    assert "别和书放在一起" in block.note.text()
    assert not block.save_to(tmp_path / "没有/恢复密钥.txt")
    assert block.note.text()
    assert not (tmp_path / "华东").exists()


# --- the other ways, language -------------------------------------------------------------------------------


def test_the_other_ways_have_keys(start: Start, tmp_path: Path) -> None:
    run, page = first_page(start, tmp_path)
    asked: list[str] = []
    page.open_asked.disconnect()
    page.open_asked.connect(lambda: asked.append("open"))
    press(Qt.Key.Key_O, ALT)
    assert asked == ["open"]
    press(Qt.Key.Key_D, ALT)
    run.wait()
    assert run.accounts.model.total == 35


def test_the_language_changes_in_place_and_what_was_entered_stays(
    start: Start, tmp_path: Path, kept: QSettings, qapp: QApplication
) -> None:
    run, page = first_page(start, tmp_path)
    page.name.set_text("华东")
    page.secret.passphrase.set_text(STRONG)
    page.secret.again.set_text(STRONG)
    page.secret.stored.setChecked(True)
    key = page.secret.recovery_key
    try:
        page.foot.languages["en"].click()
        run.wait()
        english = run.session.window.page
        assert isinstance(english, WelcomePage)
        assert english is not page
        assert english.language == "en"
        assert english.folder.name != "文件夹"
        assert (english.name.text, english.folder.place) == ("华东", tmp_path / "华东")
        assert (english.secret.recovery_key, english.secret.stored.isChecked()) == (key, True)
        assert english.button.isEnabled()
        assert kept.value("window/language") == "en"
    finally:
        translators(qapp, "zh")


def test_in_a_low_window_the_form_scrolls_to_the_button(start: Start, tmp_path: Path) -> None:
    run, page = first_page(start, tmp_path)
    run.session.window.resize(1120, 560)
    page.secret.passphrase.set_text(STRONG)
    page.secret.again.set_text(STRONG)
    page.secret.stored.setChecked(True)
    QApplication.processEvents()
    tab_to(page.button)
    QApplication.processEvents()
    place = page.button.mapTo(page, page.button.rect().bottomLeft())
    assert 0 < place.y() < page.height() - page.foot.height()
