"""Parts of a table that is laid out, not painted: cells, heads, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.ui.theme import TABLE_HEAD, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape


def cell(theme: Theme, text: str, width: int, *, small: bool = False, **look: Any) -> Label:
    """A label as wide as its column, elided where it does not fit; ``look`` goes to the label."""
    label = Label(theme, text, scale="small" if small else "body", elide=True, **look)
    # An elided label asks for no width at all, and a layout then gives it none in spite of its limits.
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    label.setFixedWidth(width)
    return label


def heads(theme: Theme, columns: Sequence[tuple[str, int, str]], gap: int = 12, end: int = 0) -> QWidget:
    """The heads of columns: words, width (0 takes the rest) and side; ``end`` stays free at the right."""
    head = QWidget()
    head.setFixedHeight(TABLE_HEAD)
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, end, 0)
    row.setSpacing(gap)
    for words, width, align in columns:
        if width:
            row.addWidget(cell(theme, words, width, small=True, role="t3", align=align))
        else:
            row.addWidget(Label(theme, words, scale="small", role="t3", align=align), 1)
    return head


class Problem(QWidget):
    """What is wrong with what was typed, in one line with a diamond; hidden while nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shape = StatusShape(theme)
        self._words = Label(theme, scale="small", role="redt", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(6)
        row.addWidget(self._shape)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, '' for nothing."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say what is wrong, or with '' that nothing is."""
        self._words.setText(text)
        self._shape.set_shape("red" if text else "")
        self.setVisible(bool(text))
