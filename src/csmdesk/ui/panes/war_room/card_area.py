"""Where the cards of a column are on the screen: geometry, scrolling, and what Qt asks a view for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from csmdesk.ui.panes.war_room.board_model import BoardModel
from csmdesk.ui.panes.war_room.card_painter import LANE, CardPainter
from csmdesk.ui.panes.war_room.card_places import CardPlaces

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    from csmdesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 8
"""What is kept free beside the current card when the column scrolls to it."""
_STEP = 40


class CardArea(QListView):
    """The cards of one column below each other, placed when that is first asked for after a change.

    Nothing of the list's own layout is used, which would ask a delegate for the size of every card. It is a
    list because Qt shows lists, and not views of other kinds, to screen readers.
    """

    def __init__(self, theme: Theme, model: BoardModel, painter: CardPainter, column: int) -> None:
        super().__init__()
        self._theme = theme
        self._cards = model
        self._painter = painter
        self.column = column
        self.places = CardPlaces()
        self.card_width = 0
        self._stale = True
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.setPalette(self._theme.palette())
        self.show_cards()

    # --- where the cards stand ------------------------------------------------------------------------------

    def show_cards(self) -> None:
        """Place and show the cards as the model has them now."""
        self._stale = True
        self.updateGeometries()
        self.viewport().update()

    def set_card_width(self, width: int) -> None:
        """How wide the cards are; the scroll bar stands at their right."""
        if width != self.card_width:
            self.card_width = width
            self.show_cards()

    def placed(self) -> CardPlaces:
        """Where the cards stand."""
        if self._stale:
            self._stale = False
            columns = len(self._cards.columns)
            cards = self._cards.cards_of(self.column) if self.column < columns and self.card_width else []
            self.places.lay_out(cards, self.card_width, self._painter)
        return self.places

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def row_of(self, index: _Index) -> int:
        """The row of an index of this column; -1 for others."""
        mine = index.isValid() and index.parent() == self._cards.column_index(self.column)
        return index.row() if mine else -1

    def card_box(self, row: int) -> QRect:
        """Where a card stands in the viewport."""
        places = self.placed()
        if not 0 <= row < len(places.tops):
            return QRect()
        top = places.tops[row]
        return QRect(0, top - self.verticalOffset(), self.card_width, places.ends[row] - top)

    def visualRect(self, index: _Index) -> QRect:
        return self.card_box(self.row_of(index))

    def row_at(self, place: QPoint) -> int:
        """The card at a place of the viewport; -1 for none."""
        if not 0 <= place.x() < self.card_width:
            return -1
        return self.placed().row_at(place.y() + self.verticalOffset())

    def indexAt(self, place: QPoint) -> QModelIndex:
        row = self.row_at(place)
        return QModelIndex() if row < 0 else self._cards.index(row, 0, self._cards.column_index(self.column))

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        row = self.row_of(index)
        if row < 0:
            return
        places, bar = self.placed(), self.verticalScrollBar()
        top, end = places.tops[row] - _MARGIN, places.ends[row] + _MARGIN
        if places.lanes and any(lane.first == row for lane in places.lanes):
            top -= LANE
        if top < bar.value():
            bar.setValue(top)
        elif end > bar.value() + self.viewport().height():
            bar.setValue(min(top, end - self.viewport().height()))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        return self.currentIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected with a rubber band."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.placed().height - room))
        bar.setPageStep(room)
        bar.setSingleStep(_STEP)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        for index in (previous, current):
            row = self.row_of(index)
            if row >= 0:
                self.viewport().update(self.card_box(row).adjusted(-1, -1, 1, 1))
        if QAccessible.isActive() and self.hasFocus() and self.row_of(current) >= 0:
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)
