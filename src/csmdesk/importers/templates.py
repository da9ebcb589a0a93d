"""Empty tables to fill in: each kind with its columns and a row that shows what goes into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType

from csmdesk.domain.text import Language
from csmdesk.importers import own_words, words
from csmdesk.importers.fields import Field, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.own_tables import NO_TABLE, Cell, OwnTable, fields_of

TEMPLATES = tuple(kind for kind in KINDS if kind not in NO_TABLE)
"""The kinds that there is a template of."""

_EMPTY = "-"
_NUMBERS = {
    "accounts": "KH1001",
    "contacts": "LX1001",
    "contracts": "HT1001",
    "events": "HD1001",
    "opportunities": "SJ1001",
    "handovers": "JJ1001",
    "receipts": "HK1001",
    "invoices": "FP1001",
    "tickets": "GD1001",
    "surveys": "WJ1001",
    "leads": "XS1001",
    "suggestions": "FK1001",
    "tasks": "RW1001",
    "workshops": "GZ1001",
    "touches": "CD1001",
    "requests": "GW1001",
    "cases": "AL1001",
}
_OF = {
    Type.ACCOUNT: "accounts",
    Type.CONTACT: "contacts",
    Type.CONTRACT: "contracts",
    Type.EVENT: "events",
    Type.OPPORTUNITY: "opportunities",
    Type.HANDOVER: "handovers",
}
_DAY = date(2024, 6, 30)


def templates(language: Language, kinds: Sequence[str] = TEMPLATES) -> list[OwnTable]:
    """A table for each of ``kinds``: its headers, and one row of an example.

    All of them together are a small book: what one refers to stands in another.
    """
    made = []
    for kind in kinds:
        names = fields_of(kind)
        heads = tuple(own_words.head(kind, name, language) for name in names)
        row = tuple(_example(kind, name, language) for name in names)
        made.append(OwnTable(kind, own_words.title(kind, language), heads, [row]))
    return made


def _example(kind: str, name: str, language: Language) -> Cell:
    said = _examples().get(f"{kind}.{name}")
    if said is not None:
        word = said[-1] if language == "en" else said[0]
        return None if word == _EMPTY else word
    return _usual(kind, name, KINDS[kind].fields[name], language)


def _usual(kind: str, name: str, one: Field, language: Language) -> Cell:
    """An example by the field's type."""
    if one.type in _OF:
        return _NUMBERS[_OF[one.type]]
    match one.type:
        case Type.CODE:
            return _NUMBERS[kind]
        case Type.DAY:
            return _DAY
        case Type.MOMENT:
            return f"{_DAY.isoformat()} 14:00"
        case Type.MONEY:
            return 120_000
        case Type.FLAG:
            return own_words.said("flag", "yes", language)
        case Type.CHOICE:
            return "CNY" if one.vocabulary == "currency" else None
        case _:
            return None


@cache
def _examples() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({line[0]: tuple(line[1:]) for line in words.examples()})
