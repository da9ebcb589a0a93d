"""The words that sheets, headers and cells use: from the tables in ``words/``, compared after normalising.

``headers.csv`` names the columns, ``sheets.csv`` files and sheets, ``values.csv`` what cells say,
``tokens.csv`` the parts of header words. Adding a word is adding it to one line there.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from csmdesk.domain.text import Language

FOLDER = Path(__file__).parent / "words"

_TRADITIONAL = str.maketrans(
    "戶編號稱聯絡業區類別級層額幣種開終簽約續費項應實際現發開啟動產數統計評維權題標優緊創結處決階範圍組織對責驗進會議熱與參時間態狀預內"
    "備註說場幾單據據點導購擴擇達訪貨價錢營轉負責聲員體觸領導帳賬務",
    "户编号称联络业区类别级层额币种开终签约续费项应实际现发开启动产数统计评维权题标优紧创结处决阶范围组织对责验进会议热与参时间态状预内"
    "备注说场几单据据点导购扩择达访货价钱营转负责声员体触领导账账务",
)
_MARKS = re.compile(
    r"[*＊※★]|[(（【\[]\s*(?:必填|必须|选填|必选|required|optional)\s*[)）】\]]", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(（【\[<《]([^()（）【】\[\]<>《》]*)[)）】\]>》]")
_NOT_WORD = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9a-z]+")
"""What is its own plain form: most names, looked at once instead of four times."""
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Marks that nobody sees and that come along when somebody copies from a web page or a file's properties."""
_VALUE_NOISE = re.compile(r"[\s_\-()（）·.、:：]+")


def plain(text: str) -> str:
    """``text`` in half-width characters, lower case, without spaces at the ends."""
    if _PLAIN.fullmatch(text):
        return text
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold().strip()


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """What two spellings of one header have in common: letters, digits and characters, nothing else."""
    return _NOT_WORD.sub("", plain(text).translate(_TRADITIONAL))


def value_key(text: str) -> str:
    """What two spellings of one word in a cell have in common."""
    if _PLAIN.fullmatch(text):
        return text
    word = plain(text)
    return _VALUE_NOISE.sub("", word) or word


def value_keys(texts: Iterable[str]) -> set[str]:
    """``value_key`` of each of many texts that are not blank."""
    texts = list(texts)
    other = {text for text in texts if not _PLAIN.fullmatch(text)}
    return set(texts) - other | {value_key(text) for text in other if text.strip()}


def without_marks(header: str) -> str:
    """The header without the marks of a required column and without line breaks."""
    return " ".join(_MARKS.sub(" ", header).split())


_OWN_COLUMNS = {"zh": "自定义：", "en": "custom: "}
"""Before the names of columns that the book has no field for, in our own files."""


def custom_head(name: str, language: Language) -> str:
    """The header of a column of the user's own."""
    return f"{_OWN_COLUMNS[language]}{name}"


def custom_name(header: str) -> str | None:
    """The name of the user's own column that one of our files calls so; None for any other header."""
    found = next((mark for mark in _OWN_COLUMNS.values() if header.strip().startswith(mark.strip())), None)
    return None if found is None else header.strip().removeprefix(found.strip()).strip() or None


def split_brackets(header: str) -> tuple[str, list[str]]:
    """The header without its brackets, and what stood in them."""
    inside = [found.strip() for found in _BRACKETS.findall(header)]
    return _BRACKETS.sub(" ", header), inside


def _lines(name: str) -> Iterator[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(line for line in file if line.strip() and not line.startswith("# ")):
            yield [cell.strip() for cell in row if cell.strip()]


@cache
def headers(kind: str) -> Mapping[str, tuple[str, int]]:
    """Normalised header word → (field, its place in the field's list: earlier is likelier), for one kind."""
    from csmdesk.importers.kinds import KINDS

    fields = KINDS[kind].fields
    own: dict[str, tuple[str, int]] = {}
    places: dict[str, int] = {}
    for owner in (kind, "*"):
        for line in _all_headers():
            of, _, field = line[0].partition(".")
            if of != owner or (field not in fields and field != "-"):
                continue
            for word in line[1:]:
                place = places[field] = places.get(field, -1) + 1
                own.setdefault(header_key(word), (field, place))
    return MappingProxyType(own)


@cache
def _all_headers() -> tuple[list[str], ...]:
    return tuple(_lines("headers.csv"))


@cache
def chinese_headers() -> frozenset[str]:
    """Every header word of any kind that is not plain ASCII, normalised."""
    every = {header_key(word) for line in _all_headers() for word in line[1:]}
    return frozenset(key for key in every if not key.isascii())


def words_of_field(kind: str, field: str) -> list[str]:
    """The header words of a field as they are written, the likelier first."""
    return [
        word
        for owner in (kind, "*")
        for line in _all_headers()
        if line[0] == f"{owner}.{field}"
        for word in line[1:]
    ]


def examples() -> Iterator[list[str]]:
    """What stands in the example rows of templates: kind.field, the Chinese, and the English words."""
    return _lines("examples.csv")


def words_of_sheet(kind: str) -> list[str]:
    """What sheets of a kind are called, as it is written."""
    return [word for line in _lines("sheets.csv") if line[0] == kind for word in line[1:]]


def words_of_value(name: str, meaning: str) -> list[str]:
    """The words of the list called ``name`` that mean ``meaning``, as they are written."""
    return [word for line in _all_values() if line[0] == f"{name}.{meaning}" for word in line[1:]]


@cache
def sheet_names() -> Mapping[str, str]:
    """Normalised word in a sheet's or file's name → kind."""
    return MappingProxyType({header_key(word): line[0] for line in _lines("sheets.csv") for word in line[1:]})


class Vocabulary:
    """One list of ``values.csv``: from what a cell says to what it means."""

    def __init__(self, name: str) -> None:
        """Load the list called ``name``; KeyError when there is none."""
        self.words: dict[str, str] = {}
        self._parts: list[tuple[str, str]] = []
        self._not: tuple[str, ...] = ()
        for line in _all_values():
            of, _, meaning = line[0].partition(".")
            if of != name:
                continue
            if meaning == "~not":
                self._not = tuple(value_key(word) for word in line[1:])
                continue
            for word in line[1:]:
                if word.startswith("~") and len(word) > 1:
                    self._parts.append((value_key(word[1:]), meaning))
                else:
                    self.words.setdefault(value_key(word), meaning)
        if not self.words and not self._parts:
            raise KeyError(name)
        # The longest part first: 交叉销售 says more than 销售.
        self._parts.sort(key=lambda part: -len(part[0]))

    def word_of(self, meaning: str) -> str:
        """The first word of the list that means ``meaning``; ``meaning`` itself where there is none."""
        return next((word for word, of in self.words.items() if of == meaning), meaning)

    def meaning(self, text: str) -> str | None:
        """What ``text`` means, or None when the list does not hold it."""
        word = value_key(text)
        if word in self.words:
            return self.words[word]
        if any(part in word for part in self._not):
            return None
        return next((meaning for part, meaning in self._parts if part in word), None)


@cache
def _all_values() -> tuple[list[str], ...]:
    return tuple(_lines("values.csv"))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The list of ``values.csv`` called ``name``."""
    return Vocabulary(name)


@cache
def blanks(name: str) -> frozenset[str]:
    """Normalised words that stand for an empty cell: list ``any``, ``day`` or ``end``."""
    return frozenset(
        value_key(word) for line in _all_values() if line[0] == f"blank.{name}" for word in line[1:]
    )


@cache
def _tokens() -> Mapping[str, str]:
    return MappingProxyType({plain(word): line[0] for line in _lines("tokens.csv") for word in line[1:]})


def tokens(header: str) -> tuple[frozenset[str], int]:
    """The known parts of a header, and how many characters (or Latin words) of it are none."""
    found: set[str] = set()
    unknown = 0
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header)).casefold().translate(_TRADITIONAL)
    for run in re.findall(r"[a-z0-9 ]+|[^\x00-\x7f]+", re.sub(r"[\W_]+", " ", spaced)):
        units = run.split() if run.isascii() else list(run.replace(" ", ""))
        glue = " " if run.isascii() else ""
        at = 0
        while at < len(units):
            for length in range(min(5, len(units) - at), 0, -1):
                part = _tokens().get(glue.join(units[at : at + length]))
                if part is not None:
                    if part != "~":
                        found.add(part)
                    at += length
                    break
            else:
                unknown += 1
                at += 1
    return frozenset(found), unknown


OTHER = "other"
"""The part of words that make a header mean something else: 余额, 成本, 预计, 响应, 最后修改."""


def speaks_of_other(header: str) -> bool:
    """Whether a header holds a word that makes it something else than its other parts say."""
    return OTHER in tokens(split_brackets(without_marks(header))[0])[0]


def is_net(header: str) -> bool:
    """Whether a header says that its amounts are without tax."""
    return re.search(r"不含税|未税|税前|excl|net of tax", plain(header)) is not None


@cache
def signatures(kind: str) -> Mapping[frozenset[str], str]:
    """Token sets of a kind's header words → field; a set that two fields share is left out."""
    from csmdesk.importers.kinds import KINDS

    fields = KINDS[kind].fields
    found: dict[frozenset[str], str] = {}
    shared: set[frozenset[str]] = set()
    for line in _all_headers():
        of, _, field = line[0].partition(".")
        if of not in (kind, "*") or field not in fields:
            continue
        for word in line[1:]:
            parts, unknown = tokens(word)
            if not parts or unknown:
                continue
            if found.setdefault(parts, field) != field:
                shared.add(parts)
    return MappingProxyType({parts: field for parts, field in found.items() if parts not in shared})
