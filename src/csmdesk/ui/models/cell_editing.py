"""Editing in place: one cell at a time, kept on its row by key while the rows around it move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QInputMethodEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.models.cell_editor import CellEditor, Problem
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import Theme


class Edit(NamedTuple):
    """A cell that is edited, by the keys of its row and its column."""

    key: int
    column: str
    text: str | None
    """What it says now; None when that is not known."""
    choices: tuple[str, ...]
    searched: tuple[str, ...] = ()
    """For each choice what it is found by, where that is more than its words."""


class CellEditing(QObject):
    """The editor of a list, if it is open.

    ``edited(key, column, text)`` asks to save; whoever does may answer with ``show_problem``, at once or
    later. ``stepped(key, column, step)`` follows Tab and Shift+Tab; ``closed(focus)`` says whether the list
    gets the keys again.
    """

    edited = Signal(int, str, str)
    stepped = Signal(int, str, int)
    closed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        rows: RowModel[Any],
        viewport: QWidget,
        box_of: Callable[[int, int], QRect | None],
    ) -> None:
        """``box_of`` tells where a cell is (row's key, column's place); None while it is not shown."""
        super().__init__(viewport)
        self._theme = theme
        self._rows = rows
        self._viewport = viewport
        self._box_of = box_of
        self._editor: CellEditor | None = None
        self._edit: Edit | None = None
        self._last: tuple[Edit, str] | None = None
        self._problem: Problem | None = None
        self._refused = False
        self._composed: QInputMethodEvent | None = None

    @property
    def edit(self) -> Edit | None:
        """The cell that is edited now."""
        return self._edit

    @property
    def editor(self) -> CellEditor | None:
        """The line over it."""
        return self._editor

    # --- opening --------------------------------------------------------------------------------------------

    def open(self, edit: Edit, typed: str) -> bool:
        """Edit a cell, with its text selected or replaced by what was typed; False when it is not shown."""
        if not self._open(edit, edit.text or ""):
            return False
        assert self._editor is not None
        line = self._editor.line
        line.selectAll()
        composed, self._composed = self._composed, None
        if typed:
            # As if it had been typed here, so that choices are offered.
            line.insert(typed)
        elif composed is not None:
            # The first letter of a composition came to the list; the editor goes on with it.
            line.clear()
            QCoreApplication.sendEvent(line, composed)
        return True

    def _open(self, edit: Edit, text: str) -> bool:
        self.close(focus=False)
        box, row = self._box(edit), self._rows.row_of(edit.key)
        if box is None or row is None:
            return False
        column = self._rows.columns[self._rows.place_of_column(edit.column)]
        self._edit = edit
        editor = CellEditor(
            self._theme, text, edit.choices, edit.searched, right=column.right, parent=self._viewport
        )
        editor.line.setAccessibleName(f"{column.head} {self._rows.columns[0].words(row)}")
        editor.saved.connect(self._save)
        editor.left.connect(self._leave)
        editor.line.textEdited.connect(self._hide_problem)
        self._editor = editor
        self.place()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hold(self, event: QInputMethodEvent) -> None:
        """Keep what an input method began over the list, for the editor that opens next."""
        self._composed = QInputMethodEvent(event)

    def drop_held(self) -> None:
        """Nobody opened an editor for it."""
        self._composed = None

    # --- saving and leaving ---------------------------------------------------------------------------------

    def _save(self, text: str, step: int) -> None:
        edit = self._edit
        if edit is None:
            return
        # Whether the list gets the keys back; not when the focus has already gone elsewhere.
        editor = self._editor
        ours = editor is not None and editor.line.hasFocus()
        self._refused = False
        self._last = (edit, text)
        if text != edit.text:
            self.edited.emit(edit.key, edit.column, text)
        if self._refused or self._edit is not edit:
            return
        self.close(focus=ours)
        if step:
            self.stepped.emit(edit.key, edit.column, step)

    def _leave(self) -> None:
        self.close(focus=True)

    def commit(self) -> None:
        """Save what is being edited, as if the focus had gone elsewhere."""
        if self._editor is not None:
            self._save(self._editor.text, 0)

    def close(self, *, focus: bool) -> None:
        """Close the editor without saving; with ``focus`` the list gets the keys."""
        editor, self._editor, self._edit = self._editor, None, None
        self._hide_problem()
        if editor is not None:
            editor.finish()
            self.closed.emit(focus)
            editor.hide()
            editor.deleteLater()

    # --- problems -------------------------------------------------------------------------------------------

    def show_problem(self, sentence: str) -> bool:
        """Say what is wrong with what was typed last; the editor stays open, or opens again with it."""
        if self._edit is None:
            if self._last is None:
                return False
            edit, text = self._last
            if not self._open(edit, text):
                return False
        editor = self._editor
        assert editor is not None
        self._refused = True
        editor.set_bad(True)
        if self._problem is None:
            self._problem = Problem(self._theme, self._viewport)
        self._problem.say(sentence, editor.geometry(), self._viewport.rect())
        editor.line.setAccessibleDescription(sentence)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(
                QAccessibleEvent(editor.line, QAccessible.Event.DescriptionChanged)
            )
        return True

    @property
    def problem(self) -> Problem | None:
        """The sentence under the editor, while there is one."""
        return self._problem if self._problem is not None and not self._problem.isHidden() else None

    def _hide_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()

    # --- places ---------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put the editor over its cell: the list has been scrolled, laid out or put in order."""
        if self._editor is None or self._edit is None:
            return
        box = self._box(self._edit)
        if box is None:
            if self._rows.row_of(self._edit.key) is None:
                self.close(focus=True)
            else:
                self.commit()
            return
        self._editor.setGeometry(box)
        if self.problem is not None:
            self.problem.say(self.problem.accessibleName(), box, self._viewport.rect())

    def _box(self, edit: Edit) -> QRect | None:
        return self._box_of(edit.key, self._rows.place_of_column(edit.column))

    def next_cell(self, shown: Sequence[int], key: int, column: str, step: int) -> QModelIndex:
        """The next cell that can be edited, in the next row where this one has no more; not the first column.

        ``shown`` are the columns from left to right, ``step`` is 1 or -1.
        """
        rows = self._rows
        cells = [place for place in shown if place and rows.columns[place].edit]
        line, here = rows.position_of(key), rows.place_of_column(column)
        if line < 0 or not cells:
            return QModelIndex()
        # The name, which is edited by F2 alone, stands before all of them.
        at = (cells.index(here) if here in cells else -1) + step
        while not 0 <= at < len(cells):
            line += step
            if not 0 <= line < rows.rowCount():
                return QModelIndex()
            if not isinstance(rows.row_at(line), GroupHead):
                at = 0 if step > 0 else len(cells) - 1
        return rows.index(line, cells[at])
