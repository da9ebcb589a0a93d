"""The fast list: rows in memory, an order, a filter and groups as lists of places, no proxy model.

``QSortFilterProxyModel`` over a Python model asks Python for every cell of every row at each keystroke. Here
a filter is one pass over case-folded strings, and a sort is one ``sorted`` over prepared keys, kept until
the rows change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import compress
from operator import and_
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from csmdesk.ui.models.columns import Column, R, Row
from csmdesk.ui.models.grouping import Arranged, Grouping, Groups
from csmdesk.ui.models.lines import ACCESSIBLE, ALIGNMENT, DISPLAY, KEY, NO_PARENT, TOOL_TIP, LineModel
from csmdesk.ui.models.row_order import SPARSE, Order, RowOrders, SortKeys, ordering, passing

if TYPE_CHECKING:
    from csmdesk.ui.models.row_search import RowSearch

__all__ = ["ACCESSIBLE", "ALIGNMENT", "DISPLAY", "KEY", "TOOL_TIP", "Column", "Row", "RowModel"]

_FEW = 4
"""So few lines are found sooner one by one than in a pass over all."""


class RowModel(LineModel[R]):
    """Rows of one kind, filtered, sorted and grouped.

    A *place* is where a row stands among all rows, a *position* where a line is shown; a line is a row or the
    head of a group. ``shown_changed``: other rows are shown, or other values. ``rearranging`` comes before
    anything moves, and before Qt itself prepares for it.
    """

    shown_changed = Signal()
    rearranging = Signal()

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
        super().__init__(columns, read_out, parent)
        self._same = same or _same
        self._passing: Sequence[int] = []
        """The places of the rows that pass, in order."""
        self._mask: Sequence[int] | None = None
        """For each row whether it passes; None while all do."""
        self._order = Order([])
        self._orders: RowOrders[R] = RowOrders((), self.columns)
        self._search: RowSearch | None = None
        self._terms: tuple[str, ...] = ()
        self._accept: Callable[[R], bool] | None = None
        self._accepted: bytearray | None = None
        self._keys: SortKeys = ((0, False),)

    # --- rows -----------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[R], search: RowSearch | None = None) -> None:
        """Take other rows. When they are the same ones with other values, places and selection stay.

        ``search`` is what they are found by, where that has been made beside the window's thread already.
        """
        same = len(rows) == len(self._rows) and all(
            self._same(new, old) for new, old in zip(rows, self._rows, strict=True)
        )
        if not same:
            self._reset(rows=rows, search=search)
            return
        self._take(rows)
        self._rearrange()
        self.shown_changed.emit()
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def _reset(
        self,
        *,
        rows: Sequence[R] | None = None,
        search: RowSearch | None = None,
        columns: Sequence[Column[R]] | None = None,
        keys: SortKeys | None = None,
    ) -> None:
        """Show the list anew, with other rows, columns or sort keys where they are given."""
        self.rearranging.emit()
        self.beginResetModel()
        if columns is not None:
            self.columns = tuple(columns)
        if keys is not None:
            self._keys = keys
        if rows is not None:
            self._take(rows)
            self._search = search
            self._order = self._orders.by(self._keys)
        self._show(self._arranged())
        self.endResetModel()
        self.shown_changed.emit()

    def _take(self, rows: Sequence[R]) -> None:
        self._rows = list(rows)
        self._places = None
        self._orders = RowOrders(self._rows, self.columns)
        self._accepted = None
        if self._groups is not None:
            self._groups.take(self._rows)

    def _arranged(self) -> _Shown:
        """What is to be shown now."""
        order, total = self._order, len(self._rows)
        places: Sequence[int] = order.places
        mask: Sequence[int] | None = None
        found = self._searched().find(self._terms) if self._terms else None
        if found is not None and found.count < total:
            mask = found.mask(total)
        if self._accept is not None:
            if self._accepted is None:
                self._accepted = bytearray(map(bool, map(self._accept, self._rows)))
            mask = self._accepted if mask is None else bytearray(map(and_, self._accepted, mask))
            places = passing(order, mask, mask.count(1), None)
        elif found is not None and mask is not None:
            few = found.places if found.count * SPARSE <= total else None
            places = passing(order, mask, found.count, few)
        if self._groups is None:
            return _Shown(places, mask, places, None)
        groups = self._groups.arrange(places)
        return _Shown(places, mask, groups.lines, groups)

    def _show(self, shown: _Shown) -> None:
        self._passing, self._mask, self._lines, groups = shown
        if self._groups is not None and groups is not None:
            self._groups.arranged = groups

    @property
    def shown(self) -> list[R]:
        """The rows that pass the filter, in order; those of folded groups among them."""
        if self._groups is None:
            return list(map(self._rows.__getitem__, self._passing))
        return [row for head in self._groups.arranged.heads.values() for row in head.rows]

    @property
    def shown_count(self) -> int:
        """How many rows pass the filter."""
        return len(self._passing)

    def total_of(self, values: Sequence[int]) -> int:
        """The sum over the shown rows of ``values``, which has one for each row as they were given."""
        # In the order in which the values were given, not in that of the list: see ``row_search``.
        return sum(values if self._mask is None else compress(values, self._mask))

    # --- filter ---------------------------------------------------------------------------------------------

    @property
    def filtered(self) -> bool:
        """True while a filter is set, by words or otherwise."""
        return bool(self._terms) or self._accept is not None

    def filter(self, text: str) -> None:
        """Show the rows whose text holds every word of ``text``; '' shows all."""
        terms = tuple(text.casefold().split())
        if terms != self._terms:
            self._terms = terms
            self._reset()

    def set_accept(self, accept: Callable[[R], bool] | None) -> None:
        """Show only rows that are accepted, beside the filter by words; None shows all."""
        if accept is not self._accept:
            self._accept, self._accepted = accept, None
            self._reset()

    def _searched(self) -> RowSearch:
        """What a filter looks into."""
        if self._search is None:
            # Not needed before somebody types.
            from csmdesk.ui.models.row_search import RowSearch

            self._search = RowSearch.of(self._rows)
        return self._search

    # --- groups ---------------------------------------------------------------------------------------------

    @property
    def grouping(self) -> Grouping[R] | None:
        """What groups the rows."""
        return self._groups.grouping if self._groups else None

    @property
    def folded(self) -> frozenset[Any]:
        """The values of the groups that are folded, also of those without rows now."""
        return frozenset(self._groups.folded) if self._groups else frozenset()

    def set_grouping(self, by: Grouping[R] | None, folded: Collection[Any] | None = None) -> None:
        """Show the rows under the heads of their groups; None shows them without.

        ``folded`` are the values whose groups are folded; None leaves those of the same grouping as they are.
        """
        old = self._groups
        if by is None and old is None:
            return
        if folded is None:
            folded = old.folded if by and old and old.grouping.key == by.key else ()
        self.rearranging.emit()
        self.beginResetModel()
        self._groups = Groups(by, self._rows, folded) if by else None
        self._show(self._arranged())
        self.endResetModel()
        self.shown_changed.emit()

    def toggle_group(self, key: int) -> None:
        """Fold the rows of a group away under its head, or show them again."""
        groups = self._groups
        if groups is None or key not in groups.arranged.heads:
            return
        self.rearranging.emit()
        position, count = self._lines.index(key), len(groups.head(key).rows)
        if groups.head(key).folded:
            self.beginInsertRows(NO_PARENT, position + 1, position + count)
            groups.toggle(key)
            self.endInsertRows()
        else:
            self.beginRemoveRows(NO_PARENT, position + 1, position + count)
            groups.toggle(key)
            self.endRemoveRows()
        head = self.index(position, 0)
        self.dataChanged.emit(head, head)

    # --- order ----------------------------------------------------------------------------------------------

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column that orders the rows before all others, and whether downwards."""
        return self._keys[0]

    @property
    def sort_keys(self) -> tuple[tuple[str, bool], ...]:
        """The keys of the columns that order the rows, the most important first, and whether downwards."""
        return tuple((self.columns[column].key, descending) for column, descending in self._keys)

    def set_sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        """Order by several columns, the most important first; unknown and repeated ones are passed over."""
        known = {column.key: number for number, column in enumerate(self.columns)}
        wanted: dict[int, bool] = {}
        for key, descending in keys:
            if key in known:
                wanted.setdefault(known[key], descending)
        if wanted:
            self._keys = tuple(wanted.items())
            self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by one column, stable; equal rows stay in the order in which they were given."""
        if 0 <= column < len(self.columns):
            self._keys = ((column, order == Qt.SortOrder.DescendingOrder),)
            self._rearrange()

    def _rearrange(self) -> None:
        """Put the lines in order; they are moved when they stay as many, else the list is shown anew."""
        self.rearranging.emit()
        self._order = self._orders.by(self._keys)
        before, shown = self._lines, self._arranged()
        if len(shown.lines) != len(before):
            self.beginResetModel()
            self._show(shown)
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        moved = self.persistentIndexList()
        self._show(shown)
        if moved:
            # A group may have become empty while another came up: its head has nowhere to go.
            where = _positions(shown.lines, {before[index.row()] for index in moved})
            after = [self.index(where.get(before[i.row()], -1), i.column()) for i in moved]
            self.changePersistentIndexList(moved, after)
        self.layoutChanged.emit()

    def ordering(self) -> Callable[[Sequence[R]], list[R]]:
        """What puts other rows into the order that is chosen now; may be called in any thread."""
        return ordering([(self.columns[column].order, descending) for column, descending in self._keys])


class _Shown(NamedTuple):
    """What is shown: the places that pass, the mask that tells which do, the lines, groups if any."""

    places: Sequence[int]
    mask: Sequence[int] | None
    lines: Sequence[int]
    groups: Arranged | None


def _positions(lines: Sequence[int], wanted: set[int]) -> dict[int, int]:
    """Where the wanted ones stand among the lines."""
    if len(wanted) < _FEW:
        return {line: lines.index(line) for line in wanted if line in lines}
    return {line: position for position, line in enumerate(lines) if line in wanted}


def _same(new: Row, old: Row) -> bool:
    return new.id == old.id and new.search == old.search
