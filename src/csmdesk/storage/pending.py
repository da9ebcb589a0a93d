"""A usage batch on its way in: its new rows lie in usage where they stay, and no reader sees them.

``usage_pending`` names the batch. Readers' connections see usage and its roll-up through views that leave it
out (``layout.UNPENDING_VIEWS``), so one short commit that takes the name away makes all rows visible; a crash
before that leaves rows that the next opening deletes. Rows that replace others wait in ``usage_staged``.

The rows are ready for the book as it was when they began: an operation in between that touches accounts,
modules or usage marks the batch as disturbed, and whoever writes it has to begin anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from csmdesk.storage import journal
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.usage import StagedRow

if TYPE_CHECKING:
    from csmdesk.storage.store import Store

PAIRS = 2_500
"""Days of accounts, about, that one commit rolls up; and rows that one deletes."""


class Disturbed(Exception):
    """The book's accounts, modules or usage changed since the batch began: it has to be staged anew."""


@dataclass(eq=False)
class Pending:
    """The batch that is on its way in, for the thread that writes it.

    ``accounts`` and ``modules`` are ids by code and name; ``new_accounts`` and ``new_modules`` those of them
    that the operation which makes the batch visible is to make, under these very ids.
    """

    batch: int
    accounts: dict[str, int]
    modules: dict[str, int]
    core: frozenset[int]
    new_accounts: Mapping[str, int] = field(default_factory=dict)
    new_modules: Mapping[str, int] = field(default_factory=dict)
    touched: set[int | None] = field(default_factory=set)
    """Accounts that rows were written for, None for those that nobody knows."""

    others: set[tuple[int | None, int | None, int]] = field(default_factory=set)
    """Keys whose rows go through ``usage_staged``."""


def begin(
    store: Store, batch: int, accounts: Iterable[str] = (), modules: Mapping[str, int | None] | None = None
) -> Pending | None:
    """Make ``batch`` the one that is on its way in; None while another is.

    ``accounts`` (codes) and ``modules`` (name → whether it is core) are what the operation is going to make
    where it is not there; they get their ids now.
    """

    def start(connection: Connection) -> Pending | None:
        if connection.execute("SELECT 1 FROM usage_pending").fetchone():
            return None
        known: dict[str, int] = dict(connection.execute("SELECT code, id FROM accounts").fetchall())
        named: dict[str, int] = dict(connection.execute("SELECT name, id FROM modules").fetchall())
        core = {row[0] for row in connection.execute("SELECT id FROM modules WHERE core = 1")}
        new_accounts = _numbered(known, accounts)
        new_modules = _numbered(named, modules or {})
        core |= {new_modules[name] for name, flag in (modules or {}).items() if flag and name in new_modules}
        for table in ("usage_late", "usage_awaited", "usage_coming"):
            connection.execute(f"DELETE FROM {table}")
        awaited = [("accounts", each) for each in new_accounts.values()]
        awaited += [("modules", each) for each in new_modules.values()]
        connection.executemany("INSERT INTO usage_awaited VALUES (?, ?)", awaited)
        connection.execute("INSERT INTO usage_pending (batch_id) VALUES (?)", (batch,))
        return Pending(
            batch, known | new_accounts, named | new_modules, frozenset(core), new_accounts, new_modules
        )

    return store.outside_journal(start, durable=False)


def write(store: Store, pending: Pending, rows: Sequence[StagedRow]) -> list[int]:
    """Put one piece where it stays, in one commit; the places of the rows that have to be staged instead.

    Those are rows of keys that usage has already with other numbers, of names that nobody knows, and such as
    the table refuses: all of a key, so that the last one of them counts.
    """
    account_of, module_of, batch = pending.accounts.get, pending.modules.get, pending.batch
    keyed = [
        (account_of(account), module_of(module), day, provisioned, active, batch)
        for account, module, day, provisioned, active in rows
    ]

    def put(connection: Connection) -> list[int]:
        # What breaks a rule is left out as well as what is there already: both are looked at below.
        # A trigger that has nothing to say still costs as much as the row itself.
        with journal.usage_unwatched(connection):
            made = connection.executemany(
                "INSERT OR IGNORE INTO usage (account_id, module_id, day, provisioned, active, batch_id) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                keyed,
            ).rowcount
        if made:
            connection.execute(
                "UPDATE usage_pending SET rows = rows + ? WHERE batch_id = ?", (made, pending.batch)
            )
        if made < len(keyed):
            return not_standing(connection, keyed)
        return []

    missing = store.outside_journal(put, durable=False, references=False)
    pending.touched.update(map(itemgetter(0), keyed))
    pending.others.update(keyed[at][:3] for at in missing)
    if not pending.others:
        return []
    return [at for at, row in enumerate(keyed) if row[:3] in pending.others]


def roll_up(store: Store, pending: Pending, progress: Callable[[int, int], None] | None = None) -> None:
    """Roll up what the batch wrote, in commits of some thousand days; no reader sees that either.

    Days that have a roll-up already are made ready beside it, for ``show`` to put in place.
    """
    accounts = sorted(account for account in pending.touched if account is not None)
    done = 0
    while done < len(accounts):
        if progress is not None:
            progress(done, len(accounts))
        done += store.outside_journal(
            lambda connection, rest=accounts[done:]: _roll_some(connection, pending, rest),  # type: ignore[misc]
            durable=False,
            references=False,
        )
    if progress is not None:
        progress(len(accounts), len(accounts))


def check_undisturbed(connection: Any, batch: int) -> None:
    """In the operation that makes the batch visible, first: raise Disturbed when it has to be redone."""
    found = raw(connection).execute("SELECT disturbed FROM usage_pending WHERE batch_id = ?", (batch,))
    if found.fetchone() == (1,):
        raise Disturbed


def missing(connection: Connection, batch: int) -> list[tuple[str, int]]:
    """Accounts and modules (table, id) that the batch counts on and that the operation did not make."""
    if not connection.execute("SELECT 1 FROM usage_pending WHERE batch_id = ?", (batch,)).fetchone():
        return []
    return [
        (table, each)
        for table in ("accounts", "modules")
        for (each,) in connection.execute(
            f"SELECT id FROM usage_awaited WHERE table_name = ? AND id NOT IN (SELECT id FROM {table})",
            (table,),
        ).fetchall()
    ]


def show(connection: Connection, batch: int) -> int:
    """Make the batch visible; how many rows that are. 0 where it is not the one that is on its way in."""
    found = connection.execute("SELECT rows FROM usage_pending WHERE batch_id = ?", (batch,)).fetchone()
    if found is None:
        return 0
    connection.execute("DELETE FROM usage_pending WHERE batch_id = ?", (batch,))
    names = "day, account_id, provisioned, active, modules, used, core_used"
    connection.execute(
        f"INSERT INTO usage_days ({names}, batch_id) SELECT {names}, ? FROM usage_late WHERE true "
        "ON CONFLICT (day, account_id) DO UPDATE SET provisioned = excluded.provisioned, "
        "active = excluded.active, modules = excluded.modules, used = excluded.used, "
        "core_used = excluded.core_used, batch_id = excluded.batch_id",
        (batch,),
    )
    connection.execute("DELETE FROM usage_late")
    # Whoever carries scores on has to know the days whose roll-up came (``usage.rolled_days``).
    connection.execute("INSERT OR IGNORE INTO usage_rolled SELECT day FROM usage_coming")
    connection.execute("DELETE FROM usage_coming")
    return int(found[0])


def drop(store: Store, batch: int) -> None:
    """Take what is written of the batch out again, in short commits."""

    def is_pending(connection: Connection) -> bool:
        sql = "SELECT 1 FROM usage_pending WHERE batch_id = ?"
        return connection.execute(sql, (batch,)).fetchone() is not None

    if not store.outside_journal(is_pending, durable=False):
        return
    last: int | None = -1
    while last is not None:
        last = store.outside_journal(
            lambda connection, after=last: _drop_some(connection, batch, after),  # type: ignore[misc]
            durable=False,
        )
    store.outside_journal(lambda c: c.execute("DELETE FROM usage_pending WHERE batch_id = ?", (batch,)))


def sweep(connection: Connection) -> None:
    """At opening: delete what a crash left of a batch on its way in."""
    found = connection.execute("SELECT batch_id FROM usage_pending").fetchall()
    if not found:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in ("usage", "usage_days"):
            connection.executemany(f"DELETE FROM {table} WHERE batch_id = ?", found)
        connection.execute("DELETE FROM usage_pending")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _numbered(known: Mapping[str, int], wanted: Iterable[str]) -> dict[str, int]:
    last = max(known.values(), default=0)
    fresh = dict.fromkeys(name for name in wanted if name not in known)
    return {name: number for number, name in enumerate(fresh, last + 1)}


def not_standing(connection: Connection, keyed: Sequence[tuple[Any, ...]]) -> list[int]:
    """The places of rows that do not stand in usage as they are."""
    found = connection.execute(
        "SELECT j.key FROM json_each(?) j LEFT JOIN usage u ON u.account_id = j.value ->> 0 "
        "AND u.module_id = j.value ->> 1 AND u.day = j.value ->> 2 "
        "WHERE u.account_id IS NULL OR u.provisioned IS NOT j.value ->> 3 OR u.active <> j.value ->> 4",
        (json.dumps(keyed),),
    )
    return [at for (at,) in found.fetchall()]


def _roll_some(connection: Connection, pending: Pending, accounts: Sequence[int]) -> int:
    """Roll up accounts until they are enough for one commit; how many."""
    core = ", ".join(map(str, sorted(pending.core)))
    connection.execute("DELETE FROM usage_rolling")
    days = done = 0
    while done < len(accounts) and days < PAIRS:
        days += connection.execute(
            "INSERT INTO usage_rolling SELECT day, account_id, coalesce(sum(provisioned), 0), "
            "coalesce(sum(active) FILTER (WHERE provisioned IS NOT NULL), 0), count(*), sum(active > 0), "
            f"sum(active > 0 AND module_id IN ({core})) FROM usage WHERE account_id = ? GROUP BY day "
            "HAVING max(batch_id IS ?)",
            (accounts[done], pending.batch),
        ).rowcount
        done += 1
    connection.execute("INSERT OR IGNORE INTO usage_coming SELECT DISTINCT day FROM usage_rolling")
    made = connection.execute(
        "INSERT OR IGNORE INTO usage_days SELECT *, ? FROM usage_rolling", (pending.batch,)
    ).rowcount
    if made < days:
        connection.execute(
            "INSERT INTO usage_late SELECT r.* FROM usage_rolling r "
            "JOIN usage_days d ON d.day = r.day AND d.account_id = r.account_id WHERE d.batch_id IS NOT ?",
            (pending.batch,),
        )
    connection.execute("DELETE FROM usage_rolling")
    return done


def _drop_some(connection: Connection, batch: int, after: int) -> int | None:
    """Delete the batch's rows of some accounts behind ``after``; the last of these, None behind the last."""
    deleted, last = 0, after
    while deleted < PAIRS:
        found = connection.execute("SELECT min(account_id) FROM usage WHERE account_id > ?", (last,))
        last = found.fetchone()[0]
        if last is None:
            return None
        for table in ("usage", "usage_days"):
            deleted += connection.execute(
                f"DELETE FROM {table} WHERE account_id = ? AND batch_id = ?", (last, batch)
            ).rowcount
    return last
