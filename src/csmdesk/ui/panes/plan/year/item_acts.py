"""What is done with the selected items of the year: ticked off, struck out, moved, left to the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.services.year_plan_view import ItemState, PlanItem
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.reading import Reading

if TYPE_CHECKING:
    from csmdesk.services.year_plan_edits import PlanEdits


class ItemActs(QObject):
    """Each act is one step of undo. ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tools: PlanTools, reading: Reading, view: RowView, model: RowModel[PlanItem]) -> None:
        super().__init__(view)
        self._tools = tools
        self._reading = reading
        self._view = view
        self._model = model

    @property
    def selected(self) -> list[PlanItem]:
        """The selected items, in the order of the list."""
        found = [self._model.row_of(key) for key in self._view.selected_keys]
        return [item for item in found if item is not None]

    @property
    def _edits(self) -> PlanEdits:
        return self._tools.source.year().edits

    def _change(self, done: str, change: Callable[[], Changes]) -> None:
        self._tools.change(self, change, done, self.said.emit)

    def toggle_done(self) -> None:
        """Tick the selected items off by hand; when all of them are, take them up again."""
        items, data = self.selected, self._reading.data
        if not items or data is None or self._tools.read_only:
            return
        ids = [item.id for item in items]
        by_hand = [item.id for item in items if item.by_hand or item.state is ItemState.DROPPED]
        if len(by_hand) == len(items):
            self._change(self.tr("已重开 %n 项。", "", len(ids)), partial(self._edits.reopen, ids))
            return
        closing = data.closing
        self._change(self.tr("已完成 %n 项。", "", len(ids)), partial(self._edits.done, ids, closing))

    def drop(self) -> None:
        """Strike the selected items out."""
        ids = [item.id for item in self.selected if item.state is not ItemState.DROPPED]
        if ids and not self._tools.read_only:
            self._change(self.tr("已取消 %n 项。", "", len(ids)), partial(self._edits.drop, ids))

    def release(self) -> None:
        """Leave the selected items to the next drawing."""
        ids = [item.id for item in self.selected if item.own and not item.typed]
        if ids and not self._tools.read_only:
            self._change(self.tr("%n 项交给系统排。", "", len(ids)), partial(self._edits.release, ids))

    def move_weeks(self, weeks: int) -> None:
        """Move the selected items so many weeks later."""
        ids = [item.id for item in self.selected]
        if ids and not self._tools.read_only:
            words = self.tr("已改期 %n 项。", "", len(ids))
            self._change(words, partial(self._edits.move_by_weeks, ids, weeks))

    def move_to(self, keys: Sequence[int], monday: date) -> None:
        """Move items into the week that begins on ``monday``."""
        words = self.tr("已改期 %n 项。", "", len(keys))
        self._change(words, partial(self._edits.move_to_week, keys, monday))
