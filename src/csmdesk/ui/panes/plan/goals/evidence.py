"""Where the figures of targets come from: read beside the window and opened over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.panes.plan.goals.reading import Reading

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.today_view import KeyResult


class Evidence(EvidenceAt):
    """Opens the evidence of a target's value at its place (global) over ``host``.

    ``rows_asked(metric)`` wants all rows behind it.
    """

    def __init__(self, reading: Reading, host: QWidget) -> None:
        super().__init__(reading.tools.theme, reading.tools.tasks, host)
        self._reading = reading

    def open(self, goal_id: int, result: KeyResult, place: QRect, part: str = "") -> None:
        """Open a target's value over the period, or over a part of the target's time."""
        reading = self._reading
        tools, period, as_of = reading.tools, reading.period, reading.as_of

        def read() -> FigureView | None:
            found = tools.source.goals().evidence(goal_id, part, period, as_of, tools.language)
            if found is None:
                return None
            said = (result.node_words, result.pace_words, result.forecast_words)
            return replace(found, notes=(*filter(None, said), *found.notes))

        self.ask(read, place, result.metric)
