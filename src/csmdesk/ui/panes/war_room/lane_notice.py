"""The line over a lane: a room that has held 60 may be closed, one past its deadline needs another day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.war_room import Standing
from csmdesk.services.war_room_view import Room
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

HEIGHT = 34


def has_notice(room: Room) -> bool:
    """True for an open room that waits for a decision."""
    return room.closed_day is None and room.standing in {Standing.HELD, Standing.OVERDUE}


class LaneNotice(QWidget):
    """``asked("close")`` or ``asked("edit")`` is its button."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = "greenbg"
        self._shape = StatusShape(theme, "green")
        self._words = Label(theme, scale="small", elide=True)
        self.close_button = Button(theme, self.tr("关闭并复盘"), small=True)
        self.edit_button = Button(theme, self.tr("改截止日"), small=True)
        self.buttons = (self.close_button, self.edit_button)
        self.close_button.clicked.connect(partial(self._ask, "close"))
        self.edit_button.clicked.connect(partial(self._ask, "edit"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 2, INSET - 8, 0)
        row.setSpacing(8)
        row.addWidget(self._shape)
        row.addWidget(self._words, 1)
        for button in self.buttons:
            row.addWidget(button)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def set_room(self, room: Room) -> None:
        """Say what the room waits for."""
        held = room.standing is Standing.HELD
        limit = room.bands.red_words
        if held:
            self._words.setText(self.tr("已稳住 ≥ {limit}，可以关闭并复盘").format(limit=limit))
        else:
            self._words.setText(self.tr("过了截止日，没有稳住 {limit}").format(limit=limit))
        self._words.setToolTip(self._words.text())
        self._words.set_role("greent" if held else "redt")
        self._shape.set_shape("green" if held else "red")
        self._ground = "greenbg" if held else "redbg"
        self.close_button.setVisible(held)
        self.edit_button.setVisible(not held)
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Nothing can be changed: the buttons are out of use."""
        for button in self.buttons:
            button.setEnabled(not read_only)

    def _ask(self, what: str) -> None:
        self.asked.emit(what)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, self._ground, 0, 0, self.width(), self.height())
        painter.end()
