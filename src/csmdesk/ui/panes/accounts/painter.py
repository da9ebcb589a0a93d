"""Draws a row of the account list: name, figures, status shape and sparkline in one go."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.models.view import Cell
from csmdesk.ui.panes.accounts.list_columns import SPARK_LEFT
from csmdesk.ui.panes.accounts.row_words import AccountWords
from csmdesk.ui.panes.accounts.rows import (
    ANNUAL,
    CITY,
    CODE,
    DECISION,
    HEALTH,
    INDUSTRY,
    NAME,
    OWNER,
    SEGMENT,
    STAGE,
    TOUCH,
    TREND,
    AccountRow,
    Shown,
)
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import draw_shape, role_of

_SHAPE_GAP = 23
"""From the right edge of the shape to the widest score."""

_OPENED = frozenset({ANNUAL, HEALTH, DECISION, TOUCH})
"""The figures that open their evidence."""

_STORED = {
    CODE: attrgetter("code"),
    STAGE: attrgetter("stage"),
    OWNER: attrgetter("owner"),
    INDUSTRY: attrgetter("industry"),
    CITY: attrgetter("city"),
}


class AccountPainter(LinePainter):
    """A ``RowPainter`` for accounts."""

    def __init__(self, theme: Theme, words: AccountWords) -> None:
        super().__init__(theme)
        self._words = words
        metrics = theme.metrics()
        self._score_width = metrics.horizontalAdvance("99.9")
        self._limit: QLineF | None = None
        self._bands = words.bands

    def paint(
        self, painter: QPainter, row: AccountRow, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme = self._theme
        shown = self._words.shown(row)
        figures = shown.figures
        base = y + self._base
        painter.setFont(theme.font())
        for column, x, width in cells:
            written = figures.get(column)
            if written is not None:
                left = x + width - written.width
                painter.setPen(theme.colour(written.role))
                painter.drawText(left, base, written.text)
                if lit and column in _OPENED and row.line is not None:
                    underline(painter, theme, left, base + 3, written.width, solid=column == hot)
                if column == HEALTH and shown.mark:
                    shape_x = x + width - max(self._score_width, written.width) - _SHAPE_GAP
                    draw_shape(painter, theme, shown.mark, shape_x, y + ROW / 2 - 5)
            elif column == NAME:
                self._draw_name(painter, row, x, width, base)
            elif column == SEGMENT:
                # What nobody stated but the revenue says is grey.
                painter.setPen(theme.colour("t2" if row.source.segment else "t3"))
                painter.drawText(x, base, self._fitted(row.segment, width - 4))
            elif column == TREND:
                if shown.spark_end is not None:
                    self._draw_spark(painter, shown, shown.spark_end, x, y)
            else:
                painter.setPen(theme.colour("t2"))
                painter.drawText(x, base, self._fitted(_STORED[column](row.source), width - 4))

    def _draw_name(self, painter: QPainter, row: AccountRow, x: int, width: int, base: int) -> None:
        theme = self._theme
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t3" if row.source.archived else "t1"))
        painter.drawText(x, base, self._fitted(row.name, width - 8, bold=True))
        painter.setFont(theme.font())

    def _draw_spark(self, painter: QPainter, shown: Shown, end: QPointF, x: int, y: int) -> None:
        theme = self._theme
        # Figures are there, so what draws curves has been imported beside the window.
        from csmdesk.ui.widgets.sparkline import HEIGHT, HIGH, LOW, WIDTH, spark_y

        if self._limit is None or self._bands != self._words.bands:
            limit = spark_y(float(self._words.bands.red_below), HEIGHT, LOW, HIGH)
            self._limit = QLineF(0, limit, WIDTH, limit)
            self._bands = self._words.bands
        top = y + (ROW - HEIGHT) // 2
        painter.translate(x + SPARK_LEFT, top)
        painter.setPen(theme.pen("line2", dashed=True))
        painter.drawLine(self._limit)
        if shown.spark:
            painter.setPen(theme.pen("t3", 1.25))
            # Not drawPolyline: antialiased and wider than a pixel it is far slower than single lines.
            painter.drawLines(shown.spark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(role_of(shown.mark)))
        painter.drawEllipse(end, 2.25, 2.25)
        painter.translate(-x - SPARK_LEFT, -top)

    def _fitted(self, text: str, width: int, *, bold: bool = False) -> str:
        # A character is at most an em wide: short names need no measuring.
        if len(text) * 13 <= width:
            return text
        return self._theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def figure(self, row: AccountRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        if row.line is None or cell.column not in _OPENED:
            return None
        written = self._words.shown(row).figures[cell.column]
        return QRect(cell.x + cell.width - written.width, self._top, written.width, self._height)
