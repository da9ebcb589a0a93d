"""Usage facts come in batches: written in small commits that no reader sees, made visible by one transaction.

New rows are written where they stay (see ``pending``); what replaces rows, or cannot be placed yet, is staged
and moved by the transaction. A batch is journalled as a batch: each row carries the batch that wrote it, what
a row was before lies on the shelf, and undo swaps the two. ``usage_days`` is a pure function of ``usage`` and
``modules.core``; whatever changes those leaves the touched (account, day) pairs in ``usage_touched`` and
``settle`` brings the roll-up up to date before the transaction ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from csmdesk.storage import journal
from csmdesk.storage.driver import Connection, IntegrityError, raw
from csmdesk.storage.layout import PENDING

if TYPE_CHECKING:
    from csmdesk.storage import pending
    from csmdesk.storage.facts import Keyed
    from csmdesk.storage.store import Store

PIECE = 2_500
"""Rows of one staging commit: edits wait no longer than one piece takes."""

StagedRow = tuple[str, str, int, int | None, int]
"""Account code, module name, day (``date.toordinal``), accounts provisioned (None: not known), active."""


class UnknownNames(ValueError):
    """Staged rows name accounts or modules that are not in the book."""


def prepare(connection: Connection) -> None:
    """At opening: make the temporary tables that batches and the roll-up work in."""
    rolled = "day, account_id, provisioned, active, modules, used, core_used, PRIMARY KEY (day, account_id)"
    connection.executescript(
        f"CREATE TEMP TABLE usage_rolling ({rolled}) WITHOUT ROWID;"
        f"CREATE TEMP TABLE usage_late ({rolled}) WITHOUT ROWID;"
        "CREATE TEMP TABLE usage_awaited (table_name, id);"
        "CREATE TEMP TABLE usage_coming (day INTEGER PRIMARY KEY);"
        "CREATE TEMP TABLE usage_incoming (account_id, module_id, day, provisioned, active,"
        " PRIMARY KEY (account_id, module_id, day)) WITHOUT ROWID;"
        "CREATE TEMP TABLE usage_touched (account_id, day, PRIMARY KEY (account_id, day)) WITHOUT ROWID;"
        "CREATE TEMP TABLE usage_pairs (account_id, module_id, PRIMARY KEY (account_id, module_id))"
        " WITHOUT ROWID;"
        "CREATE TEMP TABLE usage_rolled (day INTEGER PRIMARY KEY);"
    )


def new_batch(store: Store) -> int:
    """A batch number that was never used, also to be the id of its ``import_batches`` row."""

    def highest(connection: Connection) -> int:
        found = connection.execute(
            "SELECT max((SELECT coalesce(max(batch_id), 0) FROM operations), "
            "(SELECT coalesce(max(id), 0) FROM import_batches), "
            "(SELECT coalesce(max(batch_id), 0) FROM usage_staged), "
            "(SELECT coalesce(max(batch_id), 0) FROM usage_pending), "
            "(SELECT coalesce(max(batch_id), 0) FROM usage_shelf))"
        )
        return int(found.fetchone()[0])

    return store.outside_journal(highest) + 1


def stage(
    store: Store,
    batch: int,
    rows: Iterable[StagedRow],
    coming: pending.Pending | None = None,
    *,
    staged: Callable[[int], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write ``rows`` of ``batch`` in commits of at most 5,000, seen by nobody; returns how many there were.

    ``coming`` is the batch as ``pending.begin`` made it the one on its way in; without it, this does, and
    while another one is, all rows are staged. An exception of ``rows`` passes through; what was written by
    then stays until ``discard`` or the next opening. ``staged`` is told before each piece how many rows are
    written; the roll-up of the rows is made ready as well, which ``progress`` hears of.
    """
    from csmdesk.storage import pending
    from csmdesk.storage.facts import Facts, keyed

    coming = coming or pending.begin(store, batch)
    if isinstance(rows, Facts) and coming is not None:
        by_key = keyed(rows, coming.accounts, coming.modules)
        if by_key is not None:
            _stage_columns(store, coming, by_key, staged, progress)
            return len(rows)
    source = iter(rows)
    position = 0
    while piece := list(itertools.islice(source, PIECE)):
        if staged is not None:
            staged(position)
        places: Iterable[int] = range(len(piece))
        if coming is not None:
            places = pending.write(store, coming, piece)
        _keep_staged(store, [(batch, position + place, *piece[place]) for place in places])
        position += len(piece)
    if coming is not None:
        pending.roll_up(store, coming, progress)
    return position


def _stage_columns(
    store: Store,
    coming: pending.Pending,
    by_key: Keyed,
    staged: Callable[[int], None] | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    from csmdesk.storage import coming_facts

    told = staged or bool
    shared = coming_facts.shared_accounts(store, by_key)
    new, replacing = coming_facts.apart(store, coming, by_key, shared, partial(told, 0))
    for start in range(0, len(new.facts), coming_facts.PIECE):
        told(start)
        refused = coming_facts.write(store, coming, new, start)
        _keep_staged(store, [(coming.batch, place, *new.facts[place]) for place in refused])
    position = len(new.facts)
    for start in range(0, len(replacing), PIECE):
        told(position + start)
        piece = enumerate(replacing[start : start + PIECE], position + start)
        _keep_staged(store, [(coming.batch, place, *row) for place, row in piece])
    coming_facts.roll_up(store, coming, new, shared, progress)


def _keep_staged(store: Store, numbered: list[tuple[Any, ...]]) -> None:
    """Keep rows (batch, position and what they say) until the transaction that moves them."""
    if not numbered:
        return
    store.outside_journal(
        lambda connection: connection.executemany(
            "INSERT INTO usage_staged (batch_id, position, account, module, day, provisioned, active) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            numbered,
        ),
        # The next opening drops them anyway: no need to wait for the disk.
        durable=False,
    )


def discard(store: Store, batch: int) -> None:
    """Drop what was written and staged for ``batch``."""
    from csmdesk.storage import pending

    pending.drop(store, batch)
    store.outside_journal(lambda connection: _drop_staged(connection, batch))


def apply(connection: Any, batch_id: int) -> int:
    """Make the rows of ``batch_id`` part of usage; returns how many rows of usage changed.

    To be called in an operation of the store. Of several rows with the same key the last one counts; a row
    equal to the one in the book is left alone, with its batch. Raises UnknownNames when an account's code or
    a module's name is not in the book, the driver's IntegrityError when active exceeds provisioned, and
    pending.Disturbed when the book's accounts, modules or usage changed since the batch began.
    """
    from csmdesk.storage import pending

    driver = raw(connection)
    if driver.execute("SELECT 1 FROM operations WHERE batch_id = ?", (batch_id,)).fetchone():
        raise ValueError(f"usage batch {batch_id} was applied before")
    pending.check_undisturbed(driver, batch_id)
    if absent := pending.missing(driver, batch_id):
        raise UnknownNames(f"not in the book: {absent[:5]}")
    changed = 0
    if driver.execute("SELECT 1 FROM usage_staged WHERE batch_id = ? LIMIT 1", (batch_id,)).fetchone():
        changed = _move(driver, batch_id)
    changed += pending.show(driver, batch_id)
    if not changed:
        return 0
    driver.execute(
        "INSERT INTO change_log (operation_id, table_name, row_id) "
        f"SELECT operation_id, '{journal.BATCH}', ? FROM journal_now",
        (batch_id,),
    )
    driver.execute(
        "UPDATE operations SET batch_id = ? WHERE id = (SELECT operation_id FROM journal_now)", (batch_id,)
    )
    return changed


def _move(driver: Connection, batch_id: int) -> int:
    """Move the staged rows into usage, and onto the shelf what they replace; how many rows changed."""
    try:
        changed = _take_in(driver, batch_id)
    except IntegrityError:
        _refuse_unknown(driver, batch_id)
        raise
    _drop_staged(driver, batch_id)
    if not changed:
        return 0
    driver.execute(
        "INSERT INTO usage_shelf "
        "(batch_id, image, account_id, module_id, day, provisioned, active, row_batch_id) "
        "SELECT ?, 'before', account_id, module_id, day, u.provisioned, u.active, u.batch_id "
        "FROM usage_incoming JOIN usage u USING (account_id, module_id, day) "
        f"WHERE u.batch_id IS NOT ({_OTHER_PENDING})",
        (batch_id, batch_id),
    )
    with journal.usage_unwatched(driver):
        driver.execute(
            "INSERT INTO usage (account_id, module_id, day, provisioned, active, batch_id) "
            "SELECT account_id, module_id, day, provisioned, active, ? FROM usage_incoming WHERE true "
            + _OVERWRITE,
            (batch_id,),
        )
    driver.execute(f"{_TOUCH} SELECT DISTINCT account_id, day FROM usage_incoming WHERE true {_ONCE}")
    driver.execute("DELETE FROM usage_incoming")
    return changed


def roll_up(connection: Any, touched: int | Iterable[int]) -> None:
    """Bring usage_days up to date for a batch (by its number) or for days (ordinals), now.

    The store does so by itself at the end of each operation; this is for who reads the roll-up before that.
    """
    driver = raw(connection)
    if not isinstance(touched, int):
        days = [(day,) for day in touched]
        driver.executemany(f"{_TOUCH} SELECT id, ? FROM accounts WHERE true {_ONCE}", days)
    _roll_up_touched(driver)


def roll_up_all(connection: Any) -> None:
    """Compute usage_days anew from all facts."""
    driver = raw(connection)
    driver.execute("UPDATE usage_pending SET disturbed = 1")
    driver.execute("DELETE FROM usage_days")
    seen = ROLL_UP.replace("GROUP BY", f"WHERE u.batch_id IS NOT ({PENDING}) GROUP BY")
    driver.execute(f"INSERT INTO usage_days ({ROLL_UP_COLUMNS}) {seen}")


def rolled_days(connection: Connection) -> frozenset[date]:
    """The days whose roll-up has been made anew since this was asked last."""
    rows = connection.execute("SELECT day FROM usage_rolled").fetchall()
    connection.execute("DELETE FROM usage_rolled")
    return frozenset(date.fromordinal(day) for (day,) in rows)


def settle(connection: Connection, operation_id: int) -> None:
    """Bring the roll-up up to date with all that the operation, or its undoing, did to usage and modules."""
    # Rows of usage that were journalled one by one.
    for image in ("before", "after"):
        connection.execute(
            f"{_TOUCH} SELECT DISTINCT {image} ->> 'account_id', {image} ->> 'day' FROM change_log "
            f"WHERE operation_id = ? AND table_name = 'usage' AND {image} IS NOT NULL {_ONCE}",
            (operation_id,),
        )
    # Modules that became core or ceased to be: only these are worth reading all facts for.
    modules = (
        "SELECT row_id FROM change_log WHERE operation_id = ? AND table_name = 'modules' "
        "AND before ->> 'core' <> after ->> 'core'"
    )
    if connection.execute(modules, (operation_id,)).fetchone():
        connection.execute(
            f"{_TOUCH} SELECT DISTINCT account_id, day FROM usage WHERE module_id IN ({modules}) {_ONCE}",
            (operation_id,),
        )
    _roll_up_touched(connection)


def disturb(connection: Connection, operation_id: int) -> None:
    """At the end of an operation, or of its undoing: mark a batch that it makes wrong."""
    if not connection.execute("SELECT 1 FROM usage_pending").fetchone():
        return
    connection.execute(
        "UPDATE usage_pending SET disturbed = 1 WHERE EXISTS (SELECT 1 FROM change_log "
        "WHERE operation_id = ? AND (table_name IN ('modules', 'account_aliases', 'usage', ?) "
        "OR table_name = 'accounts' AND (before IS NULL OR after IS NULL) "
        "OR table_name = ? AND after ->> 'table' IN ('accounts', 'modules', 'account_aliases')))",
        (operation_id, journal.BATCH, journal.MADE),
    )


def swap(connection: Connection, batch_id: int, direction: journal.Direction) -> None:
    """Take a batch out of usage (undo) or put it back (redo), exactly."""
    with journal.usage_unwatched(connection):
        if direction == "undo":
            connection.execute(
                "INSERT INTO usage_shelf "
                "(batch_id, image, account_id, module_id, day, provisioned, active, row_batch_id) "
                "SELECT batch_id, 'after', account_id, module_id, day, provisioned, active, batch_id "
                "FROM usage WHERE batch_id = ?",
                (batch_id,),
            )
            _touch_shelf(connection, batch_id)
            _from_shelf(connection, batch_id, "before")
            connection.execute("DELETE FROM usage WHERE batch_id = ?", (batch_id,))
        else:
            _touch_shelf(connection, batch_id)
            _from_shelf(connection, batch_id, "after")
            connection.execute("DELETE FROM usage_shelf WHERE batch_id = ? AND image = 'after'", (batch_id,))


def sweep(connection: Connection) -> None:
    """At opening: drop what a crash left staged, and the shelves of operations that nobody can redo."""
    if connection.execute("SELECT 1 FROM usage_pending").fetchone():
        from csmdesk.storage import pending

        pending.sweep(connection)
    if connection.execute("SELECT 1 FROM usage_staged LIMIT 1").fetchone():
        connection.execute("DELETE FROM usage_staged")
    lost = "SELECT batch_id FROM operations WHERE state = 'lost' AND batch_id IS NOT NULL"
    if connection.execute(f"SELECT 1 FROM usage_shelf WHERE batch_id IN ({lost}) LIMIT 1").fetchone():
        connection.execute(f"DELETE FROM usage_shelf WHERE batch_id IN ({lost})")


_OVERWRITE = (
    "ON CONFLICT (account_id, module_id, day) DO UPDATE SET "
    "provisioned = excluded.provisioned, active = excluded.active, batch_id = excluded.batch_id"
)
_OTHER_PENDING = f"{PENDING} WHERE batch_id <> ?"
_TOUCH = "INSERT INTO usage_touched (account_id, day)"
_ONCE = "ON CONFLICT DO NOTHING"
_SUMS = (
    "u.day, u.account_id, coalesce(sum(u.provisioned), 0), "
    "coalesce(sum(u.active) FILTER (WHERE u.provisioned IS NOT NULL), 0), count(*), "
    "sum(u.active > 0), sum(u.active > 0 AND m.core = 1)"
)
ROLL_UP_COLUMNS = "day, account_id, provisioned, active, modules, used, core_used"
ROLL_UP = f"SELECT {_SUMS} FROM usage u JOIN modules m ON m.id = u.module_id GROUP BY u.day, u.account_id"
"""The roll-up of all facts, as SQL."""


def _take_in(connection: Connection, batch_id: int) -> int:
    """Into usage_incoming: the rows of the batch that differ from the book; how many.

    The outer joins turn an unknown name into a NULL in the key, which raises IntegrityError.
    """
    return connection.execute(
        "INSERT INTO usage_incoming "
        "SELECT s.account_id, s.module_id, s.day, s.provisioned, s.active FROM ("
        " SELECT a.id AS account_id, m.id AS module_id, day, provisioned, active, max(position)"
        " FROM usage_staged LEFT JOIN accounts a ON a.code = account LEFT JOIN modules m ON m.name = module"
        " WHERE batch_id = ? GROUP BY a.id, m.id, day) s "
        "LEFT JOIN usage u ON u.account_id = s.account_id AND u.module_id = s.module_id AND u.day = s.day "
        f"AND u.batch_id IS NOT ({_OTHER_PENDING}) "
        "WHERE u.account_id IS NULL OR u.provisioned IS NOT s.provisioned OR u.active <> s.active",
        (batch_id, batch_id),
    ).rowcount


def _drop_staged(connection: Connection, batch_id: int) -> None:
    # Two ranges, each a look into the key; <> would read all rows.
    others = "EXISTS (SELECT 1 FROM usage_staged WHERE batch_id {} ?)"
    found = connection.execute(f"SELECT {others.format('<')} OR {others.format('>')}", (batch_id, batch_id))
    if found.fetchone()[0]:
        connection.execute("DELETE FROM usage_staged WHERE batch_id = ?", (batch_id,))
    else:
        # Without WHERE, SQLite frees whole pages instead of deleting row by row.
        connection.execute("DELETE FROM usage_staged")


def _refuse_unknown(connection: Connection, batch_id: int) -> None:
    for column, table, name in (("account", "accounts", "code"), ("module", "modules", "name")):
        missing = connection.execute(
            f"SELECT DISTINCT {column} FROM usage_staged WHERE batch_id = ? "
            f"AND {column} NOT IN (SELECT {name} FROM {table}) ORDER BY 1 LIMIT 5",
            (batch_id,),
        ).fetchall()
        if missing:
            raise UnknownNames(f"no such {column} in the book: {', '.join(str(m[0]) for m in missing)}")


def _touch_shelf(connection: Connection, batch_id: int) -> None:
    connection.execute(
        f"{_TOUCH} SELECT DISTINCT account_id, day FROM usage_shelf "
        f"WHERE batch_id = ? AND image = 'after' {_ONCE}",
        (batch_id,),
    )


def _from_shelf(connection: Connection, batch_id: int, image: str) -> None:
    connection.execute(
        "INSERT INTO usage (account_id, module_id, day, provisioned, active, batch_id) "
        "SELECT account_id, module_id, day, provisioned, active, row_batch_id FROM usage_shelf "
        f"WHERE batch_id = ? AND image = ? {_OVERWRITE}",
        (batch_id, image),
    )


def _roll_up_touched(connection: Connection) -> None:
    if not connection.execute("SELECT 1 FROM usage_touched LIMIT 1").fetchone():
        return
    # The facts' key starts with account and module: look each touched day up under the account's modules,
    # which are found by hopping from one to the next, instead of reading all facts of the account.
    connection.execute("DELETE FROM usage_pairs")
    connection.execute(
        "INSERT INTO usage_pairs WITH RECURSIVE hop (account_id, module_id) AS ("
        " SELECT account_id, (SELECT min(module_id) FROM usage u WHERE u.account_id = t.account_id)"
        " FROM (SELECT DISTINCT account_id FROM usage_touched) t"
        " UNION ALL"
        " SELECT account_id, (SELECT min(module_id) FROM usage u"
        "  WHERE u.account_id = hop.account_id AND u.module_id > hop.module_id)"
        " FROM hop WHERE module_id IS NOT NULL)"
        " SELECT account_id, module_id FROM hop WHERE module_id IS NOT NULL"
    )
    connection.execute(
        "DELETE FROM usage_days WHERE (day, account_id) IN (SELECT day, account_id FROM usage_touched)"
    )
    connection.execute(
        f"INSERT INTO usage_days ({ROLL_UP_COLUMNS}) SELECT {_SUMS} FROM usage_touched t "
        "CROSS JOIN usage_pairs p ON p.account_id = t.account_id "
        "CROSS JOIN usage u ON u.account_id = p.account_id AND u.module_id = p.module_id AND u.day = t.day "
        f"AND u.batch_id IS NOT ({PENDING}) "
        "CROSS JOIN modules m ON m.id = u.module_id "
        # Read account by account, as the facts lie; written day by day, as the roll-up does.
        "GROUP BY t.account_id, t.day ORDER BY t.day, t.account_id"
    )
    connection.execute("DELETE FROM usage_pairs")
    connection.execute(f"INSERT INTO usage_rolled SELECT DISTINCT day FROM usage_touched WHERE true {_ONCE}")
    connection.execute("DELETE FROM usage_touched")
