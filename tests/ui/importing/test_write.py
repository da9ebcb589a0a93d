"""The fourth step: the effect, hand edits that win or lose, all or nothing, undo, the same files again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from csmdesk.services.account_edits import AccountEdits
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.source import CHECK, FILES, WRITE
from tests.ui.importing.conftest import ImportShown, Show, write_csv

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)

HEAD = ("客户编号", "客户名称", "行业", "城市")


def to_write(shown: ImportShown) -> None:
    """Ctrl+Enter until the effect is seen."""
    for _ in range(3):
        shown.next()
    assert shown.step == WRITE


def tables(shown: ImportShown) -> dict[str, str]:
    effect = shown.pane.state.effect
    assert effect is not None
    return {t.text.zh: f"{t.new}/{t.changed}/{t.same}" for t in effect.tables}


def test_golden_into_an_empty_book_by_keys_and_again(
    import_shown: Show, empty_book: Book, golden_folder: Path
) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    assert tables(shown)["合同"] == "214/0/0"
    assert shown.count("contracts") == 0
    assert shown.pane.foot.next.text().startswith("写入 ")
    shown.next()
    assert shown.count("contracts") == 214
    assert shown.count("accounts") == 35
    written = shown.pane.state.written
    assert written is not None
    assert empty_book.store.undo_label == written.label
    assert shown.pane.writing.done.undo.isEnabled()
    # Enter shows the accounts.
    shown.press(Qt.Key.Key_Return)
    assert shown.asked == ["accounts"]
    # The same files again: nothing to write, and nothing is.
    shown.read(golden_folder)
    assert shown.step == FILES
    to_write(shown)
    assert shown.pane.writing.same.isVisible()
    assert shown.pane.foot.next.text() == "完成"
    label = empty_book.store.undo_label
    shown.next()
    assert empty_book.store.undo_label == label
    assert shown.pane.state.sheets == ()
    assert shown.step == FILES
    assert shown.pane.files.none.isVisible()
    # The keys stay in the pane, whatever has been hidden.
    assert shown.pane.files.none.files.hasFocus()
    shown.read(golden_folder)
    assert shown.pane.files.view.hasFocus()


def test_the_summary_takes_the_import_back(import_shown: Show, empty_book: Book, golden_folder: Path) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    shown.next()
    shown.pane.writing.done.undo.click()
    shown.wait()
    assert shown.count("accounts") == 0
    assert shown.said[-1] == ("已撤销：导入“2024H1”", False)
    # The files are still there, and can be written once more.
    assert shown.step == WRITE
    assert shown.pane.foot.next.isEnabled()
    shown.next()
    assert shown.count("accounts") == 35


def test_after_another_change_the_summary_no_longer_offers_it(
    import_shown: Show, empty_book: Book, golden_folder: Path
) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    shown.next()
    edits = AccountEdits(empty_book)
    shown.tasks.command(shown.pane, lambda _: edits.edit([1], "city", "杭州"))
    shown.wait()
    assert not shown.pane.writing.done.undo.isEnabled()
    assert "Ctrl+Z" in shown.pane.writing.done.undo.toolTip()


def test_changed_values_are_shown_old_and_new(import_shown: Show, empty_book: Book, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "客户.csv", [HEAD, ("A1", "甲", "家居", "上海"), ("A2", "乙", "钢铁", "宁波")]
    )
    shown = import_shown(empty_book)
    shown.read(path)
    to_write(shown)
    shown.next()
    write_csv(path, [HEAD, ("A1", "甲", "家居", "杭州"), ("A2", "乙", "钢铁", "宁波"), ("A3", "丙", "", "")])
    shown.read(path)
    to_write(shown)
    assert tables(shown)["客户"] == "1/1/1"
    rows = [(r.state, r.name, r.column, r.old, r.new) for r in shown.pane.writing.effects.rows]
    assert rows == [
        ("changed", "A1 甲", "城市", "上海", "杭州"),
        ("new", "A3 丙", "", "", ""),
        ("same", "1 行和客户书里一样", "", "", ""),
    ]
    # A table with changes is open; ← folds it.
    assert shown.pane.writing.effects.rowCount() == 4
    shown.pane.writing.view.setFocus()
    shown.press(Qt.Key.Key_Left)
    assert shown.pane.writing.effects.rowCount() == 1


@pytest.fixture
def conflicts(import_shown: Show, empty_book: Book, tmp_path: Path) -> ImportShown:
    """Two cities that were imported, changed by hand, and have changed in the file since."""
    path = write_csv(
        tmp_path / "客户.csv", [HEAD, ("A1", "甲", "家居", "上海"), ("A2", "乙", "钢铁", "宁波")]
    )
    shown = import_shown(empty_book)
    shown.read(path)
    to_write(shown)
    shown.next()
    edits = AccountEdits(empty_book)
    shown.tasks.command(shown.pane, lambda _: edits.edit([1, 2], "city", "苏州"))
    shown.wait()
    write_csv(path, [HEAD, ("A1", "甲", "家居", "杭州"), ("A2", "乙", "钢铁", "无锡")])
    shown.read(path)
    to_write(shown)
    return shown


def cities(shown: ImportShown) -> list[str]:
    with shown.book.reading() as connection:
        return [row[0] for row in connection.execute("SELECT city FROM accounts ORDER BY code").fetchall()]


def test_hand_edits_have_to_be_decided(conflicts: ImportShown) -> None:
    rows = conflicts.pane.writing.conflicts.rows
    assert [(r.name, r.column, r.base, r.book, r.file, r.winner) for r in rows] == [
        ("A1 甲", "城市", "上海", "苏州", "杭州", "待选"),
        ("A2 乙", "城市", "宁波", "苏州", "无锡", "待选"),
    ]
    assert not conflicts.pane.foot.next.isEnabled()
    assert "2 处手工改过的值待选" in conflicts.pane.foot.words
    conflicts.next()
    assert cities(conflicts) == ["苏州", "苏州"]


def test_one_by_one_by_keys(conflicts: ImportShown) -> None:
    view = conflicts.pane.writing.conflict_view
    view.setFocus()
    view.select_first()
    conflicts.press(Qt.Key.Key_F)
    assert [row.winner for row in conflicts.pane.writing.conflicts.rows].count("待选") == 1
    waiting = next(row for row in conflicts.pane.writing.conflicts.rows if row.winner == "待选")
    view.set_key(waiting.id)
    conflicts.press(Qt.Key.Key_B)
    assert conflicts.pane.foot.next.isEnabled()
    conflicts.next()
    assert cities(conflicts) == ["杭州", "苏州"]


@pytest.mark.parametrize(
    ("button", "wanted"), [("all_file", ["杭州", "无锡"]), ("column_file", ["杭州", "无锡"])]
)
def test_all_at_once(conflicts: ImportShown, button: str, wanted: list[str]) -> None:
    getattr(conflicts.pane.writing, button).click()
    conflicts.wait()
    conflicts.next()
    assert cities(conflicts) == wanted


def test_keeping_all_by_hand_leaves_nothing_to_write(conflicts: ImportShown) -> None:
    conflicts.pane.writing.all_book.click()
    conflicts.wait()
    conflicts.next()
    assert cities(conflicts) == ["苏州", "苏州"]


def test_writing_can_be_stopped_and_leaves_nothing(
    import_shown: Show, empty_book: Book, golden_folder: Path
) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    shown.pane.work.write()
    assert shown.pane.work.writing
    assert not shown.pane.foot.next.isEnabled()
    assert not shown.pane.foot.back.isVisible()
    assert shown.pane.head.steps.why_not(FILES) == "正在写入。"
    shown.pane.cancel()
    shown.wait()
    if shown.pane.state.written is None:
        assert shown.said[-1] == ("已停止，什么都没有写入。", False)
        assert shown.count("accounts") == 0
        shown.next()
    assert shown.count("accounts") == 35


def test_a_book_that_changed_meanwhile_is_looked_at_again(
    import_shown: Show, empty_book: Book, golden_folder: Path
) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    edits = AccountEdits(empty_book)
    shown.tasks.command(shown.pane, lambda _: edits.new({"name": "云岫茶饮", "code": "KH1001"})[1])
    shown.wait()
    # It is an account of the book by now.
    assert shown.step in {WRITE, CHECK}
    assert tables(shown)["客户"].startswith("34/")


def test_steps_that_are_done_can_be_gone_back_to(
    import_shown: Show, empty_book: Book, golden_folder: Path
) -> None:
    shown = import_shown(empty_book)
    shown.read(golden_folder)
    to_write(shown)
    bar = shown.pane.head.steps
    assert bar.accessibleName() == "第 4 步，共 4 步：写入"
    bar.chosen.emit(1)
    shown.wait()
    assert shown.step == 1
    shown.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert shown.step == WRITE
    shown.pane.foot.back.click()
    shown.wait()
    assert shown.step == CHECK
