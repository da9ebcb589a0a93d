"""Windows with a contract's track, the path to the target, or one of the painted views."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.book import sample_book
from csmdesk.app.qt import translators
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book
from csmdesk.ui.panes.board import Board
from csmdesk.ui.panes.calendar.pane import CalendarPane
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from tests.ui.calendar.boards import SIZES, Fill, Held, Painted, hold, words_of
from tests.ui.calendar.track_window import Make, Shown, show_path, show_track
from tests.ui.conftest import Run

Start = Callable[..., Run]


@pytest.fixture
def run(start: Start, sample_folder: Path) -> Run:
    """The window on the sample book with the calendar in front."""
    made = start(sample_folder)
    made.wait()
    made.desk.show_pane(made.desk.index_of("calendar"))
    made.wait()
    return made


def pane_of(run: Run) -> CalendarPane:
    pane = run.desk.pane_of("calendar")
    assert isinstance(pane, CalendarPane)
    return pane


@pytest.fixture
def tracked(qtbot: QtBot, tasks: Tasks) -> Iterator[Make]:
    """Shows the track of a book's contracts."""

    def begin(book: Book, **options: object) -> Shown:
        return show_track(qtbot, tasks, book, **options)  # type: ignore[arg-type]

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


@pytest.fixture
def pathed(qtbot: QtBot, tasks: Tasks) -> Iterator[Make]:
    """Shows the path to the target of a book."""

    def begin(book: Book, **options: object) -> Shown:
        return show_path(qtbot, tasks, book, **options)  # type: ignore[arg-type]

    yield begin
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


@pytest.fixture(scope="session")
def helds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Held]]:
    """The sample's contracts once, and often; read when they are first needed."""
    folder = tmp_path_factory.mktemp("boards") / "book"
    sample_book(folder).close()
    book, known = Book.open(folder), dict[str, Held]()

    def held(size: str) -> Held:
        if size not in known:
            known[size] = hold(book, SIZES[size])
        return known[size]

    yield held
    book.close()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    """Both languages, with their translations."""
    translators(qapp, request.param)
    yield request.param
    translators(qapp, "zh")


@pytest.fixture
def painted(qtbot: QtBot, theme: Theme, language: Language, helds: Callable[[str], Held]) -> Painted:
    """Shows a view of the contracts of the sample, taken so often, in a window of its own."""
    windows: list[QWidget] = []

    def show(fill: Fill, size: str = "sample", width: tuple[int, int] = (816, 430)) -> Board:
        theme.set_language(language)
        held = helds(size)
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        board = fill(words_of(held, theme, language), theme, held, width)
        board.setParent(window)
        window.resize(board.width(), board.height())
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        # A window that is opened gives the focus to its first widget.
        window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.setFocus()
        return board

    return show
