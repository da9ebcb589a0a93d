"""The command palette by keyboard: what it finds, what Enter does, and where the focus is afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.ui.models.palette import PaletteLine
from csmdesk.ui.panes.calendar.pane import CalendarPane
from csmdesk.ui.shell.finder import Finder
from csmdesk.ui.shell.palette import Palette
from csmdesk.ui.widgets.line_edit import LineEdit
from tests.ui.conftest import Run, Start, end

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def finder(run: Run) -> Finder:
    found = run.desk.finder
    assert found is not None
    return found


def palette(run: Run) -> Palette:
    found = finder(run).palette
    assert found is not None
    return found


def opened(run: Run, text: str = "") -> Palette:
    """The palette, opened by its key, with what was typed."""
    run.activate()
    run.key(Qt.Key.Key_K, CONTROL)
    run.wait()
    shown = palette(run)
    assert shown.isVisible()
    if text.isascii():
        QTest.keyClicks(shown.field, text)
    else:
        commit(shown, text)
    run.wait()
    return shown


def commit(shown: Palette, text: str) -> None:
    """What an input method sends when it is done."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(shown.field, event)


def heads(shown: Palette) -> list[str]:
    return [line.title for line in shown.model.items if not line.key]


def lines(shown: Palette, head: str = "") -> list[PaletteLine]:
    """The lines under a head, or all."""
    found, under = [], ""
    for line in shown.model.items:
        if not line.key:
            under = line.title
        elif head in {"", under}:
            found.append(line)
    return found


def titles(shown: Palette, head: str = "") -> list[str]:
    return [line.title for line in lines(shown, head)]


def marked(line: PaletteLine) -> list[str]:
    return [line.title[begin:end] for begin, end in line.title_marks]


def current_account(run: Run) -> str:
    row = run.accounts.model.row_of(run.accounts.view.key)
    assert row is not None
    return row.name


# --- finding ------------------------------------------------------------------------------------------------


def test_pinyin_finds_the_account_its_actions_contracts_and_people(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "lantu")
    assert heads(shown) == ["客户", "操作", "合同", "联系人"]
    (account,) = lines(shown, "客户")
    assert (account.title, account.mark, marked(account)) == ("岚图家居", "red", ["岚图"])
    assert account.right == "113.0万   健康 59.7"
    touch = lines(shown, "操作")[0]
    assert (touch.title, touch.keys, marked(touch)) == ("记触达：岚图家居", "T", ["岚图"])
    assert titles(shown, "合同")[:2] == ["HT00160", "HT00192"]
    assert "林宁娟" in titles(shown, "联系人")
    assert len(lines(shown)) <= 12
    assert shown.current is account
    assert shown.count.text() == f"{len(lines(shown))} 项"


@pytest.mark.parametrize("text", ["ltjj", "kh1021", "岚图家"])
def test_initials_number_and_name_find_it_too(sample_folder: Path, start: Start, text: str) -> None:
    run = start(sample_folder)
    assert titles(opened(run, text), "客户") == ["岚图家居"]


def test_the_group_with_the_best_hit_stands_first(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "HT00160")
    assert heads(shown)[0] == "合同"
    shown.field.clear()
    QTest.keyClicks(shown.field, "linningjuan")
    assert heads(shown) == ["联系人"]


def test_what_is_not_there_is_said(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "zzzz")
    assert not lines(shown)
    assert shown.words.isVisible()
    assert "zzzz" in shown.words.text()
    run.key(Qt.Key.Key_Return)
    assert shown.isVisible()


# --- opening ------------------------------------------------------------------------------------------------


def test_enter_opens_the_account_and_the_list_has_the_focus(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "qiheng")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert not shown.isVisible()
    assert current_account(run) == "启衡证券"
    assert run.accounts.view.hasFocus()


def test_from_another_pane_enter_goes_to_the_accounts(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    opened(run, "qiheng")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert run.desk.pane is run.accounts
    assert current_account(run) == "启衡证券"


def test_ctrl_enter_opens_beside_and_leaves_the_focus(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.accounts.field.edit.setFocus()
    opened(run, "qiheng")
    run.key(Qt.Key.Key_Return, CONTROL)
    run.wait()
    assert current_account(run) == "启衡证券"
    assert run.accounts.field.edit.hasFocus()


def test_a_contract_opens_in_the_calendar_and_a_contact_its_account(
    sample_folder: Path, start: Start
) -> None:
    run = start(sample_folder)
    opened(run, "HT00160")
    run.key(Qt.Key.Key_Return)
    run.wait()
    calendar = run.desk.pane
    assert isinstance(calendar, CalendarPane)
    row = calendar.reading.model.row_of(calendar.left.view.key)
    assert row is not None
    assert row.source.code == "HT00160"
    opened(run, "wuna")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert current_account(run) == "云岫茶饮"


def test_escape_closes_and_gives_the_focus_back(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.accounts.field.edit.setFocus()
    shown = opened(run, "lan")
    assert shown.field.hasFocus()
    run.key(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert run.accounts.field.edit.hasFocus()
    # The same key opens and closes; a click beside it closes too.
    run.key(Qt.Key.Key_K, CONTROL)
    assert shown.isVisible()
    run.key(Qt.Key.Key_K, CONTROL)
    assert not shown.isVisible()
    opened(run)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not shown.isVisible()
    assert run.accounts.field.edit.hasFocus()


def test_from_a_cell_that_is_edited_it_opens_and_the_list_has_the_focus_afterwards(
    sample_folder: Path, start: Start
) -> None:
    run = start(sample_folder)
    run.activate()
    run.accounts.view.setFocus()
    run.key(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEdit)
    run.key(Qt.Key.Key_End)
    run.key(Qt.Key.Key_X)
    # In the line itself undo and redo are about letters.
    run.key(Qt.Key.Key_Z, CONTROL)
    run.key(Qt.Key.Key_Y)
    shown = opened(run)
    label = run.desk.book.undo_label
    assert label is not None
    assert label.zh.startswith("改名称")
    QTest.keyClick(shown.field, Qt.Key.Key_Escape)
    assert run.accounts.view.hasFocus()


def test_keys_move_through_lines_and_groups_and_the_window_hears_none(
    sample_folder: Path, start: Start
) -> None:
    run = start(sample_folder)
    shown = opened(run, "lantu")
    all_lines = lines(shown)
    run.key(Qt.Key.Key_Down)
    assert shown.current is all_lines[1]
    run.key(Qt.Key.Key_Up)
    run.key(Qt.Key.Key_Up)
    assert shown.current is all_lines[-1]
    run.key(Qt.Key.Key_Down)
    run.key(Qt.Key.Key_Tab)
    assert shown.current is lines(shown, "操作")[0]
    run.key(Qt.Key.Key_Tab)
    assert shown.current is lines(shown, "合同")[0]
    run.key(Qt.Key.Key_Backtab)
    assert shown.current is lines(shown, "操作")[0]
    assert shown.field.hasFocus()
    run.key(Qt.Key.Key_5, CONTROL)
    run.wait()
    assert run.desk.pane is run.accounts


def test_a_click_chooses_a_line_and_a_head_is_none(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "qiheng")
    view = shown.list
    head, line = (view.visualRect(shown.model.index(row)).center() for row in (0, 1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert shown.isVisible()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=line)
    run.wait()
    assert not shown.isVisible()
    assert current_account(run) == "启衡证券"


def test_the_search_button_opens_it(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    QTest.mouseClick(run.desk.bar.search, Qt.MouseButton.LeftButton)
    assert palette(run).isVisible()
    run.key(Qt.Key.Key_Escape)
    run.desk.bar.search.setFocus()
    run.key(Qt.Key.Key_Return)
    assert palette(run).isVisible()


# --- input methods ------------------------------------------------------------------------------------------


def test_while_letters_compose_enter_and_escape_belong_to_the_input_method(
    sample_folder: Path, start: Start
) -> None:
    run = start(sample_folder)
    shown = opened(run, "qiheng")
    before = titles(shown)
    QApplication.sendEvent(shown.field, QInputMethodEvent("lan'tu", []))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down):
        run.key(key)
    assert shown.isVisible()
    assert titles(shown) == before
    shown.field.selectAll()
    commit(shown, "岚图")
    run.wait()
    assert titles(shown, "客户") == ["岚图家居"]


# --- recent -------------------------------------------------------------------------------------------------


def test_what_was_opened_comes_first_and_the_last_words_come_back(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run)
    assert "最近打开" not in heads(shown)
    run.key(Qt.Key.Key_Up)
    assert shown.field.text() == ""
    for text in ("qiheng", "lantu"):
        shown.field.setText(text)
        run.key(Qt.Key.Key_Return)
        run.wait()
        opened(run)
        shown.field.clear()
    assert titles(shown, "最近打开") == ["岚图家居", "启衡证券"]
    run.key(Qt.Key.Key_Up)
    assert shown.field.text() == "lantu"
    run.key(Qt.Key.Key_Escape)
    # The book remembers it; the window's own memory has no names in it.
    end(run)
    assert b"lantu" not in (sample_folder.parent / "window.ini").read_bytes()
    again = start(sample_folder)
    shown = opened(again)
    assert titles(shown, "最近打开") == ["岚图家居", "启衡证券"]
    again.key(Qt.Key.Key_Up)
    assert shown.field.text() == "lantu"


def test_what_was_gone_into_in_a_pane_is_offered_again(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    account = run.accounts.model.shown[-1]
    run.accounts.opened.emit("account", account.id)
    run.wait()
    shown = opened(run)
    assert [line.title for line in shown.model.items[:2]] == ["最近打开", account.name]


# --- actions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [("beifen", "备份"), ("bf", "备份"), ("备", "备份"), ("qianse", "主题：浅色"), ("jiezhi", "选截至日期")],
)
def test_actions_are_found_by_words_pinyin_and_initials(
    sample_folder: Path, start: Start, text: str, title: str
) -> None:
    run = start(sample_folder)
    assert title in titles(opened(run, text), "操作")


def test_an_action_is_done_and_its_key_is_told(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "zhuandaozipingbaogao")
    (line,) = lines(shown)
    assert (line.title, line.keys) == ("转到自评报告", "Ctrl+5")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert run.desk.pane.title == "自评报告"


def test_an_action_that_cannot_be_done_says_why_and_does_nothing(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "重做")
    (line,) = lines(shown)
    assert line.why_not == "没有可重做的操作"
    run.key(Qt.Key.Key_Return)
    assert shown.isVisible()


def test_an_action_of_an_account_is_done_with_that_account(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert current_account(run) != "启衡证券"
    shown = opened(run, "qiheng")
    segment = next(line for line in lines(shown, "操作") if line.title == "改分层：启衡证券")
    while shown.current is not segment:
        run.key(Qt.Key.Key_Down)
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert current_account(run) == "启衡证券"
    popup = run.accounts.tools.acts.popup
    assert popup is not None
    assert popup.isVisible()
    popup.close()


def test_a_touch_is_written_to_the_account_that_was_found(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    opened(run, "qiheng jichuda")
    run.key(Qt.Key.Key_Return)
    run.wait()
    run.bot.waitUntil(lambda: run.accounts.detail.touch_line.is_open)
    detail = run.accounts.detail.detail
    assert detail is not None
    assert detail.name == "启衡证券"
    assert run.accounts.detail.touch_line.edit.hasFocus()


def test_the_account_that_is_shown_is_offered_once(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "wanghaiyuye")
    assert current_account(run) == "望海渔业"
    actions = titles(shown, "操作")
    assert actions.count("记触达：望海渔业") == 1
    assert len(set(actions)) == len(actions)


def test_an_account_and_what_to_do_with_it_in_one_go(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert titles(opened(run, "lantu jichuda")) == ["记触达：岚图家居"]


def test_commands_only(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, ">")
    assert heads(shown) == ["操作"]
    everything = titles(shown)
    assert {"新建客户", "备份", "导入…", "快捷键", "转到设置"} <= set(everything)
    QTest.keyClicks(shown.field, "lantu")
    assert lines(shown) == []
    shown.field.setText("》备份")
    assert titles(shown)[0] == "备份"


def test_a_period_or_a_day_that_is_typed_can_be_chosen(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    assert titles(opened(run, "5月"), "操作") == ["期间：2024 年 5 月"]
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert run.desk.period == "2024-05"
    assert titles(opened(run, "2024-05-20"), "操作") == ["截至 2024-05-20"]
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert run.desk.bar.day_button.text() == "2024-05-20"


# --- metrics ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["?", "？"])
def test_metrics_only_with_their_values(sample_folder: Path, start: Start, mark: str) -> None:
    run = start(sample_folder)
    shown = opened(run, mark)
    assert heads(shown) == ["指标"]
    assert len(lines(shown)) > 30
    shown.field.setText(f"{mark}xuyuelv")
    run.wait()
    rates = {line.title: line.right for line in lines(shown)}
    assert rates["续约率"] == "95.5%"
    shown.field.setText(f"{mark}nrr")
    assert lines(shown)[0].title == "净收入留存率"


def test_enter_on_a_metric_opens_its_evidence(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    shown = opened(run, "?nrr")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert not shown.isVisible()
    popover = finder(run).popover
    assert popover is not None
    assert popover.isVisible()
    assert "105.6%" in popover.panel.accessibleName()
    # Once more Enter: all rows, where the review keeps them.
    QTest.keyClick(popover.panel, Qt.Key.Key_Return)
    run.wait()
    assert not popover.isVisible()
    review = run.desk.pane
    assert review.title == "自评报告"
    assert review.side.shown.view.key == "nrr"  # type: ignore[attr-defined]


def test_ctrl_enter_on_a_metric_opens_it_among_the_metrics(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    opened(run, "?nrr")
    run.key(Qt.Key.Key_Return, CONTROL)
    run.wait()
    assert finder(run).popover is None
    plan = run.desk.pane
    assert plan.title == "计划与指标"
    assert plan.page.reading.key == "nrr"  # type: ignore[attr-defined]
    # Where the metrics are shown, Enter goes to the metric and opens its evidence over it.
    opened(run, "?grr")
    run.key(Qt.Key.Key_Return)
    run.wait()
    assert plan.page.reading.key == "grr"  # type: ignore[attr-defined]
    popover = finder(run).popover
    assert popover is not None
    assert popover.isVisible()
    popover.close()


# --- changes ------------------------------------------------------------------------------------------------


def test_a_new_name_is_found_at_once_and_undone_no_more(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    edits = run.accounts._accounts.edits
    key = run.accounts.view.key
    run.session.tasks.command(run.desk, lambda _: edits.edit([key], "name", "碧水环保"))
    run.wait()
    shown = opened(run, "bishui")
    assert titles(shown, "客户") == ["碧水环保"]
    run.key(Qt.Key.Key_Escape)
    run.key(Qt.Key.Key_Z, CONTROL)
    run.wait()
    assert titles(opened(run, "bishui"), "客户") == []


# --- looks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1440, 900), (960, 600)])
def test_it_stays_inside_the_window(sample_folder: Path, start: Start, size: tuple[int, int]) -> None:
    run = start(sample_folder)
    run.session.window.resize(*size)
    shown = opened(run, "l")
    place = shown.place
    corner = shown.mapToGlobal(QPoint(0, 0))
    inside = place.translated(-corner)
    assert shown.rect().contains(inside)
    assert inside.width() == 640
    assert inside.top() == (88 if size[1] == 900 else inside.top())


def test_english_words_find_in_english(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder, language="en")
    shown = opened(run, "lantu")
    assert lines(shown)[0].detail == "lantujiaju, KH1021, 稳定"
    shown.field.setText("?renewal rate")
    run.wait()
    assert "Renewal rate" in titles(shown)[0]
