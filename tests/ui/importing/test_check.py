"""The third step: problems by row and column, mended in place, all alike at once, left out, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.storage.book import Book
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.panes.importing.source import CHECK, WRITE
from tests.ui.importing.conftest import ALT, ImportShown, Show, write_csv

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def shown(import_shown: Show, book: Book, contracts: Path) -> ImportShown:
    """The problems of those contracts."""
    one = import_shown(book)
    one.read(contracts)
    one.pane.work.reread(one.sheet("合同.csv").id, date_order="dmy")
    one.next()
    one.next()
    assert one.step == CHECK
    return one


def test_problems_are_listed_with_their_places(shown: ImportShown) -> None:
    assert shown.problems == [
        "2 没有“岚图家居有限公司”这个客户；是不是“岚图家居”（KH1021）？",
        "3 “abc”不是数字",
        "4 没有“火星科技”这个客户",
        "5 没有“火星科技”这个客户",
        "5 “abc”不是数字",
    ]
    assert shown.pane.check.level._choices[1] == ("error", "错误 5")
    assert "5 个错误" in shown.pane.foot.words
    shown.press(Qt.Key.Key_4, ALT)
    assert shown.said[-1] == ("还有 5 个错误要改好或略过。", False)
    assert shown.step == CHECK


def test_the_row_is_shown_as_it_is_read(shown: ImportShown) -> None:
    shown.go_to_problem("abc")
    preview = shown.pane.check.preview
    assert preview.marked == "合同金额"
    assert [row.id for row in preview.rows.rows] == [2, 3, 4, 5]
    assert preview.key == 3


def test_a_cell_is_mended_in_place_and_all_alike_with_it(shown: ImportShown) -> None:
    shown.go_to_problem("abc")
    shown.press(Qt.Key.Key_F2)
    editor = shown.pane.check.view.editing.editor
    assert editor is not None
    editor.line.selectAll()
    shown.type("18")
    shown.press(Qt.Key.Key_Return)
    assert "3 “abc”不是数字" not in shown.problems
    # The other cell with the same value is offered.
    offer = shown.pane.check.offer
    assert offer.isVisible()
    assert offer.text() == "另有 1 格也是“abc”，都改成“18”"
    offer.click()
    shown.wait()
    assert not any("abc" in words for words in shown.problems)
    assert "改了 2 格" in shown.pane.foot.words
    assert "每" not in shown.pane.progress.words


def test_a_suggestion_is_taken_with_one_key(shown: ImportShown) -> None:
    shown.go_to_problem("岚图家居有限公司")
    assert shown.pane.check.current is not None
    assert shown.pane.check.current.hint == "就是 岚图家居（KH1021）"
    shown.press(Qt.Key.Key_T)
    assert not any("岚图家居有限公司" in words for words in shown.problems)
    # What was mended has gone; the keys stay in the list.
    assert QApplication.focusWidget() is shown.pane.check.view
    assert shown.pane.check.current is not None


def test_names_are_confirmed_all_at_once(shown: ImportShown) -> None:
    names = shown.pane.check.names
    assert names.text() == "2 个名称都按建议"
    names.click()
    shown.wait()
    assert not any("没有“" in words and words.startswith(("2", "4")) for words in shown.problems)
    errors = [row for row in shown.pane.check.rows.shown if row.found.error]
    assert {row.value for row in errors} == {"abc"}


def test_rows_are_left_out_and_put_back(shown: ImportShown) -> None:
    shown.go_to_problem("abc")
    shown.press(Qt.Key.Key_Delete)
    assert not any(words.startswith("3 ") for words in shown.problems)
    assert "略过 1 行" in shown.pane.foot.words
    shown.go_to_problem("火星科技")
    shown.pane.check._fill_menu()
    entry = next(a for a in shown.pane.check._menu.actions() if a.text() == "3 行都略过")
    entry.trigger()
    shown.wait()
    assert shown.problems == []
    assert shown.pane.check.clean.isVisible()
    assert shown.pane.check.back.isVisible()
    shown.pane.check.back.click()
    shown.wait()
    assert len(shown.problems) == 5
    assert not shown.pane.check.back.isVisible()


def test_errors_and_warnings_are_told_apart(import_shown: Show, book: Book, golden_folder: Path) -> None:
    shown = import_shown(book)
    shown.read(golden_folder)
    shown.next()
    shown.next()
    assert len(shown.problems) == 15
    level = shown.pane.check.level
    level.setFocus()
    shown.press(Qt.Key.Key_Right)
    assert level.key == "error"
    assert shown.problems == []
    shown.press(Qt.Key.Key_Right)
    assert len(shown.problems) == 15
    assert shown.pane.foot.next.isEnabled()
    assert "警告不挡写入" in shown.pane.foot.words


def test_what_is_mended_can_be_written(shown: ImportShown) -> None:
    shown.pane.check.names.click()
    shown.wait()
    rows = [row.found for row in shown.pane.check.rows.shown if row.value == "abc"]
    shown.pane.work.mending.fix(rows, "18")
    shown.wait()
    assert shown.pane.foot.next.isEnabled()
    shown.next()
    assert shown.step == WRITE
    shown.next()
    with shown.book.reading() as connection:
        found = connection.execute(
            "SELECT c.code, a.name, c.annual_fen FROM contracts c JOIN accounts a ON a.id = c.account_id "
            "WHERE c.code LIKE 'HT90%' ORDER BY c.code"
        ).fetchall()
    assert [(code, name) for code, name, _ in found] == [
        ("HT9001", "岚图家居"),
        ("HT9002", "铸元钢铁"),
        ("HT9003", "火星科技"),
        ("HT9004", "火星科技"),
    ]


def test_rejected_rows_are_exported_with_their_reasons(shown: ImportShown, tmp_path: Path) -> None:
    def place(_: QWidget, __: str, ___: str, ____: object) -> Path:
        return tmp_path / "有错的行.csv"

    shown.pane.tools.place.ask = place
    shown.pane.check.export.click()
    shown.wait()
    text = (tmp_path / "有错的行.csv").read_text("utf-8-sig")
    assert "“abc”不是数字" in text
    assert "HT9002" in text
    assert shown.said[-1][0].startswith("已导出有错的行")


def test_an_edit_of_the_book_is_checked_again(shown: ImportShown) -> None:
    from csmdesk.services.account_edits import AccountEdits

    # An account of that name comes into the book while the problems are looked at.
    edits = AccountEdits(shown.book)
    shown.tasks.command(shown.pane, lambda _: edits.new({"name": "火星科技"})[1])
    shown.wait()
    assert not any("火星科技" in words for words in shown.problems)


def test_a_repeated_number_can_be_kept_twice(import_shown: Show, book: Book, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "usage.csv",
        [
            ("usage_id", "客户编号", "日期", "功能模块", "活跃用户数", "开通用户数"),
            ("U1", "KH1001", "2024-05-01", "报表", "3", "9"),
            ("U1", "KH1001", "2024-05-02", "报表", "4", "9"),
        ],
    )
    shown = import_shown(book)
    shown.read(path)
    shown.next()
    shown.next()
    repeated = [row for row in shown.pane.check.rows.shown if "keep_both" in row.found.fixes]
    assert repeated[0].hint == "两行都留，各给新编号"
    # The first error is where the keys are.
    assert QApplication.focusWidget() is shown.pane.check.view
    assert shown.pane.check.current == repeated[0]
    shown.press(Qt.Key.Key_T)
    assert not [row for row in shown.pane.check.rows.shown if "keep_both" in row.found.fixes]


@pytest.fixture
def alike(import_shown: Show, book: Book, tmp_path: Path) -> ImportShown:
    """The problems of forty contracts whose amounts are none, and of one whose end is none."""
    rows = [(f"HT9{n:03}", "KH1001", "2024-01-01", "2024-12-31", f"约{n}") for n in range(40)]
    rows[7] = ("HT9007", "KH1001", "2024-01-01", "2024-13-31", "7")
    heads = ("合同编号", "客户编号", "开始日期", "到期日期", "合同金额(元)")
    one = import_shown(book)
    one.read(write_csv(tmp_path / "合同.csv", [heads, *rows]))
    one.next()
    one.next()
    assert one.step == CHECK
    return one


def lines(shown: ImportShown) -> list[str]:
    """What the list shows: heads with what they sum up, problems with their rows."""
    found = []
    for position in range(shown.pane.check.rows.rowCount()):
        line = shown.pane.check.rows.row_at(position)
        found.append(f"{line.words} {line.sums}" if isinstance(line, GroupHead) else f"{line.row} {line.why}")
    return found


def test_many_that_are_alike_are_one_line(alike: ImportShown) -> None:
    assert lines(alike) == [
        "合同.csv · 合同金额(元)：“约0”不是数字 等 39 个错误",
        "合同.csv 1 个错误",
        "9 “2024-13-31”这一天不存在",
    ]
    # The keys are on that line, and what is done there is done to all of them.
    page = alike.pane.check
    assert page.view.group_head is not None
    assert page.drop.text() == "略过 39 处的行"
    alike.press(Qt.Key.Key_Right)
    assert len(lines(alike)) == 42
    alike.press(Qt.Key.Key_Left)
    alike.press(Qt.Key.Key_Delete)
    assert lines(alike) == ["合同.csv 1 个错误", "9 “2024-13-31”这一天不存在"]
    assert "略过 39 行" in alike.pane.foot.words
    assert QApplication.focusWidget() is page.view
    assert page.current is not None
    assert page.current.row == "9"


def test_on_their_line_one_is_typed_anew_and_the_others_stay(alike: ImportShown) -> None:
    alike.press(Qt.Key.Key_F2)
    editor = alike.pane.check.view.editing.editor
    assert editor is not None
    editor.line.selectAll()
    alike.type("100")
    alike.press(Qt.Key.Key_Return)
    assert lines(alike)[0] == "合同.csv · 合同金额(元)：“约1”不是数字 等 38 个错误"
    assert "改了 1 格" in alike.pane.foot.words


def test_a_suggestion_is_taken_for_all_that_are_alike(import_shown: Show, book: Book, tmp_path: Path) -> None:
    rows = [(f"HT9{n:03}", "岚图家居有限公司", "2024-01-01", "2024-12-31", "1") for n in range(60)]
    shown = import_shown(book)
    shown.read(
        write_csv(tmp_path / "合同.csv", [("合同编号", "客户", "开始日期", "到期日期", "金额"), *rows])
    )
    shown.next()
    shown.next()
    assert lines(shown) == [
        "合同.csv · 客户：没有“岚图家居有限公司”这个客户；是不是“岚图家居”（KH1021）？ 60 个错误"
    ]
    shown.press(Qt.Key.Key_T)
    assert not [row for row in shown.pane.check.rows.shown if row.found.error]
    assert shown.pane.foot.next.isEnabled()


def test_any_account_can_be_chosen_for_a_name(shown: ImportShown) -> None:
    shown.go_to_problem("火星科技")
    shown.press(Qt.Key.Key_F2)
    editor = shown.pane.check.view.editing.editor
    assert editor is not None
    editor.line.selectAll()
    shown.type("hengmu")
    assert editor.choices is not None
    assert editor.choices.isVisible()
    shown.press(Qt.Key.Key_Return)
    # Both rows with that name are answered, and no cell was typed anew.
    assert not any("火星科技" in words for words in shown.problems)
    assert shown.pane.state.edits == 0
    with shown.book.reading() as connection:
        sql = "SELECT code FROM accounts WHERE name = '恒沐医药'"
        code = connection.execute(sql).fetchone()[0]
    desk = shown.pane.work.desk
    assert desk is not None
    assert desk._accounts == {"火星科技": code}


def test_the_number_of_an_account_can_be_typed_for_a_name(shown: ImportShown) -> None:
    shown.go_to_problem("火星科技")
    shown.pane.check._take_edit(shown.pane.check.view.key, "value", " kh1002 ")
    shown.wait()
    assert not any("火星科技" in words for words in shown.problems)
