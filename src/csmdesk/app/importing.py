"""What the pane Import works with: the desk for files on their way into one book, as long as it is open."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.source import ImportState
from csmdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.ui.panes.importing.source import ImportSource


class ImportServices(QObject):
    """The desk of one book and where the user is with it. They stay when the window is made anew, in another
    language, and go with the work of the book."""

    def __init__(self, book: Book, tasks: Tasks) -> None:
        super().__init__(tasks)
        self.book = book
        self._lock = threading.Lock()
        self._desk: ImportDesk | None = None
        self._state = ImportState()

    @classmethod
    def of(cls, book: Book, tasks: Tasks) -> ImportServices:
        """Those of an open book, made the first time."""
        found = tasks.findChild(cls)
        return found if isinstance(found, cls) and found.book is book else cls(book, tasks)

    def desk(self) -> ImportDesk:
        """The desk; may be asked from any thread but the window's: it loads what reads files."""
        with self._lock:
            if self._desk is None:
                from csmdesk.importers.desk import ImportDesk

                self._desk = ImportDesk(self.book)
            return self._desk

    def source(self) -> ImportSource:
        """What the pane works with."""
        from csmdesk.ui.panes.importing.source import ImportSource

        return ImportSource(
            self.desk, self._state, self._undo, self._undo_label, self._redo_label, self._read_only
        )

    def _undo(self) -> Changes | None:
        return self.book.store.undo()

    def _undo_label(self) -> Text | None:
        return self.book.store.undo_label if self.book.writable else None

    def _redo_label(self) -> Text | None:
        return self.book.store.redo_label if self.book.writable else None

    def _read_only(self) -> Text | None:
        return self.book.read_only
