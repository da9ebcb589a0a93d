"""Counting the figures of the account list, taking an edit in, and all metrics of a half year."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.books import CLOSING, PERIOD, make_book

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.storage.book import Book

Say = Callable[[str], object]

ROUNDS = 7
LISTED = (2_000, 10_000)
MEASURED = 500


def run(say: Say) -> None:
    """Say medians (goals: a list of 2,000 in 200 ms, of 10,000 in 1 s, an edit in 300, metrics in 150)."""
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home, _resting():
        for accounts in LISTED:
            _lists(say, Path(home) / str(accounts), accounts)
        _metrics(say, Path(home) / "metrics")


@contextmanager
def _resting() -> Iterator[None]:
    """The collector rests, as it does in the window while something is counted."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _lists(say: Say, place: Path, accounts: int) -> None:
    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.accounts import Accounts
    from csmdesk.services.touches import TouchDraft

    with make_book(place, accounts) as book:
        rows = _lengthen(book)
        kept, edits = Accounts(book), AccountEdits(book, lambda: CLOSING)

        def shown(changes: Changes) -> float:
            return _took(lambda: (kept.amend(changes), kept.lines(PERIOD, None)))

        edits.edit([1], "segment", "潜力")  # from now on the writer is there, with its libraries
        first, other, segment, touch = [], [], [], []
        for turn in range(ROUNDS):
            kept.forget()
            first.append(_took(lambda: kept.lines(PERIOD, None)))
            other.append(_took(partial(kept.lines, f"2024Q{1 + turn % 2}", None)))
            kept.lines(PERIOD, None)
            segment.append(shown(edits.edit([turn + 2], "segment", "潜力")))
            day = CLOSING - timedelta(days=turn)
            touch.append(shown(edits.add_touch([turn + 2], TouchDraft(day, "电话", "问候"))))
        say(f"{accounts:,} accounts ({rows}), figures of the list:")
        say(f"  first {_words(first)}, of another period {_words(other)}")
        say(f"  after an edit of a segment {_words(segment)}, after a touch {_words(touch)}")


def _metrics(say: Say, place: Path) -> None:
    from csmdesk.services.figures import figures

    with make_book(place, MEASURED) as book:
        times = [_took(lambda: figures(book, PERIOD)) for _ in range(2 * ROUNDS)]
        say(f"all metrics of a half year, {MEASURED} accounts: {_words(times)} (goal: at most 150 ms)")


def _lengthen(book: Book) -> str:
    """Add history: some 5 contracts, 10 touches and a year of scores for each account; say the numbers."""
    from csmdesk.storage import driver
    from csmdesk.storage.book import DATABASE

    dice = Random(11)
    days = [(date(2023, month, 1) - timedelta(days=1)).isoformat() for month in range(7, 13)]
    connection = driver.connect(book.folder / DATABASE, book._key)
    try:
        ids = [row[0] for row in connection.execute("SELECT id FROM accounts ORDER BY id").fetchall()]
        terms = [(i, 10**6 * n + i, date(2022 - n, dice.randint(1, 12), 1)) for i in ids for n in (0, 1)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO health_scores (account_id, dimension_id, day, score_milli) VALUES (?, ?, ?, ?)",
            [(i, d, day, 1000 * dice.randint(30, 100)) for i in ids for day in days for d in range(1, 5)],
        )
        connection.executemany(
            "INSERT INTO contracts (code, account_id, kind, start_day, end_day, amount_fen) "
            "VALUES (?, ?, 'new', ?, ?, ?)",
            [
                (f"A{code}", i, str(start), str(start + timedelta(days=364)), 10**6 * dice.randint(4, 40))
                for i, code, start in terms
            ],
        )
        connection.executemany(
            "INSERT INTO touches (account_id, day, channel) VALUES (?, ?, ?)",
            [
                (i, str(CLOSING - timedelta(days=dice.randint(0, 400))), dice.choice(("拜访", "电话")))
                for i in ids
                for _ in range(6)
            ],
        )
        connection.execute("COMMIT")
        tables = ("contracts", "touches", "health_scores")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    finally:
        connection.close()
    return ", ".join(f"{count:,} {table}" for count, table in zip(counts, tables, strict=True))


def _took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1e3


def _words(times: list[float]) -> str:
    return f"{median(times):.0f} ms (best {min(times):.0f})"


if __name__ == "__main__":
    run(print)
