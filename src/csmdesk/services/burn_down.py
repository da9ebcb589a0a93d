"""The burn-down of war rooms: how many of their cards were open at the end of each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from csmdesk.storage.task_rows import CardRow, MoveRow


class BurnPoint(NamedTuple):
    """The end of a day: cards not yet done, and all cards there were."""

    day: date
    open: int
    all: int


def burn_down(
    cards: Sequence[CardRow], moves: Sequence[MoveRow], first: date, last: date
) -> tuple[BurnPoint, ...]:
    """A point for each day from ``first`` to ``last``, both included; none when ``last`` is before.

    A card whose first day the book does not know was there from the start. Where no move is known a card
    stood in its column from the start; one that an import put elsewhere since its last move is counted there
    on the last day. Cards that were removed are in none of it.
    """
    of_card: dict[int, list[MoveRow]] = {card.id: [] for card in cards}
    for move in moves:
        if move.task_id in of_card:
            of_card[move.task_id].append(move)
    span = (last - first).days + 1
    added = [0] * max(span, 0)
    closed = [0] * max(span, 0)
    for card in cards:
        begun, finished = _steps(card, of_card[card.id], first, last)
        _add(added, begun, 1)
        for offset, change in finished:
            _add(closed, offset, change)
    points = []
    there = done = 0
    for offset in range(span):
        there, done = there + added[offset], done + closed[offset]
        points.append(BurnPoint(first + timedelta(days=offset), there - done, there))
    return tuple(points)


def _steps(
    card: CardRow, moves: Sequence[MoveRow], first: date, last: date
) -> tuple[int, list[tuple[int, int]]]:
    """The day of a card, and the days on which it became done (1) or open again (-1), as days after first."""
    days = [(date.fromisoformat(move.at[:10]) - first).days for move in moves]
    begun = None if card.created_day is None else (date.fromisoformat(card.created_day) - first).days
    if begun is None:
        begun = min(0, *days) if days else 0
    elif days:
        # A clock that was set back must not move a card before it was made.
        begun = min(begun, *days)
    steps = []
    done = (moves[0].from_status if moves else card.status) == "done"
    if done:
        steps.append((begun, 1))
    for offset, move in zip(days, moves, strict=True):
        now = move.to_status == "done"
        if now != done:
            steps.append((offset, 1 if now else -1))
            done = now
    if done != (card.status == "done"):
        steps.append((max((last - first).days, *days), -1 if done else 1))
    return begun, steps


def _add(days: list[int], offset: int, change: int) -> None:
    """Count a change on its day; one from before the first day counts on that."""
    place = max(0, offset)
    if place < len(days):
        days[place] += change
