"""The table of columns: a field is chosen in place, Delete leaves a column out, Enter confirms it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from csmdesk.ui.models.laid_table import EDITOR_SIDE
from csmdesk.ui.panes.importing.column_rows import (
    ARROW,
    FIELD,
    ColumnPainter,
    ColumnRow,
    ColumnRows,
    custom_words,
    skip_words,
)
from csmdesk.ui.panes.importing.field_choices import FieldChoice
from csmdesk.ui.panes.importing.plain_table import PlainView
from csmdesk.ui.theme import Theme

SKIP = "-"
CUSTOM = "custom:"
"""What ``mapped`` gives for a column that is left out, and before the name of one that is kept as it is."""


class MappingView(PlainView):
    """``mapped(column, field)`` says which field a column is, ``confirmed(column)`` that it is so."""

    mapped = Signal(int, str)
    confirmed = Signal(int)
    column_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        rows = ColumnRows()
        super().__init__(theme, rows, ColumnPainter(theme, self._current_row), parent)
        rows.setParent(self)
        self.rows = rows
        self._fields: tuple[FieldChoice, ...] = ()
        self._custom = False
        self.setAccessibleName(self.tr("列的对应"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.edit_asked.connect(self._ask)
        self.edited.connect(self._take)
        self.opened.connect(self.confirmed)
        self.current_changed.connect(self.column_changed)

    def _current_row(self) -> int:
        index = self.currentIndex()
        if not index.isValid():
            return 0
        row = self.rows.row_at(index.row())
        return row.id

    def show_columns(
        self, rows: Sequence[ColumnRow], fields: Sequence[FieldChoice], *, anew: bool, custom: bool
    ) -> None:
        """Show the columns of a sheet; ``anew``: of another one, at its first open column. With ``custom``
        one can be kept under its own name."""
        self._fields = tuple(fields)
        self._custom = custom
        self.rows.set_rows(rows)
        if anew and rows:
            at = next((row for row in rows if row.mark in {"yellow", "red"}), rows[0])
            self.go_to(at.id)

    def go_to(self, key: int) -> None:
        """Make a column current, at its field."""
        position = self.rows.position_of(key)
        if position >= 0:
            self.go_to_line(position, FIELD)

    @property
    def current(self) -> ColumnRow | None:
        """The current column."""
        return self.rows.row_of(self.key) if self.key else None

    def next_open(self, after: int) -> int:
        """The next column to confirm behind the one with the key ``after``; 0 for none."""
        rows = self.rows.rows
        place = next((i for i, row in enumerate(rows) if row.id == after), -1)
        around = [*rows[place + 1 :], *rows[: max(0, place)]]
        return next((row.id for row in around if row.mark == "yellow"), 0)

    # --- editing --------------------------------------------------------------------------------------------

    def _choices(self, row: ColumnRow) -> list[FieldChoice]:
        skip = skip_words()
        found = [*self._fields, FieldChoice(SKIP, skip, f"{skip} bdr budaoru skip")]
        if self._custom:
            own = custom_words(row.heading)
            found.append(FieldChoice(f"{CUSTOM}{row.heading}", own, f"{own} zdyl zidingyilie custom"))
        return found

    def _ask(self, key: int, column: str, typed: str) -> None:
        row = self.rows.row_of(key)
        if row is None:
            return
        choices = self._choices(row)
        self.edit_cell(
            key,
            column,
            text=typed or row.field,
            choices=[choice.words for choice in choices],
            searched=[choice.search for choice in choices],
        )
        if not typed and self.editing.editor is not None:
            self.editing.editor.offer()

    def _take(self, key: int, column: str, text: str) -> None:
        row = self.rows.row_of(key)
        if row is None:
            return
        choices = self._choices(row)
        wanted = text.strip().casefold()
        found = next((choice for choice in choices if choice.words.casefold() == wanted), None)
        if found is None:
            near = [choice for choice in choices if wanted and wanted in choice.search.casefold()]
            found = near[0] if len(near) == 1 else None
        if found is None:
            words = self.tr("没有“{field}”这个字段，请从列表里选。")
            if self._custom:
                words = self.tr("没有“{field}”这个字段，请从列表里选，或选“{own}”。")
            self.show_edit_problem(words.format(field=text.strip(), own=custom_words(row.heading)))
            return
        self.mapped.emit(row.place, found.key)

    def editor_box(self, key: int, column: int) -> QRect | None:
        box = super().editor_box(key, column)
        # The editor stands over the frame of the field, behind the arrow.
        return None if box is None else box.adjusted(ARROW + EDITOR_SIDE, 0, -EDITOR_SIDE - 16, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The field of the current row has a frame of its own.
        ring, self._ring = self._ring, False
        super().paintEvent(event)
        self._ring = ring

    # --- keys and pointer -----------------------------------------------------------------------------------

    def skip_current(self) -> None:
        """Leave the current column out, and go on to the next."""
        row = self.current
        if row is not None:
            self.mapped.emit(row.place, SKIP)
            position = self.rows.position_of(row.id)
            if position + 1 < self.rows.rowCount():
                self.go_to_line(position + 1, FIELD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.skip_current()
        elif plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            # The field is the one cell that can be acted on.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() == FIELD:
            self.ask_edit(index)
        else:
            self.go_to_line(index.row(), FIELD)
