"""Fields of accounts, new accounts, archive: what is kept, what is refused, what an undo is called."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import ACCOUNT_FIELDS, FieldError
from csmdesk.domain.spelling import spelt
from csmdesk.services.account_edits import AccountEdits, ContactDraft, TouchDraft
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.services.sample import FILES, TODAY, expect_exact_undo, ids_of, only, refused, row
from tests.unit.storage.making import digest_of, rows_of, write


def label(book: Book) -> tuple[str, str]:
    """What undo would be called, in both languages."""
    text = book.store.undo_label
    assert text is not None
    return text.zh, text.en


def stored(book: Book, key: int, field: str) -> Any:
    return row(book, "accounts", key)[field]


# --- one field --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  岚图　家居 ", "岚图 家居"),
        ("code", "ＫＨ９９９９", "KH9999"),
        ("segment", "at risk", "流失风险"),
        ("segment", "战略", "战略"),
        ("segment", "", ""),
        ("stage", "续约", "续约"),
        ("owner", "王敏", "王敏"),
        ("industry", "制造", "制造"),
        ("city", "Ｓｈａｎｇｈａｉ", "Shanghai"),
        ("handover_day", "上周三", "2024-06-19"),
        ("handover_day", "2024/7/15", "2024-07-15"),
        ("handover_day", "", None),
        ("handover_from", "李雷", "李雷"),
        ("activated_day", "昨天", "2024-06-27"),
        ("note", "一\r\n二\n", "一\n二"),
    ],
)
def test_a_field_is_kept_and_undone(
    sample: Book, edits: AccountEdits, field: str, typed: str, kept: str | None
) -> None:
    with expect_exact_undo(sample):
        changes = edits.edit([1], field, typed)
    assert changes.ids["accounts"] == {1}
    assert stored(sample, 1, field) == kept
    assert edits.check(field, typed) == (kept or "")


def test_the_label_names_the_field_and_the_account(sample: Book, edits: AccountEdits) -> None:
    edits.edit([2], "segment", "潜力")
    assert label(sample) == ("改分层：恒沐医药", "Change segment: 恒沐医药")
    edits.edit([1, 2, 3, 4, 4], "segment", "稳定")
    assert label(sample) == ("改分层：4 个客户", "Change segment: 4 accounts")


def test_the_same_again_is_no_operation(sample: Book, edits: AccountEdits) -> None:
    edits.edit([1, 2], "city", "杭州")
    before = len(sample.store.history())
    assert edits.edit([1, 2], "city", " 杭州 ").empty
    assert edits.edit([1], "handover_day", stored(sample, 1, "handover_day")).empty
    assert edits.edit([1], "code", stored(sample, 1, "code")).empty
    assert len(sample.store.history()) == before


def test_only_what_differs_is_named(edits: AccountEdits) -> None:
    edits.edit([1], "stage", "续约")
    assert edits.edit([1, 2, 3], "stage", "续约").ids == {"accounts": {2, 3}}


def test_a_new_name_is_spelt_anew(sample: Book, edits: AccountEdits) -> None:
    edits.edit([1], "name", "重庆银行BI")
    account = row(sample, "accounts", 1)
    assert (account["pinyin"], account["initials"]) == ("chongqingyinhangbi", "cqyhbi")
    assert (account["pinyin"], account["initials"]) == spelt("重庆银行BI")


def test_a_new_segment_is_put_among_the_segments(sample: Book, edits: AccountEdits) -> None:
    with expect_exact_undo(sample):
        changes = edits.edit([1], "segment", "战略")
    assert rows_of(sample, "SELECT name FROM segments WHERE id = ?", [only(changes, "segments")]) == [
        ("战略",)
    ]
    assert "战略" in edits.choices("segment")
    # The book's own spelling of the word is taken, however it is typed.
    edits.edit([2], "segment", "VIP")
    assert edits.check("segment", "v i p") == "VIP"


def test_choices_begin_with_the_standard_words(sample: Book, edits: AccountEdits) -> None:
    edits.edit([1, 2], "segment", "战略")
    assert edits.choices("segment") == ["高价值", "潜力", "稳定", "流失风险", "战略"]
    cities = edits.choices("city")
    counts: dict[str, int] = dict(rows_of(sample, "SELECT city, count(*) FROM accounts GROUP BY city"))
    assert cities == sorted(counts, key=lambda city: (-counts[city], city))
    assert edits.choices("note") == []


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", " \t ", "名称不能为空"),
        ("name", "\u200b", "名称不能为空"),
        ("name", "长" * 201, "名称太长"),
        ("code", "", "编号不能为空"),
        ("code", "KH1002", "恒沐医药"),
        ("handover_day", "下雨天", "下雨天"),
        ("handover_day", "2月30日", "不是日期"),
        ("handover_day", "5/6/2024", "不是日期"),
        ("activated_day", "明天", "2024-06-29 还没到"),
        ("note", "长" * 20_001, "备注太长"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    sample: Book, edits: AccountEdits, field: str, typed: str, words: str
) -> None:
    before = digest_of(sample)
    error = refused(lambda: edits.edit([1], field, typed))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert words in error.text.zh
    assert digest_of(sample) == before
    assert sample.store.history()[0].op == "import"


def test_what_tells_accounts_apart_is_changed_one_at_a_time(edits: AccountEdits) -> None:
    assert "名称" in refused(lambda: edits.edit([1, 2], "name", "岚图")).text.zh
    assert "编号" in refused(lambda: edits.edit([1, 2], "code", "X1")).text.zh


def test_an_account_that_is_gone_is_said(edits: AccountEdits) -> None:
    assert "不在客户书里" in refused(lambda: edits.edit([999], "city", "杭州")).text.zh
    # Of several, those that are there are changed.
    assert edits.edit([999, 1], "stage", "续约").ids == {"accounts": {1}}


# --- codes ------------------------------------------------------------------------------------------------


def test_a_changed_number_is_changed_where_it_is_named(sample: Book, edits: AccountEdits) -> None:
    write(sample, ("UPDATE targets SET scope = ? WHERE id = 1", ['{"accounts": ["KH1001", "KH1002"]}']))
    with expect_exact_undo(sample):
        changes = edits.edit([1], "code", 'A"1')
    assert changes.ids["targets"] == {1}
    assert rows_of(sample, "SELECT scope FROM targets WHERE id = 1") == [
        ('{"accounts": ["A\\"1", "KH1002"]}',)
    ]


def test_files_with_the_old_number_still_find_the_account(
    sample: Book, edits: AccountEdits, tmp_path: Path
) -> None:
    edits.edit([1], "code", "NEW-1")
    before = len(ids_of(sample, "accounts"))
    import_into(sample, FILES)
    assert len(ids_of(sample, "accounts")) == before
    assert rows_of(sample, "SELECT count(*) FROM contracts WHERE account_id = 1")[0][0] > 0
    # And back: the number is the account's own again.
    edits.edit([1], "code", "KH1001")
    assert rows_of(sample, "SELECT code, account_id FROM account_aliases") == [("NEW-1", 1)]


def test_a_former_number_can_be_given_to_another_account(sample: Book, edits: AccountEdits) -> None:
    edits.edit([1], "code", "NEW-1")
    with expect_exact_undo(sample):
        edits.edit([2], "code", "KH1001")
    assert rows_of(sample, "SELECT code, account_id FROM account_aliases") == [("KH1002", 2)]


# --- new accounts -----------------------------------------------------------------------------------------


def test_a_new_account_gets_a_number_and_its_spelling(sample: Book, edits: AccountEdits) -> None:
    with expect_exact_undo(sample):
        key, changes = edits.new({"name": " 重庆银行 ", "segment": "stable", "handover_day": "6月1日"})
    assert changes.ids == {"accounts": {key}}
    account = row(sample, "accounts", key)
    assert account["code"] == "KH1036"
    assert (account["name"], account["pinyin"], account["initials"]) == (
        "重庆银行",
        "chongqingyinhang",
        "cqyh",
    )
    assert (account["segment"], account["handover_day"], account["activated_day"]) == (
        "稳定",
        "2024-06-01",
        None,
    )
    assert label(sample) == ("新建客户：重庆银行", "New account: 重庆银行")


def test_numbers_follow_the_books_own(sample: Book, edits: AccountEdits) -> None:
    def code_of_next(*statements: str) -> str:
        write(sample, *statements)
        key, _ = edits.new({"name": "下一个", "force": "1"})
        code = str(stored(sample, key, "code"))
        sample.store.undo()
        sample.store.undo()
        return code

    assert code_of_next("UPDATE accounts SET code = 'C-' || printf('%05d', id)") == "C-00036"
    assert code_of_next("UPDATE accounts SET code = 'ACME' || char(64 + id)") == "KH0001"
    assert code_of_next("UPDATE accounts SET code = name") == "下一个"
    assert (
        code_of_next("UPDATE accounts SET code = name", "UPDATE accounts SET code = '下一个' WHERE id = 1")
        == "下一个/2"
    )
    assert code_of_next("INSERT INTO account_aliases (code, account_id) VALUES ('KH1036', 1)") == "KH1036/2"
    assert code_of_next("DELETE FROM accounts") == "KH0001"


def test_a_company_that_is_there_already_is_said(sample: Book, edits: AccountEdits) -> None:
    error = refused(lambda: edits.new({"name": "恒沐医药有限公司"}))
    assert isinstance(error, FieldError)
    assert error.field == "name"
    assert "KH1002" in error.text.zh
    key, _ = edits.new({"name": "恒沐医药", "force": "1"})
    assert stored(sample, key, "name") == "恒沐医药"
    edits.archive([3])
    assert "已归档" in refused(lambda: edits.new({"name": stored(sample, 3, "name")})).text.zh


def test_a_form_is_told_everything_that_is_wrong(edits: AccountEdits) -> None:
    found = edits.problems({"name": "", "code": "KH1003", "activated_day": "明天", "city": "杭州"})
    assert set(found) == {"name", "code", "activated_day"}
    assert edits.problems({"name": "新客户", "owner": "王敏"}) == {}


def test_a_new_account_with_a_mistake_is_not_made(sample: Book, edits: AccountEdits) -> None:
    before = digest_of(sample)
    assert "编号 KH1001" in refused(lambda: edits.new({"name": "新客户", "code": "KH1001"})).text.zh
    assert "不能为空" in refused(lambda: edits.new({})).text.zh
    assert digest_of(sample) == before


# --- archive ----------------------------------------------------------------------------------------------


def test_archived_accounts_leave_the_list_and_come_back(sample: Book, edits: AccountEdits) -> None:
    figure = figures(sample, "2024H1", keys=["nrr"]).figures["nrr"].value
    with expect_exact_undo(sample):
        assert edits.archive([1, 2]).ids == {"accounts": {1, 2}}
    assert label(sample) == ("归档：2 个客户", "Archive: 2 accounts")
    assert {account.id for account in edits.archived()} == {1, 2}
    assert figures(sample, "2024H1", keys=["nrr"]).figures["nrr"].value == figure
    assert edits.archive([1]).empty
    assert edits.unarchive([1, 2, 3]).ids == {"accounts": {1, 2}}
    assert edits.archived() == []


# --- read-only --------------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[AccountEdits], Any]] = {
    "edit": lambda e: e.edit([1], "city", "杭州"),
    "edit, the same": lambda e: e.edit([1], "city", "上海"),
    "new": lambda e: e.new({"name": "新客户"}),
    "archive": lambda e: e.archive([1]),
    "unarchive": lambda e: e.unarchive([1]),
    "paste": lambda e: e.apply_paste(e.plan_paste("杭州", [1], ["city"])),
    "add_touch": lambda e: e.add_touch([1], TouchDraft(TODAY, "电话")),
    "edit_touch": lambda e: e.edit_touch(1, TouchDraft(TODAY, "电话")),
    "remove_touch": lambda e: e.remove_touch(1),
    "save_contact": lambda e: e.save_contact(1, None, ContactDraft("林宁娟")),
    "contact_left": lambda e: e.contact_left(1, TODAY),
    "remove_contact": lambda e: e.remove_contact(1),
    "override": lambda e: e.override(1, "50", "停用", "30天后"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_book_open_for_reading_is_not_changed(sample_original: Path, tmp_path: Path, change: str) -> None:
    folder = Path(shutil.copytree(sample_original, tmp_path / "book"))
    with Book.open(folder, write=False) as book:
        edits = AccountEdits(book, lambda: TODAY)
        assert "只读" in refused(lambda: CHANGES[change](edits)).text.zh
        # What only reads still works.
        assert edits.choices("segment")
        assert edits.read_touch("昨天 拜访").day == date(2024, 6, 27)


def test_fields_can_be_shown_before_any_book_is_read() -> None:
    assert AccountEdits.fields == ACCOUNT_FIELDS


def test_errors_are_for_the_user(edits: AccountEdits) -> None:
    with pytest.raises(UserError, match="must not be empty"):
        edits.edit([1], "name", "")
