"""The page of the health model: typed, previewed, saved and taken back by keys."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.health import Band, Bands
from csmdesk.services.health_model import HealthModels
from csmdesk.services.settings import Settings
from csmdesk.storage.book import Book
from csmdesk.ui.panes.plan.health.page import HealthModelPage
from tests.ui.plan.conftest import PlanShown

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)

Plan = Callable[..., PlanShown]


def page_of(shown: PlanShown) -> HealthModelPage:
    """The page, once it has been read."""
    shown.pane.show_page("health")
    shown.wait()
    page = shown.pane.page
    assert isinstance(page, HealthModelPage)
    return page


def retype(shown: PlanShown, field: object, text: str) -> None:
    """Give a field the focus and type something else into it."""
    edit = field.edit  # type: ignore[attr-defined]
    shown.focus_on(edit)
    edit.selectAll()
    QTest.keyClicks(edit, text)
    shown.wait()


def is_invalid(page: HealthModelPage) -> bool:
    """True while the bound of green cannot be taken."""
    return page.editor.green.invalid


def test_the_model_in_force_stands_there_with_the_bands_of_now(watched: PlanShown) -> None:
    page = page_of(watched)
    assert [row.name.text for row in page.editor.rows] == ["活跃度", "业务成果", "支持响应", "培训完成度"]
    assert (page.editor.red.text, page.editor.green.text) == ("60", "80")
    assert not page.note.isVisible()
    assert page.save_button.toolTip() == "没有改动"
    assert page.side.counts._labels[Band.RED][0].text() == "3"
    assert page.side.words.text().startswith("截至 2024-06-30，按现在的模型")
    assert page.side.moves.items == ()


def test_what_is_typed_is_previewed_and_saved_as_a_version_with_ctrl_s(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    assert page.side.words.text().startswith("截至 2024-06-30，保存后 ")
    moved = [item for item in page.side.moves.items if item.mark_before != item.mark_after]
    assert moved
    assert page.side.counts._labels[Band.RED][2].text() == str(3 + len(moved))
    assert page.save_button.text() == "保存为第 2 版"
    QTest.keyClick(page.editor.red.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    watched.wait()
    assert watched.said[-1] == ("健康度模型已保存为第 2 版。", True)
    assert HealthModels(watched.book).state().model.rules.bands == Bands(65, 80)
    assert not page.note.isVisible()
    assert page.side.counts._labels[Band.RED][0].text() == str(3 + len(moved))
    watched.book.store.undo()
    assert HealthModels(watched.book).state().model.rules.bands == Bands(60, 80)


def test_escape_puts_everything_back(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.rows[0].weight, "5")
    page.editor.add_dimension("nps")
    watched.wait()
    assert len(page.editor.rows) == 5
    page.put_back()
    watched.wait()
    assert len(page.editor.rows) == 4
    assert page.editor.draft == HealthModels(watched.book).state().draft
    assert page.side.moves.items == ()


def test_what_cannot_be_taken_is_said_where_it_stands_and_is_not_saved(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.green, "50")
    assert is_invalid(page)
    assert page.editor._bands_problem.text == "绿线要高于红线。"
    assert page.save_button.toolTip() == "绿线要高于红线。"
    page.save()
    watched.wait()
    assert watched.said == []
    assert QApplication.focusWidget() is page.editor.green.edit
    assert HealthModels(watched.book).state().number == 1
    retype(watched, page.editor.green, "85")
    assert not is_invalid(page)
    assert page.editor._bands_problem.text == ""


def test_a_computed_dimension_has_its_numbers_its_formula_and_its_rows(watched: PlanShown) -> None:
    page = page_of(watched)
    page.editor.add_dimension("usage_depth")
    watched.wait()
    row = page.editor.rows[-1]
    assert QApplication.focusWidget() is row.name.edit
    assert set(row._numbers) == {"window", "zero", "full"}
    retype(watched, row._numbers["full"].field, "75")
    assert "75% 记满分" in row._about.text()
    moves = page.side.moves
    watched.focus_on(moves)
    watched.press(Qt.Key.Key_Return)
    watched.wait()
    popover = page.evidence.popover
    assert popover is not None
    assert popover.isVisible()
    asked: list[tuple[str, int]] = []
    watched.pane.open_asked.connect(lambda kind, key: asked.append((kind, key)))
    lines = popover.panel.rows.lines
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert asked == [("account", int(moves.items[0].key))]
    assert not popover.isVisible()
    row.remove.click()
    watched.wait()
    assert len(page.editor.rows) == 4


def test_versions_are_compared_and_brought_back(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    page.save()
    watched.wait()
    page.side.show_part("versions")
    versions = page.side.versions
    assert [item.number for item in versions.rows.items] == [2, 1]
    assert [(d.what, d.before, d.after) for d in versions.differences.items] == [("红线", "60", "65")]
    versions.back.click()
    watched.wait()
    assert watched.said[-1] == ("已恢复健康度模型第 1 版。", True)
    assert page.editor.red.text == "60"
    assert [item.number for item in versions.rows.items] == [3, 2, 1]


def test_a_change_elsewhere_shows_and_what_is_being_typed_stays(watched: PlanShown) -> None:
    page = page_of(watched)
    changes = Settings(watched.book).health.set(1, "55")
    watched.tasks.changed.emit(changes)
    watched.wait()
    assert page.editor.rows[0].weight.text == "55"
    retype(watched, page.editor.red, "65")
    changes = Settings(watched.book).health.set(1, "40")
    watched.tasks.changed.emit(changes)
    watched.wait()
    assert page.editor.red.text == "65"


def test_the_settings_say_the_same_bands(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "62.5")
    page.save()
    watched.wait()
    state = Settings(watched.book).state()
    assert state.health.bands.red_words == "62.5"


def test_a_book_without_scores_offers_dimensions(plan: Plan, book: Book) -> None:
    book.store.outside_journal(lambda c: c.execute("DELETE FROM health_dimensions"))
    shown = plan(book)
    page = page_of(shown)
    assert page.editor._none.isVisible()
    assert page.editor.rows == []


# --- as she would use it ------------------------------------------------------------------------------------


def press_in(shown: PlanShown, field: object, key: Qt.Key, *, control: bool = False) -> None:
    """A key in a field, whatever has the focus."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(field.edit, key, held)  # type: ignore[attr-defined]
    shown.wait()


def test_escape_puts_back_the_field_and_then_the_page(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    retype(watched, page.editor.green, "85")
    press_in(watched, page.editor.green, Qt.Key.Key_Escape)
    assert (page.editor.red.text, page.editor.green.text) == ("65", "80")
    assert page.note.isVisible()
    press_in(watched, page.editor.green, Qt.Key.Key_Escape)
    assert (page.editor.red.text, page.editor.green.text) == ("60", "80")
    assert not page.note.isVisible()


def test_the_button_puts_back_also_the_field_in_which_one_is_typing(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    page.put_back()
    watched.wait()
    assert page.editor.red.text == "60"
    assert not page.note.isVisible()


def test_after_saving_ctrl_z_is_the_undo_of_the_book_and_no_longer_that_of_the_field(
    watched: PlanShown,
) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    assert page.editor.red.edit.isUndoAvailable()
    press_in(watched, page.editor.red, Qt.Key.Key_S, control=True)
    assert not page.editor.red.edit.isUndoAvailable()
    changes = watched.book.store.undo()
    assert changes is not None
    watched.tasks.changed.emit(changes)
    watched.wait()
    assert page.editor.red.text == "60"


def test_what_is_typed_and_not_saved_is_there_again_in_another_window(watched: PlanShown, plan: Plan) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    page.editor.add_dimension("nps")
    watched.wait()
    page.note.edit.setText("试试")
    watched.pane.settle()
    watched.wait()
    assert HealthModels(watched.book).state().number == 1
    again = plan(watched.book, language="en", mode="dark")
    other = page_of(again)
    assert (other.editor.red.text, other.note.text) == ("65", "试试")
    assert [row.name.text for row in other.editor.rows][-1] == "NPS"
    assert again.said == [("上次没保存的改动还在，保存后才算数。", False)]
    other.save()
    again.wait()
    assert HealthModels(watched.book).typed() is None
    third = plan(watched.book)
    assert not page_of(third).note.isVisible()
    assert third.said == []


def test_what_was_put_back_does_not_come_again(watched: PlanShown, plan: Plan) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    watched.pane.settle()
    watched.wait()
    page.put_back()
    watched.wait()
    assert HealthModels(watched.book).typed() is None
    assert not page_of(plan(watched.book)).note.isVisible()


def test_what_is_typed_while_it_is_saved_stays_typed(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    page.save()
    page.editor.green.edit.setText("88")
    watched.wait()
    assert HealthModels(watched.book).state().model.rules.bands == Bands(65, 80)
    assert (page.editor.red.text, page.editor.green.text) == ("65", "88")
    assert page.save_button.text() == "保存为第 3 版"


def test_a_change_elsewhere_comes_into_the_fields_in_which_nothing_was_typed(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    changes = Settings(watched.book).health.set(1, "40.5")
    watched.tasks.changed.emit(changes)
    watched.wait()
    assert (page.editor.red.text, page.editor.rows[0].weight.text) == ("65", "40.5")
    page.save()
    watched.wait()
    model = HealthModels(watched.book).state().model
    assert model.rules.bands == Bands(65, 80)
    assert model.weights()["活跃度"] == Fraction(405, 1000)


def test_with_other_bands_it_is_said_that_the_scores_stay(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    assert page.side.words.text().endswith("个客户换档，分数不变。")


def test_rows_are_used_again_when_one_comes_goes_or_is_saved(watched: PlanShown) -> None:
    page = page_of(watched)
    first = list(page.editor.rows)
    page.editor.add_dimension("nps")
    page.editor.add_dimension("csat")
    watched.wait()
    assert page.editor.rows[:4] == first
    rows = list(page.editor.rows)
    page.save()
    watched.wait()
    assert page.editor.rows == rows
    rows[4].remove.click()
    watched.wait()
    assert page.editor.rows == [*rows[:4], rows[5]]
    assert [row.source.value for row in page.editor.rows] == ["", "", "", "", "csat"]


def test_no_version_is_brought_back_over_what_is_typed(watched: PlanShown) -> None:
    page = page_of(watched)
    retype(watched, page.editor.red, "65")
    page.save()
    watched.wait()
    page.side.show_part("versions")
    assert page.side.versions.back.isEnabled()
    retype(watched, page.editor.red, "70")
    assert not page.side.versions.back.isEnabled()
    assert page.side.versions.back.toolTip() == "先保存或还原左边的改动"


def test_a_long_name_is_shown_from_its_beginning_and_told_in_full(watched: PlanShown) -> None:
    page = page_of(watched)
    edit = page.editor.rows[0].name.edit
    watched.focus_on(edit)
    edit.selectAll()
    edit.insert("一个长得写不下的维度名称还要再长一些")
    watched.focus_on(page.editor.red.edit)
    watched.wait()
    assert edit.cursorPosition() == 0
    assert page.editor.rows[0].name.toolTip() == edit.text()
    assert page.editor.rows[0].weight.edit.accessibleName() == f"{edit.text()} 权重，%"


def test_a_book_without_dimensions_says_its_bands(plan: Plan, book: Book) -> None:
    book.store.outside_journal(lambda c: c.execute("DELETE FROM health_dimensions"))
    page = page_of(plan(book))
    assert page.editor._between.text() == "60 到不满 80"
    assert not page.editor._sum.isVisible()


def test_weights_of_nothing_are_refused_without_a_sum(watched: PlanShown) -> None:
    page = page_of(watched)
    for row in page.editor.rows:
        retype(watched, row.weight, "0")
    assert page.editor._problem.text == "至少要有一个维度的权重大于 0，否则没有健康度。"
    assert not page.editor._sum.isVisible()
