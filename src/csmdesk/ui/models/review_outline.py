"""What a report's tree says about itself: its chapters, and the words still to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from csmdesk.reports.document import Block, Document, Span


class Chapter(NamedTuple):
    """A chapter (level 1) or section (2) with its printed number; ``checks`` are open in it.

    ``hidden`` is a chapter that is left out of the report.
    """

    anchor: str
    number: str
    title: str
    level: int
    checks: int = 0
    hidden: bool = False


class Passage(NamedTuple):
    """A place for the CSM's own words; ``body`` is what stands there, ``chapter`` the title it is under."""

    place: str
    prompt: str
    body: str
    chapter: str


@dataclass(frozen=True)
class Outline:
    """A report as lists. ``live`` is the number of figures in the text, each place counted."""

    chapters: tuple[Chapter, ...] = ()
    passages: tuple[Passage, ...] = ()
    live: int = 0

    @property
    def to_write(self) -> int:
        """How many places have no words yet."""
        return sum(1 for passage in self.passages if not passage.body.strip())

    def passage(self, place: str) -> Passage | None:
        """The passage with a name."""
        return next((p for p in self.passages if p.place == place), None)


def outline(document: Document) -> Outline:
    """The lists of a report; sections below the second level stay out of the chapters."""
    from csmdesk.reports.document import Heading, ToWrite
    from csmdesk.reports.numbering import numbered

    chapters: list[Chapter] = []
    passages: list[Passage] = []
    live = 0
    title = ""
    for block, number in numbered(document):
        if isinstance(block, Heading):
            if block.level <= 2:
                chapters.append(Chapter(block.anchor, number, block.text, block.level))
                title = block.text
        elif isinstance(block, ToWrite):
            passages.append(Passage(block.place, block.prompt, block.body, title))
        live += sum(bool(span.figure) for span in _spans(block))
    return Outline(tuple(chapters), tuple(passages), live)


def _spans(block: Block) -> Iterator[Span]:
    from csmdesk.reports.document import Bullets, Highlights, Paragraph, Proofs, Table

    runs: Iterable[Iterable[Span]] = ()
    match block:
        case Paragraph():
            runs = (block.spans,)
        case Bullets():
            runs = block.items
        case Table():
            runs = (cell for row in block.rows for cell in row)
        case Highlights():
            runs = (run for item in block.items for run in (item.value, item.note))
        case Proofs():
            runs = (item.value for item in block.items)
    for run in runs:
        yield from run
