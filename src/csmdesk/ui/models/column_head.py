"""The heads of a list whose columns the user lays out: click to sort, drag to move, drag an edge to size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.ui.models.column_places import ColumnPlaces
from csmdesk.ui.models.head import Head
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import RADIUS_SMALL, TABLE_HEAD, Theme

_GRIP = 4
"""So far from an edge a column is sized by it."""

_TARGET = 2


class ColumnHead(Head):
    """Heads that can be laid out by mouse; the keyboard's way is in the list itself.

    ``sort_asked(column, add)`` is a click, ``add`` with Shift. ``moved(key, before)`` is a column dropped
    before another one, or last (""). ``sized(key, width)`` comes while an edge is dragged, ``settled`` at its
    end; ``fit_asked(key)`` is a double click on an edge, ``menu_asked(key, place)`` a right click.
    """

    sort_asked = Signal(int, bool)
    moved = Signal(str, str)
    sized = Signal(str, int)
    settled = Signal()
    fit_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._places: ColumnPlaces | None = None
        self._pressed = -1
        self._sizing = -1
        self._start = QPoint()
        self._start_width = 0
        self._drag: int | None = None
        """How far the pressed column has been dragged; None while it has not."""
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def set_places(self, places: ColumnPlaces) -> None:
        """Take where the columns stand from here."""
        self._places = places

    @property
    def _columns(self) -> ColumnPlaces:
        assert self._places is not None
        return self._places

    def _key(self, column: int) -> str:
        model = self.model()
        assert isinstance(model, RowModel)
        return model.columns[column].key

    # --- painting -------------------------------------------------------------------------------------------

    def _draw(self, painter: QPainter, model: RowModel[Any]) -> None:
        places, height = self._columns, TABLE_HEAD
        if self.offset() and places.pinned_width < places.width:
            moving = [column for column in places.shown if column not in places.pinned]
            painter.setClipRect(places.pinned_width, 0, self.viewport().width(), height)
            self._draw_heads(painter, model, moving)
            painter.setClipping(False)
            self._draw_heads(painter, model, places.pinned)
            self._theme.fill(painter, "line2", places.pinned_width - 1, 0, 1, height)
        else:
            self._draw_heads(painter, model, places.shown)
        if self._drag is not None:
            self._draw_drag(painter, model)

    def _draw_drag(self, painter: QPainter, model: RowModel[Any]) -> None:
        theme = self._theme
        x, width = self._columns.section(self._pressed, self.offset())
        card = QRect(x + (self._drag or 0), 2, width, TABLE_HEAD - 5)
        painter.setPen(theme.pen("accent"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(card, RADIUS_SMALL, RADIUS_SMALL)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t1"))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, model.columns[self._pressed].head)
        theme.fill(painter, "accent", self._gap()[1] - _TARGET // 2, 0, _TARGET, TABLE_HEAD)

    def _inside(self, column: int) -> QRect:
        cell = self._columns.cell(column, self.offset())
        assert cell is not None
        return QRect(cell.x, 0, cell.width, TABLE_HEAD)

    # --- pointer --------------------------------------------------------------------------------------------

    def _edge_at(self, x: int) -> int:
        """The column whose right edge is at ``x``; -1 where there is none."""
        places, offset = self._columns, self.offset()
        for column in reversed(places.shown):
            left, width = places.section(column, offset)
            seen = column in places.pinned or left + width > places.pinned_width
            if seen and abs(left + width - 1 - x) <= _GRIP:
                return column
        return -1

    def _gap(self) -> tuple[str, int]:
        """The column that the dragged one would be dropped before ("": the last place), and its left edge."""
        places, offset = self._columns, self.offset()
        left, width = places.section(self._pressed, offset)
        middle = left + width // 2 + (self._drag or 0)
        edge = 0
        for column in places.shown:
            x, size = places.section(column, offset)
            if column != places.shown[0] and middle < x + size // 2:
                return self._key(column), x
            edge = x + size
        return "", edge

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._start = event.position().toPoint()
        self._drag = None
        self._sizing = self._edge_at(self._start.x())
        if self._sizing >= 0:
            self._start_width = self._columns.width_of(self._sizing)
        else:
            self._pressed = self._columns.at(self._start.x(), self.offset())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        way = place.x() - self._start.x()
        if self._sizing >= 0:
            self.sized.emit(self._key(self._sizing), self._start_width + way)
        elif self._pressed > 0:
            if self._drag is not None or abs(way) >= QApplication.startDragDistance():
                self._drag = way
                self.viewport().update()
        else:
            grip = self._edge_at(place.x()) >= 0
            shape = Qt.CursorShape.SplitHCursor if grip else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drag = self._pressed, self._drag
        if self._sizing >= 0:
            self._sizing = -1
            self.settled.emit()
        elif drag is not None:
            before, _ = self._gap()
            self._end_drag()
            self.moved.emit(self._key(pressed), before)
        elif pressed >= 0:
            self._end_drag()
            if self._columns.at(event.position().toPoint().x(), self.offset()) == pressed:
                self.sort_asked.emit(pressed, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position().toPoint().x())
        if edge >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.fit_asked.emit(self._key(edge))
        else:
            # The second of two quick clicks turns the order round.
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self._columns.at(event.pos().x(), self.offset())
        self.menu_asked.emit(self._key(column) if column >= 0 else "", event.globalPos())

    def _end_drag(self) -> None:
        self._pressed, self._drag = -1, None
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self.viewport().unsetCursor()
        super().leaveEvent(event)

    def cancel(self, event: QKeyEvent) -> bool:
        """Take Esc while a column is dragged: it stays where it was. True when there was one."""
        if self._drag is None or event.key() != Qt.Key.Key_Escape:
            return False
        self._end_drag()
        return True
