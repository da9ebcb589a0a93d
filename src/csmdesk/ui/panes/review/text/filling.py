"""Writes blocks into a document, at a cursor, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextTable

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats

LinesOf = Callable[[str], int]
"""How many lines the words of a prompt take."""


def one_line(words: str) -> int:
    """The words of every prompt fit into a line."""
    return 1


_INSIDE = {
    ord("\n"): formats.LINE,
    ord("\u2029"): formats.LINE,
    **dict.fromkeys((0, ord("\r"), ord(formats.OBJECT), 0xFDD0, 0xFDD1)),
}
"""A new line stays inside its paragraph; what a document takes for its own marks is no text."""


def insert_runs(cursor: QTextCursor, runs: text.Runs) -> None:
    """Write a line at the cursor."""
    for run in runs:
        if isinstance(run, text.Chip):
            cursor.insertText(formats.OBJECT, formats.chip(run))
        else:
            words = run.text.translate(_INSIDE)
            if words:
                cursor.insertText(words, formats.words(run))
    cursor.setCharFormat(QTextCharFormat())


class Filling:
    """Writes blocks one after the other from a cursor on.

    ``fresh`` says that the block of the cursor is empty and may be taken for the first of them.
    """

    def __init__(self, cursor: QTextCursor, lines_of: LinesOf = one_line, *, fresh: bool = True) -> None:
        self.cursor = cursor
        self._lines_of = lines_of
        self._fresh = fresh

    def write(self, blocks: Sequence[text.Block]) -> None:
        """Write them; the cursor stands behind the last one."""
        for block in blocks:
            self._write(block)

    def _write(self, block: text.Block) -> None:
        if isinstance(block, text.Heading):
            self._line(formats.heading(block.level, block.anchor), block.runs)
        elif isinstance(block, text.Paragraph):
            self._line(formats.paragraph(), block.runs)
        elif isinstance(block, text.Items):
            self._items(block)
        elif isinstance(block, text.TableBlock):
            self._table(block)
        elif isinstance(block, text.Prompt):
            self.line(formats.prompt(block, self._lines_of(block.words)))
        else:
            self.line(formats.card())
            self.cursor.insertText(formats.OBJECT, formats.card_format(block))

    def line(self, form: QTextBlockFormat) -> None:
        """Begin a block."""
        if self._fresh:
            self._fresh = False
            # This also takes it out of a list.
            self.cursor.setBlockFormat(form)
            self.cursor.setBlockCharFormat(QTextCharFormat())
        else:
            self.cursor.insertBlock(form, QTextCharFormat())

    def _line(self, form: QTextBlockFormat, runs: text.Runs) -> None:
        self.line(form)
        insert_runs(self.cursor, runs)

    def _items(self, block: text.Items) -> None:
        made = None
        for runs in block.items:
            self.line(formats.item())
            if made is None:
                made = self.cursor.createList(formats.bullets(ordered=block.ordered))
            else:
                made.add(self.cursor.block())
            insert_runs(self.cursor, runs)

    def _table(self, block: text.TableBlock) -> None:
        rows, columns = len(block.rows), max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        # A document has a line before and after a table, here ones that are no paragraphs.
        self.line(formats.glue())
        made = self.cursor.insertTable(rows, columns, formats.table(columns, head=block.head))
        fill_cells(made, block)
        self.cursor = made.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.cursor.setBlockFormat(formats.glue())
        self._fresh = True


def fill_cells(made: QTextTable, block: text.TableBlock) -> None:
    """Write the cells of a table that is empty."""
    for row, cells in enumerate(block.rows):
        for column in range(made.columns()):
            inside = made.cellAt(row, column).firstCursorPosition()
            inside.setBlockFormat(formats.cell())
            if column < len(cells):
                insert_runs(inside, cells[column])
