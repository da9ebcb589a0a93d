"""Early payment, forecast, and the fewest contracts that close the gap to a target."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.early_payment import Refusal, early_payment
from csmdesk.domain.forecast import LIKELIHOODS, Forecast, OpenContract, expected, path_to_target
from csmdesk.domain.rules import Rules

DUE = date(2024, 7, 30)


@pytest.mark.parametrize(
    ("days", "one_sum", "refusal", "discount"),
    [
        (31, True, None, 100_000),
        (30, True, None, 100_000),
        (29, True, Refusal.TOO_LATE, 0),
        (-1, True, Refusal.TOO_LATE, 0),
        (45, False, Refusal.NOT_ONE_SUM, 0),
        (10, False, Refusal.TOO_LATE, 0),
    ],
)
def test_early_payment_earns_one_percent(
    days: int, one_sum: bool, refusal: Refusal | None, discount: int
) -> None:
    found = early_payment(10_000_000, DUE, DUE - timedelta(days), one_sum=one_sum, rules=Rules())
    assert found.refusal is refusal
    assert found.discount_fen == discount
    assert found.pay_by == date(2024, 6, 30)
    assert found.to_pay_fen == 10_000_000 - discount
    assert found.financing_saved_fen == 2 * discount
    assert found.net_fen == discount


def contract(number: int, value: int, category: str, day: int = 1) -> OpenContract:
    return OpenContract(number, Fraction(value), Forecast(category), date(2024, 7, day))


def test_expected_is_value_times_likelihood() -> None:
    held = [
        contract(1, 100, "committed"),
        contract(2, 100, "likely"),
        contract(3, 100, "risk"),
        contract(4, 100, "lost"),
    ]
    assert expected(held) == 195


def test_the_path_takes_what_gains_most_and_of_equals_the_nearer() -> None:
    held = [
        contract(1, 100, "likely"),
        contract(2, 100, "risk", 9),
        contract(3, 100, "risk", 2),
        contract(4, 500, "committed"),
    ]
    found = path_to_target(1_000, 200, held)
    assert found.expected_fen == 200 + 70 + 30 + 30 + 475
    assert found.gap_fen == 195
    assert [step.contract.id for step in found.steps] == [3, 2, 1, 4]
    assert found.reached
    ticked = path_to_target(1_000, 200, held, won={2})
    assert ticked.gap_fen == 195 - 70
    assert [step.contract.id for step in ticked.steps] == [3, 1, 4]


def test_a_target_that_is_met_needs_nothing_and_one_out_of_reach_says_so() -> None:
    held = [contract(1, 100, "likely")]
    met = path_to_target(50, 60, held)
    assert met.gap_fen == 0
    assert met.reached
    assert not met.steps
    far = path_to_target(10_000, 0, held)
    assert (len(far.steps), far.reached) == (1, False)


_contracts = st.lists(st.tuples(st.integers(1, 1_000), st.sampled_from(list(Forecast))), max_size=7).map(
    lambda rows: [OpenContract(i, Fraction(v), c, DUE) for i, (v, c) in enumerate(rows)]
)


@given(_contracts, st.integers(0, 3_000))
def test_no_smaller_set_closes_the_gap(held: list[OpenContract], target: int) -> None:
    found = path_to_target(target, 0, held)
    gains = [c.value_fen * (1 - LIKELIHOODS[c.category]) for c in held]
    enough = [
        n for n in range(len(held) + 1) for some in combinations(gains, n) if sum(some) >= found.gap_fen
    ]
    if found.reached:
        assert len(found.steps) == min(enough)
        assert sum(step.gain_fen for step in found.steps) >= found.gap_fen
    else:
        assert enough == []
