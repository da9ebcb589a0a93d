"""A board in a window of a real screen: prints where things are and what happens, a line each, until killed.

Run by ``test_board_screen`` as a process of its own: Qt takes its platform once.
"""

from __future__ import annotations

import json
import sys
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from csmdesk.ui.panes.war_room.board import Board
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from tests.ui.war_room.cards import STATUSES, board, card


class Told:
    """Tells whoever reads the output."""

    def __init__(self, shown: Board) -> None:
        self._board = shown
        shown.moved.connect(self._moved)
        shown.accept_asked.connect(self._asked)

    def _moved(self, key: int, status: str, before: object) -> None:
        self.say("moved", card=key, status=status, before=before)
        self.places()

    def _asked(self, key: int, status: str, before: object) -> None:
        self.say("asked", card=key, status=status, before=before)

    def places(self) -> None:
        """Where each card is on the screen, by its number, and where the columns are."""
        found: dict[str, list[int]] = {}
        for place, column in enumerate(self._board.columns):
            port = column.view.viewport()
            for row, key in enumerate(self._board.model.ids(place)):
                middle = port.mapToGlobal(column.view.card_box(row).center())
                found[str(key)] = [middle.x(), middle.y()]
            top = port.mapToGlobal(column.view.viewport().rect().topLeft())
            found[f"column {place}"] = [top.x() + column.view.card_width // 2, top.y(), port.height()]
        scrolls = [column.view.verticalScrollBar().value() for column in self._board.columns]
        order = [list(self._board.model.ids(place)) for place in range(len(self._board.columns))]
        self.say("places", at=found, order=order, scrolls=scrolls, carried=self._board.drag.card is not None)

    @staticmethod
    def say(what: str, **facts: object) -> None:
        """Write a line."""
        sys.stdout.write(json.dumps({"what": what, **facts}) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Show sixty cards."""
    app = QApplication(["board"])
    theme = Theme("light")
    theme.apply()
    tasks = Tasks()
    shown = Board(WarTools(theme, tasks, cast("WarSource", None), "zh"))
    shown.setWindowTitle("board")
    shown.setGeometry(0, 0, 1000, 640)
    shown.show()
    cards = [card(key, STATUSES[(key - 1) % 3], room=key % 3 + 1) for key in range(1, 61)]
    shown.set_data(board(cards))
    shown.focus_cards()
    told = Told(shown)
    beat = QTimer()
    beat.setInterval(100)
    beat.timeout.connect(told.places)
    beat.start()
    app.exec()


if __name__ == "__main__":
    main()
