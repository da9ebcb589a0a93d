"""Saved views of the account list: kept in the book, changed as one step each, read with care."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.services.account_views import (
    BUILT_IN,
    AccountViews,
    ListView,
    ViewColumns,
    view_from,
    view_json,
)
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book

LOOK = ListView(
    filter="岚图",
    chips={"segment": frozenset({"稳定", "潜力"})},
    sort=(("annual", True), ("name", False)),
    grouping="health",
    columns=ViewColumns(("name", "owner"), frozenset({"trend"}), {"owner": 120}, 2),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "book").book as made:
        yield made


def keys(views: AccountViews) -> list[str]:
    return [view.key for view in views.saved()[0]]


def test_a_view_comes_back_as_it_was_saved(book: Book) -> None:
    views = AccountViews(book)
    key, changes = views.add("  我的  客户 ", LOOK)
    assert set(changes.ids) == {"settings"}
    saved, row = views.saved()
    assert changes.ids["settings"] == {row}
    assert (saved[-1].key, saved[-1].name.zh, saved[-1].view) == (key, "我的 客户", LOOK)
    assert not saved[-1].built_in
    assert saved[: len(BUILT_IN)] == list(BUILT_IN)


def test_each_change_is_one_step_to_undo(book: Book) -> None:
    views = AccountViews(book)
    first, _ = views.add("一", LOOK)
    second, _ = views.add("二", ListView())
    views.update(second, LOOK)
    views.rename(first, "壹")
    label = book.store.undo_label
    assert label is not None
    assert label.zh == "视图改名：壹"
    views.delete(second)
    assert [view.name.zh for view in views.saved()[0][len(BUILT_IN) :]] == ["壹"]
    for names, look in (
        (["壹", "二"], LOOK),
        (["一", "二"], LOOK),
        (["一", "二"], ListView()),
    ):
        book.store.undo()
        found = views.saved()[0][len(BUILT_IN) :]
        assert [view.name.zh for view in found] == names
        assert found[1].view == look


def test_saving_the_same_again_is_no_step(book: Book) -> None:
    views = AccountViews(book)
    key, _ = views.add("一", LOOK)
    assert views.update(key, LOOK).empty


@pytest.mark.parametrize("name", ["", "   ", "全部", "ALL", "一", "长" * 41])
def test_a_name_that_cannot_be_is_refused(book: Book, name: str) -> None:
    views = AccountViews(book)
    views.add("一", LOOK)
    with pytest.raises(UserError):
        views.add(name, LOOK)
    assert keys(views) == [*(view.key for view in BUILT_IN), "v1"]


def test_a_deleted_key_is_not_given_again_while_later_ones_are_there(book: Book) -> None:
    views = AccountViews(book)
    first, _ = views.add("一", LOOK)
    views.add("二", LOOK)
    views.delete(first)
    third, _ = views.add("三", LOOK)
    assert third == "v3"


@pytest.mark.parametrize(
    "kept",
    [
        "nothing that is JSON",
        "5",
        "{}",
        "[1, null, []]",
        '[{"key": "x", "name": "一"}]',
        '[{"key": "v1", "name": ""}]',
    ],
)
def test_a_setting_that_makes_no_sense_is_no_view(book: Book, kept: str) -> None:
    from csmdesk.domain.changes import Op

    def write(connection: object) -> None:
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "INSERT INTO settings (key, value) VALUES ('account_views', ?)", (kept,)
        )

    book.store.run(Op.EDIT_VIEW, write)
    views = AccountViews(book)
    assert keys(views) == [view.key for view in BUILT_IN]
    views.add("一", LOOK)
    assert views.saved()[0][-1].view == LOOK


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {"filter": 5, "chips": [], "sort": "x", "grouping": None, "columns": 1},
        {"chips": {"segment": "稳定"}, "sort": [["a"], [1, 2], 3]},
    ],
)
def test_parts_that_make_no_sense_are_passed_over(plain: object) -> None:
    assert view_from(plain) == ListView()


def test_a_look_survives_json() -> None:
    assert view_from(json.loads(json.dumps(view_json(LOOK)))) == LOOK


def test_columns_count_only_where_both_say_any() -> None:
    without = ListView(LOOK.filter, LOOK.chips, LOOK.sort, LOOK.grouping)
    assert LOOK.same(without)
    assert not LOOK.same(ListView())
    other = ViewColumns(("name",))
    assert not LOOK.same(ListView(LOOK.filter, LOOK.chips, LOOK.sort, LOOK.grouping, other))


def test_what_names_customers_is_remembered_in_the_book(book: Book) -> None:
    accounts = Accounts(book)
    assert accounts.kept() == ""
    accounts.keep('{"filter": "岚图"}')
    assert accounts.kept() == '{"filter": "岚图"}'
    assert book.store.undo_label is None
