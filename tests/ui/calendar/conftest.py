"""Windows with a contract's track or the path to the target."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Tasks
from tests.ui.calendar.track_window import Make, Shown, show_path, show_track


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
