"""A target as a bar: what was received, what is signed, what is expected, and the gap that is left."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.services.path_to_target import GoalPath
from csmdesk.ui.theme import Theme

_BAR = 8
PARTS = {"received": "ink", "signed": "accline", "hoped": "green", "gap": "track"}
"""The parts of the bar and the roles in which they are drawn."""


class GapBar(QWidget):
    """Received, signed, expected of the open ones, and the gap, as parts of the target."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: tuple[tuple[str, Fraction], ...] = ()
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_path(self, path: GoalPath, words: str) -> None:
        """Show a way; ``words`` say what the bar shows."""
        whole = max(path.goal.target_fen, path.expected_fen, Fraction(1))
        hoped = path.expected_fen - path.received_fen - path.signed_fen
        self._parts = (
            (PARTS["received"], path.received_fen / whole),
            (PARTS["signed"], path.signed_fen / whole),
            (PARTS["hoped"], hoped / whole),
        )
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, PARTS["gap"], 0, 0, self.width(), _BAR)
        left = 0.0
        for role, share in self._parts:
            width = float(share) * self.width()
            self._theme.fill(painter, role, left, 0, max(0.0, width - 1), _BAR)
            left += width
        painter.end()


class Legend(QWidget):
    """A square in the colour of a part of the bar, for its line among the figures."""

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        self._theme.fill(painter, self._role, box.x(), box.y(), box.width(), box.height())
        painter.end()
