"""What the records of a list add up to, at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

_HEIGHT = 32


class Sums(QWidget):
    """Sums in words side by side; what has no room is in the tooltip. Gone while there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = Label(theme, scale="small", role="t2", elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(theme))
        row = QHBoxLayout()
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        row.addWidget(self._words)
        column.addLayout(row, 1)
        self._words.setFixedHeight(_HEIGHT - 1)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    def show_sums(self, sums: Sequence[str]) -> None:
        """Say what the records add up to."""
        words = "   ·   ".join(sums)
        self._words.setText(words)
        self._words.setToolTip("\n".join(sums))
        self.setVisible(bool(sums))

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()
