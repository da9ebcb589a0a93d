"""How the states of a card are shown: the ring of each column of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csmdesk.ui.widgets.ring import State

_RINGS: Final[Mapping[str, State]] = {"todo": "todo", "doing": "doing", "review": "accept", "done": "done"}


def ring_of(status: str) -> State:
    """The ring of a card's status."""
    return _RINGS[status]
