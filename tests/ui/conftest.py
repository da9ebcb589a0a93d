"""What the window's tests stand on: the sample book, a theme, and work that ends with the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.app.book import sample_book
from csmdesk.app.session import Session
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from csmdesk.ui.panes.accounts.pane import AccountsPane
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Mode, Theme

PERIOD = "2024H1"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample half year, made once; a test works on its own copy."""
    folder = tmp_path_factory.mktemp("sample") / "book"
    sample_book(folder).close()
    return folder


@pytest.fixture
def sample_folder(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample book, closed."""
    return shutil.copytree(sample, tmp_path / "华东大客户")


@pytest.fixture
def book(sample_folder: Path) -> Iterator[Book]:
    """A copy of the sample book, open."""
    opened = Book.open(sample_folder)
    yield opened
    opened.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme."""
    look = Theme("light")
    look.apply()
    return look


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Work beside the window, which ends before the book is closed."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_button_held() -> Iterator[None]:
    """Let go of what a test pressed and left so: other windows would hear of no click."""
    yield
    held = QGuiApplication.mouseButtons()
    if held != Qt.MouseButton.NoButton:
        window = QWindow()
        window.create()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            if button in held:
                QTest.mouseRelease(window, button)
        window.destroy()


@dataclass
class Shown:
    """The accounts pane on a book, in a window."""

    pane: AccountsPane
    tasks: Tasks
    bot: QtBot
    window: QWidget
    book: Book

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
        # What has arrived asks for more in a later turn, and a page is filled two turns after it is made.
        for _ in range(5):
            QApplication.processEvents()
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def focus(self) -> None:
        """Give the window the focus, which keys need."""
        with self.bot.waitActive(self.window):
            self.window.activateWindow()

    def compose(self, preedit: str, commit: str = "") -> None:
        """Send what an input method sends while it composes, and when it commits."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.pane.field.edit, event)

    @property
    def names(self) -> list[str]:
        """The names that are shown, in order."""
        return [row.name for row in self.pane.model.shown]


@pytest.fixture
def shown(qtbot: QtBot, tasks: Tasks) -> Iterator[Callable[..., Shown]]:
    """Shows the accounts pane of a book, with its figures."""

    def show(
        book: Book,
        *,
        mode: Mode = "light",
        language: Language = "zh",
        state: dict[str, str] | None = None,
        figures: bool = True,
        size: tuple[int, int] = (1248, 824),
    ) -> Shown:
        look = Theme(mode)
        look.apply()
        window = QWidget()
        window.resize(*size)
        qtbot.addWidget(window)
        pane = AccountsPane(look, tasks, Accounts(book), language, window)
        pane.resize(*size)
        one = Shown(pane, tasks, qtbot, window, book)
        tasks.changed.connect(pane.refresh)
        pane.restore_state(state or {})
        pane.first_look()
        window.show()
        one.focus()
        if figures:
            pane.set_period(PERIOD, None)
            one.wait()
        return one

    yield show
    # The windows are closed by qtbot; what is still read for them ends here.
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


class Run:
    """A session with its window shown."""

    def __init__(self, bot: QtBot, session: Session) -> None:
        self.bot = bot
        self.session = session

    def wait(self) -> None:
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.session.tasks.busy, timeout=30_000)
            QApplication.processEvents()

    def show(self) -> None:
        with self.bot.waitSignal(self.session.window.painted, timeout=10_000):
            self.session.window.show()
        self.activate()
        self.wait()

    def activate(self) -> None:
        with self.bot.waitActive(self.session.window):
            self.session.window.activateWindow()

    def go_to(self, pane: str) -> None:
        """Bring a pane to the front, with the focus in it, as its key does."""
        self.desk.enter_pane(self.desk.index_of(pane))
        self.wait()

    @property
    def desk(self) -> Desk:
        assert self.session.desk is not None
        return self.session.desk

    @property
    def accounts(self) -> AccountsPane:
        pane = self.desk.pane_of("accounts")
        assert isinstance(pane, AccountsPane)
        return pane

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.session.window, key, modifier)


Start = Callable[..., Run]


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    """The window's memory."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def start(qtbot: QtBot, kept: QSettings) -> Iterator[Start]:
    """Starts the window as ``csmdesk`` does, without loading libraries beside it."""
    runs: list[Run] = []

    def begin(
        folder: Path | None = None, *, language: Language = "zh", mode: str = "light", pane: str = "accounts"
    ) -> Run:
        """``pane`` is brought to the front, unless the window comes back as it was or is locked."""
        theme = Theme("dark" if mode == "dark" else "light")
        theme.apply()
        session = Session(theme, kept, language, libraries=())
        run = Run(qtbot, session)
        runs.append(run)
        session.start(folder)
        run.show()
        if folder is not None and session.desk is not None:
            run.go_to(pane)
        return run

    yield begin
    for run in runs:
        end(run)


def end(run: Run) -> None:
    if not shiboken6.isValid(run.session):
        return
    run.session.window.close()
    run.session.close()
    run.session.window.deleteLater()
    run.session.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def locked(tmp_path: Path) -> tuple[Path, str]:
    """A book with the passphrase 晴天, closed; its folder and recovery key."""
    made = Book.create(tmp_path / "加密", passphrase="晴天")
    made.book.close()
    assert made.recovery_key is not None
    return tmp_path / "加密", made.recovery_key
