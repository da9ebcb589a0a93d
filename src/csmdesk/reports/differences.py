"""What differs between two moments of a review: its figures with the rows that changed, and its text.

The old side is a frozen version, the new one another version or the review as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.reports import document as doc
from csmdesk.reports.figure_changes import ChipChange, FigureChange, FigureChanges
from csmdesk.reports.frozen import Snapshot
from csmdesk.reports.text_compare import ChapterPair, compare


class LiveChange(NamedTuple):
    """A table or chart that shows something else."""

    chapter: str
    title: str
    key: str
    caption: str


@dataclass(frozen=True)
class Differences:
    """All that differs. ``chapters`` are all chapters, also those that are the same."""

    old_as_of: date
    new_as_of: date
    figures: tuple[FigureChange, ...]
    chapters: tuple[ChapterPair, ...]
    lives: tuple[LiveChange, ...]

    @property
    def text_changes(self) -> int:
        """How many lines have other words."""
        return sum(chapter.changed for chapter in self.chapters)

    @property
    def chips(self) -> tuple[ChipChange, ...]:
        """All figures of the old text that say something else now."""
        return tuple(chip for figure in self.figures for chip in figure.chips)

    @property
    def empty(self) -> bool:
        """True when nothing differs."""
        return not self.figures and not self.text_changes and not self.lives


def differences(old: Snapshot, new: Snapshot, language: Language) -> Differences:
    """What differs from ``old`` to ``new``, told in ``language``."""
    return Differences(
        old.as_of,
        new.as_of,
        tuple(FigureChanges(old, new, language).changes()),
        compare(old.chapters, new.chapters, language),
        tuple(_lives(old, new)),
    )


def _lives(old: Snapshot, new: Snapshot) -> Iterator[LiveChange]:
    """Tables and charts of both texts that show something else; of two languages nothing can be said."""
    if old.language != new.language:
        return
    there = {b.key for c in new.chapters if not c.hidden for b in c.blocks if isinstance(b, text.Live)}
    for chapter in old.chapters:
        for block in chapter.blocks:
            if chapter.hidden or not isinstance(block, text.Live) or block.key not in there:
                continue
            if old.live.get(block.key) != new.live.get(block.key):
                caption = block.caption or _caption(old.live.get(block.key), chapter.title)
                yield LiveChange(chapter.key, chapter.title, block.key, caption)


def _caption(block: doc.Block | None, title: str) -> str:
    return block.caption if isinstance(block, doc.Table | doc.Chart) and block.caption else title
