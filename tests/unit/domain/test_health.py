"""The health score is exact at its bounds and says what it rests on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csmdesk.domain.health import (
    BANDS,
    Band,
    Bands,
    HealthRules,
    Missing,
    band,
    effective_weights,
    weighted_score,
)
from csmdesk.domain.rules import DEFAULT_WEIGHTS


def _points(*values: str) -> dict[str, Fraction | int]:
    return dict(zip(DEFAULT_WEIGHTS, map(Fraction, values), strict=True))


def test_a_true_60_is_not_red() -> None:
    # In floating point 0.4 / 0.3 / 0.2 / 0.1 put this one below 60.
    score = weighted_score(_points("60", "60", "60", "60"), DEFAULT_WEIGHTS)
    assert score.value == 60
    assert band(score.value, BANDS) is Band.YELLOW


@pytest.mark.parametrize(
    ("value", "expected"),
    [("59.999", Band.RED), ("60", Band.YELLOW), ("79.999", Band.YELLOW), ("80", Band.GREEN), ("0", Band.RED)],
)
def test_bands_begin_at_60_and_80(value: str, expected: Band) -> None:
    assert band(Fraction(value), BANDS) is expected


def test_a_missing_dimension_is_left_out_and_said() -> None:
    scores = _points("50", "100", "0", "0")
    del scores["支持响应"], scores["培训完成度"]
    score = weighted_score(scores, DEFAULT_WEIGHTS)
    assert score.value == (50 * Fraction(4, 10) + 100 * Fraction(3, 10)) / Fraction(7, 10)
    assert score.coverage == Fraction(7, 10)


def test_half_the_weight_scores_and_less_does_not() -> None:
    half: dict[str, Fraction | int] = {"活跃度": Fraction(70), "培训完成度": Fraction(70)}
    assert weighted_score(half, DEFAULT_WEIGHTS).value == 70
    less: dict[str, Fraction | int] = {"活跃度": Fraction(70)}
    assert weighted_score(less, DEFAULT_WEIGHTS) == (None, Fraction(4, 10))
    assert band(None, BANDS) is Band.UNSCORED


def test_dimensions_of_a_companys_own_weigh_the_same_until_weights_are_set() -> None:
    assert effective_weights({1: ("黏性", None), 2: ("口碑", None)}) == {1: 1, 2: 1}
    assert effective_weights({1: ("活跃度", None), 2: ("口碑", None)}) == {1: Fraction(4, 10), 2: 0}
    assert effective_weights({1: ("活跃度", Fraction(1)), 2: ("口碑", Fraction(3))}) == {1: 1, 2: 3}


def test_a_missing_dimension_does_what_the_rule_says() -> None:
    scores, weights = {"a": Fraction(80)}, {"a": Fraction(6), "b": Fraction(4)}
    rescaled = HealthRules(least=Fraction(6, 10))
    assert weighted_score(scores, weights, rescaled) == (Fraction(80), Fraction(6, 10))
    assert weighted_score(scores, weights, rescaled._replace(least=Fraction(61, 100))).value is None
    assert weighted_score(scores, weights, HealthRules(missing=Missing.ZERO)).value == 48
    assert weighted_score(scores, weights, HealthRules(missing=Missing.UNSCORED)).value is None
    everything = {"a": Fraction(80), "b": Fraction(30)}
    for missing in Missing:
        assert weighted_score(everything, weights, HealthRules(missing=missing)).value == 60
        assert weighted_score({}, weights, HealthRules(missing=missing)).value is None


def test_bands_have_exact_bounds_of_any_kind() -> None:
    bands = Bands(Fraction(125, 2), Fraction(79))
    assert band(Fraction(125, 2) - Fraction(1, 10**9), bands) is Band.RED
    assert band(Fraction(125, 2), bands) is Band.YELLOW
    assert band(Fraction(79), bands) is Band.GREEN
    assert (bands.red_words, bands.green_words) == ("62.5", "79")
