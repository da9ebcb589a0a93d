"""The short lists of the review pane: chapters, checks, places to write. One model for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from csmdesk.ui.models.table import ACCESSIBLE, DISPLAY, TOOL_TIP

T = TypeVar("T")

ITEM = 257
"""The role under which a row gives its item to the delegate."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ItemModel(QAbstractListModel, Generic[T]):
    """Items in order; ``key`` tells them apart, ``words`` is what a row says on hover and is read out."""

    def __init__(
        self, key: Callable[[T], str], words: Callable[[T], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._words = words
        self._items: tuple[T, ...] = ()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role in {DISPLAY, ACCESSIBLE, TOOL_TIP}:
            return self._words(item)
        return None

    @property
    def items(self) -> tuple[T, ...]:
        """All items."""
        return self._items

    def set_items(self, items: Sequence[T]) -> None:
        """Take other items. When they are the same ones with other values, selection and scrolling stay."""
        new = tuple(items)
        if new == self._items:
            return
        if [self._key(item) for item in new] == [self._key(item) for item in self._items]:
            self._items = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._items = new
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of the item with a key; -1 when there is none."""
        return next((row for row, item in enumerate(self._items) if self._key(item) == key), -1)
