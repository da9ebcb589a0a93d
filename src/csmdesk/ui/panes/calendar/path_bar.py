"""The year's target: what was received, what the shown contracts may bring, and what is still to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.calendar.board import Board, Spot
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES, CalendarWords, forecast_words
from csmdesk.ui.panes.calendar.year_shown import Piece
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, role_of

_HEIGHT = 80
_TOP, _BAR_TOP, _BAR, _LEGEND = 6, 36, 8, 50
_LINE = 20
_HOPED = (Forecast.COMMITTED, Forecast.LIKELY, Forecast.RISK)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TargetShown(NamedTuple):
    """A year's renewal receipts in units of the currency; ``target`` None where nothing was signed up for.

    ``hoped`` is the annual value of the shown open contracts by forecast, ``where`` what they are called.
    """

    year: int
    target: Fraction | None
    received: Fraction
    hoped: Mapping[Forecast, Fraction]
    where: str


class PathBar(Board):
    """A bar with its words; spots are figures (``Piece``) and the forecasts of the legend."""

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._forecasts = forecast_words()
        self._shown: TargetShown | None = None
        self._parts: list[tuple[QRectF, str, Forecast | None]] = []
        self._note: list[tuple[Piece, QRect]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_target(self, shown: TargetShown | None) -> None:
        """Show a year's target; None shows nothing yet."""
        self._shown = shown
        self._lay_out()

    @property
    def shown(self) -> TargetShown | None:
        """What is shown."""
        return self._shown

    @property
    def note(self) -> str:
        """The words at the right."""
        return "".join(piece.words for piece, _ in self._note)

    def sizeHint(self) -> QSize:
        return QSize(784, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # --- where things stand ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        shown = self._shown
        if shown is None:
            self._parts, self._note = [], []
            self.set_spots(())
            return
        self._parts = self._bar_parts(shown)
        self._note = self._place_note(self._note_pieces(shown))
        spots = [
            Spot(piece, box.adjusted(-4, 0, 4, 0), self.note, 0) for piece, box in self._note if piece.metric
        ]
        x = INSET + self._received_width(shown)
        for category in _HOPED:
            width = SIZE + 6 + self.theme.metrics("small").horizontalAdvance(self._legend(shown, category))
            amount = self._words.amount(shown.hoped.get(category, Fraction(0)))
            told = f"{self._forecasts[category.value]} {amount}"
            spots.append(Spot(category, QRect(x - 4, _LEGEND, width + 8, _LINE), told, 1))
            x += width + 18
        self.set_spots(spots)

    def _bar_parts(self, shown: TargetShown) -> list[tuple[QRectF, str, Forecast | None]]:
        width = self.width() - 2 * INSET
        whole = max([shown.target or Fraction(0), shown.received + sum(shown.hoped.values(), Fraction(0))])
        if not whole:
            return []
        x, parts = float(INSET), []
        amounts: list[tuple[Fraction, str, Forecast | None]] = [(shown.received, "ink", None)]
        amounts += [
            (shown.hoped.get(category, Fraction(0)), role_of(FORECAST_SHAPES[category.value]), category)
            for category in _HOPED
        ]
        for amount, role, category in amounts:
            wide = width * float(max(amount, Fraction(0)) / whole)
            if wide > 0:
                parts.append((QRectF(x, _BAR_TOP, max(1.0, wide - 1), _BAR), role, category))
                x += wide
        return parts

    def _note_pieces(self, shown: TargetShown) -> list[Piece]:
        amount = self._words.amount
        if shown.target is None:
            return [Piece(self.tr("没有设定全年续费目标"))]
        gap = shown.target - shown.received
        if gap <= 0:
            return [
                Piece(self.tr("已达成，多出 ")),
                Piece(amount(-gap), "renewal_collected", str(shown.year)),
            ]
        likely = sum((shown.hoped.get(c, Fraction(0)) for c in _HOPED[:2]), Fraction(0))
        pieces = [Piece(self.tr("还差 ")), Piece(amount(gap), "renewal_collected", str(shown.year))]
        if likely:
            pieces.append(Piece(self.tr("，{where}承诺与可能可补 ").format(where=shown.where)))
            pieces.append(Piece(self._words.cell_money(likely), "path", str(shown.year)))
        return pieces

    def _place_note(self, pieces: Sequence[Piece]) -> list[tuple[Piece, QRect]]:
        metrics = self.theme.metrics()
        x = self.width() - INSET - sum(metrics.horizontalAdvance(piece.words) for piece in pieces)
        placed = []
        for piece in pieces:
            width = metrics.horizontalAdvance(piece.words)
            placed.append((piece, QRect(x, _TOP, width, _LINE)))
            x += width
        return placed

    def _legend(self, shown: TargetShown, category: Forecast) -> str:
        return self._forecasts[category.value]

    def _year_words(self, shown: TargetShown) -> str:
        """The year, where it is not the one that the calendar stands in."""
        return "" if shown.year == self._words.year else str(shown.year)

    def _received_words(self, shown: TargetShown) -> str:
        return self.tr("已到账 {amount}").format(amount=self._words.amount(shown.received))

    def _received_width(self, shown: TargetShown) -> int:
        words = self.theme.metrics("small").horizontalAdvance(self._received_words(shown))
        return SIZE + 6 + words + 18

    def spot_at(self, place: QPoint) -> Spot | None:
        # A part of the bar is the forecast that it stands for.
        for box, _, category in self._parts:
            if category is not None and box.adjusted(0, -4, 0, 4).contains(place.toPointF()):
                return self.spot(category)
        return super().spot_at(place)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None:
            return
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = theme.metrics(bold=True)
        title = self.tr("全年续费目标")
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(INSET, _TOP, bold.horizontalAdvance(title) + 1, _LINE), _LEFT, title)
        target = "" if shown.target is None else self._words.amount(shown.target)
        note = " ".join(part for part in (self._year_words(shown), target) if part)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t3"))
        left = INSET + bold.horizontalAdvance(title) + 10
        painter.drawText(QRect(left, _TOP, 200, _LINE), _LEFT, note)
        self._draw_note(painter)
        theme.fill(painter, "track", INSET, _BAR_TOP, self.width() - 2 * INSET, _BAR)
        for box, role, category in self._parts:
            theme.fill(painter, role, box.x(), box.y(), box.width(), box.height())
            if category is not None and category == self.hot:
                draw_rule(painter, theme, "t1", box.x(), box.bottom() + 2, box.width())
        self._draw_legend(painter, shown)
        self.draw_ring(painter)
        painter.end()

    def _draw_note(self, painter: QPainter) -> None:
        theme, metrics = self.theme, self.theme.metrics()
        for piece, box in self._note:
            figure = bool(piece.metric)
            painter.setPen(theme.colour("t1" if figure else "t2"))
            base = box.top() + (_LINE - metrics.height()) // 2 + metrics.ascent()
            painter.drawText(box.left(), base, piece.words)
            if figure:
                underline(painter, theme, box.left(), base + 3, box.width(), solid=piece == self.hot)

    def _draw_legend(self, painter: QPainter, shown: TargetShown) -> None:
        theme = self.theme
        painter.setFont(theme.font("small"))
        theme.fill(painter, "ink", INSET, _LEGEND + (_LINE - 8) // 2, 8, 8)
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRect(INSET + 14, _LEGEND, 200, _LINE), _LEFT, self._received_words(shown))
        for category in _HOPED:
            spot = self.spot(category)
            if spot is None:
                continue
            left = spot.box.left() + 4
            shape = FORECAST_SHAPES[category.value]
            draw_shape(painter, theme, shape, left, _LEGEND + (_LINE - SIZE) / 2)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("accent" if category == self.hot else "t2"))
            words = QRect(left + SIZE + 6, _LEGEND, spot.box.width(), _LINE)
            painter.drawText(words, _LEFT, self._legend(shown, category))
