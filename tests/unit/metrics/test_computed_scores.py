"""Computed dimensions are what the definitions say, exactly, however and whenever they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from csmdesk.domain import facts as f
from csmdesk.domain.health import HealthRules, Missing, Rhythm
from csmdesk.domain.health_kinds import KINDS, source_of
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.domain.scoring_days import scoring_days
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.computed_scores import carry, computed_of, with_model
from tests.unit.metrics import computed_dice as made

RULES = Rules()
KEY = "computed_scores"


def a_book(seed: int, rhythm: Rhythm = Rhythm.WEEKLY) -> tuple[f.Facts, dict[tuple[int, date], f.UsageDay]]:
    """A book at random with every kind of dimension beside the imported one."""
    dice = Random(seed)
    usage = made.usage_rows(dice)
    sources = {n: made.numbers(dice, kind) for n, kind in enumerate(made.all_kinds(), 2)}
    facts = made.facts_of(dice, usage)
    return (
        replace(
            facts,
            dimension_sources={**facts.dimension_sources, **sources},
            dimension_names={**facts.dimension_names, **{n: s.kind for n, s in sources.items()}},
            dimension_weights={
                **facts.dimension_weights,
                **{n: Fraction(dice.choice((0, 1, 5, 20)), 100) for n in sources},
            },
            health_rules=HealthRules(rhythm=rhythm, missing=dice.choice(list(Missing))),
        ),
        usage,
    )


def basis(facts: f.Facts, as_of: date = made.LAST, period: str = "2024H1") -> Basis:
    return Basis(facts, parse_period(period, 1), as_of, RULES)


@pytest.mark.parametrize("seed", range(14))
def test_each_kind_is_what_a_plain_recount_gives(seed: int) -> None:
    facts, usage = a_book(seed)
    computed = computed_of(facts, RULES)
    dice = Random(seed)
    for dimension, gauge in computed.gauges.items():
        for _ in range(12):
            day = made.some_day(dice, before=0)
            for account in made.ACCOUNTS:
                wanted = made.recount(facts, usage, gauge.source, account, day)
                assert gauge.value(account, day, alone=True) == wanted, (gauge.source, account, day)
                assert gauge.value(account, day, alone=False) == wanted, (gauge.source, account, day)
                assert computed.points_on(dimension, day).get(account) == wanted
                assert bool(gauge.behind(account, day)) or wanted is None


def test_the_boundaries_of_the_window_are_days_that_count() -> None:
    usage = {(1, date(2024, 6, 1)): f.UsageDay(1, date(2024, 6, 1), 10, 9, 6, 4, 2)}
    facts = made.with_usage(made.facts_of(Random(1), {}), usage)
    source = source_of("usage_depth", {"window": Fraction(30)})
    facts = replace(facts, dimension_sources={2: source}, dimension_weights={2: Fraction(1)})
    gauge = computed_of(facts, RULES).gauges[2]
    for alone in (True, False):
        assert gauge.value(1, date(2024, 5, 31), alone=alone) is None
        assert gauge.value(1, date(2024, 6, 1), alone=alone) == 100
        assert gauge.value(1, date(2024, 6, 30), alone=alone) == 100
        assert gauge.value(1, date(2024, 7, 1), alone=alone) is None


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_the_score_of_a_day_is_the_same_by_the_book_and_by_the_account(seed: int, rhythm: Rhythm) -> None:
    facts, _ = a_book(seed, rhythm)
    b = basis(facts)
    for account in made.ACCOUNTS:
        for n in range(0, 182, 7 if rhythm is Rhythm.DAILY else 1):
            day = b.opening + timedelta(days=n)
            rows = b.scoring.rows_behind(account, day)
            assert b.scoring._score_of(rows) == b.health(account, day), (account, day)
            inputs = b.score(account, day).inputs
            value = b.health(account, day).value
            assert sum((i.points for i in inputs), Fraction(0)) == (value or 0)


@pytest.mark.parametrize("seed", range(14))
def test_nothing_later_than_a_day_plays_in_its_score(seed: int) -> None:
    facts, _ = a_book(seed)
    day = date(2024, 4, 30)
    late, early = basis(facts), basis(facts, day)
    for account in made.ACCOUNTS:
        assert late.health(account, day) == early.health(account, day)


def test_scoring_days_are_those_of_the_rhythm() -> None:
    span = date(2024, 5, 25), date(2024, 6, 30)
    weekly = [date(2024, 5, 26), date(2024, 5, 31), *(date(2024, 6, d) for d in (2, 9, 16, 23, 30))]
    assert list(scoring_days(*span, Rhythm.WEEKLY)) == weekly
    assert list(scoring_days(*span, Rhythm.MONTHLY)) == [date(2024, 5, 31), date(2024, 6, 30)]
    assert len(list(scoring_days(*span, Rhythm.DAILY))) == 37
    # Three years, as February has an end of its own in each.
    years = [date(2023, 1, 1) + timedelta(days=n) for n in range(3 * 365 + 1)]
    ends = [day for day in years if (day + timedelta(days=1)).day == 1]
    assert list(scoring_days(years[0], years[-1], Rhythm.MONTHLY)) == ends
    assert len(ends) == 36


# --- kept from one state of the book to the next ------------------------------------------------------------


def health_of(facts: f.Facts) -> dict[tuple[int, date], object]:
    """Every score of the half year, as the figures ask for them."""
    b = basis(facts)
    days = [b.opening + timedelta(days=n) for n in range(183)]
    return {(a, day): b.health(a, day) for a in made.ACCOUNTS for day in days if day <= made.LAST}


def courses_of(facts: f.Facts) -> dict[int, tuple[list[date], list[object]]]:
    """The scoring days of the half year with their scores."""
    return {a: (c.days, list(c.scores)) for a, c in basis(facts).scoring.courses.items()}


@pytest.mark.parametrize("seed", range(24))
def test_after_new_usage_every_score_is_that_of_a_full_recount(seed: int) -> None:
    dice = Random(1000 + seed)
    facts, usage = a_book(seed, dice.choice(list(Rhythm)))
    health_of(facts)
    for _ in range(4):
        days = {made.some_day(dice) for _ in range(dice.randint(1, 3))}
        for day in days:
            account = dice.choice(made.ACCOUNTS)
            if dice.random() < 0.3:
                usage.pop((account, day), None)
            else:
                usage[account, day] = made.usage_row(dice, account, day)
        later = replace(facts)
        carry(facts, later, days)
        assert KEY in later.carried
        fresh = replace(facts)
        assert KEY not in fresh.carried
        assert health_of(later) == health_of(fresh)
        assert courses_of(later) == courses_of(fresh)
        facts = later


@pytest.mark.parametrize("seed", range(12))
def test_after_any_other_change_every_score_is_that_of_a_full_recount(seed: int) -> None:
    dice = Random(2000 + seed)
    facts, usage = a_book(seed)
    other = made.facts_of(dice, usage)
    health_of(facts)
    for part in dice.sample(["tickets", "surveys", "receipts", "touches", "contracts", "accounts"], 3):
        later = replace(facts, **{part: getattr(other, part)})
        carry(facts, later, frozenset())
        assert health_of(later) == health_of(replace(later))
        assert courses_of(later) == courses_of(replace(later))
        facts = later


@pytest.mark.parametrize("seed", range(6))
def test_after_a_change_of_what_rows_belong_to_every_score_is_that_of_a_full_recount(seed: int) -> None:
    facts, _ = a_book(seed)
    health_of(facts)
    other = {a.id: a for a in facts.accounts}
    changes: tuple[dict[str, Any], ...] = (
        {"contracts": [c._replace(account_id=c.account_id % 3 + 1) for c in facts.contracts]},
        {"accounts": [a._replace(segment=other[a.id % 3 + 1].segment) for a in facts.accounts]},
        {"accounts": [a._replace(modules=frozenset(range(a.id))) for a in facts.accounts]},
        {"cadence_days": {"高价值": 5, "稳定": 60}},
        {"cadence_days": {}},
        {"health_scores": f.HealthScores([r for r in facts.health_scores if r.id % 2])},
    )
    for parts in changes:
        later = replace(facts, **parts)
        carry(facts, later, frozenset())
        assert health_of(later) == health_of(replace(later)), list(parts)
        facts = later


@pytest.mark.parametrize("seed", range(12))
def test_with_another_model_every_score_is_that_of_a_full_recount(seed: int) -> None:
    dice = Random(3000 + seed)
    facts, _ = a_book(seed)
    health_of(facts)
    for _ in range(3):
        kinds = dice.sample(list(KINDS), 3)
        sources = {n: made.numbers(dice, kind) for n, kind in enumerate(kinds, 5)}
        sources |= {n: s for n, s in facts.dimension_sources.items() if dice.random() < 0.5}
        weights = {n: Fraction(dice.randint(0, 9)) for n in sources}
        rules = HealthRules(missing=dice.choice(list(Missing)), rhythm=facts.health_rules.rhythm)
        later = with_model(facts, dimension_sources=sources, dimension_weights=weights, health_rules=rules)
        assert health_of(later) == health_of(replace(later))
        # The sources stay, and only what they weigh changes.
        heavier = with_model(later, dimension_weights={n: w + 1 for n, w in weights.items()})
        assert health_of(heavier) == health_of(replace(heavier))
        stricter = with_model(heavier, health_rules=HealthRules(least=Fraction(9, 10), rhythm=rules.rhythm))
        assert health_of(stricter) == health_of(replace(stricter))
        facts = later


def test_what_usage_did_not_touch_is_not_computed_again() -> None:
    facts, usage = a_book(3)
    health_of(facts)
    before = computed_of(facts, RULES)
    day = date(2024, 6, 28)
    usage[1, day] = f.UsageDay(1, day, 10, 5, 6, 3, 1)
    later = replace(facts)
    carry(facts, later, {day})
    after = computed_of(later, RULES)
    for dimension, gauge in after.gauges.items():
        known, was = after._points[dimension], before._points[dimension]
        if gauge.source.kind.startswith("usage"):
            assert known.keys() == {d for d in was if d < day}
            assert all(known[d] is was[d] for d in known)
        else:
            assert known is was


def test_other_numbers_of_the_cadence_count_at_once() -> None:
    facts, _ = a_book(5)
    slow = replace(RULES, cadence_days={**RULES.cadence_days, "高价值": 60})
    with_rules = Basis(facts, parse_period("2024H1", 1), made.LAST, slow)
    first = health_of(facts)
    fresh = Basis(replace(facts), parse_period("2024H1", 1), made.LAST, slow)
    for account, day in first:
        assert with_rules.health(account, day) == fresh.health(account, day)


@pytest.mark.parametrize("key", list(KINDS))
def test_each_formula_names_every_number_of_its_kind(key: str) -> None:
    kind = KINDS[key]
    for words in kind.formula:
        assert all(f"{{{number.key}}}" in words for number in kind.numbers)
    assert all(number.low <= number.default <= number.high for number in kind.numbers)


@pytest.mark.parametrize("seed", range(6))
def test_two_dimensions_that_change_places_change_their_weights(seed: int) -> None:
    facts, _ = a_book(seed)
    weights = {n: Fraction(n) for n in facts.dimension_sources}
    facts = with_model(facts, dimension_weights=weights)
    health_of(facts)
    order = list(facts.dimension_sources)
    turned = [facts.dimension_sources[n] for n in (*order[:1], *reversed(order[1:]))]
    later = with_model(facts, dimension_sources=dict(zip(order, turned, strict=True)))
    assert health_of(later) == health_of(replace(later))


@pytest.mark.parametrize("day", [date(2024, 3, 3), date(2024, 3, 5)])
def test_an_account_that_gets_its_first_data_is_scored_from_that_day(day: date) -> None:
    """Also where the dimension itself weighs nothing, and only the days of the rhythm are new."""
    facts = replace(
        made.facts_of(Random(1), {}),
        touches=[],
        health_scores=f.HealthScores([f.HealthScore(1, 1, 1, date(2024, 1, 10), 70_000)]),
        dimension_sources={1: source_of("", {}), 2: source_of("touch_age", {}), 3: source_of("nps", {})},
        dimension_weights={1: Fraction(1), 2: Fraction(0), 3: Fraction(1)},
        surveys=[f.Survey(1, 2, None, date(2024, 2, 1), "NPS", 9)],
    )
    before = courses_of(facts)
    later = replace(facts, touches=[f.Touch(1, 1, day, "电话", None)])
    carry(facts, later, frozenset())
    assert courses_of(later) == courses_of(replace(later))
    assert before[1][0] == [date(2024, 1, 10)]
    assert courses_of(later)[1][0][1] == next(scoring_days(day, made.LAST, Rhythm.WEEKLY))
