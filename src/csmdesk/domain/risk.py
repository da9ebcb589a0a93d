"""Risks that rows show by themselves: an executive who left and nobody in the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from csmdesk.domain.facts import Contact
from csmdesk.domain.fields import word_key
from csmdesk.domain.text import Text

EXECUTIVE_LEFT_DAYS = 180
"""A leaving executive is a risk for so many days, unless somebody takes the place earlier."""


class ExecutiveRisk(NamedTuple):
    """An executive who left an account; ``nobody_left``: the account has no executive any more."""

    account_id: int
    contact_id: int
    left_day: date
    nobody_left: bool
    text: Text


def executive_risks(contacts: Iterable[Contact], day: date) -> dict[int, tuple[ExecutiveRisk, ...]]:
    """By account: its executives who left in the 180 days up to ``day`` without a successor, the last first.

    A successor is an executive of the account who is there on ``day`` with the same title; where the one who
    left has no title, any executive will do.
    """
    present: dict[int, list[Contact]] = defaultdict(list)
    gone: dict[int, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if not contact.executive:
            continue
        if contact.left_day is None or contact.left_day > day:
            present[contact.account_id].append(contact)
        elif (day - contact.left_day).days <= EXECUTIVE_LEFT_DAYS:
            gone[contact.account_id].append(contact)
    found = {
        account: tuple(
            _risk(contact, contact.left_day, day, nobody_left=not present[account])
            for contact in sorted(left, key=lambda c: (c.left_day or day, c.id), reverse=True)
            if contact.left_day is not None and not _succeeded(contact, present[account])
        )
        for account, left in gone.items()
    }
    return {account: risks for account, risks in found.items() if risks}


def _succeeded(contact: Contact, present: list[Contact]) -> bool:
    title = word_key(contact.title)
    return any(not title or word_key(other.title) == title for other in present)


def _risk(contact: Contact, left: date, day: date, *, nobody_left: bool) -> ExecutiveRisk:
    who = " ".join(part for part in (contact.title, contact.name) if part)
    when = f"{left:%m-%d}" if left.year == day.year else left.isoformat()
    text = LEFT_ALONE if nobody_left else LEFT
    return ExecutiveRisk(contact.account_id, contact.id, left, nobody_left, text.format(who=who, when=when))


LEFT = Text("{who} {when} 离任，暂无接任者", "{who} left on {when}, no successor yet")
LEFT_ALONE = Text(
    "{who} {when} 离任，暂无接任者，已无在任高管", "{who} left on {when}, no successor and no executive there"
)
