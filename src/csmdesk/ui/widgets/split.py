"""List and detail beside each other, with a line between that can be moved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule


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
    """A splitter whose first side takes what is left; ``sizes_text`` keeps the sizes over restarts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self._theme, self)

    @property
    def sizes_text(self) -> str:
        """The sizes as words."""
        return ",".join(str(size) for size in self.sizes())

    def set_sizes_text(self, text: str) -> bool:
        """Take up sizes; anything else than that many numbers is passed over, and False returned."""
        parts = text.split(",")
        fits = len(parts) == self.count() and all(part.isdecimal() for part in parts)
        if fits:
            self.setSizes([int(part) for part in parts])
        return fits
