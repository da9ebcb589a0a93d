"""The month view: a grid of days with the contracts on their decision and end days."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.panes.calendar.board import Board, Spot
from csmdesk.ui.panes.calendar.index import NOBODY, DayRows
from csmdesk.ui.panes.calendar.marks import Marks
from csmdesk.ui.panes.calendar.places import Place, day_place
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import ANNUAL, CalendarRow
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.theme import RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.shapes import SIZE

HEAD, LEAST_WEEK, MOST_WEEK = 24, 42, 96
"""Heights in pixels: the names of the days, and the bounds of a week."""

_SIDE, _PAD = 16, 6
_NUMBER, _ENTRY = 20, 17
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Line(NamedTuple):
    """An entry of a day; one that only ends on it has been decided on another."""

    row: CalendarRow
    ends: bool


class MonthView(Board):
    """Paints one month, weeks from Monday. Spots are days (``Place``); ``marked(id)``: an entry clicked."""

    marked = Signal(int)

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._marks = Marks(theme)
        self._weeks: list[list[date | None]] = []
        self._days: Mapping[date, DayRows] = {}
        self._chosen: Place | None = None
        self._contract = 0
        self._widths: dict[str, int] = {}
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

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_heads(painter)
        for number, week in enumerate(self._weeks):
            draw_rule(
                painter, self.theme, "line", _SIDE, self._box(number, 0).top(), self.width() - 2 * _SIDE
            )
            for column, day in enumerate(week):
                if day is not None:
                    self._draw_day(painter, day, self._box(number, column))
        self.draw_ring(painter)
        painter.end()

    def _draw_heads(self, painter: QPainter) -> None:
        names = (
            self.tr("周一"),
            self.tr("周二"),
            self.tr("周三"),
            self.tr("周四"),
            self.tr("周五"),
            self.tr("周六"),
            self.tr("周日"),
        )
        painter.setFont(self.theme.font("small"))
        painter.setPen(self.theme.colour("t3"))
        for column, name in enumerate(names):
            box = self._box(0, column)
            painter.drawText(QRect(box.left() + _PAD, 0, box.width() - _PAD, HEAD), _LEFT, name)

    def _draw_day(self, painter: QPainter, day: date, box: QRect) -> None:
        theme, key = self.theme, day_place(day)
        inner = QRectF(box).adjusted(0, 2, -1, -1)
        if key == self._chosen:
            draw_box(painter, theme, inner, RADIUS_CONTROL, ground="sel", border="accent")
        elif key == self.hot:
            draw_box(painter, theme, inner, RADIUS_CONTROL, ground="hover")
        number = QRect(box.left() + _PAD, box.top() + 3, box.width() - 2 * _PAD, _NUMBER - 3)
        today = day == self._words.closing
        lines, size = self._lines(day, self._room(box)), self._days.get(day, NOBODY).size
        if today:
            wide = theme.metrics("small", bold=True).horizontalAdvance(str(day.day)) + 8
            ground = QRectF(number.left() - 4, number.top(), wide, number.height())
            draw_box(painter, theme, ground, RADIUS_SMALL, ground="accfill")
        painter.setFont(theme.font("small", bold=size > 0 or today))
        painter.setPen(theme.colour("onacc" if today else "t1" if size else "t3"))
        painter.drawText(number, _LEFT, str(day.day))
        for place, line in enumerate(lines):
            self._draw_entry(
                painter, line, QRect(box.left(), box.top() + _NUMBER + place * _ENTRY, box.width(), _ENTRY)
            )
        if len(lines) < size:
            top = box.top() + _NUMBER + len(lines) * _ENTRY
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            more = QRect(box.left() + _PAD, top, box.width() - 2 * _PAD, _ENTRY)
            painter.drawText(more, _LEFT, f"+{size - len(lines):,}")

    def _draw_entry(self, painter: QPainter, line: _Line, box: QRect) -> None:
        theme, row = self.theme, line.row
        if row.id == self._contract:
            draw_box(painter, theme, QRectF(box).adjusted(2, 0, -3, 0), RADIUS_SMALL, border="accline")
        x = box.left() + _PAD
        self._marks.draw(painter, row.source.band.value, row.state, x, box.top() + (_ENTRY - SIZE) / 2)
        text = QRect(x + SIZE + 4, box.top(), box.right() - x - SIZE - 4 - _PAD + 2, _ENTRY)
        painter.setFont(theme.font("small"))
        end = self.tr("到期") if line.ends else self._words.text(row, ANNUAL)
        wide = self._width(end)
        # The amount is left out where the name would not be whole beside it.
        name, needed = row.source.account, self._width(row.source.account)
        beside = needed + wide + 6 <= text.width()
        painter.setPen(theme.colour("t3" if line.ends or not row.open else "t1"))
        if needed > text.width():
            name = theme.metrics("small").elidedText(name, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, _LEFT, name)
        if beside:
            painter.setPen(theme.colour("t3"))
            painter.drawText(text, _RIGHT, end)

    def _width(self, text: str) -> int:
        # Names and amounts repeat, and measuring one takes longer than all else.
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self.theme.metrics("small").horizontalAdvance(text)
        return found

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
