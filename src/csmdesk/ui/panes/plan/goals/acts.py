"""What is done with targets as a whole: removed, moved within their level, a first set put in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.panes.plan.goals.reading import Reading


class GoalActs(QObject):
    """Each act is one step of undo. ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(self, reading: Reading, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = reading
        self._tools = reading.tools

    def remove(self, chosen: Sequence[int]) -> None:
        """Take the current target away, or all of ``chosen`` where they are several."""
        goal, source = self._reading.goal, self._tools.source
        if goal is None:
            return
        ids = list(chosen) if len(chosen) > 1 else [goal.id]
        done = self.tr("已删除 %n 个目标", "", len(ids))
        self._tools.change(self, lambda: source.goals().remove(ids), done, self.said.emit)

    def move(self, step: int) -> None:
        """Move the current target up (-1) or down (1) within its level."""
        goal, source = self._reading.goal, self._tools.source
        if goal is not None:
            done = self.tr("已移动：{name}").format(name=goal.name)
            self._tools.change(self, lambda: source.goals().move(goal.id, step), done, self.said.emit)

    def start(self) -> None:
        """Put a first set of targets into the book."""
        source, language = self._tools.source, self._tools.language
        period, as_of = self._reading.period, self._reading.as_of
        done = self.tr("已放入一套目标，数值都可以改")
        self._tools.change(self, lambda: source.goals().start(period, as_of, language), done, self.said.emit)
