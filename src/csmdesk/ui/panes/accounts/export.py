"""Writing the list to a file: the shown rows and columns, or the rows that are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QStandardPaths, Signal

from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.accounts.list_columns import NUMBER_FORMATS
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csmdesk.reports.table_file import Value

_REFUSED = frozenset('\\/:*?"<>|')

Ask = Callable[["QWidget", str, str], Path | None]
"""Asks for a file: the widget in front, the sentence in the title, the file that is offered."""


class Export(QObject):
    """Asks where to, and writes. ``folder`` is the last one; ``said`` is a sentence and no offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._host = parent
        self.folder = ""
        self.ask: Ask = ask_file

    def write(self, name: str, columns: Sequence[Column[AccountRow]], rows: Sequence[AccountRow]) -> None:
        """Ask for a place and write ``rows`` there; nothing happens when none is given."""
        folder = Path(self.folder) if self.folder and Path(self.folder).is_dir() else _documents()
        offered = str(folder / f"{file_name(name)}.xlsx")
        path = self.ask(self._host, self.tr("导出 %n 个客户", "", len(rows)), offered)
        if path is None:
            return
        if path.suffix.lower() not in {".xlsx", ".csv"}:
            path = path.with_name(f"{path.name}.xlsx")
        self.folder = str(path.parent)
        heads = [column.head for column in columns]
        numbers = [NUMBER_FORMATS.get(column.key, "") for column in columns]
        rows, columns = list(rows), list(columns)

        def work(job: Job) -> int:
            from csmdesk.reports.table_file import write_table

            table = [[cast("Value", column.value(row)) for column in columns] for row in rows]
            job.check()
            write_table(path, name, heads, table, numbers)
            return len(table)

        self._tasks.query(self, work, partial(self._written, path), name=self.tr("导出"))

    def _written(self, path: Path, count: int) -> None:
        self.said.emit(self.tr("已导出 %n 个客户：{path}", "", count).format(path=path), False)


def ask_file(host: QWidget, title: str, offered: str) -> Path | None:
    """Ask for a file by the system's own dialog."""
    from PySide6.QtWidgets import QFileDialog

    found, kind = QFileDialog.getSaveFileName(host, title, offered, "Excel (*.xlsx);;CSV (*.csv)")
    if not found:
        return None
    path = Path(found)
    return path if path.suffix else path.with_suffix(".csv" if "csv" in kind else ".xlsx")


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def file_name(name: str) -> str:
    """``name`` without what a file's name must not have on some system."""
    return "".join(
        " " if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in name
    ).strip()
