"""The text of a chapter as it is written: lines, lists, tables and cards by keys, buttons and the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor, QTextTable

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts, formats, moving, table_acts
from csmdesk.ui.panes.review.text.steps import one_step
from csmdesk.ui.panes.review.text.text_page import TextPage

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_LISTS = {"-": False, "*": False, "•": False, "1.": True, "1、": True}
"""What typed at the start of a line and followed by a blank makes it a list."""


class TextBody(TextPage):
    """The lines of a chapter; ``card_opened(place)`` asks for the form of the card at a character."""

    card_opened = Signal(int)

    # --- typing ---------------------------------------------------------------------------------------------

    def prepare_typing(self) -> None:
        self._leave_card()
        super().prepare_typing()

    def _leave_card(self) -> None:
        """Words do not go into the line of a card but into one of their own, below or above it."""
        cursor = self.textCursor()
        if cursor.hasSelection() and len(acts.lines_of(cursor)) > 1:
            return
        if acts.card_at(cursor.block()) is None:
            return
        below = cursor.selectionEnd() > cursor.block().position() or cursor.hasSelection()
        with one_step(cursor):
            cursor.clearSelection()
            if below:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                cursor.insertBlock(formats.paragraph(), QTextCharFormat())
            else:
                cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
                cursor.insertBlock(formats.card(), QTextCharFormat())
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
                cursor.setBlockFormat(formats.paragraph())
        self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._after_typing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self._after_typing()

    def _after_typing(self) -> None:
        """A prompt of several lines becomes an ordinary line with the first letter, in the same undo step."""
        if self.composing:
            return
        cursor = self.textCursor()
        block = cursor.block()
        form = block.blockFormat()
        wanted = formats.paragraph().bottomMargin()
        if formats.asked(form) and block.length() > 1 and form.bottomMargin() != wanted:
            form.setBottomMargin(wanted)
            cursor.joinPreviousEditBlock()
            cursor.setBlockFormat(form)
            cursor.endEditBlock()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # In a table Tab goes to the next cell, elsewhere out of the text.
        inside = self.table is not None and not self.isReadOnly() and self.hasFocus()
        return False if inside else super().focusNextPrevChild(forward)

    def is_own(self, event: QKeyEvent) -> bool:
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moves = event.key() in _UP_DOWN and mods in {_ALT, _ALT | _SHIFT}
        heads = mods == _CTRL | _ALT and event.key() in {Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0}
        return moves or heads or super().is_own(event)

    def own_key(self, event: QKeyEvent) -> bool:
        if self.isReadOnly():
            return super().own_key(event)
        key = event.key()
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        cursor = self.textCursor()
        table = formats.table_of(cursor)
        if key in _TABS and table is not None and not mods & (_CTRL | _ALT):
            self._next_cell(table, -1 if key == Qt.Key.Key_Backtab or mods & _SHIFT else 1)
            return True
        if key in _UP_DOWN and mods == _ALT | _SHIFT:
            self.move_line(_UP_DOWN[Qt.Key(key)])
            return True
        if mods == _CTRL | _ALT and key in {Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0}:
            self.set_kind({Qt.Key.Key_2: "heading2", Qt.Key.Key_3: "heading3"}.get(Qt.Key(key), "paragraph"))
            return True
        if mods == _NONE and self._card_key(event):
            return True
        if mods == _NONE and key == Qt.Key.Key_Backspace and acts.backspace(cursor):
            self.setTextCursor(cursor)
            return True
        if mods == _NONE and key == Qt.Key.Key_Delete and self._before_card(cursor):
            return True
        if key == Qt.Key.Key_Space and mods == _NONE and self._begin_list():
            return True
        return super().own_key(event)

    def _card_key(self, event: QKeyEvent) -> bool:
        """Enter opens a card, Delete and Backspace remove it."""
        cursor = self.textCursor()
        card = acts.card_at(cursor.block()) if len(acts.lines_of(cursor)) == 1 else None
        if card is None:
            return False
        if event.key() in _ENTER:
            if isinstance(card, text.Live):
                self.prepare_typing()
            else:
                self.card_opened.emit(cursor.block().position())
            return True
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.remove_card()
            return True
        return False

    def _before_card(self, cursor: QTextCursor) -> bool:
        """Delete at the end of a line does not draw the card below into it, it goes to the card."""
        after = cursor.block().next()
        if cursor.hasSelection() or not cursor.atBlockEnd() or not after.isValid():
            return False
        if acts.card_at(after) is None or cursor.block().length() == 1:
            return False
        cursor.setPosition(after.position())
        self.setTextCursor(cursor)
        return True

    def enter(self, *, new_line: bool) -> None:
        if new_line:
            super().enter(new_line=True)
            return
        cursor = self.textCursor()
        acts.enter(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _begin_list(self) -> bool:
        """A dash or a number and a blank at the start of a paragraph begin a list."""
        cursor = self.textCursor()
        block = cursor.block()
        typed = block.text()[: cursor.positionInBlock()]
        if typed not in _LISTS or acts.kind_of(cursor) != "paragraph" or cursor.hasSelection():
            return False
        with one_step(cursor):
            cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            acts.set_list(cursor, ordered=_LISTS[typed])
        self.setTextCursor(cursor)
        return True

    # --- kinds of lines -------------------------------------------------------------------------------------

    @property
    def kind(self) -> acts.Kind:
        """What the line of the cursor is."""
        return acts.kind_of(self.textCursor())

    def set_kind(self, kind: str) -> None:
        """Make the lines of the selection headings, a list or paragraphs; again: paragraphs."""
        cursor = self.textCursor()
        if self.isReadOnly():
            return
        if kind in {"heading2", "heading3"}:
            acts.set_heading(cursor, int(kind[-1]))
        elif kind in {"bullets", "numbers"}:
            acts.set_list(cursor, ordered=kind == "numbers")
        elif self.kind != "paragraph":
            self.set_kind(self.kind)
        self.look_changed.emit()

    def insert(self, blocks: Sequence[text.Block]) -> None:
        """Put blocks at the cursor."""
        self._leave_card()
        cursor = self.textCursor()
        acts.insert_blocks(cursor, blocks, self.lines_of)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_pasted(self, blocks: tuple[text.Block, ...]) -> None:
        self.insert(blocks)

    def move_line(self, step: int) -> None:
        """Move the line or card of the cursor up or down."""
        cursor = self.textCursor()
        if not self.isReadOnly() and moving.move_line(cursor, step):
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    # --- tables ---------------------------------------------------------------------------------------------

    @property
    def table(self) -> QTextTable | None:
        """The table in which the cursor is."""
        return formats.table_of(self.textCursor())

    def _next_cell(self, table: QTextTable, step: int) -> None:
        cursor = self.textCursor()
        cell = table.cellAt(cursor)
        place = cell.row() * table.columns() + cell.column() + step
        if place >= table.rows() * table.columns():
            table_acts.add_row(cursor, table)
        elif place >= 0:
            cursor.setPosition(
                table.cellAt(place // table.columns(), place % table.columns()).firstPosition()
            )
        self.setTextCursor(cursor)

    def change_table(self, act: str) -> None:
        """Do something to the table of the cursor: add or remove a row or column, remove it, its head."""
        cursor = self.textCursor()
        table = formats.table_of(cursor)
        if table is None or self.isReadOnly():
            return
        if act == "head":
            table_acts.set_head(cursor, table, on=not formats.has_head(table.format()))
            self.look.rehighlight()
        else:
            _TABLE_ACTS[act](cursor, table)
        self.setTextCursor(cursor)

    # --- cards ----------------------------------------------------------------------------------------------

    def remove_card(self) -> None:
        """Remove the card of the cursor."""
        cursor = self.textCursor()
        acts.remove_card(cursor)
        self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.card_place()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and place >= 0
            and not self.textCursor().hasSelection()
            and not isinstance(acts.card_at(self.textCursor().block()), text.Live)
            and self.card_box(place).contains(event.position().toPoint())
            and not self.isReadOnly()
        ):
            self.card_opened.emit(place)


_TABLE_ACTS = {
    "row": table_acts.add_row,
    "column": table_acts.add_column,
    "no_row": table_acts.remove_row,
    "no_column": table_acts.remove_column,
    "remove": table_acts.remove_table,
}
