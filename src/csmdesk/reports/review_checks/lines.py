"""The text of a review as lines that can be searched: words with a placeholder for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from csmdesk.domain.review_text import (
    Block,
    Case,
    Chapter,
    Chip,
    Heading,
    Paragraph,
    Plan,
    Runs,
    TableBlock,
    Words,
    runs_of,
)

CHIP = "\ufffc"
"""What stands for a figure in the plain text of a block."""

APPENDIX = frozenset({"evidence"})
"""Chapters that are not numbered."""


@dataclass(frozen=True)
class Line:
    """One line of a block: its ``text``, and by place in it the ``chips`` that stand there.

    ``start`` is where it begins in the block's plain text; ``section`` the number as printed (2.1);
    ``about`` what else says which time it is about: the heading above it, a table's head and first cell.
    """

    chapter: str
    block: int
    start: int
    section: str
    text: str
    chips: Mapping[int, Chip]
    of: Block
    about: str = ""

    @property
    def paragraph(self) -> tuple[str, int]:
        """What the line shares with the others of its block."""
        return self.chapter, self.block


def plain_line(runs: Runs) -> str:
    """A line's words; a figure is one character."""
    return "".join(run.text if isinstance(run, Words) else CHIP for run in runs)


def plain_text(block: Block) -> str:
    """A block's words, its lines (items, cells, fields) below each other; a figure is one character."""
    return "\n".join(plain_line(runs) for runs in runs_of(block))


def lines_of(chapters: Sequence[Chapter]) -> list[Line]:
    """The lines of all chapters that are in the report, in order."""
    return [line for chapter, number in numbered(chapters) for line in _chapter_lines(chapter, number)]


def numbered(chapters: Sequence[Chapter]) -> Iterator[tuple[Chapter, str]]:
    """The chapters that are in the report with their numbers; '' for one of the appendix."""
    number = 0
    for chapter in chapters:
        if chapter.hidden:
            continue
        number += chapter.key not in APPENDIX
        yield chapter, "" if chapter.key in APPENDIX else str(number)


def sections_of(chapter: Chapter, number: str) -> list[str]:
    """By block: the number of its section as printed; in the appendix its heading."""
    found: list[str] = []
    section = number or chapter.title
    sections = 0
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections += 1
            section = f"{number}.{sections}" if number else plain_line(block.runs)
        found.append(section)
    return found


def _chapter_lines(chapter: Chapter, number: str) -> Iterator[Line]:
    heading = chapter.title
    sections = sections_of(chapter, number)
    for place, block in enumerate(chapter.blocks):
        section = sections[place]
        if isinstance(block, Heading):
            heading = plain_line(block.runs)
        start = 0
        for runs, about in _with_context(block, heading):
            text = plain_line(runs)
            yield Line(chapter.key, place, start, section, text, _chips(runs), block, about)
            start += len(text) + 1


def _with_context(block: Block, heading: str) -> Iterator[tuple[Runs, str]]:
    """Each line with what says which time it is about."""
    if not isinstance(block, TableBlock):
        yield from ((runs, heading) for runs in runs_of(block))
        return
    heads = [plain_line(cell) for cell in block.rows[0]] if block.head and block.rows else []
    for row in block.rows:
        first = plain_line(row[0]) if row else ""
        for column, cell in enumerate(row):
            head = heads[column] if column < len(heads) else ""
            yield cell, " ".join((heading, head, first))


def _chips(runs: Runs) -> dict[int, Chip]:
    found: dict[int, Chip] = {}
    at = 0
    for run in runs:
        if isinstance(run, Chip):
            found[at] = run
            at += 1
        else:
            at += len(run.text)
    return found


def tells_results(block: Block) -> bool:
    """True for a block in which a number says what has been reached in the whole book.

    A case tells of one customer and a plan of what is wished.
    """
    return not isinstance(block, Case | Plan | Heading)


def holds_sentences(block: Block) -> bool:
    """True for a block that another sentence can be put into."""
    return isinstance(block, Paragraph)
