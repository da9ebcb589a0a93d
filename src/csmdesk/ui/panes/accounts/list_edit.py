"""Editing in the list: a cell in place, and cells pasted from a workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.panes.pasting import Pasting
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.paste import PastePlan


class ListEdit(QObject):
    """Opens cells of the list for editing and writes what was typed or pasted.

    ``said`` is a sentence and whether to offer to undo.
    """

    said = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        view: RowView,
        model: RowModel[AccountRow],
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._view = view
        self._model = model
        self._choices: dict[str, list[str]] = {}
        self._fields = {column.key: column.edit for column in model.columns if column.edit}
        self.pasting = Pasting(theme, language, view)
        self.pasting.accepted.connect(self._apply)
        view.edit_asked.connect(self._edit)
        view.edited.connect(self._write)
        view.pasted.connect(self._paste)

    # --- choices --------------------------------------------------------------------------------------------

    def read_choices(self) -> None:
        """Read beside the window which words each field offers: a cell opens at once."""
        accounts, fields = self._accounts, sorted(set(self._fields.values()) - {"name", "code"})

        def work(job: Job) -> dict[str, list[str]]:
            found = {}
            for field in fields:
                job.check()
                found[field] = accounts.edits.choices(field)
            return found

        self._tasks.query(self, work, self._take_choices, slot="choices")

    def _take_choices(self, choices: dict[str, list[str]]) -> None:
        self._choices = choices

    def choices(self, field: str) -> list[str]:
        """The words that a field offers, as they were read last."""
        return self._choices.get(field, [])

    # --- one cell -------------------------------------------------------------------------------------------

    def _edit(self, key: int, column: str, _typed: str) -> None:
        row = self._model.row_of(key)
        field = self._fields.get(column, "")
        why = self._accounts.read_only
        if row is not None and field and why is not None:
            self._tasks.failed.emit(Problem(UserError(why)))
        elif row is not None and field:
            # The list knows what was typed; what stands in the book is the text before.
            self._view.edit_cell(
                key, column, text=str(getattr(row.source, field)), choices=self.choices(field)
            )

    def _write(self, key: int, column: str, text: str) -> None:
        row = self._model.row_of(key)
        field = self._fields.get(column, "")
        if row is None or not field or text == getattr(row.source, field):
            return
        accounts = self._accounts
        self._tasks.command(
            self,
            lambda _: accounts.edits.edit([key], field, text),
            failed=self._refuse,
        )

    def _refuse(self, problem: Problem) -> None:
        # Enter has closed the cell: it opens again with what was typed and what is wrong about it.
        if problem.bug or not self._view.show_edit_problem(problem.text.to(self._language)):
            self._tasks.failed.emit(problem)

    # --- a block of cells -----------------------------------------------------------------------------------

    def _paste(self, text: str, key: int, column: str) -> None:
        """Plan to put a block into the cells from the current one on, to the right and down.

        With several rows selected the block fills these.
        """
        shown = [self._model.columns[place].key for place in self._view.columns.places.shown]
        places = shown[shown.index(column) :] if column in shown else []
        fields = [self._fields.get(c, "") for c in places]
        keys = [row.id for row in self._model.shown]
        if key not in keys or not fields:
            return
        ids, selected = keys[keys.index(key) :], self._view.selected_keys
        accounts = self._accounts
        self._tasks.query(
            self,
            lambda _: accounts.edits.plan_paste(text, ids, fields, selected if len(selected) > 1 else ()),
            self._take_plan,
            slot="paste",
        )

    def _take_plan(self, plan: PastePlan) -> None:
        if plan.cells:
            self.pasting.take(plan)

    def _apply(self, plan: PastePlan) -> None:
        accounts = self._accounts
        self._tasks.command(self, lambda _: accounts.edits.apply_paste(plan), partial(self._applied, plan))

    def _applied(self, plan: PastePlan, changes: Changes) -> None:
        self.pasting.close()
        if not changes.empty:
            self.said.emit(self.tr("已粘贴，改了 %n 格。", "", plan.changed), True)
