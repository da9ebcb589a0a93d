"""Draws a row of the list of metrics: name, figures, the shape of the target, the small trend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.panes.plan.measures.rows import LAST, NAME, TARGET, TEAM, TREND, VALUE, YEAR, MeasureRow
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape
from csmdesk.ui.widgets.sparkline import spark_y

_SPARK = 20
_DOT = 2.0
_SHAPE_GAP = 6
_LEAD = 16


class MeasurePainter(LinePainter):
    """A ``RowPainter`` for metrics."""

    def paint(
        self, painter: QPainter, row: MeasureRow, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme = self._theme
        base = y + self._base
        for column, x, width in cells:
            if column == NAME:
                painter.setFont(theme.font(bold=True))
                painter.setPen(theme.colour("t1"))
                painter.drawText(x, base, self._fitted(row.line.name, width - 8, bold=True))
            elif column == TREND:
                draw_spark(painter, theme, row.spark, x + _LEAD, y + (ROW - _SPARK) // 2, width - _LEAD)
            else:
                self._draw_words(painter, row, column, QRect(x, y, width, ROW), lit, hot)

    def _draw_words(
        self, painter: QPainter, row: MeasureRow, column: int, box: QRect, lit: bool, hot: int
    ) -> None:
        theme, base = self._theme, box.top() + self._base
        text, role = _cell(row, column)
        painter.setFont(theme.font())
        painter.setPen(theme.colour(role))
        room = box.width() - (SIZE + _SHAPE_GAP if column == TARGET and row.line.mark else 0)
        shown = self._fitted(text, room)
        width = theme.metrics().horizontalAdvance(shown)
        left = box.left() + box.width() - width
        painter.drawText(left, base, shown)
        if column == VALUE and lit:
            underline(painter, theme, left, base + 3, width, solid=column == hot)
        if column == TARGET and row.line.mark:
            top = box.top() + (ROW - SIZE) / 2
            draw_shape(painter, theme, row.line.mark, left - SIZE - _SHAPE_GAP, top)

    def _fitted(self, text: str, width: int, *, bold: bool = False) -> str:
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def figure(self, row: MeasureRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        if cell.column != VALUE:
            return None
        width = self._theme.metrics().horizontalAdvance(row.line.words)
        return QRect(cell.x + cell.width - width, self._top, width, self._height)


def _cell(row: MeasureRow, column: int) -> tuple[str, str]:
    """What a cell says, and the role of its colour."""
    line = row.line
    if column == VALUE:
        return line.words, "t3" if line.value is None else "t1"
    if column == TARGET:
        return line.target_words, "t2"
    if column in (LAST, YEAR):
        if row.before is None:
            return "", "t3"
        return (row.before.last if column == LAST else row.before.year).words, "t3"
    return (line.team_words, "t2") if column == TEAM else ("", "t2")


def draw_spark(
    painter: QPainter, theme: Theme, values: Sequence[float | None], x: int, y: int, width: int
) -> None:
    """Draw a curve on its own scale; a month without a value is a gap."""
    known = [value for value in values if value is not None]
    if not known or width < 8:
        return
    low, high = min(known), max(known)
    if low == high:
        low, high = low - 1, high + 1
    step = width / max(1, len(values) - 1)
    points = [
        None if value is None else QPointF(x + place * step, y + spark_y(value, _SPARK, low, high))
        for place, value in enumerate(values)
    ]
    painter.setPen(theme.pen("t3", 1.25))
    before: QPointF | None = None
    lone: list[QPointF] = []
    for place, point in enumerate(points):
        if point is not None and before is not None:
            painter.drawLine(before, point)
        elif point is not None and (place + 1 == len(points) or points[place + 1] is None):
            lone.append(point)
        before = point
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("t3"))
    for point in lone:
        painter.drawEllipse(point, 1.25, 1.25)
    if points[-1] is not None:
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(points[-1], _DOT, _DOT)
