"""Writing the list to a file: the shown rows and columns, or the rows that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.accounts.list_columns import NUMBER_FORMATS
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csmdesk.reports.table_file import Value


class Export(QObject):
    """Asks where to, and writes. ``said`` is a sentence and no offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._host = parent
        self.place = SavePlace()

    def write(self, name: str, columns: Sequence[Column[AccountRow]], rows: Sequence[AccountRow]) -> None:
        """Ask for a place and write ``rows`` there; nothing happens when none is given."""
        title = self.tr("导出 %n 个客户", "", len(rows))
        path = self.place.choose(self._host, title, name, [".xlsx", ".csv"])
        if path is None:
            return
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
