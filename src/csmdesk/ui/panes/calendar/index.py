"""The rows by month of end and of decision, narrowed or not: made once beside the window, asked often."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.calendar_cells import months
from csmdesk.domain.period import Period, parse_period
from csmdesk.ui.panes.calendar.batches import NOTHING, Batch, Batches
from csmdesk.ui.panes.calendar.narrowing import Narrowing, RowFilter
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.rows import CalendarRow

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarData, ContractRow


class DayRows(NamedTuple):
    """A day's contracts: those that are decided on it, and those that only end on it."""

    decided: list[CalendarRow]
    ended: list[CalendarRow]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.decided) + len(self.ended)

    @property
    def rows(self) -> list[CalendarRow]:
        """All of them."""
        return [*self.decided, *self.ended]


NOBODY = DayRows([], [])


class CalendarIndex:
    """Where each row stands. ``narrow`` leaves rows out of everything that is asked from then on."""

    def __init__(self, data: CalendarData, rows: Sequence[CalendarRow], fiscal_start: int) -> None:
        self.data = data
        self.rows = list(rows)
        self.fiscal_start = fiscal_start
        """The first month of the fiscal year (1–12)."""
        self.by_id = {row.id: row for row in rows}
        self._months: dict[tuple[int, int], Batch] = {}
        self._days: dict[date, DayRows] = {}
        self._spans: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        by_year: dict[int, list[CalendarRow]] = defaultdict(list)
        for row in rows:
            by_year[row.source.end.year].append(row)
        for row in sorted(rows, key=_by_weight):
            decided, end = row.source.decision, row.source.end
            self._days.setdefault(decided, DayRows([], [])).decided.append(row)
            if end != decided:
                self._days.setdefault(end, DayRows([], [])).ended.append(row)
        for year in sorted(by_year):
            for cell in months([row.source for row in by_year[year]], year):
                if cell.ids:
                    self._months[year, cell.month] = Batch.of([self.by_id[key] for key in cell.ids])
        self._filter = RowFilter([row for held in self._months.values() for row in held.rows])
        self._narrowing: Narrowing | None = None
        self._narrowed: dict[tuple[int, int], Batch] | None = None
        self._passing: frozenset[CalendarRow] | None = None

    @property
    def closing(self) -> date:
        """The day as of which everything stands."""
        return self.data.closing

    # --- narrowing ------------------------------------------------------------------------------------------

    def narrow(self, narrowing: Narrowing | None) -> None:
        """Leave out what does not pass; None shows everything."""
        self._narrowing, self._narrowed, self._passing = narrowing, None, None
        if narrowing is None:
            return
        self._narrowed = {}
        mask, start = self._filter.mask(narrowing), 0
        for key, whole in self._months.items():
            self._narrowed[key] = whole.narrowed(mask[start : start + whole.size])
            start += whole.size

    @property
    def is_narrowed(self) -> bool:
        """True while rows are left out."""
        return self._narrowed is not None

    @property
    def shown(self) -> Sequence[CalendarRow]:
        """All rows that are not left out."""
        return self.rows if self._narrowed is None else Batches(self._narrowed.values()).rows

    def passing(self, rows: Sequence[CalendarRow]) -> Sequence[CalendarRow]:
        """Those of ``rows`` that are not left out."""
        if self._narrowed is None:
            return rows
        if self._passing is None:
            self._passing = frozenset(self.shown)
        return list(filter(self._passing.__contains__, rows))

    def counts(self, chip: str, narrowing: Narrowing) -> dict[str, int]:
        """How many rows each choice of a chip would leave, whatever is chosen of it now."""
        return self._filter.counts(chip, narrowing)

    def replace(self, changed: Mapping[int, CalendarRow]) -> None:
        """Put other rows in the place of those with the same ids; they end and are decided when those are."""
        self.by_id.update(changed)
        self.rows = _replaced(self.rows, changed)
        self._filter.replace(changed.values())
        for key in {(row.source.end.year, row.source.end.month) for row in changed.values()}:
            self._months[key] = Batch.of(_replaced(self._months[key].rows, changed))
        for row in changed.values():
            for day in {row.source.decision, row.source.end}:
                held = self._days[day]
                both = _replaced(held.decided, changed), _replaced(held.ended, changed)
                self._days[day] = DayRows(*both)
        self.narrow(self._narrowing)

    # --- months and years -----------------------------------------------------------------------------------

    def year(self, year: int) -> Period:
        """A fiscal year as a span of days."""
        return parse_period(str(year), self.fiscal_start)

    def year_of(self, day: date) -> int:
        """The fiscal year that holds a day."""
        return day.year if day.month >= self.fiscal_start else day.year - 1

    def months(self, year: int, half: int = 0) -> Sequence[tuple[int, int]]:
        """Year and month of the months of a fiscal year, or of its half 1 or 2."""
        found = self._spans.get((year, half))
        if found is None:
            name = f"{year}H{half}" if half else str(year)
            spans = parse_period(name, self.fiscal_start).month_list()
            found = self._spans[year, half] = tuple((span.start.year, span.start.month) for span in spans)
        return found

    def month(self, year: int, month: int) -> Batch:
        """The contracts that end in a month."""
        held = self._months if self._narrowed is None else self._narrowed
        return held.get((year, month), NOTHING)

    def nearest(self) -> list[Batch]:
        """All months, those that are nearest to the closing day first, whatever is left out."""
        now = self.closing.year * 12 + self.closing.month
        found = sorted(self._months.items(), key=lambda held: abs(held[0][0] * 12 + held[0][1] - now))
        return [held for _, held in found]

    def half(self, year: int, half: int) -> Batches:
        """The contracts that end in a half of a fiscal year."""
        return self._together(self.months(year, half))

    def _together(self, months: Iterable[tuple[int, int]]) -> Batches:
        return Batches(self.month(*key) for key in months)

    def days(self, year: int, month: int) -> Mapping[date, DayRows]:
        """The days of a month on which contracts are decided or end, the largest of them first."""
        first = date(year, month, 1)
        found = {}
        for number in range(calendar.monthrange(year, month)[1]):
            day = first + timedelta(days=number)
            held = self.day(day)
            if held.size:
                found[day] = held
        return found

    def day(self, day: date) -> DayRows:
        """The contracts of a day."""
        held = self._days.get(day, NOBODY)
        if self._narrowed is None:
            return held
        return DayRows(list(self.passing(held.decided)), list(self.passing(held.ended)))

    # --- what the list and the matrix are given -------------------------------------------------------------

    def batches_at(self, place: Place) -> Batches:
        """The contracts of a place; a cell of the matrix is not asked of here."""
        kind, numbers = place.kind, place.numbers
        if kind == "month":
            return Batches([self.month(numbers[0], numbers[1])])
        if kind == "half":
            return self.half(numbers[0], numbers[1])
        if kind == "year":
            return self._together(self.months(numbers[0]))
        if kind == "years":
            return self._together([*self.months(numbers[0]), *self.months(numbers[0] + 1)])
        if kind == "monthly":
            return Batches([Batch.of([row for row in self.shown if row.open and row.source.monthly])])
        if kind == "day":
            return Batches([Batch.of(self.day(place.day).rows)])
        held = self._months if self._narrowed is None else self._narrowed
        return Batches(held.values())

    def held(self, year: int | None) -> list[Sequence[CalendarRow]]:
        """The contracts that pass and end in a fiscal year, in any (None), in batches."""
        if year is None:
            return [self.shown]
        return [self.month(*key).rows for key in self.months(year)]


def at_risk(batches: Iterable[Sequence[CalendarRow]], closing: date) -> list[ContractRow]:
    """What the risk matrix holds: contracts that end after the closing day, and those still open."""
    last = closing.toordinal()
    return [row.source for rows in batches for row in rows if row.open or row.end > last]


def _replaced(rows: Sequence[CalendarRow], changed: Mapping[int, CalendarRow]) -> list[CalendarRow]:
    return [changed.get(row.id, row) for row in rows]


def _by_weight(row: CalendarRow) -> tuple[int, int]:
    return row.state, -row.units
