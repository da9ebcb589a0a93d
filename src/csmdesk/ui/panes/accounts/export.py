"""Writing the list of accounts to a file: the shown rows and columns, or the rows that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.accounts.list_columns import NUMBER_FORMATS
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.panes.table_export import TableExport


class Export(TableExport):
    """Says how many accounts were written, and where."""

    def write(self, name: str, columns: Sequence[Column[AccountRow]], rows: Sequence[AccountRow]) -> None:
        """Ask for a place and write ``rows`` there; nothing happens when none is given."""
        title = self.tr("导出 %n 个客户", "", len(rows))
        numbers = [NUMBER_FORMATS.get(column.key, "") for column in columns]
        self.write_rows(title, name, columns, rows, numbers, self._done)

    def _done(self, count: int, path: Path) -> str:
        return self.tr("已导出 %n 个客户：{path}", "", count).format(path=path)
