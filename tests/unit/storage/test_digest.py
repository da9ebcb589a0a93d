"""The digest: the same for the same content, another for any other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from csmdesk.storage import layout, schema
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest, tables
from csmdesk.storage.driver import Connection
from tests.unit.storage.making import DAY, digest_of, fill, import_usage, write


def changed(book: Book, *statements: str) -> str:
    """The digest with ``statements`` applied, which are then taken back."""

    def run(connection: Connection) -> str:
        connection.execute("SAVEPOINT trial")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        found = digest(connection)
        connection.execute("ROLLBACK TO trial")
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        return found

    return book.store.outside_journal(run)


@pytest.fixture
def filled(book: Book) -> Book:
    fill(book)
    import_usage(book, [("K0", "看板", DAY, 10, 5)])
    return book


def test_types_of_values_count(filled: Book) -> None:
    texts = ("'1'", "x'31'", "''", "'None'", "'1\n'", "'1\"'", "'b1'")
    found = [changed(filled, f"UPDATE accounts SET note = {value}, city = 'x'") for value in texts]
    numbers = ("1", "1.5", "'1.5x'", "NULL", "x'31'")
    found += [
        changed(filled, f"INSERT INTO segments (name, cadence_days) VALUES ('A', {n})") for n in numbers
    ]
    found.append(digest_of(filled))
    assert len(set(found)) == len(found) == 13


def test_moving_a_value_between_columns_or_rows_counts(filled: Book) -> None:
    found = {
        changed(filled, "UPDATE accounts SET city = 'ab', industry = ''"),
        changed(filled, "UPDATE accounts SET city = 'a', industry = 'b'"),
        changed(filled, "UPDATE accounts SET city = '', industry = 'ab'"),
        changed(filled, "UPDATE accounts SET city = code"),
        changed(filled, "UPDATE accounts SET city = 'K' || (3 - id)"),
    }
    assert len(found) == 5


@pytest.mark.parametrize("table", sorted(set(schema.metadata.tables) - layout.NOT_IN_DIGEST))
def test_every_table_of_the_content_counts(filled: Book, table: str) -> None:
    columns = schema.metadata.tables[table].columns
    given = {c.name: "70007" for c in columns if not c.nullable and c.server_default is None}
    values = f"({', '.join(given)}) VALUES ({', '.join(given.values())})"
    assert changed(filled, f"INSERT INTO {table} {values}") != digest_of(filled)


@pytest.mark.parametrize("table", sorted(layout.NOT_IN_DIGEST))
def test_journal_and_window_do_not_count(filled: Book, table: str) -> None:
    columns = schema.metadata.tables[table].columns
    given = {c.name: "70007" for c in columns if not c.nullable and c.server_default is None}
    values = f"({', '.join(given)}) VALUES ({', '.join(given.values())})"
    assert changed(filled, f"INSERT INTO {table} {values}") == digest_of(filled)


def test_the_version_and_the_columns_count(filled: Book) -> None:
    found = {
        digest_of(filled),
        changed(filled, "PRAGMA user_version = 99"),
        changed(filled, "ALTER TABLE accounts ADD COLUMN extra TEXT"),
        changed(filled, "ALTER TABLE accounts RENAME COLUMN city TO town"),
        changed(filled, "CREATE TABLE more (id INTEGER PRIMARY KEY)"),
        changed(filled, "DELETE FROM touches"),
    }
    assert len(found) == 6


def test_the_order_of_writing_does_not_count(plain: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(plain, tmp_path / "copy"))
    found = []
    for folder, order in ((plain, (1, 2, 3)), (copy, (3, 1, 2))):
        with Book.open(folder) as book:
            for n in order:
                sql: Any = ("INSERT INTO accounts (id, code, name) VALUES (?, ?, ?)", (n, f"K{n}", "名"))
                write(book, sql)
            found.append(digest_of(book))
    assert found[0] == found[1]


def test_only_content_is_listed(book: Book) -> None:
    with book.reading() as connection:
        assert set(tables(connection)) == set(schema.metadata.tables) - layout.NOT_IN_DIGEST
