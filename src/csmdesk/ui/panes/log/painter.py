"""Draws a row of a kind's list: what names the record in bold, its words, and marks as shapes before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.panes.log.rows import RecordRow
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, text_role

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogField

_GAP = 5
SHAPES = {"red": "red", "amber": "yellow", "green": "green"}
"""The status shape of each mark."""

_PLAIN = frozenset({"note", "text"})


class RecordPainter(LinePainter):
    """A ``RowPainter`` for records of one kind; ``columns`` stand in the order of the model."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], fields: Sequence[LogField]) -> None:
        super().__init__(theme)
        by_key = {field.key: (place, field) for place, field in enumerate(fields)}
        self._cells = [(column.key, column.right, *by_key[column.key]) for column in columns]
        self._widths: dict[str, int] = {}

    def paint(
        self, painter: QPainter, row: RecordRow, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme, base = self._theme, y + self._base
        words, marks = row.source.words, row.source.marks
        painter.setFont(theme.font())
        for column, x, width in cells:
            key, right, place, field = self._cells[column]
            word = words[place]
            shape = SHAPES.get(marks.get(key, ""), "") if word else ""
            role = text_role(shape, "t1" if field.kind not in _PLAIN or not column else "t2")
            lead = SIZE + _GAP if shape else 0
            painter.setPen(theme.colour(role))
            if not column:
                painter.setFont(theme.font(bold=True))
                painter.drawText(x + lead, base, self._fitted(word, width - 8 - lead, bold=True))
                painter.setFont(theme.font())
                left = x
            elif right:
                text = self._fitted(word, width)
                left = x + width - self._width(text)
                painter.drawText(left, base, text)
                left -= lead
            else:
                painter.drawText(x + lead, base, self._fitted(word, width - 4 - lead))
                left = x
            if lead:
                draw_shape(painter, theme, shape, left, y + (ROW - SIZE) / 2)

    def _width(self, text: str) -> int:
        # Days, channels and scores repeat: measuring one takes longer than all else.
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self._theme.metrics().horizontalAdvance(text)
        return found

    def _fitted(self, text: str, width: int, *, bold: bool = False) -> str:
        text = text.partition("\n")[0]
        # A character is at most an em wide: short words need no measuring.
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def figure(self, row: RecordRow, cell: Cell) -> QRect | None:
        """No cell of a record opens an evidence."""
        return None
