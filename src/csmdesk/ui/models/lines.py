"""The lines of a list, rows and heads of groups, as Qt and the view ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from csmdesk.ui.models.columns import Column, R
from csmdesk.ui.models.grouping import GroupHead, Groups

# Comparing a role with an enum costs more than everything else in ``data``, so the roles are plain integers.
DISPLAY = 0
TOOL_TIP = 3
ALIGNMENT = 7
ACCESSIBLE = 11
KEY = 256
"""The role under which every cell gives its row's key; a group's head gives its own, which is negative."""

_Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class LineModel(QAbstractTableModel, Generic[R]):
    """Columns and lines; what stands on the lines is put there by whoever derives from it.

    A *place* is where a row stands among all rows, a *position* where a line is shown.
    """

    def __init__(
        self, columns: Sequence[Column[R]], read_out: Callable[[R], str], parent: QObject | None
    ) -> None:
        """``read_out`` is what a screen reader says for a whole row."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read_out = read_out
        self._rows: list[R] = []
        self._lines: Sequence[int] = []
        """What is shown: the places of rows, and the keys of heads, which are negative."""
        self._groups: Groups[R] | None = None
        self._places: dict[int, int] | None = None

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        line = self._lines[index.row()]
        if line < 0:
            return self._head_data(line, index.column(), role)
        row = self._rows[line]
        if role == KEY:
            return row.id
        column = self.columns[index.column()]
        if role == DISPLAY:
            return column.words(row)
        if role == ACCESSIBLE:
            return self._read_out(row) if index.column() == 0 else column.words(row)
        if role == TOOL_TIP:
            return column.tip(row) if column.tip else None
        return _ALIGNMENTS[column.right]

    def _head_data(self, line: int, column: int, role: int) -> Any:
        assert self._groups is not None
        head = self._groups.head(line)
        if role == KEY:
            return head.id
        if role == ACCESSIBLE:
            return head.read_out
        return head.words if role == DISPLAY and column == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == DISPLAY:
                return self.columns[section].head
            if role == ALIGNMENT:
                return _ALIGNMENTS[self.columns[section].right]
        return None

    # --- columns and rows -----------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[R]:
        """All rows, as they were given."""
        return self._rows

    @property
    def total(self) -> int:
        """The number of rows without a filter."""
        return len(self._rows)

    def place_of_column(self, key: str) -> int:
        """The place of a column by its key; -1 when there is none."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), -1)

    # --- lines ----------------------------------------------------------------------------------------------

    def row_at(self, position: int) -> R | GroupHead[R]:
        """The row shown at ``position``, or the head of a group."""
        line = self._lines[position]
        if line < 0:
            assert self._groups is not None
            return self._groups.head(line)
        return self._rows[line]

    def rows_at(self, positions: Iterable[int]) -> list[R]:
        """The rows shown at ``positions``, without heads."""
        lines, rows = self._lines, self._rows
        return [rows[line] for line in map(lines.__getitem__, positions) if line >= 0]

    def rows_of(self, position: int) -> list[R]:
        """The row shown at ``position``; all rows of the group where a head is shown."""
        line = self.row_at(position)
        return line.rows if isinstance(line, GroupHead) else [line]

    def row_of(self, key: int) -> R | None:
        """The row ``key``, also while it is not shown; None when there is none."""
        place = self._place_of(key)
        return None if place < 0 else self._rows[place]

    def position_of(self, key: int) -> int:
        """Where the row ``key``, or a group's head, is shown; -1 when it is not."""
        line = key if key < 0 else self._place_of(key)
        if line == -1 and key >= 0:
            return -1
        try:
            return self._lines.index(line)
        except ValueError:
            return -1

    def _place_of(self, key: int) -> int:
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._rows)}
        return self._places.get(key, -1)

    def positions_of(self, keys: Iterable[int]) -> list[int]:
        """Where the rows with these keys are shown, upwards; those that are not shown are left out."""
        wanted = {place for place in map(self._place_of, keys) if place >= 0}
        return [position for position, line in enumerate(self._lines) if line in wanted]

    # --- groups ---------------------------------------------------------------------------------------------

    @property
    def head_positions(self) -> Sequence[int]:
        """Where the heads of groups are shown, upwards."""
        return self._groups.arranged.positions if self._groups else ()

    def head_above(self, position: int) -> int:
        """Where the head of the group is shown that the line at ``position`` is in; -1 without groups."""
        groups = self._groups
        if groups is None:
            return -1
        line = self._lines[position]
        return position if line < 0 else self._lines.index(groups.head_of(line))


_ANSWERED = frozenset({DISPLAY, TOOL_TIP, ALIGNMENT, ACCESSIBLE, KEY})
_ALIGNMENTS = {
    False: int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    True: int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
}
