"""Long and short histories of a board: order and counts are those of plain lists, undo and redo are exact."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from tests.histories import History, run
from tests.unit.services.board_dice import draw_step
from tests.unit.services.board_walk import BoardWalk, make_board


def walked(folder: Path, seed: int, steps: int) -> dict[str, int]:
    """So many random steps, an eighth of them undo and redo; how many changed something and how many not."""
    dice = Random(seed)
    walk = BoardWalk(folder)
    try:
        for step in range(steps):
            drawn = dice.random()
            if drawn < 0.08 and walk.done:
                for _ in range(min(len(walk.done), dice.randint(1, 5))):
                    walk.undo()
            elif drawn < 0.13 and walk.undone:
                for _ in range(min(len(walk.undone), dice.randint(1, 5))):
                    walk.redo()
            else:
                draw_step(walk, dice)
            if step % 500 == 499:
                walk.restart()
        walk.end()
    finally:
        walk.book.close()
    return walk.counts


def test_two_thousand_moves_edits_and_undos_keep_order_and_counts(tmp_path: Path) -> None:
    make_board(tmp_path / "book")
    counts = walked(tmp_path / "book", 20240628, 2_000)
    # A walk of refusals would prove nothing.
    assert counts["done"] > 1_000
    assert counts["in vain"] > 20
    assert counts["refused"] > 50


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_more_walks_over_a_board(tmp_path: Path, seed: int) -> None:
    make_board(tmp_path / "book", imported=seed % 5)
    assert walked(tmp_path / "book", seed, 2_000)["done"] > 1_000


class Moves(History):
    """Short histories on a board of nine cards and more, shrunk when they fail."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="csmdesk-board-"))
        self.walk = BoardWalk(Path(shutil.copytree(self.original, self.home / "book")))

    @initialize()
    def begin(self) -> None:
        assert self.walk.lists.cards

    @precondition(lambda self: self.walk.lists.cards)
    @rule(
        card=st.integers(0, 60),
        status=st.sampled_from(["todo", "doing", "review", "done"]),
        place=st.integers(0, 60),
        by=st.sampled_from([None, "周敏"]),
    )
    def move(self, card: int, status: str, place: int, by: str | None) -> None:
        ids = sorted(self.walk.lists.cards)
        column = [*self.walk.lists.columns[status], None]
        self.walk.move(ids[card % len(ids)], status, column[place % len(column)], by)

    @rule(dice=st.randoms(use_true_random=False))
    def any_command(self, dice: Random) -> None:
        draw_step(self.walk, dice)

    @precondition(lambda self: self.walk.done)
    @rule()
    def undo(self) -> None:
        self.walk.undo()

    @precondition(lambda self: self.walk.undone)
    @rule()
    def redo(self) -> None:
        self.walk.redo()

    def teardown(self) -> None:
        try:
            self.walk.end()
        finally:
            self.walk.book.close()
            shutil.rmtree(self.home)


@pytest.fixture(scope="session")
def small_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed book with a few cards in each column."""
    folder = tmp_path_factory.mktemp("board") / "book"
    make_board(folder)
    return folder


def test_any_short_history_of_moves_is_that_of_plain_lists(small_board: Path) -> None:
    run(Moves, small_board, 25, 20)
    assert Moves.original == small_board


@pytest.mark.long
def test_a_thousand_short_histories_of_moves(small_board: Path) -> None:
    run(Moves, small_board, 1_000, 40)
    assert Moves.original == small_board
