"""What can be done with a war room from its lane."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csmdesk.services.war_room_view import Room
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu


class LaneMenu(Menu):
    """``asked(what)``: account, edit or close; where nothing can be changed the account alone is offered."""

    asked = Signal(str)

    def __init__(self, theme: Theme, room: Room, read_only: bool, parent: QWidget) -> None:
        super().__init__(theme, parent)
        acts = (
            ("account", self.tr("打开客户"), "open", True),
            ("edit", self.tr("目标、截止日和小组") + "\tEnter", "war", not read_only),
            ("close", self.tr("关闭并复盘"), "check", not read_only and room.closed_day is None),
        )
        for what, words, icon, on in acts:
            action = self.addAction(words)
            action.setProperty("icon_name", icon)
            action.setEnabled(on)
            action.triggered.connect(partial(self._ask, what))

    def _ask(self, what: str, _checked: bool = False) -> None:
        self.asked.emit(what)
