"""The open book as the window sees it, and the sample book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.paths import resource
from csmdesk.storage.book import Book
from csmdesk.ui.shell.open_book import Calendar
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.keeping import Standing

_PHASES = {"read": (0, 50), "stage": (50, 20), "roll-up": (70, 15), "apply": (85, 14)}
"""Where the phases of an import begin and how long they are, in hundredths of the bar."""


class BookOnDesk:
    """What the window does with the book as a whole (``ui.shell.open_book.OpenBook``)."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def undo_label(self) -> Text | None:
        return self._book.store.undo_label if self._book.writable else None

    @property
    def redo_label(self) -> Text | None:
        return self._book.store.redo_label if self._book.writable else None

    @property
    def writable(self) -> bool:
        return self._book.writable

    def undo(self) -> Changes | None:
        return self._book.store.undo()

    def redo(self) -> Changes | None:
        return self._book.store.redo()

    def name(self) -> str:
        return self._book.name

    def standing(self) -> Standing:
        from csmdesk.services.keeping import Keeping

        return Keeping(self._book).standing()

    def calendar(self) -> Calendar:
        from csmdesk.services.figures import first_period, rules_of

        return Calendar(first_period(self._book).name, rules_of(self._book).fiscal_start_month)

    def import_folder(self, job: Job, folder: Path) -> tuple[Changes, Text]:
        from csmdesk.importers.apply import apply
        from csmdesk.importers.known import known
        from csmdesk.importers.plan import Progress, plan

        def tell(step: Progress) -> None:
            # After the commit it is too late to stop.
            if step.phase != "checkpoint":
                begin, length = _PHASES.get(step.phase, (0, 100))
                job.progress(begin + length * step.done // max(1, step.total), 100)

        with self._book.reading() as connection:
            held = known(connection)
        planned = plan(folder, known=held, progress=tell)
        applied = apply(self._book, planned, tell)
        return applied.changes, applied.text

    def make_backup(self) -> Path:
        from csmdesk.services.keeping import Keeping

        return Keeping(self._book).make_backup()

    def figure(self, key: str, period: str, as_of: date | None, language: Language) -> FigureView:
        from csmdesk.metrics.registry import definitions
        from csmdesk.services.figure_view import view
        from csmdesk.services.figures import figures

        keys = [key, *definitions()[key].rivals]
        return view(figures(self._book, period, as_of, keys=keys), key, language)

    def figure_values(self, period: str, as_of: date | None, language: Language) -> dict[str, str]:
        from csmdesk.metrics.display import figure_value
        from csmdesk.services.figures import figures

        held = figures(self._book, period, as_of)
        return {key: figure_value(figure, language, held.currency) for key, figure in held.figures.items()}


def sample_book(folder: Path) -> Book:
    """The sample book at ``folder``, made from the files that csmdesk ships unless it is there already."""
    if (folder / "book.db").exists():
        return Book.open(folder)
    from csmdesk.importers.apply import apply
    from csmdesk.importers.plan import plan

    book = Book.create(folder).book
    try:
        apply(book, plan(resource("demo/2024H1")))
    except BaseException:
        book.close()
        raise
    return book
