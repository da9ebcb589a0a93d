"""A short list that is painted whole: a few rows with a figure each, as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QLineF, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import by_keyboard
from csmdesk.ui.widgets.label import underline


class Keyed(Protocol):
    """A row that has a figure: ``key`` is what its evidence is asked by."""

    @property
    def key(self) -> str: ...


class RowList(QWidget):
    """The base of the short lists. A subclass gives ``draw`` and ``figure_text``.

    ``figure_opened(key, place)`` is a click on a row's figure, or Enter on the current row; ↑ and ↓ move.
    """

    figure_opened = Signal(str, QRect)

    row_height = 27
    separators = False
    spoken: tuple[str, ...] = ()
    """The attributes of a row that make up its words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._items: tuple[Any, ...] = ()
        self._current = 0
        self._hot = -1
        self._ring = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- for subclasses -------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, item: Any, box: QRect) -> None:
        """Draw a row's content except its figure."""
        raise NotImplementedError

    def figure_text(self, item: Any) -> str:
        """The figure that opens, '' for none."""
        return ""

    def figure_right(self, box: QRect) -> int:
        """The right edge of the figure in a row."""
        return box.right() + 1

    def read_out(self, item: Any) -> str:
        """A row as a screen reader says it."""
        return "  ".join(getattr(item, name) for name in self.spoken if getattr(item, name))

    # --- content --------------------------------------------------------------------------------------------

    def set_items(self, items: Sequence[Any]) -> None:
        """Show other rows."""
        self._items = tuple(items)
        self._current = 0
        self._hot = -1
        self.setFixedHeight(self.row_height * len(self._items))
        figures = any(self.figure_text(item) for item in self._items)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if figures else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("\n".join(self.read_out(item) for item in self._items))
        self.updateGeometry()
        self.update()

    @property
    def items(self) -> tuple[Any, ...]:
        """The rows as they are shown."""
        return self._items

    def sizeHint(self) -> QSize:
        return QSize(200, self.row_height * len(self._items))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.row_height * len(self._items))

    def row_box(self, index: int) -> QRect:
        """Where a row stands."""
        return QRect(0, index * self.row_height, self.width(), self.row_height)

    def figure_box(self, index: int) -> QRect:
        """Where a row's figure stands; empty when it has none."""
        text = self.figure_text(self._items[index])
        if not text:
            return QRect()
        box = self.row_box(index)
        metrics = self.theme.metrics()
        width = metrics.horizontalAdvance(text)
        top = box.top() + (box.height() - metrics.height()) // 2
        return QRect(self.figure_right(box) - width, top, width, metrics.height())

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.theme.font())
        metrics = self.theme.metrics()
        for index, item in enumerate(self._items):
            box = self.row_box(index)
            self.draw(painter, item, box)
            figure = self.figure_box(index)
            if not figure.isEmpty():
                painter.setPen(self.theme.colour("t1"))
                base = figure.top() + metrics.ascent()
                painter.drawText(figure.left(), base, self.figure_text(item))
                underline(
                    painter, self.theme, figure.left(), base + 3, figure.width(), solid=index == self._hot
                )
            if self.separators:
                painter.setPen(self.theme.pen("line"))
                y = box.bottom() + 0.5
                painter.drawLine(QLineF(0, y, self.width(), y))
            if self._ring and self.hasFocus() and index == self._current and not figure.isEmpty():
                painter.setPen(self.theme.pen("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(figure.adjusted(-4, 0, 3, 2))
        painter.end()

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _at(self, place: QPoint) -> int:
        index = place.y() // self.row_height
        if 0 <= index < len(self._items) and self.figure_box(index).adjusted(-4, -3, 4, 3).contains(place):
            return index
        return -1

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = event.pos().y() // self.row_height
            words = self.read_out(self._items[index]) if 0 <= index < len(self._items) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hot = self._at(event.position().toPoint())
        if hot != self._hot:
            self._hot = hot
            shape = Qt.CursorShape.PointingHandCursor if hot >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if key == Qt.Key.Key_Down else -1
            moved = self._current + step
            if 0 <= moved < len(self._items):
                self._current = moved
                self.update()
            else:
                super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._items:
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def _open(self, index: int) -> None:
        box = self.figure_box(index)
        if not box.isEmpty():
            place = QRect(self.mapToGlobal(box.topLeft()), box.size())
            self.figure_opened.emit(self._items[index].key, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)
