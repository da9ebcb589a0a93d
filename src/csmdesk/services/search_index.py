"""The search index: the words of every row joined into long texts, in which a term is found at once.

A field of ten thousand rows is one string, a line a row. A line end before a term asks for rows that begin
with it, one on both sides for rows that are it. So the rows come out in the order of how well they match, and
the search stops as soon as there are enough of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice
from typing import NamedTuple

EXACT = 0
NAME_BEGINS = 1
INITIALS_BEGIN = 2
PINYIN_BEGINS = 3
CODE_BEGINS = 4
INSIDE = 5
"""How well a row matches, best first. What belongs to an account that matches is as good as that account."""

_LOOKED_AT = 5_000
"""So many rows at most are looked at for one search: a search as broad as that goes on with more letters."""


class Step(NamedTuple):
    """One way for a term to match: in which field, at which place of it, and how good that is."""

    field: str
    form: str
    rank: int


_WHOLE, _BEGIN, _WITHIN = "\n{}\n", "\n{}", "{}"
_OF_ACCOUNT = Step("", "", INSIDE)
"""By the words of the account that a row belongs to."""

ACCOUNT_STEPS = (
    Step("code", _WHOLE, EXACT),
    Step("merged", _WHOLE, EXACT),
    Step("name", _WHOLE, EXACT),
    Step("name", _BEGIN, NAME_BEGINS),
    Step("initials", _BEGIN, INITIALS_BEGIN),
    Step("pinyin", _BEGIN, PINYIN_BEGINS),
    Step("code", _BEGIN, CODE_BEGINS),
    Step("name", _WITHIN, INSIDE),
    Step("initials", _WITHIN, INSIDE),
    Step("pinyin", _WITHIN, INSIDE),
    Step("code", _WITHIN, INSIDE),
    Step("merged", _WITHIN, INSIDE),
)
CONTRACT_STEPS = (
    Step("code", _WHOLE, EXACT),
    Step("code", _BEGIN, CODE_BEGINS),
    _OF_ACCOUNT,
    Step("code", _WITHIN, INSIDE),
    Step("product", _WITHIN, INSIDE),
)
CONTACT_STEPS = (
    Step("name", _WHOLE, EXACT),
    Step("name", _BEGIN, NAME_BEGINS),
    Step("initials", _BEGIN, INITIALS_BEGIN),
    Step("pinyin", _BEGIN, PINYIN_BEGINS),
    Step("title", _BEGIN, PINYIN_BEGINS),
    _OF_ACCOUNT,
    Step("name", _WITHIN, INSIDE),
    Step("initials", _WITHIN, INSIDE),
    Step("pinyin", _WITHIN, INSIDE),
    Step("title", _WITHIN, INSIDE),
)


def rank(term: str, words: str, pinyin: str = "", initials: str = "") -> int | None:
    """How well a folded term matches something that is no row of a table; None when it does not.

    One letter inside a word is no match: there is one in nearly every word.
    """
    folded = words.casefold()
    if folded == term:
        return EXACT
    for begins, as_good in ((folded, NAME_BEGINS), (initials, INITIALS_BEGIN), (pinyin, PINYIN_BEGINS)):
        if begins.startswith(term):
            return as_good
    if f" {term}" in folded or f"_{term}" in folded:
        return CODE_BEGINS
    within = len(term) > 1 and (term in initials or term in pinyin)
    if within or (term in folded and (len(term) > 1 or not term.isascii())):
        return INSIDE
    return None


class Found(NamedTuple):
    """A row that matches: its id and how well."""

    id: int
    rank: int


class _Field:
    """The folded words of one field, a line a row, with line ends around each."""

    def __init__(self, texts: Sequence[str]) -> None:
        # A line end inside the words would make two rows of one.
        lines = [text.replace("\n", " ") for text in texts]
        self._joined = "\n" + "\n".join(lines) + "\n"
        # Where each row's line end before it stands.
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def rows(self, needle: str) -> Iterator[int]:
        """The places of the rows that hold ``needle``, in their order."""
        joined, starts = self._joined, self._starts
        at = joined.find(needle)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            if row + 1 >= len(starts):
                return
            yield row
            at = joined.find(needle, starts[row + 1])

    def holds(self, row: int, needle: str) -> bool:
        """True when the row holds ``needle``."""
        return self._joined.find(needle, self._starts[row], self._starts[row + 1] + 1) >= 0


class Table:
    """The rows of one kind, in the order in which equals are listed."""

    def __init__(
        self,
        ids: Sequence[int],
        fields: Mapping[str, Sequence[str]],
        steps: Sequence[Step],
        owners: Sequence[int] = (),
    ) -> None:
        """``fields`` are the words by field, a text a row; ``owners`` the account of each row."""
        self._ids = ids
        # Steps that are equally good stand together, but for the words of the account.
        self._equals = [
            list(group) for _, group in groupby(steps, lambda step: (step.rank, step.field == ""))
        ]
        folded = {name: [text.casefold() for text in texts] for name, texts in fields.items()}
        self._fields = {name: _Field(texts) for name, texts in folded.items()}
        # All words of a row as one, for the further terms of a search.
        self._words = list(map("\n".join, zip(*folded.values(), strict=True)))
        self._places = {key: place for place, key in enumerate(ids)}
        self._owners = owners
        self._owned: dict[int, list[int]] = {}
        for place, owner in enumerate(owners):
            self._owned.setdefault(owner, []).append(place)

    def find(
        self, terms: Sequence[str], limit: int, recent: Sequence[int] = (), accounts: Table | None = None
    ) -> list[Found]:
        """The best rows that hold every one of the folded ``terms``, at most ``limit``, best first.

        Of rows that match equally well, the ``recent`` ones come first, then those that stand first.
        ``accounts`` is the table that the owners are in: a row also has the words of its account.
        """
        ordered = sorted(terms, key=len, reverse=True)
        if not ordered:
            return []
        first, others = ordered[0], ordered[1:]
        lately = [self._places[key] for key in recent if key in self._places]
        found: list[Found] = []
        seen: set[int] = set()
        walk = self._walk(first, lately, accounts)
        for place, rank in islice(walk, _LOOKED_AT):
            if place in seen:
                continue
            seen.add(place)
            if all(self._holds(place, term, accounts) for term in others):
                found.append(Found(self._ids[place], rank))
                if len(found) == limit:
                    break
        return found

    def _walk(self, term: str, lately: list[int], accounts: Table | None) -> Iterator[tuple[int, int]]:
        """Places and ranks of the rows that hold ``term``, best first; a place may come more than once."""
        for equals in self._equals:
            for place in lately:
                if any(self._matches(step, place, term, accounts) for step in equals):
                    yield place, equals[0].rank
            for step in equals:
                if step.field:
                    for place in self._fields[step.field].rows(step.form.format(term)):
                        yield place, step.rank
                elif accounts is not None:
                    for owner, rank in accounts._walk(term, [], None):
                        for place in self._owned.get(accounts._ids[owner], ()):
                            yield place, rank

    def _matches(self, step: Step, place: int, term: str, accounts: Table | None) -> bool:
        if step.field:
            return self._fields[step.field].holds(place, step.form.format(term))
        return accounts is not None and accounts._has(self._owners[place], term)

    def _holds(self, place: int, term: str, accounts: Table | None) -> bool:
        """True when the row or its account holds ``term``."""
        return term in self._words[place] or (
            accounts is not None and accounts._has(self._owners[place], term)
        )

    def _has(self, key: int, term: str) -> bool:
        place = self._places.get(key)
        return place is not None and term in self._words[place]
