"""Records counted and added up by a word of theirs and by month, for a workbook.

The cells are exact: whole numbers and fractions, never floats. pandas is imported when the first table is
made, which takes a while: this is called in another thread than the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.text import Language, Text

Cell = str | int | Fraction | None


class Entry(NamedTuple):
    """What one record adds: to the row of its word, in the month of its day."""

    word: str
    day: date | None
    value: Fraction | int


class CrossTable(NamedTuple):
    """A table with a row for each word and a column for each month, with their sums at the ends.

    ``number`` is the format of its numbers in a workbook, '' for none.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: str = ""


TOTAL = Text("合计", "Total")
NO_DAY = Text("无日期", "No date")
NO_WORD = Text("（空）", "(none)")


def cross_table(
    title: str, head: str, entries: Sequence[Entry], language: Language, number: str = ""
) -> CrossTable:
    """Add entries up: every month from the first to the last, the largest row first, the sums last.

    Where a record has no day there is a column for such; a word that is empty has a row of its own.
    """
    import pandas

    no_day = NO_DAY.to(language)
    frame = pandas.DataFrame(
        [(each.word, no_day if each.day is None else f"{each.day:%Y-%m}", each.value) for each in entries],
        columns=["word", "month", "value"],
        dtype=object,
    )
    months = _months([each.day for each in entries if each.day is not None])
    if any(each.day is None for each in entries):
        months.append(no_day)
    table = frame.pivot_table(index="word", columns="month", values="value", aggfunc="sum", sort=False)
    # Of fractions pandas keeps whole objects; where nothing was there is none, not a float.
    table = table.reindex(columns=months).astype(object)
    table = table.where(table.notna(), 0)
    sums = {word: _sum(table.loc[word].tolist()) for word in table.index}
    words = sorted(table.index, key=lambda word: (-sums[word], word))
    rows: list[tuple[Cell, ...]] = [
        (word or NO_WORD.to(language), *table.loc[word].tolist(), sums[word]) for word in words
    ]
    feet = [_sum(table[month].tolist()) for month in months]
    total = TOTAL.to(language)
    rows.append((total, *feet, _sum(feet)))
    return CrossTable(title, (head, *months, total), tuple(rows), number)


def _sum(values: Sequence[Fraction | int]) -> Fraction | int:
    found = sum(values, start=Fraction(0))
    return int(found) if found.denominator == 1 else found


def _months(days: Sequence[date]) -> list[str]:
    """The months from the first day's to the last one's, without a gap."""
    if not days:
        return []
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
