"""What the window remembers over restarts: books, places in them, theme, language, the idle lock."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from csmdesk.domain.text import Language
from csmdesk.ui.panes import NOW
from csmdesk.ui.theme import Mode

_BOOKS = 10
"""Books that are remembered, to look for backups beside them."""
_MINUTES = 15
_MOST_MINUTES = 24 * 60


def settings() -> QSettings:
    """The window's memory; it holds no customer's data."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return QSettings(f"{place}/csmdesk/window.ini", QSettings.Format.IniFormat)


def default_books() -> Path:
    """The folder where books are put unless the user chooses another."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "csmdesk"


class Memory:
    """Reads and writes ``kept``; whatever stands there and makes no sense is as if it were not there."""

    def __init__(self, kept: QSettings, *, remember: bool = True) -> None:
        """``remember`` False leaves no trace of the book that is open: it is a passing one."""
        self.kept = kept
        self._remember = remember

    # --- the window -----------------------------------------------------------------------------------------

    @property
    def language(self) -> Language:
        """The language of the last time."""
        return "en" if self.kept.value("window/language") == "en" else "zh"

    def keep_language(self, language: Language) -> None:
        """Remember the language."""
        self.kept.setValue("window/language", language)

    @property
    def theme(self) -> Mode:
        """The theme of the last time."""
        return mode_of(str(self.kept.value("window/theme", "system")))

    def keep_theme(self, mode: Mode) -> None:
        """Remember the theme."""
        self.kept.setValue("window/theme", mode)

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without input an encrypted book is locked; 0: never."""
        try:
            minutes = int(str(self.kept.value("lock/minutes", _MINUTES)))
        except ValueError:
            return _MINUTES
        return minutes if 0 <= minutes <= _MOST_MINUTES else _MINUTES

    def keep_lock_minutes(self, minutes: int) -> None:
        """Remember after how many minutes to lock; 0: never."""
        self.kept.setValue("lock/minutes", minutes)

    # --- books ----------------------------------------------------------------------------------------------

    @property
    def book(self) -> Path | None:
        """The book of the last time."""
        last = str(self.kept.value("book", "") or "")
        return Path(last) if last else None

    @property
    def books(self) -> list[Path]:
        """The books that were open before, the latest first."""
        kept = self.kept.value("books", [])
        names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [Path(str(name)) for name in names if name]

    def keep_book(self, folder: Path) -> None:
        """Remember the book as the one to begin with the next time."""
        if self._remember:
            self.kept.setValue("book", str(folder))
            books = [folder, *(book for book in self.books if book != folder)]
            self.kept.setValue("books", [str(book) for book in books[:_BOOKS]])

    def state(self, folder: Path) -> dict[str, str]:
        """What the window of the book looked like the last time."""
        self.kept.beginGroup(_group(folder))
        state = {key: str(self.kept.value(key)) for key in self.kept.allKeys()}
        self.kept.endGroup()
        return state

    def keep_state(self, folder: Path, state: Mapping[str, str]) -> None:
        """Remember what the window of the book looks like, without what is meant for this run only."""
        if self._remember:
            self.kept.beginGroup(_group(folder))
            for key, value in state.items():
                if not key.rpartition("/")[2].startswith(NOW):
                    self.kept.setValue(key, value)
            self.kept.endGroup()


def mode_of(name: str) -> Mode:
    """The theme called ``name``; an unknown one is the system's."""
    return "light" if name == "light" else "dark" if name == "dark" else "system"


def _group(folder: Path) -> str:
    """The name under which a book's window is remembered; a path has slashes, which would nest."""
    import hashlib

    return "book-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
