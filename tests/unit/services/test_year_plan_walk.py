"""Random hands on a plan: whatever is done, a new drawing doubles nothing, and undo gives the book back."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.year_plan import PlanKind
from csmdesk.services.account_edits import AccountEdits, TouchDraft
from csmdesk.services.year_plan import YearPlan
from csmdesk.services.year_plan_view import PlanItem
from csmdesk.storage.book import Book
from tests.unit.storage.making import digest_of

CLOSING, PERIOD, YEAR = date(2024, 6, 30), "2024H1", 2024


class Hands:
    """Does one thing after another, as dice say."""

    def __init__(self, book: Book, seed: int) -> None:
        self.plan = YearPlan(book, lambda: CLOSING)
        self.dice = random.Random(seed)
        self._touches = AccountEdits(book, lambda: CLOSING)

    @property
    def items(self) -> tuple[PlanItem, ...]:
        self.plan.forget()
        return self.plan.data(PERIOD, CLOSING, "zh").items

    def draw(self) -> bool:
        """Draw the plan; whether that changed anything."""
        self.plan.forget()
        drawing = self.plan.draw(PERIOD, CLOSING, "zh")
        return not self.plan.apply(drawing).empty

    def step(self) -> None:
        """One thing that a user may do."""
        dice, items = self.dice, self.items
        ids = [item.id for item in dice.sample(items, min(len(items), dice.randint(1, 4)))]
        edits, budget = self.plan.edits, self.plan.budget
        period = edits.period_of(YEAR)
        day = date(2024, 7, 1) + timedelta(days=dice.randint(0, 180))
        acts = [
            lambda: edits.move_by_weeks(ids, dice.choice([-2, -1, 1, 2])),
            lambda: edits.move_to_week(ids, day - timedelta(days=day.weekday())),
            lambda: edits.edit(ids, "day", day.isoformat()),
            lambda: edits.edit(ids, "minutes", str(dice.randint(0, 300))),
            lambda: edits.edit(ids, "cost", str(dice.randint(0, 9999))),
            lambda: edits.edit(ids, "kind", dice.choice(["QBR", "触达", "其他"])),
            lambda: edits.done(ids, CLOSING),
            lambda: edits.reopen(ids),
            lambda: edits.drop(ids),
            lambda: edits.release(ids),
            lambda: edits.new(YEAR, period, "CNY", [{"day": day.isoformat(), "title": "述职"}]),
            lambda: budget.new(YEAR, period, "CNY", {"month": "9月", "name": "礼品", "unit": "99.9"}),
            lambda: budget.set_limit(YEAR, "CNY", str(dice.randint(1, 99999))),
            lambda: self.plan.segments.set("稳定", "cadence_days", str(dice.choice([21, 30, 45]))),
            lambda: self.plan.segments.set("潜力", "qbrs", str(dice.randint(0, 6))),
            lambda: self._touches.add_touch([dice.randint(1, 30)], TouchDraft(date(2024, 6, 28), "电话")),
            self.draw,
        ]
        try:
            dice.choice(acts)()
        except UserError:
            # Out of the year: the book stays as it is.
            return


@pytest.mark.parametrize("seed", range(6))
def test_a_new_drawing_doubles_nothing_and_undo_gives_everything_back(sample: Book, seed: int) -> None:
    before, history = digest_of(sample), len(sample.store.history(10_000))
    hands = Hands(sample, seed)
    assert hands.draw()
    for _ in range(30):
        hands.step()
    hands.draw()
    assert not hands.draw(), "a second drawing changes nothing"
    of_contract = Counter(
        (item.kind, item.contract_id)
        for item in hands.items
        if item.contract_id is not None and item.kind in (PlanKind.WORKSHOP, PlanKind.TALKS)
    )
    assert max(of_contract.values()) == 1
    # Salons and theirs are one a quarter, however they were moved.
    kinds = Counter(item.kind for item in hands.items if not item.typed)
    assert kinds[PlanKind.SALON] <= 2
    assert all(item.day_off == "" for item in hands.items if not item.own)
    after = digest_of(sample)
    steps = len(sample.store.history(10_000)) - history
    for _ in range(steps):
        assert sample.store.undo() is not None
    assert digest_of(sample) == before
    for _ in range(steps):
        assert sample.store.redo() is not None
    assert digest_of(sample) == after
