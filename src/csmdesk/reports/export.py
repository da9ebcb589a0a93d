"""A report written to a file: the suffix says the format; the file is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports.document import Document
from csmdesk.reports.place import write_at

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
    report = progress or _silent
    report(0, _STEPS)
    write_at(path, partial(write, document), partial(report, 1, _STEPS))
    report(_STEPS, _STEPS)


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""
