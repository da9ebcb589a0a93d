"""The value workshop with real keys: a draft, a refusal naming what is missing, held, and what follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from csmdesk.domain.renewal_track import State, Step
from csmdesk.domain.workshop import WorkshopSheet
from csmdesk.storage.book import Book
from tests.ui.calendar.track_window import LANTU, Make, Shown, focused

CTRL = Qt.KeyboardModifier.ControlModifier

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)

PAINS = "登录慢\n报表不准\n响应慢\n培训不足\n数据孤岛"
MEASURES = "登录 2 秒\n误差 1%\n响应 1 小时"
SHEET = WorkshopSheet(
    tuple(PAINS.splitlines()),
    tuple(MEASURES.splitlines()),
    "人机料法环",
    "O 提升使用率",
    True,
    True,
    None,
    datetime.fromisoformat("2024-06-27 16:30"),
)


def opened(book: Book, tracked: Make) -> tuple[Shown, Any]:
    shown = tracked(book)
    shown.show()
    return shown, shown.open(Step.WORKSHOP).form


def needs(form: Any) -> list[tuple[str, bool]]:
    return [(item.words, item.done) for item in form.checklist.items]


def counted(shown: Shown) -> int:
    return int(shown.rows("SELECT count(*) FROM workshops WHERE contract_id = ?", shown.id_of(LANTU))[0][0])


def test_the_checklist_counts_while_it_is_typed(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    assert needs(form) == [
        ("痛点 0/5", False),
        ("指标 0/3", False),
        ("鱼骨图", False),
        ("OKR", False),
        ("双签 0/2", False),
    ]
    shown.type("登录慢\n报表不准\n\n登录慢", form.pains.edit)
    assert form.pains.note == "2/5", "blank lines and doubles are no pain points"
    assert needs(form)[0] == ("痛点 2/5", False)
    shown.type(MEASURES, form.measures.edit)
    form.own.check.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Space)
    assert needs(form)[1:] == [("指标 3/3", True), ("鱼骨图", False), ("OKR", False), ("双签 1/2", False)]
    assert "指标 3/3 已齐" in form.checklist.accessibleName()


def test_it_cannot_be_completed_until_everything_is_there(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.type("登录慢\n报表不准", form.pains.edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert form.problem.text() == (
        "还不能完成工作坊：痛点还差 3 个、量化指标还差 3 项、缺鱼骨图记录、缺 OKR 记录、双方都未签字。"
    )
    assert counted(shown) == 0
    shown.type(PAINS, form.pains.edit)
    shown.type(MEASURES, form.measures.edit)
    shown.type("人机料法环", form.fishbone.edit)
    shown.type("O 提升使用率", form.okr.edit)
    form.own.set_value("1")
    shown.press(Qt.Key.Key_Return, CTRL)
    assert form.problem.text() == "还不能完成工作坊：客户方未签字。"
    form.customer.set_value("1")
    shown.press(Qt.Key.Key_Return, CTRL)
    assert form.held_day.problem == "请写明工作坊结束的时间。"
    shown.type("6月27日", form.held_day.edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert form.held_time.problem == "请填时间，如 16:30。"
    shown.type("下午4点半", form.held_time.edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert shown.said == [("已完成价值工作坊：HT00160", True)]
    assert shown.rows(
        "SELECT day, pain_points, measures, both_signed FROM workshops ORDER BY id DESC LIMIT 1"
    ) == [("2024-06-27", 5, 3, 1)]
    step = shown.step(Step.WORKSHOP)
    assert (step.state, step.due, step.right) == (State.DONE, "06-27 已开", "晚 73 天")
    shown.undo()
    assert counted(shown) == 0
    assert shown.step(Step.WORKSHOP).state is State.LATE


def test_a_draft_is_kept_as_incomplete_as_it_is(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.type("登录慢", form.pains.edit)
    shown.type("7-5", form.planned.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已存工作坊清单：HT00160", True)]
    assert counted(shown) == 0
    assert shown.rows("SELECT day, pains, workshop_id FROM workshop_sheets") == [
        ("2024-07-05", '["登录慢"]', None)
    ]
    assert not form.dirty
    assert shown.open_step() is Step.WORKSHOP


def test_what_is_typed_is_kept_when_the_book_is_closed(book: Book, tracked: Make) -> None:
    shown, form = opened(book, tracked)
    shown.type("登录慢", form.pains.edit)
    shown.panel.settle()
    shown.wait()
    assert shown.rows("SELECT pains FROM workshop_sheets") == [('["登录慢"]',)]


def test_minutes_and_ticket_are_kept_or_broken(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.source.workshops.hold(shown.id_of(LANTU), SHEET)
    shown.show()
    form = shown.open(Step.WORKSHOP).form
    assert focused() is form.minutes_day.edit
    assert form.minutes_line.words.text() == "纪要逾期：应在 06-28 16:30 前"
    assert form.minutes_line.shape._shape == "red"
    shown.type("2024-06-28", form.minutes_day.edit)
    shown.type("10:00", form.minutes_time.edit)
    assert form.minutes_line.words.text() == "纪要按时：会后 17.5 小时，要求 24 小时内"
    assert form.minutes_line.shape._shape == "green"
    shown.click(form.ticket_now)
    assert form.ticket_line.words.text() == "追踪单超时：会后 72.5 小时，要求 72 小时内"
    shown.press(Qt.Key.Key_Return)
    assert form.ticket_owner.problem == "追踪单要有负责人。"
    assert focused() is form.ticket_owner.edit
    shown.type("王磊", form.ticket_owner.edit)
    shown.type("2024-07-20", form.ticket_deadline.edit)
    shown.type("登录 2 秒内", form.ticket_acceptance.edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert shown.rows("SELECT minutes_hours, ticket_hours FROM workshops ORDER BY id DESC LIMIT 1") == [
        ("17.5", "72.5")
    ]
    assert shown.step(Step.WORKSHOP).note == "痛点 5 · 指标 3 · 纪要 17.5 小时 · 追踪单 72.5 小时，超时"


def test_a_workshop_that_was_held_can_be_a_draft_again(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.source.workshops.hold(shown.id_of(LANTU), SHEET)
    shown.show()
    form = shown.open(Step.WORKSHOP).form
    assert not form.draft_button.isVisible()
    shown.click(form.reopen_button)
    assert counted(shown) == 0
    assert form.draft_button.isVisible()
    assert form.pains.value == PAINS


def test_an_imported_workshop_is_named(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    code, day = shown.rows(
        "SELECT c.code, w.day FROM workshops w JOIN contracts c ON c.id = w.contract_id "
        "WHERE c.end_day > '2024-01-01' ORDER BY w.id LIMIT 1"
    )[0]
    shown.show(code)
    place = shown.open(Step.WORKSHOP)
    assert place.imported.isVisible()
    assert date.fromisoformat(day).isoformat() in place.imported.text()
