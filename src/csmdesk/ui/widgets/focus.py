"""The focus ring: seen when the keyboard brought the focus, never taken away, always drawn alike."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import RADIUS_CONTROL, Theme

RING = 1
"""How far the ring reaches outside a control, which keeps this margin inside its widget."""

_BY_POINTER = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """True when the focus came by Tab, a shortcut or the program, so that it has to be seen."""
    return reason not in _BY_POINTER


def draw_ring(painter: QPainter, widget: QWidget, theme: Theme, radius: float = RADIUS_CONTROL) -> None:
    """Draw the 2px accent outline along the edge of ``widget``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("accent", 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), radius + 0.5, radius + 0.5)
    painter.restore()
