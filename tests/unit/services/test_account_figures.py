"""The figures of the account list: what is kept of them over changes is what counting anew gives."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.services import account_detail
from csmdesk.services.account_edits import AccountEdits, TouchDraft
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import account_figures
from csmdesk.storage.book import Book
from tests.unit.services.commands import COMMANDS, Desk
from tests.unit.services.sample import ids_of

PERIOD = "2024H1"
SHOWN = ((PERIOD, None), (PERIOD, None), (PERIOD, None), ("2024-05", None), (PERIOD, date(2024, 6, 10)))
STEPS = 250


def check_as_counted_anew(accounts: Accounts, book: Book, period: str, as_of: date | None) -> None:
    """What is kept is what a new count gives, and so are the sums that the list is added up from."""
    found, anew = accounts.lines(period, as_of), account_figures(book, period, as_of)
    assert found.by_id == anew
    assert {key: Fraction(units, found.per_fen) for key, units in found.units.items()} == {
        key: line.arr_fen for key, line in anew.items()
    }


def test_the_list_is_right_after_each_of_many_random_changes(sample: Book) -> None:
    accounts, desk, dice = Accounts(sample), Desk(sample), Random(20240630)
    names = list(COMMANDS)
    weights = [COMMANDS[name].weight for name in names]
    seen: Counter[str] = Counter()
    for _ in range(STEPS):
        step = dice.random()
        try:
            if step < 0.1:
                changes: Changes | None = sample.store.undo()
            elif step < 0.15:
                changes = sample.store.redo()
            else:
                changes = COMMANDS[dice.choices(names, weights)[0]].do(desk, dice)
        except UserError:
            continue
        if changes is None or changes.empty:
            continue
        seen["amended" if accounts.amend(changes) else "counted anew"] += 1
        check_as_counted_anew(accounts, sample, *dice.choice(SHOWN))
    assert min(seen["amended"], seen["counted anew"]) > 5, seen


def test_an_edited_segment_is_taken_in_without_counting_anew(sample: Book, edits: AccountEdits) -> None:
    accounts = Accounts(sample)
    before = dict(accounts.lines(PERIOD, None).by_id)
    one = ids_of(sample, "accounts")[4]
    assert accounts.amend(edits.edit([one], "segment", "流失风险"))
    check_as_counted_anew(accounts, sample, PERIOD, None)
    after = accounts.lines(PERIOD, None).by_id
    assert after[one].segment == "流失风险"
    assert all(after[key] is line for key, line in before.items() if key != one)


def test_a_day_that_figures_rest_on_is_counted_anew(sample: Book, edits: AccountEdits) -> None:
    accounts = Accounts(sample)
    accounts.lines(PERIOD, None)
    one = ids_of(sample, "accounts")[0]
    assert not accounts.amend(edits.edit([one], "handover_day", "2024-06-01"))
    check_as_counted_anew(accounts, sample, PERIOD, None)


def test_a_touch_changes_the_line_of_its_account_alone(sample: Book, edits: AccountEdits) -> None:
    accounts = Accounts(sample)
    before = accounts.lines(PERIOD, None).by_id
    one = ids_of(sample, "accounts")[2]
    accounts.forget(edits.add_touch([one], TouchDraft(date(2024, 6, 28), "电话", "问候")))
    check_as_counted_anew(accounts, sample, PERIOD, None)
    after = accounts.lines(PERIOD, None).by_id
    assert after[one].last_touch == date(2024, 6, 28)
    assert all(after[key] is line for key, line in before.items() if key != one)


def test_one_account_in_full_is_right_after_changes(sample: Book, edits: AccountEdits) -> None:
    accounts = Accounts(sample)
    one = ids_of(sample, "accounts")[2]
    assert accounts.detail(one, PERIOD, None, "zh") is not None
    accounts.amend(edits.edit([one], "segment", "潜力"))
    accounts.forget(edits.add_touch([one], TouchDraft(date(2024, 6, 28), "电话", "问候")))
    accounts.forget(edits.override(one, "41", "刚换负责人", "2024-07-31"))
    assert accounts.detail(one, PERIOD, None, "zh") == Accounts(sample).detail(one, PERIOD, None, "zh")


def test_what_is_counted_while_the_book_changes_is_not_kept(
    sample: Book, edits: AccountEdits, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = Accounts(sample)
    one, make = ids_of(sample, "accounts")[0], account_detail.Desk

    def disturbed(*rows: Any) -> account_detail.Desk:
        accounts.forget(edits.edit([one], "handover_day", "2024-06-01"))
        return make(*rows)

    with monkeypatch.context() as patched:
        # The rows have been read by then.
        patched.setattr(account_detail, "Desk", disturbed)
        accounts.lines(PERIOD, None)
    check_as_counted_anew(accounts, sample, PERIOD, None)
