"""The pyramid: a band a level, a card a target, and lines from each target to its parent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QToolTip

from csmdesk.ui.models.table import RowModel
from csmdesk.ui.panes.plan.goals.bands import BAND_GAP, CARD, Bands
from csmdesk.ui.panes.plan.goals.card import CardPainter
from csmdesk.ui.panes.plan.goals.rows import GoalRow
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.crisp import draw_rule

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Level

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_STEP = 24


class Pyramid(QAbstractItemView):
    """Shows the rows of a ``RowModel`` as cards by level.

    ``chosen(id)`` is another current target, ``opened(id)`` a double click or Enter on it,
    ``figure_opened(id, place)`` a click on its value. ← → go through a level, ↑ ↓ to the nearest card.
    """

    chosen = Signal(int)
    opened = Signal(int)
    figure_opened = Signal(int, QRect)

    def __init__(self, theme: Theme, rows: RowModel[GoalRow]) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self._levels: Sequence[Level] = ()
        self.painter = CardPainter(theme)
        self._bands = Bands((), (), 600)
        self._over: int | None = None
        self._hot = False
        self.setModel(rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("目标金字塔"))
        rows.modelReset.connect(self._lay_out)
        rows.layoutChanged.connect(self._lay_out)
        rows.dataChanged.connect(self._lay_out)
        rows.rowsInserted.connect(self._lay_out)
        rows.rowsRemoved.connect(self._lay_out)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    # --- content --------------------------------------------------------------------------------------------

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Take the levels, from the top."""
        self._levels = tuple(levels)
        self._lay_out()

    @property
    def bands(self) -> Bands:
        """Where everything stands now, from the top of the content."""
        return self._bands

    @property
    def key(self) -> int | None:
        """The current target."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        row = self._rows.row_at(index.row())
        return row.id if isinstance(row, GoalRow) else None

    def set_key(self, key: int | None) -> None:
        """Make a target the current one without a signal."""
        if key == self.key:
            return
        index = self._index_of(key)
        self.selectionModel().setCurrentIndex(index, _ONE)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _index_of(self, key: int | None) -> QModelIndex:
        position = -1 if key is None else self._rows.position_of(key)
        return self._rows.index(position, 0) if position >= 0 else QModelIndex()

    def _goal_row(self, index: _Index) -> GoalRow | None:
        if not index.isValid():
            return None
        row = self._rows.row_at(index.row())
        return row if isinstance(row, GoalRow) else None

    def _lay_out(self) -> None:
        shown = sorted(self._rows.shown, key=_place)
        self._bands = Bands(self._levels, shown, self.viewport().width())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._bands.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(_STEP)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._lay_out()

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def visualRect(self, index: _Index) -> QRect:
        row = self._goal_row(index)
        box = self._bands.cards.get(row.id) if row is not None and index.column() == 0 else None
        return QRect() if box is None else box.translated(0, -self.verticalOffset())

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        row = self._goal_row(index)
        box = self._bands.cards.get(row.id) if row is not None else None
        if box is None:
            return
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if box.top() - BAND_GAP < bar.value():
            bar.setValue(box.top() - BAND_GAP)
        elif box.bottom() + BAND_GAP > bar.value() + high:
            bar.setValue(box.bottom() + BAND_GAP - high)

    def indexAt(self, point: QPoint) -> QModelIndex:
        return self._index_of(self._bands.card_at(point.x(), point.y() + self.verticalOffset()))

    def isIndexHidden(self, index: _Index) -> bool:
        return self._goal_row(index) is None or index.column() != 0

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        key = self.key
        order = [each for band in self._bands.bands for each in band.keys]
        if not order:
            return QModelIndex()
        if key is None or action == _Move.MoveHome:
            return self._index_of(order[0])
        found = {
            _Move.MoveEnd: order[-1],
            _Move.MoveLeft: self._bands.beside(key, -1),
            _Move.MoveRight: self._bands.beside(key, 1),
            _Move.MovePrevious: self._bands.beside(key, -1),
            _Move.MoveNext: self._bands.beside(key, 1),
            _Move.MoveUp: self._bands.below(key, -1),
            _Move.MovePageUp: self._bands.below(key, -1),
            _Move.MoveDown: self._bands.below(key, 1),
            _Move.MovePageDown: self._bands.below(key, 1),
        }.get(action)
        return self._index_of(key if found is None else found)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        row = self._goal_row(current)
        if row is not None:
            self.chosen.emit(row.id)
        self.viewport().update()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, area = self._theme, event.rect()
        painter = QPainter(self.viewport())
        theme.fill(painter, "surface", area.x(), area.y(), area.width(), area.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalOffset())
        for band in self._bands.bands:
            self.painter.draw_level(painter, band.level, band.head)
            y = band.box.bottom() + BAND_GAP // 2
            if band is not self._bands.bands[-1]:
                draw_rule(painter, theme, "line", INSET, y, self.viewport().width() - 2 * INSET)
        current = self.key
        self._draw_links(painter, current)
        for key, box in self._bands.cards.items():
            row = self._rows.row_of(key)
            if row is not None:
                over = key == self._over
                self.painter.draw(
                    painter,
                    row.goal,
                    box,
                    current=key == current,
                    focused=self.hasFocus(),
                    hot=over and self._hot,
                    over=over,
                )
        painter.end()

    def _draw_links(self, painter: QPainter, current: int | None) -> None:
        """From each card to its parent; those of the current target in the accent, over the others."""
        lines: list[tuple[bool, int, int]] = []
        for key in self._bands.cards:
            row = self._rows.row_of(key)
            parent = None if row is None else row.goal.parent_id
            if parent is not None and parent in self._bands.cards:
                lines.append((current in (key, parent), key, parent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for lit, key, parent in sorted(lines):
            painter.setPen(self._theme.pen("accent" if lit else "line2", 1.5 if lit else 1.0))
            painter.drawPath(_link(self._bands.cards[key], self._bands.cards[parent]))

    # --- pointer and keys -----------------------------------------------------------------------------------

    def figure_at(self, place: QPoint) -> GoalRow | None:
        """The target whose value is at a place of the view."""
        row = self._goal_row(self.indexAt(place))
        if row is None or not self._figure_box(row).adjusted(-4, -3, 4, 3).contains(place):
            return None
        return row

    def _figure_box(self, row: GoalRow) -> QRect:
        box = self.painter.figure(row.goal, self._bands.cards[row.id])
        return box if box.isEmpty() else box.translated(0, -self.verticalOffset())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        row = self._goal_row(self.indexAt(place))
        over, hot = (None if row is None else row.id), self.figure_at(place) is not None
        if (over, hot) != (self._over, self._hot):
            self._over, self._hot = over, hot
            shape = Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over, self._hot = None, False
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.figure_at(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.open_figure(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        place = event.position().toPoint()
        row = self._goal_row(self.indexAt(place))
        if row is not None and self.figure_at(place) is None:
            self.opened.emit(row.id)

    def open_figure(self, row: GoalRow) -> None:
        """Ask for the evidence of a target's value."""
        box = self._figure_box(row)
        if not box.isEmpty():
            place = QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
            self.figure_opened.emit(row.id, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._goal_row(self.currentIndex())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() in _ENTER and row is not None:
                self.open_figure(row)
            else:
                # Alt with an arrow moves the target: a command of the page.
                event.ignore()
        elif event.key() in _ENTER and row is not None:
            self.opened.emit(row.id)
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        # Letters are commands of the page.
        pass

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._goal_row(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), "" if row is None else row.goal.spoken, self)
            return True
        return super().viewportEvent(event)


_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


def _place(row: Any) -> int:
    return int(row.place)


def _link(card: QRect, parent: QRect) -> QPainterPath:
    """From the top of a card over half the gap to the bottom of its parent."""
    x, y = card.center().x(), card.top()
    up, high = parent.center().x(), parent.top() + CARD
    middle = y - BAND_GAP / 2
    path = QPainterPath()
    path.moveTo(x, y)
    path.lineTo(x, middle)
    path.lineTo(up, middle)
    path.lineTo(up, high)
    return path
