"""The rows of a section of the settings: what it is at the left, what it is set to at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.plain_table import Problem
from csmdesk.ui.widgets.section import Line

_PAD = 10


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
