"""A card changed in its place: words, acceptance, checklist, comments, a new one, what stays half typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.card_page import CardPage
from csmdesk.ui.panes.war_room.checklist import ItemRow
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.side_window import ALT, CTRL, Make, SideWindow, focused, make_side

Key = Qt.Key
REPORT, TABLES, SUPPORT = "新CIO价值汇报会", "聚合表与索引优化", "技术支持驻场诊断"

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def begun(qtbot: QtBot, tasks: Tasks, book: Book) -> Iterator[Make]:
    """Shows the side of a book."""

    def begin(**options: Any) -> SideWindow:
        return make_side(qtbot, tasks, book, **options)

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def page(shown: SideWindow) -> CardPage:
    return shown.side.card


def row(shown: SideWindow, place: int) -> ItemRow:
    return page(shown).checklist.rows[place]


def kept(shown: SideWindow, card: int, column: str) -> Any:
    ((value,),) = shown.rows(f"SELECT {column} FROM tasks WHERE id = ?", card)
    return value


# --- the words ----------------------------------------------------------------------------------------------


def test_a_card_is_shown_with_all_that_the_book_says(begun: Make) -> None:
    shown = begun()
    shown.side.show_page("card")
    assert page(shown).empty.isVisible()
    shown.open_card()
    assert page(shown).account.text() == "岚图家居"
    assert (page(shown).due.text(), page(shown).status.currentText()) == ("还剩 10 天", "进行中")
    values = page(shown).form.form.values()
    assert (values["title"], values["owner"], values["deadline"]) == (REPORT, "客户成功经理", "2024-07-10")
    assert values["acceptance"] == "新CIO书面确认年度目标"
    assert focused() is page(shown).form.title.edit
    assert not page(shown).form.foot.isVisible(), "nothing to save"


def test_enter_keeps_a_title_and_can_be_undone(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("新CIO见面会", page(shown).form.title.edit)
    assert page(shown).form.foot.isVisible()
    shown.press(Key.Key_Return)
    assert kept(shown, card.id, "title") == "新CIO见面会"
    assert shown.said == [("已改任务：新CIO见面会", True)]
    assert not page(shown).form.foot.isVisible()
    shown.undo()
    assert page(shown).form.title.value == REPORT


def test_what_is_typed_is_kept_when_the_form_is_left(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("周三先演练\n带上数据", page(shown).form.detail.edit)
    shown.type("7月8日", page(shown).form.deadline.edit)
    assert kept(shown, card.id, "deadline") == "2024-07-10", "going from field to field keeps nothing yet"
    page(shown).checklist.new.setFocus(Qt.FocusReason.TabFocusReason)
    shown.wait()
    assert kept(shown, card.id, "detail") == "周三先演练\n带上数据"
    assert kept(shown, card.id, "deadline") == "2024-07-08"
    assert shown.rows("SELECT count(*) FROM operations WHERE op = 'edit_task'") == [(1,)]


def test_esc_brings_back_what_the_book_says_and_then_leaves(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    shown.type("别的", page(shown).form.title.edit)
    shown.press(Key.Key_Escape)
    assert page(shown).form.title.value == REPORT
    assert ("left",) not in shown.told
    shown.press(Key.Key_Escape)
    assert ("left",) in shown.told


def test_composing_is_not_kept_and_its_enter_is_not_ours(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("见面", page(shown).form.title.edit)
    shown.compose("hui")
    shown.press(Key.Key_Return)
    shown.side.settle()
    shown.wait()
    assert kept(shown, card.id, "title") == REPORT
    shown.compose("", "会")
    shown.press(Key.Key_Return)
    assert kept(shown, card.id, "title") == "见面会"


def test_a_refused_title_is_said_beside_it_and_stays(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("", page(shown).form.title.edit)
    shown.press(Key.Key_Return)
    assert page(shown).form.title.problem == "请写任务名称。"
    assert kept(shown, card.id, "title") == REPORT


def test_a_day_that_is_none_is_said_and_nothing_is_lost(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("三点", page(shown).form.deadline.edit)
    page(shown).checklist.new.setFocus(Qt.FocusReason.TabFocusReason)
    shown.wait()
    assert page(shown).form.deadline.problem
    assert kept(shown, card.id, "deadline") == "2024-07-10"
    shown.open_card(title=TABLES)
    shown.open_card()
    assert page(shown).form.deadline.edit.text() == "三点", "what was typed is there again"


def test_newer_data_leaves_alone_what_is_typed(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    board = shown.tools.source.board
    shown.type("我改的标题", page(shown).form.title.edit)
    draft = board.card(card.id, date(2024, 6, 30), "zh").draft
    board.edit(card.id, draft._replace(owner="周岚", detail="别处写的"))
    shown.read()
    shown.wait()
    values = page(shown).form.form.values()
    assert (values["title"], values["owner"], values["detail"]) == ("我改的标题", "周岚", "别处写的")
    shown.press(Key.Key_Return)
    assert (kept(shown, card.id, "title"), kept(shown, card.id, "owner")) == ("我改的标题", "周岚")


# --- column and acceptance ----------------------------------------------------------------------------------


def test_the_column_moves_the_card_and_done_asks_for_acceptance(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    status = page(shown).status
    status.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Down)
    assert kept(shown, card.id, "status") == "review"
    assert shown.said == [(f"已移到待验收：{REPORT}", True)]
    shown.press(Key.Key_Down)
    assert kept(shown, card.id, "status") == "review"
    assert ("accept", card.id, "done", None) in shown.told
    assert status.value == "review"


def test_acceptance_is_confirmed_by_name_and_taken_back(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    accept = page(shown).accept
    shown.click(accept.button)
    assert accept.by.problem, "somebody has to confirm"
    shown.type("林宁娟", accept.by.select.line)
    shown.press(Key.Key_Return)
    assert (kept(shown, card.id, "accepted_by"), kept(shown, card.id, "accepted_day")) == (
        "林宁娟",
        "2024-06-30",
    )
    assert accept.words.text() == "06-30 由 林宁娟 验收"
    assert not accept.button.isVisible()
    page(shown).status.set_value("done")
    page(shown)._pick_status()
    shown.wait()
    assert kept(shown, card.id, "status") == "done"
    shown.click(accept.back)
    assert (kept(shown, card.id, "accepted_by"), kept(shown, card.id, "status")) == ("", "review")


def test_without_criteria_it_says_what_is_missing(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    shown.type("", page(shown).form.acceptance.edit)
    page(shown).checklist.new.setFocus(Qt.FocusReason.TabFocusReason)
    shown.wait()
    assert page(shown).accept.words.text() == "写了验收标准才能确认验收，确认了才能完成。"
    assert not page(shown).accept.button.isVisible()


# --- the checklist ------------------------------------------------------------------------------------------


def add(shown: SideWindow, *words: str) -> None:
    for each in words:
        shown.type(each, page(shown).checklist.new)
        shown.press(Key.Key_Return)


def words(shown: SideWindow) -> list[str]:
    return [each.edit.text() for each in page(shown).checklist.rows]


def test_items_are_added_ticked_changed_ordered_and_removed(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    add(shown, "约时间", "改材料", "发邀请")
    assert words(shown) == ["约时间", "改材料", "发邀请"]
    assert focused() is page(shown).checklist.new, "the next one can be typed at once"
    shown.click(row(shown, 0).check)
    assert page(shown).checklist.head._note.text() == "1/3"
    assert page(shown).checklist.progress.share == pytest.approx(1 / 3)
    shown.type("改材料，加续约", row(shown, 1).edit)
    shown.press(Key.Key_Return)
    assert focused() is row(shown, 2).edit
    shown.press(Key.Key_Up, ALT)
    assert words(shown) == ["约时间", "发邀请", "改材料，加续约"]
    assert focused() is row(shown, 1).edit, "the focus goes along"
    shown.press(Key.Key_Delete, ALT)
    assert words(shown) == ["约时间", "改材料，加续约"]
    assert shown.rows("SELECT content, done FROM task_items ORDER BY position") == [
        ("约时间", 1),
        ("改材料，加续约", 0),
    ]
    shown.undo()
    assert words(shown) == ["约时间", "发邀请", "改材料，加续约"]


def test_an_item_without_words_goes_and_esc_brings_them_back(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    add(shown, "约时间", "改材料")
    shown.type("别的", row(shown, 0).edit)
    shown.press(Key.Key_Escape)
    assert words(shown) == ["约时间", "改材料"]
    shown.type("", row(shown, 0).edit)
    shown.press(Key.Key_Return)
    assert words(shown) == ["改材料"]
    assert shown.rows("SELECT content FROM task_items") == [("改材料",)]


def test_an_item_composes_in_peace(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    add(shown, "约时间")
    shown.type("约", row(shown, 0).edit)
    shown.compose("shijian")
    shown.side.settle()
    shown.wait()
    assert shown.rows("SELECT content FROM task_items") == [("约时间",)]
    shown.read()
    shown.wait()
    assert row(shown, 0).edit.text() == "约", "newer data takes nothing away"
    shown.compose("", "好时间")
    shown.press(Key.Key_Return)
    assert shown.rows("SELECT content FROM task_items") == [("约好时间",)]


# --- comments -----------------------------------------------------------------------------------------------


def test_comments_are_made_with_ctrl_enter_and_removed(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    comments = page(shown).comments
    shown.type("客户周三有空", comments.area.edit)
    shown.press(Key.Key_Return, CTRL)
    assert shown.rows("SELECT task_id, content FROM task_comments") == [(card.id, "客户周三有空")]
    assert [(each.head.text(), each.words.text()) for each in comments.rows] == [
        ("06-30 09:00", "客户周三有空")
    ]
    assert comments.area.value == ""
    shown.click(comments.rows[0].cross)
    assert comments.rows == []
    shown.undo()
    assert [each.words.text() for each in comments.rows] == ["客户周三有空"]


def test_a_comment_half_typed_stays_with_its_card(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    shown.type("写到一半", page(shown).comments.area.edit)
    shown.open_card(title=TABLES)
    assert page(shown).comments.area.value == ""
    shown.open_card()
    assert page(shown).comments.area.value == "写到一半"


def test_what_is_half_typed_survives_a_lock(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.type("评论一半", page(shown).comments.area.edit)
    shown.type("一项一半", page(shown).checklist.new)
    shown.type("不是日子", page(shown).form.deadline.edit)
    state = shown.side.drafts()
    again = begun()
    again.side.take_drafts(state)
    assert again.side.page == "card"
    again.side.open_card(card.id)
    again.wait()
    assert page(again).comments.area.value == "评论一半"
    assert page(again).checklist.new.text() == "一项一半"
    assert page(again).form.deadline.edit.text() == "不是日子"


# --- new, removed -------------------------------------------------------------------------------------------


def test_a_new_card_is_made_in_its_column_and_room(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    room = shown.room("铸元钢铁")
    shown.side.new_card(room.id, "doing")
    shown.wait()
    form = page(shown).form
    assert page(shown).new_head.isVisible()
    assert not page(shown).checklist.isVisible()
    assert form.room.select.currentText() == "铸元钢铁"
    shown.type("准备续约方案", form.title.edit)
    shown.press(Key.Key_Return)
    card = shown.card("铸元钢铁", "准备续约方案")
    assert card.status == "doing"
    assert shown.names("card") == [card.id], "the board is asked to show it"
    assert shown.said == [("已建任务：准备续约方案", True)]
    assert form.title.value == REPORT, "the card of before is shown again"


def test_a_new_card_that_is_typed_is_not_taken_away_by_the_board(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    shown.side.new_card(shown.room("岚图家居").id)
    shown.type("写到一半", page(shown).form.title.edit)
    other = shown.card("岚图家居", TABLES)
    shown.side.show_card(other.id)
    shown.read()
    shown.wait()
    assert page(shown).form.title.value == "写到一半"
    shown.press(Key.Key_Escape)
    shown.wait()
    assert page(shown).form.title.value.endswith(TABLES)


def test_a_card_is_removed_and_comes_back(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.click(page(shown).remove_button)
    assert shown.rows("SELECT count(*) FROM tasks WHERE id = ?", card.id) == [(0,)]
    assert page(shown).empty.isVisible()
    shown.undo()
    shown.open_card()
    assert page(shown).form.title.value == REPORT


def test_tab_goes_through_the_page_as_it_stands(begun: Make) -> None:
    shown = begun()
    shown.open_card()
    add(shown, "约时间")
    page(shown).account.setFocus(Qt.FocusReason.TabFocusReason)
    found = []
    for _ in range(12):
        shown.press(Key.Key_Tab)
        found.append(focused().accessibleName() or focused().text())
    assert found == [
        "列",
        "删除任务",
        "任务",
        "说明",
        "负责人",
        "截止日",
        "验收标准",
        "工单",
        "由谁验收",
        "确认验收",
        "约时间",
        "检查项：约时间",
    ]


def test_its_account_is_asked_for(begun: Make) -> None:
    shown = begun()
    card = shown.open_card()
    shown.click(page(shown).account)
    assert shown.names("account") == [card.account_id]
