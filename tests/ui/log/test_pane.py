"""Moving between kinds, opening records from elsewhere, and what is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from csmdesk.ui.panes import NOW
from tests.ui.log.conftest import ALT, CTRL, SHIFT, LogShown, Shows
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


def test_kinds_are_a_key_away(shown: LogShown) -> None:
    shown.press(Key.Key_2, ALT)
    assert shown.pane.kinds.current == "event"
    assert shown.focused is shown.page.view
    shown.press(Key.Key_Tab, CTRL)
    assert shown.pane.kinds.current == "lead"
    shown.press(Key.Key_Backtab, CTRL | SHIFT)
    assert shown.pane.kinds.current == "event"


def test_the_line_takes_the_key_of_another_kind_too(shown: LogShown) -> None:
    shown.press(Key.Key_N)
    shown.press(Key.Key_2, ALT)
    assert shown.pane.kinds.current == "event"


def test_every_kind_can_be_added_from_the_palette(shown: LogShown) -> None:
    actions = {action.key: action for action in shown.pane.actions()}
    actions["log.add.event"].run()
    shown.wait()
    assert shown.pane.kinds.current == "event"
    assert shown.focused is shown.page.line.edit
    assert actions["log.show.event"].shortcut == "Alt+2"


def test_a_record_is_opened_though_period_and_filter_leave_it_out(shown: LogShown) -> None:
    shown.page.field.set_text("没有")
    assert shown.pane.open("lead", 1)
    shown.wait()
    assert shown.page.view.key == 1
    assert shown.page.heading.span.key == "all"
    assert shown.page.beside.key == 1
    assert not shown.pane.open("contract", 1)


def test_a_record_is_opened_before_the_kinds_are_known(log_shown: Shows, made: MadeLog) -> None:
    shown = log_shown(made, state={"kind": "event"})
    assert shown.pane.kinds.current == "event"
    assert shown.pane.open("lead", 4)
    shown.wait()
    assert shown.pane.kinds.current == "lead"
    assert shown.page.view.key == 4


def test_another_kind_is_read_again_after_a_change(shown: LogShown, made: MadeLog) -> None:
    shown.pane.show_kind("event")
    shown.wait()
    shown.pane.show_kind("lead")
    shown.wait()
    made.event.held[4]["note"] = "改过"
    shown.page.acts.write(6, "stage", "关闭")
    shown.wait()
    shown.pane.show_kind("event")
    shown.wait()
    assert "改过" in shown.column("note")


def test_names_of_customers_are_remembered_in_memory_only(shown: LogShown) -> None:
    page = shown.page
    page.field.set_text("岚图")
    page.chips.set_chosen({"account": ["岚图家居"]})
    page.line.edit.setText("恒沐医药 说到一半")
    page.model.set_sort([("amount", True)])
    page.view.set_layout(page.view.layout.hide("note", True))
    state = shown.pane.save_state()
    kept = {key: value for key, value in state.items() if not key.startswith(NOW)}
    assert not any(name in value for value in kept.values() for name in ("岚图", "恒沐"))
    assert kept["lead/sort"] == "amount down"
    assert state["now.lead/filter"] == "岚图"


def test_a_pane_goes_on_where_it_was_left(log_shown: Shows, made: MadeLog) -> None:
    first = log_shown(made)
    page = first.page
    page.field.set_text("恒沐")
    page.model.set_sort([("amount", True)])
    page.view.set_layout(page.view.layout.hide("note", True))
    page.line.edit.setText("说到一半")
    page.new()
    first.wait()
    page.beside.form.form.fields["note"].set_value("新的还没存")
    first.pane.set_span("all")
    first.wait()
    second = log_shown(made, state=first.pane.save_state())
    again = second.page
    assert again.field.text == "恒沐"
    assert again.model.sort_keys == (("amount", True),)
    assert "note" in again.view.layout.hidden
    assert again.line.edit.text() == "说到一半"
    assert again.beside.form.is_new
    assert again.beside.form.form.values()["note"] == "新的还没存"
    assert again.heading.span.key == "all"


def test_closing_saves_what_is_typed_into_a_record(shown: LogShown, made: MadeLog) -> None:
    shown.go(5)
    shown.page.beside.form.form.fields["note"].set_value("收尾")
    shown.pane.settle()
    shown.wait()
    assert made.lead.held[5]["note"] == "收尾"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_pane_opens_in_both_languages_and_themes(
    log_shown: Shows, made: MadeLog, mode: str, language: str
) -> None:
    shown = log_shown(made, mode=mode, language=language, size=(928, 624))
    assert not shown.window.grab().isNull()
    assert shown.page.view.isVisible()
    assert shown.page.beside.form.isVisible()
    assert [stop for stop in shown.pane.stops() if not stop.isVisible()] == []
