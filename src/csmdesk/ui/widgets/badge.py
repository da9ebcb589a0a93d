"""A word in a tinted frame: a state, a kind, a count."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

Tone = Literal["plain", "red", "amber", "green", "accent"]

_HEIGHT = 20
_PADDING = 6
_GAP = 5
_GROUND = {"plain": "inset", "red": "redbg", "amber": "amberbg", "green": "greenbg", "accent": "sel"}
_TEXT = {"plain": "t2", "red": "redt", "amber": "ambert", "green": "greent", "accent": "accent"}


class Badge(QWidget):
    """``text`` on the ground of its ``tone``; ``shape`` is a status shape before it, '' for none."""

    def __init__(
        self, theme: Theme, text: str, tone: Tone = "plain", shape: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, tone, shape)

    def set_text(self, text: str, tone: Tone = "plain", shape: str = "") -> None:
        """Show another word."""
        self._text = text
        self._tone = tone
        self._shape = shape
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word as shown."""
        return self._text

    def sizeHint(self) -> QSize:
        mark = SIZE + _GAP if self._shape else 0
        return QSize(
            self._theme.metrics("small").horizontalAdvance(self._text) + mark + 2 * _PADDING, _HEIGHT
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        border = "line2" if self._tone == "plain" else ""
        draw_box(painter, theme, QRectF(self.rect()), RADIUS_SMALL, ground=_GROUND[self._tone], border=border)
        x = float(_PADDING)
        if self._shape:
            draw_shape(painter, theme, self._shape, x, (self.height() - SIZE) / 2)
            x += SIZE + _GAP
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(_TEXT[self._tone]))
        painter.drawText(
            QRectF(x, 0, self.width() - x, self.height()), Qt.AlignmentFlag.AlignVCenter, self._text
        )
        painter.end()
