"""A list of a page of an account: rows painted from the theme, moved through by keys, only those in view."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csmdesk.ui.panes.accounts.tabs.entries import ITEM, Entries
from csmdesk.ui.theme import INSET, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import by_keyboard, is_enter
from csmdesk.ui.widgets.label import underline

_BAR = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_CLOSE = 4
"""How far beside a word a click still means it."""

_Index = QModelIndex | QPersistentModelIndex


def inner_box(view: QWidget, box: QRect) -> QRect:
    """A row without its insets; the scroll bar lies in the right one."""
    return QRect(box.left() + INSET, box.top(), view.width() - 2 * INSET, box.height())


class EntryPainter(QStyledItemDelegate):
    """Draws the ground, the bar and the line of a row; a subclass draws its item between the insets.

    ``spots`` are the parts of a row that do something by themselves when they are clicked, by name.
    """

    row_height = 32
    lines = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    # --- for subclasses -------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, item: Any, box: QRect) -> None:
        """Draw the item into ``box``, which is the row without its insets."""
        raise NotImplementedError

    def height_of(self, item: Any) -> int:
        """How high a row is."""
        return self.row_height

    def spots(self, item: Any, box: QRect) -> Mapping[str, QRect]:
        """The parts that can be clicked, by name."""
        return {}

    # --- painting -------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self.height_of(index.data(ITEM)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view, box, state = option.widget, option.rect, option.state
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        focused = current and view.hasFocus()
        if current or (state & QStyle.StateFlag.State_MouseOver and index.flags()):
            theme.fill(
                painter, "sel" if focused else "hover", box.left(), box.top(), box.width(), box.height()
            )
        if current:
            theme.fill(painter, "accent" if focused else "line2", box.left(), box.top(), _BAR, box.height())
        if focused and isinstance(view, EntryList) and view.ring:
            painter.setPen(theme.pen("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(4, 1, -3, -3))
        inner = inner_box(view, box)
        if self.lines:
            draw_rule(painter, theme, "line", inner.left(), box.bottom(), inner.width())
        self.draw(painter, index.data(ITEM), inner)
        painter.restore()

    def text(
        self,
        painter: QPainter,
        box: QRect,
        words: str,
        role: str = "t1",
        *,
        scale: Scale = "body",
        bold: bool = False,
        right: bool = False,
    ) -> int:
        """Draw a line of text, elided where it does not fit; how wide it came out."""
        metrics = self.theme.metrics(scale, bold=bold)
        painter.setFont(self.theme.font(scale, bold=bold))
        painter.setPen(self.theme.colour(role))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _RIGHT if right else _LEFT, shown)
        return metrics.horizontalAdvance(shown)

    def figure(self, painter: QPainter, box: QRect, words: str, *, bold: bool = False) -> None:
        """Draw a figure that opens, with its dotted line; ``box`` is where it stands."""
        metrics = self.theme.metrics(bold=bold)
        painter.setFont(self.theme.font(bold=bold))
        painter.setPen(self.theme.colour("t1"))
        base = box.top() + (box.height() - metrics.height()) // 2 + metrics.ascent()
        painter.drawText(box.left(), base, words)
        underline(painter, self.theme, box.left(), base + 3, box.width())

    def figure_box(self, words: str, right: int, top: int, height: int, *, bold: bool = False) -> QRect:
        """Where a figure stands whose right edge is ``right``."""
        width = self.theme.metrics(bold=bold).horizontalAdvance(words)
        return QRect(right - width, top, width, height)


class EntryList(QListView):
    """Rows of ``Entries``. ``opened(item)`` is Enter or a double click, ``spot_clicked`` a part of a row.

    Keys that do not move through the list go on to the page, which knows what can be done with a row.
    """

    opened = Signal(object)
    spot_clicked = Signal(object, str, QRect)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        theme: Theme,
        model: Entries[Any],
        painter: EntryPainter,
        name: str,
        *,
        uniform: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ring = False
        self.entries = model
        self._theme = theme
        self._painter = painter
        painter.setParent(self)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(uniform)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._open_index)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    # --- content --------------------------------------------------------------------------------------------

    def show_items(self, items: Sequence[Any], *, same: bool) -> None:
        """Show rows: newer ones of the ``same`` account keep the place, others begin at the top."""
        if same:
            self.entries.update(items)
        else:
            self.entries.replace(items)
            self.scrollToTop()
        self.viewport().update()

    @property
    def current(self) -> Any | None:
        """The item of the current row, None while there is none."""
        index = self.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def reveal(self, key: Hashable) -> bool:
        """Make the row with a key current and bring it into view; False when there is none."""
        row = self.entries.row_of(key)
        if row < 0:
            return False
        self.setCurrentIndex(self.entries.index(row))
        self.scrollTo(self.entries.index(row), QListView.ScrollHint.PositionAtCenter)
        return True

    # --- pointer --------------------------------------------------------------------------------------------

    def spot_at(self, place: QPoint) -> tuple[QModelIndex, str, QRect]:
        """The row at a place of the viewport and the part of it that does something there, '' for none."""
        index = self.indexAt(place)
        if index.isValid() and index.flags():
            inner = inner_box(self, self.visualRect(index))
            for name, box in self._painter.spots(index.data(ITEM), inner).items():
                if box.adjusted(-_CLOSE, -2, _CLOSE, 2).contains(place):
                    return index, name, box
        return index, "", QRect()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        _, spot, _ = self.spot_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ring = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index, spot, box = self.spot_at(event.position().toPoint())
        if spot and event.button() == Qt.MouseButton.LeftButton:
            place = QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
            self.spot_clicked.emit(index.data(ITEM), spot, place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if index.isValid() and index.flags():
            self.setCurrentIndex(index)
            box = self.visualRect(index)
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = self.viewport().mapToGlobal(box.bottomLeft() + QPoint(INSET, 0))
            self.menu_asked.emit(index.data(ITEM), place if by_key else event.globalPos())

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self._open_index(self.currentIndex())
        elif event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.ring = True
            if self.currentIndex().isValid():
                super().keyPressEvent(event)
            else:
                self._begin()
        else:
            event.ignore()

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags():
            self.opened.emit(index.data(ITEM))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        if self.ring and not self.currentIndex().isValid():
            self._begin()
        self.viewport().update()

    def _begin(self) -> None:
        for row in range(self.entries.rowCount()):
            index = self.entries.index(row)
            if index.flags():
                self.setCurrentIndex(index)
                return

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def place_of(self, key: Hashable, spot: str) -> QRect:
        """Where a part of a row stands on the screen, for what opens beside it."""
        row = self.entries.row_of(key)
        if row < 0:
            return QRect()
        index = self.entries.index(row)
        inner = inner_box(self, self.visualRect(index))
        box = self._painter.spots(index.data(ITEM), inner).get(spot, inner)
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
