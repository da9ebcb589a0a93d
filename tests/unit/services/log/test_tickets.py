"""Tickets: clocks on the minute, what was on time, escalations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from csmdesk.domain.clock import Reading
from csmdesk.domain.errors import UserError
from csmdesk.services.figures import figures
from csmdesk.services.log.columns import Clock
from csmdesk.services.log.log import Log
from csmdesk.services.log.tickets import Tickets
from csmdesk.storage.book import Book
from tests.unit.services.log.records import NOW, shown, words
from tests.unit.services.sample import expect_exact_undo, ids_of

BASE = {"account": "岚图家居", "title": "接口超时", "opened_at": "2024-06-29 10:00"}


@pytest.fixture
def tickets(log: Log) -> Tickets:
    kind = log.kinds["ticket"]
    assert isinstance(kind, Tickets)
    return kind


@pytest.mark.parametrize(
    ("due", "resolved", "state", "clock", "mark"),
    [
        ("2024-06-30 18:00", "", "逾期", "超 1 分钟", "red"),
        ("2024-06-30 18:01", "", "未解决", "还剩 1 分钟", "amber"),
        ("2024-07-01 18:00", "", "未解决", "还剩 24 小时", "amber"),
        ("2024-07-02 18:00", "", "未解决", "还剩 2 天", ""),
        ("", "", "未解决", "无时限", ""),
        ("2024-06-30 10:00", "2024-06-30 10:00", "按时解决", "", "green"),
        ("2024-06-30 10:00", "2024-06-30 13:00", "迟解决", "迟 3 小时", "amber"),
        ("", "2024-06-30 10:00", "已解决", "", "green"),
    ],
)
def test_how_a_ticket_stands(
    tickets: Tickets, due: str, resolved: str, state: str, clock: str, mark: str
) -> None:
    made, _ = tickets.new({**BASE, "due_at": due, "resolved_at": resolved})
    found = words(tickets, made)
    assert (found["state"], found["clock"]) == (state, clock)
    assert shown(tickets, made).marks.get("state", "") == mark


def test_a_day_that_something_is_due_is_its_end(tickets: Tickets) -> None:
    made, _ = tickets.new({**BASE, "due_at": "明天"})
    assert words(tickets, made)["due_at"] == "2024-07-01 23:59"


def test_moments_have_to_go_together(tickets: Tickets) -> None:
    assert "resolved_at" in tickets.problems({**BASE, "resolved_at": "2024-06-29 09:59"})
    assert "due_at" in tickets.problems({**BASE, "due_at": "2024-06-28 10:00"})
    assert "resolved_at" in tickets.problems({**BASE, "resolved_at": "2024-06-30 18:01"})


def test_resolved_now_and_opened_again(tickets: Tickets, sample: Book) -> None:
    made, _ = tickets.new({**BASE, "due_at": "2024-06-30 20:00"})
    before = figures(sample, "2024H1", NOW.date()).figures["issue_on_time"]
    assert tickets.why_not("reopen", [made]) is not None
    with expect_exact_undo(sample):
        tickets.act("resolve", [made])
    assert words(tickets, made)["resolved_at"] == "2024-06-30 18:00"
    after = figures(sample, "2024H1", NOW.date()).figures["issue_on_time"]
    assert (after.numerator, after.denominator) == ((before.numerator or 0) + 1, before.denominator)
    assert tickets.why_not("resolve", [made]) is not None
    with pytest.raises(UserError):
        tickets.act("escalate", [made])
    tickets.act("reopen", [made])
    assert words(tickets, made)["state"] == "未解决"


def test_an_escalation_has_its_clock_beside_the_ticket(sample: Book) -> None:
    wall = datetime(2024, 6, 30, 10, 0, tzinfo=UTC)
    reading = [Reading(wall, 1000.0, "boot")]
    tickets = Tickets(sample, Clock(NOW.date, lambda: NOW), read=lambda: reading[0])
    made, _ = tickets.new(BASE)
    assert tickets.about(made, None, "zh") == ()
    with expect_exact_undo(sample):
        tickets.act("escalate", [made])
    ((head, *steps),) = [section.lines for section in tickets.about(made, None, "zh")]
    assert head.opens == ("escalation", ids_of(sample, "escalations")[-1])
    assert len(steps) == 4
    assert "24 小时" in head.note
    reading[0] = Reading(wall + timedelta(hours=25), 1000.0 + 25 * 3600, "boot")
    late = tickets.about(made, None, "zh")[0].lines[0]
    assert late.mark == "red"
    # Once more: it goes up to level 2, which needs an owner.
    with pytest.raises(UserError):
        tickets.act("escalate", [made])
    tickets.act("escalate", [made], {"owner": "周工"})
    assert "2" in tickets.about(made, None, "zh")[0].title


def test_the_list_of_a_period_keeps_what_waits_from_before(tickets: Tickets) -> None:
    old, _ = tickets.new({**BASE, "opened_at": "2023-06-01 09:00"})
    done, _ = tickets.new({**BASE, "opened_at": "2023-06-01 09:00", "resolved_at": "2023-06-02 09:00"})
    listed = {row.id for row in tickets.rows("2024H1", None, "zh").rows}
    assert old in listed
    assert done not in listed


def test_sums_are_those_of_the_metric(tickets: Tickets, sample: Book) -> None:
    figure = figures(sample, "2024H1").figures["issue_on_time"]
    assert f"按时 89.8%（{figure.numerator}/{figure.denominator}）" in tickets.rows("2024H1", None, "zh").sums
