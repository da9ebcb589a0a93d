"""A walk through all kinds of records: whatever is done in whichever order, undo goes back all the way."""

from __future__ import annotations

import contextlib
import random

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.services.log.kind import LogKind
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.services.log.records import KINDS, TYPED, typed
from tests.unit.storage.making import digest_of

STEPS = 120


def step(log: Log, kind: LogKind, dice: random.Random) -> None:
    """Do something with a kind; what is refused leaves the book as it was."""
    ids = [row.id for row in kind.rows(None, None, "zh").rows]
    chosen = dice.sample(ids, min(len(ids), dice.randint(1, 3)))
    edited = [field.key for field in kind.fields if field.edited and field.key != "code"]
    match dice.randrange(6):
        case 0 | 1:
            kind.new(TYPED[kind.key])
        case 2 if chosen:
            kind.edit(chosen, field := dice.choice(edited), TYPED[kind.key].get(field, ""))
        case 3 if chosen:
            kind.remove(chosen[:1])
        case 4 if chosen and kind.acts:
            act = dice.choice(kind.acts)
            kind.act(act.key, chosen[:1], kind.act_values(act.key, chosen[0]))
        case 5 if chosen:
            row = kind.row(chosen[0], None, "zh")
            assert row is not None
            values = typed(kind, row)
            block = "\t".join(values[field].replace("\n", " ") for field in edited)
            kind.apply_paste(kind.plan_paste(block, chosen[1:] or chosen, edited))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_undo_all_is_the_first_and_redo_all_the_last(log: Log, sample: Book, seed: int) -> None:
    dice = random.Random(seed)
    first = digest_of(sample)
    history = len(sample.store.history(10_000))
    refused = 0
    for _ in range(STEPS):
        before = digest_of(sample) if dice.random() < 0.1 else None
        try:
            step(log, log.kinds[dice.choice(KINDS)], dice)
        except UserError:
            refused += 1
            assert before is None or digest_of(sample) == before
    done = len(sample.store.history(10_000)) - history
    assert done > STEPS // 3
    assert refused > 0
    last = digest_of(sample)
    for _ in range(done):
        assert sample.store.undo() is not None
    assert digest_of(sample) == first
    for _ in range(done):
        assert sample.store.redo() is not None
    assert digest_of(sample) == last
    assert check(sample) == []


def test_the_names_known_follow_undo(log: Log, sample: Book) -> None:
    kind = log.kinds["case"]
    made, _ = kind.new(TYPED["case"])
    sample.store.undo()
    with contextlib.suppress(UserError):
        kind.edit([made], "title", "别的")
    assert kind.row(made, None, "zh") is None
    sample.store.redo()
    assert kind.row(made, None, "zh") is not None
