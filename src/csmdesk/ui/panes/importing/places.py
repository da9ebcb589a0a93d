"""Where files come from: the system's dialogs, what is dropped, the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

AskPlaces = Callable[[QWidget, str, str], list[Path]]
"""Asks for files: the widget in front, the title, the folder to begin in."""


def ask_files(host: QWidget, title: str, folder: str) -> list[Path]:
    """Ask for files by the system's own dialog."""
    found, _ = QFileDialog.getOpenFileNames(host, title, folder)
    return [Path(each) for each in found]


def ask_folder(host: QWidget, title: str, folder: str) -> list[Path]:
    """Ask for a folder by the system's own dialog."""
    found = QFileDialog.getExistingDirectory(host, title, folder)
    return [Path(found)] if found else []


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders in what is dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def clipboard_source(data: QMimeData | None) -> list[Path] | str:
    """What of the clipboard can be imported: files, else a text with more than one cell; '' for nothing."""
    if data is None:  # some systems give nothing for an empty one
        return ""
    files = dropped_files(data)
    if files or not data.hasText():
        return files or ""
    text = data.text()
    return text if {"\n", "\r", "\t"} & set(text.strip()) else ""
