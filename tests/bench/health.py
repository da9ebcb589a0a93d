"""A day's new usage brought into all scores, against counting all of them anew."""

from __future__ import annotations

import gc
import json
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.books import CLOSING, PERIOD, make_book

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.domain.facts import Facts
    from csmdesk.storage.book import Book

Say = Callable[[str], object]

ROUNDS = 7
ACCOUNTS, MODULES, DAYS = 1_000, 20, 180
GOAL = 0.35

_KINDS = (
    *("usage_depth", "usage_breadth", "usage_trend"),
    *("tickets_overdue", "tickets_on_time", "touch_age"),
)


def run(say: Say) -> None:
    """Say medians of both sides, alternating, and their ratio (goal: at most 0.35), for each rhythm."""
    with (
        tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home,
        make_book(Path(home) / "book", ACCOUNTS) as book,
    ):
        _fill(book)
        facts = ACCOUNTS * MODULES
        say(f"{ACCOUNTS:,} accounts, {facts * DAYS:,} usage facts, a day's {facts:,} new ones:")
        for rhythm in ("weekly", "daily"):
            _set_rhythm(book, rhythm)
            _compare(say, book, rhythm)


def _compare(say: Say, book: Book, rhythm: str) -> None:
    from csmdesk.storage.kept_facts import facts_as_needed, reread

    known = facts_as_needed(book.reading)
    _scores(known)
    part: list[float] = []
    whole: list[float] = []
    rolled: list[float] = []
    for turn in range(ROUNDS):
        changes, took = _new_day(book, CLOSING, turn)
        rolled.append(took)
        gc.collect()
        gc.disable()
        begun = perf_counter()
        tables = {*changes.ids, *changes.whole}
        known = reread(known, book.reading, tables, changes.usage_days)
        found = _scores(known)
        part.append((perf_counter() - begun) * 1e3)
        begun = perf_counter()
        anew = _scores(facts_as_needed(book.reading))
        whole.append((perf_counter() - begun) * 1e3)
        gc.enable()
        assert found == anew, "the two sides differ"
    ratio = median(part) / median(whole)
    say(
        f"  {rhythm}: after the new day {median(part):.0f} ms, all anew {median(whole):.0f} ms, "
        f"ratio {ratio:.2f} (goal: at most {GOAL})"
    )
    say(f"    writing the day itself, roll-up included: {median(rolled):.0f} ms")


def _scores(facts: Facts) -> dict[int, Any]:
    """All scores of the half year: every scoring day of every account, and those of the closing day."""
    from csmdesk.domain.period import parse_period
    from csmdesk.domain.rules import Rules
    from csmdesk.metrics.basis import Basis

    basis = Basis(facts, parse_period(PERIOD, 1), CLOSING, Rules())
    return {**basis.scoring.courses, "closing": basis.healths(CLOSING)}  # type: ignore[dict-item]


def _new_day(book: Book, day: date, turn: int) -> tuple[Changes, float]:
    """Write a day's usage of all accounts and modules as an import does."""
    from csmdesk.domain.changes import Op
    from csmdesk.storage import usage

    dice = Random(turn)
    batch = usage.new_batch(book.store)
    codes, names = _codes(book), _names()
    rows = ((code, name, day.toordinal(), 50, dice.randint(0, 50)) for code in codes for name in names)
    usage.stage(book.store, batch, rows)
    begun = perf_counter()
    outcome = book.store.run(Op.IMPORT, lambda connection: usage.apply(connection, batch))
    return outcome.changes, (perf_counter() - begun) * 1e3


def _codes(book: Book) -> list[str]:
    with book.reading() as connection:
        return [row[0] for row in connection.execute("SELECT code FROM accounts ORDER BY id").fetchall()]


def _names() -> list[str]:
    return [f"模块{n}" for n in range(MODULES)]


def _set_rhythm(book: Book, rhythm: str) -> None:
    from csmdesk.domain.changes import Op
    from csmdesk.storage.read import HEALTH_SETTINGS

    key, value = HEALTH_SETTINGS["rhythm"], json.dumps(rhythm)
    book.store.run(
        Op.EDIT_SETTING,
        lambda connection: connection.exec_driver_sql(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        ),
    )


def _fill(book: Book) -> None:
    """Half a year of usage of every day, more tickets, and a dimension of each kind beside the imported."""
    from csmdesk.storage import driver, usage
    from csmdesk.storage.book import DATABASE

    dice = Random(5)
    days = [(CLOSING - timedelta(days=n)).toordinal() for n in range(DAYS, 0, -1)]
    connection = driver.connect(book.folder / DATABASE, book._key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM usage")
        connection.execute("DELETE FROM account_modules")
        ids = [row[0] for row in connection.execute("SELECT id FROM accounts ORDER BY id").fetchall()]
        connection.executemany(
            "INSERT INTO modules (id, name, core) VALUES (?, ?, ?)",
            [(100 + n, name, int(n < 5)) for n, name in enumerate(_names())],
        )
        connection.executemany(
            "INSERT INTO account_modules (account_id, module_id) VALUES (?, ?)",
            [(a, 100 + n) for a in ids for n in range(MODULES)],
        )
        for account in ids:
            connection.executemany(
                "INSERT INTO usage (account_id, module_id, day, provisioned, active) VALUES (?, ?, ?, 50, ?)",
                [(account, 100 + n, day, dice.randint(0, 50)) for n in range(MODULES) for day in days],
            )
        usage.roll_up_all(connection)
        connection.executemany(
            "INSERT INTO tickets (code, account_id, opened_at, due_at, resolved_at) VALUES (?, ?, ?, ?, ?)",
            [_ticket(n, dice.choice(ids), dice) for n in range(10 * len(ids))],
        )
        connection.executemany(
            "INSERT INTO health_dimensions (name, weight, source) VALUES (?, '0.1', ?)",
            [(kind, kind) for kind in _KINDS],
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _ticket(number: int, account: int, dice: Random) -> tuple[Any, ...]:
    opened = CLOSING - timedelta(days=dice.randint(0, 300))
    due, done = (opened + timedelta(days=dice.randint(1, 20)) for _ in range(2))
    return f"B{number}", account, f"{opened} 09:00", f"{due} 18:00", f"{done} 12:00"


if __name__ == "__main__":
    run(print)
