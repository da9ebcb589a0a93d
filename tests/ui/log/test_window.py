"""The log in the window: from the palette, from other panes, undone by the window's key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.ui.panes.log.page import KindPage
from csmdesk.ui.panes.log.pane import LogPane
from tests.ui.conftest import Run, Start
from tests.ui.log.conftest import CTRL

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


@pytest.fixture
def run(start: Start, sample_folder: Path) -> Run:
    """The sample book in the window."""
    return start(sample_folder)


def shown(run: Run) -> KindPage:
    """The page of the log that is in front."""
    pane = run.desk.pane
    assert isinstance(pane, LogPane)
    assert pane.page is not None
    return pane.page


def test_a_record_is_begun_from_any_pane(run: Run) -> None:
    run.desk.open_palette()
    run.wait()
    finder = run.desk.finder
    assert finder is not None
    assert finder.palette is not None
    finder.palette.field.setText(">记工单")
    run.wait()
    QTest.keyClick(finder.palette.field, Key.Key_Return)
    run.wait()
    page = shown(run)
    assert page.kind.key == "ticket"
    assert QApplication.focusWidget() is page.line.edit


def test_the_shown_log_offers_each_kind_once(run: Run) -> None:
    run.desk.show_pane(run.desk.index_of("log"))
    run.wait()
    adds = [action.text for action in [*run.desk.pane.actions(), *run.desk.adds()] if ".add" in action.key]
    assert len(adds) == len(set(adds)) == 11


def test_another_pane_opens_a_record_of_the_log(run: Run) -> None:
    assert run.desk.open_object("suggestion", 3)
    run.wait()
    page = shown(run)
    assert page.kind.key == "suggestion"
    assert page.view.key == 3
    assert page.beside.key == 3


def test_a_removed_record_comes_back_with_the_windows_undo(run: Run) -> None:
    run.desk.enter_pane(run.desk.index_of("log"))
    run.wait()
    page = shown(run)
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    total = page.model.total
    QTest.keyClick(page.view, Key.Key_Delete)
    run.wait()
    assert page.model.total == total - 1
    assert "已删除 1 条记录" in run.desk.notice.text
    QTest.keyClick(page.view, Key.Key_Z, CTRL)
    run.wait()
    assert page.model.total == total


def test_another_period_is_followed(run: Run) -> None:
    run.desk.enter_pane(run.desk.index_of("log"))
    run.wait()
    page = shown(run)
    half = page.model.total
    run.desk.choose_period("2024Q1")
    run.wait()
    assert 0 < page.model.total < half


def test_what_is_typed_outlives_another_language(run: Run) -> None:
    run.go_to("log")
    pane = run.desk.pane
    assert isinstance(pane, LogPane)
    pane.show_kind("lead")
    run.wait()
    page = shown(run)
    page.new()
    run.wait()
    page.beside.form.put({"account": "岚图家居", "referred": "华东分公司", "note": "口头说的"})
    page.line.edit.setText("昨天 恒沐 推荐")
    speak(run, "en")
    page = shown(run)
    assert page.kind.key == "lead"
    assert page.beside.form.is_new
    values = page.beside.form.form.values()
    assert (values["account"], values["referred"], values["note"]) == ("岚图家居", "华东分公司", "口头说的")
    assert page.line.edit.text() == "昨天 恒沐 推荐"
    assert "in progress" in page.kind.choices("status")
    speak(run, "zh")
    assert shown(run).beside.form.form.values()["note"] == "口头说的"


def speak(run: Run, language: str) -> None:
    """Change the language, which waits until no work is under way."""
    run.desk.language_chosen.emit(language)
    run.bot.waitUntil(lambda: run.session.language == language, timeout=20_000)
    run.wait()
