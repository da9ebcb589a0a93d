"""What the calendar shows: which view, year and month, and which place is listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csmdesk.ui.panes.calendar.batches import Batch, Batches
from csmdesk.ui.panes.calendar.left_side import LeftSide
from csmdesk.ui.panes.calendar.list_sums import ListSums
from csmdesk.ui.panes.calendar.matrix_showing import MatrixShowing
from csmdesk.ui.panes.calendar.place_names import PlaceNames
from csmdesk.ui.panes.calendar.places import Place, month_place, place_of, shifted_month
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import RightSide
from csmdesk.ui.panes.calendar.rows import CalendarRow
from csmdesk.ui.panes.calendar.year_shown import HalfShown, YearFigures, year_shown

if TYPE_CHECKING:
    from csmdesk.domain.calendar_cells import By
    from csmdesk.ui.panes.calendar.index import CalendarIndex

MODES = ("year", "month", "list")
SPANS = ("year", "years", "all")


class Showing(QObject):
    """Fills the two sides from ``Reading``.

    ``at`` is the month, half or day that year and month view list; ``cell`` is a cell of the risk matrix (or
    the monthly contracts) that is listed in its place.
    """

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
        self._years: dict[int, tuple[YearFigures | None, tuple[HalfShown, HalfShown]]] = {}
        """What has been said of years since the contracts or the filter changed."""
        self._names = PlaceNames(reading.words, right.matrix.title)
        self._sums = ListSums(reading, left, self._names)
        self.matrix = MatrixShowing(reading, right)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._after_paint)
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
        self._years.clear()
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
        halves: list[HalfShown] = []
        for year in (self.year, self.year + 1):
            figures = self._reading.figures(year)
            known = self._years.get(year)
            if known is None or known[0] is not figures:
                known = self._years[year] = (figures, year_shown(year, index, words, figures))
            halves += known[1]
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
            said = [self._names.month(*shifted_month(*self.month, by), full=True) for by in (-1, 1)]
            head.show_time(self._names.month(*self.month, full=True), *said)
        else:
            head.show_time(str(self.year), str(self.year - 1), str(self.year + 1))

    # --- the list -------------------------------------------------------------------------------------------

    def fill_list(self) -> None:
        """List the contracts of the place."""
        held = self._listed()
        self._reading.model.set_rows(() if held is None else held.rows)
        self._left.show_hits()
        view, model = self._left.view, self._reading.model
        if model.position_of(view.key) < 0 and model.shown_count:
            view.select_first()

    def _listed(self) -> Batches | None:
        """The contracts of the place; None while nothing is known."""
        index, place = self.index, self.place
        if index is None or place is None:
            return None
        if place.kind != "cell":
            return index.batches_at(place)
        cell = self._right.matrix.cell(place)
        ids = () if cell is None else (*cell.ids, *cell.done)
        return Batches([Batch.of(index.passing([index.by_id[key] for key in ids if key in index.by_id]))])

    def _rows_changed(self) -> None:
        self._left.show_hits()
        self._later.start()

    def show_selection(self) -> None:
        """Say what is selected."""
        self._later.start()

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
        self.matrix.set_by(by, every_year=every_year)
        self._leave()
        self.lay_out()
        self.fill_list()

    def lay_out(self) -> None:
        """Lay the matrix out anew, beside the window and after what is waited for."""
        self.matrix.lay_out(self.year)
        self._later.start()

    def _after_paint(self) -> None:
        """Do what nobody waits for with the next key."""
        place, held = self.place, self._listed()
        if place is not None and held is not None:
            self._sums.show(place, held, self.year)
        self.matrix.ask()

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
            "by": self.matrix.text,
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
        self.matrix.restore(state.get("by", ""))
        self.mode = state.get("view", "year") if state.get("view") in MODES else "year"
        self._left.show_mode(self.mode)
