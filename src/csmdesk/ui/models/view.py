"""The view of the fast list: one Python call paints a page of rows, instead of one call a cell."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QLine, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from csmdesk.ui.models.head import EDGE, Corner, Head
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import INSET, ROW, Theme
from csmdesk.ui.widgets.focus import by_keyboard

__all__ = ["EDGE", "Cell", "Head", "RowPainter", "RowView"]

_BAR_WIDTH = 2


class Cell(NamedTuple):
    """Where a column stands: its place in the model, its left edge and its width."""

    column: int
    x: int
    width: int


class RowPainter(Protocol):
    """Draws the content of a row; ground, selection and separators are drawn by the view."""

    def begin(self, painter: QPainter) -> None:
        """Prepare for a page of rows."""

    def paint(self, painter: QPainter, row: Any, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw ``row`` with its top at ``y``; figures underlined when ``lit``, solid in column ``hot``."""

    def figure(self, row: Any, cell: Cell) -> QRect | None:
        """The rectangle (relative to the row's top) of the figure in ``cell``; None where there is none."""


class RowView(QTableView):
    """A list of rows without grid, painted by a ``RowPainter``.

    ``current_changed(key)`` says that the user moved to another row; the current row is kept by its key when
    rows are filtered, sorted or replaced. ``opened(key)`` is Enter or a double click on a row,
    ``figure_opened(key, column key, place)`` a click or Enter on a figure, ``typed(text)`` a letter typed.
    """

    current_changed = Signal(int)
    opened = Signal(int)
    figure_opened = Signal(int, str, QRect)
    typed = Signal(str)
    left_up = Signal()

    def __init__(
        self, theme: Theme, model: RowModel[Any], painter: RowPainter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = model
        self._painter = painter
        self._hover = (-1, -1)
        self._pressed: tuple[int, int] | None = None
        self._key = 0
        self._ring = True
        self._frozen = False
        self.setModel(model)
        head = Head(theme, self)
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self._sort)
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
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.addScrollBarWidget(Corner(theme), Qt.AlignmentFlag.AlignTop)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(ROW)
        self._restyle()
        theme.changed.connect(self._restyle)
        model.modelReset.connect(self._after_reset)
        model.layoutChanged.connect(self._after_layout)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- the current row ------------------------------------------------------------------------------------

    @property
    def key(self) -> int:
        """The key of the current row, also while a filter hides it; 0 before there is one."""
        return self._key

    def set_key(self, key: int) -> None:
        """Make a row current without a signal; it is scrolled into view when it is shown."""
        self._key = key
        self._show_key()

    def select_first(self) -> None:
        """Make the first shown row current."""
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))

    def _show_key(self, *, scroll: bool = True) -> None:
        position = self._rows.position_of(self._key) if self._key else -1
        self._frozen = True
        if position < 0:
            self.clearSelection()
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            column = max(0, self.currentIndex().column())
            index = self._rows.index(position, column)
            self.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
            if scroll:
                self.scrollTo(index)
        self._frozen = False

    def _after_reset(self) -> None:
        self._hover = (-1, -1)
        self._show_key()
        if self._rows.position_of(self._key) < 0:
            self.verticalScrollBar().setValue(0)

    def _after_layout(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()
        if self._frozen or not current.isValid():
            return
        key = self._rows.row_at(current.row()).id
        if key != self._key:
            self._key = key
            self.current_changed.emit(key)

    # --- columns --------------------------------------------------------------------------------------------

    def _sort(self, column: int) -> None:
        by, descending = self._rows.sorted_by
        down = not descending if column == by else False
        self.sort_by(column, down)

    def sort_by(self, column: int, descending: bool) -> None:
        """Order by a column."""
        self._rows.sort(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide the least important columns while the rest does not fit; the first takes what is left."""
        columns = self._rows.columns
        width = self.viewport().width() - INSET - EDGE
        shown = list(range(len(columns)))
        while sum(columns[i].width for i in shown) > width:
            spare = max(shown, key=lambda i: columns[i].rank)
            if columns[spare].rank == 0:
                break
            shown.remove(spare)
        head = self.horizontalHeader()
        last = shown[-1]
        for i, column in enumerate(columns):
            head.setSectionHidden(i, i not in shown)
            if i in shown and i:
                head.resizeSection(i, column.width + (EDGE if i == last else 0))
        others = sum(columns[i].width for i in shown if i)
        head.resizeSection(0, max(columns[0].width, width - others) + INSET)

    def cells(self) -> list[Cell]:
        """Where each visible column's content stands."""
        head = self.horizontalHeader()
        found = []
        for column in range(len(self._rows.columns)):
            if not head.isSectionHidden(column):
                x, width = head.sectionViewportPosition(column), head.sectionSize(column)
                left = INSET if column == 0 else 0
                found.append(Cell(column, x + left, width - left))
        if found:
            last = found[-1]
            found[-1] = Cell(last.column, last.x, last.width - EDGE)
        return found

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        viewport = self.viewport()
        painter = QPainter(viewport)
        dirty = event.rect()
        theme.fill(painter, "surface", dirty.x(), dirty.y(), dirty.width(), dirty.height())
        count = self._rows.rowCount()
        offset = self.verticalOffset()
        first = max(0, (dirty.top() + offset) // ROW)
        last = min(count - 1, (dirty.bottom() + offset) // ROW)
        if first <= last:
            width = viewport.width()
            current = self.currentIndex()
            here = current.row()
            focused = self.hasFocus()
            hover_row, hover_column = self._hover
            grounds = {hover_row: "hover", here: "sel" if focused else "hover"}
            for position, role in grounds.items():
                if first <= position <= last:
                    theme.fill(painter, role, 0, position * ROW - offset, width, ROW)
            if first <= here <= last:
                bar = "accent" if focused else "line2"
                theme.fill(painter, bar, 0, here * ROW - offset, _BAR_WIDTH, ROW)
            painter.setPen(theme.pen("line"))
            right = width - EDGE
            painter.drawLines(
                [
                    QLine(INSET, y, right, y)
                    for y in ((p + 1) * ROW - offset - 1 for p in range(first, last + 1))
                ]
            )
            cells = self.cells()
            row_at = self._rows.row_at
            paint = self._painter.paint
            self._painter.begin(painter)
            for position in range(first, last + 1):
                lit = position in {here, hover_row}
                hot = hover_column if position == hover_row else -1
                paint(painter, row_at(position), position * ROW - offset, cells, lit, hot)
            if focused and self._ring and current.column() > 0 and first <= here <= last:
                self._draw_current(painter, current, here * ROW - offset)
        painter.end()

    def _draw_current(self, painter: QPainter, current: QModelIndex, y: int) -> None:
        for cell in self.cells():
            if cell.column == current.column():
                painter.setPen(self._theme.pen("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(cell.x - 4, y + 3, cell.width + 7, ROW - 8)

    # --- pointer --------------------------------------------------------------------------------------------

    def _figure_at(self, place: QPoint) -> tuple[int, int, QRect] | None:
        """Position, column and rectangle of the figure under ``place``."""
        position = (place.y() + self.verticalOffset()) // ROW
        if not 0 <= position < self._rows.rowCount():
            return None
        top = position * ROW - self.verticalOffset()
        for cell in self.cells():
            if cell.x <= place.x() < cell.x + cell.width and self._rows.columns[cell.column].figure:
                box = self._painter.figure(self._rows.row_at(position), cell)
                if box is not None and box.adjusted(-4, -4, 4, 4).contains(place.x(), place.y() - top):
                    return position, cell.column, box.translated(0, top)
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        figure = self._figure_at(place)
        row = (place.y() + self.verticalOffset()) // ROW
        self._set_hover((row if row < self._rows.rowCount() else -1, figure[1] if figure else -1))

    def _set_hover(self, hover: tuple[int, int]) -> None:
        if hover == self._hover:
            return
        for position in {self._hover[0], hover[0]}:
            if position >= 0:
                y = position * ROW - self.verticalOffset()
                self.viewport().update(0, y, self.viewport().width(), ROW)
        self._hover = hover
        on_figure = hover[1] >= 0
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if on_figure else Qt.CursorShape.ArrowCursor
        )

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover((-1, -1))
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        figure = self._figure_at(event.position().toPoint())
        self._pressed = figure[:2] if figure and event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        figure = self._figure_at(event.position().toPoint())
        if figure is not None and self._pressed == figure[:2]:
            self._open_figure(*figure)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self._figure_at(event.position().toPoint()) is None and self._key:
            self.opened.emit(self._key)

    def _open_figure(self, position: int, column: int, box: QRect) -> None:
        place = QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
        self.figure_opened.emit(self._rows.row_at(position).id, self._rows.columns[column].key, place)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self._ring = True
        index = self.currentIndex()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            if not self._open_current(index):
                self.opened.emit(self._key)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if index.isValid():
                self.sort_by(index.column(), key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Up and index.row() <= 0:
            self.left_up.emit()
        else:
            super().keyPressEvent(event)

    def _open_current(self, index: QModelIndex) -> bool:
        if not self._rows.columns[index.column()].figure:
            return False
        for cell in self.cells():
            if cell.column == index.column():
                box = self._painter.figure(self._rows.row_at(index.row()), cell)
                if box is not None:
                    top = index.row() * ROW - self.verticalOffset()
                    self._open_figure(index.row(), index.column(), box.translated(0, top))
                    return True
        return False

    def keyboardSearch(self, search: str) -> None:
        # Qt would ask the model for every row; here typing goes to the filter.
        if search.strip() and search != "/":
            self.typed.emit(search)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        # Qt makes the first row current when there is none; whether that is right is not for it to say.
        self._frozen = True
        super().focusInEvent(event)
        self._frozen = False
        self._show_key(scroll=False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
