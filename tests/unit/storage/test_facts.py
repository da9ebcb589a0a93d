"""Usage by columns comes into the book as the same rows one by one do: facts, roll-up, undo."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from csmdesk.domain.changes import Op
from csmdesk.storage import coming_facts, pending, usage
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.facts import UNKNOWN, Facts
from csmdesk.storage.usage import StagedRow
from tests.unit.storage.making import DAY, digest_of, fill, import_usage, rows_of, value_of


def by_columns(rows: Sequence[StagedRow]) -> Facts:
    """``rows`` as facts."""
    import numpy as np

    accounts = tuple(dict.fromkeys(row[0] for row in rows))
    modules = tuple(dict.fromkeys(row[1] for row in rows))
    return Facts(
        accounts, modules,
        np.array([accounts.index(row[0]) for row in rows]), np.array([modules.index(row[1]) for row in rows]),
        np.array([row[2] for row in rows]),
        np.array([UNKNOWN if row[3] is None else row[3] for row in rows]), np.array([row[4] for row in rows]),
    )  # fmt: skip


def drawn(chance: random.Random, accounts: int, days: int, count: int) -> list[StagedRow]:
    """Rows of different keys, in no order."""
    found: dict[tuple[str, str, int], StagedRow] = {}
    for _ in range(count):
        key = f"K{chance.randrange(accounts)}", chance.choice(["看板", "报表"]), DAY + chance.randrange(days)
        most = chance.choice([None, 5, 10])
        found[key] = (*key, most, chance.randint(0, most if most is not None else 9))
    return list(found.values())


def test_facts_read_like_their_rows() -> None:
    rows = drawn(random.Random(1), 3, 9, 40)
    facts = by_columns(rows)
    assert list(facts) == rows
    assert [facts[at] for at in range(len(rows))] == rows
    assert list(facts[3:7]) == rows[3:7]


@pytest.mark.parametrize("seed", range(12))
def test_facts_make_the_same_book_as_their_rows(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    days = chance.choice([3, 40, 5_000])
    batches = [drawn(chance, 6, days, chance.choice([1, 5, 60])) for _ in range(4)]
    digests = []
    for columns in (False, True):
        with (
            Book.create(tmp_path / str(columns)).book as book,
            patch.object(coming_facts, "PIECE", 7),
            patch.object(coming_facts, "_TOGETHER", 3),
            patch.object(pending, "PAIRS", 3),
        ):
            fill(book, 6)
            states = [digest_of(book)]
            for rows in batches:
                import_usage(book, by_columns(rows) if columns else rows)
                states.append(digest_of(book))
                assert check(book) == []
            digests.append(states)
            for expected in states[-2::-1]:
                if book.store.undo() is not None:
                    assert digest_of(book) == expected
            while book.store.redo() is not None:
                pass
            assert digest_of(book) == states[-1]
    assert digests[0] == digests[1]


def test_facts_of_names_that_nobody_knows_are_refused_as_their_rows_are(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    with pytest.raises(usage.UnknownNames):
        import_usage(book, by_columns([("K0", "看板", DAY, 10, 5), ("K9", "看板", DAY, 10, 5)]))
    assert digest_of(book) == before
    assert check(book) == []


def test_facts_are_seen_by_nobody_before_they_are_applied(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    batch = usage.new_batch(book.store)
    rows = drawn(random.Random(2), 3, 30, 90)
    told: list[int] = []
    with patch.object(coming_facts, "PIECE", 10):
        assert usage.stage(book.store, batch, by_columns(rows), staged=told.append) == len(rows)
    assert told == list(range(0, len(rows), 10))
    assert digest_of(book) == before
    assert rows_of(book, "SELECT count(*) FROM usage_days") == [(0,)]
    assert value_of(book, "SELECT count(*) FROM main.usage") == len(rows)
    assert value_of(book, "SELECT count(*) FROM main.usage_days") > 0
    usage.discard(book.store, batch)
    assert value_of(book, "SELECT count(*) FROM main.usage") == 0
    assert value_of(book, "SELECT count(*) FROM main.usage_days") == 0


def test_facts_on_their_way_are_disturbed_by_what_disturbs_rows(book: Book) -> None:
    fill(book)
    batch = usage.new_batch(book.store)
    usage.stage(book.store, batch, by_columns(drawn(random.Random(3), 3, 9, 20)))
    import_usage(book, [("K0", "看板", DAY, 10, 5)])
    with pytest.raises(pending.Disturbed):
        book.store.run(Op.IMPORT, lambda connection: usage.apply(connection, batch))
    usage.discard(book.store, batch)
    assert check(book) == []
