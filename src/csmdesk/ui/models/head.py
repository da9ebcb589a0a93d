"""The column heads of the fast list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import INSET, SCROLL_BAR, TABLE_HEAD, Theme

EDGE = INSET - SCROLL_BAR
"""The inset at the right; the scroll bar lies in it."""


class Corner(QWidget):
    """Stands over the scroll bar, beside the heads, and carries their rule on to the edge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(TABLE_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "surface", 0, 0, self.width(), TABLE_HEAD)
        self._theme.fill(painter, "line2", 0, TABLE_HEAD - 1, self.width(), 1)
        painter.end()


class Head(QHeaderView):
    """Column heads in small grey type; the one that sorts is dark and has an arrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setFixedHeight(TABLE_HEAD)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def sizeHint(self) -> QSize:
        return QSize(100, TABLE_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        theme = self._theme
        painter = QPainter(self.viewport())
        width = self.viewport().width()
        theme.fill(painter, "surface", 0, 0, width, TABLE_HEAD)
        painter.setPen(theme.pen("line2"))
        painter.drawLine(0, TABLE_HEAD - 1, width, TABLE_HEAD - 1)
        if isinstance(model, RowModel):
            by, descending = model.sorted_by
            painter.setFont(theme.font("small"))
            for column, spec in enumerate(model.columns):
                if self.isSectionHidden(column):
                    continue
                text, role = spec.head, "t3"
                if column == by:
                    role = "t1"
                    text = f"{text} ↓" if descending else f"{text} ↑"
                painter.setPen(theme.colour(role))
                box = self._inside(column).adjusted(spec.indent, 0, 0, 0)
                painter.drawText(box, _flags(spec.right), text)
        painter.end()

    def _inside(self, column: int) -> QRect:
        x, width = self.sectionViewportPosition(column), self.sectionSize(column)
        left = INSET if x == 0 else 0
        right = self.viewport().width() - x - width
        return QRect(x + left, 0, width - left - (EDGE if right <= 0 else 0), TABLE_HEAD)


def _flags(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
