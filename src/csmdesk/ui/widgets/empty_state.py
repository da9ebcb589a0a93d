"""What a pane shows when it has nothing to show: what is the case, what to do next, one button for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label


class EmptyState(QWidget):
    """Title, one sentence, and a button when ``action`` is given; its text starts 24 from the left."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        sentence: str = "",
        action: str = "",
        hint: str = "",
        *,
        top: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Label(theme, title, scale="head")
        self._sentence = Label(theme, sentence, role="t2", wrap=True)
        self._sentence.setMaximumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, top, INSET, INSET)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        if not sentence:
            self._sentence.hide()
        if action:
            button = Button(theme, action, hint=hint)
            button.clicked.connect(self.acted)
            column.addSpacing(4)
            column.addWidget(button)
        column.addStretch(1)

    def set_words(self, title: str, sentence: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
