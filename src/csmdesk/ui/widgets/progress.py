"""How far work is: a line 4 high."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import BAR, Theme


def draw_bar(painter: QPainter, theme: Theme, bar: QRectF, share: float | None, role: str) -> None:
    """A bar: the track, and the share (0–1) of it filled in ``role``; None fills nothing."""
    radius = bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(bar, radius, radius)
    if share:
        filled = QRectF(bar)
        filled.setWidth(max(bar.height(), bar.width() * min(1.0, share)))
        painter.setBrush(theme.colour(role))
        painter.drawRoundedRect(filled, radius, radius)


class ProgressLine(QWidget):
    """``set_progress(done, total)``; a ``total`` of 0 says that the work runs and nobody knows how far."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._share: float | None = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR)
        self.set_progress(0, 1)

    def set_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self._share = min(1.0, max(0.0, done / total)) if total else None
        told = self.tr("进行中") if self._share is None else f"{self._share:.0%}"
        self.setAccessibleName(f"{self._name} {told}".strip())
        self.setToolTip(told)
        self.update()

    @property
    def share(self) -> float | None:
        """What is done (0–1), None while nobody knows."""
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(120, BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share, role = (1.0, "accline") if self._share is None else (self._share, "accfill")
        draw_bar(painter, self._theme, QRectF(self.rect()), share, role)
        painter.end()


class ShareBar(QWidget):
    """A share of a whole as a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(BAR)

    def set_share(self, share: float) -> None:
        """Show a share (0–1)."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_bar(painter, self._theme, QRectF(self.rect()), self._share, "ink")
        painter.end()
