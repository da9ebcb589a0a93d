"""A report written to a file: the suffix says the format; the file is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports.document import Document
from csmdesk.storage.files import write_whole

Progress = Callable[[int, int], None]
"""Told how many steps are done of how many; stops the export by raising."""

_STEPS = 2


def _docx(document: Document) -> bytes:
    from csmdesk.reports.to_docx import docx_bytes

    return docx_bytes(document)


def _pdf(document: Document) -> bytes:
    from csmdesk.reports.to_typst import pdf

    return pdf(document)


def _html(document: Document) -> bytes:
    from csmdesk.reports.to_html import html

    return html(document).encode("utf-8", "replace")


def _markdown(document: Document) -> bytes:
    from csmdesk.reports.to_markdown import markdown

    return markdown(document).encode("utf-8", "replace")


WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".html": _html,
    ".md": _markdown,
}
"""Every format by its suffix."""


def writer_for(path: Path) -> Callable[[Document], bytes]:
    """The writer of the path's format. Raises UserError for a suffix that is none."""
    found = WRITERS.get(path.suffix.lower())
    if found is None:
        known = " ".join(WRITERS)
        raise UserError(
            Text(
                "不认识“{name}”的格式：请用 {known} 之一。", "Unknown format “{name}”: use one of {known}."
            ).format(name=path.name, known=known)
        )
    return found


def export(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write the report to ``path``; an older file there is replaced only when the new one is whole.

    ``progress`` may raise to stop: then nothing has changed. Raises UserError for an unknown suffix, a folder
    that does not exist, and a place that cannot be written.
    """
    write = writer_for(path)
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
    report = progress or _silent
    report(0, _STEPS)
    content = write(document)
    report(1, _STEPS)
    try:
        write_whole(path, content)
    except OSError as error:
        raise _not_writable(path, error.strerror or "") from error
    report(_STEPS, _STEPS)


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def _not_writable(path: Path, why: str = "") -> UserError:
    reason = f" ({why})" if why else ""
    return UserError(
        Text("无法写入“{path}”{why}。", "Cannot write to “{path}”{why}.").format(path=path, why=reason)
    )
