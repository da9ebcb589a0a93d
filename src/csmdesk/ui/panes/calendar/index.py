"""The rows by month of end and of decision, narrowed or not: made once beside the window, asked often."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from csmdesk.domain.calendar_cells import months
from csmdesk.domain.period import Period, parse_period
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.rows import OUTCOMES, CalendarRow

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarData, ContractRow


class Passes(Protocol):
    """What leaves rows out."""

    def __call__(self, row: CalendarRow, /) -> bool: ...
    def select(self, rows: Sequence[CalendarRow], /) -> list[CalendarRow]: ...


class Batch(NamedTuple):
    """Contracts with their sums: open ones first, red ones first; ``units`` as in ``CalendarData``."""

    rows: Sequence[CalendarRow]
    units: int
    counts: tuple[int, int, int]
    """Open, renewed, lost."""

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def open(self) -> int:
        """How many are still open."""
        return self.counts[0]

    @property
    def renewed(self) -> int:
        """How many have been renewed."""
        return self.counts[1]

    @property
    def lost(self) -> int:
        """How many have been lost."""
        return self.counts[2]


NOTHING = Batch((), 0, (0, 0, 0))


def batch(rows: Sequence[CalendarRow]) -> Batch:
    """These rows with their sums."""
    states = [row.state for row in rows]
    counts = (states.count(0), states.count(1), states.count(2))
    return Batch(rows, sum(row.units for row in rows), counts)


def joined(batches: Iterable[Batch]) -> Batch:
    """Several batches as one."""
    held = list(batches)
    rows = [row for each in held for row in each.rows]
    counts = [sum(each.counts[place] for each in held) for place in range(len(OUTCOMES))]
    return Batch(rows, sum(each.units for each in held), (counts[0], counts[1], counts[2]))


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
        self._ends: dict[tuple[int, int], Batch] = {}
        self._days: dict[date, DayRows] = {}
        self._passes: Passes | None = None
        self._narrowed: dict[tuple[int, int], Batch] = {}
        by_year: dict[int, list[CalendarRow]] = defaultdict(list)
        for row in rows:
            by_year[row.source.end.year].append(row)
        for row in sorted(rows, key=_by_weight):
            decided, end = row.source.decision, row.source.end
            self._days.setdefault(decided, DayRows([], [])).decided.append(row)
            if end != decided:
                self._days.setdefault(end, DayRows([], [])).ended.append(row)
        self.years = tuple(sorted(by_year))
        """The years in which contracts end."""
        for year, held in by_year.items():
            for cell in months([row.source for row in held], year):
                self._ends[year, cell.month] = batch([self.by_id[key] for key in cell.ids])

    @property
    def closing(self) -> date:
        """The day as of which everything stands."""
        return self.data.closing

    # --- narrowing ------------------------------------------------------------------------------------------

    def narrow(self, passes: Passes | None) -> None:
        """Leave out what does not pass; None shows everything."""
        self._passes = passes
        self._narrowed = {}

    @property
    def is_narrowed(self) -> bool:
        """True while rows are left out."""
        return self._passes is not None

    def passing(self, rows: Sequence[CalendarRow]) -> Sequence[CalendarRow]:
        """Those of ``rows`` that are not left out."""
        return rows if self._passes is None else self._passes.select(rows)

    def replace(self, changed: Mapping[int, CalendarRow]) -> None:
        """Put other rows in the place of those with the same ids; they end and are decided when those are."""
        self.by_id.update(changed)
        self.rows = _replaced(self.rows, changed)
        for key in {(row.source.end.year, row.source.end.month) for row in changed.values()}:
            whole = self._ends[key]
            self._ends[key] = whole._replace(rows=_replaced(whole.rows, changed))
        for row in changed.values():
            for day in {row.source.decision, row.source.end}:
                held = self._days[day]
                both = _replaced(held.decided, changed), _replaced(held.ended, changed)
                self._days[day] = DayRows(*both)
        self._narrowed = {}

    # --- months and years -----------------------------------------------------------------------------------

    def year(self, year: int) -> Period:
        """A fiscal year as a span of days."""
        return parse_period(str(year), self.fiscal_start)

    def year_of(self, day: date) -> int:
        """The fiscal year that holds a day."""
        return day.year if day.month >= self.fiscal_start else day.year - 1

    def months(self, year: int, half: int = 0) -> list[tuple[int, int]]:
        """Year and month of the months of a fiscal year, or of its half 1 or 2."""
        name = f"{year}H{half}" if half else str(year)
        spans = parse_period(name, self.fiscal_start).month_list()
        return [(span.start.year, span.start.month) for span in spans]

    def month(self, year: int, month: int) -> Batch:
        """The contracts that end in a month."""
        key = (year, month)
        whole = self._ends.get(key, NOTHING)
        if self._passes is None:
            return whole
        found = self._narrowed.get(key)
        if found is None:
            found = self._narrowed[key] = batch(self.passing(whole.rows))
        return found

    def half(self, year: int, half: int) -> Batch:
        """The contracts that end in a half of a fiscal year."""
        return joined(self.month(*key) for key in self.months(year, half))

    def days(self, year: int, month: int) -> Mapping[date, DayRows]:
        """The days of a month on which contracts are decided or end, the largest of them first."""
        first = date(year, month, 1)
        found = {}
        for number in range(calendar.monthrange(year, month)[1]):
            day = first + timedelta(days=number)
            held = self._days.get(day)
            if held is not None and self._passes is not None:
                held = DayRows(self._passes.select(held.decided), self._passes.select(held.ended))
            if held is not None:
                found[day] = held
        return found

    # --- what the list and the matrix are given -------------------------------------------------------------

    def rows_at(self, place: Place) -> Sequence[CalendarRow]:
        """The rows of a place, those too that are left out; a cell of the matrix is not asked of here."""
        kind, numbers = place.kind, place.numbers
        if kind == "month":
            return self._ends.get((numbers[0], numbers[1]), NOTHING).rows
        if kind == "half":
            return self._of_months(self.months(*numbers))
        if kind == "year":
            return self._of_months(self.months(numbers[0]))
        if kind == "years":
            return self._of_months([*self.months(numbers[0]), *self.months(numbers[0] + 1)])
        if kind == "monthly":
            return [row for row in self.rows if row.open and row.source.monthly]
        if kind == "day":
            return self._days.get(place.day, NOBODY).rows
        return self.rows

    def _of_months(self, months: Iterable[tuple[int, int]]) -> list[CalendarRow]:
        return [row for key in months for row in self._ends.get(key, NOTHING).rows]

    def held(self, year: int | None) -> list[Sequence[CalendarRow]]:
        """The contracts that pass and end in a fiscal year, in any (None), in batches."""
        if year is None:
            return [self.passing(self.rows)]
        return [self.month(*key).rows for key in self.months(year)]


def at_risk(batches: Iterable[Sequence[CalendarRow]], closing: date) -> list[ContractRow]:
    """What the risk matrix holds: contracts that end after the closing day, and those still open."""
    last = closing.toordinal()
    return [row.source for rows in batches for row in rows if row.open or row.end > last]


def _replaced(rows: Sequence[CalendarRow], changed: Mapping[int, CalendarRow]) -> list[CalendarRow]:
    return [changed.get(row.id, row) for row in rows]


def _by_weight(row: CalendarRow) -> tuple[int, int]:
    return row.state, -row.units
