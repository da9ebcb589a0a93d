"""How the keyboard goes from card to card, and how it takes one along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board import Board


class BoardSteps:
    """Steps of one board: ``step…`` go to another card, ``order…`` and ``move…`` take one along."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def _count(self, column: int) -> int:
        return len(self._board.model.ids(column))

    # --- going ----------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go up (-1) or down (1) in the column; above the first card is the head."""
        board = self._board
        column, row = board.place
        if row + by < 0 or not self._count(column):
            board.focus_title()
        elif row + by < self._count(column):
            board.go_to(column, row + by)

    def step_aside(self, by: int) -> None:
        """Go to the card at the same height in the next column that has any."""
        board = self._board
        column, row = board.place
        target = column + by
        while 0 <= target < len(board.columns) and not self._count(target):
            target += by
        if not 0 <= target < len(board.columns):
            return
        here, there = board.columns[column].view, board.columns[target].view
        y = here.card_box(row).center().y() + there.verticalOffset()
        board.go_to(target, there.placed().nearest(y))

    def title_aside(self, by: int) -> None:
        """Go from the head of a column to that of the next."""
        board = self._board
        here = next((i for i, one in enumerate(board.columns) if one.title.more.hasFocus()), -1)
        if here >= 0 and 0 <= here + by < len(board.columns):
            board.columns[here + by].title.more.setFocus(Qt.FocusReason.TabFocusReason)

    def page(self, by: int) -> None:
        """Go a page up or down."""
        board = self._board
        column, row = board.place
        if not self._count(column):
            return
        view = board.columns[column].view
        places = view.placed()
        to = places.nearest(places.middle(row) + by * view.viewport().height())
        # A page is a card at least, however high that is.
        board.go_to(column, max(0, min(self._count(column) - 1, to if to != row else row + by)))

    def step_to_end(self, *, last: bool) -> None:
        """Go to the first or the last card of the column."""
        column = self._board.place[0]
        self._board.go_to(column, self._count(column) - 1 if last else 0)

    def step_to_edge(self, *, last: bool) -> None:
        """Go to the first card of the first column, or to the last of the last one that has any."""
        filled = [place for place in range(len(self._board.columns)) if self._count(place)]
        if filled:
            column = filled[-1 if last else 0]
            self._board.go_to(column, self._count(column) - 1 if last else 0)

    # --- taking a card along --------------------------------------------------------------------------------

    def order_current(self, by: int) -> None:
        """Put the current card one place up or down; in lanes it stays in its own."""
        column, row = self._board.place
        self._put(column, row + by if by < 0 else row + 1 + by)

    def order_current_to_end(self, *, last: bool) -> None:
        """Put the current card first or last in its column."""
        board = self._board
        card = board.current_card
        if card is not None:
            column = board.place[0]
            lane = board.model.lane(column, card.account_id)
            self._put(column, lane.stop if last else lane.start)

    def move_current(self, by: int) -> None:
        """Put the current card into the next column, in the row that it had: the way back is the same."""
        board = self._board
        card = board.current_card
        column, row = board.place
        if card is None or not 0 <= column + by < len(board.columns):
            return
        here = board.model.lane(column, card.account_id)
        there = board.model.lane(column + by, card.account_id)
        self._put(column + by, min(there.start + row - here.start, there.stop))

    def move_current_to(self, column: int) -> None:
        """Put the current card into a column."""
        self.move_current(column - self._board.place[0])

    def _put(self, column: int, row: int) -> None:
        board = self._board
        card = board.current_card
        if card is None:
            return
        lane = board.model.lane(column, card.account_id)
        if lane.start <= row <= lane.stop:
            board.put(card.id, column, row)
