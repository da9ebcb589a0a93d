"""SQL for the list of accounts: plain rows, no figures."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from csmdesk.storage.driver import Connection

_NAMES = (
    "SELECT id, code, name, pinyin, initials, segment, stage, owner, industry, city, archived FROM accounts "
)


def names(connection: Connection, *, archived: bool = False) -> list[tuple[Any, ...]]:
    """What the list shows of each account, by name (pinyin first); the archived ones only when asked for."""
    which = "" if archived else "WHERE archived = 0 "
    return connection.execute(f"{_NAMES}{which}ORDER BY pinyin = '', pinyin, name, code").fetchall()


def names_of(connection: Connection, ids: Collection[int]) -> list[tuple[Any, ...]]:
    """The same of some accounts, archived or not, in no order."""
    # The ids as one text: a statement takes only so many parameters.
    found = json.dumps(sorted(ids))
    return connection.execute(f"{_NAMES}WHERE id IN (SELECT value FROM json_each(?))", (found,)).fetchall()


def archived_count(connection: Connection) -> int:
    """The number of archived accounts."""
    return int(connection.execute("SELECT count(*) FROM accounts WHERE archived = 1").fetchone()[0])


_OF_ACCOUNT = {"contract": "contracts", "contact": "contacts"}


def account_of(connection: Connection, kind: str, key: int) -> int | None:
    """The account that a ``contract`` or a ``contact`` belongs to; None when there is none."""
    table = _OF_ACCOUNT.get(kind)
    if table is None:
        return None
    found = connection.execute(f"SELECT account_id FROM {table} WHERE id = ?", (key,)).fetchone()
    return int(found[0]) if found else None


def setting(connection: Connection, key: str) -> tuple[int, str] | None:
    """The row's id and the JSON of one setting; None where it is not set."""
    found = connection.execute("SELECT id, value FROM settings WHERE key = ?", (key,)).fetchone()
    return (found[0], found[1]) if found else None


def window_state(connection: Connection, key: str) -> str:
    """One piece of what the window remembers in the book; '' where it remembers nothing."""
    found = connection.execute("SELECT value FROM window_state WHERE key = ?", (key,)).fetchone()
    return found[0] if found else ""
