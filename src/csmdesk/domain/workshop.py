"""The value workshop's checklist: what it needs to be complete, and what is owed after it (domain.md, 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple

from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Text

Item = Literal["pains", "measures", "fishbone", "okr", "signatures"]


class WorkshopSheet(NamedTuple):
    """What was prepared and noted of a workshop; moments are on the user's own clock.

    ``workshop_id`` is the workshop that the book counts, None while the sheet is a draft.
    """

    pains: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    fishbone: str = ""
    okr: str = ""
    own_signed: bool = False
    customer_signed: bool = False
    planned_day: date | None = None
    held_at: datetime | None = None
    minutes_at: datetime | None = None
    ticket_at: datetime | None = None
    ticket_owner: str = ""
    ticket_deadline: date | None = None
    ticket_acceptance: str = ""
    workshop_id: int | None = None

    @property
    def held(self) -> bool:
        """True when the workshop has been completed and counts."""
        return self.workshop_id is not None

    @property
    def begun(self) -> bool:
        """True when anything has been written down."""
        return self != WorkshopSheet()


class Need(NamedTuple):
    """One thing that a workshop needs: how much of it is there and how much is asked for."""

    item: Item
    have: int
    of: int

    @property
    def done(self) -> bool:
        """True when there is enough."""
        return self.have >= self.of


def needs(sheet: WorkshopSheet, rules: Rules) -> tuple[Need, ...]:
    """The five things without which a workshop cannot be completed, in the order of the work."""
    return (
        Need("pains", len(sheet.pains), rules.workshop_pain_points),
        Need("measures", len(sheet.measures), rules.workshop_measures),
        Need("fishbone", int(bool(sheet.fishbone)), 1),
        Need("okr", int(bool(sheet.okr)), 1),
        Need("signatures", int(sheet.own_signed) + int(sheet.customer_signed), 2),
    )


def missing(sheet: WorkshopSheet, rules: Rules) -> Text | None:
    """All that is missing, in one sentence; None when the workshop can be completed."""
    open_items = [need for need in needs(sheet, rules) if not need.done]
    if not open_items:
        return None
    said = [_said(need, sheet) for need in open_items]
    return Text(
        f"还不能完成工作坊：{'、'.join(text.zh for text in said)}。",
        f"The workshop is not complete. Missing: {_listed([text.en for text in said])}.",
    )


def _said(need: Need, sheet: WorkshopSheet) -> Text:
    left = need.of - need.have
    if need.item == "pains":
        return Text(f"痛点还差 {left} 个", f"{left} more pain point{_s(left)}")
    if need.item == "measures":
        return Text(f"量化指标还差 {left} 项", f"{left} more measure{_s(left)}")
    if need.item == "fishbone":
        return Text("缺鱼骨图记录", "the fishbone notes")
    if need.item == "okr":
        return Text("缺 OKR 记录", "the OKR notes")
    if left == 2:
        return Text("双方都未签字", "both signatures")
    if sheet.own_signed:
        return Text("客户方未签字", "the customer's signature")
    return Text("我方未签字", "our own signature")


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _s(count: int) -> str:
    return "" if count == 1 else "s"


class Promise(NamedTuple):
    """Something owed within so many hours of the workshop.

    ``kept`` is None while it is neither done nor overdue; ``hours`` is from the workshop until it was done.
    """

    due: datetime
    done: datetime | None
    kept: bool | None
    hours: Fraction | None


def minutes_promise(sheet: WorkshopSheet, rules: Rules, now: datetime) -> Promise | None:
    """Whether the minutes went out in time, seen at ``now``; None before the workshop."""
    return _promise(sheet.held_at, sheet.minutes_at, rules.minutes_hours, now)


def ticket_promise(sheet: WorkshopSheet, rules: Rules, now: datetime) -> Promise | None:
    """Whether the tracking ticket was made in time, seen at ``now``; None before the workshop."""
    return _promise(sheet.held_at, sheet.ticket_at, rules.ticket_hours, now)


def _promise(held: datetime | None, done: datetime | None, hours: int, now: datetime) -> Promise | None:
    if held is None:
        return None
    due = held + timedelta(hours=hours)
    if done is None:
        return Promise(due, None, False if now > due else None, None)
    return Promise(due, done, done <= due, hours_between(held, done))


def hours_between(start: datetime, end: datetime) -> Fraction:
    """The hours from ``start`` to ``end``, exact to the minute."""
    return Fraction((end - start) // timedelta(minutes=1), 60)
