"""Erasing a person: gone from book, journal, frozen reviews and backups, and no figure changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.metrics import plain
from csmdesk.paths import resource
from csmdesk.services.erase_person import Erasing
from csmdesk.services.figures import figures
from csmdesk.services.keeping import Keeping
from csmdesk.storage import backup, erasure
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.driver import Connection
from tests.unit.importers.making import BASE, digest_of, import_into, write

SAMPLE = resource("demo/2024H1")
NAME, PHONE, EMAIL = "欧阳雪琴", "13812345678", "Lin.NJ@lantu.example"
WORDS = (NAME, PHONE, EMAIL.casefold())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    with Book.create(folder).book as book:
        import_into(book, SAMPLE)
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    shutil.copytree(original, tmp_path / "book")
    with Book.open(tmp_path / "book") as opened:
        yield opened


def run(book: Book, sql: str, *values: Any) -> None:
    book.store.run(Op.EDIT_ACCOUNT, lambda c: c.exec_driver_sql(sql, values))


def all_text(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every text in the database, with the name of its table."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str):
                    yield table, value


def naming(connection: Connection, *words: str) -> set[str]:
    """The tables with a text that holds one of the words, as they are or as JSON writes them."""
    forms = {form for word in words for form in (word, json.dumps(word)[1:-1])}
    return {table for table, text in all_text(connection) if any(f in text.casefold() for f in forms)}


def contact_of(book: Book) -> int:
    """A contact of the sample book, an executive who answered and attended, with a name and numbers."""
    with book.reading() as connection:
        found = connection.execute(
            "SELECT c.id FROM contacts c JOIN surveys s ON s.contact_id = c.id "
            "JOIN attendance a ON a.contact_id = c.id WHERE c.executive = 1 ORDER BY c.id LIMIT 1"
        ).fetchone()[0]
    run(
        book,
        "UPDATE contacts SET name = ?, phone = ?, email = ?, birthday = '1980-07-17', title = 'CIO' "
        "WHERE id = ?",
        NAME, PHONE, EMAIL, found,
    )  # fmt: skip
    return int(found)


def mention(book: Book, contact: int) -> None:
    """Write the person into a note, a frozen review, a task's owner, and a change that was undone."""
    with book.reading() as connection:
        account = connection.execute("SELECT account_id FROM contacts WHERE id = ?", (contact,)).fetchone()[0]
    run(book, "UPDATE touches SET note = ? WHERE account_id = ?", f"与{NAME}通话，回电 {PHONE}", account)
    run(book, "UPDATE tasks SET owner = ? WHERE id = 1", NAME)

    def frozen(c: sqlalchemy.Connection) -> None:
        c.exec_driver_sql("INSERT INTO reviews (period) VALUES ('2024H1')")
        document = json.dumps({"text": f"感谢{NAME}的支持"})  # with \\u escapes
        c.exec_driver_sql(
            "INSERT INTO review_versions (review_id, number, frozen_at, as_of, document) "
            "VALUES (1, 1, '2024-07-01', '2024-06-30', ?)",
            (document,),
        )

    book.store.run(Op.FREEZE_REVIEW, frozen)
    run(book, "UPDATE accounts SET note = ? WHERE id = ?", f"联系 {EMAIL.upper()}", account)
    book.store.undo()
    book.store.remember("recent", f"查 {NAME}")


def values_of(book: Book) -> dict[str, Any]:
    return {key: plain.figure(each, "zh") for key, each in figures(book, "2024H1").figures.items()}


def test_nothing_in_the_book_names_the_person_and_no_figure_changes(book: Book) -> None:
    contact = contact_of(book)
    mention(book, contact)
    before = values_of(book)
    with book.reading() as connection:
        assert naming(connection, *WORDS) >= {
            "contacts", "touches", "tasks", "review_versions", "change_log", "window_state",
        }  # fmt: skip
    told = Erasing(book).traces(contact)
    assert {trace.what.zh for trace in told.found} >= {"触达", "作战任务", "已冻结的自评", "修改记录"}
    done = Erasing(book).erase(contact)
    assert done.found == told.found
    with book.reading() as connection:
        assert naming(connection, *WORDS) == set()
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] == 0
        assert connection.execute(
            "SELECT name, title, phone, email, birthday, pinyin, executive FROM contacts WHERE id = ?",
            (contact,),
        ).fetchone() == (erasure.NOBODY, "", "", "", None, "", 1)
    assert (book.folder / "book.db-wal").stat().st_size == 0
    assert values_of(book) == before
    assert check(book) == []


def test_undo_and_redo_of_everything_else_never_bring_the_person_back(book: Book) -> None:
    contact = contact_of(book)
    mention(book, contact)
    Erasing(book).erase(contact)
    after = digest_of(book)
    label = book.store.undo_label
    assert label == Op.FREEZE_REVIEW.text
    steps = 0
    while book.store.undo() is not None:
        steps += 1
        with book.reading() as connection:
            assert naming(connection, *WORDS) == set()
    for _ in range(steps):
        book.store.redo()
    with book.reading() as connection:
        assert naming(connection, *WORDS) == set()
    # The change that had been undone before is redone as well when there is one; it names nobody either.
    assert steps >= 4
    assert digest_of(book) == after


@pytest.mark.parametrize("again", [SAMPLE], ids=["the same files"])
def test_importing_again_does_not_bring_the_person_back(book: Book, again: Path) -> None:
    with book.reading() as connection:
        contact, name = connection.execute("SELECT id, name FROM contacts ORDER BY id LIMIT 1").fetchone()
    Erasing(book).erase(contact)
    after = digest_of(book)
    import_into(book, again)
    assert digest_of(book) == after
    with book.reading() as connection:
        assert "contacts" not in naming(connection, name)


def test_a_contact_whose_number_is_made_of_the_name_is_recognised_too(tmp_path: Path) -> None:
    files = dict(BASE)
    files["联系人.csv"] = "客户编号,姓名,职务,是否高管\nKH1,吴娜娜,CEO,是\nKH2,周霞,采购经理,否\n"
    files["问卷.csv"] = "客户编号,联系人,答复日期,问卷类型,评分\nKH1,吴娜娜,2024-05-22,NPS,10\n"
    folder = write(tmp_path / "in", files)
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        with book.reading() as connection:
            contact = connection.execute("SELECT id FROM contacts WHERE name = '吴娜娜'").fetchone()[0]
        Erasing(book).erase(contact)
        after = digest_of(book)
        import_into(book, folder)
        assert digest_of(book) == after
        with book.reading() as connection:
            assert naming(connection, "吴娜娜") == set()


def test_backups_are_cleaned_and_still_restore(book: Book, tmp_path: Path) -> None:
    contact = contact_of(book)
    mention(book, contact)
    own, elsewhere = backup.backup(book), Keeping(book).make_backup(tmp_path / "elsewhere")
    older = backup.read(own)
    done = Erasing(book).erase(contact)
    assert done.backups == 2
    assert [left.what for left in done.left if left.what] == []
    assert sorted(p.name for p in own.parent.iterdir()) == [own.name]
    assert backup.read(own).number == older.number
    for number, place in enumerate((own, elsewhere)):
        into = tmp_path / f"restored{number}"
        backup.restore(place, into)
        with Book.open(into) as restored:
            assert check(restored) == []
            with restored.reading() as connection:
                assert naming(connection, *WORDS) == set()
                assert connection.execute("SELECT count(*) FROM accounts").fetchone()[0] == 35


def test_a_backup_that_cannot_be_cleaned_is_listed_and_stays(book: Book) -> None:
    contact = contact_of(book)
    damaged = backup.backup(book)
    with (damaged / "book.db").open("r+b") as file:
        file.seek(8192)
        file.write(b"\0" * 64)
    content = (damaged / "book.db").read_bytes()
    done = Erasing(book).erase(contact)
    assert done.backups == 0
    assert [left.what for left in done.left if left.what] == [str(damaged)]
    assert (damaged / "book.db").read_bytes() == content
    assert "1" in done.text.zh


def test_a_namesake_is_left_alone_and_said(book: Book) -> None:
    contact = contact_of(book)
    with book.reading() as connection:
        other, account = connection.execute(
            "SELECT id, account_id FROM contacts WHERE account_id <> "
            "(SELECT account_id FROM contacts WHERE id = ?) LIMIT 1",
            (contact,),
        ).fetchone()
    run(book, "UPDATE contacts SET name = ? WHERE id = ?", NAME, other)
    run(book, "UPDATE touches SET note = ? WHERE account_id = ?", f"约{NAME}", account)
    mention(book, contact)
    done = Erasing(book).erase(contact)
    with book.reading() as connection:
        assert connection.execute("SELECT name FROM contacts WHERE id = ?", (other,)).fetchone() == (NAME,)
        notes = connection.execute(
            "SELECT DISTINCT note FROM touches WHERE note <> '' ORDER BY note"
        ).fetchall()
        assert naming(connection, PHONE, EMAIL.casefold()) == set()
    assert notes == [(f"与{erasure.BLOT}通话，回电 {erasure.BLOT}",), (f"约{NAME}",)]
    assert any("同名" in left.why.zh and "触达" in left.what for left in done.left)


@pytest.mark.parametrize(
    ("name", "longer", "text", "blotted"),
    [
        ("林宁", "林宁娟", "林宁和林宁娟", "［已删除］和林宁娟"),
        ("Ann", "Anna Li", "Ann met Anna Li, annual plan", "［已删除］ met Anna Li, annual plan"),
    ],
)
def test_a_name_within_a_longer_one_is_not_the_name(
    book: Book, name: str, longer: str, text: str, blotted: str
) -> None:
    with book.reading() as connection:
        (first,), (second,) = connection.execute("SELECT id FROM contacts ORDER BY id LIMIT 2").fetchall()
    run(book, "UPDATE contacts SET name = ? WHERE id = ?", name, first)
    run(book, "UPDATE contacts SET name = ? WHERE id = ?", longer, second)
    run(book, "UPDATE own_time SET note = ? WHERE id = 1", text)
    Erasing(book).erase(first)
    with book.reading() as connection:
        assert connection.execute("SELECT note FROM own_time WHERE id = 1").fetchone() == (blotted,)
        assert connection.execute("SELECT name FROM contacts WHERE id = ?", (second,)).fetchone() == (longer,)


def test_a_person_can_be_erased_once(book: Book) -> None:
    contact = contact_of(book)
    Erasing(book).erase(contact)
    after = digest_of(book)
    for act in (Erasing(book).erase, Erasing(book).traces):
        refused(act, contact)
    refused(Erasing(book).erase, 99_999)
    assert digest_of(book) == after


def refused(act: Callable[[int], Any], contact: int) -> None:
    with pytest.raises(UserError):
        act(contact)
