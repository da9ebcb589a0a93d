"""A page of the right side that scrolls: its words end at the same place with a scroll bar and without."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.theme import INSET, SCROLL_BAR, Theme


class SideScroll(ScrollRoom):
    """Parts one below the other; the scroll bar stands in the margin at their right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room()

    def _make_room(self) -> None:
        bar = self.verticalScrollBar()
        self.column.setContentsMargins(0, 0, 0 if bar.maximum() > bar.minimum() else SCROLL_BAR, 16)

    def add(self, part: QWidget, *, out: int = 0, above: int = 0, below: int = 8) -> None:
        """Put a part at the end, which may reach ``out`` beyond the margins on both sides."""
        holder = QVBoxLayout()
        inset = INSET - out
        holder.setContentsMargins(inset, above, max(0, inset - SCROLL_BAR), below)
        holder.addWidget(part)
        self.column.addLayout(holder)
