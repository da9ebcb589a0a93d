"""Painting the rows of the page's lists: words in their columns, a status shape before some of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.view import Cell
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_GAP = 6


class Look(NamedTuple):
    """How a cell is written: its colour's role, bold, a status shape before it, whether it opens rows."""

    role: str = "t2"
    bold: bool = False
    shape: str = ""
    opens: bool = False


class CellPainter:
    """A ``RowPainter``: each cell says its column's words, as ``look`` of row and column's key tells."""

    def __init__(
        self, theme: Theme, columns: Sequence[Column[Any]], look: Callable[[Any, str], Look]
    ) -> None:
        self._theme = theme
        self._columns = tuple(columns)
        self._look = look
        metrics = theme.metrics()
        self._top = (ROW - metrics.height()) // 2
        self._base = self._top + metrics.ascent()
        self._height = metrics.height()

    def begin(self, painter: QPainter) -> None:
        """Prepare for a page of rows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, painter: QPainter, row: Any, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw one row."""
        theme, base = self._theme, y + self._base
        for place, x, width in cells:
            column = self._columns[place]
            look = self._look(row, column.key)
            shift = SIZE + _GAP if look.shape else 0
            text = self._fitted(column.words(row), width - shift - (0 if column.right else 4), look.bold)
            wide = theme.metrics(bold=look.bold).horizontalAdvance(text) if column.right or look.opens else 0
            left = x + width - wide if column.right else x + shift
            painter.setFont(theme.font(bold=look.bold))
            painter.setPen(theme.colour(look.role))
            painter.drawText(left, base, text)
            if look.opens and lit:
                underline(painter, theme, left, base + 3, wide, solid=place == hot)
            if look.shape:
                draw_shape(painter, theme, look.shape, left - shift, y + (ROW - SIZE) / 2)

    def _fitted(self, text: str, width: int, bold: bool) -> str:
        text = text.partition("\n")[0]
        # A character is at most an em wide: short words need no measuring.
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def figure(self, row: Any, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        column = self._columns[cell.column]
        if not self._look(row, column.key).opens:
            return None
        wide = self._theme.metrics().horizontalAdvance(column.words(row))
        left = cell.x + cell.width - wide if column.right else cell.x
        return QRect(left, self._top, wide, self._height)
