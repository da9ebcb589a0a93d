"""The border around what can be typed into: focused, invalid, disabled, and the room inside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.focus import RING, draw_ring

_WATCHED = {
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
    QEvent.Type.EnabledChange,
    QEvent.Type.Enter,
    QEvent.Type.Leave,
}


def draw_frame(
    painter: QPainter,
    theme: Theme,
    widget: QWidget,
    *,
    focused: bool = False,
    invalid: bool = False,
    hover: bool = False,
    border: str = "control",
) -> None:
    """Draw a field's ground and border into ``widget``, which keeps the room for the ring."""
    on = widget.isEnabled()
    if focused:
        edge = "accent"
    elif invalid:
        edge = "red"
    else:
        edge = "line" if not on else "t2" if hover and border == "control" else border
    box = QRectF(widget.rect()).adjusted(RING, RING, -RING, -RING)
    draw_box(painter, theme, box, RADIUS_CONTROL, ground="surface", border=edge)
    if focused:
        # A field shows its focus however it came: the caret alone is too thin to be found.
        draw_ring(painter, widget, theme)


class FieldFrame(QWidget):
    """A frame around ``inside``, which it draws as focused while that has the focus."""

    def __init__(
        self,
        theme: Theme,
        inside: QWidget,
        height: int,
        *,
        border: str = "control",
        left: int = 11,
        right: int = 8,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._inside = inside
        self._border = border
        self._invalid = False
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(left, RING + 1, right, RING + 1)
        self.row.setSpacing(6)
        self.row.addWidget(inside)
        self.setFixedHeight(height + 2 * RING)
        self.setFocusProxy(inside)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        inside.installEventFilter(self)

    @property
    def invalid(self) -> bool:
        """True while the border is red."""
        return self._invalid

    def set_invalid(self, invalid: bool) -> None:
        """Draw the border red, or no longer."""
        self._invalid = invalid
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WATCHED:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_frame(
            painter,
            self._theme,
            self,
            focused=self._inside.hasFocus(),
            invalid=self._invalid,
            hover=self.underMouse(),
            border=self._border,
        )
        painter.end()
