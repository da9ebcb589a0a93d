"""What is seen while files are dragged over the window: a line around it, and what letting go will do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import RADIUS_CARD, RADIUS_PANE, Theme
from csmdesk.ui.widgets.crisp import draw_box

_SIDE, _HEIGHT, _FOOT = 20, 40, 72


class DropFrame(QWidget):
    """Lies over its parent and takes no events."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def open(self) -> None:
        """Show it over the whole window."""
        host = self.parentWidget()
        assert host is not None
        self.setGeometry(host.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        draw_box(painter, theme, box, RADIUS_PANE, border="accent", width=2)
        words = self.tr("松开，到“导入”里读这些文件；写入以前都可以改")
        wide = theme.metrics().horizontalAdvance(words) + 2 * _SIDE
        left, top = (self.width() - wide) / 2, self.height() - _FOOT - _HEIGHT
        card = QRectF(left, top, wide, _HEIGHT)
        draw_box(painter, theme, card, RADIUS_CARD, ground="surface", border="accent")
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
