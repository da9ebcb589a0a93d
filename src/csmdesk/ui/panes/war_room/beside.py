"""The place beside the board: stand-up, card and escalations, or the form of a war room in their place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.panes import NOW
from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.panes.war_room.reading import Reading
from csmdesk.ui.panes.war_room.side import LEAST, Side
from csmdesk.ui.theme import INSET

if TYPE_CHECKING:
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.form_in_place import FormInPlace
    from csmdesk.ui.panes.war_room.closed_review import ClosedReview
    from csmdesk.ui.panes.war_room.closing_form import ClosingForm
    from csmdesk.ui.panes.war_room.open_form import OpenForm
    from csmdesk.ui.panes.war_room.room_form import RoomForm
    from csmdesk.ui.panes.war_room.source import WarTools


_FORMS = f"{NOW}forms"


class Beside(QWidget):
    """Shows ``Side``, and over it one form at a time, each made when it is first asked for.

    ``turned()``: a form is shown, or none any more. ``room_asked(room)``, ``card_asked(card)`` and
    ``account_asked(account)`` ask for another one to be shown; ``accept_asked`` is that of the board;
    ``left`` asks for the focus to go back to the board.
    """

    said = Signal(str, bool)
    left = Signal()
    turned = Signal()
    room_asked = Signal(int)
    card_asked = Signal(int)
    account_asked = Signal(int)
    accept_asked = Signal(int, str, object)

    def __init__(self, tools: WarTools, reading: Reading, read_only: str) -> None:
        super().__init__()
        self._tools = tools
        self._reading = reading
        self._read_only = read_only
        self._open: OpenForm | None = None
        self._room: RoomForm | None = None
        self._closing: ClosingForm | None = None
        self._closed: ClosedReview | None = None
        self._shown: OpenForm | RoomForm | ClosingForm | ClosedReview | None = None
        self._waiting: dict[str, list[tuple[int, dict[str, str]]]] = {}
        """What was typed in forms that have not been made yet."""
        self._scrolls: dict[QWidget, ScrollRoom] = {}
        self.side = Side(tools)
        self.side.set_why_not(read_only)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.side)
        self.setMinimumWidth(LEAST)
        self.side.said.connect(self.said)
        self.side.asked.connect(self.close_form)
        self.side.left.connect(self.left)
        self.side.room_asked.connect(self.room_asked)
        self.side.card_asked.connect(self.card_asked)
        self.side.account_asked.connect(self.account_asked)
        self.side.accept_asked.connect(self.accept_asked)

    @property
    def stop(self) -> QWidget:
        """Where the focus goes."""
        form = self.form
        return self.side if form is None else form

    # --- stand-up, card, escalations ------------------------------------------------------------------------

    def show_data(self) -> None:
        """Take the newest rooms and cards."""
        data, board = self._reading.data, self._reading.board
        if data is not None and board is not None:
            self._leave_gone()
            self.side.set_data(data, board)

    def _leave_gone(self) -> None:
        """Close what is about a room that is no longer open, or no longer closed, as after undo."""
        data = self._reading.data
        about = (page for page in (self._room, self._closing, self._closed) if page is not None)
        page = next((page for page in about if page is self._shown), None)
        if data is None or page is None:
            return
        rooms = data.closed if page is self._closed else data.rooms
        if all(room.id != page.room_id for room in rooms):
            self._leave()

    def show_room(self, room: Room | None) -> None:
        """Another room is current."""
        self.side.show_room(room)

    def show_card(self, card_id: int | None) -> None:
        """Another card is current."""
        self.side.show_card(card_id)

    def show_escalation(self, escalation_id: int) -> None:
        """Show an escalation among the others."""
        self.close_form()
        self.side.show_page("escalations")
        self.side.escalations.choose(escalation_id)

    def open_card(self, card_id: int) -> None:
        """Go into a card."""
        self.side.open_card(card_id)

    def new_card(self, room_id: int, status: str) -> None:
        """Begin a new card."""
        self.side.new_card(room_id, status)

    def toggle_standup(self) -> None:
        """Begin the stand-up mode, or end it."""
        self.close_form()
        data = self._reading.data
        if self.side.in_standup:
            self.side.end_standup()
        elif data is not None:
            room = self.side.standup.room
            self.side.show_standup(data.rooms, None if room is None else room.id)

    # --- forms ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> FormInPlace | ClosedReview | None:
        """The form that is shown, if one is."""
        return self._shown

    def open_proposal(self, account_id: int, *, at_once: bool = False) -> None:
        """Offer the template of a war room for an account; ``at_once`` opens the room just so."""
        if self._read_only:
            self.said.emit(self._read_only, False)
            return
        if self._open is None:
            from csmdesk.ui.panes.war_room.open_form import OpenForm

            self._open = OpenForm(self._tools)
            self._open.opened_room.connect(self.room_asked)
            self._open.refused.connect(self._show_refused)
            self._add("open", self._open)
        data, reading = self._reading.data, self._reading
        names = {} if data is None else {each.account_id: each.account for each in data.proposals}
        name = names.get(account_id, "")
        self._open.show_account(account_id, name, reading.period, reading.as_of, at_once=at_once)
        if not at_once:
            self._show(self._open)

    def _show_refused(self) -> None:
        """A room that was to be opened at once was not: the form says why."""
        if self._open is not None and self._shown is not self._open:
            self._show(self._open)

    def open_at_once(self, account_id: int) -> None:
        """Open a war room as its template has it."""
        self.open_proposal(account_id, at_once=True)

    def edit_room(self, room_id: int) -> None:
        """Change goal, deadline, cause and squad of a room."""
        room = self._reading.room(room_id)
        if room is None:
            return
        if self._read_only:
            self.said.emit(self._read_only, False)
            return
        if self._room is None:
            from csmdesk.ui.panes.war_room.room_form import RoomForm

            self._room = RoomForm(self._tools)
            self._add("room", self._room)
        self._room.show_room(room)
        self._show(self._room)

    def close_room(self, room_id: int) -> None:
        """Close a room with its review."""
        room, data = self._reading.room(room_id), self._reading.data
        if room is None or data is None:
            return
        if self._read_only:
            self.said.emit(self._read_only, False)
            return
        if self._closing is None:
            from csmdesk.ui.panes.war_room.closing_form import ClosingForm

            self._closing = ClosingForm(self._tools)
            self._add("closing", self._closing)
        self._closing.show_room(room, data.closing)
        self._show(self._closing)

    def show_closed(self, room_id: int) -> None:
        """Show the closing review of a room, and offer to open it again."""
        room = self._reading.room(room_id)
        if room is None:
            return
        if self._closed is None:
            from csmdesk.ui.panes.war_room.closed_review import ClosedReview

            self._closed = ClosedReview(self._tools)
            self._closed.said.connect(self.said)
            self._closed.left.connect(self._leave)
            self._closed.reopened.connect(self.room_asked)
            self._closed.set_why_not(self._read_only)
            self._closed.account_asked.connect(self.account_asked)
            self._place(self._closed)
        self._closed.show_room(room)
        self._show(self._closed)

    def _add(self, name: str, form: FormInPlace) -> None:
        self._take_typed(name, form)
        form.saved.connect(self._saved)
        form.left.connect(self._leave)
        self._place(form)

    def _place(self, page: FormInPlace | ClosedReview) -> None:
        scroll = ScrollRoom(self._tools.theme)
        scroll.column.setContentsMargins(INSET, 16, INSET, 16)
        scroll.column.addWidget(page)
        scroll.column.addStretch(1)
        self._scrolls[page] = scroll
        self._pages.addWidget(scroll)

    def _show(self, page: OpenForm | RoomForm | ClosingForm | ClosedReview) -> None:
        self._shown = page
        self._pages.setCurrentWidget(self._scrolls[page])
        self.turned.emit()
        page.enter()

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    def _leave(self) -> None:
        self.close_form()
        self.left.emit()

    def close_form(self) -> bool:
        """Show the stand-up, card or escalations again; False when no form was there."""
        had = self._pages.currentWidget() is not self.side
        self._pages.setCurrentWidget(self.side)
        self._shown = None
        self.turned.emit()
        return had

    # --- what is remembered ---------------------------------------------------------------------------------

    def actions(self) -> list[Action]:  # type: ignore[override] # Qt's own list of actions is not used
        """What can be done here now."""
        return self.side.actions()

    def settle(self) -> None:
        """Save what is being typed and may be saved as it is."""
        self.side.settle()

    def save_state(self) -> dict[str, str]:
        """The page that is shown, and for this run what is typed and not saved."""
        typed = {
            name: [[about, values] for about, values in form.drafts().items()]
            for name, form in self._forms().items()
        }
        return {**self.side.drafts(), _FORMS: json.dumps({**self._waiting, **typed}, ensure_ascii=False)}

    def _forms(self) -> dict[str, FormInPlace]:
        """The forms that have been made, by name."""
        made = {"open": self._open, "room": self._room, "closing": self._closing}
        return {name: form for name, form in made.items() if form is not None}

    def _take_typed(self, name: str, form: FormInPlace) -> None:
        """Give a form that has just been made what was typed in it before the window was locked."""
        for about, values in self._waiting.pop(name, ()):
            form.take_draft(about, values)

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave."""
        self.side.take_drafts(state)
        self._waiting = json.loads(state.get(_FORMS, "{}"))
