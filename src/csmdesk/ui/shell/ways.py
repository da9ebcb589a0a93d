"""The other ways in, beside the form of the first page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.focus import Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.key_hint import draw_hint

WIDTH = 304
_HEIGHT = 66
_TEXT = 28
"""Where the words begin, from the left edge of the icon."""
_OVER = 8
"""How far the ground of a hovered way and its ring reach beyond icon and key."""


class Way(Ringed, QAbstractButton):
    """Another way in: icon, name, what it is, its key (''  for none)."""

    def __init__(self, theme: Theme, icon: str, name: str, about: str, keys: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._keys = keys
        self._about = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(name, about)
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(self.click)

    def set_words(self, name: str, about: str) -> None:
        """Name the way, and say what it is."""
        self.setText(name)
        self._about = about
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{about} {self._keys}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            ground = "sel" if self.isDown() else "hover"
            theme.fill(painter, ground, 0, 0, self.width(), self.height())
        draw_icon(painter, theme, self._icon, "t2", _OVER, 16)
        right = float(self.width() - _OVER)
        if self._keys:
            right = draw_hint(painter, theme, self._keys.replace("+", " "), right, 24) - 8
        room = QRectF(_OVER + _TEXT, 13, right - _OVER - _TEXT, 22)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        elide = Qt.TextElideMode.ElideRight
        name = theme.metrics(bold=True).elidedText(self.text(), elide, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        room = QRectF(_OVER + _TEXT, 35, self.width() - 2 * _OVER - _TEXT, 18)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        about = theme.metrics("small").elidedText(self._about, elide, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, about)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)
