"""The stand-up: clock, room, the cards one by one, what each of the squad says, decisions, earlier days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csmdesk.services.machine_clock import read_clock
from csmdesk.ui.panes.war_room.card_walk import CardWalk, open_cards
from csmdesk.ui.panes.war_room.decision_part import DecisionPart
from csmdesk.ui.panes.war_room.kept_clocks import KeptClocks
from csmdesk.ui.panes.war_room.members import Members
from csmdesk.ui.panes.war_room.side_rows import PAD
from csmdesk.ui.panes.war_room.side_scroll import SideScroll
from csmdesk.ui.panes.war_room.squad import owners_of
from csmdesk.ui.panes.war_room.standup_head import StandupHead
from csmdesk.ui.panes.war_room.standup_history import StandupHistory
from csmdesk.ui.panes.war_room.standup_log import LogForm
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.focus import step_focus

if TYPE_CHECKING:
    from csmdesk.domain.clock import Reading
    from csmdesk.services.board_view import BoardData
    from csmdesk.services.war_room_view import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarTools

_Key, _Held = Qt.Key, Qt.KeyboardModifier
_ENTER = {_Key.Key_Return, _Key.Key_Enter}
_CARD_KEYS = {_Key.Key_J: 1, _Key.Key_K: -1}
_CARD_KEYS_IN_TEXT = {"Alt+PgDown": 1, "Alt+PgUp": -1}
_MEMBER_KEYS = {"Alt+Down": 1, "Alt+Up": -1}
_MOST_NAME = 8


class StandupPage(QWidget):
    """One room at a time. ``begin`` is the stand-up mode: card by card, then the next room.

    ``room_asked(room)``: it has gone on to another room, ``card_asked(card)``: to another card; the board
    shows both. ``mode_changed(on)`` when the mode begins or ends, ``left()`` is Esc.
    """

    said = Signal(str, bool)
    room_asked = Signal(int)
    card_asked = Signal(int)
    card_opened = Signal(int)
    mode_changed = Signal(bool)
    left = Signal()

    def __init__(
        self, tools: WarTools, read: Callable[[], Reading] = read_clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self.room: Room | None = None
        self.on = False
        self._rooms: tuple[Room, ...] = ()
        self._closed: tuple[Room, ...] = ()
        self._board: BoardData | None = None
        self._closing: date | None = None
        self._day: date | None = None
        self._owner_due = False
        """The owner of the card that is talked about speaks as soon as it is known who can."""
        theme = tools.theme
        self.clocks = KeptClocks(tools, read, self)
        self.head = StandupHead(theme, read)
        self.clock = self.head.clock
        self.walk = CardWalk(theme, tools.language)
        self.log = LogForm(tools)
        self.members = Members(theme, self.log)
        self.decisions = DecisionPart(tools, self.log)
        self.history = StandupHistory(tools)
        self.save_button = Button(theme, self.tr("保存"), kind="primary", hint="Ctrl ↵")
        self.end_button = Button(theme, self.tr("结束站会"), hint="M")
        self.empty = EmptyState(
            theme,
            self.tr("没有作战室"),
            self.tr("红色客户会出现在上面，开了作战室就可以记站会。"),
            top=24,
        )
        self._lay_out()
        self._connect()
        self._show_parts()

    def _lay_out(self) -> None:
        foot = FlowRow()
        foot.add(self.save_button)
        foot.add(self.end_button)
        self.view = SideScroll(self._tools.theme)
        for part, out in (
            (self.walk, 0),
            (self.members.tabs, INSET),
            (self.log, 0),
            (self.decisions, PAD),
            (foot, 0),
            (self.members.head, 0),
            (self.members.rows, PAD),
            (self.history, PAD),
        ):
            self.view.add(part, out=out)
        self.view.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.empty)
        whole.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.clocks.ready.connect(self._show_clock)
        self.clock.moved.connect(self.clocks.keep)
        self.clock.ended.connect(self._ring)
        self.head.day_asked.connect(self._to_day)
        self.walk.moved.connect(self._to_card)
        self.walk.past.connect(self._past_cards)
        self.walk.opened.connect(self.card_opened)
        self.members.chosen.connect(self._show_members)
        self.log.said.connect(self.said)
        self.log.shown.connect(self._show_log)
        self.log.typed.connect(self._show_members)
        self.log.saved.connect(self._show_log)
        self.decisions.card_opened.connect(self.card_opened)
        self.history.day_asked.connect(self.show_day)
        self.save_button.clicked.connect(self.finish)
        self.end_button.clicked.connect(self.end)
        # Shortcuts, since what scrolls would take these keys on their way from a text to the page.
        for keys, act in ((_MEMBER_KEYS, self._step_member), (_CARD_KEYS_IN_TEXT, self._step_card)):
            for key, by in keys.items():
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(act, by))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # --- content --------------------------------------------------------------------------------------------

    def set_data(self, data: WarData, board: BoardData) -> None:
        """Take what the war room shows; the room that is shown stays, with what is typed."""
        self._rooms, self._closed = data.rooms, data.closed
        self._board, self._closing = board, data.closing
        self.clocks.ask()
        if self.room is not None:
            self.show_room(self._found(self.room.id) or (self._rooms[0] if self._rooms else None))

    def _found(self, room_id: int) -> Room | None:
        return next((room for room in (*self._rooms, *self._closed) if room.id == room_id), None)

    @property
    def today(self) -> date:
        """The day of a stand-up that is held now: today, or the closing day when that is earlier."""
        today = self._tools.source.today()
        return today if self._closing is None else min(self._closing, today)

    @property
    def day(self) -> date:
        """The day of the log that is shown."""
        return self._day or self.today

    def show_room(self, room: Room | None, day: date | None = None) -> None:
        """Show a room with the log of ``day``, or of today; the same room again is brought up to date."""
        before = self.room
        changed = (before and before.id) != (room and room.id)
        if changed:
            self._leave_room()
            self._day = None
        self.room = room
        if day is not None:
            self._day = None if day == self.today else day
        elif changed and room is not None and room.closed_day is not None:
            self._day = min(room.closed_day, self.today)
        self._show_parts()
        self.decisions.show_room(0 if room is None else room.id)
        if room is None:
            self.log.put_away()
            return
        if changed:
            self._show_clock()
        if self._board is not None:
            columns = {column.key: column.name for column in self._board.columns}
            self.walk.set_cards(open_cards(self._board, room.id), columns)
        self.log.show_log(room, self.day)
        self.history.show_room(room, self.day)

    def show_day(self, room_id: int, day: date) -> None:
        """Show the log of another day, perhaps of another room, to read or to write it later."""
        room = self._found(room_id)
        if room is None:
            return
        other = self.room is None or room.id != self.room.id
        self.show_room(room, day)
        if other:
            self.room_asked.emit(room_id)
        self.view.ensureVisible(0, 0)

    def _to_day(self, day: date) -> None:
        if self.room is not None:
            self.show_room(self.room, day)
            self.log.enter()

    def _leave_room(self) -> None:
        """Another room is shown: what was said is saved, and the clock of the one before stands."""
        if self.room is not None:
            self.log.save(self._seconds)
            self.clock.stop()

    def _show_parts(self) -> None:
        room = self.room
        self.empty.setVisible(room is None)
        self.head.setVisible(room is not None)
        self.view.setVisible(room is not None)
        self.walk.setVisible(self.on)
        self.end_button.setVisible(self.on)
        if room is None:
            return
        rooms = [each.id for each in self._rooms]
        place = f"{rooms.index(room.id) + 1}/{len(rooms)}" if self.on and room.id in rooms else ""
        self.head.show_room(room, place, self.day, self.today)
        following = self._next_room(1)
        if self.on and following is not None:
            name = following.account
            short = name if len(name) <= _MOST_NAME else f"{name[: _MOST_NAME - 1]}…"
            words = self.tr("保存，下一个 {account}").format(account=short)
        else:
            words = self.tr("保存并结束") if self.on else self.tr("保存")
        self.save_button.setText(words)
        self.save_button.updateGeometry()

    def _show_log(self) -> None:
        if self._owner_due:
            self._let_owner_speak()
        self._show_members()
        self.decisions.show_decisions(self._board)

    def _show_members(self) -> None:
        if self.room is not None:
            self.members.show_room(self.room, self._board, self.day)
            self.decisions.set_owners(owners_of(self.room, self._board), self.members.owner)

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        for area in self.log.areas.values():
            area.edit.setReadOnly(bool(why))
        self.decisions.line.setHidden(bool(why))
        self.save_button.set_why_not(why)

    # --- clock ----------------------------------------------------------------------------------------------

    def _show_clock(self) -> None:
        if self.room is not None and self.clocks.is_ready:
            self.clock.set_clock(self.clocks.of(self.room.id, self.today))

    @property
    def _seconds(self) -> int | None:
        """How long the stand-up has taken; None for a log of another day."""
        return self.clock.taken if self._day is None else None

    def toggle_clock(self) -> None:
        """Start or stop the clock."""
        if self.room is not None and self.clocks.is_ready:
            self.clock.toggle()

    def _ring(self) -> None:
        if self.room is not None:
            words = self.tr("{account}的站会 {minutes} 分钟到了。")
            minutes = self.clock.clock.seconds // 60
            self.said.emit(words.format(account=self.room.account, minutes=minutes), False)

    # --- the mode -------------------------------------------------------------------------------------------

    def begin(self, room: Room | None = None) -> None:
        """Begin the stand-up mode with this room, or the one that is shown, or the first."""
        if not self._rooms:
            return
        wanted = room or self.room
        first = next((each for each in self._rooms if wanted and each.id == wanted.id), self._rooms[0])
        other = self.room is None or first.id != self.room.id
        self.on = True
        self.show_room(first, self.today)
        self.mode_changed.emit(True)
        if other:
            self.room_asked.emit(first.id)
        self.walk.begin()
        self.enter()

    def end(self) -> None:
        """End the mode; what was said is saved."""
        if not self.on:
            return
        inside = self.isAncestorOf(QApplication.focusWidget() or self)
        self.log.save(self._seconds)
        self.clock.stop()
        self.on = self._owner_due = False
        self._show_parts()
        self.mode_changed.emit(False)
        if inside:
            # Where it was is hidden now, or not what is done next.
            self.left.emit()

    def finish(self) -> None:
        """Save the log; in the mode go on to the next room, and end after the last."""
        self.log.save(self._seconds)
        if not self.on:
            return
        following = self._next_room(1)
        if following is not None:
            self._go_on(following)
            return
        self.end()

    def _next_room(self, by: int) -> Room | None:
        places = [place for place, each in enumerate(self._rooms) if self.room and each.id == self.room.id]
        to = places[0] + by if places else -1
        return self._rooms[to] if 0 <= to < len(self._rooms) else None

    def _go_on(self, room: Room, *, at_end: bool = False) -> None:
        """Talk about another room; a clock that runs goes on with that room's own minutes."""
        running = self.clock.running
        self.show_room(room)
        self.room_asked.emit(room.id)
        if running:
            self.clock.start()
        self.walk.begin(at_end=at_end)
        self.view.ensureVisible(0, 0)
        self.enter()

    def _past_cards(self, by: int) -> None:
        room = self._next_room(by)
        if room is not None:
            self._go_on(room, at_end=by < 0)

    def _to_card(self, card_id: int) -> None:
        """The stand-up has come to a card: the board shows it, and its owner speaks."""
        self.card_asked.emit(card_id)
        self._let_owner_speak()

    def _let_owner_speak(self) -> None:
        self._owner_due = not self.log.speakers
        self.members.choose_owner(self.walk.card)

    def card_chosen(self, card_id: int | None) -> None:
        """A card was chosen on the board: in the mode, it is the one that is talked about."""
        if self.on and card_id is not None and self.walk.go_to(card_id):
            self._let_owner_speak()

    # --- focus and keys -------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Save what is being typed, and the clock."""
        self.log.save()
        self.clocks.keep()

    def enter(self) -> None:
        """Take the focus: the card that is talked about, else the log."""
        if self.on and self.walk.card is not None:
            self.walk.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.room is not None:
            self.log.enter()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        # What was typed is saved once the log is left; going from field to field makes no step of its own.
        if before is not None and self.log.isAncestorOf(before) and not self.log.isAncestorOf(now or self):
            self.log.save()
        if now is not None and self.view.inside.isAncestorOf(now):
            self.view.ensureWidgetVisible(now, 0, INSET)

    def _step_member(self, by: int) -> None:
        # What an input method composes belongs to the member whose field it is in.
        if not self.log.composing:
            self.members.step(by)

    def _step_card(self, by: int) -> None:
        if self.on and not self.log.composing:
            self.walk.step(by)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~_Held.KeypadModifier
        if key in _ENTER and held == _Held.ControlModifier:
            self.finish()
        elif held:
            super().keyPressEvent(event)
        elif key == _Key.Key_Space:
            self.toggle_clock()
        elif key == _Key.Key_Escape:
            self.left.emit()
        elif key in _CARD_KEYS and self.on:
            self.walk.step(_CARD_KEYS[key])
        else:
            super().keyPressEvent(event)
