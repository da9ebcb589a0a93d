"""The fast list: filter, order, groups and replaced rows, under Qt's model tester all the while."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.table import ACCESSIBLE, KEY, RowModel
from tests.model.lists import KINDS, Thing, by_kind, make, things

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAME, KIND, VALUE, DAY = range(4)

ROWS = [
    Thing(1, "恒沐医药", "稳定", Fraction(30)),
    Thing(2, "岚图家居", "高价值", Fraction(10)),
    Thing(3, "启衡证券", "稳定", None),
    Thing(4, "金穗农业", "高价值", Fraction(10)),
    Thing(5, "Ab cd", "潜力", Fraction(20)),
]


@pytest.fixture
def model(qapp: QApplication) -> Iterator[RowModel[Thing]]:
    made = make(ROWS)
    # A warning of the tester fails the test through pytest-qt.
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def names(model: RowModel[Thing]) -> list[str]:
    return [row.name for row in model.shown]


def lines(model: RowModel[Thing]) -> list[str]:
    """What is shown line by line: a row's name, a head in brackets."""
    found = []
    for position in range(model.rowCount()):
        line = model.row_at(position)
        found.append(f"[{line.words}]" if isinstance(line, GroupHead) else line.name)
    return found


def test_every_role_is_answered(model: RowModel[Thing]) -> None:
    model.sort(VALUE, UP)
    first = model.index(0, NAME)
    assert first.data() == "岚图家居"
    assert first.data(KEY) == 2
    assert first.data(ACCESSIBLE) == "岚图家居，10"
    assert model.index(0, VALUE).data(ACCESSIBLE) == "10.0"
    assert model.index(0, VALUE).data(Qt.ItemDataRole.ToolTipRole) == "10.0 万"
    assert model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.index(0, VALUE).data(Qt.ItemDataRole.DecorationRole) is None
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.index(0, VALUE).data(Qt.ItemDataRole.TextAlignmentRole) == int(right)
    assert model.headerData(VALUE, Qt.Orientation.Horizontal) == "金额"
    assert model.headerData(VALUE, Qt.Orientation.Vertical) is None
    assert model.data(QModelIndex()) is None


# --- order --------------------------------------------------------------------------------------------------


def test_sort_is_stable_and_blanks_come_last_both_ways(model: RowModel[Thing]) -> None:
    model.sort(VALUE, UP)
    assert names(model) == ["岚图家居", "金穗农业", "Ab cd", "恒沐医药", "启衡证券"]
    model.sort(VALUE, DOWN)
    assert names(model) == ["恒沐医药", "Ab cd", "岚图家居", "金穗农业", "启衡证券"]
    assert model.sorted_by == (VALUE, True)
    model.sort(99)
    assert model.sorted_by == (VALUE, True)


def test_a_second_key_orders_what_the_first_leaves_equal(model: RowModel[Thing]) -> None:
    model.set_sort([("kind", False), ("value", True)])
    assert names(model) == ["Ab cd", "恒沐医药", "启衡证券", "岚图家居", "金穗农业"]
    assert model.sort_keys == (("kind", False), ("value", True))
    model.set_sort([("value", False), ("name", True)])
    assert names(model) == ["金穗农业", "岚图家居", "Ab cd", "恒沐医药", "启衡证券"]


def test_keys_that_do_not_exist_or_come_twice_are_passed_over(model: RowModel[Thing]) -> None:
    model.set_sort([("nothing", False), ("value", True), ("value", False)])
    assert model.sort_keys == (("value", True),)
    model.set_sort([])
    assert model.sort_keys == (("value", True),)


def test_an_order_is_computed_once(model: RowModel[Thing]) -> None:
    model.sort(VALUE, DOWN)
    first = model._order
    model.sort(NAME, UP)
    model.sort(VALUE, DOWN)
    assert model._order is first
    model.set_rows([*ROWS[:4], ROWS[4]._replace(value=Fraction(99))])
    assert names(model)[0] == "Ab cd"


def test_a_sort_takes_current_and_selection_along(model: RowModel[Thing]) -> None:
    model.sort(NAME, UP)
    kept = {row.id: QPersistentModelIndex(model.index(place, 1)) for place, row in enumerate(model.shown)}
    chosen = QItemSelectionModel(model)
    chosen.select(model.index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    key = model.index(2, 0).data(KEY)
    model.set_sort([("value", True), ("name", True)])
    assert all(index.data(KEY) == key for key, index in kept.items())
    assert [index.data(KEY) for index in chosen.selectedIndexes()] == [key]


@given(
    st.lists(
        st.tuples(st.sampled_from(["name", "kind", "value", "day"]), st.booleans()), min_size=1, max_size=4
    ),
    st.integers(0, 3),
)
def test_several_keys_sort_as_one_sort_after_the_other(keys: list[tuple[str, bool]], seed: int) -> None:
    rows = things(80, seed)
    model = make(rows)
    orders = {column.key: column.order for column in model.columns}
    model.set_sort(keys)
    expected = list(rows)
    for key, descending in reversed(model.sort_keys):
        order = orders[key]
        known = sorted((r for r in expected if order(r) is not None), key=order, reverse=descending)
        expected = known + [row for row in expected if order(row) is None]
    assert model.shown == expected
    assert model.ordering()(rows) == expected


# --- filter -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 5),
        ("家居", 1),
        ("AB", 1),
        ("kh000", 5),
        ("KH00004", 1),
        ("ab cd", 1),
        ("cd ab", 1),
        ("  ", 5),
        ("没有", 0),
    ],
)
def test_filter_finds_every_word_in_any_case(model: RowModel[Thing], text: str, found: int) -> None:
    model.filter(text)
    assert model.rowCount() == found
    assert model.shown_count == found
    assert model.filtered == bool(text.strip())


def test_filter_and_sort_work_together(model: RowModel[Thing]) -> None:
    model.filter("kh000")
    model.sort(VALUE, UP)
    model.filter("kh000 农")
    assert names(model) == ["金穗农业"]
    model.filter("")
    assert names(model) == ["岚图家居", "金穗农业", "Ab cd", "恒沐医药", "启衡证券"]


def test_what_is_accepted_and_what_is_typed_both_have_to_hold(model: RowModel[Thing]) -> None:
    filtered = [model.filtered]
    model.set_accept(lambda row: row.kind != "潜力")
    filtered.append(model.filtered)
    assert sorted(names(model)) == sorted(["恒沐医药", "岚图家居", "启衡证券", "金穗农业"])
    model.filter("业")
    assert names(model) == ["金穗农业"]
    model.set_accept(None)
    model.filter("")
    assert [*filtered, model.filtered] == [False, True, False]
    assert model.rowCount() == 5


def test_new_values_are_accepted_anew(model: RowModel[Thing], qtbot: QtBot) -> None:
    model.set_accept(lambda row: (row.value or 0) >= 20)
    assert sorted(names(model)) == ["Ab cd", "恒沐医药"]
    with qtbot.waitSignal(model.shown_changed):
        model.set_rows([row._replace(value=Fraction(50)) for row in ROWS])
    assert model.rowCount() == 5


@given(st.lists(st.text("ab岚 k0", max_size=5), max_size=12), st.integers(0, 1), st.booleans())
def test_typing_on_and_back_shows_what_a_fresh_filter_shows(
    texts: list[str], column: int, descending: bool
) -> None:
    dice = random.Random(3)
    rows = [Thing(i, "".join(dice.choices("ab岚图k0 ", k=6)), dice.choice(KINDS), None) for i in range(60)]
    model = make(rows)
    order = DOWN if descending else UP
    model.sort(column, order)
    for text in texts:
        model.filter(text)
        fresh = make(rows)
        fresh.sort(column, order)
        fresh.filter(text)
        assert model.shown == fresh.shown
        words = text.casefold().split()
        assert {row.id for row in model.shown} == {r.id for r in rows if all(w in r.search for w in words)}


# --- rows ---------------------------------------------------------------------------------------------------


def test_new_values_of_the_same_rows_keep_filter_order_and_places(
    model: RowModel[Thing], qtbot: QtBot
) -> None:
    model.sort(VALUE, UP)
    model.filter("业")
    kept = QPersistentModelIndex(model.index(0, 0))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows([row._replace(value=(row.value or 0) + Fraction(1)) for row in ROWS])
    assert kept.isValid()
    assert kept.data(KEY) == 4
    assert names(model) == ["金穗农业"]


def test_other_rows_reset_the_list_and_keep_the_filter(model: RowModel[Thing]) -> None:
    model.filter("业")
    model.set_rows([Thing(7, "农业银行"), Thing(8, "宁溪纺织")])
    assert names(model) == ["农业银行"]
    model.set_rows([])
    assert model.rowCount() == 0
    assert model.total == 0
    model.set_rows(ROWS)
    assert names(model) == ["金穗农业"]


def test_rows_are_found_by_key_whether_they_are_shown_or_not(model: RowModel[Thing]) -> None:
    model.sort(NAME, UP)
    values = [int(row.value or 0) for row in ROWS]
    assert model.total_of(values) == 70
    model.filter("家居")
    assert model.total_of(values) == 10
    assert model.position_of(2) == 0
    assert model.position_of(1) == -1
    assert model.position_of(99) == -1
    assert model.row_of(1) == ROWS[0]
    assert model.row_of(99) is None
    assert model.positions_of([1, 2, 99]) == [0]
    assert model.rows_of(0) == [ROWS[1]]


# --- groups -------------------------------------------------------------------------------------------------


def test_rows_stand_under_the_heads_of_their_groups(model: RowModel[Thing]) -> None:
    model.sort(VALUE, DOWN)
    model.set_grouping(by_kind())
    grouped = ["[高价值]", "岚图家居", "金穗农业", "[潜力]", "Ab cd", "[稳定]", "恒沐医药", "启衡证券"]
    assert lines(model) == grouped
    assert names(model) == [line for line in grouped if "[" not in line]
    assert (model.shown_count, model.total, model.rowCount()) == (5, 5, 8)
    assert list(model.head_positions) == [0, 3, 5]
    assert model.rows_of(0) == [ROWS[1], ROWS[3]]
    assert model.rows_at(range(8)) == model.shown
    assert [model.head_above(position) for position in range(8)] == [0, 0, 0, 3, 3, 5, 5, 5]
    model.set_grouping(None)
    assert lines(model) == names(model) == ["恒沐医药", "Ab cd", "岚图家居", "金穗农业", "启衡证券"]
    assert not model.head_positions
    assert model.head_above(0) == -1


def test_a_head_says_what_it_stands_for(model: RowModel[Thing]) -> None:
    model.set_grouping(by_kind())
    head = model.row_at(0)
    assert isinstance(head, GroupHead)
    assert (head.words, head.value, head.sums, len(head.rows), head.folded) == (
        "高价值",
        "高价值",
        "合计 20",
        2,
        False,
    )
    index = model.index(0, NAME)
    assert index.data() == "高价值"
    assert index.data(KEY) == head.id < 0
    assert index.data(ACCESSIBLE) == "高价值，2 行，合计 20，已展开"
    assert model.index(0, VALUE).data() is None
    model.toggle_group(head.id)
    assert model.index(0, NAME).data(ACCESSIBLE) == "高价值，2 行，合计 20，已折叠"


def test_a_folded_group_stays_folded_through_filter_order_and_new_values(model: RowModel[Thing]) -> None:
    model.set_grouping(by_kind())
    key = model.index(0, 0).data(KEY)
    kept = QPersistentModelIndex(model.index(3, 0))
    model.toggle_group(key)
    assert lines(model) == ["[高价值]", "[潜力]", "Ab cd", "[稳定]", "启衡证券", "恒沐医药"]
    assert kept.data() == "潜力"
    assert model.position_of(2) == -1
    assert "岚图家居" in names(model), "a folded row has not been filtered out"
    model.filter("业")
    assert lines(model) == ["[高价值]"]
    model.filter("")
    model.sort(VALUE, DOWN)
    model.set_rows([row._replace(value=Fraction(1)) for row in ROWS])
    assert lines(model)[:2] == ["[高价值]", "[潜力]"]
    assert model.position_of(key) == 0
    model.toggle_group(key)
    assert lines(model)[:3] == ["[高价值]", "岚图家居", "金穗农业"]
    model.toggle_group(-99)
    assert model.rowCount() == 8


def test_grouping_by_the_same_again_keeps_what_is_folded(model: RowModel[Thing]) -> None:
    model.set_grouping(by_kind())
    model.toggle_group(model.index(0, 0).data(KEY))
    model.set_grouping(by_kind())
    assert lines(model)[:2] == ["[高价值]", "[潜力]"]


def test_a_row_that_changes_its_group_moves_there(model: RowModel[Thing]) -> None:
    model.set_grouping(by_kind())
    kept = QPersistentModelIndex(model.index(model.position_of(1), 0))
    model.set_rows([ROWS[0]._replace(kind="高价值"), *ROWS[1:]])
    assert lines(model)[:4] == ["[高价值]", "岚图家居", "恒沐医药", "金穗农业"]
    assert kept.data(KEY) == 1
    model.set_rows([ROWS[0]._replace(kind=""), *ROWS[1:]])
    assert lines(model)[-2:] == ["[未分层]", "恒沐医药"]
