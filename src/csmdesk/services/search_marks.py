"""Which characters of a name were matched: 岚图 of 岚图家居 for ``lantu`` and for ``lt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

Spans = tuple[tuple[int, int], ...]
"""Places in a text, each as begin and end."""

_SYLLABLE = re.compile(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouvü]+(?:ng?|r)?|ng?|m")
_LONGEST = 6
_CHINESE = "㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
_PIECES = re.compile(f"[{_CHINESE}]|[^{_CHINESE}]+")


class Reading(NamedTuple):
    """A piece of a name and how it reads: one Chinese character, or a run of letters and digits.

    ``begin`` and ``end`` are places in the name, ``at`` and ``to`` in its pinyin, ``first`` and ``last`` in
    its initials.
    """

    begin: int
    end: int
    at: int
    to: int
    first: int
    last: int


def marked(text: str, terms: Iterable[str], pinyin: str = "", initials: str = "") -> Spans:
    """The places in ``text`` that the folded ``terms`` were found at, by its words, initials or pinyin."""
    places: list[tuple[int, int]] = []
    folded = text.casefold()
    for term in terms:
        at = folded.find(term) if len(folded) == len(text) else -1
        if at >= 0:
            places.append((at, at + len(term)))
        elif initials or pinyin:
            places += _by_sound(text, term, pinyin, initials)
    return _joined(places)


def _by_sound(text: str, term: str, pinyin: str, initials: str) -> list[tuple[int, int]]:
    readings = read(text, pinyin, initials)
    at = initials.find(term)
    if pinyin.startswith(term) and at != 0:
        at = -1  # how it begins counts for more than what stands inside
    if at >= 0:
        return [(r.begin, r.end) for r in readings if r.first < at + len(term) and r.last > at]
    # Where a character begins, if there is such a place: a term rarely begins amid a syllable.
    at = next((r.at for r in readings if pinyin.startswith(term, r.at)), pinyin.find(term))
    if at < 0:
        return []
    return [(r.begin, r.end) for r in readings if r.at < at + len(term) and r.to > at]


def _joined(places: list[tuple[int, int]]) -> Spans:
    """The places in order, those that touch as one."""
    spans: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return tuple(spans)


@lru_cache(maxsize=1024)
def read(text: str, pinyin: str, initials: str) -> tuple[Reading, ...]:
    """How the pieces of ``text`` read, by its pinyin as it stands in the book; empty when they do not fit.

    The pinyin is written together. The initials say how each syllable begins: so there is one way to part it.
    """
    # Chinese characters one by one, and what stands between them.
    found = _part(text, [piece.span() for piece in _PIECES.finditer(text)], pinyin, initials, 0, 0, 0)
    return () if found is None else tuple(found)


def _part(
    text: str, pieces: Sequence[tuple[int, int]], pinyin: str, initials: str, piece: int, at: int, first: int
) -> list[Reading] | None:
    if piece == len(pieces):
        return [] if at == len(pinyin) and first == len(initials) else None
    begin, end = pieces[piece]
    for length, letters in _candidates(text[begin:end], pinyin[at : at + _LONGEST], initials[first:]):
        if pinyin[at : at + length] and pinyin[at] != initials[first : first + 1]:
            continue
        rest = _part(text, pieces, pinyin, initials, piece + 1, at + length, first + letters)
        if rest is not None:
            return [Reading(begin, end, at, at + length, first, first + letters), *rest]
    return None


def _candidates(piece: str, ahead: str, initials: str) -> list[tuple[int, int]]:
    """How many letters of the pinyin and of the initials a piece may take, the likeliest first."""
    letters = "".join(filter(str.isalnum, piece.casefold()))
    if not re.match(f"[{_CHINESE}]", piece):
        # Letters and digits stand for themselves, in the initials as a whole or by the first one.
        if not letters:
            return [(0, 0)]
        return [(len(letters), count) for count in (len(letters), 1) if initials.startswith(letters[:count])]
    return [(n, 1) for n in range(len(ahead), 0, -1) if _SYLLABLE.fullmatch(ahead, 0, n)]
