"""Nothing that was written through the store can be read in any file: not in the folder, not beside it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.text import Text
from csmdesk.storage import usage
from csmdesk.storage.backup import backup, restore
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.storage.making import DAY, PASSPHRASE, operate, value_of, write

SENTINEL = "哨兵 SENTINEL-7f3a"
KINDS = [
    SENTINEL.encode(),
    SENTINEL.encode("utf-16-le"),
    SENTINEL.encode("gb18030"),
    b"SENTINEL-7f3a",
    b"7F3A",
]
KINDS += [PASSPHRASE.encode(), b"correct horse"]


def hits(*folders: Path) -> list[str]:
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(kind in path.read_bytes() for kind in KINDS)
    ]


def test_no_file_holds_a_word_of_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folder = tmp_path / "book"
    made = Book.create(folder, passphrase=PASSPHRASE)
    with made.book as book:
        batch = usage.new_batch(book.store)
        usage.stage(book.store, batch, [(SENTINEL, SENTINEL, DAY + n, 10, 5) for n in range(12_000)])
        assert hits(tmp_path) == []
        operate(
            book,
            lambda c: [
                c.execute("INSERT INTO accounts (code, name, note) VALUES (?1, ?1, ?1)", (SENTINEL,)),
                c.execute("INSERT INTO modules (name) VALUES (?)", (SENTINEL,)),
                usage.apply(c, batch),
            ],
            Op.IMPORT,
        )
        for n in range(50):
            write(book, ("UPDATE accounts SET note = ?", [SENTINEL * 1_000 + str(n)]))
        book.store.run(Op.EDIT_SETTING, lambda c: None, Text(SENTINEL, SENTINEL))
        book.store.remember(SENTINEL, SENTINEL)
        # A sort that spills, if it is ever to spill.
        value_of(
            book,
            "SELECT group_concat(code || day) FROM (SELECT code, day FROM accounts, usage ORDER BY 1, 2)",
        )
        assert hits(tmp_path) == []
        place = backup(book)
        book.store.undo()
        assert check(book) == []
        assert hits(tmp_path) == []
    restore(place, tmp_path / "restored")
    with Book.open(tmp_path / "restored", recovery_key=made.recovery_key) as book:
        assert SENTINEL in value_of(book, "SELECT note FROM accounts")
        assert hits(tmp_path) == []
    assert hits(tmp_path) == []


def test_the_search_for_words_finds_them(tmp_path: Path) -> None:
    for number, kind in enumerate(KINDS):
        (tmp_path / str(number)).write_bytes(os.urandom(100) + kind + os.urandom(100))
    assert len(hits(tmp_path)) == len(KINDS)
