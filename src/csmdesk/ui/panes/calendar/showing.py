"""What the calendar shows: which view, year and month, which place is listed, and the risk matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.path_bar import TargetShown
from csmdesk.ui.panes.calendar.places import Place, month_place, place_of, shifted_month
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import RightSide
from csmdesk.ui.panes.calendar.rows import FORECASTS, CalendarRow
from csmdesk.ui.panes.calendar.year_shown import HALVES, contracts, year_shown

if TYPE_CHECKING:
    from csmdesk.domain.calendar_cells import By
    from csmdesk.ui.panes.calendar.index import CalendarIndex

MODES = ("year", "month", "list")
SPANS = ("year", "years", "all")


class Showing(QObject):
    """Fills the two sides from ``Reading``.

    ``at`` is the month, half or day that year and month view list; ``cell`` is a cell of the risk matrix (or
    the monthly contracts) that is listed in its place. ``listed`` says that other contracts are listed.
    """

    listed = Signal()

    def __init__(self, reading: Reading, left: LeftSide, right: RightSide) -> None:
        super().__init__(left)
        self._reading = reading
        self._left = left
        self._right = right
        self.mode = "year"
        self.year = 0
        """The fiscal year that is shown first; 0 until the book has been read."""
        self.month = (0, 0)
        """The calendar year and month of the month view."""
        self.at: Place | None = None
        self.span = "year"
        """What the list view lists: the year, this and the next, or everything."""
        self.cell: Place | None = None
        self.by: By = "decision"
        self.every_year = False
        """True while the risk matrix holds contracts of every year."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._after_paint)
        self._matrix_waits = False
        reading.model.shown_changed.connect(self._rows_changed)

    @property
    def index(self) -> CalendarIndex | None:
        """The contracts, once they have been read."""
        return self._reading.index

    @property
    def place(self) -> Place | None:
        """What the list lists now."""
        return self.cell or self._own_place

    @property
    def _own_place(self) -> Place | None:
        if self.mode == "list":
            return Place("all") if self.span == "all" else Place(self.span, (self.year,))  # type: ignore[arg-type]
        return self.at

    # --- filling --------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show everything anew: there are other contracts, or others pass the filter."""
        index = self.index
        if index is None:
            return
        if not self.year:
            self._begin(index)
        self._show_time()
        self.fill_years()
        self._fill_month()
        self.fill_list()
        self.lay_out()

    def _begin(self, index: CalendarIndex) -> None:
        """Begin with the month in which the next open contract ends, else with that of the closing day."""
        waiting = (row.source.end for row in index.rows if row.open and row.source.end >= index.closing)
        day = min(waiting, default=index.closing)
        self.year, self.month = index.year_of(index.closing), (day.year, day.month)
        self.at = month_place(*self.month)
        if index.year_of(day) > self.year + 1:
            self.year = index.year_of(day)

    def fill_years(self) -> None:
        """Show the years with the figures that are known."""
        index, words = self.index, self._reading.words
        if index is None:
            return
        years = (self.year, self.year + 1)
        halves = [
            half for year in years for half in year_shown(year, index, words, self._reading.figures(year))
        ]
        self._left.year.set_halves(halves)
        self._show_chosen()
        self._left.share_height()
        self._later.start()

    def year_counted(self, year: int) -> None:
        """Show the figures of a year, which have come."""
        if year in {self.year, self.year + 1}:
            self.fill_years()

    def _fill_month(self) -> None:
        index = self.index
        if index is not None and self.mode == "month":
            self._left.month.set_month(*self.month, index.days(*self.month))
            self._show_chosen()
            self._left.share_height()

    def _show_chosen(self) -> None:
        at = None if self.cell is not None else self.at
        self._left.year.set_chosen(at)
        self._left.month.set_chosen(at)
        self._right.matrix.set_chosen(self.cell)
        spot = self._left.year.spot(at) if at is not None else None
        if spot is not None and self.mode == "year":
            self._left.bring(spot.box)

    def _show_time(self) -> None:
        head = self._left.head
        if self.mode == "month" and self.index is not None:
            said = [self._month_words(shifted_month(*self.month, by), full=True) for by in (-1, 1)]
            head.show_time(self._month_words(self.month, full=True), *said)
        else:
            head.show_time(str(self.year), str(self.year - 1), str(self.year + 1))

    # --- the list -------------------------------------------------------------------------------------------

    def fill_list(self) -> None:
        """List the contracts of the place."""
        self._reading.model.set_rows(self._rows())
        self._left.show_hits()
        view, model = self._left.view, self._reading.model
        if model.position_of(view.key) < 0 and model.shown_count:
            view.select_first()
        self.listed.emit()

    def _rows(self) -> Sequence[CalendarRow]:
        index, place = self.index, self.place
        if index is None or place is None:
            return ()
        if place.kind == "cell":
            cell = self._right.matrix.cell(place)
            ids = () if cell is None else (*cell.ids, *cell.done)
            return [index.by_id[key] for key in ids if key in index.by_id]
        return index.rows_at(place)

    def _rows_changed(self) -> None:
        self._left.show_hits()
        self._later.start()

    def _show_sums(self) -> None:
        place, words = self.place, self._reading.words
        if self.index is None or place is None:
            return
        rows = self._reading.model.shown
        hoped = [0] * len(FORECASTS)
        units, unknown = sum(row.units for row in rows), [row.annual for row in rows].count(None)
        for row in rows:
            if row.open:
                hoped[row.forecast] += row.units
        selected = self._left.view.selected_keys
        note = words.joined([contracts(len(rows)), words.money(units)])
        if len(selected) > 1:
            chosen = [row for row in map(self._reading.model.row_of, selected) if row is not None]
            told = words.money(sum(row.units for row in chosen))
            count = contracts(len(chosen))
            note = self.tr("已选 {count}，{amount}").format(count=count, amount=told)
        if unknown:
            note = words.joined([note, self.tr("{count}没有汇率").format(count=contracts(unknown))])
        self._left.list_head.show_place(self._title(place), note, closes=self.cell is not None)
        sums = {
            category: words.money(value) if value else "0"
            for category, value in zip(FORECASTS, hoped, strict=True)
        }
        self._left.list_head.sums.set_sums(sums, self._left.chips.chosen.get("forecast", frozenset()))
        self._show_target(
            {category: words.total(value) for category, value in zip(FORECASTS, hoped, strict=True)}, place
        )

    def show_selection(self) -> None:
        """Say what is selected."""
        self._later.start()

    def _show_target(self, hoped: Mapping[object, Fraction], place: Place) -> None:
        figures = self._reading.figures(self.year)
        if figures is None:
            return
        where = self._month_words((place.numbers[0], place.numbers[1])) if place.kind == "month" else ""
        shown = TargetShown(
            self.year,
            figures.target.target,
            figures.target.received,
            {category: hoped[category] for category in FORECASTS},
            where or self.tr("所列合同"),
        )
        self._left.target.set_target(shown)

    # --- words ----------------------------------------------------------------------------------------------

    def _month_words(self, month: tuple[int, int], *, full: bool = False) -> str:
        """7 月, in another year than that of the closing day 2025 年 7 月."""
        from csmdesk.metrics import display

        words = self._reading.words
        day = date(month[0], month[1], 1)
        return display.month(day, words.language, year=full or month[0] != words.year)

    def _title(self, place: Place) -> str:
        numbers, year = place.numbers, self._reading.words.year
        if place.kind == "month":
            return self.tr("{month}到期").format(month=self._month_words((numbers[0], numbers[1])))
        if place.kind == "half":
            half = self.tr("上半年") if numbers[1] == HALVES[0] else self.tr("下半年")
            if numbers[0] != year:
                half = f"{numbers[0]} {half}"
            return self.tr("{half}到期").format(half=half)
        if place.kind == "day":
            from csmdesk.metrics import display

            language = self._reading.words.language
            return display.day_words(place.day, language, year=place.day.year != year)
        if place.kind == "cell":
            return self._right.matrix.title(place)
        if place.kind == "monthly":
            return self.tr("按月合同")
        if place.kind == "year":
            return self.tr("{year} 年到期").format(year=numbers[0])
        if place.kind == "years":
            return self.tr("{year}–{next} 年到期").format(year=numbers[0], next=numbers[0] + 1)
        return self.tr("全部合同")

    # --- going about ----------------------------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """Show the year, the month or the list."""
        if mode not in MODES:
            return
        before, self.mode = self.mode, mode
        # A day is of the month view, a half of the year view.
        if self.at is not None and self.at.kind == ("day" if mode == "year" else "half"):
            self.at = month_place(*self.month)
        if mode != before:
            self._leave()
        self._left.show_mode(mode)
        self._show_time()
        self._fill_month()
        self._show_chosen()
        self.fill_list()

    def step(self, by: int) -> None:
        """Go to the year before (-1) or after (1); in the month view to another month."""
        index = self.index
        if index is None:
            return
        self._leave()
        if self.mode == "month":
            self._go_to_month(shifted_month(*self.month, by))
            self._show_time()
            self._fill_month()
            self.fill_list()
            return
        self.year += by
        if self.at is not None and self.at.kind in {"month", "half"}:
            self.at = Place(self.at.kind, (self.at.numbers[0] + by, self.at.numbers[1]))
            self.month = (self.month[0] + by, self.month[1])
        self._show_time()
        self.fill_years()
        self.fill_list()
        self.lay_out()

    def _go_to_month(self, month: tuple[int, int]) -> None:
        index = self.index
        self.month, self.at = month, month_place(*month)
        if index is not None:
            year = index.year_of(date(month[0], month[1], 1))
            if not self.year <= year <= self.year + 1:
                self.year = year
                self.fill_years()
                self.lay_out()

    def pick(self, place: Place) -> None:
        """List the contracts of a place; of a cell that is listed already, what was listed before it."""
        if place.kind in {"cell", "monthly"}:
            self.cell = None if place == self.cell else place
        else:
            self.cell, self.at = None, place
            if place.kind == "month":
                self.month = (place.numbers[0], place.numbers[1])
        self._show_chosen()
        self.fill_list()

    def choose_span(self, span: str) -> None:
        """List the year, this and the next, or all contracts."""
        self.span = span if span in SPANS else "year"
        self._leave()
        self.fill_list()

    def leave_cell(self) -> bool:
        """List again what was listed before a cell of the matrix; False when none is."""
        if self.cell is None:
            return False
        self._leave()
        self._show_chosen()
        self.fill_list()
        return True

    def _leave(self) -> None:
        self.cell = None
        self._right.matrix.set_chosen(None)

    def go_to(self, row: CalendarRow) -> None:
        """List a contract's month, or its year in the list view, unless it is listed already."""
        index = self.index
        if index is None or self._reading.model.position_of(row.id) >= 0:
            return
        self._leave()
        end = row.source.end
        if self.mode == "list":
            self.year = index.year_of(end)
            self.fill_years()
            self.lay_out()
        else:
            self._go_to_month((end.year, end.month))
        self._show_time()
        self._fill_month()
        self._show_chosen()
        self.fill_list()

    # --- the risk matrix ------------------------------------------------------------------------------------

    def set_by(self, by: By, *, every_year: bool = False) -> None:
        """Show other columns in the matrix, or contracts of every year."""
        self.by, self.every_year = by, every_year and by == "decision"
        self._leave()
        self.lay_out()
        self.fill_list()

    def lay_out(self) -> None:
        """Lay the matrix out anew, beside the window."""
        year = None if self.every_year else self.year
        index = self.index
        this_year = index is not None and year == index.year_of(index.closing)
        self._right.head.show_by(self._right.by_words(self.by, year, this_year=this_year))
        self._matrix_waits = True
        self._later.start()

    def _after_paint(self) -> None:
        """Do what nobody waits for with the next key."""
        self._show_sums()
        if self._matrix_waits:
            self._matrix_waits = False
            self._reading.lay_out(self.by, None if self.every_year else self.year)

    def matrix_came(self) -> None:
        """Show the matrix, and in the list what its chosen cell holds now."""
        if self._reading.matrix is not None:
            self._right.show_matrix(self._reading.matrix)
            self._right.matrix.set_contract(self._left.view.key)
            if self.cell is not None and self.cell.kind == "cell":
                self.fill_list()

    # --- over restarts --------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember, as strings by name."""
        return {
            "view": self.mode,
            "year": str(self.year) if self.year else "",
            "month": month_place(*self.month).text if self.month[0] else "",
            "at": self.at.text if self.at is not None else "",
            "cell": self.cell.text if self.cell is not None else "",
            "span": self.span,
            "by": f"{self.by} all" if self.every_year else self.by,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; what is missing or wrong is passed over."""
        year, month, at = (
            state.get("year", ""),
            place_of(state.get("month", "")),
            place_of(state.get("at", "")),
        )
        if year.isdecimal() and len(year) == 4 and month is not None and at is not None:
            self.year, self.at = int(year), at
            self.month = (month.numbers[0], month.numbers[1])
            cell = place_of(state.get("cell", ""))
            self.cell = cell if cell is not None and cell.kind in {"cell", "monthly"} else None
        self.span = state.get("span", "year") if state.get("span") in SPANS else "year"
        self._left.span.set_key(self.span)
        by, _, every = state.get("by", "").partition(" ")
        self.by, self.every_year = ("month" if by == "month" else "decision"), every == "all"
        self.mode = state.get("view", "year") if state.get("view") in MODES else "year"
        self._left.show_mode(self.mode)
