"""What a column and a sheet can be, as it is chosen: found by words, pinyin and initials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language, Text


class FieldChoice(NamedTuple):
    """A field that a column can be, or a kind of sheet; ``search`` is what it is found by."""

    key: str
    words: str
    search: str


def field_choices(fields: Iterable[tuple[str, Text]], language: Language) -> tuple[FieldChoice, ...]:
    """The fields of a kind. Loads what spells Chinese: not in the window's thread."""
    return tuple(
        FieldChoice(key, text.to(language), " ".join((text.zh, *spelt(text.zh), text.en, key)))
        for key, text in fields
    )


def account_choices(accounts: Iterable[tuple[str, str]]) -> tuple[FieldChoice, ...]:
    """The accounts that a name can stand for. Loads what spells Chinese: not in the window's thread."""
    return tuple(
        FieldChoice(code, f"{name}（{code}）", " ".join((name, *spelt(name), code)))
        for code, name in accounts
    )


def spellings(names: Iterable[str]) -> dict[str, str]:
    """What names are found by, beside themselves: their pinyin and initials. Loads what spells Chinese."""
    return {name: " ".join(spelt(name)) for name in names if not name.isascii()}
