"""A random walk of stand-ups and escalations: a refusal changes nothing, undo and redo end right."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import get_args

import pytest

from csmdesk.domain.changes import Changes
from csmdesk.domain.clock import Reading
from csmdesk.domain.errors import UserError
from csmdesk.domain.escalation import LEVELS, Step
from csmdesk.services.escalations import EscalationDraft, Escalations
from csmdesk.services.standups import StandupDraft, StandupNote, Standups
from csmdesk.services.task_drafts import CardDraft
from csmdesk.storage.book import Book
from tests.unit.services.sample import TODAY, Dump, differing, dump, ids_of
from tests.unit.services.test_standups import SQUAD, members, room_of, set_squad

TABLES = ("standups", "standup_notes", "escalations", "tasks", "war_room_members")
WORDS = ("", "", "补索引", "约了运营总监\n聊数据", " 等客户 ", "字" * 20_001)
NOON = datetime(2024, 6, 28, 4, tzinfo=UTC)
STEPS = 400


class Talk:
    """The services over one book, and commands drawn for them."""

    def __init__(self, book: Book, dice: Random) -> None:
        self.book, self.dice = book, dice
        self.rooms = [room_of(book, name) for name in ("云岫茶饮", "岚图家居")]
        self.standups = Standups(book, lambda: TODAY)
        self.escalations = Escalations(book, lambda: Reading(NOON, 100.0, "boot"))
        for room in self.rooms:
            set_squad(book, room, SQUAD)

    def any_command(self) -> Changes:
        """One command with arguments that may be refused."""
        command = self.dice.choice(
            (
                self.save,
                self.save,
                self.remove,
                self.squad,
                self.open,
                self.edit,
                self.step,
                self.step,
                self.back,
                self.hand_up,
                self.take_out,
            )
        )
        return command()

    def save(self) -> Changes:
        """Log a stand-up."""
        room = self.dice.choice(self.rooms)
        who = [*members(self.book, self.dice.choice(self.rooms)), None]
        notes = tuple(
            StandupNote(
                self.dice.choice(who), "技术支持经理 李雷", self._words(), self._words(), self._words()
            )
            for _ in range(self.dice.randrange(3))
        )
        cards = tuple(CardDraft(self._words()) for _ in range(self.dice.randrange(2)))
        day = TODAY - timedelta(days=self.dice.randrange(-1, 4))
        seconds = self.dice.choice((None, 600, 99_999))
        return self.standups.save(room, StandupDraft(day, notes, self._words(), seconds, cards))

    def remove(self) -> Changes:
        """Take a log out."""
        return self.standups.remove(
            self.dice.choice(self.rooms), TODAY - timedelta(days=self.dice.randrange(4))
        )

    def squad(self) -> Changes:
        """Other people are in a squad."""
        before = dump(self.book, TABLES)
        set_squad(self.book, self.dice.choice(self.rooms), tuple(self.dice.sample(SQUAD, 2)))
        return Changes(differing(before, dump(self.book, TABLES)))

    def open(self) -> Changes:
        """A new escalation."""
        return self.escalations.open(self.dice.choice((1, 2, -1)), self._draft())[1]

    def edit(self) -> Changes:
        """Another wording, level or opening."""
        return self.escalations.edit(self._one(), self._draft())

    def step(self) -> Changes:
        """A step, now or at some moment."""
        moment = self.dice.choice((None, NOON - timedelta(minutes=self.dice.randrange(-5, 90))))
        step = self.dice.choice(get_args(Step))
        return self.escalations.step(self._one(), step, moment, self.dice.choice(WORDS))

    def back(self) -> Changes:
        """A step back."""
        return self.escalations.back(self._one())

    def hand_up(self) -> Changes:
        """To level 2."""
        return self.escalations.raise_level(self._one(), self.dice.choice(("", "王工")))

    def take_out(self) -> Changes:
        """An escalation leaves the book."""
        return self.escalations.remove(self._one())

    def _words(self) -> str:
        return self.dice.choice(WORDS)

    def _one(self) -> int:
        return self.dice.choice([*ids_of(self.book, "escalations"), -1])

    def _draft(self) -> EscalationDraft:
        opened = NOON - timedelta(minutes=self.dice.randrange(-5, 90))
        level = self.dice.choice((*LEVELS, 3))
        title = self.dice.choice(("停机", "聚合接口 504", ""))
        return EscalationDraft(title, self.dice.choice(("", "周岚")), opened, level)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_walk_of_random_commands_is_undone_and_redone(sample: Book, seed: int) -> None:
    talk = Talk(sample, Random(seed))
    began = len(sample.store.history(10_000))
    states: list[Dump] = [dump(sample, TABLES)]
    counts: Counter[str] = Counter()
    for _ in range(STEPS):
        before = states[-1]
        try:
            changes = talk.any_command()
        except UserError:
            counts["refused"] += 1
            assert dump(sample, TABLES) == before
            continue
        after = dump(sample, TABLES)
        counts["changed" if after != before else "nothing"] += 1
        changed = {table: ids for table, ids in changes.ids.items() if ids and table in TABLES}
        assert changed == differing(before, after)
        if after != before:
            states.append(after)
        for escalation in talk.escalations.list(None):
            assert escalation.left_words
    assert min(counts["refused"], counts["changed"], counts["nothing"]) > STEPS / 20
    assert len(sample.store.history(10_000)) - began == len(states) - 1
    for state in reversed(states[:-1]):
        sample.store.undo()
        assert dump(sample, TABLES) == state
    for state in states[1:]:
        sample.store.redo()
        assert dump(sample, TABLES) == state
