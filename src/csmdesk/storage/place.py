"""A folder as the place of a book: what is there already, and whether it can be written to."""

from __future__ import annotations

import os
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.keys import NAME as KEYS
from csmdesk.storage.layout import BACKUPS, DATABASE, OPENER
from csmdesk.storage.lock import NAME as LOCK
from csmdesk.storage.problems import Missing


def leftover_wal(folder: Path) -> bool:
    """Whether changes lie beside the database that are not merged into it."""
    try:
        return (folder / f"{DATABASE}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def is_read_only(folder: Path) -> bool:
    """Whether the medium, or the folder's rights, allow reading only."""
    return not (os.access(folder, os.W_OK) and os.access(folder / DATABASE, os.W_OK))


def furnish(built: Path) -> None:
    """Put into a book that is being made what lies beside its database and keys: the lock and the opener."""
    for name in (LOCK, OPENER):
        (built / name).touch(mode=0o600)
    (built / OPENER).write_text("csmdesk\n", encoding="ascii")


def book_at(path: Path) -> Path:
    """The book's folder for what was double-clicked or named: the folder itself, or a file in it."""
    return path.absolute().parent if path.name in {OPENER, DATABASE} and not path.is_dir() else path


def refuse_filled(folder: Path) -> None:
    """Raise UserError unless ``folder`` is one that a new book may become: missing or empty."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UserError(Text("“{folder}”是一个文件。", "“{folder}” is a file.").format(folder=folder))
    names = {entry.name for entry in folder.iterdir()}
    if DATABASE in names:
        raise UserError(
            Text("“{folder}”已是一个客户书。", "“{folder}” is a book already.").format(folder=folder)
        )
    if names & {KEYS, BACKUPS}:
        raise Missing(_rest_of_a_book(folder))
    if names:
        raise UserError(
            Text(
                "文件夹“{folder}”不是空的，请另选一个。", "Folder “{folder}” is not empty: choose another."
            ).format(folder=folder)
        )


def refuse_missing(folder: Path) -> None:
    """Raise Missing when there is no book at ``folder``, with what else there is."""
    if (folder / DATABASE).is_file():
        return
    if (folder / KEYS).exists() or (folder / BACKUPS).exists():
        raise Missing(_rest_of_a_book(folder))
    raise Missing(Text("“{folder}”没有客户书。", "There is no book at “{folder}”.").format(folder=folder))


def _rest_of_a_book(folder: Path) -> Text:
    return Text(
        "文件夹“{folder}”有密钥或备份，却缺少 book.db；请从备份恢复，或找回该文件。",
        "Folder “{folder}” has keys or backups but no book.db: restore a backup, or put the file back.",
    ).format(folder=folder)
