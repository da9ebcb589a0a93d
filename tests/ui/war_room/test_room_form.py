"""Opening a war room from its template, and changing its goal, deadline and squad."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.open_form import OpenForm
from csmdesk.ui.panes.war_room.room_form import RoomForm
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.widgets.form import Form
from tests.ui.war_room.rooms_window import PERIOD, RoomsWindow, make_window

_Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_FELL = date(2024, 6, 28)
_ROLES = ["客户成功经理", "技术支持经理", "产品研发经理"]


def edit_of(form: Form, key: str) -> QWidget:
    """Where the words of a field are typed."""
    field: Any = form.fields[key]
    edit: QWidget = field.select.line if key == "role" else field.edit
    return edit


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, book: Book) -> RoomsWindow:
    return make_window(qtbot, tasks, book)


@pytest.fixture
def opening(window: RoomsWindow) -> OpenForm:
    """The form of an account that fell to 55."""
    account = window.score("启衡证券", "55", _FELL)
    form = OpenForm(window.tools)
    window.listen(saved=form.saved, left=form.left, opened=form.opened_room)
    window.show(form, 340, 1400)
    form.show_account(account, "启衡证券", PERIOD, None)
    window.wait()
    form.enter()
    return form


def test_the_template_is_offered(opening: OpenForm) -> None:
    values = opening.form.values()
    assert opening.title.text() == "开作战室：启衡证券"
    assert values["goal"] == "健康度从 55.0 回到 60 以上，守到 07-13"
    assert (values["opened_day"], values["deadline"]) == ("2024-06-30", "2024-07-13")
    assert [head.words[0] for head in opening.squad.heads] == _ROLES
    assert len(opening.first_tasks.blocks) == 3
    assert all(row["acceptance"] and row["deadline"] for row in opening.first_tasks.values())


def test_ctrl_enter_opens_the_room_with_squad_and_tasks(opening: OpenForm, window: RoomsWindow) -> None:
    window.press(_Key.Key_Return, _CTRL)
    room = window.room("启衡证券")
    assert window.told == [("opened", room.id), ("left",), ("saved", "已开作战室：启衡证券")]
    assert room.deadline == date(2024, 7, 13)
    assert room.cards["todo"] == 3
    assert [member.role for member in room.squad] == ["csm", "support", "research"]
    assert window.data().proposals == ()
    window.book.store.undo()
    assert [proposal.account for proposal in window.data().proposals] == ["启衡证券"]


def test_at_once_opens_it_as_it_is_offered(window: RoomsWindow) -> None:
    account = window.score("启衡证券", "55", _FELL)
    form = OpenForm(window.tools)
    window.show(form, 340, 900)
    form.show_account(account, "启衡证券", PERIOD, None, at_once=True)
    window.wait()
    assert window.room("启衡证券").cards["todo"] == 3


def test_what_is_changed_is_kept_in_the_book(opening: OpenForm, window: RoomsWindow) -> None:
    opening.squad.unfold(opening.squad.blocks[1])
    member = opening.squad.blocks[1].form
    window.type("王海涛", edit_of(member, "name"))
    window.type("138 0013 8000", edit_of(member, "contact"))
    window.type("7月5日", member.deadline.edit)
    window.click(opening.first_tasks.blocks[2].remove)
    assert opening.squad.heads[1].words == ("技术支持经理", "王海涛，138 0013 8000，07-05")
    assert opening.task_head._note.text() == "2 个，进“待办”"
    opening.save()
    window.wait()
    room = window.room("启衡证券")
    support = next(member for member in room.squad if member.role == "support")
    assert (support.name, support.contact, support.deadline) == ("王海涛", "138 0013 8000", date(2024, 7, 5))
    assert room.cards["todo"] == 2


def test_the_tasks_follow_the_cause_until_one_is_changed(opening: OpenForm, window: RoomsWindow) -> None:
    before = opening.first_tasks.values()
    opening.cause.select.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Down)
    window.press(_Key.Key_Down)
    after = opening.first_tasks.values()
    assert opening.cause.value == "product"
    assert after != before
    opening.first_tasks.unfold(opening.first_tasks.blocks[0])
    window.type("压测一轮", edit_of(opening.first_tasks.blocks[0].form, "title"))
    opening.cause.select.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Up)
    assert opening.cause.value == "people"
    assert opening.first_tasks.values()[0]["title"] == "压测一轮"
    assert opening.first_tasks.values()[1:] == after[1:]


def test_a_part_unfolds_by_enter_and_one_is_added_unfolded(opening: OpenForm, window: RoomsWindow) -> None:
    head, block = opening.squad.heads[0], opening.squad.blocks[0]
    assert not block.form.isVisible()
    head.setFocus(Qt.FocusReason.TabFocusReason)
    window.press(_Key.Key_Return)
    assert block.form.isVisible()
    window.press(_Key.Key_Return)
    assert not block.form.isVisible()
    window.click(opening.squad.add_button)
    assert opening.squad.blocks[3].form.isVisible()
    assert opening.squad.heads[3].words == ("小组成员 4", "")


def test_a_day_that_cannot_be_read_is_said_where_it_stands(opening: OpenForm, window: RoomsWindow) -> None:
    deadline = opening.first_tasks.blocks[1].form.deadline
    deadline.set_value("猴年马月")
    opening.save()
    window.wait()
    assert deadline.isVisible()
    assert deadline.problem.startswith("看不懂这个日期")
    assert window.told == []


def test_a_refusal_stands_beside_the_field(opening: OpenForm, window: RoomsWindow) -> None:
    window.type("", edit_of(opening.form, "goal"))
    opening.save()
    window.wait()
    assert opening.form.fields["goal"].problem == "请写明目标。"
    window.type("6月1日", opening.deadline.edit)
    assert opening.deadline.day is not None
    opening.deadline.set_value("2024-06-01")
    opening.form.fields["goal"].set_value("回到 60")
    opening.save()
    window.wait()
    assert opening.deadline.problem
    assert window.told == []


def test_what_was_typed_is_there_again_after_another_account(opening: OpenForm, window: RoomsWindow) -> None:
    first = opening.about
    assert isinstance(first, int)
    window.type("先稳住新 CIO", edit_of(opening.form, "goal"))
    other = window.score("星栈零售", "55", _FELL)
    opening.show_account(other, "星栈零售", PERIOD, None)
    window.wait()
    assert opening.form.values()["goal"].startswith("健康度从")
    opening.show_account(first, "启衡证券", PERIOD, None)
    window.wait()
    assert opening.form.values()["goal"] == "先稳住新 CIO"
    assert opening.dirty
    assert len(opening.first_tasks.blocks) == 3


def test_esc_gives_up(opening: OpenForm, window: RoomsWindow) -> None:
    window.press(_Key.Key_Escape)
    assert window.told == [("left",)]
    assert [room.account for room in window.data().rooms].count("启衡证券") == 0


# --- changing -----------------------------------------------------------------------------------------------


@pytest.fixture
def editing(window: RoomsWindow) -> RoomForm:
    """The form of a room of the sample book, which has no squad of its own."""
    form = RoomForm(window.tools)
    window.listen(saved=form.saved, left=form.left)
    window.show(form, 340, 1200)
    form.show_room(window.room("岚图家居"))
    window.wait()
    form.enter()
    return form


def test_goal_deadline_and_squad_are_changed_in_one_step(editing: RoomForm, window: RoomsWindow) -> None:
    room = window.room("岚图家居")
    assert editing.title.text() == "作战室：岚图家居"
    window.type("加载不超过 3 秒", edit_of(editing.form, "goal"))
    window.type("2024-07-20", editing.deadline.edit)
    editing.squad.unfold(editing.squad.blocks[2])
    window.type("陈思远", edit_of(editing.squad.blocks[2].form, "name"))
    window.press(_Key.Key_Return)
    changed = window.room("岚图家居")
    assert ("saved", "已改作战室：岚图家居") in window.told
    assert (changed.goal, changed.deadline) == ("加载不超过 3 秒", date(2024, 7, 20))
    assert [(member.role, member.name) for member in changed.squad][2] == ("research", "陈思远")
    window.book.store.undo()
    before = window.room("岚图家居")
    assert (before.goal, before.deadline, before.squad) == (room.goal, room.deadline, room.squad)


def test_a_member_keeps_its_row_when_another_is_taken_out(editing: RoomForm, window: RoomsWindow) -> None:
    window.type("目标", edit_of(editing.form, "goal"))
    editing.squad.blocks[2].form.fields["name"].set_value("陈思远")
    editing.save()
    window.wait()
    ids = dict(window.rows("SELECT role, id FROM war_room_members"))
    assert set(ids) == {"csm", "support", "research"}
    editing.show_room(window.room("岚图家居"))
    window.wait()
    window.click(editing.squad.blocks[0].remove)
    assert [head.words[0] for head in editing.squad.heads] == _ROLES[1:]
    editing.save()
    window.wait()
    left = dict(window.rows("SELECT role, id FROM war_room_members"))
    assert left == {"support": ids["support"], "research": ids["research"]}


def test_a_role_may_have_words_of_its_own(editing: RoomForm, window: RoomsWindow) -> None:
    window.type("目标", edit_of(editing.form, "goal"))
    window.click(editing.squad.add_button)
    window.type("交付顾问", edit_of(editing.squad.blocks[3].form, "role"))
    window.type("吴敏", edit_of(editing.squad.blocks[3].form, "name"))
    editing.save()
    window.wait()
    assert ("交付顾问",) in window.rows("SELECT role FROM war_room_members")
    assert "交付顾问" in [member.role_words for member in window.room("岚图家居").squad]
