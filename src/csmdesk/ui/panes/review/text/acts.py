"""What keys and buttons do to the text: headings, lists, new lines, figures. Each is one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.filling import Filling, LinesOf, insert_runs, one_line
from csmdesk.ui.panes.review.text.reading import pieces_of
from csmdesk.ui.panes.review.text.steps import one_step

Kind = Literal["paragraph", "heading2", "heading3", "bullets", "numbers", "table", "card"]

_KEEP = QTextCursor.MoveMode.KeepAnchor
_MOVE = QTextCursor.MoveOperation


# --- what is where ------------------------------------------------------------------------------------------


def card_at(block: QTextBlock) -> formats.Card | None:
    """The card that a line is; None for a line of words."""
    if block.length() > 2 or block.length() < 2:
        return None
    pieces = pieces_of(block)
    return pieces[0] if pieces and isinstance(pieces[0], formats.CARDS) else None


def chip_at(cursor: QTextCursor) -> text.Chip | None:
    """The figure that is selected alone; None for any other selection."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    return chip_of_place(cursor, start) if end - start == 1 else None


def chip_of_place(cursor: QTextCursor, place: int) -> text.Chip | None:
    """The figure that the character at ``place`` stands for."""
    document = cursor.document()
    if document.characterAt(place) != formats.OBJECT:
        return None
    reader = QTextCursor(document)
    reader.setPosition(place + 1)
    return formats.chip_of(reader.charFormat())


def kind_of(cursor: QTextCursor) -> Kind:
    """What the line of the cursor is."""
    block = cursor.block()
    level = formats.level_of(block.blockFormat())
    if formats.table_of(cursor) is not None:
        return "table"
    if level:
        return "heading2" if level == 2 else "heading3"
    held = formats.list_of(cursor.block())
    if held is not None:
        ordered = held.format().style() == formats.bullets(ordered=True).style()
        return "numbers" if ordered else "bullets"
    return "card" if card_at(block) is not None else "paragraph"


def lines_of(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines that a selection touches."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    found = [block]
    while block != last and block.isValid():
        block = block.next()
        found.append(block)
    return found


# --- kinds of lines -----------------------------------------------------------------------------------------


def make_plain(block: QTextBlock, form: QTextBlockFormat | None = None) -> None:
    """Make a line a paragraph (or what ``form`` says), outside of any list."""
    # A list lets go what gets a format of its own.
    QTextCursor(block).setBlockFormat(form or formats.paragraph())


def set_heading(cursor: QTextCursor, level: int) -> None:
    """Make the lines of the selection headings; those that are such headings become paragraphs again."""
    lines = _writable(cursor)
    on = not all(formats.level_of(block.blockFormat()) == level for block in lines)
    with one_step(cursor):
        for block in lines:
            anchor = formats.anchor_of(block.blockFormat())
            make_plain(block, formats.heading(level, anchor) if on else None)


def set_list(cursor: QTextCursor, *, ordered: bool) -> None:
    """Make the lines of the selection a list; those that are such a list become paragraphs again."""
    lines = _writable(cursor)
    style = formats.bullets(ordered=ordered)
    lists = [formats.list_of(block) for block in lines]
    first = lists[0] if lists else None
    on = any(held is None or held.format().style() != style.style() for held in lists)
    # Without a selection the list of the cursor is meant, not one of its items.
    whole = first is not None and (first.count() == len(lists) or not cursor.hasSelection())
    with one_step(cursor):
        if on and first is not None and whole and all(held == first for held in lists):
            first.setFormat(style)
            return
        made = None
        for block in lines:
            make_plain(block, formats.item() if on else None)
            if on and made is None:
                made = QTextCursor(block).createList(style)
            elif made is not None:
                made.add(block)


def _writable(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines of a selection that are words outside of tables."""
    return [
        block
        for block in lines_of(cursor)
        if formats.table_of(QTextCursor(block)) is None and card_at(block) is None
    ]


def set_look(cursor: QTextCursor, *, bold: bool | None = None, italic: bool | None = None) -> None:
    """Make the selection bold or italic, or neither; figures know bold only."""
    form = QTextCharFormat()
    if bold is not None:
        form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if italic is not None:
        form.setFontItalic(italic)
    with one_step(cursor):
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.mergeCharFormat(form)
        if bold is None:
            return
        for place in range(start, end):
            found = chip_of_place(cursor, place)
            if found is not None and found.bold != bold:
                change_chip(cursor, place, found._replace(bold=bold))


def change_chip(cursor: QTextCursor, place: int, chip: text.Chip) -> None:
    """Let another figure stand in the place of one, or the same otherwise."""
    at = QTextCursor(cursor.document())
    at.setPosition(place)
    at.setPosition(place + 1, _KEEP)
    at.setCharFormat(formats.chip(chip))


def change_card(cursor: QTextCursor, place: int, block: formats.Card) -> None:
    """Let another card stand in the place of one."""
    at = QTextCursor(cursor.document())
    at.setPosition(place)
    at.setPosition(place + 1, _KEEP)
    at.setCharFormat(formats.card_format(block))


# --- Enter and Backspace ------------------------------------------------------------------------------------


def enter(cursor: QTextCursor) -> None:
    """Begin a new line: an item in a list (an empty item ends it), else a paragraph."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        if formats.table_of(cursor) is not None:
            cursor.insertText(formats.LINE)
            return
        if formats.list_of(block) is not None:
            if block.length() == 1:
                make_plain(block)
            else:
                cursor.insertBlock()
            return
        if cursor.atBlockStart() and block.length() > 1:
            # What stands here goes down as it is; the new line comes above it.
            before = block.blockFormat()
            cursor.insertBlock(before)
            QTextCursor(cursor.block().previous()).setBlockFormat(formats.paragraph())
            return
        cursor.insertBlock(formats.paragraph(), QTextCharFormat())


def backspace(cursor: QTextCursor) -> bool:
    """What Backspace does at the start of a line; False where it is Qt's own business."""
    block = cursor.block()
    if cursor.hasSelection() or not cursor.atBlockStart() or formats.table_of(cursor) is not None:
        return False
    form = block.blockFormat()
    if formats.list_of(block) is not None or formats.level_of(form) or formats.prompt_of(block) is not None:
        with one_step(cursor):
            make_plain(block)
        return True
    before = block.previous()
    if not before.isValid():
        return True
    if formats.table_of(QTextCursor(before)) is not None or card_at(before) is not None:
        with one_step(cursor):
            if block.length() == 1 and card_at(before) is not None:
                _drop_line(block)
        cursor.setPosition(before.position() + before.length() - 1)
        return True
    return False


def _drop_line(block: QTextBlock) -> None:
    """Remove a line with its end; the document keeps one."""
    at = QTextCursor(block)
    if block.next().isValid() and formats.table_of(QTextCursor(block.next())) is None:
        at.movePosition(_MOVE.NextBlock, _KEEP)
        at.removeSelectedText()
    elif block.previous().isValid() and formats.table_of(QTextCursor(block.previous())) is None:
        form = block.previous().blockFormat()
        at.movePosition(_MOVE.PreviousBlock)
        at.movePosition(_MOVE.EndOfBlock)
        at.setPosition(block.position() + block.length() - 1, _KEEP)
        at.removeSelectedText()
        at.setBlockFormat(form)
    else:
        at.select(QTextCursor.SelectionType.BlockUnderCursor)
        at.removeSelectedText()
        QTextCursor(block).setBlockFormat(formats.glue())


def remove_card(cursor: QTextCursor) -> None:
    """Remove the card of the cursor's line, and the line."""
    block = cursor.block()
    with one_step(cursor):
        at = QTextCursor(block)
        at.movePosition(_MOVE.EndOfBlock, _KEEP)
        at.removeSelectedText()
        at.setBlockFormat(formats.paragraph())
        _drop_line(at.block())


# --- inserting ----------------------------------------------------------------------------------------------


def insert_chip(cursor: QTextCursor, chip: text.Chip) -> None:
    """Put a figure at the cursor, in the place of what is selected."""
    with one_step(cursor):
        cursor.removeSelectedText()
        insert_runs(cursor, (chip,))


def insert_blocks(cursor: QTextCursor, blocks: Sequence[text.Block], lines: LinesOf = one_line) -> None:
    """Put blocks at the cursor: one paragraph into the line, more as lines of their own below it."""
    if not blocks:
        return
    first = blocks[0]
    with one_step(cursor):
        cursor.removeSelectedText()
        if formats.table_of(cursor) is not None:
            insert_runs(cursor, flat(blocks))
            return
        if len(blocks) == 1 and isinstance(first, text.Paragraph):
            insert_runs(cursor, first.runs)
            return
        rest = blocks
        fresh = cursor.block().length() == 1
        if not fresh and isinstance(first, text.Paragraph) and card_at(cursor.block()) is None:
            insert_runs(cursor, first.runs)
            rest = blocks[1:]
        tail = None if fresh else _cut_tail(cursor)
        filling = Filling(cursor, lines, fresh=fresh)
        filling.write(rest)
        if tail is not None:
            form, runs = tail
            filling.line(form)
            insert_runs(filling.cursor, runs)
        elif card_at(filling.cursor.block()) is not None and not filling.cursor.block().next().isValid():
            # One can go on writing below the last card of a chapter.
            filling.line(formats.paragraph())
        cursor.setPosition(filling.cursor.position())


def _cut_tail(cursor: QTextCursor) -> tuple[QTextBlockFormat, text.Runs] | None:
    """Take what stands behind the cursor out of its line, so that something can come between."""
    if cursor.atBlockEnd():
        return None
    rest = QTextCursor(cursor)
    rest.movePosition(_MOVE.EndOfBlock, _KEEP)
    runs = runs_in(rest)
    rest.removeSelectedText()
    return formats.paragraph(), runs


def runs_in(cursor: QTextCursor) -> text.Runs:
    """The words and figures of a selection within one line."""
    found: list[text.Run] = []
    place = cursor.block().position()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for piece in pieces_of(cursor.block()):
        if isinstance(piece, text.Words):
            units = len(piece.text.encode("utf-16-le"))
            low, high = max(0, 2 * (start - place)), min(units, 2 * (end - place))
            if low < high:
                part = piece.text.encode("utf-16-le")[low:high].decode("utf-16-le")
                found.append(piece._replace(text=part))
            place += units // 2
        else:
            if start <= place < end and isinstance(piece, text.Chip):
                found.append(piece)
            place += 1
    return text.joined(found)


def flat(blocks: Sequence[text.Block]) -> text.Runs:
    """Blocks as one line, for a cell of a table or a field of a form."""
    found: list[text.Run] = []
    for block in blocks:
        for runs in text.runs_of(block):
            if found:
                found.append(text.Words("\n"))
            found += runs
    return text.joined(found)
