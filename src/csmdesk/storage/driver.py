"""The only place that touches the SQLite driver: keyed connections, and what its errors mean."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast
from urllib.parse import quote

from sqlcipher3 import dbapi2  # type: ignore[import-untyped, unused-ignore]

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.layout import UNPENDING_VIEWS
from csmdesk.storage.problems import Damaged

Row: TypeAlias = tuple[Any, ...]
Parameters: TypeAlias = Sequence[Any] | Mapping[str, Any]

module: Any = dbapi2
"""The DB-API module, for SQLAlchemy's engine."""

Error: type[Exception] = dbapi2.Error
DatabaseError: type[Exception] = dbapi2.DatabaseError
IntegrityError: type[Exception] = dbapi2.IntegrityError
OperationalError: type[Exception] = dbapi2.OperationalError

_WRITER_WAITS_MS = 10_000
_READER_WAITS_MS = 5_000
# The driver's cache throws out the newest statement that ran once. When it is full of such, each new one is
# compiled every time, which costs more than running it.
_CACHED_STATEMENTS = 1_000
_WAL_BYTES = 16 * 2**20


class Cursor(Protocol):
    """The parts of a DB-API cursor that are used here."""

    rowcount: int
    lastrowid: int | None
    description: Sequence[Sequence[Any]] | None

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Cursor: ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Row]: ...
    def fetchall(self) -> list[Row]: ...
    def close(self) -> None: ...
    def __iter__(self) -> Iterator[Row]: ...


class Connection(Protocol):
    """The parts of the driver's connection that are used here."""

    in_transaction: bool
    total_changes: int
    row_factory: Any

    def cursor(self) -> Cursor: ...
    def execute(self, sql: str, parameters: Parameters = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Cursor: ...
    def executescript(self, sql: str, /) -> Cursor: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def interrupt(self) -> None: ...
    def backup(self, target: Any, *, pages: int = ...) -> None: ...
    def close(self) -> None: ...


def connect(
    path: Path, key: bytes, *, read_only: bool = False, immutable: bool = False, create: bool = False
) -> Connection:
    """A connection to the database at ``path``, opened with the raw 32-byte ``key``.

    Statements commit by themselves unless BEGIN is said (``isolation_level`` is None), and the connection may
    be used by any thread, by one at a time. ``immutable`` reads a file that nobody can change, without a lock
    and without its -wal. Only ``create`` makes a file. Raises DatabaseError when the key is wrong or the file
    is none of ours, here or at the first read.
    """
    if len(key) != 32:
        raise ValueError("the key has 32 bytes")
    mode = "ro" if read_only or immutable else "rwc" if create else "rw"
    name = path.absolute().as_posix()
    uri = f"file://{'' if name.startswith('/') else '/'}{quote(name)}?mode={mode}"
    if immutable:
        uri += "&immutable=1"
    made = dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=_CACHED_STATEMENTS
    )
    connection = cast(Connection, made)
    try:
        # Before the key: with a wrong one, SQLCipher would write to stderr.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # A later SQLCipher with other defaults must still read the books written today.
        connection.execute("PRAGMA cipher_compatibility = 4")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        if read_only or immutable:
            connection.execute(f"PRAGMA busy_timeout = {_READER_WAITS_MS}")
            if has_pending(connection):
                connection.executescript(UNPENDING_VIEWS)
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute(f"PRAGMA busy_timeout = {_WRITER_WAITS_MS}")
            # The file keeps that it is in WAL mode, but not this: without it, a power cut loses edits.
            connection.execute("PRAGMA synchronous = FULL")
            # A large import must not leave a -wal of its size behind.
            connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
            if sys.platform == "darwin":
                connection.execute("PRAGMA fullfsync = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def has_pending(connection: Connection) -> bool:
    """Whether the database is one in which usage batches wait unseen: an older one, or an empty file, is not.

    Raises DatabaseError when the file cannot be read.
    """
    sql = "SELECT 1 FROM main.sqlite_schema WHERE name = 'usage_pending'"
    return connection.execute(sql).fetchone() is not None


def raw(connection: Any) -> Connection:
    """The driver's connection under a SQLAlchemy one; a driver's connection is returned as it is."""
    inner = getattr(connection, "connection", None)
    return cast(Connection, connection if inner is None else inner.dbapi_connection)


def user_version(connection: Connection) -> int:
    """The schema's version kept in the file; raises DatabaseError when the file cannot be read."""
    # A read of the schema first: it makes SQLite decrypt the first page, which holds the number.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def told(error: BaseException, where: Path | str, *, writing: bool = False) -> UserError | None:
    """The user's sentence for an error about the file or the disk; None: it is a bug of ours."""
    original = getattr(error, "orig", None) or error
    if not isinstance(original, DatabaseError):
        return None
    name = str(getattr(original, "sqlite_errorname", "") or "")
    words = str(original)
    if (
        name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
        or "malformed" in words
        or "not a database" in words
    ):
        return Damaged(where, words)
    if name.startswith("SQLITE_FULL"):
        return _disk(where, Text("磁盘已满", "the disk is full"))
    if name.startswith("SQLITE_IOERR"):
        return _disk(where, Text("磁盘读写出错", "the disk reported an error"))
    if name.startswith("SQLITE_CANTOPEN"):
        return _disk(where, Text("无法打开文件", "the file cannot be opened"))
    # On a reader's connection it means that our code tried to write.
    if writing and name.startswith("SQLITE_READONLY"):
        return _disk(where, Text("文件只读", "the file is read-only"))
    if name.startswith("SQLITE_BUSY"):
        return _disk(where, Text("另一个程序正占用它", "another program is using it"))
    return None


def _disk(where: Path | str, why: Text) -> UserError:
    return UserError(
        Text("客户书“{where}”：{why}，未作改动。", "Book “{where}”: {why}; nothing was changed.").format(
            where=where, why=why
        )
    )
