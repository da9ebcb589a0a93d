"""Writing the list to a file: the shown rows and columns, or the rows that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.accounts.list_columns import NUMBER_FORMATS
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.save_file import SavePlace
from csmdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


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
        from csmdesk.ui.panes.list_file import list_writer

        work = list_writer(path, name, columns, rows, NUMBER_FORMATS)
        self._tasks.query(self, work, partial(self._written, path), name=self.tr("导出"))

    def _written(self, path: Path, count: int) -> None:
        self.said.emit(self.tr("已导出 %n 个客户：{path}", "", count).format(path=path), False)
