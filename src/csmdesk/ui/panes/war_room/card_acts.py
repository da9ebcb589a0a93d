"""What is done to cards from the board: moved, confirmed, made, removed; each one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.tasks import Job, Problem

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.accept_sheet import AcceptSheet
    from csmdesk.ui.panes.war_room.pane import WarRoomPane


class CardActs(QObject):
    """The acts on the cards of ``pane``; ``said`` is what was done, and whether it can be undone."""

    said = Signal(str, bool)

    def __init__(self, pane: WarRoomPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._sheet: AcceptSheet | None = None

    @property
    def sheet(self) -> AcceptSheet | None:
        """The sheet that confirms an acceptance, once it has been needed."""
        return self._sheet

    def _refuse(self) -> bool:
        """True, and said why, when nothing can be changed; the board shows what the book has."""
        why = self._pane.read_only
        if why:
            self.said.emit(why, False)
            self._pane.board.put_back()
            self._pane.reading.read_cards()
        return bool(why)

    def move(self, card: int, status: str, before: object) -> None:
        """Put a card where the board shows it already."""
        if self._refuse():
            return
        board = self._pane.war.source.board
        in_front_of = before if isinstance(before, int) else None

        def work(_: Job) -> Changes:
            return board.move(card, status, in_front_of)

        self._pane.war.tasks.command(self, work, partial(self._moved, status), failed=self._not_moved)

    def _moved(self, status: str, _: Changes) -> None:
        column = next((c for c in self._pane.board.model.columns if c.key == status), None)
        if column is None or column.limit is None:
            return
        place = self._pane.board.model.columns.index(column)
        count = self._pane.board.model.count(place).all
        if count > column.limit:
            words = self.tr("“{column}”有 {count} 张卡片，上限是 {limit}。")
            self.said.emit(words.format(column=column.name, count=count, limit=column.limit), True)

    def _not_moved(self, problem: Problem) -> None:
        # What the board shows is not so.
        self._pane.board.put_back()
        self._pane.reading.read_cards()
        self._pane.war.tasks.failed.emit(problem)

    def ask_acceptance(self, card: int, status: str, before: object) -> None:
        """Ask whether a card meets its criteria before it is done."""
        found = self._pane.board.model.card(card)
        if found is None or self._refuse():
            return
        if self._sheet is None:
            from csmdesk.ui.panes.war_room.accept_sheet import AcceptSheet

            self._sheet = AcceptSheet(self._pane.war, self._pane.window(), self.said.emit)
        self._sheet.ask(found, status, before if isinstance(before, int) else None)

    def new(self, status: str = "todo") -> None:
        """Offer the form of a new card of the current room."""
        room = self._pane.lanes.current
        if room is None:
            self.said.emit(self.tr("先开作战室，才能加任务。"), False)
        elif not self._refuse():
            self._pane.beside.new_card(room, status or "todo")

    def remove(self, ids: Sequence[int]) -> None:
        """Take cards off the board."""
        if self._refuse():
            return
        wanted = list(ids)
        cards = [card for card in map(self._pane.board.model.card, wanted) if card is not None]
        board = self._pane.war.source.board

        def done(_: Changes) -> None:
            one = self.tr("已删除：{card}").format(card=cards[0].title) if len(cards) == 1 else ""
            self.said.emit(one or self.tr("已删除 %n 张卡片。", "", len(cards)), True)

        self._pane.war.tasks.command(self, lambda _: board.remove(wanted), done)
