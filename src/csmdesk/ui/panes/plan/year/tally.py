"""Planned against done: a line a kind, a column a month; a click shows the items behind a number."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.services.year_plan_view import PlanData, Tally
from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.panes.plan.year.words import YearWords
from csmdesk.ui.theme import INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule

HEAD, LINE = 28, 24
_NAMES, _PAD = 108, 8


class TallySpot(NamedTuple):
    """A number: of a kind (None: all) in a month (YYYY-MM, '' for the whole year)."""

    kind: PlanKind | None
    month: str


class TallyBoard(Board):
    """Each number says done / planned; behind it in grey what was done and not planned."""

    def __init__(self, theme: Theme, words: YearWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._data: PlanData | None = None
        self._chosen: Hashable = None
        self._cells: list[tuple[TallySpot, Tally, QRect]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, data: PlanData) -> None:
        """Show the numbers of a year; kinds that have none are left out."""
        self._data = data
        self.setFixedHeight(HEAD + LINE * (len(self._kinds()) + 1) + 6)
        self._lay_out()

    def set_chosen(self, key: Hashable) -> None:
        """Show what the list is narrowed to."""
        if key != self._chosen:
            self._chosen = key
            self.set_current(key)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(784, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _kinds(self) -> list[PlanKind]:
        if self._data is None:
            return []
        return [kind for kind in PlanKind if any(kind in month.tallies for month in self._data.months)]

    def tally(self, spot: TallySpot) -> Tally:
        """The numbers of a spot."""
        found = Tally()
        for month in self._data.months if self._data is not None else ():
            if spot.month in ("", month.name):
                held = month.whole if spot.kind is None else month.tallies.get(spot.kind, Tally())
                found = found.plus(held)
        return found

    def _lay_out(self) -> None:
        if self._data is None:
            return
        self._cells = []
        spots = []
        months = [*((month.name, month.words) for month in self._data.months), ("", self.tr("全年"))]
        for row, kind in enumerate((*self._kinds(), None)):
            name = self.tr("合计") if kind is None else NAMES[kind].to(self._words.language)
            for place, (month, month_words) in enumerate(months):
                spot, box = TallySpot(kind, month), self._box(place, HEAD + row * LINE, LINE)
                tally = self.tally(spot)
                self._cells.append((spot, tally, box))
                words = self.tr("{kind} {month}：计划 {planned}，完成 {done}，未做 {missed}，计划外 {extra}")
                said = words.format(
                    kind=name,
                    month=month_words,
                    planned=tally.planned,
                    done=tally.done,
                    missed=tally.missed,
                    extra=tally.extra,
                )
                spots.append(Spot(spot, box, said, row))
        self.set_spots(spots)

    def _box(self, place: int, top: int, height: int) -> QRect:
        left = INSET + _NAMES
        room = self.width() - left - INSET + _PAD
        return QRect(left + room * place // 13, top, room * (place + 1) // 13 - room * place // 13, height)

    def letter(self, lettering: Lettering) -> None:
        if self._data is None:
            return
        heads = [*(month.words for month in self._data.months), self.tr("全年")]
        for place, head in enumerate(heads):
            line = self._box(place, 0, HEAD).adjusted(0, 0, -_PAD, 0)
            lettering.write(head, line, "right", role="t3", scale="small")
        for row, kind in enumerate((*self._kinds(), None)):
            name = self.tr("合计") if kind is None else NAMES[kind].to(self._words.language)
            line = QRect(INSET, HEAD + row * LINE, _NAMES, LINE)
            lettering.write(lettering.elided(name, _NAMES - 8), line, role="t1", bold=kind is None)
        for spot, tally, box in self._cells:
            line = box.adjusted(2, 0, -_PAD, 0)
            bold = spot.kind is None or not spot.month
            if not tally.planned and not tally.extra:
                lettering.write("·", line, "right", role="t4")
                continue
            plain = f"{tally.done}/{tally.planned}"
            extra = f"+{tally.extra}" if tally.extra else ""
            wide = lettering.width(plain, bold=bold)
            if not tally.planned:
                lettering.write(extra, line, "right", role="t3", bold=bold)
                continue
            role = "redt" if tally.missed else "greent" if tally.done == tally.planned else "t1"
            gap = lettering.width(extra, "small") + 4 if extra else 0
            if wide + gap > line.width():
                gap, extra = 0, ""
            lettering.write(plain, line.adjusted(0, 0, -gap, 0), "right", role=role, bold=bold)
            lettering.write(extra, line, "right", role="t3", scale="small")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rule(painter, self.theme, "line2", INSET, HEAD - 1, self.width() - 2 * INSET)
        last = HEAD + LINE * len(self._kinds())
        draw_rule(painter, self.theme, "line", INSET, last, self.width() - 2 * INSET)
        for spot, _, box in self._cells:
            if spot in (self._chosen, self.hot):
                ground = "sel" if spot == self._chosen else "hover"
                draw_box(
                    painter, self.theme, QRectF(box.adjusted(2, 1, -1, -1)), RADIUS_CONTROL, ground=ground
                )
        self.draw_words(painter, event.rect(), {self._chosen})
        self.draw_ring(painter)
        painter.end()
