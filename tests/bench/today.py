"""The morning start: what Today counts before it can be shown, with 500 accounts and 50,000 records."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.books import CLOSING, PERIOD
from tests.today_books import make_today_book, records

ACCOUNTS = 500
ROUNDS = 5
GOAL = 1000.0

Say = Callable[[str], object]

_COLD = """
import sys, time
begun = time.perf_counter()
from datetime import date
from pathlib import Path
from csmdesk.storage.book import Book
from csmdesk.services.accounts import Accounts
from csmdesk.services.todos import Todos
with Book.open(Path(sys.argv[1]), write=False) as book:
    Todos(book, Accounts(book)).data(sys.argv[2], date.fromisoformat(sys.argv[3]), "zh")
print((time.perf_counter() - begun) * 1e3)
"""


def run(say: Say) -> None:
    """Say medians (goal: a start in a new process, libraries and all, in 1 s)."""
    from csmdesk.services.accounts import Accounts
    from csmdesk.services.todos import Todos

    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        with make_today_book(Path(home) / "book", ACCOUNTS) as book:
            rows = records(book)
            first, again, lines = [], [], []
            for _ in range(ROUNDS):
                lines.append(_took(partial(Accounts(book).lines, PERIOD, CLOSING)))
                todos = Todos(book, Accounts(book))
                first.append(_took(partial(todos.data, PERIOD, CLOSING, "zh")))
                data = todos.data(PERIOD, CLOSING, "zh")
                todos.done(data.todos[0].key, on=CLOSING)
                again.append(_took(partial(todos.data, PERIOD, CLOSING, "zh")))
            folder = book.folder
        cold = [_cold(folder) for _ in range(ROUNDS)]
    say(f"{ACCOUNTS} accounts, {rows:,} records, {len(data.todos)} to-dos:")
    say(f"  in a new process {median(cold):.0f} ms (goal {GOAL:.0f}), first {median(first):.0f} ms")
    say(f"  after one was ticked off {median(again):.0f} ms; the figures of the list {median(lines):.0f} ms")
    say(f"  first ÷ figures of the list {median(first) / median(lines):.2f}")


def _cold(folder: Path) -> float:
    command = [sys.executable, "-c", _COLD, str(folder), PERIOD, CLOSING.isoformat()]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1e3


if __name__ == "__main__":
    run(print)
