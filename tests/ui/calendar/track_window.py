"""What the tests of a contract's track stand on: the panel alone in a window, on a copy of the sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.renewal_track import Step
from csmdesk.domain.text import Language
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.path_to_target import Paths
from csmdesk.services.quotes import Quotes
from csmdesk.services.renewal_links import RenewalLinks
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.services.workshops import Workshops
from csmdesk.storage.book import Book
from csmdesk.ui.panes.calendar.path_panel import PathPanel
from csmdesk.ui.panes.calendar.source import TrackSource
from csmdesk.ui.panes.calendar.track import TrackPanel
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

PERIOD = "2024H1"
TODAY = date(2024, 6, 30)
NOW = datetime.fromisoformat("2024-06-30 17:00")
LANTU = "HT00160"
"""岚图家居, red, ends on 2024-07-14, not renewed."""


def focused() -> Any:
    """The widget that has the focus."""
    return QApplication.focusWidget()


def today() -> date:
    """The day on which the tests happen."""
    return TODAY


def now() -> datetime:
    """The moment at which the tests happen."""
    return NOW


def source_of(book: Book) -> TrackSource:
    """The services of a book, on the day of the tests."""
    calendar = ContractCalendar(book)
    return TrackSource(
        calendar,
        Renewals(book, today),
        Workshops(book, now),
        RenewalMoney(book, today),
        RenewalLinks(book),
        Quotes(book, today),
        Paths(book, calendar),
        today,
    )


@dataclass
class Shown:
    """A panel in a window, with what it asked for and said."""

    panel: Any
    source: TrackSource
    tasks: Tasks
    bot: QtBot
    book: Book
    window: QWidget
    said: list[tuple[str, bool]] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    opened: list[tuple[str, QRect]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        for _ in range(4):
            self.bot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def id_of(self, code: str) -> int:
        return int(self.rows("SELECT id FROM contracts WHERE code = ?", code)[0][0])

    def show(self, code: str = LANTU) -> None:
        """Show a contract as the pane does."""
        self.panel.show_contract(self.id_of(code), PERIOD, None)
        self.wait()

    def open(self, step: Step) -> Any:
        """Open a step and give what is under it."""
        self.panel.open_step(step)
        self.wait()
        return self.panel.place(step)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        self.wait()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type keys where the focus is, in the place of what stands there."""
        if into is not None:
            into.setFocus(Qt.FocusReason.TabFocusReason)
        # A combo box has the focus in the place of its line.
        target = into or QApplication.focusWidget()
        assert isinstance(target, QLineEdit | QPlainTextEdit)
        target.selectAll()
        if not text:
            QTest.keyClick(target, Qt.Key.Key_Delete)
        for letter in text:
            # An input method commits what has no key of its own.
            if letter == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                self.compose("", letter)
        self.wait()

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to where the focus is."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, event)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            widget.rect().center() if place is None else place,
        )
        self.wait()

    def undo(self) -> None:
        """Undo as the window does."""
        self.tasks.command(self.panel, lambda _: self.book.store.undo())
        self.wait()
        self.source.calendar.forget()
        self.panel.refresh()
        self.wait()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the book says."""
        with self.book.reading() as connection:
            return list(connection.execute(sql, values).fetchall())

    def open_step(self) -> Step | None:
        """The step whose form is open."""
        found: Step | None = self.panel.opened
        return found

    def step(self, step: Step) -> Any:
        """A step as it is shown."""
        assert self.panel.track is not None
        return next(line for line in self.panel.track.steps if line.step is step)


Make = Callable[..., Shown]


def show_track(
    bot: QtBot,
    tasks: Tasks,
    book: Book,
    *,
    language: Language = "zh",
    size: tuple[int, int] = (430, 860),
) -> Shown:
    """The track of no contract yet, in a window."""
    look = Theme("light")
    look.apply()
    window = QWidget()
    window.resize(*size)
    bot.addWidget(window)
    source = source_of(book)
    panel = TrackPanel(look, tasks, source, language)
    shown = _in_window(panel, source, tasks, bot, book, window, size)
    panel.figure_opened.connect(lambda key, place: shown.opened.append((key, place)))
    return shown


def show_path(bot: QtBot, tasks: Tasks, book: Book, *, language: Language = "zh") -> Shown:
    """The path to the target of 2024, in a window."""
    look = Theme("light")
    look.apply()
    window = QWidget()
    window.resize(430, 860)
    bot.addWidget(window)
    source = source_of(book)
    panel = PathPanel(look, tasks, source, language)
    shown = _in_window(panel, source, tasks, bot, book, window, (430, 860))
    panel.show_path(PERIOD, None, 2024)
    shown.wait()
    return shown


def _in_window(
    panel: TrackPanel | PathPanel,
    source: TrackSource,
    tasks: Tasks,
    bot: QtBot,
    book: Book,
    window: QWidget,
    size: tuple[int, int],
) -> Shown:
    # Without a layout, which would give the window a least size: the tests' screen warns of that.
    panel.setParent(window)
    panel.setGeometry(0, 0, *size)
    shown = Shown(panel, source, tasks, bot, book, window)
    panel.said.connect(lambda words, undo: shown.said.append((words, undo)))
    panel.open_asked.connect(lambda kind, key: shown.asked.append((kind, key)))
    tasks.failed.connect(lambda problem: shown.failed.append(problem.text.zh))

    def changed() -> None:
        source.calendar.forget()
        panel.refresh()

    tasks.changed.connect(changed)
    window.show()
    with bot.waitActive(window):
        window.activateWindow()
    return shown
