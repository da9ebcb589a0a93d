"""Escalations with real keys: opened, confirmed, worked around in time or late, raised, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csmdesk.services.escalations import EscalationDraft
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.escalation_page import EscalationPage
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.side_window import CTRL, Make, SideWindow, focused, make_side

Key = Qt.Key

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
HOUR = 3600


@pytest.fixture
def begun(qtbot: QtBot, tasks: Tasks, book: Book) -> Iterator[Make]:
    """Shows the escalations of 岚图家居."""

    def begin(**options: Any) -> SideWindow:
        shown = make_side(qtbot, tasks, book, **options)
        shown.side.show_page("escalations")
        shown.wait()
        return shown

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def page(shown: SideWindow) -> EscalationPage:
    return shown.side.escalations


def opened(shown: SideWindow, title: str, hours: float = 0, account: str = "岚图家居") -> int:
    """An escalation that happened so many hours ago."""
    escalations = shown.tools.source.escalations
    room = shown.room(account)
    draft = EscalationDraft(title, "客户成功经理", escalations.now - timedelta(hours=hours), room_id=room.id)
    key, _ = escalations.open(room.account_id, draft)
    page(shown).read()
    shown.wait()
    return key


def test_without_any_it_says_what_belongs_here(begun: Make) -> None:
    shown = begun()
    assert page(shown).none.text().startswith("没有升级。")
    assert not page(shown).steps.isVisible()
    assert [tab.count for tab in shown.side.tabs.tabs] == [None] * 4


def test_e_opens_one_with_the_moment_of_now(begun: Make) -> None:
    shown = begun()
    page(shown).enter()
    shown.press(Key.Key_E)
    form = page(shown).form
    assert focused() is form.title.edit
    now = shown.tools.source.escalations.now
    assert (form.day.day, form.time.text) == (now.date(), f"{now:%H:%M}")
    shown.type("报表超时，门店无法出日报", form.title.edit)
    shown.press(Key.Key_Return)
    assert focused() is page(shown).rows
    (row,) = page(shown).rows.items
    assert (row.title, row.stage, row.left, row.late) == (
        "报表超时，门店无法出日报",
        "待确认",
        "还剩 24 小时",
        False,
    )
    assert shown.said == [("已开升级：报表超时，门店无法出日报", True)]
    assert shown.side.tabs.tabs[2].count == 1
    shown.undo()
    assert page(shown).rows.items == ()


def test_its_hours_run_on_and_are_late_after_a_day(begun: Make) -> None:
    shown = begun()
    opened(shown, "单点登录失败")
    shown.clock.pass_(20.5 * HOUR)
    page(shown).read()
    shown.wait()
    (row,) = page(shown).rows.items
    assert (row.left, row.mark, row.late) == ("还剩 3 小时 30 分", "yellow", False)
    assert row.share == pytest.approx(20.5 / 24)
    shown.clock.pass_(5 * HOUR)
    page(shown).read()
    shown.wait()
    (row,) = page(shown).rows.items
    assert (row.left, row.mark, row.late, row.share) == ("超时 1 小时 30 分", "red", True, 1.0)


def test_it_goes_its_way_step_by_step(begun: Make) -> None:
    shown = begun()
    opened(shown, "数据同步延迟", hours=5)
    buttons = []
    for words in ("", "先用昨天的快照", "队列扩到 4 个分区", "扩容没有进监控"):
        buttons.append(page(shown).next_button.text())
        shown.click(page(shown).next_button)
        if words:
            assert focused() is page(shown).step_form.words.edit
            shown.type(words)
        shown.press(Key.Key_Return, CTRL)
        assert page(shown).step_form.isHidden(), page(shown).step_form.problem.text()
    assert buttons == ["确认", "绕行方案", "修复", "复盘"]
    assert [(step.ring, step.words) for step in page(shown).steps.items] == [
        ("done", ""),
        ("done", "先用昨天的快照"),
        ("done", "队列扩到 4 个分区"),
        ("done", "扩容没有进监控"),
    ]
    assert not page(shown).next_button.isVisible()
    assert shown.side.tabs.tabs[2].count is None
    shown.click(page(shown).back_button)
    assert page(shown).steps.items[3].ring == "doing"


def test_a_review_waits_for_the_repair_and_wants_words(begun: Make) -> None:
    shown = begun()
    key = opened(shown, "数据同步延迟", hours=5)
    steps = page(shown).steps
    assert steps.row_key(steps.items[3]) is None
    shown.tools.source.escalations.step(key, "repair", words="重启")
    page(shown).read()
    shown.wait()
    page(shown).open_step("review")
    shown.press(Key.Key_Return, CTRL)
    assert page(shown).step_form.words.problem == "请写复盘结论。"
    shown.press(Key.Key_Escape)
    assert page(shown).step_form.isHidden()
    assert focused() is page(shown).rows


def test_a_moment_that_cannot_be_is_refused_beside_its_field(begun: Make) -> None:
    shown = begun()
    opened(shown, "单点登录失败", hours=1)
    page(shown).open_step("confirm")
    form = page(shown).step_form
    shown.type("23:59", form.time.edit)
    shown.press(Key.Key_Return)
    assert form.form.fields["at"].problem.endswith("还没到。")
    shown.type("早些时候", form.time.edit)
    shown.press(Key.Key_Return)
    assert form.time.problem


def test_level_2_needs_its_owner(begun: Make) -> None:
    shown = begun()
    opened(shown, "单点登录失败", hours=1)
    shown.click(page(shown).raise_button)
    form = page(shown).raise_form
    shown.press(Key.Key_Return)
    assert form.owner.problem == "2 级要写技术或产品负责人。"
    shown.type("产品研发经理", form.owner.select.line)
    shown.press(Key.Key_Return)
    assert shown.rows("SELECT level, owner FROM escalations") == [(2, "产品研发经理")]
    assert not page(shown).raise_button.isVisible()


def test_it_is_changed_and_removed(begun: Make) -> None:
    shown = begun()
    opened(shown, "单点登录失败", hours=1)
    shown.click(page(shown).edit_button)
    shown.type("单点登录在早高峰失败", page(shown).form.title.edit)
    shown.press(Key.Key_Return)
    assert shown.rows("SELECT title FROM escalations") == [("单点登录在早高峰失败",)]
    page(shown).rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Delete)
    assert shown.rows("SELECT count(*) FROM escalations") == [(0,)]
    shown.undo()
    assert [row.title for row in page(shown).rows.items] == ["单点登录在早高峰失败"]


def test_the_least_time_left_comes_first_and_all_accounts_can_be_seen(begun: Make) -> None:
    shown = begun()
    opened(shown, "新的", hours=1)
    opened(shown, "快到时的", hours=22)
    opened(shown, "别家的", hours=10, account="铸元钢铁")
    assert [row.title for row in page(shown).rows.items] == ["快到时的", "新的"]
    page(shown).whose.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Right)
    assert [(row.account, row.title) for row in page(shown).rows.items] == [
        ("岚图家居", "快到时的"),
        ("铸元钢铁", "别家的"),
        ("岚图家居", "新的"),
    ]
    page(shown).rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Home)
    shown.press(Key.Key_Down)
    shown.press(Key.Key_Return)
    chosen = page(shown).chosen
    assert chosen is not None
    assert chosen.title == "别家的"


def test_what_is_half_typed_survives_a_lock(begun: Make) -> None:
    shown = begun()
    page(shown).open_new()
    shown.wait()
    shown.type("写到一半", page(shown).form.title.edit)
    state = shown.side.drafts()
    again = begun()
    again.side.take_drafts(state)
    page(again).open_new()
    again.wait()
    assert page(again).form.title.value == "写到一半"


@pytest.mark.parametrize("width", [276, 480])
def test_nothing_stands_beyond_the_right_edge(begun: Make, width: int) -> None:
    shown = begun(language="en", size=(width, 700))
    opened(shown, "单点登录失败", hours=30)
    page(shown).open_step("workaround")
    shown.wait()
    view = page(shown).view
    assert view.inside.width() <= view.viewport().width()


def test_english_words_are_not_broken_in_their_middle(begun: Make) -> None:
    shown = begun(language="en")
    rows = page(shown).rows
    words = " ".join(["Internationally"] * 4)
    width = rows.theme.metrics().horizontalAdvance("Internationally Internatio")
    line = rows.words_height("Internationally", width)
    # Where a word has no room, it goes into the next line whole.
    assert rows.words_height(words, width) == 4 * line
    assert rows.words_height(words, width, lines=2) == 2 * line
    # What is longer than a line is broken after all, and a new line is one.
    assert rows.words_height("W" * 200, width) > 3 * line
    assert rows.words_height("a\nb", width) == 2 * line
