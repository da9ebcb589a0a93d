"""Contacts: new, changed, left, removed; the risk of an executive who left; birthdays to come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.services.account_edits import AccountEdits, ContactDraft
from csmdesk.services.contacts import birthdays, executive_risks
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into, write
from tests.unit.services.sample import TODAY, expect_exact_undo, only, refused, row
from tests.unit.storage.making import digest_of, rows_of, value_of

NEW = ContactDraft("单晓燕", "CIO", True, "shan@example.com", "139-0000 0001 转 8", "02-29", None)


def test_a_contact_is_added_with_number_and_spelling(sample: Book, edits: AccountEdits) -> None:
    with expect_exact_undo(sample):
        changes = edits.save_contact(1, None, NEW)
    contact = row(sample, "contacts", only(changes, "contacts"))
    assert contact["code"] == "KH1001/单晓燕"
    # A surname is read as a surname.
    assert (contact["pinyin"], contact["initials"]) == ("shanxiaoyan", "sxy")
    assert (contact["birthday"], contact["executive"], contact["account_id"]) == ("0004-02-29", 1, 1)
    assert edits.contact(contact["id"]) == NEW


def test_two_of_one_name_have_two_numbers(sample: Book, edits: AccountEdits) -> None:
    edits.save_contact(1, None, NEW)
    changes = edits.save_contact(1, None, NEW)
    assert row(sample, "contacts", only(changes, "contacts"))["code"] == "KH1001/单晓燕/2"


def test_a_list_without_numbers_finds_the_contact_again(
    sample: Book, edits: AccountEdits, tmp_path: Path
) -> None:
    key = only(edits.save_contact(1, None, NEW), "contacts")
    files = write(tmp_path / "in", {"联系人.csv": "客户编号,姓名,职务\nKH1001,单晓燕,CTO\n"})
    import_into(sample, files)
    assert row(sample, "contacts", key)["title"] == "CTO"
    assert value_of(sample, "SELECT count(*) FROM contacts WHERE name = '单晓燕'") == 1


def test_a_contact_is_changed(sample: Book, edits: AccountEdits) -> None:
    draft = edits.contact(1)._replace(name="任静", title="CTO", birthday="1980年3月4日", email="")
    with expect_exact_undo(sample):
        assert edits.save_contact(1, 1, draft).ids == {"contacts": {1}}
    contact = row(sample, "contacts", 1)
    assert (contact["name"], contact["initials"], contact["birthday"]) == ("任静", "rj", "1980-03-04")
    assert edits.save_contact(1, 1, edits.contact(1)).empty
    assert "不在客户书里" in refused(lambda: edits.save_contact(2, 1, draft)).text.zh


def test_labels_name_the_account_and_not_the_person(sample: Book, edits: AccountEdits) -> None:
    # They stay in the journal when a person is erased.
    key = only(edits.save_contact(1, None, NEW), "contacts")
    edits.contact_left(key, TODAY)
    edits.remove_contact(key)
    labels = [entry.label for entry in sample.store.history(3)]
    assert [label.zh for label in labels] == [
        "删联系人：云岫茶饮",
        "标记离任：云岫茶饮",
        "新建联系人：云岫茶饮",
    ]
    assert not any("单晓燕" in label.zh + label.en for label in labels)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 201}, "name"),
        ({"email": "不是邮箱"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"phone": "打他秘书"}, "phone"),
        ({"birthday": "昨天"}, "birthday"),
        ({"birthday": "2月30日"}, "birthday"),
        ({"birthday": "2030-01-01"}, "birthday"),
        ({"left_day": date(1024, 1, 1)}, "left_day"),
    ],
)
def test_what_cannot_be_is_refused(
    sample: Book, edits: AccountEdits, change: dict[str, object], field: str
) -> None:
    draft = ContactDraft(**{**NEW._asdict(), **change})
    before = digest_of(sample)
    assert set(edits.contact_problems(draft)) == {field}
    error = refused(lambda: edits.save_contact(1, None, draft))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert digest_of(sample) == before


def test_a_form_is_told_everything_that_is_wrong(edits: AccountEdits) -> None:
    draft = ContactDraft("", email="x", phone="y", birthday="z")
    assert set(edits.contact_problems(draft)) == {"name", "email", "phone", "birthday"}
    assert edits.contact_problems(NEW) == {}


def test_a_leaving_executive_raises_a_risk_until_somebody_comes(sample: Book, edits: AccountEdits) -> None:
    key = only(edits.save_contact(1, None, NEW), "contacts")
    assert executive_risks(sample, TODAY) == {}
    with expect_exact_undo(sample):
        assert edits.contact_left(key, date(2024, 6, 12)).ids == {"contacts": {key}}
    assert [risk.text.zh for risk in executive_risks(sample, TODAY)[1]] == [
        "CIO 单晓燕 06-12 离任，暂无接任者"
    ]
    assert executive_risks(sample, date(2024, 6, 11)) == {}
    assert edits.contact_left(key, date(2024, 6, 12)).empty
    edits.save_contact(1, None, ContactDraft("接任者", "CIO", True))
    assert executive_risks(sample, TODAY) == {}


def test_a_contact_may_come_back(sample: Book, edits: AccountEdits) -> None:
    edits.contact_left(1, TODAY)
    edits.contact_left(1, None)
    assert row(sample, "contacts", 1)["left_day"] is None


def test_a_removed_contact_leaves_what_was_done_with_it(sample: Book, edits: AccountEdits) -> None:
    answers = rows_of(sample, "SELECT id FROM surveys WHERE contact_id = 1")
    assert answers
    with expect_exact_undo(sample):
        changes = edits.remove_contact(1)
    assert changes.ids["contacts"] == {1}
    assert changes.ids["surveys"] == {key for (key,) in answers}
    assert "不在客户书里" in refused(lambda: edits.contact(1)).text.zh


def test_birthdays_to_come_are_found(sample: Book, edits: AccountEdits) -> None:
    day = date(2025, 2, 25)
    key = only(edits.save_contact(1, None, NEW), "contacts")
    old = only(edits.save_contact(2, None, NEW._replace(name="吴老", birthday="1960-03-01")), "contacts")
    coming = {each.contact_id: each for each in birthdays(sample, day, 7)}
    assert (coming[key].day, coming[key].age, coming[key].account) == (date(2025, 2, 28), None, "云岫茶饮")
    assert (coming[old].day, coming[old].age) == (date(2025, 3, 1), 65)
    days = [each.day for each in birthdays(sample, day, 365)]
    assert days == sorted(days)
    assert len(days) == 105
    # Who has left, and who is at an archived account, is not congratulated.
    edits.contact_left(key, TODAY)
    edits.archive([2])
    assert {key, old}.isdisjoint(each.contact_id for each in birthdays(sample, day, 7))
