"""Random histories: undoing all gives the first digest, redoing all the last, over restarts."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from csmdesk.domain.changes import Op
from csmdesk.storage import made_rows, usage
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.driver import Connection
from tests.histories import History, run
from tests.unit.storage.making import DAY, digest_of, fill, operate, rows_of

WORDS = st.text(max_size=8)
PICK = st.integers(0, 7)
CODES = st.integers(0, 5).map("K{}".format)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["看板", "报表"]),
        st.integers(DAY, DAY + 3),
        st.sampled_from([None, 5, 9]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


class Histories(History):
    """Does what the store allows and keeps the digest after each operation, to hold undo and redo to it."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="csmdesk-histories-"))
        self.book = Book.open(Path(shutil.copytree(self.original, self.home / "book")))
        self.digests = [digest_of(self.book)]
        self.now = 0

    def did(self, operation_id: int | None) -> None:
        after = digest_of(self.book)
        if operation_id is None:
            assert after == self.digests[self.now]
            return
        # It may have written and ended where it began: then it is one with no effect.
        del self.digests[self.now + 1 :]
        self.digests.append(after)
        self.now += 1

    def change(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        def run(connection: Connection) -> None:
            for sql, values in statements:
                connection.execute(sql, values)

        self.did(operate(self.book, run).operation_id)

    def some(self, table: str, pick: int) -> int:
        ids = [row[0] for row in rows_of(self.book, f"SELECT id FROM {table} ORDER BY id")]
        return ids[pick % len(ids)] if ids else -1

    @initialize()
    def begin(self) -> None:
        fill(self.book, accounts=2)
        self.did(1)

    @rule(code=CODES, name=WORDS)
    def put_account(self, code: str, name: str) -> None:
        sql = "INSERT INTO accounts (code, name) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET "
        self.change((sql + "name = excluded.name", (code, name)))

    @rule(pick=PICK, code=st.integers(0, 9).map("L{}".format), words=WORDS)
    def put_contact_and_touch(self, pick: int, code: str, words: str) -> None:
        account = self.some("accounts", pick)
        if account < 0:
            return
        contact = (
            "INSERT INTO contacts (code, account_id, name) VALUES (?, ?, ?) "
            "ON CONFLICT (code) DO UPDATE SET name = excluded.name, account_id = excluded.account_id"
        )
        touch = (
            "INSERT INTO touches (account_id, contact_id, day, channel, note) "
            "SELECT account_id, id, '2024-01-01', '电话', ? FROM contacts WHERE code = ?"
        )
        self.change((contact, (code, account, words)), (touch, (words, code)))

    @rule(
        table=st.sampled_from(["accounts", "contacts", "contracts", "touches", "war_rooms", "modules"]),
        pick=PICK,
    )
    def delete(self, table: str, pick: int) -> None:
        self.change((f"DELETE FROM {table} WHERE id = ?", (self.some(table, pick),)))

    @rule(words=WORDS, pick=PICK)
    def change_many(self, words: str, pick: int) -> None:
        self.change(
            ("UPDATE accounts SET note = ? || code", (words,)),
            ("UPDATE touches SET minutes = id + ? WHERE id > 1", (pick,)),
            ("DELETE FROM tasks WHERE id = ?", (self.some("tasks", pick),)),
        )

    @rule(pick=PICK, core=st.integers(0, 1))
    def change_core(self, pick: int, core: int) -> None:
        self.change(("UPDATE modules SET core = ? WHERE id = ?", (core, self.some("modules", pick))))

    @rule(pick=PICK, active=st.integers(0, 5))
    def change_usage_by_hand(self, pick: int, active: int) -> None:
        self.change(
            ("UPDATE usage SET active = ? WHERE account_id = ?", (active, self.some("accounts", pick)))
        )

    @rule(rows=ROWS, remove=st.none() | PICK)
    def import_usage(self, rows: list[tuple[int, str, int, int | None, int]], remove: int | None) -> None:
        batch = usage.new_batch(self.book.store)
        usage.stage(self.book.store, batch, [(f"K{n}", m, d, p, a) for n, m, d, p, a in rows])

        def run(connection: Connection) -> None:
            for n in range(4):
                connection.execute(
                    "INSERT INTO accounts (code, name) VALUES (?, '') ON CONFLICT DO NOTHING", (f"K{n}",)
                )
            for name in ("看板", "报表"):
                connection.execute("INSERT INTO modules (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            usage.apply(connection, batch)
            if remove is not None:
                connection.execute("DELETE FROM accounts WHERE code = ?", (f"K{remove}",))

        self.did(operate(self.book, run, Op.IMPORT).operation_id)

    @rule(count=st.integers(0, 6), first=st.integers(0, 20), more=st.none() | PICK, words=WORDS)
    def make_many(self, count: int, first: int, more: int | None, words: str) -> None:
        codes = [f"M{first + n}" for n in range(count)]

        def put(connection: Connection) -> None:
            known = {code for (code,) in connection.execute("SELECT code FROM accounts")}
            data = [(code, words) for code in codes if code not in known]
            made_rows.insert(connection, "accounts", ("code", "name"), data)
            if more is not None:
                # What the same operation goes on to do to the rows, and to others.
                touches = "INSERT INTO touches (account_id, day, channel) SELECT id, '', '' FROM accounts "
                connection.execute(f"{touches} WHERE id % 4 = ?", (more % 4,))
                connection.execute("UPDATE accounts SET note = 'x' WHERE id % 3 = ?", (more % 3,))
                connection.execute("DELETE FROM accounts WHERE id % 5 = ?", (more % 5,))

        self.did(operate(self.book, put, Op.IMPORT).operation_id)

    @precondition(lambda self: self.now > 0)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, self.now)):
            assert self.book.store.undo() is not None
            self.now -= 1
            assert digest_of(self.book) == self.digests[self.now]

    @precondition(lambda self: self.now < len(self.digests) - 1)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.digests) - 1 - self.now)):
            assert self.book.store.redo() is not None
            self.now += 1
            assert digest_of(self.book) == self.digests[self.now]

    @rule()
    def restart(self) -> None:
        self.book.close()
        self.book = Book.open(self.book.folder)
        assert digest_of(self.book) == self.digests[self.now]

    def teardown(self) -> None:
        try:
            while self.book.store.redo() is not None:
                self.now += 1
            assert self.now == len(self.digests) - 1
            assert digest_of(self.book) == self.digests[-1]
            while self.book.store.undo() is not None:
                self.now -= 1
            assert self.now == 0
            assert digest_of(self.book) == self.digests[0]
            assert check(self.book) == []
            self.book.close()
            self.book = Book.open(self.book.folder)
            while self.book.store.redo() is not None:
                self.now += 1
            assert digest_of(self.book) == self.digests[-1]
            assert check(self.book) == []
        finally:
            self.book.close()
            shutil.rmtree(self.home)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the rows that are made together, a line for all of them stands in the journal from two on."""
    monkeypatch.setattr(made_rows, "LEAST", 2)


def test_undo_all_is_the_beginning_and_redo_all_the_end(plain_original: Path) -> None:
    run(Histories, plain_original, 20, 20)
    assert Histories.original == plain_original


@pytest.mark.long
def test_two_thousand_histories(plain_original: Path) -> None:
    run(Histories, plain_original, 2_000, 30)
    assert Histories.original == plain_original
