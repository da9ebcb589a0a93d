"""Where a figure comes from, read beside the window and opened over it at the figure's place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.widgets.evidence import EvidencePopover


class EvidenceAt(QObject):
    """Opens evidence over ``host``, unless that is out of sight when the evidence has been read.

    ``rows_asked(rows)`` wants all rows behind the figure, by the name that it was asked for with;
    ``side_asked(rows, side)`` says also which side of them was opened. ``open_asked(kind, id)`` wants what
    one of the newest rows leads to shown.
    """

    rows_asked = Signal(str)
    side_asked = Signal(str, str)
    open_asked = Signal(str, int)

    def __init__(self, theme: Theme, tasks: Tasks, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._tasks = tasks
        self._host = host
        self._rows = ""
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def ask(self, read: Callable[[], FigureView | None], place: QRect, rows: str = "") -> None:
        """Open what ``read`` finds at ``place`` (global); ``read`` is called in another thread.

        The last figure asked for is opened. With ``rows`` '' nobody is asked for the rows behind it.
        """

        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return read()

        self._tasks.query(self, work, partial(self._show, place, rows), slot="evidence")

    def show(self, view: FigureView | None, place: QRect) -> None:
        """Open a figure that is known already; None opens nothing."""
        self._show(place, "", view)

    def _show(self, place: QRect, rows: str, view: FigureView | None) -> None:
        if view is None or not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._theme, self._host)
            self._popover.open_rows.connect(self._open_rows)
            self._popover.open_asked.connect(self.open_asked)
        self._rows = rows
        self._popover.open_at(place, view)

    def _open_rows(self, side: str) -> None:
        # Counted, left out or all: whoever shows the rows has a tab for each.
        if self._rows:
            self.rows_asked.emit(self._rows)
            self.side_asked.emit(self._rows, side)
