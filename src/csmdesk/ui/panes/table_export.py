"""Writing a list to a file: the rows and columns that are given, typed, as xlsx or csv."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.models.columns import Column, R
from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csmdesk.reports.table_file import Sheet, Value


class TableExport(QObject):
    """Asks where to, and writes. ``said`` is a sentence and no offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._host = parent
        self.place = SavePlace()

    def write_sheets(
        self, title: str, name: str, read: Callable[[], Sequence[Sheet]], done: Callable[[Path], str]
    ) -> None:
        """Ask for a place and write what ``read`` gives there, the first sheet alone as .csv.

        ``read`` is called in another thread, and not at all where no place is given.
        """
        path = self.place.choose(self._host, title, name, [".xlsx", ".csv"])
        if path is None:
            return

        def work(job: Job) -> None:
            from csmdesk.reports.table_file import write_sheets

            sheets = read()
            job.check()
            write_sheets(path, sheets)

        def finish(_: None) -> None:
            self.said.emit(done(path), False)

        self._tasks.query(self, work, finish, name=self.tr("导出"))

    def write_rows(
        self,
        title: str,
        name: str,
        columns: Sequence[Column[R]],
        rows: Sequence[R],
        numbers: Sequence[str],
        done: Callable[[int, Path], str],
    ) -> None:
        """Ask for a place and write ``rows`` there; nothing happens when none is given.

        ``title`` is the dialog's, ``name`` the file's and the sheet's; ``numbers`` are number formats by
        column, ``done`` gives the sentence for so many rows at a place.
        """
        path = self.place.choose(self._host, title, name, [".xlsx", ".csv"])
        if path is None:
            return
        heads = [column.head for column in columns]
        rows, columns = list(rows), list(columns)

        def work(job: Job) -> int:
            from csmdesk.reports.table_file import write_table

            table = [[cast("Value", column.value(row)) for column in columns] for row in rows]
            job.check()
            write_table(path, name, heads, table, numbers)
            return len(table)

        def finish(count: int) -> None:
            self.said.emit(done(count, path), False)

        self._tasks.query(self, work, finish, name=self.tr("导出"))
