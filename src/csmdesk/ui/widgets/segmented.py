"""One choice of a few, side by side in one frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.focus import RING, by_keyboard, draw_ring

_PADDING = 12


class Segmented(QWidget):
    """Shows ``choices`` (key, words) and emits ``chosen(key)`` when the user picks one; ← and → move."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, choices: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = list(choices)
        self._name = name
        self._index = 0
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    @property
    def key(self) -> str:
        """The key of the choice that is made."""
        return self._choices[self._index][0]

    def set_key(self, key: str) -> None:
        """Make a choice without a signal; an unknown key is passed over."""
        for index, (known, _) in enumerate(self._choices):
            if known == key:
                self._index = index
                self._name_it()
                self.update()

    def _name_it(self) -> None:
        words = self._choices[self._index][1] if self._choices else ""
        self.setAccessibleName(f"{self._name}：{words}" if self._name else words)

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._choices) and index != self._index:
            self._index = index
            self._name_it()
            self.update()
            self.chosen.emit(self.key)

    def _widths(self) -> list[int]:
        metrics = self._theme.metrics()
        return [metrics.horizontalAdvance(words) + 2 * _PADDING for _, words in self._choices]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2 * RING, CONTROL + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        painter.setPen(theme.pen("line2"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        x = float(RING)
        for index, ((_, words), width) in enumerate(zip(self._choices, self._widths(), strict=True)):
            box = QRectF(x, RING, width, CONTROL)
            if index == self._index:
                painter.setPen(theme.pen("accline"))
                painter.setBrush(theme.colour("sel"))
                inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(inner, RADIUS_CONTROL, RADIUS_CONTROL)
            elif index and index - 1 != self._index:
                painter.setPen(theme.pen("line2"))
                painter.drawLine(QPointF(x, RING + 7), QPointF(x, RING + CONTROL - 7))
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t1" if index == self._index else "t2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            x += width
        if self._ring and self.hasFocus():
            draw_ring(painter, self, theme)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x() - RING
        for index, width in enumerate(self._widths()):
            if x < width:
                self._pick(index)
                return
            x -= width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self._pick(self._index - 1)
        elif event.key() == Qt.Key.Key_Right:
            self._pick(self._index + 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)
