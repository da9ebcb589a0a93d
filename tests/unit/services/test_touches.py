"""Touches: read from one line, added to one account or many, changed, removed, and left alone by imports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.services.account_edits import AccountEdits, TouchDraft
from csmdesk.services.figures import account_figures
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.services.sample import FILES, TODAY, expect_exact_undo, ids_of, only, refused, row
from tests.unit.storage.making import digest_of, rows_of, value_of

YESTERDAY = date(2024, 6, 27)


def test_two_keys_make_a_touch(sample: Book, edits: AccountEdits) -> None:
    draft = edits.read_touch("昨天 拜访 聊续约")
    with expect_exact_undo(sample):
        key = only(edits.add_touch([1], draft), "touches")
    touch = row(sample, "touches", key)
    assert (touch["account_id"], touch["day"], touch["channel"], touch["note"]) == (
        1,
        "2024-06-27",
        "拜访",
        "聊续约",
    )
    assert (touch["code"], touch["row_key"], touch["contact_id"], touch["minutes"]) == (
        None,
        None,
        None,
        None,
    )
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh == "记触达：云岫茶饮"
    assert account_figures(sample, "2024H1", date(2024, 6, 30))[1].last_touch == YESTERDAY


def test_nothing_typed_is_today_over_the_channel_used_last(edits: AccountEdits) -> None:
    edits.add_touch([1], TouchDraft(YESTERDAY, "微信"))
    assert edits.read_touch("") == TouchDraft(TODAY, "微信", "")
    assert edits.read_touch("", "电话").channel == "电话"
    assert edits.read_touch("拜访 李总", "电话") == TouchDraft(TODAY, "拜访", "李总")
    assert edits.channels()[0] == "微信"


def test_channels_are_the_books_own_and_then_the_standard_ones(sample: Book, edits: AccountEdits) -> None:
    edits.add_touch([1], TouchDraft(TODAY, "飞书"))
    offered = edits.channels()
    used = {channel for (channel,) in rows_of(sample, "SELECT DISTINCT channel FROM touches")}
    assert offered[0] == "飞书"
    assert set(offered[: len(used)]) == used
    assert {"电话", "拜访", "会议", "微信", "邮件", "培训", "QBR"} <= set(offered)
    assert len(offered) == len(set(offered))
    assert edits.read_touch("昨天 飞书 对数据") == TouchDraft(YESTERDAY, "飞书", "对数据")


def test_one_touch_to_many_accounts_is_one_operation(sample: Book, edits: AccountEdits) -> None:
    with expect_exact_undo(sample):
        changes = edits.add_touch([3, 1, 2, 1], TouchDraft(YESTERDAY, "邮件", "版本说明"))
    assert len(changes.ids["touches"]) == 3
    assert len(sample.store.history()) == 2
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.to("en") == "Add touch: 3 accounts"


@pytest.mark.parametrize(
    ("touch", "field", "words"),
    [
        (TouchDraft(date(2024, 6, 29), "电话"), "day", "还没到"),
        (TouchDraft(date(1024, 6, 29), "电话"), "day", "太早"),
        (TouchDraft(TODAY, " "), "channel", "渠道"),
        (TouchDraft(TODAY, "很" * 41), "channel", "太长"),
        (TouchDraft(TODAY, "电话", "长" * 20_001), "note", "太长"),
        (TouchDraft(TODAY, "电话", minutes=-1), "minutes", "分钟"),
        (TouchDraft(TODAY, "电话", minutes=1441), "minutes", "分钟"),
        (TouchDraft(TODAY, "电话", contact_id=2), "contact", "不属于"),
        (TouchDraft(TODAY, "电话", contact_id=9999), "contact", "不属于"),
    ],
)
def test_what_cannot_be_is_refused(
    sample: Book, edits: AccountEdits, touch: TouchDraft, field: str, words: str
) -> None:
    before = digest_of(sample)
    for change in (lambda: edits.add_touch([1], touch), lambda: edits.edit_touch(1, touch)):
        error = refused(change)
        assert isinstance(error, FieldError)
        assert error.field == field
        assert words in error.text.zh
    assert digest_of(sample) == before


def test_a_day_to_come_is_refused_while_it_is_typed(edits: AccountEdits) -> None:
    error = refused(lambda: edits.read_touch("明天 拜访"))
    assert "2024-06-29" in error.text.zh
    assert edits.read_touch("约了 下周三").note == "约了 下周三"


def test_a_contact_belongs_to_one_account(sample: Book, edits: AccountEdits) -> None:
    touch = TouchDraft(TODAY, "电话", contact_id=1)
    assert "多个客户" in refused(lambda: edits.add_touch([1, 2], touch)).text.zh
    key = only(edits.add_touch([1], touch), "touches")
    assert row(sample, "touches", key)["contact_id"] == 1


def test_a_touch_is_changed_and_removed(sample: Book, edits: AccountEdits) -> None:
    key = only(edits.add_touch([1], TouchDraft(TODAY, "电话", "问工单")), "touches")
    draft = TouchDraft(YESTERDAY, "拜访", "问工单\n约下次", 1, 45)
    with expect_exact_undo(sample):
        assert edits.edit_touch(key, draft).ids == {"touches": {key}}
    assert edits.touch(key) == draft
    before = len(sample.store.history())
    assert edits.edit_touch(key, draft).empty
    assert len(sample.store.history()) == before
    with expect_exact_undo(sample):
        assert edits.remove_touch(key).ids == {"touches": {key}}
    for gone in (
        lambda: edits.remove_touch(key),
        lambda: edits.edit_touch(key, draft),
        lambda: edits.touch(key),
    ):
        assert "已不在客户书里" in refused(gone).text.zh


def test_importing_the_same_files_leaves_hand_made_touches_alone(
    sample: Book, edits: AccountEdits, tmp_path: Path
) -> None:
    files = tmp_path / "in"
    files.mkdir()
    for name in ("客户与联系人.xlsx", "触达记录.csv"):
        (files / name).write_bytes((FILES / name).read_bytes())
    import_into(sample, files)
    imported = value_of(sample, "SELECT count(*) FROM touches")
    # The very same touch as one of the files, by hand: it is one more.
    first = edits.touch(1)
    key = only(edits.add_touch([row(sample, "touches", 1)["account_id"]], first), "touches")
    before = digest_of(sample)
    assert not import_into(sample, files).changed
    assert digest_of(sample) == before
    assert value_of(sample, "SELECT count(*) FROM touches") == imported + 1
    assert key in ids_of(sample, "touches")


def test_an_imported_touch_that_is_changed_stays_one(sample: Book, edits: AccountEdits) -> None:
    edits.edit_touch(1, edits.touch(1)._replace(note="补记"))
    count = value_of(sample, "SELECT count(*) FROM touches")
    import_into(sample, FILES)
    assert value_of(sample, "SELECT count(*) FROM touches") == count
