"""The rows of a page of an account as a list model: keyed, so that a refresh keeps the place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from csmdesk.ui.models.table import ACCESSIBLE, DISPLAY, TOOL_TIP

T = TypeVar("T")

ITEM = 257
"""The role under which a row gives its item to the delegate."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Entries(QAbstractListModel, Generic[T]):
    """Items in order; ``key`` tells them apart, ``words`` is what a row says on hover and is read out.

    A row for which ``chosen`` says False (a head) cannot be current.
    """

    def __init__(
        self,
        key: Callable[[T], Hashable],
        words: Callable[[T], str],
        chosen: Callable[[T], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._words = words
        self._chosen = chosen
        self._items: list[T] = []

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        return self._words(item) if role in {DISPLAY, ACCESSIBLE, TOOL_TIP} else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or (self._chosen is not None and not self._chosen(self._items[index.row()])):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # --- content --------------------------------------------------------------------------------------------

    @property
    def items(self) -> Sequence[T]:
        """All items in order."""
        return self._items

    def row_of(self, key: Hashable) -> int:
        """The row of the item with a key; -1 when there is none."""
        return next((row for row, item in enumerate(self._items) if self._key(item) == key), -1)

    def replace(self, items: Sequence[T]) -> None:
        """Take the items of something else: nothing of what was current stays."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def update(self, items: Sequence[T]) -> None:
        """Take newer items of the same thing: what is still there stays current, and in its place."""
        new = list(items)
        wanted = [self._key(item) for item in new]
        self._drop(set(wanted))
        here = [self._key(item) for item in self._items]
        known = set(here)
        row = 0
        while row < len(new):
            if row < len(here) and here[row] == wanted[row]:
                row += 1
            elif wanted[row] in known:
                self._move(here, here.index(wanted[row], row), row)
                row += 1
            else:
                end = row + 1
                while end < len(new) and wanted[end] not in known:
                    end += 1
                self.beginInsertRows(QModelIndex(), row, end - 1)
                self._items[row:row] = new[row:end]
                here[row:row] = wanted[row:end]
                self.endInsertRows()
                row = end
        for row, item in enumerate(new):
            if self._items[row] != item:
                self._items[row] = item
                self.dataChanged.emit(self.index(row), self.index(row))

    def _drop(self, wanted: set[Hashable]) -> None:
        """Remove the rows that are not wanted any more, a run at a time, from the end."""
        last = len(self._items) - 1
        while last >= 0:
            first = last
            while first >= 0 and self._key(self._items[first]) not in wanted:
                first -= 1
            if first < last:
                self.beginRemoveRows(QModelIndex(), first + 1, last)
                del self._items[first + 1 : last + 1]
                self.endRemoveRows()
            last = first - 1

    def _move(self, here: list[Hashable], source: int, target: int) -> None:
        """Bring a row up to ``target``."""
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        self._items.insert(target, self._items.pop(source))
        here.insert(target, here.pop(source))
        self.endMoveRows()
