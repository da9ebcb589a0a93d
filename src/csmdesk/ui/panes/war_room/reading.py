"""What the war room shows and how it stays true: rooms and proposals, and the cards of the board."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from csmdesk.services.war_board import BoardData
    from csmdesk.services.war_rooms import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarSource

CARDS = frozenset({"tasks", "task_items", "task_comments", "task_moves"})
"""Tables whose changes are seen on the board first."""

_NOT_SHOWN = frozenset(
    {
        *("reviews", "review_texts", "review_versions", "review_figures", "mappings", "import_batches"),
        *("renewal_tracks", "workshops", "workshop_sheets", "early_offers", "quotes", "opportunities"),
        *("leads", "suggestions", "requests", "own_time", "snoozes", "peer_figures", "targets", "events"),
    }
)
"""Tables whose changes leave the war room as it is."""


class Reading(QObject):
    """Reads beside the window. ``carded``: there are other cards; ``counted``: other rooms or proposals."""

    counted = Signal()
    carded = Signal()

    def __init__(self, tasks: Tasks, source: WarSource, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self.period = ""
        self.as_of: date | None = None
        self.data: WarData | None = None
        self.board: BoardData | None = None

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show the rooms as of another day."""
        self.period, self.as_of = period, as_of
        self.read()

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that the war room shows."""
        tables = set(changes.ids) | changes.whole
        if tables <= _NOT_SHOWN:
            return
        if tables & CARDS and self.data is not None:
            self.read_cards()
        self.read()

    def read(self) -> None:
        """Read rooms and cards; what is shown stays until then."""
        if not self.period:
            return
        source, period, as_of, language = self._source, self.period, self.as_of, self._language

        def work(job: Job) -> tuple[WarData, BoardData]:
            found = source.rooms.data(period, as_of, language)
            job.check()
            marks = {room.account_id: room.mark for room in found.rooms}
            return found, source.board.data(found.closing, language, marks)

        self._tasks.query(self, work, self._take, slot="rooms")

    def read_cards(self) -> None:
        """Read the cards alone, which is quick."""
        data, source, language = self.data, self._source, self._language
        if data is None:
            return
        marks = {room.account_id: room.mark for room in data.rooms}

        def work(_: Job) -> BoardData:
            return source.board.data(data.closing, language, marks)

        self._tasks.query(self, work, partial(self._take_cards, data), slot="cards")

    def _take(self, found: tuple[WarData, BoardData]) -> None:
        self.data, self.board = found
        self.counted.emit()
        self.carded.emit()

    def _take_cards(self, of: WarData, board: BoardData) -> None:
        # Where rooms of another day have come meanwhile, their cards came with them.
        if of is self.data:
            self.board = board
            self.carded.emit()

    def room(self, room_id: int | None) -> Room | None:
        """An open or closed room by its number; None when it is not there."""
        if self.data is None:
            return None
        rooms = (*self.data.rooms, *self.data.closed)
        return next((room for room in rooms if room.id == room_id), None)
