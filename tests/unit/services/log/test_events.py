"""Events: guests, and the rules of salons while they are planned, on the boundaries of their numbers."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.services.figures import figures
from csmdesk.services.log.events import Events
from csmdesk.services.log.log import Log
from csmdesk.services.settings import Settings
from csmdesk.storage.book import Book
from tests.unit.services.log.records import NOW, TYPED, words
from tests.unit.services.sample import expect_exact_undo, refused
from tests.unit.storage.making import rows_of

PEOPLE, EXECUTIVES, TOPIC, PAPER, QUARTER = range(5)
SALON = {"day": "2024-09-20", "kind": "沙龙", "topic": "闭门会"}


@pytest.fixture
def events(log: Log) -> Events:
    return log.events


def states(events: Events, record_id: int | None = None, **values: str) -> list[str]:
    return [rule.state for rule in events.check({**SALON, **values}, record_id)]


def executives(book: Book, count: int) -> list[int]:
    found = rows_of(book, "SELECT id FROM contacts WHERE executive = 1 AND left_day IS NULL ORDER BY id")
    return [key for (key,) in found[:count]]


def others(book: Book, count: int) -> list[int]:
    found = rows_of(book, "SELECT id FROM contacts WHERE executive IS NOT 1 ORDER BY id")
    return [key for (key,) in found[:count]]


def test_only_salons_have_rules(events: Events) -> None:
    assert len(events.check(SALON)) == 5
    assert events.check({**SALON, "kind": "圆桌"}) == ()
    assert events.check({"kind": "沙龙"}) == ()


@pytest.mark.parametrize(("people", "state"), [("", "open"), ("30", "kept"), ("31", "broken")])
def test_people(events: Events, people: str, state: str) -> None:
    assert states(events, people=people)[PEOPLE] == state


@pytest.mark.parametrize(
    ("vote", "state"),
    [("", "open"), ("2024-06-01", "kept"), ("2024-08-06", "open"), ("2024-08-07", "broken")],
)
def test_the_topic_is_voted_45_days_ahead(events: Events, vote: str, state: str) -> None:
    assert states(events, topic_vote_day=vote)[TOPIC] == state


def test_a_vote_that_is_due_no_more_is_broken(events: Events) -> None:
    # 14 August is 45 days after 30 June.
    assert states(events, day="2024-08-14")[TOPIC] == "open"
    assert states(events, day="2024-08-13")[TOPIC] == "broken"


@pytest.mark.parametrize(
    ("ended", "sent", "hours", "state"),
    [
        ("2024-06-20 18:00", "2024-06-22 18:00", "48", "kept"),
        ("2024-06-20 18:00", "2024-06-22 18:01", "48.02", "broken"),
        ("2024-06-20 18:00", "", "", "broken"),
        ("2024-06-28 18:00", "", "", "open"),
        ("2024-06-28 17:59", "", "", "broken"),
    ],
)
def test_the_white_paper_by_moments(events: Events, ended: str, sent: str, hours: str, state: str) -> None:
    values = {**SALON, "day": ended[:10], "ended_at": ended, "paper_at": sent}
    assert events.check(values)[PAPER].state == state
    made, _ = events.new(values)
    assert words(events, made)["paper_hours"] == hours


def test_moments_have_to_go_together(events: Events) -> None:
    base = {**SALON, "day": "2024-06-20"}
    assert "ended_at" in events.problems({**base, "ended_at": "2024-06-25 10:00"})
    early = {"ended_at": "2024-06-20 18:00", "paper_at": "2024-06-20 17:00"}
    assert "paper_at" in events.problems({**base, **early})
    assert "topic_vote_day" in events.problems({**base, "topic_vote_day": "2024-06-21"})


def test_numbers_come_from_the_settings(events: Events, sample: Book) -> None:
    assert states(events, people="30")[PEOPLE] == "kept"
    Settings(sample).set_rule("salon_people", "20")
    assert states(events, people="30")[PEOPLE] == "broken"
    assert "20" in events.check({**SALON, "people": "30"})[PEOPLE].rule.zh


def test_before_it_is_held_who_is_invited_counts(events: Events, sample: Book) -> None:
    made, _ = events.new({**SALON, "people": "10"})
    invited = executives(sample, 5)
    assert states(events, made)[EXECUTIVES] == "open"
    with expect_exact_undo(sample):
        events.set_guests(
            made, {**dict.fromkeys(invited, "invited"), **dict.fromkeys(others(sample, 2), "yes")}
        )
    assert states(events, made)[EXECUTIVES] == "kept"
    assert words(events, made)["executives"] == "5"
    events.set_guests(made, {invited[0]: "no"})
    assert states(events, made)[EXECUTIVES] == "open"
    assert "1 位" in events.check({}, made)[EXECUTIVES].words.zh
    events.set_guests(made, {invited[1]: None})
    assert {guest.contact_id for guest in events.guests(made)} == {*invited, *others(sample, 2)} - {
        invited[1]
    }
    assert "还没办" in refused(lambda: events.set_guests(made, {invited[2]: "came"})).text.zh


def test_candidates_are_found_by_name_and_account(events: Events, sample: Book) -> None:
    made, _ = events.new(SALON)
    every = events.candidates(made)
    assert every[0].executive
    first = every[0]
    events.set_guests(made, {first.contact_id: "invited"})
    assert first.contact_id not in {guest.contact_id for guest in events.candidates(made)}
    found = events.candidates(made, every[1].name)
    assert every[1].contact_id in {guest.contact_id for guest in found}
    assert events.candidates(made, "没有这个人") == []


def test_who_came_is_in_the_figures_at_once(events: Events, sample: Book) -> None:
    before = figures(sample, "2024H1", NOW.date())
    made, _ = events.new({**SALON, "day": "2024-06-28", "people": "4", "topic_vote_day": "2024-05-01"})
    guests = executives(sample, 2)
    events.set_guests(made, dict.fromkeys(guests, "came"))
    after = figures(sample, "2024H1", NOW.date())
    assert after.figures["executive_reach"].value == (before.figures["executive_reach"].value or 0) + 2
    assert after.figures["salon_compliance"].parts["salons"] == 5
    assert [s.state for s in events.check({}, made)] == ["kept", "kept", "kept", "open", "kept"]
    events.edit([made], "ended_at", "2024-06-28 16:00")
    events.edit([made], "paper_at", "2024-06-30 15:00")
    assert words(events, made)["state"] == "合规"
    kept = figures(sample, "2024H1", NOW.date()).figures["salon_compliance"]
    assert kept.parts["paper_48_hours"] == 4


def test_the_salons_of_the_sample_stand_as_the_metric_says(events: Events, sample: Book) -> None:
    rows = events.rows("2024H1", None, "zh").rows
    salons = {row.id: row for row in rows if "沙龙" in row.words}
    evidence = figures(sample, "2024H1").figures["salon_compliance"].evidence
    assert {key for key, row in salons.items() if row.marks["state"] == "green"} == {
        counted.key for counted in evidence.numerator
    }
    assert salons.keys() == {counted.key for counted in evidence.denominator}
    problems = [text.zh for row in salons.values() for text in row.problems]
    assert sorted(problem.split("：")[0] for problem in problems) == ["白皮书 48 小时内发出", "高管至少 50%"]


def test_sums_are_those_of_the_metrics(events: Events) -> None:
    assert events.rows("2024H1", None, "zh").sums == (
        "4 场沙龙",
        "15 场圆桌",
        "高管 112 人次",
        "沙龙评分 4.8",
    )


def test_a_planned_salon_shows_in_its_half(events: Events) -> None:
    made, _ = events.new(TYPED["event"])
    half = events.rows("2024H2", NOW.date(), "zh")
    assert made in {row.id for row in half.rows}
    assert any("1 planned" in part for part in events.rows("2024H2", NOW.date(), "en").sums)
    (section,) = events.about(made, None, "zh")
    assert len(section.lines) == 5
    assert [line.mark for line in section.lines] == ["green", "amber", "green", "amber", "green"]


def test_a_salon_is_judged_by_the_day_of_the_window(events: Events) -> None:
    values = {**SALON, "day": "2024-06-10", "topic_vote_day": "", "people": "20"}
    last = events.check(values, None, date(2024, 4, 26))[TOPIC]
    assert (last.state, last.words.zh) == ("open", "最晚 2024-04-26 票选")
    assert events.check(values, None, date(2024, 4, 27))[TOPIC].state == "broken"
    assert events.check(values, None, date(2024, 6, 1))[PAPER].words.zh == "活动后发"
    assert events.check(values, None, date(2024, 6, 20))[PAPER].state == "broken"
