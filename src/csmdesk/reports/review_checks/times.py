"""The periods that a text speaks of: 上半年, 2023 年下半年, 去年同期, Q2, the year before."""

from __future__ import annotations

import re
from typing import NamedTuple

from csmdesk.domain.natural_period import natural_period
from csmdesk.domain.period import Period, fiscal_year

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NAMED = re.compile(
    r"(?:(?:去年|上年|今年|本年|明年)\s?)?(?:20\d\d\s*年?\s*)?(?:上|下)半年(?:度)?"
    r"|(?:20\d\d[\s-]*)?H[12]\b(?:\s+20\d\d)?"
    r"|(?:20\d\d\s*年?\s*)?第?[一二三四1-4]\s?季度"
    r"|(?:20\d\d[\s-]*)?Q[1-4]\b(?:\s+20\d\d)?"
    r"|(?:20\d\d\s*年\s*)?(?<!\d)1?\d\s*月(?!\s*\d)(?:份)?"
    rf"|\b(?:{_MONTHS})[a-z]*\.?\s+20\d\d\b"
    r"|20\d\d\s*年(?:度|全年)?(?!\s*\d)"
    r"|\bthe (?:first|second) half(?: of 20\d\d)?"
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bfor ))20\d\d\b(?![-/.]\d)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?P<year_before>上年同期|去年同期|上年|去年|同比|(?:the|a) year before|last year|year[ -]on[ -]year)"
    r"|(?P<before>上一期|上期|上个半年|环比|(?:the )?period before|last (?:half|quarter)"
    r"|previous (?:period|half))"
    r"|(?P<next>下一期|下期|次期|next (?:period|half|quarter))"
    r"|(?P<year>全年|年度|今年|本年|this year|the year's|full year|for the year)"
    r"|(?P<this>本期|期内|报告期|in the period(?! before)|this (?:period|half))",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(r"^(去年|上年|今年|本年|明年)\s?")


class PeriodWords(NamedTuple):
    """Words from ``start`` to ``end`` that name a period."""

    start: int
    end: int
    period: Period


class Times:
    """Understands the periods of a text as seen from the review's own."""

    def __init__(self, own: Period, fiscal_start: int) -> None:
        self.own = own
        self._fiscal_start = fiscal_start
        year = fiscal_year(own.start, fiscal_start)
        whole = natural_period(str(year), own.start, fiscal_start)
        self._relative: dict[str, Period] = {
            "year_before": own.year_before,
            "before": own.shifted(-1),
            "next": own.next,
            "this": own,
            "year": whole or own,
        }

    def in_text(self, text: str) -> list[PeriodWords]:
        """The periods that a text names, in order."""
        found = []
        for match in _NAMED.finditer(text):
            period = self._period(match.group())
            if period is not None:
                found.append(PeriodWords(match.start(), match.end(), period))
        taken = [(each.start, each.end) for each in found]
        found += [
            PeriodWords(match.start(), match.end(), self._relative[str(match.lastgroup)])
            for match in _RELATIVE.finditer(text)
            if not any(low < match.end() and match.start() < high for low, high in taken)
        ]
        return sorted(found)

    def named(self, name: str) -> Period | None:
        """The period called 2023H2; None for a name that is none."""
        return natural_period(name, self.own.start, self._fiscal_start)

    def _period(self, words: str) -> Period | None:
        near = self.own.start
        year = _YEAR_WORD.match(words)
        plain = words
        if year:
            plain = words[year.end() :]
            shift = {"去年": -1, "上年": -1, "明年": 1}.get(year[1], 0)
            near = near.replace(year=near.year + shift, day=1)
        plain = re.sub(
            r"^the (first|second) half(?: of (20\d\d))?$", _english_half, plain, flags=re.IGNORECASE
        )
        return natural_period(plain, near, self._fiscal_start, near=near)


def _english_half(found: re.Match[str]) -> str:
    half = "H1" if found[1].casefold() == "first" else "H2"
    return f"{found[2] or ''}{half}"
