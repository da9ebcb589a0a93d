"""How a book is kept: passphrase, recovery key and backups, and what the status line says of them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import backup as storage_backup
from csmdesk.storage import check, rewrap
from csmdesk.storage.book import BACKUPS, DATABASE, Book
from csmdesk.storage.digest import digest
from csmdesk.storage.keys import load
from csmdesk.storage.problems import Damaged, failed

_PLACES = "backup_places"
"""Under this name the book remembers where backups outside of its folder were put."""

_NAMED = 3
"""Paths that a sentence names before it says how many more there are."""


class Standing(NamedTuple):
    """What the status line says of a book: its name, how its key is kept, its newest backup ("" for none)."""

    name: str
    keys: Text
    locked: bool
    backup: Text


class Backup(NamedTuple):
    """A backup of the book: where, when (UTC), whether it is whole as far as can be told at once, its size.

    ``opens_with_current_keys`` is False where it still needs the passphrase or recovery key of before.
    """

    path: Path
    at: datetime
    verified: bool
    bytes: int
    opens_with_current_keys: bool


class PassphraseChange(NamedTuple):
    """What a change of keys did: a recovery key to show once, and how many backups follow.

    ``left`` are the backups that still open as before; ``text`` says by which secret.
    """

    recovery_key: str | None
    rewrapped: int
    left: tuple[Path, ...]
    text: Text


_Kind = Literal["set", "changed", "removed", "recovery", "again"]

_DONE: dict[_Kind, Text] = {
    "set": Text("已设口令。", "The passphrase is set."),
    "changed": Text(
        "口令已更换，恢复密钥照旧有效。", "The passphrase is changed; the recovery key stays good."
    ),
    "removed": Text(
        "口令已去掉：密钥明文存放在客户书的文件夹里，拿到文件夹的人都能打开它。",
        "The passphrase is removed: the key lies in the book's folder in plain text, "
        "and whoever has the folder can open it.",
    ),
    "recovery": Text(
        "已换新的恢复密钥，旧的打不开这本书了。",
        "There is a new recovery key; the old one no longer opens this book.",
    ),
    "again": Text("备份的密钥已核对。", "The keys of the backups have been looked at."),
}

_BEFORE: dict[_Kind, Text] = {
    "set": Text("不用口令就能打开", "without any passphrase"),
    "changed": Text("用旧口令或恢复密钥打开", "with the old passphrase or the recovery key"),
    "removed": Text("用原来的口令或恢复密钥打开", "with the passphrase of before or its recovery key"),
    "recovery": Text("用当时的口令或旧恢复密钥打开", "with the passphrase of then or the old recovery key"),
    "again": Text("用当时的口令或恢复密钥打开", "with the passphrase or recovery key of then"),
}
"""How a backup opens that was left as it was."""


class Keeping:
    """What a user does with the keys and the backups of an open book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def standing(self) -> Standing:
        """What the status line says."""
        book = self._book
        locked = book.encrypted_by == "passphrase"
        keys = Text("已加密", "Encrypted") if locked else Text("未设口令", "No passphrase")
        if not book.writable:
            keys = Text(f"{keys.zh}，只读", f"{keys.en}, read-only")
        made = storage_backup.backups(book.folder)
        backup = Text("", "")
        if made:
            when = datetime.fromisoformat(made[0].at).astimezone().strftime("%m-%d %H:%M")
            backup = Text(f"备份 {when} 已校验", f"Backup {when} verified")
        return Standing(book.name, keys, locked, backup)

    # --- backups --------------------------------------------------------------------------------------------

    def backups(self) -> list[Backup]:
        """The book's backups, newest first: its own, then those put elsewhere that can be reached now."""
        document = self._book.keys_document()
        found = []
        for path in self._known():
            with contextlib.suppress(UserError, OSError):
                made = storage_backup.read(path)
                size = (path / DATABASE).stat().st_size
                at = datetime.fromisoformat(made.at).astimezone(UTC)
                current = rewrap.is_current(path, document)
                found.append(Backup(path, at, rewrap.seems_whole(path), size, current))
        return found

    def make_backup(self, place: Path | None = None) -> Path:
        """Make a verified backup; returns its folder. Raises UserError, and then nothing is left behind.

        Without ``place`` it is put among the book's own. A ``place`` that exists is the folder to put it in,
        one that does not is the backup's folder itself.
        """
        book = self._book
        if place is None:
            return storage_backup.backup(book)
        place = place.absolute()
        if place.is_dir():
            place /= storage_backup.default_place(book.folder).name
        storage_backup.backup(book, place)
        self._remember(place)
        return place

    def check_backup(self, path: Path) -> Text:
        """Read every byte of a backup and say that it is whole; raises UserError when it is not."""
        book = self._book
        try:
            storage_backup.verify(path)
            document = load(path)
            if not book.has_key(document["key_id"]):
                return Text(
                    "备份“{name}”的文件完好，但它不是这本客户书的备份。",
                    "The files of backup “{name}” are whole, but it is not one of this book.",
                ).format(name=path.name)
            connection = book.connect_copy(path / DATABASE)
            try:
                wrong = [*check.pages(connection), *check.tables(connection)]
                if wrong or digest(connection) != storage_backup.read(path).digest:
                    raise Damaged(path, wrong[0].en if wrong else "digest")
                accounts = connection.execute("SELECT count(*) FROM accounts").fetchone()[0]
            finally:
                connection.close()
        except OSError as error:
            raise failed(Text("无法读取备份", "The backup cannot be read"), error) from error
        by = Text("现在的口令或恢复密钥", "the present passphrase or recovery key")
        if not rewrap.is_current(path, book.keys_document()):
            by = Text("当时的口令或恢复密钥", "the passphrase or recovery key of then")
        elif book.encrypted_by == "plain":
            return Text(
                "备份完好：{n} 个客户，没有口令。", "The backup is whole: {n} accounts, no passphrase."
            ).format(n=accounts)
        return Text(
            "备份完好：{n} 个客户，用{by}打开。", "The backup is whole: {n} accounts; it opens with {by}."
        ).format(n=accounts, by=by)

    # --- keys -----------------------------------------------------------------------------------------------

    def change_passphrase(
        self, old: str | None, new: str | None, *, recovery_key: str | None = None
    ) -> PassphraseChange:
        """Put ``new`` in place of the passphrase ``old``, and bring the backups' keys up to date.

        ``old`` is None for a book without passphrase, or when the ``recovery_key`` is given instead. ``new``
        None takes the passphrase away: then backups outside of the book's folder are left as they are, so
        that no key lies in the clear where the book is not. Raises UserError, with the book as it was.
        """
        kind: _Kind = "removed" if new is None else "set" if self._book.encrypted_by == "plain" else "changed"
        made = self._book.change_passphrase(new, passphrase=old, recovery_key=recovery_key)
        return self._follow(kind, made)

    def new_recovery_key(self, passphrase: str) -> PassphraseChange:
        """A new recovery key, to be shown once; the one before stops working. Raises UserError."""
        return self._follow("recovery", self._book.new_recovery_key(passphrase))

    def rewrap_backups(self) -> PassphraseChange:
        """Try again to bring those backups up to date that ``backups`` shows with other keys."""
        return self._follow("again", None)

    def _follow(self, kind: _Kind, recovery_key: str | None) -> PassphraseChange:
        """Give the known backups the book's keys, as they are now."""
        document = self._book.keys_document()
        plain = self._book.encrypted_by == "plain"
        done, left = 0, []
        for path in self._known():
            spared = plain and not self._is_own(path)
            if not spared and rewrap.rewrap(path, document):
                done += 1
            else:
                left.append(path)
        return PassphraseChange(recovery_key, done, tuple(left), _told(kind, done, left))

    # --- where the backups are ------------------------------------------------------------------------------

    def _is_own(self, path: Path) -> bool:
        return path.parent == self._book.folder / BACKUPS

    def _known(self) -> list[Path]:
        """Every folder that is, or should be, a backup of this book: whole, damaged or out of reach."""
        own = self._book.folder / BACKUPS
        made = [b.path for b in storage_backup.backups(self._book.folder)]
        with contextlib.suppress(OSError):
            # One that is damaged is no backup any more, but it holds keys, and the user takes it for one.
            made += sorted(p for p in own.glob("[!.]*") if p not in made and (p / DATABASE).exists())
        return made + [path for path in self._elsewhere() if path not in made]

    def _elsewhere(self) -> Iterator[Path]:
        """Where backups were put outside of the book's folder, newest first."""
        with self._book.reading() as connection:
            row = connection.execute("SELECT value FROM window_state WHERE key = ?", (_PLACES,)).fetchone()
        yield from (Path(place) for place in (json.loads(row[0]) if row else ()))

    def _remember(self, place: Path) -> None:
        if self._book.writable and not self._is_own(place):
            places = [str(place), *(str(p) for p in self._elsewhere() if p != place)]
            self._book.store.remember(_PLACES, json.dumps(places, ensure_ascii=False))


def _told(kind: _Kind, done: int, left: list[Path]) -> Text:
    """One sentence for what was done, one for the backups that follow, one for those that do not."""
    parts = [_DONE[kind]]
    if done:
        one = Text("1 份备份的密钥已随之更新。", "The keys of 1 backup follow.")
        more = Text("{n} 份备份的密钥已随之更新。", "The keys of {n} backups follow.").format(n=done)
        parts.append(one if done == 1 else more)
    if left:
        rest = Text(" 等", " and others") if len(left) > _NAMED else Text("", "")
        named = [str(path) for path in left[:_NAMED]]
        names = Text("、".join(named) + rest.zh, ", ".join(named) + rest.en)
        one = Text(
            "1 份没有改，仍{before}：{names}。", "1 was left as it is and still opens {before}: {names}."
        )
        more = Text(
            "{n} 份没有改，仍{before}：{names}。",
            "{n} were left as they are and still open {before}: {names}.",
        )
        sentence = one if len(left) == 1 else more
        parts.append(sentence.format(n=len(left), before=_BEFORE[kind], names=names))
    if kind != "again":
        copies = Text("你复制到别处的备份仍{before}。", "Copies that you put elsewhere still open {before}.")
        parts.append(copies.format(before=_BEFORE[kind]))
    return Text("".join(p.zh for p in parts), " ".join(p.en for p in parts))
