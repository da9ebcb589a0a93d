"""The head of the pane: its name, what is on the desk, the steps, and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csmdesk.ui.panes.importing.step_bar import StepBar
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label

_FIND = 168


class Head(QWidget):
    """``cancel_asked`` is the button at the right, ``field`` narrows the list of the step down."""

    cancel_asked = Signal()

    def __init__(self, theme: Theme, title: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = Label(theme, role="t3", elide=True)
        self.steps = StepBar(theme, steps)
        self.field = FilterField(theme, self.tr("筛选"), "/")
        self.field.setFixedWidth(_FIND)
        self.cancel = Button(theme, self.tr("取消"), kind="flat", hint="Esc")
        left = QWidget()
        words = QHBoxLayout(left)
        words.setContentsMargins(0, 4, 0, 0)
        words.setSpacing(12)
        words.addWidget(Label(theme, title, scale="title"))
        words.addWidget(self._note, 1)
        right = QWidget()
        ends = QHBoxLayout(right)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self.field)
        ends.addWidget(self.cancel)
        row = QGridLayout(self)
        row.setContentsMargins(INSET, 0, INSET - 6, 0)
        row.setHorizontalSpacing(12)
        row.addWidget(left, 0, 0)
        row.addWidget(self.steps, 0, 1)
        row.addWidget(right, 0, 2)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        self.setFixedHeight(PANE_HEAD)
        self.cancel.clicked.connect(self.cancel_asked)

    def show_files(self, words: str) -> None:
        """Say what is on the desk."""
        self._note.setText(words)
        self._note.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", 0, self.height() - 1, self.width())
        painter.end()
