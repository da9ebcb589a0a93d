"""Closing a war room with its review, and what a closed one shows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csmdesk.services.war_room_view import Room
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.closed_review import ClosedReview
from csmdesk.ui.panes.war_room.closing_form import ClosingForm
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.rooms_window import TODAY, RoomsWindow, make_window

_Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, book: Book) -> RoomsWindow:
    return make_window(qtbot, tasks, book)


@pytest.fixture
def form(window: RoomsWindow) -> ClosingForm:
    made = ClosingForm(window.tools)
    window.listen(saved=made.saved, left=made.left)
    window.show(made, 340, 900)
    return made


def held(window: RoomsWindow) -> Room:
    """A room that has held 60 until its deadline, today."""
    rooms, room = window.tools.source.rooms, window.room("岚图家居")
    window.score("岚图家居", "66", date(2024, 6, 20))
    draft = rooms.room(room.id)._replace(goal="回到 60", opened_day=date(2024, 6, 17), deadline=TODAY)
    rooms.edit(room.id, draft)
    return window.room("岚图家居")


def show(form: ClosingForm, window: RoomsWindow, room: Room) -> None:
    form.show_room(room, TODAY)
    window.wait()
    form.enter()


def fill(form: ClosingForm, window: RoomsWindow, **words: str) -> None:
    for key, text in words.items():
        window.type(text, form.form.fields[key].edit)  # type: ignore[attr-defined]


def test_before_it_was_held_a_reason_is_asked_for(form: ClosingForm, window: RoomsWindow) -> None:
    room = window.room("云岫茶饮")
    show(form, window, room)
    assert form.standing.text == "低于 60"
    assert form.reason.isVisible()
    assert form.cards.text() == "还有 3 个任务没有完成，会随作战室离开看板。"
    form.save()
    window.wait()
    assert form.reason.problem.startswith("健康度还没稳住 60")
    fill(form, window, reason="客户已被并购")
    window.press(_Key.Key_Return, _CTRL)
    (closed,) = window.data().closed
    assert closed.closing is not None
    assert (closed.account, closed.closing.reason) == ("云岫茶饮", "客户已被并购")
    assert ("saved", "已关闭作战室：云岫茶饮") in window.told
    window.book.store.undo()
    assert window.data().closed == ()


def test_a_held_room_wants_cause_what_worked_and_what_changes(form: ClosingForm, window: RoomsWindow) -> None:
    show(form, window, held(window))
    assert not form.reason.isVisible()
    form.save()
    window.wait()
    assert form.form.fields["cause"].problem
    form.form.fields["cause"].set_value("product")
    fill(form, window, worked="聚合表上线，加载 2.1 秒")
    form.save()
    window.wait()
    assert form.form.fields["changes"].problem == "请写明以后怎么改。"
    fill(form, window, changes="大表上线前压测")
    form.save()
    window.wait()
    (closed,) = window.data().closed
    review = closed.closing
    assert review is not None
    assert (review.cause, review.worked, review.changes, review.reason) == (
        "product",
        "聚合表上线，加载 2.1 秒",
        "大表上线前压测",
        "",
    )


def test_a_day_ahead_is_refused_beside_its_field(form: ClosingForm, window: RoomsWindow) -> None:
    show(form, window, window.room("岚图家居"))
    fill(form, window, day="2024-07-09", reason="合并")
    form.save()
    window.wait()
    assert "2024-07-09" in form.day.problem
    window.type("", form.day.edit)
    form.save()
    assert form.day.problem == "请填关闭日。"
    assert window.data().closed == ()


def test_on_an_earlier_day_it_was_not_held_so_the_reason_is_asked_for(
    form: ClosingForm, window: RoomsWindow
) -> None:
    show(form, window, held(window))
    form.form.fields["cause"].set_value("product")
    fill(form, window, day="2024-06-18", worked="聚合表上线", changes="压测")
    form.save()
    window.wait()
    assert form.reason.isVisible()
    assert form.reason.problem.startswith("健康度还没稳住 60")


def test_what_was_typed_is_kept_while_another_room_is_shown(form: ClosingForm, window: RoomsWindow) -> None:
    first, other = window.room("岚图家居"), window.room("云岫茶饮")
    show(form, window, first)
    fill(form, window, worked="与新 CIO 对齐")
    show(form, window, other)
    assert form.form.values()["worked"] == ""
    show(form, window, first)
    assert form.form.values()["worked"] == "与新 CIO 对齐"


@pytest.fixture
def review(window: RoomsWindow) -> ClosedReview:
    """The review of a room that was held."""
    rooms, room = window.tools.source.rooms, held(window)
    draft = rooms.review(room.id, TODAY)
    rooms.close(room.id, draft._replace(cause="product", worked="聚合表上线", changes="大表先压测"))
    shown = ClosedReview(window.tools)
    window.listen(said=shown.said, left=shown.left, account=shown.account_asked)
    window.show(shown, 340, 600)
    shown.show_room(window.data().closed[0])
    return shown


def test_a_closed_room_shows_its_review(review: ClosedReview) -> None:
    shown = {key: part.text() for key, part in review.parts.items() if part.isVisible()}
    assert review.title.text() == "已关闭：岚图家居"
    assert review.how.text == "稳住后关闭"
    assert shown == {
        "goal": "回到 60",
        "days": "2024-06-17 – 2024-06-30",
        "cause": "产品性能",
        "worked": "聚合表上线",
        "changes": "大表先压测",
    }


def test_it_can_be_opened_again(review: ClosedReview, window: RoomsWindow) -> None:
    account = window.data().closed[0].account_id
    window.click(review.account_button)
    window.click(review.reopen_button)
    assert window.told == [("account", account), ("said", "已重开作战室：岚图家居", True), ("left",)]
    assert window.room("岚图家居").deadline == TODAY


def test_where_nothing_can_be_changed_it_stays_closed(review: ClosedReview, window: RoomsWindow) -> None:
    review.set_why_not("客户书只读。")
    window.click(review.reopen_button)
    assert window.told == []
    assert len(window.data().closed) == 1
