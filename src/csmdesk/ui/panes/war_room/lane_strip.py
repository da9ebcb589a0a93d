"""The lanes side by side: up to three share the width, more of them scroll; those never seen are not made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from csmdesk.services.war_room_view import Room
from csmdesk.ui.panes.war_room.lane import HEIGHT, NARROWEST, SHORT, Lane
from csmdesk.ui.panes.war_room.lane_notice import HEIGHT as NOTICE
from csmdesk.ui.panes.war_room.lane_notice import has_notice

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools

_SEEN = 3
"""So many lanes share the width at most."""
_BAR = 12


class LaneStrip(QScrollArea):
    """A lane a room, by index; ``picked``, ``asked`` and ``figure_opened`` are those of the lanes."""

    picked = Signal(int)
    asked = Signal(str, int)
    figure_opened = Signal(str, int, QRect)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._rooms: tuple[Room, ...] = ()
        self._lanes: dict[int, Lane] = {}
        self._chosen = -1
        self._read_only = False
        self._short = False
        self._inside = QWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().valueChanged.connect(self._fill)
        tools.theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.horizontalScrollBar().setStyleSheet(self._tools.theme.scroll_bar_style)

    # --- lanes ----------------------------------------------------------------------------------------------

    @property
    def made(self) -> tuple[Lane, ...]:
        """The lanes that have been made, from the left."""
        return tuple(lane for _, lane in sorted(self._lanes.items()))

    def set_rooms(self, rooms: Sequence[Room], chosen: int) -> None:
        """Show other rooms, or newer data of the same; the one at ``chosen`` is the current one."""
        self._rooms = tuple(rooms)
        for index in [index for index in self._lanes if index >= len(rooms)]:
            gone = self._lanes.pop(index)
            gone.hide()
            gone.deleteLater()
        for index, lane in self._lanes.items():
            lane.set_room(rooms[index])
        self.choose(chosen)
        self._lay_out()

    def lane(self, index: int) -> Lane:
        """The lane of a room, made now if it never was."""
        found = self._lanes.get(index)
        if found is None:
            found = Lane(self._tools.theme, self._tools.language, self._rooms[index], self._inside)
            found.set_read_only(self._read_only)
            found.set_chosen(index == self._chosen)
            found.picked.connect(self.picked)
            found.asked.connect(self.asked)
            found.figure_opened.connect(self.figure_opened)
            self._lanes[index] = found
            self._put(index)
            found.show()
        return found

    def choose(self, index: int) -> None:
        """Make a lane the current one."""
        self._chosen = index
        for each, lane in self._lanes.items():
            lane.set_chosen(each == index)

    def set_read_only(self, read_only: bool) -> None:
        """Nothing can be changed: what would change the book is out of use."""
        self._read_only = read_only
        for lane in self._lanes.values():
            lane.set_read_only(read_only)

    # --- places ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.height())

    def set_short(self, short: bool) -> None:
        """Leave out of the lanes what they can do without, or show all of it again."""
        if short != self._short:
            self._short = short
            self._lay_out()

    @property
    def whole_height(self) -> int:
        """How high the strip is unless it is short."""
        return HEIGHT + self._head + (_BAR if self._total() > self.width() else 0)

    @property
    def _high(self) -> int:
        """How high the lanes are, with what is left free over them."""
        return (SHORT if self._short else HEIGHT) + self._head

    @property
    def _head(self) -> int:
        """What is left free over all lanes, so that they stand in line with one that has a notice."""
        return NOTICE if any(map(has_notice, self._rooms)) else 0

    def _total(self) -> int:
        count = max(1, len(self._rooms))
        seen = min(count, _SEEN, max(1, self.width() // NARROWEST))
        return max(1, self.width() * count // seen)

    def box(self, index: int) -> QRect:
        """Where a lane stands in the strip."""
        total, count = self._total(), max(1, len(self._rooms))
        left, right = total * index // count, total * (index + 1) // count
        return QRect(left, 0, right - left, self._high)

    def _put(self, index: int) -> None:
        self._lanes[index].set_head_room(self._head)
        self._lanes[index].setGeometry(self.box(index))

    def _lay_out(self) -> None:
        high = self._high
        scrolls = self._total() > self.width()
        self._inside.setFixedSize(self._total(), high)
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        self.setFixedHeight(high + (_BAR if scrolls else 0))
        for index in self._lanes:
            self._put(index)
        self._fill()

    def _fill(self) -> None:
        """Make the lanes that are seen."""
        left = self.horizontalScrollBar().value()
        for index in range(len(self._rooms)):
            box = self.box(index)
            if box.right() >= left and box.left() < left + self.width():
                self.lane(index)

    def bring_into_view(self, index: int) -> None:
        """Scroll so that a lane is seen whole."""
        bar, box = self.horizontalScrollBar(), self.box(index)
        if box.left() < bar.value():
            bar.setValue(box.left())
        elif box.right() + 1 > bar.value() + self.width():
            bar.setValue(box.right() + 1 - self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows go from room to room; a scroll area would scroll by them.
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()
