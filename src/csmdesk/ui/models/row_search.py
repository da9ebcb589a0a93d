"""Finds the rows that hold every word typed: each letter narrows down what the one before had found.

The texts are looked through in the order in which the rows were given, as they lie in memory: in the order in
which they are shown, which is any order, the same pass takes five times as long.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress

from csmdesk.ui.models.columns import Row

_KEPT = 16
"""So many results are kept, for letters that are taken back."""

_RARE = 12
"""A word is rare when it stands in one row of so many, or fewer."""

_MOST = 2
"""Most of the rows are at least one of so many."""

_SAMPLE = 8
"""Whether it does is found out in one part of so many."""

_END = "\x1e"
"""Between the texts of two rows; a blank to ``str.split``, so no word that is looked for holds one."""

Terms = tuple[str, ...]


class Found:
    """The rows, by their places, that hold some words: ``count`` of them.

    A result is a pass over a part of all rows; it is made shorter only when the next letter needs it.
    """

    __slots__ = ("_mask", "_passed", "_places", "_texts", "count")

    def __init__(self, places: Sequence[int], texts: list[str], passed: list[bool] | None) -> None:
        """``places`` and ``texts`` are parallel; without ``passed`` all of them hold the words."""
        self._places = places
        self._texts = texts
        self._mask: bytearray | None = None
        self.count = len(places) if passed is None else passed.count(True)
        self._passed = passed if self.count < len(places) else None

    def narrowed(self, term: str, *, longer: bool = False) -> Found:
        """Those that hold another word too; ``longer``: it is the only word they hold, with more letters."""
        # Where most of the rows hold the word, going through all of them again is less work than leaving
        # the others out first.
        if not longer or self.count * _MOST < len(self._places):
            self._shorten()
        return Found(self._places, self._texts, [term in text for text in self._texts])

    def _shorten(self) -> None:
        if self._passed is not None:
            self._places = list(compress(self._places, self._passed))
            self._texts = list(compress(self._texts, self._passed))
            self._passed = None

    def mask(self, total: int) -> bytearray:
        """For each of ``total`` rows 1 if it is one of them, else 0; small enough to stay at hand."""
        if self._mask is None:
            if self._passed is not None and len(self._passed) == total:
                self._mask = bytearray(self._passed)
            else:
                self._mask = bytearray(total)
                for place in self.places:
                    self._mask[place] = 1
        return self._mask

    @property
    def places(self) -> Sequence[int]:
        """The places, upwards."""
        self._shorten()
        return self._places


class RowSearch:
    """The texts of all rows, one by one and as one long text: a rare word is found there at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = _END.join(texts)
        # Copies that lie one after the other in memory are passed over in half the time.
        copies = self._joined.split(_END)
        self._texts = copies if len(copies) == len(texts) else list(texts)
        self._all = Found(range(len(texts)), self._texts, None)
        self._starts: list[int] | None = None
        self._results: dict[Terms, Found] = {}
        self._last: Terms = ()

    @classmethod
    def of(cls, rows: Iterable[Row]) -> RowSearch:
        """What these rows are found by; may be made in any thread."""
        return cls([row.search for row in rows])

    def find(self, terms: Terms) -> Found:
        """The rows that hold all ``terms`` (at least one, case-folded, without blanks)."""
        found = self._results.get(terms)
        if found is None:
            found = self._pass(terms)
            while len(self._results) >= _KEPT:
                del self._results[next(iter(self._results))]
            self._results[terms] = found
        self._last = terms
        return found

    def _pass(self, terms: Terms) -> Found:
        found = self._results.get(self._last)
        # One more letter or word can only take rows away, and only words that changed need another look.
        if found is not None and _narrows(terms, self._last):
            left = [term for term in terms if term not in self._last]
        else:
            # The longest word leaves the fewest rows for the others to be looked for in.
            left = sorted(terms, key=len, reverse=True)
            found = self._first(left.pop(0))
        longer = len(terms) == len(self._last) == 1
        for term in left:
            found = found.narrowed(term, longer=longer)
        return found

    def _first(self, term: str) -> Found:
        if not self._is_rare(term):
            return self._all.narrowed(term)
        starts = self._starts
        if starts is None:
            starts = self._starts = list(accumulate((len(text) + 1 for text in self._texts), initial=0))
        places = []
        at = self._joined.find(term)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            places.append(place)
            at = self._joined.find(term, starts[place + 1])
        return Found(places, list(map(self._texts.__getitem__, places)), None)

    def _is_rare(self, term: str) -> bool:
        # A single letter mostly is not, and where it is the pass over all takes no longer.
        if len(term) == 1:
            return False
        count = self._joined.count(term, 0, len(self._joined) // _SAMPLE)
        return count * _SAMPLE * _RARE <= len(self._texts)


def _narrows(terms: Terms, before: Terms) -> bool:
    """True when whatever holds all ``terms`` holds all of ``before`` too, word by word from the first."""
    return len(terms) >= len(before) and all(
        new.startswith(old) for new, old in zip(terms, before, strict=False)
    )
