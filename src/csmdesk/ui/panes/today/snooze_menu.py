"""The menu of days to put a to-do off to; each has a key of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu

_WEEK = 7


class SnoozeDays(QObject):
    """The days that are offered on a day, as actions."""

    def actions(self, closing: date, choose: Callable[[date | None], None]) -> list[Action]:
        """Tomorrow, in three days, next Monday, another day; ``choose`` gets None for the last."""
        # Loaded by then: nothing is offered before the to-dos have come.
        from csmdesk.services.account_words import short_day

        monday = closing + timedelta(days=_WEEK - closing.weekday())
        offered = (
            ("tomorrow", self.tr("明天"), "1", closing + timedelta(days=1)),
            ("three", self.tr("3 天后"), "3", closing + timedelta(days=3)),
            ("monday", self.tr("下周一"), "W", monday),
        )
        found = []
        for key, words, letter, day in offered:
            told = f"{words}  {short_day(day, closing)}"
            found.append(Action(f"snooze.{key}", told, _chosen(choose, day), letter, "clock"))
        picking = _chosen(choose, None)
        return [*found, Action("snooze.pick", self.tr("选日期…"), picking, "D", "calendar")]


def _chosen(choose: Callable[[date | None], None], day: date | None) -> Callable[[], None]:
    def run() -> None:
        choose(day)

    return run


class KeyMenu(Menu):
    """A menu whose entries are chosen by the letters that stand beside them, too."""

    def __init__(self, theme: Theme, actions: list[Action], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._by_letter = {action.shortcut: self.add(action) for action in actions}
        self.aboutToHide.connect(self.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._by_letter.get(event.text().upper())
        if entry is None or not entry.isEnabled():
            super().keyPressEvent(event)
            return
        self.close()
        entry.trigger()
