"""Today by keyboard: ticking off, putting off, touching, the orders, the right side, an empty day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from csmdesk.storage.book import Book
from tests.ui.today.conftest import TodayShown, todo_of
from tests.ui.today.made import CLOSING, nothing_due, todo, usual_data, usual_todos

Show = Callable[..., TodayShown]

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
FIRST, SECOND = "岚图家居 开价值工作坊", "铸元钢铁 开价值工作坊"
DECISION, STANDUP, REVIEW = (
    "恒沐医药 确认自动续约",
    "3 个作战室 每日站会 15 分钟",
    "自评报告 冻结 2024 上半年数据",
)

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def shown(today_shown: Show) -> TodayShown:
    """The day of the design's picture."""
    return today_shown(usual_data())


def type_into(shown: TodayShown, text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    shown.wait()


# --- ticking off --------------------------------------------------------------------------------------------


def test_e_ticks_off_at_once_and_goes_to_the_next(shown: TodayShown) -> None:
    key = todo_of(shown).key
    QTest.keyClick(shown.pane.view, Qt.Key.Key_E)
    # Before the book has said so.
    assert FIRST not in shown.words
    assert shown.current == SECOND
    shown.wait()
    assert shown.todos.told == [("done", key, "", CLOSING)]
    assert shown.said == [(f"已完成：{FIRST}", True)]
    assert shown.words[-1] == "# 今天已完成 1"


def test_what_could_not_be_ticked_off_is_there_again(shown: TodayShown) -> None:
    shown.todos.refuse = "客户书被另一个程序占用。"
    shown.press(Qt.Key.Key_E)
    assert FIRST in shown.words
    assert shown.failed == ["客户书被另一个程序占用。"]
    assert shown.said == []


def test_shift_e_asks_for_a_note(shown: TodayShown) -> None:
    key = todo_of(shown).key
    shown.press(Qt.Key.Key_E, SHIFT)
    form = shown.pane.acts.form
    assert form.isVisible()
    assert form.note.edit.hasFocus()
    assert not form.day.isVisible()
    type_into(shown, "by phone")
    shown.press(Qt.Key.Key_Return)
    assert shown.todos.told == [("done", key, "by phone", CLOSING)]
    assert not form.isVisible()
    assert shown.pane.view.hasFocus()


def test_what_was_ticked_off_is_taken_up_again(shown: TodayShown) -> None:
    key = todo_of(shown).key
    shown.press(Qt.Key.Key_E)
    shown.go("# 今天已完成 1")
    shown.press(Qt.Key.Key_Right)
    shown.press(Qt.Key.Key_Down)
    assert shown.current == FIRST
    shown.press(Qt.Key.Key_S)
    assert shown.todos.told[-1] == ("reopen", key)
    assert "# 今天已完成 1" not in shown.words


# --- putting off --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "until"),
    [
        (Qt.Key.Key_1, date(2024, 7, 1)),
        (Qt.Key.Key_3, date(2024, 7, 3)),
        (Qt.Key.Key_W, date(2024, 7, 1)),
    ],
)
def test_s_offers_days_and_each_has_a_key(shown: TodayShown, key: Qt.Key, until: date) -> None:
    shown.go(STANDUP)
    held = todo_of(shown).key
    shown.press(Qt.Key.Key_S)
    menu = shown.pane.acts.menu
    assert menu is not None
    words = [entry.text() for entry in menu.actions()]
    assert words == ["明天  07-01\t1", "3 天后  07-03\t3", "下周一  07-01\tW", "选日期…\tD"]
    QTest.keyClick(menu, key)
    shown.wait()
    assert shown.todos.told == [("snooze", held, until, "", CLOSING)]
    assert shown.said == [(f"已推迟到 {until}：{STANDUP}", True)]
    assert STANDUP not in shown.words
    assert "# 已推迟 2" in shown.words


def test_a_breach_is_put_off_with_a_reason_only(shown: TodayShown) -> None:
    key = todo_of(shown).key
    shown.press(Qt.Key.Key_S)
    menu = shown.pane.acts.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_3)
    shown.wait()
    form = shown.pane.acts.form
    assert shown.todos.told == []
    assert form.reason.edit.hasFocus()
    assert form.day.value == "2024-07-03"
    shown.press(Qt.Key.Key_Return)
    assert form.reason.problem == "规则已被打破，推迟要写明原因。"
    assert shown.todos.told == []
    type_into(shown, "new CIO")
    shown.press(Qt.Key.Key_Return)
    assert shown.todos.told == [("snooze", key, date(2024, 7, 3), "new CIO", CLOSING)]
    assert shown.pane.view.hasFocus()


def test_another_day_is_typed_as_people_say_it(shown: TodayShown) -> None:
    shown.go(REVIEW)
    key = todo_of(shown).key
    shown.press(Qt.Key.Key_S)
    menu = shown.pane.acts.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_D)
    shown.wait()
    form = shown.pane.acts.form
    assert form.day.edit.hasFocus()
    type_into(shown, "6-30")
    shown.press(Qt.Key.Key_Return)
    assert form.day.problem == "请写一个在 2024-06-30 之后的日期。"
    form.day.edit.clear()
    type_into(shown, "7-12")
    shown.press(Qt.Key.Key_Return)
    assert shown.todos.told == [("snooze", key, date(2024, 7, 12), "", CLOSING)]


def test_escape_leaves_the_form_and_nothing_is_done(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_E, SHIFT)
    type_into(shown, "esc")
    shown.press(Qt.Key.Key_Escape)
    assert not shown.pane.acts.form.isVisible()
    assert shown.pane.view.hasFocus()
    assert shown.todos.told == []
    shown.press(Qt.Key.Key_E, SHIFT)
    assert shown.pane.acts.form.note.text == ""


def test_what_is_put_off_says_until_when_and_comes_back(today_shown: Show) -> None:
    shown = today_shown(usual_data(), state={"folded": ""})
    shown.press(Qt.Key.Key_End)
    held = todo_of(shown)
    assert (held.group, held.until, held.note) == ("snoozed", date(2024, 7, 4), "等新 CIO 到任")
    shown.press(Qt.Key.Key_S)
    assert shown.todos.told == [("reopen", held.key)]
    assert "# 已推迟 1" not in shown.words


# --- touching, opening, copying -----------------------------------------------------------------------------


def test_t_adds_a_touch_in_two_keys(shown: TodayShown, book: Book) -> None:
    def touches() -> int:
        with book.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM touches WHERE account_id = 1").fetchone()[0])

    before = touches()
    shown.go(SECOND)
    shown.press(Qt.Key.Key_T)
    line = shown.pane.acts.touch_line
    assert line is not None
    assert line.ids == (1,)
    shown.press(Qt.Key.Key_Return)
    assert touches() == before + 1
    assert shown.said[0][0].startswith("已给 1 个客户记触达")
    assert shown.said[0][1]
    assert shown.pane.view.hasFocus()


def test_t_on_a_folded_rule_touches_all_its_accounts(shown: TodayShown) -> None:
    shown.go("> 触达客户，还有 8 个")
    shown.press(Qt.Key.Key_T)
    line = shown.pane.acts.touch_line
    assert line is not None
    assert len(line.ids) == 8


def test_form_and_touch_line_take_turns(shown: TodayShown) -> None:
    acts = shown.pane.acts
    shown.press(Qt.Key.Key_T)
    acts.done_with_note()
    assert acts.touch_line is not None
    assert (acts.touch_line.is_open, acts.form.isVisible()) == (False, True)
    shown.pane.view.setFocus()
    shown.press(Qt.Key.Key_T)
    assert (acts.touch_line.is_open, acts.form.isVisible()) == (True, False)


def test_a_to_do_without_an_account_says_why_it_is_not_touched(shown: TodayShown) -> None:
    shown.go(REVIEW)
    shown.press(Qt.Key.Key_T)
    assert shown.said == [("这件事不涉及客户。", False)]


def test_enter_opens_the_object_or_its_account(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_Return)
    shown.go("宁溪纺织 解决工单")
    shown.press(Qt.Key.Key_Return)
    shown.go(REVIEW)
    shown.press(Qt.Key.Key_Return)
    # A ticket has no page, its account has; what concerns no account has neither.
    assert shown.asked == [("contract", 0), ("account", 40)]
    assert shown.said == [("它还没有自己的页面。", False)]
    shown.go(SECOND)
    shown.press(Qt.Key.Key_O)
    assert shown.asked[-1] == ("account", 1)


def test_ctrl_c_copies_the_line_or_all_below_a_head(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_C, CTRL)
    plain = QGuiApplication.clipboard().text().split("\n")
    assert plain[0] == "客户\t要做的事\t原因\t涉及金额\t应办日"
    assert plain[1] == "岚图家居\t开价值工作坊\tHT00160 到期前 90 天应办，最晚 04-15\t247000\t2024-04-15"
    shown.go("> 开价值工作坊，还有 18 份")
    shown.press(Qt.Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 19
    shown.go("# 逾期 33")
    shown.press(Qt.Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 44
    assert shown.said[-1] == ("已复制 43 行。", False)


def test_the_menu_offers_what_the_row_does(shown: TodayShown) -> None:
    keys = [action.shortcut for action in shown.pane.actions()]
    assert keys == ["E", "Shift+E", "S", "T", "↵", "O", "Ctrl+C", "Alt+1", "Alt+2", "Alt+3"]
    assert shown.pane.actions()[0].text == "完成：岚图家居"
    shown.go("# 今天 4")
    why = {action.key: action.why_not for action in shown.pane.actions()}
    assert why["today.done"] == "没有选中待办。"
    assert why["today.order.value"] == ""
    shown.press(Qt.Key.Key_E)
    assert shown.said == [("没有选中待办。", False)]


# --- the orders ---------------------------------------------------------------------------------------------


def test_alt_1_2_3_order_the_list(shown: TodayShown) -> None:
    shown.press(Qt.Key.Key_2, ALT)
    assert shown.words[0] == "# 岚图家居 1"
    shown.press(Qt.Key.Key_3, ALT)
    assert shown.words[:2] == ["# 涉及金额 23", "铸元钢铁 开价值工作坊"]
    assert shown.current == "铸元钢铁 开价值工作坊"
    assert shown.pane.head.order.key == "value"
    shown.press(Qt.Key.Key_1, ALT)
    assert shown.words[0] == "# 逾期 33"
    shown.pane.head.order.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Right)
    assert shown.words[0] == "# 岚图家居 1"


def test_order_folds_and_sizes_come_back(shown: TodayShown, today_shown: Show) -> None:
    shown.go("> 触达客户，还有 8 个")
    shown.press(Qt.Key.Key_Right)
    shown.pane.split.setSizes([800, 447])
    shown.pane.split.splitterMoved.emit(800, 1)
    kept = shown.pane.save_state()
    again = today_shown(usual_data(), state=kept)
    assert again.words == shown.words
    assert again.pane.split.sizes() == shown.pane.split.sizes()


# --- the right side -----------------------------------------------------------------------------------------


def said_by(label: QLabel) -> str:
    return label.text() if not label.isHidden() else ""


def test_key_results_say_where_they_stand_and_open_their_evidence(shown: TodayShown) -> None:
    results = shown.pane.side.results
    assert [each.name for each in results.items][:2] == ["续费收入", "追加销售收入"]
    assert shown.pane.side.pace == "净收入留存率：半年节点 ≥ 110% · 按进度应 107% · 照此预计 105.6%"
    results.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Down)
    assert shown.pane.side.pace.startswith("追加销售收入：")
    shown.press(Qt.Key.Key_Return)
    assert shown.todos.told == [("result", "upsell_collected")]
    popover = shown.pane.evidence.popover
    assert popover is not None
    assert popover.isVisible()
    asked: list[str] = []
    shown.pane.figure_asked.connect(asked.append)
    popover.panel.open_rows.emit("numerator")
    assert asked == ["upsell_collected"]


def test_enter_on_a_key_result_with_a_path_leads_there(shown: TodayShown) -> None:
    shown.pane.side.results.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert shown.asked == [("path", 2024)]
    shown.press(Qt.Key.Key_Space)
    assert shown.todos.told == [("result", "renewal_collected")]
    assert shown.pane.evidence.popover is not None
    shown.pane.evidence.popover.close()


def test_names_have_room_before_targets(shown: TodayShown) -> None:
    results = shown.pane.side.results
    results.resize(366, results.height())
    wide = results.figure_box(0).right()
    results.resize(296, results.height())
    assert 296 - results.figure_box(0).right() < 366 - wide


def test_a_band_lists_its_contracts_and_goes_back(shown: TodayShown) -> None:
    side = shown.pane.side
    assert [line.account for line in side.top.items] == [
        "岚图家居",
        "铸元钢铁",
        "沐野乳业",
        "恒沐医药",
        "宁溪纺织",
    ]
    assert said_by(side.listed) == "最要紧的 5 份"
    side.bands.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Return)
    ids = shown.todos.held.at_risk.bands[1].ids
    assert [line.contract_id for line in side.top.items] == [each for each in ids if each in contracts(shown)]
    assert said_by(side.listed) == f"黄，{len(side.top.items)} 份"
    shown.press(Qt.Key.Key_Return)
    assert said_by(side.listed) == "最要紧的 5 份"


def contracts(shown: TodayShown) -> set[int]:
    rows = shown.pane.tools.source.contracts("2024H1", None).rows
    return {row.id for row in rows}


def test_a_part_of_the_bar_lists_its_band(shown: TodayShown) -> None:
    side = shown.pane.side
    parts = side.bar.parts()
    assert [band.mark for band, _ in parts] == ["red", "yellow", "green"]
    assert parts[-1][1].right() == pytest.approx(side.bar.width(), abs=1)
    QTest.mouseClick(side.bar, Qt.MouseButton.LeftButton, pos=parts[2][1].center().toPoint())
    shown.wait()
    assert said_by(side.listed).startswith("绿，")


def test_rows_of_the_right_side_open_what_they_are_about(shown: TodayShown) -> None:
    side = shown.pane.side
    side.top.opened.emit(3)
    side.schedule.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Return)
    side.changed.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert shown.asked == [("contract", 3), ("contract", 7), ("account", 1)]


def test_many_changes_are_cut_until_all_are_asked_for(today_shown: Show) -> None:
    one = usual_data().changed[0]
    lines = tuple(one._replace(words=f"第 {n} 个", id=n) for n in range(30))
    shown = today_shown(replace(usual_data(), changed=lines))
    side = shown.pane.side
    assert len(side.changed.items) == 8
    assert side.more.text() == "还有 22 项"
    side.more.click()
    assert len(side.changed.items) == 30
    side.more.click()
    assert len(side.changed.items) == 8


def test_f6_goes_to_the_list_and_to_the_key_results(shown: TodayShown) -> None:
    assert shown.pane.stops() == [shown.pane.view, shown.pane.side.results]


# --- nothing to do ------------------------------------------------------------------------------------------


def test_a_day_without_to_dos_says_when_the_next_is(today_shown: Show) -> None:
    shown = today_shown(nothing_due(next_day=date(2024, 7, 6)))
    said = [label.text() for label in shown.pane.findChildren(QLabel) if label.isVisible()]
    assert "今天没有到期的事。" in said
    assert "下一件在 7月6日。" in said
    assert not shown.pane.view.isVisible()
    assert shown.pane.side.isVisible()


def test_a_new_book_offers_to_import(today_shown: Show) -> None:
    shown = today_shown(nothing_due(next_day=None), has_accounts=False)
    asked: list[bool] = []
    shown.pane.import_asked.connect(lambda: asked.append(True))
    said = [label.text() for label in shown.pane.findChildren(QLabel) if label.isVisible()]
    assert "还没有客户。" in said
    assert not shown.pane.side.isVisible()
    page = shown.pane.import_page
    assert page is not None
    page.acted.emit()
    assert asked == [True]
    shown.todos.held = usual_data([todo(1, "cadence", "触达客户", 1), *usual_todos()])
    shown.pane.reading.new_book = False
    shown.pane.reading.counted.emit()
    assert shown.pane.side.isVisible()
