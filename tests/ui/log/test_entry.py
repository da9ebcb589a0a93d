"""Fast entry, paste, the form of a record, its acts and what is told beside it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csmdesk.ui.panes.log.fast_line import Part
from tests.ui.log.conftest import CTRL, NONE, PERIOD, SHIFT, LogShown, Shows
from tests.ui.log.made import MadeLog

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


@pytest.fixture
def made() -> MadeLog:
    """Six leads and four events."""
    return MadeLog()


@pytest.fixture
def shown(log_shown: Shows, made: MadeLog) -> LogShown:
    """The leads in a window."""
    return log_shown(made)


# --- the fast line ------------------------------------------------------------------------------------------


def test_a_line_says_what_it_understood_and_enter_stays_for_the_next(shown: LogShown, made: MadeLog) -> None:
    shown.press(Key.Key_N)
    assert shown.focused is shown.page.line.edit
    shown.type("岚图家居 推荐了一家")
    parts = shown.page.line.understood.parts
    assert parts == (Part("客户", "岚图家居"), Part("日期", "2024-06-29"), Part("说明", "推荐了一家"))
    shown.press(Key.Key_Return)
    assert made.lead.done == [("new", {"account": "岚图家居", "day": "2024-06-29", "note": "推荐了一家"})]
    assert shown.said == [("已记：岚图家居 2024-06-29 推荐了一家", True)]
    assert shown.focused is shown.page.line.edit
    assert shown.page.line.edit.text() == ""
    assert shown.page.view.key == 7
    assert shown.page.beside.key == 7


def test_what_is_missing_is_shown_while_typing_and_refused_in_words(shown: LogShown, made: MadeLog) -> None:
    shown.press(Key.Key_N)
    shown.type("? 没有客户")
    assert Part("缺客户", "", missing=True) in shown.page.line.understood.parts
    shown.press(Key.Key_Return)
    assert shown.page.line.understood.note == "请填客户。"
    assert shown.page.line.edit.text() == "? 没有客户"
    assert made.lead.done == []


def test_ctrl_enter_opens_the_form_with_what_was_understood(shown: LogShown, made: MadeLog) -> None:
    shown.press(Key.Key_N)
    shown.type("恒沐医药 先看看")
    shown.press(Key.Key_Return, CTRL)
    form = shown.page.beside.form
    assert form.is_new
    assert form.form.values()["account"] == "恒沐医药"
    assert form.form.values()["note"] == "先看看"
    form.form.fields["amount"].set_value("30000")
    form.save()
    shown.wait()
    assert made.lead.held[7]["amount"] == "30000"
    assert shown.said[-1] == ("已记线索", True)
    assert shown.page.view.key == 7
    assert not form.is_new


def test_esc_empties_the_line_and_then_leads_to_the_list(shown: LogShown) -> None:
    shown.press(Key.Key_N)
    shown.type("岚图")
    shown.press(Key.Key_Escape)
    assert shown.page.line.edit.text() == ""
    shown.press(Key.Key_Escape)
    assert shown.focused is shown.page.view


# --- paste --------------------------------------------------------------------------------------------------


def test_rows_are_pasted_as_new_records_after_a_look(shown: LogShown, made: MadeLog) -> None:
    shown.clip("岚图家居\t2024-06-20\n恒沐医药\t昨天吧")
    shown.press(Key.Key_V, CTRL | SHIFT)
    sheet = shown.page.paste.pasting.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert next((line.whose, line.problem != "") for line in sheet.lines) == ("第 2 行", True)
    assert sheet.primary.text() == "新增 1 条"
    sheet.accepted.emit()
    shown.wait()
    assert made.lead.done[-1] == ("paste", True, 1)
    assert shown.said[-1] == ("已粘贴 1 条记录。", True)


def test_a_block_goes_onto_cells_and_may_become_new_records_instead(shown: LogShown, made: MadeLog) -> None:
    shown.go(6, "stage")
    shown.clip("关闭\t70000\n关闭\t80000")
    shown.press(Key.Key_V, CTRL)
    sheet = shown.page.paste.pasting.sheet
    assert sheet is not None
    assert sheet.ways is not None
    assert sheet.ways.key == "onto"
    assert {line.whose for line in sheet.lines} == {"岚图家居", "铸元钢铁"}
    sheet.way_chosen.emit("new")
    shown.wait()
    assert "新增" in sheet.primary.text()
    sheet.way_chosen.emit("onto")
    shown.wait()
    sheet.accepted.emit()
    shown.wait()
    assert made.lead.held[6]["amount"] == "70000"
    assert made.lead.held[5]["stage"] == "关闭"
    assert shown.said[-1] == ("已粘贴，改了 4 格。", True)


def test_a_single_cell_is_pasted_at_once(shown: LogShown, made: MadeLog) -> None:
    shown.go(6, "stage")
    shown.clip("关闭")
    shown.press(Key.Key_V, CTRL)
    assert made.lead.held[6]["stage"] == "关闭"
    assert shown.page.paste.pasting.sheet is None


def test_a_table_pasted_into_the_line_becomes_records(shown: LogShown) -> None:
    shown.press(Key.Key_N)
    shown.clip("岚图家居\t2024-06-20\n恒沐医药\t2024-06-21")
    shown.press(Key.Key_V, CTRL)
    sheet = shown.page.paste.pasting.sheet
    assert sheet is not None
    assert sheet.primary.text() == "新增 2 条"
    assert shown.page.line.edit.text() == ""


# --- the form -----------------------------------------------------------------------------------------------


def test_the_form_saves_only_what_was_changed(shown: LogShown, made: MadeLog) -> None:
    shown.go(5)
    form = shown.page.beside.form
    assert not form.foot.isVisible()
    form.form.fields["note"].set_value("改过")
    assert form.foot.isVisible()
    form.save()
    shown.wait()
    assert made.lead.done == [("put", 5, {"note": "改过"})]
    assert not form.foot.isVisible()
    assert shown.said == [("已改线索", True)]


def test_enter_in_the_list_leads_to_the_form_and_esc_back(shown: LogShown) -> None:
    shown.go(5)
    shown.press(Key.Key_Return)
    first = next(iter(shown.page.beside.form.form.fields.values()))
    assert first.isAncestorOf(shown.focused)  # type: ignore[arg-type]
    shown.press(Key.Key_Escape)
    assert shown.focused is shown.page.view


def test_what_was_typed_for_a_record_stays_while_another_is_shown(shown: LogShown) -> None:
    shown.go(5)
    form = shown.page.beside.form
    form.form.fields["note"].set_value("还没存")
    shown.go(4)
    assert form.form.values()["note"] == "第4条"
    shown.go(5)
    assert form.form.values()["note"] == "还没存"


def test_a_refusal_stands_beside_its_field(shown: LogShown, made: MadeLog) -> None:
    shown.press(Key.Key_N, SHIFT)
    form = shown.page.beside.form
    assert form.is_new
    form.form.fields["day"].set_value("某一天")
    form.save()
    shown.wait()
    assert form.form.fields["account"].problem == "请填客户。"
    assert "某一天" in form.form.fields["day"].problem
    assert made.lead.done == []
    shown.press(Key.Key_Escape)
    assert shown.page.beside.form.record_id == shown.page.view.key


def test_rules_follow_what_is_typed(shown: LogShown) -> None:
    shown.go(5)
    form = shown.page.beside.form
    assert not form.rules.isVisible()
    form.form.fields["amount"].set_value("90000")
    form.check()
    shown.wait()
    assert form.rules.isVisible()
    (line,) = form.rules.lines.items
    assert (line.shape, line.words, line.note, line.state) == ("red", "不超过 5万", "90000", "不符合")


def test_what_is_told_leads_to_another_kind(shown: LogShown) -> None:
    shown.go(5)
    (section,) = shown.page.beside.sections
    assert [line.words for line in section.lines.items] == ["沙龙第 3 期", "推荐人 林宁娟"]
    section.opened.emit("event", 3)
    shown.wait()
    assert shown.pane.kinds.current == "event"
    assert shown.page.view.key == 3


def test_the_account_of_a_record_is_opened(shown: LogShown) -> None:
    shown.go(5)
    QTest.mouseClick(shown.page.beside.account, Qt.MouseButton.LeftButton, NONE)
    shown.press(Key.Key_O, CTRL)
    assert shown.asked == [("account", 7), ("account", 7)]


# --- acts ---------------------------------------------------------------------------------------------------


def test_an_act_is_done_at_once_and_then_says_why_not(shown: LogShown, made: MadeLog) -> None:
    shown.go(5)
    button = shown.page.beside.acts["close"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, NONE)
    shown.wait()
    assert made.lead.done == [("act", "close", (5,), {})]
    assert shown.said == [("已完成：关闭", True)]
    assert not button.isEnabled()
    assert button.toolTip() == "已经关闭。"


def test_an_act_asks_for_what_it_needs(shown: LogShown, made: MadeLog) -> None:
    shown.go(5)
    shown.page.beside.do("convert")
    shown.wait()
    form = shown.page.beside.act_form("convert")
    assert form is not None
    assert form.isVisible()
    assert form.form.values() == {"name": "铸元钢铁 扩容"}
    form.form.fields["name"].set_value("")
    form.save()
    shown.wait()
    assert form.form.fields["name"].problem == "请填商机名称。"
    form.form.fields["name"].set_value("二期扩容")
    form.save()
    shown.wait()
    assert made.lead.done == [("act", "convert", (5,), {"name": "二期扩容"})]
    assert not form.isVisible()


def test_several_records_take_an_act_together(shown: LogShown, made: MadeLog) -> None:
    shown.page.view.set_selected([6, 5])
    shown.wait()
    shown.page.bar.asked.emit("act.close", shown.page.bar.pos())
    shown.wait()
    assert made.lead.done == [("act", "close", (6, 5), {})]
    reasons = {action.key: action.why_not for action in shown.page.acts.actions()}
    assert reasons["log.act.convert"]


def test_rules_are_judged_by_the_day_of_the_window(shown: LogShown, made: MadeLog) -> None:
    shown.pane.set_period(PERIOD, date(2024, 5, 31))
    shown.wait()
    shown.go(5)
    form = shown.page.beside.form
    form.form.fields["amount"].set_value("90000")
    form.check()
    shown.wait()
    assert made.lead.judged[-1] == date(2024, 5, 31)
