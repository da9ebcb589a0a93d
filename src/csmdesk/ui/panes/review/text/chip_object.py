"""Draws the figures in a line: bold on a quiet ground, a dotted line below as on all figures that open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from csmdesk.domain.review_text import Chip
from csmdesk.metrics.display import MISSING
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.theme import RADIUS_SMALL, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_box, stroke

Say = Callable[[Chip], str]

_SIDE = 4
_OUTSIDE = 2
"""Room between a figure and the words beside it."""
_TEXT_SIDE = _SIDE + _OUTSIDE


class ChipObject(QPyTextObject):
    """The figures of one field. ``say`` gives their words; ``current`` is the one chosen alone (-1: none).

    ``chosen`` are the first and last character of a longer selection, ``wrong`` the characters with a
    finding, ``frozen`` figures do not follow the data any more.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._say: Say | None = None
        self._words: dict[Chip, str] = {}
        self._sizes: dict[tuple[Chip, Scale], QSizeF] = {}
        self.current = -1
        self.chosen = (0, 0)
        self.wrong: frozenset[int] = frozenset()
        self.frozen = False

    def set_say(self, say: Say | None) -> None:
        """Take other words; those of before are forgotten."""
        self._say = say
        self._words.clear()
        self._sizes.clear()

    def words(self, chip: Chip) -> str:
        """What a figure says now; what it said last where it is no more, or while the data are read."""
        found = self._words.get(chip)
        if found is None:
            found = self._say(chip) if self._say is not None else ""
            if found in {"", MISSING}:
                found = chip.shown or MISSING
            self._words[chip] = found
        return found

    def measure(self) -> None:
        """Measure all figures again: letters have another size."""
        self._sizes.clear()

    @property
    def known(self) -> Mapping[Chip, str]:
        """The words of all figures that have been asked for."""
        return self._words

    def width(self, document: QTextDocument, place: int, chip: Chip) -> float:
        """How wide a figure is drawn."""
        metrics = QFontMetricsF(self._theme.font(self.scale(document, place), bold=True))
        return metrics.horizontalAdvance(self.words(chip)) + 2 * _TEXT_SIDE

    def scale(self, document: QTextDocument, place: int) -> Scale:
        """The size of the text around a character."""
        return "head" if formats.level_of(document.findBlock(place).blockFormat()) == 2 else "body"

    def intrinsicSize(self, document: QTextDocument, place: int, form: QTextFormat) -> QSizeF:
        # Asked for some twenty times a figure whenever a long text is laid out.
        chip = formats.chip_of(form)
        if chip is None:
            return QSizeF()
        scale = self.scale(document, place)
        found = self._sizes.get((chip, scale))
        if found is None:
            metrics = QFontMetricsF(self._theme.font(scale, bold=True))
            width = self.width(document, place, chip)
            found = self._sizes[chip, scale] = QSizeF(width, metrics.ascent() + metrics.descent() + 1)
        return found

    def draw_again(
        self, painter: QPainter, x: float, base: float, place: int, document: QTextDocument
    ) -> None:
        """Draw a chosen figure over the veil that Qt lays on it; ``base`` is the base line of its text."""
        at = QTextCursor(document)
        at.setPosition(place + 1)
        form = at.charFormat()
        size = self.intrinsicSize(document, place, form)
        top = base + QFontMetrics(form.font()).descent() - size.height()
        self.drawObject(painter, QRectF(QPointF(x, top), size), document, place, form)

    def drawObject(
        self,
        painter: QPainter,
        box: QRectF | QRect,
        document: QTextDocument,
        place: int,
        form: QTextFormat,
    ) -> None:
        chip = formats.chip_of(form)
        if chip is None:
            return
        theme = self._theme
        font = theme.font(self.scale(document, place), bold=True)
        ground, ink, border = self._look(place)
        painter.save()
        box = QRectF(box)
        inner = box.adjusted(_OUTSIDE, 0, -_OUTSIDE, 0)
        if ground or border:
            draw_box(painter, theme, inner, RADIUS_SMALL, ground=ground, border=border)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        baseline = box.top() + QFontMetricsF(font).ascent()
        painter.drawText(QPointF(box.left() + _TEXT_SIDE, baseline), self.words(chip))
        self._line(painter, inner, place)
        painter.restore()

    def _look(self, place: int) -> tuple[str, str, str]:
        """The roles of ground, words and border."""
        if place == self.current:
            return "sel", "t1", "accent"
        if self.chosen[0] <= place < self.chosen[1]:
            return "accline", "t1", ""
        if place in self.wrong:
            return "redbg", "redt", ""
        return ("" if self.frozen else "hover"), "t1", ""

    def _line(self, painter: QPainter, inner: QRectF, place: int) -> None:
        theme = self._theme
        wide = stroke(painter)
        if place in self.wrong:
            pen = QPen(theme.colour("red"), 2 * wide)
        elif self.frozen:
            pen = QPen(theme.colour("line2"), wide)
        else:
            pen = QPen(theme.colour("control"), wide)
            pen.setDashPattern([1, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        y = inner.bottom()
        painter.drawLine(QPointF(inner.left() + 1, y), QPointF(inner.right() - 1, y))
