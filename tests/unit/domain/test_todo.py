"""Findings on a day, and the list of rules as data."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Text
from csmdesk.domain.todo import WEEK_DAYS, Finding, Put, State, broken_since, last_day, state
from csmdesk.domain.work_rules import RULE_DEFS, RuleKey
from csmdesk.services.todo_rules.engine import LOOKS
from csmdesk.storage.schema import metadata

DUE = date(2024, 6, 20)
FOUND = Finding(
    RuleKey.TASK,
    "tasks",
    1,
    1,
    case=DUE,
    due=DUE,
    breach=DUE + timedelta(days=1),
    done=False,
    why=Text("", ""),
)


def on(days: int) -> date:
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-8, State.NOT_YET), (-7, State.DUE), (0, State.DUE), (1, State.BREACHED), (400, State.BREACHED)],
)
def test_a_finding_is_due_a_week_ahead_and_broken_the_day_after(days: int, expected: State) -> None:
    assert state(FOUND, on(days)) is expected


def test_what_is_done_stays_done_and_what_only_reminds_is_never_broken() -> None:
    assert state(FOUND._replace(done=True), on(5)) is State.DONE
    assert state(FOUND._replace(breach=None), on(5)) is State.DUE


def test_a_snooze_lasts_until_the_day_before_its_own() -> None:
    put = Put(until=on(3))
    assert [state(FOUND, on(n), put) for n in (0, 2, 3)] == [State.SNOOZED, State.SNOOZED, State.BREACHED]
    assert state(FOUND, on(-8), put) is State.NOT_YET


def test_what_was_ticked_off_later_was_open_before() -> None:
    put = Put(done=on(2))
    assert [state(FOUND, on(n), put) for n in (1, 2, 300)] == [State.BREACHED, State.DONE, State.DONE]


@pytest.mark.parametrize(("acted", "broken"), [(0, False), (1, True), (None, True)])
def test_an_act_is_late_from_the_day_after_on(acted: int | None, broken: bool) -> None:
    done = None if acted is None else on(acted)
    assert broken_since(DUE, on(9), done) == (on(1) if broken else None)
    assert broken_since(DUE, DUE, None) is None


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (72, 3)])
def test_hours_after_a_day_are_whole_days_rounded_up(hours: int, days: int) -> None:
    assert last_day(DUE, hours) == on(days)


def test_every_rule_is_described_looked_for_and_goes_by_numbers_that_can_be_set() -> None:
    numbers = {field.name for field in fields(Rules)}
    assert list(RULE_DEFS) == list(LOOKS) == list(RuleKey)
    for key, rule in RULE_DEFS.items():
        assert rule.key is key
        assert rule.looks_at in metadata.tables
        assert set(rule.numbers) <= numbers, key
        assert all((*rule.name, *rule.action)), key
    assert WEEK_DAYS == 7
