"""Delimited text to coded columns without a look at each row: for the long files of systems, a million rows.

Read piece by piece. A piece in which nothing is out of the ordinary (every line of the same number of cells,
quotes only around whole cells) is read by pandas; any other goes through the csv module, as a short file is,
up to the next end of a row. So the cells are those that ``rows.gather`` makes of ``text_files.rows_of``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from csmdesk.importers import rows
from csmdesk.importers.coded import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Letters = NDArray[np.uint8]
    Places = NDArray[np.int64]
    Codes = NDArray[np.int32]

_PIECE = 256 << 10
"""Bytes of one piece: few enough for the window to get its turn."""
_END, _RETURN, _QUOTE = b'\n\r"'


def gather(data: bytes, delimiter: str, check: Callable[[], None] | None = None) -> rows.Table | None:
    """The cells of ``data``, text in UTF-8; None where it is for the csv module alone.

    ``check`` is called piece by piece and may raise to stop. Raises UnicodeDecodeError for other bytes, and
    csv.Error as reading strictly does.
    """
    if len(delimiter.encode(errors="replace")) != 1 or delimiter in '"\r\n' or b"\0" in data:
        return None
    if _lists_objects(data, delimiter):
        return None
    table = _Table()
    at = 0
    while at < len(data):
        if check is not None:
            check()
        end = data.find(b"\n", at + _PIECE) + 1 or len(data)
        piece = data[at:end]
        width = _even_width(np.frombuffer(piece, np.uint8), ord(delimiter))
        if width:
            table.take_even(piece, delimiter, width)
        else:
            end = table.take_rows(data, at, end, delimiter)
        at = end
    return table.whole()


def _lists_objects(data: bytes, delimiter: str) -> bool:
    """Whether two columns or more, as a number and a name, hold another cell in nearly every row.

    Such a list is read row by row in half the time: its cells have nothing to share.
    """
    found: list[list[str]] = []
    for part in range(_PARTS):
        start = data.find(b"\n", len(data) * part // _PARTS) + 1
        text = data[start : data.rfind(b"\n", start, start + _PART) + 1].decode(errors="replace")
        found += csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    different = sum(len(set(cells)) > _NEARLY * len(found) for cells in zip(*found, strict=False))
    return len(found) >= _ENOUGH and different > 1


_PARTS, _PART = 4, 32 << 10
"""Parts of a text, and their bytes, by which a list of objects is told."""
_ENOUGH, _NEARLY = 200, 0.9


def _even_width(letters: Letters, delimiter: int) -> int:
    """The number of cells of every line of a piece.

    0 where they differ, and where quotes or the ends of lines are such that two readers may differ on them.
    """
    marks = np.flatnonzero((letters == delimiter) | (letters == _END))
    if letters[-1] != _END:
        marks = np.append(marks, len(letters))
    ends = np.flatnonzero(letters[marks[:-1]] == _END)
    width = int(ends[0]) + 1 if len(ends) else len(marks)
    lasts = np.append(ends, len(marks) - 1)
    if len(marks) % width or not np.array_equal(lasts, np.arange(width - 1, len(marks), width)):
        return 0
    ends = marks[lasts]
    returns = np.flatnonzero(letters == _RETURN)
    if len(returns):
        # At the end of every line, or of all but the last, which has none.
        if not np.array_equal(returns, (ends if letters[-1] == _END else ends[:-1]) - 1):
            return 0
        ends = np.append(returns, ends[len(returns) :])
    # A line without a letter has no cells, not one that is empty; pandas passes over white space as well.
    starts = np.append(0, marks[lasts[:-1]] + 1)
    if width == 1 and ((ends == starts).any() or (letters <= ord(" ")).sum() > len(marks) + len(returns)):
        return 0
    return width if _quotes_whole_cells(letters, marks) else 0


def _quotes_whole_cells(letters: Letters, marks: Places) -> bool:
    """Whether every quote is the first or the last letter of a cell, which has both and no others."""
    quotes = np.flatnonzero(letters == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    first, last = quotes[::2], quotes[1::2]
    cell = np.searchsorted(marks, first)
    begins = np.where(cell == 0, 0, marks[cell - 1] + 1)
    ends = marks[cell]
    ends = ends - (letters[np.minimum(ends, len(letters)) - 1] == _RETURN)
    return bool((first == begins).all() and (last == ends - 1).all() and (last > first).all())


class _Table:
    """The columns so far."""

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._count = 0

    def take_even(self, piece: bytes, delimiter: str, width: int) -> None:
        """Take lines of ``width`` cells each."""
        import pandas as pd

        frame = pd.read_csv(
            io.BytesIO(piece), sep=delimiter, header=None, names=range(width), index_col=False,
            dtype=object, na_filter=False, skip_blank_lines=False, encoding="utf-8",
        )  # fmt: skip
        # Not as categories: those of a column of digits alone become numbers, 007 and 7 the same.
        found = [pd.factorize(frame[place].to_numpy()) for place in range(width)]
        self._append([(list(cells), codes.astype(np.int32)) for codes, cells in found], len(frame))

    def take_rows(self, data: bytes, at: int, end: int, delimiter: str) -> int:
        """Take rows by the csv module from ``at`` on, until one ends at ``end`` or behind it; where."""
        read = at

        def lines() -> Iterator[str]:
            nonlocal read
            while read < len(data):
                stop = data.find(b"\n", read + _PIECE) + 1 or len(data)
                for line in io.StringIO(data[read:stop].decode(), newline=""):
                    read += len(line.encode())
                    yield line

        cells: list[list[str]] = []
        for row in csv.reader(lines(), delimiter=delimiter, strict=True):
            cells.append(row)
            if read >= end:
                break
        width = max(map(len, cells), default=0)
        found = []
        for place in range(width):
            column = [row[place] if place < len(row) else "" for row in cells]
            numbers = {cell: code for code, cell in enumerate(dict.fromkeys(column))}
            found.append((list(numbers), np.array([numbers[cell] for cell in column], np.int32)))
        self._append(found, len(cells))
        return read

    def _append(self, found: Sequence[tuple[Sequence[str], Codes]], count: int) -> None:
        while len(self._columns) < len(found):
            self._columns.append(_Column(self._count))
        for place, column in enumerate(self._columns):
            column.append(*(found[place] if place < len(found) else ([""], np.zeros(count, np.int32))))
        self._count += count

    def whole(self) -> rows.Cells:
        """All of it."""
        return rows.Cells([column.whole() for column in self._columns], self._count)


class _Column:
    """One column: the number of each different cell, and those of the cells piece by piece."""

    def __init__(self, count: int) -> None:
        """A column that begins behind ``count`` rows without it."""
        self._numbers: dict[str, int] = {}
        self._pieces: list[Codes] = []
        if count:
            self.append([""], np.zeros(count, np.int32))

    def append(self, cells: Sequence[str], codes: Codes) -> None:
        """Add a piece: its different cells, and the place of each of its cells among them."""
        numbers = self._numbers
        of = [numbers.setdefault(cell, len(numbers)) for cell in cells]
        self._pieces.append(np.array(of, np.int32)[codes])

    def whole(self) -> Coded[str]:
        """The column, without the apostrophes that exports put before formulas."""
        guarded = rows.guarded(self._numbers)
        numbers: dict[str, int] = {}
        of = [numbers.setdefault(guarded.get(cell, cell), len(numbers)) for cell in self._numbers]
        return Coded(list(numbers), np.array(of, np.int32)[np.concatenate(self._pieces)])
