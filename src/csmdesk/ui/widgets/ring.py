"""The state of a task as a ring: to do, under way, to be accepted, done."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import Theme

State = Literal["todo", "doing", "accept", "done"]

SIZE = 16
_PEN = 1.5
_ROLE = {"todo": "control", "doing": "accent", "accept": "amber", "done": "green"}
_START, _FULL = 90 * 16, 360 * 16
"""Angles are sixteenths of a degree, from three o'clock, against the clock."""
_PART = {"doing": _FULL // 2, "accept": _FULL * 3 // 4}


def draw_task_ring(painter: QPainter, theme: Theme, state: str, x: float, y: float) -> None:
    """Draw the ring of ``state`` in the 16 × 16 box whose top left corner is (x, y)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    colour = theme.colour(_ROLE[state])
    box = QRectF(_PEN / 2 + 0.5, _PEN / 2 + 0.5, SIZE - _PEN - 1, SIZE - _PEN - 1)
    if state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(box.adjusted(-_PEN / 2, -_PEN / 2, _PEN / 2, _PEN / 2))
        check = QPainterPath(QPointF(4.8, 8.3))
        check.lineTo(7.1, 10.5)
        check.lineTo(11.2, 5.8)
        pen = QPen(theme.colour("surface"), _PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(check)
    else:
        painter.setPen(QPen(colour, _PEN))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if state in _PART:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPie(box.adjusted(2, 2, -2, -2), _START, -_PART[state])
    painter.restore()


class TaskRing(QWidget):
    """A ring as a widget; the word of the state is its accessible name."""

    def __init__(self, theme: Theme, state: State = "todo", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state)

    def set_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        words = {
            "todo": self.tr("待办"),
            "doing": self.tr("进行中"),
            "accept": self.tr("待验收"),
            "done": self.tr("完成"),
        }
        self.setAccessibleName(words[state])
        self.setToolTip(words[state])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_task_ring(painter, self._theme, self._state, 0, 0)
        painter.end()
