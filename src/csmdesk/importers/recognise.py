"""Which kind of table each sheet is: from all its headers together, its name and its cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from csmdesk.importers import evidence, mapping, profiles, values, words
from csmdesk.importers.fields import Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known, Remembered
from csmdesk.importers.mapping import Fit
from csmdesk.importers.options import Options
from csmdesk.importers.profiles import Match
from csmdesk.importers.sheet import Sheet
from csmdesk.importers.ways import AS_IT_TELLS, Ways, ways_of

_NAME_BONUS, _OTHER_NAME = 1.5, -0.5
_NEEDED, _NEEDED_OF_ALL = 1.0, 0.4
_CLEAR = 0.9
_OF_ACCOUNTS = ("客户", "公司", "企业", "account", "customer", "client", "company")
_KNOWN = 0.3
"""The least share of the headers that has to be known: a few common words stand in any wide table."""
_ROUNDS = 3
_REPEATED, _FEW, _OWN = 2.0, 5, 0.8
_NAMED = {
    "accounts": (Type.ACCOUNT, "code", "name"),
    "contacts": (Type.CONTACT, "code", "name"),
    "contracts": (Type.CONTRACT, "code", ""),
    "events": (Type.EVENT, "code", "topic"),
    "opportunities": (Type.OPPORTUNITY, "code", "name"),
    "handovers": (Type.HANDOVER, "code", ""),
}

_OfBook = Mapping[Type, tuple[Set[str], Set[str], dict[Any, Any]]]
"""By type of reference: the numbers and the names in the book, and what is remembered of them."""


@dataclass(frozen=True)
class Recognised:
    """A sheet with its fit, None when its kind is not recognised; ``said``: the user named the kind."""

    sheet: Sheet
    fit: Fit | None
    said: bool
    profile: Match | None = None
    confidence: int = 0
    """How sure the kind is (0–100); 100 where it was said, remembered, or a known system's."""
    ways: Ways = AS_IT_TELLS
    """How its days and amounts are read; ``sheet`` has the unit and the currency already."""


def recognise(sheets: Sequence[Sheet], options: Options, known: Known) -> list[Recognised]:
    """Recognise all sheets together: the codes in one tell which column of another refers to them."""
    found = [
        _Candidate(
            sheet,
            options,
            known.remembered.get(sheet.signature),
            profiles.match(sheet.headers, known.profiles) if options.profiles else None,
        )
        for sheet in sheets
    ]
    of_book: _OfBook = {type_: (*both, {}) for type_, both in known.names().items()}
    codes = _codes(found, of_book)
    for candidate in found:
        candidate.choose(codes, deep=False)
    before: list[frozenset[Hashable]] = []
    for _ in range(_ROUNDS):
        codes = _codes(found, of_book)
        now = [each.sources for each in (*codes.codes.values(), *codes.names.values())]
        if now == before:
            break
        before = now
        for candidate in found:
            candidate.choose(codes, deep=True)
    return [_recognised(each, options) for each in found]


def _recognised(each: _Candidate, options: Options) -> Recognised:
    sheet = each.sheet
    ways = ways_of(sheet, options, each.remembered, each.profile_used)
    if ways.power is not None or ways.currency:
        power = sheet.power if ways.power is None else ways.power
        sheet = replace(sheet, power=power, currency=ways.currency)
    return Recognised(sheet, each.fit, each.said is not None, each.profile_used, each.confidence, ways)


class _Candidate:
    def __init__(
        self, sheet: Sheet, options: Options, remembered: Remembered | None, profile: Match | None
    ) -> None:
        self.sheet = sheet
        self.said = options.kind(sheet.file, sheet.name)
        self.remembered = remembered
        self.profile = profile if remembered is None else None
        self.hint = name_hint(sheet)
        self.fit: Fit | None = None
        self.clear = False
        self.confidence = 0
        self.columns: Mapping[str, str] = {
            header: field
            for header in sheet.headers
            if header and (field := options.field_of(sheet.file, sheet.name, header)) is not None
        }

    def choose(self, codes: evidence.Codes, *, deep: bool) -> None:
        fixed = self.said or (self.remembered.kind if self.remembered else None)
        if fixed is None and self.profile is not None:
            fixed = self.profile.table.kind
        if fixed is None and deep and self.clear and self.fit is not None:
            fixed = self.fit.kind.name
        names = [fixed] if fixed in KINDS else list(KINDS)
        fits = sorted(
            (self._fit(str(name), codes, deep=deep) for name in names), key=lambda fit: -self._total(fit)
        )
        if fixed is not None:
            self.fit = fits[0]
            if not (deep and self.clear):
                self.confidence = 100
            return
        self.fit = next((fit for fit in fits if self._accepted(fit)), None)
        if self.fit is None:
            self.fit = next((fit for fit in fits if self._is_list_of_accounts(fit)), None)
        first, second = (self._total(fit) for fit in fits[:2])
        self.confidence = 0 if self.fit is None else _confidence(self.fit, first - second)
        self.clear = self.fit is fits[0] and not fits[0].missing and first - second >= _CLEAR

    def _fit(self, name: str, codes: evidence.Codes, *, deep: bool) -> Fit:
        remembered = self.remembered.columns if self.remembered else {}
        table = self.profile.table if self.profile is not None and self.profile.table.kind == name else None
        if table is not None:
            # What a profile does not name is no column that this system's tables are known by.
            return mapping.mapped(
                self.sheet,
                KINDS[name],
                self.columns,
                table.columns,
                codes,
                deep=False,
                why=mapping.Why.PROFILE,
            )
        return mapping.mapped(self.sheet, KINDS[name], self.columns, remembered, codes, deep=deep)

    @property
    def profile_used(self) -> Match | None:
        """The profile by which the columns were mapped."""
        used = (
            self.profile is not None
            and self.fit is not None
            and self.fit.kind.name == self.profile.table.kind
        )
        return self.profile if used else None

    def _total(self, fit: Fit) -> float:
        hinted = 0.0 if self.hint is None else _NAME_BONUS if fit.kind.name == self.hint else _OTHER_NAME
        return fit.score + hinted - 2 * len(fit.missing) - (_REPEATED if self._repeats(fit) else 0)

    def _repeats(self, fit: Fit) -> bool:
        """Whether the column taken for the rows' own numbers repeats them: then it refers to other rows."""
        code = fit.fields.get("code")
        if code is None or self.sheet.count < _FEW:
            return False
        distinct = self.sheet.distinct(code.index)
        numbered = self.sheet.count
        if "" in distinct:
            memory, key = self.sheet.memory, ("filled", code.index)
            if key not in memory:
                memory[key] = sum(map(bool, self.sheet.columns[code.index]))
            numbered = memory[key]
        if numbered < _FEW:
            # Rows that somebody typed have none.
            return False
        return len(distinct) - ("" in distinct) < _OWN * numbered

    def _is_list_of_accounts(self, fit: Fit) -> bool:
        """Number and name of an account, each number once, and nothing that is not known: what else is it?"""
        by_word = {column.field for column in fit.columns if column.why is mapping.Why.WORD}
        if fit.kind.name != "accounts" or not {"code", "name"} <= by_word:
            return False
        heads = words.header_key(fit.fields["code"].header + fit.fields["name"].header)
        if self.hint not in {None, "accounts"} or not any(word in heads for word in _OF_ACCOUNTS):
            return False
        codes = self.sheet.distinct(fit.fields["code"].index)
        return len(codes) == self.sheet.count and all(c.field for c in fit.columns if c.header)

    def _accepted(self, fit: Fit) -> bool:
        taken = [column for column in fit.columns if column.field is not None]
        known = len(taken) / max(1, sum(bool(column.header) for column in fit.columns))
        if 2 * sum(column.why is mapping.Why.VALUES for column in taken) > len(taken):
            # Cells fit many kinds; some of the headers have to be understood.
            return False
        by_word = {column.field for column in fit.columns if column.why is mapping.Why.WORD}
        plain = all(by_word & set(group) for group in fit.kind.needs)
        told = by_word >= set(fit.kind.tell) and known >= _KNOWN
        if not fit.missing and plain and (fit.kind.name == self.hint or told):
            # All that the kind needs stands there in its own words: further columns do not matter.
            return self._total(fit) >= _NEEDED_OF_ALL
        if not fit.missing:
            # Where every column is known, little is needed: an attendance list has but two.
            needed = _NEEDED_OF_ALL if known == 1 else _NEEDED
            telling = any(
                column.field in fit.kind.tell and column.why is mapping.Why.WORD for column in taken
            )
            named = fit.kind.name == self.hint and len(taken) >= 2
            # A few words that fit are chance in a table of another kind with many columns.
            return self._total(fit) >= needed and (
                known >= 0.6 or (telling and known >= 0.4) or (named and known >= 0.15)
            )
        # A named sheet most of whose headers are known is told which columns are missing.
        return fit.kind.name == self.hint and len(by_word) >= 2 and len(by_word) * 2 >= len(fit.columns)


def _confidence(fit: Fit, margin: float) -> int:
    """How sure a kind is: by the share of headers that it explains, and how far the next kind is behind."""
    known = sum(column.field is not None for column in fit.columns)
    share = known / max(1, sum(bool(column.header) for column in fit.columns))
    return max(1, min(99, round(55 * share + 45 * min(1.0, max(0.0, margin) / 1.5)) - 15 * len(fit.missing)))


def name_hint(sheet: Sheet) -> str | None:
    """The kind that the sheet's name speaks of, or the file's where the sheet's says nothing."""
    for name in (sheet.name, "" if sheet.name else sheet.path.stem):
        key = words.header_key(name)
        inside = [word for word in words.sheet_names() if word in key]
        if inside:
            return words.sheet_names()[max(inside, key=len)]
    return None


def _codes(found: Sequence[_Candidate], of_book: _OfBook) -> evidence.Codes:
    codes = evidence.Codes()
    for type_, (numbers, titles, memory) in of_book.items():
        codes.codes[type_].add("book", numbers, frozenset, memory)
        codes.names[type_].add("book", titles, words.value_keys, memory)
    for candidate in found:
        if candidate.fit is None or candidate.fit.kind.name not in _NAMED:
            continue
        type_, code, name = _NAMED[candidate.fit.kind.name]
        fields = candidate.fit.fields
        sheet = candidate.sheet
        for field, into, spelling in (
            (code, codes.codes, values.codes_of),
            (name, codes.names, words.value_keys),
        ):
            if field in fields:
                index = fields[field].index
                into[type_].add((id(sheet), index), sheet.distinct(index), spelling, sheet.memory)
    for type_ in codes.codes:
        # Objects without numbers of their own go by their names.
        if not codes.codes[type_]:
            codes.codes[type_] = codes.names[type_]
    return codes
