"""The heads of the war rooms: keys, clicks, figures, many of them, the line over one that may be closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.domain.war_room import Standing
from csmdesk.services.war_room_view import Room
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.lanes import Lanes
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.rooms_window import RoomsWindow, make_window

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)

_Key = Qt.Key
Make = Callable[..., tuple[Lanes, RoomsWindow]]


@pytest.fixture
def shown(qtbot: QtBot, tasks: Tasks, book: Book) -> Make:
    """Shows the lanes of the sample book, or of other rooms."""

    def make(
        rooms: tuple[Room, ...] | None = None, *, width: int = 1247, language: Language = "zh"
    ) -> tuple[Lanes, RoomsWindow]:
        # Where the pointer was left by the test before, a lane would come up under it.
        QCursor.setPos(-100, -100)
        window = make_window(qtbot, tasks, book, language)
        lanes = Lanes(window.tools, window.window)
        lanes.set_rooms(window.data().rooms if rooms is None else rooms)
        window.show(lanes, width, 260)
        lanes.resize(width, lanes.sizeHint().height())
        window.listen(
            current=lanes.current_changed,
            figure=lanes.figure_opened,
            edit=lanes.edit_asked,
            close=lanes.close_asked,
            account=lanes.account_asked,
        )
        return lanes, window

    return make


def many(rooms: tuple[Room, ...], count: int) -> tuple[Room, ...]:
    """So many rooms after those of the sample book."""
    return tuple(replace(rooms[n % 3], id=100 + n, account=f"客户{n + 1}") for n in range(count))


def edit(window: RoomsWindow, room: Room, **changed: Any) -> None:
    """Change what the book says of a room."""
    rooms = window.tools.source.rooms
    rooms.edit(room.id, rooms.room(room.id)._replace(goal="健康度回到 60 以上", **changed))


def test_lanes_of_the_sample_book(shown: Make) -> None:
    lanes, _ = shown()
    said = [lane.words for lane in lanes.strip.made]
    assert [room.account for room in lanes.rooms] == ["岚图家居", "铸元钢铁", "云岫茶饮"]
    assert "岚图家居，稳定，年化 113.0万，健康度 59.7，红，去年 12 月起" in said[0]
    assert "决策日 07-14，24.7万，还剩 13 天，第 1 天，共 14 天，未完成任务 3" in said[0]
    assert lanes.current_room is not None
    assert lanes.current_room.account == "岚图家居"
    assert lanes.accessibleName().startswith("作战室 1/3：岚图家居")


def test_lanes_in_english(shown: Make) -> None:
    lanes, _ = shown(language="en")
    assert "Red since Dec 2023" in lanes.strip.made[0].words
    assert "day 1 of 14" in lanes.strip.made[1].words


def test_three_lanes_share_the_width_and_two_where_it_is_narrow(shown: Make) -> None:
    lanes, window = shown()
    assert [lane.width() for lane in lanes.strip.made] == [415, 416, 416]
    assert not lanes.strip.horizontalScrollBar().isVisible()
    lanes.resize(768, lanes.height())
    window.wait()
    assert lanes.strip.made[0].width() == 384
    assert lanes.strip.horizontalScrollBar().isVisible()


def test_arrows_home_and_end_go_from_room_to_room(shown: Make) -> None:
    lanes, window = shown()
    ids = [room.id for room in lanes.rooms]
    lanes.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (_Key.Key_Right, _Key.Key_Right, _Key.Key_Right, _Key.Key_Home, _Key.Key_End, _Key.Key_Left):
        window.press(key)
    moves = [told[1] for told in window.told if told[0] == "current"]
    assert moves == [ids[1], ids[2], ids[0], ids[2], ids[1]]
    assert lanes.ring
    assert [lane.chosen for lane in lanes.strip.made] == [False, True, False]


def test_enter_asks_for_goal_deadline_and_squad(shown: Make) -> None:
    lanes, window = shown()
    lanes.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Right)
    window.press(_Key.Key_Return)
    assert window.told[-1] == ("edit", lanes.rooms[1].id)


def test_a_click_picks_a_lane_and_a_double_click_edits_it(shown: Make) -> None:
    lanes, window = shown()
    place = QPoint(150, 195)
    window.click(lanes.strip.made[2], place)
    assert window.told == [("current", lanes.rooms[2].id)]
    assert lanes.hasFocus()
    assert not lanes.ring
    QTest.mouseDClick(lanes.strip.made[1], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert window.told[-1] == ("edit", lanes.rooms[1].id)


def test_a_figure_opens_its_evidence_and_picks_its_lane(shown: Make) -> None:
    lanes, window = shown()
    score = lanes.strip.made[1].score
    window.click(score)
    assert [told[:3] for told in window.told] == [
        ("current", lanes.rooms[1].id),
        ("figure", "health", lanes.rooms[1].account_id),
    ]
    assert window.told[1][3].topLeft() == score.mapToGlobal(QPoint(0, 0))


def test_tab_goes_through_the_figures_of_the_current_lane_alone(shown: Make) -> None:
    lanes, window = shown()
    lanes.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Right)
    lane = lanes.strip.made[1]
    stops = [
        part
        for each in lanes.strip.made
        for part in (each.annual, each.score, each.stake, each.line, each.blocks, each.more)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [lane.annual, lane.score, lane.stake, lane.line, lane.blocks, lane.more]
    lane.stake.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Return)
    assert window.told[-1][:3] == ("figure", "decision", lanes.rooms[1].account_id)
    window.press(_Key.Key_Left)
    assert lanes.hasFocus()
    assert lanes.current == lanes.rooms[0].id


def test_the_menu_of_a_lane(shown: Make) -> None:
    lanes, window = shown()
    lane = lanes.strip.made[0]
    window.click(lane.more)
    menu = lane.menu
    assert menu is not None
    assert menu.isVisible()
    for action in menu.actions():
        action.trigger()
    menu.hide()
    room = lanes.rooms[0]
    assert window.told == [("account", room.account_id), ("edit", room.id), ("close", room.id)]


def test_where_nothing_can_be_changed_the_account_alone_is_offered(shown: Make) -> None:
    lanes, window = shown()
    lanes.set_read_only(True)
    lanes.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Return)
    window.click(lanes.strip.made[0].more)
    menu = lanes.strip.made[0].menu
    assert menu is not None
    assert [action.isEnabled() for action in menu.actions()] == [True, False, False]
    assert window.told == []
    menu.hide()


def test_thirty_rooms_scroll_and_are_made_as_they_are_seen(shown: Make) -> None:
    lanes, window = shown()
    lanes.set_rooms(many(lanes.rooms, 30))
    window.wait()
    bar = lanes.strip.horizontalScrollBar()
    assert len(lanes.strip.made) <= 4
    assert bar.isVisible()
    lanes.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_End)
    assert bar.value() == bar.maximum()
    assert lanes.current == 129
    assert lanes.accessibleName().startswith("作战室 30/30：客户30")
    last = lanes.current_lane
    assert last is not None
    assert lanes.strip.viewport().rect().contains(last.mapTo(lanes.strip.viewport(), last.rect().center()))
    assert len(lanes.strip.made) <= 8


def test_a_room_that_is_gone_hands_on_to_its_neighbour(shown: Make) -> None:
    lanes, window = shown()
    rooms = lanes.rooms
    lanes.set_current(rooms[1].id)
    lanes.set_rooms((rooms[2], rooms[1], rooms[0]))
    assert lanes.current == rooms[1].id
    assert window.told == []
    lanes.set_rooms((rooms[2], rooms[0]))
    assert lanes.current == rooms[0].id
    lanes.set_rooms(())
    assert [told[1] for told in window.told] == [rooms[0].id, None]
    assert lanes.isHidden()


def test_a_room_that_was_held_offers_to_be_closed(shown: Make) -> None:
    lanes, window = shown()
    plain = lanes.strip.height()
    room = window.room("岚图家居")
    window.score("岚图家居", "66", date(2024, 6, 20))
    edit(window, room, opened_day=date(2024, 6, 17), deadline=date(2024, 6, 30))
    lanes.set_rooms(window.data().rooms)
    window.wait()
    lane = next(each for each in lanes.strip.made if each.room.id == room.id)
    assert lane.room.standing is Standing.HELD
    assert lane.notice.words == "已稳住 ≥ 60，可以关闭并复盘"
    assert lane.notice.isVisible()
    assert lanes.strip.height() > plain
    assert [each.notice.isVisible() for each in lanes.strip.made].count(True) == 1
    window.click(lane.notice.close_button)
    assert window.told[-1] == ("close", room.id)


def test_a_room_past_its_deadline_asks_for_another_day(shown: Make) -> None:
    lanes, window = shown()
    room = window.room("铸元钢铁")
    edit(window, room, opened_day=date(2024, 6, 14), deadline=date(2024, 6, 27))
    lanes.set_rooms(window.data().rooms)
    window.wait()
    lane = next(each for each in lanes.strip.made if each.room.id == room.id)
    assert lane.room.standing is Standing.OVERDUE
    assert lane.room.days_left == -3
    assert lane.notice.words == "过了截止日，没有稳住 60"
    assert not lane.notice.close_button.isVisible()
    assert "漏开站会" in lane.words
    window.click(lane.notice.edit_button)
    assert window.told[-1] == ("edit", room.id)


def test_the_current_lane_has_the_ground_of_a_selection_under_a_line_in_the_accent(shown: Make) -> None:
    lanes, window = shown()
    picture = lanes.grab().toImage()
    theme = window.tools.theme
    assert picture.pixelColor(200, 0) == theme.colour("accent")
    assert picture.pixelColor(200, 199) == theme.colour("sel")
    assert picture.pixelColor(500, 199) == theme.colour("surface")
    theme.set_mode("dark")
    picture = lanes.grab().toImage()
    assert picture.pixelColor(200, 0) == theme.colour("accent")
    assert picture.pixelColor(200, 199) == theme.colour("sel")


def test_a_lane_with_room_shows_goal_and_squad(shown: Make) -> None:
    lanes, window = shown()
    lanes.set_rooms(lanes.rooms[:1])
    lanes.resize(1247, lanes.height())
    window.wait()
    squad = lanes.strip.made[0].squad
    assert squad.isVisible()
    assert "客户成功经理" in squad.accessibleName()
    assert "目标：" in squad.accessibleName()
    lanes.resize(768, lanes.height())
    window.wait()
    assert not squad.isVisible()


def test_a_long_name_is_elided_and_whole_in_its_tooltip(shown: Make) -> None:
    lanes, window = shown()
    name = "北辰国际供应链管理（集团）股份有限公司华东区域运营中心"
    lanes.set_rooms((replace(lanes.rooms[0], account=name), *lanes.rooms[1:]))
    window.wait()
    lane = lanes.strip.made[0]
    assert lane.name.toolTip() == name
    assert lane.name.geometry().right() < lane.more.geometry().left()
    assert not lane.annual.isVisible()


def test_alt_arrows_of_the_pane_step_without_leaving_the_ends(shown: Make) -> None:
    lanes, window = shown()
    lanes.step(-1)
    assert window.told == []
    lanes.step(1)
    assert window.told == [("current", lanes.rooms[1].id)]
    assert QApplication.focusWidget() is not lanes.current_lane
