"""Asking where to write a file: the last folder is offered again, and the ending is that of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Ask = Callable[[QWidget, str, str, Sequence[str]], Path | None]
"""Asks for a file: the widget in front, the title, the file that is offered, the endings it may have."""

_KINDS = {
    ".csv": "CSV",
    ".docx": "Word",
    ".html": "HTML",
    ".ics": "iCalendar",
    ".json": "JSON",
    ".md": "Markdown",
    ".pdf": "PDF",
    ".xlsx": "Excel",
}
_REFUSED = '\\/:*?"<>|'


class SavePlace:
    """Where a pane writes its files. ``folder`` is the last one; ``ask`` is the system's own dialog."""

    def __init__(self) -> None:
        self.folder = ""
        self.ask: Ask = ask_file

    def choose(self, host: QWidget, title: str, name: str, suffixes: Sequence[str]) -> Path | None:
        """Let the user choose a file called ``name`` with one of the endings, the first unless chosen."""
        last = Path(self.folder)
        folder = last if self.folder and last.is_dir() else _documents()
        path = self.ask(host, title, str(folder / f"{file_name(name)}{suffixes[0]}"), suffixes)
        if path is None:
            return None
        if path.suffix.lower() not in suffixes:
            path = path.with_name(f"{path.name}{suffixes[0]}")
        self.folder = str(path.parent)
        return path


def ask_file(host: QWidget, title: str, offered: str, suffixes: Sequence[str]) -> Path | None:
    """Ask for a file by the system's own dialog; without an ending it gets that of the kind."""
    kinds = {f"{_KINDS[suffix]} (*{suffix})": suffix for suffix in suffixes}
    found, kind = QFileDialog.getSaveFileName(host, title, offered, ";;".join(kinds))
    if not found:
        return None
    path = Path(found)
    return path if path.suffix else path.with_suffix(kinds.get(kind, suffixes[0]))


def file_name(name: str) -> str:
    """``name`` without what a file's name must not have on some system."""
    return "".join(
        " " if letter in _REFUSED or not letter.isprintable() else letter for letter in name
    ).strip()


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
