"""What the pointer does in the fast list: it lights rows and figures up, opens figures, folds groups."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.laid_table import LaidTable
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import INSET

_AROUND = 4


class Figures(Protocol):
    """Knows where figures are drawn."""

    def figure(self, row: Any, cell: Cell) -> QRect | None:
        """The rectangle (relative to the row's top) of the figure in ``cell``; None where there is none."""


class ListPointer:
    """The pointer over one list; what is under it is the list's ``hover``."""

    def __init__(self, table: LaidTable, rows: RowModel[Any], figures: Figures) -> None:
        self._table = table
        self._rows = rows
        self._figures = figures
        self._pressed: tuple[int, int] | None = None

    def figure_box(self, line: int, column: int) -> QRect | None:
        """Where the figure of a cell is drawn in the viewport; None where there is none."""
        cell, row = self._table.cell(column), self._rows.row_at(line)
        if cell is None or isinstance(row, GroupHead) or not self._rows.columns[column].figure:
            return None
        box = self._figures.figure(row, cell)
        return None if box is None else box.translated(0, self._table.top_of(line))

    def figure_at(self, place: QPoint) -> tuple[int, int] | None:
        """The line and the column of the figure under ``place``."""
        line, column = self._table.line_at(place.y()), self._table.column_at(place.x())
        if line < 0 or column < 0:
            return None
        box = self.figure_box(line, column)
        if box is None or not box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).contains(place):
            return None
        return line, column

    def move(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer."""
        place = event.position().toPoint()
        figure = self.figure_at(place)
        self._light(self._table.line_at(place.y()), figure[1] if figure else -1)

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self._light(-1, -1)

    def forget(self) -> None:
        """Other lines are shown: what was lit is not the same any more."""

    def _light(self, line: int, column: int) -> None:
        hover = self._table.hover
        if (line, column) == hover:
            return
        for changed in {hover[0], line}:
            self._table.update_lines(changed, changed)
        self._table.hover = (line, column)
        shape = Qt.CursorShape.PointingHandCursor if column >= 0 else Qt.CursorShape.ArrowCursor
        self._table.viewport().setCursor(shape)

    def press(self, event: QMouseEvent) -> bool:
        """Take a press; True when it has folded a group and is nobody else's."""
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        place = event.position().toPoint()
        line = self._table.line_at(place.y())
        if line >= 0 and place.x() < INSET:
            head = self._rows.row_at(line)
            if isinstance(head, GroupHead):
                self._rows.toggle_group(head.id)
                return True
        if not event.modifiers():
            self._pressed = self.figure_at(place)
        return False

    def release(self, event: QMouseEvent) -> tuple[int, int] | None:
        """The figure that has been clicked."""
        pressed, self._pressed = self._pressed, None
        here = self.figure_at(event.position().toPoint())
        return here if here is not None and here == pressed else None
