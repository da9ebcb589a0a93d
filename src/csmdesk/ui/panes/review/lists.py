"""The lists of the review pane as they are painted: chapters, checks, places to write."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.models.review_outline import Chapter, OpenCheck, Passage
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.focus import by_keyboard
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

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
        scale = "small" if small else "body"
        metrics = self.theme.metrics(scale, bold=bold)  # type: ignore[arg-type]
        painter.setFont(self.theme.font(scale, bold=bold))  # type: ignore[arg-type]
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


class ChapterDelegate(RowDelegate):
    """Number and title; sections indented; a triangle with a count where checks are open."""

    def __init__(self, theme: Theme, view: ItemList) -> None:
        super().__init__(theme, view)
        self.chapter = ""
        """The anchor of the chapter (level 1) that the current row belongs to: it is bold."""

    def draw(self, painter: QPainter, box: QRect, item: Chapter, row: int) -> None:
        number_at, title_at = (INSET, 48) if item.level == 1 else (40, 70)
        # The scroll bar lies in the inset.
        edge = min(box.right() - 2, self.view.width() - 16)
        if item.checks:
            count = str(item.checks)
            width = self.theme.metrics().horizontalAdvance(count)
            self.text(painter, QRect(edge - width, box.top(), width + 1, box.height()), count, right=True)
            edge -= width + 8 + SIZE
            draw_shape(painter, self.theme, "yellow", edge, box.top() + (box.height() - SIZE) / 2)
            edge -= 6
        number = QRect(number_at, box.top(), title_at - number_at - 4, box.height())
        self.text(painter, number, short_number(item), "t3" if item.level > 1 else "t2")
        title = QRect(title_at, box.top(), edge - title_at, box.height())
        self.text(painter, title, item.title, "t1", bold=item.anchor == self.chapter)


def short_number(chapter: Chapter) -> str:
    """The number as the list has room for it: an appendix by its letter."""
    return chapter.number.rpartition(" ")[2]


class CheckDelegate(RowDelegate):
    """A check: shape, title, and what was found; 60 high with a line below."""

    height = 60

    def draw(self, painter: QPainter, box: QRect, item: OpenCheck, row: int) -> None:
        draw_shape(painter, self.theme, item.mark, box.left() + INSET, box.top() + 15)
        left = box.left() + INSET + SIZE + 8
        width = box.right() - INSET - left
        self.text(painter, QRect(left, box.top() + 10, width, 20), item.title, bold=True)
        self.text(painter, QRect(left, box.top() + 31, width, 18), item.detail, "t2", small=True)
        painter.setPen(self.theme.pen("line"))
        painter.drawLine(box.left() + INSET, box.bottom(), box.right() - INSET, box.bottom())


class PassageDelegate(RowDelegate):
    """A place to write: a ring that is filled once there are words, what to write, and its chapter."""

    height = 52

    def draw(self, painter: QPainter, box: QRect, item: Passage, row: int) -> None:
        written = bool(item.body.strip())
        shape = "green" if written else "unscored"
        draw_shape(painter, self.theme, shape, box.left() + INSET, box.top() + 13)
        left = box.left() + INSET + SIZE + 8
        width = box.right() - INSET - left
        words = " ".join(item.body.split()) if written else item.prompt
        self.text(painter, QRect(left, box.top() + 8, width, 20), words, "t1" if written else "t2")
        self.text(painter, QRect(left, box.top() + 28, width, 16), item.chapter, "t3", small=True)
        painter.setPen(self.theme.pen("line"))
        painter.drawLine(box.left() + INSET, box.bottom(), box.right() - INSET, box.bottom())
