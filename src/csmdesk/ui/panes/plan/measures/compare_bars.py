"""A metric in several periods as bars, each with its value above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import INSET, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_rule

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Compared

BARS = 168
"""How high they are where there is room."""
_HEAD, _FOOT = 22, 24
_BAR, _PITCH = 44, 128
_TEAM = 10
"""The team's mark is so much wider than the bar, on each side."""


class CompareBars(QWidget):
    """The first period in the accent, the others in grey; the team's number is a tick across the bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[Compared, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BARS)
        theme.changed.connect(self.update)

    def set_rows(self, rows: Sequence[Compared]) -> None:
        """Show other periods."""
        self._rows = tuple(rows)
        self.setAccessibleName(self.tr("、").join(f"{row.title} {row.words}" for row in rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, BARS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def _scale(self) -> tuple[float, float]:
        """Where 0 stands, and how many pixels one unit is high."""
        values = [float(v) for row in self._rows for v in (row.value, row.team) if v is not None]
        low, high = min([0.0, *values]), max([0.0, *values])
        room = max(1, self.height() - _HEAD - _FOOT)
        scale = room / ((high - low) or 1.0)
        return _HEAD + room + low * scale, scale

    def bar_boxes(self) -> list[QRectF]:
        """Where the bars stand; one without a value is empty."""
        foot, scale = self._scale()
        pitch = self._pitch()
        width = min(_BAR, pitch * 0.5)
        boxes = []
        for place, row in enumerate(self._rows):
            value = 0.0 if row.value is None else float(row.value)
            left = INSET + place * pitch + (pitch - width) / 2
            boxes.append(QRectF(left, foot - max(0.0, value) * scale, width, abs(value) * scale))
        return boxes

    def _pitch(self) -> float:
        return min(_PITCH, (self.width() - 2 * INSET) / max(1, len(self._rows)))

    def labels(self) -> tuple[list[str], list[str]]:
        """What stands above and below the bars: never a number cut off, and periods short where they must be.

        The table says what finds no room here.
        """
        room = round(self._pitch()) - 4
        bold, small = self._theme.metrics(bold=True), self._theme.metrics("small")
        values = [row.words for row in self._rows]
        if any(bold.horizontalAdvance(words) > room for words in values):
            values = [""] * len(values)
        for titles in ([row.title for row in self._rows], [row.period for row in self._rows]):
            if all(small.horizontalAdvance(words) <= room for words in titles):
                return values, titles
        years = [row.period[2:] for row in self._rows]
        return values, years

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self._pitch()
        boxes = self.bar_boxes()
        values, titles = self.labels()
        for place, (row, box) in enumerate(zip(self._rows, boxes, strict=True)):
            column = QRect(round(INSET + place * pitch), 0, round(pitch), self.height())
            if row.value is not None:
                role = "accfill" if place == 0 else "ink"
                theme.fill(painter, role, box.x(), box.y(), box.width(), max(1.0, box.height()))
            if row.team is not None:
                foot, scale = self._scale()
                y = round(foot - float(row.team) * scale)
                left, width = round(box.left()) - _TEAM, round(box.width()) + 2 * _TEAM
                draw_rule(painter, theme, "green", left, y, width, width=2)
            self._write(painter, values[place], column, round(box.top()) - 20, bold=place == 0)
            self._write(painter, titles[place], column, self.height() - 20, small=True)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        words: str,
        column: QRect,
        top: int,
        *,
        bold: bool = False,
        small: bool = False,
    ) -> None:
        theme = self._theme
        scale: Scale = "small" if small else "body"
        painter.setFont(theme.font(scale, bold=bold))
        painter.setPen(theme.colour("t3" if small else "t1"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(column.left(), top, column.width(), 18), flags, words)
