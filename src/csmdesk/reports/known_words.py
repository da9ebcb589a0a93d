"""Finds known words (names, numbers, addresses) in a text, however they are written there.

Width, case, white space and invisible characters do not matter: ``甲方 贸易`` and ``ＫＨ１００１`` are found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)

LEAST_DIGITS = 5
"""A number of fewer digits stands for too many other things to be looked for."""
_HEAD = 2


class Hit(NamedTuple, Generic[T]):
    """A known word at ``start`` … ``end`` of a text; ``of`` is whose it is."""

    start: int
    end: int
    of: T


class _Plain(NamedTuple):
    """A text without what does not matter, and where each of its characters stands in the whole."""

    text: str
    places: list[int]


def plain(text: str) -> _Plain:
    """The text as it is compared."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in unicodedata.normalize("NFKC", letter).casefold():
            # Cf: zero width characters, soft hyphens; Z and Cc: all kinds of white space.
            if each.isspace() or unicodedata.category(each) in {"Cf", "Cc"}:
                continue
            letters.append(each)
            places.append(place)
    return _Plain("".join(letters), places)


def too_short(word: str) -> bool:
    """True for a word that cannot be looked for: one letter, or a number of few digits."""
    held = plain(word).text
    if held.isdecimal():
        return len(held) < LEAST_DIGITS
    return len(held) < _HEAD


class KnownWords(Generic[T]):
    """The words with whose they are; of words that begin at one place the longest is found."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._of: dict[str, T] = {}
        lengths: dict[str, set[int]] = {}
        for word, of in words:
            held = plain(word).text
            if too_short(word) or held in self._of:
                continue
            self._of[held] = of
            lengths.setdefault(held[:_HEAD], set()).add(len(held))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The words in ``text`` from left to right; none overlaps another."""
        held, places = plain(text)
        here = 0
        while here < len(held) - 1:
            size = self._at(text, held, places, here)
            if not size:
                here += 1
                continue
            word = held[here : here + size]
            yield Hit(places[here], places[here + size - 1] + 1, self._of[word])
            here += size

    def _at(self, text: str, held: str, places: list[int], here: int) -> int:
        """The length of the longest word that begins at ``here``; 0 for none."""
        for size in self._lengths.get(held[here : here + _HEAD], ()):
            end = here + size
            if end > len(held):
                continue
            if held[here:end] in self._of and _stands_alone(text, places[here], places[end - 1] + 1):
                return size
        return 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True unless a word of Latin letters or digits goes on at one of its ends."""
    before = start > 0 and _goes_on(text[start - 1], text[start])
    return not before and not (end < len(text) and _goes_on(text[end], text[end - 1]))


def _goes_on(outside: str, inside: str) -> bool:
    out, in_ = (unicodedata.normalize("NFKC", letter)[:1] for letter in (outside, inside))
    return out.isascii() and in_.isascii() and out.isalnum() and in_.isalnum()
