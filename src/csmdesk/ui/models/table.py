"""The fast list: rows in memory, an order and a filter as lists of positions, no proxy model.

``QSortFilterProxyModel`` over a Python model asks Python for every cell of every row at each keystroke. Here
a filter is one pass over case-folded strings, and a sort is one ``sorted`` over prepared keys, kept until
the rows change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

# Comparing a role with an enum costs more than everything else in ``data``, so the roles are plain integers.
DISPLAY = 0
TOOL_TIP = 3
ALIGNMENT = 7
ACCESSIBLE = 11
KEY = 256
"""The role under which every cell gives its row's key."""

_KEPT = 16
"""So many filters are kept, for letters that are taken back."""

_RARE = 4
"""A word is rare when it stands in one row of so many, or fewer."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Row(Protocol):
    """What a row needs to have: its key and the case-folded text that a filter looks into."""

    @property
    def id(self) -> int: ...
    @property
    def search(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a list.

    ``words`` is the cell as text. ``order`` is what the column sorts by; rows for which it is None come last
    in either direction. ``width`` is the least width; ``rank`` tells which column goes first when the list is
    too narrow (the highest; 0 never goes); ``indent`` moves the head in, to where the content begins. A
    ``figure`` opens its evidence. ``tip`` is the cell's tooltip.
    """

    key: str
    head: str
    width: int
    words: Callable[[R], str]
    order: Callable[[R], Any]
    right: bool = False
    figure: bool = False
    rank: int = 0
    indent: int = 0
    tip: Callable[[R], str] | None = None


class _Search:
    """The texts of all rows in one order, also as one long text: a rare word is found there at once."""

    def __init__(self, places: list[int], texts: list[str]) -> None:
        self._places = places
        self._texts = texts
        # A word that is looked for holds no line end, so it never reaches from one row into the next.
        self._joined = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def passing(self, term: str) -> tuple[list[int], list[str]]:
        """The places and texts of the rows that hold ``term``."""
        if self._joined.count(term) * _RARE > len(self._texts):
            passed = [term in text for text in self._texts]
            return list(compress(self._places, passed)), list(compress(self._texts, passed))
        found = []
        at = self._joined.find(term)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            found.append(row)
            at = self._joined.find(term, self._starts[row + 1])
        return [self._places[row] for row in found], [self._texts[row] for row in found]


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind, filtered and sorted; ``shown_changed``: other rows are shown, or other values."""

    shown_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        read_out: Callable[[R], str],
        parent: QObject | None = None,
        *,
        same: Callable[[R, R], bool] | None = None,
    ) -> None:
        """``read_out`` is what a screen reader says for a whole row.

        ``same`` tells whether two rows stand for one thing with the same words to search in.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read_out = read_out
        self._same = same or _same
        self._rows: list[R] = []
        self._visible: list[int] = []
        self._order: list[int] = []
        self._orders: dict[tuple[int, bool], list[int]] = {}
        self._ordered: _Search | None = None
        self._found: list[str] | None = None
        self._results: dict[tuple[str, ...], tuple[list[int], list[str]]] = {}
        self._terms: tuple[str, ...] = ()
        self._sorted_by = 0
        self._descending = False
        self._places: dict[int, int] | None = None

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        row = self._rows[self._visible[index.row()]]
        if role == KEY:
            return row.id
        column = self.columns[index.column()]
        if role == DISPLAY:
            return column.words(row)
        if role == ACCESSIBLE:
            return self._read_out(row) if index.column() == 0 else column.words(row)
        if role == TOOL_TIP:
            return column.tip(row) if column.tip else None
        return _ALIGNMENTS[column.right]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == DISPLAY:
                return self.columns[section].head
            if role == ALIGNMENT:
                return _ALIGNMENTS[self.columns[section].right]
        return None

    # --- rows -----------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Take other rows. When they are the same ones with other values, places and selection stay."""
        same = len(rows) == len(self._rows) and all(
            self._same(new, old) for new, old in zip(rows, self._rows, strict=True)
        )
        if same:
            self._take(rows)
            self._reorder()
            self.shown_changed.emit()
            if self._visible:
                last = self.index(len(self._visible) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._take(rows)
        self._order = self._sorted(self._sorted_by, self._descending)
        self._apply_filter(self._order)
        self.endResetModel()
        self.shown_changed.emit()

    def _take(self, rows: Sequence[R]) -> None:
        self._rows = list(rows)
        self._places = None
        self._forget_results()
        self._orders.clear()

    @property
    def rows(self) -> Sequence[R]:
        """All rows, as they were given."""
        return self._rows

    @property
    def shown(self) -> list[R]:
        """The rows that pass the filter, in order."""
        return list(map(self._rows.__getitem__, self._visible))

    def total_of(self, values: Sequence[int]) -> int:
        """The sum over the shown rows of ``values``, which has one for each row as they were given."""
        return sum(map(values.__getitem__, self._visible))

    @property
    def total(self) -> int:
        """The number of rows without a filter."""
        return len(self._rows)

    def row_at(self, position: int) -> R:
        """The row shown at ``position``."""
        return self._rows[self._visible[position]]

    def position_of(self, key: int) -> int:
        """Where the row ``key`` is shown; -1 when it is not."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._rows)}
        place = self._places.get(key)
        if place is None:
            return -1
        try:
            return self._visible.index(place)
        except ValueError:
            return -1

    # --- filter ---------------------------------------------------------------------------------------------

    @property
    def filtered(self) -> bool:
        """True while a filter is set."""
        return bool(self._terms)

    def filter(self, text: str) -> None:
        """Show the rows whose text holds every word of ``text``; '' shows all."""
        terms = tuple(text.casefold().split())
        if terms == self._terms:
            return
        # One more letter can only take rows away.
        longer = len(terms) == len(self._terms) and all(
            new.startswith(old) for new, old in zip(terms, self._terms, strict=True)
        )
        fewer = longer and bool(self._terms)
        self._terms = terms
        self.beginResetModel()
        self._apply_filter(self._visible if fewer else self._order)
        self.endResetModel()
        self.shown_changed.emit()

    def _apply_filter(self, candidates: list[int]) -> None:
        """Show those of ``candidates`` (the whole order, or what is shown) that pass."""
        if not self._terms:
            self._visible, self._found = candidates, None
            return
        kept = self._results.get(self._terms)
        if kept is None:
            places, texts = candidates, self._found
            terms = self._terms
            if candidates is not self._visible or texts is None:
                places, texts = self._search.passing(terms[0])
                terms = terms[1:]
            for term in terms:
                passed = [term in text for text in texts]
                places, texts = list(compress(places, passed)), list(compress(texts, passed))
            while len(self._results) >= _KEPT:
                del self._results[next(iter(self._results))]
            kept = self._results[self._terms] = (places, texts)
        self._visible, self._found = kept

    @property
    def _search(self) -> _Search:
        """What a filter looks into, in the order of the rows."""
        if self._ordered is None:
            self._ordered = _Search(self._order, [self._rows[place].search for place in self._order])
        return self._ordered

    def _forget_results(self) -> None:
        self._ordered = self._found = None
        self._results.clear()

    # --- order ----------------------------------------------------------------------------------------------

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column that orders the rows, and whether downwards."""
        return self._sorted_by, self._descending

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, stable; equal rows stay in the order in which they were given."""
        if not 0 <= column < len(self.columns):
            return
        self._sorted_by, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._reorder()

    def _reorder(self) -> None:
        order = self._sorted(self._sorted_by, self._descending)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._rows[self._visible[index.row()]].id for index in before]
        self._order = order
        self._forget_results()
        self._apply_filter(self._order)
        if before:
            after = [
                self.index(self.position_of(key), index.column())
                for key, index in zip(keys, before, strict=True)
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def ordering(self) -> Callable[[Sequence[R]], list[R]]:
        """What puts other rows into the order that is chosen now; may be called in any thread."""
        key, descending = self.columns[self._sorted_by].order, self._descending

        def order(rows: Sequence[R]) -> list[R]:
            return [rows[place] for place in _order(rows, key, descending)]

        return order

    def _sorted(self, column: int, descending: bool) -> list[int]:
        found = self._orders.get((column, descending))
        if found is None:
            found = _order(self._rows, self.columns[column].order, descending)
            self._orders[column, descending] = found
        return found


def _order(rows: Sequence[R], key: Callable[[R], Any], descending: bool) -> list[int]:
    """The places of ``rows`` in order, those without a value last."""
    keys = list(map(key, rows))
    known = [place for place, value in enumerate(keys) if value is not None]
    known.sort(key=keys.__getitem__, reverse=descending)
    if len(known) == len(keys):
        return known
    return known + [place for place, value in enumerate(keys) if value is None]


def _same(new: Row, old: Row) -> bool:
    return new.id == old.id and new.search == old.search


_ANSWERED = frozenset({DISPLAY, TOOL_TIP, ALIGNMENT, ACCESSIBLE, KEY})
_ALIGNMENTS = {
    False: int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    True: int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
}
