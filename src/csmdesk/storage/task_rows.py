"""SQL for the cards of war rooms: reading the board, writing a card, its place, checklist and comments.

Cards stand in their column by ``position``, those that share one by id; so do the items of a checklist.
Moments are text on the user's own clock, to the minute.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from csmdesk.domain.spread import slot
from csmdesk.storage import kept_columns
from csmdesk.storage.driver import Connection


class CardRow(NamedTuple):
    """A card as the book keeps it, with its account; days are ISO text.

    ``imported``: it came with an import. ``spelt`` are the account's number, pinyin and initials.
    """

    id: int
    room_id: int
    account_id: int
    account: str
    title: str
    detail: str
    owner: str
    deadline: str | None
    acceptance: str
    status: str
    position: int
    link: str
    created_day: str | None
    accepted_day: str | None
    accepted_by: str
    imported: int
    closed_day: str | None
    code: str
    pinyin: str
    initials: str


class RoomRow(NamedTuple):
    """The room of a card: its account's name, and the day on which it was closed."""

    account: str
    closed_day: str | None


class Counts(NamedTuple):
    """What hangs on cards, by card: items done and all, comments, and the last move (moment, to where)."""

    items: Mapping[int, tuple[int, int]]
    comments: Mapping[int, int]
    moved: Mapping[int, tuple[str, str]]


class ItemRow(NamedTuple):
    """A line of a checklist."""

    id: int
    task_id: int
    content: str
    done: int


class CommentRow(NamedTuple):
    """A comment on a card."""

    id: int
    task_id: int
    at: str
    author: str
    content: str


class MoveRow(NamedTuple):
    """A move of a card from one column to another."""

    task_id: int
    at: str
    from_status: str
    to_status: str


_CARDS = (
    "SELECT t.id, t.war_room_id, r.account_id, a.name, t.title, t.detail, t.owner, t.deadline, t.acceptance, "
    "t.status, t.position, t.link, t.created_day, t.accepted_day, t.accepted_by, "
    "t.code IS NOT NULL OR t.row_key IS NOT NULL, r.closed_day, a.code, a.pinyin, a.initials "
    "FROM tasks t JOIN war_rooms r ON r.id = t.war_room_id JOIN accounts a ON a.id = r.account_id "
)


def cards_on(connection: Connection, day: str) -> list[CardRow]:
    """The cards of all rooms that are open on an ISO day, by position."""
    rows = connection.execute(
        f"{_CARDS}WHERE coalesce(r.opened_day, '') <= ? AND coalesce(r.closed_day > ?, 1) "
        "ORDER BY t.position, t.id",
        (day, day),
    ).fetchall()
    return list(map(CardRow._make, rows))


def cards(connection: Connection, ids: Collection[int]) -> dict[int, CardRow]:
    """These cards by id, those of closed rooms as well; without those that are gone."""
    rows = connection.execute(
        f"{_CARDS}WHERE t.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    ).fetchall()
    return {row[0]: CardRow._make(row) for row in rows}


def cards_of(connection: Connection, rooms: Collection[int]) -> list[CardRow]:
    """The cards of these rooms."""
    rows = connection.execute(
        f"{_CARDS}WHERE t.war_room_id IN (SELECT value FROM json_each(?)) ORDER BY t.position, t.id",
        (json.dumps(list(rooms)),),
    ).fetchall()
    return list(map(CardRow._make, rows))


def counts(connection: Connection, card_id: int | None = None) -> Counts:
    """What hangs on each card of the book, or on one."""
    which, values = ("", ()) if card_id is None else ("WHERE task_id = ? ", (card_id,))
    items = connection.execute(
        f"SELECT task_id, sum(done), count(*) FROM task_items {which}GROUP BY task_id", values
    ).fetchall()
    comments = connection.execute(
        f"SELECT task_id, count(*) FROM task_comments {which}GROUP BY task_id", values
    ).fetchall()
    # Beside max() SQLite gives the other columns of that same row.
    moved = connection.execute(
        f"SELECT task_id, at, to_status, max(id) FROM task_moves {which}GROUP BY task_id", values
    ).fetchall()
    return Counts(
        {row[0]: (row[1], row[2]) for row in items},
        {row[0]: row[1] for row in comments},
        {row[0]: (row[1], row[2]) for row in moved},
    )


def column(connection: Connection, status: str) -> list[tuple[int, int]]:
    """Id and position of every card of a column in order, as the board shows it: those of open rooms."""
    rows = connection.execute(
        "SELECT t.id, position FROM tasks t JOIN war_rooms r ON r.id = war_room_id "
        "WHERE status = ? AND closed_day IS NULL ORDER BY position, t.id",
        (status,),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def item_order(connection: Connection, card_id: int) -> list[tuple[int, int]]:
    """Id and position of every item of a card in order."""
    rows = connection.execute(
        "SELECT id, position FROM task_items WHERE task_id = ? ORDER BY position, id", (card_id,)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def place_of(order: Sequence[tuple[int, int]], before: int | None) -> int | None:
    """The place in front of the row ``before``, the end for None; None when that row is not among these."""
    if before is None:
        return len(order)
    return next((place for place, (row_id, _) in enumerate(order) if row_id == before), None)


def stands(order: Sequence[tuple[int, int]], row_id: int, before: int | None) -> bool:
    """True when a row stands in front of ``before`` already (None: at the end), or is itself ``before``."""
    ids = [each for each, _ in order]
    if row_id == before:
        return True
    place = ids.index(row_id) + 1
    return (ids[place] if place < len(ids) else None) == before


def checklist(connection: Connection, card_id: int) -> list[ItemRow]:
    """The items of a card in order."""
    rows = connection.execute(
        "SELECT id, task_id, content, done FROM task_items WHERE task_id = ? ORDER BY position, id",
        (card_id,),
    ).fetchall()
    return list(map(ItemRow._make, rows))


def item(connection: Connection, item_id: int) -> ItemRow | None:
    """One item; None when it is gone."""
    row = connection.execute(
        "SELECT id, task_id, content, done FROM task_items WHERE id = ?", (item_id,)
    ).fetchone()
    return None if row is None else ItemRow._make(row)


def comments(connection: Connection, card_id: int) -> list[CommentRow]:
    """The comments on a card, oldest first."""
    rows = connection.execute(
        "SELECT id, task_id, at, author, content FROM task_comments WHERE task_id = ? ORDER BY at, id",
        (card_id,),
    ).fetchall()
    return list(map(CommentRow._make, rows))


def comment(connection: Connection, comment_id: int) -> CommentRow | None:
    """One comment; None when it is gone."""
    row = connection.execute(
        "SELECT id, task_id, at, author, content FROM task_comments WHERE id = ?", (comment_id,)
    ).fetchone()
    return None if row is None else CommentRow._make(row)


def moves(connection: Connection, ids: Collection[int]) -> list[MoveRow]:
    """How these cards went from column to column, in the order in which they did."""
    rows = connection.execute(
        "SELECT task_id, at, from_status, to_status FROM task_moves "
        "WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    ).fetchall()
    return list(map(MoveRow._make, rows))


def room(connection: Connection, room_id: int) -> RoomRow | None:
    """The room that a card is put into; None when there is none of that id."""
    row = connection.execute(
        "SELECT a.name, closed_day FROM war_rooms r JOIN accounts a ON a.id = r.account_id WHERE r.id = ?",
        (room_id,),
    ).fetchone()
    return None if row is None else RoomRow._make(row)


# --- writing, within an operation ---------------------------------------------------------------------------


def add(driver: Connection, table: str, values: Mapping[str, Any]) -> int:
    """Put a row into ``table``; its id."""
    made = driver.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )
    assert made.lastrowid is not None
    return made.lastrowid


def put(driver: Connection, table: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Write these columns of a row; nothing when they are so already."""
    sets = ", ".join(f"{name} = ?" for name in values)
    differs = " OR ".join(f"{name} IS NOT ?" for name in values)
    given = tuple(values.values())
    driver.execute(f"UPDATE {table} SET {sets} WHERE id = ? AND ({differs})", (*given, row_id, *given))


def make_place(driver: Connection, table: str, order: Sequence[tuple[int, int]], at: int) -> int:
    """The position of something new at place ``at`` among these rows (id, position) of ``table``.

    Writes the rows anew where they leave no room.
    """
    found = slot([position for _, position in order], at)
    if found.others is not None:
        moved = [
            (position, row_id)
            for (row_id, old), position in zip(order, found.others, strict=True)
            if old != position
        ]
        driver.executemany(f"UPDATE {table} SET position = ? WHERE id = ?", moved)
    return found.position


def remove(driver: Connection, table: str, ids: Collection[int]) -> None:
    """Take rows out of ``table``, with all that hangs on them."""
    kept_columns.drop(driver, table, ids)
    driver.execute(
        f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
