"""Pictures of every pane, on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from csmdesk.app.book import BookOnDesk
from csmdesk.app.panes import pane_specs
from csmdesk.app.qt import application, translators
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.storage.book import Book
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.main_window import MainWindow
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme


def save(
    book: Book, folder: Path, languages: Sequence[Language], themes: Sequence[Mode], size: tuple[int, int]
) -> list[Path]:
    """Save a picture of each pane in each language and theme; the files written."""
    app = application()
    written: list[Path] = []
    for language in languages:
        installed = translators(app, language)
        for mode in themes:
            look = Theme(mode)
            look.apply()
            tasks = Tasks()
            specs = pane_specs(look, tasks, book, language)
            window = MainWindow()
            window.resize(*size)
            desk = Desk(look, tasks, BookOnDesk(book), specs, language, {})
            window.show_page(desk)
            window.show()
            desk.after_first_paint()
            for index, spec in enumerate(specs):
                desk.show_pane(index)
                desk.pane.stops()[0].setFocus()
                _settle(tasks)
                file = folder / f"{spec.key}-{language}-{mode}.png"
                if not window.grab().save(str(file)):
                    raise UserError(
                        Text("写不了图片“{file}”。", "The picture “{file}” cannot be written.").format(
                            file=file
                        )
                    )
                written.append(file)
            tasks.close()
            window.close()
            window.deleteLater()
        for translator in installed:
            app.removeTranslator(translator)
    app.processEvents()
    return written


def _settle(tasks: Tasks) -> None:
    """Let everything arrive and be painted."""
    quiet = 0
    # What arrives may ask for more: it is over when nothing has been under way for a few rounds.
    while quiet < 4:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()
        quiet = 0 if tasks.busy else quiet + 1
