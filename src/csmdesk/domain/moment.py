"""A day with a time of day as people type it: 昨天 14:30, 2024-06-20 9:00, 下午3点."""

from __future__ import annotations

from datetime import date, datetime, time

from csmdesk.domain.day_time import read_time
from csmdesk.domain.natural_day import GAPS, natural_day

END_OF_DAY = time(23, 59)


def read_moment(typed: str, today: date, *, alone: time = time(0), ahead: bool = False) -> datetime | None:
    """The moment that ``typed`` says; None when it says none. A time alone is of today.

    A day alone has the time ``alone``: what is due on a day is due at its end.
    """
    words = typed.replace("T", " ", 1) if typed[:4].isdecimal() else typed
    words = words.strip(GAPS)
    at = read_time(words)
    if at is not None:
        return datetime.combine(today, at)
    for split in range(len(words) - 1, 0, -1):
        # The longest day in front whose rest is a time: 6月20日下午3点 has no gap between the two.
        at = read_time(words[split:].strip(GAPS))
        if at is None or (words[split].isdecimal() and words[split - 1].isdecimal()):
            continue
        day = natural_day(words[:split], today, ahead=ahead)
        if day is not None and _whole(words, split):
            return datetime.combine(day, at)
    day = natural_day(words, today, ahead=ahead)
    return None if day is None else datetime.combine(day, alone)


def _whole(words: str, split: int) -> bool:
    """Whether the time begins where ``split`` is, and not later in a longer one (下午|3点)."""
    return split == 0 or read_time(words[split - 2 : split] + words[split:]) is None
