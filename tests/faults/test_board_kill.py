"""kill -9 after a drop: the card is where it was dropped or where it came from, all others as they were."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import statistics
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.faults.board_kill_driver import Columns, board_of, drops, shown
from tests.unit.services.board_walk import make_board
from tests.unit.storage.making import python, rows_of, value_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

FURTHEST = 6
"""The kill comes during one of so many first drops, or soon after."""


def kill(template: Path, folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill so many children while they drop cards; how many drops were there afterwards and how many not."""
    draw = random.Random(seed)
    with Book.open(template) as book:
        begun = shown(board_of(book))
    outcomes: Counter[str] = Counter()
    length = 0.005
    lengths: list[float] = []
    with python("-m", "tests.faults.board_kill_driver") as server:
        for number in range(kills):
            book_folder = Path(shutil.copytree(template, folder / "killed"))
            # Spread over the length of a drop and a little beyond.
            after = length * 1.2 * (number + draw.random()) / kills
            request = {
                "book": str(book_folder),
                "seed": number,
                "at": draw.randint(0, FURTHEST),
                "after": after,
            }
            answer = answered(server, request)
            assert answer["killed"], "the child ended by itself"
            lengths += answer["took"]
            length = statistics.median(lengths) if lengths else length
            outcomes[state_after(book_folder, begun, number, answer["done"])] += 1
            shutil.rmtree(book_folder)
        assert server.stdin is not None
        server.stdin.close()
    sys.stdout.write(f"\nkills: {dict(outcomes)}, a drop takes {1000 * length:.1f} ms\n")
    return outcomes


def answered(server: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What the server says to a request."""
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    line = server.stdout.readline()
    assert line, "the driver ended"
    answer: dict[str, Any] = json.loads(line)
    return answer


def state_after(folder: Path, begun: Columns, seed: int, done: int) -> str:
    """Open the book that a killed window left: the board after the last drop that was told done, or one more.

    It goes on from there: the last drop can be undone, and cards can be dropped.
    """
    boards = [begun, *(after for _, after in itertools.islice(drops(begun, seed), done + 1))]
    before, after = boards[done], boards[done + 1]
    with Book.open(folder) as book:
        assert check(book) == []
        board = board_of(book)
        found = shown(board)
        assert found in (before, after)
        expect_whole(book, found)
        if found != begun:
            assert book.store.undo() is not None
            assert shown(board) in boards
            assert book.store.redo() is not None
        assert shown(board) == found
        card = next(ids[0] for ids in found.values() if ids)
        board.move(card, "todo")
        assert shown(board)["todo"][-1] == card
    return "where it was dropped" if found == after else "where it came from"


def expect_whole(book: Book, found: Columns) -> None:
    """What is done is confirmed, and the last move of each card led to where it is."""
    sql = "SELECT count(*) FROM tasks WHERE (status = 'done') <> (accepted_day IS NOT NULL)"
    assert value_of(book, sql) == 0
    last: dict[int, str] = dict(rows_of(book, "SELECT task_id, to_status FROM task_moves ORDER BY id"))
    assert {(card, status) for status, ids in found.items() for card in ids if card in last} == set(
        last.items()
    )


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A board with cards in three columns, not one of them placed yet."""
    folder = tmp_path / "template"
    make_board(folder)
    with Book.open(folder) as book:
        board = board_of(book)
        for card in shown(board)["done"]:
            board.move(card, "review")
    return folder


def test_a_killed_drop_is_done_or_not_done(template: Path, tmp_path: Path) -> None:
    outcomes = kill(template, tmp_path, 40, seed=5)
    assert outcomes.total() == 40
    assert set(outcomes) == {"where it was dropped", "where it came from"}


@pytest.mark.long
def test_thousands_of_killed_drops(template: Path, tmp_path: Path) -> None:
    outcomes = kill(template, tmp_path, 5_000, seed=6)
    assert outcomes.total() == 5_000
    assert min(outcomes.values()) > 100
