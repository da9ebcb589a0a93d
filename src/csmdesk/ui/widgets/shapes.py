"""Status shapes: a colour never stands alone, so every status has a form of its own (10 × 10)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import Theme

Shape = Literal["red", "yellow", "green", "unscored", "renewed", "lost"]

SIZE = 10

_ROLE = {
    "red": "red",
    "yellow": "amber",
    "green": "green",
    "unscored": "control",
    "renewed": "green",
    "lost": "t2",
}
_TEXT_ROLE = {"red": "redt", "yellow": "ambert", "green": "greent"}


@cache
def _path(shape: str) -> QPainterPath:
    path = QPainterPath()
    if shape == "red":
        points = [(5, 0.6), (9.4, 5), (5, 9.4), (0.6, 5)]
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        path.closeSubpath()
    elif shape == "yellow":
        path.addPolygon(QPolygonF([QPointF(5, 0.9), QPointF(9.5, 9), QPointF(0.5, 9)]))
        path.closeSubpath()
    elif shape == "green":
        path.addEllipse(QPointF(5, 5), 4, 4)
    elif shape == "renewed":
        path.addEllipse(QPointF(5, 5), 3.5, 3.5)
    elif shape == "unscored":
        path.addEllipse(QPointF(5, 5), 3.75, 3.75)
    elif shape == "lost":
        path.moveTo(1.5, 1.5)
        path.lineTo(8.5, 8.5)
        path.moveTo(8.5, 1.5)
        path.lineTo(1.5, 8.5)
    return path


def role_of(shape: str) -> str:
    """The colour role of a shape."""
    return _ROLE[shape]


def text_role(shape: str, default: str = "t1") -> str:
    """The role of a word that says the same as the shape."""
    return _TEXT_ROLE.get(shape, default)


def draw_shape(
    painter: QPainter, theme: Theme, shape: str, x: float, y: float, *, outline: bool = False
) -> None:
    """Draw ``shape`` in the 10 × 10 box whose top left corner is (x, y). Wants antialiasing on.

    An ``outline`` is what was of that health and has been settled.
    """
    painter.translate(x, y)
    role = _ROLE[shape]
    if shape in {"red", "yellow", "green"} and not outline:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(role))
    else:
        pen = theme.pen(role, 1.5 if shape == "lost" else 1.25)
        if shape == "unscored" and not outline:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(shape))
    painter.translate(-x, -y)


class StatusShape(QWidget):
    """A shape as a widget, for labels and heads; ``shape`` '' shows nothing. The word stands beside it."""

    def __init__(self, theme: Theme, shape: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = shape
        self.setFixedSize(SIZE, SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not shape:
            # Showing it here, before it has a parent, would open a window of its own for a moment.
            self.hide()

    @property
    def shape(self) -> str:
        """What is shown."""
        return self._shape

    def set_shape(self, shape: str) -> None:
        """Show another shape; '' hides the widget."""
        self._shape = shape
        self.setVisible(bool(shape))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shape:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(self.rect()))
        draw_shape(painter, self._theme, self._shape, 0, 0)
        painter.end()
