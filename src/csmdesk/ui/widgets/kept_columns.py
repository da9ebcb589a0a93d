"""What imports kept of a row beside the book's own fields: the column's name and its value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead


class KeptColumns(QWidget):
    """A head over two columns; hidden where nothing was kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.items: tuple[tuple[str, str], ...] = ()
        self._labels: list[Label] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 2, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHead(theme, self.tr("导入的其他列")))
        column.addLayout(self._grid)
        self.hide()

    def show_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show names and values."""
        self.setVisible(bool(items))
        if tuple(items) == self.items:
            return
        self.items = tuple(items)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(self.items):
            pair = (Label(self._theme, name, role="t3"), Label(self._theme, value, wrap=True))
            for place, label in enumerate(pair):
                self._grid.addWidget(label, row, place)
                self._labels.append(label)
