"""The page 年度计划 by mouse and keys: drawn, narrowed, edited, moved, budgeted, exported, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.year_plan import PlanKind
from csmdesk.services.year_plan_view import ItemState, PlanItem
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.year.board import MonthSpot, WeekSpot
from csmdesk.ui.panes.plan.year.page import YearPage
from csmdesk.ui.panes.plan.year.tally import TallySpot
from tests.ui.plan.conftest import PlanShown

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)

Key, Mod = Qt.Key, Qt.KeyboardModifier
WEEK = WeekSpot(date(2024, 7, 8))


class Year:
    """The page with what a user looks at."""

    def __init__(self, shown: PlanShown) -> None:
        self.shown = shown
        self.book = shown.book

    @property
    def page(self) -> YearPage:
        return cast("YearPage", self.shown.pane._pages["year"])

    def item(self, key: int) -> PlanItem:
        return next(item for item in self.page.reading.items if item.id == key)

    def shown_items(self) -> list[PlanItem]:
        return self.page.items.model.shown

    def go(self, item: PlanItem) -> None:
        """Make an item the current row, with the keys in the list."""
        self.page.items.view.set_key(item.id)
        self.shown.focus_on(self.page.items.view)
        self.shown.wait()

    def of_kind(self, kind: PlanKind, number: int = 0) -> PlanItem:
        return [item for item in self.page.reading.items if item.kind is kind][number]

    def draw(self) -> None:
        """Draw the plan by keys, as she would."""
        self.shown.focus_on(self.page.draw_button)
        self.shown.press(Key.Key_G)
        sheet = self.page.sheets.drawing
        assert sheet is not None
        assert sheet.isVisible()
        self.shown.press(Key.Key_Return, Mod.ControlModifier)
        assert not sheet.isVisible()

    def tell(self, changes: Changes) -> None:
        """The window tells of a change, as it does after each."""
        self.shown.tasks.changed.emit(changes)
        self.shown.wait()

    def put(self, items: Sequence[PlanItem], field: str, typed: str) -> None:
        """Something is put into a field of several items."""
        self.tell(self.page.items.list._editing.write([item.id for item in items], field, typed))

    def undo(self) -> None:
        changes = self.book.store.undo()
        assert changes is not None
        self.tell(changes)


@pytest.fixture
def empty(plan: Callable[..., PlanShown], book: Book) -> Year:
    """The page on a book without a plan."""
    shown = plan(book, state={"page": "year"})
    year = Year(shown)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    shown.testers.append(QAbstractItemModelTester(year.page.items.model, mode))
    return year


@pytest.fixture
def year(empty: Year) -> Year:
    """The page with a plan for the rest of the year."""
    empty.draw()
    return empty


def test_without_a_plan_it_says_what_to_do_and_draws_one_by_keys(empty: Year) -> None:
    page = empty.page
    assert page.reading.items == ()
    assert page._empty is not None
    assert page._empty.isVisible()
    empty.draw()
    assert len(page.reading.items) > 200
    assert page.items.isVisible()
    said, undo = empty.shown.said[-1]
    assert said.startswith("年度计划已写入")
    assert undo
    empty.undo()
    assert page.reading.items == ()


def test_the_preview_writes_nothing_and_follows_its_numbers(empty: Year) -> None:
    empty.page.draw()
    empty.shown.wait()
    sheet = empty.page.sheets.drawing
    assert sheet is not None
    before = sheet.drawing
    assert before is not None
    assert before.no_room == ()
    assert "新增" in sheet.said.text()
    field = sheet.fields["most"]
    empty.shown.focus_on(field.edit)
    field.edit.selectAll()
    empty.shown.type("1")
    empty.shown.press(Key.Key_Return)
    after = sheet.drawing
    assert after is not None
    assert after.no_room
    assert "排不下" in sheet.warned.text()
    empty.shown.focus_on(field.edit)
    field.edit.selectAll()
    empty.shown.type("many")
    empty.shown.press(Key.Key_Return)
    assert sheet.drawing is None
    assert not sheet.primary.isEnabled()
    empty.shown.press(Key.Key_Escape)
    empty.shown.press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert empty.page.reading.items == ()


def test_drawing_again_says_that_nothing_is_to_be_changed(year: Year) -> None:
    year.page.draw()
    year.shown.wait()
    sheet = year.page.sheets.drawing
    assert sheet is not None
    assert "没有要改的" in sheet.said.text()
    assert not sheet.primary.isEnabled()


def test_a_click_on_a_week_shows_its_items_and_another_shows_all(year: Year) -> None:
    board = year.page.items.weeks
    spot = board.spot(WEEK)
    assert spot is not None
    everything = len(year.shown_items())
    year.shown.click(board, spot.box.center())
    assert {item.week for item in year.shown_items()} == {WEEK.first}
    assert year.page.items.place.text() == "07-08 – 07-14"
    year.shown.click(board, spot.box.center())
    assert len(year.shown_items()) == everything


def test_the_arrow_keys_go_through_weeks_and_months(year: Year) -> None:
    board = year.page.items.weeks
    year.shown.focus_on(board)
    board.set_current(WEEK)
    year.shown.press(Key.Key_Right)
    assert board.current == WeekSpot(date(2024, 8, 5))
    year.shown.press(Key.Key_Return)
    assert {item.week for item in year.shown_items()} == {date(2024, 8, 5)}
    board.set_current(MonthSpot("2024-08"))
    year.shown.press(Key.Key_Return)
    assert {item.day.month for item in year.shown_items()} == {8}
    year.shown.press(Key.Key_Escape)
    assert len({item.day.month for item in year.shown_items()}) == 6


def test_keys_move_an_item_a_week_and_undo_brings_it_back(year: Year) -> None:
    item = year.of_kind(PlanKind.WORKSHOP, 3)
    year.go(item)
    year.shown.press(Key.Key_BracketRight)
    assert year.item(item.id).week == item.week + timedelta(days=7)
    assert year.item(item.id).own
    year.shown.press(Key.Key_BracketLeft)
    assert year.item(item.id).day == item.day
    year.undo()
    assert year.item(item.id).week == item.week + timedelta(days=7)


def test_a_row_is_dragged_onto_a_week(year: Year) -> None:
    view, board = year.page.items.view, year.page.items.weeks
    item = year.of_kind(PlanKind.TALKS)
    year.go(item)
    start = view.visualRect(view.currentIndex()).center()
    target = WeekSpot(date(2024, 8, 19))
    spot = board.spot(target)
    assert spot is not None
    over = view.viewport().mapFromGlobal(board.mapToGlobal(spot.box.center()))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, Mod.NoModifier, start)
    _move(view.viewport(), QPoint(start.x(), 4))
    _move(view.viewport(), over)
    assert year.page.items.drag.under_way
    assert board._target == target.first
    QTest.mouseRelease(view.viewport(), left, Mod.NoModifier, over)
    year.shown.wait()
    assert year.item(item.id).week == target.first
    assert year.item(item.id).day.weekday() == item.day.weekday()


def test_escape_leaves_a_dragged_row_where_it_was(year: Year) -> None:
    view, board = year.page.items.view, year.page.items.weeks
    item = year.of_kind(PlanKind.TALKS)
    year.go(item)
    start = view.visualRect(view.currentIndex()).center()
    spot = board.spot(WEEK)
    assert spot is not None
    over = view.viewport().mapFromGlobal(board.mapToGlobal(spot.box.center()))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, start)
    _move(view.viewport(), over)
    year.shown.press(Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, over)
    year.shown.wait()
    assert not year.page.items.drag.under_way
    assert year.item(item.id).day == item.day


def _move(widget: QWidget, place: QPoint) -> None:
    """The pointer moves with its button held."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Mod.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_what_leaves_the_shown_week_makes_room_for_the_next_one(year: Year) -> None:
    items = year.page.items
    items.choose(WeekSpot(year.page.reading.items[0].week))
    first, second, third = year.shown_items()[:3]
    year.go(second)
    year.shown.press(Key.Key_BracketRight)
    assert second.id not in {row.id for row in year.shown_items()}
    # The next one has taken its place, and keys are about it.
    assert items.acts.selected == [year.item(third.id)]
    year.shown.press(Key.Key_BracketRight)
    assert third.id not in {row.id for row in year.shown_items()}
    year.undo()
    year.undo()
    assert [row.id for row in year.shown_items()[:3]] == [first.id, second.id, third.id]


def test_a_removed_line_of_the_budget_leaves_the_next_one_current(year: Year) -> None:
    budget = year.page.budget
    year.page.show_view("budget")
    for _ in range(2):
        year.shown.focus_on(budget.view)
        year.shown.press(Key.Key_N)
        year.shown.press(Key.Key_Escape)
    first, second = [row.id for row in budget.model.shown]
    budget.view.set_key(first)
    year.shown.focus_on(budget.view)
    year.shown.press(Key.Key_Delete)
    assert [row.id for row in budget.model.shown] == [second]
    assert budget.view.selected_keys == [second]


def test_d_ticks_off_by_hand_and_takes_up_again(year: Year) -> None:
    item = year.of_kind(PlanKind.SALON)
    year.go(item)
    year.shown.press(Key.Key_D)
    assert (year.item(item.id).state, year.item(item.id).by_hand) == (ItemState.DONE, True)
    year.shown.press(Key.Key_D)
    assert year.item(item.id).state is ItemState.PLANNED


def test_delete_strikes_out_and_the_chip_shows_it_again(year: Year) -> None:
    item = year.of_kind(PlanKind.TRAINING)
    year.go(item)
    year.shown.press(Key.Key_Delete)
    assert year.item(item.id).state is ItemState.DROPPED
    assert item.id not in {row.id for row in year.shown_items()}
    chips = year.page.items.chips
    chips.set_chosen({"state": ["dropped"]})
    chips.changed.emit()
    year.shown.wait()
    assert [row.id for row in year.shown_items()] == [item.id]


def test_the_filter_finds_by_pinyin_and_chips_by_kind(year: Year) -> None:
    field = year.page.items.field
    year.shown.focus_on(year.page.items.view)
    year.shown.press(Key.Key_Slash)
    year.shown.type("ltjj")
    assert {item.account for item in year.shown_items()} == {"岚图家居"}
    year.shown.press(Key.Key_Escape)
    assert field.text == ""
    year.page.items.chips.set_chosen({"kind": ["salon"]})
    year.page.items.chips.changed.emit()
    assert {item.kind for item in year.shown_items()} == {PlanKind.SALON}


def test_a_cell_is_edited_in_place_and_what_is_wrong_is_said_there(year: Year) -> None:
    view, item = year.page.items.view, year.of_kind(PlanKind.QBR)
    year.go(item)
    place = year.page.items.model.place_of_column("minutes")
    view.setCurrentIndex(view.model().index(view.currentIndex().row(), place))
    year.shown.press(Key.Key_F2)
    year.shown.type("95")
    year.shown.press(Key.Key_Return)
    assert year.item(item.id).minutes == 95
    year.shown.press(Key.Key_F2)
    year.shown.type("soon")
    year.shown.press(Key.Key_Return)
    assert view.editing.problem is not None
    year.shown.press(Key.Key_Escape)
    assert year.item(item.id).minutes == 95


def test_the_account_of_an_item_stays(year: Year) -> None:
    year.go(year.of_kind(PlanKind.QBR))
    year.shown.press(Key.Key_F2)
    assert "不能换客户" in year.shown.failed[-1]


def test_n_adds_an_item_in_the_chosen_week(year: Year) -> None:
    year.page.items.choose(WEEK)
    year.shown.focus_on(year.page.items.view)
    year.shown.press(Key.Key_N)
    sheet = year.page.sheets.item
    assert sheet is not None
    assert sheet.form.values()["day"] == "2024-07-08"
    sheet.form.set_values({"title": "行业大会", "minutes": "很久"})
    year.shown.press(Key.Key_Return, Mod.ControlModifier)
    assert sheet.form.fields["minutes"].problem
    sheet.form.set_values({"minutes": "300", "day": "2024-07-10"})
    year.shown.press(Key.Key_Return, Mod.ControlModifier)
    assert not sheet.isVisible()
    (made,) = [item for item in year.shown_items() if item.words == "行业大会"]
    assert (made.day, made.minutes, made.kind) == (date(2024, 7, 10), 300, PlanKind.OTHER)


def test_a_column_is_pasted_and_a_table_with_heads_becomes_new_items(year: Year) -> None:
    view, first = year.page.items.view, year.shown_items()[0]
    year.go(first)
    place = year.page.items.model.place_of_column("minutes")
    view.setCurrentIndex(view.model().index(0, place))
    QGuiApplication.clipboard().setText("10\n20")
    year.shown.press(Key.Key_V, Mod.ControlModifier)
    sheet = year.page.items.list.pasting.sheet
    assert sheet is not None
    year.shown.press(Key.Key_Return, Mod.ControlModifier)
    assert [item.minutes for item in year.shown_items()[:2]] == [10, 20]
    before = len(year.page.reading.items)
    year.page.items.list.paste_new("日期\t内容\n2024-11-11\t述职\n2024-11-31\t坏的")
    year.shown.wait()
    year.shown.press(Key.Key_Return, Mod.ControlModifier)
    assert len(year.page.reading.items) == before + 1
    assert year.shown.said[-1] == ("已新增 1 行。", True)


def test_planned_against_done_opens_the_items_behind_a_number(year: Year) -> None:
    year.shown.click(year.page.items.look, QPoint(year.page.items.look.width() - 20, 14))
    tally = year.page.items.tally
    assert tally.isVisible()
    spot = TallySpot(PlanKind.WORKSHOP, "2024-08")
    place = tally.spot(spot)
    assert place is not None
    year.shown.click(tally, place.box.center())
    shown = year.shown_items()
    assert {(item.kind, item.day.month) for item in shown} == {(PlanKind.WORKSHOP, 8)}
    assert len(shown) == tally.tally(spot).planned
    assert tally.tally(TallySpot(None, "")).planned == len(year.page.reading.items)


def test_the_budget_takes_lines_a_limit_and_what_the_items_cost(year: Year) -> None:
    page = year.page
    salon = year.of_kind(PlanKind.SALON)
    year.put([salon], "cost", "3万")
    page.show_view("budget")
    year.shown.wait()
    budget = page.budget
    assert [row.planned_fen for row in budget.model.rows] == [3_000_000]
    year.shown.focus_on(budget.view)
    year.shown.press(Key.Key_N)
    year.shown.type("gifts")
    year.shown.press(Key.Key_Return)
    (line,) = [row for row in budget.model.rows if not row.from_plan]
    assert line.name == "gifts"
    year.tell(budget.list._editing.write([line.id], "unit", "199.99"))
    budget.limit.set_text("30,100")
    year.shown.focus_on(budget.limit.edit)
    year.shown.press(Key.Key_Return)
    data = page.reading.data
    assert data is not None
    assert data.budget.whole.planned_fen == 3_019_999
    assert data.budget.left_fen == -9_999
    plan_row = next(row for row in budget.model.rows if row.from_plan)
    budget.view.set_key(plan_row.id)
    budget.view.opened.emit(plan_row.id)
    year.shown.wait()
    assert [item.id for item in year.shown_items()] == [salon.id]


def test_a_sum_of_the_budget_shows_its_lines(year: Year) -> None:
    page = year.page
    salons = [item for item in page.reading.items if item.kind is PlanKind.SALON]
    year.put(salons, "cost", "1万")
    page.show_view("budget")
    year.shown.wait()
    budget = page.budget
    assert len(budget.model.shown) == 2
    budget.choose("sum.2")
    assert [row.month for row in budget.model.shown] == [f"{salons[0].day:%Y-%m}"]
    assert "1 行" in budget.sums.text()
    year.shown.focus_on(budget.view)
    year.shown.press(Key.Key_Escape)
    assert len(budget.model.shown) == 2


def test_cadence_is_edited_where_the_plan_is_drawn_from(year: Year) -> None:
    page = year.page
    page.show_view("segments")
    year.shown.wait()
    view, model = page.segments.view, page.segments.model
    row = next(row for row in model.rows if row.line.name == "稳定")
    view.set_key(row.id)
    year.shown.focus_on(view)
    view.setCurrentIndex(model.index(model.position_of(row.id), model.place_of_column("cadence")))
    year.shown.press(Key.Key_F2)
    year.shown.type("60")
    year.shown.press(Key.Key_Return)
    assert next(r for r in page.reading.segments if r.name == "稳定").cadence_days == 60
    page.draw()
    year.shown.wait()
    drawing = page.sheets.drawing.drawing if page.sheets.drawing is not None else None
    assert drawing is not None
    assert drawing.count("gone") > 0


def test_other_years_are_a_key_away(year: Year) -> None:
    year.shown.focus_on(year.page.items.view)
    year.shown.press(Key.Key_Right, Mod.AltModifier)
    assert year.page.title.text() == "2025 年"
    assert year.page.reading.items == ()
    year.shown.press(Key.Key_G)
    sheet = year.page.sheets.drawing
    assert sheet is not None
    assert not sheet.span.isVisible()
    year.shown.press(Key.Key_Return, Mod.ControlModifier)
    items: tuple[PlanItem, ...] = year.page.reading.items
    assert {row.day.year for row in items} == {2025}
    year.page.before.click()
    year.shown.wait()
    assert year.page.title.text() == "2024 年"


def test_tables_and_calendars_are_written(year: Year, tmp_path: Path) -> None:
    asked: list[Path] = []

    def ask(_host: QWidget, _title: str, offered: str, suffixes: Sequence[str]) -> Path:
        asked.append(tmp_path / f"plan{suffixes[-1]}")
        assert "年度" in offered
        return asked[-1]

    year.page.export.place.ask = ask
    year.page.export_table()
    year.shown.wait()
    lines = asked[0].read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("客户,内容,类型,日期")
    assert len(lines) == len(year.page.reading.items) + 1
    year.page.export_calendar()
    year.shown.wait()
    text = asked[1].read_bytes()
    assert text.count(b"BEGIN:VEVENT") == len(year.page.reading.items)
    assert year.shown.said[-1][0].startswith(f"已导出 {len(year.page.reading.items)} 个日程")


def test_an_item_is_brought_to_the_front_from_elsewhere(year: Year) -> None:
    item = year.of_kind(PlanKind.TOUCH, 30)
    year.page.items.choose(WEEK)
    assert year.shown.pane.open("plan_item", item.id)
    year.shown.wait()
    assert year.page.items.view.key == item.id
    assert item.id in {row.id for row in year.shown_items()}


def test_the_look_is_remembered(year: Year, plan: Callable[..., PlanShown]) -> None:
    year.page.items.show_look("tally")
    year.page.show_view("budget")
    state = year.shown.pane.save_state()
    again = Year(plan(year.book, state=state))
    assert again.page.views.key == "budget"
    assert again.page.items.look.key == "tally"


@pytest.mark.parametrize(("mode", "language"), [("light", "en"), ("dark", "zh"), ("dark", "en")])
@pytest.mark.parametrize("size", [(928, 624), (1248, 824)])
def test_it_opens_in_every_look_and_size(
    plan: Callable[..., PlanShown], book: Book, mode: str, language: str, size: tuple[int, int]
) -> None:
    shown = plan(book, state={"page": "year"}, mode=mode, language=language, size=size)
    year = Year(shown)
    year.draw()
    for view in ("items", "budget", "segments"):
        year.page.show_view(view)
        shown.wait()
        assert not shown.pane.grab().isNull()
    right = year.page.draw_button.mapTo(shown.pane, year.page.draw_button.rect().bottomRight())
    assert right.x() <= size[0]
