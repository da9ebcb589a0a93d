"""A contract's track with real keys: steps, talks, forecast, links, drafts that stay."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import State, Step
from csmdesk.storage.book import Book
from tests.ui.calendar.track_window import LANTU, Make, Shown, focused

CTRL = Qt.KeyboardModifier.ControlModifier

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def head_of(shown: Shown, step: Step) -> Any:
    return shown.panel.rows[step].head


# --- what is shown ------------------------------------------------------------------------------------------


def test_the_track_shows_head_and_six_steps(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    assert shown.panel.empty.isVisible()
    shown.show()
    assert not shown.panel.empty.isVisible()
    assert shown.panel.head.title.accessibleName() == "岚图家居 红 HT00160 24.7万 到期 07-14"
    names = [row.head.accessibleName() for row in shown.panel.rows.values()]
    assert [name.split("  ")[0] for name in names] == [
        "续约谈判",
        "价值工作坊",
        "分层报价",
        "预测",
        "签署",
        "到账",
    ]
    assert "逾期 76 天" in names[1]
    assert all(name.endswith("已收起") for name in names)
    shown.panel.show_none()
    assert shown.panel.empty.isVisible()


def test_nothing_stands_beyond_the_right_edge(book: Book, tracked: Make) -> None:
    shown = tracked(book, size=(360, 800))
    shown.show()
    for step in Step:
        shown.open(step)
        assert shown.panel.room.inside.width() <= shown.panel.room.viewport().width()


def test_j_and_k_move_enter_opens_and_esc_closes(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    shown.panel.enter()
    assert focused() is head_of(shown, Step.TALKS)
    shown.press(Qt.Key.Key_J)
    shown.press(Qt.Key.Key_J)
    shown.press(Qt.Key.Key_K)
    assert focused() is head_of(shown, Step.WORKSHOP)
    shown.press(Qt.Key.Key_Return)
    assert shown.open_step() is Step.WORKSHOP
    form = shown.panel.place(Step.WORKSHOP).form
    assert focused() is form.pains.edit
    shown.press(Qt.Key.Key_J)
    assert form.pains.value == "j", "a letter in a field is no command"
    shown.press(Qt.Key.Key_Escape)
    assert shown.open_step() is None
    assert focused() is head_of(shown, Step.WORKSHOP)


def test_tab_goes_through_a_form_as_it_stands(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    renew = shown.open(Step.SIGNING).renew
    found = []
    shown.panel.rows[Step.SIGNING].head.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(12):
        shown.press(Qt.Key.Key_Tab)
        found.append(focused().accessibleName() or focused().text())
    assert found == [
        "结果：续约",
        "续多久：一年",
        renew.merges[shown.id_of("HT00192")].text(),
        renew.merges[shown.id_of("HT00041")].text(),
        "开始日",
        "到期日",
        "金额（整期）",
        "合同编号",
        "产品",
        "拆成多份",
        "签署日",
        "自动续约 到期自动续",
    ]
    shown.press(Qt.Key.Key_Backtab)
    assert focused().accessibleName() == "签署日"


def test_tab_leaves_at_the_end(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    beside = QLineEdit(shown.window)
    beside.show()
    shown.panel.links.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Tab)
    assert focused() is beside
    shown.press(Qt.Key.Key_Backtab)
    shown.panel.head.title.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Backtab)
    assert focused() is beside


def test_a_click_opens_one_step_and_closes_the_other(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    shown.click(shown.panel.rows[Step.TALKS].head, QPoint(200, 14))
    assert shown.open_step() is Step.TALKS
    shown.click(shown.panel.rows[Step.QUOTE].head, QPoint(200, 14))
    assert [row.is_open for row in shown.panel.rows.values()].count(True) == 1
    assert shown.open_step() is Step.QUOTE
    shown.click(shown.panel.rows[Step.QUOTE].head, QPoint(200, 14))
    assert shown.open_step() is None


def test_the_value_opens_its_evidence_and_o_the_account(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    title = shown.panel.head.title
    title.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert [key for key, _ in shown.opened] == ["annual"]
    shown.panel.enter()
    shown.press(Qt.Key.Key_O)
    (account,) = shown.rows("SELECT account_id FROM contracts WHERE code = ?", LANTU)
    assert shown.asked == [("account", account[0])]


# --- talks --------------------------------------------------------------------------------------------------


def test_talks_are_started_with_a_day_and_words_and_undone(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.TALKS).form
    shown.type("CIO 换人，先谈价值", form.note.edit)
    shown.type("6-20", form.day.edit)
    assert form.day.note == "2024-06-20"
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已启动续约谈判：HT00160 06-20", True)]
    assert shown.open_step() is None
    step = shown.step(Step.TALKS)
    assert (step.state, step.due, step.note) == (State.DONE, "06-20 启动", "CIO 换人，先谈价值")
    assert shown.rows("SELECT talks_day, talks_note FROM renewal_tracks") == [
        ("2024-06-20", "CIO 换人，先谈价值")
    ]
    shown.undo()
    assert shown.step(Step.TALKS).state is State.DOING


def test_a_day_to_come_is_refused_at_its_field(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.TALKS).form
    shown.type("2024-07-02", form.day.edit)
    shown.press(Qt.Key.Key_Return)
    assert form.day.problem == "2024-07-02 还没到。"
    assert shown.open_step() is Step.TALKS
    assert shown.rows("SELECT count(*) FROM renewal_tracks") == [(0,)]
    shown.type("2024-06-28", form.day.edit)
    assert form.day.problem == ""


def test_what_started_can_be_taken_back(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.source.renewals.start_talks(shown.id_of(LANTU), date(2024, 6, 1), "已约")
    shown.show()
    form = shown.open(Step.TALKS).form
    assert form.undo_button.isVisible()
    shown.click(form.undo_button)
    assert shown.rows("SELECT talks_day, talks_note FROM renewal_tracks") == [(None, "已约")]


# --- what is typed stays ------------------------------------------------------------------------------------


def test_what_is_typed_stays_while_newer_data_comes_in(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.TALKS).form
    shown.type("谈到一半", form.note.edit)
    shown.compose("dao")
    shown.source.renewals.start_talks(shown.id_of(LANTU), date(2024, 6, 3), "别人写的")
    shown.source.calendar.forget()
    shown.panel.refresh()
    shown.wait()
    assert form.note.edit.composing
    shown.compose("", "到期")
    assert form.note.value == "谈到一半到期"
    assert form.day.value == "2024-06-03", "a field that nobody touched follows the book"


def test_a_draft_is_there_again_when_its_contract_is(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.TALKS).form
    shown.type("先记着", form.note.edit)
    shown.show("HT00175")
    assert shown.open_step() is None
    shown.open(Step.TALKS)
    assert form.note.value == ""
    shown.show()
    assert shown.open_step() is Step.TALKS
    assert form.note.value == "先记着"
    shown.press(Qt.Key.Key_Escape)
    shown.open(Step.TALKS)
    assert form.note.value == "", "Esc gives up what was typed"


def test_drafts_outlive_the_panel_for_the_run_of_the_program(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.TALKS).form
    shown.type("先记着", form.note.edit)
    state = shown.panel.save_state()
    assert list(state) == ["now.track"]
    other = tracked(book)
    other.panel.restore_state(state)
    assert json.loads(other.panel.save_state()["now.track"]) == json.loads(state["now.track"])
    other.show()
    assert other.open(Step.TALKS).form.note.value == "先记着"


# --- the forecast -------------------------------------------------------------------------------------------


def test_a_figure_says_how_sure_the_renewal_is(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    shown.panel.enter()
    shown.press(Qt.Key.Key_2)
    assert shown.said == [("已改预测：HT00160 可能", True)]
    assert shown.rows("SELECT forecast FROM contracts WHERE code = ?", LANTU) == [("likely",)]
    assert shown.step(Step.FORECAST).due == "可能 24.7万"
    shown.press(Qt.Key.Key_2)
    assert len(shown.said) == 1, "nothing has changed"


def test_risk_asks_for_a_reason_and_saves_both_in_one_step(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    shown.show()
    form = shown.open(Step.FORECAST).form
    assert focused() is form.list
    assert form.list.chosen == ""
    assert "95% 可能" in form.list.read_out(form.list.items[0])
    shown.press(Qt.Key.Key_3)
    assert form.list.chosen == "risk"
    assert "已选" in form.list.accessibleName()
    shown.press(Qt.Key.Key_Return, CTRL)
    assert form.reason.problem == "请写明原因：为什么有风险，或为什么会失去。"
    shown.type("新 CIO 未见过价值汇报", form.reason.edit)
    shown.press(Qt.Key.Key_Return, CTRL)
    assert shown.panel.track.values.forecast == "risk"
    assert shown.step(Step.FORECAST).note == "健康度 59.7，新 CIO 未见过价值汇报"
    shown.undo()
    assert shown.panel.track.values.forecast is None
    assert shown.panel.track.values.forecast_reason == ""


def test_a_settled_contract_has_no_forecast(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    code = shown.rows("SELECT code FROM contracts WHERE loss_reason <> '' ORDER BY id")[0][0]
    shown.show(code)
    form = shown.open(Step.FORECAST).form
    assert not form.save_button.isEnabled()
    assert form.save_button.toolTip() == "这份合同已经有结果，不再预测。"
    shown.panel.enter()
    shown.panel.set_forecast(Forecast.LIKELY)
    shown.wait()
    assert shown.said == []


# --- links --------------------------------------------------------------------------------------------------


def infer(book: Book, shown: Shown) -> tuple[str, str]:
    """Make a stated link of the book an inferred one; the codes of its contracts."""
    found = shown.rows(
        "SELECT o.code, n.code, l.id FROM renewal_links l JOIN contracts o ON o.id = l.old_id "
        "JOIN contracts n ON n.id = l.new_id WHERE o.end_day > '2024-06-30' ORDER BY l.id"
    )[0]
    shown.source.links.remove(found[2])
    shown.source.links.add(shown.id_of(found[0]), shown.id_of(found[1]))
    from csmdesk.domain.changes import Op
    from csmdesk.domain.text import Text

    book.store.run(
        Op.EDIT_LINK,
        lambda connection: connection.exec_driver_sql(
            "UPDATE renewal_links SET inferred = 1 WHERE old_id = (SELECT id FROM contracts WHERE code = ?)",
            (found[0],),
        ),
        Text("推断", "infer"),
    )
    return found[0], found[1]


def test_an_inferred_link_says_so_and_is_confirmed(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    old, new = infer(book, shown)
    shown.source.calendar.forget()
    shown.show(old)
    (row,) = shown.panel.links.links
    assert (row.way.text(), row.code.text()) == ("续为", new)
    assert row.confirm is not None
    assert shown.panel.links.all_button.text() == "确认全部推断（1 条）"
    row.confirm.setFocus(Qt.FocusReason.TabFocusReason)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [(f"已确认续约关联：{old} → {new}", True)]
    (row,) = shown.panel.links.links
    assert row.confirm is None
    assert not shown.panel.links.all_button.isVisible()
    shown.undo()
    shown.click(shown.panel.links.all_button)
    assert shown.said[-1] == ("已确认 1 条续约关联", True)
    assert shown.rows("SELECT count(*) FROM renewal_links WHERE inferred = 1") == [(0,)]


def test_a_link_is_opened_removed_and_made_again(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    old, new = infer(book, shown)
    shown.source.calendar.forget()
    shown.show(old)
    links = shown.panel.links
    shown.click(links.links[0].code)
    assert shown.asked == [("contract", shown.id_of(new))]
    shown.click(links.links[0].remove)
    assert links.links == []
    assert links.none.isVisible()
    shown.click(links.add_button)
    links.choices.set_value(str(shown.id_of(new)))
    shown.click(links.take_button)
    assert [row.code.text() for row in links.links] == [new]
    assert links.links[0].confirm is None
    assert shown.said[-1] == (f"已加续约关联：{old} → {new}", True)


# --- actions ------------------------------------------------------------------------------------------------


def test_actions_name_the_contract_and_open_the_steps(book: Book, tracked: Make) -> None:
    shown = tracked(book)
    assert shown.panel.actions() == []
    shown.show()
    actions = {action.key: action for action in shown.panel.actions()}
    assert actions["step_workshop"].text == "价值工作坊：HT00160 岚图家居"
    assert actions["forecast_committed"].text == "预测承诺：HT00160 岚图家居"
    actions["step_signing"].run()
    shown.wait()
    assert shown.open_step() is Step.SIGNING
    assert shown.failed == []
