"""A contract's months, annual value and decision date, on both sides of each bound."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.contract import annual_value, decision_day, whole_months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 12),
        (date(2023, 2, 26), date(2024, 2, 25), 12),
        (date(2024, 1, 1), date(2024, 1, 31), 1),
        (date(2024, 1, 1), date(2024, 1, 30), None),
        (date(2024, 1, 1), date(2026, 12, 31), 36),
        (date(2024, 1, 31), date(2024, 2, 28), 1),
        (date(2023, 1, 31), date(2023, 2, 27), 1),
        (date(2023, 1, 30), date(2023, 2, 27), 1),
        (date(2023, 1, 28), date(2023, 2, 27), 1),
        (date(2024, 2, 29), date(2025, 2, 27), 12),
        (date(2024, 2, 29), date(2025, 2, 28), None),
        (date(2023, 8, 31), date(2024, 2, 28), 6),
        (date(2024, 3, 15), date(2024, 3, 15), None),
    ],
)
def test_a_term_is_whole_months_when_the_day_after_has_the_starts_day(
    start: date, end: date, months: int | None
) -> None:
    assert whole_months(start, end) == months


def test_the_annual_value_is_exact() -> None:
    assert annual_value(12_000_000, date(2024, 1, 1), date(2024, 12, 31)) == 12_000_000
    assert annual_value(121_000_000, date(2022, 9, 4), date(2025, 9, 3)) == Fraction(121_000_000, 3)
    assert annual_value(1_000, date(2024, 1, 1), date(2024, 1, 10)) == Fraction(1_000 * 365, 10)


@pytest.mark.parametrize(
    ("auto", "notice", "day"),
    [
        (False, None, date(2024, 3, 31)),
        (False, 60, date(2024, 3, 31)),
        (True, None, date(2024, 3, 1)),
        (True, 31, date(2024, 2, 29)),
        (True, 0, date(2024, 3, 31)),
    ],
)
def test_the_decision_day_is_the_end_less_the_notice_for_auto_renewal(
    auto: bool, notice: int | None, day: date
) -> None:
    assert decision_day(date(2024, 3, 31), auto, notice) == day
