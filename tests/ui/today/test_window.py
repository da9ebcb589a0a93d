"""Today in the real window, on the sample's last day: by keyboard from the first to-do to its undoing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.services.today_view import Todo
from csmdesk.storage.book import Book
from csmdesk.ui.panes.calendar.pane import CalendarPane
from csmdesk.ui.panes.today.lines import FoldLine, HeadLine, TodoLine
from csmdesk.ui.panes.today.pane import TodayPane
from csmdesk.ui.panes.war_room.pane import WarRoomPane
from tests.ui.conftest import Run, Start

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


class Today:
    """The window with Today in front."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @property
    def pane(self) -> TodayPane:
        pane = self.run.desk.pane_of("today")
        assert isinstance(pane, TodayPane)
        return pane

    @property
    def book(self) -> Book:
        assert self.run.session.book is not None
        return self.run.session.book

    @property
    def todos(self) -> tuple[Todo, ...]:
        return self.pane.reading.todos

    def first(self, wanted: Callable[[Todo], bool]) -> Todo:
        """Make the first to-do of a kind current, opened where it is folded."""
        for line in self.pane.view.entries.items:
            if isinstance(line, FoldLine) and any(map(wanted, line.todos)) and not line.opened:
                self.pane.view.fold_asked.emit(line, True)
        lines = [line for line in self.pane.view.entries.items if isinstance(line, TodoLine)]
        todo = next(line.todo for line in lines if wanted(line.todo))
        assert self.pane.view.go_to(todo.key)
        self.pane.view.setFocus()
        return todo

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.run.key(key, modifier)
        self.run.wait()

    @property
    def known(self) -> set[object]:
        return {todo.key for todo in self.todos}


@pytest.fixture
def today(start: Start, sample_folder: Path) -> Today:
    """The sample book in the window, as it opens for the first time."""
    return Today(start(sample_folder, pane="today"))


def test_it_says_the_day_and_shows_what_is_overdue(today: Today) -> None:
    assert today.pane.head.text == "6月30日 周日  上半年最后一天"
    assert today.pane.view.hasFocus()
    first = today.pane.todo
    assert first is not None
    assert (first.group, first.action) == ("overdue", "开价值工作坊")
    lines = today.pane.view.entries.items
    assert lines[0].key == ("head", "overdue")
    heads = [row for row, line in enumerate(lines) if isinstance(line, HeadLine)]
    assert heads[1] - heads[0] <= 10


def test_the_navigation_counts_what_is_overdue_or_due_today(today: Today) -> None:
    desk = today.run.desk
    due = sum(todo.group in {"overdue", "today"} for todo in today.todos)
    assert due > 30
    today.run.bot.waitUntil(lambda: desk.navigation.due(desk.index_of("today")) == due, timeout=10_000)


def test_ticking_off_is_one_step_back_and_forth(today: Today) -> None:
    todo = today.first(lambda each: each.rule == "workshop")
    today.press(Qt.Key.Key_E)
    assert todo.key not in today.known
    assert today.run.desk.notice.words == f"已完成：{todo.account} {todo.action}"
    assert [each.key for each in today.pane.reading.done] == [todo.key]
    today.press(Qt.Key.Key_Z, CONTROL)
    assert todo.key in today.known
    assert today.pane.reading.done == ()
    today.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert todo.key not in today.known


def test_a_breach_is_put_off_with_its_reason_and_comes_back(today: Today) -> None:
    todo = today.first(lambda each: each.breach)
    today.press(Qt.Key.Key_S)
    menu = today.pane.acts.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_3)
    today.run.wait()
    form = today.pane.acts.form
    assert form.isVisible()
    QTest.keyClicks(form.reason.edit, "new CIO in July")
    QTest.keyClick(form.reason.edit, Qt.Key.Key_Return)
    today.run.wait()
    held = next(each for each in today.todos if each.key == todo.key)
    assert (held.group, str(held.until), held.note) == ("snoozed", "2024-07-03", "new CIO in July")
    today.run.desk.choose_period("2024H2")
    today.run.desk.choose_day(held.until)
    today.run.wait()
    again = next(each for each in today.todos if each.key == todo.key)
    assert again.group == "overdue"


def test_the_act_itself_ends_a_to_do(today: Today) -> None:
    todo = today.first(lambda each: each.rule == "cadence" and each.group == "overdue")
    today.press(Qt.Key.Key_T)
    line = today.pane.acts.touch_line
    assert line is not None
    assert line.ids == (todo.account_id,)
    QTest.keyClicks(line.edit, "2024-06-30 QBR")
    today.press(Qt.Key.Key_Return)
    assert todo.key not in today.known
    assert today.pane.reading.done == ()
    today.press(Qt.Key.Key_Z, CONTROL)
    assert todo.key in today.known


def test_enter_leads_to_the_contract_and_ctrl_1_back(today: Today) -> None:
    todo = today.first(lambda each: each.opens.kind == "contract")
    today.press(Qt.Key.Key_Return)
    pane = today.run.desk.pane
    assert isinstance(pane, CalendarPane)
    assert pane.left.view.key == todo.opens.id
    today.press(Qt.Key.Key_1, CONTROL)
    assert today.pane.view.hasFocus()
    assert today.pane.todo == todo


def test_enter_leads_to_the_card_of_a_war_room(today: Today) -> None:
    todo = today.first(lambda each: each.opens.kind == "task")
    today.press(Qt.Key.Key_Return)
    pane = today.run.desk.pane
    assert isinstance(pane, WarRoomPane)
    assert pane.board.current == todo.opens.id


def test_every_to_do_leads_somewhere(today: Today) -> None:
    opens = today.pane.tools.source.opens
    shown = {kind for spec in today.run.desk.specs for kind in spec.opens}
    assert opens <= shown
    places = [todo.opens.kind for todo in today.todos if todo.account_id is None]
    lost = {kind for kind in places if kind not in opens}
    # Salons and requests have their pages in the log, which comes later.
    assert lost <= {"event", "request"}


def test_a_key_result_leads_to_its_path(today: Today) -> None:
    results = today.pane.side.results
    results.setFocus(Qt.FocusReason.TabFocusReason)
    while not results.items[results.current].goal:
        today.press(Qt.Key.Key_Down)
    today.press(Qt.Key.Key_Return)
    pane = today.run.desk.pane
    assert isinstance(pane, CalendarPane)
    assert pane.beside.path is not None
    assert pane.beside.path.isVisible()


def test_all_rows_behind_a_key_result_open_in_the_review(today: Today) -> None:
    today.pane.figure_asked.emit("nrr")
    today.run.wait()
    assert today.run.desk.pane.title == "自评报告"


def test_a_band_lists_the_contracts_that_it_counts(today: Today) -> None:
    side = today.pane.side
    data = today.pane.reading.data
    assert data is not None
    for band in data.at_risk.bands:
        side.list_band(band.mark)
        today.run.wait()
        assert [line.contract_id for line in side.top.items] == list(band.ids)
        assert {line.mark for line in side.top.items} == {band.mark}
    side.list_band("all")
    today.run.wait()
    assert len(side.top.items) == data.at_risk.count


def test_f6_goes_round(today: Today) -> None:
    seen = []
    for _ in range(3):
        today.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [today.pane.side.results, today.run.desk.navigation.stop, today.pane.view]


def test_keys_and_palette_know_what_can_be_done(today: Today) -> None:
    todo = today.first(lambda each: each.account_id is not None)
    keys = {action.key: action for action in today.run.desk.pane.actions()}
    assert keys["today.done"].about == todo.account
    assert keys["today.snooze"].text == f"推迟…：{todo.account}"
    assert all(action.shortcut for action in keys.values())
