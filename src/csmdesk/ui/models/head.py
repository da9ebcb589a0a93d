"""The column heads of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import INSET, SCROLL_BAR, TABLE_HEAD, Theme

EDGE = INSET - SCROLL_BAR
"""The inset at the right; the scroll bar lies in it."""

_NUMBER_GAP = 3


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
    """Column heads in small grey type; those that sort are dark and have an arrow.

    Where several sort, the second and the following ones have their number after the arrow.
    """

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
            self._draw(painter, model)
        painter.end()

    def _draw(self, painter: QPainter, model: RowModel[Any]) -> None:
        shown = [column for column in range(len(model.columns)) if not self.isSectionHidden(column)]
        self._draw_heads(painter, model, shown)

    def _draw_heads(self, painter: QPainter, model: RowModel[Any], columns: Iterable[int]) -> None:
        """Write the heads of these columns."""
        theme = self._theme
        keys = model.sort_keys
        sorts = {key: (number, descending) for number, (key, descending) in enumerate(keys, 1)}
        painter.setFont(theme.font("small"))
        for column in columns:
            spec = model.columns[column]
            text, role, number = spec.head, "t3", ""
            if spec.key in sorts:
                place, descending = sorts[spec.key]
                text, role = f"{text} ↓" if descending else f"{text} ↑", "t1"
                number = str(place) if len(keys) > 1 else ""
            box = self._inside(column).adjusted(spec.indent, 0, 0, 0)
            if number:
                wide = theme.metrics("small").horizontalAdvance(number) + _NUMBER_GAP
                x = box.right() - wide if spec.right else box.left() + self._advance(text)
                painter.setPen(theme.colour("t3"))
                painter.drawText(QRect(x + _NUMBER_GAP, 0, wide, box.height()), _flags(False), number)
                box.adjust(0, 0, -wide, 0)
            painter.setPen(theme.colour(role))
            painter.drawText(box, _flags(spec.right), text)

    def _advance(self, text: str) -> int:
        return self._theme.metrics("small").horizontalAdvance(text)

    def _inside(self, column: int) -> QRect:
        x, width = self.sectionViewportPosition(column), self.sectionSize(column)
        left = INSET if x == 0 else 0
        right = self.viewport().width() - x - width
        return QRect(x + left, 0, width - left - (EDGE if right <= 0 else 0), TABLE_HEAD)


def _flags(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
