"""The health score over the half year against its bands, with the score of the day under the pointer."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.health import BANDS, Bands
from csmdesk.services.account_view import CurvePoint
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring, stepped

_HEIGHT = 132
_TOP, _FOOT, _AXIS = 24, 22, 28
_EDGE = 7.0
_MANY = 40
"""With more points than this only the line is drawn: the points would hide it."""
_LABEL_ROOM = 24
_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HealthLine(Ringed, QWidget):
    """The curve; the pointer, or ← and →, say day and score. A score typed by hand is a ring, dashed."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._points: tuple[CurvePoint, ...] = ()
        self._bands = BANDS
        self._hot = -1
        self.setMouseTracking(True)
        self.setMinimumWidth(160)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(204, _HEIGHT)

    def set_points(self, points: tuple[CurvePoint, ...], bands: Bands = BANDS) -> None:
        """Show another curve."""
        self._points = points
        self._bands = bands
        self._hot = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if points else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("\n".join(point.words for point in points))
        self.update()

    @property
    def hot(self) -> str:
        """The day and score that are being said, '' for none."""
        return self._points[self._hot].words if 0 <= self._hot < len(self._points) else ""

    # --- geometry -------------------------------------------------------------------------------------------

    def _range(self) -> tuple[float, float]:
        values = [p.value for p in self._points if p.value is not None]
        if not values:
            return 40.0, 100.0
        low = min(40.0, min(values) // 10 * 10)
        high = max(float(self._bands.green_from), -(-max(values) // 10) * 10)
        return low, high

    def _y(self, value: float) -> float:
        low, high = self._range()
        bottom = self.height() - _FOOT - 2
        return bottom - (value - low) / (high - low) * (bottom - _TOP)

    def x_of(self, index: int) -> float:
        """Where a point stands from left to right, by its day."""
        first, last = self._points[0].day, self._points[-1].day
        left, right = _AXIS + _EDGE, self.width() - _EDGE
        days = (last - first).days
        if not days:
            return right
        return left + (right - left) * (self._points[index].day - first).days / days

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        self._draw_bands(painter)
        self._draw_line(painter)
        self._draw_labels(painter)
        if self.hot:
            painter.setPen(theme.colour("t2"))
            painter.drawText(QRectF(_AXIS, 3, self.width() - _AXIS - _EDGE, _TOP - 6), _RIGHT, self.hot)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def _draw_bands(self, painter: QPainter) -> None:
        theme = self._theme
        low, high = self._range()
        red, green = float(self._bands.red_below), float(self._bands.green_from)
        width = self.width() - _AXIS
        for role, below, above in (
            ("redbg", low, red),
            ("amberbg", red, green),
            ("greenbg", green, high),
        ):
            top, bottom = self._y(min(above, high)), self._y(max(below, low))
            if bottom > top:
                theme.fill(painter, role, _AXIS, top, width, bottom - top)
        for level in sorted({low, red, high}):
            y = round(self._y(level))
            if level == red:
                painter.setPen(theme.pen("control", dashed=True))
                painter.drawLine(QLineF(_AXIS, y + 0.5, self.width(), y + 0.5))
            else:
                draw_rule(painter, theme, "line", _AXIS, y, width)
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRectF(0, y - 9, _AXIS - 6, 18), _RIGHT, f"{level:g}")

    def _draw_line(self, painter: QPainter) -> None:
        theme = self._theme
        places = [
            None if point.value is None else QPointF(self.x_of(i), self._y(point.value))
            for i, point in enumerate(self._points)
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (a, from_), (b, to) in pairwise(zip(places, self._points, strict=True)):
            if a is not None and b is not None:
                painter.setPen(theme.pen("accent", 1.5, dashed=from_.override and to.override))
                painter.drawLine(a, b)
        for index, (place, point) in enumerate(zip(places, self._points, strict=True)):
            if place is None:
                continue
            painter.setPen(theme.pen("accent", 1.5))
            if point.override:
                if index == self._hot:
                    painter.setBrush(theme.colour("accent"))
                else:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(place, 4.5, 4.5)
            elif len(self._points) <= _MANY or index in {self._hot, len(self._points) - 1}:
                painter.setBrush(theme.colour("accent" if index == self._hot else "surface"))
                painter.drawEllipse(place, 2.5, 2.5)

    def _draw_labels(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("t3"))
        foot = QRectF(0, self.height() - _FOOT, 40, _FOOT)
        # From the right, as the newest month says most; the others where there is room.
        free = float(self.width() + _LABEL_ROOM)
        for index in range(len(self._points) - 1, -1, -1):
            label = self._points[index].label
            x = self.x_of(index)
            if not label or x > free - _LABEL_ROOM:
                continue
            free = x
            place = foot.translated(x - 20, 0)
            if place.right() > self.width():
                place.moveRight(self.width())
                painter.drawText(place, _RIGHT, label)
            else:
                painter.drawText(place, _CENTER, label)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _heat(self, index: int) -> None:
        if index != self._hot:
            self._hot = index
            self.setAccessibleName(f"{self._name} {self.hot}".strip())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        places = range(len(self._points))
        self._heat(min(places, key=lambda i: abs(self.x_of(i) - x), default=-1))

    def leaveEvent(self, event: QEvent) -> None:
        self._heat(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start = len(self._points) if self._hot < 0 else self._hot
        to = stepped(event, start, len(self._points) + (self._hot < 0))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._heat(min(to, len(self._points) - 1))
