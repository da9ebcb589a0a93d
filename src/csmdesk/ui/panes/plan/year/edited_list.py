"""Editing in a list of the page: a cell in place, and cells pasted from a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.pasting import Pasting
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.tasks import Problem

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan


@dataclass(frozen=True)
class Editing:
    """What the list edits with.

    ``typed`` is what stands in a field of a row to be changed, ``write`` puts something else there. ``fixed``
    says why a row cannot be changed in a field ('' when it can). ``plan`` and ``apply`` paste: with no ids as
    new rows.
    """

    typed: Callable[[Any, str], str]
    write: Callable[[Sequence[int], str, str], Changes]
    choices: Callable[[str], Sequence[str]]
    fixed: Callable[[Any, str], Text | None]
    plan: Callable[[str, Sequence[int] | None, Sequence[str], Sequence[int]], PastePlan] | None = None
    apply: Callable[[PastePlan], Changes] | None = None


class EditedList(QObject):
    """Opens cells of the list for editing and writes what was typed or pasted.

    ``said`` is a sentence and whether to offer to undo. A block that has more rows than the list below the
    current one, or that begins with the names of columns, may also be pasted as new rows.
    """

    said = Signal(str, bool)

    def __init__(self, tools: PlanTools, view: RowView, model: RowModel[Any], editing: Editing) -> None:
        super().__init__(view)
        self._tools = tools
        self._view = view
        self._model = model
        self._editing = editing
        self.pasting = Pasting(tools.theme, tools.language, view)
        self.pasting.accepted.connect(self._apply)
        self.pasting.way_chosen.connect(self._ask)
        self._pasted: tuple[str, list[int], list[str], list[int]] | None = None
        view.edit_asked.connect(self._edit)
        view.edited.connect(self._write)
        view.pasted.connect(self._paste)

    def _field(self, column: str) -> str:
        return next((each.edit for each in self._model.columns if each.key == column), "")

    # --- one cell -------------------------------------------------------------------------------------------

    def _edit(self, key: int, column: str, _typed: str) -> None:
        row, field = self._model.row_of(key), self._field(column)
        if row is None or not field:
            return
        why = self._tools.source.read_only() or self._editing.fixed(row, field)
        if why is not None:
            self._tools.tasks.failed.emit(Problem(UserError(why)))
            return
        text = self._editing.typed(row, field)
        self._view.edit_cell(key, column, text=text, choices=list(self._editing.choices(field)))

    def _write(self, key: int, column: str, text: str) -> None:
        field, write = self._field(column), self._editing.write
        keys = self._view.selected_keys
        # With several rows selected the cell fills them all, as in a workbook.
        ids = keys if key in keys and len(keys) > 1 else [key]
        self._tools.tasks.command(self, lambda _: write(ids, field, text), failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        # Enter has closed the cell: it opens again with what was typed and what is wrong about it.
        if problem.bug or not self._view.show_edit_problem(problem.text.to(self._tools.language)):
            self._tools.tasks.failed.emit(problem)

    # --- a block of cells -----------------------------------------------------------------------------------

    def _paste(self, text: str, key: int, column: str) -> None:
        shown = [self._model.columns[place].key for place in self._view.columns.places.shown]
        places = shown[shown.index(column) :] if column in shown else shown
        keys = [row.id for row in self._model.shown]
        ids = keys[keys.index(key) :] if key in keys else []
        selected = self._view.selected_keys
        fields = [self._field(each) for each in places]
        self._pasted = (text, ids, fields, list(selected) if len(selected) > 1 else [])
        lines = text.rstrip("\r\n").count("\n") + 1
        self._ask("onto" if ids and any(fields) and lines <= max(len(ids), len(selected)) else "new")

    def paste_new(self, text: str) -> None:
        """Plan to paste a block as new rows."""
        self._pasted = (text, [], [], [])
        self._ask("new")

    def _ask(self, way: str) -> None:
        plan = self._editing.plan
        if plan is None or self._pasted is None:
            return
        why = self._tools.source.read_only()
        if why is not None:
            self._tools.tasks.failed.emit(Problem(UserError(why)))
            return
        text, ids, fields, selected = self._pasted
        fresh = way == "new"
        self._tools.tasks.query(
            self,
            lambda _: plan(text, None if fresh else ids, [] if fresh else fields, selected),
            partial(self._take_plan, way),
            slot="paste",
        )

    def _take_plan(self, way: str, plan: PastePlan) -> None:
        either = self._pasted is not None and self._pasted[1] and any(self._pasted[2])
        ways = [("onto", self.tr("改已有的行")), ("new", self.tr("新增"))] if either else []
        self.pasting.take(plan, ways, way)

    def _apply(self, plan: PastePlan) -> None:
        apply = self._editing.apply
        assert apply is not None
        self._tools.tasks.command(self, lambda _: apply(plan), partial(self._applied, plan))

    def _applied(self, plan: PastePlan, changes: Changes) -> None:
        self.pasting.close()
        if changes.empty:
            return
        if plan.adds:
            self.said.emit(self.tr("已新增 %n 行。", "", plan.rows - plan.refused), True)
        else:
            self.said.emit(self.tr("已粘贴，改了 %n 格。", "", plan.changed), True)


def stay_near(view: RowView, model: RowModel[Any], show: Callable[[], None]) -> None:
    """Show other rows; where the current one has gone, the one that took its place is current.

    What is done next would else be done with nothing.
    """
    place = model.position_of(view.key)
    show()
    if place >= 0 and model.position_of(view.key) < 0 and model.shown_count:
        view.set_key(model.shown[min(place, model.shown_count - 1)].id)
