"""Which columns the list shows, in which order, and how many of them stay at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csmdesk.ui.models.columns import Column, ColumnLayout
from csmdesk.ui.theme import CONTROL, RADIUS_CARD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.choice_list import ChoiceList
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole
_WIDTH = 280


class _Rows(ChoiceList):
    """The columns with a check each; Space shows or hides, Alt and an arrow or dragging moves, P pins."""

    moved = Signal(int)
    pinned = Signal()
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_P:
            self.pinned.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A drag begins with the press that a list of choices keeps to itself.
        QListWidget.mousePressEvent(self, event)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.dropped.emit()


class ColumnsMenu(QFrame):
    """A popup of all columns; ``changed(layout)`` follows each change at once, None is back to the default.

    The first column stays where it is: it names the row.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        self._columns = {column.key: column for column in columns}
        self._layout = ColumnLayout().made_fit(columns)
        self._default = self._layout
        self.rows = _Rows(theme, self)
        self.rows.setAccessibleName(self.tr("列"))
        self.rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.rows.done.connect(self.close)
        self.rows.itemChanged.connect(self._shown)
        self.rows.currentRowChanged.connect(self._name_pin)
        self.rows.moved.connect(self._move)
        self.rows.pinned.connect(self._pin)
        self.rows.dropped.connect(self._dropped)
        self.up = Button(theme, self.tr("上移"), kind="flat", small=True, hint="Alt ↑")
        self.down = Button(theme, self.tr("下移"), kind="flat", small=True, hint="Alt ↓")
        self.pin = Button(theme, self.tr("固定在左"), kind="flat", small=True, hint="P")
        self.widths = Button(theme, self.tr("宽度复原"), kind="flat", small=True)
        self.default = Button(theme, self.tr("恢复默认"), kind="flat", small=True)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.pin.clicked.connect(self._pin)
        self.widths.clicked.connect(self._reset_widths)
        self.default.clicked.connect(self._reset)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        head = Label(self._theme, self.tr("显示的列，从左到右"), scale="small", role="t3")
        head.setContentsMargins(8, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(self.rows, 1)
        for buttons in ((self.up, self.down, self.pin), (self.widths, self.default)):
            row = QHBoxLayout()
            row.setSpacing(4)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)

    def open_at(self, place: QPoint, layout: ColumnLayout) -> None:
        """Show the columns as they stand; ``place`` (global) is the top right corner."""
        self.show_layout(layout)
        height = CONTROL * (len(self._columns) - 1) + 104
        screen = self.screen().availableGeometry()
        self.resize(max(_WIDTH, self.sizeHint().width()), min(height, screen.height() - 80))
        corner = QPoint(place.x() - self.width(), place.y())
        corner.setX(max(screen.left(), corner.x()))
        corner.setY(max(screen.top(), min(corner.y(), screen.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_layout(self, layout: ColumnLayout) -> None:
        """Show another order."""
        self._layout = layout.made_fit(list(self._columns.values()))
        key = self._current
        self.rows.blockSignals(True)
        self.rows.clear()
        for name in self._layout.order[1:]:
            item = QListWidgetItem(self._words(name, pinned=self._layout.is_pinned(name)))
            item.setData(_KEY, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            hidden = name in self._layout.hidden
            item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
            self.rows.addItem(item)
            if name == key:
                self.rows.setCurrentItem(item)
        if self.rows.currentRow() < 0:
            self.rows.setCurrentRow(0)
        self.rows.blockSignals(False)
        self._name_pin()

    def _words(self, key: str, *, pinned: bool) -> str:
        head = self._columns[key].head
        return self.tr("{name}（固定）").format(name=head) if pinned else head

    # --- acts -----------------------------------------------------------------------------------------------

    @property
    def _current(self) -> str:
        row = self.rows.currentRow()
        return "" if row < 0 else str(self.rows.item(row).data(_KEY))

    def _take(self, layout: ColumnLayout) -> None:
        self.show_layout(layout)
        self.changed.emit(self._layout)

    def _shown(self, item: QListWidgetItem) -> None:
        hidden = item.checkState() != Qt.CheckState.Checked
        self._take(self._layout.hide(str(item.data(_KEY)), hidden))

    def _move(self, step: int) -> None:
        order = self._layout.order
        here = order.index(self._current) if self._current else 0
        to = here + step
        if here and 0 < to < len(order):
            before = to if step < 0 else to + 1
            self._take(self._layout.moved(order[here], order[before] if before < len(order) else ""))

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _dropped(self) -> None:
        keys = [str(self.rows.item(row).data(_KEY)) for row in range(self.rows.count())]
        self._take(replace(self._layout, order=(self._layout.order[0], *keys)))

    def _pin(self) -> None:
        """Let the current column stay at the left while the rest scrolls, or scroll with it again."""
        key = self._current
        if key:
            self._take(self._layout.pin(key, not self._layout.is_pinned(key)))

    def _name_pin(self) -> None:
        key = self._current
        pinned = bool(key) and self._layout.is_pinned(key)
        self.pin.setText(self.tr("不再固定") if pinned else self.tr("固定在左"))
        self.pin.updateGeometry()

    def _reset_widths(self) -> None:
        self._take(replace(self._layout, widths={}))

    def _reset(self) -> None:
        self.show_layout(self._default)
        self.changed.emit(None)

    # --- the frame ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_CARD, ground="surface", border="control")
        painter.end()
