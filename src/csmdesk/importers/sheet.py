"""A table as it was read: headers and columns of text, with the row numbers of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.coded import Coded
from csmdesk.importers.words import header_key

_PIECE = 50_000


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table of one file. Every cell is text; numbers and dates of workbooks are written plainly.

    ``columns[c][i]`` is the cell of column ``c`` in the i-th row under the header, which is row
    ``first_row + i`` of the file (from 1, in rows as a spreadsheet counts them). ``name`` is the sheet's name
    in a workbook and '' for a text file; ``form`` is csv, xlsx, xls, xlsb or ods. Where one row of the file
    became several here, ``numbers`` are the rows' numbers, ``cell_headers`` the header over each row's own
    value, and ``left_out`` headers that did not come along.
    """

    file: str
    path: Path
    name: str
    form: str
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    first_row: int
    above: tuple[str, ...] = ()
    date1904: bool = False
    broken_cells: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    cell_headers: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    power: int = 0
    """The power of ten of amounts whose header names no unit."""
    currency: str = ""
    """The currency that was said for amounts that name none; '' for the usual one."""
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What was found out about the columns, so that it is found out once."""

    def row_number(self, place: int) -> int:
        """The number in the file of the row at ``place`` (from 0) under the header."""
        return self.numbers[place] if self.numbers else self.first_row + place

    def row_numbers(self, places: Sequence[int]) -> Sequence[int]:
        """The numbers in the file of the rows at ``places``."""
        if isinstance(places, range) and not self.numbers:
            return range(self.first_row + places.start, self.first_row + places.stop)
        return (
            [self.numbers[place] for place in places]
            if self.numbers
            else [self.first_row + p for p in places]
        )

    def distinct(self, index: int) -> Sequence[str]:
        """The different cells of a column, in order, with '' where one is empty."""
        column = self.columns[index]
        if isinstance(column, Coded):
            return column.values
        found: list[str] | None = self.memory.get(index)
        if found is None:
            seen: dict[str, None] = {}
            for start in range(0, len(column), _PIECE):
                # In pieces, so that other threads are never kept waiting for a million cells.
                seen.update(dict.fromkeys(column[start : start + _PIECE]))
            found = self.memory[index] = list(seen)
        return found

    @property
    def signature(self) -> str:
        """A hash of the headers, by which a mapping is remembered."""
        keys = "\n".join(header_key(header) for header in self.headers)
        return hashlib.sha256(keys.encode()).hexdigest()

    @property
    def count(self) -> int:
        """Rows under the header, blank ones included."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def label(self) -> str:
        """The file's name, with the sheet's where there is one."""
        return f"{self.file}（{self.name}）" if self.name else self.file


@dataclass(frozen=True)
class NotRead:
    """A file, or a sheet of it, that is no table; ``why`` is a clause."""

    file: str
    why: Text
    sheet: str = ""
