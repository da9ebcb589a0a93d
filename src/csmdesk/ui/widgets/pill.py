"""What chips share: a frame, words, and an arrow or a cross at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import RING, Ringed, draw_ring, is_enter

HEIGHT = 24
PADDING = 9
GAP = 5
ICON = 12
_LONGEST = 220


class Pill(Ringed, QAbstractButton):
    """What chips share: the frame, the words, an arrow or a cross at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font("small"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def label(self) -> tuple[str, str]:
        """The title and, when something is set, what."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        title, value = self.label
        metrics = self._theme.metrics("small")
        width = metrics.horizontalAdvance(title)
        if value:
            width += GAP + metrics.horizontalAdvance(value)
        width += 2 * (PADDING + RING) + GAP + ICON
        return QSize(min(width, _LONGEST), HEIGHT + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        title, value = self.label
        on = self.isEnabled()
        hover = on and self.underMouse()
        down = on and (bool(value) or self.isDown())
        border = "line" if not on else "accline" if down else "control" if hover else "line2"
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        draw_box(painter, theme, box, RADIUS_CONTROL, ground="sel" if down else "surface", border=border)
        painter.setFont(theme.font("small"))
        metrics = theme.metrics("small")
        flag = Qt.AlignmentFlag.AlignVCenter
        x = RING + PADDING
        right = self.width() - RING - PADDING - ICON - GAP
        painter.setPen(theme.colour("t4" if not on else "t2" if value else "t1"))
        painter.drawText(QRectF(x, 0, right - x + 1, self.height()), flag, title)
        if value:
            x += metrics.horizontalAdvance(title) + GAP
            painter.setPen(theme.colour("t1" if on else "t4"))
            words = metrics.elidedText(value, Qt.TextElideMode.ElideRight, right - x + 1)
            painter.drawText(QRectF(x, 0, right - x + 2, self.height()), flag, words)
        role = "t4" if not on else "t1" if hover else "t3"
        middle = self.height() / 2
        draw_icon(painter, theme, self.icon_name, role, right + GAP, middle - ICON / 2, ICON)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    @property
    def icon_name(self) -> str:
        """The icon at the right."""
        return "down"

    def below(self) -> QPoint:
        """The corner (global) at which something opens below the chip."""
        return self.mapToGlobal(QPoint(RING, self.height() + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) or event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)
