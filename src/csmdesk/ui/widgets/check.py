"""A box to check, drawn from the theme: its border is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around

_BOX = 16
_GAP = 8
_INSET = 3
"""Room for the ring around the box."""


def draw_check(
    painter: QPainter, theme: Theme, box: QRectF, state: Qt.CheckState, *, enabled: bool, hover: bool = False
) -> None:
    """Draw a check box of 16 × 16 into ``box``; partly checked is a dash."""
    if state == Qt.CheckState.Unchecked:
        border = "line" if not enabled else "t2" if hover else "control"
        draw_box(painter, theme, box, RADIUS_SMALL, ground="surface", border=border)
        return
    if enabled:
        draw_box(painter, theme, box, RADIUS_SMALL, ground="accfill", border="accent" if hover else "")
    else:
        draw_box(painter, theme, box, RADIUS_SMALL, ground="surface", border="line")
    role = "onacc" if enabled else "t4"
    if state == Qt.CheckState.PartiallyChecked:
        draw_rule(painter, theme, role, box.left() + 4, box.center().y() - 1, box.width() - 8, width=2)
    else:
        draw_icon(painter, theme, "check", role, box.left() + 2, box.top() + 2, 12)


class Check(Ringed, QCheckBox):
    """A check box with its words at the right; a disabled one says why in its tooltip."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self.setFont(theme.font())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = self._theme.metrics().horizontalAdvance(self.text())
        return QSize(_INSET + _BOX + _GAP + width + 8, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        on = self.isEnabled()
        top = (self.height() - _BOX) // 2
        box = QRectF(_INSET, top, _BOX, _BOX)
        hover = on and self.underMouse()
        draw_check(painter, theme, box, self.checkState(), enabled=on, hover=hover)
        if on and self.isDown():
            draw_box(painter, theme, box, RADIUS_SMALL, border="accline", width=2)
        if self.ring:
            draw_ring_around(painter, box.adjusted(-3, -3, 3, 3), theme, RADIUS_SMALL + 1)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1" if on else "t4"))
        words = self.rect().adjusted(_INSET + _BOX + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
