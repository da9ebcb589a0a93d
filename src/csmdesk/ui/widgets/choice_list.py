"""Rows to choose from, in a popup: the menu of a chip, the list of a combo box, what a completion offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csmdesk.ui.theme import CONTROL, RADIUS_CARD, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.check import draw_check
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import is_enter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csmdesk.ui.widgets.chip import Choice

_KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
_ALONE = Qt.ItemDataRole.UserRole + 2
"""True in a list of which one choice holds: it is marked by a check, not by a box."""
_ROWS = 12
_CHECK = 16
_SIDE = 8

_FRAMED = (
    "QAbstractItemView {{ background: {surface}; border: 1px solid {control}; border-radius: 6px;"
    " outline: 0; padding: 2px; }}"
)
_BARE = "QAbstractItemView {{ background: {surface}; border: none; outline: 0; }}"


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of ``view`` 28 high: a check box, words, a count in grey at the right.

    It also gives the view our scroll bar and, with ``frame``, the border of a popup, in the colours of the
    theme of the moment.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView, *, frame: bool = True) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._sheet = _FRAMED if frame else _BARE
        view.setItemDelegate(self)
        view.setFont(theme.font())
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._view.setStyleSheet(self._theme.styled(self._sheet))
        self._view.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = self._theme.metrics()
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * _SIDE
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width += _CHECK + _SIDE
        if (count := index.data(NOTE)) is not None:
            width += 24 + metrics.horizontalAdvance(str(count))
        return QSize(width, CONTROL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        on = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        current = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus))
        if current and on:
            draw_box(painter, theme, QRectF(box), RADIUS_SMALL, ground="sel")
        elif on and state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, theme, QRectF(box), RADIUS_SMALL, ground="hover")
        inner = box.adjusted(_SIDE, 0, -_SIDE, 0)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is not None:
            top = box.top() + (box.height() - _CHECK) / 2
            check = QRectF(inner.left(), top, _CHECK, _CHECK)
            held = Qt.CheckState(checked)
            if not index.data(_ALONE):
                draw_check(painter, theme, check, held, enabled=on)
            elif held == Qt.CheckState.Checked:
                draw_icon(painter, theme, "check", "accent" if on else "t4", check.left(), check.top())
            inner.adjust(_CHECK + _SIDE, 0, 0, 0)
        count = index.data(NOTE)
        painter.setFont(theme.font())
        if count is not None:
            painter.setPen(theme.colour("t3" if on else "t4"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
            inner.adjust(0, 0, -16 - theme.metrics().horizontalAdvance(str(count)), 0)
        painter.setPen(theme.colour("t1" if on else "t4"))
        words = theme.metrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class ChoiceList(QListWidget):
    """The choices of a chip: Space checks, Enter checks and closes, Esc closes, letters look for a row."""

    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        RowDelegate(theme, self, frame=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def toggle(self, item: QListWidgetItem) -> None:
        """Check a row, or uncheck it."""
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self.toggle(item)
        elif is_enter(event):
            if item is not None:
                self.toggle(item)
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None:
            self.setCurrentItem(item)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self.toggle(item)


class ChoicePopup(QFrame):
    """A popup of choices. ``toggled(key, on)`` is one that was checked or unchecked, ``closed`` its end.

    Without ``multi`` checking one unchecks the others and closes.
    """

    toggled = Signal(str, bool)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, multi: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        self._multi = multi
        self.rows = ChoiceList(theme, self)
        self.rows.itemChanged.connect(self._changed)
        self.rows.done.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.rows)
        self.setFocusProxy(self.rows)

    def open_at(self, place: QPoint, name: str, choices: Sequence[Choice], chosen: frozenset[str]) -> None:
        """Show ``choices`` with the ``chosen`` ones checked; ``place`` (global) is the top left corner."""
        self.rows.blockSignals(True)
        self.rows.clear()
        for choice in choices:
            item = QListWidgetItem(choice.words)
            item.setData(_KEY, choice.key)
            item.setData(NOTE, choice.count)
            item.setData(_ALONE, not self._multi)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            on = choice.key in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.rows.addItem(item)
        self.rows.blockSignals(False)
        self.rows.setAccessibleName(name)
        first = next((i for i, choice in enumerate(choices) if choice.key in chosen), 0)
        self.rows.setCurrentRow(first)
        width = max(160, min(360, self.rows.sizeHintForColumn(0) + 24))
        self.resize(width, CONTROL * min(_ROWS, max(1, len(choices))) + 8)
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.move(place)
        self.show()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def _changed(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        if on and not self._multi:
            self.rows.blockSignals(True)
            for row in range(self.rows.count()):
                other = self.rows.item(row)
                if other is not item:
                    other.setCheckState(Qt.CheckState.Unchecked)
            self.rows.blockSignals(False)
        self.toggled.emit(str(item.data(_KEY)), on)
        if not self._multi:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self._theme, QRectF(self.rect()), RADIUS_CARD, ground="surface", border="control")
        painter.end()
