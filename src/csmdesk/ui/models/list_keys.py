"""What the keys do in the fast list; the rest is Qt's (arrows, pages, Shift to select) or the pane's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from csmdesk.ui.models.grouping import GroupHead
from csmdesk.ui.models.table import RowModel

if TYPE_CHECKING:
    from csmdesk.ui.models.view import RowView

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
_SIDEWAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_UP_DOWN = {_Key.Key_Up: False, _Key.Key_Down: True}
_ENTER = frozenset({_Key.Key_Return, _Key.Key_Enter})
_NOT_TYPED = frozenset({"/", "?"})
"""These lead to the filter and to the sheet of keys."""


class ListKeys:
    """The keys of one list."""

    def __init__(self, view: RowView, rows: RowModel[Any]) -> None:
        self._view = view
        self._rows = rows

    def take(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to Qt. Keys for the pane are ignored, so that they go on to it."""
        view = self._view
        index = view.currentIndex()
        key, held = Qt.Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier
        in_cell = view.in_cell
        view.show_ring()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(index)
        elif held & _Mod.AltModifier or held == _Mod.ControlModifier | _Mod.ShiftModifier:
            if not (index.isValid() and self._lay_out(index, key, held)):
                event.ignore()
        elif held & (_Mod.ControlModifier | _Mod.MetaModifier):
            return False
        elif key == _Key.Key_Escape:
            event.setAccepted(view.select_one())
        elif key == _Key.Key_Up and not held and index.row() <= 0:
            view.left_up.emit()
        elif not index.isValid():
            return self._type(event, index, in_cell=False)
        elif isinstance(self._rows.row_at(index.row()), GroupHead) and self._fold(index, key, held):
            pass
        elif key in _ENTER and not held:
            if not view.open_figure(index.row(), index.column()):
                view.opened.emit(view.key)
        elif key == _Key.Key_F2 and not held:
            self._edit(event, index)
        elif key == _Key.Key_Space and not held:
            view.mark_current()
        elif key == _Key.Key_Left and not held and self._leads_to_head(index):
            view.setCurrentIndex(self._rows.index(self._rows.head_above(index.row()), index.column()))
        else:
            return self._type(event, index, in_cell=in_cell)
        return True

    # --- columns and groups ---------------------------------------------------------------------------------

    def _lay_out(self, index: QModelIndex, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        shift = bool(held & _Mod.ShiftModifier)
        if key in _SIDEWAYS and held == _Mod.ControlModifier | _Mod.ShiftModifier:
            view.columns.step(index.column(), _SIDEWAYS[key])
        elif key in _SIDEWAYS and held == _Mod.AltModifier | _Mod.ShiftModifier:
            view.columns.widen(index.column(), _SIDEWAYS[key])
        elif key in _UP_DOWN and held & ~_Mod.ShiftModifier == _Mod.AltModifier:
            view.sort_by(index.column(), _UP_DOWN[key], add=shift)
        else:
            return False
        view.scrollTo(view.currentIndex())
        return True

    def _fold(self, index: QModelIndex, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Act on a key on the head of a group."""
        head = self._rows.row_at(index.row())
        assert isinstance(head, GroupHead)
        if held:
            return False
        if (
            key == _Key.Key_Space
            or key in _ENTER
            or key == (_Key.Key_Right if head.folded else _Key.Key_Left)
        ):
            self._rows.toggle_group(head.id)
        elif key == _Key.Key_Right:
            self._view.setCurrentIndex(self._rows.index(index.row() + 1, index.column()))
        elif key != _Key.Key_Left:
            return False
        return True

    def _leads_to_head(self, index: QModelIndex) -> bool:
        """← in the first column of a grouped row leads to its group's head, as in a tree."""
        return index.column() == 0 and self._rows.head_above(index.row()) >= 0

    # --- cells ----------------------------------------------------------------------------------------------

    def _edit(self, event: QKeyEvent, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if self._rows.columns[index.column()].edit and not isinstance(row, GroupHead):
            self._view.ask_edit(index)
        else:
            event.ignore()

    def _type(self, event: QKeyEvent, index: QModelIndex, *, in_cell: bool) -> bool:
        """A letter begins an edit, or is the pane's, or goes to the filter; False for what is no letter."""
        text = event.text()
        if not text.strip() or not text.isprintable():
            return False
        if text in _NOT_TYPED:
            event.ignore()
        elif in_cell:
            self._view.ask_edit(index, text)
        elif text.casefold() in self._view.action_keys:
            event.ignore()
        else:
            self._view.typed.emit(text)
        return True

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        plain, rich = self._view.copy_text()
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)

    def _paste(self, index: QModelIndex) -> None:
        text = QGuiApplication.clipboard().text()
        if text and index.isValid():
            row = self._rows.row_at(index.row())
            if not isinstance(row, GroupHead):
                self._view.pasted.emit(text, row.id, self._rows.columns[index.column()].key)
