"""Tabs over a side panel: words with a grey count, the current one bold over a line in the accent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.focus import by_keyboard

_GAP = 20
_COUNT_GAP = 5


class Tabs(QWidget):
    """Emits ``chosen(index)``; ← and → move, Ctrl+Tab is the pane's business."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = list(words)
        self._counts = [0] * len(self._words)
        self._name = name
        self._index = 0
        self._ring = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 12, 0)
        self._row.addStretch(1)
        self.setFixedHeight(PANE_HEAD)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    @property
    def index(self) -> int:
        """The current tab."""
        return self._index

    def set_index(self, index: int) -> None:
        """Change the tab without a signal."""
        self._index = index
        self._name_it()
        self.update()

    def set_count(self, index: int, count: int) -> None:
        """The grey number behind a tab's words; 0 shows none."""
        self._counts[index] = count
        self._name_it()
        self.update()

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)

    def _name_it(self) -> None:
        self.setAccessibleName(f"{self._name}：{self._text(self._index)}")

    def _text(self, index: int) -> str:
        return f"{self._words[index]} {self._counts[index] or ''}".strip()

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._words) and index != self._index:
            self.set_index(index)
            self.chosen.emit(index)

    def tab_box(self, index: int) -> QRect:
        """Where a tab stands. Bold words are as wide in every tab, so that none moves when it is chosen."""
        x = INSET
        for place, words in enumerate(self._words):
            width = self._theme.metrics(bold=True).horizontalAdvance(words)
            if self._counts[place]:
                count = str(self._counts[place])
                width += _COUNT_GAP + self._theme.metrics("small").horizontalAdvance(count)
            if place == index:
                return QRect(x, 0, width, self.height())
            x += width + _GAP
        return QRect()

    def sizeHint(self) -> QSize:
        return QSize(self.tab_box(len(self._words) - 1).right() + INSET, PANE_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for index, words in enumerate(self._words):
            box = self.tab_box(index)
            current = index == self._index
            painter.setFont(theme.font(bold=current))
            painter.setPen(theme.colour("t1" if current else "t2"))
            painter.drawText(box, middle, words)
            if self._counts[index]:
                painter.setFont(theme.font("small"))
                painter.setPen(theme.colour("t3"))
                at = box.adjusted(
                    theme.metrics(bold=current).horizontalAdvance(words) + _COUNT_GAP, 0, _GAP, 0
                )
                painter.drawText(at, middle, str(self._counts[index]))
            if current:
                line = QRect(box.left(), box.bottom() - 1, box.width(), 2)
                painter.fillRect(line, theme.colour("accent"))
                if self._ring and self.hasFocus():
                    painter.setPen(theme.pen("accent"))
                    painter.drawRect(box.adjusted(-6, 14, 5, -14))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index in range(len(self._words)):
            if self.tab_box(index).adjusted(-8, 0, 8, 0).contains(event.position().toPoint()):
                self._pick(index)
                return

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
