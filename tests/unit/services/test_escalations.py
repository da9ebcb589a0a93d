"""Escalations: opened, stepped, raised; their 24 hours over zones, sleep, changed clocks and restarts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from csmdesk.domain.clock import Reading
from csmdesk.domain.escalation import STEPS
from csmdesk.domain.fields import MOST_NOTE, FieldError
from csmdesk.services.escalation_clocks import EscalationClocks
from csmdesk.services.escalations import Escalation, EscalationDraft, Escalations
from csmdesk.services.kept_state import KeptState
from csmdesk.storage.book import Book
from tests.unit.reports.test_ics import ZONES
from tests.unit.services.sample import expect_exact_undo, ids_of, only, refused, row
from tests.unit.storage.making import digest_of, rows_of, value_of, write

NOW = datetime(2024, 6, 28, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TEN_YEARS = timedelta(days=3653)
Zone = Callable[[str], None]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process cannot be set there")


class Machine:
    """The machine's clocks, moved by the test."""

    def __init__(self) -> None:
        self.wall, self.steady, self.boot = NOW.astimezone(UTC), 50_000.0, "first"

    def read(self) -> Reading:
        """The clocks now."""
        return Reading(self.wall, self.steady, self.boot)

    def wait(self, **time: float) -> None:
        """Let time pass, awake or asleep."""
        self.wall += timedelta(**time)
        self.steady += timedelta(**time).total_seconds()

    def restart(self) -> None:
        """Another boot, whose steady clock begins anew."""
        self.steady, self.boot = 20.0, self.boot + "+"


def at(moment: str) -> datetime:
    """A moment of the user's own clock, as a form gives it."""
    return datetime.fromisoformat(moment)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Sets the zone of the user's own clock; China's to begin with."""

    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    put("Asia/Shanghai")
    yield put
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def escalations(sample: Book, machine: Machine, zone: Zone) -> Escalations:
    """The service under test, on 28 June 2024 at 9:30 in China."""
    return Escalations(sample, machine.read)


@pytest.fixture
def account(sample: Book) -> int:
    """云岫茶饮, which has a war room."""
    found: int = value_of(sample, "SELECT id FROM accounts WHERE name = '云岫茶饮'")
    return found


def the_one(escalations: Escalations, now: datetime | None = None) -> Escalation:
    """The only escalation of the book."""
    (found,) = escalations.list(None, now)
    return found


def opened(escalations: Escalations, account: int, hour: str = "2024-06-28T09:00", **more: Any) -> int:
    """A new escalation, opened at some hour of the user's own clock."""
    draft = EscalationDraft("聚合接口 504", "周岚", at(hour))._replace(**more)
    return escalations.open(account, draft)[0]


# --- opening and changing -----------------------------------------------------------------------------------


def test_an_escalation_is_opened_and_undone(sample: Book, escalations: Escalations, account: int) -> None:
    ticket, room = (
        value_of(sample, f"SELECT min(id) FROM {table} WHERE account_id = ?", (account,))
        for table in ("tickets", "war_rooms")
    )
    draft = EscalationDraft("聚合接口  504", "周岚", at("2024-06-28 09:00"), 1, ticket, room)
    with expect_exact_undo(sample):
        key, changes = escalations.open(account, draft)
    assert only(changes, "escalations") == key
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh == "新升级：云岫茶饮 聚合接口 504"
    found = the_one(escalations)
    code, title = rows_of(sample, "SELECT code, title FROM tickets WHERE id = ?", (ticket,))[0]
    assert (found.account, found.title, found.owner) == ("云岫茶饮", "聚合接口 504", "周岚")
    assert (found.ticket, found.room_id) == (f"{code} {title}".strip(), room)
    assert (found.level, found.level_words, found.since_words) == (1, "1 级 · 客户成功经理", "")
    assert (found.stage, found.stage_words, found.open, found.waiting) == ("confirm", "待确认", True, True)
    assert (found.opened_words, found.due_words, found.left_words) == (
        "06-28 09:00",
        "06-29 09:00",
        "还剩 23 小时 30 分",
    )
    assert not found.late
    assert [(line.name, line.at, line.at_words) for line in found.lines] == [
        (STEPS[step].zh, None, "") for step in STEPS
    ]
    assert found.draft == draft._replace(title="聚合接口 504", opened_at=found.opened_at)


def test_without_a_moment_the_hours_run_from_now(escalations: Escalations, account: int) -> None:
    assert escalations.now == NOW
    escalations.open(account, EscalationDraft("停机"))
    assert the_one(escalations).opened_at == NOW
    assert the_one(escalations).left_words == "还剩 24 小时"


def test_the_words_are_in_the_language_of_the_reader(escalations: Escalations, account: int) -> None:
    key = opened(escalations, account)
    escalations.raise_level(key, "王工")
    (found,) = escalations.list(account, None, "en")
    assert (found.left_words, found.stage_words) == ("23 h 30 min left", "to be confirmed")
    assert (found.level_words, found.since_words) == (
        "Level 2 · technical or product team",
        "raised 06-28 09:30",
    )
    assert [line.name for line in found.lines] == ["Confirm", "Workaround", "Repair", "Review"]


def test_what_is_said_of_it_can_be_changed(
    sample: Book, escalations: Escalations, account: int, machine: Machine
) -> None:
    key = opened(escalations, account)
    draft = the_one(escalations).draft
    assert escalations.edit(key, draft).empty
    machine.wait(minutes=30)
    with expect_exact_undo(sample):
        escalations.edit(key, draft._replace(title="全站 504", owner="李雷", level=2))
    found = the_one(escalations)
    assert (found.title, found.owner, found.level, found.since_words) == (
        "全站 504",
        "李雷",
        2,
        "06-28 10:00 升级",
    )
    escalations.edit(key, found.draft._replace(level=1))
    assert row(sample, "escalations", key)["raised_at"] is None


def test_an_escalation_can_be_taken_out(sample: Book, escalations: Escalations, account: int) -> None:
    key = opened(escalations, account)
    with expect_exact_undo(sample):
        escalations.remove(key)
    assert escalations.list(account) == []
    for change in (
        lambda: escalations.remove(key),
        lambda: escalations.edit(key, EscalationDraft("停机")),
        lambda: escalations.step(key, "confirm"),
        lambda: escalations.back(key),
        lambda: escalations.raise_level(key, "王工"),
        lambda: escalations.open(-1, EscalationDraft("停机")),
    ):
        refused(change)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (EscalationDraft(" \n"), "title"),
        (EscalationDraft("字" * 201), "title"),
        (EscalationDraft("停机", "字" * 201), "owner"),
        (EscalationDraft("停机", "", None, 2), "owner"),
        (EscalationDraft("停机", "王工", None, 3), "level"),
        (EscalationDraft("停机", "", at("2024-06-28 09:31")), "opened_at"),
        (EscalationDraft("停机", ticket_id=-1), "ticket_id"),
        (EscalationDraft("停机", room_id=-1), "room_id"),
    ],
)
def test_what_cannot_be_kept_is_refused_where_it_stands(
    sample: Book, escalations: Escalations, account: int, draft: EscalationDraft, field: str
) -> None:
    before = digest_of(sample)
    error = refused(lambda: escalations.open(account, draft))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert digest_of(sample) == before


def test_a_ticket_of_another_account_is_refused(sample: Book, escalations: Escalations, account: int) -> None:
    other = value_of(sample, "SELECT min(id) FROM tickets WHERE account_id <> ?", (account,))
    error = refused(lambda: escalations.open(account, EscalationDraft("停机", ticket_id=other)))
    assert isinstance(error, FieldError)
    assert error.field == "ticket_id"


def test_tickets_to_choose_from_are_those_that_wait(
    sample: Book, escalations: Escalations, account: int
) -> None:
    mine = rows_of(sample, "SELECT id FROM tickets WHERE account_id = ? ORDER BY opened_at DESC", (account,))
    write(sample, ("UPDATE tickets SET resolved_at = NULL WHERE account_id = ?", (account,)))
    assert [ticket.id for ticket in escalations.tickets(account)] == [key for (key,) in mine]
    write(sample, ("UPDATE tickets SET resolved_at = '2024-06-01 10:00' WHERE id = ?", mine[0]))
    assert [ticket.id for ticket in escalations.tickets(account)] == [key for (key,) in mine[1:]]


# --- steps --------------------------------------------------------------------------------------------------


def test_an_incident_goes_its_way_and_back(
    sample: Book, escalations: Escalations, account: int, machine: Machine
) -> None:
    key = opened(escalations, account)
    machine.wait(hours=2)
    steps = (
        ("confirm", "", "待绕行", "还剩 21 小时 30 分"),
        ("workaround", "走备用接口", "待修复", "用时 2 小时 30 分"),
        ("repair", "补了索引", "待复盘", "用时 2 小时 30 分"),
        ("review", "压测进发布清单", "已完成", "用时 2 小时 30 分"),
    )
    for step, words, stage, left in steps:
        with expect_exact_undo(sample):
            assert not escalations.step(key, step, None, words).empty  # type: ignore[arg-type]
        found = the_one(escalations)
        assert (found.stage_words, found.left_words, found.late) == (stage, left, False)
        assert escalations.step(key, step, None, words).empty  # type: ignore[arg-type]
    found = the_one(escalations)
    assert [line.words for line in found.lines] == ["", "走备用接口", "补了索引", "压测进发布清单"]
    assert {line.at_words for line in found.lines} == {"06-28 11:30"}
    for stage in ("待复盘", "待修复", "待绕行", "待确认"):
        with expect_exact_undo(sample):
            escalations.back(key)
        assert the_one(escalations).stage_words == stage
    assert escalations.back(key).empty
    assert not any(line.words for line in the_one(escalations).lines)


def test_who_repairs_at_once_needs_no_workaround(escalations: Escalations, account: int) -> None:
    key = opened(escalations, account)
    escalations.step(key, "repair", None, "重启了网关")
    found = the_one(escalations)
    assert (found.stage, found.left_words, found.late) == ("review", "用时 30 分", False)
    assert [line.at is None for line in found.lines] == [True, True, False, True]
    # What was left out can be said afterwards, where it belongs.
    escalations.step(key, "confirm", at("2024-06-28 09:10"))
    error = refused(lambda: escalations.step(key, "workaround", at("2024-06-28 09:05")))
    assert isinstance(error, FieldError)
    assert error.field == "at"


def test_a_step_keeps_to_its_place_in_time(sample: Book, escalations: Escalations, account: int) -> None:
    key = opened(escalations, account)
    escalations.step(key, "confirm", at("2024-06-28 09:20"))
    before = digest_of(sample)
    for step, said in (
        ("confirm", "2024-06-28T08:59"),
        ("workaround", "2024-06-28T09:19"),
        ("workaround", "2024-06-28T09:31"),
    ):
        error = refused(
            lambda step=step, said=said: escalations.step(key, step, at(said))  # type: ignore[misc]
        )
        assert isinstance(error, FieldError)
        assert error.field == "at"
    opening = the_one(escalations).draft._replace(opened_at=at("2024-06-28 09:21"))
    error = refused(lambda: escalations.edit(key, opening))
    assert isinstance(error, FieldError)
    assert error.field == "opened_at"
    assert digest_of(sample) == before


def test_only_what_was_repaired_is_reviewed_and_a_review_says_something(
    sample: Book, escalations: Escalations, account: int
) -> None:
    key = opened(escalations, account)
    refused(lambda: escalations.step(key, "review", None, "压测进发布清单"))
    escalations.step(key, "repair")
    for words in ("", " \n", "字" * (MOST_NOTE + 1)):
        error = refused(lambda words=words: escalations.step(key, "review", None, words))  # type: ignore[misc]
        assert isinstance(error, FieldError)
        assert error.field == "words"
    assert row(sample, "escalations", key)["reviewed_at"] is None


def test_level_2_has_an_owner_and_is_the_top(sample: Book, escalations: Escalations, account: int) -> None:
    key = opened(escalations, account)
    refused(lambda: escalations.raise_level(key, " "))
    with expect_exact_undo(sample):
        escalations.raise_level(key, "王工")
    found = the_one(escalations)
    assert (found.level, found.owner, found.since_words) == (2, "王工", "06-28 09:30 升级")
    before = digest_of(sample)
    refused(lambda: escalations.raise_level(key, "李雷"))
    assert digest_of(sample) == before


# --- the 24 hours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words", "late"),
    [
        (0, "还剩 24 小时", False),
        (1, "还剩 23 小时 59 分", False),
        (86_340, "还剩 1 分", False),
        (86_341, "还剩 不到 1 分", False),
        (86_400, "还剩 不到 1 分", False),
        (86_401, "超时 不到 1 分", True),
        (86_460, "超时 1 分", True),
        (93_600, "超时 2 小时", True),
    ],
)
def test_the_hours_end_with_their_last_second(
    escalations: Escalations, account: int, machine: Machine, seconds: int, words: str, late: bool
) -> None:
    opened(escalations, account, "2024-06-28T09:30")
    machine.wait(seconds=seconds)
    found = the_one(escalations)
    assert (found.left_words, found.late) == (words, late)
    at = NOW + timedelta(seconds=seconds)
    assert (the_one(escalations, at).left_words, the_one(escalations, at).late) == (words, late)


@pytest.mark.parametrize(("minutes", "late"), [(24 * 60, False), (24 * 60 + 1, True)])
def test_a_late_workaround_stays_late(
    escalations: Escalations, account: int, machine: Machine, minutes: int, late: bool
) -> None:
    key = opened(escalations, account, "2024-06-28T09:30")
    machine.wait(minutes=minutes)
    escalations.step(key, "confirm", at("2024-06-28 10:00"))
    escalations.step(key, "workaround")
    machine.wait(days=30)
    found = the_one(escalations)
    assert (found.late, [line.late for line in found.lines]) == (late, [False, late, False, False])
    assert found.left_words == ("用时 24 小时 1 分，超时 1 分" if late else "用时 24 小时")


def test_as_many_hours_as_the_settings_say(sample: Book, escalations: Escalations, account: int) -> None:
    opened(escalations, account)
    write(sample, "INSERT INTO settings (key, value) VALUES ('escalation_hours', '4')")
    found = the_one(escalations)
    assert (found.left_words, found.due_words) == ("还剩 3 小时 30 分", "06-28 13:00")


@pytest.mark.parametrize("by", [TEN_YEARS, -TEN_YEARS, timedelta(hours=1), timedelta(hours=-1)])
def test_a_changed_time_of_day_moves_no_hours(
    sample: Book, escalations: Escalations, account: int, machine: Machine, by: timedelta
) -> None:
    opened(escalations, account)
    machine.wait(hours=5)
    machine.wall += by
    assert the_one(escalations).left_words == "还剩 18 小时 30 分"
    # Nor over a restart of the program.
    again = Escalations(sample, machine.read)
    machine.wait(hours=1)
    assert the_one(again).left_words == "还剩 17 小时 30 分"


def test_sleep_counts(escalations: Escalations, account: int, machine: Machine) -> None:
    opened(escalations, account)
    machine.wait(hours=26)
    assert (the_one(escalations).left_words, the_one(escalations).late) == ("超时 2 小时 30 分", True)


def test_after_a_restart_of_the_machine_the_time_of_day_counts(
    escalations: Escalations, account: int, machine: Machine
) -> None:
    opened(escalations, account)
    machine.wait(hours=5)
    machine.restart()
    assert the_one(escalations).left_words == "还剩 18 小时 30 分"
    machine.wall -= TEN_YEARS
    assert the_one(escalations).left_words == "还剩 23 小时 30 分"
    machine.wall += TEN_YEARS
    machine.wait(hours=1)
    assert the_one(escalations).left_words == "还剩 17 小时 30 分"


def test_another_opening_has_another_watch_and_undo_the_first_one_again(
    sample: Book, escalations: Escalations, account: int, machine: Machine
) -> None:
    key = opened(escalations, account)
    machine.wall += TEN_YEARS
    moved = the_one(escalations).draft._replace(opened_at=machine.wall - timedelta(hours=3))
    escalations.edit(key, moved)
    machine.wall -= TEN_YEARS
    assert the_one(escalations).left_words == "还剩 21 小时"
    sample.store.undo()
    assert the_one(escalations).left_words == "还剩 23 小时 30 分"


def test_a_book_that_can_only_be_read_shows_its_hours(
    sample: Book, escalations: Escalations, account: int, machine: Machine
) -> None:
    opened(escalations, account)
    folder = sample.folder
    sample.close()
    with Book.open(folder, write=False) as book:
        machine.wall += TEN_YEARS
        assert the_one(Escalations(book, machine.read)).left_words == "还剩 23 小时 30 分"


@pytest.mark.parametrize("kept", ["nothing", "[]", "7", '{"x": {}}', '{"1": 7}', '{"1": {"spent": "x"}}'])
def test_watches_that_cannot_be_read_are_as_none(
    sample: Book, escalations: Escalations, account: int, kept: str
) -> None:
    opened(escalations, account)
    KeptState(sample, "escalation_clocks").keep(kept)
    assert EscalationClocks(sample).watches() == {}
    assert the_one(escalations).left_words == "还剩 23 小时 30 分"
    assert opened(escalations, account)


def test_watches_of_escalations_that_are_done_go(
    sample: Book, escalations: Escalations, account: int
) -> None:
    first = opened(escalations, account)
    escalations.step(first, "repair")
    escalations.step(first, "review", None, "压测进发布清单")
    second = opened(escalations, account)
    assert {key for key, _ in EscalationClocks(sample).watches()} == {second}


# --- zones --------------------------------------------------------------------------------------------------


def test_in_24_time_zones_the_hours_are_the_same(
    sample: Book, escalations: Escalations, account: int, machine: Machine, zone: Zone
) -> None:
    assert len(set(ZONES)) == 24
    key = opened(escalations, account)
    escalations.step(key, "confirm")
    kept = digest_of(sample)
    machine.wait(hours=5)
    for name in ZONES:
        zone(name)
        now = NOW.astimezone(ZoneInfo(name)) + timedelta(hours=5)
        for found in (
            the_one(escalations),
            the_one(escalations, now),
            the_one(escalations, now.replace(tzinfo=None)),
        ):
            assert found.left_words == "还剩 18 小时 30 分", name
            assert found.opened_at == NOW - timedelta(minutes=30)
            assert found.opened_words.endswith(f"{found.opened_at.astimezone(ZoneInfo(name)):%H:%M}")
        # A form that is opened and kept in another zone changes nothing, and the watch is found in all.
        assert escalations.edit(key, found.draft).empty
        machine.wall += TEN_YEARS
        assert the_one(escalations).left_words == "还剩 18 小时 30 分", name
        machine.wall -= TEN_YEARS
    assert digest_of(sample) == kept


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("Europe/Berlin", "2024-03-30T12:00", "03-31 13:00"),
        ("Europe/Berlin", "2023-10-28T12:00", "10-29 11:00"),
        ("America/New_York", "2024-03-09T12:00", "03-10 13:00"),
        ("Australia/Lord_Howe", "2024-04-06T12:00", "04-07 11:30"),
        ("Asia/Shanghai", "2024-03-30T12:00", "03-31 12:00"),
    ],
)
def test_twenty_four_hours_over_a_change_of_the_clocks(
    escalations: Escalations, account: int, zone: Zone, name: str, start: str, due: str
) -> None:
    zone(name)
    opened(escalations, account, start)
    begun = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(name))
    found = the_one(escalations, begun)
    assert (found.due_words[-11:], found.left_words) == (due, "还剩 24 小时")
    last = begun.astimezone(UTC) + timedelta(hours=24)
    assert not the_one(escalations, last).late
    assert the_one(escalations, last + timedelta(seconds=1)).late


def test_the_hour_that_comes_twice_is_kept_as_the_one_that_was_meant(
    escalations: Escalations, account: int, zone: Zone
) -> None:
    zone("Europe/Berlin")
    for fold in (0, 1):
        key, _ = escalations.open(
            account, EscalationDraft(f"停机 {fold}", "", at("2023-10-29 02:30").replace(fold=fold))
        )
        found = next(e for e in escalations.list(account) if e.id == key)
        assert found.opened_at == datetime(2023, 10, 29, fold, 30, tzinfo=UTC)
        assert found.opened_words.endswith("10-29 02:30")
        assert escalations.edit(key, found.draft).empty


# --- order --------------------------------------------------------------------------------------------------


def test_the_least_time_left_comes_first_and_what_is_done_last(
    sample: Book, escalations: Escalations, account: int, machine: Machine
) -> None:
    fresh = opened(escalations, account)
    late = opened(escalations, account, "2024-06-26T09:00")
    done = opened(escalations, account, "2024-06-25T09:00")
    repaired = opened(escalations, account, "2024-06-24T09:00")
    relieved = opened(escalations, account, "2024-06-23T09:00")
    escalations.step(done, "repair")
    escalations.step(done, "review", None, "压测进发布清单")
    escalations.step(repaired, "repair")
    escalations.step(relieved, "workaround")
    other = value_of(sample, "SELECT min(id) FROM accounts WHERE id <> ?", (account,))
    elsewhere = opened(escalations, other, "2024-06-27T12:00")
    assert [e.id for e in escalations.list(None)] == [late, elsewhere, fresh, relieved, repaired, done]
    assert [e.id for e in escalations.list(account)] == [late, fresh, relieved, repaired, done]
    write(sample, ("UPDATE accounts SET archived = 1 WHERE id = ?", (other,)))
    assert elsewhere not in [e.id for e in escalations.list(None)]
    assert [e.id for e in escalations.list(other)] == [elsewhere]
    assert len(ids_of(sample, "escalations")) == 6
