"""Marks of what the check of the text has found, and the way from a block of the text to its characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextTable
from PySide6.QtWidgets import QTextEdit

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.theme import Theme

_KEEP = QTextCursor.MoveMode.KeepAnchor


class TextMark(NamedTuple):
    """Something found in the ``block``-th block of the text.

    ``start`` and ``length`` count in the words of the block (its lines joined by a new line), where a figure
    is one character; a length of 0 is the whole block. ``words`` say what is wrong.
    """

    block: int
    start: int
    length: int
    status: Literal["bad", "warn"] = "bad"
    words: str = ""


def lines_of(edit: ChipEdit, number: int, block: text.Block) -> Iterator[QTextBlock]:
    """The lines of the document that a block beginning in the line ``number`` has, in reading order."""
    document = edit.document()
    first = document.findBlockByNumber(number)
    if isinstance(block, text.TableBlock):
        table = formats.table_of(QTextCursor(first))
        if isinstance(table, QTextTable):
            for row in range(table.rows()):
                for column in range(table.columns()):
                    yield table.cellAt(row, column).firstCursorPosition().block()
    elif isinstance(block, text.Items):
        for at in range(len(block.items)):
            yield document.findBlockByNumber(number + at)
    else:
        yield first


def span(edit: ChipEdit, block: int, start: int, length: int) -> tuple[int, int] | None:
    """The characters of the document from ``start`` on in a block; None where there is no such block.

    A length of 0 at the start is the whole block, elsewhere a place between two characters.
    """
    placed = list(edit.reading.placed())
    if not 0 <= block < len(placed):
        return None
    number, held = placed[block]
    lines = list(lines_of(edit, number, held))
    if not lines:
        return None
    if not (length or start) or isinstance(held, formats.CARDS):
        return lines[0].position(), lines[-1].position() + lines[-1].length() - 1
    for line in lines:
        words = line.text()
        points = len(words)
        if start <= points:
            begin = line.position() + _units(words[:start])
            return begin, begin + _units(words[start : start + length])
        start -= points + 1
    return None


def _units(words: str) -> int:
    """How many characters of a document some words are: those outside of the first plane count twice."""
    return len(words.encode("utf-16-le")) // 2


def _words_of(cursor: QTextCursor) -> Iterator[QTextCursor]:
    """The words of a selection without its figures, over which Qt would draw a veil."""
    document, end = cursor.document(), cursor.selectionEnd()
    start = cursor.selectionStart()
    for place in range(start, end + 1):
        if place == end or document.characterAt(place) == formats.OBJECT:
            if place > start:
                found = QTextCursor(document)
                found.setPosition(start)
                found.setPosition(place, _KEEP)
                yield found
            start = place + 1


def _chips_of(cursor: QTextCursor) -> Iterator[QTextCursor]:
    """The figures of a selection, each by itself."""
    document = cursor.document()
    for place in range(cursor.selectionStart(), cursor.selectionEnd()):
        if document.characterAt(place) == formats.OBJECT:
            found = QTextCursor(document)
            found.setPosition(place)
            found.setPosition(place + 1, _KEEP)
            yield found


class Marks:
    """The marks of one text; they move with it while it is written."""

    def __init__(self, theme: Theme, edit: ChipEdit) -> None:
        self._theme = theme
        self._edit = edit
        self._marks: list[tuple[QTextCursor, TextMark]] = []
        self._chips: list[QTextCursor] = []

    def show(self, marks: Sequence[TextMark]) -> None:
        """Mark these and no others."""
        self._marks, self._chips = [], []
        for mark in marks:
            found = span(self._edit, mark.block, mark.start, mark.length)
            if found is not None and found[1] > found[0]:
                cursor = QTextCursor(self._edit.document())
                cursor.setPosition(found[0])
                cursor.setPosition(found[1], _KEEP)
                self._marks.append((cursor, mark))
                self._chips += _chips_of(cursor)
        self.draw()

    def draw(self) -> None:
        """Draw them in the colours of the theme."""
        selections = []
        for cursor, mark in self._marks:
            for words in _words_of(cursor):
                selection = QTextEdit.ExtraSelection()
                selection.cursor = words
                selection.format = self._look(mark)
                selections.append(selection)
        self._edit.setExtraSelections(selections)
        self.follow()

    def _look(self, mark: TextMark) -> QTextCharFormat:
        made = QTextCharFormat()
        tone = "red" if mark.status == "bad" else "amber"
        made.setBackground(self._theme.colour(f"{tone}bg"))
        made.setForeground(self._theme.colour(f"{tone}t"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(self._theme.colour(tone))
        return made

    def follow(self) -> None:
        """Figures among the marks are drawn by themselves: tell them where they are now."""
        wrong = frozenset(chip.selectionStart() for chip in self._chips if chip.hasSelection())
        if wrong != self._edit.chips.wrong:
            self._edit.chips.wrong = wrong
            self._edit.viewport().update()

    def words_at(self, place: int) -> str:
        """What is wrong with a character; '' for nothing."""
        return next(
            (
                mark.words
                for cursor, mark in self._marks
                if cursor.selectionStart() <= place < cursor.selectionEnd()
            ),
            "",
        )
