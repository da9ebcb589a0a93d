"""Buttons side by side that go on in the next line where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_SEEN = {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}


class FlowRow(QWidget):
    """Widgets from left to right, ``gap`` apart, in as many lines as they need; each keeps its size.

    No layout of Qt's: PySide may give one written in Python an item that is gone.
    """

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the end."""
        self.insert(len(self._parts), widget)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put ``widget`` before the one at ``index``."""
        hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()
        self._parts.insert(index, widget)
        widget.setParent(self)
        widget.installEventFilter(self)
        widget.setVisible(not hidden)
        self._changed()

    # --- size -----------------------------------------------------------------------------------------------

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width, place=False)

    def sizeHint(self) -> QSize:
        sizes = [part.sizeHint() for part in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        sizes = [part.sizeHint() for part in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _lay(self, width: int, *, place: bool) -> int:
        """The height that the parts take; with ``place`` they are put there."""
        left = top = line = 0
        for part in self._shown():
            size = part.sizeHint()
            if left and left + size.width() > width:
                left, top, line = 0, top + line + self._gap // 2, 0
            if place:
                part.setGeometry(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._gap
            line = max(line, size.height())
        return top + line

    # --- changes --------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.updateGeometry()
        self._lay(self.width(), place=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SEEN:
            self._changed()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(self.width(), place=True)
