"""Cells of a workbook pasted into a kind's list: onto its records, or as new ones; seen before it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.log.listing import Listing
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.pasting import Pasting

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan

Way = Literal["new", "onto"]


class RecordPaste(QObject):
    """Plans, shows and writes what is pasted. ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tools: LogTools, listing: Listing, view: RowView) -> None:
        super().__init__(view)
        self._tools = tools
        self._listing = listing
        self._view = view
        self.pasting = Pasting(tools.theme, tools.language, view)
        self.pasting.accepted.connect(self._apply)
        self.pasting.way_chosen.connect(self._choose_way)
        self._text = ""
        self._cell = (0, "")
        self._way: Way = "new"

    def onto(self, text: str, key: int, column: str) -> None:
        """Plan to put a block into the cells from the current one on, or into the rows that are selected."""
        self._text, self._cell = text, (key, column)
        self._make("onto")

    def as_new(self, text: str) -> None:
        """Plan to add a record for each row of a block."""
        self._text, self._cell = text, (self._view.key, "")
        self._make("new")

    def _make(self, way: Way) -> None:
        self._way = way
        model, view, kind = self._listing.model, self._view, self._listing.kind
        edits = {column.key: column.edit for column in model.columns}
        shown = [model.columns[place].key for place in view.columns.places.shown]
        key, column = self._cell
        text, selected = self._text, view.selected_keys
        ids: list[int] | None = None
        if way == "onto":
            places = shown[shown.index(column) :] if column in shown else []
            keys = [row.id for row in model.shown]
            if key not in keys or not places:
                return
            ids = keys[keys.index(key) :]
            fields = [edits[place] for place in places]
        else:
            # As an export writes them: with the columns that are seen, from the left.
            fields = [edits[place] for place in shown]
        several = selected if ids is not None and len(selected) > 1 else ()
        self._tools.tasks.query(
            self, lambda _: kind.plan_paste(text, ids, fields, several), self._take, slot="paste"
        )

    def _take(self, plan: PastePlan) -> None:
        if not plan.cells:
            return
        either = bool(self._cell[1])
        ways = [("onto", self.tr("改现有的格")), ("new", self.tr("新增记录"))] if either else []
        self.pasting.take(plan, ways, self._way)

    def _choose_way(self, way: str) -> None:
        self._make("onto" if way == "onto" else "new")

    def _apply(self, plan: PastePlan) -> None:
        kind = self._listing.kind
        self._tools.tasks.command(self, lambda _: kind.apply_paste(plan), partial(self._applied, plan))

    def _applied(self, plan: PastePlan, changes: Changes) -> None:
        self.pasting.close()
        if changes.empty:
            return
        if plan.adds:
            self.said.emit(self.tr("已粘贴 %n 条记录。", "", plan.rows - plan.refused), True)
        else:
            self.said.emit(self.tr("已粘贴，改了 %n 格。", "", plan.changed), True)
