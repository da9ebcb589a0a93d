"""What of the book something leads to, whatever pane shows it."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """An object: ``kind`` is account, contract, contact, war_room, task, ticket, event, touch, review …"""

    kind: str
    id: int
