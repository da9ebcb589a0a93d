"""The stand-up with real keys: the log by member, card by card through the rooms, decisions, earlier days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from csmdesk.services.standups import StandupDraft, StandupNote
from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.side_window import ALT, CTRL, Make, SideWindow, focused, make_side

Key = Qt.Key
LANTU, ZHUYUAN, YUNXIU = "岚图家居", "铸元钢铁", "云岫茶饮"


@pytest.fixture
def begun(qtbot: QtBot, tasks: Tasks, book: Book) -> Iterator[Make]:
    """Shows the side of a book."""

    def begin(**options: Any) -> SideWindow:
        return make_side(qtbot, tasks, book, **options)

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def area(shown: SideWindow, part: str) -> Any:
    return shown.side.standup.log.areas[part].edit


def notes(shown: SideWindow) -> list[tuple[Any, ...]]:
    return shown.rows(
        "SELECT n.member, n.yesterday, n.today, n.blocked FROM standup_notes n JOIN standups s "
        "ON s.id = n.standup_id ORDER BY s.war_room_id, s.day, n.id"
    )


# --- the log ------------------------------------------------------------------------------------------------


def test_the_log_is_of_the_squad_and_of_the_day_looked_at(begun: Make) -> None:
    shown = begun()
    page = shown.side.standup
    assert page.head.named.text() == LANTU
    assert page.head.when.text() == "06-30 周日"
    assert [tab.words for tab in page.members.tabs.tabs] == ["客户成功经理", "技术支持经理", "产品研发经理"]
    assert [row.cards for row in page.members.rows.items] == [
        "1 进行中，07-10",
        "1 待验收，07-13",
        "1 待办，07-07",
    ]
    assert page.log.areas["yesterday"].name == "昨天，客户成功经理"


def test_ctrl_enter_keeps_what_each_member_said_in_one_log(begun: Make) -> None:
    shown = begun()
    shown.type("与技术对齐目标", area(shown, "yesterday"))
    shown.press(Key.Key_Down, ALT)
    assert shown.side.standup.members.tabs.current == shown.side.standup.log.member
    shown.type("现场诊断", area(shown, "today"))
    shown.type("等客户开账号", area(shown, "blocked"))
    assert notes(shown) == [], "nothing is kept while it is typed"
    shown.press(Key.Key_Return, CTRL)
    assert notes(shown) == [
        ("csm", "与技术对齐目标", "", ""),
        ("support", "", "现场诊断", "等客户开账号"),
    ]
    assert shown.rows("SELECT count(*) FROM standups") == [(1,)]
    assert shown.said == [("已记站会：岚图家居 06-30", True)]
    assert shown.side.standup.members.head._note.text() == "2/3 已记"


def test_the_log_is_kept_when_it_is_left_and_undone_in_one_step(begun: Make) -> None:
    shown = begun()
    shown.type("对齐目标", area(shown, "yesterday"))
    shown.type("约 CIO", area(shown, "today"))
    assert notes(shown) == [], "going from field to field makes no step"
    shown.side.standup.members.rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.wait()
    assert notes(shown) == [("csm", "对齐目标", "约 CIO", "")]
    shown.undo()
    assert notes(shown) == []
    assert area(shown, "yesterday").toPlainText() == ""


def test_letters_that_an_input_method_composes_are_never_kept(begun: Make) -> None:
    shown = begun()
    field = area(shown, "today")
    shown.type("约", field)
    shown.compose("lin ning")
    shown.side.settle()
    shown.wait()
    assert notes(shown) == [("csm", "", "约", "")]
    assert shown.side.standup.log.areas["today"].composing, "what is being composed goes on"
    shown.press(Key.Key_Return, CTRL)
    assert shown.side.standup.log.areas["today"].composing, "Enter belongs to the input method"
    shown.compose("", "林宁娟")
    shown.press(Key.Key_Return, CTRL)
    assert notes(shown) == [("csm", "", "约林宁娟", "")]


def test_newer_data_leaves_alone_what_is_typed(begun: Make) -> None:
    shown = begun()
    room = shown.room(LANTU)
    shown.type("我写的", area(shown, "yesterday"))
    elsewhere = (
        StandupNote(None, "客户成功经理", "别处写的", "今天也写了"),
        StandupNote(None, "技术支持经理", "驻场"),
    )
    shown.tools.source.standups.save(room.id, StandupDraft(date(2024, 6, 30), elsewhere))
    shown.read()
    shown.wait()
    assert area(shown, "yesterday").toPlainText() == "我写的"
    assert area(shown, "today").toPlainText() == "今天也写了"
    shown.press(Key.Key_Return, CTRL)
    assert notes(shown) == [("csm", "我写的", "今天也写了", ""), ("support", "驻场", "", "")]


def test_words_of_another_room_stay_with_it(begun: Make) -> None:
    shown = begun()
    shown.type("岚图的", area(shown, "today"))
    shown.side.show_room(shown.room(ZHUYUAN))
    shown.wait()
    assert area(shown, "today").toPlainText() == ""
    assert notes(shown) == [("csm", "", "岚图的", "")], "what was typed is kept as the room is left"
    shown.side.show_room(shown.room(LANTU))
    shown.wait()
    assert area(shown, "today").toPlainText() == "岚图的"


def test_half_typed_words_survive_a_lock_or_another_language(begun: Make, qtbot: QtBot) -> None:
    shown = begun()
    shown.type("半句", area(shown, "blocked"))
    shown.type("约客户看压测", shown.side.standup.decisions.line.words.edit)
    shown.wait()
    log = shown.side.standup.log
    log._words[next(iter(log._kept))] = "还没存的"  # a save that did not come through
    state = shown.side.drafts()
    assert all(key.startswith("now.") or key == "side" for key in state)
    again = begun()
    again.side.take_drafts(state)
    again.side.show_room(again.room(ZHUYUAN))
    again.wait()
    again.side.show_room(again.room(LANTU))
    again.wait()
    assert again.side.standup.decisions.line.words.text == "约客户看压测"
    assert area(again, "yesterday").toPlainText() == "还没存的"


def test_a_refusal_stands_below_the_fields_and_the_words_stay(begun: Make) -> None:
    shown = begun()
    area(shown, "today").setFocus()
    area(shown, "today").setPlainText("长" * 20_001)
    shown.press(Key.Key_Return, CTRL)
    log = shown.side.standup.log
    assert log.problem.text() == "太长：最多 20000 个字。"
    assert log.dirty
    assert notes(shown) == []


# --- the clock ----------------------------------------------------------------------------------------------


def test_space_starts_the_clock_where_it_is_no_letter(begun: Make) -> None:
    shown = begun()
    page = shown.side.standup
    page.members.rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Space)
    assert page.clock.running
    area(shown, "today").setFocus()
    shown.press(Key.Key_Space)
    assert page.clock.running
    assert area(shown, "today").toPlainText() == " "
    page.members.rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Space)
    assert not page.clock.running


def test_the_end_is_a_sentence_and_no_window(begun: Make) -> None:
    shown = begun()
    shown.side.toggle_clock()
    shown.clock.pass_(15 * 60)
    shown.side.standup.clock.tick()
    assert shown.said == [("岚图家居的站会 15 分钟到了。", False)]
    assert QApplication.activeModalWidget() is None
    assert shown.side.findChildren(QPushButton) == []


def test_the_clock_goes_on_over_a_restart_and_its_seconds_are_logged(begun: Make) -> None:
    shown = begun()
    shown.side.toggle_clock()
    shown.wait()
    shown.clock.pass_(100)
    shown.side.settle()
    shown.wait()
    again = begun()
    again.clock.reading = shown.clock.reading
    again.clock.pass_(20)
    again.side.standup.clock.tick()
    assert again.side.standup.clock.face.words == "13:00"
    again.type("对齐", area(again, "today"))
    again.press(Key.Key_Return, CTRL)
    assert again.rows("SELECT seconds FROM standups") == [(120,)]


# --- the mode -----------------------------------------------------------------------------------------------


def test_the_mode_goes_card_by_card_through_the_rooms(begun: Make) -> None:
    shown = begun()
    shown.side.show_standup()
    shown.wait()
    page = shown.side.standup
    assert focused() is page.walk.shown
    assert page.walk.note.text() == "任务 1/3"
    titles = [page.walk.card.title if page.walk.card else ""]
    rooms = [page.head.named.text()]
    for _ in range(8):
        shown.press(Key.Key_J)
        assert page.walk.card is not None
        titles.append(page.walk.card.title)
        rooms.append(page.head.named.text())
    walk = ["技术支持驻场诊断", "新CIO价值汇报会", "聚合表与索引优化"]
    assert titles == walk * 3, "what is nearest to done comes first"
    assert rooms == [f"{LANTU}  1/3"] * 3 + [f"{ZHUYUAN}  2/3"] * 3 + [f"{YUNXIU}  3/3"] * 3
    assert len(shown.names("card")) == 9, "the board shows each of them"
    assert shown.names("room") == [shown.room(ZHUYUAN).id, shown.room(YUNXIU).id]
    shown.press(Key.Key_J)
    assert page.walk.note.text() == "任务 3/3", "after the last card it stays"
    shown.press(Key.Key_K)
    assert page.walk.note.text() == "任务 2/3"


def test_the_owner_of_the_card_speaks_in_either_language(begun: Make) -> None:
    shown = begun()
    shown.side.show_standup()
    shown.wait()
    log = shown.side.standup.log
    spoke = [log.speakers[log.member].name]
    for _ in range(2):
        shown.press(Key.Key_J)
        spoke.append(log.speakers[log.member].name)
    assert spoke == ["技术支持经理", "客户成功经理", "产品研发经理"]
    english = begun(language="en")
    english.side.show_standup()
    english.wait()
    log = english.side.standup.log
    assert log.speakers[log.member].name == "Technical support manager"


def test_ctrl_enter_goes_on_to_the_next_account_and_ends_after_the_last(begun: Make) -> None:
    shown = begun()
    page = shown.side.standup
    shown.side.show_standup()
    shown.wait()
    assert shown.names("mode") == [True]
    assert page.save_button.text() == "保存，下一个 铸元钢铁"
    shown.press(Key.Key_Space)
    for account, seconds in ((LANTU, 300), (ZHUYUAN, 200), (YUNXIU, 100)):
        assert page.room is not None
        assert page.room.account == account
        assert page.clock.running, "the clock goes on with the minutes of the next account"
        assert page.clock.face.words == "15:00"
        shown.type(f"{account}今天", area(shown, "today"))
        shown.clock.pass_(seconds)
        shown.press(Key.Key_Return, CTRL)
    assert shown.names("mode") == [True, False]
    assert not page.clock.running
    assert shown.rows("SELECT seconds FROM standups ORDER BY seconds DESC") == [
        (300,),
        (200,),
        (100,),
    ]
    assert ("left",) in shown.told, "the focus goes back to the board"


def test_a_card_chosen_on_the_board_is_the_one_talked_about(begun: Make) -> None:
    shown = begun()
    shown.side.show_standup()
    shown.wait()
    card = shown.card(LANTU, "聚合表与索引优化")
    shown.side.show_card(card.id)
    shown.wait()
    walk = shown.side.standup.walk
    assert walk.card is not None
    assert (walk.card.id, walk.note.text()) == (card.id, "任务 3/3")
    shown.tools.source.board.move(card.id, "doing")
    shown.read()
    shown.wait()
    assert walk.card.id == card.id, "a card that moves on is still talked about"


# --- decisions ----------------------------------------------------------------------------------------------


def test_a_decision_becomes_a_card_of_who_speaks(begun: Make) -> None:
    shown = begun()
    line = shown.side.standup.decisions.line
    assert not line.more.isVisible()
    shown.type("约 CTO 看压测结果", line.words.edit)
    assert line.more.isVisible()
    assert line.owner.value == "客户成功经理"
    shown.type("7月5日", line.deadline.edit)
    shown.press(Key.Key_Return)
    card = shown.card(LANTU, "约 CTO 看压测结果")
    assert (card.status, card.owner, card.deadline) == ("todo", "客户成功经理", date(2024, 7, 5))
    assert shown.rows("SELECT decisions FROM standups") == [("约 CTO 看压测结果",)]
    (row,) = shown.side.standup.decisions.rows.items
    assert (row.words, row.card, row.ring) == ("约 CTO 看压测结果", card.id, "todo")
    assert focused() is line.words.edit
    assert line.words.text == ""
    assert shown.said[-1] == ("已记决定，任务在待办里：约 CTO 看压测结果", True)
    shown.undo()
    assert shown.rows("SELECT count(*) FROM tasks") == [(9,)]
    assert shown.rows("SELECT count(*) FROM standups") == [(0,)]


def test_a_decision_need_not_be_a_task_and_can_be_taken_off(begun: Make) -> None:
    shown = begun()
    decisions = shown.side.standup.decisions
    shown.type("不延期", decisions.line.words.edit)
    shown.click(decisions.line.is_task)
    shown.click(decisions.line.button)
    assert shown.rows("SELECT count(*) FROM tasks") == [(9,)]
    (row,) = decisions.rows.items
    assert (row.words, row.card) == ("不延期", 0)
    decisions.rows.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Key.Key_Delete)
    assert decisions.rows.items == ()
    assert shown.said[-1] == ("已从记录里去掉：不延期", True)


def test_braces_in_words_are_words(begun: Make) -> None:
    shown = begun()
    shown.type("改 {account} 的模板", shown.side.standup.decisions.line.words.edit)
    shown.press(Key.Key_Return)
    assert shown.said[-1] == ("已记决定，任务在待办里：改 {account} 的模板", True)


# --- earlier days -------------------------------------------------------------------------------------------


def test_missed_days_are_shown_and_can_be_written_later(begun: Make) -> None:
    shown = begun()
    shown.open_since(LANTU, date(2024, 6, 25))
    page = shown.side.standup
    assert page.head.missed.isVisible()
    assert page.head.missed.text() == "缺 4 天站会，补记 06-28"
    rows = [(row.day_words, row.missed) for row in page.history.rows.items]
    assert rows == [("06-28", True), ("06-27", True), ("06-26", True), ("06-25", True)]
    shown.click(page.head.missed)
    assert page.head.when.text() == "06-28 周五"
    shown.type("补记", area(shown, "today"))
    shown.press(Key.Key_Return, CTRL)
    assert shown.rows("SELECT day, seconds FROM standups") == [("2024-06-28", None)]
    assert page.head.missed.text() == "缺 3 天站会，补记 06-27"
    shown.click(page.head.back)
    assert page.head.when.text() == "06-30 周日"


def test_all_logs_are_searched_and_a_hit_opens_its_day(begun: Make) -> None:
    shown = begun()
    standups = shown.tools.source.standups
    other = shown.room(YUNXIU)
    day = date(2024, 6, 27)
    standups.save(
        other.id, StandupDraft(day, (StandupNote(None, "技术支持经理", blocked="等客户的日志服务器权限"),))
    )
    history = shown.side.standup.history
    shown.type("日志", history.field.edit)
    (row,) = history.rows.items
    assert (row.day_words, row.head) == ("06-27", "云岫茶饮 · 技术支持经理 · 阻塞")
    assert [row.words[begin:end] for begin, end in row.spans] == ["日志"]
    shown.press(Key.Key_Down)
    shown.press(Key.Key_Return)
    assert shown.side.standup.room is not None
    assert (shown.side.standup.room.account, shown.side.standup.day) == (YUNXIU, day)
    assert shown.names("room") == [other.id]
    shown.type("没有的", history.field.edit)
    assert history.none.text() == "没有找到“没有的”。Esc 清除"
    shown.press(Key.Key_Escape)
    assert [row.day_words for row in history.rows.items] == ["06-27"]


# --- the whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [276, 300, 480])
def test_nothing_stands_beyond_the_right_edge(begun: Make, width: int) -> None:
    shown = begun(language="en", size=(width, 700))
    shown.side.show_standup()
    shown.wait()
    view = shown.side.standup.view
    assert view.inside.width() <= view.viewport().width()
    assert shown.side.standup.head.minimumSizeHint().width() <= width


def test_without_a_room_it_says_so(begun: Make) -> None:
    shown = begun()
    shown.side.show_room(None)
    shown.wait()
    assert shown.side.standup.empty.isVisible()
    shown.side.show_standup()
    assert shown.side.in_standup, "the mode begins with the first room"


def test_a_book_that_cannot_be_changed_is_only_read(begun: Make) -> None:
    shown = begun()
    shown.side.set_why_not("这本客户书是只读的。")
    page = shown.side.standup
    assert all(field.edit.isReadOnly() for field in page.log.areas.values())
    assert not page.decisions.line.isVisible()
    assert (page.save_button.isEnabled(), page.save_button.toolTip()) == (False, "这本客户书是只读的。")
