"""Editing in the cells of a list: keys, problems, an input method, and rows that move meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.model.conftest import Listed
from tests.model.lists import by_kind, things

Show = Callable[..., Listed]
Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
NAME, KIND, VALUE, DAY = range(4)

# What the tests' screen cannot do.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


def line_of(one: Listed, kind: str) -> int:
    """The first line of a kind."""
    return next(line for line, row in enumerate(one.model.shown) if row.kind == kind)


def popup_of(one: Listed) -> QAbstractItemView:
    """The list of choices under the editor."""
    found = one.editor.choices
    assert found is not None
    return found


def compose(preedit: str, commit: str = "") -> None:
    """What an input method sends to where the focus is."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)


# --- beginning ----------------------------------------------------------------------------------------------


def test_f2_edits_the_current_cell_with_its_text_selected(listed: Show) -> None:
    one = listed()
    one.go(2, KIND)
    key, before = one.view.key, one.words(one.view.key, "kind")
    one.press(Key.Key_F2)
    assert one.asked == [(key, "kind", "")]
    assert one.editor.text == before
    assert one.editor.line.selectedText() == before
    assert one.editor.line.hasFocus()
    assert one.editor.line.accessibleName() == f"分层 {one.words(key, 'name')}"
    one.type("潜力")
    one.press(Key.Key_Return)
    assert one.edited == [(key, "kind", "潜力")]
    assert one.view.editing.edit is None
    assert one.view.hasFocus()
    assert one.view.currentIndex().column() == KIND


def test_a_letter_begins_an_edit_with_itself(listed: Show) -> None:
    one = listed()
    one.go(line_of(one, "稳定"), KIND)
    one.type("高")
    one.type("价值")
    assert one.editor.text == "高价值"
    one.press(Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "高价值")]
    assert one.typed == []


def test_what_was_typed_may_be_handed_back(listed: Show) -> None:
    one = listed()
    one.view.edit_asked.disconnect()
    one.view.edit_asked.connect(lambda key, column, typed: one.view.edit_cell(key, column, text=typed))
    one.go(1, KIND)
    one.type("x")
    one.press(Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "x")]


def test_a_double_click_edits_and_names_are_edited_by_f2_only(listed: Show) -> None:
    one = listed()
    QTest.mouseDClick(one.view.viewport(), Qt.MouseButton.LeftButton, NONE, one.place(2, DAY))
    assert [asked[1] for asked in one.asked] == ["day"]
    one.press(Key.Key_Escape)
    one.go(2, NAME)
    one.type("x")
    assert one.typed == ["x"]
    one.press(Key.Key_F2)
    assert [asked[1] for asked in one.asked] == ["day", "name"]
    one.press(Key.Key_Escape)
    one.go(2, VALUE)
    one.press(Key.Key_F2)
    assert len(one.asked) == 2, "a figure is counted, not typed"


def test_letters_after_a_click_go_where_the_click_showed_a_cell(listed: Show) -> None:
    one = listed()
    one.view.set_action_keys(frozenset("t"))
    one.click(3, KIND)
    one.type("t")
    assert one.asked == [(one.view.key, "kind", "t")]
    one.press(Key.Key_Escape)
    one.click(4, NAME)
    one.type("t")
    assert len(one.asked) == 1, "on a name a letter is the pane's"


def test_a_cell_that_is_not_shown_is_not_edited(listed: Show) -> None:
    one = listed()
    assert not one.view.edit_cell(one.view.key, "found", text="")
    assert not one.view.edit_cell(9999, "kind", text="")
    assert not one.view.edit_cell(one.view.key, "nothing", text="")
    one.model.set_grouping(by_kind())
    one.press(Key.Key_Home)
    one.press(Key.Key_F2)
    one.type("高")
    assert not one.asked
    assert one.typed == ["高"]


# --- leaving ------------------------------------------------------------------------------------------------


def test_esc_leaves_the_cell_as_it_was(listed: Show) -> None:
    one = listed()
    one.go(1, KIND)
    one.type("x")
    one.press(Key.Key_Escape)
    assert one.edited == []
    assert one.view.editing.edit is None
    assert one.view.hasFocus()


def test_a_text_that_has_not_changed_is_not_saved(listed: Show) -> None:
    one = listed()
    one.go(1, KIND)
    one.press(Key.Key_F2)
    one.press(Key.Key_Return)
    assert one.edited == []
    assert one.view.editing.edit is None


def test_tab_saves_and_goes_on_to_the_next_cell_and_row(listed: Show) -> None:
    one = listed()
    ids = [row.id for row in one.model.shown]
    one.go(1, KIND)
    one.type("甲")
    one.press(Key.Key_Tab)
    one.editor.line.setText("2024-01-02")
    one.press(Key.Key_Tab)
    assert one.edited == [(ids[1], "kind", "甲"), (ids[1], "day", "2024-01-02")]
    assert [asked[:2] for asked in one.asked] == [(ids[1], "kind"), (ids[1], "day"), (ids[2], "kind")]
    one.press(Key.Key_Backtab, SHIFT)
    assert one.asked[-1][:2] == (ids[1], "day")
    one.press(Key.Key_Backtab, SHIFT)
    one.press(Key.Key_Backtab, SHIFT)
    assert one.asked[-1][:2] == (ids[0], "day")
    assert one.view.currentIndex().row() == 0


def test_tab_from_the_last_cell_ends_the_edit_and_heads_are_passed_over(listed: Show) -> None:
    one = listed(6)
    one.go(5, DAY)
    one.press(Key.Key_F2)
    one.press(Key.Key_Tab)
    assert one.view.editing.edit is None
    assert one.view.hasFocus()
    one.model.set_grouping(by_kind())
    head = list(one.model.head_positions)[1]
    one.view.setCurrentIndex(one.model.index(head - 1, DAY))
    one.press(Key.Key_F2)
    one.press(Key.Key_Tab)
    assert one.view.currentIndex().row() == head + 1


def test_the_focus_going_elsewhere_saves(listed: Show) -> None:
    one = listed()
    one.go(1, KIND)
    one.type("乙")
    one.other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert one.edited == [(one.view.key, "kind", "乙")]
    assert one.view.editing.edit is None
    assert one.other.hasFocus()


@pytest.mark.parametrize("reason", [Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason])
def test_another_window_or_a_menu_in_front_leaves_the_edit_open(listed: Show, reason: Qt.FocusReason) -> None:
    one = listed()
    one.go(1, KIND)
    one.type("丁")
    QApplication.sendEvent(one.editor.line, QFocusEvent(QFocusEvent.Type.FocusOut, reason))
    assert one.view.editing.edit is not None
    assert one.edited == []


def test_a_click_on_another_row_saves_and_goes_there(listed: Show) -> None:
    one = listed()
    one.go(1, KIND)
    key = one.view.key
    one.type("乙")
    one.click(4)
    assert one.edited == [(key, "kind", "乙")]
    assert one.line == 4


# --- problems -----------------------------------------------------------------------------------------------


def test_what_is_refused_stays_open_with_the_reason(listed: Show) -> None:
    one = listed()
    one.refuse = {"x": "没有这个分层"}
    one.go(1, KIND)
    one.type("x")
    one.press(Key.Key_Return)
    problem = one.view.editing.problem
    assert problem is not None
    assert problem.accessibleName() == "没有这个分层"
    assert one.editor.line.accessibleDescription() == "没有这个分层"
    assert problem.geometry().top() >= one.editor.geometry().bottom()
    assert one.editor.line.hasFocus()
    one.type("y")
    assert one.view.editing.problem is None
    one.press(Key.Key_Return)
    assert one.edited[-1] == (one.view.key, "kind", "xy")
    assert one.view.editing.edit is None


def test_a_refused_tab_does_not_go_on(listed: Show) -> None:
    one = listed()
    one.refuse = {"x": "没有这个分层"}
    one.go(1, KIND)
    one.type("x")
    one.press(Key.Key_Tab)
    assert len(one.asked) == 1
    assert one.editor.text == "x"
    one.press(Key.Key_Escape)
    assert one.view.editing.problem is None


def test_a_late_refusal_opens_the_cell_again(listed: Show) -> None:
    one = listed()
    assert not one.view.show_edit_problem("nothing was edited")
    one.go(1, KIND)
    key = one.view.key
    one.type("x")
    one.press(Key.Key_Return)
    assert one.view.editing.edit is None
    assert one.view.show_edit_problem("书已锁住")
    assert one.editor.text == "x"
    one.press(Key.Key_Return)
    assert one.edited == [(key, "kind", "x")] * 2


def test_the_reason_stands_above_a_cell_at_the_foot(listed: Show) -> None:
    one = listed()
    one.refuse = {"x": "没有这个分层"}
    one.go(29, KIND)
    one.type("x")
    one.press(Key.Key_Return)
    problem = one.view.editing.problem
    assert problem is not None
    assert problem.geometry().bottom() < one.editor.geometry().top()
    assert one.view.viewport().rect().contains(problem.geometry())


# --- rows that move -----------------------------------------------------------------------------------------


def test_an_edit_goes_on_while_its_row_is_sorted_filtered_and_refreshed(listed: Show) -> None:
    one = listed()
    one.go(3, KIND)
    key = one.view.key
    one.type("半")
    one.model.set_sort([("value", True)])
    one.model.set_rows([row._replace(value=Fraction(row.id)) for row in one.model.rows])
    one.model.set_rows([*one.model.rows, things(1, 9)[0]._replace(id=77)])
    one.model.set_grouping(by_kind())
    assert one.editor.text == "半"
    assert one.editor.line.hasFocus()
    line = one.model.position_of(key)
    assert one.line == line
    assert one.editor.geometry().top() == one.view.top_of(line) + 1
    assert 0 <= one.view.top_of(line) < one.view.viewport().height()
    one.type("句")
    one.press(Key.Key_Return)
    assert one.edited == [(key, "kind", "半句")]


def test_an_edit_is_saved_when_its_row_goes_out_of_sight_and_dropped_when_it_is_gone(listed: Show) -> None:
    one = listed()
    one.go(3, KIND)
    key = one.view.key
    one.type("半")
    one.model.filter("zzz")
    assert one.edited == [(key, "kind", "半")]
    assert one.view.editing.edit is None
    one.model.filter("")
    one.type("全")
    one.model.set_rows([row for row in one.model.rows if row.id != key])
    assert len(one.edited) == 1
    assert one.view.editing.edit is None


def test_the_editor_moves_with_the_list(listed: Show) -> None:
    one = listed()
    one.go(3, KIND)
    one.press(Key.Key_F2)
    top = one.editor.geometry().top()
    one.view.verticalScrollBar().setValue(40)
    assert one.editor.geometry().top() == top - 40
    left = one.editor.geometry().left()
    one.view.set_layout(one.view.layout.sized("name", 90))
    assert one.editor.geometry().left() < left


# --- choices ------------------------------------------------------------------------------------------------


def test_choices_are_offered_and_taken_by_keys(listed: Show) -> None:
    one = listed()
    one.choices = ("高价值", "潜力", "稳定")
    one.go(line_of(one, "稳定"), KIND)
    one.type("价")
    popup = popup_of(one)
    assert popup.isVisible()
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "高价值")]
    assert one.view.editing.edit is None


def test_what_was_typed_is_saved_where_no_choice_was_taken(listed: Show) -> None:
    one = listed()
    one.choices = ("张三丰",)
    one.go(1, KIND)
    one.type("张三")
    popup = popup_of(one)
    QTest.keyClick(popup, Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "张三")]


def test_down_shows_all_choices(listed: Show) -> None:
    one = listed()
    one.choices = ("高价值", "潜力", "稳定")
    one.go(1, KIND)
    one.press(Key.Key_F2)
    one.press(Key.Key_Down)
    popup = popup_of(one)
    assert popup.isVisible()
    assert popup.model().rowCount() == 3
    one.editor.finish()
    assert not popup.isVisible()


# --- the input method ---------------------------------------------------------------------------------------


def test_a_composition_over_a_cell_goes_on_in_its_editor_without_losing_a_letter(listed: Show) -> None:
    one = listed()
    one.choices = ("高价值", "潜力", "稳定")
    one.go(line_of(one, "稳定"), KIND)
    assert one.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose("g")
    assert one.editor.line.composing
    assert one.asked == [(one.view.key, "kind", "")]
    for preedit in ("ga", "gao", "gao'jia"):
        compose(preedit)
        popup = popup_of(one)
        assert not popup.isVisible(), "completion waits"
    one.press(Key.Key_Return)
    one.press(Key.Key_Escape)
    one.press(Key.Key_Tab)
    assert one.edited == []
    assert one.view.editing.edit is not None
    compose("", "高价")
    assert one.editor.text == "高价"
    compose("zhi")
    compose("", "值")
    one.press(Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "高价值")]


def test_nothing_composes_where_a_letter_is_not_an_edit(listed: Show) -> None:
    one = listed()
    one.go(1, NAME)
    assert not one.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose("g")
    assert one.asked == []
    one.go(1, KIND)
    compose("")
    assert one.asked == []


def test_a_composition_that_is_committed_at_once_arrives(listed: Show) -> None:
    one = listed()
    one.go(line_of(one, "潜力"), KIND)
    compose("", "稳")
    assert one.editor.text == "稳"
    one.press(Key.Key_Return)
    assert one.edited == [(one.view.key, "kind", "稳")]
