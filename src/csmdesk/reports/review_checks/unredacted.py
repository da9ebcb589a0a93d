"""Names and amounts in the text that a redacted export must not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from csmdesk.domain.text import Text
from csmdesk.reports.review_checks.examined import Examined, Place
from csmdesk.reports.review_checks.finding import Finding
from csmdesk.reports.review_checks.lines import Line
from csmdesk.reports.review_checks.typed import typed_numbers

_SHORT = 2
_LONG_ENOUGH = 4
_BAND_FROM = 1000
"""Amounts from so many yuan on are told in bands."""


Redaction = Callable[[str], str]
"""What a redacted export makes of a line of words."""


def unredacted(e: Examined, redaction: Redaction) -> Iterator[Finding]:
    """Customers, persons and typed amounts that the export leaves as they are."""
    names = _names(e)
    for line in e.lines:
        left = redaction(line.text)
        yield from _named(e, line, left, names)
        for typed in typed_numbers(line.text):
            if typed.written == "money" and abs(typed.value) >= _BAND_FROM and typed.words in left:
                detail = e.say(AMOUNT, section=line.section, words=typed.words)
                place = Place(line, typed.start, typed.end - typed.start)
                yield e.finding("redact", "bad", detail, place, (line.chapter, typed.words))


def _named(e: Examined, line: Line, left: str, names: dict[str, tuple[Text, str]]) -> Iterator[Finding]:
    """The names in a line that are ``left`` in it, the longest at each place."""
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    for found in pattern.finditer(line.text):
        if found.group() not in left:
            continue
        text, whole = names[found.group()]
        detail = e.say(text, section=line.section, words=found.group(), whole=whole)
        place = Place(line, found.start(), len(found.group()))
        yield e.finding("redact", "bad", detail, place, (line.chapter, found.group()))


def _names(e: Examined) -> dict[str, tuple[Text, str]]:
    """What must not be read: names and numbers of customers, their short names, and persons."""
    facts = e.figures.facts
    found: dict[str, tuple[Text, str]] = {}
    common = {word for a in facts.accounts for word in (a.city, a.industry, a.segment, a.owner)}
    for account in facts.accounts:
        short = account.name[:_SHORT]
        # Two characters stand for a name; a place or an industry before it is nobody's short name.
        if len(account.name) >= _LONG_ENOUGH and _is_chinese(short) and not any(short in w for w in common):
            found.setdefault(short, (SHORT, account.name))
    for contact in facts.contacts:
        if len(contact.name) > 1:
            found[contact.name] = (PERSON, contact.name)
    for account in facts.accounts:
        for name in (account.name, account.code):
            if len(name) > 1:
                found[name] = (CUSTOMER, account.name)
    return found


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= mark <= "\u9fff" for mark in word)


CUSTOMER = Text("{section} 有客户名“{words}”", "{section} names the customer '{words}'")
SHORT = Text(
    "{section} 的“{words}”像是客户“{whole}”的简称", "{section}: '{words}' looks like '{whole}' in short"
)
PERSON = Text("{section} 有联系人“{words}”", "{section} names the contact '{words}'")
AMOUNT = Text("{section} 有手写金额 {words}", "{section} has the typed amount {words}")
