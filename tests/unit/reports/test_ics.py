"""The exported calendar, parsed back: the contracts' own days in every zone, the same events each time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.paths import resource
from csmdesk.reports.ics import calendar_bytes
from csmdesk.reports.subscribed_calendar import SubscribedCalendar, Subscription, write_calendar
from csmdesk.services.calendar_events import KINDS, CalendarEvent, uid_of
from csmdesk.services.contract_calendar import ContractCalendar, ContractRow
from csmdesk.services.receipt_draft import ReceiptDraft
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.services.workshops import Workshops, WorkshopSheet
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.storage.making import value_of, write

LAST = date(2024, 6, 30)
EVERYTHING = frozenset(KINDS)

ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Europe/Moscow",
    "Africa/Cairo",
    "Europe/Berlin",
    "Africa/Casablanca",
    "Europe/London",
    "UTC",
    "Atlantic/Azores",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    with Book.create(folder).book as book:
        import_into(book, resource("demo/2024H1"))
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(original, tmp_path / "book"))) as opened:
        yield opened


def contract(book: Book, code: str) -> int:
    return int(value_of(book, "SELECT id FROM contracts WHERE code = ?", [code]))


def events(book: Book, kinds: frozenset[Any] = EVERYTHING, language: Language = "zh") -> list[CalendarEvent]:
    return ContractCalendar(book).events("2024H1", None, language, kinds)


def rows(book: Book) -> dict[str, ContractRow]:
    return {row.code: row for row in ContractCalendar(book).data("2024H1", None).rows}


def parsed(content: bytes) -> dict[str, icalendar.Event]:
    """The events of a file by their identity."""
    calendar = icalendar.Calendar.from_ical(content)
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, icalendar.Event)]
    found = {str(event["uid"]): event for event in events}
    assert len(found) == content.count(b"BEGIN:VEVENT"), "each identity once"
    return found


# --- what is in it ----------------------------------------------------------------------------------------


def test_parsed_back_it_equals_the_contracts(book: Book) -> None:
    found = parsed(calendar_bytes(events(book), "zh"))
    waiting = [row for row in rows(book).values() if row.outcome == "open"]
    assert len(waiting) > 45
    for row in waiting:
        end = found[uid_of("end", row.code)]
        assert end.decoded("dtstart") == row.end
        assert end.decoded("dtend") == row.end + timedelta(days=1)
        assert f"{row.account} {row.code}" in str(end["summary"])
        assert str(row.start) in str(end["description"])
        decided = found.get(uid_of("decision", row.code))
        assert (decided is None) == (row.decision == row.end)
        assert decided is None or decided.decoded("dtstart") == row.decision
    done = [row for row in rows(book).values() if row.outcome != "open"]
    assert not any(uid_of("end", row.code) in found for row in done)
    workshops = [row for row in waiting if uid_of("workshop", row.code) in found]
    assert len(workshops) == len(waiting), "none was held in the sample"
    assert all(
        found[uid_of("workshop", row.code)].decoded("dtstart") == row.end - timedelta(days=90)
        for row in workshops
    )


def test_a_decision_is_told_where_ends_are_not_asked_for(book: Book) -> None:
    asked = events(book, frozenset({"decision"}))
    waiting = [row for row in rows(book).values() if row.outcome == "open"]
    assert {event.uid: event.day for event in asked} == {
        uid_of("decision", row.code): row.decision for row in waiting
    }


def test_to_dos_stand_on_their_days(book: Book) -> None:
    which = contract(book, "HT00192")
    service = Workshops(book, lambda: datetime.fromisoformat("2024-06-30 10:00"))
    service.save(which, WorkshopSheet(pains=("慢",), planned_day=date(2024, 8, 1)))
    RenewalMoney(book, lambda: LAST).add_receipt(which, ReceiptDraft(100_000, due_day=date(2024, 9, 30)))
    found = parsed(calendar_bytes(events(book), "zh"))
    assert found[uid_of("workshop", "HT00192")].decoded("dtstart") == date(2024, 8, 1)
    assert found[uid_of("early", "HT00192")].decoded("dtstart") == date(2024, 10, 24)
    assert found[uid_of("talks", "HT00192")].decoded("dtstart") == date(2024, 9, 24)
    due = found[uid_of("receipt", f"HK-{which}")]
    assert (due.decoded("dtstart"), str(due["summary"])) == (
        date(2024, 9, 30),
        f"应收 岚图家居 HK-{which} 1,000 元",
    )
    held = datetime.fromisoformat("2024-06-20 10:00")
    sheet = WorkshopSheet(tuple("一二三四五"), tuple("一二三"), "人", "O", True, True, held_at=held)
    service.hold(which, sheet)
    service.open_ticket(which, "周敏", date(2024, 7, 20), "月活 80%", held)
    found = parsed(calendar_bytes(events(book), "zh"))
    assert uid_of("workshop", "HT00192") not in found
    ticket = found[uid_of("ticket", "HT00192")]
    assert ticket.decoded("dtstart") == date(2024, 7, 20)
    assert "周敏" in str(ticket["summary"])


def test_only_what_is_chosen_is_told(book: Book) -> None:
    chosen = contract(book, "HT00162")
    found = ContractCalendar(book).events("2024H1", None, "zh", frozenset({"end", "talks"}), [chosen])
    assert {event.contract_id for event in found} == {chosen}
    assert {event.kind for event in found} <= {"end", "talks"}


# --- the form ---------------------------------------------------------------------------------------------


def test_days_are_dates_without_time_or_zone(book: Book) -> None:
    content = calendar_bytes(events(book), "zh")
    lines = content.split(b"\r\n")
    days = [line for line in lines if line.startswith((b"DTSTART", b"DTEND"))]
    assert len(days) == 2 * len(events(book))
    assert all(line.startswith((b"DTSTART;VALUE=DATE:", b"DTEND;VALUE=DATE:")) for line in days)
    assert b"TZID" not in content
    assert all(len(line) <= 75 for line in lines)
    content.decode()


def test_alarms_ring_at_nine_so_many_days_before(book: Book) -> None:
    event = next(e for e in events(book, frozenset({"end"})) if e.day > LAST + timedelta(days=60))
    (alarm,) = parsed(calendar_bytes([event], "zh"))[event.uid].walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    for zone in map(ZoneInfo, ZONES):
        midnight = datetime.combine(event.day, datetime.min.time(), zone)
        rings = (midnight.replace(tzinfo=None) + alarm.decoded("trigger")).replace(tzinfo=zone)
        assert rings.date() == event.day - timedelta(days=7)
        assert rings.hour == 9
    assert not parsed(calendar_bytes([event], "zh", alarms=False))[event.uid].walk("VALARM")


def test_what_has_passed_does_not_ring(book: Book) -> None:
    past = [event for event in events(book) if event.day <= LAST]
    assert past
    assert all(event.alarms == () for event in past)


def test_the_same_contract_is_the_same_event_in_every_export(book: Book, tmp_path: Path) -> None:
    first, second = calendar_bytes(events(book), "zh"), calendar_bytes(events(book, language="en"), "en")
    assert parsed(first).keys() == parsed(second).keys()
    with Book.create(tmp_path / "other").book as other:
        import_into(other, resource("demo/2024H1"))
        assert parsed(calendar_bytes(events(other), "zh")).keys() == parsed(first).keys()
    moved = "UPDATE contracts SET end_day = '2024-09-01' WHERE code = 'HT00160'"
    write(book, moved)
    assert parsed(calendar_bytes(events(book), "zh"))[uid_of("end", "HT00160")].decoded("dtstart") == date(
        2024, 9, 1
    )


def test_names_with_the_marks_of_the_format_come_back_whole(book: Book) -> None:
    odd = '逗号,分号;反斜杠\\ 引号" 冒号: 很长的名字' + "家居" * 40
    write(book, ("UPDATE accounts SET name = ? WHERE name = '岚图家居'", [odd]))
    found = parsed(calendar_bytes(events(book), "zh"))[uid_of("end", "HT00160")]
    assert str(found["summary"]) == f"到期 {odd} HT00160 24.7万"
    assert str(found["description"]).count("\n") == 4


# --- time zones -------------------------------------------------------------------------------------------

_EXPORT = """
import json, sys, time
from datetime import date
from pathlib import Path
import icalendar
from csmdesk.reports.subscribed_calendar import write_calendar
from csmdesk.services.calendar_events import KINDS, uid_of
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.storage.book import Book

book, zones = Path(sys.argv[1]), json.loads(sys.argv[2])
import os
with Book.open(book, write=False) as opened:
    for zone in zones:
        os.environ["TZ"] = zone
        time.tzset()
        calendar, last = ContractCalendar(opened), date(2024, 6, 30)
        rows = [row for row in calendar.data("2024H1", last).rows if row.end.year == 2024]
        file, ids = Path(sys.argv[3]) / "calendar.ics", [row.id for row in rows]
        write_calendar(file, calendar, "2024H1", last, "zh", kinds=frozenset(KINDS), ids=ids)
        read = icalendar.Calendar.from_ical(file.read_bytes())
        days = {str(e["uid"]): e.decoded("dtstart").isoformat() for e in read.walk("VEVENT")}
        ends = {
            uid_of("end", row.code): row.end.isoformat()
            for row in rows
            if row.outcome == "open"
        }
        assert len(ends) == 45
        assert ends.items() <= days.items(), zone
        print(json.dumps([zone, time.strftime("%z"), sorted(days.items())]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process cannot be set there")
def test_in_24_time_zones_each_day_stays_what_it_is(original: Path, tmp_path: Path) -> None:
    assert len(set(ZONES)) == 24
    told = subprocess.run(
        [sys.executable, "-c", _EXPORT, str(original), json.dumps(ZONES), str(tmp_path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        text=True,
        encoding="utf-8",
    )
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [zone for zone, _, _ in found] == list(ZONES)
    assert len({offset for _, offset, _ in found}) > 20, "the zones were really set"
    first = found[0][2]
    assert len(first) > 100
    assert all(days == first for _, _, days in found)


# --- files ------------------------------------------------------------------------------------------------


def test_the_file_is_whole_or_not_written(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "合同.ics"
    count = write_calendar(
        file, ContractCalendar(book), "2024H1", None, "zh", ids=[contract(book, "HT00162")]
    )
    assert len(parsed(file.read_bytes())) == count == 3
    with pytest.raises(UserError, match="no folder"):
        write_calendar(tmp_path / "no" / "x.ics", ContractCalendar(book), "2024H1", None, "zh")


def test_a_subscribed_file_follows_the_book(book: Book, tmp_path: Path) -> None:
    calendar, file = ContractCalendar(book), tmp_path / "desk.ics"
    subscribed = SubscribedCalendar(book, calendar)
    assert subscribed.subscription() is None
    assert not subscribed.rewrite("2024H1", None, "zh")
    chosen = Subscription(file, frozenset({"end", "decision"}), alarms=False)
    subscribed.subscribe(chosen, "2024H1", None, "zh")
    assert subscribed.subscription() == chosen
    before, touched = parsed(file.read_bytes()), file.stat().st_mtime_ns
    assert not subscribed.rewrite("2024H1", None, "zh"), "nothing changed"
    assert file.stat().st_mtime_ns == touched
    renewals = Renewals(book, lambda: LAST)
    renewals.renew(renewals.suggest([contract(book, "HT00160")]))
    calendar.forget()
    assert subscribed.rewrite("2024H1", None, "zh")
    after = parsed(file.read_bytes())
    assert set(before) - set(after) == {uid_of("end", "HT00160")}
    assert len(set(after) - set(before)) == 1, "the end of the new contract"
    book.store.undo()
    calendar.forget()
    assert subscribed.rewrite("2024H1", None, "zh")
    assert parsed(file.read_bytes()).keys() == before.keys()
    subscribed.unsubscribe()
    assert subscribed.subscription() is None
    assert file.exists()


def test_the_choice_is_not_part_of_the_book(book: Book, tmp_path: Path) -> None:
    before = book.store.undo_label
    subscribed = SubscribedCalendar(book, ContractCalendar(book))
    subscribed.subscribe(Subscription(tmp_path / "a.ics"), "2024H1", None, "zh")
    assert book.store.undo_label == before
    with pytest.raises(UserError):
        subscribed.subscribe(Subscription(tmp_path / "no" / "b.ics"), "2024H1", None, "zh")
    kept = subscribed.subscription()
    assert kept is not None
    assert kept.path == tmp_path / "a.ics"


def test_the_stamp_is_the_moment_of_the_export_in_utc(book: Book) -> None:
    at = datetime(2024, 6, 30, 23, 30, tzinfo=UTC)
    content = calendar_bytes(events(book)[:1], "en", stamp=at, name="My contracts")
    assert b"DTSTAMP:20240630T233000Z" in content
    assert b"X-WR-CALNAME:My contracts" in content
