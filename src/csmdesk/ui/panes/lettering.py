"""What is written on a painted field: measured before it is painted, so that no words meet."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.theme import Scale, Theme
from csmdesk.ui.widgets.label import underline

_NOTHING: frozenset[Hashable] = frozenset()


class Word(NamedTuple):
    """Words with their place.

    ``spot`` is the key of the spot that they belong to. ``lined`` ones are underlined: they open something;
    one that ``lights`` is written in the accent while its spot is lit.
    """

    text: str
    box: QRect
    role: str
    scale: Scale
    bold: bool
    spot: Hashable
    lined: bool
    lights: bool


class Lettering:
    """Places words in boxes as wide as they are; texts repeat, so that each is measured once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._widths: dict[tuple[str, bool, str], int] = {}
        self.words: list[Word] = []

    def clear(self) -> None:
        """Take all words away."""
        self.words = []

    def forget(self) -> None:
        """Measure anew: the fonts are others."""
        self._widths.clear()

    # --- measuring ------------------------------------------------------------------------------------------

    def width(self, text: str, scale: Scale = "body", *, bold: bool = False) -> int:
        """How wide a text is, in pixels."""
        key = (scale, bold, text)
        found = self._widths.get(key)
        if found is None:
            metrics = self._theme.metrics(scale, bold=bold)
            found = self._widths[key] = metrics.horizontalAdvance(text)
        return found

    def fitted(self, texts: Sequence[str], room: int, scale: Scale = "body", *, bold: bool = False) -> str:
        """The first of ``texts``, which come ever shorter, that is not wider than ``room``; '' for none."""
        return next((text for text in texts if self.width(text, scale, bold=bold) <= room), "")

    def elided(self, text: str, room: int, scale: Scale = "body", *, bold: bool = False) -> str:
        """A name cut off where it does not fit: for words alone, never for a number."""
        if self.width(text, scale, bold=bold) <= room:
            return text
        return self._theme.metrics(scale, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room)

    # --- placing --------------------------------------------------------------------------------------------

    def write(
        self,
        text: str,
        line: QRect,
        align: str = "left",
        *,
        role: str = "t1",
        scale: Scale = "body",
        bold: bool = False,
        spot: Hashable = None,
        lined: bool = False,
        lights: bool = False,
    ) -> QRect:
        """Write in a line, from its ``left``, up to its ``right`` or in its ``middle``; the place taken."""
        wide = self.width(text, scale, bold=bold)
        x = line.left()
        if align == "right":
            x = line.right() + 1 - wide
        elif align == "middle":
            x += (line.width() - wide) // 2
        box = QRect(x, line.top(), wide, line.height())
        if text:
            self.words.append(Word(text, box, role, scale, bold, spot, lined, lights))
        return box

    # --- painting -------------------------------------------------------------------------------------------

    def draw(
        self,
        painter: QPainter,
        area: QRect,
        *,
        hot: Hashable = None,
        lit: Collection[Hashable] = _NOTHING,
    ) -> None:
        """Draw the words that lie in ``area``; ``hot`` is the spot under the pointer, ``lit`` are others."""
        theme = self._theme
        for word in self.words:
            if not word.box.intersects(area):
                continue
            metrics = theme.metrics(word.scale, bold=word.bold)
            base = word.box.top() + (word.box.height() - metrics.height()) // 2 + metrics.ascent()
            painter.setFont(theme.font(word.scale, bold=word.bold))
            painter.setPen(theme.colour("accent" if word.lights and word.spot in lit else word.role))
            painter.drawText(word.box.left(), base, word.text)
            if word.lined:
                solid = word.spot is not None and word.spot == hot
                underline(painter, theme, word.box.left(), base + 3, word.box.width(), solid=solid)
