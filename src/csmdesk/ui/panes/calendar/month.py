"""The month view: a grid of days with the contracts on their decision and end days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.calendar.index import NOBODY, DayRows
from csmdesk.ui.panes.calendar.marks import Marks
from csmdesk.ui.panes.calendar.places import Place, day_place
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import ANNUAL, CalendarRow
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.theme import RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.shapes import SIZE

HEAD, LEAST_WEEK, MOST_WEEK = 24, 42, 96
"""Heights in pixels: the names of the days, and the bounds of a week."""

_SIDE, _PAD = 16, 6
_NUMBER, _ENTRY = 20, 17
_MARK_GAP, _GAP = 4, 6


class _Line(NamedTuple):
    """An entry of a day; one that only ends on it has been decided on another."""

    row: CalendarRow
    ends: bool


class MonthView(Board):
    """Paints one month, weeks from Monday. Spots are days (``Place``).

    ``marked(id)``: an entry was clicked; ``paged(by)`` asks for the month before (-1) or after (1).
    """

    marked = Signal(int)
    paged = Signal(int)

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._marks = Marks(theme)
        self._weeks: list[list[date | None]] = []
        self._days: Mapping[date, DayRows] = {}
        self._chosen: Place | None = None
        self._contract = 0
        self._entries: list[tuple[CalendarRow, QRect]] = []
        self.year, self.month = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- content --------------------------------------------------------------------------------------------

    def set_month(self, year: int, month: int, days: Mapping[date, DayRows]) -> None:
        """Show a month with what stands on its days."""
        self.year, self.month, self._days = year, month, days
        weeks = calendar.Calendar().monthdatescalendar(year, month)
        self._weeks = [[day if day.month == month else None for day in week] for week in weeks]
        self._lay_out()

    @property
    def weeks(self) -> int:
        """How many weeks the month has."""
        return len(self._weeks)

    def set_chosen(self, place: Place | None) -> None:
        """Show which day the list shows."""
        if place != self._chosen:
            self._chosen = place
            if place is not None:
                self.set_current(place)
            self.update()

    def set_contract(self, key: int) -> None:
        """Show which contract is the current one."""
        if key != self._contract:
            self._contract = key
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(784, HEAD + max(1, self.weeks) * 72)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def page(self, by: int) -> None:
        self.paged.emit(by)

    def _lay_out(self) -> None:
        spots = []
        for number, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day is not None:
                    spots.append(Spot(day_place(day), self._box(number, column), self._told(day), number))
        self.set_spots(spots)

    def _box(self, week: int, column: int) -> QRect:
        room, high = self.width() - 2 * _SIDE, self.height() - HEAD
        left, top = _SIDE + room * column // 7, HEAD + high * week // max(1, self.weeks)
        bottom = HEAD + high * (week + 1) // max(1, self.weeks)
        return QRect(left, top, _SIDE + room * (column + 1) // 7 - left, bottom - top)

    def _told(self, day: date) -> str:
        from csmdesk.metrics import display

        held = self._days.get(day, NOBODY)
        said = [display.day_words(day, self._words.language)]
        if held.decided:
            names = [row.source.account for row in held.decided[:3]]
            count = contracts(len(held.decided))
            said.append(self.tr("决策 {count}：{names}").format(count=count, names=self.tr("、").join(names)))
        if held.ended:
            said.append(self.tr("到期 {count}").format(count=contracts(len(held.ended))))
        return self._words.joined(said)

    def _lines(self, day: date, room: int) -> list[_Line]:
        """The entries of a day that are shown where there is room for so many; one stands for those left."""
        held = self._days.get(day, NOBODY)
        shown = room if held.size <= room else room - 1
        lines = [_Line(row, False) for row in held.decided[:shown]]
        return lines + [_Line(row, True) for row in held.ended[: shown - len(lines)]]

    def _room(self, box: QRect) -> int:
        return max(1, (box.height() - _NUMBER - 2) // _ENTRY)

    # --- words ----------------------------------------------------------------------------------------------

    def letter(self, lettering: Lettering) -> None:
        self._entries = []
        for column, name in enumerate(self._day_names()):
            box = self._box(0, column)
            head = QRect(box.left() + _PAD, 0, box.width() - 2 * _PAD, HEAD)
            lettering.write(lettering.elided(name, head.width(), "small"), head, role="t3", scale="small")
        # Where there is room for one line only, all days say alike how many contracts they have.
        sizes = [contracts(day.size) for day in self._days.values()]
        room = min((spot.box.width() for spot in self.spots), default=0) - 2 * _PAD
        in_words = max((lettering.width(size, "small") for size in sizes), default=0) <= room
        for spot in self.spots:
            assert isinstance(spot.key, Place)
            self._write_day(lettering, spot.key.day, spot.box, in_words=in_words)

    def _day_names(self) -> tuple[str, ...]:
        return (
            self.tr("周一"),
            self.tr("周二"),
            self.tr("周三"),
            self.tr("周四"),
            self.tr("周五"),
            self.tr("周六"),
            self.tr("周日"),
        )

    def _number_box(self, box: QRect) -> QRect:
        return QRect(box.left() + _PAD, box.top() + 3, box.width() - 2 * _PAD, _NUMBER - 3)

    def _write_day(self, lettering: Lettering, day: date, box: QRect, *, in_words: bool) -> None:
        today, size = day == self._words.closing, self._days.get(day, NOBODY).size
        number = self._number_box(box)
        role = "onacc" if today else "t1" if size else "t3"
        lettering.write(str(day.day), number, role=role, scale="small", bold=size > 0 or today)
        lines = self._lines(day, self._room(box))
        for place, line in enumerate(lines):
            top = box.top() + _NUMBER + place * _ENTRY
            self._write_entry(lettering, line, QRect(box.left(), top, box.width(), _ENTRY))
        if len(lines) < size:
            more = QRect(number.left(), box.top() + _NUMBER + len(lines) * _ENTRY, number.width(), _ENTRY)
            told = f"+{size - len(lines):,}" if lines or not in_words else contracts(size)
            lettering.write(told, more, role="t3", scale="small")

    def _write_entry(self, lettering: Lettering, line: _Line, box: QRect) -> None:
        row = line.row
        self._entries.append((row, box))
        left = box.left() + _PAD + SIZE + _MARK_GAP
        words = QRect(left, box.top(), box.right() - left - _PAD + 2, _ENTRY)
        end = self.tr("到期") if line.ends else self._words.text(row, ANNUAL)
        name, role = row.source.account, "t3" if line.ends or not row.open else "t1"
        # The amount is left out where the name would not be whole beside it.
        beside = lettering.width(name, "small") + _GAP + lettering.width(end, "small") <= words.width()
        lettering.write(lettering.elided(name, words.width(), "small"), words, role=role, scale="small")
        if beside:
            lettering.write(end, words, "right", role="t3", scale="small")

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        # What is written says which entries there are.
        if not self.words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.weeks):
            top = self._box(number, 0).top()
            draw_rule(painter, self.theme, "line", _SIDE, top, self.width() - 2 * _SIDE)
        for spot in self.spots:
            self._draw_ground(painter, spot)
        for row, box in self._entries:
            self._draw_mark(painter, row, box)
        self.draw_words(painter, event.rect())
        self.draw_ring(painter)
        painter.end()

    def _draw_ground(self, painter: QPainter, spot: Spot) -> None:
        inner = QRectF(spot.box).adjusted(0, 2, -1, -1)
        if spot.key == self._chosen:
            draw_box(painter, self.theme, inner, RADIUS_CONTROL, ground="sel", border="accent")
        elif spot.key == self.hot:
            draw_box(painter, self.theme, inner, RADIUS_CONTROL, ground="hover")
        if isinstance(spot.key, Place) and spot.key.day == self._words.closing:
            number = self._number_box(spot.box)
            wide = self.theme.metrics("small", bold=True).horizontalAdvance(str(spot.key.day.day)) + 8
            ground = QRectF(number.left() - 4, number.top(), wide, number.height())
            draw_box(painter, self.theme, ground, RADIUS_SMALL, ground="accfill")

    def _draw_mark(self, painter: QPainter, row: CalendarRow, box: QRect) -> None:
        if row.id == self._contract:
            inner = QRectF(box).adjusted(2, 0, -3, 0)
            draw_box(painter, self.theme, inner, RADIUS_SMALL, border="accline")
        y = box.top() + (_ENTRY - SIZE) / 2
        self._marks.draw(painter, row.source.band.value, row.state, box.left() + _PAD, y)

    # --- pointer --------------------------------------------------------------------------------------------

    def row_at(self, place: QPoint) -> CalendarRow | None:
        """The contract whose entry is at a place."""
        spot = self.spot_at(place)
        if spot is None or not isinstance(spot.key, Place):
            return None
        number = (place.y() - spot.box.top() - _NUMBER) // _ENTRY
        lines = self._lines(spot.key.day, self._room(spot.box))
        return lines[number].row if 0 <= number < len(lines) else None

    def tip_at(self, place: QPoint) -> str:
        row = self.row_at(place)
        return super().tip_at(place) if row is None else self._words.mark_tip(row)

    def click_at(self, spot: Spot, place: QPoint) -> None:
        row = self.row_at(place)
        super().click_at(spot, place)
        if row is not None:
            self.marked.emit(row.id)
