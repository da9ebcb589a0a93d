"""The year's target: what was received, what the shown contracts may bring, and what is still to go."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES, CalendarWords, forecast_words
from csmdesk.ui.panes.calendar.year_shown import Piece
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, role_of

_HEIGHT = 80
_TOP, _BAR_TOP, _BAR, _LEGEND = 6, 36, 8, 50
_LINE, _SQUARE = 20, 8
_SMALL_GAP, _GAP, _AROUND = 6, 18, 4
_HOPED = (Forecast.COMMITTED, Forecast.LIKELY, Forecast.RISK)


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
        self._top = Lettering(theme)
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
        return "" if self._shown is None else "".join(piece.words for piece in self._note_pieces(self._shown))

    def sizeHint(self) -> QSize:
        return QSize(784, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # --- where things stand ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        shown = self._shown
        self._top.clear()
        self._parts = [] if shown is None else self._bar_parts(shown)
        spots = [] if shown is None else [*self._write_top(shown), *self._legend(shown)]
        self.set_spots(spots)

    def _write_top(self, shown: TargetShown) -> list[Spot]:
        """Title and target at the left, the note at the right; what has no room is left out from its end."""
        top, title = self._top, self.tr("全年续费目标")
        line = QRect(INSET, _TOP, self.width() - 2 * INSET, _LINE)
        whole, amount = self._note_pieces(shown), self._target_words(shown)
        taken, spots = top.write(title, line, bold=True), list[Spot]()
        room = line.width() - taken.width() - _GAP
        pieces, target = list[Piece](), ""
        for note, words in ((whole, amount), (whole[:2], amount), (whole[:2], "")):
            beside = top.width(words) + _SMALL_GAP + _AROUND if words else 0
            if beside + sum(top.width(piece.words) for piece in note) <= room:
                pieces, target = note, words
                break
        top.write(target, line.adjusted(taken.width() + _SMALL_GAP + _AROUND, 0, 0, 0), role="t3")
        for piece in reversed(pieces):
            figure = bool(piece.metric)
            role = "t1" if figure else "t2"
            box = top.write(piece.words, line, "right", role=role, spot=piece, lined=figure)
            line.setRight(box.left() - 1)
            if figure:
                spots.insert(0, Spot(piece, box.adjusted(-_AROUND, 0, _AROUND, 0), self.note, 0))
        return spots

    def _legend(self, shown: TargetShown) -> list[Spot]:
        """The forecasts below the bar."""
        spots, words = [], self._received(shown)
        x = INSET + SIZE + _SMALL_GAP + self.lettering.width(words, "small") + _GAP
        for category in _HOPED:
            name = self._forecasts[category.value]
            width = SIZE + _SMALL_GAP + self.lettering.width(name, "small")
            amount = self._words.amount(shown.hoped.get(category, Fraction(0)))
            box = QRect(x - _AROUND, _LEGEND, width + 2 * _AROUND, _LINE)
            spots.append(Spot(category, box, f"{name} {amount}", 1))
            x += width + _GAP
        return spots

    def _received(self, shown: TargetShown) -> str:
        """What has been received; the amount alone where the legend would not have room beside the words."""
        amount = self._words.amount(shown.received)
        names = [self._forecasts[category.value] for category in _HOPED]
        room = self.width() - 2 * INSET - len(names) * (SIZE + _SMALL_GAP + _GAP) - SIZE - _SMALL_GAP
        room -= sum(self.lettering.width(name, "small") for name in names)
        words = self.tr("已到账 {amount}").format(amount=amount)
        return self.lettering.fitted((words, amount), room, "small")

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

    def _target_words(self, shown: TargetShown) -> str:
        """The target, after the year where that is not the one that the calendar stands in."""
        year = "" if shown.year == self._words.year else str(shown.year)
        target = "" if shown.target is None else self._words.amount(shown.target)
        return " ".join(part for part in (year, target) if part)

    def letter(self, lettering: Lettering) -> None:
        shown = self._shown
        if shown is None:
            return
        lettering.words += self._top.words
        line = QRect(INSET + SIZE + _SMALL_GAP, _LEGEND, self.width(), _LINE)
        lettering.write(self._received(shown), line, role="t2", scale="small")
        for spot in self.spots:
            if isinstance(spot.key, Forecast):
                name = spot.box.adjusted(_AROUND + SIZE + _SMALL_GAP, 0, 0, 0)
                words = self._forecasts[spot.key.value]
                lettering.write(words, name, role="t2", scale="small", spot=spot.key, lights=True)

    def spot_at(self, place: QPoint) -> Spot | None:
        # A part of the bar is the forecast that it stands for.
        for box, _, category in self._parts:
            if category is not None and box.adjusted(0, -4, 0, 4).contains(place.toPointF()):
                return self.spot(category)
        return super().spot_at(place)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme.fill(painter, "track", INSET, _BAR_TOP, self.width() - 2 * INSET, _BAR)
        for box, role, category in self._parts:
            theme.fill(painter, role, box.x(), box.y(), box.width(), box.height())
            if category is not None and category == self.hot:
                draw_rule(painter, theme, "t1", box.x(), box.bottom() + 2, box.width())
        theme.fill(painter, "ink", INSET, _LEGEND + (_LINE - _SQUARE) // 2, _SQUARE, _SQUARE)
        for spot in self.spots:
            if isinstance(spot.key, Forecast):
                shape, top = FORECAST_SHAPES[spot.key.value], _LEGEND + (_LINE - SIZE) / 2
                draw_shape(painter, theme, shape, spot.box.left() + _AROUND, top)
        self.draw_words(painter, event.rect(), {self.hot})
        self.draw_ring(painter)
        painter.end()
