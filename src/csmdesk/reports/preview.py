"""The pages of a report as pictures, with the places on them that open a figure or the CSM's own words.

All lengths are points from a page's top left corner; pages count from 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from csmdesk.reports.document import Document

LEFT = 70.87
RIGHT = 595.28 - 70.87
TOP = 70.87
BOTTOM = 841.89 - 65.2
_ABOVE = 0.92
_BELOW = 0.24
_OWN_ABOVE = 15.0
_OWN_BELOW = 9.0
_ONE_LINE = 2.0
_QUESTION = """(
  begins: query(<begin>).map(m => (m.value, m.location().position())),
  ends: query(<end>).map(m => m.location().position()),
  heads: query(<head>).map(m => m.value),
  tops: query(heading).map(h => h.location().position()),
)"""


class Place(NamedTuple):
    """A rectangle on a page that opens something.

    ``figure`` is a metric's key and ``part`` the part of it that is shown ('' the value); ``own`` is the name
    of a place for the CSM's own words, ``written`` whether she has written there. One of the two is set.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    figure: str = ""
    part: str = ""
    own: str = ""
    written: bool = False


class HeadPlace(NamedTuple):
    """Where a chapter or section stands: its anchor, number, words and level, its page and top edge."""

    anchor: str
    number: str
    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True)
class Preview:
    """The pages in order: a PNG and a size in points each, and what stands on them in reading order."""

    pictures: tuple[bytes, ...]
    sizes: tuple[tuple[float, float], ...]
    ppi: float
    places: tuple[Place, ...] = ()
    heads: tuple[HeadPlace, ...] = ()


def pages(document: Document, ppi: float) -> Preview:
    """The pages of the PDF as pictures of ``ppi`` pixels an inch, laid out once for both."""
    from csmdesk.reports import to_typst

    made = to_typst.compiler("review.typ", to_typst.document_data(document))
    drawn = made.compile(format="png", ppi=ppi)
    pictures = (drawn,) if isinstance(drawn, bytes) else tuple(drawn or ())
    found = json.loads(made.eval(_QUESTION, format="json"))
    places: list[Place] = []
    for (value, begin), end in zip(found["begins"], found["ends"], strict=True):
        places += _places(value, begin, end)
    heads = tuple(
        HeadPlace(anchor, number, title, level, at["page"] - 1, _points(at["y"]))
        for (anchor, number, title, level), at in zip(found["heads"], found["tops"], strict=True)
    )
    return Preview(
        pictures,
        tuple(_size(picture, ppi) for picture in pictures),
        ppi,
        tuple(sorted(places, key=lambda p: (p.page, p.y, p.x))),
        heads,
    )


def _points(length: str) -> float:
    return float(length.removesuffix("pt"))


def _size(png: bytes, ppi: float) -> tuple[float, float]:
    """A picture's size in points, from its header (PNG specification, IHDR)."""
    wide, high = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return wide * 72 / ppi, high * 72 / ppi


def _places(value: Sequence[Any], begin: dict[str, Any], end: dict[str, Any]) -> Iterator[Place]:
    kind, key, part, extra = value
    page, x, y = begin["page"] - 1, _points(begin["x"]), _points(begin["y"])
    if kind == "chart":
        yield Place(page, LEFT, y, RIGHT - LEFT, float(extra), key)
    elif kind == "own":
        last, foot = end["page"] - 1, _points(end["y"]) + _OWN_BELOW
        for each in range(page, last + 1):
            top = y - _OWN_ABOVE if each == page else TOP
            under = foot if each == last else BOTTOM
            yield Place(each, LEFT, top, RIGHT - LEFT, under - top, own=key, written=bool(extra))
    elif kind == "run":
        size, base = float(extra), _points(end["y"])
        width = max(_points(end["x"]) - x, 0.0)
        yield Place(end["page"] - 1, x, base - _ABOVE * size, width, (_ABOVE + _BELOW) * size, key, part)
    else:
        size = float(extra)
        for at, left, base, right in _lines(page, x, y, end, size):
            yield Place(at, left, base - _ABOVE * size, right - left, (_ABOVE + _BELOW) * size, key, part)


def _lines(
    page: int, x: float, y: float, end: dict[str, Any], size: float
) -> Iterator[tuple[int, float, float, float]]:
    """The lines of a run of text: page, left, baseline, right; the lines between are filled."""
    last, right, foot = end["page"] - 1, _points(end["x"]), _points(end["y"])
    if last == page and abs(foot - y) < _ONE_LINE:
        yield page, x, y, max(right, x)
        return
    yield page, x, y, RIGHT
    if last == page:
        step = size * 1.6
        base = y + step
        while base < foot - _ONE_LINE:
            yield page, LEFT, base, RIGHT
            base += step
    yield last, LEFT, foot, right
