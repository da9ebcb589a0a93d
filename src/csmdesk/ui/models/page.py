"""Paints a page of the fast list in one go: grounds, rules, rows, heads of groups, the current cell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell, ColumnPlaces
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.head import EDGE
from csmdesk.ui.models.laid_table import GROUP_HEAD, LineTops
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import INSET, ROW, Theme

_BAR_WIDTH = 2
_TRIANGLE = 12


class RowPainter(Protocol):
    """Draws the content of a row; ground, selection and separators are drawn by the view."""

    def begin(self, painter: QPainter) -> None:
        """Prepare for a page of rows."""

    def paint(self, painter: QPainter, row: Any, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw ``row`` with its top at ``y``; figures underlined when ``lit``, solid in column ``hot``."""

    def figure(self, row: Any, cell: Cell) -> QRect | None:
        """The rectangle (relative to the row's top) of the figure in ``cell``; None where there is none."""


class LinePainter:
    """What painters of rows with one line of words have in common: where the words stand in a row."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        metrics = theme.metrics()
        self._height = metrics.height()
        self._top = (ROW - self._height) // 2
        self._base = self._top + metrics.ascent()

    def begin(self, painter: QPainter) -> None:
        """Prepare for a page of rows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class PageState(NamedTuple):
    """What is seen of a list, and where the user is in it. Positions are -1 where there is none."""

    area: QRect
    width: int
    x: int
    """How far the list is scrolled sideways."""
    y: int
    """How far it is scrolled down."""
    current: int
    column: int
    """The column of the current cell, -1 while no cell is shown as current."""
    hover: int
    hot: int
    """The column whose figure is under the pointer."""
    focused: bool
    selected: Collection[int]
    """The selected positions among those in sight."""


class Page:
    """Draws what ``PageState`` says, with one ``RowPainter`` for the contents of rows."""

    def __init__(
        self,
        theme: Theme,
        rows: RowModel[Any],
        painter: RowPainter,
        places: ColumnPlaces,
        tops: LineTops,
    ) -> None:
        self._theme = theme
        self._rows = rows
        self._painter = painter
        self._places = places
        self._tops = tops

    def lines(self, area: QRect, y: int) -> range:
        """The positions that stand in ``area`` of the viewport."""
        first = max(0, self._tops.at(area.top() + y))
        last = min(self._rows.rowCount() - 1, self._tops.at(area.bottom() + y))
        return range(first, last + 1)

    def draw(self, painter: QPainter, state: PageState) -> None:
        """Draw the page."""
        theme, area, width = self._theme, state.area, state.width
        theme.fill(painter, "surface", area.x(), area.y(), area.width(), area.height())
        lines = self.lines(area, state.y)
        if not lines:
            return
        heads = self._rows.head_positions
        if heads:
            tops = [(p, self._tops.top(p) - state.y, self._tops.height(p)) for p in lines]
        else:
            tops = [(p, p * ROW - state.y, ROW) for p in lines]
        self._draw_grounds(painter, state, lines)
        painter.setPen(theme.pen("line"))
        right = width - EDGE
        painter.drawLines([QLine(INSET, y, right, y) for y in (top + height - 1 for _, top, height in tops)])
        cells = self._places.cells(state.x, width)
        edge = self._places.pinned_width
        if state.x and edge:
            moving = [cell for cell in cells if cell.column not in self._places.pinned]
            painter.setClipRect(edge, area.y(), width - edge, area.height())
            self._draw_rows(painter, state, tops, moving)
            painter.setClipping(False)
            theme.fill(painter, "line2", edge - 1, 0, 1, tops[-1][1] + tops[-1][2])
            cells = [cell for cell in cells if cell.column in self._places.pinned]
        self._draw_rows(painter, state, tops, cells)
        if heads:
            for position, top, _ in tops:
                line = self._rows.row_at(position)
                if isinstance(line, GroupHead):
                    self._draw_head(painter, line, top, state)
        if state.focused and state.column >= 0 and state.current in lines:
            self._draw_current(painter, state)

    def _draw_grounds(self, painter: QPainter, state: PageState, lines: range) -> None:
        theme, width = self._theme, state.width
        sel, bar = ("sel", "accent") if state.focused else ("hover", "line2")
        grounds = {state.hover: "hover"}
        grounds.update(dict.fromkeys(state.selected, sel))
        if state.current not in grounds:
            grounds[state.current] = "hover"
        for position, role in grounds.items():
            if position in lines:
                top, height = self._tops.top(position) - state.y, self._tops.height(position)
                theme.fill(painter, role, 0, top, width, height)
                if position == state.current or position in state.selected:
                    theme.fill(painter, bar, 0, top, _BAR_WIDTH, height)

    def _draw_rows(
        self, painter: QPainter, state: PageState, tops: list[tuple[int, int, int]], cells: list[Cell]
    ) -> None:
        row_at, paint = self._rows.row_at, self._painter.paint
        hover, lit = state.hover, {state.current, state.hover}
        self._painter.begin(painter)
        for position, top, height in tops:
            if height == ROW:
                hot = state.hot if position == hover else -1
                paint(painter, row_at(position), top, cells, position in lit, hot)

    def _draw_head(self, painter: QPainter, head: GroupHead[Any], top: int, state: PageState) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        # A head covers its line: rows that scroll sideways under it have nothing there.
        icon = theme.pixmap(
            "right" if head.folded else "down", "t3", _TRIANGLE, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap((INSET - _TRIANGLE) // 2 + 1, top + (GROUP_HEAD - _TRIANGLE) // 2, icon)
        right = state.width - EDGE
        sums = theme.metrics().horizontalAdvance(head.sums)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRect(right - sums, top, sums + 1, GROUP_HEAD), middle, head.sums)
        room = right - INSET - sums - INSET
        bold = theme.metrics(bold=True)
        count = head.count
        counted = theme.metrics().horizontalAdvance(count)
        words = bold.elidedText(head.words, Qt.TextElideMode.ElideRight, room - counted - 8)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(INSET, top, room, GROUP_HEAD), middle, words)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t3"))
        after = INSET + bold.horizontalAdvance(words) + 8
        painter.drawText(QRect(after, top, counted + 1, GROUP_HEAD), middle, count)

    def _draw_current(self, painter: QPainter, state: PageState) -> None:
        cell = self._places.cell(state.column, state.x)
        top = self._tops.top(state.current) - state.y
        if cell is None or self._tops.height(state.current) != ROW:
            return
        if cell.column not in self._places.pinned:
            left = self._places.pinned_width
            painter.setClipRect(left, top, state.width - left, ROW)
        painter.setPen(self._theme.pen("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Words that begin at the left leave room at the right, where the next column begins.
        over = 3 if self._rows.columns[cell.column].right else -2
        painter.drawRect(cell.x - 4, top + 3, cell.width + 4 + over, ROW - 8)
        painter.setClipping(False)
