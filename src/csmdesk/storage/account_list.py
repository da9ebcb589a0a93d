"""SQL for the list of accounts and for what stands beside one: plain rows, no figures."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from csmdesk.storage.driver import Connection


class ModuleUse(NamedTuple):
    """One module of an account on one day; ``provisioned`` None: not known."""

    module_id: int
    name: str
    provisioned: int | None
    active: int


class Happening(NamedTuple):
    """Something that happened with an account: ``kind`` touch, ticket_opened, ticket_closed or war_room.

    ``words`` is the channel or the title, ``more`` the note or the severity.
    """

    day: date
    kind: str
    words: str
    more: str


def names(connection: Connection) -> list[tuple[int, str, str, str, str, str]]:
    """Id, code, name, pinyin, initials and segment of all accounts not archived, by name (pinyin first)."""
    return connection.execute(
        "SELECT id, code, name, pinyin, initials, segment FROM accounts WHERE archived = 0 "
        "ORDER BY pinyin = '', pinyin, name, code"
    ).fetchall()


def last_usage(connection: Connection, account_id: int, by: date) -> tuple[date, list[ModuleUse]] | None:
    """The newest day up to ``by`` with usage of the account, and its modules; None when there is none."""
    found = connection.execute(
        "SELECT max(day) FROM usage_days WHERE account_id = ? AND day <= ?", (account_id, by.toordinal())
    ).fetchone()[0]
    if found is None:
        return None
    rows = connection.execute(
        "SELECT m.id, m.name, u.provisioned, u.active FROM modules m CROSS JOIN usage u "
        "ON u.account_id = ? AND u.module_id = m.id AND u.day = ? ORDER BY m.id",
        (account_id, found),
    ).fetchall()
    return date.fromordinal(found), list(map(ModuleUse._make, rows))


def module_history(
    connection: Connection, account_id: int, module_id: int, by: date, limit: int
) -> list[tuple[date, int | None, int]]:
    """Day, provisioned and active of one module, newest first."""
    rows = connection.execute(
        "SELECT day, provisioned, active FROM usage WHERE account_id = ? AND module_id = ? AND day <= ? "
        "ORDER BY day DESC LIMIT ?",
        (account_id, module_id, by.toordinal(), limit),
    ).fetchall()
    return [(date.fromordinal(day), provisioned, active) for day, provisioned, active in rows]


def happenings(connection: Connection, account_id: int, by: date) -> list[Happening]:
    """Touches, tickets opened and closed and war rooms of the account up to ``by``, newest first."""
    rows = connection.execute(
        "SELECT day, 'touch', channel, note FROM touches WHERE account_id = :account AND day <= :by "
        "UNION ALL SELECT substr(opened_at, 1, 10), 'ticket_opened', title, severity FROM tickets "
        "WHERE account_id = :account AND substr(opened_at, 1, 10) <= :by "
        "UNION ALL SELECT substr(resolved_at, 1, 10), 'ticket_closed', title, severity FROM tickets "
        "WHERE account_id = :account AND substr(resolved_at, 1, 10) <= :by "
        "UNION ALL SELECT opened_day, 'war_room', goal, '' FROM war_rooms "
        "WHERE account_id = :account AND opened_day <= :by "
        "ORDER BY 1 DESC, 2, 3",
        {"account": account_id, "by": by.isoformat()},
    ).fetchall()
    return [Happening(date.fromisoformat(day), kind, words, more) for day, kind, words, more in rows]
