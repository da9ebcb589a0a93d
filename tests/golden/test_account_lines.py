"""The figures of the account list, each against the same one worked out from the rows behind it.

The list is summed up inside the book, where the metrics go through every row; both have to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from csmdesk.domain.health import band
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.engagement import cadence_days, last_touches
from csmdesk.services.figures import AccountLine, account_figures, account_lines, basis_of
from csmdesk.storage.book import Book
from csmdesk.storage.read import facts
from tests.recount.books import SEEDS, made_of
from tests.recount.to_book import fill

END = date(2024, 6, 30)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book whose rows each test puts in by itself."""
    with Book.create(tmp_path_factory.mktemp("scratch") / "book").book as book:
        yield book


def check_line(b: Basis, account_id: int, line: AccountLine) -> None:
    """The line of one account is what its own rows make."""
    account = b.accounts[account_id]
    counted = b.arr_contracts(b.closing).get(account_id, ())
    arr = sum((b.annual[c.id] or Fraction(0) for c in counted), Fraction(0))
    score = b.score(account_id, b.closing).score
    days = sorted(
        {
            r.day
            for r in b.facts.health_scores
            if b.owned(r.account_id, r.day) and b.opening <= r.day <= b.closing
        }
    )
    values = [(day, b.score(account_id, day).score.value) for day in days]
    touch = last_touches(b, b.closing).get(account_id)
    assert line.arr_fen == arr * 100
    assert (line.health, line.coverage, line.band) == (*score, band(score.value, b.bands))
    assert line.health_points == tuple((day, value) for day, value in values if value is not None)
    assert line.last_touch == (touch.day if touch else None)
    assert line.cadence_days == cadence_days(b, account)
    assert line.contracts == len(counted)


@given(seed=SEEDS)
def test_the_list_agrees_with_the_rows_behind_it_on_random_books(scratch: Book, seed: int) -> None:
    case = made_of(seed)
    fill(scratch, case.rows)
    for period in (case.period, f"{case.period[:4]}-05"):
        b = basis_of(scratch, period, case.as_of, facts=facts(scratch.reading))
        found = account_figures(scratch, period, case.as_of)
        assert found.keys() == b.accounts.keys()
        for account_id, line in found.items():
            check_line(b, account_id, line)
        assert found == account_lines(b)


def test_weights_too_fine_for_sums_inside_the_book_still_count_exactly(scratch: Book) -> None:
    fine = Fraction(1, 10**18)
    fill(
        scratch,
        {
            "accounts": [{"id": 1, "code": "K1"}],
            "health_dimensions": [
                {"id": 1, "name": "甲", "weight": Fraction(1)},
                {"id": 2, "name": "乙", "weight": fine},
            ],
            "health_scores": [
                {"id": 1, "account_id": 1, "dimension_id": 1, "day": END, "score_milli": 50_000},
                {"id": 2, "account_id": 1, "dimension_id": 2, "day": END, "score_milli": 80_000},
            ],
        },
    )
    assert account_figures(scratch, "2024H1", END)[1].health == (50 + 80 * fine) / (1 + fine)
