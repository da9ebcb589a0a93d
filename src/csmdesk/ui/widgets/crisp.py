"""Lines, frames and icons that fall on whole pixels of the screen, at 100 %, 150 % and any other scale.

A line of 1 at 150 % is one and a half pixels wide and blurs. Here a width is a whole number of the screen's
pixels (never less than one), and edges are moved to the nearest of them.
"""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csmdesk.ui.theme import Theme


def stroke(painter: QPainter, width: float = 1.0) -> float:
    """``width`` as a whole number of the screen's pixels, in units of the painter."""
    scale = painter.deviceTransform().m11()
    return max(1, floor(width * scale + 0.01)) / scale


def crisp(painter: QPainter, box: QRectF) -> QRectF:
    """``box`` with its edges moved to the nearest pixels of the screen."""
    transform = painter.deviceTransform()
    scale, dx, dy = transform.m11(), transform.dx(), transform.dy()
    left, right = _nearest(box.left() * scale + dx), _nearest(box.right() * scale + dx)
    top, bottom = _nearest(box.top() * scale + dy), _nearest(box.bottom() * scale + dy)
    return QRectF((left - dx) / scale, (top - dy) / scale, (right - left) / scale, (bottom - top) / scale)


def _nearest(place: float) -> int:
    # Halves go up, as in Qt: ``round`` would put every second one outside the widget, where it is clipped.
    return floor(place + 0.5)


def draw_box(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    radius: float,
    *,
    ground: str = "",
    border: str = "",
    width: float = 1.0,
) -> None:
    """A rounded box: ``ground`` and ``border`` are roles, the border lies inside ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = crisp(painter, box)
    if border:
        wide = stroke(painter, width)
        edge = edge.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        radius = max(0.0, radius - wide / 2)
        painter.setPen(QPen(theme.colour(border), wide))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if ground:
        painter.setBrush(theme.colour(ground))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(edge, radius, radius)


def draw_rule(
    painter: QPainter,
    theme: Theme,
    role: str,
    x: float,
    y: float,
    length: float,
    *,
    upright: bool = False,
    width: float = 1.0,
) -> None:
    """A line of ``width`` whose top left corner is (x, y), to the right or, ``upright``, downwards."""
    wide = stroke(painter, width)
    corner = crisp(painter, QRectF(x, y, 1, 1)).topLeft()
    size = (wide, length) if upright else (length, wide)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawRect(QRectF(corner.x(), corner.y(), *size))


def draw_icon(
    painter: QPainter, theme: Theme, name: str, role: str, x: float, y: float, size: int = 16
) -> None:
    """The icon ``name`` in the colour of ``role`` with its top left corner at (x, y)."""
    scale = painter.deviceTransform().m11()
    corner = crisp(painter, QRectF(x, y, size, size)).topLeft()
    painter.drawPixmap(QPointF(corner), theme.pixmap(name, role, size, scale))
