"""Words that several kinds of the log use."""

from __future__ import annotations

from fractions import Fraction

from csmdesk.domain.lengths import MINUTES_PER_HOUR
from csmdesk.domain.text import Text
from csmdesk.metrics import display


def hours(minutes: int) -> Text:
    """A length of time in hours, with one decimal."""
    shown = display.decimals(Fraction(minutes, MINUTES_PER_HOUR), 1)
    return Text(f"{shown} 小时", f"{shown} {'hour' if shown == '1' else 'hours'}")


def things(count: int, zh: str, en: str) -> Text:
    """So many things: 3 场沙龙, 1,200 salons; ``en`` is the singular."""
    return Text(f"{count:,} {zh}", f"{count:,} {en if count == 1 else plural(en)}")


def plural(word: str) -> str:
    """An English noun in the plural."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
