"""The war rooms side by side, a lane each; more than three scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.services.war_room_view import Room
from csmdesk.ui.panes.war_room.lane import Lane
from csmdesk.ui.panes.war_room.lane_strip import LaneStrip
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import Ringed, is_enter, stepped

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools


class Lanes(Ringed, QWidget):
    """The open war rooms, one of them the current one; without any it is hidden.

    ← → Home End go to another, Enter opens goal, deadline and squad of the current one, Tab goes on to its
    figures, its line and its days. ``current_changed(id or None)`` also follows when the current room is no
    longer there.
    """

    current_changed = Signal(object)
    figure_opened = Signal(str, int, QRect)
    """key (annual, health, decision), account, where on the screen."""
    edit_asked = Signal(int)
    close_asked = Signal(int)
    account_asked = Signal(int)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = tools.theme
        self._tools = tools
        self._read_only = False
        self._rooms: tuple[Room, ...] = ()
        self._current = -1
        self.strip = LaneStrip(tools)
        self.strip.picked.connect(self._clicked)
        self.strip.asked.connect(self._ask)
        self.strip.figure_opened.connect(self._open_figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    # --- content --------------------------------------------------------------------------------------------

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms as shown."""
        return self._rooms

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Show other rooms, or newer data of the same; the current one stays where it is still there."""
        before, place = self.current, self._current
        self._rooms = rooms
        ids = [room.id for room in rooms]
        self._current = ids.index(before) if before in ids else min(max(place, 0), len(ids) - 1)
        self.strip.set_rooms(rooms, self._current)
        self._name_it()
        self.setVisible(bool(rooms))
        if rooms:
            self.strip.bring_into_view(self._current)
        if self.current != before:
            self.current_changed.emit(self.current)

    def set_read_only(self, read_only: bool) -> None:
        """Nothing can be changed: what would change the book is out of use."""
        self._read_only = read_only
        self.strip.set_read_only(read_only)

    @property
    def whole_height(self) -> int:
        """How high the lanes are with all that they have to say; 0 without any."""
        return self.strip.whole_height if self._rooms else 0

    def set_short(self, short: bool) -> None:
        """Leave out what the lanes can do without where the window is low, or show all of it again."""
        self.strip.set_short(short)
        self.moved_ring()

    # --- current --------------------------------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The id of the current room; None without any."""
        return self._rooms[self._current].id if 0 <= self._current < len(self._rooms) else None

    @property
    def current_room(self) -> Room | None:
        """The current room."""
        return self._rooms[self._current] if 0 <= self._current < len(self._rooms) else None

    @property
    def current_lane(self) -> Lane | None:
        """The lane of the current room."""
        return self.strip.lane(self._current) if 0 <= self._current < len(self._rooms) else None

    def set_current(self, room_id: int | None) -> None:
        """Go to a room without a signal; one that is not shown is passed over."""
        for index, room in enumerate(self._rooms):
            if room.id == room_id:
                self._go(index)

    def step(self, by: int) -> None:
        """Go ``by`` rooms on, as the user does; at either end it stays."""
        self._move(min(max(self._current + by, 0), len(self._rooms) - 1))

    def _move(self, index: int) -> None:
        if index != self._current and 0 <= index < len(self._rooms):
            self._go(index)
            self.current_changed.emit(self.current)

    def _go(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self.strip.choose(index)
            self._name_it()
        self.strip.bring_into_view(index)
        self.moved_ring()

    def _clicked(self, room_id: int) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        for index, room in enumerate(self._rooms):
            if room.id == room_id:
                self._move(index)

    def _name_it(self) -> None:
        lane = self.current_lane
        name = self.tr("作战室")
        if lane is None:
            self.setAccessibleName(name)
            return
        place = f"{self._current + 1}/{len(self._rooms)}"
        said = self.tr("{name} {place}：{words}").format(name=name, place=place, words=lane.words)
        self.setAccessibleName(said)

    # --- places ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._rooms:
            self.strip.bring_into_view(self._current)
        self.moved_ring()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        lane = self.current_lane
        if lane is None:
            return None
        box = QRect(lane.mapTo(self, QPoint(0, 0)), lane.size()) & self.rect()
        return self._theme, box.adjusted(5, 3, -6, -3)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = stepped(event, self._current, len(self._rooms))
        if to is not None:
            # From a figure in a lane the focus goes to the lanes: the figure's lane is no longer the current.
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._move(to)
            self.show_ring()
        elif is_enter(event) and self.current is not None and not self._read_only:
            self.edit_asked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current_lane is not None and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.current_lane.open_menu()

    # --- acts -----------------------------------------------------------------------------------------------

    def _ask(self, what: str, room_id: int) -> None:
        room = next((room for room in self._rooms if room.id == room_id), None)
        if room is None:
            return
        if what == "account":
            self.account_asked.emit(room.account_id)
        else:
            (self.edit_asked if what == "edit" else self.close_asked).emit(room_id)

    def _open_figure(self, key: str, room_id: int, place: QRect) -> None:
        room = next((room for room in self._rooms if room.id == room_id), None)
        if room is not None:
            self.figure_opened.emit(key, room.account_id, place)
