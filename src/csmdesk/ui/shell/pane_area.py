"""The surface that the panes stand on: it makes each when it is first shown, and keeps it up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes import Pane
from csmdesk.ui.shell.open_book import PaneSpec
from csmdesk.ui.theme import RADIUS_PANE, Theme


class PaneArea(QWidget):
    """Shows one pane at a time; a pane that is not shown hears of changes when it is shown again."""

    import_asked = Signal()
    pane_asked = Signal(str)
    said = Signal(str, bool)
    opened = Signal(str, int)
    open_asked = Signal(str, int)
    figure_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        specs: Sequence[PaneSpec],
        state: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``state`` has what panes remember, each name behind the key of its pane: ``accounts/sort``."""
        super().__init__(parent)
        self._theme = theme
        self._specs = tuple(specs)
        self._state = dict(state)
        self._panes: dict[int, Pane] = {}
        self._stale: set[int] = set()
        self._missed: dict[int, list[Changes]] = {}
        self._period = ""
        self._as_of: date | None = None
        self.current = -1
        self.pages = QStackedWidget()
        # A stacked layout has no margins of its own.
        place = QVBoxLayout(self)
        place.setContentsMargins(1, 1, 0, 0)
        place.addWidget(self.pages)

    # --- panes ----------------------------------------------------------------------------------------------

    def pane(self, index: int) -> Pane:
        """A pane, made when it has not been."""
        pane = self._panes.get(index)
        if pane is None:
            spec = self._specs[index]
            pane = self._panes[index] = spec.make()
            pane.import_asked.connect(self.import_asked)
            pane.said.connect(self.said)
            pane.opened.connect(self.opened)
            pane.open_asked.connect(self.open_asked)
            pane.figure_asked.connect(self.figure_asked)
            pane.pane_asked.connect(self.pane_asked)
            self.pages.addWidget(pane)
            prefix = f"{spec.key}/"
            pane.restore_state(
                {
                    key.removeprefix(prefix): value
                    for key, value in self._state.items()
                    if key.startswith(prefix)
                }
            )
            pane.first_look()
            self._stale.add(index)
        return pane

    def made(self, index: int) -> Pane | None:
        """A pane, if it has been made."""
        return self._panes.get(index)

    def show_pane(self, index: int) -> None:
        """Bring a pane to the front."""
        pane = self.pane(index)
        self.current = index
        self.pages.setCurrentWidget(pane)
        self._bring_up_to_date(index)

    def _bring_up_to_date(self, index: int) -> None:
        """Tell a pane what it missed while it was not shown."""
        pane = self._panes[index]
        for changes in self._missed.pop(index, []):
            pane.refresh(changes)
        if index in self._stale and self._period:
            self._stale.discard(index)
            pane.set_period(self._period, self._as_of)

    def refresh(self, changes: Changes) -> None:
        """Tell the pane that is shown of changes to the book now, the others later."""
        for index, pane in self._panes.items():
            if index == self.current:
                pane.refresh(changes)
            else:
                self._missed.setdefault(index, []).append(changes)

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show another period or day in every pane."""
        self._period, self._as_of = period, as_of
        self._stale = set(self._panes)
        self._bring_up_to_date(self.current)

    def save_state(self) -> dict[str, str]:
        """What the panes remember, and what those remember that have not been made this time."""
        state = dict(self._state)
        for index, pane in self._panes.items():
            for key, value in pane.save_state().items():
                state[f"{self._specs[index].key}/{key}"] = value
        return state

    def settle(self) -> None:
        """Save what is being typed in any pane."""
        for pane in self._panes.values():
            pane.settle()

    # --- look -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = RADIUS_PANE + 0.5
        path = QPainterPath(QPointF(0.5, self.height() + 1))
        path.lineTo(0.5, corner)
        path.quadTo(0.5, 0.5, corner, 0.5)
        path.lineTo(self.width() + 1, 0.5)
        path.lineTo(self.width() + 1, self.height() + 1)
        painter.setPen(theme.pen("line2"))
        painter.setBrush(theme.colour("surface"))
        painter.drawPath(path)
        painter.end()
