"""Columns: a layout as data, and what mouse and keyboard do to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.columns import LEAST_WIDTH, ColumnLayout
from csmdesk.ui.theme import INSET
from tests.model.conftest import Listed
from tests.model.lists import columns, things

Show = Callable[..., Listed]
LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NAME, KIND, VALUE, DAY, FOUND = range(5)
KEYS = ("name", "kind", "value", "day", "found")

# What the tests' screen cannot do.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


def seen(one: Listed) -> list[str]:
    """The columns that are shown, from left to right."""
    return [one.model.columns[column].key for column in one.view.columns.places.shown]


def head_place(one: Listed, column: int, dx: int = 10) -> QPoint:
    cell = one.view.cell(column)
    assert cell is not None
    return QPoint(cell.x + dx, 15)


def edge_place(one: Listed, column: int) -> QPoint:
    x, width = one.view.columns.places.section(column, one.view.horizontalOffset())
    return QPoint(x + width - 1, 15)


def drag(one: Listed, start: QPoint, end: QPoint) -> None:
    area = one.view.head.viewport()
    QTest.mousePress(area, LEFT, NONE, start)
    for part in (1, 2, 3):
        QTest.mouseMove(area, start + (end - start) * part / 3)
    QTest.mouseRelease(area, LEFT, NONE, end)


def assert_in_step(one: Listed) -> None:
    """Heads, cells and Qt's header agree about where each column is."""
    head = one.view.horizontalHeader()
    places = one.view.columns.places
    assert [c for c in range(5) if not head.isSectionHidden(c)] == sorted(places.shown)
    assert sorted(places.shown, key=head.visualIndex) == list(places.shown)
    at = 0
    for column in places.shown:
        assert places.section(column, 0) == (at, head.sectionSize(column))
        assert head.sectionPosition(column) == at
        at += head.sectionSize(column)
    assert head.length() == places.width == at


# --- the layout as data -------------------------------------------------------------------------------------


def test_a_layout_is_made_to_fit_the_columns_there_are() -> None:
    held = ColumnLayout(
        ("day", "gone", "name", "kind", "day"), frozenset({"gone", "name"}), {"gone": 9, "day": 3}, 9
    )
    fitted = held.made_fit(columns())
    assert fitted.order == ("name", "day", "kind", "value", "found")
    assert fitted.hidden == {"found"}, "the first is never hidden, and a new one on demand is not shown"
    assert fitted.widths == {"day": LEAST_WIDTH}
    assert fitted.pinned == 5
    assert fitted.made_fit(columns()) == fitted
    assert ColumnLayout().made_fit([]).pinned == 0


def test_moving_a_column_pins_it_where_it_stands() -> None:
    held = ColumnLayout(KEYS, frozenset(), {}, 2)
    assert held.moved("day", "kind") == ColumnLayout(
        ("name", "day", "kind", "value", "found"), frozenset(), {}, 3
    )
    assert held.moved("kind", "") == ColumnLayout(
        ("name", "value", "day", "found", "kind"), frozenset(), {}, 1
    )
    assert held.moved("found", "value") == ColumnLayout(
        ("name", "kind", "found", "value", "day"), frozenset(), {}, 2
    )
    for key, before in (("name", "day"), ("day", "name"), ("day", "day"), ("gone", "day")):
        assert held.moved(key, before) == held


def test_pinning_puts_a_column_behind_those_that_are() -> None:
    held = ColumnLayout(KEYS, frozenset(), {}, 1)
    pinned = held.pin("day", True)
    assert pinned.order[:2] == ("name", "day")
    assert pinned.pinned == 2
    assert pinned.is_pinned("day")
    loose = pinned.pin("day", False)
    assert loose.pinned == 1
    assert held.pin("name", False) == held
    assert held.pin("day", False) == held
    assert held.hide("name", True) == held
    assert held.hide("day", True).hide("day", False) == held


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "pin", "unpin"]), st.sampled_from(KEYS), st.sampled_from([*KEYS, ""])
        ),
        max_size=12,
    )
)
def test_no_move_loses_a_column_or_the_first_place(steps: list[tuple[str, str, str]]) -> None:
    held = ColumnLayout(KEYS, frozenset({"found"}), {}, 1)
    for what, key, before in steps:
        held = held.moved(key, before) if what == "move" else held.pin(key, what == "pin")
        assert sorted(held.order) == sorted(KEYS)
        assert held.order[0] == "name"
        assert 1 <= held.pinned <= 5
        assert held.made_fit(columns()) == held


# --- what is shown ------------------------------------------------------------------------------------------


def test_until_the_user_chooses_the_least_important_columns_give_way(listed: Show) -> None:
    wide, narrow = listed(width=520), listed(width=330)
    assert seen(wide) == ["name", "kind", "value", "day"]
    assert seen(narrow) == ["name", "value", "day"]
    for one in (wide, narrow):
        assert one.view.columns.places.width == one.view.viewport().width()
        assert not one.view.horizontalScrollBar().isVisible()
        assert one.view.chosen_layout is None
        assert_in_step(one)
    assert narrow.view.layout.hidden == {"kind", "found"}


def test_what_the_user_chooses_is_shown_and_scrolls_sideways(listed: Show) -> None:
    one = listed(width=330)
    one.view.set_layout(ColumnLayout(KEYS, frozenset({"day"}), {"found": 200}, 2))
    QApplication.processEvents()
    assert seen(one) == ["name", "kind", "value", "found"]
    assert one.view.horizontalScrollBar().isVisible()
    assert one.view.columns.places.width > one.view.viewport().width()
    assert_in_step(one)
    one.view.horizontalScrollBar().setValue(80)
    pinned, moving = one.view.cell(KIND), one.view.cell(VALUE)
    assert pinned is not None
    assert moving is not None
    assert pinned.x == 112 + INSET
    assert moving.x == pinned.x + pinned.width - 80
    edge = one.view.columns.places.pinned_width
    assert one.view.column_at(edge - 1) == KIND
    assert one.view.column_at(edge) in {VALUE, FOUND}
    one.view.set_layout(None)
    assert seen(one) == ["name", "value", "day"]
    assert one.view.horizontalOffset() == 0


def test_the_current_column_is_scrolled_into_sight(listed: Show) -> None:
    one = listed(width=330)
    one.view.set_layout(ColumnLayout(KEYS, frozenset(), {"found": 120, "day": 150}, 1))
    one.go(0, FOUND)
    room, edge = one.view.viewport().width(), one.view.columns.places.pinned_width
    box = one.view.visualRect(one.view.currentIndex())
    assert edge <= box.left() <= box.right() <= room
    one.press(Qt.Key.Key_Left)
    one.press(Qt.Key.Key_Left)
    one.press(Qt.Key.Key_Left)
    box = one.view.visualRect(one.view.currentIndex())
    assert one.view.currentIndex().column() == KIND
    assert box.left() == edge


def test_other_columns_of_the_model_are_laid_out_anew(listed: Show) -> None:
    one = listed()
    one.model._reset(rows=things(3), columns=columns()[:3])
    assert seen(one) == ["name", "kind", "value"]
    assert one.view.horizontalHeader().length() == one.view.viewport().width()


def test_a_chosen_first_column_does_not_stretch(listed: Show) -> None:
    one = listed()
    one.view.set_layout(one.view.layout.sized("name", 150))
    cell = one.view.cell(NAME)
    assert cell is not None
    assert cell.width == 150
    assert one.view.layout.widths == {"name": 150}


# --- the heads by mouse -------------------------------------------------------------------------------------


def test_a_click_sorts_and_shift_adds_a_key(listed: Show) -> None:
    one = listed()
    area = one.view.head.viewport()
    QTest.mouseClick(area, LEFT, NONE, head_place(one, KIND))
    QTest.mouseClick(area, LEFT, SHIFT, head_place(one, VALUE))
    found = [one.model.sort_keys]
    for button, modifier, column in (
        (LEFT, SHIFT, VALUE),
        (LEFT, SHIFT, KIND),
        (LEFT, NONE, VALUE),
        (LEFT, NONE, VALUE),
        (Qt.MouseButton.RightButton, NONE, KIND),
    ):
        QTest.mouseClick(area, button, modifier, head_place(one, column))
        found.append(one.model.sort_keys)
    assert found == [
        (("kind", False), ("value", False)),
        (("kind", False), ("value", True)),
        (("kind", True), ("value", True)),
        (("value", False),),
        (("value", True),),
        (("value", True),),
    ]


def test_a_head_is_dragged_to_another_place(listed: Show) -> None:
    one = listed()
    said: list[ColumnLayout] = []
    one.view.layout_changed.connect(lambda: said.append(one.view.layout))
    drag(one, head_place(one, DAY), head_place(one, KIND, dx=-20))
    assert seen(one) == ["name", "day", "kind", "value"]
    assert said[-1].order == ("name", "day", "kind", "value", "found")
    assert said[-1].hidden == {"found"}
    assert len(said) == 1
    assert_in_step(one)
    drag(one, head_place(one, DAY), head_place(one, VALUE, dx=75))
    assert seen(one) == ["name", "kind", "value", "day"]
    assert one.model.sort_keys == (("name", False),), "a drag is no click"


def test_the_first_column_stays_and_a_short_drag_is_a_click(listed: Show) -> None:
    one = listed()
    drag(one, head_place(one, NAME), head_place(one, DAY))
    assert seen(one) == ["name", "kind", "value", "day"]
    start = head_place(one, KIND)
    drag(one, start, start + QPoint(3, 0))
    assert one.model.sort_keys == (("kind", False),)
    assert one.view.chosen_layout is None


def test_esc_calls_a_drag_off(listed: Show) -> None:
    one = listed()
    area = one.view.head.viewport()
    start = head_place(one, DAY)
    QTest.mousePress(area, LEFT, NONE, start)
    QTest.mouseMove(area, start - QPoint(150, 0))
    before = one.view.head.grab().toImage()
    one.press(Qt.Key.Key_Escape)
    assert one.view.head.grab().toImage() != before, "the dragged head is drawn"
    QTest.mouseRelease(area, LEFT, NONE, start - QPoint(150, 0))
    assert one.view.chosen_layout is None


def test_an_edge_sizes_a_column_and_a_double_click_fits_it(listed: Show, qtbot: QtBot) -> None:
    one = listed()
    start = edge_place(one, KIND)
    with qtbot.waitSignal(one.view.layout_changed):
        drag(one, start, start + QPoint(40, 0))
    cell = one.view.cell(KIND)
    assert cell is not None
    assert cell.width == 100
    assert one.view.layout.widths == {"kind": 100}
    QTest.mouseDClick(one.view.head.viewport(), LEFT, NONE, edge_place(one, KIND))
    fitted = one.view.cell(KIND)
    assert fitted is not None
    assert 48 <= fitted.width < 100
    start = edge_place(one, KIND)
    drag(one, start, start - QPoint(300, 0))
    least = one.view.cell(KIND)
    assert least is not None
    assert least.width == LEAST_WIDTH
    assert_in_step(one)


def test_the_pointer_shows_where_an_edge_can_be_dragged(listed: Show) -> None:
    one = listed()
    area = one.view.head.viewport()
    QTest.mouseMove(area, edge_place(one, KIND))
    on_edge = area.cursor().shape()
    QTest.mouseMove(area, head_place(one, KIND, dx=25))
    assert (on_edge, area.cursor().shape()) == (Qt.CursorShape.SplitHCursor, Qt.CursorShape.ArrowCursor)


def test_a_right_click_asks_for_the_menu_of_a_column(listed: Show) -> None:
    one = listed()
    asked: list[str] = []
    one.view.head_menu_asked.connect(lambda key, place: asked.append(key))
    place = head_place(one, VALUE)
    area = one.view.head.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, area.mapToGlobal(place))
    QApplication.sendEvent(area, event)
    assert asked == ["value"]


# --- by keys ------------------------------------------------------------------------------------------------


def test_keys_move_and_size_the_current_column(listed: Show) -> None:
    one = listed()
    one.go(0, DAY)
    one.press(Qt.Key.Key_Left, CTRL | SHIFT)
    assert seen(one) == ["name", "kind", "day", "value"]
    one.press(Qt.Key.Key_Left, CTRL | SHIFT)
    one.press(Qt.Key.Key_Left, CTRL | SHIFT)
    assert seen(one) == ["name", "day", "kind", "value"], "the first column stays the first"
    for _ in range(4):
        one.press(Qt.Key.Key_Right, CTRL | SHIFT)
    assert seen(one) == ["name", "kind", "value", "day"]
    assert one.view.currentIndex().column() == DAY
    one.press(Qt.Key.Key_Right, ALT | SHIFT)
    one.press(Qt.Key.Key_Right, ALT | SHIFT)
    one.press(Qt.Key.Key_Left, ALT | SHIFT)
    assert one.view.layout.widths == {"day": 98}
    one.press(Qt.Key.Key_Left)
    assert one.view.currentIndex().column() == VALUE, "arrows follow the order that is seen"
