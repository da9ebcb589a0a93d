"""The war room's right side in a window, with a clock that the test sets, on a copy of the sample book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.clock import Reading
from csmdesk.domain.text import Language
from csmdesk.services.board_view import Card
from csmdesk.services.escalations import Escalations
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_room_view import RoomDraft
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.side import Side
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.rooms_window import RoomsWindow, make_window, today

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class TestClock:
    """The machine's clocks, which stand still until the test moves them."""

    __test__ = False

    def __init__(self) -> None:
        self.reading = Reading(datetime(2024, 6, 30, 1, 0, tzinfo=UTC), 1000.0, "this boot")

    def __call__(self) -> Reading:
        return self.reading

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        wall, steady, boot = self.reading
        self.reading = Reading(wall + timedelta(seconds=seconds), steady + seconds, boot)


@dataclass
class SideWindow(RoomsWindow):
    """The side of the sample's war rooms."""

    side: Side = field(init=False)
    clock: TestClock = field(init=False)
    said: list[tuple[str, bool]] = field(default_factory=list)

    def begin(self, width: int, height: int) -> None:
        """Make the side and give it what the war room shows."""
        self.side = Side(self.tools, self.clock)
        self.side.said.connect(self._note)
        self.listen(
            room=self.side.room_asked,
            card=self.side.card_asked,
            accept=self.side.accept_asked,
            account=self.side.account_asked,
            mode=self.side.standup_changed,
            left=self.side.left,
        )
        self.tasks.changed.connect(self.read)
        self.show(self.side, width, height)
        self.side.show_room(self.room("岚图家居"))
        self.read()
        self.wait()

    def _note(self, words: str, undo: bool) -> None:
        self.said.append((words, undo))

    def read(self) -> None:
        """Read rooms and cards anew, as the pane does after a change."""
        data = self.data()
        self.side.set_data(data, self.tools.source.board.data(data.closing, self.tools.language))

    def names(self, kind: str) -> list[Any]:
        """What was told of one kind, in order."""
        return [told[1] for told in self.told if told[0] == kind]

    def card(self, account: str, title: str) -> Card:
        """A card of the board."""
        found = self.tools.source.board.data(self.data().closing, "zh").cards
        return next(card for card in found if (card.account, card.title) == (account, title))

    def open_card(self, account: str = "岚图家居", title: str = "新CIO价值汇报会") -> Card:
        """Show a card on its page, the focus in its title."""
        card = self.card(account, title)
        self.side.open_card(card.id)
        self.wait()
        return card

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type, with Enter between lines."""
        first, *more = text.split("\n")
        super().type(first, into)
        for line in more:
            self.press(Qt.Key.Key_Return)
            for letter in line:
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

    def undo(self) -> None:
        """Undo as the window does."""
        self.tasks.command(self.side, lambda _: self.book.store.undo())
        self.wait()

    def open_since(self, account: str, opened: date) -> None:
        """Say since when a room has been open."""
        room = self.room(account)
        rooms = self.tools.source.rooms
        draft: RoomDraft = rooms.room(room.id)
        rooms.edit(room.id, draft._replace(goal="回到 60 以上", opened_day=opened))
        self.read()
        self.wait()


Make = Callable[..., SideWindow]


def focused() -> Any:
    """The widget that has the focus."""
    return QApplication.focusWidget()


def make_side(
    bot: QtBot, tasks: Tasks, book: Book, language: Language = "zh", size: tuple[int, int] = (300, 900)
) -> SideWindow:
    """The side in a window of its own."""
    plain = make_window(bot, tasks, book, language)
    clock = TestClock()
    source = replace(
        plain.tools.source,
        board=WarBoard(book, today, lambda: datetime(2024, 6, 30, 9, 0).astimezone()),
        escalations=Escalations(book, clock),
    )
    shown = SideWindow(bot, tasks, replace(plain.tools, source=source), book, plain.window)
    shown.failed = plain.failed
    shown.clock = clock
    shown.begin(*size)
    return shown


def shown_parts(widget: QWidget) -> list[QWidget]:
    """The widgets inside one that are seen."""
    return [part for part in widget.findChildren(QWidget) if part.isVisible()]
