"""A budget's lines and sums, exact to the fen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.budget import BudgetRow, BudgetSum, line_fen, sums

MONTHS = {f"2024-{month:02d}": f"2024Q{(month + 2) // 3}" for month in range(1, 13)}


@pytest.mark.parametrize(
    ("quantity", "unit", "fen"),
    [("4", 3_000_000, 12_000_000), ("1.5", 333, 500), ("0.5", 1, 1), ("0.25", 1, 0), ("0", 999, 0)],
)
def test_a_line_is_rounded_half_up_once(quantity: str, unit: int, fen: int) -> None:
    assert line_fen(Fraction(quantity), unit) == fen


rows = st.lists(
    st.builds(
        BudgetRow,
        st.sampled_from(sorted(MONTHS)),
        st.integers(0, 10**9),
        st.one_of(st.none(), st.integers(0, 10**9)),
    )
)


@given(rows)
def test_the_quarters_add_up_to_the_whole(found: list[BudgetRow]) -> None:
    by_quarter = sums(found, MONTHS)
    whole = by_quarter.pop("", BudgetSum())
    assert whole.planned_fen == sum(row.planned_fen for row in found)
    assert whole.planned_fen == sum(each.planned_fen for each in by_quarter.values())
    assert whole.spent_fen == sum(each.spent_fen for each in by_quarter.values())
