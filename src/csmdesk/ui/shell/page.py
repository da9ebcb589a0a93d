"""A page of its own in the window, before a book is open."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import Theme


class Page(QWidget):
    """Stands on the surface."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page_theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._page_theme.fill(painter, "surface", 0, 0, self.width(), self.height())
        painter.end()
