"""What a stand-up decides: the decisions of its log, and the line that makes a card of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.fields import FieldError, one_line
from csmdesk.ui.panes.war_room.decisions import Decision, DecisionLine, DecisionRows
from csmdesk.ui.panes.war_room.side_rows import PAD
from csmdesk.ui.panes.war_room.states import ring_of
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData
    from csmdesk.services.task_drafts import CardDraft
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.panes.war_room.standup_log import LogForm
    from csmdesk.ui.tasks import Problem


class DecisionPart(QWidget):
    """The decisions of ``log``. ``card_opened(card)`` wants the card that one became shown.

    A line that is half typed stays with its room.
    """

    card_opened = Signal(int)

    def __init__(self, tools: WarTools, log: LogForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._log = log
        self._room = 0
        self._lines: dict[int, dict[str, str]] = {}
        self.head = SectionHead(tools.theme, self.tr("决定"))
        self.rows = DecisionRows(tools.theme)
        self.rows.setAccessibleName(self.tr("今天的决定"))
        self.line = DecisionLine(tools.theme, tools.language, tools.source.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.head, self.rows, self.line):
            inset = 0 if part is self.rows else PAD
            holder = QVBoxLayout()
            holder.setContentsMargins(inset, 0, inset, 0)
            holder.addWidget(part)
            column.addLayout(holder)
        self.rows.opened.connect(self._open)
        self.rows.remove_asked.connect(self._remove)
        self.line.entered.connect(self._decide)

    def show_room(self, room_id: int) -> None:
        """Show the line of a room; 0 for none."""
        if room_id == self._room:
            return
        if self._room and self.line.typed:
            self._lines[self._room] = self.line.typed
        self._room = room_id
        self.line.put(self._lines.pop(room_id, {}))

    def show_decisions(self, board: BoardData | None) -> None:
        """Show the decisions of the log, each with how its card stands."""
        columns = {} if board is None else {column.key: column.name for column in board.columns}
        cards = (
            {} if board is None else {one_line(c.title): c for c in board.cards if c.room_id == self._room}
        )
        rows = []
        for place, words in enumerate(self._log.decisions):
            card = cards.get(one_line(words))
            if card is None:
                rows.append(Decision(place, words))
            else:
                rows.append(Decision(place, words, card.id, ring_of(card.status), columns[card.status]))
        if tuple(rows) != self.rows.items:
            self.rows.set_items(rows)
        self.head.set_note(str(len(rows)) if rows else "")

    def set_owners(self, owners: Sequence[str], owner: str) -> None:
        """Offer these owners for the card of the next decision, ``owner`` first."""
        self.line.set_owners(owners, owner)

    # --- changing -------------------------------------------------------------------------------------------

    def _decide(self, words: str, card: CardDraft | None) -> None:
        told = (
            self.tr("已记决定，任务在待办里：{words}") if card is not None else self.tr("已记决定：{words}")
        )
        self._log.submit(
            (*self._log.decisions, words),
            () if card is None else (card,),
            told.format(words=words),
            then=partial(self._decided, words),
            failed=self._refuse,
        )

    def _decided(self, words: str) -> None:
        # What was typed meanwhile is the beginning of the next decision.
        if one_line(self.line.words.text) == words:
            self.line.clear()
        self.line.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, problem: Problem) -> None:
        field = problem.error.field if isinstance(problem.error, FieldError) else ""
        at = self.line.form.fields.get(field, self.line.words)
        at.set_problem(problem.text.to(self._tools.language))

    def _open(self, place: int) -> None:
        card = next((item.card for item in self.rows.items if item.line == place), 0)
        if card:
            self.card_opened.emit(card)

    def _remove(self, place: int) -> None:
        left = tuple(words for index, words in enumerate(self._log.decisions) if index != place)
        self._log.submit(
            left, (), self.tr("已从记录里去掉：{words}").format(words=self._log.decisions[place])
        )

    # --- what is remembered ---------------------------------------------------------------------------------

    @property
    def lines(self) -> dict[int, dict[str, str]]:
        """Decisions half typed, by room."""
        typed = self.line.typed
        return self._lines | ({self._room: typed} if self._room and typed else {})

    def take_lines(self, lines: dict[int, dict[str, str]]) -> None:
        """Have decisions half typed ready for when their room is shown."""
        self._lines.update(lines)
