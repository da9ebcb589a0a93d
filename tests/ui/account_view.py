"""What the tests of an account's page stand on: the page alone in a window, on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from csmdesk.ui.panes.accounts.detail import AccountView
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

PERIOD = "2024H1"
CLOSING = date(2024, 6, 30)
LANTU = "岚图家居"


@dataclass
class Page:
    """The page of an account in a window, with what it asked for."""

    view: AccountView
    tasks: Tasks
    bot: QtBot
    book: Book
    accounts: Accounts
    edits: AccountEdits
    language: Language
    listed: QWidget
    window: QWidget
    as_of: date | None = None
    opened: list[tuple[str, QRect]] = field(default_factory=list)
    said: list[tuple[str, bool]] = field(default_factory=list)

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def id_of(self, name: str) -> int:
        return next(row.id for row in self.accounts.names() if row.name == name)

    def show(self, name: str = LANTU, *, as_of: date | None = None) -> None:
        """Show an account as the pane does."""
        self.accounts.forget()
        self.as_of = as_of
        detail = self.accounts.detail(self.id_of(name), PERIOD, as_of, self.language)
        assert detail is not None
        self.view.show_detail(detail)
        QApplication.processEvents()

    def refresh(self) -> None:
        """Show newer data of the same account, as after a change of the book."""
        assert self.view.detail is not None
        self.accounts.forget()
        detail = self.accounts.detail(self.view.detail.id, PERIOD, self.as_of, self.language)
        assert detail is not None
        self.view.show_detail(detail)
        QApplication.processEvents()

    def tab(self, key: str) -> Any:
        """Show a tab and give its page."""
        self.view.show_tab(key)
        QApplication.processEvents()
        return self.view.page(key)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        self.wait()

    def type(self, text: str) -> None:
        """Text where the focus is."""
        target = QApplication.focusWidget()
        assert isinstance(target, QLineEdit)
        target.insert(text)
        self.wait()

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to where the focus is."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, event)
        self.wait()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the book says."""
        with self.book.reading() as connection:
            return list(connection.execute(sql, values).fetchall())


Open = Callable[..., Page]


def open_page(
    bot: QtBot,
    tasks: Tasks,
    book: Book,
    *,
    language: Language = "zh",
    size: tuple[int, int] = (543, 812),
    name: str = LANTU,
) -> Page:
    """The page of an account of ``book``, beside a widget that stands for the list."""
    look = Theme("light")
    look.apply()
    window = QWidget()
    window.resize(size[0], size[1] + 20)
    bot.addWidget(window)
    listed = QLineEdit(window)
    accounts = Accounts(book)
    edits = AccountEdits(book, lambda: CLOSING)
    view = AccountView(look, tasks, edits, language)
    # Without a layout, which would give the window a least size: the tests' screen warns of that.
    view.setParent(window)
    view.setGeometry(0, 20, *size)
    page = Page(view, tasks, bot, book, accounts, edits, language, listed, window)
    view.figure_opened.connect(lambda key, place: page.opened.append((key, place)))
    view.said.connect(lambda words, undo: page.said.append((words, undo)))
    tasks.changed.connect(page.refresh)
    window.show()
    with bot.waitActive(window):
        window.activateWindow()
    page.show(name)
    listed.setFocus()
    return page
