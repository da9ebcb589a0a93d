"""The ring of a widget that has no room for it inside: words that begin at the edge, figures, rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter, QWidget
from shiboken6 import isValid

from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box

_WIDTH = 2
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest}


class FocusFrame(QWidget):
    """Lies over the nearest ancestor of ``owner`` that has room, and lets every click through.

    It scrolls with its owner, as it never leaves the contents of a scroll area.
    """

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._owner = owner
        self._box = QRect()
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        # Over an ancestor it would outlive its owner.
        owner.destroyed.connect(self.deleteLater)

    def surround(self, box: QRect) -> None:
        """Show the ring around ``box`` (of the owner)."""
        self._box = box
        self._leave()
        host = self._host(box)
        if self.parentWidget() is not host:
            self.setParent(host)
        widget: QWidget | None = self._owner
        while widget is not None and widget is not host:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Show nothing, and go back to the owner, with which it ends."""
        self._leave()
        self.hide()
        self.setParent(self._owner)

    def _leave(self) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()

    def _host(self, box: QRect) -> QWidget:
        host = self._owner
        while not host.isWindow():
            above = host.parentWidget()
            grand = None if above is None else above.parentWidget()
            scrolled = isinstance(grand, QAbstractScrollArea) and grand.viewport() is above
            # A splitter would make the ring one of its sides.
            if above is None or scrolled or isinstance(above, QSplitter):
                break
            host = above
            corner = self._owner.mapTo(host, box.topLeft())
            if host.rect().contains(QRect(corner, box.size())):
                break
        return host

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None and isValid(self._owner):
            self.setGeometry(QRect(self._owner.mapTo(host, self._box.topLeft()), self._box.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_CONTROL, border="accent", width=_WIDTH)
        painter.end()
