"""Books of every released version: they open, are brought up to date, and hold what they held."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from csmdesk import __version__
from csmdesk.cli import released
from csmdesk.domain.errors import UserError
from csmdesk.storage import driver, keys, migrations
from csmdesk.storage.book import Book
from csmdesk.storage.layout import DATABASE, UNJOURNALLED, VERSION
from csmdesk.storage.problems import WrongPassphrase
from tests.conftest import REPOSITORY

BOOKS = released.books()
EMPTY = UNJOURNALLED - {"usage", "usage_days"}
"""Tables in which nothing lies while nobody is at work."""


@pytest.fixture(params=BOOKS, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Path:
    """The folder of one released book, which is not to be opened where it lies."""
    folder: Path = request.param
    return folder


def versions_out() -> list[str]:
    """The versions that CHANGELOG.md lists, the newest first."""
    log = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\]", log, re.MULTILINE)


def schema_of(folder: Path) -> tuple[int, set[str]]:
    """The version of a released book's schema, and its statements."""
    passphrase = released.held_by(folder)["passphrase"]
    key = keys.unlock(keys.load(folder), folder, passphrase, None)
    connection = driver.connect(folder / DATABASE, key, immutable=True)
    try:
        made = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        return driver.user_version(connection), {sql for (sql,) in made}
    finally:
        connection.close()


def shape_of(book: Book) -> dict[str, object]:
    """Each table's columns, references and indexes, in whatever way its statement was written."""
    with book.reading() as connection:

        def asked(pragma: str, table: str, *columns: str) -> set[driver.Row]:
            listed = ", ".join(f'"{column}"' for column in columns)
            return set(connection.execute(f"SELECT {listed} FROM {pragma}('{table}', 'main')").fetchall())

        names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: (
                {(c, t.upper(), *more) for c, t, *more in asked("pragma_table_info", name, *_COLUMN)},
                asked("pragma_foreign_key_list", name, "table", "from", "to", "on_delete"),
                {i for i in asked("pragma_index_list", name, "name", "unique", "origin") if i[2] == "c"},
            )
            for (name,) in names
        }


_COLUMN = ("name", "type", "notnull", "dflt_value", "pk")


def test_each_version_that_is_out_left_its_book() -> None:
    assert [place.name for place in BOOKS] == versions_out()[::-1]
    assert versions_out()[0] == __version__


def test_it_opens_with_the_same_rows_and_figures(place: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert released.brought_up(place, tmp_path / "book") == []
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_it_comes_to_have_the_tables_of_a_new_book(place: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place, tmp_path / "book"))
    new = Book.create(tmp_path / "new").book
    with Book.open(folder, passphrase=released.held_by(place)["passphrase"]) as old, new:
        assert shape_of(old) == shape_of(new)


def test_the_copy_can_be_written_where_the_program_lies_read_only(place: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copytree(place, tmp_path / place.name))
    for path in (*kept.iterdir(), kept):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert released.brought_up(kept, tmp_path / "book") == []
    finally:
        kept.chmod(0o755)
    copied = [tmp_path / "book", tmp_path / "book" / DATABASE, tmp_path / "book" / keys.NAME]
    assert [path.name for path in copied if not path.stat().st_mode & 0o200] == []


def test_it_opens_with_its_passphrase_alone(place: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place, tmp_path / "book"))
    with pytest.raises(WrongPassphrase):
        Book.open(folder, passphrase="a wrong one")
    with Book.open(folder, passphrase=released.held_by(place)["passphrase"]) as book:
        assert book.writable
        assert book.encrypted_by == "passphrase"


def test_what_a_book_lost_is_told(place: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(place, tmp_path / place.name))
    answers = released.held_by(place)
    answers["rows"]["touches"] += 1
    answers["figures"]["nps"]["value"] += 1
    (changed / released.ANSWERS).write_text(json.dumps(answers), encoding="utf-8")
    told = " ".join(released.brought_up(changed, tmp_path / "book"))
    assert "touches: " in told
    assert "nps.value: " in told
    answers["passphrase"] = "another"
    (changed / released.ANSWERS).write_text(json.dumps(answers), encoding="utf-8")
    assert "passphrase" in released.brought_up(changed, tmp_path / "locked")[0]


def test_a_released_schema_stays_as_it_is(place: Path) -> None:
    # When this fails, the schema was changed without a new version: raise layout.VERSION, write a migration
    # that leads there, and keep the baseline of the released version. Only a version that is not out yet may
    # write its book and its baseline anew (python -m tests.released --again).
    version, made = schema_of(place)
    assert version <= VERSION
    baseline = migrations.SCRIPTS / "versions" / f"baseline_{version:04d}.sql"
    kept = baseline.read_text(encoding="utf-8").split(";\n")
    assert made == {statement.strip("\n") for statement in kept if statement.strip()}


def test_the_newest_has_a_row_in_every_table() -> None:
    rows = released.held_by(BOOKS[-1])["rows"]
    assert {table for table, count in rows.items() if not count} <= EMPTY


def test_a_book_of_a_newer_version_is_refused(place: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place, tmp_path / "book"))
    passphrase = released.held_by(place)["passphrase"]
    connection = driver.connect(folder / DATABASE, keys.unlock(keys.load(folder), folder, passphrase, None))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(UserError, match="newer"):
        Book.open(folder, passphrase=passphrase)
