"""The head of a stand-up: the clock, the room it is about, the day of its log, the days that were missed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.war_room.standup_clock import PAD, ClockBar
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

if TYPE_CHECKING:
    from csmdesk.domain.clock import Reading
    from csmdesk.services.war_room_view import Room


class StandupHead(QWidget):
    """``day_asked(day)`` wants the log of another day: today's again, or the last that was missed."""

    day_asked = Signal(object)

    def __init__(self, theme: Theme, read: Callable[[], Reading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._gap: date | None = None
        self.clock = ClockBar(theme, read)
        self.named = Label(theme, bold=True, elide=True)
        self.when = Label(theme, role="t3", align="right")
        self.back = Button(theme, self.tr("回到今天"), kind="link", small=True)
        self.back.clicked.connect(self._ask_today)
        self.missed = Button(theme, kind="link", small=True)
        self.missed.clicked.connect(self._ask_missed)
        second = QHBoxLayout()
        second.setContentsMargins(PAD, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.named, 1)
        second.addWidget(self.when)
        second.addWidget(self.back)
        third = QHBoxLayout()
        third.setContentsMargins(PAD, 0, 0, 0)
        third.setSpacing(6)
        third.addWidget(StatusShape(theme, "yellow"))
        third.addWidget(self.missed)
        third.addStretch(1)
        self._third = QWidget()
        self._third.setLayout(third)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET - PAD, 8, INSET, 4)
        column.setSpacing(4)
        column.addWidget(self.clock)
        column.addLayout(second)
        column.addWidget(self._third)

    def show_room(self, room: Room, place: str, day: date, today: date) -> None:
        """Show a room with its ``place`` among those of the stand-up (2/3, '' outside of it)."""
        self._today = today
        self.named.setText("  ".join(part for part in (room.account, place) if part))
        self.when.setText(self.day_words(day))
        self.back.setVisible(day != today)
        self._gap = room.missed[-1] if room.missed else None
        self._third.setVisible(self._gap is not None)
        if self._gap is not None:
            words = self.tr("缺 %n 天站会，补记 {day}", "", len(room.missed))
            self.missed.setText(words.format(day=short_day(self._gap, today)))
            self.missed.updateGeometry()
            self.missed.setToolTip(self.tr("、").join(short_day(each, today) for each in room.missed))

    def day_words(self, day: date) -> str:
        """A day with its day of the week: 06-28 周五."""
        names = (
            self.tr("周一"),
            self.tr("周二"),
            self.tr("周三"),
            self.tr("周四"),
            self.tr("周五"),
            self.tr("周六"),
            self.tr("周日"),
        )
        return f"{day:%m-%d} {names[day.weekday()]}"

    def _ask_today(self) -> None:
        self.day_asked.emit(self._today)

    def _ask_missed(self) -> None:
        self.day_asked.emit(self._gap)
