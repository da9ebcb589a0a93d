"""Columns in which equal cells share a number: a million rows are a million small integers and few texts.

A ``Coded`` column reads like the list of its cells, so that whatever looks at single rows need not know; what
looks at all of them (typing, checks, references) looks at each different cell once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes: TypeAlias = NDArray[np.int32]

T = TypeVar("T")
U = TypeVar("U")

_PIECE = 20_000
"""Cells made at once: longer calls would keep every other thread waiting."""


class Coded(Sequence[T], Generic[T]):
    """Cells by number: the ``i``-th is ``values[codes[i]]``.

    Each of ``values`` is the value of some cell, in the order in which they first come. Those of a column of
    text differ from each other; what they were mapped to may not.
    """

    __slots__ = ("codes", "values")

    def __init__(self, values: Sequence[T], codes: Codes) -> None:
        """Take both over; the caller vouches for the order."""
        self.values = values
        self.codes = codes

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Coded[T]: ...
    def __getitem__(self, at: int | slice) -> T | Coded[T]:
        """One cell, or a part of the column."""
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if (start, stop, step) == (0, len(self), 1):
                return self
            return (
                _behind(self, start) if (stop, step) == (len(self), 1) else renumbered(self, self.codes[at])
            )
        return self.values[int(self.codes[at])]

    def __iter__(self) -> Iterator[T]:
        """Every cell, made a piece at a time."""
        of = self.values.__getitem__
        for start in range(0, len(self.codes), _PIECE):
            yield from map(of, self.codes[start : start + _PIECE].tolist())

    def __eq__(self, other: object) -> bool:
        """Whether the cells are the same, in a list or coded."""
        if not isinstance(other, (list, tuple, Coded)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def map(self, to: Callable[[T], U]) -> Coded[U]:
        """The column with ``to`` of each cell, asked once for equal ones."""
        return Coded([to(value) for value in self.values], self.codes)

    def places_where(self, test: Callable[[T], object]) -> list[int]:
        """The places of the cells of which ``test`` is true."""
        found = [bool(test(value)) for value in self.values]
        if not any(found):
            return []
        import numpy as np

        places: list[int] = np.flatnonzero(np.array(found)[self.codes]).tolist()
        return places


def _behind(column: Coded[T], start: int) -> Coded[T]:
    """The cells from ``start`` on."""
    codes = column.codes[start:]
    before = int(column.codes[:start].max(initial=-1)) + 1
    if len(codes) and int(codes.min()) >= before:
        # What stood before does not come again, as a header does not: the others keep their order.
        return Coded(column.values[before:], codes - codes.dtype.type(before))
    return renumbered(column, codes)


def renumbered(column: Coded[T], codes: Codes) -> Coded[T]:
    """The cells of ``codes``, numbers among the values of ``column``, as a column of their own."""
    import numpy as np

    count = len(codes)
    first = np.full(len(column.values), count, np.int64)
    # Of several writes to one place the last stands, so from the end on: where each number comes first.
    first[codes[::-1]] = np.arange(count - 1, -1, -1)
    used = np.flatnonzero(first < count)
    order = used[np.argsort(first[used])]
    numbers = np.zeros(len(column.values), np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return Coded([column.values[old] for old in order.tolist()], numbers[codes])


def coded(column: Sequence[T]) -> Coded[T]:
    """``column``, whose cells have to be hashable, in which equal ones share a number."""
    if isinstance(column, Coded):
        return column
    import numpy as np

    numbers: dict[T, int] = {}
    pieces = [np.empty(0, np.int32)]
    for start in range(0, len(column), _PIECE):
        part = column[start : start + _PIECE]
        for cell in dict.fromkeys(part):
            numbers.setdefault(cell, len(numbers))
        pieces.append(np.fromiter(map(numbers.__getitem__, part), np.int32, len(part)))
    return Coded(list(numbers), np.concatenate(pieces))


def is_coded(column: Sequence[Any]) -> bool:
    """Whether equal cells of the column share a number."""
    return isinstance(column, Coded)


def taken(column: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    """The cells of ``column`` at ``places``."""
    if isinstance(column, Coded):
        import numpy as np

        return renumbered(column, column.codes[np.asarray(places, np.int64)])
    return [column[at] for at in places]


def with_cells(column: Sequence[str], cells: Mapping[int, str]) -> Sequence[str]:
    """``column`` with other cells at some places."""
    if not isinstance(column, Coded):
        changed = list(column)
        for at, cell in cells.items():
            changed[at] = cell
        return changed
    numbers = {value: code for code, value in enumerate(column.values)}
    codes = column.codes.copy()
    for at, cell in cells.items():
        codes[at] = numbers.setdefault(cell, len(numbers))
    return renumbered(Coded(list(numbers), codes), codes)


def places_where(column: Sequence[T], test: Callable[[T], object]) -> list[int]:
    """The places of the cells of which ``test`` is true."""
    if isinstance(column, Coded):
        return column.places_where(test)
    return [at for at, cell in enumerate(column) if test(cell)]


def paired(columns: Sequence[Sequence[Any]]) -> Coded[tuple[Any, ...]] | None:
    """The rows of several columns as one column of tuples; None where one of them is not coded."""
    if not all(isinstance(column, Coded) for column in columns):
        return None
    import numpy as np

    coded = [column for column in columns if isinstance(column, Coded)]
    whole = coded[0].map(lambda value: (value,))
    for column in coded[1:]:
        width = len(column.values)
        keys, codes = np.unique(whole.codes.astype(np.int64) * width + column.codes, return_inverse=True)
        pairs = [(*whole.values[key // width], column.values[key % width]) for key in keys.tolist()]
        joined = Coded(pairs, codes.astype(np.int32))
        whole = renumbered(joined, joined.codes)
    return whole


def joined(parts: Sequence[Coded[T]]) -> Coded[T]:
    """Columns one under the other; the values have to be hashable."""
    import numpy as np

    places: dict[T, int] = {}
    pieces = []
    for part in parts:
        numbers = [places.setdefault(value, len(places)) for value in part.values]
        pieces.append(np.array(numbers, np.int32)[part.codes])
    return Coded(list(places), np.concatenate(pieces))
