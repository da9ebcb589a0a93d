"""The program's sign and name."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.label import Label


class Mark(QWidget):
    """The sign in the accent and the name in bold, ``inset`` from the left."""

    def __init__(self, theme: Theme, inset: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inset = inset
        row = QHBoxLayout(self)
        row.setContentsMargins(inset + 24, 0, 0, 0)
        row.addWidget(Label(theme, "csmdesk", scale="head"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._theme, "book", "accent", self._inset, (self.height() - 16) / 2)
        painter.end()
