"""A page of the gallery: the pictures of a family in rows, each under its caption."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from csmdesk.ui.gallery.cells import Cell, Family, Look
from csmdesk.ui.gallery.stage import Stage
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.crisp import draw_rule

WIDTH = 1120
_NAME = 128
_CAPTION = 18
_GAP = 16
_HEAD = 56


def draw_page(family: Family, look: Look) -> QImage:
    """The page of ``family`` at the scale of the screen."""
    rows = [
        (row.name.to(look.language), [(c.caption.to(look.language), _picture(c, look)) for c in row.cells])
        for row in family.rows
    ]
    metrics = look.theme.metrics("small")
    places, height = _lay_out(
        [[(metrics.horizontalAdvance(words) + 8, picture) for words, picture in cells] for _, cells in rows]
    )
    scale = rows[0][1][0][1].devicePixelRatio()
    image = QImage(round(WIDTH * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(look.theme.colour("surface"))
    painter = QPainter(image)
    theme = look.theme
    painter.setFont(theme.font("title"))
    painter.setPen(theme.colour("t1"))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(INSET, 0, WIDTH, _HEAD), left, family.name.to(look.language))
    for (name, cells), (top, corners) in zip(rows, places, strict=True):
        draw_rule(painter, theme, "line", INSET, top - _GAP / 2, WIDTH - 2 * INSET)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(INSET, top, _NAME - 12, 80), flags, name)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        for (caption, picture), corner in zip(cells, corners, strict=True):
            painter.drawText(QRectF(corner.x() + 6, corner.y(), 400, _CAPTION), left, caption)
            painter.drawPixmap(QPointF(corner.x(), corner.y() + _CAPTION), picture)
    painter.end()
    return image


def _picture(cell: Cell, look: Look) -> QPixmap:
    with Stage(cell, look) as stage:
        return stage.picture()


def _lay_out(rows: list[list[tuple[int, QPixmap]]]) -> tuple[list[tuple[int, list[QPointF]]], int]:
    """The top of each row and the corners of its cells, which wrap; the height of the page."""
    places: list[tuple[int, list[QPointF]]] = []
    y = _HEAD + _GAP // 2
    for pictures in rows:
        top = y
        corners: list[QPointF] = []
        x, line = INSET + _NAME, 0
        for caption, picture in pictures:
            size = picture.deviceIndependentSize()
            width = max(int(size.width()), caption)
            if corners and x + width > WIDTH - INSET:
                x, y, line = INSET + _NAME, y + line + 4, 0
            corners.append(QPointF(x, y))
            x += width + _GAP
            line = max(line, _CAPTION + int(size.height()))
        y += line + _GAP
        places.append((top, corners))
    return places, y + _GAP // 2
