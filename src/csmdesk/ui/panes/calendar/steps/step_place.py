"""What opens under a step: its forms and lists, filled from the contract that is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.contract_track import Track
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.tasks import Problem
from csmdesk.ui.widgets.form import DayField


class StepPlace(QWidget):
    """The base of what opens under a step. ``show_track`` fills it, at first and with newer data.

    ``said(sentence, undo)`` is for the toast, ``left()`` closes the step, ``open_asked(kind, id)`` wants
    something else shown.
    """

    said = Signal(str, bool)
    left = Signal()
    open_asked = Signal(str, int)

    def __init__(self, tools: TrackTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.theme = tools.theme
        self.track: Track | None = None
        self.when: tuple[str, date | None] = ("", None)
        self.forms: list[FormInPlace] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    # --- for subclasses -------------------------------------------------------------------------------------

    def fill(self, track: Track, *, same: bool) -> None:
        """Show ``track``; ``same`` is newer data of the contract that was shown before."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """Where the focus goes when the step is opened."""
        return self

    def hold(self, form: FormInPlace, *, closes: bool = True) -> None:
        """Take a form at the end; with ``closes`` leaving it closes the step."""
        self.forms.append(form)
        self.column.addWidget(form)
        form.saved.connect(self._saved)
        if closes:
            form.left.connect(self.leave)

    def leave(self) -> None:
        """A form was left: the step closes, and is filled anew when it is opened again."""
        self.track = None
        self.left.emit()

    def day_field(self, name: str, *, ahead: bool = False) -> DayField:
        """A field for a day, which reads 昨天 as the user's yesterday."""
        tools = self.tools
        today = tools.source.today
        return DayField(tools.theme, name, tools.language, parse=DayReader(today, ahead=ahead), today=today)

    # --- showing --------------------------------------------------------------------------------------------

    def show_track(self, track: Track, when: tuple[str, date | None]) -> None:
        """Show a contract, or newer data of it; ``when`` is the period and the as-of day it is seen from."""
        if track is self.track:
            return
        self.when = when
        same = self.track is not None and self.track.id == track.id
        self.track = track
        self.fill(track, same=same)

    def enter(self) -> None:
        """Take the focus."""
        self.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def day(self) -> date:
        """The day that forms offer: today, or the closing day when that is earlier."""
        today = self.tools.source.today()
        return today if self.track is None else min(self.track.closing, today)

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    # --- changing -------------------------------------------------------------------------------------------

    def run(
        self,
        change: Callable[[], Changes],
        done: str,
        *,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Change the book beside the window and say ``done`` with the offer to undo."""
        self.tools.change(self, change, done, self.said.emit, failed=failed)

    def settle(self) -> None:
        """Save what may be saved as it is typed; as a rule nothing."""
