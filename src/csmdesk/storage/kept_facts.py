"""The rows of a book for whoever keeps them: each table read when first looked at, and when it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from csmdesk.domain import facts as f
from csmdesk.storage.driver import Connection
from csmdesk.storage.read import (
    SOURCES,
    TABLES_OF,
    Meanings,
    Reading,
    as_day,
    part,
    select,
    typed,
    with_usage,
)

_AT_ONCE = frozenset({"contracts", "renewal_links", "health_overrides"})
"""What every list of figures needs, and what refers to each other, is read in one go."""


_USAGE = frozenset({"usage", "usage_days"})


def facts_as_needed(reading: Reading) -> f.Facts:
    """What ``read.facts`` gives, but most tables are read when they are first looked at, as they are then.

    The caller takes what ``reread`` gives when the book has changed.
    """
    with reading() as connection:
        return with_usage(reading, {name: _part(reading, connection, name) for name in TABLES_OF})


def reread(
    known: f.Facts, reading: Reading, tables: Collection[str], usage_days: Container[date] | None = None
) -> f.Facts:
    """What ``facts_as_needed`` gives now, when only ``tables`` have changed since it gave ``known``.

    Of usage, only ``usage_days`` have changed where they are given. What was worked out is taken along as far
    as it still holds.
    """
    old = [name for name, needed in TABLES_OF.items() if not needed.isdisjoint(tables)]
    usage = not _USAGE.isdisjoint(tables)
    if not old and not (usage and known.carried):
        return known
    with reading() as connection:
        made = replace(known, **{name: _part(reading, connection, name) for name in old})
    for key, carried in known.carried.items():
        made.carried[key] = carried.after(made, usage_days if usage else frozenset())
    return made


def _part(reading: Reading, connection: Connection, name: str) -> Any:
    if name not in SOURCES or name in _AT_ONCE:
        return part(connection, name)

    def read() -> list[Any]:
        with reading() as later:
            found: list[Any] = part(later, name)
            return found

    if name == "health_scores":
        return _KeptScores(read, reading)
    if name == "touches":
        return _KeptTouches(read, reading)
    return f.Rows(read)


def _of(name: str, account_id: int, reading: Reading) -> list[Any]:
    """The rows of one account, in the order of the book."""
    source = SOURCES[name]
    with reading() as connection:
        rows = connection.execute(f"{select(source)} WHERE account_id = ? ORDER BY id", (account_id,))
        return typed(rows, source)


class _KeptScores(f.HealthScores):
    """The dimension scores in the book; summed there, because they are many and the sums are few."""

    _MOST = 2**62 // 100_000
    """The largest Σ weight with which a sum fits into the database's whole numbers."""

    def __init__(self, read: Callable[[], list[f.HealthScore]], reading: Reading) -> None:
        super().__init__(read)
        self._reading = reading
        self._summed: tuple[object, list[f.ScoreSum]] = (None, [])

    def of(self, account_id: int) -> Sequence[f.HealthScore]:
        return super().of(account_id) if self.known else _of("health_scores", account_id, self._reading)

    def sums(
        self, weights: Mapping[int, int], start: date, end: date, without: frozenset[int] = frozenset()
    ) -> Iterable[f.ScoreSum]:
        if without or sum(weights.values()) > self._MOST:
            return super().sums(weights, start, end, without)
        asked = (dict(weights), start, end)
        summed = self._summed
        if summed[0] != asked:
            summed = self._summed = (asked, self._sums(weights, start, end))
        return summed[1]

    def _sums(self, weights: Mapping[int, int], start: date, end: date) -> list[f.ScoreSum]:
        weight = "".join(f" WHEN {dimension:d} THEN {weight:d}" for dimension, weight in weights.items())
        weight = f"CASE dimension_id{weight} ELSE 0 END" if weights else "0"
        sums = f"SELECT account_id, day, sum(score_milli * {weight}), sum({weight})"
        with self._reading() as connection:
            # The key's index would have to look each row up on its own.
            rows = connection.execute(
                f"{sums} FROM health_scores NOT INDEXED WHERE day BETWEEN ? AND ? GROUP BY account_id, day",
                (start.isoformat(), end.isoformat()),
            ).fetchall()
            first = min((row[1] for row in rows), default="")
            scored = {row[0] for row in rows if row[1] == first}
            ids = connection.execute("SELECT id FROM accounts").fetchall()
            rows += connection.execute(
                "WITH before AS MATERIALIZED (SELECT value AS account_id, (SELECT max(day) "
                "FROM health_scores WHERE account_id = value AND day < ?) AS day FROM json_each(?)) "
                f"{sums} FROM before CROSS JOIN health_scores USING (account_id, day) GROUP BY 1, 2",
                (start.isoformat(), json.dumps([i for (i,) in ids if i not in scored])),
            ).fetchall()
        days = Meanings(as_day)
        return [f.ScoreSum(account, days[day], points, held) for account, day, points, held in rows]


class _KeptTouches(f.Touches):
    """The touches in the book; the newest of an account is found by their index."""

    def __init__(self, read: Callable[[], list[f.Touch]], reading: Reading) -> None:
        super().__init__(read)
        self._reading = reading
        self._newest: tuple[object, dict[int, date]] = (None, {})

    def of(self, account_id: int) -> Sequence[f.Touch]:
        return _of("touches", account_id, self._reading)

    def newest_days(self, spans: Mapping[int, tuple[date, date]]) -> Mapping[int, date]:
        newest = self._newest
        if newest[0] != spans:
            newest = self._newest = (spans, self._newest_days(spans))
        return newest[1]

    def _newest_days(self, spans: Mapping[int, tuple[date, date]]) -> dict[int, date]:
        asked = json.dumps([(account, str(first), str(last)) for account, (first, last) in spans.items()])
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT value ->> 0, (SELECT max(day) FROM touches WHERE account_id = value ->> 0 "
                "AND day BETWEEN value ->> 1 AND value ->> 2) FROM json_each(?)",
                (asked,),
            ).fetchall()
        days = Meanings(as_day)
        return {account: days[day] for account, day in rows if day is not None}
