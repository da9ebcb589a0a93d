"""The fast list: filter, order and replaced rows, under Qt's model tester all the while."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from csmdesk.ui.models.table import ACCESSIBLE, KEY, Column, RowModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Line(NamedTuple):
    id: int
    name: str
    value: int | None

    @property
    def search(self) -> str:
        return f"{self.name}\nkh{self.id:03}".casefold()


COLUMNS = [
    Column[Line]("name", "名称", 80, lambda r: r.name, lambda r: r.name),
    Column[Line](
        "value", "数值", 80, lambda r: str(r.value), lambda r: r.value, right=True, tip=lambda r: "说明"
    ),
]

ROWS = [
    Line(1, "恒沐医药", 30),
    Line(2, "岚图家居", 10),
    Line(3, "启衡证券", None),
    Line(4, "金穗农业", 10),
    Line(5, "Ab cd", 20),
]


def make(rows: list[Line]) -> RowModel[Line]:
    model = RowModel(COLUMNS, lambda r: f"{r.name}，{r.value}")
    model.set_rows(rows)
    return model


@pytest.fixture
def model(qapp: QApplication) -> Iterator[RowModel[Line]]:
    made = make(ROWS)
    # A warning of the tester fails the test through pytest-qt.
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def names(model: RowModel[Line]) -> list[str]:
    return [row.name for row in model.shown]


def test_every_role_is_answered(model: RowModel[Line]) -> None:
    model.sort(1, UP)
    first = model.index(0, 0)
    assert first.data() == "岚图家居"
    assert first.data(KEY) == 2
    assert first.data(ACCESSIBLE) == "岚图家居，10"
    assert model.index(0, 1).data(ACCESSIBLE) == "10"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "说明"
    assert model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "数值"


def test_sort_is_stable_and_blanks_come_last_both_ways(model: RowModel[Line]) -> None:
    model.sort(1, UP)
    assert names(model) == ["岚图家居", "金穗农业", "Ab cd", "恒沐医药", "启衡证券"]
    model.sort(1, DOWN)
    assert names(model) == ["恒沐医药", "Ab cd", "岚图家居", "金穗农业", "启衡证券"]
    assert model.sorted_by == (1, True)


def test_an_order_is_computed_once(model: RowModel[Line]) -> None:
    model.sort(1, DOWN)
    first = model._sorted(1, True)
    model.sort(0, UP)
    model.sort(1, DOWN)
    assert model._sorted(1, True) is first
    model.set_rows([*ROWS[:4], Line(5, "Ab cd", 99)])
    assert names(model)[0] == "Ab cd"


def test_a_sort_takes_current_and_selection_along(model: RowModel[Line]) -> None:
    model.sort(0, UP)
    kept = {row.id: QPersistentModelIndex(model.index(place, 1)) for place, row in enumerate(model.shown)}
    model.sort(1, DOWN)
    assert all(index.data(KEY) == key for key, index in kept.items())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 5),
        ("家居", 1),
        ("AB", 1),
        ("kh00", 5),
        ("KH004", 1),
        ("ab cd", 1),
        ("cd ab", 1),
        ("  ", 5),
        ("没有", 0),
    ],
)
def test_filter_finds_every_word_in_any_case(model: RowModel[Line], text: str, found: int) -> None:
    model.filter(text)
    assert model.rowCount() == found
    assert model.filtered == bool(text.strip())


def test_filter_and_sort_work_together(model: RowModel[Line]) -> None:
    model.filter("kh00")
    model.sort(1, UP)
    model.filter("kh00 农")
    assert names(model) == ["金穗农业"]
    model.filter("")
    assert names(model) == ["岚图家居", "金穗农业", "Ab cd", "恒沐医药", "启衡证券"]


def test_new_values_of_the_same_rows_keep_filter_order_and_places(
    model: RowModel[Line], qtbot: object
) -> None:
    model.sort(1, UP)
    model.filter("业")
    kept = QPersistentModelIndex(model.index(0, 0))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows([row._replace(value=(row.value or 0) + 1) for row in ROWS])
    assert not resets
    assert kept.isValid()
    assert kept.data(KEY) == 4
    assert names(model) == ["金穗农业"]


def test_other_rows_reset_the_list_and_keep_the_filter(model: RowModel[Line]) -> None:
    model.filter("业")
    model.set_rows([Line(7, "农业银行", 1), Line(8, "宁溪纺织", 2)])
    assert names(model) == ["农业银行"]
    model.set_rows([])
    assert model.rowCount() == 0
    assert model.total == 0


def test_places_and_sums_follow_what_is_shown(model: RowModel[Line]) -> None:
    model.sort(0, UP)
    values = [row.value or 0 for row in ROWS]
    assert model.total_of(values) == 70
    model.filter("家居")
    assert model.total_of(values) == 10
    assert model.position_of(2) == 0
    assert model.position_of(1) == -1
    assert model.position_of(99) == -1


def test_ordering_other_rows_is_what_a_sort_does(model: RowModel[Line]) -> None:
    model.sort(1, DOWN)
    assert model.ordering()(ROWS) == model.shown


@given(st.lists(st.text("ab岚 k0", max_size=5), max_size=12), st.integers(0, 1), st.booleans())
def test_typing_on_and_back_shows_what_a_fresh_filter_shows(
    texts: list[str], column: int, descending: bool
) -> None:
    dice = random.Random(3)
    rows = [Line(i, "".join(dice.choices("ab岚图k0 ", k=6)), dice.choice([None, 1, 2])) for i in range(60)]
    model = make(rows)
    order = DOWN if descending else UP
    model.sort(column, order)
    for text in texts:
        model.filter(text)
        fresh = make(rows)
        fresh.sort(column, order)
        fresh.filter(text)
        assert model.shown == fresh.shown
