"""A chip that is told when it is about to be opened."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal

from csmdesk.ui.widgets.chip import FilterChip


class CountedChip(FilterChip):
    """A chip whose choices are counted when they are about to be seen, not at every key of the filter."""

    opening = Signal()

    def open_choices(self, _checked: bool = False, *, below: QPoint | None = None) -> None:
        self.opening.emit()
        super().open_choices(below=below)
