"""Keys, menus and the palette's actions of the calendar in the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.year_shown import Piece
from tests.ui.calendar.conftest import pane_of
from tests.ui.conftest import Run

Start = Callable[..., Run]

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def entries(menu: QMenu | None) -> list[str]:
    assert menu is not None
    return [entry.objectName() for entry in menu.actions() if not entry.isSeparator()]


def test_o_opens_the_account_from_the_list_and_stands_once_in_the_palette(run: Run) -> None:
    pane = pane_of(run)
    offered = [action for action in pane.actions() if action.text.startswith("打开客户")]
    assert [action.shortcut for action in offered] == ["O"]
    row = pane.reading.model.row_of(pane.left.view.key)
    assert row is not None
    pane.left.view.setFocus()
    QTest.keyClick(pane.left.view, Qt.Key.Key_O)
    run.wait()
    assert run.desk.pane is run.accounts
    shown = run.accounts.model.row_of(run.accounts.view.key)
    assert shown is not None
    assert shown.name == row.source.account


def test_no_key_and_no_act_is_offered_twice(run: Run) -> None:
    actions = pane_of(run).actions()
    keys = [action.shortcut for action in actions if action.shortcut]
    assert len(keys) == len(set(keys))
    assert len({action.text for action in actions}) == len(actions)


def test_a_letter_over_a_board_goes_to_the_filter(run: Run) -> None:
    pane = pane_of(run)
    pane.left.year.setFocus()
    QTest.keyClicks(pane.left.year, "l")
    assert pane.left.field.text == "l"
    QTest.keyClicks(pane.left.field.edit, "tjj")
    run.wait()
    assert {row.source.account for row in pane.reading.model.shown} == {"岚图家居"}
    QTest.keyClick(pane.left.field.edit, Qt.Key.Key_Return)
    assert pane.left.view.hasFocus()


def test_escape_leaves_the_cell_then_the_filter(run: Run) -> None:
    pane = pane_of(run)
    pane.left.field.set_text("a")
    pane.showing.pick(Place("monthly"))
    run.wait()
    QTest.keyClick(pane.left.view, Qt.Key.Key_Escape)
    assert pane.showing.cell is None
    assert pane.left.filtered
    QTest.keyClick(pane.left.view, Qt.Key.Key_Escape)
    assert not pane.left.filtered


def test_a_settled_contract_says_why_it_has_no_forecast(run: Run) -> None:
    pane = pane_of(run)
    said: list[tuple[str, bool]] = []
    pane.said.connect(lambda words, undo: said.append((words, undo)))
    index = pane.reading.index
    assert index is not None
    settled = next(row for row in index.rows if not row.open)
    assert pane.open("contract", settled.id)
    assert pane.left.view.key == settled.id
    QTest.keyClick(pane.left.view, Qt.Key.Key_2)
    assert said == [("选中的合同已有结果，不再预测。", False)]


def test_enter_on_a_month_goes_to_its_list_and_on_a_figure_to_its_evidence(run: Run) -> None:
    pane = pane_of(run)
    year = pane.left.year
    year.setFocus()
    QTest.keyClick(year, Qt.Key.Key_Return)
    assert pane.left.view.hasFocus()
    figure = next(spot.key for spot in year.spots if isinstance(spot.key, Piece))
    year.set_current(figure)
    QTest.keyClick(year, Qt.Key.Key_Return)
    run.wait()
    assert pane.evidence.popover is not None
    assert pane.evidence.popover.isVisible()
    pane.evidence.popover.close()


def test_the_head_of_a_half_lists_its_contracts(run: Run) -> None:
    pane = pane_of(run)
    half = Place("half", (2024, 2))
    pane.left.year.set_current(half)
    QTest.keyClick(pane.left.year, Qt.Key.Key_Return)
    assert pane.reading.model.shown_count == 86
    run.wait()
    assert pane.left.list_head.text.startswith("下半年到期  86 份")


def test_a_forecast_in_the_head_narrows_to_it_and_back(run: Run) -> None:
    pane = pane_of(run)
    pane.showing.pick(Place("half", (2024, 2)))
    run.wait()
    sums = pane.left.list_head.sums
    risk = sums.spots[2]
    QTest.mouseClick(sums, Qt.MouseButton.LeftButton, pos=risk.box.center())
    run.wait()
    assert pane.left.chips.chosen == {"forecast": frozenset({"risk"})}
    assert {row.source.forecast.value for row in pane.reading.model.shown} == {"risk"}
    QTest.mouseClick(sums, Qt.MouseButton.LeftButton, pos=sums.spots[2].box.center())
    run.wait()
    assert not pane.left.chips.chosen


def test_menus_offer_what_can_be_done(run: Run) -> None:
    pane = pane_of(run)
    menus = pane.tools.menus
    menus.open_row(QPoint(40, 10))
    assert entries(menus.menu)[:2] == ["open", "open_account"]
    pane.left.head.export.click()
    assert entries(menus.menu) == ["export_ics", "subscribe", "unsubscribe", "export_table"]
    pane.right.head.by.click()
    assert menus.menu is not None
    chosen = [entry for entry in menus.menu.actions() if entry.isChecked()]
    assert [entry.objectName() for entry in chosen] == ["by.decision"]
    by_month = next(entry for entry in menus.menu.actions() if entry.objectName() == "by.month")
    by_month.trigger()
    run.wait()
    assert pane.showing.matrix.by == "month"
    assert pane.reading.matrix is not None
    assert len(pane.reading.matrix.matrix.columns) == 12
    menus.menu.close()


def test_orders_and_groups_are_chosen_from_their_menus(run: Run) -> None:
    pane = pane_of(run)
    menus = pane.tools.menus
    pane.left.order.click()
    assert menus.menu is not None
    next(entry for entry in menus.menu.actions() if entry.text() == "优先级").trigger()
    assert pane.look.order == "priority"
    assert pane.left.order.text() == "优先级"
    pane.left.group.click()
    next(entry for entry in menus.menu.actions() if entry.text() == "健康度").trigger()
    assert pane.look.grouping == "health"
    menus.open_columns()
    assert menus.columns is not None
    assert menus.columns.isVisible()
    menus.columns.close()
    menus.menu.close()


def test_the_choices_of_a_chip_are_counted(run: Run) -> None:
    pane = pane_of(run)
    index = pane.reading.index
    assert index is not None
    counts = pane.left.chips.counts("state")
    assert sum(counts.values()) == len(index.rows)
    pane.left.field.set_text("ltjj")
    run.wait()
    assert sum(pane.left.chips.counts("health").values()) == len(index.shown) < 10
