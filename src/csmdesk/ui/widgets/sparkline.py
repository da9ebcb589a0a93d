"""A curve as high as a word: its geometry, which lists share, and a widget of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.health import BANDS, Bands, band
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.shapes import role_of

WIDTH = 64
HEIGHT = 20
LOW, HIGH = 30.0, 100.0
"""The health scores at the foot and the top, the same everywhere so that curves compare."""
_MARGIN = 2
_LIMIT = float(BANDS.red_below)
_DOT = 2.0


def spark_y(value: float, height: float, low: float, high: float) -> float:
    """The height of ``value`` in a box ``height`` high, from its top; what is beyond is held at the edge."""
    part = (min(max(value, low), high) - low) / (high - low)
    return height - _MARGIN - part * (height - 2 * _MARGIN)


def spark_lines(
    values: Sequence[float], width: float, height: float, low: float, high: float
) -> tuple[list[QLineF], QPointF | None]:
    """The lines of a curve in a box, and its last point; one value is a point at the right, none nothing."""
    if not values:
        return [], None
    step = width / max(1, len(values) - 1)
    points = [QPointF(i * step, spark_y(value, height, low, high)) for i, value in enumerate(values)]
    if len(points) == 1:
        return [], QPointF(width, points[0].y())
    return [QLineF(a, b) for a, b in pairwise(points)], points[-1]


class Sparkline(QWidget):
    """The curve of a health score, its end in the colour of its band, ``limit`` as a dashed line."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._values: tuple[float, ...] = ()
        self._limit: float | None = _LIMIT
        self._bands = BANDS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_values(self, values: Sequence[float], limit: float | None = _LIMIT, bands: Bands = BANDS) -> None:
        """Show another curve; ``limit`` None draws no dashed line."""
        self._values = tuple(values)
        self._limit = limit
        self._bands = bands
        read = ", ".join(f"{value:.1f}" for value in self._values)
        self.setAccessibleName(f"{self._name} {read}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 2 * _MARGIN, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN, 0)
        width = self.width() - 2 * _MARGIN
        if self._limit is not None:
            y = round(spark_y(self._limit, self.height(), LOW, HIGH)) + 0.5
            painter.setPen(theme.pen("line2", dashed=True))
            painter.drawLine(QLineF(0, y, width, y))
        lines, end = spark_lines(self._values, width, self.height(), LOW, HIGH)
        painter.setPen(theme.pen("t3", 1.25))
        painter.drawLines(lines)
        if end is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(role_of(band(Fraction(self._values[-1]), self._bands))))
            painter.drawEllipse(end, _DOT, _DOT)
        painter.end()
