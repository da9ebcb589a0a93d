"""The whole window with the war room in front, and what the book says behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from csmdesk.domain.changes import Op
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.pane import WarRoomPane
from tests.ui.conftest import Run

CTRL = Qt.KeyboardModifier.ControlModifier


class War:
    """The window with the war room in front."""

    def __init__(self, run: Run) -> None:
        self.run = run
        run.desk.show_pane(run.desk.index_of("war_room"))
        run.wait()

    @property
    def pane(self) -> WarRoomPane:
        pane = self.run.desk.pane_of("war_room")
        assert isinstance(pane, WarRoomPane)
        return pane

    @property
    def book(self) -> Book:
        assert self.run.session.book is not None
        return self.run.session.book

    def columns(self) -> dict[str, list[str]]:
        """The cards of each column as account and title."""
        board = self.pane.board
        found = {}
        for place, column in enumerate(board.model.columns):
            cards = [board.model.card(key) for key in board.model.ids(place)]
            found[column.key] = [f"{card.account} {card.title}" for card in cards if card is not None]
        return found

    def card(self, account: str, title: str) -> int:
        return next(
            card.id for card in self.pane.board.cards if (card.account, card.title) == (account, title)
        )

    def undo(self) -> None:
        self.run.key(Qt.Key.Key_Z, CTRL)
        self.run.wait()

    def kept(self, card: int) -> tuple[str, ...]:
        """Where the book says that a card is."""
        with self.book.reading() as connection:
            row = connection.execute("SELECT status FROM tasks WHERE id = ?", (card,)).fetchone()
        return tuple(row)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the book says."""
        with self.book.reading() as connection:
            return list(connection.execute(sql, values).fetchall())

    def change(self, sql: str, *values: Any) -> None:
        """Change the book behind the window, which hears of it."""
        store = self.book.store

        def work(_: object) -> object:
            return store.run(
                Op.OVERRIDE_HEALTH, lambda connection: connection.exec_driver_sql(sql, values)
            ).changes

        self.run.session.tasks.command(self.pane, work)
        self.run.wait()

    def fall(self, account: str, score: int = 55) -> None:
        """Give an account a score by hand on the last day but one."""
        self.change(
            "INSERT INTO health_overrides (account_id, day, score_milli, reason, expires_day) "
            "SELECT id, '2024-06-29', ?, 'CIO', '2024-07-29' FROM accounts WHERE name = ?",
            score * 1000,
            account,
        )

    def failures(self) -> list[str]:
        """What is said of problems from now on."""
        found: list[str] = []
        self.run.session.tasks.failed.connect(lambda problem: found.append(problem.text.zh))
        return found
