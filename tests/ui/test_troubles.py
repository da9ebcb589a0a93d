"""A bug of ours beside the work, a crash told at the next start, and the page about csmdesk."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk import __version__, paths
from csmdesk.services.about import facts
from csmdesk.ui.shell.about import AboutSheet, PlaceLine
from csmdesk.ui.shell.problem import ProblemPanel
from csmdesk.ui.tasks import Job
from csmdesk.ui.theme import Theme
from tests.ui.conftest import Run, Start

NAME = "岚图家居"

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def break_down(_: Job) -> int:
    return dict[str, int]()[NAME]


def broken(run: Run, caplog: pytest.LogCaptureFixture) -> ProblemPanel:
    """The panel after a bug in work beside the window."""
    with caplog.at_level(logging.CRITICAL):
        run.session.tasks.query(run.session, break_down)
        run.wait()
    return run.session.troubles.panel


def test_a_bug_is_told_beside_the_work_with_details_that_name_nobody(
    sample_folder: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    run = start(sample_folder)
    focus = QApplication.focusWidget()
    panel = broken(run, caplog)
    assert panel.isVisible()
    assert not panel.details.isVisible()
    assert QApplication.focusWidget() is focus  # nothing is interrupted
    assert "出了个错" in panel.accessibleName()
    assert run.desk.notice.text == ""  # said once
    details = panel.details.toPlainText()
    assert details.startswith("KeyError\n")
    assert "test_troubles.py" in details
    assert "break_down" in details
    assert NAME not in details
    run.key(Qt.Key.Key_Down)
    assert run.accounts.view.hasFocus()
    assert panel.isVisible()
    run.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert run.accounts.view.hasFocus()


def test_details_unfold_and_are_copied(
    sample_folder: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    run = start(sample_folder)
    panel = broken(run, caplog)
    low = panel.height()
    panel.fold.click()
    assert panel.details.isVisible()
    assert panel.height() > low
    inside = run.session.window.rect().adjusted(0, 0, 1, 1)
    assert inside.contains(panel.geometry())
    panel.copy.click()
    assert QApplication.clipboard().text() == panel.details.toPlainText()
    # Another one is counted, and its details are added.
    broken(run, caplog)
    assert "2 个错" in panel.accessibleName()
    assert panel.details.toPlainText().count("KeyError") == 2
    panel.cross.setFocus()
    QTest.keyClick(panel.cross, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_panel_stays_over_the_next_page_and_inside_a_smaller_window(
    sample_folder: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    run = start(sample_folder)
    panel = broken(run, caplog)
    run.session.show_welcome()
    run.wait()
    run.session.window.resize(1000, 620)
    QApplication.processEvents()
    assert panel.isVisible()
    assert run.session.window.rect().contains(panel.geometry())


def test_a_bug_while_opening_is_told_on_the_page(
    locked: tuple[Path, str],
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from csmdesk.storage.book import Book

    run = start(locked[0])
    page = run.session.window.page

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr(Book, "open", fail)
    assert page is not None
    with caplog.at_level(logging.CRITICAL):
        page.given.emit("晴天", False)  # type: ignore[attr-defined]
        run.wait()
    assert run.session.window.page is page
    assert page.button.isEnabled() or page.button.toolTip()  # type: ignore[attr-defined]
    assert "日志" in page.field.problem  # type: ignore[attr-defined]
    assert run.session.troubles.panel.isVisible()


def test_the_last_crash_is_told_quietly(sample_folder: Path, start: Start, tmp_path: Path) -> None:
    run = start(sample_folder)
    run.session._tell_of_crash(None)
    assert run.desk.notice.text == ""
    run.session._tell_of_crash(tmp_path / "crash-1.txt")
    assert "上次意外退出" in run.desk.notice.text
    assert str(tmp_path) in run.desk.notice.text
    assert not run.desk.notice.bad


def test_it_is_told_on_the_first_page_as_well(start: Start, tmp_path: Path) -> None:
    run = start(None)
    run.session._tell_of_crash(tmp_path / "crash-1.txt")
    page = run.session.window.page
    assert page is not None
    assert "上次意外退出" in page.said  # type: ignore[attr-defined]


# --- about --------------------------------------------------------------------------------------------------


def about(run: Run) -> AboutSheet:
    run.wait()
    (sheet,) = run.session.window.findChildren(AboutSheet)
    return sheet


def test_about_shows_versions_folders_and_licences(sample_folder: Path, start: Start) -> None:
    run = start(sample_folder)
    run.desk.about_asked.emit()
    sheet = about(run)
    words = sheet._versions.text()
    for part in (f"csmdesk {__version__}", "Qt 6.", "Python 3.", "SQLite 3.", "SQLCipher 4."):
        assert part in words
    places = {line._path for line in sheet.findChildren(PlaceLine)}
    assert places == {sample_folder, paths.log_folder(), paths.cache_folder()}
    assert sheet.facts is not None
    licences = {library.name.lower(): library.licence for library in sheet.facts.libraries}
    assert "LGPL" in licences["pyside6_essentials"]
    assert licences["sqlalchemy"] == "MIT"
    assert "pytest" not in licences  # not a part of the program
    sheet.copy.click()
    assert QApplication.clipboard().text() == words
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_folder_is_copied_and_one_that_is_not_there_cannot_be_opened(
    theme: Theme, qtbot: object, tmp_path: Path
) -> None:
    here, nowhere = PlaceLine(theme, "日志", tmp_path), PlaceLine(theme, "缓存", tmp_path / "没有")
    here.copy.click()
    assert QApplication.clipboard().text() == str(tmp_path)
    assert here.show_folder.isEnabled()
    assert not nowhere.show_folder.isEnabled()
    assert nowhere.show_folder.toolTip()
    for line in (here, nowhere):
        line.deleteLater()


def test_the_facts_are_complete() -> None:
    found = facts()
    assert found.csmdesk == __version__
    assert len(found.libraries) > 15
    assert all(library.version for library in found.libraries)
    names = [library.name.lower() for library in found.libraries]
    assert names == sorted(names)
    without = [library.name for library in found.libraries if not library.licence]
    assert not without


def test_the_hooks_of_a_crash_are_the_programs_and_no_sessions(start: Start) -> None:
    import sys

    start(None)
    assert sys.excepthook.__module__ != "csmdesk.app.crash"
