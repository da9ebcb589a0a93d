"""A short list that is painted whole: a few rows with a figure each, as high as its rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import Ringed, is_press, stepped
from csmdesk.ui.widgets.label import underline


class Keyed(Protocol):
    """A row that has a figure: ``key`` is what its evidence is asked by."""

    @property
    def key(self) -> str: ...


class RowList(Ringed, QWidget):
    """The base of the short lists. A subclass gives ``draw``, and ``figure_text`` or ``row_key``.

    ``figure_opened(key, place)`` is a click on a row's figure, or Enter on the current row; where whole rows
    open (``rows_open``), ``opened(key)`` is a click on one. ↑, ↓, Home and End move.
    """

    figure_opened = Signal(str, QRect)
    opened = Signal(object)

    row_height = 27
    separators = False
    rows_open = False
    spoken: tuple[str, ...] = ()
    """The attributes of a row that make up its words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._items: tuple[Any, ...] = ()
        self._tops: tuple[int, ...] = (0,)
        self._current = 0
        self._hot = -1
        self._called = self._said = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- for subclasses -------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, item: Any, box: QRect) -> None:
        """Draw a row's content except its figure."""
        raise NotImplementedError

    def figure_text(self, item: Any) -> str:
        """The figure that opens, '' for none."""
        return ""

    def height_of(self, item: Any) -> int:
        """How high a row is; as a rule all are alike."""
        return self.row_height

    def row_key(self, item: Any) -> int | str | None:
        """What a whole row opens, None for nothing."""
        return None

    def hot_box(self, item: Any, box: QRect) -> QRect:
        """The part of a row that is clicked: all of it, as a rule."""
        return box

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
        self._tops = (0, *accumulate(self.height_of(item) for item in self._items))
        self._current = 0
        self._hot = -1
        self.setFixedHeight(self._tops[-1])
        opens = any(self._opens(index) for index in range(len(self._items)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("\n".join(self.read_out(item) for item in self._items))
        self._name_it()
        self.updateGeometry()
        self.update()

    @property
    def items(self) -> tuple[Any, ...]:
        """The rows as they are shown."""
        return self._items

    @property
    def hot(self) -> Any:
        """The row that the pointer is on and that opens, None for none."""
        return self._items[self._hot] if 0 <= self._hot < len(self._items) else None

    @property
    def current(self) -> int:
        """The row that the keyboard is on."""
        return self._current

    def go_to(self, index: int) -> None:
        """Let the keyboard go on from a row; the nearest there is."""
        self._current = max(0, min(index, len(self._items) - 1))
        self._name_it()
        self.moved_ring()
        self.update()

    def _name_it(self) -> None:
        # A screen reader reads a painted list by its name: what its owner calls it, and the current row.
        if self.accessibleName() != self._said:
            self._called = self.accessibleName()
        row = self.read_out(self._items[self._current]) if self._items else ""
        self._said = "  ".join(part for part in (self._called, row) if part)
        self.setAccessibleName(self._said)

    def _opens(self, index: int) -> bool:
        item = self._items[index]
        return self.row_key(item) is not None if self.rows_open else bool(self.figure_text(item))

    def sizeHint(self) -> QSize:
        return QSize(200, self._tops[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._tops[-1])

    def row_box(self, index: int) -> QRect:
        """Where a row stands."""
        return QRect(0, self._tops[index], self.width(), self._tops[index + 1] - self._tops[index])

    def index_at(self, y: int) -> int:
        """The row at a height, -1 for none."""
        index = bisect_right(self._tops, y) - 1
        return index if 0 <= index < len(self._items) else -1

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
        first = max(0, self.index_at(event.rect().top()))
        for index in range(first, len(self._items)):
            box = self.row_box(index)
            if box.top() > event.rect().bottom():
                break
            self._draw_row(painter, index, box)
        painter.end()

    def _draw_row(self, painter: QPainter, index: int, box: QRect) -> None:
        theme = self.theme
        item = self._items[index]
        self.draw(painter, item, box)
        figure = self.figure_box(index)
        if not figure.isEmpty():
            painter.setPen(theme.colour("t1"))
            base = figure.top() + theme.metrics().ascent()
            painter.drawText(figure.left(), base, self.figure_text(item))
            underline(painter, theme, figure.left(), base + 3, figure.width(), solid=index == self._hot)
        if self.separators:
            draw_rule(painter, theme, "line", 0, box.bottom(), self.width())

    def ring_box(self) -> tuple[Theme, QRect] | None:
        if not self._items or not self._opens(self._current):
            return None
        item = self._items[self._current]
        if self.rows_open:
            return self.theme, self.hot_box(item, self.row_box(self._current)).adjusted(0, 3, 0, -3)
        return self.theme, self.figure_box(self._current).adjusted(0, 1, 0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved_ring()

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _at(self, place: QPoint) -> int:
        index = self.index_at(place.y())
        if index < 0 or not self._opens(index):
            return -1
        if self.rows_open:
            box = self.hot_box(self._items[index], self.row_box(index))
        else:
            box = self.figure_box(index).adjusted(-4, -3, 4, 3)
        return index if box.contains(place) else -1

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(event.pos().y())
            words = self.read_out(self._items[index]) if index >= 0 else ""
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
        to = stepped(event, self._current, len(self._items), Qt.Orientation.Vertical)
        if to is not None and to != self._current:
            self._current = to
            self._name_it()
            self.show_ring()
            self.update()
        elif is_press(event) and self._items:
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def _open(self, index: int) -> None:
        if self.rows_open:
            key = self.row_key(self._items[index])
            if key is not None:
                self.opened.emit(key)
            return
        box = self.figure_box(index)
        if not box.isEmpty():
            place = QRect(self.mapToGlobal(box.topLeft()), box.size())
            self.figure_opened.emit(self._items[index].key, place)
