"""Tabs: words with a grey count, the current one bold over a 2px line in the accent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.focus import Ringed, stepped
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

HEIGHT = 36
_GAP = 20
_LEAST_GAP = 12
_COUNT_GAP = 5
_EDGE = 20
"""How wide the arrow is that says that there are more tabs beyond the edge."""


@dataclass(frozen=True)
class Tab:
    """One page: its key, its words, a count in grey (None for none), a status shape ('' for none)."""

    key: str
    words: str
    count: int | None = None
    mark: str = ""


class Tabs(Ringed, QWidget):
    """Emits ``changed(key)`` when the user picks another tab; ←, →, Home and End move.

    Ctrl+Tab is the owner's business (``step``). Where the tabs do not fit they scroll sideways, the current
    one always in view, with an arrow at the edge behind which there are more.
    """

    changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str = "",
        *,
        height: int = HEIGHT,
        inset: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._inset = inset
        self._tabs: list[Tab] = []
        self._index = 0
        self._offset = 0
        self._hot = -1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 12 if inset else 0, 0)
        self._row.addStretch(1)
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- content --------------------------------------------------------------------------------------------

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs; the current one stays if its key is among them, else it is the first."""
        current = self.current
        self._tabs = list(tabs)
        self._index = next((i for i, tab in enumerate(self._tabs) if tab.key == current), 0)
        self._moved()
        self.updateGeometry()

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs as they are shown."""
        return tuple(self._tabs)

    @property
    def current(self) -> str:
        """The key of the current tab, '' while there are none."""
        return self._tabs[self._index].key if self._tabs else ""

    def set_current(self, key: str) -> None:
        """Change the tab without a signal; an unknown key is passed over."""
        for index, tab in enumerate(self._tabs):
            if tab.key == key:
                self._index = index
                self._moved()

    def step(self, by: int) -> None:
        """Go ``by`` tabs on, from the last to the first: what Ctrl+Tab does."""
        if self._tabs:
            self._pick((self._index + by) % len(self._tabs))

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._tabs) and index != self._index:
            self._index = index
            self._moved()
            self.changed.emit(self._tabs[index].key)

    def _moved(self) -> None:
        tab = self._tabs[self._index] if self._tabs else Tab("", "")
        count = "" if tab.count is None else f" {tab.count}"
        place = f"{self._index + 1}/{len(self._tabs)}"
        self.setAccessibleName(f"{self._name} {tab.words}{count}".strip())
        self.setAccessibleDescription(place if self._tabs else "")
        self._bring_into_view()
        self.moved_ring()
        self.update()

    # --- places ---------------------------------------------------------------------------------------------

    def _width(self, tab: Tab) -> int:
        """Bold words are as wide in every tab, so that none moves when it is chosen."""
        width = self._theme.metrics(bold=True).horizontalAdvance(tab.words)
        if tab.mark:
            width += SIZE + _COUNT_GAP
        if tab.count is not None:
            width += _COUNT_GAP + self._theme.metrics("small").horizontalAdvance(str(tab.count))
        return width

    def _room(self) -> int:
        taken = 0
        for index in range(self._row.count()):
            item = self._row.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                taken += widget.sizeHint().width()
        return self.width() - self._inset - taken - self._row.contentsMargins().right()

    def _gap(self, widths: Sequence[int], room: int) -> int:
        if len(widths) < 2:
            return _GAP
        return max(_LEAST_GAP, min(_GAP, (room - sum(widths)) // (len(widths) - 1)))

    def _boxes(self) -> list[QRect]:
        widths = [self._width(tab) for tab in self._tabs]
        gap = self._gap(widths, self._room())
        boxes, x = [], self._inset - self._offset
        for width in widths:
            boxes.append(QRect(x, 0, width, self.height()))
            x += width + gap
        return boxes

    def _over(self) -> int:
        """By how much the tabs are wider than their room."""
        widths = [self._width(tab) for tab in self._tabs]
        room = self._room()
        return max(0, sum(widths) + self._gap(widths, room) * max(0, len(widths) - 1) - room)

    def _bring_into_view(self) -> None:
        """Scroll so that the current tab is seen whole and the first one seen begins at the edge."""
        self._offset = 0
        if not self._over():
            return
        boxes = self._boxes()
        last = len(boxes) - 1
        end = boxes[self._index].right() + 1 + (_EDGE if self._index < last else 0)
        far = self._inset + self._room()
        for index, box in enumerate(boxes[: self._index + 1]):
            self._offset = max(0, box.left() - self._inset - (_EDGE if index else 0))
            if end - self._offset <= far:
                return

    def _seen_tabs(self) -> list[tuple[int, QRect]]:
        """The tabs that are seen whole, with where they stand."""
        left = self._inset + (_EDGE if self._offset else 0)
        far = self._inset + self._room()
        boxes = list(enumerate(self._boxes()))
        right = far if not boxes or boxes[-1][1].right() < far else far - _EDGE
        whole = [(i, box) for i, box in boxes if box.left() >= left and box.right() < right]
        # In very little room the current tab is better cut off than not seen.
        return whole if any(i == self._index for i, _ in whole) else [*whole, *boxes[self._index :][:1]]

    def tab_box(self, key: str) -> QRect:
        """Where the tab ``key`` stands; empty when there is none."""
        for tab, box in zip(self._tabs, self._boxes(), strict=True):
            if tab.key == key:
                return box
        return QRect()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        if not self._tabs:
            return None
        box = self._boxes()[self._index]
        high = self._theme.line_height("body")
        return self._theme, QRect(box.left(), (self.height() - high) // 2, box.width(), high)

    def sizeHint(self) -> QSize:
        widths = [self._width(tab) for tab in self._tabs]
        return QSize(self._inset + sum(widths) + _GAP * max(0, len(widths) - 1), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rule(painter, theme, "line", 0, self.height() - 1, self.width())
        seen = self._seen_tabs()
        for index, box in seen:
            self._draw(painter, self._tabs[index], box, index)
        middle = self.height() / 2
        if self._offset:
            draw_icon(painter, theme, "left", "t3", self._inset, middle - 6, 12)
        if seen and seen[-1][0] < len(self._tabs) - 1:
            right = self._inset + self._room() - 12
            draw_icon(painter, theme, "right", "t3", right, middle - 6, 12)
        painter.end()

    def _draw(self, painter: QPainter, tab: Tab, box: QRect, index: int) -> None:
        theme = self._theme
        current = index == self._index
        flag = Qt.AlignmentFlag.AlignVCenter
        x = box.left()
        if tab.mark:
            draw_shape(painter, theme, tab.mark, x, (self.height() - SIZE) / 2)
            x += SIZE + _COUNT_GAP
        painter.setFont(theme.font(bold=current))
        painter.setPen(theme.colour("t1" if current or index == self._hot else "t2"))
        painter.drawText(QRect(x, 0, box.right() + 1 - x, self.height()), flag, tab.words)
        if tab.count is not None:
            x += theme.metrics(bold=current).horizontalAdvance(tab.words) + _COUNT_GAP
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRect(x, 0, 80, self.height()), flag, str(tab.count))
        if current:
            draw_rule(painter, theme, "accent", box.left(), box.bottom() - 1, box.width(), width=2)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _at(self, x: int) -> int:
        for index, box in self._seen_tabs():
            if box.left() - 6 <= x <= box.right() + 6:
                return index
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().toPoint().x()
        seen = self._seen_tabs()
        if self._offset and x < self._inset + _EDGE:
            self._pick(seen[0][0] - 1)
        elif seen and seen[-1][0] < len(self._tabs) - 1 and x > self._inset + self._room() - _EDGE:
            self._pick(seen[-1][0] + 1)
        else:
            self._pick(self._at(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._heat(self._at(event.position().toPoint().x()))

    def leaveEvent(self, event: object) -> None:
        self._heat(-1)

    def _heat(self, index: int) -> None:
        if index != self._hot:
            self._hot = index
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = stepped(event, self._index, len(self._tabs))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._pick(to)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bring_into_view()
        super().resizeEvent(event)
        self.moved_ring()
