"""The view of the fast list: one Python call paints a page of rows, instead of one call a cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.head import EDGE, Head
from csmdesk.ui.models.page import Page, PageState, RowPainter
from csmdesk.ui.models.picked_table import NO_UPDATE, ONE, PickedTable
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import by_keyboard

if TYPE_CHECKING:
    from csmdesk.ui.models.cell_editing import CellEditing
    from csmdesk.ui.models.list_keys import ListKeys
    from csmdesk.ui.models.list_pointer import ListPointer

__all__ = ["EDGE", "Cell", "Head", "RowPainter", "RowView"]

_Index = QModelIndex | QPersistentModelIndex
_COMPOSES = Qt.WidgetAttribute.WA_InputMethodEnabled


class RowView(PickedTable):
    """A list of rows without grid, painted by a ``RowPainter``.

    Current row and selection are kept by key when rows are filtered, sorted, grouped or replaced.
    ``opened(key)`` is Enter or a double click on a row, ``figure_opened(key, column key, place)`` a click or
    Enter on a figure, ``typed(text)`` a letter typed, ``left_up`` ↑ on the first line.

    Cells whose column has an ``edit`` field are edited in place: ``edit_asked(key, column key, typed)`` is
    F2, a double click or a letter, answered in the same turn by ``edit_cell``; ``edited(key, column key,
    text)`` asks to save. ``pasted(text, key, column key)`` is Ctrl+V, ``layout_changed`` another order, width
    or choice of columns by the user, ``head_menu_asked(column key, place)`` a right click on the heads.
    """

    opened = Signal(int)
    figure_opened = Signal(int, str, QRect)
    typed = Signal(str)
    left_up = Signal()
    layout_changed = Signal()
    head_menu_asked = Signal(str, QPoint)
    edit_asked = Signal(int, str, str)
    edited = Signal(int, str, str)
    pasted = Signal(str, int, str)

    def __init__(
        self, theme: Theme, model: RowModel[Any], painter: RowPainter, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, model, parent)
        self._painter = painter
        self._ring = True
        self._typed = ""
        self._editing: CellEditing | None = None
        self._page = Page(theme, model, painter, self.columns.places, self.tops)
        self.action_keys: frozenset[str] = frozenset()
        self.head.sort_asked.connect(self._sort)
        self.head.menu_asked.connect(self.head_menu_asked)
        self.columns.changed.connect(self.layout_changed)
        self.columns.moved.connect(self._place_editor)
        self.lines_moved.connect(self._after_move)
        self._show_rows()

    @cached_property
    def _keys(self) -> ListKeys:
        """What keys do; loaded with the first one."""
        from csmdesk.ui.models.list_keys import ListKeys

        return ListKeys(self, self._rows)

    @cached_property
    def _pointer(self) -> ListPointer:
        """What the pointer does; loaded when it is first over the list."""
        from csmdesk.ui.models.list_pointer import ListPointer

        return ListPointer(self, self._rows, self._painter)

    def _after_move(self) -> None:
        self.hover = (-1, -1)
        self._place_editor()

    # --- columns and order ----------------------------------------------------------------------------------

    @property
    def layout(self) -> ColumnLayout:  # type: ignore[override]
        """How the columns stand now."""
        return self.columns.places.layout

    @property
    def chosen_layout(self) -> ColumnLayout | None:
        """The layout that the user chose; None while the width of the list decides what is shown."""
        return self.columns.places.chosen

    def set_layout(self, layout: ColumnLayout | None) -> None:
        """Lay the columns out as the user chose; None gives the choice back to the width of the list."""
        self.columns.set_layout(layout)

    def _sort(self, column: int, add: bool) -> None:
        sorts = dict(self._rows.sort_keys)
        key = self._rows.columns[column].key
        first = self._rows.sort_keys[0][0]
        again = key in sorts if add else key == first
        self.sort_by(column, again and not sorts[key], add=add)

    def sort_by(self, column: int, descending: bool, *, add: bool = False) -> None:
        """Order by a column; with ``add`` behind those that order the rows already."""
        key = self._rows.columns[column].key
        sorts = {**dict(self._rows.sort_keys), key: descending} if add else {key: descending}
        self._rows.set_sort(list(sorts.items()))
        self.head.viewport().update()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        current = self.currentIndex()
        area, here, column = event.rect(), current.row(), current.column()
        x, y, width = self.horizontalOffset(), self.verticalOffset(), self.viewport().width()
        selected: tuple[int, ...] = (here,)
        several = self._selection.several
        if several:
            index, chosen = self._rows.index, self.selectionModel().isSelected
            selected = tuple(line for line in self._page.lines(area, y) if chosen(index(line, 0)))
        seen = column if self._ring and (column > 0 or several) else -1
        focused = self.hasFocus() or (self._editing is not None and self._editing.edit is not None)
        state = PageState(area, width, x, y, here, seen, *self.hover, focused, selected)
        painter = QPainter(self.viewport())
        self._page.draw(painter, state)
        painter.end()

    # --- pointer --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer.move(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.leave()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pointer.press(event):
            return
        super().mousePressEvent(event)
        # A click on a cell that can be edited shows it as the current one: letters go into it.
        self._ring = not event.modifiers() and self.can_edit(self.currentIndex())
        self._update_current()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        figure = self._pointer.release(event)
        if figure is not None:
            self.open_figure(*figure)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        line = self._rows.row_at(index.row())
        if isinstance(line, GroupHead):
            self._rows.toggle_group(line.id)
        elif self._pointer.figure_at(place) is None:
            if self.can_edit(index):
                self.ask_edit(index)
            else:
                self.opened.emit(line.id)

    def open_figure(self, line: int, column: int) -> bool:
        """Open the figure of a cell; False where there is none."""
        box = self._pointer.figure_box(line, column)
        if box is None:
            return False
        place = QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
        self.figure_opened.emit(self._rows.row_at(line).id, self._rows.columns[column].key, place)
        return True

    # --- keys -----------------------------------------------------------------------------------------------

    def set_action_keys(self, keys: frozenset[str]) -> None:
        """Letters that the pane acts on: they are not typed into the filter but left to the pane."""
        self.action_keys = frozenset(key.casefold() for key in keys)

    @property
    def in_cell(self) -> bool:
        """True while a cell that can be edited is seen as the current one: letters go into it."""
        return self._ring and self.can_edit(self.currentIndex())

    def show_ring(self) -> None:
        """Let the current cell be seen: the keyboard moves in the list."""
        self._ring = True
        self._update_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.head.cancel(event) or self._keys.take(event):
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        # Qt would ask the model for every row; here typing goes to the filter, through ``ListKeys``.
        pass

    def copy_text(self) -> tuple[str, str]:
        """The selected rows with the columns that are shown: as text with tabs, and as an HTML table."""
        from csmdesk.ui.models.copying import copied_table

        rows = self._rows
        columns = [rows.columns[column] for column in self.columns.places.shown]
        found = [row for row in map(rows.row_of, self.selected_keys) if row is not None]
        return copied_table(columns, found)

    # --- editing --------------------------------------------------------------------------------------------

    def can_edit(self, index: _Index) -> bool:
        """True where a letter begins an edit: in the cells of rows, but the first is edited by F2 only."""
        if not index.isValid() or not index.column() or not self._rows.columns[index.column()].edit:
            return False
        return not isinstance(self._rows.row_at(index.row()), GroupHead)

    def ask_edit(self, index: _Index, typed: str = "") -> None:
        """Ask for an editor in a cell, which begins with what was typed."""
        self._typed = typed
        self.edit_asked.emit(self._rows.row_at(index.row()).id, self._rows.columns[index.column()].key, typed)
        self._typed = ""

    def edit_cell(
        self,
        key: int,
        column: str,
        *,
        text: str,
        choices: Sequence[str] = (),
        searched: Sequence[str] = (),
    ) -> bool:
        """Edit a cell whose text is ``text`` now; ``choices`` are offered. False when it is not shown.

        ``searched`` is for each choice what it is found by, where that is more than its words.

        In answer to ``edit_asked`` the editor begins with what was typed there, else with the text selected.
        """
        place = self._rows.place_of_column(column)
        position = self._rows.position_of(key)
        if position < 0 or place not in self.columns.places.shown:
            return False
        index = self._rows.index(position, place)
        self.selectionModel().setCurrentIndex(index, NO_UPDATE if self._selection.several else ONE)
        self.scrollTo(index)
        from csmdesk.ui.models.cell_editing import Edit

        # Whoever hands back what was typed does not say what stood there before.
        before = None if self._typed and text == self._typed else text
        return self.editing.open(Edit(key, column, before, tuple(choices), tuple(searched)), self._typed)

    def show_edit_problem(self, sentence: str) -> bool:
        """Say why the last edit was refused; its editor stays open, or opens again. False when it cannot."""
        return self._editing is not None and self._editing.show_problem(sentence)

    @property
    def editing(self) -> CellEditing:
        """What edits cells in place; loaded and made when it is first needed."""
        if self._editing is None:
            from csmdesk.ui.models.cell_editing import CellEditing

            self._editing = CellEditing(self._theme, self._rows, self.viewport(), self.editor_box)
            self._editing.edited.connect(self.edited)
            self._editing.stepped.connect(self._edit_next)
            self._editing.closed.connect(self._after_edit)
        return self._editing

    def _place_editor(self) -> None:
        if self._editing is not None:
            self._editing.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def _edit_next(self, key: int, column: str, step: int) -> None:
        index = self.editing.next_cell(self.columns.places.shown, key, column, step)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, ONE)
            self.ask_edit(index)

    def _after_edit(self, focus: bool) -> None:
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_ring()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        index = self.currentIndex()
        if not (event.preeditString() or event.commitString()) or not self.can_edit(index):
            event.ignore()
            return
        # The composition begins over the list and goes on in the editor, with its first letter.
        self.editing.hold(event)
        self.ask_edit(index)
        self.editing.drop_held()
        event.accept()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        # An input method may compose where a letter would begin an edit, and nowhere else.
        self.setAttribute(_COMPOSES, self.can_edit(current))

    # --- focus ----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = by_keyboard(event.reason())
        # Qt makes the first row current when there is none; whether that is right is not for it to say.
        before = self.currentIndex().isValid()
        self._frozen = True
        super().focusInEvent(event)
        self._frozen = False
        if not before:
            self._show_key(scroll=False)
        self.setAttribute(_COMPOSES, self.can_edit(self.currentIndex()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
