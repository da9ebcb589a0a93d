"""Reads the blocks of a chapter from its document; what has not changed since is not read again.

The window asks after every pause in typing, so a long chapter must not be walked through each time: every
line is kept until Qt says that it has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList, QTextListFormat, QTextTable

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats

Piece = text.Words | text.Chip | text.Live | text.Case | text.Problem | text.Plan


class Line(NamedTuple):
    """A line of the document: the level of a heading, the list or table it is in (-1: none), what it says.

    ``runs`` are its words and figures, ``blocks`` what it is outside of lists and tables.
    """

    level: Literal[0, 2, 3]
    list: int
    table: int
    pieces: tuple[Piece, ...]
    runs: text.Runs
    blocks: tuple[text.Block, ...]


def pieces_of(block: QTextBlock) -> tuple[Piece, ...]:
    """The words, figures and cards of a line of a document, in order."""
    found: list[Piece] = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        form = fragment.charFormat()
        string = fragment.text()
        chip = formats.chip_of(form)
        card = formats.card_of(form) if chip is None else None
        for is_object, characters in groupby(string, formats.OBJECT.__eq__):
            part = "".join(characters)
            if not is_object:
                found.append(formats.words_of(form, part))
            elif chip is not None:
                found += [chip] * len(part)
            elif card is not None:
                found += [card] * len(part)
        at += 1
    return tuple(found)


def line_of(block: QTextBlock) -> Line:
    """What a line of a document is."""
    around = formats.table_of(QTextCursor(block))
    held = formats.list_of(block)
    pieces = pieces_of(block)
    return Line(
        formats.level_of(block.blockFormat()),
        held.objectIndex() if held is not None else -1,
        around.objectIndex() if around is not None else -1,
        pieces,
        runs_of(pieces),
        tuple(_blocks(block, pieces)),
    )


def runs_of(pieces: Sequence[Piece]) -> text.Runs:
    """The words and figures among some pieces."""
    return text.joined(piece for piece in pieces if isinstance(piece, text.Words | text.Chip))


class Reading:
    """The blocks of a document, kept up to date with it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        document.documentLayout()  # a document without a layout does not tell what changes
        self._lines: list[Line | None] = [None] * document.blockCount()
        document.contentsChange.connect(self._changed)

    def _changed(self, position: int, removed: int, added: int) -> None:
        """Forget the lines that were changed."""
        document, lines = self._document, self._lines
        count = document.blockCount()
        first = document.findBlock(position).blockNumber()
        end = min(position + added, document.characterCount() - 1)
        last = document.findBlock(end).blockNumber()
        before = last - (count - len(lines))
        if not 0 <= first <= before + 1 <= len(lines):
            self._lines = [None] * count
            return
        lines[first : before + 1] = [None] * (last - first + 1)

    def lines(self) -> list[Line]:
        """All lines of the document, in order."""
        found: list[Line] = []
        for number, line in enumerate(self._lines):
            if line is None:
                line = self._lines[number] = line_of(self._document.findBlockByNumber(number))
            found.append(line)
        return found

    def blocks(self) -> tuple[text.Block, ...]:
        """What the document says."""
        return tuple(block for _, block in self.placed())

    def placed(self) -> Iterator[tuple[int, text.Block]]:
        """Each block with the number of the line in which it begins."""
        lines = self.lines()
        number = 0
        while number < len(lines):
            line = lines[number]
            end = number + 1
            if line.table >= 0:
                while end < len(lines) and lines[end].table == line.table:
                    end += 1
                made = self._table(line.table, lines)
                if made is not None:
                    yield number, made
            elif line.list >= 0:
                while end < len(lines) and lines[end].list == line.list and lines[end].table < 0:
                    end += 1
                items = tuple(each.runs for each in lines[number:end])
                yield number, text.Items(items, self._ordered(line.list))
            else:
                for block in line.blocks:
                    yield number, block
            number = end

    def _ordered(self, key: int) -> bool:
        held = self._document.object(key)
        return isinstance(held, QTextList) and held.format().style() == QTextListFormat.Style.ListDecimal

    def _table(self, key: int, lines: Sequence[Line]) -> text.TableBlock | None:
        held = self._document.object(key)
        if not isinstance(held, QTextTable):
            return None
        rows = tuple(
            tuple(_cell(held, row, column, lines) for column in range(held.columns()))
            for row in range(held.rows())
        )
        return text.TableBlock(rows, formats.has_head(held.format()))


def _cell(table: QTextTable, row: int, column: int, lines: Sequence[Line]) -> text.Runs:
    """The line in a cell; several lines (they can only be pasted by others) become one."""
    cell = table.cellAt(row, column)
    first = cell.firstCursorPosition().blockNumber()
    last = cell.lastCursorPosition().blockNumber()
    found: list[text.Run] = []
    for number in range(first, last + 1):
        if number > first:
            found.append(text.Words("\n"))
        found += lines[number].runs
    return text.joined(found)


def _blocks(line: QTextBlock, pieces: Sequence[Piece]) -> Iterator[text.Block]:
    """The blocks in a line outside lists and tables: one, or several where a card stands among words."""
    prompt = formats.prompt_of(line)
    if prompt is not None:
        yield prompt
    if prompt is not None or formats.is_glue(line):
        return
    level = formats.level_of(line.blockFormat())
    cards = [at for at, piece in enumerate(pieces) if isinstance(piece, formats.CARDS)]
    start = 0
    for at in (*cards, len(pieces)):
        runs = runs_of(pieces[start:at])
        if runs or not cards:
            if level:
                yield text.Heading(level, runs, formats.anchor_of(line.blockFormat()))
            else:
                yield text.Paragraph(runs)
        if at < len(pieces):
            card = pieces[at]
            assert isinstance(card, formats.CARDS)
            yield card
        start = at + 1
