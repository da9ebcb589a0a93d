"""The line over the pages of a frozen version: which one it is, and the way back to now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label

_ICON = 16


class VersionLine(QWidget):
    """Hidden while the pages are those of now; ``left`` is the button at its right."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = Label(theme, elide=True)
        self.back = Button(theme, self.tr("回到现在"), kind="link")
        self.back.setToolTip(self.tr("回到现在 Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET + _ICON + 8, 4, INSET - 6, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)
        self.back.clicked.connect(self.left)
        theme.changed.connect(self.update)
        self.hide()

    def say(self, words: str) -> None:
        """Say which version is shown."""
        self.words.setText(words)
        self.words.setToolTip(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sel"))
        icon = self._theme.pixmap("snow", "accent", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(INSET, (self.height() - _ICON) // 2, icon)
        painter.end()
