"""The pane Import in a window, on an empty book or on a copy of the sample book."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.importing import ImportServices
from csmdesk.domain.text import Language
from csmdesk.importers.desk_parts import SourceSheet
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.pane import ImportPane
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme
from tests.ui.pane_shown import PaneShown

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class ImportShown(PaneShown):
    """The pane in a window, and what it told."""

    pane: ImportPane
    book: Book

    def listen(self) -> None:
        """Note what the pane says, and let Qt watch its models."""
        super().listen()
        pane = self.pane
        pane.pane_asked.connect(self.asked.append)
        models = (
            pane.files.rows,
            pane.sheets.items,
            pane.columns.mapping.rows,
            pane.columns.preview.rows,
            pane.check.rows,
            pane.check.preview.rows,
            pane.writing.conflicts,
            pane.writing.effects,
        )
        self.watch_models(models)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way, nor about to be: one thing that was asked for leads to the next."""
        work = self.pane.work
        return not (self.tasks.busy or work.queue.busy or work.later.isActive())

    def read(self, *paths: Path) -> None:
        """Put files on the desk."""
        self.pane.take_files(list(paths))
        self.wait()

    def type(self, text: str) -> None:
        """Letters where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        self.wait()

    def next(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CONTROL)

    def sheet(self, label: str) -> SourceSheet:
        """A sheet on the desk."""
        return next(sheet for sheet in self.pane.state.sheets if sheet.label == label)

    def choose(self, label: str) -> None:
        """Look at a sheet."""
        self.pane.work.choose(self.sheet(label).id)
        self.wait()

    @property
    def step(self) -> int:
        """The step that is shown."""
        assert self.pane.pages.currentIndex() == self.pane.state.step
        return self.pane.state.step

    @property
    def problems(self) -> list[str]:
        """The problems that are shown, with their rows."""
        return [f"{row.row} {row.why}".strip() for row in self.pane.check.rows.shown]

    def go_to_problem(self, words: str) -> None:
        """Make a problem current."""
        row = next(row for row in self.pane.check.rows.shown if words in row.why)
        view = self.pane.check.view
        view.setFocus()
        view.go_to_line(self.pane.check.rows.position_of(row.id))
        self.wait()

    def count(self, table: str) -> int:
        """How many rows a table of the book has."""
        with self.book.reading() as connection:
            return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


Show = Callable[..., ImportShown]


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    """A new book."""
    book = Book.create(tmp_path / "空书").book
    yield book
    book.close()


@pytest.fixture
def import_shown(qtbot: QtBot, tasks: Tasks) -> Iterator[Show]:
    """Shows the pane on a book."""
    made: list[ImportShown] = []

    def show(
        book: Book, *, mode: Mode = "light", language: Language = "zh", size: tuple[int, int] = (1248, 824)
    ) -> ImportShown:
        look = Theme(mode, language=language)
        look.apply()
        window = QWidget()
        window.resize(*size)
        qtbot.addWidget(window)
        source = ImportServices.of(book, tasks).source()
        pane = ImportPane(look, tasks, source, language, window)
        pane.resize(*size)
        one = ImportShown(pane, tasks, qtbot, window, book)
        one.listen()
        tasks.changed.connect(pane.refresh)
        pane.restore_state({})
        window.show()
        pane.set_period("2024H1", None)
        with qtbot.waitActive(window):
            window.activateWindow()
        pane.stops()[0].setFocus()
        one.wait()
        made.append(one)
        return one

    yield show
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    for one in made:
        for tester in one.testers:
            tester.deleteLater()


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """A file with these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """Contracts with days in an open order, an amount that is none, names of accounts, a repeated number."""
    return write_csv(
        tmp_path / "表" / "合同.csv",
        [
            ("合同号", "客户", "开始日期", "终止", "合同总额(万元)"),
            ("HT9001", "岚图家居有限公司", "03/04/2024", "02/03/2025", "12.5"),
            ("HT9002", "铸元钢铁", "05/06/2024", "04/06/2025", "abc"),
            ("HT9003", "火星科技", "07/08/2024", "06/08/2025", "30"),
            ("HT9004", "火星科技", "07/08/2024", "06/08/2025", "abc"),
        ],
    )


@pytest.fixture
def golden_copy(golden_folder: Path, tmp_path: Path) -> Path:
    """The files of the sample half year, to be changed."""
    return Path(shutil.copytree(golden_folder, tmp_path / "2024H1"))
