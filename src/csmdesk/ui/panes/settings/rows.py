"""The rows of a section of the settings: what it is at the left, what it is set to at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.theme import TABLE_HEAD, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.shapes import StatusShape

_PAD = 10


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


class SettingRow(QWidget):
    """``name`` and ``about`` at the left, controls at the right, a problem below, and a line under it all.

    ``words`` is what the filter of the settings searches in.
    """

    def __init__(self, theme: Theme, name: str, about: str = "", *controls: QWidget) -> None:
        super().__init__()
        self.name = name
        self._about = Label(theme, about, scale="small", role="t3", wrap=True)
        if not about:
            self._about.hide()
        self.problem = Problem(theme)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(Label(theme, name))
        left.addWidget(self._about)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, _PAD, 0, _PAD)
        row.setSpacing(8)
        row.addLayout(left, 1)
        row.addSpacing(16)
        self.controls = row
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(Line(theme))

    @property
    def words(self) -> str:
        """What the row is about, for the filter."""
        return f"{self.name}\n{self._about.text()}"

    def set_about(self, about: str) -> None:
        """Say something else below the name."""
        self._about.setText(about)
        self._about.setVisible(bool(about))
