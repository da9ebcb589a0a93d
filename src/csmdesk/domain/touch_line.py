"""A touch typed in one line: 昨天 拜访 聊续约."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from csmdesk.domain.channels import Channels
from csmdesk.domain.fields import several_lines
from csmdesk.domain.natural_day import GAPS, leading_day, trailing_day


class TouchLine(NamedTuple):
    """What a line says: its day (None: none), its channel ('': none), and the rest."""

    day: date | None
    channel: str
    note: str


def read_touch_line(typed: str, channels: Iterable[str], today: date) -> TouchLine:
    """Day and channel in front of the line or at its end are taken out, in either order, each once.

    ``channels`` are those of the book. A day to come counts only where it stands by itself in front (the
    caller refuses it): 下周三再聊 and 约了 下周三 tell what was agreed, not when it was.
    """
    words = Channels(channels)
    rest, day, channel = several_lines(typed), None, ""
    for take_day, take_channel in ((_leading, words.leading), (_trailing, words.trailing)):
        for _ in range(2):
            if day is None:
                day, rest = take_day(rest, today)
            if not channel:
                channel, rest = take_channel(rest)
    return TouchLine(day, channel, rest)


def _leading(text: str, today: date) -> tuple[date | None, str]:
    day, rest = leading_day(text, today)
    if day is None or day <= today:
        return day, rest
    glued = rest and text[-len(rest) - 1] not in GAPS
    return (None, text) if glued else (day, rest)


def _trailing(text: str, today: date) -> tuple[date | None, str]:
    day, rest = trailing_day(text, today)
    return (None, text) if day is not None and day > today else (day, rest)
