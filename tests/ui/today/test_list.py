"""The list of to-dos in a window: moving, folding, the row that grows, clicks on what is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from csmdesk.domain.text import Text
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.panes.today.lines import TodoLine
from csmdesk.ui.panes.today.todo_painter import GROWN, HEIGHT
from tests.ui.today.conftest import NONE, TodayShown
from tests.ui.today.made import todo, usual_data, usual_todos

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)

Show = Callable[..., TodayShown]

FIRST, SECOND, FOLD = "岚图家居 开价值工作坊", "铸元钢铁 开价值工作坊", "> 开价值工作坊，还有 18 份"


@pytest.fixture
def shown(today_shown: Show) -> TodayShown:
    """The day of the design's picture."""
    return today_shown(usual_data())


def test_the_first_to_do_is_current_and_only_it_is_grown(shown: TodayShown) -> None:
    assert shown.current == FIRST
    assert shown.box(FIRST).height() == GROWN
    assert {shown.box(words).height() for words in shown.words if words != FIRST} == {HEIGHT}


def test_another_current_row_grows_and_the_one_before_shrinks(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_Down)
    assert shown.current == SECOND
    assert (shown.box(FIRST).height(), shown.box(SECOND).height()) == (HEIGHT, GROWN)
    assert shown.box(FOLD).top() == shown.box(SECOND).bottom() + 1


def test_arrows_go_through_heads_and_end_reaches_the_last_line(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_Up)
    assert shown.current == "# 逾期 33"
    assert shown.box("# 逾期 33").height() == HEIGHT
    shown.press(Qt.Key.Key_End)
    assert shown.current == "# 已推迟 1"
    shown.press(Qt.Key.Key_Home)
    assert shown.current == "# 逾期 33"


def test_today_begins_on_the_first_screen(today_shown: Show) -> None:
    small = today_shown(usual_data(), size=(928, 624))
    assert small.box("# 今天 4").bottom() < small.pane.view.viewport().height()


def test_right_opens_a_rule_in_its_place_and_left_leads_back_and_closes_it(shown: TodayShown) -> None:
    before = len(shown.words)
    shown.go(FOLD)
    shown.press(Qt.Key.Key_Right)
    assert shown.current == "v 开价值工作坊，还有 18 份"
    assert len(shown.words) == before + 18
    shown.press(Qt.Key.Key_Down)
    assert shown.current == "沐野乳业 开价值工作坊"
    shown.press(Qt.Key.Key_Left)
    assert shown.current == "v 开价值工作坊，还有 18 份"
    shown.press(Qt.Key.Key_Left)
    assert shown.current == FOLD
    assert FOLD in shown.words
    assert len(shown.words) == before


def test_left_leads_to_the_head_and_folds_the_group(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_Left)
    assert shown.current == "# 逾期 33"
    shown.press(Qt.Key.Key_Left)
    assert shown.words[:2] == ["# 逾期 33", "# 今天 4"]
    assert shown.current == "# 逾期 33"
    shown.press(Qt.Key.Key_Right)
    assert shown.words[1] == FIRST


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_and_close_a_head(shown: TodayShown, key: Qt.Key) -> None:
    shown.go("# 已推迟 1")
    shown.press(key)
    assert shown.words[-1] == "岚图家居 启动续约谈判"
    shown.press(key)
    assert shown.words[-1] == "# 已推迟 1"


def test_a_click_opens_a_rule_and_a_head(shown: TodayShown) -> None:
    shown.click(shown.box(FOLD).center())
    assert "v 开价值工作坊，还有 18 份" in shown.words
    shown.click(shown.box("# 逾期 33").center())
    assert shown.words[1] == "# 今天 4"


def test_a_click_on_the_ring_ticks_off_and_the_next_row_is_current(shown: TodayShown) -> None:
    key = shown.lines[shown.row(SECOND)].key
    shown.click(shown.spot(SECOND, "ring"))
    assert [told[:2] for told in shown.todos.told] == [("done", key)]
    assert SECOND not in shown.words[:3]
    assert shown.said == [("已完成：铸元钢铁 开价值工作坊", True)]


def test_a_click_on_a_lower_row_presses_no_button_that_comes_under_the_pointer(shown: TodayShown) -> None:
    # The row above shrinks, so that the buttons of the clicked one come to where the pointer is.
    button = shown.spot(FIRST, "done")
    below = shown.box(SECOND)
    shown.click(QPoint(button.x(), below.center().y()))
    assert shown.current == SECOND
    assert shown.todos.told == []
    shown.go(FIRST)
    QTest.mouseDClick(
        shown.pane.view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(button.x(), below.center().y())
    )
    shown.wait()
    assert shown.todos.told == []


def test_the_painted_buttons_do_what_they_say(shown: TodayShown) -> None:
    shown.click(shown.spot(FIRST, "open"))
    assert shown.asked == [("contract", 0)]
    shown.click(shown.spot(FIRST, "touch"))
    assert shown.pane.acts.touch_line is not None
    assert shown.pane.acts.touch_line.is_open
    shown.press(Qt.Key.Key_Escape)
    shown.click(shown.spot(FIRST, "snooze"))
    menu = shown.pane.acts.menu
    assert menu is not None
    assert menu.isVisible()
    menu.close()
    shown.click(shown.spot(FIRST, "done"))
    assert shown.todos.told[-1][0] == "done"


def test_the_pointer_over_a_button_is_seen(shown: TodayShown) -> None:
    view = shown.pane.view
    QTest.mouseMove(view.viewport(), shown.spot(FIRST, "snooze"))
    shown.bot.waitUntil(lambda: view.painter.hot[1] == "snooze", timeout=2_000)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_double_click_and_enter_open_the_object(shown: TodayShown) -> None:
    place = shown.box(SECOND).center()
    QTest.mouseClick(shown.pane.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(shown.pane.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    shown.press(Qt.Key.Key_Return)
    assert shown.asked == [("contract", 1), ("contract", 1)]


def test_an_amount_opens_its_evidence(shown: TodayShown) -> None:
    shown.click(shown.spot(SECOND, "amount"))
    assert shown.todos.told == [("evidence", 1, "contract:1")]
    popover = shown.pane.evidence.popover
    assert popover is not None
    assert popover.isVisible()
    popover.close()


def test_newer_to_dos_leave_the_current_one_and_its_place(shown: TodayShown) -> None:
    shown.go("# 今天 4")
    shown.press(Qt.Key.Key_Down)
    assert shown.current == "3 个作战室 每日站会 15 分钟"
    more = [todo(95, "cadence", "触达客户", 50, table="accounts"), *usual_todos()]
    shown.todos.held = usual_data(more)
    shown.pane.reading.read()
    shown.wait()
    assert shown.current == "3 个作战室 每日站会 15 分钟"
    gone = [each for each in usual_todos() if each.rule not in {"standup", "workshop"}]
    shown.todos.held = usual_data(gone)
    shown.pane.reading.read()
    shown.wait()
    assert shown.current == "弘毅律所 确认工单 GD0015"
    changed = [replace(each, why="另一句") for each in gone]
    shown.todos.held = usual_data(changed)
    shown.pane.reading.read()
    shown.wait()
    assert all(line.todo.why == "另一句" for line in shown.lines if isinstance(line, TodoLine))
    shown.todos.held = usual_data(())
    shown.pane.reading.read()
    shown.wait()
    assert shown.lines == []


def test_a_row_is_read_out_whole(shown: TodayShown) -> None:
    model = shown.pane.view.entries
    row = model.index(shown.row(FIRST)).data(ACCESSIBLE)
    assert row == "岚图家居，开价值工作坊，逾期 76 天，痛点 0/5 · 量化指标 0/3 · 双方 CXO 签字 0/2"
    fold = model.index(shown.row(FOLD)).data(ACCESSIBLE)
    assert fold.startswith("开价值工作坊，还有 18 份，沐野乳业、恒沐医药")
    assert fold.endswith("614.7万，逾期 19–70 天，已折叠")
    assert model.index(shown.row("# 已推迟 1")).data(ACCESSIBLE) == "已推迟，1，涉及 9.9万，已折叠"
    assert shown.pane.view.accessibleName() == "待办"


def test_a_book_that_is_read_only_offers_opening_alone(today_shown: Show) -> None:
    why = Text("这本客户书是只读的。", "This book is read-only.")
    shown = today_shown(usual_data(), read_only=why)
    view = shown.pane.view
    line = shown.lines[shown.row(FIRST)]
    assert set(view.painter.spots(line, view.visualRect(view.currentIndex()))) == {"open", "amount"}
    shown.press(Qt.Key.Key_E)
    shown.press(Qt.Key.Key_S)
    shown.press(Qt.Key.Key_T)
    assert shown.said == [("这本客户书是只读的。", False)] * 3
    assert shown.todos.told == []


def test_narrow_rows_give_up_the_reason_first_and_keep_account_and_figures(shown: TodayShown) -> None:
    painter = shown.pane.view.painter
    wide, narrow, tiny = (painter.columns(width) for width in (800, 560, 460))
    assert wide.why[1] > narrow.why[1] >= 0
    assert tiny.why[1] == 0
    assert wide.account == narrow.account == tiny.account
    assert [columns.amount[1] for columns in (wide, narrow, tiny)] == [wide.amount[1]] * 3
    for columns, width in ((wide, 800), (narrow, 560), (tiny, 460)):
        assert sum(columns.due) == width
        assert sum(columns.action) <= columns.amount[0]
