"""Which encoding the bytes of a text file are in, when no mark says it.

UTF-8 proves itself. Everything else decodes as several things: GB18030 takes almost any bytes, and "Année"
in windows-1252 is "Ann閑" in it. So each codec that can read the bytes is asked how much of what it reads is
what its languages are written with, and the best one has to be good enough.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from csmdesk.importers import words

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "big5",
    "windows-1252",
    "windows-1251",
    "windows-1250",
    "windows-1253",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "iso8859-2",
    "mac-roman",
    "mac-cyrillic",
)
"""Encodings to choose from, the likelier first."""

_SAMPLE = 40_000
"""Characters outside ASCII that are looked at."""
_ENOUGH = 0.6
"""The least share of what is read that has to be usual."""
_SURE = 0.9


class Guess(NamedTuple):
    """A codec and the share (0–1) of what it reads that its languages usually write."""

    encoding: str
    share: float

    @property
    def sure(self) -> bool:
        """Whether there is nothing to ask."""
        return self.share >= _SURE


def guess(data: bytes) -> Guess | None:
    """The likeliest encoding of bytes that are not UTF-8; None when none reads them as text people write."""
    for encoding in ("gb18030", "big5"):
        if _names_columns(data, encoding):
            # Two words that head columns are no chance, whatever stands below them.
            return Guess(encoding, 1.0)
    best: Guess | None = None
    for encoding, share_of in _CODECS:
        try:
            text = data.decode(_PYTHON.get(encoding, encoding))
        except UnicodeDecodeError:
            continue
        share = share_of(text)
        if best is None or share > best.share + 0.02:
            best = Guess(encoding, share)
    return best if best is not None and best.share >= _ENOUGH else None


def _names_columns(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(_PYTHON.get(encoding, encoding))
    except UnicodeDecodeError:
        return False
    known = words.chinese_headers()
    for line in text[:20_000].splitlines()[:8]:
        cells = re.split(r"[,;\t|]", line)
        if sum(words.header_key(cell.strip('" ')) in known for cell in cells) >= 2:
            return True
    return False


def python_codec(encoding: str) -> str:
    """The codec that reads ``encoding`` most widely."""
    return _PYTHON.get(encoding, encoding)


def wide(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark are in; None when they are not."""
    if len(data) < 4 or b"\0" not in data:
        return None
    even = data[: len(data) - len(data) % 2]
    head = even[:20_000]
    best, best_share = None, 0.0
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = head.decode(codec, "strict" if len(head) == len(even) else "replace")
        except UnicodeDecodeError:
            continue
        plain = sum(c in "\r\n\t" or " " <= c <= "~" for c in text)
        # Plain letters with their bytes swapped look Chinese, but not the other way round.
        share = (plain + 0.95 * len(_COMMON.findall(text))) / len(text)
        if share > best_share:
            best, best_share = codec, share
    if best is None or best_share < 0.85:
        return None
    # Bytes of another kind look like characters too; a table has line ends or separators.
    units = {head[i : i + 2] for i in range(0, len(head), 2)}
    marks = {c.encode(best) for c in ",\t;|\r\n"}
    return best if units & marks else None


def cut_short(data: bytes, encoding: str) -> bool:
    """Whether the bytes only end in the middle of a character."""
    try:
        data.decode(_PYTHON.get(encoding, encoding))
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3 and error.reason in {
            "unexpected end of data",
            "incomplete multibyte sequence",
            "truncated data",
        }
    return False


def damaged_utf8(data: bytes) -> int | None:
    """Where UTF-8 breaks, in bytes that are UTF-8 for the most part; None when they are not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    whole = sum(c > "\x7f" for c in text[:200_000]) - text[:200_000].count("�")
    if not broken or whole < 20 or broken * 20 > whole:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


_COMMON = re.compile(
    "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2030\uac00-\ud7a3\u3040-\u30ff\u0370-\u04ff\u00a0-\u017f]"
)
_CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》【】—…·￥〇％×÷±℃①②③④⑤⑥⑦⑧⑨⑩Ⅰ\u3000")


def _outside_ascii(text: str) -> list[str]:
    found = re.findall("[^\x00-\x7f]", text[: 20 * _SAMPLE])
    return found[:_SAMPLE]


def _share_of_gb(text: str) -> float:
    """Characters of GB 2312's first level, which nearly all Chinese is written with, and its marks."""
    found = _outside_ascii(text)
    good = 0.0
    for char in found:
        code = char.encode("gb18030")
        in_2312 = len(code) == 2 and code[1] >= 0xA1
        if (in_2312 and 0xB0 <= code[0] <= 0xD7) or char in _CHINESE_MARKS or "！" <= char <= "～":
            good += 1
        elif in_2312 and 0xD8 <= code[0] <= 0xF7:
            # The second level: in names of people and places, and never most of a text.
            good += 0.5
    return good / max(1, len(found))


def _share_of_big5(text: str) -> float:
    found = _outside_ascii(text)
    good = 0.0
    for char in found:
        try:
            lead = char.encode("cp950")[0]
        except UnicodeEncodeError:
            continue
        good += 1 if 0xA4 <= lead <= 0xC6 or char in _CHINESE_MARKS else 0.5 if lead >= 0xC9 else 0
    return good / max(1, len(found))


_HANGUL = frozenset(
    "이다는의에한사자기가고로부지대성스전인시정주일동산삼현업서해원리아수상과장도비구연구트호공유신국회제조유미선보안영하나"
    "대행예경화식품통약갱텔네라카오엘백한생명중앙디드"
)
"""Frequent syllables of Korean texts and of companies' names."""


def _share_of_korean(text: str) -> float:
    """Hangul nearly alone, and often the frequent syllables.

    Its bytes are also common Chinese characters; but of Chinese four characters in ten lie outside hangul.
    """
    found = _outside_ascii(text)
    hangul = sum("가" <= char <= "힣" for char in found)
    letters = hangul + sum("一" <= char <= "鿿" or "\uf900" <= char <= "\ufaff" for char in found)
    often = sum(char in _HANGUL for char in found)
    if letters < _FEW_LETTERS or hangul * 100 < letters * 97 or often * 100 < hangul * 25:
        return 0.0
    # As sure as Chinese reads its own: what is said then is told, as each guess is.
    return 1.03 * (hangul + sum(char in _CHINESE_MARKS for char in found)) / len(found)


_FEW_LETTERS = 8
"""Letters that a language has to show before it is taken for another that shares its bytes."""


def _share_of_japanese(text: str) -> float:
    found = _outside_ascii(text)
    kana = sum("぀" <= char <= "ヿ" for char in found)
    # Half-width kana are what Chinese bytes turn into.
    half = sum("｡" <= char <= "ﾟ" for char in found)
    if kana * 5 < len(found) or half * 5 > len(found):
        return 0.0
    return sum("぀" <= c <= "ヿ" or "一" <= c <= "鿿" or c in _CHINESE_MARKS for c in found) / len(found)


_WEST = frozenset("éèêëàâäáãåçñöôóòõøüûúùíîïìßæœÉÈÀÄÖÜÇÑÁÓÚÍØÅÆŒýðþ")
_EAST = frozenset("ąćęłńóśźżčďěňřšťůýžőűáéíúäöüăâîşţđŁŚŻĄĘĆŃŹČĎĚŇŘŠŤŮÝŽŐŰÁÉÍÓÚÄÖÜŞŢĐ")
_SIGNS = frozenset("€£«»–—‘’“”…°§©®·•™½¼²³ºª¥№")
_SIGN_IN_WORD = re.compile("[A-Za-zÀ-ž][€£«»–—°§©®½¼²³¥¿¹][A-Za-zÀ-ž]|(?<![A-Za-zÀ-ž])[£¥¿³¹][À-ž][a-zà-ž]")
"""Signs where only letters stand: Polish read as western European (Spó³ka, £ódź)."""
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_GREEK = "αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώϊϋ"


def _share_of_latin(letters: frozenset[str]) -> Callable[[str], float]:
    """Letters with accents stand singly among plain ones: a run of them is another script read wrongly."""

    def share(text: str) -> float:
        good = total = 0
        for found in re.finditer(r"[A-Za-z\x80-\uffff]*[\x80-\uffff][A-Za-z\x80-\uffff]*", text):
            word = found[0]
            outside = [c for c in word if c != "\xa0" and not c.isascii()]
            total += len(outside)
            inside = sum(c in letters for c in outside)
            signs = 0 if _SIGN_IN_WORD.search(word) else sum(c in _SIGNS for c in outside)
            plain = len(word) - len(outside)
            swapped = re.search(r"[a-zß-ÿ][À-ÞĄŁŚŻŽŠĆŃŹČĎĚŇŘŤŮŐŰ]", word) is not None
            if not swapped and (inside <= 2 * plain + 1 or len(word) == 1):
                good += inside
            good += signs
            if total >= _SAMPLE:
                break
        return good / max(1, total)

    return share


def _share_of_letters(usual: str) -> Callable[[str], float]:
    """Words of one script alone, in lower case or with a capital at the front, in its usual letters."""
    small = frozenset(usual)
    capital = frozenset(usual.upper())
    frequent = frozenset(usual[:15])

    def share(text: str) -> float:
        good, total, shown = 0.0, 0, False
        for found in re.finditer(r"[A-Za-z\x80-\uffff]*[\x80-\uffff][A-Za-z\x80-\uffff]*", text):
            word = found[0]
            outside = [c for c in word if c != "\xa0" and not c.isascii()]
            total += len(outside)
            signs = sum(c in _SIGNS for c in outside)
            good += signs
            letters = [c for c in outside if c in small or c in capital]
            if any(c.isascii() for c in word) or (len(word) > 2 and len(set(word)) == 1):
                continue
            lower = sum(c in small for c in letters)
            swapped = any(a in small and b in capital for a, b in itertools.pairwise(word))
            if swapped and lower != 0:
                continue
            often = sum(c.lower() in frequent for c in letters)
            good += 0.75 * len(letters) + 0.25 * min(len(letters), often * 1.4)
            shown = shown or bool(letters)
            if total >= _SAMPLE:
                break
        # Signs alone are of no script.
        return good / max(1, total) if shown else 0.0

    return share


_PYTHON = {
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc-jp": "euc_jis_2004",
    "euc-kr": "cp949",
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "windows-1253": "cp1253",
}

_CODECS: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("gb18030", _share_of_gb),
    ("euc-kr", _share_of_korean),
    ("euc-jp", _share_of_japanese),
    ("big5", _share_of_big5),
    ("windows-1252", _share_of_latin(_WEST)),
    ("windows-1251", _share_of_letters(_CYRILLIC)),
    ("koi8-r", _share_of_letters(_CYRILLIC)),
    ("cp866", _share_of_letters(_CYRILLIC)),
    ("iso8859-5", _share_of_letters(_CYRILLIC)),
    ("mac-cyrillic", _share_of_letters(_CYRILLIC)),
    ("windows-1250", _share_of_latin(_EAST)),
    ("iso8859-2", _share_of_latin(_EAST)),
    ("mac-roman", _share_of_latin(_WEST)),
    ("windows-1253", _share_of_letters(_GREEK)),
    ("shift_jis", _share_of_japanese),
)
