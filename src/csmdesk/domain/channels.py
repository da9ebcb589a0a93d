"""Channels of touches, and the words by which people name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from csmdesk.domain.natural_day import GAPS

CHANNELS = ("电话", "拜访", "会议", "微信", "邮件", "培训", "QBR")
"""The channels that every book is offered; a book may use others."""

_WORDS = {
    "电话": "去电, 来电, 通话, phone call, phone, phoned, call, called",
    "拜访": "面访, 现场拜访, visit, visited, onsite visit, onsite",
    "会议": "参会, meeting, met",
    "微信": "企业微信, 企微, wechat",
    "邮件": "mail, mailed, email, emailed, e-mail",
    "培训": "training, trained",
    "QBR": "季度回顾, 季度业务回顾, business review",
    "在线会议": "线上会议, 视频会议, 腾讯会议, 电话会议, online meeting, video call, conference call",
}
"""Words that name a channel where they stand by themselves."""

_ACTS = {
    "电话": "打电话, 通电话, 致电, 电联",
    "拜访": "上门拜访, 上门, 走访, 拜访",
    "会议": "开会",
    "微信": "发微信",
    "邮件": "发邮件, 写邮件",
    "培训": "做培训, 讲课",
    "在线会议": "开视频会, 开线上会",
}
"""Words that can be nothing but the channel, even where the next word follows without a blank."""

_SPOKEN = "聊谈问讲沟跟讨催答约汇回"
"""Characters that begin what was done over a channel: 电话聊续约 is a call, 电话系统 is a thing."""

_DONE = "了过完"
"""Characters that belong to the verb before them: of 拜访了李总 nothing is left out."""


class Channel(NamedTuple):
    """A channel that a text names, '' where it names none, and the text without the channel's word."""

    name: str
    rest: str


class Channels:
    """Finds channels by their words; ``own`` are the channels that a book uses beside the standard ones."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._words: dict[str, str] = {}
        self._acts = {act for acts in _ACTS.values() for act in acts.split(", ")}
        for table in (_WORDS, _ACTS):
            for channel, words in table.items():
                self._words |= dict.fromkeys(words.split(", "), channel)
        for channel in (*_WORDS, *own):
            if channel:
                self._words[channel.casefold()] = channel
        # The longest word first: 电话会议 says more than 电话.
        self._by_length = sorted(self._words, key=len, reverse=True)

    def named(self, text: str) -> str | None:
        """The channel that all of ``text`` names; None when it names none."""
        return self._words.get(" ".join(text.split()).casefold())

    def leading(self, text: str) -> Channel:
        """The channel that ``text`` begins with. The text stays whole where the word is a part of it."""
        start = text.lstrip(GAPS)
        plain = start.casefold()
        if len(plain) != len(start):
            return Channel("", text)
        for word in self._by_length:
            if not plain.startswith(word):
                continue
            rest = start[len(word) :]
            if not rest or rest[0] in GAPS:
                return Channel(self._words[word], rest.lstrip(GAPS))
            if word[-1].isascii():
                continue
            if rest[0] in _SPOKEN:
                return Channel(self._words[word], rest)
            if word in self._acts:
                return Channel(self._words[word], start if rest[0] in _DONE else rest)
        return Channel("", text)

    def trailing(self, text: str) -> Channel:
        """The channel that ``text`` ends with, after a gap."""
        for gap in re.finditer(f"[{GAPS}]+", text):
            channel = self.named(text[gap.end() :])
            if channel is not None:
                return Channel(channel, text[: gap.start()].rstrip(GAPS))
        return Channel("", text)
