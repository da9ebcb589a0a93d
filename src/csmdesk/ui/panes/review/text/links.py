"""What the structured blocks of a text can be linked to; given by the pane, which knows the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from csmdesk.domain.text import Text
from csmdesk.domain.war_room import CAUSES
from csmdesk.reports import document as doc

Choice = tuple[str, str]
"""A key, and the words for it."""


def _nothing(key: int | None) -> Sequence[tuple[int, str]]:
    return ()


def _no_day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _no_block(key: str) -> doc.Block | None:
    return None


@dataclass(frozen=True)
class Links:
    """Accounts by id and name, the war rooms of one (None: all), next period's targets, causes.

    ``read_day`` understands a typed day; ``live`` gives what the data make of a chart or table by its name.
    """

    accounts: Sequence[tuple[int, str]] = ()
    war_rooms: Callable[[int | None], Sequence[tuple[int, str]]] = _nothing
    targets: Sequence[Choice] = ()
    causes: Mapping[str, Text] = field(default_factory=lambda: CAUSES)
    owners: Sequence[str] = ()
    read_day: Callable[[str], date | None] = _no_day
    live: Callable[[str], doc.Block | None] = _no_block

    def account(self, key: int | None) -> str:
        """The name of an account; '' for one that is not there."""
        return next((name for held, name in self.accounts if held == key), "")

    def war_room(self, key: int | None) -> str:
        """The name of a war room; '' for one that is not there."""
        return next((name for held, name in self.war_rooms(None) if held == key), "") if key else ""
