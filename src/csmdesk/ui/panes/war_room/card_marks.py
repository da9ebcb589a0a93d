"""The cards that the user has marked, to do something with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board import Board


class CardMarks:
    """The marks of one board; they are kept by card, whatever filter and lanes show."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.keys: frozenset[int] = frozenset()

    def set(self, keys: Iterable[int]) -> None:
        """Mark these cards and no others."""
        wanted = frozenset(keys)
        if wanted != self.keys:
            self.keys = wanted
            for column in self._board.columns:
                column.view.set_marked(wanted)

    def toggle(self, key: int) -> None:
        """Mark a card, or take its mark away."""
        self.set(self.keys ^ {key})

    def add(self, keys: Iterable[int]) -> None:
        """Mark these cards as well."""
        self.set(self.keys | frozenset(keys))

    def clear(self) -> bool:
        """Take all marks away; False when there are none."""
        had = bool(self.keys)
        self.set(())
        return had

    def drop_gone(self) -> None:
        """Cards that are no more are not marked either."""
        if self.keys:
            self.set(key for key in self.keys if self._board.model.card(key) is not None)

    @property
    def selected(self) -> list[int]:
        """The marked cards that are shown, in their order; the current one alone where none is marked."""
        board = self._board
        shown = (key for column in range(len(board.columns)) for key in board.model.ids(column))
        found = [key for key in shown if key in self.keys]
        return found or ([] if board.current is None else [board.current])
