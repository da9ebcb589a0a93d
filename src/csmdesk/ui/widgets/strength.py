"""How strong a passphrase is: five blocks and a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import Theme

BLOCKS = 5
_WIDTH = 40
_GAP = 3
_BAR = 3
_HEIGHT = 16
_SHAPE = ("line2", "red", "amber", "ink", "ink", "green")


class StrengthBar(QWidget):
    """``set_strength(0–5, word)``: so many blocks are filled, the word stands at their right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strength = 0
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_strength(self, strength: int, word: str) -> None:
        """Show a strength; anything beyond 0–5 is held at the edge."""
        self._strength = min(max(strength, 0), BLOCKS)
        self._word = word
        self.setAccessibleName(f"{word} {self._strength}/{BLOCKS}".strip())
        self.update()

    @property
    def strength(self) -> int:
        """The blocks that are filled."""
        return self._strength

    def sizeHint(self) -> QSize:
        word = self._theme.metrics("small").horizontalAdvance(self._word)
        return QSize(BLOCKS * (_WIDTH + _GAP) + 8 + word, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(BLOCKS * 16, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        word = theme.metrics("small").horizontalAdvance(self._word)
        width = min(_WIDTH, (self.width() - word - 8) / BLOCKS - _GAP)
        painter.setPen(Qt.PenStyle.NoPen)
        for block in range(BLOCKS):
            on = block < self._strength
            painter.setBrush(theme.colour(_SHAPE[self._strength] if on else "track"))
            top = (self.height() - _BAR) / 2
            painter.drawRoundedRect(QRectF(block * (width + _GAP), top, width, _BAR), 1.5, 1.5)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        place = QRectF(BLOCKS * (width + _GAP) + 6, 0, word + 4, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()
