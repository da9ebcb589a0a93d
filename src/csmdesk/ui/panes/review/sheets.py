"""The pages of a report and what can be clicked on them, in points from a page's top left corner.

Plain data: made in the background, read by the window.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

_ONE_LINE = 36.0
"""The height in points above which a mark cannot be words in a line."""


class Box(NamedTuple):
    """A rectangle: its left and top edge, its width and height."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """True when the point lies inside, or at most ``slack`` outside."""
        return (
            self.x - slack <= x <= self.x + self.width + slack
            and self.y - slack <= y <= self.y + self.height + slack
        )


class Mark(NamedTuple):
    """A place on a page that opens something: a figure's evidence, or words of the CSM's own.

    Either ``figure`` (with the ``part`` of it that is shown) or ``place`` is set. ``written`` is False while
    the words of the place are still to be written.
    """

    page: int
    box: Box
    figure: str = ""
    part: str = ""
    place: str = ""
    written: bool = False

    @property
    def area(self) -> bool:
        """True for a whole chart or passage, False for words in a line."""
        return bool(self.place) or self.box.height > _ONE_LINE


class Head(NamedTuple):
    """Where a chapter or section begins."""

    anchor: str
    page: int
    y: float


@dataclass(frozen=True)
class Sheets:
    """The pages: a PNG and a size in points each, the marks in reading order, and the headings.

    ``ppi`` is the pixels an inch that the pictures were drawn with, ``margin`` the blank at both sides of the
    text in points.
    """

    pictures: Sequence[bytes]
    sizes: Sequence[tuple[float, float]]
    ppi: float
    marks: tuple[Mark, ...] = ()
    heads: tuple[Head, ...] = ()
    margin: float = 0.0

    def figures(self) -> list[int]:
        """The positions of the marks that are figures."""
        return [i for i, mark in enumerate(self.marks) if mark.figure]

    def first_of(self, figure: str) -> int:
        """The position of the first mark that tells a figure's value, else any of it; -1: none."""
        there = [i for i, mark in enumerate(self.marks) if mark.figure == figure]
        return next(
            (i for i in there if not self.marks[i].part and not self.marks[i].area), min(there, default=-1)
        )

    def find(self, like: Mark, occurrence: int) -> int:
        """The position of the ``occurrence``-th mark (from 0) for the same thing as ``like``; -1: none."""
        same = [i for i, mark in enumerate(self.marks) if mark[2:5] == like[2:5]]
        return same[min(occurrence, len(same) - 1)] if same else -1

    def occurrence(self, position: int) -> int:
        """How many marks before the one at ``position`` are for the same thing."""
        mark = self.marks[position]
        return sum(1 for other in self.marks[:position] if other[2:5] == mark[2:5])

    def on_page(self, page: int) -> range:
        """The positions of the marks of a page."""
        return range(self._firsts[page], self._firsts[page + 1])

    @cached_property
    def _firsts(self) -> list[int]:
        """The position of the first mark of each page, and the number of marks."""
        pages = [mark.page for mark in self.marks]
        return [bisect_right(pages, page - 1) for page in range(len(self.sizes) + 1)]


@dataclass
class Layout:
    """Where the pages stand below each other, in the view's pixels; ``scale`` is pixels a point.

    Pages stand in the middle of ``width``, ``margin`` from its edges and ``gap`` from each other. Positions
    are whole pixels of a screen of ``ratio``, so that a page's picture is never blurred between two.
    """

    sizes: Sequence[tuple[float, float]]
    scale: float
    width: float
    ratio: float = 1.0
    margin: int = 16
    gap: int = 16
    pages: list[Box] = field(init=False)

    def __post_init__(self) -> None:
        self.pages = []
        y = float(self.margin)
        for width, height in self.sizes:
            wide, high = self._snap(width * self.scale), self._snap(height * self.scale)
            x = max(float(self.margin), self._snap((self.width - wide) / 2))
            self.pages.append(Box(x, y, wide, high))
            y += high + self.gap

    def _snap(self, length: float) -> float:
        return round(length * self.ratio) / self.ratio

    @property
    def total(self) -> tuple[int, int]:
        """Width and height of all pages with their margins."""
        if not self.pages:
            return 0, 0
        last = self.pages[-1]
        wide = max(page.width for page in self.pages) + 2 * self.margin
        return round(wide), round(last.y + last.height + self.margin)

    def between(self, top: float, bottom: float) -> range:
        """The pages that are seen between two heights."""
        first = next((i for i, page in enumerate(self.pages) if page.y + page.height > top), len(self.pages))
        last = next((i for i, page in enumerate(self.pages) if page.y >= bottom), len(self.pages))
        return range(first, max(first, last))

    def page_at(self, x: float, y: float) -> tuple[int, float, float] | None:
        """The page at a position and the point of it in points; None beside the pages."""
        for i, page in enumerate(self.pages):
            if page.holds(x, y):
                return i, (x - page.x) / self.scale, (y - page.y) / self.scale
        return None

    def box(self, page: int, box: Box) -> Box:
        """A rectangle of a page in pixels of the view."""
        sheet = self.pages[page]
        return Box(
            sheet.x + box.x * self.scale,
            sheet.y + box.y * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )

    def y_of(self, page: int, y: float) -> float:
        """The height of a point of a page."""
        return self.pages[page].y + y * self.scale if self.pages else 0.0

    def place_of(self, y: float) -> tuple[int, float]:
        """The page at a height (or the next below) and the point of it: what stays put when pages change."""
        for i, page in enumerate(self.pages):
            if y < page.y + page.height + self.gap:
                return i, (y - page.y) / self.scale
        return (len(self.pages) - 1, 0.0) if self.pages else (0, -self.margin / self.scale)
