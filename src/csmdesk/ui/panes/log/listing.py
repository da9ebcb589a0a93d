"""Reads the records of one kind into a list, beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.row_search import RowSearch
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.panes.log.columns import fitted_columns, record_columns
from csmdesk.ui.panes.log.rows import RecordRow, record_rows
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogData, LogKind

translate = QCoreApplication.translate


class _Read(NamedTuple):
    data: LogData
    rows: list[RecordRow]
    search: RowSearch
    columns: list[Column[RecordRow]] | None
    choices: Mapping[str, list[str]]


class RecordModel(RowModel[RecordRow]):
    """The records of a kind; the first of them tell how wide the columns are."""

    def set_fitted(
        self, rows: Sequence[RecordRow], search: RowSearch, columns: Sequence[Column[RecordRow]]
    ) -> None:
        """Take rows and the same columns in other widths."""
        self._reset(rows=rows, search=search, columns=columns)


class Listing(QObject):
    """``came`` says that records have been read; before that ``data`` is None."""

    came = Signal()

    def __init__(self, tools: LogTools, kind: LogKind, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self.kind = kind
        self.period: str | None = None
        self.as_of: date | None = None
        self.data: LogData | None = None
        self.choices: Mapping[str, list[str]] = {}
        """The words that each field offers, as they were read last: a cell opens at once."""
        self._fitted = False
        self.model = RecordModel(
            record_columns(kind.fields, tools.language, next(iter(kind.facets), "")),
            self._read_out,
            self,
            same=RecordRow.same,
        )
        self.places = {field.key: place for place, field in enumerate(kind.fields)}
        """Where each field stands among the values and words of a row."""
        self._choosing = [
            field.key
            for field in kind.fields
            if field.edited and field.kind in {"account", "contact", "choice", "flag"}
        ]
        # The service gives the newest first; equal rows of any order stay so.
        day = next((f.key for f in kind.fields if f.listed and f.kind in {"day", "moment"}), "")
        if day:
            self.model.set_sort([(day, True)])

    def set_period(self, period: str | None, as_of: date | None) -> None:
        """Show the records of another period; None: of all time."""
        self.period, self.as_of = period, as_of
        self.read()

    @property
    def day(self) -> date | None:
        """The day from which the records are seen: the one chosen, or that of the period."""
        return self.as_of if self.as_of is not None or self.data is None else self.data.day

    def read(self) -> None:
        """Read the records anew."""
        kind, period, as_of, language = self.kind, self.period, self.as_of, self._tools.language
        choosing, columns, fitted = self._choosing, self.model.columns, self._fitted

        def work(job: Job) -> _Read:
            data = kind.rows(period, as_of, language)
            job.check()
            rows = record_rows(data.rows, kind.fields)
            job.check()
            wide = None if fitted or not rows else fitted_columns(columns, kind.fields, rows)
            return _Read(
                data, rows, RowSearch.of(rows), wide, {field: kind.choices(field) for field in choosing}
            )

        self._tools.tasks.query(self, work, self._take, slot="rows")

    def _take(self, found: _Read) -> None:
        self.data, self.choices = found.data, found.choices
        if found.columns is not None and not self._fitted:
            self._fitted = True
            self.model.set_fitted(found.rows, found.search, found.columns)
        else:
            self.model.set_rows(found.rows, found.search)
        self.came.emit()

    def refresh(self, changes: Changes) -> None:
        """Read again after a change of the book."""
        if not changes.empty:
            self.read()

    def _read_out(self, row: RecordRow) -> str:
        comma = translate("GroupHead", "，")
        fields = self.kind.fields
        parts = [
            f"{field.name.to(self._tools.language)} {word}"
            for field, word in zip(fields, row.source.words, strict=True)
            if word and field.listed
        ]
        parts += [problem.to(self._tools.language) for problem in row.source.problems]
        return comma.join(parts)
