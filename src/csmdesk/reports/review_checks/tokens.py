"""What a sentence is made of for the check: names of figures and of their parts, numbers, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from csmdesk.domain.review_text import Chip
from csmdesk.reports.review_checks.lines import Line
from csmdesk.reports.review_checks.names import (
    Mention,
    PartMention,
    mentions,
    narrowing,
    part_mentions,
)
from csmdesk.reports.review_checks.roles import Role
from csmdesk.reports.review_checks.times import PeriodWords
from csmdesk.reports.review_checks.typed import Typed, typed_numbers


@dataclass(frozen=True)
class Told:
    """A figure that a line tells: as a figure of its own, or typed.

    ``chip`` is what is told; ``wrong`` are, for a typed number that agrees with none, the figures that it
    can be meant to be, the nearest first. ``period`` is the last one that the words ``before`` it name.
    """

    line: Line
    start: int
    end: int
    chip: Chip
    typed: Typed | None = None
    wrong: tuple[Chip, ...] = ()
    role: Role = ""
    sentence: str = ""
    before: str = ""
    period: PeriodWords | None = None

    @property
    def agrees(self) -> bool:
        """True when it says what the data say."""
        return not self.wrong


@dataclass(frozen=True)
class Token:
    """A stretch of a sentence, and what it is."""

    start: int
    end: int
    what: Mention | PartMention | Typed | Chip


class Tokens:
    """Finds the tokens of sentences.

    ``target_names`` are what the book's key results on a figure are called, ``elsewhere`` names of which a
    number may be instead of the whole book, ``rivals`` the other definitions of a figure.
    """

    def __init__(
        self,
        target_names: Mapping[str, Iterable[str]],
        elsewhere: Iterable[str],
        rivals: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._target_names = target_names
        self._rivals = rivals
        names = sorted({name for name in elsewhere if len(name) > 1}, key=len, reverse=True)
        self._elsewhere = re.compile("|".join(map(re.escape, names))) if names else None

    def of(self, text: str, chips: Mapping[int, Chip], earlier: Iterable[str]) -> list[Token]:
        """What a sentence is made of; ``chips`` by place in it, ``earlier`` the figures named before it."""
        parts = part_mentions(text)
        # 占续费到账的 names a part of another figure, not 续费到账.
        named = [m for m in mentions(text, self._target_names) if not _within(m.start, parts, m.end)]
        parts = [p for p in parts if not _within(p.start, named)]
        held = [Token(m.start, m.end, m) for m in named]
        held += [Token(p.start, p.end, p) for p in parts]
        held += [Token(n.start, n.end, n) for n in typed_numbers(text) if not _within(n.start, named)]
        held += [Token(at, at + 1, chip) for at, chip in chips.items()]
        held += self._narrowing(text, held, earlier)
        return sorted(held, key=lambda token: (token.start, -token.end))

    def _narrowing(self, text: str, held: Sequence[Token], earlier: Iterable[str]) -> Iterator[Token]:
        """Words that go on to another definition of a figure named before: 续约率按客户 …，按合同 …"""
        for pattern, key in narrowing():
            for found in pattern.finditer(text):
                if any(t.start <= found.start() < t.end for t in held):
                    continue
                before = {k for t in held if t.end <= found.start() for k in figures_of(t)} | set(earlier)
                if key in before or any(key in self._rivals(k) for k in before):
                    yield Token(found.start(), found.end(), Mention(found.start(), found.end(), (key,)))

    def is_elsewhere(self, words: str) -> bool:
        """True when the words name a customer, segment, module, … of which the next number may be."""
        return bool(self._elsewhere and self._elsewhere.search(words))


def figures_of(token: Token) -> tuple[str, ...]:
    """The figures that a token is about."""
    if isinstance(token.what, Mention):
        return token.what.figures
    return (token.what.figure,) if isinstance(token.what, Chip) else ()


def _within(place: int, named: Iterable[Mention | PartMention], end: int | None = None) -> bool:
    return any(each.start <= place and (end or place + 1) <= each.end for each in named)
