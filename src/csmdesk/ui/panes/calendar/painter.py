"""Draws a row of the contract list: name, figures, status shapes and the six steps in one go."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from csmdesk.domain.renewal_track import State
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.panes.calendar.marks import draw_mark
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES, CalendarWords
from csmdesk.ui.panes.calendar.rows import ACCOUNT, ANNUAL, FORECAST, HEALTH, TRACK, CalendarRow
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.crisp import draw_box, stroke
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_SHAPE_GAP = 23
"""From the right edge of the shape to the widest score."""

_STEP, _STEP_PITCH = 6, 8
TRACK_WIDTH = 6 * _STEP_PITCH
"""How wide the six squares of a track are with the space behind them."""
_TRACK_GAP = 8

_DIAMOND = QPolygonF(
    [QPointF(3, -0.7), QPointF(6.7, 3), QPointF(3, 6.7), QPointF(-0.7, 3)],
)
"""A step that is late, in the box of a square."""

_OPENED = frozenset({ANNUAL, HEALTH})
"""The figures that open their evidence."""


class CalendarPainter(LinePainter):
    """A ``RowPainter`` for contracts."""

    def __init__(self, theme: Theme, words: CalendarWords, right: frozenset[int]) -> None:
        """``right`` are the columns whose words end at the right."""
        super().__init__(theme)
        self._words = words
        self._right = right
        metrics = theme.metrics()
        self._score_width = metrics.horizontalAdvance("99.9")

    def paint(
        self, painter: QPainter, row: CalendarRow, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme = self._theme
        shown = self._words.shown(row)
        base = y + self._base
        painter.setFont(theme.font())
        for column, x, width in cells:
            if column == ACCOUNT:
                self._draw_name(painter, row, x, width, base)
                continue
            written = shown[column]
            painter.setPen(theme.colour(written.role))
            if column in self._right:
                left = x + width - written.width
                painter.drawText(left, base, written.text)
                if lit and column in _OPENED and self._opens(row, column):
                    underline(painter, theme, left, base + 3, written.width, solid=column == hot)
                if column == HEALTH:
                    shape_x = x + width - max(self._score_width, written.width) - _SHAPE_GAP
                    draw_mark(painter, theme, row.source.band.value, row.state, shape_x, y + (ROW - SIZE) / 2)
            elif column == TRACK:
                words = self._fitted(written.text, width - TRACK_WIDTH - _TRACK_GAP)
                painter.drawText(x + TRACK_WIDTH + _TRACK_GAP, base, words)
                self._draw_track(painter, row, x, y)
            elif column == FORECAST:
                painter.drawText(x + SIZE + 6, base, self._fitted(written.text, width - SIZE - 6))
                self._draw_forecast(painter, row, x, y)
            else:
                painter.drawText(x, base, self._fitted(written.text, width - 4))

    def _draw_name(self, painter: QPainter, row: CalendarRow, x: int, width: int, base: int) -> None:
        theme = self._theme
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1" if row.open else "t2"))
        painter.drawText(x, base, self._fitted(row.source.account, width - 8, bold=True))
        painter.setFont(theme.font())

    def _draw_track(self, painter: QPainter, row: CalendarRow, x: int, y: int) -> None:
        """Six squares: full when done, half when under way, a red diamond when late, a dash when skipped."""
        theme = self._theme
        top = y + (ROW - _STEP) // 2
        for line in row.source.steps:
            if line.state is State.SKIPPED:
                theme.fill(painter, "control", x, y + ROW // 2, _STEP, stroke(painter))
            elif line.state is State.LATE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("red"))
                painter.drawPolygon(_DIAMOND.translated(x, top))
            elif line.state is State.DONE:
                theme.fill(painter, "t2", x, top, _STEP, _STEP)
            else:
                draw_box(painter, theme, QRectF(x, top, _STEP, _STEP), 1, border="control")
                if line.state is State.DOING:
                    theme.fill(painter, "t2", x, top, _STEP / 2, _STEP)
            x += _STEP_PITCH

    def _draw_forecast(self, painter: QPainter, row: CalendarRow, x: int, y: int) -> None:
        top = y + (ROW - SIZE) / 2
        if row.open:
            draw_shape(painter, self._theme, FORECAST_SHAPES[row.source.forecast.value], x, top)
        else:
            draw_shape(painter, self._theme, "renewed" if row.state == 1 else "lost", x, top)

    def _fitted(self, text: str, width: int, *, bold: bool = False) -> str:
        # A character is at most an em wide: short names need no measuring.
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    @staticmethod
    def _opens(row: CalendarRow, column: int) -> bool:
        return (row.source.annual if column == ANNUAL else row.source.health) is not None

    def figure(self, row: CalendarRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        if cell.column not in _OPENED or not self._opens(row, cell.column):
            return None
        written = self._words.shown(row)[cell.column]
        return QRect(cell.x + cell.width - written.width, self._top, written.width, self._height)
