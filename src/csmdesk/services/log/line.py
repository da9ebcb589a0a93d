"""A record typed in one line: which words are its account, day, length, amount, and which are the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from csmdesk.domain.fields import FieldError, several_lines, word_key
from csmdesk.domain.lengths import read_minutes
from csmdesk.domain.natural_day import leading_day, natural_day, trailing_day
from csmdesk.services.log import forms
from csmdesk.services.log.forms import Beside, Choice, Decimal, Length, Money, Percent, Whole
from csmdesk.services.log.seen import Seen

if TYPE_CHECKING:
    from csmdesk.services.log.columns import Column

HEADS = {
    "account": ("客户", "客户名称", "客户编号", "公司", "企业", "customer", "company", "account name"),
    "contact": ("联系人", "联系人编号", "姓名", "推荐人", "高管", "name", "person"),
    "day": ("日期", "时间", "提出日期", "推荐日期", "date"),
    "note": ("说明", "备注", "内容", "remark", "description"),
    "minutes": ("分钟", "时长", "时长(分钟)", "minutes"),
    "code": ("编号", "number", "id"),
    "score": ("分数", "评分", "得分", "打分"),
}
"""Other words that stand over a field's column in spreadsheets."""

_AMOUNT = re.compile(
    r"[¥￥$€£]\s*\d[\d,]*(?:\.\d+)?\s*[万亿kKmMwW千]?元?|\d[\d,]*(?:\.\d+)?\s*(?:[万亿千kKmMwW]元?|元)"
)
_SHARE = re.compile(r"\d+(?:\.\d+)?\s*[%％]")
_WORD = re.compile(r"(?:[^\s,，、;；。]|,(?=\d))+")
"""A word of a line: it ends at a blank or a mark, but not at the comma within 460,000."""

_AROUND = " \u3000\u00a0\t\n,，、;；:：。·"


def words_of(typed: str) -> list[str]:
    """The words of a line, without the gaps between them."""
    return _WORD.findall(typed)


def cut(text: str, start: int, end: int) -> str:
    """``text`` without what stands from ``start`` to ``end``, and without the gap that this leaves."""
    before, after = text[:start].rstrip(_AROUND), text[end:].lstrip(_AROUND)
    return f"{before} {after}" if before and after else before + after


def take_account(text: str, seen: Seen, taken: Sequence[str] = ()) -> tuple[str, str]:
    """The account that a line names, as it is typed again ('': none), and the line without its name.

    A word that may be several accounts is given as it stands, so that it can be told what is wrong with it.
    ``taken`` are words that mean something else.
    """
    others = set(map(word_key, taken))
    several: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        key = word_key(word[0])
        if len(key) < 2 or key in others or natural_day(word[0], seen.today) is not None:
            continue
        found = seen.accounts.matches(word[0])
        if len(found) == 1:
            return seen.accounts.typed(found[0].id), cut(text, *word.span())
        if found and several is None:
            several = word
    within = _within(text, seen)
    if within is not None:
        name, account = within
        start = text.index(name)
        return seen.accounts.typed(account), cut(text, start, start + len(name))
    if several is not None:
        return several[0], cut(text, *several.span())
    return "", text


def _within(text: str, seen: Seen) -> tuple[str, int] | None:
    """The whole name of an account inside a line (拜访岚图家居聊续约); the longest."""
    inside = [
        (row.name, row.id)
        for row in seen.accounts.by_id.values()
        if len(row.name) > 2 and row.name in text and not row.name.isascii()
    ]
    return max(inside, key=lambda each: len(each[0]), default=None)


def take_length(text: str, day_hours: int = 8) -> tuple[str, str]:
    """The length of time with its unit that a line says ('': none), and the line without it."""
    found = list(_WORD.finditer(text))
    for at, word in enumerate(found):
        if ":" not in word[0] and read_minutes(word[0], day_hours) is not None:
            return word[0], cut(text, *word.span())
        if word[0].isdigit() and at + 1 < len(found):
            pair = text[word.start() : found[at + 1].end()]
            if ":" not in pair and read_minutes(pair, day_hours) is not None:
                return pair, cut(text, word.start(), found[at + 1].end())
    return "", text


def take_contact(text: str, columns: Sequence[Column], seen: Seen, found: dict[str, str]) -> str:
    """Find the whole name of a contact of the account; without an account, of the only one so called."""
    column = next((c for c in columns if isinstance(c.form, forms.Contact)), None)
    account = next((c for c in columns if isinstance(c.form, forms.Account)), None)
    if column is None or account is None:
        return text
    owner: int | None = None
    if account.field.key in found:
        try:
            owner = seen.accounts.read(account.field.key, found[account.field.key])
        except FieldError:
            return text
    for word in _WORD.finditer(text):
        people = [
            person
            for person in seen.contacts.named(word[0], owner)
            if word_key(person.name) == word_key(word[0]) or person.code == word[0]
        ]
        if len(people) == 1 and (owner is None or people[0].account_id == owner):
            assert column.form is not None
            found[column.field.key] = column.form.typed(people[0].id, seen)
            found.setdefault(account.field.key, seen.accounts.typed(people[0].account_id))
            return cut(text, *word.span())
    return text


def read_line(typed: str, columns: Sequence[Column], rest: str, day: str, seen: Seen) -> dict[str, str]:
    """What a line says by field; what is left goes into the field ``rest``, a day into the field ``day``.

    Each word is looked at by the fields in their order: the account, a day, a length, an amount, a share, one
    of the words of a choice, a number with its measure word.
    """
    found: dict[str, str] = {}
    text = several_lines(typed)
    terms = [
        word
        for column in columns
        if isinstance(column.form, Choice)
        for term in column.form.terms
        for word in (*term.name, *term.also)
    ]
    account = next((c for c in columns if isinstance(c.form, forms.Account)), None)
    if account is not None:
        named, text = take_account(text, seen, terms)
        if named:
            found[account.field.key] = named
    text = _take_day(text, next((c for c in columns if c.field.key == day), None), seen, found)
    for word in reversed(list(_WORD.finditer(text))):
        key = _field_of(word[0], columns, seen, found)
        if key:
            found[key] = word[0]
            text = cut(text, *word.span())
    text = take_contact(text, columns, seen, found)
    if text.strip():
        found[rest] = text.strip()
    return found


def _take_day(text: str, column: Column | None, seen: Seen, found: dict[str, str]) -> str:
    """The day in front or at the end, else a word that is nothing but a day; a moment with its time."""
    if column is None or not text:
        return text
    form, key = column.form, column.field.key
    if isinstance(form, forms.Day) and not form.ahead:
        for take in (leading_day, trailing_day):
            day, left = take(text, seen.today)
            if day is not None:
                found[key] = day.isoformat()
                return left
    words = list(_WORD.finditer(text))
    spans = [(a.start(), b.end()) for a, b in pairwise(words)]
    for start, end in (*spans, *(word.span() for word in words)):
        said = text[start:end]
        if said.isdigit() and len(said) < _LEAST_DIGITS:
            continue
        try:
            assert form is not None
            kept = form.read(column.field, said, seen, Beside())
        except FieldError:
            continue
        found[key] = str(kept)
        return cut(text, start, end)
    return text


_LEAST_DIGITS = 6
"""A shorter number is no day (20 might as well be people)."""


def _field_of(word: str, columns: Sequence[Column], seen: Seen, found: dict[str, str]) -> str:
    """The field that a single word belongs to; '' where it is a word among others."""
    plain = unicodedata.normalize("NFKC", word)
    scores = [c for c in columns if c.field.kind == "score"]
    for column in columns:
        key, form = column.field.key, column.form
        if key in found or not column.field.edited:
            continue
        fits = (
            (isinstance(form, Length) and read_minutes(word, seen.rules.travel_day_hours) is not None)
            or (isinstance(form, Money) and _AMOUNT.fullmatch(plain) is not None)
            or (isinstance(form, Percent) and _SHARE.fullmatch(plain) is not None)
            or (isinstance(form, Choice) and form.meant(word) is not None)
            or (isinstance(form, Whole | Decimal) and _measured(word, form))
            or (scores == [column] and _is_number(column, word, seen))
        )
        if fits:
            return key
    return ""


def _measured(word: str, form: Whole | Decimal) -> bool:
    """Whether a word is a number with one of the field's measure words: 25人, 8人天."""
    plain = unicodedata.normalize("NFKC", word)
    return any(
        plain.endswith(suffix) and plain[: -len(suffix)].replace(".", "", 1).isdigit()
        for suffix in form.suffixes
    )


def _is_number(column: Column, word: str, seen: Seen) -> bool:
    if not word[0].isdigit():
        return False
    try:
        assert column.form is not None
        column.form.read(column.field, word, seen, Beside())
    except FieldError:
        return False
    return True
