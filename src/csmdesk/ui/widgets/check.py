"""A box to check, drawn from the theme: its border is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.focus import by_keyboard

_BOX = 16
_GAP = 8


class Check(QCheckBox):
    """A check box with its words at the right."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._ring = False
        self.setFont(theme.font())

    def sizeHint(self) -> QSize:
        width = self._theme.metrics().horizontalAdvance(self.text())
        return QSize(_BOX + _GAP + width + 4, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BOX) // 2
        box = QRectF(1.5, top + 0.5, _BOX - 1, _BOX - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accfill"))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS_SMALL, RADIUS_SMALL)
            pixmap = theme.pixmap("check", "onacc", 12, self.devicePixelRatioF())
            painter.drawPixmap(3, top + 2, pixmap)
        else:
            painter.setPen(theme.pen("control" if self.isEnabled() else "line"))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        if self._ring and self.hasFocus():
            painter.setPen(theme.pen("accent", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1" if self.isEnabled() else "t4"))
        words = self.rect().adjusted(_BOX + _GAP + 1, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)
