"""The columns of the board side by side; they scroll sideways where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from csmdesk.ui.panes.war_room.column import BAR
from csmdesk.ui.theme import INSET

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.column import Column
    from csmdesk.ui.theme import Theme

_LEAST, _MOST, _BETWEEN = 216, 340, 16
"""Cards are so wide at least and at most, with so much room between two columns."""
_FOOT = 4


class ColumnStrip(QScrollArea):
    """Holds the columns; each takes its share of the width, within limits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.columns: Sequence[Column] = ()
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        palette = self._theme.palette(Window="surface")
        self.setPalette(palette)
        self._inner.setPalette(palette)
        self.horizontalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; those before are gone then."""
        for column in self.columns:
            column.hide()
            column.deleteLater()
        self.columns = tuple(columns)
        for column in self.columns:
            column.setParent(self._inner)
            column.show()
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that no card took go on to the pane: Alt+→ is another war room, and scrolls nothing here.
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        sideways = turned.x() or (turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        bar = self.horizontalScrollBar()
        if sideways and bar.maximum():
            bar.setValue(bar.value() - sideways)
            event.accept()
        else:
            event.ignore()

    # --- where they stand -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        count = len(self.columns)
        if not count:
            return
        room = self.width() - 2 * INSET - (count - 1) * _BETWEEN
        wide = max(_LEAST, min(_MOST, room // count))
        whole = 2 * INSET + count * wide + (count - 1) * _BETWEEN
        foot = self.horizontalScrollBar().sizeHint().height() if whole > self.width() else _FOOT
        high = max(80, self.height() - foot)
        self._inner.resize(max(whole, self.width()), high)
        for place, column in enumerate(self.columns):
            column.set_card_width(wide)
            column.setGeometry(INSET + place * (wide + _BETWEEN), 0, wide + BAR, high)

    def column_at(self, place: QPoint) -> int:
        """The column that is nearest to a place of the screen."""
        x = self._inner.mapFromGlobal(place).x()
        boxes = [column.geometry() for column in self.columns]
        return min(range(len(boxes)), key=lambda i: max(boxes[i].left() - x, x - boxes[i].right(), 0))

    def bring(self, column: int) -> None:
        """Scroll sideways until a column is seen whole."""
        box = self.columns[column].geometry()
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        if box.left() - INSET < bar.value():
            bar.setValue(box.left() - INSET)
        elif box.right() + INSET - BAR > bar.value() + room:
            bar.setValue(box.right() + INSET - BAR - room)

    def sizeHint(self) -> QSize:
        return QSize(2 * INSET + 4 * _LEAST + 3 * _BETWEEN, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * INSET + _LEAST, 160)
