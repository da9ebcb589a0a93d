"""Which cards the board shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card


class CardFilter(NamedTuple):
    """Cards of some rooms (None: of all), with every term, of one of some owners, overdue.

    No owners are all of them; '' among the owners are cards without one.
    """

    rooms: frozenset[int] | None = None
    terms: tuple[str, ...] = ()
    owners: frozenset[str] = frozenset()
    overdue: bool = False

    @property
    def narrows(self) -> bool:
        """True when there is a card that it could leave out."""
        return self.rooms is not None or bool(self.terms or self.owners or self.overdue)

    def accepts(self, card: Card) -> bool:
        """True when the card is shown."""
        if self.rooms is not None and card.room_id not in self.rooms:
            return False
        if self.overdue and not card.overdue:
            return False
        if self.owners and card.owner not in self.owners:
            return False
        return all(term in card.search for term in self.terms)
