"""What is pasted into a list: a single cell is written at once, a block after it has been looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan
    from csmdesk.ui.panes.paste_sheet import PasteSheet


class Pasting(QObject):
    """Takes plans. ``accepted(plan)`` is one to be written; ``way_chosen(key)`` asks for another plan."""

    accepted = Signal(object)
    way_chosen = Signal(str)

    def __init__(self, theme: Theme, language: Language, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._language: Language = language
        self._view = view
        self._sheet: PasteSheet | None = None
        self._plan: PastePlan | None = None

    @property
    def sheet(self) -> PasteSheet | None:
        """The preview, once there has been one."""
        return self._sheet

    def take(self, plan: PastePlan, ways: Sequence[tuple[str, str]] = (), way: str = "") -> None:
        """Show a plan, one of several ``ways`` to put the block into the list, or accept it."""
        if len(plan.cells) == 1 and not plan.problems and not plan.adds:
            if plan.changed:
                self.accepted.emit(plan)
            return
        from csmdesk.ui.panes.paste_sheet import PasteSheet

        if self._sheet is None:
            self._sheet = PasteSheet(self._theme, self._view.window(), self._language)
            self._sheet.accepted.connect(self._accept)
            self._sheet.way_chosen.connect(self.way_chosen)
        self._plan = plan
        if ways:
            self._sheet.set_ways(ways, way)
        if self._sheet.ways is not None:
            self._sheet.ways.setVisible(bool(ways))
        self._sheet.show_plan(plan)
        if not self._sheet.isVisible():
            self._sheet.open()

    def _accept(self) -> None:
        assert self._plan is not None
        self.accepted.emit(self._plan)

    def close(self) -> None:
        """The plan has been written: there is nothing left to look at."""
        if self._sheet is not None:
            self._sheet.close_sheet()
