"""What the user says about files that the tables of words do not settle."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import words
from csmdesk.importers.dates import Order
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.problems import SEVERAL

T = TypeVar("T")

NEW_ACCOUNT, SAME_NAME = "+", "="
"""What can be said of an account's name beside a number: it is a new account; it is the one of like name."""

NOT_IMPORTED = "-"
"""The field of a column that is left out on purpose."""
CUSTOM = "custom:"
"""Before the name of a column that is kept beside what the book knows."""


@dataclass(frozen=True)
class Options:
    """Decisions by name. A name is a file's (with or without folder and suffix), a sheet's, or FILE/SHEET.

    ``columns`` are (name, header) → field; ``currency`` is name → currency, '' being every table that names
    none itself.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    encodings: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Order] = field(default_factory=dict)
    end_exclusive: frozenset[str] = frozenset()
    currency: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"": "CNY"}))
    repeated: frozenset[str] = frozenset()
    """Tables of usage in which rows with a number that another row has are rows of their own."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Name of an account in the files → the number of the account that it is, ``NEW_ACCOUNT`` for a new one;
    the name '' answers for all names: ``SAME_NAME`` takes the account that the name suggests."""
    profiles: bool = True
    """Whether header tables of known systems are used."""
    several: int = SEVERAL
    """Problems of one kind in one column that are listed; the others are counted."""

    @classmethod
    def parse(
        cls,
        *,
        kind: Iterable[str] = (),
        map: Iterable[str] = (),
        skip: Iterable[str] = (),
        encoding: Iterable[str] = (),
        dates: Iterable[str] = (),
        end_exclusive: Iterable[str] = (),
        currency: Iterable[str] = (),
        repeated: Iterable[str] = (),
        account: Iterable[str] = (),
    ) -> Options:
        """Options from the command line's words; raises UserError for one that cannot be meant.

        ``NAME=KIND``, ``NAME:HEADER=FIELD`` (FIELD ``-``: not imported), ``NAME``, ``NAME=ENCODING``,
        ``NAME=ymd|dmy|mdy``, ``NAME``, ``NAME=CURRENCY`` or ``CURRENCY``, ``NAME``; for accounts
        ``NAME=NUMBER``, ``NAME=new``, ``new`` or ``same`` (for all names).
        """
        currencies = {"": "CNY"}
        for word in currency:
            name, _, code = word.rpartition("=")
            known = words.vocabulary("currency").meaning(code) or (
                code.upper() if len(code) == 3 and code.isalpha() else None
            )
            if known is None:
                raise _wrong("--currency", word, "NAME=CNY")
            currencies[name] = known
        return cls(
            kinds=dict(_kind(word) for word in kind),
            columns=dict(_column(word) for word in map),
            skip=frozenset(skip),
            encodings=dict(_encoding(word) for word in encoding),
            dates=dict(_order(word) for word in dates),
            end_exclusive=frozenset(end_exclusive),
            currency=currencies,
            repeated=frozenset(repeated),
            accounts=dict(_account(word) for word in account),
        )

    def skips(self, file: str, sheet: str = "") -> bool:
        """Whether the file, or this sheet of it, is left out."""
        return any(_names(name, file, sheet, exact_sheet=bool(sheet)) for name in self.skip)

    def kind(self, file: str, sheet: str) -> str | None:
        """The kind that was said for the sheet."""
        return _said(self.kinds, file, sheet)

    def encoding(self, file: str) -> str | None:
        """The encoding that was said for the file."""
        return _said(self.encodings, file, "")

    def order(self, file: str, sheet: str) -> Order | None:
        """The order of dates that was said for the sheet."""
        return _said(self.dates, file, sheet)

    def exclusive_end(self, file: str, sheet: str) -> bool | None:
        """Whether the sheet's end dates are the first day after the term; None when nothing was said."""
        return True if any(_names(name, file, sheet) for name in self.end_exclusive) else None

    def power_of(self, file: str, sheet: str) -> int | None:
        """The power of ten of the sheet's amounts without a unit; None when nothing was said."""
        return None

    def keeps_repeated(self, file: str, sheet: str) -> bool:
        """Whether rows of the sheet with the same number are rows of their own."""
        return any(_names(name, file, sheet) for name in self.repeated)

    def account_of(self, name: str) -> str | None:
        """What was said of an account's name: a number, NEW_ACCOUNT, SAME_NAME; None when nothing was."""
        if not self.accounts:
            return None
        key = words.value_key(name)
        own = next(
            (code for said, code in self.accounts.items() if said and words.value_key(said) == key), None
        )
        return own or self.accounts.get("")

    def field_of(self, file: str, sheet: str, header: str) -> str | None:
        """The field that was said for a column."""
        key = words.header_key(header)
        for (name, said), field_name in self.columns.items():
            if _names(name, file, sheet) and (said == header or words.header_key(said) == key):
                return field_name
        return None

    def own_currency(self, file: str, sheet: str) -> str:
        """The currency that was said for this very sheet; '' when none was."""
        return _said({name: code for name, code in self.currency.items() if name}, file, sheet) or ""

    @property
    def usual_currency(self) -> str:
        """The currency of amounts for which nothing says another."""
        return self.currency.get("", "CNY")

    def unused(self, sheets: Sequence[tuple[str, str]], files: Iterable[str]) -> list[str]:
        """The names that fit no file and no sheet: a slip of the pen that must not pass in silence."""
        everything = [*sheets, *((file, "") for file in files)]
        said = {
            *self.kinds, *(name for name, _ in self.columns), *self.skip, *self.encodings, *self.dates,
            *self.end_exclusive, *self.repeated, *(name for name in self.currency if name),
        }  # fmt: skip
        return sorted(name for name in said if not any(_names(name, *each) for each in everything))


def known_kinds() -> Mapping[str, Text]:
    """Every kind's name as options use it, and as people say it."""
    return {kind.name: kind.text for kind in KINDS.values()}


def _said(mapping: Mapping[str, T], file: str, sheet: str) -> T | None:
    return next((value for name, value in mapping.items() if _names(name, file, sheet)), None)


def _names(name: str, file: str, sheet: str, *, exact_sheet: bool = False) -> bool:
    path = PurePosixPath(file)
    of_file = {file, path.name, path.stem, str(path.with_suffix(""))}
    of_sheet = {sheet, *(f"{each}/{sheet}" for each in of_file)} if sheet else set()
    known = of_sheet if exact_sheet else of_file | of_sheet
    return words.plain(name) in {words.plain(each) for each in known}


def _kind(word: str) -> tuple[str, str]:
    name, sign, kind = word.rpartition("=")
    kind = words.plain(kind)
    by_name = {words.plain(k.text.zh): k.name for k in KINDS.values()} | {k: k for k in KINDS}
    if not sign or not name:
        raise _wrong("--kind", word, "NAME=KIND")
    if kind not in by_name:
        raise UserError(
            Text(
                f"--kind {word}：没有“{kind}”这种表，可用的是 {'、'.join(KINDS)}。",
                f"--kind {word}: there is no kind “{kind}”; there are {', '.join(KINDS)}.",
            )
        )
    return name, by_name[kind]


def _column(word: str) -> tuple[tuple[str, str], str]:
    left, sign, field_name = word.rpartition("=")
    name, colon, header = left.partition(":")
    if not (sign and colon and name and header and field_name):
        raise _wrong("--map", word, "NAME:HEADER=FIELD")
    kept = field_name == NOT_IMPORTED or field_name.startswith(CUSTOM)
    if not kept and not any(field_name in kind.fields for kind in KINDS.values()):
        every = sorted({f for kind in KINDS.values() for f in kind.fields})
        raise UserError(
            Text(
                f"--map {word}：没有“{field_name}”这个字段，可用的是 {'、'.join(every)}。",
                f"--map {word}: there is no field “{field_name}”; there are {', '.join(every)}.",
            )
        )
    return (name, header), field_name


def _encoding(word: str) -> tuple[str, str]:
    name, sign, encoding = word.rpartition("=")
    try:
        codecs.lookup(encoding)
    except LookupError:
        sign = ""
    if not sign or not name:
        raise _wrong("--encoding", word, "NAME=gb18030")
    return name, encoding


def _account(word: str) -> tuple[str, str]:
    if words.plain(word) in {"new", "same"}:
        return "", NEW_ACCOUNT if words.plain(word) == "new" else SAME_NAME
    name, sign, code = word.rpartition("=")
    if not sign or not name or not code:
        raise _wrong("--account", word, "NAME=NUMBER")
    return name, NEW_ACCOUNT if words.plain(code) == "new" else code.strip()


def _order(word: str) -> tuple[str, Order]:
    name, sign, order = word.rpartition("=")
    if not sign or not name or order not in set(Order):
        raise _wrong("--dates", word, "NAME=dmy|mdy|ymd")
    return name, Order(order)


def _wrong(option: str, word: str, form: str) -> UserError:
    return UserError(
        Text(f"{option} {word}：应写作 {option} {form}。", f"{option} {word}: write it as {option} {form}.")
    )
