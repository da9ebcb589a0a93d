"""One window a book: a second start brings the first window to the front, a double click opens a book."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.instances import Doorbell, bring_up, hand_over, name_of
from csmdesk.app.session import HandedOver
from csmdesk.storage.book import Book
from csmdesk.storage.layout import OPENER
from csmdesk.storage.problems import Held
from tests.ui.conftest import Start

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

# A second start as the user makes it, in a process of its own; it says how it ended.
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from csmdesk.app.instances import hand_over
print("handed over" if hand_over(Path(sys.argv[1])) else "nobody there")
"""


def second_start(folder: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "XDG_ACTIVATION_TOKEN": "of the desktop",
    }
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_a_second_start_brings_the_first_window_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.showMinimized()
    doorbell = Doorbell(tmp_path, window)
    second = second_start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].strip() == "handed over"
    assert not window.isMinimized()
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "of the desktop"
    doorbell.close()


def test_nobody_answers_for_a_book_that_no_window_has(qtbot: QtBot, tmp_path: Path) -> None:
    second = second_start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].strip() == "nobody there"


def test_what_a_killed_window_left_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    code = (
        "import sys, os, signal\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
        "from PySide6.QtNetwork import QLocalServer\nfrom csmdesk.app.instances import name_of\n"
        "app = QCoreApplication([])\nserver = QLocalServer()\n"
        "print(server.listen(name_of(Path(sys.argv[1]))), flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.stdout.strip() == "True"
    doorbell = Doorbell(tmp_path, window)
    second = second_start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].strip() == "handed over"
    doorbell.close()


def test_two_books_have_two_windows(tmp_path: Path) -> None:
    assert name_of(tmp_path / "甲") != name_of(tmp_path / "乙")
    assert name_of(tmp_path / "甲") == name_of(tmp_path / "乙" / ".." / "甲")


def test_a_window_that_was_put_away_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.hide()
    bring_up(window)
    assert window.isVisible()


def test_a_held_book_is_handed_over_or_refused(
    start: Start, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Held):
        start(book.folder)
    monkeypatch.setattr("csmdesk.app.instances.hand_over", lambda folder: folder == book.folder)
    with pytest.raises(HandedOver):
        start(book.folder)


def test_a_book_is_opened_by_the_file_in_it(start: Start, sample_folder: Path) -> None:
    assert (sample_folder / OPENER).is_file()
    run = start(sample_folder / OPENER)
    assert run.session.book is not None
    assert run.session.book.folder == sample_folder


def test_the_open_window_listens_for_further_starts(start: Start, sample_folder: Path, qtbot: QtBot) -> None:
    start(sample_folder)
    second = second_start(sample_folder)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].strip() == "handed over"
    assert not hand_over(sample_folder.parent)


def test_the_desktop_of_a_mac_tells_which_book_to_open(qapp: QApplication) -> None:
    from csmdesk.app.qt import Application

    opened: list[str] = []

    class Heard:
        def __init__(self) -> None:
            self.book_opened = self

        def emit(self, path: str) -> None:
            opened.append(path)

    # The one QApplication of the tests is not ours; what ours does with the event needs none of its state.
    assert Application.event(Heard(), QFileOpenEvent("/书/open.csmdesk"))  # type: ignore[arg-type]
    assert opened == ["/书/open.csmdesk"]
