"""The marks of contracts: filled while open, an outline once renewed, a cross when lost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.shapes import SIZE, draw_shape


class Marks:
    """Draws many marks quickly: each kind is drawn once and then copied."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[tuple[str, int, float, bool], QPixmap] = {}

    def draw(self, painter: QPainter, band: str, state: int, x: float, y: float) -> None:
        """Draw the mark of a band of health and a state (0 open, 1 renewed, 2 lost) in its 10 × 10 box."""
        ratio = painter.device().devicePixelRatioF()
        key = (band, state, ratio, self._theme.dark)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._make(band, state, ratio)
        painter.drawPixmap(QPointF(x, y), found)

    def _make(self, band: str, state: int, ratio: float) -> QPixmap:
        pixels = round(SIZE * ratio)
        made = QPixmap(pixels, pixels)
        made.fill(Qt.GlobalColor.transparent)
        made.setDevicePixelRatio(ratio)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, self._theme, band, state, 0, 0)
        painter.end()
        return made


def draw_mark(painter: QPainter, theme: Theme, band: str, state: int, x: float, y: float) -> None:
    """Draw one mark at (x, y). Wants antialiasing on."""
    if state == 2:
        draw_shape(painter, theme, "lost", x, y)
    else:
        draw_shape(painter, theme, band, x, y, outline=state == 1)
