"""One choice of a few, side by side in one frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import CONTROL, RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.focus import RING, Ringed, draw_ring, stepped

_PADDING = 12


class Segmented(Ringed, QWidget):
    """Shows ``choices`` (key, words) and emits ``chosen(key)`` when the user picks one; ← and → move."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, choices: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = list(choices)
        self._name = name
        self._index = 0
        self._hot = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    @property
    def key(self) -> str:
        """The key of the choice that is made."""
        return self._choices[self._index][0]

    def set_key(self, key: str) -> None:
        """Make a choice without a signal; an unknown key is passed over."""
        for index, (known, _) in enumerate(self._choices):
            if known == key:
                self._index = index
                self._name_it()
                self.update()

    def set_words(self, words: Mapping[str, str]) -> None:
        """Say something else for the choices with these keys."""
        self._choices = [(key, words.get(key, before)) for key, before in self._choices]
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        words = self._choices[self._index][1] if self._choices else ""
        said = self.tr("{name}：{value}").format(name=self._name, value=words)
        self.setAccessibleName(said if self._name else words)

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._choices) and index != self._index:
            self._index = index
            self._name_it()
            self.update()
            self.chosen.emit(self.key)

    def _widths(self) -> list[int]:
        metrics = self._theme.metrics()
        return [metrics.horizontalAdvance(words) + 2 * _PADDING for _, words in self._choices]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2 * RING, CONTROL + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _boxes(self) -> list[QRectF]:
        boxes, x = [], float(RING)
        for width in self._widths():
            boxes.append(QRectF(x, RING, width, CONTROL))
            x += width
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        on = self.isEnabled()
        frame = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        border = "line2" if on else "line"
        draw_box(painter, theme, frame, RADIUS_CONTROL, ground="surface", border=border)
        for index, ((_, words), box) in enumerate(zip(self._choices, self._boxes(), strict=True)):
            chosen = index == self._index
            hot = on and index == self._hot
            if chosen:
                ground, edge = ("sel", "accline") if on else ("inset", "line")
                draw_box(painter, theme, box, RADIUS_CONTROL, ground=ground, border=edge)
            elif hot:
                draw_box(painter, theme, box.adjusted(2, 2, -2, -2), RADIUS_SMALL, ground="hover")
            if index and not chosen and index - 1 != self._index:
                draw_rule(painter, theme, border, box.left(), box.top() + 7, CONTROL - 14, upright=True)
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t4" if not on else "t1" if chosen or hot else "t2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def _at(self, x: float) -> int:
        return next((i for i, box in enumerate(self._boxes()) if box.left() <= x < box.right()), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._heat(self._at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._heat(-1)

    def _heat(self, index: int) -> None:
        if index != self._hot:
            self._hot = index
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = stepped(event, self._index, len(self._choices))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._pick(to)
