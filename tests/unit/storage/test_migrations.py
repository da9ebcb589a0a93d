"""Older books: backed up, brought up to date in one transaction, or left as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from csmdesk.storage import driver, keys, migrations, schema
from csmdesk.storage.backup import backups
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.digest import digest
from csmdesk.storage.layout import DATABASE, VERSION
from tests.unit.storage.making import digest_of, fill, write

BASELINE = migrations.SCRIPTS / "versions" / f"baseline_{VERSION:04d}.sql"

STEP = '''
"""A step for the test: rebuilds accounts, which all else refers to, with a new column."""
import sqlalchemy as sa
from alembic import op

revision = "{version:04d}"
down_revision = "{before:04d}"


def upgrade():
    with op.batch_alter_table("accounts", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.Text, server_default="无"))
    {more}
'''


def key_of(folder: Path) -> bytes:
    return keys.unlock(keys.load(folder), folder, None, None)


def look(folder: Path, sql: str) -> list[driver.Row]:
    connection = driver.connect(folder / DATABASE, key_of(folder), read_only=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def content(folder: Path) -> str:
    connection = driver.connect(folder / DATABASE, key_of(folder), read_only=True)
    try:
        return digest(connection)
    finally:
        connection.close()


@pytest.fixture
def filled(plain: Path) -> Path:
    with Book.open(plain) as book:
        fill(book)
        write(book, "UPDATE accounts SET name = '甲'")
        book.store.undo()
    return plain


def scripts_with(folder: Path, more: str) -> Path:
    (folder / "versions").mkdir(parents=True)
    for source in (migrations.SCRIPTS / "versions").glob("*.py"):
        (folder / "versions" / source.name).write_text(source.read_text("utf-8"), encoding="utf-8")
    step = STEP.format(version=VERSION + 1, before=VERSION, more=more)
    (folder / "versions" / "next.py").write_text(step, encoding="utf-8")
    return folder


def test_the_baseline_is_the_schema_of_this_version() -> None:
    # When this fails after a change of a schema that was released: raise layout.VERSION, write a step, and
    # keep the old baseline. Before the release, write the baseline anew with `write_baseline`.
    assert BASELINE.read_text(encoding="utf-8") == migrations.baseline(), migrations.baseline.__doc__
    assert len(list(BASELINE.parent.glob("baseline_*.sql"))) == VERSION


def test_from_nothing_the_steps_lead_to_the_schema_of_today(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    document, _ = keys.wrap(keys.new_key(), None)
    keys.save(folder, document)
    connection = driver.connect(folder / DATABASE, key_of(folder), create=True)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    connection.execute("DROP TABLE t")
    connection.close()
    migrations.migrate(folder, key_of(folder), 0)
    made = {sql for (sql,) in look(folder, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    assert made == set(schema.statements())
    with Book.open(folder) as book:
        assert check(book) == []


def shape(folder: Path, table: str) -> list[object]:
    """What SQLite knows of a table besides its name, whatever way its DDL was written."""
    sql = look(folder, f"SELECT sql FROM sqlite_schema WHERE name = '{table}'")[0][0]
    indexes = look(folder, f"SELECT name, \"unique\", origin FROM pragma_index_list('{table}') ORDER BY 1, 3")
    return [
        look(
            folder, f"SELECT name, upper(type), \"notnull\", dflt_value, pk FROM pragma_table_info('{table}')"
        ),
        sorted(row[2:] for row in look(folder, f"PRAGMA foreign_key_list('{table}')")),
        sorted((n if origin == "c" else "", u, origin) for n, u, origin in indexes),
        sql.count("CHECK"),
    ]


def test_rebuilding_a_table_loses_neither_checks_nor_references_nor_rows(
    filled: Path, tmp_path: Path
) -> None:
    # Those WITHOUT ROWID would lose that, and are to be rebuilt by hand.
    tables = [t.name for t in schema.metadata.sorted_tables if t.dialect_options["sqlite"]["with_rowid"]]
    before = [[shape(filled, t), look(filled, f"SELECT * FROM {t}")] for t in tables]
    more = "\n    ".join(
        ["op.drop_column('accounts', 'nickname')"]
        + [f"with op.batch_alter_table({t!r}, recreate='always'): pass" for t in tables]
    )
    scripts = scripts_with(tmp_path / "scripts", more)
    migrations.migrate(filled, key_of(filled), VERSION, target=VERSION + 1, scripts=scripts)
    after = [[shape(filled, t), look(filled, f"SELECT * FROM {t}")] for t in tables]
    for table, old, new in zip(tables, before, after, strict=True):
        if table == "operations":
            old, new = old[:1], new[:1]
        assert new == old, table


def test_a_step_keeps_every_row_though_the_table_was_rebuilt(filled: Path, tmp_path: Path) -> None:
    before = {t: look(filled, f"SELECT * FROM {t}") for t in ("contacts", "touches", "tasks", "operations")}
    scripts = scripts_with(tmp_path / "scripts", "")
    place = migrations.migrate(filled, key_of(filled), VERSION, target=VERSION + 1, scripts=scripts)
    assert [b.path for b in backups(filled)] == [place]
    assert look(filled, "PRAGMA user_version") == [(VERSION + 1,)]
    assert look(filled, "SELECT DISTINCT nickname FROM accounts") == [("无",)]
    for table in ("contacts", "touches", "tasks"):
        assert look(filled, f"SELECT * FROM {table}") == before[table] != []
    assert look(filled, "PRAGMA foreign_key_check") == []
    # What was done before can no longer be undone, nor redone what was undone.
    assert look(filled, "SELECT state FROM operations ORDER BY id") == [("kept",), ("lost",)]
    assert not [n for (n,) in look(filled, "SELECT name FROM sqlite_schema") if "alembic" in n]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ('op.execute("DELETE FROM war_rooms")', RuntimeError),
    ],
)
def test_a_step_that_fails_leaves_the_book_as_it_was(
    filled: Path, tmp_path: Path, more: str, error: type[Exception]
) -> None:
    before = content(filled)
    scripts = scripts_with(tmp_path / "scripts", more)
    with pytest.raises(error):
        migrations.migrate(filled, key_of(filled), VERSION, target=VERSION + 1, scripts=scripts)
    assert content(filled) == before
    assert len(backups(filled)) == 1
    with Book.open(filled) as book:
        assert check(book) == []
        assert digest_of(book) == before
        assert book.store.undo() is not None


def test_a_version_without_a_way_is_refused_before_anything_is_touched(filled: Path) -> None:
    before = content(filled)
    with pytest.raises(Exception, match=f"{VERSION + 5:04d}"):
        migrations.migrate(filled, key_of(filled), VERSION, target=VERSION + 5)
    assert content(filled) == before


def test_opening_an_older_book_brings_it_up_to_date(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from csmdesk.domain.errors import UserError
    from csmdesk.storage import layout

    asked = []

    def migrate(folder: Path, key: bytes, found: int) -> None:
        asked.append((folder, found))

    monkeypatch.setattr(migrations, "migrate", migrate)
    monkeypatch.setattr(layout, "VERSION", VERSION + 1)
    with pytest.raises(UserError, match="older version"):
        Book.open(filled, write=False)
    Book.open(filled).close()
    assert asked == [(filled, VERSION)]
