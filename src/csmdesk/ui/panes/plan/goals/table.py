"""The targets as a table: copied, pasted, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.copying import copied_table
from csmdesk.ui.panes.plan.goals.rows import FIELDS_COPIED, NUMBER_FORMATS, GoalRow
from csmdesk.ui.panes.table_export import TableExport

if TYPE_CHECKING:
    from csmdesk.ui.panes.plan.goals.page import GoalsPage

_RESULTS = ("node", "actual", "progress", "verdict")


class GoalTable(QObject):
    """Acts on the targets that ``page`` shows, in the list on those that are selected.

    ``said`` is a sentence and whether to offer to undo.
    """

    said = Signal(str, bool)

    def __init__(self, page: GoalsPage) -> None:
        super().__init__(page)
        self._page = page
        self.files = TableExport(page.reading.tools.tasks, page)
        self.files.said.connect(self.said)

    def _columns(self) -> list[Column[GoalRow]]:
        """What can be pasted again, then the results."""
        by_key = {column.key: column for column in self._page.model.columns}
        return [by_key[key] for key in (*FIELDS_COPIED, *_RESULTS)]

    def _rows(self) -> list[GoalRow]:
        page = self._page
        chosen = page.selected
        if len(chosen) > 1:
            return page.model.rows_at(page.model.positions_of(chosen))
        return page.model.shown

    def copy(self) -> None:
        """Put the targets on the clipboard as a table with heads; it can be pasted again."""
        rows = self._rows()
        plain, rich = copied_table(self._columns(), rows)
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)
        self.said.emit(self.tr("已复制 %n 行。", "", len(rows)), False)

    def paste(self) -> None:
        """Paste a table of targets, or cells from the current one on."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._page.edit.paste(text, self._page.reading.key or 0)

    def export(self) -> None:
        """Write the targets to a file."""
        columns, rows = self._columns(), self._rows()
        numbers = [NUMBER_FORMATS.get(column.key, "") for column in columns]
        title = self.tr("导出 %n 个目标", "", len(rows))
        self.files.write_rows(title, self.tr("目标"), columns, rows, numbers, self._written)

    def _written(self, count: int, path: Path) -> str:
        return self.tr("已导出 %n 个目标：{path}", "", count).format(path=path)
