"""Calendar events as an iCalendar file (RFC 5545): whole days that no zone shifts, alarms, stable UIDs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from csmdesk.domain.text import Language, Text
from csmdesk.reports.place import write_at
from csmdesk.services.calendar_events import CATEGORIES, CalendarEvent

NAME = Text("合同日历", "Contract calendar")

_ALARM_HOUR = 9
"""Alarms ring at this hour of the user's own day."""

_REFRESH = timedelta(hours=1)


def calendar_bytes(
    events: Iterable[CalendarEvent],
    language: Language,
    *,
    alarms: bool = True,
    name: str = "",
    stamp: datetime | None = None,
) -> bytes:
    """The events as the bytes of an .ics file; ``name`` is what the calendar is called, ``stamp`` (UTC) when.

    A day is written as a date without a time (VALUE=DATE), so that it is the same day everywhere; it takes no
    busy time. An alarm rings at nine in the morning of the user's own clock.
    """
    # icalendar takes 130 ms to import: only who exports pays for it.
    from icalendar import Calendar

    made_at = (stamp or datetime.now(UTC)).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//csmdesk//contract calendar//ZH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name or NAME.to(language))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(_event(event, language, made_at, alarms=alarms))
    return bytes(calendar.to_ical())


def write_events(path: Path, events: Sequence[CalendarEvent], language: Language, name: str) -> int:
    """Write events to an .ics file; how many it has. Raises UserError for a place that cannot be written."""
    write_at(path, lambda: calendar_bytes(events, language, name=name))
    return len(events)


def _event(event: CalendarEvent, language: Language, made_at: datetime, *, alarms: bool) -> Any:
    from icalendar import Alarm, Event

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", made_at)
    made.add("dtstart", event.day)
    # The end is the first day after.
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", event.title)
    made.add("description", event.note)
    made.add("categories", [CATEGORIES[event.kind].to(language)])
    made.add("transp", "TRANSPARENT")
    made.add("status", "CONFIRMED")
    for days in event.alarms if alarms else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", timedelta(hours=_ALARM_HOUR) - timedelta(days=days))
        made.add_component(alarm)
    return made
