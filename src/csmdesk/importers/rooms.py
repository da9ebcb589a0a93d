"""The war room of each task that comes in: the one that the file means, else the account's open one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from csmdesk.importers.drafts import Rows

Read = Callable[[str], list[tuple[Any, ...]]]


def with_rooms(
    rows: Rows,
    read: Read,
    many: Callable[[str, Sequence[tuple[Any, ...]]], None],
    account_of: Callable[[Any], int],
) -> Rows:
    """Tasks name the account, and may name the day on which their war room was opened.

    A new one goes to the room of that day, else to the open one, which is made where there is none. One that
    was moved on the board stays in its column: the file says where it was before.
    """
    key_at = rows.columns.index(rows.key[0])
    at = rows.columns.index("account_id")
    day_at = rows.columns.index("room_day") if "room_day" in rows.columns else None
    stored = {row[0] for row in read(f"SELECT {rows.key[0]} FROM tasks")}
    wanted = [(account_of(row[at]), None if day_at is None else row[day_at]) for row in rows.data]
    rooms = _Rooms(read)
    missing = [
        pair
        for pair, row in zip(wanted, rows.data, strict=True)
        if row[key_at] not in stored and rooms.of(*pair) is None
    ]
    # One room for an account, or one for each day that is named.
    many("INSERT INTO war_rooms (account_id, opened_day) VALUES (?, ?)", list(dict.fromkeys(missing)))
    rooms = _Rooms(read)
    left = {at, day_at}
    columns = tuple(name for place, name in enumerate(rows.columns) if place not in left)
    data = tuple(
        (*(cell for place, cell in enumerate(row) if place not in left), rooms.of(*pair))
        for row, pair in zip(rows.data, wanted, strict=True)
    )
    if "status" in columns:
        place, key_at = columns.index("status"), columns.index(rows.key[0])
        moved: dict[Any, str] = dict(
            read(f"SELECT {rows.key[0]}, status FROM tasks WHERE id IN (SELECT task_id FROM task_moves)")
        )
        data = tuple((*row[:place], moved.get(row[key_at], row[place]), *row[place + 1 :]) for row in data)
    return Rows(rows.table, rows.key, columns, (*rows.fresh, "war_room_id"), data)


class _Rooms:
    """The war rooms of a book by account."""

    def __init__(self, read: Read) -> None:
        self._open: dict[int, int] = {}
        self._of_day: dict[tuple[int, str], int] = {}
        for room, account, opened, closed in read(
            "SELECT id, account_id, opened_day, closed_day FROM war_rooms ORDER BY id DESC"
        ):
            if closed is None:
                self._open[account] = room
            if opened is not None:
                self._of_day[account, opened] = room

    def of(self, account: int, day: str | None) -> int | None:
        """The room of an account that was opened on ``day``; its open one where that says nothing."""
        found = None if day is None else self._of_day.get((account, day))
        return found if found is not None else self._open.get(account)
