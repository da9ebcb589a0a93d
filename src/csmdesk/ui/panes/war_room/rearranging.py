"""From the cards as they are shown to the cards as they have to be: insertions, moves and removals."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board_model import BoardModel

MOST_STEPS = 96
"""Where more would be needed, showing the cards anew is quicker, and nobody follows single ones."""


class Rearranging:
    """Works on the lists of the model itself, one announced step after the other."""

    def __init__(
        self,
        model: BoardModel,
        shown: list[list[int]],
        at: dict[int, int],
        wanted: Sequence[Sequence[int]],
    ) -> None:
        """``shown`` are the cards by column, ``at`` the column of each; both are changed in place."""
        self._model = model
        self._shown = shown
        self._at = at
        self._wanted = wanted
        self._home = {key: column for column, keys in enumerate(wanted) for key in keys}
        self._left = MOST_STEPS

    def run(self) -> bool:
        """Do it; False when it would take too long, with the lists as far as they were brought."""
        if self._runs(self._shown, self._home) + self._runs(self._wanted, self._at) > self._left:
            return False
        return self._drop() and self._cross() and all(map(self._order, range(len(self._wanted))))

    @staticmethod
    def _runs(lists: Sequence[Sequence[int]], known: Container[int]) -> int:
        """How many runs of cards there are that are not ``known``: each is a step at least."""
        count = 0
        for keys in lists:
            within = False
            for key in keys:
                was, within = within, key not in known
                count += within and not was
        return count

    def _parent(self, column: int) -> QModelIndex:
        return self._model.column_index(column)

    def _spend(self) -> bool:
        self._left -= 1
        return self._left >= 0

    # --- cards that go --------------------------------------------------------------------------------------

    def _drop(self) -> bool:
        """Remove the cards that nothing shows any more, a run at a time, from the end."""
        for column, here in enumerate(self._shown):
            last = len(here) - 1
            while last >= 0:
                first = last
                while first >= 0 and here[first] not in self._home:
                    first -= 1
                if first < last:
                    if not self._spend():
                        return False
                    self._model.beginRemoveRows(self._parent(column), first + 1, last)
                    for key in here[first + 1 : last + 1]:
                        del self._at[key]
                    del here[first + 1 : last + 1]
                    self._model.endRemoveRows()
                last = first - 1
        return True

    # --- cards that change their column ---------------------------------------------------------------------

    def _cross(self) -> bool:
        for column, here in enumerate(self._shown):
            for key in [key for key in here if self._home[key] != column]:
                if not self._spend():
                    return False
                self._move(key, column, self._home[key], self._row_for(key))
        return True

    def _row_for(self, key: int) -> int:
        """Where a card goes in its column: behind the nearest of those that have to stand before it."""
        column = self._home[key]
        wanted, here = self._wanted[column], self._shown[column]
        for place in range(wanted.index(key) - 1, -1, -1):
            if self._at.get(wanted[place]) == column:
                return here.index(wanted[place]) + 1
        return 0

    def _move(self, key: int, source: int, target: int, row: int) -> None:
        """Move a card in front of what stands in ``row`` of ``target``."""
        was = self._shown[source].index(key)
        model = self._model
        if not model.beginMoveRows(self._parent(source), was, was, self._parent(target), row):
            return
        del self._shown[source][was]
        self._shown[target].insert(row - 1 if source == target and was < row else row, key)
        self._at[key] = target
        model.endMoveRows()

    # --- the order within a column --------------------------------------------------------------------------

    def _order(self, column: int) -> bool:
        here, wanted = self._shown[column], self._wanted[column]
        row = 0
        while row < len(wanted):
            if row < len(here) and here[row] == wanted[row]:
                row += 1
                continue
            if not self._spend():
                return False
            if wanted[row] not in self._at:
                row = self._insert(column, row)
            elif row + 1 < len(here) and here[row + 1] == wanted[row]:
                # The one that stands here goes further down; all others stay.
                self._move(here[row], column, column, self._row_for(here[row]))
            else:
                self._move(wanted[row], column, column, row)
                row += 1
        return True

    def _insert(self, column: int, row: int) -> int:
        """Insert a run of new cards at ``row``; the row behind them."""
        here, wanted = self._shown[column], self._wanted[column]
        end = row + 1
        while end < len(wanted) and wanted[end] not in self._at:
            end += 1
        self._model.beginInsertRows(self._parent(column), row, end - 1)
        here[row:row] = wanted[row:end]
        self._at.update(dict.fromkeys(wanted[row:end], column))
        self._model.endInsertRows()
        return end
