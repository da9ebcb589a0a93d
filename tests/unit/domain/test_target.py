"""What a target asks of a time, how it is broken down, and how far several are together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.facts import Target
from csmdesk.domain.period import parse_period
from csmdesk.domain.target import (
    CENT,
    LEVELS,
    Profile,
    level_of,
    month_nodes,
    node_of,
    parse_profile,
    profile_text,
    progress,
    rank,
    roll_up,
    split,
)

F = Fraction
YEAR = Target(1, "2024", "关键", "续费收入", "renewal_collected", F(34_000_000), "元", ">=", F("0.48"), "{}")


def nodes(target: Target, names: str, *, adds_up: bool = True, fiscal: int = 1) -> list[Fraction | None]:
    return [node_of(target, parse_period(name, fiscal), adds_up, fiscal) for name in names.split()]


def test_a_year_owes_its_share_by_the_half_and_the_rest_after_it() -> None:
    assert nodes(YEAR, "2024 2024H1 2024H2") == [34_000_000, 16_320_000, 17_680_000]
    assert nodes(YEAR, "2024Q1 2024Q2 2024-03") == [8_160_000, 8_160_000, 2_720_000]
    assert nodes(YEAR, "2023 2025H1 2023-12 2025-01") == [None, None, None, None]


def test_a_share_of_one_is_owed_by_each_half() -> None:
    whole = YEAR._replace(node_share=F(1))
    assert nodes(whole, "2024 2024H1 2024H2 2024Q3") == [34_000_000, 34_000_000, 34_000_000, 17_000_000]


def test_a_half_and_a_quarter_are_broken_down_too() -> None:
    half = YEAR._replace(period="2024H1", value=F(100))
    assert nodes(half, "2024H1 2024Q1 2024Q2 2024H2 2024") == [100, 50, 50, None, None]
    quarter = YEAR._replace(period="2024Q2", value=F(10))
    assert nodes(quarter, "2024-04 2024-05 2024-06 2024-07") == [F("3.33"), F("3.33"), F("3.34"), None]


def test_a_fiscal_year_begins_in_its_own_month() -> None:
    assert nodes(YEAR, "2024H1 2024Q4 2024-04 2025-03 2024-03", fiscal=4) == [
        16_320_000,
        8_840_000,
        2_720_000,
        # The last month takes what the others leave of a hundredth.
        F("2946666.67"),
        None,
    ]


def test_a_rate_owes_its_level_in_every_part() -> None:
    rate = YEAR._replace(value=F("1.1"), node_share=F(1))
    assert nodes(rate, "2024 2024H1 2024Q2 2024-05", adds_up=False) == [F("1.1")] * 4
    half = rate._replace(node_share=F("0.5"))
    assert nodes(half, "2024H1 2024-09", adds_up=False) == [F("0.55"), F("0.55")]
    months = {f"2024-{m:02d}": F(100 + m, 100) for m in range(1, 13)}
    ramp = rate._replace(profile=profile_text(Profile("typed", None, months)))
    assert nodes(ramp, "2024-02 2024Q1 2024H1 2024", adds_up=False) == [
        F("1.02"),
        F("1.03"),
        F("1.06"),
        F("1.1"),
    ]


def test_months_follow_the_profile_within_each_half() -> None:
    months = {"2024-01": F(1), "2024-03": F(3), "2024-12": F(7)}
    target = YEAR._replace(profile=profile_text(Profile("due", date(2024, 6, 30), months)))
    assert nodes(target, "2024-01 2024-02 2024-03 2024Q1 2024H1") == [
        4_080_000,
        0,
        12_240_000,
        16_320_000,
        16_320_000,
    ]
    assert nodes(target, "2024Q3 2024-12") == [0, 17_680_000]


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (F(100), [1, 1, 1], ["33.33", "33.33", "33.34"]),
        (F(100), [0, 0], ["50", "50"]),
        (F(10), [1, 0, 2, 0], ["3.33", "0", "6.67", "0"]),
        (F(10), [-5, 1, 1], ["0", "5", "5"]),
        (F(0), [1, 2], ["0", "0"]),
        (F(1, 3), [1, 1], ["0.16", "13/75"]),
    ],
)
def test_parts_by_weight_and_the_last_takes_the_rest(
    whole: Fraction, weights: list[int], parts: list[str]
) -> None:
    assert split(whole, [F(w) for w in weights]) == [F(part) for part in parts]


@given(
    st.fractions(0, 10**10, max_denominator=1000),
    st.lists(st.fractions(0, 10**8, max_denominator=100), min_size=1, max_size=12),
)
def test_parts_always_make_the_whole(whole: Fraction, weights: list[Fraction]) -> None:
    parts = split(whole, weights)
    assert sum(parts) == whole
    assert all(part >= 0 for part in parts)
    rest = max(place for place, w in enumerate(weights) if w or not any(weights))
    assert all((part / CENT).denominator == 1 for place, part in enumerate(parts) if place != rest)


@given(
    st.fractions(0, 10**9, max_denominator=100),
    st.fractions(F(1, 100), 1, max_denominator=100),
    st.dictionaries(
        st.sampled_from([f"2024-{m:02d}" for m in range(1, 13)]),
        st.fractions(0, 10**6, max_denominator=100),
    ),
    st.sampled_from(["2024", "2024H1", "2024H2", "2024Q1", "2024Q4", "2024-05"]),
)
def test_every_period_owes_the_sum_of_its_parts(
    value: Fraction, share: Fraction, months: dict[str, Fraction], period: str
) -> None:
    profile = profile_text(Profile("typed", None, months))
    target = YEAR._replace(period=period, value=value, node_share=share, profile=profile)
    by_month = month_nodes(target)
    whole = value * 2 if period == "2024" and share == 1 else value
    assert sum(by_month.values()) == whole
    for name in ("2024H1", "2024H2", "2024Q1", "2024Q2", "2024Q3", "2024Q4"):
        node = node_of(target, parse_period(name), adds_up=True)
        if node is not None and name != period:
            assert node == sum(by_month[month.name] for month in parse_period(name).month_list())


@given(
    st.dictionaries(st.sampled_from(["2024-01", "2024-02"]), st.fractions(-5, 10**9)),
    st.sampled_from(["due", "last_year", "typed"]),
    st.none() | st.dates(),
    st.none() | st.fractions(0, 1),
)
def test_a_profile_is_kept_exactly(
    months: dict[str, Fraction], kind: str, drawn: date | None, first: Fraction | None
) -> None:
    profile = Profile(kind, drawn, months, first)  # type: ignore[arg-type]
    assert parse_profile(profile_text(profile)) == profile


def test_an_even_profile_is_nothing() -> None:
    assert profile_text(Profile()) == "{}"
    assert parse_profile("") == parse_profile("{}") == Profile()


@pytest.mark.parametrize(
    ("words", "level"),
    [("战略", "战略"), ("Strategic", "战略"), (" key ", "关键"), ("PROCESS", "过程"), ("北极星", "北极星")],
)
def test_a_level_in_either_language(words: str, level: str) -> None:
    assert level_of(words) == level


def test_levels_stand_from_the_top() -> None:
    assert [rank(level) for level in (*LEVELS, "北极星")] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("value", "node", "direction", "reached"),
    [
        (F(50), F(100), ">=", F(1, 2)),
        (F(150), F(100), ">=", F(1)),
        (F(-5), F(100), ">=", F(0)),
        (F(0), F(0), ">=", F(1)),
        (F(-1), F(0), ">=", F(0)),
        (F(3), F(4), "<=", F(1)),
        (F(8), F(4), "<=", F(1, 2)),
        (F(8), F(0), "<=", F(0)),
        (None, F(4), ">=", None),
    ],
)
def test_progress(value: Fraction | None, node: Fraction, direction: str, reached: Fraction | None) -> None:
    assert progress(value, node, direction) == reached


def test_a_level_is_the_mean_by_weight_of_those_with_a_result() -> None:
    rolled = roll_up([(F(1), F("0.6")), (F("0.5"), F("0.4")), (None, F(0))])
    assert (rolled.value, rolled.known, rolled.of, rolled.whole) == (F("0.8"), 2, 3, True)


def test_without_weights_all_weigh_alike() -> None:
    rolled = roll_up([(F(1), None), (F(0), None)])
    assert (rolled.value, rolled.weights, rolled.whole) == (F(1, 2), None, True)


def test_weights_that_do_not_make_up_the_whole_are_said() -> None:
    rolled = roll_up([(F(1), F("0.5")), (F(0), F("0.4")), (F(0), None)])
    assert (rolled.value, rolled.weights, rolled.unweighted, rolled.whole) == (F(5, 9), F("0.9"), 1, False)
    assert not roll_up([(F(1), F("0.6")), (F(0), F("0.6"))]).whole
    assert roll_up([]).value is None
    assert roll_up([(F(1), F(0))]).value is None
