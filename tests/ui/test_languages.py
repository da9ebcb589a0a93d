"""The window in English, and pictures of every pane in both languages and themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from csmdesk import app
from csmdesk.app.qt import translators
from csmdesk.storage.backup import backup
from csmdesk.storage.book import Book
from tests.ui.conftest import Start

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def words_of(window: QWidget) -> dict[str, str]:
    """Every word that the window shows or says, by where."""
    found: dict[str, str] = {}
    for widget in window.findChildren(QWidget):
        said = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QLineEdit):
            said += [widget.text(), widget.placeholderText()]
        for text in said:
            found[f"{type(widget).__name__}: {text}"] = text
    return found


@pytest.mark.parametrize("page", ["desk", "welcome", "unlock", "review"])
def test_no_chinese_word_is_left_in_english(
    page: str, start: Start, tmp_path: Path, locked: tuple[Path, str], qapp: QApplication
) -> None:
    installed = translators(qapp, "en")
    try:
        if page in {"desk", "review"}:
            backup_place = Book.create(tmp_path / "empty").book
            backup(backup_place)
            backup_place.close()
        folder = {"desk": tmp_path / "empty", "review": tmp_path / "empty", "welcome": None}.get(page)
        if page == "unlock":
            folder = locked[0].rename(tmp_path / "locked")
        run = start(folder, language="en")
        if page == "review":
            run.desk.show_pane(1)
            run.wait()
        chinese = {where for where, text in words_of(run.session.window).items() if CHINESE.search(text)}
        # The languages' own names.
        assert not {where for where in chinese if "简体中文" not in where}
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


def test_pictures_of_all_panes_in_both_languages_and_themes(book: Book, tmp_path: Path) -> None:
    files = app.pictures(book, tmp_path)
    assert {file.name for file in files} == {
        f"{pane}-{language}-{theme}.png"
        for pane in ("accounts", "review")
        for language in ("zh", "en")
        for theme in ("light", "dark")
    }
    from PySide6.QtGui import QImage

    contents = set()
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1440, 900)
        corner = QColor(image.pixelColor(1300, 100))
        assert (corner.lightness() < 80) == ("dark" in file.name)
        contents.add(file.read_bytes())
    assert len(contents) == len(files)
