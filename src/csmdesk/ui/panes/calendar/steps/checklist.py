"""What a workshop needs, as small marks in a row: a check for done, else an empty ring, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.ring import SIZE, draw_task_ring

_LINE = 22
_GAP = 16
_INNER = 6


class Needed(NamedTuple):
    """One thing: its words (痛点 3/5) and whether there is enough."""

    words: str
    done: bool


class Checklist(QWidget):
    """Flows over as many lines as it needs; the whole list is its accessible name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.items: tuple[Needed, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_items(self, items: Sequence[Needed]) -> None:
        """Show other things."""
        self.items = tuple(items)
        done, still = self.tr("{what} 已齐"), self.tr("{what} 还缺")
        self.setAccessibleName("  ".join((done if i.done else still).format(what=i.words) for i in items))
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> list[tuple[Needed, int, int]]:
        metrics = self._theme.metrics("small")
        found, left, top = [], 0, 0
        for item in self.items:
            wide = SIZE + _INNER + metrics.horizontalAdvance(item.words)
            if left and left + wide > width:
                left, top = 0, top + _LINE
            found.append((item, left, top))
            left += wide + _GAP
        return found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return (places[-1][2] if places else 0) + _LINE

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        for item, left, top in self._places(self.width()):
            draw_task_ring(painter, theme, "done" if item.done else "todo", left, top + (_LINE - SIZE) / 2)
            painter.setPen(theme.colour("t2" if item.done else "t1"))
            words = QRectF(left + SIZE + _INNER, top, self.width(), _LINE)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item.words)
        painter.end()
