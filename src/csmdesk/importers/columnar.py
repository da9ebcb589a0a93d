"""Delimited text to coded columns without a look at each row: for the long files of systems, a million rows.

Read piece by piece. A piece in which nothing is out of the ordinary (every line of the same number of cells,
quotes only around cells that need none) is cut by arithmetic on its bytes; any other goes through the csv
module, as a short file does, up to the next end of a row. So the cells are those that ``rows.gather`` makes
of ``text_files.rows_of``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from csmdesk.importers import rows
from csmdesk.importers.coded import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Letters = NDArray[np.uint8]
    Places = NDArray[np.int64]
    Words = NDArray[np.uint64]
    Codes = NDArray[np.int32]

_PIECE = 1 << 20
"""Bytes of one piece: few enough to stay near the processor, and for the window to get its turn."""
_WORD = 8
_LONGEST = 64
"""Bytes of a cell that are compared as numbers; a piece with a longer one goes through the csv module."""
_BITS = 16
"""Two to the power of this: places of a column's table."""
_MANY = 50_000
"""Different cells, from which on a column may be one of which hardly any come again."""
_SPREAD = 0x9E3779B97F4A7C15
_END, _RETURN, _QUOTE = 10, 13, 34
_NONE = 2**64 - 1
"""No cell's sum, where it has but one word: it would be no UTF-8."""


def gather(data: bytes, delimiter: str, check: Callable[[], None] | None = None) -> rows.Table | None:
    """The cells of ``data``, text in UTF-8; None where it is for the csv module alone.

    ``check`` is called piece by piece and may raise to stop. Raises UnicodeDecodeError for other bytes, and
    csv.Error as reading strictly does.
    """
    if len(delimiter.encode(errors="replace")) != 1 or delimiter in '"\r\n' or b"\0" in data:
        return None
    table = _Table()
    at = 0
    while at < len(data):
        if check is not None:
            check()
        end = data.find(b"\n", at + _PIECE) + 1 or len(data)
        if not table.take_even(data[at:end], ord(delimiter)):
            end = table.take_rows(data, at, end, delimiter)
        at = end
    return table.whole()


class _Table:
    """The columns so far."""

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._count = 0

    def take_even(self, data: bytes, delimiter: int) -> bool:
        """Take a piece whose lines all have the same number of cells; False for another, and for one in which
        quotes matter."""
        # Behind the last cell there has to be something to read a whole word of.
        data += b"\0" * _LONGEST if data.endswith(b"\n") else b"\n" + b"\0" * _LONGEST
        letters = np.frombuffer(data, np.uint8)
        marks = np.flatnonzero((letters == delimiter) | (letters == _END))
        ends = np.flatnonzero(letters[marks] == _END)
        width = int(ends[0]) + 1
        if len(marks) % width or not np.array_equal(ends, np.arange(width - 1, len(marks), width)):
            return False
        starts = np.empty_like(marks)
        starts[0] = 0
        starts[1:] = marks[:-1] + 1
        if b"\r" in data:
            last = marks[width - 1 :: width]
            if data.count(b"\r") != len(last) or not (letters[last - 1] == _RETURN).all():
                return False
            last -= 1
        sizes = marks - starts
        # A blank line of a single column is a row without cells, not one with an empty cell.
        if width == 1 and not sizes.all():
            return False
        if (quotes := data.count(b'"')) and not _unquote(letters, starts, sizes, quotes):
            return False
        if int(sizes.max()) > _LONGEST:
            return False
        self._widen(width)
        words = np.ndarray(len(letters) - _WORD + 1, "<u8", letters, strides=(1,))
        found = []
        for place, column in enumerate(self._columns[:width]):
            codes = column.codes_of(words, data, starts[place::width], sizes[place::width])
            if codes is None:
                return False
            found.append(codes)
        self._append(found, len(ends))
        return True

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
        self._widen(max(map(len, cells), default=0))
        found = []
        for place, column in enumerate(self._columns):
            number = column.number
            codes = [number(row[place] if place < len(row) else "") for row in cells]
            found.append(np.array(codes, np.int32))
        self._append(found, len(cells))
        return read

    def _widen(self, width: int) -> None:
        while len(self._columns) < width:
            self._columns.append(_Column(self._count))

    def _append(self, found: list[Codes], count: int) -> None:
        for place, column in enumerate(self._columns):
            column.append(found[place] if place < len(found) else None, count)
        self._count += count

    def whole(self) -> rows.Cells:
        """All of it."""
        return rows.Cells([column.whole() for column in self._columns], self._count)


def _unquote(letters: Letters, starts: Places, sizes: Places, quotes: int) -> bool:
    """Take quotes off the cells that stand in them; False where there are others, which may hold anything."""
    quoted = letters[starts] == _QUOTE
    ended = letters[starts + sizes - 1] == _QUOTE
    if quotes != 2 * int(quoted.sum()) or not (sizes[quoted] > 1).all() or not ended[quoted].all():
        return False
    starts += quoted
    sizes -= 2 * quoted
    return True


class _Column:
    """One column: the number of each different cell, and those of the cells piece by piece."""

    def __init__(self, count: int) -> None:
        """A column that begins behind ``count`` rows without it."""
        self._numbers: dict[str, int] = {}
        self._pieces: list[Codes] = []
        # Of the cells by number: the sum that finds them, their bytes, and their words with zeros behind.
        self._sums = np.full(64, _NONE, np.uint64)
        self._sizes = np.full(64, -1, np.int64)
        self._words = np.zeros((_LONGEST // _WORD, 64), np.uint64)
        self._by_sum: dict[int, int] = {}
        # By some bits of the sum: which cell that may be.
        self._slots = np.zeros(1 << _BITS, np.int32)
        self._long = False
        self._rows = 0
        if count:
            self.append(None, count)

    def number(self, cell: str) -> int:
        """The number of a cell, a new one if it is."""
        return self._numbers.setdefault(cell, len(self._numbers))

    def append(self, codes: Codes | None, count: int) -> None:
        """Add a piece; None: ``count`` empty cells."""
        if codes is None:
            codes = np.full(count, self.number(""), np.int32)
        self._pieces.append(codes)
        self._rows += count

    def codes_of(self, words: Words, data: bytes, starts: Places, sizes: Places) -> Codes | None:
        """The numbers of cells, by where they begin among the bytes; None where two cells have one sum."""
        if len(self._numbers) > _MANY and 2 * len(self._numbers) > self._rows:
            # Numbers of the rows: to look each up takes longer than to take it as it is.
            stops = (starts + sizes).tolist()
            cells = (data[start:stop].decode() for start, stop in zip(starts.tolist(), stops, strict=True))
            return np.fromiter(map(self.number, cells), np.int32, len(stops))
        many = max(1, -(-int(sizes.max()) // _WORD))
        self._long = self._long or many > 1
        if many == 1:
            parts = [words[starts] & _MASKS[sizes]]
            sums = parts[0]
        else:
            parts = [
                words[starts + _WORD * place] & _MASKS[np.clip(sizes - _WORD * place, 0, _WORD)]
                for place in range(many)
            ]
            sums = parts[0] + sum(part * factor for factor, part in zip(_FACTORS, parts[1:], strict=False))
        slots = ((sums * np.uint64(_SPREAD)) >> np.uint64(64 - _BITS)).view(np.int64)
        codes: Codes = self._slots[slots]
        missed = np.flatnonzero(self._sums[codes] != sums)
        if len(missed):
            self._look_up(codes, missed, slots, sums, parts, data, starts, sizes)
        if self._long:
            # A sum of several words may be another cell's too, however seldom.
            same = self._sizes[codes] == sizes
            for place, part in enumerate(parts):
                same &= self._words[place][codes] == part
            if not same.all():
                return None
        return codes

    def _look_up(
        self, codes: Codes, missed: Places, slots: Places, sums: Words, parts: list[Words],
        data: bytes, starts: Places, sizes: Places,
    ) -> None:  # fmt: skip
        """Give the cells at ``missed`` their numbers: by the sum itself, or new ones in their order."""
        _, first, back = np.unique(sums[missed], return_index=True, return_inverse=True)
        order = np.argsort(first)
        places = missed[first[order]]
        found = np.zeros(len(order), np.int32)
        new: list[int] = []
        keys, begins, lengths = (each.tolist() for each in (sums[places], starts[places], sizes[places]))
        for at, key in enumerate(keys):
            number = self._by_sum.get(key)
            if number is None:
                number = self.number(data[begins[at] : begins[at] + lengths[at]].decode())
                self._by_sum[key] = number
                new.append(at)
            found[at] = number
        if new:
            fresh, where = found[new], places[new]
            self._grow(int(fresh.max()))
            self._sums[fresh], self._sizes[fresh] = sums[where], sizes[where]
            for word, part in zip(self._words, parts, strict=False):
                word[fresh] = part[where]
            self._slots[slots[where]] = fresh
        numbers = np.empty(len(order), np.int32)
        numbers[order] = found
        codes[missed] = numbers[back]

    def _grow(self, number: int) -> None:
        size = len(self._sums)
        if number >= size:
            more = max(number + 1, 2 * size) - size
            self._sums = np.concatenate([self._sums, np.full(more, _NONE, np.uint64)])
            self._sizes = np.concatenate([self._sizes, np.full(more, -1, np.int64)])
            self._words = np.concatenate([self._words, np.zeros((len(self._words), more), np.uint64)], axis=1)

    def whole(self) -> Coded[str]:
        """The column, without the apostrophes that exports put before formulas."""
        codes = np.concatenate(self._pieces)
        guarded = rows.unguarded(self._numbers)
        if not guarded:
            return Coded(list(self._numbers), codes)
        numbers: dict[str, int] = {}
        of = [numbers.setdefault(guarded.get(cell, cell), len(numbers)) for cell in self._numbers]
        return Coded(list(numbers), np.array(of, np.int32)[codes])


_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], np.uint64)
_FACTORS = np.array([(_SPREAD * (2 * n + 3)) % 2**64 | 1 for n in range(_LONGEST // _WORD - 1)], np.uint64)
