"""What a column can be: fields as they are chosen, found by words, pinyin and initials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language, Text


class FieldChoice(NamedTuple):
    """A field that a column can be; ``search`` is what it is found by."""

    key: str
    words: str
    search: str


def field_choices(fields: Iterable[tuple[str, Text]], language: Language) -> tuple[FieldChoice, ...]:
    """The fields of a kind. Loads what spells Chinese: not in the window's thread."""
    return tuple(
        FieldChoice(key, text.to(language), " ".join((text.zh, *spelt(text.zh), text.en, key)))
        for key, text in fields
    )
