"""The short lists of the war room's right side: rows that open, as high as their words."""

from __future__ import annotations

from itertools import accumulate
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption

from csmdesk.ui.theme import RADIUS_CONTROL
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.rows import RowList

PAD = 8
"""How far the ground of a row reaches beyond its words; the list stands that much further out."""

LEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TRAIL = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEWLINE = "\u2028"
"""What begins a line where words are laid out."""


class SideRows(RowList):
    """Rows whose height follows their words and the width; Enter opens, Space belongs to the clock."""

    rows_open = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._tops = (0, *accumulate(self.height_of(item) for item in self._items))
            self.setFixedHeight(self._tops[-1])
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # --- for subclasses -------------------------------------------------------------------------------------

    def go_to(self, index: int) -> None:
        """Make a row the current one."""
        if 0 <= index < len(self._items):
            self._current = index
            self._name_it()
            self.moved_ring()
            self.update()

    def words_height(self, words: str, width: int, *, small: bool = False, lines: int = 0) -> int:
        """How high ``words`` stand in ``width``; at most so many ``lines``, 0 for all of them."""
        if not words:
            return 0
        layout = QTextLayout(words.replace("\n", _NEWLINE), self.theme.font("small" if small else "body"))
        layout.setTextOption(_wrapped())
        layout.beginLayout()
        height, count = 0.0, 0
        while (line := layout.createLine()).isValid() and (not lines or count < lines):
            line.setLineWidth(max(40, width))
            height, count = height + line.height(), count + 1
        layout.endLayout()
        return ceil(height)

    @staticmethod
    def draw_words(painter: QPainter, box: QRect, words: str) -> None:
        """Draw words that begin a new line between them, and within one only where it is longer than that."""
        painter.drawText(QRectF(box), words, _wrapped())

    def draw_ground(self, painter: QPainter, box: QRect, *, hot: bool, chosen: bool = False) -> None:
        """The ground of a row that is chosen or pointed at."""
        if chosen or hot:
            inside = QRectF(box).adjusted(0, 1, 0, -1)
            draw_box(painter, self.theme, inside, RADIUS_CONTROL, ground="sel" if chosen else "hover")


def _wrapped() -> QTextOption:
    """How words are laid out in several lines; flags of the painter would break them in their middle."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
