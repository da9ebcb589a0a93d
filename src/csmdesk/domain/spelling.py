"""Names as they are typed: pinyin and initials, for search and sorting."""

from __future__ import annotations

import string
from functools import lru_cache

_READINGS = (
    "单shan 解xie 仇qiu 区ou 查zha 曾zeng 朴piao 盖ge 翟zhai 覃qin 华hua 任ren 乐yue 员yun 召shao 折she "
    "洗xian 冼xian 缪miao 宿su 种chong 黑he 秘bi 燕yan 葛ge 纪ji 祭zhai 那na 繁po 隗wei "
    "尉迟yu-chi 万俟mo-qi 长孙zhang-sun 令狐ling-hu"
)
_SURNAMES = {
    word.rstrip(string.ascii_lowercase + "-"): word.lstrip(word.rstrip(string.ascii_lowercase + "-"))
    for word in _READINGS.split()
}
"""Surnames that read differently from the character's usual reading."""


@lru_cache(maxsize=4096)
def spelt(name: str, *, person: bool = False) -> tuple[str, str]:
    """The name's pinyin, written together in lower case, and its initials, by each character's first reading.

    A ``person``'s surname is read as a surname. Letters and digits stay as they are.
    """
    from pypinyin import Style, lazy_pinyin

    head: list[str] = []
    rest = name
    if person:
        for length in (2, 1):
            if name[:length] in _SURNAMES:
                head, rest = _SURNAMES[name[:length]].split("-"), name[length:]
                break
    syllables = head + lazy_pinyin(rest, style=Style.NORMAL, errors=_letters)
    kept = [
        letters for syllable in syllables if (letters := "".join(filter(str.isalnum, syllable.casefold())))
    ]
    # Letters and digits stand for themselves in the initials: BI报表 is bibb.
    initials = (s if s.isascii() and s in name.casefold() else s[0] for s in kept)
    return "".join(kept), "".join(initials)


def _letters(other: str) -> str:
    """What is no Chinese character stays as it is."""
    return other
