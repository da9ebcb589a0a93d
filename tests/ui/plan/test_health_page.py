"""The page of the health model: typed, previewed, saved and taken back by keys."""

from __future__ import annotations

from collections.abc import Callable

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
    shown.focus(edit)
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
    assert watched.said[-1] == ("绿线要高于红线。", False)
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
    watched.focus(moves)
    watched.press(Qt.Key.Key_Return)
    watched.wait()
    popover = page.evidence.popover
    assert popover is not None
    assert popover.isVisible()
    popover.close()
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
