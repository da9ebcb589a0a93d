"""What the storage tests share: contents to put into a book, and ways to look at one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import csmdesk
from csmdesk.domain.changes import Op
from csmdesk.storage import driver, usage
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest
from csmdesk.storage.driver import Connection
from csmdesk.storage.keys import Kdf
from csmdesk.storage.store import Outcome

PASSPHRASE = "正确的口令 correct horse"
CHEAP = Kdf(ops=1, memory=8192)
DAY = date(2024, 6, 30).toordinal()


def files_of(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest_of(book: Book) -> str:
    with book.reading() as connection:
        return digest(connection)


def rows_of(book: Book, sql: str, parameters: Iterable[Any] = ()) -> list[driver.Row]:
    with book.reading() as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def value_of(book: Book, sql: str, parameters: Iterable[Any] = ()) -> Any:
    return rows_of(book, sql, parameters)[0][0]


def write(
    book: Book, *statements: str | tuple[str, Iterable[Any]], op: Op = Op.EDIT_ACCOUNT
) -> Outcome[None]:
    """Run SQL as one operation of the store."""

    def run(connection: Connection) -> None:
        for statement in statements:
            sql, parameters = (statement, ()) if isinstance(statement, str) else statement
            connection.execute(sql, list(parameters))

    return operate(book, run, op)


def operate(book: Book, fn: Callable[[Connection], Any], op: Op = Op.EDIT_ACCOUNT) -> Outcome[Any]:
    """Run ``fn`` with the driver's connection as one operation of the store."""
    return book.store.run(op, lambda connection: fn(driver.raw(connection)))


def fill(book: Book, accounts: int = 3) -> None:
    """Into an empty book: accounts K0, K1, … with a contact, contract, survey, touch and task each."""

    def run(connection: Connection) -> None:
        connection.execute("INSERT INTO modules (name, core) VALUES ('看板', 1), ('报表', 0)")
        for n in range(accounts):
            account, contact = n + 1, n + 1
            connection.execute("INSERT INTO accounts (code, name) VALUES (?, ?)", (f"K{n}", f"客户{n}"))
            connection.execute(
                "INSERT INTO contacts (code, account_id, name) VALUES (?, ?, '王')", (f"L{n}", account)
            )
            connection.execute(
                "INSERT INTO contracts (code, account_id, kind, start_day, amount_fen) "
                "VALUES (?, ?, 'new', '2024-01-01', 100)",
                (f"H{n}", account),
            )
            connection.execute(
                "INSERT INTO surveys (account_id, contact_id, day, kind, score) "
                "VALUES (?, ?, '2024-05-01', 'NPS', 9)",
                (account, contact),
            )
            connection.execute(
                "INSERT INTO touches (account_id, contact_id, day, channel) VALUES (?, ?, '2024-05-02', '')",
                (account, contact),
            )
            connection.execute("INSERT INTO war_rooms (account_id) VALUES (?)", (account,))
            connection.execute("INSERT INTO tasks (war_room_id, title) VALUES (?, '任务')", (n + 1,))

    operate(book, run, Op.IMPORT)


def import_usage(book: Book, rows: Iterable[usage.StagedRow]) -> Outcome[int]:
    """Stage and apply one usage batch; nothing is left of one that fails."""
    batch = usage.new_batch(book.store)
    try:
        usage.stage(book.store, batch, rows)
        return book.store.run(Op.IMPORT, lambda connection: usage.apply(connection, batch))
    except BaseException:
        usage.discard(book.store, batch)
        raise


def python(*arguments: str) -> subprocess.Popen[str]:
    """Another Python process that can import csmdesk, with pipes for all three streams."""
    sources, repository = Path(csmdesk.__file__).parents[1], Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(sources), str(repository)])}
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
