"""From a backup back to a book: which backups there are, and setting a book up from one of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import backup, keys, rewrap
from csmdesk.storage.book import BACKUPS, DATABASE, Book
from csmdesk.storage.layout import MANIFEST
from csmdesk.storage.problems import WrongPassphrase

_LOOKED_AT = 200
"""Folders that are looked into below one that the user keeps books in."""


class FoundBackup(NamedTuple):
    """A backup that can be restored: its folder, the book's name, when it was made (UTC), its size.

    ``whole`` is False when something is seen to be missing or changed; ``locked`` says that a passphrase or
    recovery key is needed.
    """

    path: Path
    book: str
    at: datetime
    bytes: int
    whole: bool
    locked: bool


class WrongSecret(UserError):
    """The passphrase or the recovery key does not open the backup; nothing has been written."""


def look(path: Path) -> FoundBackup:
    """The backup at ``path``. Raises UserError when it is none."""
    manifest = backup.manifest_of(path)
    document = keys.load(path)
    return FoundBackup(
        path,
        str(manifest.get("name") or path.name),
        datetime.fromisoformat(manifest["at"]).astimezone(UTC),
        (path / DATABASE).stat().st_size,
        rewrap.seems_whole(path),
        keys.encrypted_by(document) == "passphrase",
    )


def find(path: Path) -> list[FoundBackup]:
    """The backups at ``path``: itself, those in it, or those of the book there; newest first."""
    if (path / MANIFEST).exists():
        return [look(path)]
    return _newest_first(_looked([*_below(path / BACKUPS), *_below(path)]))


def find_beside(books: Iterable[Path], folders: Iterable[Path]) -> list[FoundBackup]:
    """The backups of ``books`` and of whatever lies in ``folders``, newest first; never an error."""
    places: dict[Path, None] = {}
    for book in books:
        places.update(dict.fromkeys(_below(book / BACKUPS)))
    for folder in folders:
        for inner in _below(folder):
            places[inner] = None
            places.update(dict.fromkeys(_below(inner / BACKUPS)))
    return _newest_first(_looked(places))


def restore(
    source: Path, into: Path, *, passphrase: str | None = None, recovery_key: str | None = None
) -> Book:
    """Set up the book at the new folder ``into`` from the backup ``source``, and open it.

    The secret is tried first, then every byte is compared; only then a folder is made. Nothing is ever
    overwritten. Raises UserError.
    """
    source, into = source.absolute(), into.absolute()
    if (into / DATABASE).exists():
        # The storage could put a damaged book aside; here a new folder is asked for, and said so.
        raise UserError(
            Text(
                "“{into}”已是一本客户书，请恢复到另一个文件夹。",
                "“{into}” is a book already: restore into another folder.",
            ).format(into=into)
        )
    backup.read(source)
    document = keys.load(source)
    try:
        keys.unlock(document, source, passphrase, recovery_key)
    except WrongPassphrase as error:
        wrong = Text("这份备份的口令不对。", "Wrong passphrase for this backup.")
        if recovery_key is not None:
            wrong = Text("这不是这份备份的恢复密钥。", "This is not the recovery key of this backup.")
        raise WrongSecret(wrong) from error
    except UserError as error:
        raise WrongSecret(error.text) from error
    backup.restore(source, into)
    return Book.open(into, passphrase=passphrase, recovery_key=recovery_key)


def _below(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(p for p in folder.glob("[!.]*") if p.is_dir())[:_LOOKED_AT]
    return []


def _looked(places: Iterable[Path]) -> list[FoundBackup]:
    found = []
    for place in places:
        with contextlib.suppress(UserError, OSError, ValueError):
            if (place / MANIFEST).exists():
                found.append(look(place))
    return found


def _newest_first(found: list[FoundBackup]) -> list[FoundBackup]:
    return sorted(found, key=lambda b: b.at, reverse=True)
