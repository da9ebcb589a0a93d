"""How fields of the log are kept: what typed words become in the book, how they are shown and typed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, Literal, NamedTuple, Protocol

from csmdesk.domain.amounts import read_fen, read_number, typed_fen
from csmdesk.domain.dates import EARLIEST
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines, word_key
from csmdesk.domain.lengths import MINUTES_PER_HOUR, read_minutes
from csmdesk.domain.moment import END_OF_DAY, read_moment
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services.log.kind import LogField
from csmdesk.services.log.seen import Seen

Kept = Any
"""What a column of a table holds: text, a whole number or None."""


class Beside(NamedTuple):
    """What the other fields of the record say that a form may need."""

    account_id: int | None = None
    currency: str = "CNY"


class Form(Protocol):
    """How one kind of values is kept. ``typed`` gives words that ``read`` reads as the same value."""

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """What the book keeps for ``typed`` (never empty words); raises FieldError."""

    def typed(self, kept: Kept, seen: Seen) -> str:
        """What stands in a field to be changed."""

    def value(self, kept: Kept, seen: Seen) -> object:
        """For sorting and for the cell of an export."""

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """What the list shows."""


class _Plain:
    """Values that are shown as they are typed."""

    def typed(self, kept: Kept, seen: Seen) -> str:
        """As it is kept."""
        del seen
        return "" if kept is None else str(kept)

    def value(self, kept: Kept, seen: Seen) -> object:
        """As it is kept."""
        del seen
        return kept

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """As it is typed."""
        del language, beside
        return self.typed(kept, seen)


@dataclass(frozen=True)
class Words(_Plain):
    """One line."""

    most: int = MOST_WORDS

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Single blanks, nothing invisible."""
        del seen, beside
        return _short_enough(field, one_line(typed), self.most)


@dataclass(frozen=True)
class Note(_Plain):
    """Several lines; the list shows them as one."""

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Lines end in a newline."""
        del seen, beside
        return _short_enough(field, several_lines(typed), MOST_NOTE)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """In one line."""
        del seen, language, beside
        return " ".join(str(kept or "").split())


@dataclass(frozen=True)
class Day(_Plain):
    """A day; ``past``: one that has come already. ``ahead``: 周三 is the next Wednesday."""

    past: bool = False
    ahead: bool = False

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """ISO text."""
        del beside
        day = natural_day(one_line(typed), seen.today, ahead=self.ahead)
        if day is None:
            raise FieldError(field.key, NO_DAY.format(typed=typed))
        _refuse_slip(field, day, seen.today if self.past else None)
        return day.isoformat()

    def value(self, kept: Kept, seen: Seen) -> object:
        """A date."""
        del seen
        return None if kept is None else date.fromisoformat(kept)


@dataclass(frozen=True)
class Moment(_Plain):
    """A day and a time; a day alone is its start, or its end where something is due."""

    past: bool = False
    ahead: bool = False
    end: bool = False

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """ISO text to the minute."""
        del beside
        alone = END_OF_DAY if self.end else time(0)
        moment = read_moment(one_line(typed), seen.today, alone=alone, ahead=self.ahead)
        if moment is None:
            raise FieldError(field.key, NO_MOMENT.format(typed=typed))
        _refuse_slip(field, moment.date(), seen.today if self.past else None)
        if self.past and moment > seen.now:
            raise FieldError(field.key, NOT_YET.format(field=field.name, day=f"{moment:%Y-%m-%d %H:%M}"))
        return f"{moment:%Y-%m-%d %H:%M}"

    def value(self, kept: Kept, seen: Seen) -> object:
        """A moment."""
        del seen
        return None if kept is None else datetime.fromisoformat(kept)


class Term(NamedTuple):
    """A word of a vocabulary: what the book keeps, what it is called, and other words for it."""

    key: str
    name: Text
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One of a few words; with ``free`` any other word stays as it stands."""

    terms: tuple[Term, ...]
    free: bool = False
    most: int = 40

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """The key of the word that is meant."""
        del seen, beside
        word = one_line(typed)
        found = self.meant(word)
        if found is not None:
            return found
        if self.free:
            return _short_enough(field, word, self.most)
        offered = Text("、".join(t.name.zh for t in self.terms), ", ".join(t.name.en for t in self.terms))
        raise FieldError(field.key, NO_CHOICE.format(typed=word, field=field.name, offered=offered))

    def meant(self, word: str) -> str | None:
        """The key of the term that ``word`` means; None where it is none of them."""
        wanted = word_key(word)
        for term in self.terms:
            if wanted in map(word_key, (*filter(None, (term.key, *term.name)), *term.also)):
                return term.key
        return None

    def typed(self, kept: Kept, seen: Seen) -> str:
        """The word in the language of the question; it is read in both."""
        return self.name(kept, seen.language)

    def value(self, kept: Kept, seen: Seen) -> object:
        """The word itself."""
        return self.name(kept, seen.language)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """The word in the language."""
        del seen, beside
        return self.name(kept, language)

    def name(self, kept: Kept, language: Language) -> str:
        """What a kept word is called; other words stay as they are."""
        return next((t.name.to(language) for t in self.terms if t.key == kept), str(kept or ""))


@dataclass(frozen=True)
class Whole(_Plain):
    """A whole number from ``low`` to ``high``."""

    low: int = 0
    high: int = 10**6
    suffixes: tuple[str, ...] = ()

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Full width and separators of thousands are understood."""
        del seen, beside
        word = _without(one_line(typed), self.suffixes)
        number = read_number(field.key, word)
        if number.denominator != 1 or not self.low <= number <= self.high:
            raise FieldError(field.key, NOT_WITHIN.format(typed=typed.strip(), low=self.low, high=self.high))
        return int(number)


@dataclass(frozen=True)
class Decimal(_Plain):
    """A number kept as decimal text, from ``low`` to ``high``, with at most ``places`` decimals."""

    low: int = 0
    high: int = 10**6
    places: int = 2
    suffixes: tuple[str, ...] = ()

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Decimal text without trailing zeros."""
        del seen, beside
        number = read_number(field.key, _without(one_line(typed), self.suffixes))
        if not self.low <= number <= self.high or (number * 10**self.places).denominator != 1:
            raise FieldError(
                field.key,
                NOT_DECIMAL.format(typed=typed.strip(), low=self.low, high=self.high, places=self.places),
            )
        return decimal_text(number, self.places)

    def value(self, kept: Kept, seen: Seen) -> object:
        """Exact."""
        del seen
        return None if kept is None else Fraction(kept)


@dataclass(frozen=True)
class Length:
    """A length of time, kept in minutes; a bare number is in ``unit``."""

    unit: Literal["minute", "hour"] = "minute"
    most_hours: int = 24

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Minutes."""
        del beside
        word = one_line(typed)
        minutes = read_minutes(word, seen.rules.travel_day_hours)
        if minutes is None:
            minutes = read_number(field.key, word) * (MINUTES_PER_HOUR if self.unit == "hour" else 1)
        if minutes.denominator != 1 or not 0 <= minutes <= self.most_hours * MINUTES_PER_HOUR:
            most = self.most_hours * (1 if self.unit == "hour" else MINUTES_PER_HOUR)
            unit = HOURS if self.unit == "hour" else MINUTES
            raise FieldError(field.key, BAD_LENGTH.format(field=field.name, most=most, unit=unit))
        return int(minutes)

    def typed(self, kept: Kept, seen: Seen) -> str:
        """In the unit where that is a short number, else in minutes with their unit."""
        del seen
        if kept is None:
            return ""
        if self.unit == "minute":
            return str(kept)
        hours = Fraction(kept, MINUTES_PER_HOUR)
        if (hours * 100).denominator == 1:
            return decimal_text(hours, 2)
        return f"{kept}min"

    def value(self, kept: Kept, seen: Seen) -> object:
        """In the unit, exact."""
        del seen
        return None if kept is None else kept if self.unit == "minute" else Fraction(kept, MINUTES_PER_HOUR)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """In the unit, with two decimals at most."""
        del seen, language, beside
        if kept is None:
            return ""
        return str(kept) if self.unit == "minute" else display.count(Fraction(kept, MINUTES_PER_HOUR))


@dataclass(frozen=True)
class Money:
    """An amount in the record's currency, kept in fen."""

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """Fen; 46万 and ¥460,000 are understood. Never less than none."""
        del seen, beside
        fen = read_fen(field.key, one_line(typed))
        if fen < 0:
            raise FieldError(field.key, NEGATIVE.format(field=field.name))
        return fen

    def typed(self, kept: Kept, seen: Seen) -> str:
        """In units of the currency."""
        del seen
        return "" if kept is None else typed_fen(kept)

    def value(self, kept: Kept, seen: Seen) -> object:
        """In units of the currency, exact."""
        del seen
        return None if kept is None else Fraction(kept, 100)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """In 万, with the currency where it is not the book's own."""
        del seen
        return "" if kept is None else display.money(Fraction(kept, 100), language, beside.currency)


@dataclass(frozen=True)
class Percent:
    """A share, kept as a decimal fraction."""

    low: int = 0
    high: int = 100

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """63% and 63 are the same."""
        del seen, beside
        number = read_number(field.key, _without(one_line(typed), ("%", "％", "percent")))
        if not self.low <= number <= self.high or (number * 100).denominator != 1:
            raise FieldError(
                field.key, NOT_DECIMAL.format(typed=typed.strip(), low=self.low, high=self.high, places=2)
            )
        return decimal_text(number / 100, 4)

    def typed(self, kept: Kept, seen: Seen) -> str:
        """With its sign."""
        del seen
        return "" if kept is None else decimal_text(Fraction(kept) * 100, 10) + "%"

    def value(self, kept: Kept, seen: Seen) -> object:
        """As a fraction."""
        del seen
        return None if kept is None else Fraction(kept)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """With one decimal."""
        del seen, language, beside
        return "" if kept is None else display.percent(Fraction(kept))


YES, NO = Text("是", "yes"), Text("否", "no")
_YES_WORDS = frozenset({"是", "有", "已", "对", "y", "yes", "true", "t", "1", "√", "✓", "✔", "同意"})
_NO_WORDS = frozenset({"否", "无", "没有", "未", "不", "n", "no", "false", "f", "0", "×", "✗", "不同意"})


@dataclass(frozen=True)
class Flag:
    """Yes, no or not known."""

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """1 or 0."""
        del seen, beside
        word = one_line(typed).casefold()
        if word in _YES_WORDS:
            return 1
        if word in _NO_WORDS:
            return 0
        raise FieldError(field.key, NO_FLAG.format(typed=typed.strip()))

    def typed(self, kept: Kept, seen: Seen) -> str:
        """是 or 否."""
        return "" if kept is None else (YES if kept else NO).to(seen.language)

    def value(self, kept: Kept, seen: Seen) -> object:
        """The word."""
        return self.typed(kept, seen) or None

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """In the language."""
        del seen, beside
        return "" if kept is None else (YES if kept else NO).to(language)


@dataclass(frozen=True)
class Account:
    """An account, kept as its id."""

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """By name, part of the name, pinyin, initials or number, where that is only one."""
        del beside
        return seen.accounts.read(field.key, typed)

    def typed(self, kept: Kept, seen: Seen) -> str:
        """The name, or the number where several have the name."""
        return "" if kept is None else seen.accounts.typed(kept)

    def value(self, kept: Kept, seen: Seen) -> object:
        """The name."""
        return "" if kept is None else seen.accounts.name(kept)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """The name."""
        del language, beside
        return "" if kept is None else seen.accounts.name(kept)


@dataclass(frozen=True)
class Contact:
    """A contact of the record's account, or of any, kept as its id."""

    any_account: bool = False

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """By name or number; of another account it is refused."""
        owner = beside.account_id
        if self.any_account and (owner is None or not seen.contacts.named(typed, owner)):
            owner = None
        return seen.contacts.read(field.key, typed, owner, any_account=self.any_account)

    def typed(self, kept: Kept, seen: Seen) -> str:
        """The name, or the number where several have the name."""
        return "" if kept is None else seen.contacts.typed(kept, any_account=self.any_account)

    def value(self, kept: Kept, seen: Seen) -> object:
        """The name."""
        return "" if kept is None else seen.contacts.name(kept)

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """The name."""
        del language, beside
        return "" if kept is None else seen.contacts.name(kept)


@dataclass(frozen=True)
class Coded:
    """A row of another table of the same account (a contract, an opportunity), kept as its id."""

    table: Literal["contracts", "opportunities"]
    any_account: bool = False

    def read(self, field: LogField, typed: str, seen: Seen, beside: Beside) -> Kept:
        """By its number; of another account it is refused."""
        codes = seen.codes(self.table)
        found = codes.of(typed)
        if found is None:
            raise FieldError(field.key, NO_CODE.format(field=field.name, typed=one_line(typed)))
        if (
            not self.any_account
            and beside.account_id is not None
            and codes.accounts[found] != beside.account_id
        ):
            raise FieldError(field.key, OTHER_ACCOUNT.format(field=field.name, typed=one_line(typed)))
        return found

    def typed(self, kept: Kept, seen: Seen) -> str:
        """Its number."""
        return "" if kept is None else seen.codes(self.table).by_id.get(kept, "")

    def value(self, kept: Kept, seen: Seen) -> object:
        """Its number."""
        return self.typed(kept, seen) or None

    def words(self, kept: Kept, seen: Seen, language: Language, beside: Beside) -> str:
        """Its number."""
        del language, beside
        return self.typed(kept, seen)


def decimal_text(number: Fraction, places: int) -> str:
    """An exact number as decimal text without trailing zeros (it has at most ``places`` decimals)."""
    whole, rest = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    part = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{'-' if number < 0 else ''}{whole}{'.' + part if part else ''}"


def empty(kept: Kept) -> bool:
    """Whether nothing is kept."""
    return kept is None or kept == ""


def read_each(
    fields: Sequence[tuple[LogField, Form]], values: Mapping[str, str], seen: Seen, beside: Beside
) -> tuple[dict[str, Kept], dict[str, Text]]:
    """What is kept of the typed values by field, and what is wrong with the others. Empty words are None."""
    kept: dict[str, Kept] = {}
    problems: dict[str, Text] = {}
    for field, form in fields:
        typed = values[field.key]
        if not one_line(typed):
            kept[field.key] = None
            if field.required:
                problems[field.key] = EMPTY.format(field=field.name)
            continue
        try:
            kept[field.key] = form.read(field, typed, seen, beside)
        except FieldError as error:
            problems[field.key] = error.text
    return kept, problems


def _without(word: str, suffixes: Sequence[str]) -> str:
    for suffix in suffixes:
        if word.casefold().endswith(suffix):
            return word[: -len(suffix)].strip()
    return word


def _short_enough(field: LogField, words: str, most: int) -> str:
    if len(words) > most:
        raise FieldError(field.key, TOO_LONG.format(field=field.name, most=most))
    return words


def _refuse_slip(field: LogField, day: date, latest: date | None) -> None:
    if latest is not None and day > latest:
        raise FieldError(field.key, NOT_YET.format(field=field.name, day=day))
    if day.year < EARLIEST:
        raise FieldError(field.key, TOO_EARLY.format(day=day))


HOURS, MINUTES = Text("小时", "hours"), Text("分钟", "minutes")
EMPTY = Text("请填{field}。", "{field}: fill this in.")
NO_DAY = Text(
    "“{typed}”不是日期：可写 2024-06-20、6月20日、昨天、上周三。",
    "“{typed}” is not a date: write 2024-06-20, Jun 20, yesterday or last Wednesday.",
)
NO_MOMENT = Text(
    "“{typed}”不是时间：可写 2024-06-20 14:30、昨天 9:00、今天下午3点。",
    "“{typed}” is no time: write 2024-06-20 14:30 or yesterday 9:00.",
)
NOT_YET = Text("{field} {day} 还没到。", "{field} {day} has not come yet.")
TOO_EARLY = Text("{day} 太早了，请核对年份。", "{day} is too early: check the year.")
NO_CHOICE = Text("{field}没有“{typed}”：可填 {offered}。", "{field}: “{typed}” is none of {offered}.")
NOT_WITHIN = Text("“{typed}”应为 {low}–{high} 的整数。", "“{typed}”: a whole number from {low} to {high}.")
NOT_DECIMAL = Text(
    "“{typed}”应在 {low}–{high} 之间，最多 {places} 位小数。",
    "“{typed}”: a number from {low} to {high} with {places} decimals at most.",
)
BAD_LENGTH = Text(
    "{field}应在 0 到 {most} {unit}之间，精确到分钟。", "{field}: 0 to {most} {unit}, in whole minutes."
)
NEGATIVE = Text("{field}不能是负数。", "{field} cannot be negative.")
NO_CODE = Text("没有{field}“{typed}”。", "{field}: there is no “{typed}”.")
OTHER_ACCOUNT = Text("{field} {typed} 属于别的客户。", "{field} {typed} belongs to another account.")
NO_FLAG = Text("“{typed}”请填 是 或 否。", "“{typed}”: write yes or no.")
TOO_LONG = Text("{field}太长：最多 {most} 个字。", "{field} is too long: {most} characters at most.")
