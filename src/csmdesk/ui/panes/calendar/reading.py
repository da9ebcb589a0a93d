"""What the calendar shows and how it stays true: contracts, the figures of years, the risk matrix."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.calendar_cells import By, Matrix, matrix
from csmdesk.domain.changes import Changes
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.panes.calendar.index import CalendarIndex, at_risk
from csmdesk.ui.panes.calendar.list_columns import calendar_columns
from csmdesk.ui.panes.calendar.matrix import MatrixShown, columns_of
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import CalendarRow, calendar_rows
from csmdesk.ui.panes.calendar.year_shown import HALVES, YearFigures
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

_PAGE = 24
"""So many rows of each month are written beside the window's thread: the page that is seen paints at once."""

_NOT_SHOWN = frozenset(
    {
        *("reviews", "review_texts", "review_versions", "review_figures", "mappings", "import_batches"),
        *("contacts", "surveys", "events", "attendance", "leads", "opportunities", "suggestions"),
        *("requests", "tickets", "own_time", "snoozes", "standups", "tasks", "war_rooms", "peer_figures"),
    }
)
"""Tables whose changes leave the calendar as it is."""


class Reading(QObject):
    """Reads the contracts beside the window.

    ``counted``: there are other rows in ``index``; ``replaced(ids)``: some rows say something else;
    ``year_counted(year)``: the figures of a year have come; ``laid_out``: there is another ``matrix``.
    """

    counted = Signal()
    replaced = Signal(object)
    year_counted = Signal(int)
    laid_out = Signal()

    def __init__(
        self, theme: Theme, tasks: Tasks, source: CalendarSource, language: Language, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self.period = ""
        self.as_of: date | None = None
        self.index: CalendarIndex | None = None
        self.matrix: MatrixShown | None = None
        self._figures: dict[int, YearFigures] = {}
        self._asked: set[int] = set()
        self.words = CalendarWords(theme, language)
        self.model: RowModel[CalendarRow] = RowModel(calendar_columns(self.words), self.words.read_out, self)

    # --- reading --------------------------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show the contracts as of another day."""
        self.period, self.as_of = period, as_of
        self._figures.clear()
        self.read()

    def read(self) -> None:
        """Read everything beside the window; what is shown stays until then."""
        if not self.period:
            return
        source, period, as_of = self._source, self.period, self.as_of
        self._asked.clear()

        def work(job: Job) -> CalendarIndex:
            desk = source.track().calendar.desk(period, as_of)
            job.check()
            data, basis = desk.data, desk.basis
            accounts = basis.over_everything.accounts.values()
            rows = calendar_rows(data, {account.id: basis.segment(account) for account in accounts})
            job.check()
            return CalendarIndex(data, rows, basis.rules.fiscal_start_month)

        self._tasks.query(self, work, self._take, slot="contracts")

    def _take(self, index: CalendarIndex) -> None:
        self.index = index
        self.words.set_data(index.data)
        self.counted.emit()
        order, words = self.model.ordering(), self.words

        def write(job: Job) -> None:
            for held in index.nearest():
                job.check()
                for row in order(held.rows)[:_PAGE]:
                    words.write(row, index.closing)

        self._tasks.query(self, write, slot="words")

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that the calendar shows."""
        if set(changes.ids) | changes.whole <= _NOT_SHOWN:
            return
        source = self._source
        if self.index is not None:
            source.track().calendar.forget()
        self.read()

    # --- one row --------------------------------------------------------------------------------------------

    def forecast(self, ids: Sequence[int], category: Forecast) -> None:
        """Show a forecast that has just been stated, before everything has been counted anew."""
        index = self.index
        if index is None:
            return
        changed = {key: row.forecast_as(category) for key in ids if (row := index.by_id.get(key)) is not None}
        index.replace(changed)
        self.replaced.emit(frozenset(changed))

    # --- years ----------------------------------------------------------------------------------------------

    def figures(self, year: int) -> YearFigures | None:
        """The figures of a fiscal year; None until they have been counted, which this asks for."""
        if year not in self._asked and self.index is not None:
            self._asked.add(year)
            source, period, as_of = self._source, self.period, self.as_of

            def work(job: Job) -> YearFigures:
                calendar = source.track().calendar
                halves = []
                for half in HALVES:
                    halves.append(calendar.half(period, as_of, year, half))
                    job.check()
                target = calendar.year_target(period, as_of, year)
                return YearFigures((halves[0], halves[1]), target)

            self._tasks.query(self, work, partial(self._take_year, year), slot=f"year {year}")
        return self._figures.get(year)

    def _take_year(self, year: int, figures: YearFigures) -> None:
        self._figures[year] = figures
        self.year_counted.emit(year)

    # --- the risk matrix ------------------------------------------------------------------------------------

    def lay_out(self, by: By, year: int | None) -> None:
        """Lay the risk matrix out anew beside the window: of the contracts of a year, or of all (None)."""
        index = self.index
        if index is None:
            return
        batches, closing = index.held(year), index.closing
        order = [month for _, month in index.months(year or index.year_of(closing))]

        def work(job: Job) -> MatrixShown:
            rows = at_risk(batches, closing)
            found = matrix(rows, by, closing)
            job.check()
            values = {row.id: row.annual or Fraction(0) for row in rows if row.monthly}
            monthly = sum((values[key] for key in found.monthly), Fraction(0))
            lost = frozenset(row.id for row in rows if row.outcome == "lost")
            return MatrixShown(found, _columns(found, by, order), monthly, lost)

        self._tasks.query(self, work, self._take_matrix, slot="matrix")

    def _take_matrix(self, shown: MatrixShown) -> None:
        self.matrix = shown
        self.laid_out.emit()


def _columns(found: Matrix, by: By, months: Sequence[int]) -> tuple[int, ...]:
    """The columns that are shown: all by decision, by month from the first to the last with contracts."""
    if by == "decision":
        return tuple(range(len(found.columns)))
    return columns_of(found, [month - 1 for month in months])
