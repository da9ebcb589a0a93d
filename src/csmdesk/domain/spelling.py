"""Names as they are typed: pinyin and initials, for search and sorting."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

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


def all_spelt(names: Iterable[str], *, person: bool = False) -> Iterator[tuple[str, str]]:
    """``spelt`` of each of many names."""
    chinese = _cutter().characters.fullmatch
    heads: dict[str, tuple[str, str] | None] = {}
    for name in names:
        # 客户17: no letters that a syllable could be among, so the parts are read apart.
        head = name if person else name.rstrip(string.digits)
        if head not in heads:
            heads[head] = _whole(head) if not person and chinese(head) else None
        parts = heads[head]
        if parts is None:
            yield _spelt(name, person)
        else:
            digits = name[len(head) :]
            yield parts[0] + digits, parts[1] + digits


@lru_cache(maxsize=4096)
def spelt(name: str, *, person: bool = False) -> tuple[str, str]:
    """The name's pinyin, written together in lower case, and its initials, by each character's first reading.

    A ``person``'s surname is read as a surname. Letters and digits stay as they are.
    """
    return _spelt(name, person)


def _spelt(name: str, person: bool) -> tuple[str, str]:
    head: list[str] = []
    rest = name
    if person:
        for length in (2, 1):
            if name[:length] in _SURNAMES:
                head, rest = _SURNAMES[name[:length]].split("-"), name[length:]
                break
    kept = head + _readings(rest)
    folded = name.casefold()
    # Letters and digits stand for themselves in the initials: BI报表 is bibb.
    initials = [s if s.isascii() and s in folded else s[0] for s in kept]
    return "".join(kept), "".join(initials)


def _readings(text: str) -> list[str]:
    """The syllables of ``text``; what is no Chinese character stays together, without signs and spaces."""
    characters = _cutter().characters
    found: list[str] = []
    at = 0
    for run in characters.finditer(text):
        if run.start() > at:
            found += _plain(text[at : run.start()])
        found += _run(run[0])
        at = run.end()
    if at < len(text):
        found += _plain(text[at:])
    return found


@lru_cache(maxsize=65_536)
def _whole(characters: str) -> tuple[str, str]:
    """``spelt`` of a run of Chinese characters."""
    kept = _syllables(characters)
    return "".join(kept), "".join([syllable[0] for syllable in kept])


@lru_cache(maxsize=65_536)
def _run(characters: str) -> list[str]:
    return _syllables(characters)


def _syllables(characters: str) -> list[str]:
    return [syllable for word in _words(characters) for syllable in _reading(word)]


def _words(characters: str) -> Iterator[str]:
    """What the cutter makes of a run, asked only where two characters begin a phrase: most are read alone."""
    begins = _cutter().begins
    at, last = 0, len(characters) - 1
    while at < last:
        if not begins(characters[at : at + 2]):
            yield characters[at]
            at += 1
            continue
        for word in _cut(characters[at:]):
            yield word
            at += len(word)
    if at == last:
        yield characters[at]


def _cut(rest: str) -> tuple[str, ...]:
    """The first word of what is left of a run; all of its words where the run breaks a phrase off."""
    words = _cutter().words(rest)
    return tuple(words) if _cutter().begins(rest) else tuple(itertools.islice(words, 1))


def _plain(syllable: str) -> list[str]:
    folded = syllable.casefold()
    letters = folded if folded.isalnum() else "".join(filter(str.isalnum, folded))
    return [letters] if letters else []


@lru_cache(maxsize=65_536)
def _reading(word: str) -> tuple[str, ...]:
    """The syllables of one character, or of one word that is read as a whole."""
    from pypinyin import Style, lazy_pinyin

    return tuple(s for each in lazy_pinyin(word, style=Style.NORMAL, errors=_letters) for s in _plain(each))


class _Cutter(NamedTuple):
    """What takes a text apart: runs of Chinese characters, the words and characters of a run, and whether a
    phrase begins so."""

    characters: re.Pattern[str]
    words: Callable[[str], Iterable[str]]
    begins: Callable[[str], bool]


@cache
def _cutter() -> _Cutter:
    from pypinyin.constants import RE_HANS
    from pypinyin.seg.mmseg import p_set, seg

    return _Cutter(
        re.compile(RE_HANS.pattern.removeprefix("^").removesuffix("$")), seg.cut, p_set.__contains__
    )


def _letters(other: str) -> str:
    """What is no Chinese character stays as it is."""
    return other
