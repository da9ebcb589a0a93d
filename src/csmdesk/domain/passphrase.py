"""How hard a passphrase is to guess, roughly: an estimate of its bits, without a dictionary."""

from __future__ import annotations

import math
import unicodedata
from typing import Final

_STEPS: Final = (1, 24, 40, 54, 70)
"""Bits from which a passphrase has one step more. The slow hash adds some 15 to what each guess costs."""

_LETTER: Final = 2.6
"""Bits of a letter after a letter of the same case: words are far from random."""
_FIRST: Final = math.log2(26)
_CHINESE: Final = 6.5
"""Bits of a Chinese character in a sentence."""
_OTHER: Final = math.log2(33)
_DIGIT: Final = math.log2(10)

_RUNS: Final = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON: Final = (
    "password",
    "iloveyou",
    "woaini",
    "5201314",
    "admin",
    "letmein",
    "welcome",
    "csmdesk",
    "口令",
    "密码",
    "我爱你",
)


def strength(passphrase: str) -> int:
    """0 for an empty passphrase, 1 for one that is guessed at once, up to 5 for one that is never guessed."""
    bits = _bits(unicodedata.normalize("NFKC", passphrase))
    return sum(bits >= step for step in _STEPS)


def _bits(text: str) -> float:
    if not text:
        return 0.0
    rest = text
    bits = 1.0
    for word in _COMMON:
        at = rest.lower().find(word)
        if at >= 0:
            rest = rest[:at] + rest[at + len(word) :]
            bits += 3
    before = ""
    for sign in rest:
        bits += 0.5 if _follows(before, sign) else _worth(before, sign)
        before = sign
    # The same few signs over and over are no longer a passphrase for being long.
    return min(bits, 1 + 9 * len(set(text)))


def _worth(before: str, sign: str) -> float:
    if sign.isdecimal():
        return _DIGIT
    if sign.isascii() and sign.isalpha():
        goes_on = before.isascii() and before.isalpha() and before.isupper() == sign.isupper()
        return _LETTER if goes_on else _FIRST
    if sign.isalpha():
        return _CHINESE
    return _OTHER


def _follows(before: str, sign: str) -> bool:
    """Whether ``sign`` is what anybody would guess after ``before``: the same, or its neighbour in a row."""
    if not before:
        return False
    pair = (before + sign).lower()
    return pair[0] == pair[1] or any(pair in run or pair[::-1] in run for run in _RUNS)
