"""Key figures side by side, or two under two where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from csmdesk.services.account_view import StripFigure
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.figure_card import FigureCard
from csmdesk.ui.widgets.shapes import SIZE

_NARROW = 430
"""Below this width (between the insets) two cards stand under two."""


_SPACE = 12


class FigureStrip(QWidget):
    """At most four ``StripFigure``s; ``opened(key, place)`` asks for the evidence of one."""

    opened = Signal(str, QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_SPACE)
        self._grid.setVerticalSpacing(8)
        self._columns = 0
        self._theme = theme
        self._needed: list[int] = []
        self._least: list[int] = []
        self.cards = [FigureCard(theme) for _ in range(4)]
        for card in self.cards:
            card.opened.connect(self.opened)
        self._arrange(4)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        self._grid.setContentsMargins(left, top, right, bottom)

    def set_figures(self, figures: Sequence[StripFigure], *, known: bool = True) -> None:
        """Show other figures; ones that are not ``known`` yet open nothing."""
        self._needed = [self._width_of(figure) for figure in figures]
        values = [self._theme.metrics("head").horizontalAdvance(figure.value) + 2 for figure in figures]
        self._least = [max(72, value) for value in values]
        for card, figure in zip(self.cards, figures, strict=False):
            card.set_figure(*figure, openable=known and bool(figure.key))
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(figures))
        self._share()

    def _width_of(self, figure: StripFigure) -> int:
        small, head = self._theme.metrics("small"), self._theme.metrics("head")
        note = small.horizontalAdvance(figure.note) + (SIZE + 6 if figure.mark else 0)
        return max(small.horizontalAdvance(figure.label), head.horizontalAdvance(figure.value), note) + 2

    def _share(self) -> None:
        """Columns of one width, in which figures stay in place from account to account where they fit."""
        columns = self._columns
        rows = [self._needed[i : i + columns] for i in range(0, len(self._needed), columns)]
        needed = [max((row[i] for row in rows if i < len(row)), default=0) for i in range(columns)]
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right() - _SPACE * (columns - 1)
        even = not needed or max(needed) <= room // columns
        for place in range(len(self.cards)):
            width = 1 if even else needed[place] if place < columns else 0
            self._grid.setColumnStretch(place, width if place < columns else 0)
            # A note that does not fit is elided, a value never.
            least = max(self._least[place::columns], default=0) if place < columns else 0
            self._grid.setColumnMinimumWidth(place, least)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._arrange(2 if room < _NARROW else 4)
        self._share()
        super().resizeEvent(event)
