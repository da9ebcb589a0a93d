"""The folder that a new book will be: filled, following the book's name until the user types another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QFileDialog

from csmdesk.domain.text import Language
from csmdesk.services.new_book import free_place, place_problem, place_warning
from csmdesk.ui.shell.page import Remark
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField


class PlaceField(FormField):
    """``set_leaf`` names the book; ``check`` says at the field what is wrong with the folder, or wants care.

    With ``free`` a number is added to a name that is taken.
    """

    def __init__(
        self, theme: Theme, name: str, books: Path, language: Language, *, free: bool = False
    ) -> None:
        """``books`` is the folder to put the book into unless the user chooses another."""
        super().__init__(theme, name)
        self._language: Language = language
        self._free = free
        self._leaf = ""
        self.books = books
        self.follows = True
        self.warning = Remark(theme)
        self.change = Button(theme, self.tr("更改"), kind="link")
        self.change.setAccessibleName(self.tr("更改文件夹"))
        self.change.clicked.connect(self._choose)
        self.add(self.change)
        self.column.addWidget(self.warning)
        self.edit.textEdited.connect(self._stop_following)

    @property
    def place(self) -> Path:
        """The folder."""
        return Path(self.text.strip()).expanduser()

    def set_leaf(self, name: str) -> None:
        """Follow another name of the book."""
        self._leaf = name
        if self.follows:
            self.set_text(str(free_place(self.books, name) if self._free else self.books / name))

    def choose_parent(self, folder: Path) -> None:
        """Put the book into ``folder``, under its name."""
        self.books = folder
        self.follows = True
        self.set_leaf(self._leaf)

    def set_own(self, text: str) -> None:
        """Take a folder that the user typed."""
        self.follows = False
        self.set_text(text)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("书放在哪个文件夹里"), str(_there(self.books)))
        if found:
            self.choose_parent(Path(found))

    def _stop_following(self) -> None:
        self.follows = False

    def check(self) -> str:
        """Look at the folder, say what is to be said at the field, and return why no book can be there."""
        problem = place_problem(self.place)
        why = "" if problem is None else problem.to(self._language)
        self.set_problem(why)
        warning = None
        if problem is None:
            kind = QStorageInfo(str(_there(self.place))).fileSystemType().toStdString()
            warning = place_warning(self.place, kind)
        self.warning.say("" if warning is None else warning.to(self._language), "yellow")
        return why

    def say_nothing(self) -> None:
        """Leave the folder alone while something else is wrong."""
        self.set_problem("")
        self.warning.say("")


def _there(path: Path) -> Path:
    """The nearest folder above that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
