"""New rows of a book play in kept scores at once, exactly as if everything were counted anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.health import Rhythm
from csmdesk.domain.health_kinds import KINDS
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.accounts import Accounts
from csmdesk.services.health_model import HealthModels
from csmdesk.services.touches import TouchDraft
from csmdesk.storage import usage
from csmdesk.storage.book import Book
from tests.books import CLOSING, PERIOD, make_book

MODULES = ("移动审批", "智能订货", "会员营销")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book of 12 accounts whose model has a dimension of each kind."""
    made = make_book(tmp_path / "book", 12)
    models = HealthModels(made, lambda: CLOSING)
    draft = replace(models.state().draft, rhythm=Rhythm.DAILY)
    for key in KINDS:
        draft = draft.add(key, KINDS[key].name.zh)
    models.save(draft)
    yield made
    made.close()


def new_usage(book: Book, dice: Random, days: list[date]) -> Changes:
    """Usage of some accounts and modules on these days, as an import writes it."""
    with book.reading() as connection:
        codes = [code for (code,) in connection.execute("SELECT code FROM accounts").fetchall()]
    rows = {
        (dice.choice(codes), dice.choice(MODULES), day.toordinal()): (50, dice.randint(0, 50))
        for day in days
        for _ in range(8)
    }
    batch = usage.new_batch(book.store)
    usage.stage(book.store, batch, [(*key, *value) for key, value in rows.items()])
    return book.store.run(Op.IMPORT, lambda connection: usage.apply(connection, batch)).changes


def test_a_change_of_usage_names_its_days(book: Book) -> None:
    days = [CLOSING - timedelta(days=n) for n in (0, 9)]
    assert new_usage(book, Random(1), days).usage_days == frozenset(days)
    undone = book.store.undo()
    assert undone is not None
    assert undone.usage_days == frozenset(days)
    redone = book.store.redo()
    assert redone is not None
    assert redone.usage_days == frozenset(days)


@pytest.mark.parametrize("seed", range(3))
def test_kept_lines_follow_every_change_as_a_full_recount_does(book: Book, seed: int) -> None:
    dice = Random(seed)
    kept, edits = Accounts(book), AccountEdits(book, lambda: CLOSING)
    kept.lines(PERIOD, None)
    for turn in range(8):
        step = dice.randrange(6)
        if step < 2:
            day = CLOSING - timedelta(days=dice.randint(0, 100))
            changes = new_usage(book, dice, [day, day + timedelta(days=1)])
        elif step == 2:
            day = CLOSING - timedelta(days=dice.randint(0, 90))
            changes = edits.add_touch([dice.randint(1, 12)], TouchDraft(day, "电话", "问候"))
        elif step == 3:
            changes = edits.edit([dice.randint(1, 12)], "segment", dice.choice(("潜力", "流失风险")))
        elif step == 4:
            models = HealthModels(book, lambda: CLOSING)
            changes = models.save(replace(models.state().draft, red_below=str(dice.randint(40, 70))))
        else:
            undone = book.store.undo()
            assert undone is not None
            changes = undone
        kept.amend(changes)
        assert kept.lines(PERIOD, None).by_id == Accounts(book).lines(PERIOD, None).by_id, (turn, step)
