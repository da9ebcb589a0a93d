"""Draws a row of the list of targets: words, figures, and the shape of the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.panes.plan.goals.rows import GoalRow
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_GAP = 6
_ROLES = {"actual": "t1", "value": "t1", "attained": "t1", "verdict": "t1"}


class GoalPainter(LinePainter):
    """A ``RowPainter`` for targets."""

    def __init__(self, theme: Theme, columns: Sequence[Column[GoalRow]]) -> None:
        super().__init__(theme)
        self._columns = columns

    def paint(self, painter: QPainter, row: GoalRow, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw one row."""
        theme, goal = self._theme, row.goal
        base = y + self._base
        for place, x, width in cells:
            column = self._columns[place]
            words = column.words(row)
            first = place == 0
            painter.setFont(theme.font(bold=first))
            role = _ROLES.get(column.key, "t2") if goal.concerns else "t3"
            painter.setPen(theme.colour("t1" if first and goal.concerns else role))
            if column.key == "verdict":
                if goal.mark:
                    draw_shape(painter, theme, goal.mark, x, y + (ROW - SIZE) / 2)
                painter.setPen(theme.colour(role))
                painter.drawText(x + SIZE + _GAP, base, self._fitted(words, width - SIZE - _GAP))
            elif column.right:
                left = x + width - theme.metrics().horizontalAdvance(words)
                painter.drawText(left, base, words)
                if column.figure and lit and goal.result is not None:
                    underline(painter, theme, left, base + 3, x + width - left, solid=place == hot)
            else:
                painter.drawText(x, base, self._fitted(words, width - 8, bold=first))

    def _fitted(self, text: str, width: int, *, bold: bool = False) -> str:
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def figure(self, row: GoalRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        column = self._columns[cell.column]
        if not column.figure or row.goal.result is None:
            return None
        width = self._theme.metrics().horizontalAdvance(column.words(row))
        return QRect(cell.x + cell.width - width, self._top, width, self._height)
