"""A book: a folder with an encrypted database, its keys, its backups and its lock."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import driver, files, keys, layout, lock
from csmdesk.storage.driver import Connection
from csmdesk.storage.layout import BACKUPS, DATABASE, MANIFEST
from csmdesk.storage.place import furnish, is_read_only, leftover_wal, refuse_filled, refuse_missing
from csmdesk.storage.problems import Damaged, NewerVersion, failed
from csmdesk.storage.store import Store

__all__ = ["BACKUPS", "DATABASE", "Book", "Created"]

_IDLE_READERS = 4


class Created(NamedTuple):
    """A new book, open for writing, and the recovery key to show once (None without passphrase)."""

    book: Book
    recovery_key: str | None


class Book:
    """An open book. Made by ``create`` or ``open``; closed by ``close`` or at the end of ``with``."""

    def __init__(
        self,
        folder: Path,
        key: bytes,
        encrypted_by: Literal["passphrase", "plain"],
        *,
        immutable: bool = False,
    ) -> None:
        """For ``create`` and ``open`` only."""
        self.folder = folder
        self.encrypted_by = encrypted_by
        self.read_only: Text | None = None
        """Why the book could only be opened for reading; None when it was opened as asked."""
        self._key = key
        self._immutable = immutable
        self._store: Store | None = None
        self._lock: lock.Lock | None = None
        self._idle: list[Connection] = []
        self._guard = threading.Lock()
        # A backup that is under way while the keys change would be left with the old ones.
        self._keys_guard = threading.RLock()
        self._closed = False

    @classmethod
    def create(
        cls, folder: Path, *, passphrase: str | None = None, recovery_key: str | None = None
    ) -> Created:
        """Make a new book at ``folder``, which must not exist or be empty; all of it or nothing.

        Raises UserError. Without a passphrase the key lies in keys.json in the clear. ``recovery_key`` is one
        of ``keys.new_recovery_key`` that the user has stored already; without it a new one is made.
        """
        import shutil

        folder = folder.absolute()
        refuse_filled(folder)
        key = keys.new_key()
        document, recovery_key = keys.wrap(key, passphrase, recovery_key)
        built = files.sibling(folder, "new")
        try:
            with files.parents(folder):
                try:
                    built.mkdir(mode=0o700)
                    _create_database(built / DATABASE, key)
                    keys.save(built, document)
                    furnish(built)
                    files.sync_all(built)
                    files.move_in(built, folder)
                finally:
                    shutil.rmtree(built, ignore_errors=True)
        except OSError as error:
            raise failed(
                Text("无法在“{folder}”建客户书", "No book can be made at “{folder}”").format(folder=folder),
                error,
            ) from error
        return Created(cls._writing(folder, key, document), recovery_key)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: str | None = None,
        recovery_key: str | None = None,
        write: bool = True,
    ) -> Book:
        """Open the book at ``folder``; a refusal leaves every byte as it was.

        Raises UserError, as PassphraseNeeded, WrongPassphrase, Held, NewerVersion, Damaged or Missing where
        one fits. With ``write`` False it takes no lock and works beside an open window. On a read-only medium
        it opens for reading and says so in ``read_only``.
        """
        folder = folder.absolute()
        refuse_missing(folder)
        if write and (folder / MANIFEST).exists():
            raise UserError(
                Text(
                    "“{folder}”是一份备份，只能查看；请先把它恢复到另一个文件夹。",
                    "“{folder}” is a backup, to be read only: restore it to another folder first.",
                ).format(folder=folder)
            )
        document = keys.load(folder)
        key = keys.unlock(document, folder, passphrase, recovery_key)
        with _telling(folder):
            if is_read_only(folder):
                return cls._on_read_only_medium(folder, key, document, write)
            return cls._writing(folder, key, document) if write else cls._reading(folder, key, document)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def writable(self) -> bool:
        """Whether ``store`` may be used."""
        return self._store is not None

    @property
    def store(self) -> Store:
        """The writer; raises UserError when the book is open for reading only."""
        if self._closed:
            raise RuntimeError("the book is closed")
        if self._store is None:
            raise UserError(
                self.read_only
                or Text("客户书“{name}”以只读方式打开。", "Book “{name}” is open for reading only.").format(
                    name=self.name
                )
            )
        return self._store

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A query-only connection for one thread; everything read within sees one state of the book."""
        connection = self._take()
        try:
            with _telling(self.folder):
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        self._give(connection)

    def connect(self) -> Connection:
        """A query-only connection of the caller's own, to be closed by the caller."""
        return driver.connect(self.folder / DATABASE, self._key, read_only=True, immutable=self._immutable)

    def copy_to(self, place: Path) -> None:
        """Make a verified copy of the book with its keys: see ``backup.make``."""
        from csmdesk.storage import backup

        with self._keys_guard:
            backup.make(self.folder, self._key, place, immutable=self._immutable)

    def connect_copy(self, path: Path, *, write: bool = False) -> Connection:
        """A connection to a copy of this book's database at ``path``, for the caller to close."""
        return driver.connect(path, self._key, read_only=not write, immutable=not write)

    def has_key(self, key_id: str) -> bool:
        """Whether ``key_id`` of a keys.json names this book's key."""
        return keys.key_id(self._key) == key_id

    def change_passphrase(
        self, new: str | None, *, passphrase: str | None = None, recovery_key: str | None = None
    ) -> str | None:
        """Wrap the key by ``new``, after the old passphrase or the recovery key was given once more.

        None for ``new`` puts the key into keys.json in the clear. Returns the recovery key to show when one
        was made (the book had no passphrase); else the old one stays good. The data is not encrypted anew:
        copies of the old keys.json open with the old passphrase (``rewrap`` brings backups up to date).
        """
        with self._keys_guard:
            document, key = self._unlocked(passphrase, recovery_key)
            made = None
            if new is None or keys.encrypted_by(document) == "plain":
                document, made = keys.wrap(key, new)
            else:
                document = keys.with_passphrase(document, key, new)
            self._keep(document)
        return made

    def new_recovery_key(self, passphrase: str) -> str:
        """Another recovery key in place of the one before, which stops working; to be shown once.

        Raises UserError when the passphrase is wrong or the book has none.
        """
        with self._keys_guard:
            document, key = self._unlocked(passphrase, None)
            if keys.encrypted_by(document) == "plain":
                raise UserError(
                    Text(
                        "客户书没有口令，也就没有恢复密钥；先设口令。",
                        "The book has no passphrase, so it has no recovery key: set a passphrase first.",
                    )
                )
            document, made = keys.with_new_recovery_key(document, key)
            self._keep(document)
        return made

    def keys_document(self) -> keys.Document:
        """The content of keys.json as it is now; raises UserError when it cannot be read."""
        with self._keys_guard:
            return keys.load(self.folder)

    def _unlocked(self, passphrase: str | None, recovery_key: str | None) -> tuple[keys.Document, bytes]:
        self.store  # noqa: B018  (raises for a reader)
        document = keys.load(self.folder)
        return document, keys.unlock(document, self.folder, passphrase, recovery_key)

    def _keep(self, document: keys.Document) -> None:
        keys.save(self.folder, document)
        self.encrypted_by = keys.encrypted_by(document)

    def close(self) -> None:
        """Close all connections and let the lock go; a second call does nothing."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        # The writer last: SQLite then puts the -wal back into the database and removes it.
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        # As far as Python lets go of anything: a book that is locked should not be opened from a dump.
        self._key = b""

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @classmethod
    def _writing(cls, folder: Path, key: bytes, document: keys.Document) -> Book:
        held = lock.Lock(folder)
        connection: Connection | None = None
        try:
            version = _version(folder, key)
            if version < layout.VERSION:
                from csmdesk.storage import migrations

                migrations.migrate(folder, key, version)
            connection = driver.connect(folder / DATABASE, key)
            book = cls(folder, key, keys.encrypted_by(document))
            book._store = Store(connection, folder, book.reading)
            # A change of keys that was killed may have left what it was about to write, unwrapped perhaps.
            files.sweep(folder, keys.NAME)
            held.sign()
        except BaseException:
            if connection is not None:
                connection.close()
            held.release()
            raise
        book._lock = held
        return book

    @classmethod
    def _reading(cls, folder: Path, key: bytes, document: keys.Document, *, immutable: bool = False) -> Book:
        book = cls(folder, key, keys.encrypted_by(document), immutable=immutable)
        connection = book.connect()
        try:
            version = _known(folder, driver.user_version(connection))
            if version < layout.VERSION:
                raise UserError(
                    Text(
                        "客户书“{folder}”是旧版本 {version}，请先以可写方式打开一次以升级。",
                        "Book “{folder}” is of the older version {version}: open it for writing once.",
                    ).format(folder=folder, version=version)
                )
        except BaseException:
            connection.close()
            raise
        book._give(connection)
        return book

    @classmethod
    def _on_read_only_medium(cls, folder: Path, key: bytes, document: keys.Document, write: bool) -> Book:
        if leftover_wal(folder):
            raise UserError(
                Text(
                    "客户书“{folder}”在只读介质上，且有未并入的更改（book.db-wal），请把整个文件夹复制到可写的磁盘。",
                    "Book “{folder}” is on a read-only medium with changes not yet merged (book.db-wal): "
                    "copy the whole folder to a writable disk.",
                ).format(folder=folder)
            )
        book = cls._reading(folder, key, document, immutable=True)
        if write:
            book.read_only = Text(
                "客户书“{folder}”在只读介质上，只能查看。",
                "Book “{folder}” is on a read-only medium: it can only be read.",
            ).format(folder=folder)
        return book

    def _take(self) -> Connection:
        with self._guard:
            if self._closed:
                raise RuntimeError("the book is closed")
            if self._idle:
                return self._idle.pop()
        return self.connect()

    def _give(self, connection: Connection) -> None:
        with self._guard:
            if not self._closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()


def _create_database(path: Path, key: bytes) -> None:
    from csmdesk.storage import schema

    connection = driver.connect(path, key, create=True)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in schema.statements():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {layout.VERSION}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _version(folder: Path, key: bytes) -> int:
    """The version of a book that nobody else writes to; raises NewerVersion, and changes no byte."""
    # Without a -wal the file is all there is, and reading it as immutable leaves no sidecar behind.
    path, alone = folder / DATABASE, not leftover_wal(folder)
    connection = driver.connect(path, key, read_only=True, immutable=alone)
    try:
        return _known(folder, driver.user_version(connection))
    finally:
        connection.close()


def _known(folder: Path, version: int) -> int:
    if version > layout.VERSION:
        raise NewerVersion(folder, version, layout.VERSION)
    if version < 1:
        # Creation sets the number with the tables: a file without it is cut to nothing.
        raise Damaged(folder, "empty")
    return version


@contextlib.contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Turn the driver's errors about the file and the disk into the user's sentence."""
    try:
        yield
    except driver.DatabaseError as error:
        told = driver.told(error, folder)
        if told is None:
            raise
        raise told from error
