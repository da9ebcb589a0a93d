"""Editing in the list of targets: a cell in place, and rows or cells pasted from a workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.pasting import Pasting
from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.panes.plan.goals.rows import GoalRow
from csmdesk.ui.tasks import Job, Problem

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan

_OFFERED = ("metric", "level", "direction", "period", "owner", "parent", "segment", "industry")


class GoalEdit(QObject):
    """Opens cells of the list for editing and writes what was typed or pasted.

    ``said`` is a sentence and whether to offer to undo.
    """

    said = Signal(str, bool)

    def __init__(self, reading: Reading, view: RowView, model: RowModel[GoalRow]) -> None:
        super().__init__(view)
        self._reading = reading
        self._view = view
        self._model = model
        self._choices: dict[str, list[str]] = {}
        self.pasting = Pasting(reading.tools.theme, reading.tools.language, view)
        self.pasting.accepted.connect(self._apply)
        view.edit_asked.connect(self._edit)
        view.edited.connect(self._write)
        view.pasted.connect(self.paste)
        reading.listed.connect(self.read_choices)

    def read_choices(self) -> None:
        """Read beside the window which words each field offers: a cell opens at once."""
        tools, period = self._reading.tools, self._reading.period

        def work(job: Job) -> dict[str, list[str]]:
            goals = tools.source.goals()
            found = {}
            for field in _OFFERED:
                job.check()
                offered = goals.choices(field, period, tools.language)
                found[field] = [each.key if field == "period" else each.words for each in offered]
            return found

        tools.tasks.query(self, work, self._take_choices, slot="choices")

    def _take_choices(self, choices: dict[str, list[str]]) -> None:
        self._choices = choices

    # --- one cell -------------------------------------------------------------------------------------------

    def _edit(self, key: int, column: str, _typed: str) -> None:
        row = self._model.row_of(key)
        tools = self._reading.tools
        if row is None:
            return
        if tools.read_only:
            self.said.emit(tools.read_only, False)
            return
        field = self._field(column)
        self._view.edit_cell(key, column, text=row.goal.typed[field], choices=self._choices.get(field, []))

    def _field(self, column: str) -> str:
        return self._model.columns[self._model.place_of_column(column)].edit

    def _write(self, key: int, column: str, text: str) -> None:
        row, tools = self._model.row_of(key), self._reading.tools
        field = self._field(column)
        if row is None or text == row.goal.typed[field]:
            return
        tools.tasks.command(
            self, lambda _: tools.source.goals().edit(key, {field: text}), failed=self._refuse
        )

    def _refuse(self, problem: Problem) -> None:
        # Enter has closed the cell: it opens again with what was typed and what is wrong about it.
        if problem.bug or not self._view.show_edit_problem(problem.text.to(self._reading.tools.language)):
            self._reading.tools.tasks.failed.emit(problem)

    # --- a block of cells -----------------------------------------------------------------------------------

    def paste(self, text: str, key: int = 0, column: str = "name") -> None:
        """Plan to put a block into the cells from the current one on; rows under heads are targets."""
        tools = self._reading.tools
        if tools.read_only:
            self.said.emit(tools.read_only, False)
            return
        shown = [self._model.columns[place].key for place in self._view.columns.places.shown]
        places = shown[shown.index(column) :] if column in shown else shown
        fields = [self._field(each) for each in places]
        keys = [row.id for row in self._model.shown]
        ids = keys[keys.index(key) :] if key in keys else []
        selected = self._view.selected_keys
        several = selected if len(selected) > 1 else []
        tools.tasks.query(
            self,
            lambda _: tools.source.goals().plan_paste(text, ids, fields, several, tools.language),
            self._take_plan,
            slot="paste",
        )

    def _take_plan(self, plan: PastePlan) -> None:
        if plan.cells:
            self.pasting.take(plan)

    def _apply(self, plan: PastePlan) -> None:
        tools = self._reading.tools
        tools.tasks.command(
            self,
            lambda _: tools.source.goals().apply_paste(plan, tools.language),
            partial(self._applied, plan),
        )

    def _applied(self, plan: PastePlan, changes: Changes) -> None:
        self.pasting.close()
        if not changes.empty:
            self.said.emit(self.tr("已粘贴，改了 %n 格。", "", plan.changed), True)
