"""The composition root: the only place where book, services, panes and window are put together.

This module itself imports nothing heavy, as the garbage collector is to be off while the rest is loaded.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language

if TYPE_CHECKING:
    from csmdesk.storage.book import Book
    from csmdesk.ui.theme import Mode


def run(
    folder: Path | None,
    *,
    language: Language | None = None,
    theme: Mode | None = None,
    remember: bool = True,
) -> int:
    """Open the window on the book at ``folder`` and wait until it is closed; the exit code.

    Without a folder it opens the book of the last time, or a first page. ``language`` and ``theme`` None are
    those of the last time; with ``remember`` False this book is not the one to begin with the next time.
    Raises UserError when the book at ``folder`` cannot be opened.
    """
    # Loading makes tens of thousands of objects that stay: looking them through again and again takes a tenth
    # of the start. Afterwards ``Tasks`` decides when the collector runs.
    gc.disable()
    # Work in other threads gives way to keys and paints after half a millisecond instead of five.
    sys.setswitchinterval(0.0005)
    from csmdesk.app.qt import Application, application, spare_sources, translators

    spare_sources()
    from csmdesk.app.crash import Crashes
    from csmdesk.app.memory import Memory, settings
    from csmdesk.app.session import HandedOver, Session
    from csmdesk.ui.theme import Theme

    app = application()
    crashes = Crashes()
    crashes.install()
    kept = settings()
    memory = Memory(kept)
    spoken = language or memory.language
    translators(app, spoken)
    look = Theme(theme or memory.theme)
    look.apply()
    session = Session(look, kept, spoken, remember=remember, crashes=crashes)
    try:
        try:
            session.start(folder)
        except HandedOver:
            return 0
        if isinstance(app, Application):
            app.book_opened.connect(session.open_path)
        session.window.show()
        return app.exec()
    finally:
        session.close()
        crashes.end()
        gc.enable()


def pictures(
    book: Book,
    folder: Path,
    languages: Sequence[Language] = ("zh", "en"),
    themes: Sequence[Mode] = ("light", "dark"),
    size: tuple[int, int] = (1440, 900),
) -> list[Path]:
    """Save a picture of each pane, with its figures, in each language and theme; the files written.

    Raises what a pane could not do, and UserError when a file cannot be written.
    """
    from csmdesk.app.pane_pictures import save

    return save(book, folder, languages, themes, size)


def import_pictures(
    book: Book, source: Path, folder: Path, language: Language, size: tuple[int, int] = (1440, 900)
) -> list[Path]:
    """Import ``source`` into the book through the window and save a picture of each step; the files written.

    Raises what went wrong on the way, RuntimeError where it did not come to its end.
    """
    from csmdesk.app.pane_pictures import save_import

    return save_import(book, source, folder, language, size)
