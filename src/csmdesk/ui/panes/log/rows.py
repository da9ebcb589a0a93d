"""A record in a list: what it says, and what a filter looks into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csmdesk.domain.spelling import spelt

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogField, LogRow

_NAMES = frozenset({"account", "contact", "choice"})
"""Kinds of fields whose words are found by pinyin and initials too."""


class RecordRow:
    """A row of one kind; ``search`` is made beside the window's thread, with the row."""

    __slots__ = ("place", "search", "source")

    def __init__(self, source: LogRow, place: int, search: str) -> None:
        self.source = source
        self.place = place
        """Its place in the order that the service gives."""
        self.search = search

    @property
    def id(self) -> int:
        """The record's key."""
        return self.source.id

    def same(self, other: RecordRow) -> bool:
        """True when both are the same record with the same words to search in."""
        return self is other or (self.source.id == other.source.id and self.search == other.search)


def record_rows(rows: Sequence[LogRow], fields: Sequence[LogField]) -> list[RecordRow]:
    """A row for each record, in the order given."""
    named = [place for place, field in enumerate(fields) if field.kind in _NAMES]
    spelling: dict[str, str] = {"": ""}
    found = []
    for place, row in enumerate(rows):
        words = row.words
        parts = [*words]
        for at in named:
            word = words[at]
            said = spelling.get(word)
            if said is None:
                # The same few names stand in thousands of rows.
                said = spelling[word] = "\n".join(spelt(word))
            parts.append(said)
        found.append(RecordRow(row, place, "\n".join(parts).casefold()))
    return found
