"""The war room's pane: proposals and heads of the war rooms, the board below, a card or stand-up beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.health import BANDS, Bands
from csmdesk.domain.text import Language, Text
from csmdesk.services.kept_state import KeptState
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import NOW, Pane
from csmdesk.ui.panes.war_room.beside import Beside
from csmdesk.ui.panes.war_room.board import Board
from csmdesk.ui.panes.war_room.board_filters import BoardFilters
from csmdesk.ui.panes.war_room.card_acts import CardActs
from csmdesk.ui.panes.war_room.head import PaneHead
from csmdesk.ui.panes.war_room.lanes import Lanes
from csmdesk.ui.panes.war_room.pane_tools import PaneTools
from csmdesk.ui.panes.war_room.proposals import ProposalBar
from csmdesk.ui.panes.war_room.reading import Reading
from csmdesk.ui.panes.war_room.source import WarSource, WarTools
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.split import Split

_BESIDE, _LEAST_BESIDE, _SHARE = 286, 276, 0.24
"""The width of the side: at most and at least until the user moves the line, and its part of the pane."""

_LOW, _LEAST_BOARD = 640, 230
"""In a pane lower than this proposals have one row; with less than this for the board, lanes are short."""

_KEYS = {
    "/": "filter",
    "N": "new",
    "M": "standup",
    "A": "whose",
    "G": "room",
    "O": "open",
    "Ctrl+E": "export",
    "Alt+Left": "lane_back",
    "Alt+Right": "lane_forward",
    "Alt+F": "chips",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""

_LETTERS = frozenset(key for key in _KEYS if len(key) == 1 and key.isalpha())
"""Letters that act instead of going to the filter."""

_WORDS = f"{NOW}words"


class WarRoomPane(Pane):
    """One board for all war rooms or the current one; everything is read beside the window."""

    icon_name = "war"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: WarSource,
        read_only: Text | None,
        language: Language,
        kept: KeptState,
        book_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._kept = kept
        self.whose = "all"
        self._wanted_room = self._wanted_card = 0
        self.book_name = book_name
        self.war = WarTools(theme, tasks, source, language)
        self.read_only = "" if read_only is None else read_only.to(language)
        self.reading = Reading(tasks, source, language, self)
        self.head = PaneHead(theme, self.title)
        self.proposals = ProposalBar(self.war)
        self.lanes = Lanes(self.war)
        self.board = Board(self.war)
        self.filters = BoardFilters(theme, self.board)
        self.beside = Beside(self.war, self.reading, self.read_only)
        self.acts = CardActs(self)
        self.tools = PaneTools(self)
        self._none = EmptyState(theme, self.tr("没有红色客户。"), self._when(BANDS))
        self._lay_out()
        self._connect()
        self.board.set_action_keys(_LETTERS)
        self.head.set_why_not(self.read_only)
        self.proposals.set_why_not(self.read_only)
        self.lanes.set_read_only(bool(self.read_only))

    @property
    def title(self) -> str:
        return self.tr("作战室")

    # --- layout ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.filters)
        below.addWidget(self.board, 1)
        self.split = Split(self._theme)
        self.split.addWidget(left)
        self.split.addWidget(self.beside)
        self.split.share(1, _SHARE, _LEAST_BESIDE, _BESIDE)
        place = QWidget()
        self._pages = QStackedLayout(place)
        self._pages.addWidget(self.split)
        self._pages.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, Line(self._theme), self.proposals, self.lanes, Line(self._theme)):
            column.addWidget(part)
        column.addWidget(place, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Leave the board its room: what stands above it gives way where the window is low."""
        self.proposals.set_short(self.height() < _LOW)
        asked = 0 if self.proposals.isHidden() else self.proposals.sizeHint().height()
        rest = self.height() - self.head.height() - asked - self.lanes.whole_height
        self.lanes.set_short(rest < _LEAST_BOARD)

    def _connect(self) -> None:
        self.reading.counted.connect(self._counted)
        self.reading.carded.connect(self._carded)
        self.head.whose_chosen.connect(self.choose_whose)
        self.head.standup_asked.connect(self.tools.stand_up)
        self.head.export_asked.connect(self.tools.open_export_menu)
        self.head.closed_asked.connect(self.tools.open_closed_menu)
        self.head.new_asked.connect(partial(self.acts.new, "todo"))
        self.proposals.open_asked.connect(self.beside.open_proposal)
        self.proposals.open_now_asked.connect(self.beside.open_at_once)
        self.proposals.decline_asked.connect(self.tools.decline)
        self.proposals.account_asked.connect(self.open_account)
        self.lanes.current_changed.connect(self._room_changed)
        self.lanes.figure_opened.connect(self.tools.open_figure)
        self.lanes.edit_asked.connect(self.beside.edit_room)
        self.lanes.close_asked.connect(self.beside.close_room)
        self.lanes.account_asked.connect(self.open_account)
        self.board.current_changed.connect(self._card_changed)
        self.board.opened.connect(self.beside.open_card)
        self.board.moved.connect(self.acts.move)
        self.board.accept_asked.connect(self.acts.ask_acceptance)
        self.board.remove_asked.connect(self.acts.remove)
        self.board.new_asked.connect(self.acts.new)
        self.board.said.connect(self.said)
        self.filters.changed.connect(self._keep)
        self.beside.said.connect(self.said)
        self.beside.left.connect(self._focus_left)
        self.beside.turned.connect(self._turn)
        self.beside.room_asked.connect(self.go_to_room)
        self.beside.card_asked.connect(self.go_to_card)
        self.beside.account_asked.connect(self.open_account)
        self.beside.accept_asked.connect(self.acts.ask_acceptance)
        self.acts.said.connect(self.said)
        self.tools.said.connect(self.said)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)
        self._tasks.query(self, self._read_kept, self.filters.restore, slot="kept")

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def settle(self) -> None:
        self.beside.settle()

    def stops(self) -> list[QWidget]:
        places = (self.proposals, self.lanes, self.board, self.beside.stop)
        return [place for place in places if place.isVisible()] or [self]

    def actions(self) -> list[Action]:  # type: ignore[override]
        found = self.tools.actions()
        known = {action.shortcut for action in found if action.shortcut}
        others = [*self.board.actions(), *self.beside.actions()]
        return [*found, *(action for action in others if action.shortcut not in known)]

    def open(self, kind: str, key: int) -> bool:
        if kind == "task":
            if self.reading.board is None:
                self._wanted_card = key
            else:
                self.go_to_card(key)
            return True
        if kind == "escalation":
            self.beside.show_escalation(key)
            return True
        if kind != "war_room":
            return False
        self._wanted_room = key
        self._go_to_wanted()
        return True

    def save_state(self) -> dict[str, str]:
        room = self.lanes.current
        return {
            "sizes": self.split.sizes_text,
            "room": "" if room is None else str(room),
            "card": "" if self.board.current is None else str(self.board.current),
            "whose": self.whose,
            "folder": self.tools.folder,
            _WORDS: self.filters.field.text,
            **self.beside.save_state(),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.split.set_sizes_text(state.get("sizes", ""))
        room, card = state.get("room", ""), state.get("card", "")
        self._wanted_room = int(room) if room.isdecimal() else 0
        self._wanted_card = int(card) if card.isdecimal() else 0
        self.whose = "one" if state.get("whose") == "one" else "all"
        self.head.whose.set_key(self.whose)
        self.tools.folder = state.get("folder", "")
        self.filters.field.set_text(state.get(_WORDS, ""))
        self.beside.restore_state(state)

    # --- what has been read ---------------------------------------------------------------------------------

    def _read_kept(self, _: Job) -> str:
        return self._kept.kept()

    def _keep(self) -> None:
        """Names of owners are kept in the book, and nowhere else."""
        self._tasks.query(self, partial(_keep, self._kept, self.filters.state()), slot="keep")

    def _when(self, bands: Bands) -> str:
        """When this pane proposes a war room."""
        return self.tr("健康度低于 {limit} 时这里会提议开作战室。").format(limit=bands.red_words)

    def _counted(self) -> None:
        data = self.reading.data
        assert data is not None
        self.proposals.set_proposals(data.proposals, data.bands)
        self.filters.set_accounts([room.account_id for room in data.rooms])
        self.lanes.set_rooms(data.rooms)
        if data.proposals:
            open_one = self.tr("上面的客户跌破了 {limit}：按 O 开一个作战室。")
            self._none.set_words(self.tr("还没有作战室。"), open_one.format(limit=data.bands.red_words))
        else:
            self._none.set_words(self.tr("没有红色客户。"), self._when(data.bands))
        self._fit_height()
        self._turn()
        self.show_head()

    def _turn(self) -> None:
        """Show the board, also while a form stands beside it; without a room the way to the first one."""
        data = self.reading.data
        empty = data is not None and not (data.rooms or data.closed)
        self._pages.setCurrentWidget(self._none if empty and self.beside.form is None else self.split)

    def _focus_left(self) -> None:
        """A form or a page beside the board was left."""
        if self.board.isVisible():
            self.board.focus_cards()
        else:
            self.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _carded(self) -> None:
        if self.reading.board is None:
            return
        if not self.board.columns and not self._wanted_room:
            # The board begins with its first card, whose room need not be the first one.
            self._wanted_room = self.lanes.current or 0
        self.board.set_data(self.reading.board)
        self.beside.show_data()
        self._go_to_wanted()

    def show_head(self) -> None:
        """Say in the head what is shown."""
        data, room = self.reading.data, self.lanes.current_room
        if data is not None:
            name = "" if room is None else room.account
            self.head.show_rooms(data.red, len(data.rooms), len(data.closed), name, data.bands)

    # --- rooms and cards ------------------------------------------------------------------------------------

    def _room_changed(self, room_id: object) -> None:
        room = self.reading.room(room_id if isinstance(room_id, int) else None)
        self._narrow()
        self.show_head()
        self.beside.show_room(room)
        current = self.board.current_card
        if room is not None and (current is None or current.room_id != room.id):
            first = next((card for card in self.board.cards if card.room_id == room.id), None)
            if first is not None:
                self.board.set_current(first.id)
                self.beside.show_card(first.id)

    def _card_changed(self, card_id: object) -> None:
        card = self.board.current_card
        self.beside.show_card(card_id if isinstance(card_id, int) else None)
        if card is not None and card.room_id != self.lanes.current:
            self.lanes.set_current(card.room_id)
            self.beside.show_room(self.reading.room(card.room_id))
            self.show_head()

    def go_to_room(self, room_id: int) -> None:
        """Make a room the current one, as soon as it is there."""
        if all(room.id != room_id for room in self.lanes.rooms):
            self._wanted_room = room_id
            return
        self.lanes.set_current(room_id)
        self._room_changed(self.lanes.current)

    def go_to_card(self, card_id: int) -> None:
        """Make a card the current one, as soon as it is there."""
        if self.board.model.card(card_id) is None:
            self._wanted_card = card_id
            return
        if not self.board.set_current(card_id):
            self.filters.clear()
            self.board.set_current(card_id)
        self._card_changed(card_id)

    def _go_to_wanted(self) -> None:
        """Go to what was asked for before it was there."""
        room, self._wanted_room = self._wanted_room, 0
        card, self._wanted_card = self._wanted_card, 0
        if room:
            self.go_to_room(room)
        if card:
            self.go_to_card(card)

    def choose_whose(self, whose: str) -> None:
        """Show the cards of all rooms, or of the current one only."""
        self.whose = whose
        self.head.whose.set_key(whose)
        self._narrow()

    def toggle_whose(self) -> None:
        """The other of the two."""
        self.choose_whose("one" if self.whose == "all" else "all")

    def _narrow(self) -> None:
        room = self.lanes.current
        one = self.whose == "one" and room is not None
        self.board.set_rooms(frozenset({room}) if one and room is not None else None)

    def open_account(self, account_id: int) -> None:
        """Show an account in its own pane."""
        self.open_asked.emit("account", account_id)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A list or a button lets these pass to here, a field takes them as text.
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        key = _KEYS.get(pressed, "")
        if pressed == "Esc" and self._escape():
            return
        if not key:
            super().keyPressEvent(event)
            return
        action = next(a for a in self.tools.actions() if a.key == f"war.{key}")
        if action.why_not:
            self.said.emit(action.why_not, False)
        else:
            action.run()

    def _escape(self) -> bool:
        """Leave what was opened last: a form beside, the filter."""
        if self.beside.close_form():
            self._focus_left()
            return True
        if self.filters.narrows:
            self.filters.clear()
            return True
        return False


def _keep(kept: KeptState, state: str, _: Job) -> None:
    kept.keep(state)
