"""Where a report goes: a file that is whole or not there, and one sentence when it cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.files import write_whole


def write_at(path: Path, content: Callable[[], bytes], made: Callable[[], None] | None = None) -> None:
    """Write what ``content`` makes to ``path``; ``made`` is called between making and writing.

    An older file is replaced only when the new one is whole. The place is looked at before ``content`` is
    made, which may take a while. Raises UserError for a folder that does not exist and a place that cannot be
    written.
    """
    folder = path.parent
    if not folder.is_dir():
        raise UserError(
            Text("没有文件夹“{folder}”。", "There is no folder “{folder}”.").format(folder=folder)
        )
    if path.is_dir():
        raise UserError(
            Text("“{path}”是文件夹，不是文件。", "“{path}” is a folder, not a file.").format(path=path)
        )
    if not os.access(folder, os.W_OK):
        raise _not_writable(path)
    made_content = content()
    if made is not None:
        made()
    try:
        write_whole(path, made_content)
    except OSError as error:
        raise _not_writable(path, error.strerror or "") from error


def _not_writable(path: Path, why: str = "") -> UserError:
    reason = f" ({why})" if why else ""
    return UserError(
        Text("无法写入“{path}”{why}。", "Cannot write to “{path}”{why}.").format(path=path, why=reason)
    )
