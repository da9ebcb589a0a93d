"""The key that does something, in a small frame beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box

HEIGHT = 18
_PADDING = 4
_LEAST = 17


def hint_width(theme: Theme, text: str) -> int:
    """How wide the frame of a hint is."""
    return max(_LEAST, theme.metrics("small").horizontalAdvance(text) + 2 * _PADDING)


def draw_hint(
    painter: QPainter,
    theme: Theme,
    text: str,
    right: float,
    middle: float,
    *,
    role: str = "t3",
    border: str = "line2",
) -> float:
    """Draw the hint so that it ends at ``right`` with its middle at ``middle``; returns its left edge."""
    width = hint_width(theme, text)
    box = QRectF(right - width, middle - HEIGHT / 2, width, HEIGHT)
    draw_box(painter, theme, box, RADIUS_SMALL, border=border)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour(role))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box.left()


class KeyHint(QWidget):
    """A hint as a widget, for heads and menus; it takes no focus."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(hint_width(self._theme, self._text), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_hint(painter, self._theme, self._text, self.width(), self.height() / 2)
        painter.end()
