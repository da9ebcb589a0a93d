"""One sentence being read: which figure each of its numbers speaks of, and whether it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from csmdesk.domain.review_text import Chip
from csmdesk.metrics.figure import Unit
from csmdesk.reports.review_checks.amounts import role_of_part
from csmdesk.reports.review_checks.lines import CHIP, Line
from csmdesk.reports.review_checks.names import Mention, PartMention, narrowing
from csmdesk.reports.review_checks.roles import BLOCKS, WISHES, Role, role_of
from csmdesk.reports.review_checks.times import PeriodWords
from csmdesk.reports.review_checks.tokens import Token, Told, figures_of
from csmdesk.reports.review_checks.typed import Typed, half_width

if TYPE_CHECKING:
    from csmdesk.reports.review_checks.reading import Reader

_CLAUSE_END = re.compile(r"[，,、](?!\d)")
_RIGHT = re.compile(r"\s*(?:的|of|in|for|the|on|\s)*", re.IGNORECASE)
_MOST_GAP = 12
_OFTEN_SOME = frozenset({"salons", "roundtables", "recovered", "newly_red", "late", "converted"})
"""Parts of which a small number behind is often some of them: 2 salons broke a rule."""
_NEEDS_NAME = frozenset({"receipts"})
"""Parts whose words say too little when the figure is named after them only."""
_LEAST_COUNT = 10
"""A smaller count in front of a name is often one of several: 2 家红色客户已开作战室."""


class Sentence:
    """One sentence being read; ``offset`` is where it begins in its line (less than 0 before its words)."""

    def __init__(self, reader: Reader, line: Line, text: str, offset: int, earlier: Sequence[str]) -> None:
        self._reader = reader
        self._amounts = reader.amounts
        self._line = line
        self._text = text
        self._plain = half_width(text)
        self._offset = offset
        chips = {at - offset: chip for at, chip in line.chips.items() if 0 <= at - offset < len(text)}
        self._earlier = earlier
        self._tokens = reader.tokens.of(text, chips, earlier)
        self._periods = reader.times.in_text(text)
        self._last_role: Role = ""

    @property
    def named(self) -> list[str]:
        """The figures that the sentence speaks of."""
        return self._all_named()

    def told(self) -> Iterator[Told]:
        """Everything that the sentence tells."""
        for place, token in enumerate(self._tokens):
            what = token.what
            if isinstance(what, Chip):
                if token.start + self._offset >= 0:
                    yield self._told(token, what, role=role_of_part(what.part))
                self._last_role = role_of_part(what.part)
            elif isinstance(what, Typed):
                found = self._number(place, token, what)
                if found is not None:
                    self._last_role = found.role
                    if token.start + self._offset >= 0:
                        yield found

    def _told(
        self,
        token: Token,
        chip: Chip,
        typed: Typed | None = None,
        wrong: tuple[Chip, ...] = (),
        role: Role = "",
    ) -> Told:
        return Told(
            self._line,
            token.start + self._offset,
            token.end + self._offset,
            chip,
            typed,
            wrong,
            role,
            self._text,
            self._text[: token.start],
            self._period_before(token),
        )

    # --- one number -----------------------------------------------------------------------------------------

    def _number(self, place: int, token: Token, number: Typed) -> Told | None:
        by_part = self._by_part_word(place, token, number)
        if by_part is not None:
            return by_part
        left, right = self._named_before(place), self._named_after(place)
        if right is not None and (left is None or not self._close(left, place)):
            return self._before_a_name(token, number, right)
        if left is None:
            return None
        figures, named = left
        previous = self._tokens[place - 1]
        gap = self._words(previous.end, token.start)
        since = self._since(named, token)
        after = self._plain[token.end : token.end + 24]
        role = role_of(number, gap, since, after, self._last_role)
        then = self._in_another_time(place, token, number, figures)
        if then is not None:
            return then
        return self._judged(token, number, figures, role, named)

    def _since(self, named: Token, token: Token) -> str:
        """The words since a figure was named; a chip has been told, so the next number is not its value."""
        if not isinstance(named.what, Chip):
            # 11 red accounts: the name has its number already, the next one is not its value.
            told = CHIP if self._has_number(named) else ""
            return told + self._words(named.end, token.start)
        key = named.what.figure
        said = [t for t in self._tokens if t.end <= named.start and isinstance(t.what, Mention)]
        start = next((t.end for t in reversed(said) if key in figures_of(t)), named.start)
        return self._words(start, token.start)

    def _has_number(self, named: Token) -> bool:
        """True for a name with a number right in front of it."""
        place = self._tokens.index(named)
        before = self._tokens[place - 1] if place else None
        if before is None or not isinstance(before.what, Typed | Chip):
            return False
        return _RIGHT.fullmatch(self._plain[before.end : named.start]) is not None

    def _judged(
        self, token: Token, number: Typed, figures: Sequence[str], role: Role, named: Token
    ) -> Told | None:
        figures = self._narrowed(figures, named.end, token.start)
        options = self._amounts.options(figures, role)
        if role == "attainment":
            # 续费率完成 94.8%: of a rate the same words tell its value.
            rates = [key for key in figures if self._amounts.unit(key) is Unit.RATIO]
            options += [Chip(key) for key in rates]
        agreeing = self._amounts.agreeing(number, options)
        if agreeing is not None:
            return self._told(token, agreeing, number, role=role)
        others = self._amounts.anything((*figures, *self._all_named()))
        somewhere = self._amounts.agreeing(number, [*options, *others])
        open_role = role in {"near", ""}
        if open_role and somewhere is not None:
            return self._told(token, somewhere, number, role=role)
        if self._is_of_something_else(token, named, role) or self._elsewhere_in_time(token, role, figures):
            return None
        if open_role and not self._near_enough(token, number, named):
            return None
        if open_role:
            options = [Chip(key, part) for key in figures for part in ("", "numerator", "node", "attainment")]
        elif role in {"growth", "difference", "opening", "above", "below"} and not self._certain(
            role, number, token.end
        ):
            return None
        wrong = self._amounts.nearest(number, options)
        return self._told(token, wrong[0], number, wrong, role) if wrong else None

    def _before_a_name(self, token: Token, number: Typed, mention: Token) -> Told | None:
        """A number in front of the figure's name: 18 条推荐线索, 112 attendances of executives."""
        assert isinstance(mention.what, Mention)
        figures = mention.what.figures
        options = self._amounts.options(figures, "value")
        agreeing = self._amounts.agreeing(number, options)
        if agreeing is not None:
            return self._told(token, agreeing, number, role="value")
        if self._amounts.agreeing(number, self._amounts.anything((*figures, *self._all_named()))) is not None:
            return None
        small = number.written in {"count", "bare"} and abs(number.value) < _LEAST_COUNT
        words = self._text[max(0, token.start - _MOST_GAP) : token.start]
        if small or BLOCKS.search(words) or self._is_of_something_else(token, mention, "value"):
            return None
        if self._elsewhere_in_time(token, "value", figures):
            return None
        wrong = self._amounts.nearest(number, options)
        return self._told(token, wrong[0], number, wrong, "value") if wrong else None

    def _by_part_word(self, place: int, token: Token, number: Typed) -> Told | None:
        """A number beside a word for a part of a figure that was named: 推荐者 46, 15 roundtables."""
        for other, behind in self._part_words_beside(place, token):
            assert isinstance(other.what, PartMention)
            parts = other.what.parts
            named = self._all_named(place)
            if behind and _NEEDS_NAME.intersection(parts.values()):
                # 赢单 5 笔，增购到账 …: what is counted was named before.
                named = [key for t in self._tokens[:place] for key in figures_of(t)]
            key = next((key for key in (*named, *self._earlier) if key in parts), None)
            if key is None:
                continue
            chip = Chip(key, parts[key])
            if self._amounts.agreeing(number, [chip]) is not None:
                return self._told(token, chip, number, role="near")
            if behind and (
                self._amounts.agreeing(number, self._amounts.anything(self._all_named())) is not None
                or (parts[key] in _OFTEN_SOME and abs(number.value) < _LEAST_COUNT)
            ):
                return None
            if self._is_of_something_else(token, other, "near") or self._elsewhere_in_time(
                token, "near", (key,)
            ):
                return None
            wrong = self._amounts.nearest(number, [chip])
            return self._told(token, chip, number, wrong, "near") if wrong else None
        return None

    def _in_another_time(
        self, place: int, token: Token, number: Typed, figures: Sequence[str]
    ) -> Told | None:
        """A number right behind the words for the time before: 上年同期 80."""
        times = self._reader.times
        period = self._period_before(token)
        if period is None or (place and self._tokens[place - 1].start > period.start):
            return None
        if period.period not in {times.own.year_before, times.own.shifted(-1)}:
            return None
        if not re.fullmatch(
            r"[的为是约：:=\s]*|\s*(?:it was|was|of)?\s*", self._plain[period.end : token.start]
        ):
            return None
        before = "year" if period.period == times.own.year_before else "last"
        options = [Chip(key, f"{before}.value") for key in figures]
        if before == "year":
            options = [*(Chip(key, "year_before") for key in figures), *options]
        agreeing = self._amounts.agreeing(number, options)
        if agreeing is not None:
            return self._told(token, agreeing, number, role="opening")
        if self._is_of_something_else(token, token, "opening"):
            return None
        wrong = self._amounts.nearest(number, options)
        return self._told(token, wrong[0], number, wrong, "opening") if wrong else None

    # --- what stands around ---------------------------------------------------------------------------------

    def _words(self, start: int, end: int) -> str:
        """The words between two places, without the periods that they name."""
        held = [(p.start, p.end) for p in self._periods if start <= p.start and p.end <= end]
        kept, at = "", start
        for low, high in held:
            kept += self._plain[at:low]
            at = high
        return re.sub(r"^[）)]", "", kept + self._plain[at:end])

    def _named_before(self, place: int) -> tuple[tuple[str, ...], Token] | None:
        token = next((t for t in reversed(self._tokens[:place]) if figures_of(t)), None)
        return None if token is None else (figures_of(token), token)

    def _named_after(self, place: int) -> Token | None:
        if place + 1 >= len(self._tokens):
            return None
        number, following = self._tokens[place], self._tokens[place + 1]
        gap = self._plain[number.end : following.start]
        tight = len(gap) <= _MOST_GAP and _RIGHT.fullmatch(gap)
        return following if isinstance(following.what, Mention) and tight else None

    def _close(self, left: tuple[tuple[str, ...], Token], place: int) -> bool:
        """True when the number belongs to the name before it: 续费率 94.8%."""
        token = self._tokens[place]
        assert isinstance(token.what, Typed)
        words = self._words(left[1].end, token.start)
        return role_of(token.what, words, words, "", "") in {"value", "target", "sample"}

    def _between(self, first: Token, last: Token) -> list[Token]:
        return [t for t in self._tokens if first.start < t.start < last.start]

    def _part_words_beside(self, place: int, token: Token) -> Iterator[tuple[Token, bool]]:
        """The words for parts right before the number, then those right behind it (True)."""
        if place and isinstance(self._tokens[place - 1].what, PartMention):
            before = self._tokens[place - 1]
            if re.fullmatch(
                r"[的为是约共\s:：=]*|\s*(?:is|was|of|:)?\s*", self._words(before.end, token.start)
            ):
                yield before, False
        if place + 1 < len(self._tokens) and isinstance(self._tokens[place + 1].what, PartMention):
            after = self._tokens[place + 1]
            between = self._plain[token.end : after.start]
            if after.start < token.end or re.fullmatch(r"\s*(?:of|in)?\s*", between):
                yield after, True

    def _all_named(self, place: int | None = None) -> list[str]:
        """The figures that the sentence speaks of, those nearest before ``place`` first."""
        tokens = self._tokens if place is None else self._tokens[:place][::-1] + self._tokens[place:]
        return list(dict.fromkeys(key for token in tokens for key in figures_of(token)))

    def _narrowed(self, figures: Sequence[str], start: int, end: int) -> Sequence[str]:
        """One definition, where words before the number choose among those that the name may mean."""
        words = self._plain[start:end]
        for pattern, key in narrowing():
            if key in figures and len(figures) > 1 and pattern.search(words):
                return (key,)
        return figures

    def _is_of_something_else(self, token: Token, named: Token, role: Role) -> bool:
        """True when words say that the number is of one customer, a segment, a wish, …"""
        if self._reader.tokens.is_elsewhere(self._text[: max(token.start, named.start)]):
            return True
        gap = self._plain[named.end : token.start] if named.end <= token.start else ""
        lead = _CLAUSE_END.split(self._plain[: named.start])[-1]
        if BLOCKS.search(gap) or BLOCKS.search(lead[-_MOST_GAP:]):
            return True
        return role not in {"target", "attainment"} and bool(WISHES.search(self._plain))

    def _period_before(self, token: Token) -> PeriodWords | None:
        found = [p for p in self._periods if p.end <= token.start]
        return found[-1] if found else None

    def _elsewhere_in_time(self, token: Token, role: Role, figures: Sequence[str]) -> bool:
        """True when the words before the number name another period whose figure it may be."""
        if role in {"target", "attainment", "node_share", "growth", "difference", "sample"}:
            return False
        own = self._reader.times.own
        sums = any(self._amounts.adds_up(key) for key in figures)
        return any(
            p.period != own and (sums or p.period.end != own.end)
            for p in self._periods
            if p.end <= token.start
        )

    def _near_enough(self, token: Token, number: Typed, named: Token) -> bool:
        """True for an amount or a share that stands in the same clause as the figure's name."""
        gap = self._plain[named.end : token.start]
        if named.end > token.start or len(gap) > _MOST_GAP or _CLAUSE_END.search(gap) or CHIP in gap:
            return False
        if any(isinstance(t.what, Typed | Chip | PartMention) for t in self._between(named, token)):
            return False
        return isinstance(named.what, Mention) and number.written in {"money", "percent"}

    def _certain(self, role: Role, number: Typed, end: int) -> bool:
        """True when the words say against what a change is held, so that it can be judged."""
        if role in {"above", "below"}:
            return True
        if role == "opening":
            follows = re.match(r"(?:\s?[家分条])?\s*(?:to\b|升|降|增|减|提|到|至|→|->)", self._plain[end:])
            return bool(follows or re.search(r"期初|年初|opening", self._plain, re.IGNORECASE))
        if role == "difference":
            return bool(re.search(r"目标|target", self._plain, re.IGNORECASE)) and number.written in {
                "points",
                "money",
            }
        return bool(re.search(r"同比|上年|去年|环比|a year before|year on year", self._plain, re.IGNORECASE))
