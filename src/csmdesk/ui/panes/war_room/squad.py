"""The squad of a war room: who it is, what is on their cards, until when, and whose word is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from csmdesk.services.account_words import short_day
from csmdesk.services.standups import member_kept
from csmdesk.ui.panes.war_room.side_rows import LEAD, PAD, TRAIL, SideRows
from csmdesk.ui.widgets.crisp import draw_icon

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData
    from csmdesk.services.war_room_view import Member, Room
    from csmdesk.ui.panes.war_room.standup_log import Speaker

_TEXT = PAD + 22
_LINE = 28
_SECOND = 18


def is_owner(member: Member, owner: str) -> bool:
    """True when a card of ``owner`` is a member's: by name, or by role in either language."""
    kept = member_kept(owner)
    return bool(owner) and (owner == member.name or kept in {member.role, f"{member.role} {member.name}"})


def owners_of(room: Room | None, board: BoardData | None) -> list[str]:
    """Who can own a card of a room: its squad as its cards call them, then whoever else owns cards."""
    owners = () if board is None else board.owners
    squad = [] if room is None else [owner_of(member, owners) for member in room.squad]
    return list(dict.fromkeys((*squad, *owners)))


def owner_of(member: Member, owners: Sequence[str]) -> str:
    """What a member is called as an owner: by name, else by role, in the words that cards have for it."""
    return member.name or next((each for each in owners if is_owner(member, each)), member.role_words)


def member_of(room: Room, speaker: Speaker) -> Member | None:
    """Who of a room's squad speaks; None for somebody who has left it, or for the room as a whole."""
    for member in room.squad:
        if member.id is not None and member.id == speaker.id:
            return member
        if speaker.id is None and speaker.name == f"{member.role_words} {member.name}".strip():
            return member
    return None


class SquadRow(NamedTuple):
    """One member as shown: ``cards`` at the right (1 进行中), ``second`` below (contact · goal · until when).

    ``key`` chooses the member; ``spoken`` says that the log has something of theirs.
    """

    key: str
    name: str
    cards: str = ""
    second: str = ""
    spoken: bool = False


class SquadRows(SideRows):
    """The members; the chosen one stands on the ground of a selection. ``opened(key)`` chooses another.

    ↑ ↓ Home End move, and what they move to is chosen; Space belongs to the clock.
    """

    chosen = ""

    def show_squad(
        self,
        room: Room,
        speakers: Mapping[str, Speaker],
        columns: Mapping[str, str],
        written: Callable[[str], bool],
        day: date,
    ) -> None:
        """Show who speaks in a stand-up of ``room``, with what is on their cards in the named ``columns``."""
        rows = []
        for key, speaker in speakers.items():
            member = member_of(room, speaker)
            if member is None:
                rows.append(SquadRow(key, speaker.name or room.account, spoken=written(key)))
                continue
            rows.append(
                SquadRow(
                    key,
                    f"{member.role_words} {member.name}".strip(),
                    self._cards(member, columns, day),
                    self._second(member, day),
                    written(key),
                )
            )
        self.set_rows(rows, self.chosen)

    def _cards(self, member: Member, columns: Mapping[str, str], day: date) -> str:
        """1 待办，07-07: what is open, and until when the next of it."""
        counts = [
            f"{member.cards[status]} {name}"
            for status, name in columns.items()
            if status != "done" and member.cards.get(status)
        ]
        if not counts:
            return self.tr("没有任务")
        words = self.tr("、").join(counts)
        due = member.next_deadline
        return words if due is None else self.tr("{what}，{day}").format(what=words, day=short_day(due, day))

    def _second(self, member: Member, day: date) -> str:
        due = (
            "" if member.deadline is None else self.tr("{day} 前").format(day=short_day(member.deadline, day))
        )
        return " · ".join(part for part in (member.contact, member.goal, due) if part)

    def set_rows(self, rows: Sequence[SquadRow], chosen: str) -> None:
        """Show ``rows`` with one of them chosen."""
        if tuple(rows) != self.items:
            self.set_items(rows)
        self.set_chosen(chosen)

    def set_chosen(self, key: str) -> None:
        """Choose without a signal."""
        self.chosen = key
        keys = [item.key for item in self.items]
        if key in keys:
            self.go_to(keys.index(key))

    def row_key(self, item: SquadRow) -> str:
        return item.key

    def _beside(self, item: SquadRow) -> bool:
        """True when name and cards have room beside each other."""
        name = self.theme.metrics().horizontalAdvance(item.name)
        cards = self.theme.metrics("small").horizontalAdvance(item.cards)
        return name + cards + 2 * PAD <= self.width() - _TEXT - PAD

    def _below(self, item: SquadRow) -> tuple[str, ...]:
        """The grey lines under the name."""
        cards = "" if self._beside(item) else item.cards
        return tuple(words for words in (cards, item.second) if words)

    def height_of(self, item: SquadRow) -> int:
        return _LINE + _SECOND * len(self._below(item))

    def read_out(self, item: SquadRow) -> str:
        written = self.tr("已记") if item.spoken else self.tr("未记")
        parts = (item.name, item.cards, item.second, written)
        return "  ".join(part for part in parts if part)

    def draw(self, painter: QPainter, item: SquadRow, box: QRect) -> None:
        theme = self.theme
        self.draw_ground(painter, box, hot=item is self.hot, chosen=item.key == self.chosen)
        line = QRect(box.left() + _TEXT, box.top(), box.width() - _TEXT - PAD, _LINE)
        icon, role = ("check", "greent") if item.spoken else ("person", "t3")
        draw_icon(painter, theme, icon, role, box.left() + PAD, line.center().y() - 6, 14)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        name = theme.metrics().elidedText(item.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, LEAD, name)
        small = theme.metrics("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        if self._beside(item):
            painter.drawText(line, TRAIL, item.cards)
        below = QRect(line.left(), line.bottom() - 3, line.width(), _SECOND)
        for words in self._below(item):
            painter.drawText(below, LEAD, small.elidedText(words, Qt.TextElideMode.ElideRight, below.width()))
            below.translate(0, _SECOND)
        painter.setFont(theme.font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.current
        super().keyPressEvent(event)
        if self.current != before:
            self.opened.emit(self.items[self.current].key)
