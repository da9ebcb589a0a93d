"""Who speaks in a stand-up: the members by name over the fields, and the squad with its cards below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.war_room.squad import SquadRows, is_owner, member_of, owner_of
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData, Card
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.war_room.standup_log import LogForm
    from csmdesk.ui.theme import Theme


class Members(QObject):
    """``tabs`` and ``rows`` choose who speaks, whose words ``log`` has; ``chosen()`` after that."""

    chosen = Signal()

    def __init__(self, theme: Theme, log: LogForm) -> None:
        super().__init__(log)
        self._log = log
        self._room: Room | None = None
        self._owners: tuple[str, ...] = ()
        self.tabs = Tabs(theme, self.tr("谁在说"), height=30, inset=INSET)
        self.head = SectionHead(theme, self.tr("小组"))
        self.rows = SquadRows(theme)
        self.rows.setAccessibleName(self.tr("小组"))
        self.tabs.changed.connect(self.choose)
        self.rows.opened.connect(self.choose)

    def show_room(self, room: Room, board: BoardData | None, day: date) -> None:
        """Show who speaks in a stand-up of ``room``, and who has spoken."""
        log = self._log
        self._room = room
        self._owners = () if board is None else board.owners
        columns = {} if board is None else {column.key: column.name for column in board.columns}
        tabs = [
            Tab(key, self._called(key), mark="green" if log.has_words(key) else "") for key in log.speakers
        ]
        if tabs != list(self.tabs.tabs):
            self.tabs.set_tabs(tabs)
        self.tabs.set_current(log.member)
        self.tabs.setVisible(len(tabs) > 1)
        self.rows.chosen = log.member
        self.rows.show_squad(room, log.speakers, columns, log.has_words, day)
        count = sum(log.has_words(key) for key in log.speakers)
        self.head.set_note(self.tr("{count}/{all} 已记").format(count=count, all=len(log.speakers)))

    def choose(self, key: str) -> None:
        """Have what another member says in the fields."""
        self._log.show_member(key)
        self.chosen.emit()

    def step(self, by: int) -> None:
        """The next member, or the one before."""
        keys = list(self._log.speakers)
        to = keys.index(self._log.member) + by if self._log.member in keys else -1
        if 0 <= to < len(keys):
            self.choose(keys[to])

    def choose_owner(self, card: Card | None) -> None:
        """Let the owner of a card speak, when it is one of the squad."""
        for key, speaker in self._log.speakers.items():
            member = None if self._room is None else member_of(self._room, speaker)
            if member is not None and card is not None and is_owner(member, card.owner):
                self.choose(key)
                return

    def _called(self, key: str) -> str:
        """A member as a tab has room for them: by name where there is one, else by role."""
        speaker = self._log.speakers[key]
        member = None if self._room is None else member_of(self._room, speaker)
        return speaker.name if member is None else member.name or member.role_words

    @property
    def owner(self) -> str:
        """What the one who speaks is called as the owner of a card; '' when it is nobody of the squad."""
        speaker = self._log.speakers.get(self._log.member)
        member = None if self._room is None or speaker is None else member_of(self._room, speaker)
        return "" if member is None else owner_of(member, self._owners)
