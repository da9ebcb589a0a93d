"""Pasting from a spreadsheet: planned cell by cell, said what is left out, applied as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from csmdesk.services.account_edits import AccountEdits, PastePlan
from csmdesk.storage.book import Book
from tests.books import make_book
from tests.unit.services.sample import TODAY, expect_exact_undo, refused, row
from tests.unit.storage.making import digest_of, value_of


def said(plan: PastePlan) -> list[str]:
    return [note.zh for note in plan.notes]


def new_of(plan: PastePlan) -> list[tuple[int | None, str, str]]:
    return [(cell.id, cell.field, cell.new) for cell in plan.cells if cell.problem is None]


def test_a_block_goes_right_and_down(sample: Book, edits: AccountEdits) -> None:
    plan = edits.plan_paste("稳定\t杭州\r\npotential\t苏州\r\n", [5, 3, 9], ["segment", "city", "owner"])
    assert (plan.rows, plan.columns, plan.problems) == (2, 2, 0)
    assert new_of(plan) == [
        (5, "segment", "稳定"),
        (5, "city", "杭州"),
        (3, "segment", "潜力"),
        (3, "city", "苏州"),
    ]
    assert plan.cells[0].name == row(sample, "accounts", 5)["name"]
    assert plan.cells[0].old == row(sample, "accounts", 5)["segment"]
    assert said(plan) == []
    with expect_exact_undo(sample):
        changes = edits.apply_paste(plan)
    assert changes.ids["accounts"] <= {3, 5}
    assert row(sample, "accounts", 3)["segment"] == "潜力"
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh.startswith(f"粘贴 {plan.changed} 格：")


def test_one_value_fills_all_that_are_selected(edits: AccountEdits) -> None:
    plan = edits.plan_paste("王敏", [3, 4, 5, 6], ["owner", "city"], [6, 3, 4])
    assert new_of(plan) == [(6, "owner", "王敏"), (3, "owner", "王敏"), (4, "owner", "王敏")]
    assert (plan.rows, plan.columns, plan.changed) == (3, 1, 3)
    # Without a selection it goes into the current cell alone.
    assert new_of(edits.plan_paste("王敏", [3, 4, 5], ["owner"])) == [(3, "owner", "王敏")]


def test_a_block_fills_a_selection_as_often_as_it_fits(edits: AccountEdits) -> None:
    plan = edits.plan_paste("甲\n乙", [1, 2, 3, 4, 5], ["owner"], [2, 3, 4, 5])
    assert [cell.new for cell in plan.cells] == ["甲", "乙", "甲", "乙"]
    # Where it does not fit it goes down from the current cell.
    plan = edits.plan_paste("甲\n乙", [1, 2, 3, 4, 5], ["owner"], [1, 2, 3])
    assert [cell.id for cell in plan.cells] == [1, 2]


def test_what_does_not_fit_is_said(edits: AccountEdits) -> None:
    plan = edits.plan_paste("a\tb\nc\td\ne\tf", [1, 2], ["owner"])
    assert said(plan) == [
        "多出 1 行，列表里没有对应的客户，已略过。",
        "多出 1 列，右边没有对应的列，已略过。",
    ]
    assert (plan.rows, plan.columns) == (2, 1)


def test_columns_that_cannot_be_edited_are_passed_over(edits: AccountEdits) -> None:
    plan = edits.plan_paste("稳定\t120万\t杭州", [1], ["segment", "", "city"])
    assert [cell.field for cell in plan.cells] == ["segment", "city"]
    assert [cell.column for cell in plan.cells] == [0, 2]
    assert said(plan) == ["1 列不能修改，已略过。"]
    assert plan.columns == 2
    assert "不能修改" in refused(lambda: edits.plan_paste("120万", [1], ["", "city"])).text.zh


def test_column_heads_are_left_out(edits: AccountEdits) -> None:
    plan = edits.plan_paste("客户\t分层\t年化\n岚图\t稳定\t1\n", [1], ["name", "segment", ""])
    assert [cell.new for cell in plan.cells] == ["岚图", "稳定"]
    assert said(plan)[0] == "第一行是表头，已略过。"
    assert len(edits.plan_paste("Segment\nstable", [1, 2], ["segment"]).cells) == 1
    # One row alone is what shall be pasted.
    assert edits.plan_paste("名称", [1], ["name"]).cells[0].new == "名称"


def test_each_cell_says_its_problem_and_the_others_go(sample: Book, edits: AccountEdits) -> None:
    plan = edits.plan_paste("岚图\t2月30日\n\t上周三", [1, 2], ["name", "handover_day"])
    assert [cell.problem and cell.problem.zh[:6] for cell in plan.cells] == [
        None,
        "“2月30日",
        "名称不能为空",
        None,
    ]
    assert (plan.problems, plan.changed) == (2, 2)
    assert plan.cells[1].new == "2月30日"
    with expect_exact_undo(sample):
        edits.apply_paste(plan)
    assert row(sample, "accounts", 1)["name"] == "岚图"
    assert row(sample, "accounts", 1)["pinyin"] == "lantu"
    assert row(sample, "accounts", 2)["handover_day"] == "2024-06-19"


def test_numbers_stay_apart(sample: Book, edits: AccountEdits) -> None:
    plan = edits.plan_paste("KH1002\nX1\nX1\nKH1004", [1, 2, 3, 4], ["code"])
    problems = [cell.problem.zh if cell.problem else "" for cell in plan.cells]
    assert "恒沐医药" in problems[0]
    assert problems[1] == ""
    assert "两个客户" in problems[2]
    assert problems[3] == ""
    with expect_exact_undo(sample):
        edits.apply_paste(plan)
    assert row(sample, "accounts", 2)["code"] == "X1"


def test_empty_cells_empty_the_field_and_short_rows_leave_it(sample: Book, edits: AccountEdits) -> None:
    city = row(sample, "accounts", 2)["city"]
    edits.apply_paste(edits.plan_paste("高价值\t\n稳定", [1, 2], ["segment", "city"]))
    assert row(sample, "accounts", 1)["city"] == ""
    assert row(sample, "accounts", 2)["city"] == city


def test_nothing_to_change_is_no_operation(sample: Book, edits: AccountEdits) -> None:
    plan = edits.plan_paste(row(sample, "accounts", 1)["city"], [1], ["city"])
    assert plan.changed == 0
    assert edits.apply_paste(plan).empty
    assert len(sample.store.history()) == 1


def test_an_empty_clipboard_is_said(edits: AccountEdits) -> None:
    assert "剪贴板" in refused(lambda: edits.plan_paste("\r\n", [1], ["city"])).text.zh


def test_a_book_that_changed_under_the_preview_is_not_touched(sample: Book, edits: AccountEdits) -> None:
    plan = edits.plan_paste("杭州\n苏州", [1, 2], ["city"])
    edits.edit([2], "city", "青岛")
    before = digest_of(sample)
    assert "重新粘贴" in refused(lambda: edits.apply_paste(plan)).text.zh
    assert digest_of(sample) == before
    gone = edits.plan_paste("x", [999], ["city"])
    assert (gone.problems, gone.changed) == (1, 0)


def test_a_large_block_takes_a_handful_of_statements(tmp_path: Path) -> None:
    accounts = 500
    with make_book(tmp_path / "book", accounts) as book:
        edits = AccountEdits(book, lambda: TODAY)
        text = "".join(f"客户{n}\t稳定\t杭州\t王敏\t2024-06-{n % 28 + 1:02d}\r\n" for n in range(accounts))
        fields = ["name", "segment", "city", "owner", "handover_day"]
        said: list[str] = []
        with book.reading() as connection:
            cast(Any, connection).set_trace_callback(said.append)
        plan = edits.plan_paste(text, list(range(1, accounts + 1)), fields)
        assert 1 < len(said) < 10
        assert len(plan.cells) == accounts * len(fields)
        edits.apply_paste(plan)
        assert (
            value_of(book, "SELECT count(*) FROM accounts WHERE city = '杭州' AND owner = '王敏'") == accounts
        )
        assert len(book.store.history()) == 1
