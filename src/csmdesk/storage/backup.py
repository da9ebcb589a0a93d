"""Backups: verified copies of a book with its keys, each a folder of its own; and the way back.

A backup opens, on any machine, with the passphrase or recovery key of its own keys.json: those that the book
had when the backup was made, or when it was last brought up to date by ``rewrap``.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import check, driver, files, keys, lock
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest
from csmdesk.storage.layout import BACKUPS, DATABASE, MANIFEST
from csmdesk.storage.place import furnish
from csmdesk.storage.problems import Damaged, failed

FORMAT = 1

NEXT_KEYS = "next_keys"
"""In the manifest while the keys are being replaced: the hash of the keys.json that is about to come."""

KEEP_NEWEST = 10
KEEP_MONTHS = 12

_PARTIAL = "partial"
_ASIDE = "damaged-"
_SIDECARS = (f"{DATABASE}-wal", f"{DATABASE}-shm")


class Backup(NamedTuple):
    """One backup: its folder, its place in the order of making, and when (UTC, by the clock of then)."""

    path: Path
    number: int
    at: str
    digest: str


def backup(book: Book, target: Path | None = None) -> Path:
    """Copy ``book`` to a new folder ``target`` (default: among the book's own backups) and verify the copy.

    Nothing is overwritten; a backup that fails leaves nothing. Raises UserError. Of the book's own backups
    the newest ten stay, and of older ones the last of each of twelve months.
    """
    if target is not None:
        book.copy_to(target.absolute())
        return target
    folder = book.folder / BACKUPS
    if book.writable:
        _sweep(folder)
    place = default_place(book.folder)
    book.copy_to(place)
    if book.writable:
        _prune(folder)
    return place


def default_place(folder: Path) -> Path:
    """The name of the next backup among the book's own: NAME-UTC, with a number if that is taken."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    place = folder / BACKUPS / f"{folder.name}-{stamp}"
    names = [place, *(place.with_name(f"{place.name}-{n}") for n in range(2, 1_000))]
    return next(name for name in names if not name.exists())


def make(folder: Path, key: bytes, place: Path, *, immutable: bool = False) -> None:
    """Copy the book at ``folder`` to the new folder ``place``, verify the copy, then give it its name."""
    if place.exists():
        raise UserError(Text("“{place}”已存在。", "“{place}” exists already.").format(place=place))
    if place.is_relative_to(folder) and place.parent != folder / BACKUPS:
        raise UserError(Text("备份不能放在客户书文件夹内。", "A backup cannot lie within the book's folder."))
    document = keys.load(folder)
    if keys.key_id(key) != document["key_id"]:
        raise Damaged(folder, keys.NAME)
    built = files.sibling(place, _PARTIAL)
    try:
        built.mkdir(parents=True, mode=0o700)
        copied = _copy_database(folder / DATABASE, built / DATABASE, key, immutable=immutable)
        keys.save(built, document)
        manifest = {
            "format": FORMAT,
            "name": folder.name,
            "number": 1 + max((b.number for b in backups(folder)), default=0),
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "digest": copied,
            "bytes": (built / DATABASE).stat().st_size,
            "files": {name: sha256(built / name) for name in (DATABASE, keys.NAME)},
        }
        save_manifest(built, manifest)
        files.sync_all(built)
        files.move_in(built, place)
    except driver.DatabaseError as error:
        raise driver.told(error, folder) or error from error
    except OSError as error:
        raise failed(
            Text("无法备份到“{place}”", "No backup at “{place}”").format(place=place), error
        ) from error
    finally:
        shutil.rmtree(built, ignore_errors=True)


def backups(folder: Path) -> list[Backup]:
    """The book's own backups, newest first in the order of making; folders that are none are left out."""
    found = []
    for path in (folder / BACKUPS).glob("[!.]*"):
        with contextlib.suppress(UserError):
            found.append(read(path))
    return sorted(found, key=lambda b: b.number, reverse=True)


def restore(
    source: Path, into: Path, *, passphrase: str | None = None, recovery_key: str | None = None
) -> Path | None:
    """Make a book at ``into`` from the backup ``source``; returns the folder of what was moved aside, if any.

    ``into`` may not exist, be empty, or hold a book that is damaged. The damaged book's files move into a
    folder of their own within it: nothing is deleted or overwritten. Where the key can be had (a plain book,
    or one of the two secrets is given) a book that is in order is refused. Raises UserError, with ``into`` as
    it was.
    """
    source, into = source.absolute(), into.absolute()
    read(source)
    if into.is_relative_to(source):
        raise UserError(Text("不能恢复到备份自身之中。", "A backup cannot be restored into itself."))
    with _saying(Text("无法恢复到“{into}”", "The backup cannot be restored to “{into}”").format(into=into)):
        if not into.exists() or (into.is_dir() and not any(into.iterdir())):
            built = files.sibling(into, "restored")
            with files.parents(into):
                try:
                    built.mkdir(mode=0o700)
                    _copy_files(source, built)
                    furnish(built)
                    files.sync_all(built)
                    files.move_in(built, into)
                finally:
                    shutil.rmtree(built, ignore_errors=True)
            return None
        return _restore_over(source, into, passphrase, recovery_key)


def _restore_over(source: Path, into: Path, passphrase: str | None, recovery_key: str | None) -> Path:
    held_there = (DATABASE, keys.NAME, BACKUPS)
    if not into.is_dir() or not any((into / name).exists() for name in held_there):
        raise UserError(
            Text(
                "“{into}”中有别的文件，请另选一个文件夹。",
                "“{into}” holds other files: choose another folder.",
            ).format(into=into)
        )
    held = lock.Lock(into)
    try:
        if _in_order(into, passphrase, recovery_key):
            raise UserError(
                Text(
                    "“{into}”中的客户书完好，请把备份恢复到另一个文件夹。",
                    "The book at “{into}” is in order: restore the backup to another folder.",
                ).format(into=into)
            )
        built = into / f".{_PARTIAL}"
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(mode=0o700)
        _copy_files(source, built)
        files.sync_all(built)
        aside = next(p for n in range(1, 10_000) if not (p := into / f"{_ASIDE}{n}").exists())
        aside.mkdir(mode=0o700)
        # The database first: without it the folder does not open at all, so a kill from here on can never
        # leave an old database without its -wal, or a new one beside an old -wal. It also arrives last.
        for name in (DATABASE, *_SIDECARS, keys.NAME):
            if (into / name).exists():
                (into / name).rename(aside / name)
        files.sync_folder(aside)
        files.sync_folder(into)
        for name in (keys.NAME, DATABASE):
            (built / name).rename(into / name)
            files.sync_folder(into)
        built.rmdir()
        return aside
    finally:
        held.release()


def _in_order(folder: Path, passphrase: str | None, recovery_key: str | None) -> bool:
    """Whether the book is known to be good; False when it is bad or nobody can tell."""
    try:
        with Book.open(folder, passphrase=passphrase, recovery_key=recovery_key, write=False) as book:
            return not check.check(book)
    except UserError:
        return False


def _copy_database(source: Path, target: Path, key: bytes, *, immutable: bool) -> str:
    """Copy through SQLite's backup interface, which sees the -wal, then verify the copy; its digest."""
    original = driver.connect(source, key, read_only=True, immutable=immutable)
    try:
        # Digest and copy see the same state, whatever is written meanwhile.
        original.execute("BEGIN")
        wanted = digest(original)
        copy = driver.connect(target, key, create=True)
        try:
            original.backup(copy)
        finally:
            copy.close()
    finally:
        original.close()
    copy = driver.connect(target, key, read_only=True, immutable=True)
    try:
        wrong = [*check.pages(copy), *check.tables(copy)]
        if wrong or digest(copy) != wanted:
            raise Damaged(source.parent, wrong[0].en if wrong else "the copy differs")
    finally:
        copy.close()
    return wanted


def _copy_files(source: Path, target: Path) -> None:
    for name in (keys.NAME, DATABASE):
        shutil.copyfile(source / name, target / name)
    verify(source, target)


def verify(source: Path, copy: Path | None = None) -> None:
    """Compare the files of the backup ``source`` (or of a ``copy`` of it) with its manifest, byte for byte.

    Raises Damaged, or UserError when it is no backup; OSError when a file cannot be read.
    """
    expected = manifest_of(source)
    place = source if copy is None else copy
    if sha256(place / DATABASE) != expected["files"][DATABASE] or not has_its_keys(expected, place):
        raise Damaged(source, "sha256")


def has_its_keys(manifest: keys.Document, place: Path) -> bool:
    """Whether the keys.json at ``place`` is one that ``manifest`` names; two while ``rewrap`` is at work."""
    return sha256(place / keys.NAME) in {manifest["files"][keys.NAME], manifest.get(NEXT_KEYS)}


def read(path: Path) -> Backup:
    """The backup at ``path``; raises UserError when it is none. Restoring compares the hashes."""
    manifest = manifest_of(path)
    return Backup(path, manifest["number"], manifest["at"], manifest["digest"])


def manifest_of(path: Path) -> keys.Document:
    """What ``path`` says of itself as a backup; raises UserError when it is none or not complete."""
    try:
        manifest: keys.Document = json.loads((path / MANIFEST).read_bytes())
        if (
            manifest["format"] != FORMAT
            or set(manifest["files"]) != {DATABASE, keys.NAME}
            or not all(isinstance(manifest[part], str) for part in ("at", "digest"))
            or not isinstance(manifest["number"], int)
            or not all((path / name).is_file() for name in manifest["files"])
        ):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            Text("“{path}”不是完整的 csmdesk 备份。", "“{path}” is not a complete backup of csmdesk.").format(
                path=path
            )
        ) from None
    return manifest


def save_manifest(path: Path, manifest: keys.Document) -> None:
    """Write what a backup says of itself, whole or not at all; raises OSError."""
    files.write_whole(path / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False).encode())


def _prune(folder: Path) -> None:
    """Remove old backups; by the order of making first, so that a wrong clock never costs the newest."""
    kept: set[str] = set()
    for old in backups(folder.parent)[KEEP_NEWEST:]:
        month = old.at[:7]
        if month not in kept and len(kept) < KEEP_MONTHS:
            kept.add(month)
            continue
        # Renamed first: a removal that is cut short leaves nothing that looks like a backup.
        gone = files.sibling(old.path, _PARTIAL)
        with contextlib.suppress(OSError):
            old.path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left; the lock says that no other backup of this window is under way."""
    for path in folder.glob(f".*.{_PARTIAL}-*"):
        shutil.rmtree(path, ignore_errors=True)


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hex; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _saying(what: Text) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failed(what, error) from error
