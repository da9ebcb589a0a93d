"""SQL for stand-ups: the log of a day with what each member said, and all that was ever said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from csmdesk.storage.driver import Connection


class NoteRow(NamedTuple):
    """What one member said; ``member`` is role and name as they were then, '' for the room as a whole."""

    id: int
    member_id: int | None
    member: str
    yesterday: str
    today: str
    blocked: str


class StandupRow(NamedTuple):
    """One day's log; words without a member are those of the room as a whole."""

    id: int
    day: date
    yesterday: str
    today: str
    blocked: str
    decisions: str
    seconds: int | None


class SaidRow(NamedTuple):
    """Words of one stand-up with the account they are about; ``decisions`` only with the room's own words.

    ``day`` is ISO text.
    """

    room_id: int
    account: str
    code: str
    pinyin: str
    initials: str
    day: str
    member: str
    yesterday: str
    today: str
    blocked: str
    decisions: str


def account_of(connection: Connection, room_id: int) -> str | None:
    """The name of the account of a war room; None when the room is gone."""
    row = connection.execute(
        "SELECT a.name FROM war_rooms r JOIN accounts a ON a.id = r.account_id WHERE r.id = ?", (room_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def standup_row(connection: Connection, room_id: int, day: date) -> StandupRow | None:
    """The log of a day; None where there is none."""
    row = connection.execute(
        "SELECT id, day, yesterday, today, blocked, decisions, seconds FROM standups "
        "WHERE war_room_id = ? AND day = ?",
        (room_id, day.isoformat()),
    ).fetchone()
    return None if row is None else StandupRow(row[0], date.fromisoformat(row[1]), *row[2:])


def note_rows(connection: Connection, standup_id: int) -> list[NoteRow]:
    """What the members said, in their order."""
    rows = connection.execute(
        "SELECT id, member_id, member, yesterday, today, blocked FROM standup_notes "
        "WHERE standup_id = ? ORDER BY position, id",
        (standup_id,),
    ).fetchall()
    return [NoteRow._make(row) for row in rows]


def standup_days(connection: Connection, room_id: int) -> list[date]:
    """The days of a war room that have a log, the newest first."""
    rows = connection.execute(
        "SELECT day FROM standups WHERE war_room_id = ? ORDER BY day DESC", (room_id,)
    ).fetchall()
    return [date.fromisoformat(day) for (day,) in rows]


def said_rows(connection: Connection) -> list[SaidRow]:
    """All that was said in any stand-up: the newest day first, the room's own words after its members'."""
    return [SaidRow._make(row[1:]) for row in connection.execute(_SAID).fetchall()]


_ACCOUNT = "s.war_room_id, a.name, a.code, a.pinyin, a.initials, s.day"
_FROM = (
    "standups s JOIN war_rooms r ON r.id = s.war_room_id JOIN accounts a ON a.id = r.account_id "
    "AND a.archived = 0"
)
_SAID = (
    f"SELECT n.position AS place, {_ACCOUNT} AS day, n.member, n.yesterday, n.today, n.blocked, '' "
    f"FROM {_FROM} JOIN standup_notes n ON n.standup_id = s.id "
    "UNION ALL "
    f"SELECT 1000, {_ACCOUNT}, '', s.yesterday, s.today, s.blocked, s.decisions FROM {_FROM} "
    "ORDER BY day DESC, 2, place"
)


def card_titles(connection: Connection, room_id: int, day: date) -> frozenset[str]:
    """The titles of a war room's cards that are not done, and of those made on ``day`` or later."""
    rows = connection.execute(
        "SELECT title FROM tasks WHERE war_room_id = ? AND (status <> 'done' OR created_day >= ?)",
        (room_id, day.isoformat()),
    ).fetchall()
    return frozenset(title for (title,) in rows)


# --- writing, within an operation ---------------------------------------------------------------------------


def put_standup(driver: Connection, room_id: int, day: date, decisions: str, seconds: int | None) -> int:
    """The log of a day, made where there is none; its id.

    Words that an import gave to the room as a whole are taken out: they are written as a note now.
    """
    driver.execute(
        "INSERT INTO standups (war_room_id, day, decisions, seconds) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (war_room_id, day) DO UPDATE SET yesterday = '', today = '', blocked = '', "
        "decisions = excluded.decisions, seconds = excluded.seconds "
        "WHERE (standups.yesterday, standups.today, standups.blocked, standups.decisions, standups.seconds) "
        "IS NOT ('', '', '', excluded.decisions, excluded.seconds)",
        (room_id, day.isoformat(), decisions, seconds),
    )
    row = standup_row(driver, room_id, day)
    assert row is not None
    return row.id


def put_notes(driver: Connection, standup_id: int, notes: Sequence[NoteRow]) -> None:
    """What the members said as it shall be, in that order; what is equal keeps its row and is not touched.

    Who spoke stays as it was written first, whatever the member is called by now.
    """
    left = note_rows(driver, standup_id)
    for position, note in enumerate(notes):
        held = next((row for row in left if _same(row, note)), None)
        member = note.member if held is None else held.member
        values = (member, note.yesterday, note.today, note.blocked, position)
        if held is None:
            driver.execute(
                "INSERT INTO standup_notes (standup_id, member_id, member, yesterday, today, blocked, "
                "position) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (standup_id, note.member_id, *values),
            )
            continue
        left.remove(held)
        driver.execute(
            "UPDATE standup_notes SET member = ?, yesterday = ?, today = ?, blocked = ?, position = ? "
            "WHERE id = ? AND (member, yesterday, today, blocked, position) IS NOT (?, ?, ?, ?, ?)",
            (*values, held.id, *values),
        )
    for row in left:
        driver.execute("DELETE FROM standup_notes WHERE id = ?", (row.id,))


def _same(row: NoteRow, note: NoteRow) -> bool:
    """True for two notes of one member; one who left the squad is known by role and name alone."""
    return row.member_id == note.member_id and (note.member_id is not None or row.member == note.member)


def remove_standup(driver: Connection, room_id: int, day: date) -> None:
    """Take the log of a day out, with what was said in it."""
    driver.execute("DELETE FROM standups WHERE war_room_id = ? AND day = ?", (room_id, day.isoformat()))
