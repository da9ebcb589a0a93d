"""The fast list: rows in memory, an order and a filter as lists of positions, no proxy model.

``QSortFilterProxyModel`` over a Python model asks Python for every cell of every row at each keystroke. Here
a filter is one pass over case-folded strings, and a sort is one ``sorted`` over prepared keys, kept until
the rows change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

# Comparing a role with an enum costs more than everything else in ``data``, so the roles are plain integers.
DISPLAY = 0
TOOL_TIP = 3
ALIGNMENT = 7
ACCESSIBLE = 11
KEY = 256
"""The role under which every cell gives its row's key."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Row(Protocol):
    """What a row needs to have: its key in the book and the case-folded text that a filter looks into."""

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


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind, filtered and sorted; ``shown_changed``: other rows are shown, or in another order."""

    shown_changed = Signal()

    def __init__(
        self, columns: Sequence[Column[R]], read_out: Callable[[R], str], parent: QObject | None = None
    ) -> None:
        """``read_out`` is what a screen reader says for a whole row."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read_out = read_out
        self._rows: list[R] = []
        self._visible: list[int] = []
        self._order: list[int] = []
        self._orders: dict[tuple[int, bool], list[int]] = {}
        self._search: list[str] = []
        self._terms: tuple[str, ...] = ()
        self._sorted_by = 0
        self._descending = False
        self._positions: dict[int, int] | None = None

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
            new.id == old.id and new.search == old.search for new, old in zip(rows, self._rows, strict=True)
        )
        if same:
            self._take(rows)
            self._reorder()
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
        self._search = [row.search for row in rows]
        self._orders.clear()

    @property
    def rows(self) -> Sequence[R]:
        """All rows, as they were given."""
        return self._rows

    @property
    def shown(self) -> list[R]:
        """The rows that pass the filter, in order."""
        rows = self._rows
        return [rows[place] for place in self._visible]

    @property
    def total(self) -> int:
        """The number of rows without a filter."""
        return len(self._rows)

    def row_at(self, position: int) -> R:
        """The row shown at ``position``."""
        return self._rows[self._visible[position]]

    def position_of(self, key: int) -> int:
        """Where the row ``key`` is shown; -1 when it is not."""
        if self._positions is None:
            rows = self._rows
            self._positions = {rows[place].id: position for position, place in enumerate(self._visible)}
        return self._positions.get(key, -1)

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
        candidates = self._visible if longer and self._terms else self._order
        self._terms = terms
        self.beginResetModel()
        self._apply_filter(candidates)
        self.endResetModel()
        self.shown_changed.emit()

    def _apply_filter(self, candidates: list[int]) -> None:
        search = self._search
        found = candidates
        for term in self._terms:
            found = [place for place in found if term in search[place]]
        self._visible = found
        self._positions = None

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
        self._apply_filter(order)
        if before:
            after = [
                self.index(self.position_of(key), index.column())
                for key, index in zip(keys, before, strict=True)
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.shown_changed.emit()

    def _sorted(self, column: int, descending: bool) -> list[int]:
        found = self._orders.get((column, descending))
        if found is None:
            key = self.columns[column].order
            keys = [key(row) for row in self._rows]
            known = [place for place, value in enumerate(keys) if value is not None]
            known.sort(key=keys.__getitem__, reverse=descending)
            blank = [place for place, value in enumerate(keys) if value is None]
            found = self._orders[column, descending] = known + blank
        return found


_ANSWERED = frozenset({DISPLAY, TOOL_TIP, ALIGNMENT, ACCESSIBLE, KEY})
_ALIGNMENTS = {
    False: int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    True: int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
}
