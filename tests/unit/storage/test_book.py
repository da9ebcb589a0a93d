"""Making and opening books: what is refused, with which words, and that a refusal changes no byte."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.storage import book as book_module
from csmdesk.storage import driver, keys, lock
from csmdesk.storage.book import Book
from csmdesk.storage.layout import DATABASE, VERSION
from csmdesk.storage.problems import Damaged, Held, Missing, NewerVersion, PassphraseNeeded, WrongPassphrase
from tests.unit.storage.making import PASSPHRASE, digest_of, files_of, fill, python, rows_of, value_of, write


def refused(folder: Path, kind: type[UserError], **options: Any) -> UserError:
    """Open ``folder``, expect ``kind``, and hold every byte below it to what it was."""
    before = files_of(folder)
    with pytest.raises(kind) as caught:
        Book.open(folder, **options)
    assert files_of(folder) == before
    assert caught.value.text.zh
    assert caught.value.text.en
    return caught.value


def test_a_new_book_opens_again_empty(tmp_path: Path) -> None:
    folder = tmp_path / "新 客户书 #1?%41"
    with Book.create(folder).book as book:
        assert book.encrypted_by == "plain"
        assert book.name == folder.name
        first = digest_of(book)
    with Book.open(folder) as book:
        assert digest_of(book) == first
        assert value_of(book, "PRAGMA user_version") == VERSION
        assert value_of(book, "PRAGMA journal_mode") == "wal"
    assert sorted(files_of(folder)) == ["book.db", "keys.json", "lock", "open.csmdesk"]


def test_an_existing_empty_folder_may_become_a_book(tmp_path: Path) -> None:
    with Book.create(tmp_path).book as book:
        assert rows_of(book, "SELECT * FROM accounts") == []
    assert (tmp_path / DATABASE).is_file()


@pytest.mark.parametrize("name", [DATABASE, keys.NAME, "backups", "照片.jpg"])
def test_a_folder_with_anything_in_it_is_never_filled(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if name == "backups":
        (folder / name).mkdir()
    else:
        (folder / name).write_bytes(b"content")
    before = files_of(tmp_path)
    with pytest.raises(UserError):
        Book.create(folder)
    assert files_of(tmp_path) == before
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_file_is_no_place_for_a_book(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"content")
    with pytest.raises(UserError):
        Book.create(file)
    with pytest.raises(UserError):
        Book.create(file / "book")
    assert file.read_bytes() == b"content"


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, key: bytes) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(book_module, "_create_database", full)
    with pytest.raises(UserError, match="No space left"):
        Book.create(tmp_path / "book")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        Book.create(tmp_path / "book", passphrase="")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_book_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="nothing here"):
        Book.open(tmp_path / "nothing here")
    assert list(tmp_path.iterdir()) == []
    refused(tmp_path, Missing)


@pytest.mark.parametrize("rest", ["keys.json", "backups"])
def test_a_folder_that_lost_its_database_is_no_empty_book(plain: Path, rest: str) -> None:
    (plain / "backups").mkdir()
    for name in {DATABASE, "keys.json", "backups"} - {rest}:
        path = plain / name
        path.rmdir() if path.is_dir() else path.unlink()
    error = refused(plain, Missing)
    assert "book.db" in error.text.en
    assert "book.db" in error.text.zh


def test_a_book_without_its_keys_says_so(plain: Path) -> None:
    (plain / keys.NAME).unlink()
    assert "keys.json" in refused(plain, UserError).text.zh


def test_both_secrets_open_and_a_wrong_one_changes_nothing(locked: tuple[Path, str]) -> None:
    folder, recovery_key = locked
    refused(folder, PassphraseNeeded)
    refused(folder, WrongPassphrase, passphrase="错误的口令")
    refused(folder, WrongPassphrase, passphrase="")
    with Book.open(folder, passphrase=PASSPHRASE) as book:
        assert book.encrypted_by == "passphrase"
        fill(book)
        filled = digest_of(book)
    with Book.open(folder, recovery_key=recovery_key.lower().replace("-", "  ")) as book:
        assert digest_of(book) == filled


def test_a_typing_error_in_the_recovery_key_is_told_from_a_wrong_key(locked: tuple[Path, str]) -> None:
    folder, recovery_key = locked
    mistyped = ("2" if recovery_key[0] != "2" else "3") + recovery_key[1:]
    error = refused(folder, UserError, recovery_key=mistyped)
    assert not isinstance(error, WrongPassphrase)
    _, other = keys.wrap(keys.new_key(), "x")
    assert other is not None
    refused(folder, WrongPassphrase, recovery_key=other)


def set_version(folder: Path, version: int) -> None:
    key = bytes.fromhex(json.loads((folder / keys.NAME).read_text("utf-8"))["wraps"][0]["key"])
    connection = driver.connect(folder / DATABASE, key)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_newer_book_is_refused_with_both_versions(plain: Path) -> None:
    set_version(plain, VERSION + 41)
    for words in refused(plain, NewerVersion).text:
        assert str(VERSION + 41) in words
        assert str(VERSION) in words
    with pytest.raises(NewerVersion):
        Book.open(plain, write=False)


def test_keys_of_a_newer_format_are_refused(plain: Path) -> None:
    document = json.loads((plain / keys.NAME).read_text("utf-8"))
    (plain / keys.NAME).write_text(json.dumps({**document, "format": 7}), encoding="utf-8")
    refused(plain, NewerVersion)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 1}',
        b'{"format": "x"}',
        b"\xff\xfe",
        b'{"format": 1, "key_id": "", "wraps": []}',
    ],
)
def test_keys_that_cannot_be_read_are_damage(plain: Path, content: bytes) -> None:
    (plain / keys.NAME).write_bytes(content)
    refused(plain, Damaged)


def test_keys_of_another_book_do_not_open_this_one(plain: Path, tmp_path: Path) -> None:
    Book.create(tmp_path / "other").book.close()
    shutil.copy(tmp_path / "other" / keys.NAME, plain / keys.NAME)
    refused(plain, Damaged)


@pytest.mark.parametrize("content", [b"", b"not a database" * 500])
def test_a_database_that_is_none_is_damage(plain: Path, content: bytes) -> None:
    (plain / DATABASE).write_bytes(content)
    refused(plain, Damaged)


def test_a_wrong_key_writes_nothing_to_stderr(plain: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for read_only in (True, False):
        with pytest.raises(driver.DatabaseError):
            driver.user_version(driver.connect(plain / DATABASE, bytes(32), read_only=read_only))
    assert capfd.readouterr() == ("", "")


HOLD = """
import sys
from pathlib import Path
from typing import Any
from csmdesk.storage.book import Book
book = Book.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_holds_the_book_until_that_is_killed(plain: Path) -> None:
    holder = python("-c", HOLD, str(plain))
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        who = json.loads((plain / "lock").read_text("utf-8"))
        error = refused(plain, Held)
        for words in error.text:
            assert who["host"] in words
            assert str(holder.pid) in words
            assert f"{datetime.fromisoformat(who['since']).astimezone():%Y-%m-%d %H:%M}" in words
        with Book.open(plain, write=False) as reader:
            assert rows_of(reader, "SELECT count(*) FROM accounts") == [(0,)]
        holder.kill()
        holder.wait()
    with Book.open(plain) as book:
        fill(book)


def test_a_second_book_in_the_same_process_is_held_off_too(book: Book) -> None:
    with pytest.raises(Held):
        Book.open(book.folder)
    book.close()
    Book.open(book.folder).close()


def test_a_drive_without_locks_is_the_users_problem(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(handle: int) -> bool:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock, "_take", unsupported)
    assert "not supported" in refused(plain, UserError).text.zh


def test_a_lock_file_that_says_nothing_still_locks(book: Book) -> None:
    (book.folder / "lock").write_bytes(b"")
    with pytest.raises(Held) as caught:
        Book.open(book.folder)
    assert str(book.folder) in caught.value.text.zh


def test_a_reader_sees_what_is_committed_and_cannot_write(book: Book) -> None:
    fill(book, accounts=2)
    with Book.open(book.folder, write=False) as reader:
        assert not reader.writable
        with pytest.raises(UserError):
            _ = reader.store
        with reader.reading() as connection:
            assert connection.execute("SELECT count(*) FROM accounts").fetchone() == (2,)
            write(book, "DELETE FROM accounts WHERE code = 'K0'")
            # One state for as long as the reading lasts.
            assert connection.execute("SELECT count(*) FROM accounts").fetchone() == (2,)
            with pytest.raises(driver.DatabaseError):
                connection.execute("DELETE FROM accounts")
        assert value_of(reader, "SELECT count(*) FROM accounts") == 1


def test_an_error_while_reading_passes_through_and_leaves_the_pool_usable(book: Book) -> None:
    for sql in ("SELECT * FROM nowhere", "DELETE FROM accounts"):
        with pytest.raises(driver.OperationalError):
            rows_of(book, sql)
    assert value_of(book, "SELECT 1") == 1


def test_a_bad_page_met_while_reading_is_told_as_damage(plain: Path) -> None:
    with Book.open(plain) as book:
        fill(book, accounts=500)
    content = bytearray((plain / DATABASE).read_bytes())
    # All pages but the first, which opening reads, and those of the schema.
    for start in range(len(content) // 2, len(content), 4096):
        content[start + 100] ^= 1
    (plain / DATABASE).write_bytes(content)
    with Book.open(plain, write=False) as reader, pytest.raises(Damaged):
        rows_of(reader, "SELECT * FROM touches, contacts, change_log")


def test_a_closed_book_cannot_be_used(plain: Path) -> None:
    book = Book.open(plain)
    store = book.store
    book.close()
    book.close()
    with pytest.raises(RuntimeError, match="closed"), book.reading():
        pass
    with pytest.raises(RuntimeError, match="closed"):
        _ = book.store
    with pytest.raises(driver.Error):
        store.undo()


def test_readings_nest_on_connections_of_their_own(book: Book) -> None:
    with book.reading() as outer, book.reading() as inner:
        assert outer is not inner


def test_a_leftover_wal_is_taken_in(plain: Path) -> None:
    crash = HOLD.replace(
        'print("open"',
        "from csmdesk.domain.changes import Op\n"
        "import os, signal, sqlalchemy\n"
        "book.store.run(Op.EDIT_ACCOUNT, lambda c: c.execute(sqlalchemy.text(\n"
        "    \"INSERT INTO accounts (code, name) VALUES ('K1', '留下的')\")))\n"
        'print("open"',
    )
    with python("-c", crash, str(plain)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        process.kill()
        process.wait()
    assert (plain / f"{DATABASE}-wal").stat().st_size > 0
    with Book.open(plain, write=False) as book:
        assert value_of(book, "SELECT name FROM accounts") == "留下的"
    with Book.open(plain) as book:
        assert value_of(book, "SELECT name FROM accounts") == "留下的"
        assert book.store.undo_label is not None
    assert not (plain / f"{DATABASE}-wal").exists()


def test_a_read_only_medium_is_read_without_a_trace(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = files_of(plain)
    with Book.open(plain) as book:
        assert value_of(book, "SELECT count(*) FROM accounts") == 0
        assert book.read_only is not None
        with pytest.raises(UserError) as caught:
            _ = book.store
        assert caught.value.text == book.read_only
        assert files_of(plain) == before
    assert files_of(plain) == before
    (plain / f"{DATABASE}-wal").write_bytes(b"leftover")
    error = refused(plain, UserError)
    assert "book.db-wal" in error.text.zh


def test_the_passphrase_changes_and_the_recovery_key_stays(locked: tuple[Path, str]) -> None:
    folder, recovery_key = locked
    with Book.open(folder, passphrase=PASSPHRASE) as book:
        with pytest.raises(WrongPassphrase):
            book.change_passphrase("新口令", passphrase="错")
        with pytest.raises(PassphraseNeeded):
            book.change_passphrase("新口令")
        assert book.change_passphrase("新口令", passphrase=PASSPHRASE) is None
    refused(folder, WrongPassphrase, passphrase=PASSPHRASE)
    Book.open(folder, passphrase="新口令").close()
    with Book.open(folder, recovery_key=recovery_key) as book:
        book.change_passphrase("又一个", recovery_key=recovery_key)
    Book.open(folder, passphrase="又一个").close()


def test_a_plain_book_can_be_given_a_passphrase(plain: Path) -> None:
    with Book.open(plain) as book:
        recovery_key = book.change_passphrase("新口令")
        assert book.encrypted_by == "passphrase"
    assert recovery_key is not None
    refused(plain, PassphraseNeeded)
    Book.open(plain, passphrase="新口令").close()
    Book.open(plain, recovery_key=recovery_key).close()


def test_a_change_of_passphrase_that_fails_keeps_the_old_one(
    locked: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = locked
    with Book.open(folder, passphrase=PASSPHRASE) as book:
        before = files_of(folder)
        with monkeypatch.context() as patch:

            def full(path: Path, target: Path) -> Path:
                raise OSError(28, "No space left on device")

            patch.setattr(Path, "replace", full)
            with pytest.raises(UserError, match="No space left"):
                book.change_passphrase("新口令", passphrase=PASSPHRASE)
        assert files_of(folder) == before
    Book.open(folder, passphrase=PASSPHRASE).close()
