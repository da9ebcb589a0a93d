"""The models of the review pane, under Qt's own model tester through all that is done to them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.evidence_rows import ACCOUNT, ADDS, CODE, DAY, DETAIL, EvidenceLineRow, EvidenceRows
from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.models.table import ACCESSIBLE, DISPLAY

NAMES = ("云岫茶饮", "橙舟快运", "岚图家居", "")


def rows(count: int, seed: int = 1, *, excluded: bool = False) -> list[EvidenceLineRow]:
    dice = random.Random(seed)
    made = []
    for i in range(count):
        amount = Fraction(dice.randint(1, 10**6), 3)
        day = None if i % 7 == 3 else date(2024, 1, 1) + timedelta(days=dice.randint(0, 180))
        code = f"HK{dice.randint(0, 10**5):05d}"
        adds = "日期不在期内" if excluded else f"{float(amount):,.2f}"
        number = None if excluded else amount
        made.append(EvidenceLineRow(i, code.casefold(), code, dice.choice(NAMES), "HT1", day, adds, number))
    return made


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[EvidenceRows]:
    made = EvidenceRows()
    tester = watched(made)
    yield made
    tester.deleteLater()


def words(model: EvidenceRows, column: int) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_side_is_shown_newest_first(model: EvidenceRows) -> None:
    made = rows(60)
    model.show(made, "回款", "numerator", money=True)
    assert model.rowCount() == 60
    assert model.head() == ["回款", "客户", "内容", "日期", "金额"]
    days = words(model, DAY)
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [""] * (60 - len(known)), "rows without a day come last"


def test_other_sides_have_other_heads_and_no_rows_are_fine(model: EvidenceRows) -> None:
    model.show(rows(5, excluded=True), "回款", "excluded", money=True)
    assert model.head()[ADDS] == "未计入的原因"
    assert set(words(model, ADDS)) == {"日期不在期内"}
    model.show([], "", "denominator", money=False)
    assert model.rowCount() == 0
    assert model.head() == ["编号", "客户", "内容", "日期", "计入"]


@pytest.mark.parametrize("column", [CODE, ACCOUNT, DETAIL, DAY, ADDS])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_every_column_sorts_and_selections_follow(
    model: EvidenceRows, column: int, order: Qt.SortOrder
) -> None:
    model.show(rows(40), "回款", "numerator", money=True)
    chosen = QItemSelectionModel(model)
    chosen.select(model.index(7, 0), QItemSelectionModel.SelectionFlag.Select)
    code = model.index(7, CODE).data()
    model.sort(column, order)
    assert [index.data() for index in chosen.selectedIndexes()] == [code]
    assert model.sorted_by == (column, order == Qt.SortOrder.DescendingOrder)
    if column == ADDS:
        numbers = [row.number for row in model.shown if row.number is not None]
        assert numbers == sorted(numbers, reverse=order == Qt.SortOrder.DescendingOrder)


def test_names_are_in_the_order_of_pinyin(model: EvidenceRows) -> None:
    model.show(rows(40), "回款", "numerator", money=True)
    model.sort(ACCOUNT, Qt.SortOrder.AscendingOrder)
    found = list(dict.fromkeys(words(model, ACCOUNT)))
    assert found == ["橙舟快运", "岚图家居", "云岫茶饮", ""]


def test_a_row_is_read_out_whole(model: EvidenceRows) -> None:
    row = EvidenceLineRow(0, "", "HK1", "云岫茶饮", "HT1", date(2024, 6, 28), "238,000", Fraction(238000))
    model.show([row], "回款", "numerator", money=True)
    assert model.index(0, 0).data(ACCESSIBLE) == "HK1，云岫茶饮，HT1，2024-06-28，238,000"


def test_what_is_copied_stays_a_table_whatever_the_cells_hold(model: EvidenceRows) -> None:
    row = EvidenceLineRow(0, "", "a\tb", "<b>&", "两\n行", None, "1", Fraction(1))
    model.show([row], "回款", "numerator", money=True)
    held = model.copied([0])
    assert held.text() == "回款\t客户\t内容\t日期\t金额\na b\t<b>&\t两 行\t\t1"
    assert "&lt;b&gt;&amp;" in held.html()
    assert held.html().count("<td>") == 5


def test_ten_thousand_rows_change_sides(model: EvidenceRows) -> None:
    model.show(rows(10_000), "使用", "numerator", money=False)
    model.sort(CODE)
    model.show(rows(3, seed=2), "使用", "denominator", money=False)
    assert model.rowCount() == 3


# --- short lists --------------------------------------------------------------------------------------------


class Thing(NamedTuple):
    key: str
    words: str


def test_a_list_takes_items_and_keeps_the_current_row_when_only_values_change(qtbot: QtBot) -> None:
    model: ItemModel[Thing] = ItemModel(lambda t: t.key, lambda t: t.words)
    tester = watched(model)
    model.set_items([Thing("a", "甲"), Thing("b", "乙")])
    kept = QPersistentModelIndex(model.index(1))
    with qtbot.waitSignal(model.dataChanged):
        model.set_items([Thing("a", "甲"), Thing("b", "丙")])
    assert kept.isValid()
    assert model.index(1).data(DISPLAY) == "丙"
    assert model.index(1).data(ITEM) == Thing("b", "丙")
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.set_items(model.items)
    with qtbot.waitSignal(model.modelReset):
        model.set_items([Thing("c", "丁")])
    assert (model.row_of("c"), model.row_of("a")) == (0, -1)
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0
    model.set_items([])
    assert model.rowCount() == 0
    tester.deleteLater()
