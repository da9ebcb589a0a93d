"""Pictures of every pane, and of an import from its first step to its last, on any machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QTimer

from csmdesk.app.book import BookOnDesk
from csmdesk.app.panes import pane_specs
from csmdesk.app.qt import application, translators
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.pane import ImportPane
from csmdesk.ui.panes.importing.source import WRITE
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.main_window import MainWindow
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Mode, Theme

_STEPS = ("files", "columns", "check", "write")


class _Shown(NamedTuple):
    """A book in a window, and what went wrong in it."""

    window: MainWindow
    desk: Desk
    tasks: Tasks
    problems: list[Problem]

    def keep(self, file: Path) -> Path:
        """Save a picture of the window as it is. Raises what went wrong in it, and UserError for the file."""
        for problem in self.problems:
            raise problem.error
        if not self.window.grab().save(str(file)):
            raise UserError(
                Text("写不了图片“{file}”。", "The picture “{file}” cannot be written.").format(file=file)
            )
        return file


@contextmanager
def _shown(book: Book, language: Language, mode: Mode, size: tuple[int, int]) -> Iterator[_Shown]:
    app = application()
    installed = translators(app, language)
    look = Theme(mode)
    look.apply()
    tasks = Tasks()
    problems: list[Problem] = []
    tasks.failed.connect(problems.append)
    window = MainWindow()
    window.resize(*size)
    try:
        desk = Desk(look, tasks, BookOnDesk(book), pane_specs(look, tasks, book, language), language, {})
        window.show_page(desk)
        window.show()
        desk.after_first_paint()
        yield _Shown(window, desk, tasks, problems)
    finally:
        tasks.close()
        window.close()
        window.deleteLater()
        for translator in installed:
            app.removeTranslator(translator)
        app.processEvents()


def save(
    book: Book, folder: Path, languages: Sequence[Language], themes: Sequence[Mode], size: tuple[int, int]
) -> list[Path]:
    """Save a picture of each pane in each language and theme; the files written.

    Raises what a pane could not do.
    """
    written: list[Path] = []
    for language in languages:
        for mode in themes:
            with _shown(book, language, mode, size) as at:
                for index, spec in enumerate(at.desk.specs):
                    at.desk.show_pane(index)
                    at.desk.pane.stops()[0].setFocus()
                    _settle(lambda: at.tasks.busy)
                    written.append(at.keep(folder / f"{spec.key}-{language}-{mode}.png"))
    return written


def save_import(
    book: Book, source: Path, folder: Path, language: Language, size: tuple[int, int]
) -> list[Path]:
    """Import ``source`` as a user does in the window, with a picture of each step; the files written.

    Raises RuntimeError where it does not come to its end, and what went wrong on the way.
    """
    with _shown(book, language, "light", size) as at:
        at.desk.import_files([source])
        pane = at.desk.pane
        assert isinstance(pane, ImportPane)
        work = pane.work

        def busy() -> bool:
            return at.tasks.busy or work.queue.busy or work.later.isActive()

        written = []
        for step, name in enumerate(_STEPS):
            _settle(busy)
            if pane.state.step != step:
                raise RuntimeError(f"the import stopped before “{name}”: {pane.stepping.why_not(step)}")
            written.append(at.keep(folder / f"import-{step + 1}-{name}.png"))
            pane.stepping.forward()
        _settle(busy)
        if pane.state.written is None:
            raise RuntimeError(f"the import was not written: {pane.stepping.why_not(WRITE)}")
        written.append(at.keep(folder / "import-5-written.png"))
        return written


def _settle(busy: Callable[[], bool]) -> None:
    """Let everything arrive and be painted."""
    quiet = 0
    # What arrives may ask for more: it is over when nothing has been under way for a few rounds.
    while quiet < 4:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()
        quiet = 0 if busy() else quiet + 1
