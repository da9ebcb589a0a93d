"""Two texts of a review side by side: chapter by chapter, line by line, and in a line what was changed.

A figure that only says something else is not a change of the text: it is marked as a figure, in lines that
are otherwise the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.reports.review_document import DEADLINE, OWNER

PieceKind = Literal["same", "figure", "changed"]
LineKind = Literal["heading", "subheading", "paragraph", "item", "cell", "live", "prompt"]

_WORDS = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_ALIKE = 0.5
"""Lines that share less are not one line that was changed."""
_MANY = 60
"""Among more lines than this nobody looks for the ones that were changed."""


class Piece(NamedTuple):
    """Part of a line: the same on both sides, a figure that says something else, or changed words."""

    kind: PieceKind
    text: str
    figure: str = ""


class Line(NamedTuple):
    """A line of a chapter; ``block`` is the place of its block."""

    kind: LineKind
    block: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)


class LinePair(NamedTuple):
    """A line then and now; None where it is not."""

    old: Line | None
    new: Line | None

    @property
    def changed(self) -> bool:
        """True when its words are others, not only its figures."""
        sides = (self.old, self.new)
        return None in sides or any(p.kind == "changed" for side in sides if side for p in side.pieces)

    @property
    def differs(self) -> bool:
        """True when anything in it is another, figures too."""
        sides = (self.old, self.new)
        return None in sides or any(p.kind != "same" for side in sides if side for p in side.pieces)


@dataclass(frozen=True)
class ChapterPair:
    """A chapter then and now; a title is None where the chapter is not, or is hidden."""

    key: str
    old_title: str | None
    new_title: str | None
    lines: tuple[LinePair, ...]

    @property
    def title(self) -> str:
        """What it is called now, else what it was."""
        return self.new_title if self.new_title is not None else self.old_title or ""

    @property
    def changed(self) -> int:
        """How many lines have other words; a title counts as one."""
        return sum(pair.changed for pair in self.lines) + (self.old_title != self.new_title)

    @property
    def differing(self) -> int:
        """The same with the lines of which only figures say something else."""
        return sum(pair.differs for pair in self.lines) + (self.old_title != self.new_title)


def compare(
    old: Sequence[text.Chapter], new: Sequence[text.Chapter], language: Language
) -> tuple[ChapterPair, ...]:
    """The chapters of two texts, in the order of the new one; those that are gone stand where they were."""
    then, now = ({c.key: c for c in chapters if not c.hidden} for chapters in (old, new))
    return tuple(_chapter(then.get(key), now.get(key), language) for key in _merged(list(then), list(now)))


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    found = list(new)
    for place, key in enumerate(old):
        if key not in found:
            before = next((k for k in reversed(old[:place]) if k in found), None)
            found.insert(0 if before is None else found.index(before) + 1, key)
    return found


def _chapter(old: text.Chapter | None, new: text.Chapter | None, language: Language) -> ChapterPair:
    lines = _pairs(_lines(old, language), _lines(new, language))
    one = old or new
    assert one is not None
    return ChapterPair(one.key, old.title if old else None, new.title if new else None, tuple(lines))


# --- lines --------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    kind: LineKind
    block: int
    runs: text.Runs

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it the same line: kind, words and figures, whatever those say."""
        return (self.kind, *(_identity(run) for run in text.joined(self.runs)))


def _identity(run: text.Run) -> text.Run:
    return run._replace(shown="") if isinstance(run, text.Chip) else run


def _lines(chapter: text.Chapter | None, language: Language) -> list[_Line]:
    if chapter is None:
        return []
    return [
        _Line(kind, place, runs)
        for place, block in enumerate(chapter.blocks)
        for kind, runs in _lines_of(block, language)
    ]


def _lines_of(block: text.Block, language: Language) -> Iterator[tuple[LineKind, text.Runs]]:
    if isinstance(block, text.Live):
        yield "live", (text.Words(block.caption or block.key),)
    elif isinstance(block, text.Prompt):
        yield "prompt", (text.Words(block.words),)
    elif isinstance(block, text.Heading):
        yield "heading" if block.level == 2 else "subheading", block.runs
    else:
        kind = _KINDS.get(type(block), "paragraph")
        yield from ((kind, runs) for runs in text.runs_of(block) if runs)
        if isinstance(block, text.Plan):
            for name, words in ((DEADLINE, block.deadline), (OWNER, block.owner)):
                if words:
                    gap = "：" if language == "zh" else ": "
                    yield "item", (text.Words(f"{name.to(language)}{gap}{words}"),)


_KINDS: Mapping[type, LineKind] = {text.Items: "item", text.TableBlock: "cell", text.Plan: "item"}


def _pairs(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[LinePair]:
    matcher = SequenceMatcher(None, [line.identity for line in old], [line.identity for line in new], False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from (_pair(a, b) for a, b in zip(old[i:j], new[k:m], strict=True))
        else:
            yield from _replaced(old[i:j], new[k:m])


def _replaced(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[LinePair]:
    """Lines that were changed beside what they became, around them those that went and came."""
    best = _ALIKE
    found: tuple[int, int] | None = None
    if len(old) * len(new) <= _MANY**2:
        for i, a in enumerate(old):
            matcher = SequenceMatcher(None, "", text.plain(a.runs), False)
            for j, b in enumerate(new):
                matcher.set_seq1(text.plain(b.runs))
                if (
                    a.kind == b.kind
                    and matcher.real_quick_ratio() > best
                    and matcher.quick_ratio() > best
                    and (ratio := matcher.ratio()) > best
                ):
                    best, found = ratio, (i, j)
    if found is None:
        yield from (LinePair(_whole(line), None) for line in old)
        yield from (LinePair(None, _whole(line)) for line in new)
        return
    i, j = found
    yield from _replaced(old[:i], new[:j])
    yield _pair(old[i], new[j])
    yield from _replaced(old[i + 1 :], new[j + 1 :])


def _whole(line: _Line) -> Line:
    """A line that stands on one side only."""
    pieces: list[Piece] = []
    for run in line.runs:
        if isinstance(run, text.Chip):
            pieces.append(Piece("changed", run.shown, run.figure))
        else:
            _add(pieces, Piece("changed", run.text))
    return Line(line.kind, line.block, tuple(pieces))


# --- inside a line ------------------------------------------------------------------------------------------


class _Token(NamedTuple):
    """What is compared inside a line: a word or a sign, or a figure."""

    run: text.Run
    words: str

    @property
    def identity(self) -> tuple[object, ...]:
        if isinstance(self.run, text.Chip):
            return (_identity(self.run),)
        return (self.words, self.run.bold, self.run.italic)

    @property
    def figure(self) -> str:
        return self.run.figure if isinstance(self.run, text.Chip) else ""


def _pair(old: _Line, new: _Line) -> LinePair:
    a, b = list(_tokens(old.runs)), list(_tokens(new.runs))
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, [t.identity for t in a], [t.identity for t in b], False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(a[i:j], b[k:m], strict=True):
                kind: PieceKind = "same" if one.words == other.words else "figure"
                _add(left, Piece(kind, one.words, one.figure))
                _add(right, Piece(kind, other.words, other.figure))
        else:
            for one_side, tokens in ((left, a[i:j]), (right, b[k:m])):
                for token in tokens:
                    _add(one_side, Piece("changed", token.words, token.figure))
    return LinePair(Line(old.kind, old.block, tuple(left)), Line(new.kind, new.block, tuple(right)))


def _tokens(runs: text.Runs) -> Iterator[_Token]:
    for run in runs:
        if isinstance(run, text.Chip):
            yield _Token(run, run.shown)
        else:
            yield from (_Token(run, words) for words in _WORDS.findall(run.text))


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Append a piece, to the one before where that is of the same look."""
    last = pieces[-1] if pieces else None
    if last is not None and last.kind == piece.kind and not last.figure and not piece.figure:
        pieces[-1] = last._replace(text=last.text + piece.text)
    else:
        pieces.append(piece)
