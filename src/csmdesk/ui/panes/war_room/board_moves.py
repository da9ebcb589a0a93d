"""Cards that were moved on the board and are on their way into the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csmdesk.services.board_view import BoardData
    from csmdesk.ui.panes.war_room.board_model import BoardModel

DONE = "done"
_PATIENCE = 1_000
"""Milliseconds for which the board keeps showing a move that what is read does not show yet."""


class BoardMoves(QObject):
    """Moves cards at once, and keeps what was read before a move was written from taking it back.

    Keys repeat faster than the book is written: the board read after the first of ten moves must not show
    the card where it was nine moves ago. ``moved`` and ``accept_asked`` are the board's own signals,
    ``due(data)`` is a board that was held back too long, and has to be shown now.
    """

    moved = Signal(int, str, object)
    accept_asked = Signal(int, str, object)
    due = Signal(object)

    def __init__(self, model: BoardModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._under_way: set[int] = set()
        self._held: BoardData | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._give_up)

    def put(self, key: int, column: int, row: int) -> bool:
        """Put a card into a row of a column; False where it only asks, or nothing changes."""
        model = self._model
        card, status = model.card(key), model.columns[column].key
        if card is None:
            return False
        before = model.before_at(column, row, key)
        if status == DONE != card.status and not card.accepted:
            self.accept_asked.emit(key, status, before)
            return False
        if not model.move(key, status, before):
            return False
        self._under_way.add(key)
        self.moved.emit(key, status, before)
        return True

    def holds(self, data: BoardData) -> bool:
        """True when ``data`` was read before the moves under way were written; it is kept for later."""
        if not self._under_way:
            return False
        if self._shows_all(data):
            self.forget()
            return False
        self._held = data
        if not self._timer.isActive():
            self._timer.start()
        return True

    def _shows_all(self, data: BoardData) -> bool:
        """True when every card under way stands in ``data`` where the board shows it."""
        orders: dict[str, list[int]] = {column.key: [] for column in data.columns}
        status = {}
        for card in data.cards:
            orders[card.status].append(card.id)
            status[card.id] = card.status
        for key in self._under_way & status.keys():
            shown = self._model.card(key)
            if shown is None or shown.status != status[key]:
                return False
            ours = _beside(self._model.order_of(self._model.column_of(shown.status)), key)
            theirs = _beside(orders[shown.status], key)
            if ours[0] != theirs[0] and ours[1] != theirs[1]:
                return False
        return True

    def forget(self) -> None:
        """No move is under way any more."""
        self._timer.stop()
        self._under_way.clear()
        self._held = None

    def _give_up(self) -> None:
        held = self._held
        self.forget()
        if held is not None:
            self.due.emit(held)


def _beside(order: Sequence[int], key: int) -> tuple[int | None, int | None]:
    """What stands before and behind a card."""
    place = order.index(key)
    return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None
