"""What stands below the risk matrix: the track of the current contract, or the way to the year's target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import RightSide
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

# Both are imported when they are first needed, which is after the first paint.
if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.path_panel import PathPanel
    from csmdesk.ui.panes.calendar.track import TrackPanel


class Beside(QObject):
    """Makes both when they are first needed. ``left`` asks for the focus to go back to the list.

    ``figure_opened(contract, key, place)`` asks for evidence, ``open_asked(kind, id)`` wants an account or a
    contract shown.
    """

    said = Signal(str, bool)
    figure_opened = Signal(int, str, QRect)
    open_asked = Signal(str, int)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: CalendarSource,
        language: Language,
        reading: Reading,
        right: RightSide,
    ) -> None:
        super().__init__(right)
        self._theme = theme
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self._reading = reading
        self._right = right
        self._contract = 0
        self._state: dict[str, str] = {}
        self._track: TrackPanel | None = None
        self._path: PathPanel | None = None
        # A track is read after the list has been painted: keys that move on quickly do not wait for it.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._read)

    @property
    def track(self) -> TrackPanel | None:
        """The track, once the contracts have come."""
        return self._track

    @property
    def path(self) -> PathPanel | None:
        """The way to the year's target, once it has been opened."""
        return self._path

    @property
    def shown(self) -> TrackPanel | PathPanel | None:
        """Which of them is seen."""
        return self._path if self._path is not None and not self._path.isHidden() else self._track

    def make(self) -> None:
        """Make the track and show the contract that was asked for before."""
        if self._track is not None:
            return
        from csmdesk.ui.panes.calendar.track import TrackPanel

        track = self._track = TrackPanel(self._theme, self._tasks, self._source.track(), self._language)
        track.restore_state(self._state)
        track.said.connect(self.said)
        track.open_asked.connect(self.open_asked)
        track.figure_opened.connect(self._open_figure)
        self._right.set_track(track)
        self.show_contract(self._contract)

    # --- the track ------------------------------------------------------------------------------------------

    def show_contract(self, contract: int) -> None:
        """Show the track of a contract; of none when it is not in the calendar."""
        self._contract = contract
        self.close_path()
        self._later.start()

    def _read(self) -> None:
        index, track, contract = self._reading.index, self._track, self._contract
        if track is None or index is None:
            return
        if contract in index.by_id:
            track.show_contract(contract, self._reading.period, self._reading.as_of)
        else:
            track.show_none()

    def refresh(self) -> None:
        """Read again what is shown: the book has changed, or another day is looked at."""
        if self._path is not None and self.shown is self._path:
            self._path.refresh()
        elif self._track is not None:
            self.show_contract(self._contract)

    def enter(self) -> None:
        """Go into the track."""
        if self._track is not None:
            self.close_path()
            self._track.enter()

    def _open_figure(self, key: str, place: QRect) -> None:
        self.figure_opened.emit(self._contract, key, place)

    # --- the way to the target ------------------------------------------------------------------------------

    def open_path(self, year: int) -> None:
        """Show the way to a year's target in the place of the track."""
        self.make()
        if self._path is None:
            from csmdesk.ui.panes.calendar.path_panel import PathPanel

            self._path = PathPanel(self._theme, self._tasks, self._source.track(), self._language)
            self._path.said.connect(self.said)
            self._path.open_asked.connect(self.open_asked)
            self._path.closed.connect(self._leave_path)
            self._right.add(self._path)
        assert self._track is not None
        self._track.hide()
        self._path.show()
        self._path.show_path(self._reading.period, self._reading.as_of, year)
        self._path.enter()

    def close_path(self) -> bool:
        """Show the track again; False when it is shown already."""
        if self._path is None or self._path.isHidden():
            return False
        self._path.hide()
        if self._track is not None:
            self._track.show()
        return True

    def _leave_path(self) -> None:
        self.close_path()
        self.left.emit()

    # --- what can be done, what is remembered ---------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done with what is shown."""
        return [] if self.shown is None else self.shown.actions()

    @property
    def stop(self) -> QWidget | None:
        """Where F6 puts the focus."""
        return self.shown

    def settle(self) -> None:
        """Save what is being typed."""
        if self._track is not None:
            self._track.settle()

    def save_state(self) -> dict[str, str]:
        """What to remember of the track."""
        return self._state if self._track is None else self._track.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave, now or when the track is made."""
        self._state = {key: value for key, value in state.items() if key.startswith("now.track")}
        if self._track is not None:
            self._track.restore_state(self._state)
