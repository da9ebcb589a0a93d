"""To-dos: what a rule of the work finds in a book, and how a finding stands on a day.

What a rule looks at is in the book, so that the act itself makes it done. The rules are in
``domain.work_rules``, the functions that look in ``services.todo_rules``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.text import Text
from csmdesk.domain.work_rules import RuleKey

WEEK_DAYS = 7
"""To-dos show so many days before they are due."""


class Finding(NamedTuple):
    """What a rule says of one object on the closing day.

    ``case`` is the day of the book from which the rule counts: it tells one case of the object from the next
    and does not move with the settings. ``breach`` is the first day on which the rule is broken, None while
    it is kept; ``done`` says that nothing is left to do, be it done in time, late, or too late to be done.
    ``counts_on`` is the day by which a breach belongs to a period; None for one that stands on the closing
    day. ``at`` is the moment of the due day where the rule goes by hours. ``contract_id`` is the contract
    whose annual value is concerned, ``amount`` (units of the home currency) overrules it. ``action``,
    ``missing`` and ``opens`` are given where they differ from the rule's own and the object itself.
    """

    rule: RuleKey
    table: str
    id: int
    account_id: int | None
    case: date
    due: date
    breach: date | None
    done: bool
    why: Text
    counts_on: date | None = None
    at: datetime | None = None
    contract_id: int | None = None
    amount: Fraction | None = None
    action: Text | None = None
    missing: Text | None = None
    opens: tuple[str, int] | None = None


class Put(NamedTuple):
    """What the user said of a to-do: put off until a day (which is worked again), or done by hand."""

    until: date | None = None
    done: date | None = None
    note: str = ""


class State(StrEnum):
    """How a finding stands on a day.

    ``NOT_YET``: due in more than ``WEEK_DAYS`` days; ``DUE``: to be done, the rule is kept so far;
    ``BREACHED``: to be done, the rule is broken; ``DONE``: by the act itself or by hand; ``SNOOZED``.
    """

    NOT_YET = "not_yet"
    DUE = "due"
    BREACHED = "breached"
    DONE = "done"
    SNOOZED = "snoozed"


def state(finding: Finding, on: date, put: Put | None = None) -> State:
    """How the finding stands on ``on``, by what the user said of it; what was said later is not known yet."""
    if finding.done or (put is not None and put.done is not None and put.done <= on):
        return State.DONE
    if finding.due > on + timedelta(days=WEEK_DAYS):
        return State.NOT_YET
    if put is not None and put.until is not None and put.until > on:
        return State.SNOOZED
    return State.BREACHED if finding.breach is not None and finding.breach <= on else State.DUE


def broken_since(due: date, on: date, done: date | None) -> date | None:
    """The day after ``due``, where the act came later than that or, seen on ``on``, has not come yet."""
    first = due + timedelta(days=1)
    return first if (done or on) >= first else None


def last_day(start: date, hours: int) -> date:
    """The last day within ``hours`` of an act of which the day alone is known: whole days, rounded up."""
    return start + timedelta(days=-(-hours // 24))
