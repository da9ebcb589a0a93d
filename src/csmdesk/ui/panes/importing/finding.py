"""Finding in the lists of the pane: what is typed narrows the list of the step down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, FILES, WRITE
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.ui.models.row_search import RowSearch
    from csmdesk.ui.panes.importing.pane import ImportPane

_LONG = 8
"""No row of a file has a number with so many digits."""
_MANY = 5_000
"""From so many problems on, what they are found by is written down beside the window."""


class Finding(QObject):
    """Connects the field in the head with the lists of one pane."""

    def __init__(self, pane: ImportPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._step = FILES
        field = self._field = pane.head.field
        field.filtered.connect(self._find)
        field.escaped.connect(self._to_list)
        field.entered.connect(self._to_list)
        for view in (pane.files.view, pane.writing.view):
            # Letters mean nothing else there.
            view.typed.connect(field.type_on)

    def begin(self) -> None:
        """Put the keys into the field."""
        self._field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.edit.selectAll()

    def show_step(self, step: int) -> None:
        """Another step has another list: what was looked for in the last one is over."""
        state = self._pane.state
        nothing = step == WRITE and state.effect is not None and state.effect.empty
        self._field.setVisible(bool(state.sheets) and state.written is None and not nothing)
        self._field.set_words(self._words(step))
        if step != self._step:
            self._step = step
            self._field.set_text("")

    def _words(self, step: int) -> str:
        return {
            FILES: self.tr("筛选表"),
            COLUMNS: self.tr("筛选列，或行号"),
            CHECK: self.tr("筛选问题"),
        }.get(step, self.tr("筛选变化"))

    def _lists(self) -> list[RowModel[Any]]:
        pane = self._pane
        if self._step == FILES:
            return [pane.files.rows]
        if self._step == COLUMNS:
            return [pane.columns.mapping.rows]
        return [pane.check.rows] if self._step == CHECK else [pane.writing.effects, pane.writing.conflicts]

    def _find(self, text: str) -> None:
        if self._step == COLUMNS and self._look(text.strip()):
            text = ""
        problems = self._pane.check.rows
        if self._step == CHECK and text.strip() and problems.total > _MANY and not problems.searchable:
            self._prepare(text)
            return
        for rows in self._lists():
            rows.filter(text)

    def _look(self, text: str) -> bool:
        """Show the row of the file whose number was typed; False where it is no number."""
        work, state = self._pane.work, self._pane.state
        number = int(text) if text.isascii() and text.isdigit() and len(text) < _LONG else None
        if number != state.preview_from:
            work.look(number)
        return number is not None

    def _prepare(self, text: str) -> None:
        problems = self._pane.check.rows
        rows = list(problems.rows)

        def beside(_: Job) -> RowSearch:
            from csmdesk.ui.models.row_search import RowSearch

            return RowSearch.of(rows)

        def done(search: RowSearch) -> None:
            if list(problems.rows) == rows:
                problems.take_search(search)
            if self._field.text == text:
                problems.filter(text)

        self._pane.work.queue.ask(beside, done, key="=find", name=self.tr("筛选"))

    def _to_list(self) -> None:
        place = self._pane.stepping.focus_place
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(place, RowView) and not place.currentIndex().isValid():
            place.select_first()
