"""The window's import: from files dropped to what is seen of them, and keys while 60,000 problems are found.

The floor of each step is the import desk alone, without a window, on the same files in the same run.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from csmdesk.ui.panes.importing.pane import ImportPane

ROUNDS = 5
PROBLEMS = 60_000
FRAME = 16.7
_TURN = 0.001
"""Seconds between two looks: whoever only waits must not take the processor from the work."""
_MEASURED = 20
"""Milliseconds; below this a ratio says nothing."""
STEPS = ("files seen", "columns and preview seen", "problems seen", "effect seen")

Say = Callable[[str], object]


def run(say: Say) -> None:
    """Say medians in milliseconds, the ratio to the floor, and how late keys are painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from csmdesk.paths import resource

    folder = resource("demo/2024H1")
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        place = Path(home)
        warm = _Window(place / "warm")  # the first one loads the libraries
        warm.go(folder)
        warm.close()
        ours: list[list[float]] = []
        floor: list[list[float]] = []
        for number in range(ROUNDS):
            window = _Window(place / f"ours{number}")
            ours.append(window.go(folder))
            window.close()
            floor.append(_desk_alone(place / f"floor{number}", folder))
        say("the sample folder, dropped onto an empty book:")
        for step, name in enumerate(STEPS):
            mine, bare = (median(each[step] for each in found) * 1e3 for found in (ours, floor))
            ratio = f", the desk alone {bare:.0f} ms, ratio {mine / bare:.2f}" if bare > _MEASURED else ""
            say(f"  {name}: {mine:.0f} ms{ratio}")
        _keys(place, say)


def many_problems(path: Path) -> Path:
    """A file of contracts with three problems each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["合同编号", "客户编号", "开始日期", "到期日期", "合同金额"])
        for number in range(PROBLEMS // 3):
            writer.writerow([f"HT{number:06}", "KH1001", "2024-13-01", "2025-02-31", "约"])
    return path


class _Window:
    """The whole window on a new book, or on the sample book."""

    def __init__(self, place: Path, *, sample: bool = False) -> None:
        from csmdesk.app.book import BookOnDesk, sample_book
        from csmdesk.app.panes import pane_specs
        from csmdesk.app.qt import application
        from csmdesk.storage.book import Book
        from csmdesk.ui.shell.desk import Desk
        from csmdesk.ui.shell.main_window import MainWindow
        from csmdesk.ui.tasks import Tasks
        from csmdesk.ui.theme import Theme

        self.app = application()
        self._theme = Theme("light")
        self._theme.apply()
        self._book = sample_book(place) if sample else Book.create(place).book
        self.tasks = Tasks()
        specs = pane_specs(self._theme, self.tasks, self._book, "zh")
        self._places = [spec.key for spec in specs]
        self._main = MainWindow()
        self._main.resize(1440, 900)
        self.desk = Desk(self._theme, self.tasks, BookOnDesk(self._book), specs, "zh", {})
        self._main.show_page(self.desk)
        self._main.show()
        self.desk.after_first_paint()
        self.show("import")
        self.settle()

    @property
    def pane(self) -> ImportPane:
        """The import."""
        return self.desk.pane_of("import")  # type: ignore[return-value]

    def show(self, key: str) -> None:
        """Bring a pane to the front."""
        self.desk.show_pane(self._places.index(key))

    @property
    def busy(self) -> bool:
        """Whether the import has anything to do, or anything else goes on."""
        work = self.pane.work
        return self.tasks.busy or work.queue.busy or work.later.isActive()

    def settle(self) -> None:
        """Work on until nothing is left to do and everything has been painted."""
        for _ in range(4):
            while self.busy:
                self.app.processEvents()
                Event().wait(_TURN)
            self.app.processEvents()

    def go(self, folder: Path) -> list[float]:
        """Drop a folder and go through the steps; seconds until each is seen."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        copy, left, none = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.desk, QDragEnterEvent(QPoint(500, 300), copy, data, left, none))
        took = [self._took(lambda: self._drop(data))]
        took += [self._took(self.pane.stepping.forward) for _ in STEPS[1:]]
        assert self.pane.state.effect is not None
        return took

    def _drop(self, data: QMimeData) -> None:
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        drop = QDropEvent(QPointF(500, 300), copy, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.desk, drop)

    def _took(self, act: Callable[[], object]) -> float:
        begun = perf_counter()
        act()
        self.settle()
        return perf_counter() - begun

    def close(self) -> None:
        """Close window and book."""
        self.tasks.close()
        self._main.close()
        self._book.close()


def _desk_alone(place: Path, folder: Path) -> list[float]:
    """Seconds of each step without a window."""
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.storage.book import Book

    with Book.create(place).book as book:
        desk = ImportDesk(book)
        took = []
        begun = perf_counter()
        sheets = desk.read([folder])
        took.append(perf_counter() - begun)
        begun = perf_counter()
        desk.preview(next(sheet for sheet in sheets if sheet.kind is not None), 50)
        took.append(perf_counter() - begun)
        begun = perf_counter()
        checked = desk.check()
        took.append(perf_counter() - begun)
        begun = perf_counter()
        desk.effect(checked)
        took.append(perf_counter() - begun)
        return took


def _keys(place: Path, say: Say) -> None:
    """Keys in the filter of the accounts, with nothing else going on and while a large file is checked."""
    from csmdesk.ui.panes.accounts.pane import AccountsPane

    window = _Window(place / "keys", sample=True)
    pane = window.pane
    pane.take_files([many_problems(place / "合同.csv")])
    window.settle()
    pane.stepping.forward()
    window.settle()
    window.show("accounts")
    window.settle()
    accounts = window.desk.pane_of("accounts")
    assert isinstance(accounts, AccountsPane)
    edit = accounts.field.edit
    edit.setFocus()

    def key(number: int) -> float:
        begun = perf_counter()
        QTest.keyClick(edit, Qt.Key.Key_Backspace if number % 2 else Qt.Key.Key_L)
        window.app.processEvents()
        return perf_counter() - begun

    idle = [key(number) for number in range(200)]
    window.settle()
    begun = perf_counter()
    pane.work.check()
    late: list[float] = []
    while window.busy:
        late.append(key(len(late)))
    whole = perf_counter() - begun
    checked = pane.state.checked
    assert checked is not None
    begun = perf_counter()
    window.show("import")
    pane.stepping.go_to(2)
    window.settle()
    seen = perf_counter() - begun
    window.close()
    say(f"{len(checked.problems):,} problems, found and listed while keys are pressed: {whole:.1f} s")
    say(f"  gone to and painted: {seen * 1e3:.0f} ms")
    for name, times in (("with nothing else going on", idle), ("while they are looked for", late)):
        times.sort()
        p99 = times[int(len(times) * 0.99)] * 1e3
        say(f"  a key {name} → painted: p50 {median(times) * 1e3:.1f} ms, p99 {p99:.1f} ms, "
            f"most {times[-1] * 1e3:.1f} ms, {len(times)} keys (goal: p99 {FRAME})")  # fmt: skip


if __name__ == "__main__":
    run(print)
