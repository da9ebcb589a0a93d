"""The head of the pane: the day, what is special about it, and the order of the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented


class TodayHead(QWidget):
    """``order_chosen`` gives ``urgency``, ``account`` or ``value``."""

    order_chosen = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(theme, title, scale="title")
        self._note = Label(theme, role="t3", elide=True)
        self.order = Segmented(
            theme,
            [
                ("urgency", self.tr("按紧急")),
                ("account", self.tr("按客户")),
                ("value", self.tr("按风险金额")),
            ],
            self.tr("排列"),
        )
        self.order.setToolTip(self.tr("排列  Alt+1 Alt+2 Alt+3"))
        self.order.chosen.connect(self.order_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 12, INSET - 8, 12)
        row.setSpacing(12)
        row.addWidget(self._title)
        self._note.setContentsMargins(0, 0, 0, 3)  # its letters stand on the line of the title's
        self._note.setFixedHeight(theme.line_height("body") + 3)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.order, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(PANE_HEAD)

    def show_day(self, headline: str, note: str) -> None:
        """Say which day it is; ``note`` is what is special about it, '' for nothing."""
        self._title.setText(headline)
        self._note.setText(note)
        self._note.setToolTip(note)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}  {self._note.text()}".rstrip()
