"""SQL for war rooms: the rooms with their squads, the cards in short, days of stand-ups, falls declined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from csmdesk.storage.driver import Connection


class RoomRow(NamedTuple):
    """A war room as it is kept; ``review`` says why it was closed before 60 was held, else ''."""

    id: int
    account_id: int
    opened: date | None
    fell: date | None
    goal: str
    deadline: date | None
    cause: str
    closed: date | None
    review: str
    closing_cause: str
    closing_worked: str
    closing_changes: str


class MemberRow(NamedTuple):
    """One of a squad; ``role`` is csm, support, research or the words of the user."""

    id: int
    room_id: int
    role: str
    name: str
    contact: str
    goal: str
    deadline: date | None


class RoomCard(NamedTuple):
    """A card in short."""

    id: int
    room_id: int
    title: str
    owner: str
    deadline: date | None
    status: str


class WarRows(NamedTuple):
    """Everything of a book's war rooms; ``members``, ``cards`` and ``standups`` (days) by room.

    ``declines`` are the days of the falls that were declined, by account; ``archived`` are accounts.
    """

    rooms: tuple[RoomRow, ...]
    members: Mapping[int, Sequence[MemberRow]]
    cards: Mapping[int, Sequence[RoomCard]]
    standups: Mapping[int, frozenset[date]]
    declines: Mapping[int, Sequence[date]]
    archived: frozenset[int]


_ROOM = (
    "SELECT id, account_id, opened_day, fell_day, goal, deadline, cause, closed_day, closing_review, "
    "closing_cause, closing_worked, closing_changes FROM war_rooms"
)


def war_rows(connection: Connection) -> WarRows:
    """All of it: the rooms in their order, members and cards in theirs."""
    members: dict[int, list[MemberRow]] = defaultdict(list)
    for row in connection.execute(
        "SELECT id, war_room_id, role, name, contact, goal, deadline FROM war_room_members "
        "ORDER BY war_room_id, position, id"
    ):
        members[row[1]].append(_member(row))
    cards: dict[int, list[RoomCard]] = defaultdict(list)
    for row in connection.execute(
        "SELECT id, war_room_id, title, owner, deadline, status FROM tasks ORDER BY position, id"
    ):
        cards[row[1]].append(_card(row))
    standups: dict[int, set[date]] = defaultdict(set)
    for room, day in connection.execute("SELECT war_room_id, day FROM standups"):
        standups[room].add(date.fromisoformat(day))
    declines: dict[int, list[date]] = defaultdict(list)
    for account, day in connection.execute("SELECT account_id, fell_day FROM war_room_declines"):
        declines[account].append(date.fromisoformat(day))
    archived = connection.execute("SELECT id FROM accounts WHERE archived = 1").fetchall()
    return WarRows(
        tuple(_room(row) for row in connection.execute(f"{_ROOM} ORDER BY id")),
        members,
        cards,
        {room: frozenset(days) for room, days in standups.items()},
        declines,
        frozenset(account for (account,) in archived),
    )


def room_row(connection: Connection, room_id: int) -> RoomRow | None:
    """One war room; None when it is gone."""
    row = connection.execute(f"{_ROOM} WHERE id = ?", (room_id,)).fetchone()
    return None if row is None else _room(row)


def members_of(connection: Connection, room_id: int) -> list[MemberRow]:
    """The squad of one war room in its order."""
    rows = connection.execute(
        "SELECT id, war_room_id, role, name, contact, goal, deadline FROM war_room_members "
        "WHERE war_room_id = ? ORDER BY position, id",
        (room_id,),
    ).fetchall()
    return [_member(row) for row in rows]


def open_rooms(connection: Connection, account_id: int) -> list[int]:
    """The open war rooms of an account, the oldest first; more than one only after accounts were merged."""
    rows = connection.execute(
        "SELECT id FROM war_rooms WHERE account_id = ? AND closed_day IS NULL ORDER BY id", (account_id,)
    ).fetchall()
    return [room for (room,) in rows]


def cards_of(connection: Connection, room_id: int) -> list[RoomCard]:
    """The cards of one war room in their order."""
    rows = connection.execute(
        "SELECT id, war_room_id, title, owner, deadline, status FROM tasks WHERE war_room_id = ? "
        "ORDER BY position, id",
        (room_id,),
    ).fetchall()
    return [_card(row) for row in rows]


def last_squad(connection: Connection) -> dict[str, tuple[str, str]]:
    """Name and contact by role, as the newest war room with somebody in that role has them."""
    rows = connection.execute(
        "SELECT role, name, contact FROM war_room_members WHERE name <> '' "
        "ORDER BY war_room_id, position DESC"
    ).fetchall()
    return {role: (name, contact) for role, name, contact in rows}


def last_task(connection: Connection, room_id: int) -> date | None:
    """The latest deadline of a war room's tasks."""
    found = connection.execute(
        "SELECT max(deadline) FROM tasks WHERE war_room_id = ?", (room_id,)
    ).fetchone()[0]
    return _day(found)


# --- writing, within an operation ---------------------------------------------------------------------------


def insert_room(
    driver: Connection,
    account_id: int,
    opened: date,
    fell: date | None,
    goal: str,
    deadline: date | None,
    cause: str,
) -> int:
    """A new war room; its id."""
    row: tuple[int] = driver.execute(
        "INSERT INTO war_rooms (account_id, opened_day, fell_day, goal, deadline, cause) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (account_id, opened.isoformat(), _iso(fell), goal, _iso(deadline), cause),
    ).fetchone()
    return row[0]


def update_room(
    driver: Connection,
    room_id: int,
    goal: str,
    deadline: date | None,
    cause: str,
    opened: date | None,
    fell: date | None,
) -> None:
    """Change what is said of a war room; what is equal is not touched."""
    values = (goal, _iso(deadline), cause, _iso(opened), _iso(fell))
    driver.execute(
        "UPDATE war_rooms SET goal = ?, deadline = ?, cause = ?, opened_day = ?, fell_day = ? "
        "WHERE id = ? AND (goal, deadline, cause, opened_day, fell_day) IS NOT (?, ?, ?, ?, ?)",
        (*values, room_id, *values),
    )


def put_members(driver: Connection, room_id: int, members: Iterable[MemberRow]) -> None:
    """The squad as it shall be, in that order; an ``id`` of 0 is a new member, who is not named goes.

    Members that stay keep their rows, so that what they said in stand-ups stays theirs.
    """
    wanted = list(members)
    kept = {member.id for member in wanted}
    for member in members_of(driver, room_id):
        if member.id not in kept:
            driver.execute("DELETE FROM war_room_members WHERE id = ?", (member.id,))
    for position, member in enumerate(wanted):
        values = (*member[2:6], _iso(member.deadline), position)
        if not member.id:
            driver.execute(
                "INSERT INTO war_room_members (war_room_id, role, name, contact, goal, deadline, position) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (room_id, *values),
            )
            continue
        driver.execute(
            "UPDATE war_room_members SET role = ?, name = ?, contact = ?, goal = ?, deadline = ?, "
            "position = ? WHERE id = ? AND war_room_id = ? "
            "AND (role, name, contact, goal, deadline, position) IS NOT (?, ?, ?, ?, ?, ?)",
            (*values, member.id, room_id, *values),
        )


def close_room(
    driver: Connection, room_id: int, day: date | None, cause: str, worked: str, changes: str, reason: str
) -> None:
    """Close a war room with its review; a ``day`` of None opens it again, the words stay."""
    driver.execute(
        "UPDATE war_rooms SET closed_day = ?, closing_cause = ?, closing_worked = ?, closing_changes = ?, "
        "closing_review = ? WHERE id = ?",
        (_iso(day), cause, worked, changes, reason, room_id),
    )


def put_decline(driver: Connection, account_id: int, fell: date, day: date, reason: str) -> None:
    """Say that a fall gets no war room, and why."""
    driver.execute(
        "INSERT INTO war_room_declines (account_id, fell_day, day, reason) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account_id, fell_day) DO UPDATE SET day = excluded.day, reason = excluded.reason",
        (account_id, fell.isoformat(), day.isoformat(), reason),
    )


def _room(row: Sequence[Any]) -> RoomRow:
    values = list(row)
    for place in _DAYS:
        values[place] = _day(values[place])
    return RoomRow._make(values)


def _member(row: Sequence[Any]) -> MemberRow:
    return MemberRow._make((*row[:6], _day(row[6])))


def _card(row: Sequence[Any]) -> RoomCard:
    return RoomCard._make((*row[:4], _day(row[4]), row[5]))


_DAYS = tuple(RoomRow._fields.index(name) for name in ("opened", "fell", "deadline", "closed"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
