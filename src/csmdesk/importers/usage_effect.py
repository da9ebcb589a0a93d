"""How many usage rows of an import are new, changed and the same, without a look at each of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from csmdesk.importers.write import Counts
from csmdesk.storage.facts import UNKNOWN, Facts


def counted(connection: Any, facts: Facts) -> Counts:
    """What ``facts`` would do to the usage that ``connection`` reads: account by account and module by
    module, of which only those are compared that are there."""
    accounts = dict(connection.execute("SELECT code, id FROM accounts").fetchall())
    accounts |= dict(connection.execute("SELECT code, account_id FROM account_aliases").fetchall())
    modules = dict(connection.execute("SELECT name, id FROM modules").fetchall())
    pairs = facts.account.astype(np.int64) * len(facts.modules) + facts.module
    if bool((pairs[1:] < pairs[:-1]).any()):
        order = np.argsort(pairs, kind="stable")
        facts, pairs = facts.at(order), pairs[order]
    starts = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]])
    stops = np.r_[starts[1:], len(pairs)]
    firsts, lasts = np.minimum.reduceat(facts.day, starts), np.maximum.reduceat(facts.day, starts)
    count = Counts()
    for start, stop, first, last in zip(
        *(each.tolist() for each in (starts, stops, firsts, lasts)), strict=True
    ):
        account, module = facts.accounts[facts.account[start]], facts.modules[facts.module[start]]
        stored: list[tuple[int, int | None, int]] = []
        if account in accounts and module in modules:
            stored = connection.execute(
                "SELECT day, provisioned, active FROM usage WHERE account_id = ? AND module_id = ? "
                "AND day BETWEEN ? AND ? ORDER BY day",
                (accounts[account], modules[module], first, last),
            ).fetchall()
        known, same = _compared(facts[start:stop], stored) if stored else (0, 0)
        count.add(Counts(stop - start - known, known - same, same))
    return count


def _compared(facts: Facts, stored: list[tuple[int, int | None, int]]) -> tuple[int, int]:
    """How many of the facts of one account and module have a row, and how many the same one."""
    rows = np.array([(day, UNKNOWN if most is None else most, count) for day, most, count in stored])
    at = np.minimum(np.searchsorted(rows[:, 0], facts.day), len(rows) - 1)
    there = rows[at, 0] == facts.day
    same = there & (rows[at, 1] == facts.provisioned) & (rows[at, 2] == facts.active)
    return int(there.sum()), int(same.sum())
