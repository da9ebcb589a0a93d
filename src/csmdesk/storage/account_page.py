"""SQL for the page of one account: plain rows, no figures. Days come as the book keeps them, as dates."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from csmdesk.domain.facts import UsageDay, UsageRow
from csmdesk.domain.fields import ACCOUNT_FIELDS
from csmdesk.storage.driver import Connection

FIELDS = tuple(field.key for field in ACCOUNT_FIELDS)
"""What of an account can be edited in its page."""


class ModuleUse(NamedTuple):
    """One module of an account on one day; ``provisioned`` None: not known."""

    module_id: int
    name: str
    provisioned: int | None
    active: int


class Person(NamedTuple):
    """A contact with what a figure never reads."""

    id: int
    name: str
    pinyin: str
    title: str
    executive: bool
    phone: str
    email: str
    birthday: date | None
    left_day: date | None


class Touched(NamedTuple):
    """A touch with its note and the contact's name."""

    id: int
    day: date
    channel: str
    contact_id: int | None
    contact: str
    minutes: int | None
    note: str


RecoveryStep = Literal["opened", "closed", "declined", "escalated", "raised", "reviewed"]
"""A war room was opened, closed or declined; an escalation began, went to level 2, was reviewed."""


class RecoveryDay(NamedTuple):
    """A day in the recovery of an account; ``words`` are the goal, the review, the reason or the title."""

    id: int
    day: date
    step: RecoveryStep
    words: str


def values(connection: Connection, account_id: int) -> dict[str, str]:
    """The fields of an account as they are stored; empty where there is no such account."""
    found = connection.execute(
        f"SELECT {', '.join(FIELDS)} FROM accounts WHERE id = ?", (account_id,)
    ).fetchone()
    return {} if found is None else {name: value or "" for name, value in zip(FIELDS, found, strict=True)}


# --- usage --------------------------------------------------------------------------------------------------


def last_usage(connection: Connection, account_id: int, by: date) -> tuple[date, list[ModuleUse]] | None:
    """The newest day up to ``by`` with usage of the account, and its modules; None when there is none."""
    found = last_usage_day(connection, account_id, date.min, by)
    if found is None:
        return None
    rows = connection.execute(
        "SELECT m.id, m.name, u.provisioned, u.active FROM modules m CROSS JOIN usage u "
        "ON u.account_id = ? AND u.module_id = m.id AND u.day = ? ORDER BY m.id",
        (account_id, found.toordinal()),
    ).fetchall()
    return found, list(map(ModuleUse._make, rows))


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


def usage_between(connection: Connection, account_id: int, start: date, end: date) -> list[UsageRow]:
    """The account's usage from ``start`` to ``end``, module by module, each in the order of its days."""
    # The key starts with account and module: each module's span is one look into it.
    rows = connection.execute(
        "SELECT u.module_id, u.day, u.provisioned, u.active FROM modules m CROSS JOIN usage u "
        "ON u.account_id = ? AND u.module_id = m.id AND u.day BETWEEN ? AND ? ORDER BY m.id, u.day",
        (account_id, start.toordinal(), end.toordinal()),
    ).fetchall()
    return [
        UsageRow(account_id, module, date.fromordinal(day), provisioned, active)
        for module, day, provisioned, active in rows
    ]


def usage_days(connection: Connection, account_id: int, start: date, end: date) -> list[UsageDay]:
    """The account's roll-up from ``start`` to ``end``, by day."""
    rows = connection.execute(
        "SELECT day, provisioned, active, modules, used, core_used FROM usage_days "
        "WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY day",
        (account_id, start.toordinal(), end.toordinal()),
    ).fetchall()
    return [UsageDay(account_id, date.fromordinal(row[0]), *row[1:]) for row in rows]


def last_usage_day(connection: Connection, account_id: int, start: date, end: date) -> date | None:
    """The account's newest day with usage from ``start`` to ``end``."""
    found = connection.execute(
        "SELECT max(day) FROM usage_days WHERE account_id = ? AND day BETWEEN ? AND ?",
        (account_id, start.toordinal(), end.toordinal()),
    ).fetchone()[0]
    return None if found is None else date.fromordinal(found)


# --- people and touches -------------------------------------------------------------------------------------


def people(connection: Connection, account_id: int) -> list[Person]:
    """The account's contacts, those who left included, by name (pinyin first)."""
    rows = connection.execute(
        "SELECT id, name, pinyin, title, executive, phone, email, birthday, left_day FROM contacts "
        "WHERE account_id = ? ORDER BY pinyin = '', pinyin, name, id",
        (account_id,),
    ).fetchall()
    return [
        Person(id_, name, pinyin, title, bool(executive), phone, email, _day(born), _day(left))
        for id_, name, pinyin, title, executive, phone, email, born, left in rows
    ]


def touches(connection: Connection, account_id: int, by: date) -> list[Touched]:
    """The account's touches up to ``by``, newest first."""
    rows = connection.execute(
        "SELECT t.id, t.day, t.channel, t.contact_id, coalesce(c.name, ''), t.minutes, t.note "
        "FROM touches t LEFT JOIN contacts c ON c.id = t.contact_id "
        "WHERE t.account_id = ? AND t.day <= ? ORDER BY t.day DESC, t.id DESC",
        (account_id, by.isoformat()),
    ).fetchall()
    return [Touched(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def contacts_typed(connection: Connection, account_id: int, by: date) -> list[tuple[date, int]]:
    """The contacts of the account that were typed in, not imported: the day of it, and their ids."""
    # From the few operations of that kind to their lines in the log, which an import makes very long.
    rows = connection.execute(
        "SELECT date(o.at, 'localtime') AS day, c.id FROM operations o "
        "CROSS JOIN change_log l ON l.operation_id = o.id AND l.table_name = 'contacts' AND l.before IS NULL "
        "CROSS JOIN contacts c ON c.id = l.row_id AND c.account_id = ? "
        "WHERE o.op = 'edit_contact' AND o.state IN ('done', 'kept') AND day <= ?",
        (account_id, by.isoformat()),
    ).fetchall()
    return [(date.fromisoformat(day), contact) for day, contact in rows]


def recovery(connection: Connection, account_id: int, by: date) -> list[RecoveryDay]:
    """What was done up to ``by`` to bring the account back: war rooms and escalations."""
    rows = connection.execute(
        "SELECT * FROM ("
        "SELECT id, opened_day AS day, 'opened', goal FROM war_rooms WHERE account_id = :account "
        "UNION ALL SELECT id, closed_day, 'closed', "
        "CASE closing_review WHEN '' THEN closing_worked ELSE closing_review END "
        "FROM war_rooms WHERE account_id = :account "
        "UNION ALL SELECT id, day, 'declined', reason FROM war_room_declines WHERE account_id = :account "
        # A moment begins with the day of the user's own clock.
        "UNION ALL SELECT id, substr(opened_at, 1, 10), 'escalated', title FROM escalations "
        "WHERE account_id = :account "
        "UNION ALL SELECT id, substr(raised_at, 1, 10), 'raised', title FROM escalations "
        "WHERE account_id = :account "
        "UNION ALL SELECT id, substr(reviewed_at, 1, 10), 'reviewed', title FROM escalations "
        "WHERE account_id = :account) WHERE day <= :by",
        {"account": account_id, "by": by.isoformat()},
    ).fetchall()
    return [RecoveryDay(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows]


def _day(text: str | None) -> date | None:
    """A day that may be unknown; one that is no day of the calendar is unknown too."""
    return date.fromisoformat(text) if text else None
