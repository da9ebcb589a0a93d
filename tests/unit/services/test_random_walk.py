"""Random walks over every command: undo and redo end where they should, and Changes tell the truth."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.histories import History, run
from tests.unit.importers.making import BASE, import_into, write
from tests.unit.services.sample import Dump, big, differing, dump
from tests.unit.services.war_commands import COMMANDS, Command, Desk
from tests.unit.storage.making import digest_of

Rows = dict[str, dict[int, tuple[Any, ...] | None]]


OFTEN = ("accounts", "contacts", "touches", "health_overrides", "segments", "settings")
"""Tables that are looked at after every command, beside those that it says it changed."""

EVERY = 20
"""After so many steps all tables are looked at."""


class Step(NamedTuple):
    """One operation: what its rows were before and after (None: not there), and whether it may be wide."""

    before: Rows
    after: Rows
    wide: bool


class Walk:
    """Does commands, undo and redo on a book and holds each to what the rows really did."""

    def __init__(self, folder: Path) -> None:
        self.book = Book.open(folder)
        self.desk = Desk(self.book)
        self.first = self.digest = digest_of(self.book)
        self.rows = dump(self.book)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.counts: Counter[str] = Counter()
        self._steps = 0

    def do(self, name: str, dice: Random) -> None:
        """One command: refused (nothing changed), without effect (no operation), or one operation."""
        command = COMMANDS[name]
        newest = self._newest()
        wide = big(self.book) if command.wide else {}
        changes = self._done(command, dice)
        rows = self._look(changes or Changes())
        changed = differing(self.rows, rows)
        if changes is None:
            self.counts[f"{name} refused"] += 1
            assert not changed
            assert self._newest() == newest
            return
        self._expect_named(changes, changed, wide)
        if changes.empty:
            self.counts[f"{name} in vain"] += 1
            assert self._newest() == newest
            return
        self.counts[name] += 1
        assert self._newest() > newest
        label = self.book.store.undo_label
        assert label is not None
        assert label.zh.strip()
        assert label.en.strip()
        self.done.append(Step(_pick(self.rows, changed), _pick(rows, changed), command.wide))
        self.undone.clear()
        self.rows = rows

    def undo(self) -> None:
        """Take one operation back."""
        step = self.done.pop()
        self._replay(self.book.store.undo, step, step.before)
        self.undone.append(step)

    def redo(self) -> None:
        """Put one operation back."""
        step = self.undone.pop()
        self._replay(self.book.store.redo, step, step.after)
        self.done.append(step)

    def restart(self) -> None:
        """Close the book and open it again: the history goes on."""
        folder = self.book.folder
        before = digest_of(self.book)
        self.book.close()
        self.book = Book.open(folder)
        self.desk = Desk(self.book)
        assert digest_of(self.book) == before

    def end(self) -> None:
        """Undo all is the first digest, redo all the last, and the book holds together."""
        while self.undone:
            self.redo()
        last = digest_of(self.book)
        assert check(self.book) == []
        for step in reversed(self.done):
            _expect_same_rows(self.book.store.undo(), step)
        assert digest_of(self.book) == self.first
        assert check(self.book) == []
        self.restart()
        for step in self.done:
            _expect_same_rows(self.book.store.redo(), step)
        assert self.book.store.redo() is None
        assert digest_of(self.book) == last

    def close(self) -> None:
        """Close the book."""
        self.book.close()

    def _look(self, changes: Changes) -> Dump:
        """The rows as they are: those that often change or are said to, now and then all of them."""
        self._steps += 1
        only = () if self._steps % EVERY == 0 else {*OFTEN, *changes.ids.keys()}
        return self.rows | dump(self.book, only)

    def _done(self, command: Command, dice: Random) -> Changes | None:
        try:
            found = command.do(self.desk, dice)
        except UserError as error:
            refusal = error.text
        else:
            return Changes() if found is None else found
        assert refusal.zh
        assert refusal.en
        return None

    def _replay(self, act: Any, step: Step, wanted: Rows) -> None:
        wide = big(self.book) if step.wide else {}
        changes = act()
        assert changes is not None
        rows = self._look(changes)
        changed = differing(self.rows, rows)
        self._expect_named(changes, changed, wide)
        assert _pick(rows, changed) == wanted
        self.rows = rows

    def _expect_named(
        self, changes: Changes, changed: dict[str, frozenset[int]], wide: dict[str, set[tuple[Any, ...]]]
    ) -> None:
        assert {table: keys for table, keys in changes.ids.items() if keys} == changed
        if not wide:
            assert changes.whole == frozenset()
            return
        now = big(self.book)
        assert changes.whole >= {table for table, rows in wide.items() if rows != now[table]}

    def _newest(self) -> int:
        """The number of the newest operation, whatever became of it."""
        return self.book.store.history(1)[0].id


def _expect_same_rows(changes: Changes | None, step: Step) -> None:
    assert changes is not None
    assert {table: set(keys) for table, keys in changes.ids.items()} == {
        table: set(rows) for table, rows in step.after.items()
    }


def _pick(rows: dict[str, dict[int, tuple[Any, ...]]], keys: dict[str, frozenset[int]]) -> Rows:
    return {table: {key: rows[table].get(key) for key in each} for table, each in keys.items()}


def walk(folder: Path, seed: int, steps: int) -> Counter[str]:
    """So many random commands, a fifth of them undo and redo; what was done, by name."""
    dice = Random(seed)
    names = list(COMMANDS)
    weights = [COMMANDS[name].weight for name in names]
    going = Walk(folder)
    try:
        for step in range(steps):
            drawn = dice.random()
            if drawn < 0.12 and going.done:
                for _ in range(min(len(going.done), dice.randint(1, 4))):
                    going.undo()
            elif drawn < 0.20 and going.undone:
                for _ in range(min(len(going.undone), dice.randint(1, 4))):
                    going.redo()
            else:
                # What has not come about yet is tried more often, so that every command has its turn.
                rare = [name for name in names if not going.counts[name]] if dice.random() < 0.25 else []
                going.do(dice.choice(rare) if rare else dice.choices(names, weights)[0], dice)
            if step % 400 == 399:
                going.restart()
        going.end()
    finally:
        going.close()
    return going.counts


def test_three_thousand_random_commands_end_where_they_should(sample_original: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sample_original, tmp_path / "book"))
    counts = walk(folder, 20240628, 3_000)
    # A walk that only met refusals would prove nothing.
    assert [name for name in COMMANDS if not counts[name]] == []
    assert sum(counts[name] for name in COMMANDS) > 1_000


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_more_random_walks(sample_original: Path, tmp_path: Path, seed: int) -> None:
    folder = Path(shutil.copytree(sample_original, tmp_path / "book"))
    assert walk(folder, seed, 2_000)


# --- small histories, shrunk when they fail ---------------------------------------------------------------


class Commands(History):
    """The same on a small book, with commands drawn by Hypothesis."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="csmdesk-commands-"))
        self.walk = Walk(Path(shutil.copytree(self.original, self.home / "book")))

    @initialize()
    def begin(self) -> None:
        assert self.walk.rows["accounts"]

    @rule(name=st.sampled_from(sorted(COMMANDS)), dice=st.randoms(use_true_random=False))
    def do(self, name: str, dice: Random) -> None:
        self.walk.do(name, dice)

    @precondition(lambda self: self.walk.done)
    @rule()
    def undo(self) -> None:
        self.walk.undo()

    @precondition(lambda self: self.walk.undone)
    @rule()
    def redo(self) -> None:
        self.walk.redo()

    @rule()
    def restart(self) -> None:
        self.walk.restart()

    def teardown(self) -> None:
        try:
            self.walk.end()
        finally:
            self.walk.close()
            shutil.rmtree(self.home)


@pytest.fixture(scope="session")
def small_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed book of two accounts with a little of everything."""
    home = tmp_path_factory.mktemp("small")
    with Book.create(home / "book").book as book:
        import_into(book, write(home / "in", BASE))
    return home / "book"


def test_any_short_history_can_be_undone_and_redone(small_original: Path) -> None:
    run(Commands, small_original, 15, 12)
    assert Commands.original == small_original


@pytest.mark.long
def test_a_thousand_short_histories(small_original: Path) -> None:
    run(Commands, small_original, 1_000, 30)
    assert Commands.original == small_original
