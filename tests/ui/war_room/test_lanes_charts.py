"""The small pictures of a war room: its health line, its days, its burn-down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csmdesk.services.burn_down import BurnPoint
from csmdesk.services.war_room_view import EventMark, Room
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.burn_chart import BurnChart
from csmdesk.ui.panes.war_room.day_blocks import DayBlocks
from csmdesk.ui.panes.war_room.lane_line import LaneLine
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.rooms_window import RoomsWindow, make_window

_Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, book: Book) -> RoomsWindow:
    return make_window(qtbot, tasks, book)


@pytest.fixture
def room(window: RoomsWindow) -> Room:
    """The red account whose goal is near: 59.7."""
    return window.room("岚图家居")


def line_of(window: RoomsWindow, room: Room) -> LaneLine:
    line = LaneLine(window.tools.theme)
    line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    line.set_room(room)
    window.show(line, 180, line.height())
    return line


def test_the_pointer_on_the_line_says_day_and_score(window: RoomsWindow, room: Room) -> None:
    line = line_of(window, room)
    QTest.mouseMove(line, QPoint(int(line.x_of(date(2024, 6, 30))), 20))
    assert line.hot == "06-30 59.7 红"
    assert line.accessibleName() == "健康度走势：06-30 59.7 红"
    QTest.mouseMove(line, QPoint(int(line.x_of(date(2023, 12, 31))), 20))
    assert line.hot.startswith("23-12-31")


def test_arrows_go_through_scores_and_events(window: RoomsWindow, room: Room) -> None:
    opened = EventMark(date(2024, 6, 17), "room", "06-17 开作战室")
    line = line_of(window, replace(room, marks=(opened,)))
    line.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Left)
    assert line.hot == "06-30 59.7 红"
    window.press(_Key.Key_Left)
    assert line.hot == "06-17 开作战室"
    assert line.ring
    window.press(_Key.Key_Home)
    assert line.hot.startswith("23-12-31")


def test_events_of_nearly_one_day_share_a_mark(window: RoomsWindow, room: Room) -> None:
    days = (date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 6), date(2024, 5, 20))
    marks = tuple(EventMark(day, "touch", f"{day:%m-%d} 触达") for day in days)
    line = line_of(window, replace(room, marks=marks))
    assert line.mark_count == 2
    QTest.mouseMove(line, QPoint(int(line.x_of(days[0])), 52))
    assert line.hot == "03-04 触达；03-05 触达；03-06 触达"


def test_a_line_without_scores_is_painted_empty(window: RoomsWindow, room: Room) -> None:
    line = line_of(window, replace(room, curve=(), marks=()))
    assert not line.grab().isNull()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Left)
    assert line.hot == ""


def blocks_of(window: RoomsWindow, room: Room) -> DayBlocks:
    blocks = DayBlocks(window.tools.theme, "zh")
    blocks.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    blocks.set_room(room)
    window.show(blocks, 368, blocks.height())
    return blocks


def test_a_day_says_what_is_due_on_it(window: RoomsWindow, room: Room) -> None:
    blocks = blocks_of(window, room)
    assert blocks.accessibleName() == "14 天倒计时"
    assert blocks.words_of(0) == "6 月 30 日，第 1 天，共 14 天，今天，非工作日"
    assert "第 11 天，共 14 天；到期：新CIO价值汇报会" in blocks.words_of(10)
    assert blocks.index_at(blocks.block_box(10).center().x()) == 10
    assert blocks.accessibleDescription().count("\n") == 2


def test_arrows_go_from_day_to_day(window: RoomsWindow, room: Room) -> None:
    blocks = blocks_of(window, room)
    blocks.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Right)
    assert blocks.hot.startswith("7 月 1 日，第 2 天")
    assert blocks.ring
    window.press(_Key.Key_End)
    assert blocks.hot.startswith("7 月 13 日，第 14 天")


def test_stand_ups_held_and_missed_are_said(window: RoomsWindow, room: Room) -> None:
    start = date(2024, 6, 17)
    days = tuple(
        block._replace(day=start + timedelta(n), gone=n < 13, today=n == 13, standup=n == 0, working=True)
        for n, block in enumerate(room.blocks)
    )
    blocks = blocks_of(window, replace(room, blocks=days, missed=(start + timedelta(1),)))
    assert "站会已记" in blocks.words_of(0)
    assert "漏开站会" in blocks.words_of(1)
    assert "站会" not in blocks.words_of(2)
    picture = blocks.grab().toImage()
    middle = blocks.block_box(1).center().toPoint()
    assert picture.pixelColor(middle) == window.tools.theme.colour("amber")


def test_many_days_still_fit(window: RoomsWindow, room: Room) -> None:
    first = room.blocks[0]
    days = tuple(first._replace(day=first.day + timedelta(n), today=n == 0) for n in range(120))
    blocks = blocks_of(window, replace(room, blocks=days))
    assert blocks.block_box(119).right() <= blocks.width()
    assert blocks.index_at(blocks.width() - 1) == 119
    assert not blocks.grab().isNull()


def test_the_burn_down_says_what_is_open(window: RoomsWindow) -> None:
    chart = BurnChart(window.tools.theme, "zh")
    start = date(2024, 6, 17)
    counts = ((3, 3), (5, 5), (4, 5), (2, 6))
    chart.set_points(
        [BurnPoint(start + timedelta(n), *each) for n, each in enumerate(counts)], date(2024, 6, 30)
    )
    window.show(chart, 300, chart.height())
    assert chart.said == "6 月 20 日，未完成 2，共 6"
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Left)
    assert chart.said == "6 月 19 日，未完成 4，共 5"
    QTest.mouseMove(chart, QPoint(int(chart.x_of(start)), 50))
    assert chart.accessibleName() == "燃尽图：6 月 17 日，未完成 3，共 3"
    assert chart.x_of(date(2024, 6, 30)) <= chart.width()


def test_a_burn_down_without_tasks_says_so(window: RoomsWindow) -> None:
    chart = BurnChart(window.tools.theme, "zh")
    chart.set_points([])
    window.show(chart, 300, chart.height())
    assert chart.said == ""
    assert not chart.grab().isNull()
    chart.set_points([BurnPoint(date(2024, 6, 30), 0, 0)])
    assert chart.said == "6 月 30 日，未完成 0，共 0"
    assert not chart.grab().isNull()
