"""Moving a line, an item or a card up and down."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextList, QTextListFormat

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.acts import make_plain
from csmdesk.ui.panes.review.text.filling import insert_runs
from csmdesk.ui.panes.review.text.reading import Piece, pieces_of
from csmdesk.ui.panes.review.text.steps import one_step

_KEEP = QTextCursor.MoveMode.KeepAnchor


class _Taken(NamedTuple):
    """A line as it was: its format, what stands in it, and the list it belongs to."""

    form: QTextBlockFormat
    pieces: tuple[Piece, ...]
    held: QTextList | None
    alone: bool
    style: QTextListFormat | None


def move_line(cursor: QTextCursor, step: int) -> bool:
    """Move the cursor's line up (-1) or down (1), a card or an item too; False where there is no room."""
    block = cursor.block()
    other = block.previous() if step < 0 else block.next()
    inside = formats.table_of(cursor) is not None
    if inside or not other.isValid() or formats.table_of(QTextCursor(other)) is not None:
        return False
    here, there, column = block.blockNumber(), other.blockNumber(), cursor.positionInBlock()
    mine, its = _taken(block), _taken(other)
    document = cursor.document()
    with one_step(cursor):
        _put(document.findBlockByNumber(here), its)
        _put(document.findBlockByNumber(there), mine)
    target = document.findBlockByNumber(there)
    cursor.setPosition(target.position() + min(column, target.length() - 1))
    return True


def _taken(block: QTextBlock) -> _Taken:
    held = formats.list_of(block)
    alone = held is not None and held.count() == 1
    style = None if held is None else held.format()
    return _Taken(block.blockFormat(), pieces_of(block), held, alone, style)


def _put(block: QTextBlock, taken: _Taken) -> None:
    """Let a line be another one."""
    at = QTextCursor(block)
    at.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
    at.removeSelectedText()
    make_plain(at.block(), taken.form)
    for piece in taken.pieces:
        if isinstance(piece, text.Words | text.Chip):
            insert_runs(at, (piece,))
        else:
            at.insertText(formats.OBJECT, formats.card_format(piece))
    if taken.style is not None:
        # A list goes with its last item: this one is then the first of a list like it.
        if taken.alone or taken.held is None:
            at.createList(taken.style)
        else:
            taken.held.add(at.block())
