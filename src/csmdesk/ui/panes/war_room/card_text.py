"""Words broken into lines for a card, each way once: Qt's line breaking knows what may begin a line."""

from __future__ import annotations

from itertools import pairwise
from math import floor

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from csmdesk.ui.theme import Scale, Theme

_MOST = 4_000
"""So many texts are remembered; a board of 2,000 cards shows some dozens at a time."""

_WIDEST = 1.3
"""No character is wider than this times the size of the font; most Chinese ones are as wide as that size."""


class CardText:
    """Breaks texts of one theme into lines; what was broken once is remembered until the fonts change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._lines: dict[tuple[str, int, int, Scale, bool], tuple[str, ...]] = {}
        self._counts: dict[tuple[str, int, int, Scale, bool], int] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """The fonts are other ones."""
        self._lines.clear()
        self._counts.clear()

    def count(self, text: str, width: int, most: int, scale: Scale, *, bold: bool = False) -> int:
        """How many lines ``text`` takes, 0 to ``most``."""
        if not text:
            return 0
        size = self._theme.font(scale, bold=bold).pixelSize()
        if len(text) * size * _WIDEST <= width or most == 1:
            return 1
        key = (text, width, most, scale, bold)
        found = self._counts.get(key)
        if found is None:
            if len(self._counts) > _MOST:
                self._counts.clear()
            wide = self._theme.metrics(scale, bold=bold).horizontalAdvance(text)
            found = 1 if wide <= width else 2 if most == 2 else len(self.lines(text, width, most, scale))
            self._counts[key] = found
        return found

    def lines(self, text: str, width: int, most: int, scale: Scale, *, bold: bool = False) -> tuple[str, ...]:
        """The lines of ``text``, at most ``most``; the last is elided where there would be more."""
        key = (text, width, most, scale, bold)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _MOST:
                self._lines.clear()
            found = self._lines[key] = self._break(text, width, most, scale, bold)
        return found

    def _break(self, text: str, width: int, most: int, scale: Scale, bold: bool) -> tuple[str, ...]:
        metrics = self._theme.metrics(scale, bold=bold)
        if not text:
            return ()
        if metrics.horizontalAdvance(text) <= width:
            return (text,)
        places = [0] if most == 1 else self._places(text, width, most, scale, bold)
        lines = [text[first:end].rstrip() for first, end in pairwise(places)]
        last = metrics.elidedText(text[places[-1] :], Qt.TextElideMode.ElideRight, width)
        return (*lines, last)

    def _places(self, text: str, width: int, most: int, scale: Scale, bold: bool) -> list[int]:
        """Where each line begins."""
        layout = QTextLayout(text, self._theme.font(scale, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        places: list[int] = []
        while len(places) < most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(floor(width))
            places.append(line.textStart())
        layout.endLayout()
        return places
