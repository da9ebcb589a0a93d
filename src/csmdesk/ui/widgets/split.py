"""List and detail beside each other, with a line between that can be moved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule

_MOST = 1 << 24
"""Pixels: as wide as a widget can be."""


class _Handle(QSplitterHandle):
    """One line; Qt makes the place to grab it wider by itself."""

    def __init__(self, theme: Theme, parent: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = "line2" if self.underMouse() else "line"
        # Qt masks all but the one line in the middle of the place to grab.
        draw_rule(painter, self._theme, role, self.contentsRect().left(), 0, self.height(), upright=True)
        painter.end()


class Split(QSplitter):
    """Parts side by side, which share the width by a rule until the user moves the line between them.

    ``sizes_text`` keeps the user's own sizes over restarts.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._rule: tuple[int, float, int, int] | None = None
        self._own = False
        """The user moved the line."""
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._moved)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self._theme, self)

    def share(self, side: int, share: float, least: int, most: int = _MOST) -> None:
        """Side 0 or 1 gets that share of the width, from ``least`` to ``most`` pixels; the other the rest.

        Call it when both sides are in. Until the user moves the line.
        """
        self._rule = (side, share, least, most)
        for at in range(self.count()):
            self.setStretchFactor(at, int(at != side))
        self._divide()

    @property
    def sizes_text(self) -> str:
        """The user's own sizes as words; '' when there are none."""
        return ",".join(str(size) for size in self.sizes()) if self._own else ""

    def set_sizes_text(self, text: str) -> bool:
        """Take up the user's own sizes; anything else than that many numbers is passed over, and False."""
        parts = text.split(",")
        self._own = len(parts) == self.count() and all(part.isdecimal() for part in parts)
        if self._own:
            self.setSizes([int(part) for part in parts])
        return self._own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _moved(self) -> None:
        self._own = True

    def _divide(self) -> None:
        if self._own or self._rule is None:
            return
        side, share, least, most = self._rule
        width = self.width()
        size = max(least, min(most, round(width * share)))
        self.setSizes([size, width - size] if side == 0 else [width - size, size])
