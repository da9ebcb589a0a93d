"""The people of one account and what was done with them: contacts and touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.birthday import next_birthday
from csmdesk.domain.text import Language, Text
from csmdesk.services import account_words as words
from csmdesk.services.account_view import ContactLine, TouchLine, TouchPage
from csmdesk.storage.account_page import Person, Touched

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account
    from csmdesk.services.account_detail import Desk

BIRTHDAY_DAYS = 30
"""A birthday is marked when it is at most so many days ahead."""


def contacts(
    people: Sequence[Person], touches: Sequence[Touched], closing: date, language: Language
) -> tuple[ContactLine, ...]:
    """Executives first, those who have left by the closing day last; else by name."""
    touched: dict[int, date] = {}
    for touch in touches:
        if touch.contact_id is not None:
            touched.setdefault(touch.contact_id, touch.day)  # newest first
    ordered = sorted(people, key=lambda p: (has_left(p, closing), not p.executive))
    return tuple(_contact(person, touched.get(person.id), closing, language) for person in ordered)


def has_left(person: Person, day: date) -> bool:
    """True when the person is known to have left by ``day``."""
    return person.left_day is not None and person.left_day <= day


def _contact(person: Person, touched: date | None, closing: date, language: Language) -> ContactLine:
    left = birthday = ""
    cake = False
    if person.left_day is not None and has_left(person, closing):
        day = words.short_day(person.left_day, closing)
        left = Text(f"{day} 离任", f"left {day}").to(language)
    elif person.birthday is not None:
        ahead = (next_birthday(person.birthday, closing) - closing).days
        cake = ahead <= BIRTHDAY_DAYS
        day = f"{person.birthday:%m-%d}"
        soon = Text("今天", "today") if not ahead else Text(f"{ahead} 天后", f"in {words.days(ahead)}")
        said = words.both(day, soon) if cake else Text(f"生日 {day}", f"birthday {day}")
        birthday = said.to(language)
    last = ""
    if touched is not None:
        last = Text("触达 {ago}", "touched {ago}").format(ago=words.days_ago(touched, closing)).to(language)
    return ContactLine(
        person.id,
        person.name,
        person.title,
        person.executive,
        person.phone,
        person.email,
        birthday,
        cake,
        left,
        last,
    )


def touch_page(desk: Desk, account: Account, touches: Sequence[Touched], language: Language) -> TouchPage:
    """All touches up to the closing day, and the period's by channel, as ``activity_counts`` has them."""
    b = desk.basis
    by_channel = desk.metrics(account, ("activity_counts",))["activity_counts"].parts.get("by_channel")
    table = by_channel if isinstance(by_channel, Mapping) else {}
    counts = {channel: count for channel, count in table.items() if isinstance(count, int)}
    total = sum(counts.values())
    note = Text(f"{b.period.title.zh} {total} 次", f"{total} in {b.period.title.en}")
    lines = tuple(
        TouchLine(
            t.id,
            t.day.isoformat(),
            words.short_day(t.day, b.closing),
            t.channel,
            t.contact,
            t.contact_id,
            t.minutes,
            t.note,
        )
        for t in touches
    )
    return TouchPage(lines, dict(sorted(counts.items(), key=lambda c: (-c[1], c[0]))), note.to(language))
