"""The head over the list: its name, how many accounts are shown, and their annual value."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.label import Label


class Heading(QWidget):
    """Shows the count at once; ``value`` gives the words of the amount after the rows are painted."""

    def __init__(
        self, theme: Theme, title: str, value: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._count, self._amount = Label(theme, role="t3"), Label(theme, role="t3")
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(8)
        row.addWidget(Label(theme, title, scale="title"))
        row.addSpacing(4)
        for label in (self._count, self._amount):
            label.setContentsMargins(0, 0, 0, 3)  # its letters stand on the line of the title's
            label.setFixedHeight(theme.line_height("body") + 3)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        # The margins above and below put the line of the title into the middle.
        row.setContentsMargins(INSET, 14, INSET, 14)
        self.setFixedHeight(PANE_HEAD)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_value)

    def show_count(self, shown: int, total: int, *, filtered: bool) -> None:
        """Other rows are shown."""
        self._count.setText(f"{shown:,} / {total:,}" if filtered else f"{shown:,}")
        # Nobody waits for the sum with the next key.
        self._later.start()

    def _show_value(self) -> None:
        self._amount.setText(self._value())

    @property
    def text(self) -> str:
        """What it says beside the name."""
        return f"{self._count.text()}  {self._amount.text()}".rstrip()
