"""A table laid out by our own places: columns that can be pinned, lines of two heights."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from csmdesk.ui.models.column_head import ColumnHead
from csmdesk.ui.models.column_places import Cell, ColumnControl
from csmdesk.ui.models.head import Corner
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import ROW, Theme

_Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint
EDITOR_SIDE, _EDITOR_LEAST = 6, 120
"""How far an editor reaches beyond its cell at each side, and how wide it is at least."""

GROUP_HEAD = 36
_MORE = GROUP_HEAD - ROW


class LineTops:
    """Tops and heights of lines from the start of the list, without asking Qt's header line by line."""

    def __init__(self, rows: RowModel[Any], header: QHeaderView) -> None:
        self._rows = rows
        self._header = header
        self._sized: frozenset[int] = frozenset()

    def take(self) -> None:
        """Give Qt's header the heights of the heads as they stand now, after the lines have changed."""
        heads = frozenset(self._rows.head_positions)
        # Qt keeps sizes by position, whatever is shown there.
        for position in self._sized - heads:
            if position < self._header.count():
                self._header.resizeSection(position, ROW)
        for position in heads:
            self._header.resizeSection(position, GROUP_HEAD)
        self._sized = heads

    def top(self, position: int) -> int:
        """Where a line begins."""
        heads = self._rows.head_positions
        return position * ROW + (_MORE * bisect_left(heads, position) if heads else 0)

    def height(self, position: int) -> int:
        """How high a line is."""
        heads = self._rows.head_positions
        if not heads:
            return ROW
        place = bisect_left(heads, position)
        return GROUP_HEAD if place < len(heads) and heads[place] == position else ROW

    def at(self, y: int) -> int:
        """The line at ``y``, which may be past the last one."""
        heads = self._rows.head_positions
        if not heads:
            return y // ROW
        group = bisect_right(heads, y, key=self.top) - 1
        if group < 0:
            return y // ROW
        rest = y - self.top(heads[group]) - GROUP_HEAD
        return heads[group] if rest < 0 else heads[group] + 1 + rest // ROW


class _Foot(QWidget):
    """The square between the two scroll bars."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "surface", 0, 0, self.width(), self.height())
        painter.end()


class LaidTable(QTableView):
    """Rows that are selected whole, without grid; where things stand is asked of ``columns`` and ``tops``.

    The model is set by whoever derives from it, once it is ready for Qt's questions.
    """

    def __init__(self, theme: Theme, rows: RowModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self.hover = (-1, -1)
        """The line under the pointer, and the column whose figure is; -1 where there is none."""
        self.head = ColumnHead(theme, self)
        self.setHorizontalHeader(self.head)
        self.columns = ColumnControl(theme, self, rows, self.head)
        self.tops = LineTops(rows, self.verticalHeader())
        self._set_up()
        self._restyle()
        theme.changed.connect(self._restyle)

    def _set_up(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.addScrollBarWidget(Corner(self._theme), Qt.AlignmentFlag.AlignTop)
        self.setCornerWidget(_Foot(self._theme))
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(ROW)
        self.horizontalScrollBar().setSingleStep(ROW)

    def _restyle(self) -> None:
        # The scroll bars have no track of their own: what is seen under them is the list's ground.
        self.setPalette(self._theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.horizontalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    # --- where things stand ---------------------------------------------------------------------------------

    def cells(self) -> list[Cell]:
        """Where the content of each column stands that is seen."""
        return self.columns.places.cells(self.horizontalOffset(), self.viewport().width())

    def cell(self, column: int) -> Cell | None:
        """Where the content of a column stands; None while it is hidden."""
        return self.columns.places.cell(column, self.horizontalOffset())

    def column_at(self, x: int) -> int:
        """The column at ``x`` of the viewport; -1 where there is none."""
        return self.columns.places.at(x, self.horizontalOffset())

    def line_at(self, y: int) -> int:
        """The line at ``y`` of the viewport; -1 where there is none."""
        line = self.tops.at(y + self.verticalOffset())
        return line if 0 <= line < self._rows.rowCount() else -1

    def top_of(self, line: int) -> int:
        """Where a line begins in the viewport."""
        return self.tops.top(line) - self.verticalOffset()

    def update_lines(self, first: int, last: int) -> None:
        """Paint these lines anew, and no others; nothing where they are not seen."""
        if 0 <= first <= last:
            top, end = self.top_of(first), self.top_of(last) + self.tops.height(last)
            self.viewport().update(0, top, self.viewport().width(), end - top)

    def indexAt(self, pos: QPoint) -> QModelIndex:
        line, column = self.line_at(pos.y()), self.column_at(pos.x())
        return QModelIndex() if line < 0 or column < 0 else self._rows.index(line, column)

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or index.column() not in self.columns.places.shown:
            return QRect()
        x, width = self.columns.places.section(index.column(), self.horizontalOffset())
        return QRect(x, self.top_of(index.row()), width, self.tops.height(index.row()))

    def editor_box(self, key: int, column: int) -> QRect | None:
        """Where the editor of a cell stands, wide enough to type into; None while the cell is not shown."""
        position, cell = self._rows.position_of(key), self.cell(column)
        if position < 0 or cell is None:
            return None
        width = max(cell.width + 2 * EDITOR_SIDE, _EDITOR_LEAST)
        left = cell.x - EDITOR_SIDE
        if self._rows.columns[column].right:
            left = cell.x + cell.width + EDITOR_SIDE - width
        room = self.viewport().width()
        return QRect(max(0, min(left, room - width)), self.top_of(position) + 1, width, ROW - 3)

    # --- moving ---------------------------------------------------------------------------------------------

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        # The scroll bars have to know of all lines before they are moved.
        self.executeDelayedItemsLayout()
        top, height = self.tops.top(index.row()), self.tops.height(index.row())
        room, bar = self.viewport().height(), self.verticalScrollBar()
        at = bar.value()
        if hint == _Hint.PositionAtTop:
            at = top
        elif hint == _Hint.PositionAtCenter:
            at = top - (room - height) // 2
        elif hint == _Hint.PositionAtBottom or top + height > at + room:
            at = top + height - room
        # Where the list is lower than a row its top is what has to be seen.
        bar.setValue(min(at, top))
        places = self.columns.places
        if index.column() in places.shown and index.column() not in places.pinned:
            left, width = places.section(index.column(), 0)
            sideways = self.horizontalScrollBar()
            at = max(sideways.value(), left + width - self.viewport().width())
            sideways.setValue(min(at, left - places.pinned_width))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            # Qt moves what is drawn, and the pinned columns with it.
            self.viewport().update()
            self.head.viewport().update()

    def moveCursor(
        self, cursor_action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last, column = self._rows.rowCount() - 1, max(0, self.currentIndex().column())
        if last >= 0 and cursor_action == QAbstractItemView.CursorAction.MoveHome:
            return self._rows.index(0, column)
        if last >= 0 and cursor_action == QAbstractItemView.CursorAction.MoveEnd:
            return self._rows.index(last, column)
        return super().moveCursor(cursor_action, modifiers)
