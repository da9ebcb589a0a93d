"""Facts by column on their way in: written in the order of the table, rolled up from the columns themselves.

As ``pending`` does with rows one by one: in commits of a few thousand that no reader sees.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from csmdesk.storage import journal, pending
from csmdesk.storage.driver import Connection
from csmdesk.storage.facts import UNKNOWN
from csmdesk.storage.pending import Pending
from csmdesk.storage.store import Store

if TYPE_CHECKING:
    from csmdesk.storage.facts import Facts, Flags, Integers, Keyed

PIECE = 5_000
"""Rows of one commit."""
_TOGETHER = 200
"""Rows of one statement: a call for each takes as long as writing it."""
_EXACT = 2**53
"""Up to here sums by ``bincount``, which are floats, are exact."""


def shared_accounts(store: Store, keyed: Keyed) -> frozenset[int]:
    """The accounts that have other facts in the days of these."""
    days = int(keyed.facts.day.min()), int(keyed.facts.day.max())
    found = store.outside_journal(
        lambda connection: connection.execute(
            "SELECT DISTINCT account_id FROM usage_days WHERE day BETWEEN ? AND ?", days
        ).fetchall(),
        durable=False,
    )
    return frozenset(account for (account,) in found) & frozenset(keyed.numbers.tolist())


def apart(
    store: Store,
    coming: Pending,
    keyed: Keyed,
    shared: frozenset[int],
    pause: Callable[[], object] = bool,
) -> tuple[Keyed, Facts]:
    """The facts whose keys are new, and those that replace others; what stands already as it is goes.

    ``shared`` are the accounts that have other facts in these days; ``pause`` is called at each of them and
    may raise to stop.
    """
    new, replacing = np.ones(len(keyed.facts), bool), np.zeros(len(keyed.facts), bool)
    for account in sorted(shared):
        pause()
        start, stop = np.searchsorted(keyed.account, (account, account + 1)).tolist()
        rows = keyed.facts[start:stop]
        there = store.outside_journal(
            lambda connection, account=account, rows=rows: _stored(connection, account, rows),  # type: ignore[misc]
            durable=False,
        )
        if not len(there):
            continue
        first = int(rows.day.min())
        span = int(rows.day.max()) - first + 1
        keys = keyed.module[start:stop].astype(np.int64) * span + (rows.day - first)
        stored = there[:, 0] * span + (there[:, 1] - first)
        at = np.minimum(np.searchsorted(stored, keys), len(stored) - 1)
        found = stored[at] == keys
        new[start:stop] = ~found
        other = (there[at, 2] != rows.provisioned) | (there[at, 3] != rows.active)
        replacing[start:stop] = found & other
    coming.others.update(
        zip(
            keyed.account[replacing].tolist(), keyed.module[replacing].tolist(),
            keyed.facts.day[replacing].tolist(), strict=True,
        )
    )  # fmt: skip
    return (keyed if bool(new.all()) else keyed.at(new)), keyed.facts.at(replacing)


def _stored(connection: Connection, account: int, rows: Facts) -> Integers:
    """What usage holds of an account in the days of ``rows``, in the order of its key."""
    found = connection.execute(
        f"SELECT module_id, day, coalesce(provisioned, {UNKNOWN}), active FROM usage "
        "WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY module_id, day",
        (account, int(rows.day.min()), int(rows.day.max())),
    ).fetchall()
    cells = itertools.chain.from_iterable(found)
    return np.fromiter(cells, np.int64, 4 * len(found)).reshape(-1, 4)


def write(store: Store, coming: Pending, keyed: Keyed, start: int) -> list[int]:
    """Put one piece, from the row ``start`` on, where it stays; the places (among all rows) of those that
    have to be staged instead, because the table refuses them."""
    piece = slice(start, start + PIECE)
    facts = keyed.facts
    columns = [
        each[piece] for each in (keyed.account, keyed.module, facts.day, facts.provisioned, facts.active)
    ]
    cells = np.column_stack(columns).ravel().tolist()
    count = len(cells) // 5

    def put(connection: Connection) -> list[int]:
        with journal.usage_unwatched(connection):
            made = _insert(
                connection, "usage (account_id, module_id, day, provisioned, active, batch_id)",
                f"(?, ?, ?, nullif(?, {UNKNOWN}), ?, {coming.batch:d})", cells, 5,
            )  # fmt: skip
        if made:
            connection.execute(
                "UPDATE usage_pending SET rows = rows + ? WHERE batch_id = ?", (made, coming.batch)
            )
        return pending.not_standing(connection, rows_of(count)) if made < count else []

    def rows_of(number: int) -> list[tuple[Any, ...]]:
        rows = (cells[5 * at : 5 * at + 5] for at in range(number))
        return [(a, m, day, None if most == UNKNOWN else most, active) for a, m, day, most, active in rows]

    missing = store.outside_journal(put, durable=False, references=False)
    coming.touched.update(np.unique(columns[0]).tolist())
    coming.others.update((cells[5 * at], cells[5 * at + 1], cells[5 * at + 2]) for at in missing)
    return [start + at for at in missing]


def roll_up(
    store: Store,
    coming: Pending,
    keyed: Keyed,
    shared: frozenset[int],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Roll up what was written; no reader sees that either.

    ``shared`` are accounts that have other facts in these days: they are rolled up by ``pending``.
    """
    facts = keyed.facts
    most = max(int(facts.provisioned.max(initial=0)), int(facts.active.max(initial=0)))
    if most * len(facts) >= _EXACT:
        shared |= frozenset(keyed.numbers.tolist())
    alone = ~np.isin(keyed.numbers, np.array(sorted(shared), np.int64))
    days = _days(keyed, alone, coming.core)
    total = len(days) + 1
    for start in range(0, len(days), PIECE):
        if progress is not None:
            progress(start, total)
        _put_days(store, coming, days[start : start + PIECE])
    coming.touched &= shared
    pending.roll_up(store, coming, progress if coming.touched else None)
    if progress is not None:
        progress(total, total)


def _days(keyed: Keyed, alone: Flags, core: frozenset[int]) -> Integers:
    """A line of the roll-up for each day of the accounts of which ``alone`` is true, in the table's order."""
    facts = keyed.facts
    if not len(facts):
        return np.empty((0, 7), np.int64)
    count, first = len(keyed.numbers), int(facts.day.min())
    keys = (facts.day - first).astype(np.int64) * count + keyed.ranks
    known = facts.provisioned != UNKNOWN
    used = facts.active > 0
    in_core = np.isin(keyed.module, np.array(sorted(core), np.int64))
    if not bool(alone.all()):
        mine = alone[keyed.ranks]
        keys, known, used, in_core = keys[mine], known[mine], used[mine], in_core[mine]
        facts = facts.at(mine)
    if not len(keys):
        return np.empty((0, 7), np.int64)
    span = int(keys.max()) + 1
    places = None
    if span > 4 * len(keys) + 1_000:
        # Few of the days that there could be: count those that there are.
        places, keys = np.unique(keys, return_inverse=True)
        span = len(places)
    rows = np.bincount(keys, minlength=span)
    here = np.flatnonzero(rows)

    def total(weights: Integers | Flags) -> Integers:
        return np.bincount(keys, weights=weights, minlength=span)[here].astype(np.int64)

    provisioned = total(np.where(known, facts.provisioned, 0))
    active = total(np.where(known, facts.active, 0))
    named = here if places is None else places
    return np.column_stack(
        (named // count + first, keyed.numbers[named % count], provisioned, active, rows[here], total(used),
         total(used & in_core))
    )  # fmt: skip


def _put_days(store: Store, coming: Pending, days: Integers) -> None:
    coming_days = [(day,) for day in np.unique(days[:, 0]).tolist()]

    def put(connection: Connection) -> None:
        connection.executemany("INSERT OR IGNORE INTO usage_coming VALUES (?)", coming_days)
        _insert(
            connection,
            "usage_days (day, account_id, provisioned, active, modules, used, core_used, batch_id)",
            f"(?, ?, ?, ?, ?, ?, ?, {coming.batch:d})",
            days.ravel().tolist(),
            7,
        )

    store.outside_journal(put, durable=False, references=False)


def _insert(connection: Connection, into: str, marks: str, cells: Sequence[Any], width: int) -> int:
    """Insert rows, one after the other in ``cells``, but for those that break a rule; how many went in."""
    sql = f"INSERT OR IGNORE INTO {into} VALUES {marks}"
    together = sql + f", {marks}" * (_TOGETHER - 1)
    made, step = 0, _TOGETHER * width
    whole = len(cells) - len(cells) % step
    for start in range(0, whole, step):
        made += connection.execute(together, cells[start : start + step]).rowcount
    rest = [cells[start : start + width] for start in range(whole, len(cells), width)]
    return made + (connection.executemany(sql, rest).rowcount if rest else 0)
