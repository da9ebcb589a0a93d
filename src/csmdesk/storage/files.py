"""Files and folders that are either whole or not there: temp, fsync, rename."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` so that a kill or a power loss leaves the old file or the new one.

    Raises OSError; then the old file is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sweep(folder: Path, name: str) -> None:
    """Remove what a killed ``write_whole`` of ``name`` left in ``folder``; nothing else may be writing it."""
    for path in folder.glob(f".{name}.*"):
        with contextlib.suppress(OSError):
            path.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable (Windows does so by itself)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(folder: Path) -> None:
    """Make every file of ``folder`` durable, then the names."""
    for path in folder.iterdir():
        if path.is_file():
            handle = os.open(path, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    sync_folder(folder)


@contextlib.contextmanager
def parents(path: Path) -> Iterator[None]:
    """Make the folders above ``path``; those that were not there go again when what is done within fails."""
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def sibling(path: Path, purpose: str) -> Path:
    """A hidden name beside ``path``, on the same disk, that nothing has yet."""
    return path.with_name(f".{path.name}.{purpose}-{os.urandom(4).hex()}")


def move_in(built: Path, place: Path) -> None:
    """Rename the folder ``built`` to ``place``, which must not exist or be empty; raises OSError."""
    if place.exists():
        place.rmdir()
    built.rename(place)
    sync_folder(place.parent)
