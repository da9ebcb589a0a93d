"""What the pane Import works with: the desk for files on their way into one book, as long as it is open.

While the book is locked what lies on the desk is put by: where its files are and what was said of them.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.ui.panes.importing.source import ImportState
from csmdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import PutBy
    from csmdesk.ui.panes.importing.source import ImportSource


class Kept(QObject):
    """What lay on the desk of a book that was closed; it goes with the work of what is opened next."""

    def __init__(self, folder: Path, put_by: PutBy, state: ImportState, parent: Tasks) -> None:
        super().__init__(parent)
        self.folder = folder
        self.put_by = put_by
        self.state = state


class ImportServices(QObject):
    """The desk of one book and where the user is with it. They stay when the window is made anew, in another
    language, and go with the work of the book."""

    def __init__(self, book: Book, tasks: Tasks) -> None:
        super().__init__(tasks)
        self.book = book
        self._lock = threading.Lock()
        self._desk: ImportDesk | None = None
        self._state = ImportState()
        self._kept: PutBy | None = None
        kept = tasks.findChild(Kept)
        if isinstance(kept, Kept):
            if kept.folder == book.folder:
                self._kept, self._state = kept.put_by, kept.state
            kept.deleteLater()

    @classmethod
    def of(cls, book: Book, tasks: Tasks) -> ImportServices:
        """Those of an open book, made the first time."""
        found = tasks.findChild(cls)
        return found if isinstance(found, cls) and found.book is book else cls(book, tasks)

    @classmethod
    def keep(cls, before: Tasks, after: Tasks) -> None:
        """Keep what lies on the desk, whose work has ended, for whoever opens the same book next."""
        found = before.findChild(cls)
        if not isinstance(found, cls) or found._state.written is not None:
            return
        kept = found._kept if found._desk is None else found._desk.put_by()
        if kept is not None and kept.sheets:
            state = replace(found._state, preview=None, checked=None, problems=None, effect=None, fresh=False)
            Kept(found.book.folder, kept, state, after)

    def desk(self) -> ImportDesk:
        """The desk; may be asked from any thread but the window's: it loads what reads files."""
        with self._lock:
            if self._desk is None:
                from csmdesk.importers.desk import ImportDesk

                desk = ImportDesk(self.book)
                if self._kept is not None:
                    desk.lay_out(self._kept)
                self._desk, self._kept = desk, None
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
