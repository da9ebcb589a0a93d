"""The team's numbers, typed into a list in place or pasted as a column."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.tasks import Problem

TEAM = "team"
"""The key of the column that is edited."""

_MORE = Text(
    "粘贴了 {given} 行，从这一行起只有 {rows} 行。",
    "{given} rows were pasted; from this row on there are {rows}.",
)


class TeamEdit(QObject):
    """Edits the column 团队 of ``view``.

    ``place_of(id)`` gives metric and period of a row, ``typed_of(id)`` its number as it is typed.
    ``said`` is a sentence and whether to offer to undo.
    """

    said = Signal(str, bool)

    def __init__(
        self,
        tools: PlanTools,
        view: RowView,
        rows: RowModel[Any],
        place_of: Callable[[int], tuple[str, str]],
        typed_of: Callable[[int], str],
    ) -> None:
        super().__init__(view)
        self._tools = tools
        self._view = view
        self._rows = rows
        self._place_of = place_of
        self._typed_of = typed_of
        view.edit_asked.connect(self._edit)
        view.edited.connect(self._keep)
        view.pasted.connect(self._paste)

    def edit(self, key: int) -> bool:
        """Open the cell of a row; False when it is not shown."""
        return self._open(key)

    def _edit(self, key: int, column: str, _typed: str) -> None:
        if column == TEAM:
            self._open(key)

    def _open(self, key: int) -> bool:
        if self._tools.read_only:
            self.said.emit(self._tools.read_only, False)
            return True
        return self._view.edit_cell(key, TEAM, text=self._typed_of(key))

    def _keep(self, key: int, column: str, text: str) -> None:
        if column != TEAM or text.strip() == self._typed_of(key):
            return
        metric, period = self._place_of(key)
        tools = self._tools
        tools.change(
            self,
            lambda: tools.source.measures().team.set(metric, period, text),
            self.tr("已记团队数。") if text.strip() else self.tr("已删团队数。"),
            self.said.emit,
            failed=self._refuse,
        )

    def _refuse(self, problem: Problem) -> None:
        # Enter has closed the cell: it opens again with what was typed and what is wrong about it.
        if problem.bug or not self._view.show_edit_problem(problem.text.to(self._tools.language)):
            self._tools.tasks.failed.emit(problem)

    # --- a column of numbers --------------------------------------------------------------------------------

    def _paste(self, text: str, key: int, _column: str) -> None:
        """Put a column of numbers into the rows from the current one on.

        It goes into the team's numbers from whichever cell: nothing else can be typed here.
        """
        if self._tools.read_only:
            self.said.emit(self._tools.read_only, False)
            return
        cells = [row[0] if row else "" for row in csv.reader(StringIO(text), delimiter="\t")]
        keys = [row.id for row in self._rows.shown]
        below = keys[keys.index(key) :]
        if len(cells) > len(below):
            problem = UserError(_MORE.format(given=len(cells), rows=len(below)))
            self._tools.tasks.failed.emit(Problem(problem))
            return
        rows = [(*self._place_of(at), cell) for at, cell in zip(below, cells, strict=False)]
        tools = self._tools

        def change() -> Changes:
            return tools.source.measures().team.set_each(rows)

        done = self.tr("已粘贴 %n 个团队数。", "", len(rows))
        tools.change(self, change, done, self.said.emit)
