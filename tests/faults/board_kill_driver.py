"""A server that drops cards in forked children and kills them: what is heavy is loaded once.

Reads one JSON request a line: the book's folder, a seed, at which drop to kill and how many seconds after its
start. Answers with how many drops the child had heard to be done, and how long each of them took.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from csmdesk.domain.war_room import STATUSES
from csmdesk.services.war_board import WarBoard
from csmdesk.storage.book import Book

TODAY = date(2024, 6, 28)
MOST = 200
"""A child that nobody kills ends after so many drops."""

Columns = dict[str, list[int]]


class Drop(NamedTuple):
    """A card dropped into a column in front of another card or at its end; without a card it is an undo."""

    card: int
    status: str
    before: int | None


def drops(columns: Columns, seed: int) -> Iterator[tuple[Drop, Columns]]:
    """Random drops and undos, and the board after each; the server and the test draw the same ones."""
    dice = Random(seed)
    now = {status: list(ids) for status, ids in columns.items()}
    before: list[Columns] = []
    for _ in range(MOST):
        if before and dice.random() < 0.15:
            now = before.pop()
            yield Drop(0, "", None), now
            continue
        before.append(now)
        now = {status: list(ids) for status, ids in now.items()}
        while now == before[-1]:
            drop = _drop(now, dice)
        yield drop, now


def _drop(now: Columns, dice: Random) -> Drop:
    was = dice.choice([status for status in STATUSES if now[status]])
    card = now[was].pop(dice.randrange(len(now[was])))
    status = dice.choice(STATUSES)
    # Mostly in front of the first: that uses up the numbers, and then the whole column is written.
    at = 0 if dice.random() < 0.5 else dice.randint(0, len(now[status]))
    before = now[status][at] if at < len(now[status]) else None
    now[status].insert(at, card)
    return Drop(card, status, before)


def shown(board: WarBoard) -> Columns:
    """The cards of a book's board by column, in order."""
    columns: Columns = {status: [] for status in STATUSES}
    for card in board.data(TODAY, "zh").cards:
        columns[card.status].append(card.id)
    return columns


def board_of(book: Book) -> WarBoard:
    """The board on a day that does not go on."""
    return WarBoard(book, lambda: TODAY, lambda: datetime(2024, 6, 28, 9, tzinfo=UTC))


def main() -> None:
    """Serve requests until standard input ends."""
    import sqlalchemy.dialects.sqlite  # noqa: F401 (loaded before the first fork)

    for line in sys.stdin:
        sys.stdout.write(json.dumps(trial(json.loads(line))) + "\n")
        sys.stdout.flush()


def trial(request: dict[str, Any]) -> dict[str, Any]:
    """Fork one child, kill it at its moment, say what it had heard by then."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        drop_all(Path(request["book"]), request["seed"], writer)
    os.close(writer)
    signs: list[tuple[int, float]] = []
    killing = True
    while True:
        found = os.read(reader, 65536)
        signs += struct.iter_unpack("=Id", found)
        if not found:
            break
        if killing and signs[-1][0] >= request["at"]:
            moment = signs[-1][1] + request["after"]
            while time.perf_counter() < moment:
                # Waiting for less than a millisecond is too fine for anything that sleeps.
                select.select([], [], [], 0)
            os.kill(child, signal.SIGKILL)
            killing = False
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    took = [then - begun for (_, begun), (_, then) in itertools.pairwise(signs)]
    return {
        "done": len(signs) - 1,
        "took": took,
        "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
    }


def drop_all(folder: Path, seed: int, signs: int) -> None:
    """The child: open the book and drop card after card, telling each that is done; never returns."""
    try:
        book = Book.open(folder)
        board = board_of(book)
        tell(signs, 0)
        for number, (drop, _) in enumerate(drops(shown(board), seed), start=1):
            if drop.card:
                board.move(drop.card, drop.status, drop.before, accept_by="周敏")
            else:
                book.store.undo()
            tell(signs, number)
    except Exception:
        traceback.print_exc()
        raise
    finally:
        # A forked child must never return into the server.
        os._exit(1)


def tell(signs: int, number: int) -> None:
    """Say that so many drops are done, and when."""
    os.write(signs, struct.pack("=Id", number, time.perf_counter()))


if __name__ == "__main__":
    main()
