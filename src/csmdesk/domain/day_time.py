"""A time of day as people write it: 16:30, 16点半, 下午4点30, 4:30 pm."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

_TYPED = re.compile(
    r"(?P<part>上午|早上|中午|下午|傍晚|晚上)?\s*(?P<hour>\d{1,2})"
    r"(?:\s*(?:[:.点时])\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<half>半)|(?P<quarter>一刻))?|(?P<packed>\d{2}))?"
    r"\s*(?P<half_day>am|pm|a\.m\.|p\.m\.)?"
)
_LATER = {"下午", "傍晚", "晚上", "pm", "p.m."}
_NOON = "中午"


def read_time(typed: str) -> time | None:
    """The time that ``typed`` says; None for words that say none.

    A number alone is no time: 16 might as well be a day.
    """
    word = unicodedata.normalize("NFKC", typed).strip().casefold().replace("。", ".")
    found = _TYPED.fullmatch(word)
    if found is None:
        return None
    part = found["part"] or found["half_day"] or ""
    if not part and word.isdecimal() and not found["packed"]:
        return None
    hour = int(found["hour"])
    minute = 30 if found["half"] else 15 if found["quarter"] else int(found["minute"] or found["packed"] or 0)
    if (part in _LATER and hour < 12) or (part == _NOON and hour < 3):
        hour += 12
    elif part in {"am", "a.m.", "上午", "早上"} and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
