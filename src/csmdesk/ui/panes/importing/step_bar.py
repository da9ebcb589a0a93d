"""The four steps in the head of the pane: what is done, where the user is, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around, stepped

_DISC, _GAP, _LINE, _APART = 20, 8, 24, 9
_CHECK = 12


class StepBar(Ringed, QWidget):
    """``chosen(step)`` is a click on a step that can be gone to, or ← and →; ``set_steps`` says which can.

    A step that cannot be gone to yet says why in its tooltip.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = tuple(words)
        self._step = 0
        self._why_not: tuple[str, ...] = ("",) * len(words)
        self._done: frozenset[int] = frozenset()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    def set_steps(self, step: int, done: frozenset[int], why_not: Sequence[str]) -> None:
        """Make ``step`` the current one; ``why_not`` says why a step cannot be gone to, '' if it can."""
        self._step, self._done, self._why_not = step, done, tuple(why_not)
        self._name_it()
        self.update()

    @property
    def step(self) -> int:
        """The current step."""
        return self._step

    def why_not(self, step: int) -> str:
        """Why a step cannot be gone to."""
        return self._why_not[step]

    def _name_it(self) -> None:
        told = self.tr("第 {n} 步，共 {count} 步：{step}")
        self.setAccessibleName(
            told.format(n=self._step + 1, count=len(self._words), step=self._words[self._step])
        )

    # --- places ---------------------------------------------------------------------------------------------

    def _boxes(self) -> list[QRect]:
        boxes, x = [], 2
        for step, words in enumerate(self._words):
            bold = step == self._step
            width = _DISC + _GAP + self._theme.metrics(bold=bold).horizontalAdvance(words)
            boxes.append(QRect(x, 0, width, self.height()))
            x += width + _APART + _LINE + _APART
        return boxes

    def sizeHint(self) -> QSize:
        wide = sum(self._theme.metrics(bold=True).horizontalAdvance(words) for words in self._words)
        count = len(self._words)
        return QSize(wide + count * (_DISC + _GAP) + (count - 1) * (_LINE + 2 * _APART) + 6, 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        boxes = self._boxes()
        for step, (box, words) in enumerate(zip(boxes, self._words, strict=True)):
            here = step == self._step
            open_ = not self._why_not[step]
            disc = QRectF(box.left(), middle - _DISC / 2, _DISC, _DISC)
            if here:
                draw_box(painter, theme, disc, _DISC / 2 - 3, ground="accfill")
            else:
                border = "control" if open_ else "line2"
                draw_box(painter, theme, disc, _DISC / 2 - 3, ground="surface", border=border)
            if step in self._done and not here:
                at = (_DISC - _CHECK) / 2
                draw_icon(painter, theme, "check", "t2", disc.left() + at, disc.top() + at, _CHECK)
            else:
                painter.setFont(theme.font("small", bold=here))
                painter.setPen(theme.colour("onacc" if here else "t2" if open_ else "t3"))
                painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(step + 1))
            painter.setFont(theme.font(bold=here))
            painter.setPen(theme.colour("t1" if here or open_ else "t3"))
            text = QRectF(disc.right() + _GAP, 0, box.width() - _DISC - _GAP + 2, self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
            if step + 1 < len(self._words):
                draw_rule(painter, theme, "line2", box.right() + _APART, middle, _LINE)
            if here and self.ring:
                around = QRectF(box).adjusted(-2, 2, 4, -2)
                draw_ring_around(painter, around, theme)
        painter.end()

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _at(self, x: int) -> int:
        return next((step for step, box in enumerate(self._boxes()) if box.left() <= x <= box.right()), -1)

    def _go(self, step: int) -> None:
        if 0 <= step < len(self._words) and step != self._step and not self._why_not[step]:
            self.chosen.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self._at(event.position().toPoint().x())
        open_ = step >= 0 and step != self._step and not self._why_not[step]
        shape = Qt.CursorShape.PointingHandCursor if open_ else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self._at(event.position().toPoint().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = stepped(event, self._step, len(self._words))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._go(to)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            step = self._at(event.pos().x())
            words = "" if step < 0 else self._why_not[step] or f"{self._words[step]}  Alt+{step + 1}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
