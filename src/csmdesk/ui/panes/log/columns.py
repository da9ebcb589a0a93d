"""The columns of a kind's list, made from its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.log.rows import RecordRow

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogField

_WIDTHS = {
    "account": 104,
    "contact": 84,
    "day": 84,
    "moment": 128,
    "choice": 72,
    "number": 60,
    "hours": 64,
    "money": 88,
    "percent": 64,
    "flag": 56,
    "score": 56,
    "text": 104,
    "note": 96,
}
"""Least widths by kind of field."""

_RIGHT = frozenset({"day", "moment", "number", "hours", "money", "percent", "score"})
_MEASURED = frozenset({"text", "choice", "account", "contact"})
_NARROW = 64
"""As wide as the numbers of records are."""
_LETTER = 13
"""About as wide as a Chinese character in a head, in pixels."""

NUMBER_FORMATS = {"hours": "0.0#", "money": "#,##0.00", "score": "0.0#"}
"""How a workbook shows the numbers of a kind of field."""


def record_columns(
    fields: Sequence[LogField], language: Language, sorts: str = ""
) -> list[Column[RecordRow]]:
    """A column for each listed field; what names the record comes first, a note takes what is left."""
    first = naming_place(fields)
    # ``sorts`` is the field that the records are told apart by first of all.
    places = [first, *(p for p, field in enumerate(fields) if field.listed and p != first)]
    wide = [p for p in places if fields[p].kind == "note"] + [p for p in places if _is_words(fields[p])]
    stretched = wide[0] if wide else first
    return [
        _column(
            fields[place],
            place,
            language,
            rank=_rank(fields[place], number, sorts),
            stretch=place == stretched,
        )
        for number, place in enumerate(places)
    ]


_TELLING = {"money": 4, "choice": 5, "score": 6}
"""What says of which sort a record is, and how much: it goes after all but how the record stands."""
_LAST = 99

_KNOWN = 400
"""So many records tell how wide their words are."""
_WIDEST, _MARK, _ASCII = 150, 16, 7.2


def fitted_columns(
    columns: Sequence[Column[RecordRow]], fields: Sequence[LogField], rows: Sequence[RecordRow]
) -> list[Column[RecordRow]]:
    """The columns as wide as the words of the records need; by letters, so in any thread."""
    kinds = {field.key: field.kind for field in fields}
    found = []
    for column in columns:
        if kinds[column.key] in _MEASURED and not column.stretch:
            words = {column.words(row) for row in rows[:_KNOWN]}
            marked = any(column.key in row.source.marks for row in rows[:_KNOWN])
            widest = max((sum(_letter(letter) for letter in word) for word in words), default=0.0)
            needed = round(widest) + 14 + (_MARK if marked else 0)
            head = sum(_letter(letter) for letter in column.head) + 18
            column = replace(column, width=max(_NARROW - 8, min(_WIDEST, needed), round(head)))
        found.append(column)
    return found


def _letter(letter: str) -> float:
    return _ASCII if letter.isascii() else _LETTER


def naming_place(fields: Sequence[LogField]) -> int:
    """The place of the field that names a record: its account, else the first words that it needs."""
    for kind in ("account", "text", "note", "choice"):
        for place, field in enumerate(fields):
            if field.kind == kind and field.required and field.listed:
                return place
    return 0


def _is_words(field: LogField) -> bool:
    """Whether it holds words that were typed, as long as they come."""
    return field.kind == "text" and field.edited and field.key != "code"


def _rank(field: LogField, number: int, sorts: str) -> int:
    """How soon a column goes where there is no room: how a record stands and what was said go late.

    Its number goes first of all: nobody knows a record by it.
    """
    if not number:
        return 0
    if field.key == "code":
        return _LAST
    if (field.kind == "text" and not field.edited) or (field.kind == "day" and field.required):
        return 1
    if field.kind == "note" or (_is_words(field) and field.required):
        return 2
    if field.key == sorts:
        return 3
    return _TELLING.get(field.kind, number + len(_TELLING) + 3)


def _column(
    field: LogField, place: int, language: Language, *, rank: int, stretch: bool
) -> Column[RecordRow]:
    head = field.name.to(language)
    return Column(
        field.key,
        head,
        max(
            _NARROW if field.key == "code" else _WIDTHS[field.kind],
            len(head) * (_LETTER if language == "zh" else 7) + 14,
        ),
        partial(_word, place),
        partial(_sort, place, field.kind),
        right=field.kind in _RIGHT,
        rank=rank,
        tip=partial(_tip, place, field.key, language),
        edit=field.key if field.edited else "",
        copy=partial(_copied, place, field.kind),
        group=field.kind in {"account", "contact", "choice", "flag"},
        stretch=stretch,
    )


def _word(place: int, row: RecordRow) -> str:
    return row.source.words[place]


def _tip(place: int, key: str, language: Language, row: RecordRow) -> str:
    word = row.source.words[place]
    if key in row.source.marks and row.source.problems:
        return "\n".join([word, *(problem.to(language) for problem in row.source.problems)])
    return word


def _sort(place: int, kind: str, row: RecordRow) -> Any:
    value = row.source.values[place]
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, int | Fraction):
        return float(value)
    word = row.source.words[place]
    if kind in {"account", "contact", "choice"}:
        return spelt(word)[0] or word
    return word.casefold()


_NUMBERS = frozenset({"number", "hours", "money", "score"})


def _copied(place: int, kind: str, row: RecordRow) -> object:
    """Days and numbers as such; all else as it would be typed, so that it can be pasted here again."""
    value = row.source.values[place]
    if kind == "day" and isinstance(value, date):
        return value
    if kind in _NUMBERS and isinstance(value, int | Fraction):
        return value
    return row.source.typed[place]
