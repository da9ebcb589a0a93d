"""Where the cards of a column stand: one height after the other, with room for heads of lanes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.ui.panes.war_room.card_painter import GAP, LANE, CardPainter

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card

_EDGE = 2
"""Above the first card, so that its border and the line before it are seen whole."""
_FOOT = 24
"""Below the last card: room to drop something at the end."""


class Lane(NamedTuple):
    """The head of an account's cards in a column: where it begins, and which rows follow."""

    top: int
    first: int
    size: int


class CardPlaces:
    """Tops and heights of the cards of one column, in the coordinates of its whole content."""

    def __init__(self) -> None:
        self.cards: Sequence[Card] = ()
        self.tops: list[int] = []
        self.ends: list[int] = []
        self.lanes: list[Lane] = []
        self.height = 0

    def lay_out(self, cards: Sequence[Card], width: int, painter: CardPainter) -> None:
        """Place ``cards`` that are ``width`` wide."""
        self.cards = cards
        tops: list[int] = []
        ends: list[int] = []
        self.lanes = []
        y = _EDGE
        account: int | None = None
        for row, card in enumerate(cards):
            if painter.lanes and card.account_id != account:
                account = card.account_id
                self.lanes.append(Lane(y, row, 0))
                y += LANE
            tops.append(y)
            y += painter.height(card, width)
            ends.append(y)
            y += GAP
        bounds = [*(lane.first for lane in self.lanes), len(cards)]
        self.lanes = [
            lane._replace(size=end - lane.first) for lane, end in zip(self.lanes, bounds[1:], strict=True)
        ]
        self.tops, self.ends = tops, ends
        self.height = y - GAP + _FOOT if cards else 0

    def row_at(self, y: int) -> int:
        """The card at a height; -1 between cards and beyond them."""
        row = bisect_right(self.tops, y) - 1
        return row if row >= 0 and y < self.ends[row] else -1

    def rows_within(self, top: int, bottom: int) -> range:
        """The cards of which something lies between two heights."""
        return range(bisect_right(self.ends, top), bisect_left(self.tops, bottom + 1))

    def nearest(self, y: int) -> int:
        """The card whose middle is nearest to a height; -1 without cards."""
        rows = range(len(self.tops))
        around = bisect_left(self.tops, y)
        near = rows[max(0, around - 2) : around + 2]
        return min(near, key=lambda row: abs(self.middle(row) - y), default=-1)

    def middle(self, row: int) -> int:
        """The middle of a card."""
        return (self.tops[row] + self.ends[row]) // 2

    def gap_at(self, y: int, rows: range) -> int:
        """The row among ``rows``, or behind the last of them, where something dropped at a height goes."""
        return next((row for row in rows if y < self.middle(row)), rows.stop)

    def gap_line(self, row: int, rows: range) -> int:
        """Where the line before ``row`` is drawn when it belongs to ``rows``."""
        if row in rows:
            return self.tops[row] - GAP // 2
        if len(rows):
            return self.ends[rows.stop - 1] + GAP // 2
        if row < len(self.tops):
            lane = next((lane for lane in self.lanes if lane.first == row), None)
            return (self.tops[row] if lane is None else lane.top) - GAP // 2
        return self.ends[-1] + GAP // 2 if self.ends else _EDGE
