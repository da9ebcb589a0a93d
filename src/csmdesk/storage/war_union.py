"""Two open war rooms of one account become one: after accounts were merged, within that operation."""

from __future__ import annotations

from csmdesk.storage.driver import Connection
from csmdesk.storage.war_rows import room_row, update_room


def unite(driver: Connection, keep: int, other: int) -> None:
    """Everything of room ``other`` goes to room ``keep``, which takes what it has not said itself.

    Cards, escalations and stand-ups go over; stand-ups of one day become one. A member whom both have is one.
    The room begins with the earlier of the two, and ends with the later.
    """
    both = {"keep": keep, "other": other}
    driver.execute("UPDATE tasks SET war_room_id = :keep WHERE war_room_id = :other", both)
    driver.execute("UPDATE escalations SET war_room_id = :keep WHERE war_room_id = :other", both)
    _members(driver, both)
    _standups(driver, both)
    _room(driver, keep, other)
    driver.execute("DELETE FROM war_rooms WHERE id = :other", both)


def _room(driver: Connection, keep: int, other: int) -> None:
    mine, theirs = (room_row(driver, room) for room in (keep, other))
    assert mine is not None
    assert theirs is not None
    goals = dict.fromkeys(goal for goal in (mine.goal, theirs.goal) if goal)
    opened = min((day for day in (mine.opened, theirs.opened) if day), default=None)
    fell = min((day for day in (mine.fell, theirs.fell) if day), default=None)
    deadline = max((day for day in (mine.deadline, theirs.deadline) if day), default=None)
    update_room(driver, keep, "\n".join(goals), deadline, mine.cause or theirs.cause, opened, fell)


def _members(driver: Connection, both: dict[str, int]) -> None:
    """Members whom the kept room lacks go over; what the others said is that of their like."""
    driver.execute(
        "UPDATE standup_notes SET member_id = ("
        "SELECT k.id FROM war_room_members k JOIN war_room_members o ON (o.role, o.name) = (k.role, k.name) "
        "WHERE k.war_room_id = :keep AND o.id = standup_notes.member_id ORDER BY k.id LIMIT 1) "
        "WHERE member_id IN (SELECT o.id FROM war_room_members o JOIN war_room_members k "
        "ON (o.role, o.name) = (k.role, k.name) WHERE o.war_room_id = :other AND k.war_room_id = :keep)",
        both,
    )
    driver.execute(
        "UPDATE war_room_members SET war_room_id = :keep, position = position + "
        "(SELECT coalesce(max(position) + 1, 0) FROM war_room_members WHERE war_room_id = :keep) "
        "WHERE war_room_id = :other AND (role, name) NOT IN "
        "(SELECT role, name FROM war_room_members WHERE war_room_id = :keep)",
        both,
    )


def _standups(driver: Connection, both: dict[str, int]) -> None:
    pairs = driver.execute(
        "SELECT k.id, o.id FROM standups o JOIN standups k ON k.day = o.day "
        "WHERE o.war_room_id = :other AND k.war_room_id = :keep",
        both,
    ).fetchall()
    for kept, other in pairs:
        driver.execute("UPDATE standup_notes SET standup_id = ? WHERE standup_id = ?", (kept, other))
        for column in ("yesterday", "today", "blocked", "decisions"):
            driver.execute(
                f"UPDATE standups SET {column} = trim({column} || char(10) || o.said, char(10)) "
                f"FROM (SELECT {column} AS said FROM standups WHERE id = ?) o "
                "WHERE standups.id = ? AND o.said <> ''",
                (other, kept),
            )
        driver.execute(
            "UPDATE standups SET seconds = coalesce(seconds, 0) + o.took "
            "FROM (SELECT seconds AS took FROM standups WHERE id = ?) o "
            "WHERE standups.id = ? AND o.took IS NOT NULL",
            (other, kept),
        )
        driver.execute("DELETE FROM standups WHERE id = ?", (other,))
    driver.execute("UPDATE standups SET war_room_id = :keep WHERE war_room_id = :other", both)
