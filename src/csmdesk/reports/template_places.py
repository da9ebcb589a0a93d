"""The named places of a Word template: ``{{ title }}``, found however Word has cut the text into runs.

A place is a name and nothing else. There is no language in a template: nothing is computed, repeated or run,
and what is put into a place is never looked at again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports.word_xml import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MOST_KEY = 120
_OPEN, _CLOSE = r"(?:\{\{|｛｛)", r"(?:\}\}|｝｝)"
_PLACE = re.compile(rf"{_OPEN}([^{{}}｛｝]*){_CLOSE}")
_STATEMENT = re.compile(r"\{[%#].{0,40}")
_STRAY = re.compile(rf".{{0,10}}(?:{_OPEN}|{_CLOSE}).{{0,20}}")


class Place(NamedTuple):
    """A place of a paragraph: its name as it is looked up and as it is written, and where it stands."""

    key: str
    written: str
    start: int
    end: int


class Line(NamedTuple):
    """A paragraph of the template with its places; ``texts`` are its own pieces of text."""

    element: Any
    texts: tuple[Any, ...]
    text: str
    places: tuple[Place, ...]

    @property
    def alone(self) -> bool:
        """True when there is nothing in the paragraph but one place."""
        return len(self.places) == 1 and self.text.strip() == self.places[0].written


def key_of(written: str) -> str:
    """A name as it is looked up: width, case and white space do not matter."""
    return "".join(unicodedata.normalize("NFKC", written).casefold().split())


def lines(root: Any) -> Iterator[Line]:
    """The paragraphs of a part that hold places. Raises UserError for what is no place but looks like one."""
    for element in list(root.iter(W + "p")):
        texts = tuple(t for t in element.iter(W + "t") if next(t.iterancestors(W + "p")) is element)
        text = "".join(t.text or "" for t in texts)
        if "{" in text or "｛" in text or "}}" in text or "｝｝" in text:
            places = tuple(_places(text))
            _refuse_others(text, places)
            if places:
                yield Line(element, texts, text, places)


def _places(text: str) -> Iterator[Place]:
    for found in _PLACE.finditer(text):
        yield Place(key_of(found[1])[:MOST_KEY], found[0], found.start(), found.end())


def _refuse_others(text: str, places: Sequence[Place]) -> None:
    rest, end = "", 0
    for place in places:
        rest += text[end : place.start] + "\0"
        end = place.end
    rest += text[end:]
    statement = _STATEMENT.search(rest)
    if statement is not None:
        raise UserError(STATEMENT.format(words=_short(statement[0])))
    stray = _STRAY.search(rest)
    if stray is not None:
        raise UserError(UNPAIRED.format(words=_short(stray[0])))


def _short(words: str) -> str:
    return words.replace("\0", "…").strip()


def write(line: Line, words: Iterable[str]) -> None:
    """Put words into the places of a paragraph; each takes the look of the place's first character."""
    for place, text in reversed(list(zip(line.places, words, strict=True))):
        _write(line.texts, place, text)


def _write(texts: Sequence[Any], place: Place, words: str) -> None:
    here, first = 0, True
    for piece in texts:
        held = piece.text or ""
        start, end = here, here + len(held)
        here = end
        if end <= place.start or start >= place.end:
            continue
        before, after = held[: max(0, place.start - start)], held[max(0, place.end - start) :]
        if first:
            _set(piece, before + clean(words) + (after if end > place.end else ""))
            first = False
        else:
            _set(piece, after)


def _set(piece: Any, text: str) -> None:
    """Set a piece's text; a line end becomes a break in the same run."""
    first, *more = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    piece.text = first
    piece.set(_SPACE, "preserve")
    at = piece
    for line in more:
        for made in (piece.makeelement(W + "br", {}), piece.makeelement(W + "t", {})):
            at.addnext(made)
            at = made
        at.text = line
        at.set(_SPACE, "preserve")


def empty(line: Line) -> None:
    """Take the text of a paragraph out, and leave the paragraph with its looks."""
    for piece in line.texts:
        piece.text = ""


def look(line: Line) -> tuple[Any, Any]:
    """The properties of a paragraph, and of the run that its first place stands in; None for none."""
    paragraph = line.element.find(W + "pPr")
    first = next(
        t for t, end in zip(line.texts, _ends(line.texts), strict=True) if end > line.places[0].start
    )
    run = first.getparent().find(W + "rPr")
    return (
        None if paragraph is None else deepcopy(paragraph),
        None if run is None else deepcopy(run),
    )


def _ends(texts: Sequence[Any]) -> Iterator[int]:
    end = 0
    for piece in texts:
        end += len(piece.text or "")
        yield end


STATEMENT = Text(
    "模板里有“{words}”：模板只放 {{{{ 名字 }}}}，不运行语句，请删掉它。",
    "The template holds “{words}”: it may hold {{{{ names }}}} only, no statements. Take it out.",
)
UNPAIRED = Text(
    "模板里“{words}”的双花括号不成对：位置应写成 {{{{ 名字 }}}}。",
    "The braces at “{words}” in the template do not pair: a place is written {{{{ name }}}}.",
)
