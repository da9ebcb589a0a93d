"""SQL for the to-dos: what the rules look at beside the facts, and what the user said of single to-dos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from csmdesk.domain.demand import SETTLED
from csmdesk.domain.todo import Put
from csmdesk.storage.driver import Connection
from csmdesk.storage.year_plan_rows import Upcoming, upcoming

AHEAD_DAYS = 14
"""What is planned for so many days is read."""

PutKey = tuple[str, str, int, date]
"""Rule, table, id and case of a to-do."""


class Birthday(NamedTuple):
    """A contact who is still there, with a birthday of which the year may be unknown."""

    contact_id: int
    account_id: int
    name: str
    title: str
    birthday: date


class Offer(NamedTuple):
    """An early payment offer; ``due_day`` is that of the renewal which it is to come before."""

    id: int
    contract_id: int
    day: date
    due_day: date
    amount_fen: int
    currency: str


class Unscored(NamedTuple):
    """A suggestion that is open and has no score yet."""

    id: int
    code: str
    account_id: int | None
    day: date


class Handover(NamedTuple):
    """A handover from sales, with how many items its checklist has and how many of them are done."""

    id: int
    account_id: int
    day: date
    due: date
    accepted: date | None
    items: int
    done: int


class Checklist(NamedTuple):
    """How far the checklist of a workshop that is not held yet has come; ``day`` is the planned one."""

    contract_id: int
    day: date | None
    pain_points: int
    measures: int
    signatures: int


class TodoRows(NamedTuple):
    """All of it: ``wished`` are (contact, day) of touches, ``frozen`` the names of frozen periods.

    ``task_days`` are the days on which tasks were made, ``escalated`` the tickets that were escalated.
    ``unscored`` are the oldest first; ``invited`` are the executives by event who were asked and did not say
    no.
    """

    puts: Mapping[PutKey, Put]
    archived: frozenset[int]
    birthdays: tuple[Birthday, ...]
    wished: frozenset[tuple[int, date]]
    offers: tuple[Offer, ...]
    unscored: tuple[Unscored, ...]
    handovers: tuple[Handover, ...]
    invited: Mapping[int, int]
    checklists: Mapping[int, Checklist]
    frozen: frozenset[str]
    task_days: Mapping[int, date]
    escalated: frozenset[int]
    planned: tuple[Upcoming, ...]


def todo_rows(connection: Connection, day: date, wished_from: date) -> TodoRows:
    """What the rules need on ``day``; touches with a contact from ``wished_from`` on."""
    run = connection.execute
    return TodoRows(
        puts(connection),
        frozenset(key for (key,) in run("SELECT id FROM accounts WHERE archived = 1")),
        tuple(
            Birthday(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]))
            for row in run(
                "SELECT id, account_id, name, title, birthday FROM contacts "
                "WHERE birthday IS NOT NULL AND (left_day IS NULL OR left_day > ?) ORDER BY id",
                (day.isoformat(),),
            )
        ),
        frozenset(
            (contact, date.fromisoformat(day))
            for contact, day in run(
                "SELECT contact_id, day FROM touches WHERE contact_id IS NOT NULL AND day >= ?",
                (wished_from.isoformat(),),
            )
        ),
        tuple(
            Offer(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), *row[4:])
            for row in run(
                "SELECT id, contract_id, day, due_day, amount_fen, currency FROM early_offers ORDER BY id"
            )
        ),
        tuple(
            Unscored(row[0], row[1], row[2], date.fromisoformat(row[3]))
            for row in run(
                "SELECT id, code, account_id, day FROM suggestions "
                f"WHERE status NOT IN ({', '.join('?' * len(SETTLED))}) AND (reach IS NULL OR value IS NULL "
                "OR urgency IS NULL OR coalesce(effort, 0) = 0) ORDER BY day, id",
                tuple(SETTLED),
            )
        ),
        tuple(
            Handover(
                row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), _day(row[4]), *row[5:]
            )
            for row in run(
                "SELECT h.id, account_id, day, h.due_day, h.accepted_day, count(i.id), count(i.done_day) "
                "FROM handovers h LEFT JOIN handover_items i ON i.handover_id = h.id "
                "WHERE h.due_day IS NOT NULL GROUP BY h.id ORDER BY h.id"
            )
        ),
        dict(
            run(
                "SELECT event_id, count(*) FROM invitations JOIN contacts c ON c.id = contact_id "
                "WHERE executive = 1 AND answer <> 'no' GROUP BY event_id"
            ).fetchall()
        ),
        {
            row[0]: Checklist(row[0], _day(row[1]), *row[2:])
            for row in run(
                "SELECT contract_id, day, json_array_length(pains), json_array_length(measures), "
                "own_signed + customer_signed FROM workshop_sheets WHERE workshop_id IS NULL"
            )
        },
        frozenset(
            period
            for (period,) in run(
                "SELECT DISTINCT period FROM reviews JOIN review_versions ON review_id = reviews.id"
            )
        ),
        {
            task: date.fromisoformat(day)
            for task, day in run("SELECT id, created_day FROM tasks WHERE created_day IS NOT NULL")
        },
        frozenset(key for (key,) in run("SELECT ticket_id FROM escalations WHERE ticket_id IS NOT NULL")),
        upcoming(connection, day + timedelta(days=1), day + timedelta(days=AHEAD_DAYS)),
    )


def puts(connection: Connection) -> dict[PutKey, Put]:
    """What the user said, by to-do."""
    return {
        (row[0], row[1], row[2], date.fromisoformat(row[3])): Put(_day(row[4]), _day(row[5]), row[6])
        for row in connection.execute(
            "SELECT rule, object_table, object_id, case_day, until_day, done_day, note FROM snoozes"
        )
    }


def put(connection: Connection, key: PutKey, said: Put | None) -> None:
    """Keep what the user said of a to-do, within an operation; None takes it back."""
    rule, table, object_id, case = key
    named = (rule, table, object_id, case.isoformat())
    if said is None:
        connection.execute(
            "DELETE FROM snoozes WHERE (rule, object_table, object_id, case_day) = (?, ?, ?, ?)", named
        )
        return
    connection.execute(
        "INSERT INTO snoozes (rule, object_table, object_id, case_day, until_day, done_day, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rule, object_table, object_id, case_day) DO UPDATE SET "
        "until_day = excluded.until_day, done_day = excluded.done_day, note = excluded.note "
        "WHERE (until_day, done_day, note) IS NOT (excluded.until_day, excluded.done_day, excluded.note)",
        (*named, _iso(said.until), _iso(said.done), said.note),
    )


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
