"""A book that is locked while files are on their way into it: nothing is lost, nothing is half."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csmdesk.importers.desk import ImportDesk
from csmdesk.services.keeping import Keeping
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, WRITE
from csmdesk.ui.shell.unlock import UnlockPage
from tests.ui.conftest import Run, Start, end
from tests.ui.importing.conftest import CONTROL, write_csv
from tests.ui.importing.test_window import importing, settle

PASSPHRASE = "晴天"

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def unlock(run: Run) -> None:
    page = run.session.window.page
    assert isinstance(page, UnlockPage)
    page.field.edit.setText(PASSPHRASE)
    QTest.keyClick(page.field.edit, Qt.Key.Key_Return)
    run.wait()


def lock(run: Run) -> None:
    run.key(Qt.Key.Key_L, CONTROL)
    run.bot.waitUntil(lambda: run.session.book is None, timeout=20_000)


@pytest.fixture
def secret(sample_folder: Path, start: Start) -> Run:
    """The sample book, locked by a passphrase and opened with it."""
    with Book.open(sample_folder) as book:
        Keeping(book).change_passphrase(None, PASSPHRASE)
    run = start(sample_folder)
    unlock(run)
    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Contracts with an open order of days, and two amounts that are none."""
    heads = ("合同编号", "客户编号", "开始日期", "到期日期", "合同金额")
    rows = [(f"HT900{n}", "KH1001", "03/04/2024", "02/03/2025", "约" if n < 2 else "9") for n in range(4)]
    return write_csv(tmp_path / "合同.csv", [heads, *rows])


def to_check(run: Run, file: Path) -> None:
    """Go to the problems of a file, with an order of days, a currency and a value typed."""
    run.desk.import_files([file])
    settle(run)
    pane = importing(run)
    pane.work.reread(pane.state.sheets[0].id, date_order="dmy", currency="USD")
    settle(run)
    for step in (COLUMNS, CHECK):
        run.key(Qt.Key.Key_Return, CONTROL)
        settle(run)
        assert pane.state.step == step
    pane.work.mending.fix([pane.check.rows.shown[0].found], "18")
    settle(run)
    assert [row.row for row in pane.check.rows.shown if row.found.error] == ["3"]


def test_what_was_said_and_typed_is_there_again(secret: Run, file: Path) -> None:
    to_check(secret, file)
    before = importing(secret)
    lock(secret)
    unlock(secret)
    pane = importing(secret)
    assert pane is not before
    settle(secret)
    assert secret.desk.pane is pane
    assert pane.state.step == CHECK
    (sheet,) = pane.state.sheets
    assert (sheet.date_order, sheet.currency, sheet.edits) == ("dmy", "USD", 1)
    assert [row.row for row in pane.check.rows.shown if row.found.error] == ["3"]
    pane.check.view.setFocus()
    secret.key(Qt.Key.Key_Delete)
    settle(secret)
    for _ in range(2):
        secret.key(Qt.Key.Key_Return, CONTROL)
        settle(secret)
    assert pane.state.step == WRITE
    assert pane.state.written is not None
    assert pane.state.written.new == 3


def test_what_was_typed_into_a_file_that_changed_is_not_put_into_other_rows(secret: Run, file: Path) -> None:
    to_check(secret, file)
    lock(secret)
    text = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([text[0], *reversed(text[1:])]) + "\n", encoding="utf-8")
    unlock(secret)
    settle(secret)
    pane = importing(secret)
    (sheet,) = pane.state.sheets
    assert (sheet.date_order, sheet.edits) == ("dmy", 0)
    assert [row.row for row in pane.check.rows.shown if row.found.error] == ["4", "5"]


def test_a_pasted_table_is_there_again_and_a_file_that_is_gone_says_so(
    secret: Run, file: Path, tmp_path: Path
) -> None:
    secret.desk.import_files([file])
    settle(secret)
    importing(secret).take_files("客户编号\t客户名称\nKH9001\t北斗星通\n")
    settle(secret)
    shutil.move(file, tmp_path / "别处.csv")
    lock(secret)
    unlock(secret)
    settle(secret)
    pasted, gone = sorted(importing(secret).state.sheets, key=lambda sheet: sheet.refusal is not None)
    assert (pasted.label, pasted.kind, pasted.rows) == ("剪贴板", "accounts", 1)
    assert gone.refusal is not None
    assert gone.label == "合同.csv"


@pytest.mark.parametrize("how", ["lock", "close"])
def test_what_is_being_written_ends_whole(
    secret: Run, sample_folder: Path, golden_folder: Path, tmp_path: Path, how: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    rows = [(f"KH8{n:04}", f"第{n}家居") for n in range(300)]
    secret.desk.import_files([write_csv(tmp_path / "客户.csv", [("客户编号", "客户名称"), *rows])])
    settle(secret)
    for _ in range(3):
        secret.key(Qt.Key.Key_Return, CONTROL)
        settle(secret)
    assert importing(secret).state.step == WRITE
    gate, begun = threading.Event(), threading.Event()
    apply = ImportDesk.apply

    def held(*given: object, **named: object) -> object:
        begun.set()
        gate.wait(20)
        return apply(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ImportDesk, "apply", held)
    secret.key(Qt.Key.Key_Return, CONTROL)
    assert begun.wait(10)
    if how == "lock":
        secret.key(Qt.Key.Key_L, CONTROL)
        page = secret.session.window.page
        assert isinstance(page, UnlockPage)
        gate.set()
        secret.bot.waitUntil(lambda: secret.session.book is None, timeout=20_000)
    else:
        gate.set()
        end(secret)
    with Book.open(sample_folder, passphrase=PASSPHRASE) as book, book.reading() as connection:
        count = connection.execute("SELECT count(*) FROM accounts WHERE code LIKE 'KH8%'").fetchone()[0]
        batches = connection.execute("SELECT count(*) FROM import_batches").fetchone()[0]
    # All of it or nothing; a lock waits for it.
    assert (count, batches) in {(300, 2), (0, 1)}
    assert how == "close" or count == 300
