"""The first rows as they will be kept: the column in question on yellow, what cannot be read on red."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column, ColumnLayout
from csmdesk.ui.panes.importing.plain_table import CellPainter, PlainRows, PlainView, by_place
from csmdesk.ui.panes.importing.words import comma
from csmdesk.ui.theme import ROW, Theme

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import Preview, PreviewCell

_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?( [A-Z]{3})?")
_LEAST, _MOST, _AROUND = 64, 220, 20
_ROW_WIDTH = 44
_SIDE = 8


class PreviewRow(NamedTuple):
    """A row as read; ``id`` is its number in the file."""

    id: int
    search: str
    cells: tuple[PreviewCell, ...]


class PreviewRows(PlainRows[PreviewRow]):
    """The rows; the columns are those fields that the sheet has."""

    def __init__(self) -> None:
        super().__init__((self._number_column(),), self._spoken)

    def _number_column(self) -> Column[PreviewRow]:
        return Column("row", self.tr("行"), _ROW_WIDTH, _number, by_place, right=True)

    def show(self, preview: Preview | None, language: Language) -> None:
        """Take the rows of a preview."""
        columns = [self._number_column()]
        rows: list[PreviewRow] = []
        if preview is not None:
            rows = [PreviewRow(number, "", cells) for number, cells in preview.rows]
            columns += [
                _column(place, key, text.to(language), rows, language)
                for place, (key, text) in enumerate(preview.fields)
            ]
        self._reset(rows=rows, columns=columns, keys=((0, False),))

    def _spoken(self, row: PreviewRow) -> str:
        parts = [self.tr("第 {row} 行").format(row=row.id)]
        for column, cell in zip(self.columns[1:], row.cells, strict=True):
            if cell.text:
                parts.append(f"{column.head} {cell.text}")
        return comma(parts)


class _Painter(CellPainter):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.field = -1
        self.row = -1
        self.right: frozenset[int] = frozenset()

    def draw(self, painter: QPainter, row: PreviewRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        theme = self.theme
        if column == 0:
            bold = row.id == self.row
            self.text(painter, str(row.id), y, x, width, "t1" if bold else "t3", bold=bold, right=True)
            return
        held = row.cells[column - 1]
        asked = column == self.field and self.row in {-1, row.id}
        ground = "redbg" if held.problem is not None else "amberbg" if asked else ""
        if ground:
            wide = width + 12 if column in self.right else width - 4
            theme.fill(painter, ground, x - _SIDE, y, wide + (_SIDE - 4), ROW - 1)
        role = "redt" if held.problem is not None else "t1" if held.text else "t3"
        right = column in self.right
        self.text(painter, held.text or "—", y, x, width - (0 if right else 4), role, right=right)


class PreviewTable(PlainView):
    """The rows; ``show_field`` marks the column that is in question."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        rows = PreviewRows()
        self._own = _Painter(theme)
        super().__init__(theme, rows, self._own, parent)
        self.rows = rows
        rows.setParent(self)
        self._language: Language = language
        self._field_keys: tuple[str, ...] = ()
        self._field = ""
        self.setAccessibleName(self.tr("按此读出的行"))

    def show_preview(self, preview: Preview | None, row: int | None = None) -> None:
        """Show rows; ``row`` is the one in question."""
        self.rows.show(preview, self._language)
        self._field_keys = () if preview is None else tuple(key for key, _ in preview.fields)
        columns = self.rows.columns
        self._own.right = frozenset(place for place, column in enumerate(columns) if column.right)
        self._own.row = -1 if row is None else row
        widths = {column.key: self._natural(column) for column in columns}
        order = tuple(column.key for column in columns)
        self.set_layout(ColumnLayout(order, frozenset(), widths, 1))
        self.show_field(self._field)
        if row is not None:
            self.set_key(row)
        self.viewport().update()

    def _natural(self, column: Column[PreviewRow]) -> int:
        if column.key == "row":
            return _ROW_WIDTH
        measure = self._theme.metrics().horizontalAdvance
        widest = max((measure(column.words(row)) for row in self.rows.rows), default=0)
        head = self._theme.metrics("small").horizontalAdvance(column.head)
        return min(_MOST, max(_LEAST, widest, head)) + _AROUND

    def show_field(self, field: str) -> None:
        """Mark the column of a field, and bring it into sight."""
        self._field = field
        self._own.field = self._field_keys.index(field) + 1 if field in self._field_keys else -1
        if self._own.field > 0 and self.rows.rowCount():
            line = max(0, self.currentIndex().row())
            self.scrollTo(self.rows.index(line, self._own.field))
        self.viewport().update()

    @property
    def marked(self) -> str:
        """The head of the column that is marked; '' for none."""
        return self.rows.columns[self._own.field].head if self._own.field > 0 else ""


def _number(row: PreviewRow) -> str:
    return str(row.id)


def _column(
    place: int, key: str, head: str, rows: Sequence[PreviewRow], language: Language
) -> Column[PreviewRow]:
    def words(row: PreviewRow) -> str:
        return row.cells[place].text

    def tip(row: PreviewRow) -> str:
        problem = row.cells[place].problem
        return row.cells[place].text if problem is None else problem.to(language)

    filled = [row.cells[place].text for row in rows if row.cells[place].text]
    right = bool(filled) and all(_NUMBER.fullmatch(text) for text in filled)
    return Column(key, head, _LEAST, words, by_place, right=right, tip=tip)
