"""Import in the whole window: dropped anywhere, by keys alone, while work goes on, in another language."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from csmdesk.services.account_edits import AccountEdits
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.pane import ImportPane
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, FILES, WRITE
from tests.ui.conftest import Run, Start
from tests.ui.importing.conftest import CONTROL, write_csv

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def importing(run: Run) -> ImportPane:
    pane = run.desk.pane_of("import")
    assert isinstance(pane, ImportPane)
    return pane


def settle(run: Run) -> None:
    run.wait()
    pane = importing(run)
    run.bot.waitUntil(lambda: not pane.work.later.isActive() and not pane.work.queue.busy, timeout=60_000)
    run.wait()


def files_of(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def empty(tmp_path: Path, start: Start) -> Run:
    Book.create(tmp_path / "空书").book.close()
    return start(tmp_path / "空书", pane="today")


def test_files_dropped_anywhere_are_read(empty: Run, golden_folder: Path) -> None:
    data = files_of(golden_folder)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(500, 300), copy, data, left, none)
    QApplication.sendEvent(empty.desk, enter)
    assert enter.isAccepted()
    frame = empty.desk._dropping
    assert frame is not None
    assert frame.isVisible()
    QApplication.sendEvent(empty.desk, QDragLeaveEvent())
    assert not frame.isVisible()
    # Qt drops where something has been dragged to.
    QApplication.sendEvent(empty.desk, QDragEnterEvent(QPoint(500, 300), copy, data, left, none))
    drop = QDropEvent(QPointF(500, 300), copy, data, left, none)
    QApplication.sendEvent(empty.desk, drop)
    assert drop.isAccepted()
    settle(empty)
    assert empty.desk.pane is importing(empty)
    assert len(importing(empty).state.readable) == 18
    # A text is no file.
    words = QMimeData()
    words.setText("岚图家居")
    enter = QDragEnterEvent(QPoint(500, 300), copy, words, left, none)
    enter.ignore()
    QApplication.sendEvent(empty.desk, enter)
    assert not enter.isAccepted()


def test_the_empty_state_and_the_menu_lead_to_it(empty: Run) -> None:
    empty.desk.pane.import_asked.emit()
    assert empty.desk.pane is importing(empty)
    empty.go_to("today")
    empty.desk.run_action("import")
    assert empty.desk.pane is importing(empty)


def test_golden_by_keys_alone_and_undone(empty: Run, golden_folder: Path) -> None:
    pane = importing(empty)
    pane.ask_folder = lambda _host, _title, _folder: [golden_folder]
    empty.key(Qt.Key.Key_8, CONTROL)
    empty.wait()
    empty.key(Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(empty)
    for step in (COLUMNS, CHECK, WRITE):
        empty.key(Qt.Key.Key_Return, CONTROL)
        settle(empty)
        assert pane.state.step == step
    empty.key(Qt.Key.Key_Return, CONTROL)
    settle(empty)
    assert pane.state.written is not None
    # Until somebody chooses a period, it is that of the newest data.
    assert empty.desk.period == "2024H1"
    assert empty.desk.bar.undo_button.toolTip().startswith("撤销：导入“2024H1”")
    empty.key(Qt.Key.Key_Return)
    empty.wait()
    assert empty.desk.pane is empty.accounts
    assert empty.accounts.model.rowCount() == 35
    empty.key(Qt.Key.Key_Z, CONTROL)
    empty.wait()
    assert empty.accounts.model.rowCount() == 0


def test_undone_from_the_window_it_is_on_the_desk_again(empty: Run, golden_folder: Path) -> None:
    pane = importing(empty)
    empty.desk.import_files([golden_folder])
    settle(empty)
    for _ in (COLUMNS, CHECK, WRITE, WRITE):
        empty.key(Qt.Key.Key_Return, CONTROL)
        settle(empty)
    assert pane.foot.next.text() == "打开客户"
    empty.key(Qt.Key.Key_Z, CONTROL)
    settle(empty)
    # It can be written again at once, and what is said is true.
    assert pane.state.written is None
    assert pane.state.step == WRITE
    assert pane.state.effect is not None
    assert not pane.state.effect.empty
    assert pane.foot.next.isEnabled()
    # Redone, nothing of it is left to write.
    empty.key(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(empty)
    assert pane.state.effect is not None
    assert pane.state.effect.empty


def test_what_is_on_the_desk_survives_leaving_and_another_language(empty: Run, contracts: Path) -> None:
    empty.desk.import_files([contracts])
    settle(empty)
    pane = importing(empty)
    sheet = pane.state.sheets[0].id
    pane.work.reread(sheet, date_order="dmy")
    settle(empty)
    empty.key(Qt.Key.Key_Return, CONTROL)
    settle(empty)
    empty.go_to("accounts")
    empty.go_to("import")
    assert pane.state.step == COLUMNS
    empty.session.choose_language("en")
    empty.wait()
    again = importing(empty)
    assert again is not pane
    settle(empty)
    assert again.state.step == COLUMNS
    assert again.state.sheets[0].date_order == "dmy"
    assert again.columns.mapping.rows.rowCount() == 5
    empty.session.choose_language("zh")
    empty.wait()
    again = importing(empty)
    settle(empty)
    assert again.state.step == COLUMNS
    again.work.clear()
    settle(empty)


def test_a_hundred_thousand_rows_while_an_account_is_edited(
    sample_folder: Path, start: Start, tmp_path: Path
) -> None:
    rows = [("客户编号", "日期", "功能模块", "活跃用户数", "开通用户数")]
    for place in range(100_000):
        account, rest = divmod(place, 2_900)
        module, day = divmod(rest, 365)
        month, number = divmod(day, 28)
        stamp = f"20{10 + month // 12:02d}-{month % 12 + 1:02d}-{number + 1:02d}"
        rows.append((f"KH{1001 + account}", stamp, f"模块{module}", "3", "9"))
    path = write_csv(tmp_path / "使用.csv", rows)
    run = start(sample_folder)
    run.desk.import_files([path])
    settle(run)
    pane = importing(run)
    for step in (COLUMNS, CHECK, WRITE):
        pane.stepping.forward()
        settle(run)
        assert pane.state.step == step, pane.foot.words
    run.go_to("accounts")
    book = run.session.book
    assert book is not None
    edits = AccountEdits(book)
    pane.work.write()
    done: list[float] = []
    began = time.perf_counter()
    run.session.tasks.command(
        run.desk,
        lambda _: edits.edit([1], "city", "杭州"),
        lambda _: done.append(time.perf_counter() - began),
    )
    run.bot.waitUntil(lambda: bool(done), timeout=30_000)
    # The edit does not wait for the import.
    assert pane.work.writing
    run.bot.waitUntil(lambda: not pane.work.queue.busy, timeout=60_000)
    run.wait()
    with book.reading() as connection:
        assert connection.execute("SELECT city FROM accounts WHERE id = 1").fetchone()[0] == "杭州"
    assert pane.state.written is not None
    assert run.desk.notice.text.startswith("导入“使用.csv”")
    # Generous: the machine may have other work. Idle it is below 100 ms.
    assert done[0] < 2
    assert pane.state.step in {FILES, WRITE}
