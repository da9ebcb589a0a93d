"""How an account's score comes about with the typed model: read beside the window and opened over it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Evidence(QObject):
    """Opens what ``read`` gives at a place (global) over ``host``."""

    def __init__(self, tools: PlanTools, host: QWidget) -> None:
        super().__init__(host)
        self._tools = tools
        self._host = host
        self._popover: EvidencePopover | None = None

    @property
    def popover(self) -> EvidencePopover | None:
        """The popover, once it has been opened."""
        return self._popover

    def open(self, read: Callable[[], FigureView | None], place: QRect) -> None:
        """Read, and open at ``place`` what has been read."""

        def work(job: Job) -> FigureView | None:
            import csmdesk.ui.widgets.evidence  # noqa: F401 - loaded here, not in the window's thread

            job.check()
            return read()

        self._tools.tasks.query(self, work, partial(self._show, place), slot="evidence")

    def _show(self, place: QRect, view: FigureView | None) -> None:
        if view is None or not self._host.isVisible():
            return
        if self._popover is None:
            from csmdesk.ui.widgets.evidence import EvidencePopover

            self._popover = EvidencePopover(self._tools.theme, self._host)
        self._popover.open_at(place, view)
