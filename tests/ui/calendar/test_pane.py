"""The calendar in the real window: the sample book's numbers, one filter, one current contract, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.calendar.pane import CalendarPane
from csmdesk.ui.panes.calendar.places import Place
from tests.ui.calendar.conftest import pane_of
from tests.ui.conftest import Run

Start = Callable[..., Run]
CTRL = Qt.KeyboardModifier.ControlModifier

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def accounts_of(pane: CalendarPane) -> list[str]:
    return [row.source.account for row in pane.reading.model.shown]


def test_the_year_says_34_and_86_and_what_came_early(run: Run) -> None:
    halves = pane_of(run).left.year.halves
    assert [half.size for half in halves[:2]] == ["34 份", "86 份"]
    assert [piece.words for piece in halves[0].results] == ["续约 32", "未续 2", "续费率", "94.8%"]
    assert "".join(piece.words for piece in halves[1].results) == "已提前续约 41 份，到账912.0万"
    july = halves[1].months[0]
    assert (july.batch.size, july.batch.open) == (7, 7)


def test_the_matrix_by_month_of_end_adds_up_to_the_second_half(run: Run) -> None:
    pane = pane_of(run)
    pane.showing.set_by("month")
    run.wait()
    shown = pane.right.matrix.shown
    assert shown is not None
    cells = [cell for line in shown.matrix.cells for cell in line[6:]]
    assert sum(cell.size for cell in cells) == 86
    assert sum(cell.value + cell.done_value for cell in cells) == 21_520_000
    assert sum(len(cell.ids) for cell in cells) == 45


def test_a_month_and_a_cell_show_their_contracts(run: Run) -> None:
    pane = pane_of(run)
    assert len(accounts_of(pane)) == 7
    QTest.keyClick(pane.left.year, Qt.Key.Key_Right)
    assert pane.showing.place == Place("month", (2024, 8))
    assert len(accounts_of(pane)) == 9
    cell = Place("cell", (0, 1))
    pane.right.matrix.set_current(cell)
    QTest.keyClick(pane.right.matrix, Qt.Key.Key_Return)
    found = pane.right.matrix.cell(cell)
    assert found is not None
    assert len(accounts_of(pane)) == found.size
    QTest.keyClick(pane.left.view, Qt.Key.Key_Escape)
    assert len(accounts_of(pane)) == 9


def test_the_filter_narrows_every_view(run: Run) -> None:
    pane = pane_of(run)
    pane.left.field.set_text("ltjj")
    run.wait()
    halves = pane.left.year.halves
    assert sum(month.batch.size for half in halves[:2] for month in half.months) < 10
    assert set(accounts_of(pane)) == {"岚图家居"}
    pane.left.field.set_text("")
    run.wait()
    assert len(accounts_of(pane)) == 7


def test_a_forecast_is_stated_by_a_key_and_undone(run: Run) -> None:
    pane = pane_of(run)
    contract = next(row for row in pane.reading.model.shown if row.source.account == "岚图家居")
    pane.left.view.set_key(contract.id)
    pane.left.view.setFocus()
    QTest.keyClick(pane.left.view, Qt.Key.Key_1)
    run.wait()

    def forecast() -> tuple[Forecast, bool]:
        index = pane.reading.index
        assert index is not None
        source = index.by_id[contract.id].source
        return source.forecast, source.forecast_stated

    assert forecast() == (Forecast.COMMITTED, True)
    QTest.keyClick(pane.left.view, Qt.Key.Key_Z, CTRL)
    run.wait()
    assert forecast() == (Forecast.RISK, False)


def test_the_current_contract_stands_at_the_right_and_opens_its_account(run: Run) -> None:
    pane = pane_of(run)
    track = pane.beside.track
    assert track is not None
    assert track.track is not None
    assert track.track.id == pane.left.view.key
    account = track.track.account
    pane.enter_track()
    QTest.keyClick(track, Qt.Key.Key_O)
    run.wait()
    assert run.desk.pane is run.accounts
    shown = run.accounts.model.row_of(run.accounts.view.key)
    assert shown is not None
    assert shown.name == account


def test_views_and_years_by_keys(run: Run) -> None:
    pane = pane_of(run)
    pane.left.view.setFocus()
    for number, mode in ((Qt.Key.Key_2, "month"), (Qt.Key.Key_3, "list"), (Qt.Key.Key_1, "year")):
        QTest.keyClick(pane.left.view, number, Qt.KeyboardModifier.AltModifier)
        run.wait()
        assert pane.left.head.views.key == mode
        assert accounts_of(pane)
    QTest.keyClick(pane.left.view, Qt.Key.Key_BracketRight)
    run.wait()
    assert pane.left.year.halves[0].year == 2025


def test_the_pane_is_as_it_was_after_a_restart(run: Run, start: Start, sample_folder: Path) -> None:
    pane = pane_of(run)
    pane.showing.show_mode("list")
    pane.look.set_order("priority")
    pane.look.set_grouping("health")
    run.wait()
    listed = accounts_of(pane)
    run.session.close()
    again = start(sample_folder)
    again.wait()
    other = pane_of(again)
    assert other.left.head.views.key == "list"
    assert accounts_of(other) == listed
