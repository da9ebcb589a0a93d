"""The rows of an account's pages under Qt's own model tester, through every change that they go through."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.table import ACCESSIBLE, DISPLAY
from csmdesk.ui.panes.accounts.tabs.entries import ITEM, Entries


class Row(NamedTuple):
    """Something with a key."""

    key: int
    words: str


def key(row: Row) -> int:
    return row.key


def words(row: Row) -> str:
    return row.words


def chosen(row: Row) -> bool:
    return row.key >= 0


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[Entries[Row]]:
    """A model that Qt watches; what it does wrong fails the test."""
    made: Entries[Row] = Entries(key, words, chosen)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
    made.deleteLater()


def rows_of(*keys: int) -> list[Row]:
    return [Row(number, f"第 {number} 行") for number in keys]


def shown(model: Entries[Row]) -> list[int]:
    return [model.index(row).data(ITEM).key for row in range(model.rowCount())]


def test_rows_are_inserted_changed_removed_and_replaced(model: Entries[Row]) -> None:
    model.replace(rows_of(1, 2, 3))
    assert shown(model) == [1, 2, 3]
    model.update(rows_of(1, 9, 2, 3))
    assert shown(model) == [1, 9, 2, 3]
    model.update([Row(1, "另"), *rows_of(9, 3)])
    assert shown(model) == [1, 9, 3]
    assert model.index(0).data(DISPLAY) == model.index(0).data(ACCESSIBLE) == "另"
    model.update([])
    assert model.rowCount() == 0
    model.replace(rows_of(5))
    assert shown(model) == [5]


def test_what_is_still_there_stays_where_it_was(model: Entries[Row]) -> None:
    model.replace(rows_of(*range(10)))
    held = QPersistentModelIndex(model.index(7))
    model.update(rows_of(*range(100, 105), *range(10)))
    assert held.row() == 12
    model.update(rows_of(*range(5, 10)))
    assert held.row() == 2
    assert held.data(ITEM).key == 7
    model.update(rows_of(9, 8, 5, 6, 7))
    assert held.row() == 4


def test_only_rows_that_differ_are_told(model: Entries[Row], qtbot: QtBot) -> None:
    model.replace(rows_of(1, 2, 3))
    told: list[int] = []

    def hear(first: QModelIndex, last: QModelIndex, _roles: Sequence[int]) -> None:
        told.extend(range(first.row(), last.row() + 1))

    model.dataChanged.connect(hear)
    model.update([Row(1, "第 1 行"), Row(2, "改了"), Row(3, "第 3 行")])
    assert told == [1]
    model.update(model.items)
    assert told == [1]


def test_a_head_cannot_be_current(model: Entries[Row]) -> None:
    model.replace([Row(-1, "2024 年 6 月"), *rows_of(1)])
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.row_of(1) == 1
    assert model.row_of(99) == -1


def test_a_long_random_walk_ends_where_it_should(model: Entries[Row]) -> None:
    dice = random.Random(5)
    for step in range(300):
        keys = dice.sample(range(40), dice.randint(0, 25))
        if dice.random() < 0.5:
            keys.sort()
        wanted = [Row(number, f"{number} {dice.randint(0, 2)}") for number in keys]
        if dice.random() < 0.2:
            model.replace(wanted)
        else:
            model.update(wanted)
        assert list(model.items) == wanted, step
