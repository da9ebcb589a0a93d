"""Parts of the war room in a window, on a copy of the sample book, as on the last day of its half year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.accounts import Accounts
from csmdesk.services.escalations import Escalations
from csmdesk.services.kept_state import KeptState
from csmdesk.services.standups import Standups
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_room_view import Room, WarData
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

PERIOD = "2024H1"
TODAY = date(2024, 6, 30)


def today() -> date:
    """The day on which the tests happen."""
    return TODAY


def source_of(book: Book) -> WarSource:
    """The services of a book, on the day of the tests."""
    return WarSource(
        WarRooms(book, Accounts(book), today),
        WarBoard(book, today),
        Standups(book, today),
        Escalations(book),
        KeptState(book, "standup_clock"),
        today,
    )


@dataclass
class RoomsWindow:
    """A part in a window of its own, what it told, and the book behind it."""

    bot: QtBot
    tasks: Tasks
    tools: WarTools
    book: Book
    window: QWidget
    told: list[tuple[Any, ...]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def show(self, part: QWidget, width: int, height: int) -> None:
        """Show a part in the window, which has the focus then."""
        part.setParent(self.window)
        self.window.resize(width, height)
        part.setGeometry(0, 0, width, height)
        part.show()
        self.window.show()
        with self.bot.waitActive(self.window):
            self.window.activateWindow()

    def listen(self, **signals: SignalInstance) -> None:
        """Note what the signals say, each by its name."""
        for name, signal in signals.items():
            signal.connect(self._noter(name))

    def _noter(self, name: str) -> Callable[..., None]:
        def note(*values: Any) -> None:
            self.told.append((name, *values))

        return note

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        self.wait()

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """A click into a widget, in its middle."""
        where = widget.rect().center() if place is None else place
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        self.wait()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type in the place of what stands where the focus is; an input method commits Chinese."""
        if into is not None:
            into.setFocus(Qt.FocusReason.TabFocusReason)
        target = into or QApplication.focusWidget()
        assert isinstance(target, QLineEdit | QPlainTextEdit)
        target.selectAll()
        if not text:
            QTest.keyClick(target, Qt.Key.Key_Delete)
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QApplication.sendEvent(target, event)
        self.wait()

    # --- the book -------------------------------------------------------------------------------------------

    def data(self) -> WarData:
        """The war rooms as they are now."""
        rooms = WarRooms(self.book, Accounts(self.book), today)
        return rooms.data(PERIOD, None, self.tools.language)

    def room(self, account: str) -> Room:
        """The open war room of an account."""
        return next(room for room in self.data().rooms if room.account == account)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the book says."""
        with self.book.reading() as connection:
            return list(connection.execute(sql, values).fetchall())

    def score(self, account: str, score: str, day: date) -> int:
        """Type a health score of an account by hand, from ``day`` on; the account."""
        ((account_id,),) = self.rows("SELECT id FROM accounts WHERE name = ?", account)
        AccountEdits(self.book, today).override(account_id, score, "见过客户", "2024-12-01", day)
        return int(account_id)


def make_window(bot: QtBot, tasks: Tasks, book: Book, language: Language = "zh") -> RoomsWindow:
    """An empty window on a book."""
    look = Theme("light", language=language)
    look.apply()
    window = QWidget()
    bot.addWidget(window)
    tools = WarTools(look, tasks, source_of(book), language)
    shown = RoomsWindow(bot, tasks, tools, book, window)
    tasks.failed.connect(lambda problem: shown.failed.append(problem.text.zh))
    return shown
