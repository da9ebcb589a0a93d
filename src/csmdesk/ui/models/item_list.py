"""A short list that is chosen from, and how its rows are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.theme import Scale, Theme
from csmdesk.ui.widgets.focus import by_keyboard

_BAR = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Draws the ground and the bar of a row; a subclass draws its item in ``draw``."""

    height = 32

    def __init__(self, theme: Theme, view: ItemList) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view
        view.setItemDelegate(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.view
        box, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            focused = view.hasFocus()
            painter.fillRect(box, self.theme.colour("sel" if focused or view.marks_place else "hover"))
            bar = QRect(box.left(), box.top(), _BAR, box.height())
            painter.fillRect(bar, self.theme.colour("accent" if focused or view.marks_place else "line2"))
            if focused and view.ring:
                painter.setPen(self.theme.pen("accent"))
                painter.drawRect(box.adjusted(3, 1, -2, -2))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self.theme.colour("hover"))
        self.draw(painter, box, index.data(ITEM), index.row())
        painter.restore()

    def draw(self, painter: QPainter, box: QRect, item: Any, row: int) -> None:
        """Draw the item of a row."""
        raise NotImplementedError

    def text(
        self,
        painter: QPainter,
        box: QRect,
        words: str,
        role: str = "t1",
        *,
        small: bool = False,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """Draw a line of text, elided where it does not fit."""
        scale: Scale = "small" if small else "body"
        metrics = self.theme.metrics(scale, bold=bold)
        painter.setFont(self.theme.font(scale, bold=bold))
        painter.setPen(self.theme.colour(role))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _RIGHT if right else _LEFT, shown)


class ItemList(QListView):
    """A list that is chosen from: ``picked(row)`` is a click, Enter or moving with the keys.

    With ``marks_place`` the current row says where the user is, so it keeps its colours without the focus.
    """

    picked = Signal(int)
    entered_row = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: ItemModel[Any],
        *,
        marks_place: bool = False,
        follow_keys: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.marks_place = marks_place
        self.ring = False
        self._theme = theme
        self._follow_keys = follow_keys
        self.setModel(model)
        model.setParent(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    def set_current(self, row: int) -> None:
        """Make a row current without ``picked``; -1: none."""
        index = self.model().index(row, 0)
        if index == self.currentIndex():
            return
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ring = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Alt+↓ is a command of the pane, not a step.
            event.ignore()
            return
        self._begin()
        before = self.currentIndex().row()
        self.ring = True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if before >= 0:
                self.picked.emit(before)
                self.entered_row.emit(before)
            return
        super().keyPressEvent(event)
        after = self.currentIndex().row()
        if after != before and after >= 0 and self._follow_keys:
            self.picked.emit(after)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        self._begin()
        self.viewport().update()

    def _begin(self) -> None:
        """Qt's own keys go to the first row, whichever they are, while no row is current."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
