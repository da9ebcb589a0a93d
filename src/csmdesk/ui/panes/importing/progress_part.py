"""Work under way: what it is, how far, how fast, how long the rest takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.pace import Standing
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.progress import ProgressLine

translate = QCoreApplication.translate

_SOON = 2.0
"""Seconds; what is over so soon needs no forecast."""


class ProgressPart(QWidget):
    """One line; ``stop_asked`` is its button."""

    stop_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(theme, role="t2")
        self._line = ProgressLine(theme)
        self._line.setMaximumWidth(320)
        self._line.setMinimumWidth(96)
        self._rest = Label(theme, scale="small", role="t3")
        self.button = Button(theme, self.tr("停止"), small=True)
        self.button.setToolTip(self.tr("停止  Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 8, INSET, 8)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._line, 1)
        row.addWidget(self._rest)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self.stop_asked)
        self.hide()

    def show_work(self, name: str, done: int, total: int, standing: Standing | None) -> None:
        """Say what runs and how far it is; ``name`` '' hides the line."""
        self.setVisible(bool(name))
        if not name:
            return
        self._words.setText(name)
        self._line.set_progress(done, total)
        rest = rest_words(standing, done, total)
        self._rest.setText(rest)
        self.setAccessibleName(f"{name} {rest}".strip())

    @property
    def words(self) -> str:
        """What is said now."""
        return self.accessibleName() if not self.isHidden() else ""


def rest_words(standing: Standing | None, done: int, total: int) -> str:
    """How fast the step under way goes and how long it takes yet."""
    parts = [f"{done / total:.0%}"] if total > 1 else []
    if standing is not None and standing.rate > 0 and standing.total > 1_000:
        rate = translate("ProgressPart", "每秒 {rate} 行").format(rate=f"{standing.rate:,.0f}")
        parts.append(rate)
    if standing is not None and standing.rest is not None and standing.rest >= _SOON:
        parts.append(translate("ProgressPart", "还要约 {seconds} 秒").format(seconds=round(standing.rest)))
    return translate("ProgressPart", "，").join(parts)
