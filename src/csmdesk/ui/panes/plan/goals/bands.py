"""Where the bands of the pyramid and their cards stand, for a given width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from csmdesk.ui.theme import INSET

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Level
    from csmdesk.ui.panes.plan.goals.rows import GoalRow

CARD = 92
"""The height of a card."""

GAP = 12
LEAST, MOST = 164, 248
"""The width of a card."""

HEAD = 112
"""The width of a level's name, its progress and its weights."""

BAND_GAP = 20


class Band(NamedTuple):
    """A level with the cards of its targets; ``head`` is where its name stands."""

    level: Level
    box: QRect
    head: QRect
    keys: tuple[int, ...]


class Bands:
    """The bands from the top, and the box of each card by its target's id."""

    def __init__(self, levels: Sequence[Level], rows: Sequence[GoalRow], width: int) -> None:
        self.bands: list[Band] = []
        self.cards: dict[int, QRect] = {}
        left = INSET + HEAD + 2 * GAP
        room = max(LEAST, width - left - INSET)
        across = max(1, (room + GAP) // (LEAST + GAP))
        held_by = {
            level.key: tuple(row.id for row in rows if row.goal.level == level.key) for level in levels
        }
        widest = max((_each(len(keys), across) for keys in held_by.values()), default=1)
        wide = min(MOST, (room - (widest - 1) * GAP) // widest)
        top = BAND_GAP // 2
        for level in levels:
            keys = held_by[level.key]
            each = _each(len(keys), across)
            lines = [keys[at : at + each] for at in range(0, len(keys), each)]
            height = max(1, len(lines)) * (CARD + GAP) - GAP
            for line, held in enumerate(lines):
                taken = len(held) * (wide + GAP) - GAP
                # Cards stand in the middle of their band, so that the top is narrow and the levels widen.
                x = left + (room - taken) // 2
                for place, key in enumerate(held):
                    self.cards[key] = QRect(x + place * (wide + GAP), top + line * (CARD + GAP), wide, CARD)
            box = QRect(0, top, width, height)
            self.bands.append(Band(level, box, QRect(INSET, top, HEAD, height), keys))
            top += height + BAND_GAP
        self.height = top - BAND_GAP // 2

    def card_at(self, x: int, y: int) -> int | None:
        """The target whose card is at a place."""
        return next((key for key, box in self.cards.items() if box.contains(x, y)), None)

    def beside(self, key: int, step: int) -> int | None:
        """The next card of the same level; past its end that of the next level."""
        order = [each for band in self.bands for each in band.keys]
        if key not in self.cards or not order:
            return None
        at = order.index(key) + step
        return order[at] if 0 <= at < len(order) else None

    def below(self, key: int, step: int) -> int | None:
        """The nearest card in the line of cards below (1) or above (-1)."""
        box = self.cards.get(key)
        if box is None:
            return None
        tops = sorted({each.top() for each in self.cards.values()})
        at = tops.index(box.top()) + step
        if not 0 <= at < len(tops):
            return None
        line = [each for each, place in self.cards.items() if place.top() == tops[at]]
        return min(line, key=lambda each: abs(self.cards[each].center().x() - box.center().x()))


def _each(count: int, across: int) -> int:
    """How many of ``count`` cards stand in a line: lines of nearly as many, not full ones and a rest."""
    lines = -(-count // across)
    return -(-count // lines) if lines else 1
