"""All metrics of a half year, and what the page of metrics reads beside them, with 500 accounts."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.books import CLOSING, PERIOD, make_book
from tests.today_books import make_today_book, records

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

ACCOUNTS = 500
ROUNDS = 7
GOAL = 150.0

Say = Callable[[str], object]


def run(say: Say) -> None:
    """Say medians (goal: all metrics of the half year, rows read and all, in 150 ms)."""
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        # The collector rests, as it does in the window while something is counted.
        gc.collect()
        gc.freeze()
        gc.disable()
        try:
            for name, make in (("plain", make_book), ("long", make_today_book)):
                with make(Path(home) / name, ACCOUNTS) as book:
                    _measure(say, book)
        finally:
            gc.enable()


def _measure(say: Say, book: Book) -> None:
    from csmdesk.services.figures import figures
    from csmdesk.services.measure_view import Asked
    from csmdesk.services.measures import Measures

    asked = Asked(PERIOD, CLOSING, "zh")
    figures(book, PERIOD, CLOSING)  # with the libraries
    floor, every, page, before, trends, single = [], [], [], [], [], []
    for _ in range(ROUNDS):
        floor.append(_took(partial(_fetch, book)))
        every.append(_took(partial(figures, book, PERIOD, CLOSING)))
        measures = Measures(book)
        page.append(_took(partial(measures.lines, asked)))
        before.append(_took(partial(measures.before, asked)))
        trends.append(_took(partial(measures.sparks, asked)))
        single.append(_took(partial(Measures(book).trend, "nrr", asked, 36)))
    goal, ratio = f"{GOAL:.0f}", median(every) / median(floor)
    say(f"{ACCOUNTS} accounts, {records(book):,} records, all metrics of the half year:")
    say(f"  {_words(every)} (goal {goal}), {ratio:.1f} × fetching the same rows ({_words(floor)})")
    say(f"  the page's list {_words(page)}, the periods before {_words(before)}")
    say(f"  12 months of every metric {_words(trends)}, 36 months of one {_words(single)}")


def _fetch(book: Book) -> None:
    """Fetch the rows that the metrics look at, and do nothing with them."""
    from csmdesk.storage.read import SOURCES, select

    with book.reading() as connection:
        for source in SOURCES.values():
            connection.execute(f"{select(source)} ORDER BY id").fetchall()


def _took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1e3


def _words(times: list[float]) -> str:
    return f"{median(times):.0f} ms (best {min(times):.0f})"


if __name__ == "__main__":
    run(print)
