"""How a war room gets on: its burn-down, and the open cards that have stood in their column the longest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.panes.war_room.burn_chart import BurnChart
from csmdesk.ui.panes.war_room.side_rows import LEAD, PAD, TRAIL, SideRows
from csmdesk.ui.panes.war_room.side_scroll import SideScroll
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from datetime import date

    from csmdesk.services.board_view import BoardData, Card
    from csmdesk.services.burn_down import BurnPoint
    from csmdesk.services.war_room_view import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarTools

_MOST = 12
_ROW = 44
_LINE = 20


class AgeRow(NamedTuple):
    """A card with how long it has stood where it is."""

    card: int
    title: str
    age: str
    column: str
    owner: str


class AgeRows(SideRows):
    """The cards; a click or Enter opens one."""

    row_height = _ROW
    spoken = ("title", "age", "column", "owner")

    def row_key(self, item: AgeRow) -> int:
        return item.card

    def draw(self, painter: QPainter, item: AgeRow, box: QRect) -> None:
        theme = self.theme
        inside = box.adjusted(PAD, 2, -PAD, -2)
        small = theme.metrics("small")
        room = inside.width() - small.horizontalAdvance(item.age) - PAD
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        title = theme.metrics().elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(inside.left(), inside.top(), room, _LINE), LEAD, title)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRect(inside.left(), inside.top(), inside.width(), _LINE), TRAIL, item.age)
        painter.setPen(theme.colour("t3"))
        words = "  ".join(part for part in (item.column, item.owner) if part)
        below = small.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QRect(inside.left(), inside.top() + _LINE, inside.width(), _LINE), LEAD, below)


class ProgressPage(QWidget):
    """Follows the current room. ``card_asked(card)`` wants a card made current, ``left()`` is Esc."""

    said = Signal(str, bool)
    card_asked = Signal(int)
    left = Signal()

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._room: Room | None = None
        self._board: BoardData | None = None
        self._closing: date | None = None
        self.burn = BurnChart(theme, tools.language)
        self.ages = AgeRows(theme)
        self.ages.setAccessibleName(self.tr("停留最久的任务"))
        self.ages.opened.connect(self._open)
        self.empty = EmptyState(
            theme, self.tr("没有作战室"), self.tr("开了作战室，这里会画出任务的燃尽。"), top=24
        )
        self.scroller = SideScroll(theme)
        self.burn_head = SectionHead(theme, self.tr("燃尽"))
        self.age_head = SectionHead(theme, self.tr("停留最久"))
        self.scroller.add(self.burn_head, above=8, below=0)
        self.scroller.add(self.burn)
        self.scroller.add(self.age_head, above=8, below=0)
        self.scroller.add(self.ages, out=PAD)
        self.scroller.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.scroller, 1)
        self._show_parts()

    def set_data(self, data: WarData, board: BoardData) -> None:
        """Take the newest rooms and cards."""
        self._board, self._closing = board, data.closing
        room = self._room
        if room is not None:
            self.show_room(next((each for each in data.rooms if each.id == room.id), None))

    def show_room(self, room: Room | None) -> None:
        """Show how a room gets on."""
        self._room = room
        self._show_parts()
        if room is None or self._closing is None or self._board is None:
            return
        self.burn_head.set_note(room.account)
        names = {column.key: column.name for column in self._board.columns}
        cards = [card for card in self._board.cards if card.room_id == room.id and card.status != "done"]
        cards.sort(key=_by_age)
        rows = [
            AgeRow(card.id, card.title, card.age_words, names.get(card.status, ""), card.owner)
            for card in cards[:_MOST]
        ]
        self.ages.set_items(rows)
        board, closing = self._tools.source.board, self._closing

        def work(_: Job) -> tuple[BurnPoint, ...]:
            return board.burn_down((room.id,), room.start, closing)

        self._tools.tasks.query(self, work, partial(self._take, room.id), slot="burn")

    def _take(self, room_id: int, points: tuple[BurnPoint, ...]) -> None:
        if self._room is not None and self._room.id == room_id:
            self.burn.set_points(points, self._room.deadline)

    def _show_parts(self) -> None:
        self.empty.setVisible(self._room is None)
        self.scroller.setVisible(self._room is not None)

    def _open(self, card: object) -> None:
        if isinstance(card, int):
            self.card_asked.emit(card)

    def enter(self) -> None:
        """Take the focus."""
        self.burn.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _by_age(card: Card) -> tuple[int, int]:
    """The longest first; those of which it is not known last."""
    return (-1 if card.age is None else -card.age - 2, card.id)
