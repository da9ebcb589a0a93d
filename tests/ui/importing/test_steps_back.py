"""Ctrl+Z while files are on their way takes back what was said of them, and not a step of the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from csmdesk.services.account_edits import AccountEdits
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.pane import ImportPane
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS
from tests.ui.conftest import Run, Start
from tests.ui.importing.conftest import CONTROL
from tests.ui.importing.test_window import importing, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


@pytest.fixture
def run(sample_folder: Path, start: Start, contracts: Path) -> Run:
    """A window with those contracts at their columns, after an edit of the book."""
    with Book.open(sample_folder) as book, book.reading() as connection:
        (account,) = connection.execute("SELECT id FROM accounts WHERE name = '岚图家居'").fetchone()
        AccountEdits(book).edit([account], "city", "苏州")
    one = start(sample_folder)
    one.desk.import_files([contracts])
    settle(one)
    one.key(Qt.Key.Key_Return, CONTROL)
    settle(one)
    assert importing(one).state.step == COLUMNS
    return one


def back(run: Run, key: Qt.KeyboardModifier = CONTROL) -> str:
    """Ctrl+Z, or with Shift; what the window says."""
    run.key(Qt.Key.Key_Z, key)
    settle(run)
    return run.desk.notice.text


def first_field(pane: ImportPane) -> str | None:
    return pane.state.sheets[0].columns[0].field


def labels(pane: ImportPane) -> list[str]:
    return [sheet.label for sheet in pane.state.sheets]


def orders(pane: ImportPane) -> list[str]:
    return [sheet.date_order for sheet in pane.state.sheets if not sheet.order_open]


def test_what_was_said_is_taken_back_before_the_book_is(run: Run) -> None:
    pane = importing(run)
    edit = run.desk.book.undo_label
    assert edit is not None
    pane.work.reread(pane.state.sheets[0].id, date_order="dmy")
    settle(run)
    pane.columns.mapping.setFocus()
    pane.columns.mapping.go_to(1)
    run.key(Qt.Key.Key_Delete)
    settle(run)
    assert first_field(pane) is None
    assert back(run) == "已撤销：列的对应"
    assert first_field(pane) == "code"
    assert orders(pane) == ["dmy"]
    assert back(run) == "已撤销：表的读法"
    assert orders(pane) == []
    assert run.desk.book.undo_label == edit
    assert back(run, CONTROL | SHIFT) == "已重做：表的读法"
    assert back(run, CONTROL | SHIFT) == "已重做：列的对应"
    assert first_field(pane) is None
    # With nothing of its own left, it is the book's turn.
    for _ in range(2):
        back(run)
    assert back(run).startswith(f"已撤销：{edit.zh}")
    assert run.desk.book.undo_label != edit


def test_rows_and_sheets_that_were_left_out_come_back(run: Run) -> None:
    pane = importing(run)
    pane.work.reread(pane.state.sheets[0].id, date_order="dmy")
    settle(run)
    for _ in range(2):
        run.key(Qt.Key.Key_Return, CONTROL)
        settle(run)
    assert pane.state.step == CHECK
    count = len(pane.check.rows.shown)
    pane.check.view.setFocus()
    run.key(Qt.Key.Key_Delete)
    settle(run)
    assert pane.state.left_out == 1
    assert back(run) == "已撤销：略过的行"
    assert pane.state.left_out == 0
    assert len(pane.check.rows.shown) == count
    pane.stepping.go_to(0)
    settle(run)
    run.key(Qt.Key.Key_Delete)
    settle(run)
    assert labels(pane) == []
    assert back(run) == "已撤销：不导入的表"
    assert labels(pane) == ["合同.csv"]
    assert orders(pane) == ["dmy"]


def test_other_files_begin_anew(run: Run, tmp_path: Path) -> None:
    pane = importing(run)
    pane.work.reread(pane.state.sheets[0].id, date_order="dmy")
    settle(run)
    pane.take_files("客户编号\t客户名称\nKH9001\t北斗星通\n")
    settle(run)
    assert not pane.can_step(back=True)
    assert orders(pane)[0] == "dmy"
