"""Which field each column of a sheet is, for one kind: by its header, its header's parts and its cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, partial

from csmdesk.importers import evidence, relations, words
from csmdesk.importers.fields import REFERENCES, Field, Kind, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.options import CUSTOM, NOT_IMPORTED
from csmdesk.importers.sheet import Sheet
from csmdesk.importers.units import Unit, split_suffix, unit_of

PLAIN = Unit()
"""No unit."""


class Why(StrEnum):
    """What a column's field was recognised by."""

    SAID = "said"
    REMEMBERED = "remembered"
    PROFILE = "profile"
    WORD = "word"
    PARTS = "parts"
    VALUES = "values"
    SIMILAR = "similar"
    LEFT_OUT = "left_out"
    UNKNOWN = "unknown"
    TWICE = "twice"


@dataclass(frozen=True)
class Column:
    """One column: its header, the field it is taken for (None: not imported), why, and the header's unit."""

    index: int
    header: str
    field: str | None
    why: Why
    unit: Unit = PLAIN
    suggestion: str = ""
    likeness: int = 0
    """How like the header is to the word it was taken for, or that is suggested (0–100); 0: not compared."""
    custom: str = ""
    """The name under which the column is kept beside what the book knows."""


@dataclass(frozen=True)
class Fit:
    """A sheet's columns under one kind, and how well they fit it."""

    kind: Kind
    columns: tuple[Column, ...]
    score: float
    missing: tuple[tuple[str, ...], ...]

    @property
    def fields(self) -> Mapping[str, Column]:
        """Field → its column."""
        return {column.field: column for column in self.columns if column.field is not None}


@dataclass(frozen=True)
class Header:
    """A header taken apart: the keys to look up, the best first, each with the unit it leaves over."""

    keys: tuple[tuple[str, Unit], ...]

    @classmethod
    @lru_cache(maxsize=2048)
    def of(cls, text: str) -> Header:
        """Take ``text`` apart: marks off, units out of brackets or off the end."""
        bare = words.without_marks(text)
        outside, inside = words.split_brackets(bare)
        unit = next((found for part in inside if (found := unit_of(part)) is not None), Unit())
        keys = [(words.header_key(bare), unit)]
        if inside:
            keys.append((words.header_key(outside), unit))
        for key, _ in list(keys):
            if (cut := split_suffix(key)) is not None:
                keys.append(cut)
        return cls(tuple((key, unit) for key, unit in dict(reversed(keys)).items() if key)[::-1])


_WEIGHTS = {
    Why.SAID: 1.5, Why.REMEMBERED: 1.2, Why.PROFILE: 1.2, Why.WORD: 1.0, Why.PARTS: 0.7, Why.VALUES: 0.5,
    Why.SIMILAR: 0.4,
}  # fmt: skip


def mapped(
    sheet: Sheet,
    kind: Kind,
    said: Mapping[str, str],
    remembered: Mapping[str, str],
    codes: evidence.Codes,
    *,
    deep: bool,
    why: Why = Why.REMEMBERED,
) -> Fit:
    """Map ``sheet`` as a table of ``kind``.

    ``said`` and ``remembered`` are header → field; ``why`` names what remembered. With ``deep``, headers that
    no table holds are recognised by their parts and their cells, ``codes`` being the codes seen so far.
    """
    draft = _Draft(sheet, kind, codes)
    draft.by_decision(said, Why.SAID)
    draft.by_decision(remembered, why)
    draft.by_mark()
    draft.by_word()
    draft.by_code_or_name()
    if deep:
        draft.by_parts()
        draft.by_values()
        draft.by_likeness()
    return draft.result()


@dataclass
class _Draft:
    sheet: Sheet
    kind: Kind
    codes: evidence.Codes
    columns: list[Column] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.headers = [Header.of(text) for text in self.sheet.headers]
        self.columns = [
            Column(
                index,
                text,
                None,
                Why.UNKNOWN,
                self.headers[index].keys[0][1] if self.headers[index].keys else PLAIN,
            )
            for index, text in enumerate(self.sheet.headers)
        ]

    def by_decision(self, decided: Mapping[str, str], why: Why) -> None:
        keys = {words.header_key(header): name for header, name in decided.items()}
        for column in self.open_columns():
            name = keys.get(words.header_key(column.header)) if words.header_key(column.header) else None
            if name == NOT_IMPORTED:
                self.columns[column.index] = replace(column, why=Why.LEFT_OUT)
            elif name is not None and name.startswith(CUSTOM):
                own = name.removeprefix(CUSTOM).strip() or words.without_marks(column.header)
                self.columns[column.index] = replace(column, why=why, custom=own)
            elif name in self.kind.fields and name not in self.taken():
                # What the header says by itself needs no memory.
                self.take(column, str(name), Why.WORD if self.would_be(column) == name else why)

    def by_mark(self) -> None:
        """What our own files call a column of the user's own."""
        for column in self.open_columns():
            own = words.custom_name(column.header)
            if own is not None:
                self.columns[column.index] = replace(column, why=Why.WORD, custom=own)

    def by_word(self) -> None:
        table = words.headers(self.kind.name)
        wishes: dict[str, list[tuple[bool, int, int, int, Unit]]] = {}
        for column in self.open_columns():
            for depth, (key, unit) in enumerate(self.headers[column.index].keys):
                if key in table:
                    name, place = table[key]
                    # Of two amounts, the real one and the one with tax; the other is listed as not imported.
                    second = words.is_net(column.header) or words.speaks_of_other(column.header)
                    wishes.setdefault(name, []).append((second, depth, place, column.index, unit))
                    break
        for name, columns in wishes.items():
            columns.sort()
            for rank, (_, _, _, index, unit) in enumerate(columns):
                column = replace(self.columns[index], unit=unit)
                if name == NOT_IMPORTED:
                    self.columns[index] = replace(column, why=Why.LEFT_OUT)
                elif rank == 0 and name not in self.taken():
                    self.take(column, name, Why.WORD)
                else:
                    self.columns[index] = replace(column, why=Why.TWICE)

    def by_code_or_name(self) -> None:
        """A second column for the same object is its name: 客户 beside 客户编号, 甲方 beside 客户名称.

        And 分层 beside a target's 层级 says which accounts the target is over.
        """
        for name, second in (("account", "account_name"), ("contact", "contact_name"), ("level", "segment")):
            if second in self.kind.fields and second not in self.taken() and name in self.taken():
                spare = [c for c in self.columns if c.why is Why.TWICE and self.would_be(c) == name]
                if spare:
                    self.take(spare[0], second, Why.WORD)

    def would_be(self, column: Column) -> str | None:
        table = words.headers(self.kind.name)
        return next((table[key][0] for key, _ in self.headers[column.index].keys if key in table), None)

    def by_parts(self) -> None:
        """By what a header is made of, or ends in (所处行业: 行业), where no cell speaks against it."""
        found: list[tuple[float, int, str]] = []
        for column in self.open_columns():
            for name, likeness in _guesses(self.kind.name, column.header, self.headers[column.index]).items():
                if name in self.taken() or name == NOT_IMPORTED:
                    continue
                fits = self.fits(column, self.kind.fields[name])
                if fits is not None and likeness >= (0.5 if fits else 0.65):
                    found.append((likeness + (0.2 if fits else 0), column.index, name))
        for _, index, name in sorted(found, key=lambda each: (-each[0], each[1])):
            if self.columns[index].field is None and name not in self.taken():
                self.take(self.columns[index], name, Why.PARTS)

    def by_values(self) -> None:
        """What the cells alone say, where only one column can be meant."""
        for name, one in self.kind.fields.items():
            if name in self.taken() or f"{name}_name" in self.taken() or name.endswith("_name"):
                continue
            telling = one.type in REFERENCES or one.type in {Type.METRIC, Type.CODES}
            if telling or (one.type is Type.CHOICE and one.vocabulary not in _VAGUE):
                self.take_only(name, [c for c in self.plain_columns() if self.fits(c, one)])
        if "code" in self.kind.fields and "code" not in self.taken():
            numbers = partial(evidence.numbers_rows, self.sheet, codes=self.codes)
            self.take_only("code", [c for c in self.plain_columns() if numbers(c.index)])
        wanted = [self.kind.day, *(name for group in self.missing() for name in group[:1])]
        for name in dict.fromkeys(wanted):
            if name in self.kind.fields and name not in self.taken():
                self.take_only(
                    name, [c for c in self.plain_columns() if self.fits(c, self.kind.fields[name])]
                )
        self.by_relation()
        missing = [group[0] for group in self.missing()]
        if self.kind.name in _SPARE and _SPARE[self.kind.name] not in self.taken():
            missing.append(_SPARE[self.kind.name])
        if len(missing) == 1 and self.kind.fields[missing[0]].type in {Type.TEXT, Type.WORD, Type.CHOICE}:
            # All else is there: the one column of words that is left is what is missing.
            one = self.kind.fields[missing[0]]
            self.take_only(missing[0], [c for c in self.plain_columns() if self.fits(c, one) is False])

    def by_relation(self) -> None:
        """A column that stands to a known one as the field has to: ends after starts."""
        if self.kind.name not in relations.RELATED:
            return
        name, other, related = relations.RELATED[self.kind.name]
        known = next((column.index for column in self.columns if column.field == other), None)
        if known is not None and name not in self.taken():
            able = [c for c in self.plain_columns() if self.fits(c, self.kind.fields[name])]
            self.take_only(name, [c for c in able if relations.holds(self.sheet, c.index, known, related)])

    def take_only(self, name: str, columns: list[Column]) -> None:
        """Take the one column that can be meant; with several, none."""
        if len(columns) == 1:
            self.take(columns[0], name, Why.VALUES)

    def by_likeness(self) -> None:
        """A header spelt nearly like a known word: taken where the cells fit, else only suggested."""
        if not self.open_columns():
            return
        from rapidfuzz import fuzz, process

        table = {
            key: name for key, (name, _) in words.headers(self.kind.name).items() if name not in self.taken()
        }
        for column in self.open_columns():
            key = words.header_key(column.header)
            if len(key) < 3 or not table:
                continue
            best = process.extractOne(key, list(table), scorer=fuzz.ratio, score_cutoff=72)
            if best is None or table[best[0]] == NOT_IMPORTED or table[best[0]] in self.taken():
                continue
            name = table[best[0]]
            if best[1] >= 90 and self.fits(column, self.kind.fields[name]):
                self.take(column, name, Why.SIMILAR)
                column = self.columns[column.index]
            self.columns[column.index] = replace(
                column, suggestion="" if column.field else name, likeness=round(best[1])
            )

    def fits(self, column: Column, one: Field) -> bool | None:
        """True when the cells speak for the field, None when against it, False when they say nothing."""
        return evidence.fits(self.sheet, column.index, one, self.codes)

    def open_columns(self) -> list[Column]:
        return [
            column
            for column in self.columns
            if column.why is Why.UNKNOWN and column.header and not column.custom
        ]

    def plain_columns(self) -> list[Column]:
        """Open columns whose headers do not say that they are something else, as 最后修改时间 does."""
        return [column for column in self.open_columns() if not words.speaks_of_other(column.header)]

    def taken(self) -> set[str]:
        return {column.field for column in self.columns if column.field is not None}

    def take(self, column: Column, name: str, why: Why) -> None:
        self.columns[column.index] = replace(column, field=name, why=why)

    def missing(self) -> tuple[tuple[str, ...], ...]:
        taken = self.taken()
        return tuple(group for group in self.kind.needs if not taken & set(group))

    def result(self) -> Fit:
        score = 0.0
        for column in self.columns:
            if column.field is not None:
                told = 1.0 if column.field in self.kind.tell else 0.35
                score += _WEIGHTS[column.why] * told / _rarity(self.headers[column.index])
        return Fit(self.kind, tuple(self.columns), score, self.missing())


@lru_cache(maxsize=4096)
def _guesses(kind: str, text: str, header: Header) -> Mapping[str, float]:
    """Fields that a header may mean, with how much of it they explain (0–1)."""
    fields = KINDS[kind].fields
    found: dict[str, float] = {}
    parts, unknown = words.tokens(words.split_brackets(words.without_marks(text))[0])
    signatures = words.signatures(kind)
    wider = {name for signature, name in signatures.items() if parts < signature}
    for signature, name in signatures.items():
        if not parts or not (signature <= parts or (parts < signature and len(wider) == 1)):
            # A header that says less than the words of several fields says nothing: 日期 among many dates.
            continue
        if "id" in signature and "id" not in parts and fields[name].type is Type.CODE:
            # A column of different words is no column of numbers for being different.
            continue
        if (words.OTHER in parts) != (words.OTHER in signature):
            # 合同余额 is no 合同金额, 预计成交日期 no 成交日期.
            continue
        share = len(signature & parts) / len(signature | parts)
        found[name] = max(found.get(name, 0), share - 0.1 * min(unknown, 3))
    for key, _ in header.keys:
        for word, (name, _) in words.headers(kind).items():
            other = words.OTHER in parts and not words.speaks_of_other(word)
            if len(word) >= (4 if word.isascii() else 2) and key.endswith(word) and not other:
                found[name] = max(found.get(name, 0), 0.5 + 0.5 * len(word) / len(key))
    return found


_VAGUE = frozenset({"billing", "forecast"})
"""Lists whose words are too common to tell a column by them alone."""


_SPARE = {"health": "dimension"}
"""Kind → a field that it can do without, for which its one column of words left over is taken."""


@lru_cache(maxsize=2048)
def _rarity(header: Header) -> float:
    """How many kinds know this header, softened: a word of one kind alone says most."""
    kinds = sum(any(key in words.headers(name) for key, _ in header.keys) for name in KINDS)
    return math.sqrt(max(1, kinds))
