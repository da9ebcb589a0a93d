"""The big list of naughty strings through every field of every kind, in and out again.

The fields are those of the kinds themselves: one that is added is tried as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers import own_words, values
from csmdesk.importers.fields import REFERENCES, Field, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.options import Options
from csmdesk.importers.own_tables import QUERIES, OwnTable, fields_of, own_tables
from csmdesk.importers.plan import plan
from csmdesk.importers.templates import TEMPLATES, templates
from csmdesk.importers.units import unit_of
from csmdesk.importers.words import vocabulary
from csmdesk.reports.table_file import Sheet, write_sheets, write_table
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.importers.own_rows import AWKWARD, bare
from tests.unit.importers.shared import SHARED

WORDED = frozenset({Type.TEXT, Type.WORD, Type.NAMES, Type.METRIC})
NUMBERED = [kind for kind in TEMPLATES if "code" in KINDS[kind].fields]


def naughty() -> list[str]:
    """The strings of the list, our own, and each as a text keeps it: no blanks at its ends, once."""
    path = SHARED / "blns" / "blns.json"
    listed: list[str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return list(dict.fromkeys(bare(text) for text in (*listed, *AWKWARD) if bare(text)))


STRINGS = naughty()


def is_worded(one: Field) -> bool:
    """Whether any text may stand in the field."""
    if one is KINDS["targets"].fields["parent"] or one is KINDS["targets"].fields["accounts"]:
        return False
    return one.type in WORDED or (one.type is Type.CHOICE and one.free)


def worded() -> list[tuple[str, str]]:
    """Every field of every kind in which any text may stand."""
    return [
        (kind, name) for kind in TEMPLATES for name in fields_of(kind) if is_worded(KINDS[kind].fields[name])
    ]


def cell_of(kind: str, name: str, text: str) -> str:
    """How our own files write ``text``."""
    return values.listed([text]) if KINDS[kind].fields[name].type is Type.NAMES else text


def kept_of(kind: str, name: str, text: str) -> str | None:
    """What the book has after ``text`` was read: the text; nothing where it is a word for nothing."""
    one = KINDS[kind].fields[name]
    if one.type in {Type.WORD, Type.METRIC, Type.CHOICE} and values.is_blank(text):
        return None
    if (kind, name) == ("targets", "unit") and (unit := unit_of(text)) is not None:
        # A unit counts with the value, which the book keeps in its metric's own.
        return "比例" if unit.percent else "元" if unit.power else text
    if one.type is Type.CHOICE:
        meaning = vocabulary(one.vocabulary).meaning(text)
        return text if meaning is None else own_words.said(one.vocabulary, meaning, "zh")
    if one.type is Type.METRIC:
        return vocabulary("metric").meaning(text) or text
    return cell_of(kind, name, text)


def usable(kind: str, text: str) -> bool:
    """Whether a row of the kind can hold ``text`` in all its fields: what it needs must not be empty, and a
    line that begins with a word for sums is one."""
    if vocabulary("sum").meaning(text) is not None:
        return False
    needed = [
        name
        for name in fields_of(kind)
        if is_worded(KINDS[kind].fields[name]) and (KINDS[kind].fields[name].required or _decides(kind, name))
    ]
    return all(kept_of(kind, name, text) for name in needed)


def _decides(kind: str, name: str) -> bool:
    """Fields without which a row gets another's value: a dimension's, a target's metric."""
    return (kind, name) in {("health", "dimension"), ("targets", "metric"), ("peer_figures", "peer")}


def table(example: OwnTable, strings: Sequence[str]) -> OwnTable:
    """A row for each string, which stands in every field of words; all else is the example's."""
    kind, names = example.kind, fields_of(example.kind)
    rows = []
    for at, text in enumerate(strings):
        row: dict[str, Any] = dict(zip(names, example.rows[0], strict=True))
        for name in names:
            one = KINDS[kind].fields[name]
            if is_worded(one):
                row[name] = cell_of(kind, name, text)
            elif name == "code":
                row[name] = f"{row[name]}-{at:04d}"
            elif name == "kind" and kind == "contracts":
                row[name] = "新签"
            elif kind == "targets" and name == "value":
                # Beside a per cent the unit is a share.
                row[name] = 1
        if kind == "war_rooms":
            row["opened_day"] = date(2020, 1, 1) + timedelta(at)
        rows.append(tuple(row[name] for name in names))
    return OwnTable(kind, example.title, example.heads, rows)


def naughty_tables() -> list[OwnTable]:
    """The example rows, and every kind with every string in every field of words."""
    made = []
    for example in templates("zh"):
        rest = table(example, [text for text in STRINGS if usable(example.kind, text)])
        if "code" in KINDS[example.kind].fields:
            # The example itself stays, for those that refer to it.
            rest = rest._replace(rows=[*example.rows, *rest.rows])
        made.append(rest)
    return made


def write(made: Sequence[OwnTable], folder: Path, form: str) -> Path:
    """The tables as one workbook, or as text files."""
    folder.mkdir()
    if form == "xlsx":
        write_sheets(folder / "all.xlsx", [Sheet(each.title, each.heads, each.rows) for each in made])
    else:
        for each in made:
            write_table(folder / f"{each.title}.csv", each.title, each.heads, each.rows)
    return folder


def held(book: Book) -> dict[str, list[dict[str, Any]]]:
    """The book's own tables as rows by field."""
    with book.reading() as connection:
        made = own_tables(connection, "zh")
    return {
        each.kind: [dict(zip(fields_of(each.kind), row, strict=True)) for row in each.rows] for each in made
    }


Brought = tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def brought(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    """The strings in a book, and in another that was made of the first one's own files."""
    home = tmp_path_factory.mktemp(request.param)
    with Book.create(home / "one").book as first, Book.create(home / "two").book as second:
        import_into(first, write(naughty_tables(), home / "in", request.param))
        with first.reading() as connection:
            out = own_tables(connection, "zh")
        import_into(second, write(out, home / "out", request.param))
        yield held(first), held(second)


@pytest.mark.parametrize(("kind", "name"), worded())
def test_naughty_strings_survive_every_text_field(brought: Brought, kind: str, name: str) -> None:
    inside, again = brought
    texts = [text for text in STRINGS if usable(kind, text)]
    assert len(texts) > 30
    found = [row[name] for row in inside[kind]]
    if "code" in KINDS[kind].fields:
        # The first is the example itself.
        by_code = {row["code"]: row[name] for row in inside[kind]}
        example = min(by_code, key=len)
        expected = {f"{example}-{at:04d}": kept_of(kind, name, text) for at, text in enumerate(texts)}
        assert {code: by_code[code] for code in expected} == expected
    else:
        assert {kept_of(kind, name, text) for text in texts} <= set(found)
    assert sorted(map(str, (row[name] for row in again[kind]))) == sorted(map(str, found))


def test_both_books_hold_the_same_rows(brought: Brought) -> None:
    inside, again = brought
    assert set(inside) == set(QUERIES)
    for kind, rows in inside.items():
        assert len(rows) >= 30 or kind in {"usage_times", "attendance"}, kind
        assert sorted(map(repr, map(_even, rows))) == sorted(map(repr, map(_even, again[kind]))), kind


def _even(row: dict[str, Any]) -> list[Any]:
    return [cell.normalize() if isinstance(cell, Decimal) else cell for cell in row.values()]


@pytest.mark.parametrize("kind", NUMBERED)
def test_naughty_strings_are_numbers_of_rows(tmp_path: Path, kind: str) -> None:
    """As numbers they lose their width and what nobody sees; what is nothing then is no number."""
    by_code = {values.code_of(text): text for text in STRINGS if usable(kind, text) and values.code_of(text)}
    assert len(by_code) > 30
    example = next(each for each in templates("zh") if each.kind == kind)
    at = fields_of(kind).index("code")
    rows = [(*example.rows[0][:at], text, *example.rows[0][at + 1 :]) for text in by_code.values()]
    made = [each if each.kind != kind else each._replace(rows=rows) for each in templates("zh")]
    # What refers to this kind's example finds none; only what it needs itself comes in.
    alone = [each for each in made if each.kind == kind or each.kind in _NEEDED.get(kind, ())]
    with Book.create(tmp_path / "book").book as book:
        import_into(book, write(alone, tmp_path / "in", "csv"))
        assert {row["code"] for row in held(book)[kind]} == set(by_code)


_ALL = ("accounts", "contacts", "contracts", "opportunities")
_NEEDED = {kind: tuple(each for each in _ALL if each != kind) for kind in NUMBERED} | {
    "accounts": (),
    "contacts": ("accounts",),
    "contracts": ("accounts",),
    "opportunities": ("accounts", "contracts"),
}


def strict() -> list[tuple[str, str]]:
    """Every field of every kind that is no text: a day, a number, a word of a list, a reference."""
    return [
        (kind, name)
        for kind in KINDS
        for name, one in KINDS[kind].fields.items()
        if not is_worded(one)
        and not one.named
        and one.type not in {Type.CODE, Type.CODES}
        # Whose contact somebody is, her number says: the company beside it may be written in any way.
        and (kind, name) != ("attendance", "account")
    ]


_MOVEMENT = {
    "account": "KH1001",
    "day": "2024-01-01",
    "movement": "新签",
    "mrr": "10",
    "change": "10",
    "currency": "CNY",
}


@pytest.mark.parametrize(("kind", "name"), strict())
def test_what_is_no_day_number_or_word_of_a_list_is_told_by_its_column(
    tmp_path: Path, kind: str, name: str
) -> None:
    naughty_word = "Ω≈ç√∫˜µ≤≥÷"
    row: dict[str, Any]
    if kind == "mrr_movements":
        title, row = "MRR变动", dict(_MOVEMENT)
    else:
        (example,) = templates("zh", (kind,))
        title, row = example.title, dict(zip(fields_of(kind), example.rows[0], strict=True))
    row[name] = naughty_word
    heads = tuple(own_words.head(kind, field, "zh") for field in row)
    made = [OwnTable(kind, title, heads, [tuple(row.values())])]
    planned = plan(write(made, tmp_path / "in", "csv"), Options())
    head = own_words.head(kind, name, "zh")
    told = [each for each in planned.problems if each.column == head and naughty_word in each.why.zh]
    assert told, (head, [each.why.zh for each in planned.problems])
    one = KINDS[kind].fields[name]
    if one.type in REFERENCES - {Type.CONTACT} or one.type in {Type.DAY, Type.MONEY, Type.COUNT, Type.MOMENT}:
        assert all(each.error for each in told) or one.lenient
