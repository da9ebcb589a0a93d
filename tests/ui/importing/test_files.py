"""The first step: dropping, choosing and pasting files, what is refused and why, stopping."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.source import COLUMNS, FILES
from tests.ui.importing.conftest import ALT, CONTROL, ImportShown, Show, write_csv

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def shown(import_shown: Show, empty_book: Book) -> ImportShown:
    return import_shown(empty_book)


def test_without_files_it_says_what_to_do(shown: ImportShown) -> None:
    assert shown.pane.files.none.isVisible()
    assert shown.pane.files.none.files.hasFocus()
    assert not shown.pane.foot.isVisible()
    assert not shown.pane.head.cancel.isVisible()
    assert shown.pane.head.steps.why_not(COLUMNS) == "先选文件。"
    # A step that cannot be gone to says why.
    shown.press(Qt.Key.Key_3, ALT)
    assert shown.said == [("先选文件。", False)]
    assert shown.step == FILES


def test_a_folder_is_read_beside_the_window(shown: ImportShown, golden_folder: Path) -> None:
    shown.pane.take_files([golden_folder])
    # Nothing of it in this turn: neither sheets nor the desk itself.
    assert shown.pane.state.sheets == ()
    assert [job.name for job in shown.tasks.running] == ["读取文件"]
    assert shown.pane.progress.words.startswith("读取文件")
    shown.wait()
    assert shown.pane.progress.words == ""
    rows = {row.label: (row.kind, row.rows, row.mark) for row in shown.pane.files.rows.rows}
    assert rows["合同.csv"] == ("合同", "214", "check")
    assert rows["客户与联系人.xlsx · 联系人"] == ("联系人", "103", "check")
    # What is no table at all comes last.
    assert shown.pane.files.rows.rows[-1].label == "expected.json"
    assert shown.pane.files.rows.rows[-1].note == "不是表格"
    assert shown.pane.foot.words.startswith("18 张表读懂了")
    assert shown.count("accounts") == 0


def test_a_refused_file_says_why_and_the_others_are_read(shown: ImportShown, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    write_csv(folder / "客户.csv", [("客户编号", "客户名称"), ("A1", "甲"), ("A2", "乙")])
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 200)
    (folder / "空.csv").write_text("")
    shown.read(folder)
    rows = {row.label: row for row in shown.pane.files.rows.rows}
    assert rows["客户.csv"].mark == "check"
    assert (rows["坏.xlsx"].mark, rows["坏.xlsx"].note) == ("red", "工作簿不完整或已损坏，请重新导出或下载")
    assert rows["空.csv"].note == "文件是空的"
    assert "读不了" in rows["坏.xlsx"].spoken
    shown.pane.work.choose(rows["坏.xlsx"].id)
    shown.pane.stepping.go_to(COLUMNS)
    shown.wait()
    assert shown.pane.columns.refusal.isVisible()


def test_only_refused_files_lead_nowhere(shown: ImportShown, tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_text("")
    shown.read(tmp_path / "空.csv")
    assert shown.pane.foot.next.toolTip() == "没有读得了的表。"
    assert not shown.pane.foot.next.isEnabled()


def test_delete_takes_a_sheet_off_the_desk(shown: ImportShown, golden_folder: Path) -> None:
    shown.read(golden_folder)
    view = shown.pane.files.view
    view.setFocus()
    view.set_key(shown.sheet("合同.csv").id)
    shown.press(Qt.Key.Key_Delete)
    assert "合同.csv" not in [sheet.label for sheet in shown.pane.state.sheets]
    # The next one is current, and can go as well.
    assert shown.pane.state.sheet is not None


def test_files_come_from_the_dialog_the_clipboard_and_a_pasted_table(
    shown: ImportShown, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "客户.csv", [("客户编号", "客户名称"), ("A1", "甲")])
    shown.pane.ask_files = lambda _host, _title, _folder: [path]
    shown.press(Qt.Key.Key_O, CONTROL)
    assert [sheet.label for sheet in shown.pane.state.sheets] == ["客户.csv"]
    assert shown.pane.save_state()["folder"] == str(tmp_path)
    shown.pane.ask_folder = lambda _host, _title, _folder: []
    shown.press(Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert [sheet.label for sheet in shown.pane.state.sheets] == ["客户.csv"]
    held = QMimeData()
    held.setText("联系人编号\t姓名\t客户\nL1\t王一\t甲\n")
    QGuiApplication.clipboard().setMimeData(held)
    shown.press(Qt.Key.Key_V, CONTROL)
    assert [sheet.label for sheet in shown.pane.state.sheets] == ["客户.csv", "剪贴板"]
    assert shown.sheet("剪贴板").kind == "contacts"
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(held)
    shown.press(Qt.Key.Key_V, CONTROL)
    # A file that is there already is read anew.
    assert sorted(sheet.label for sheet in shown.pane.state.sheets) == ["剪贴板", "客户.csv"]
    other = write_csv(tmp_path / "别处" / "客户.csv", [("客户编号", "客户名称"), ("A2", "乙")])
    shown.read(other)
    assert shown.sheet("客户.csv (2)").kind == "accounts"
    QGuiApplication.clipboard().clear()
    shown.press(Qt.Key.Key_V, CONTROL)
    assert shown.said[-1] == ("剪贴板里没有表格，也没有文件。", False)


def test_reading_can_be_stopped_and_begun_again(shown: ImportShown, golden_folder: Path) -> None:
    shown.pane.take_files([golden_folder])
    shown.pane.cancel()
    shown.wait()
    assert shown.said == [("已停止读取。", False)]
    assert not shown.pane.work.queue.busy
    shown.read(golden_folder)
    assert len(shown.pane.state.readable) >= 18


def test_an_empty_folder_is_said(shown: ImportShown, tmp_path: Path) -> None:
    (tmp_path / "没有").mkdir()
    shown.read(tmp_path / "没有")
    assert shown.failed or shown.said
    assert shown.pane.state.sheets == ()


def test_cancel_asks_and_clears_the_desk(shown: ImportShown, golden_folder: Path) -> None:
    shown.read(golden_folder)
    shown.press(Qt.Key.Key_Escape)
    question = shown.pane.question
    assert question is not None
    assert question.isVisible()
    question.accept()
    shown.wait()
    assert shown.pane.state.sheets == ()
    assert shown.pane.files.none.isVisible()
    assert shown.count("accounts") == 0


def test_a_word_on_the_clipboard_is_no_table(import_shown: Show, book: Book) -> None:
    shown = import_shown(book)
    QGuiApplication.clipboard().setText("岚图家居")
    shown.press(Qt.Key.Key_V, CONTROL)
    assert shown.said[-1] == ("剪贴板里没有表格，也没有文件。", False)
    assert shown.pane.state.sheets == ()


def test_a_table_in_markdown_is_pasted_without_its_rule(import_shown: Show, book: Book) -> None:
    shown = import_shown(book)
    QGuiApplication.clipboard().setText(
        "| 客户编号 | 客户名称 |\n|:---|----:|\n| K1 | 一号 |\n| K2 | 二号 |\n"
    )
    shown.press(Qt.Key.Key_V, CONTROL)
    (sheet,) = shown.pane.state.sheets
    assert (sheet.kind, sheet.rows) == ("accounts", 2)
    assert [column.heading for column in sheet.columns] == ["客户编号", "客户名称"]


def test_a_blank_table_is_written_filled_in_and_read(shown: ImportShown, tmp_path: Path) -> None:
    def place(_: QWidget, __: str, offered: str, endings: object) -> Path:
        assert Path(offered).name == "触达.xlsx"
        assert endings == [".xlsx", ".csv"]
        return tmp_path / "触达.xlsx"

    pane = shown.pane
    pane.tools.place.ask = place
    pane.files.none.blank.click()
    shown.wait()
    menu = pane.blank.menu
    assert menu.isVisible()
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles[0] == "全部，一个工作簿…"
    assert len(titles) > 20
    next(action for action in menu.actions() if action.text() == "触达").trigger()
    menu.hide()
    shown.wait()
    assert shown.said[-1][0].startswith("空白表已写好")
    shown.read(tmp_path / "触达.xlsx")
    (sheet,) = pane.state.sheets
    assert (sheet.kind, sheet.standing, sheet.rows) == ("touches", "clear", 1)
