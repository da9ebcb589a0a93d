"""The cells of the year view: what a month says where there is little room, and where its marks stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF

from csmdesk.ui.panes.calendar.rows import BANDS, CalendarRow
from csmdesk.ui.panes.calendar.year_shown import MonthShown
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.widgets.shapes import SIZE, role_of

PAD = 8
"""Between the edge of a cell and its words."""

_TITLE, _VALUE, _MARKS, _FOOT = 4, 24, 48, 103
_SMALL_LINE, _LINE = 16, 20
_PITCH, _CLOSE, _ROWS, _COLUMNS = 13, 12, 4, 8
"""From mark to mark, the same where there is no room for all columns, and how many there are."""
_GAP, _MARK_GAP, _COLUMN_GAP = 6, 4, 14
_BAR, _TALLY, _LINES = 5, 13, 3
"""How high the bar of a crowded month is, how far below its top the numbers begin, and in how many lines."""

_PARTS = tuple((band.value, role_of(band.value)) for band in BANDS)


class Mark(NamedTuple):
    """A mark with its place; ``contract`` is the one that it stands for, 0 for a number of them."""

    band: str
    state: int
    x: int
    y: int
    contract: int


class CellForm(NamedTuple):
    """How much the months say, all of them alike, so that they can be compared.

    ``size``: 0 the count in words beside the title, 1 its number, 2 the number in the place of the amount.
    ``value``: 0 the amount as in tables, 1 as short as it can be said. ``foot``: 0 renewed, open and lost,
    1 renewed and open, 2 one of them, 3 nothing: the marks say it too.
    """

    size: int
    value: int
    foot: int


def form_of(lettering: Lettering, months: Sequence[MonthShown], width: int) -> CellForm:
    """The longest form for which each of ``months`` has room in a cell of that width."""
    room, some = width - 2 * PAD, [month for month in months if month.batch.size]
    small = [max((lettering.width(words, "small") for words in each), default=0) for each in _sizes(some)]
    title = max((lettering.width(month.title, bold=True) for month in some), default=0)
    size = next((step for step, wide in enumerate(small) if title + _GAP + wide <= room), 2)
    whole = max((lettering.width(month.value) for month in some), default=0)
    feet = [max((_foot_width(lettering, month, step) for month in some), default=0) for step in range(3)]
    foot = next((step for step, wide in enumerate(feet) if wide <= room), 3)
    return CellForm(size, 0 if whole <= room else 1, foot)


def _sizes(months: Sequence[MonthShown]) -> tuple[list[str], list[str]]:
    return [month.size for month in months], [month.number for month in months]


def _foot(month: MonthShown, step: int) -> tuple[str, str]:
    """What stands at the left and at the right of the foot."""
    if step == 0:
        return month.renewed, "  ".join(words for words in (month.open, month.lost) if words)
    if step == 1:
        return month.renewed, month.open or month.lost
    return (month.open or month.renewed, "") if step == 2 else ("", "")


def _foot_width(lettering: Lettering, month: MonthShown, step: int) -> int:
    left, right = (lettering.width(words, "small") for words in _foot(month, step))
    return left + right + (_GAP if left and right else 0)


class MonthCell:
    """One month in its ``box``."""

    def __init__(self, month: MonthShown, box: QRect) -> None:
        self.month = month
        self.box = box
        room = box.width() - 2 * PAD
        self._pitch = _PITCH if room >= _COLUMNS * _PITCH - (_PITCH - SIZE) else _CLOSE
        self._columns = min(_COLUMNS, max(1, (room + self._pitch - SIZE) // self._pitch))

    def _line(self, top: int, height: int = _LINE) -> QRect:
        return QRect(self.box.left() + PAD, self.box.top() + top, self.box.width() - 2 * PAD, height)

    @property
    def crowded(self) -> bool:
        """True when there is no room for a mark a contract: the marks are counted then."""
        return self.month.batch.size > self._columns * _ROWS

    def write(self, lettering: Lettering, form: CellForm) -> list[Mark]:
        """Write title, count, amount and foot; the marks that stand between them."""
        month, some = self.month, self.month.batch.size > 0
        line, role = self._line(_TITLE), "t1" if some else "t3"
        lettering.write(month.title, line, role=role, bold=True)
        if some and form.size < 2:
            lettering.write((month.size, month.number)[form.size], line, "right", role="t3", scale="small")
        if not some:
            value = lettering.fitted((month.value, month.short_value), line.width())
        elif form.size < 2:
            value = (month.value, month.short_value)[form.value]
        else:
            value = month.number
        lettering.write(value, self._line(_VALUE), role=role)
        left, right = _foot(month, form.foot)
        foot = self._line(_FOOT, _SMALL_LINE)
        lettering.write(left, foot, role="t2", scale="small")
        lettering.write(right, foot, "right", role="t2", scale="small")
        return self._write_tally(lettering) if self.crowded else self._marks()

    # --- marks ----------------------------------------------------------------------------------------------

    def _marks(self) -> list[Mark]:
        left, top = self.box.left() + PAD, self.box.top() + _MARKS
        return [
            Mark(
                row.source.band.value,
                row.state,
                left + place % self._columns * self._pitch,
                top + place // self._columns * _PITCH,
                row.id,
            )
            for place, row in enumerate(self.month.batch.rows)
        ]

    def row_at(self, x: int, y: int) -> CalendarRow | None:
        """The contract whose mark is at a place."""
        across, down = x - self.box.left() - PAD + 1, y - self.box.top() - _MARKS + 1
        if self.crowded or down < 0 or not 0 <= across < self._columns * self._pitch:
            return None
        number, rows = down // _PITCH * self._columns + across // self._pitch, self.month.batch.rows
        return rows[number] if number < len(rows) else None

    @property
    def shares(self) -> list[tuple[str, QRectF]]:
        """The bar of a crowded month: open contracts by band in their colours, then what is settled."""
        if not self.crowded:
            return []
        bar = QRectF(self._line(_MARKS, _BAR))
        found, x, size = [], bar.left(), self.month.batch.size
        for (_, role), count in zip(_PARTS, self.month.tally[0], strict=True):
            wide = bar.width() * count / size
            if count:
                found.append((role, QRectF(x, bar.top(), max(1.0, wide - 1), _BAR)))
            x += wide
        if x < bar.right() - 1:
            found.append(("track", QRectF(x, bar.top(), bar.right() - x, _BAR)))
        return found

    def _write_tally(self, lettering: Lettering) -> list[Mark]:
        """The open ones by band in a column, what is settled in another where there is room for it."""
        open_, *settled = self.month.tally
        bands = [(band, 0, f"{count:,}") for (band, _), count in zip(_PARTS, open_, strict=True) if count]
        sums = [(state, sum(counts)) for state, counts in enumerate(settled, 1)]
        first, second = bands[:_LINES], bands[_LINES:]
        second += [("green", state, f"{count:,}") for state, count in sums if count]
        aside = _column_width(lettering, first) + _COLUMN_GAP if first else 0
        if aside + _column_width(lettering, second) > self.box.width() - 2 * PAD:
            first, second = [*first, *second], []
        left, top = self.box.left() + PAD, self.box.top() + _MARKS + _TALLY
        marks = []
        for x, entries in ((left, first), (left + aside, second)):
            for place, (band, state, count) in enumerate(entries[:_LINES]):
                y = top + place * _PITCH
                marks.append(Mark(band, state, x, y, 0))
                line = QRect(x + SIZE + _MARK_GAP, y - 2, 0, _PITCH)
                lettering.write(count, line, role="t2", scale="small")
        return marks


def _column_width(lettering: Lettering, entries: Sequence[tuple[str, int, str]]) -> int:
    widest = max((lettering.width(count, "small") for _, _, count in entries), default=0)
    return SIZE + _MARK_GAP + widest if entries else 0
