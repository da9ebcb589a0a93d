"""Names as they are typed: pinyin and initials, for search and sorting."""

from __future__ import annotations

from functools import lru_cache

_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "朴": "piao", "盖": "ge", "翟": "zhai",
    "覃": "qin", "华": "hua", "任": "ren", "乐": "yue", "员": "yun", "召": "shao", "折": "she", "洗": "xian", "冼": "xian",
    "缪": "miao", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu", "宿": "su", "种": "chong",
    "黑": "he", "秘": "bi", "燕": "yan", "葛": "ge", "纪": "ji", "祭": "zhai", "那": "na", "繁": "po", "隗": "wei",
}  # fmt: skip
"""Surnames that read differently from the character's usual reading."""


@lru_cache(maxsize=4096)
def spelt(name: str, *, person: bool = False) -> tuple[str, str]:
    """The name's pinyin, written together in lower case, and its initials; the first reading of each character.

    A ``person``'s surname is read as a surname. Letters and digits stay as they are.
    """
    from pypinyin import Style, lazy_pinyin

    head: list[str] = []
    rest = name
    if person:
        for length in (2, 1):
            if name[:length] in _SURNAMES:
                head, rest = _SURNAMES[name[:length]].split(), name[length:]
                break
    syllables = head + lazy_pinyin(rest, style=Style.NORMAL, errors=lambda other: list(other))
    kept = [
        letters for syllable in syllables if (letters := "".join(filter(str.isalnum, syllable.casefold())))
    ]
    return "".join(kept), "".join(syllable[0] for syllable in kept)
