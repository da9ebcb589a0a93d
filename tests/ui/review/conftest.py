"""The review pane on the sample book, shown and with its report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.book import sample_book
from csmdesk.domain.text import Language
from csmdesk.reports.document import Document
from csmdesk.reports.review_draft import review_draft
from csmdesk.services.accounts import Accounts
from csmdesk.services.check_notes import CheckNotes
from csmdesk.services.figures import FigureSet, figures
from csmdesk.services.identities import identities
from csmdesk.services.review_book import ReviewBook, review_key
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.pane import ReviewPane
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.source import ReviewSource
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

PERIOD = "2024H1"
WIDE = (1248, 824)
NARROW = (928, 624)


class Source(ReviewSource):
    """The real thing, but the pages of a report that was drawn before are not drawn again."""

    drawn: ClassVar[list[tuple[Document, float, Sheets]]] = []

    def sheets(self, document: Document, ppi: float) -> Sheets:
        for known, size, pages in self.drawn:
            if size == ppi and known == document:
                # Another object: the pane tells reports apart by it.
                return replace(pages)
        made = super().sheets(document, ppi)
        self.drawn.append((document, ppi, made))
        return made


@dataclass
class Desk:
    """A pane with what it stands on; ``wait`` returns when nothing is under way any more."""

    pane: ReviewPane
    tasks: Tasks
    theme: Theme
    book: Book
    bot: QtBot
    window: QWidget
    problems: list[object] = field(default_factory=list)

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.tasks.busy and not self.pane.renderer.waiting, timeout=20_000)
        # What has arrived may have asked for more.
        self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
        self.activate()

    def activate(self) -> None:
        """Give the window the focus, which keys need."""
        with self.bot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, period: str = PERIOD, as_of: date | None = None) -> None:
        self.pane.set_period(period, as_of)
        self.wait()

    def figures(self) -> FigureSet:
        return figures(self.book, PERIOD)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample half year, made once; a test works on its own copy."""
    folder = tmp_path_factory.mktemp("review") / "book"
    sample_book(folder).close()
    return folder


@pytest.fixture
def book(sample: Path, tmp_path: Path) -> Iterator[Book]:
    folder = shutil.copytree(sample, tmp_path / "书")
    with_book = Book.open(folder)
    yield with_book
    with_book.close()


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "empty").book
    yield made
    made.close()


Opened = Callable[..., Desk]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Makes a pane on a book, shows its pages unless ``state`` says text, and waits for its report."""
    made: list[Desk] = []

    def make(
        book: Book,
        *,
        size: tuple[int, int] = WIDE,
        language: Language = "zh",
        state: dict[str, str] | None = None,
        change: Callable[[ReviewSource], ReviewSource] = lambda report: report,
        show: bool = True,
    ) -> Desk:
        theme, tasks = Theme("light"), Tasks()
        report = change(
            Source(
                of_period=partial(review_key, book),
                read=partial(review_draft, book),
                reviews=ReviewBook(book),
                identities=partial(identities, book),
                notes=CheckNotes(book),
                versions=ReviewVersions(book),
                accounts=lambda: [(account.code, account.name) for account in Accounts(book).names()],
            )
        )
        # A window of its own would pass its least size on to the screen, which the tests' screen warns of.
        window = QWidget()
        window.resize(1400, 900)
        qtbot.addWidget(window)
        pane = ReviewPane(theme, tasks, report, language, window)
        desk = Desk(pane, tasks, theme, book, qtbot, window)
        made.append(desk)
        tasks.failed.connect(desk.problems.append)
        tasks.changed.connect(pane.refresh)
        pane.resize(*size)
        pane.restore_state({"mode": "pages"} | (state or {}))
        desk.activate()
        if show:
            desk.show()
        return desk

    yield make
    for desk in made:
        desk.tasks.close()
        assert desk.problems == []


@pytest.fixture
def desk(opened: Opened, book: Book) -> Desk:
    """The pane on the sample book with the report of its half year."""
    return opened(book)
