"""One sentence over the status line: what went wrong, or what was done."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape


class Notice(QWidget):
    """Hidden until something is said; stays until it is closed or something else is said."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bad = False
        self._mark = StatusShape(theme)
        self.words = Label(theme, wrap=True)
        close = Button(theme, kind="flat", icon="x")
        close.setAccessibleName(self.tr("关闭"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        self.hide()

    def say(self, text: str, *, bad: bool) -> None:
        """Show a sentence; ``bad`` marks a problem."""
        self._bad = bad
        self._mark.set_shape("red" if bad else "green")
        self.words.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        theme.fill(painter, "redbg" if self._bad else "greenbg", 0, 0, self.width(), self.height())
        painter.setPen(theme.pen("line2"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
