"""The page of targets as it is worked with: pyramid, list, form, breakdown, pasting, files, a new book."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.text import Language
from csmdesk.services.goals_view import Goal
from csmdesk.storage.book import Book
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.panes.plan.goals.page import GoalsPage
from csmdesk.ui.theme import Mode
from tests.ui.pane_shown import NONE
from tests.ui.plan.conftest import PlanShown

NRR, RENEWAL, UPSELL, LEADS, RATE, DEPTH, NPS, SHARING = range(1, 9)
KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Show = Callable[..., "GoalsShown"]


@dataclass
class GoalsShown:
    """The page of targets in the pane."""

    plan: PlanShown

    @property
    def page(self) -> GoalsPage:
        return cast("GoalsPage", self.plan.pane.page)

    def goal(self, key: int) -> Goal:
        row = self.page.model.row_of(key)
        assert row is not None
        return row.goal

    def order(self) -> list[int]:
        """The targets as the pyramid has them."""
        return [key for band in self.page.pyramid.bands.bands for key in band.keys]

    def card(self, key: int) -> QPoint:
        """The middle of a card's lower half in the view."""
        pyramid = self.page.pyramid
        box = pyramid.bands.cards[key].translated(0, -pyramid.verticalOffset())
        return QPoint(box.center().x(), box.bottom() - 8)

    def choose(self, key: int) -> None:
        """Click on a card."""
        self.plan.click(self.page.pyramid.viewport(), self.card(key))
        assert self.page.reading.key == key

    def in_form(self) -> bool:
        """True while the form is shown."""
        return self.page.side.form_open

    def offered(self) -> bool:
        """True while the words for a book without targets are shown."""
        return self.page.empty_page is not None

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.plan.press(key, modifier)

    def type(self, words: str) -> None:
        """Type words, Chinese ones too, where the focus is."""
        for letter in words:
            focused = QApplication.focusWidget()
            assert focused is not None
            event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, NONE, letter)
            QApplication.sendEvent(focused, event)

    def undo(self) -> None:
        """Take the last step back, as the window does."""
        changes = self.plan.book.store.undo()
        assert changes is not None
        self.plan.tasks.changed.emit(changes)
        self.plan.wait()

    def part(self, period: str) -> tuple[str, str, str]:
        """What a line of the breakdown says: owed, value, share."""
        row = next(row for row in self.page.side.parts.model.rows if row.part.period == period)
        columns = self.page.side.parts.model.columns
        return (columns[1].words(row), columns[2].words(row), columns[3].words(row))

    def part_position(self, period: str) -> int:
        rows = self.page.side.parts.model.rows
        return next(place for place, row in enumerate(rows) if row.part.period == period)


@pytest.fixture
def show(plan: Callable[..., PlanShown]) -> Iterator[Show]:
    """Shows the page on a book, its models watched by Qt."""
    testers: list[QAbstractItemModelTester] = []

    def begin(
        book: Book,
        *,
        mode: Mode = "light",
        language: Language = "zh",
        size: tuple[int, int] = (1248, 824),
        state: dict[str, str] | None = None,
    ) -> GoalsShown:
        shown = plan(book, mode=mode, language=language, size=size, state={"page": "goals", **(state or {})})
        one = GoalsShown(shown)
        kind = QAbstractItemModelTester.FailureReportingMode.Warning
        testers.extend(QAbstractItemModelTester(m, kind) for m in (one.page.model, one.page.side.parts.model))
        return one

    yield begin
    for tester in testers:
        tester.deleteLater()


@pytest.fixture
def goals(show: Show, book: Book) -> GoalsShown:
    """The page on the sample book, with the focus in the pyramid."""
    shown = show(book)
    shown.plan.focus_on(shown.page.pyramid)
    return shown


# --- the pyramid --------------------------------------------------------------------------------------------


def test_the_pyramid_shows_the_levels_from_the_top(goals: GoalsShown) -> None:
    bands = goals.page.pyramid.bands
    assert [band.level.name for band in bands.bands] == ["战略", "关键", "过程", "价值"]
    assert goals.order() == [NRR, RENEWAL, UPSELL, LEADS, RATE, DEPTH, NPS, SHARING]
    tops = [bands.cards[key].top() for key in (NRR, RENEWAL, DEPTH, SHARING)]
    assert tops == sorted(tops)
    boxes = list(bands.cards.values())
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert goals.page.reading.key == NRR
    assert goals.page._counts.text() == "本期 8 项 · 6 达成 2 落后"


def test_arrows_go_through_the_cards(goals: GoalsShown) -> None:
    seen = [goals.page.pyramid.key]
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Down, KEY.Key_End, KEY.Key_Up, KEY.Key_Home):
        goals.press(key)
        seen.append(goals.page.pyramid.key)
        assert goals.page.reading.key == seen[-1]
    assert seen[0] == NRR
    assert seen[1] in {RENEWAL, UPSELL}
    assert seen[4] == SHARING
    assert seen[5] in {DEPTH, NPS}
    assert seen[6] == NRR


def test_a_click_on_a_card_shows_the_target_beside(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    side = goals.page.side
    assert (side._name.text(), side.value.text, side._share.text()) == ("续费收入", "1,746万", "107%")
    assert goals.part("2024H1") == ("1,632万", "1,746万", "107%")
    assert goals.part("2024-07") == ("294.7万", "", "")


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
@pytest.mark.parametrize("way", ["card", "keys", "side", "part"])
def test_every_figure_opens_its_evidence(goals: GoalsShown, way: str) -> None:
    goals.choose(RENEWAL)
    page = goals.page
    if way == "card":
        row = page.model.row_of(RENEWAL)
        assert row is not None
        goals.plan.click(page.pyramid.viewport(), page.pyramid._figure_box(row).center())
    elif way == "keys":
        goals.press(KEY.Key_Return, ALT)
    elif way == "side":
        goals.plan.click(page.side.value)
    else:
        view = page.side.parts.view
        assert view.open_figure(goals.part_position("2024-04"), 2)
        goals.plan.wait()
    popover = page.evidence.popover
    assert popover is not None
    assert popover.isVisible()
    popover.hide()


def test_parents_are_linked_and_roll_up(goals: GoalsShown) -> None:
    source = goals.plan.services.goals()
    for key in (DEPTH, NPS):
        goals.plan.tasks.changed.emit(source.edit(key, {"parent": "续费率", "weight": "50%"}))
    goals.plan.wait()
    assert goals.goal(RATE).rolled == 1
    assert goals.goal(RATE).rolled_note == "下级 2 项"
    goals.choose(RATE)
    assert "下级 2 项 100%" in goals.page.side._pace.text()


# --- the form -----------------------------------------------------------------------------------------------


def test_a_new_target_is_typed_and_taken_back(goals: GoalsShown) -> None:
    goals.press(KEY.Key_N)
    form = goals.page.side.form
    assert goals.in_form()
    fields = form.form.fields
    assert fields["level"].value == "战略"
    fields["metric"].set_value("红色客户数")
    fields["value"].set_value("≤3 家")
    fields["level"].set_value("过程")
    fields["parent"].set_value("续费率")
    goals.plan.click(form.save_button)
    made = goals.goal(9)
    assert (made.name, made.target_words, made.parent_words) == ("红色客户数", "≤ 3", "续费率")
    assert (made.verdict_words, goals.page.reading.key) == ("达成", 9)
    assert goals.plan.said[-1] == ("已加目标：红色客户数", True)
    assert not goals.in_form()
    goals.undo()
    assert goals.page.model.row_of(9) is None


def test_a_mistake_is_said_at_its_field_and_the_form_stays(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    goals.press(KEY.Key_E)
    form = goals.page.side.form
    assert form.form.fields["value"].value == "3400万"
    form.form.fields["value"].set_value("很多")
    form.save()
    goals.plan.wait()
    assert "不是数字" in form.form.fields["value"].problem
    assert goals.in_form()
    form.form.fields["value"].set_value("3600万")
    form.save()
    goals.plan.wait()
    assert goals.goal(RENEWAL).target_words == "3,600万"
    assert goals.page.side._share.text() == "101%"


def test_esc_leaves_the_form_and_keys_go_to_the_pyramid_again(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    goals.press(KEY.Key_Return)
    assert goals.in_form()
    goals.press(KEY.Key_Escape)
    assert not goals.in_form()
    goals.press(KEY.Key_Right)
    assert goals.page.reading.key == UPSELL


def test_a_letter_typed_into_the_form_is_no_command(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    goals.press(KEY.Key_E)
    name = goals.page.side.form.form.fields["name"]
    name.setFocus(Qt.FocusReason.TabFocusReason)
    goals.type("nev")
    assert name.value.endswith("nev")
    assert goals.page.shapes.key == "pyramid"


# --- order and removal --------------------------------------------------------------------------------------


def test_a_target_moves_within_its_level_by_keys(goals: GoalsShown) -> None:
    goals.choose(UPSELL)
    goals.press(KEY.Key_Up, ALT)
    assert goals.order()[1:3] == [UPSELL, RENEWAL]
    assert goals.page.pyramid.key == UPSELL
    goals.press(KEY.Key_Down, ALT)
    assert goals.order()[1:3] == [RENEWAL, UPSELL]


def test_a_removed_target_goes_and_comes_back(goals: GoalsShown) -> None:
    goals.choose(UPSELL)
    goals.press(KEY.Key_Delete)
    assert UPSELL not in goals.order()
    assert goals.plan.said[-1] == ("已删除 1 个目标", True)
    goals.undo()
    assert UPSELL in goals.order()


# --- the breakdown ------------------------------------------------------------------------------------------


def test_a_month_is_typed_in_place_and_the_rest_follows(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    view = goals.page.side.parts.view
    goals.plan.focus_on(view)
    model = goals.page.side.parts.model
    view.setCurrentIndex(model.index(goals.part_position("2024-01"), 1))
    goals.press(KEY.Key_F2)
    editor = view.editing.editor
    assert editor is not None
    assert editor.text == "272万"
    editor.line.selectAll()
    goals.type("100万")
    goals.press(KEY.Key_Return)
    assert goals.part("2024-01")[0] == "100万"
    assert goals.part("2024-06")[0] == "444万"
    assert goals.part("2024H1")[0] == "1,632万"
    assert goals.page.side.profile.value == "typed"
    goals.undo()
    assert goals.part("2024-06")[0] == "272万"


def test_a_month_that_is_too_much_is_refused_in_its_cell(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    view = goals.page.side.parts.view
    goals.plan.focus_on(view)
    view.setCurrentIndex(goals.page.side.parts.model.index(goals.part_position("2024-01"), 1))
    goals.press(KEY.Key_F2)
    editor = view.editing.editor
    assert editor is not None
    editor.line.selectAll()
    goals.type("2000万")
    goals.press(KEY.Key_Return)
    assert view.editing.problem is not None
    assert "超过" in view.editing.problem.accessibleName()
    goals.press(KEY.Key_Escape)
    assert goals.part("2024-01")[0] == "272万"


def test_the_last_month_says_that_it_takes_the_rest(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    view = goals.page.side.parts.view
    goals.plan.focus_on(view)
    view.setCurrentIndex(goals.page.side.parts.model.index(goals.part_position("2024-06"), 1))
    goals.press(KEY.Key_F2)
    assert view.editing.editor is None
    assert "取余数" in goals.plan.said[-1][0]


def test_another_profile_spreads_the_target_anew(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    side = goals.page.side
    side.profile.set_value("due")
    side.profile.picked.emit()
    goals.plan.wait()
    assert goals.part("2024-01")[0] == "0 元"
    assert side._drawn.text() == "2024-06-30 按数据排的"
    assert side.take_share.isVisible()
    goals.plan.click(side.take_share)
    assert goals.goal(RENEWAL).typed["node_share"] == "29%"
    assert not side.take_share.isVisible()


# --- the list -----------------------------------------------------------------------------------------------


def test_the_list_shows_the_same_under_its_levels(goals: GoalsShown) -> None:
    goals.choose(RATE)
    goals.press(KEY.Key_V)
    page = goals.page
    assert page.shapes.key == "list"
    assert QApplication.focusWidget() is page.list
    assert page.list.key == RATE
    heads = [
        line.words
        for n in range(page.model.rowCount())
        if isinstance(line := page.model.row_at(n), GroupHead)
    ]
    assert heads == ["战略   96%", "关键   100%   同权重", "过程   100%   同权重", "价值   50%"]


def test_a_cell_is_typed_over_and_a_refusal_stays(goals: GoalsShown) -> None:
    goals.choose(RENEWAL)
    goals.press(KEY.Key_V)
    page = goals.page
    place = page.model.place_of_column("value")
    page.list.setCurrentIndex(page.model.index(page.model.position_of(RENEWAL), place))
    goals.press(KEY.Key_F2)
    editor = page.list.editing.editor
    assert editor is not None
    assert editor.text == "3400万"
    editor.line.selectAll()
    goals.type("92%")
    goals.press(KEY.Key_Return)
    assert page.list.editing.problem is not None
    goals.press(KEY.Key_Escape)
    goals.press(KEY.Key_F2)
    editor = page.list.editing.editor
    assert editor is not None
    editor.line.selectAll()
    goals.type("3600万")
    goals.press(KEY.Key_Return)
    assert goals.goal(RENEWAL).target_words == "3,600万"
    assert goals.goal(RENEWAL).node_words == "1,728万"


def test_a_filter_narrows_pyramid_and_list(goals: GoalsShown) -> None:
    goals.page.filter.set_text("xfl")
    assert goals.order() == [RATE]
    goals.page.filter.set_text("")
    assert len(goals.order()) == 8


def test_a_table_is_pasted_with_a_preview(goals: GoalsShown) -> None:
    text = "周期\t层级\t目标\t指标\t目标值\n2024\t关键\t续费收入\t续费到账\t3600万\n2024\t过程\t新的\tNPS\t70"
    QGuiApplication.clipboard().setText(text)
    goals.press(KEY.Key_V, CTRL)
    sheet = goals.page.edit.pasting.sheet
    assert sheet is not None
    assert sheet.isVisible()
    sheet.primary.click()
    goals.plan.wait()
    assert goals.goal(RENEWAL).target_words == "3,600万"
    assert goals.goal(9).name == "新的"
    goals.undo()
    assert goals.page.model.row_of(9) is None


def test_what_is_copied_changes_nothing_when_pasted(goals: GoalsShown) -> None:
    before = [goals.goal(key).typed for key in goals.order()]
    goals.press(KEY.Key_C, CTRL)
    assert goals.plan.said[-1] == ("已复制 8 行。", False)
    goals.press(KEY.Key_V, CTRL)
    sheet = goals.page.edit.pasting.sheet
    assert sheet is not None
    assert not sheet.primary.isEnabled() or sheet.primary.toolTip()
    sheet.close_sheet()
    assert [goals.goal(key).typed for key in goals.order()] == before


def test_a_file_holds_the_fields_and_the_results(goals: GoalsShown, tmp_path: Path) -> None:
    path = tmp_path / "目标.csv"
    goals.page.table.files.place.ask = lambda *_: path
    goals.page.table.export()
    goals.plan.wait()
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0][:5] == ["周期", "层级", "目标", "指标", "目标值"]
    renewal = next(row for row in rows if row[2] == "续费收入")
    assert renewal[-4:] == ["16320000", "17460000", "1", "达成"]
    assert goals.plan.said[-1] == (f"已导出 8 个目标：{path}", False)


# --- other periods, new books, languages --------------------------------------------------------------------


def test_another_period_asks_for_another_node(goals: GoalsShown) -> None:
    goals.plan.pane.set_period("2024Q1", None)
    goals.plan.wait()
    assert goals.goal(RENEWAL).node == Fraction(8_160_000)
    goals.plan.pane.set_period("2023H1", None)
    goals.plan.wait()
    assert not any(goals.goal(key).concerns for key in goals.order())
    assert goals.page._counts.text() == "本期 0 项"


def test_a_new_book_offers_a_first_set(show: Show, tmp_path: Path) -> None:
    with Book.create(tmp_path / "new").book as book:
        shown = show(book)
        assert shown.offered()
        shown.plan.focus_on(shown.page.stops()[0])
        shown.press(KEY.Key_N)
        assert shown.in_form()
        shown.press(KEY.Key_Escape)
        assert shown.offered()
        shown.press(KEY.Key_Space)
        assert not shown.offered()
        assert len(shown.order()) == 6
        shown.undo()
        assert shown.offered()


def test_pyramid_or_list_is_remembered(show: Show, book: Book) -> None:
    shown = show(book, state={"goals.shape": "list"})
    assert shown.page.shapes.key == "list"
    assert shown.plan.pane.save_state()["goals.shape"] == "list"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(928, 624), (1248, 824)])
def test_it_fits_in_every_look(
    show: Show, book: Book, mode: Mode, language: Language, size: tuple[int, int]
) -> None:
    shown = show(book, mode=mode, language=language, size=size)
    pyramid = shown.page.pyramid
    for key, box in pyramid.bands.cards.items():
        assert box.right() < pyramid.viewport().width(), key
    view = shown.page.side.parts.view
    assert view.horizontalScrollBar().maximum() == 0
    assert not shown.plan.window.grab().isNull()


def test_the_next_target_is_current_when_one_is_removed(goals: GoalsShown) -> None:
    goals.choose(LEADS)
    goals.plan.focus_on(goals.page.pyramid)
    goals.press(KEY.Key_Delete)
    assert goals.page.reading.key == RATE
    goals.undo()
    goals.choose(SHARING)
    goals.plan.focus_on(goals.page.pyramid)
    goals.press(KEY.Key_Delete)
    assert goals.page.reading.key == NPS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_typed_is_there_after_a_lock_or_in_the_other_language(
    show: Show, book: Book, language: Language
) -> None:
    first = show(book)
    first.choose(UPSELL)
    first.plan.focus_on(first.page.pyramid)
    first.press(KEY.Key_E)
    field = first.page.side.form.form.fields["value"]
    field.setFocus()
    field.edit.selectAll()  # type: ignore[attr-defined]
    first.type("500万")
    again = show(book, language=language, state=first.plan.pane.save_state())
    assert again.in_form()
    assert again.page.reading.key == UPSELL
    form = again.page.side.form
    assert form.typed()["value"] == "500万"
    assert form.typed()["metric"] == {"zh": "增购到账", "en": "Upsell receipts"}[language]
    again.press(KEY.Key_Return, CTRL)
    assert not again.in_form()
    assert again.goal(UPSELL).result is not None
    assert again.goal(UPSELL).target_words.endswith({"zh": "500万", "en": "CNY 5M"}[language])


def test_no_number_of_a_card_is_cut_off(show: Show, book: Book) -> None:
    shown = show(book, language="en", size=(928, 600))
    painter = shown.page.pyramid.painter
    goal = shown.goal(RENEWAL)
    assert goal.value_words == "CNY 17.46M"
    assert painter.figure_words(goal, 220) == ("/ 16.32M", "107%")
    # With less room words are left out whole: the share is in the bar.
    room = shown.page.pyramid.bands.cards[RENEWAL].width() - 24
    assert painter.figure_words(goal, room) == ("/ 16.32M", "")
    assert painter.figure_words(goal, 128) == ("", "107%")
    assert painter.figure_words(goal, 80) == ("", "")


def test_a_screen_reader_hears_card_and_level(goals: GoalsShown) -> None:
    index = goals.page.model.index(goals.page.model.position_of(RENEWAL), 0)
    assert index.data(11) == "关键，续费收入，2024 年，3,400万，1,746 万，107%，达成".replace(
        "1,746 万", "1,746万"
    )
    assert goals.page.pyramid.bands.bands[0].level.spoken == "战略  96%"
    QTest.mouseMove(goals.page.pyramid.viewport(), goals.card(RENEWAL))
    assert goals.page.pyramid.accessibleName() == "目标金字塔"
