"""A table whose current row and selection are kept by key, whatever happens to the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.laid_table import LaidTable
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
NO_UPDATE = _Flag.NoUpdate
ONE = _Flag.ClearAndSelect | _Flag.Rows


class RowSelection:
    """Keeps the selected rows by their keys through filter, order, groups and other rows.

    Qt would keep an index for each selected row while rows are sorted, and forget all of them when the list
    is filtered; here the selection is ranges, and keys are taken only where more than one row is selected.
    """

    def __init__(self, rows: RowModel[Any]) -> None:
        self._rows = rows
        self._model = QItemSelectionModel()
        self._away: frozenset[int] = frozenset()
        """Selected rows that are not shown now."""
        self._kept: frozenset[int] | None = None
        self._keys: list[int] | None = None
        self.several = False
        """True while other rows than just the current one are selected."""
        self.marking = False
        """True while rows are marked one by one: moving on leaves the selection as it is."""

    def watch(self, model: QItemSelectionModel) -> None:
        """Keep what is selected in this one; before that nothing is."""
        self._model = model

    # --- what is selected -----------------------------------------------------------------------------------

    @property
    def keys(self) -> list[int]:
        """The selected rows that are shown, in their order; the current row alone where none is selected."""
        if self._keys is None:
            selection = self._model.selection()
            positions: list[int] = []
            for one in map(selection.at, range(selection.count())):
                positions += range(one.top(), one.bottom() + 1)
            positions.sort()
            if not positions and self._model.currentIndex().isValid():
                positions.append(self._model.currentIndex().row())
            self._keys = [row.id for row in self._rows.rows_at(positions)]
        return self._keys

    def note(self) -> None:
        """Take up that Qt's selection, or the current row, is another one."""
        self._keys = None
        selection = self._model.selection()
        few = selection.count() <= 1
        rows, elsewhere = 0, False
        if few and selection.count():
            one: QItemSelectionRange = selection.first()
            rows, elsewhere = one.height(), one.top() != self._model.currentIndex().row()
        self.several = not few or rows > 1 or elsewhere or self.marking
        if not rows and few:
            self.marking = False

    def start_anew(self) -> None:
        """The user selects something else: what a filter hides is selected no longer."""
        self._away = frozenset()
        self.marking = False

    # --- selecting ------------------------------------------------------------------------------------------

    def choose(self, keys: Iterable[int]) -> None:
        """Select the rows with these keys, also those that are not shown."""
        wanted = frozenset(keys)
        positions = self._rows.positions_of(wanted)
        shown = {row.id for row in self._rows.rows_at(positions)}
        self._away = wanted - shown
        self._model.select(self._ranges(positions), _Flag.ClearAndSelect | _Flag.Rows)

    def mark(self, index: QModelIndex) -> None:
        """Mark the row of ``index``, or take its mark away; the first mark is the current row's."""
        if not self.marking and not self.several:
            self.marking = True
            self._model.select(index, ONE)
            self.note()
        else:
            self.marking = True
            self._model.select(index, _Flag.Toggle | _Flag.Rows)

    def _ranges(self, positions: Collection[int]) -> QItemSelection:
        selection = QItemSelection()
        last_column = len(self._rows.columns) - 1
        first = before = -2
        for position in [*positions, -2]:
            if position == before + 1 and first >= 0:
                before = position
                continue
            if first >= 0:
                top, bottom = self._rows.index(first, 0), self._rows.index(before, last_column)
                selection.append(QItemSelectionRange(top, bottom))
            first = before = position
        return selection

    # --- while the rows move --------------------------------------------------------------------------------

    def keep(self) -> None:
        """Before the rows move: take the keys, unless the current row is all that is selected."""
        if self._kept is None and (self.several or self._away):
            self._kept = self._away.union(self.keys)
            # Qt would keep an index for each of them.
            self._model.blockSignals(True)
            self._model.clearSelection()
            self._model.blockSignals(False)
        self._keys = None

    def restore(self, current: QModelIndex) -> bool:
        """After they have moved: select them again, with ``current`` as the current one.

        True when several rows are selected; else the current row is for the view to select.
        """
        kept, self._kept, self._keys = self._kept, None, None
        if kept is None:
            return False
        positions = self._rows.positions_of(kept)
        self._away = kept.difference(row.id for row in self._rows.rows_at(positions))
        self._model.setCurrentIndex(current, _Flag.NoUpdate)
        self._model.select(self._ranges(positions), _Flag.ClearAndSelect)
        self.note()
        return True


class PickedTable(LaidTable):
    """Rows of which one is current and any number are selected.

    ``current_changed(key)`` says that the user moved to another row, ``selection_changed`` that other rows
    are selected, ``lines_moved`` that lines stand elsewhere.
    """

    current_changed = Signal(int)
    selection_changed = Signal()
    lines_moved = Signal()

    def __init__(self, theme: Theme, rows: RowModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(theme, rows, parent)
        self._key = 0
        self._head_key = 0
        """The key of the group's head that is the current line; 0 while a row is."""
        self._column = 0
        self._frozen = False
        """True while the program moves the current row, and not the user."""
        self._selection = RowSelection(rows)

    def _show_rows(self) -> None:
        """Take up the rows; whoever derives from this calls it when it is ready for Qt's questions."""
        # Qt asks for the command of a selection as soon as it has a model.
        rows = self._rows
        self.setModel(rows)
        self._selection.watch(self.selectionModel())
        rows.rearranging.connect(self._selection.keep)
        rows.modelReset.connect(self._after_reset)
        rows.layoutChanged.connect(self._after_layout)
        rows.rowsInserted.connect(self._after_fold)
        rows.rowsRemoved.connect(self._after_fold)

    # --- the current row ------------------------------------------------------------------------------------

    @property
    def key(self) -> int:
        """The key of the current row, also while a filter hides it; 0 before there is one."""
        return self._key

    def set_key(self, key: int) -> None:
        """Make a row current without a signal; it is scrolled into view when it is shown."""
        if key != self._key:
            self._key, self._head_key = key, 0
        self._show_key()

    def select_first(self) -> None:
        """Make the first shown row current."""
        heads = frozenset(self._rows.head_positions)
        row = next((line for line in range(self._rows.rowCount()) if line not in heads), -1)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))

    def _show_key(self, *, scroll: bool = True) -> None:
        rows = self._rows
        position = rows.position_of(self._head_key) if self._head_key else -1
        if position < 0:
            self._head_key = 0
            position = rows.position_of(self._key) if self._key else -1
        index = rows.index(position, self._column) if position >= 0 else QModelIndex()
        several = False
        self._frozen = True
        if self._selection.restore(index):
            several = True
        elif position < 0:
            self.clearSelection()
            self.selectionModel().setCurrentIndex(index, NO_UPDATE)
        elif not (self._selection.several and position == self.currentIndex().row()):
            self.selectionModel().setCurrentIndex(index, ONE)
        if scroll and position >= 0:
            self.scrollTo(index)
        self._frozen = False
        if several:
            self.selection_changed.emit()

    def _after_reset(self) -> None:
        self.columns.fit_new()
        self._lay_out()
        self._show_key()
        if not self.currentIndex().isValid():
            self.verticalScrollBar().setValue(0)
        self.lines_moved.emit()

    def _lay_out(self) -> None:
        self.tops.take()
        # Left to itself Qt does it in a later turn, and has all rows painted once more.
        self.executeDelayedItemsLayout()

    def _after_layout(self) -> None:
        self._lay_out()
        self._restore()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.lines_moved.emit()

    def _after_fold(self) -> None:
        self._lay_out()
        self._restore()
        self.lines_moved.emit()

    def _restore(self) -> None:
        """Select again what was selected before lines moved away under the selection."""
        current = self.currentIndex()
        self._frozen = True
        several = self._selection.restore(current)
        if not several and current.isValid():
            self.selectionModel().setCurrentIndex(current, ONE)
        self._frozen = False
        if several:
            self.selection_changed.emit()
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        # Qt selects before it moves on: only now is it known whether that is another row.
        self._selection.note()
        self.update_lines(previous.row(), previous.row())
        self._update_current()
        if self._frozen or not current.isValid():
            return
        self._column = current.column()
        line = self._rows.row_at(current.row())
        if isinstance(line, GroupHead):
            self._head_key = line.id
            return
        self._head_key = 0
        if line.id != self._key:
            self._key = line.id
            self.current_changed.emit(line.id)

    def _update_current(self) -> None:
        """Paint the current row anew, which looks otherwise while several are selected."""
        line = self.currentIndex().row()
        self.update_lines(line, line)

    # --- selection ------------------------------------------------------------------------------------------

    @property
    def selected_keys(self) -> list[int]:
        """The selected rows in the order shown; the current row alone counts, a group's head does not."""
        return self._selection.keys

    @property
    def marking(self) -> bool:
        """True while rows are marked one by one with Space."""
        return self._selection.marking

    def set_selected(self, keys: Iterable[int]) -> None:
        """Select rows by their keys, those that are not shown too."""
        self._selection.choose(keys)

    def mark_current(self) -> None:
        """Mark the current row, or take its mark away."""
        self._selection.mark(self.currentIndex())
        self._update_current()
        self.selection_changed.emit()

    def select_one(self) -> bool:
        """Select nothing but the current row; False when it was so already."""
        if not self._selection.several:
            return False
        self._selection.start_anew()
        self.selectionModel().select(self.currentIndex(), ONE)
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._selection.note()
        for some in (deselected, selected):
            for place in range(some.count()):
                self.update_lines(some.at(place).top(), some.at(place).bottom())
        self._update_current()
        if not self._frozen:
            self.selection_changed.emit()

    def selectionCommand(
        self, index: _Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        # Marks stay while the user moves on to the next row; Shift adds all rows on the way.
        shift = isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self._selection.marking and isinstance(event, QKeyEvent) and not shift:
            return NO_UPDATE
        command = super().selectionCommand(index, event)
        # Without an event Qt only asks, on the way to something else.
        if event is not None and command & _Flag.Clear:
            self._selection.start_anew()
        return command
