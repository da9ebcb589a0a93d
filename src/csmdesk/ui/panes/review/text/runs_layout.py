"""A line of words and figures, wrapped and drawn in a card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text.formats import LINE
from csmdesk.ui.theme import Scale, Theme

_LEADING = 22


class RunsLayout:
    """Words wrapped to ``width``; figures are bold, as they are in the text."""

    def __init__(
        self,
        theme: Theme,
        runs: text.Runs,
        say: Callable[[text.Chip], str],
        width: float,
        *,
        scale: Scale = "body",
        role: str = "t1",
        bold: bool = False,
    ) -> None:
        self._theme = theme
        self._role = role
        string, ranges = "", []
        for run in runs:
            words = say(run) if isinstance(run, text.Chip) else run.text.replace("\n", LINE)
            look = QTextLayout.FormatRange()
            look.start = len(string.encode("utf-16-le")) // 2
            look.length = len(words.encode("utf-16-le")) // 2
            look.format = QTextCharFormat()
            if isinstance(run, text.Chip) or run.bold:
                look.format.setFontWeight(QFont.Weight.Bold)
            if isinstance(run, text.Words) and run.italic:
                look.format.setFontItalic(True)
            ranges.append(look)
            string += words
        self._layout = QTextLayout(string, theme.font(scale, bold=bold))
        self._layout.setFormats(ranges)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.height = self._wrap(width)

    def _wrap(self, width: float) -> float:
        y = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (_LEADING - line.height()) / 2))
            y += _LEADING
        self._layout.endLayout()
        return max(y, _LEADING)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the top left corner at (x, y)."""
        painter.setPen(self._theme.colour(self._role))
        self._layout.draw(painter, QPointF(x, y))
