"""The view of the fast list: where things stand, keys and clicks, what is selected, what is copied."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from csmdesk.ui.models.copying import copied_table, written_value
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.page import RowPainter
from csmdesk.ui.theme import ROW
from tests.model.conftest import Listed
from tests.model.lists import PlainPainter, Thing, by_kind, columns, things

Show = Callable[..., Listed]
Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NAME, KIND, VALUE, DAY = range(4)

# What the tests' screen cannot do.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


def shown_ids(one: Listed) -> list[int]:
    return [row.id for row in one.model.shown]


# --- moving -------------------------------------------------------------------------------------------------


def test_keys_move_through_the_rows(listed: Show) -> None:
    one = listed()
    page = one.view.viewport().height() // ROW
    one.press(Key.Key_Down)
    assert one.line == 1
    one.press(Key.Key_End)
    assert one.line == 29
    one.press(Key.Key_Home)
    assert one.line == 0
    one.press(Key.Key_PageDown)
    assert page - 2 <= one.line <= page
    one.press(Key.Key_PageUp)
    assert one.line == 0
    assert one.moved_to[-1] == shown_ids(one)[0] == one.view.key


def test_the_row_that_one_moves_to_is_in_sight(listed: Show) -> None:
    one = listed()
    for line in (29, 0, 15, 29):
        one.view.setCurrentIndex(one.model.index(line, 0))
        top = one.view.top_of(line)
        assert 0 <= top <= one.view.viewport().height() - ROW
    one.view.scrollTo(one.model.index(3, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    assert one.view.top_of(3) == 0
    one.view.scrollTo(one.model.index(20, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
    middle = one.view.top_of(20) + ROW // 2
    assert abs(middle - one.view.viewport().height() // 2) <= 1
    one.view.scrollTo(one.model.index(20, 0), QAbstractItemView.ScrollHint.PositionAtBottom)
    assert one.view.top_of(20) + ROW == one.view.viewport().height()


def test_up_from_the_first_row_leaves_the_list(listed: Show) -> None:
    one = listed()
    left: list[bool] = []
    one.view.left_up.connect(lambda: left.append(True))
    one.press(Key.Key_Down)
    one.press(Key.Key_Up)
    assert not left
    one.press(Key.Key_Up)
    assert left == [True]


def test_a_point_and_its_cell_lead_to_each_other(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    one.view.verticalScrollBar().setValue(90)
    for line in range(3, 9):
        for column in (NAME, KIND, VALUE, DAY):
            index = one.model.index(line, column)
            box = one.view.visualRect(index)
            assert one.view.indexAt(box.center()) == index
            assert one.view.indexAt(box.topLeft()) == index
            assert one.view.indexAt(box.bottomRight()) == index
    assert not one.view.indexAt(QPoint(10, 100_000)).isValid()
    assert one.view.visualRect(one.model.index(0, 4)).isEmpty(), "a column that is not shown"


def test_only_the_rows_in_sight_are_painted(listed: Show, theme: object) -> None:
    one = listed(500)
    painter = one.view._painter
    assert isinstance(painter, PlainPainter)
    painter.painted.clear()
    one.view.viewport().repaint()
    seen = one.view.viewport().height() // ROW
    assert seen <= len(painter.painted) <= seen + 1
    assert painter.painted == shown_ids(one)[: len(painter.painted)]


def test_a_step_paints_the_two_rows_that_change(listed: Show) -> None:
    one = listed(500)
    one.press(Key.Key_Down)
    QApplication.processEvents()
    painter = one.view._painter
    assert isinstance(painter, PlainPainter)
    painter.painted.clear()
    one.press(Key.Key_Down)
    QApplication.processEvents()
    assert painter.painted == shown_ids(one)[1:3]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_seen_is_what_would_be_painted_anew(listed: Show, seed: int) -> None:
    """Whatever is pressed, clicked, scrolled, sorted or folded: no row keeps what it showed before."""
    one = listed(60)
    dice = random.Random(seed)
    view, screen = one.view, one.view.screen()
    if seed % 2:
        one.model.set_grouping(by_kind())
    keys = [Key.Key_Down, Key.Key_Up, Key.Key_PageDown, Key.Key_PageUp, Key.Key_Home, Key.Key_End]
    for _ in range(40):
        match dice.randrange(9):
            case 0 | 1 | 2:
                one.press(dice.choice(keys), dice.choice([NONE, NONE, SHIFT]))
            case 3:
                one.press(Key.Key_Space)
            case 4:
                one.press(dice.choice([Key.Key_A, Key.Key_Escape]), dice.choice([CTRL, NONE]))
            case 5 | 6:
                place = QPoint(dice.randrange(400), dice.randrange(view.viewport().height()))
                if view.line_at(place.y()) >= 0:
                    QTest.mouseClick(
                        view.viewport(), Qt.MouseButton.LeftButton, dice.choice([NONE, CTRL, SHIFT]), place
                    )
            case 7:
                view.verticalScrollBar().setValue(dice.randrange(view.verticalScrollBar().maximum() + 1))
            case 8:
                one.model.set_sort([(dice.choice(["name", "value"]), dice.choice([True, False]))])
        QApplication.processEvents()
        area = QRect(view.viewport().mapTo(view.window(), QPoint()), view.viewport().size())
        seen = screen.grabWindow(view.window().winId()).copy(area).toImage()
        view.viewport().update()
        QApplication.processEvents()
        anew = screen.grabWindow(view.window().winId()).copy(area).toImage()
        assert seen == anew


def test_the_row_that_is_left_selected_is_the_one_that_is_seen(listed: Show) -> None:
    """What is done with the selected rows is done with it, and not with the current one."""
    one = listed()

    def ground(line: int) -> QColor:
        painted = one.view.viewport().grab().toImage()
        return painted.pixelColor(painted.width() - 4, one.view.top_of(line) + 3)

    first, second = shown_ids(one)[:2]
    one.click(0, NAME)
    selected = ground(0)
    one.click(1, NAME, CTRL)
    assert (one.view.selected_keys, ground(0), ground(1)) == ([first, second], selected, selected)
    one.click(1, NAME, CTRL)
    assert (one.line, one.view.selected_keys, ground(0)) == (1, [first], selected)
    assert ground(1) != selected
    one.press(Key.Key_Escape)
    assert (one.view.selected_keys, ground(1)) == ([second], selected)


# --- opening and typing -------------------------------------------------------------------------------------


def test_enter_and_a_double_click_open_a_row(listed: Show) -> None:
    one = listed()
    one.press(Key.Key_Return)
    QTest.mouseDClick(one.view.viewport(), Qt.MouseButton.LeftButton, NONE, one.place(3, NAME))
    ids = shown_ids(one)
    assert one.opened == [ids[0], ids[3]]


def test_a_click_and_enter_open_a_figure_but_not_while_selecting(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    line = next(n for n, row in enumerate(one.model.shown) if row.value is not None and n)
    place = one.place(line, VALUE, dx=60)
    QTest.mouseClick(one.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert one.figures == [(ids[line], "value")]
    QTest.mouseClick(one.view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert len(one.figures) == 1
    one.view.select_one()
    one.go(line, VALUE)
    one.press(Key.Key_Return)
    assert one.figures[1:] == [(ids[line], "value")]


def test_letters_go_to_the_filter_but_actions_and_slash_to_the_pane(listed: Show, qtbot: QtBot) -> None:
    one = listed()
    one.view.set_action_keys(frozenset("nT"))
    one.type("lb")
    assert one.typed == ["l", "b"]
    for letter in ("n", "t", "T", "/", "?"):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, NONE, letter)
        one.view.keyPressEvent(event)
        assert not event.isAccepted(), letter
    assert one.typed == ["l", "b"]


# --- selection ----------------------------------------------------------------------------------------------


def test_the_current_row_alone_counts_as_selected(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    assert one.view.selected_keys == [ids[0]]
    one.press(Key.Key_Down)
    assert one.view.selected_keys == [ids[1]]


def test_clicks_and_shift_arrows_select_several(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    one.click(2)
    one.click(5, modifiers=CTRL)
    assert one.view.selected_keys == [ids[2], ids[5]]
    one.click(8, modifiers=SHIFT)
    assert one.view.selected_keys == [ids[2], *ids[5:9]]
    one.click(1)
    assert one.view.selected_keys == [ids[1]]
    one.press(Key.Key_Down, SHIFT)
    one.press(Key.Key_Down, SHIFT)
    assert one.view.selected_keys == ids[1:4]
    one.press(Key.Key_End, SHIFT)
    assert one.view.selected_keys == ids[1:]
    one.press(Key.Key_Escape)
    assert one.view.selected_keys == [ids[-1]]


def test_space_marks_rows_one_by_one_and_moving_on_keeps_them(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    one.go(2)
    one.press(Key.Key_Space)
    marking = [one.view.marking]
    one.press(Key.Key_Down)
    one.press(Key.Key_Down)
    assert one.view.selected_keys == [ids[2]]
    one.press(Key.Key_Space)
    assert one.view.selected_keys == [ids[2], ids[4]]
    one.press(Key.Key_Space)
    assert one.view.selected_keys == [ids[2]]
    one.press(Key.Key_Escape)
    marking.append(one.view.marking)
    assert one.view.selected_keys == [ids[4]]
    one.press(Key.Key_Down)
    assert one.view.selected_keys == [ids[5]]
    assert marking == [True, False]


def test_esc_belongs_to_the_pane_when_one_row_is_selected(listed: Show) -> None:
    one = listed()
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Escape, NONE)
    one.view.keyPressEvent(event)
    assert not event.isAccepted()


def test_a_selection_survives_filter_order_groups_and_new_rows(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    kept = {ids[2], ids[5], ids[9]}
    one.view.set_selected(kept)
    said: list[list[int]] = []
    one.view.selection_changed.connect(lambda: said.append(one.view.selected_keys))
    one.model.filter("lan")
    assert set(one.view.selected_keys) == kept & set(shown_ids(one))
    one.model.filter("")
    one.model.set_sort([("value", True)])
    assert one.view.selected_keys == [key for key in shown_ids(one) if key in kept]
    one.model.set_grouping(by_kind())
    assert set(one.view.selected_keys) == kept
    one.model.set_rows([row for row in one.model.rows if row.id != ids[5]])
    assert set(one.view.selected_keys) == kept - {ids[5]}
    one.model.set_grouping(None)
    one.model.set_rows(things(30))
    assert set(one.view.selected_keys) == kept
    assert len(said) >= 5
    one.click(0)
    one.model.filter("zzz")
    one.model.filter("")
    assert len(one.view.selected_keys) == 1, "a plain click forgets what was selected before"


def test_rows_in_a_folded_group_are_not_selected_until_it_opens_again(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    rows = one.model.rows_of(0)
    one.view.set_selected([rows[0].id, rows[1].id, one.model.shown[-1].id])
    head = one.model.row_at(0)
    one.model.toggle_group(head.id)
    assert one.view.selected_keys == [one.model.shown[-1].id]
    one.model.toggle_group(head.id)
    assert len(one.view.selected_keys) == 3


def test_selecting_everything_takes_ranges_not_rows(listed: Show) -> None:
    one = listed(5_000)
    one.press(Key.Key_A, CTRL)
    assert one.view.selected_keys == shown_ids(one)
    assert one.view.selectionModel().selection().count() == 1
    one.model.filter("lan")
    assert one.view.selected_keys == shown_ids(one)
    one.model.filter("")
    assert len(one.view.selected_keys) == 5_000
    assert one.view.selectionModel().selection().count() == 1


def test_the_focus_comes_and_goes_without_touching_the_selection(listed: Show) -> None:
    one = listed()
    ids = shown_ids(one)
    one.view.set_selected(ids[3:6])
    one.other.setFocus()
    one.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert one.view.selected_keys == ids[3:6]
    one.view.set_key(one.view.key)
    assert one.view.selected_keys == ids[3:6]


def test_the_current_row_comes_back_when_the_filter_shows_it_again(listed: Show) -> None:
    one = listed()
    one.go(6)
    key = one.view.key
    one.model.filter("zzz")
    assert not one.view.currentIndex().isValid()
    assert one.view.selected_keys == []
    one.model.filter("")
    assert one.view.currentIndex().row() == 6
    assert one.view.key == key
    assert one.view.selected_keys == [key]


# --- groups -------------------------------------------------------------------------------------------------


def test_arrows_pass_over_heads_and_fold_them(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    one.press(Key.Key_Home)
    head = one.model.row_at(0)
    assert isinstance(head, GroupHead)
    count = len(head.rows)
    lines = one.model.rowCount()
    moved = list(one.moved_to)
    one.press(Key.Key_Left)
    assert one.model.rowCount() == lines - count
    one.press(Key.Key_Left)
    assert one.line == 0
    one.press(Key.Key_Right)
    assert one.model.rowCount() == lines
    one.press(Key.Key_Space)
    one.press(Key.Key_Return)
    assert one.model.rowCount() == lines
    assert one.moved_to == moved, "a head is not a row"
    assert one.view.selected_keys == []
    one.press(Key.Key_Right)
    assert one.line == 1
    one.press(Key.Key_Left)
    assert one.line == 0
    for _ in range(count + 1):
        one.press(Key.Key_Down)
    assert one.line == count + 1
    assert isinstance(one.model.row_at(one.line), GroupHead)


def test_folding_the_group_one_is_in_leads_to_its_head_and_keeps_the_account(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    one.go(2)
    key = one.view.key
    moved = list(one.moved_to)
    head = one.model.row_at(0)
    one.model.toggle_group(head.id)
    assert one.line == 0
    assert one.view.key == key
    assert one.moved_to == moved
    one.model.filter("a")
    one.model.sort(VALUE)
    assert one.line == 0, "the head stays current through filter and order"


def test_a_click_on_the_triangle_and_a_double_click_on_a_head_fold(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    lines = one.model.rowCount()
    QTest.mouseClick(one.view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(10, 18))
    folded = one.model.rowCount()
    QTest.mouseDClick(one.view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(100, 18))
    assert folded < lines == one.model.rowCount()
    assert not one.opened


def test_home_and_end_reach_the_first_head_and_the_last_row(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    one.press(Key.Key_End)
    assert one.line == one.model.rowCount() - 1
    assert one.view.top_of(one.line) + ROW == one.view.viewport().height()
    one.press(Key.Key_Home)
    assert one.line == 0


# --- order and columns by keys ------------------------------------------------------------------------------


def test_alt_arrows_sort_and_shift_adds_a_key(listed: Show) -> None:
    one = listed()
    one.go(0, KIND)
    one.press(Key.Key_Down, ALT)
    found = [one.model.sort_keys]
    one.press(Key.Key_Right)
    for key, held in ((Key.Key_Up, ALT | SHIFT), (Key.Key_Down, ALT | SHIFT), (Key.Key_Up, ALT)):
        one.press(key, held)
        found.append(one.model.sort_keys)
    assert found == [
        (("kind", True),),
        (("kind", True), ("value", False)),
        (("kind", True), ("value", True)),
        (("value", False),),
    ]


# --- clipboard ----------------------------------------------------------------------------------------------


def test_the_selected_rows_are_copied_with_exact_values(listed: Show) -> None:
    one = listed()
    made = [
        Thing(1, "<岚图> & 家居", "稳定", Fraction(1130000, 3), date(2024, 7, 14)),
        Thing(2, "00123", "", None, None),
        Thing(3, "=1+1\t二\n三", "潜力", Fraction(41, 2)),
    ]
    one.model.set_rows(made)
    one.model.set_sort([("value", False)])
    one.view.set_selected([1, 2, 3])
    one.press(Key.Key_C, CTRL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == (
        "名称\t分层\t金额\t日期\n"
        '"=1+1\t二\n三"\t潜力\t20.5\t\n'
        "<岚图> & 家居\t稳定\t376666.6666666666666666666667\t2024-07-14\n"
        "00123\t\t\t"
    )
    rich = clipboard.mimeData().html()
    assert "&lt;岚图&gt; &amp; 家居" in rich
    assert rich.count("<td") == 12
    assert "mso-number-format:'\\@'\">00123</td>" in rich


def test_only_shown_columns_are_copied_in_their_order(listed: Show) -> None:
    one = listed()
    layout = one.view.layout.moved("day", "kind").hide("value", True)
    one.view.set_layout(layout)
    plain, _ = one.view.copy_text()
    assert plain.split("\n")[0] == "名称\t日期\t分层"
    assert len(plain.split("\n")) == 2


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (7, "7"),
        (Fraction(5), "5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(10**9, 1), "1000000000"),
        (date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_values_are_written_as_a_workbook_reads_them(value: object, written: str) -> None:
    assert written_value(value) == written


def test_nothing_selected_copies_the_heads(listed: Show) -> None:
    plain, rich = copied_table(columns(), [])
    assert plain == "名称\t分层\t金额\t日期\t拼音"
    assert rich.count("<tr>") == 1


def test_paste_says_where(listed: Show) -> None:
    one = listed()
    pasted: list[tuple[str, int, str]] = []
    one.view.pasted.connect(lambda *said: pasted.append(said))
    QGuiApplication.clipboard().setText("潜力\n稳定")
    one.go(2, KIND)
    one.press(Key.Key_V, CTRL)
    assert pasted == [("潜力\n稳定", one.view.key, "kind")]
    one.model.set_grouping(by_kind())
    one.press(Key.Key_Home)
    one.press(Key.Key_V, CTRL)
    assert len(pasted) == 1


# --- what is heard and seen ---------------------------------------------------------------------------------


def test_a_screen_reader_hears_rows_and_heads(listed: Show) -> None:
    one = listed()
    one.model.set_grouping(by_kind())
    table = QAccessible.queryAccessibleInterface(one.view)
    assert table is not None
    words = [one.model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole) for line in (0, 1)]
    assert words[0].endswith("已展开")
    assert words[1] == f"{one.model.rows_of(1)[0].name}，{one.model.rows_of(1)[0].value}"


def test_every_state_is_painted_without_a_word_of_qt(listed: Show, theme: object) -> None:
    """Selected, marked, grouped, scrolled sideways, with and without the focus: no warning, no empty page."""
    one = listed()
    seen = set()
    one.model.set_grouping(by_kind())
    one.view.set_layout(one.view.layout.sized("name", 400).pin("kind", True))
    one.view.horizontalScrollBar().setValue(60)
    one.view.set_selected(shown_ids(one)[2:5])
    for focus in (one.view, one.other):
        focus.setFocus(Qt.FocusReason.TabFocusReason)
        for place in (QPoint(5, 5), one.place(3, VALUE, dx=60)):
            QTest.mouseMove(one.view.viewport(), place)
            picture = one.view.viewport().grab().toImage()
            seen.add(bytes(picture.constBits()))
    assert len(seen) >= 3


def test_the_painter_of_the_tests_is_one(listed: Show) -> None:
    painter: RowPainter = PlainPainter(listed().model)
    assert painter is not None
