"""What can be done to a table that is typed in. Each is one undo step."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextTable

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.steps import one_step


def empty_table(rows: int = 3, columns: int = 3) -> text.TableBlock:
    """A table to be filled."""
    return text.TableBlock(tuple(((),) * columns for _ in range(rows)))


def add_row(cursor: QTextCursor, table: QTextTable) -> None:
    """A row below the cursor's."""
    with one_step(cursor):
        row = table.cellAt(cursor).row() + 1
        table.insertRows(row, 1)
        _tidy(table, range(row, row + 1), range(table.columns()))
        cursor.setPosition(table.cellAt(row, 0).firstPosition())


def add_column(cursor: QTextCursor, table: QTextTable) -> None:
    """A column to the right of the cursor's."""
    with one_step(cursor):
        column = table.cellAt(cursor).column() + 1
        table.insertColumns(column, 1)
        _tidy(table, range(table.rows()), range(column, column + 1))
        table.setFormat(formats.table(table.columns(), head=formats.has_head(table.format())))


def _tidy(table: QTextTable, rows: range, columns: range) -> None:
    for row in rows:
        for column in columns:
            table.cellAt(row, column).firstCursorPosition().setBlockFormat(formats.cell())


def remove_row(cursor: QTextCursor, table: QTextTable) -> None:
    """The cursor's row; with the last one the table goes."""
    with one_step(cursor):
        table.removeRows(table.cellAt(cursor).row(), 1)


def remove_column(cursor: QTextCursor, table: QTextTable) -> None:
    """The cursor's column; with the last one the table goes."""
    columns = table.columns()
    with one_step(cursor):
        table.removeColumns(table.cellAt(cursor).column(), 1)
        if columns > 1:
            table.setFormat(formats.table(columns - 1, head=formats.has_head(table.format())))


def remove_table(cursor: QTextCursor, table: QTextTable) -> None:
    """The whole table."""
    with one_step(cursor):
        table.removeRows(0, table.rows())


def set_head(cursor: QTextCursor, table: QTextTable, *, on: bool) -> None:
    """Let the first row be the head of the table, or a row like the others."""
    with one_step(cursor):
        table.setFormat(formats.table(table.columns(), head=on))
