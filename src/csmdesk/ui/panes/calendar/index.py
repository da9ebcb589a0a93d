"""The rows by month of end and of decision, narrowed or not: made once beside the window, asked often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.calendar_cells import months
from csmdesk.domain.period import Period, parse_period
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.rows import OUTCOMES, CalendarRow

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarData

Passes = Callable[[CalendarRow], bool]


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
    def rows(self) -> list[CalendarRow]:
        """All of them."""
        return [*self.decided, *self.ended]


class CalendarIndex:
    """Where each row stands. ``narrow`` leaves rows out of everything that is asked from then on."""

    def __init__(self, data: CalendarData, rows: Sequence[CalendarRow], fiscal_start: int) -> None:
        self.data = data
        self.rows = list(rows)
        self.fiscal_start = fiscal_start
        """The first month of the fiscal year (1–12)."""
        self.by_id = {row.id: row for row in rows}
        self._ends: dict[tuple[int, int], Batch] = {}
        self._decisions: dict[tuple[int, int], list[CalendarRow]] = defaultdict(list)
        self._passes: Passes | None = None
        self._narrowed: dict[tuple[int, int], Batch] = {}
        by_year: dict[int, list[CalendarRow]] = defaultdict(list)
        for row in rows:
            by_year[row.source.end.year].append(row)
            decided = row.source.decision
            self._decisions[decided.year, decided.month].append(row)
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
        return rows if self._passes is None else list(filter(self._passes, rows))

    def replace(self, changed: Mapping[int, CalendarRow]) -> None:
        """Put other rows in the place of those with the same ids; they end and are decided when those are."""
        self.by_id.update(changed)
        self.rows = _replaced(self.rows, changed)
        for key in {(row.source.end.year, row.source.end.month) for row in changed.values()}:
            held = self._ends[key]
            self._ends[key] = held._replace(rows=_replaced(held.rows, changed))
        for key in {(row.source.decision.year, row.source.decision.month) for row in changed.values()}:
            self._decisions[key] = _replaced(self._decisions[key], changed)
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
        """The days of a month on which contracts are decided or end."""
        found: dict[date, DayRows] = defaultdict(lambda: DayRows([], []))
        for row in self.passing(self._decisions.get((year, month), ())):
            found[row.source.decision].decided.append(row)
        for row in self.month(year, month).rows:
            if row.source.decision != row.source.end:
                found[row.source.end].ended.append(row)
        for held in found.values():
            held.decided.sort(key=_by_weight)
            held.ended.sort(key=_by_weight)
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
            day = place.day
            held = self._decisions.get((day.year, day.month), [])
            decided = [row for row in held if row.source.decision == day]
            ends = self._ends.get((day.year, day.month), NOTHING).rows
            return [*decided, *(r for r in ends if r.source.end == day != r.source.decision)]
        return self.rows

    def _of_months(self, months: Iterable[tuple[int, int]]) -> list[CalendarRow]:
        return [row for key in months for row in self._ends.get(key, NOTHING).rows]

    def at_risk(self, year: int | None) -> list[CalendarRow]:
        """What the risk matrix holds: contracts that end after the closing day, and those still open.

        ``year`` is the fiscal year in which they end; None stands for every year.
        """
        held = self.rows if year is None else self._of_months(self.months(year))
        closing = self.closing.toordinal()
        return [row for row in self.passing(held) if row.open or row.end > closing]


def _replaced(rows: Sequence[CalendarRow], changed: Mapping[int, CalendarRow]) -> list[CalendarRow]:
    return [changed.get(row.id, row) for row in rows]


def _by_weight(row: CalendarRow) -> tuple[int, int]:
    return row.state, -row.units
