"""Profiles: header tables of the systems that files come from, built in or the user's own.

A profile names, for each of a system's tables, what it holds and which field each column is. A sheet is taken
for a profile's table when all the headers of one of its signatures are there. The user's own is made from a
mapping that was confirmed, kept in the book, and shared as a small JSON file of the same form as the built-in
ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import words
from csmdesk.importers.dates import Order
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.options import CUSTOM, NOT_IMPORTED

FOLDER = Path(__file__).parent / "profiles_builtin"
_FORM = "csmdesk_profile"
_MOST_POWER = 12
_MOST_BYTES, _MOST_TABLES, _MOST_COLUMNS, _MOST_LETTERS = 1 << 20, 200, 2_000, 200


@dataclass(frozen=True)
class Table:
    """One table of a profile: ``columns`` are header → field, or ``-``, or ``custom:`` and a name."""

    title: Text
    kind: str
    signatures: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    order: str = ""
    end_exclusive: bool = False
    currency: str = ""
    power: int | None = None
    """The power of ten of amounts without a unit; None: as the sheet tells."""


@dataclass(frozen=True)
class Profile:
    """The tables of one system; ``own`` says that the user made it."""

    key: str
    name: Text
    tables: tuple[Table, ...]
    own: bool = False


@dataclass(frozen=True)
class Match:
    """A sheet's table in a profile."""

    profile: Profile
    table: Table

    @property
    def text(self) -> Text:
        """The profile and the table as people call them."""
        profile, title = self.profile.name, self.table.title
        return Text(f"{profile.zh} {title.zh}", f"{profile.en} {title.en}")


@cache
def built_in() -> tuple[Profile, ...]:
    """The profiles that the program brings."""
    return tuple(
        parse(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.json"))
    )


def match(headers: Sequence[str], own: Iterable[Profile] = ()) -> Match | None:
    """The table whose signature the headers hold; of several the user's own, then the one that knows most."""
    keys = {words.header_key(words.without_marks(header)) for header in headers if header}
    found: list[tuple[bool, int, int, Match]] = []
    for number, profile in enumerate((*own, *built_in())):
        for table in profile.tables:
            if any(keys >= {words.header_key(word) for word in signature} for signature in table.signatures):
                known = len(keys & {words.header_key(header) for header in table.columns})
                found.append((profile.own, known, -number, Match(profile, table)))
    return max(found, key=lambda each: each[:3])[3] if found else None


def parse(document: Any, *, own: bool = False) -> Profile:
    """A profile from its JSON document; raises UserError for one that is none or names what is unknown."""
    if not isinstance(document, dict) or document.get(_FORM) != 1:
        raise UserError(NO_PROFILE)
    try:
        tables = tuple(_table(each) for each in _listed(document["tables"], _MOST_TABLES))
        return Profile(_word(document["key"]), _text(document["name"]), tables, own)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(NO_PROFILE) from None


def _table(each: Any) -> Table:
    kind, order = _word(each["kind"]), _word(each.get("dates", ""))
    if kind not in KINDS:
        raise UserError(UNKNOWN_KIND.format(kind=kind))
    columns = {_word(header): _word(field) for header, field in each["columns"].items()}
    if len(columns) > _MOST_COLUMNS or not isinstance(each.get("end_exclusive", False), bool):
        raise ValueError
    for field in columns.values():
        if field != NOT_IMPORTED and not field.startswith(CUSTOM) and field not in KINDS[kind].fields:
            raise UserError(UNKNOWN_FIELD.format(field=field, kind=KINDS[kind].text))
    if order and order not in set(Order):
        raise ValueError
    signatures = tuple(
        tuple(_word(word) for word in _listed(signature, _MOST_COLUMNS))
        for signature in _listed(each["signatures"], _MOST_TABLES)
    )
    currency, power = _word(each.get("currency", "")), each.get("power")
    if not all(signatures) or not re.fullmatch("([A-Z]{3})?", currency):
        raise ValueError
    if power is not None and not (type(power) is int and 0 <= power <= _MOST_POWER):
        raise ValueError
    return Table(
        _text(each["title"]), kind, signatures, columns, order, bool(each.get("end_exclusive", False)),
        currency, power,
    )  # fmt: skip


def _listed(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MOST_LETTERS:
        raise ValueError
    return value


def _text(value: Any) -> Text:
    if isinstance(value, str):
        return Text(_word(value), value)
    return Text(_word(value["zh"]), _word(value["en"]))


def document(profile: Profile) -> dict[str, Any]:
    """The profile as JSON."""
    return {
        _FORM: 1,
        "key": profile.key,
        "name": {"zh": profile.name.zh, "en": profile.name.en},
        "tables": [
            {
                "title": {"zh": table.title.zh, "en": table.title.en},
                "kind": table.kind,
                "signatures": [list(signature) for signature in table.signatures],
                "columns": dict(table.columns),
                "dates": table.order,
                "end_exclusive": table.end_exclusive,
                "currency": table.currency,
                "power": table.power,
            }
            for table in profile.tables
        ],
    }


def read_file(path: Path) -> Profile:
    """The user's own profile in a file; raises UserError with the reason when it is none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(NO_PROFILE)
        return parse(json.loads(path.read_text(encoding="utf-8")), own=True)
    except OSError as error:
        raise UserError(UNREADABLE.format(name=path.name, why=error.strerror or "")) from None
    except (ValueError, RecursionError):
        raise UserError(NO_PROFILE) from None


NO_PROFILE = Text("这不是 csmdesk 的导入模板文件。", "This is no import profile of csmdesk.")
UNKNOWN_KIND = Text(
    "导入模板里有不认识的表“{kind}”，可能来自更新的版本。",
    "The profile names a kind of table “{kind}” that this version does not know.",
)
UNKNOWN_FIELD = Text(
    "导入模板里有不认识的字段“{field}”（{kind}），可能来自更新的版本。",
    "The profile names a field “{field}” ({kind}) that this version does not know.",
)
UNREADABLE = Text("打不开“{name}”：{why}。", "“{name}” cannot be opened: {why}.")
