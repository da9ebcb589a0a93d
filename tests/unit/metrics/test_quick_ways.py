"""What is counted the quick way is what the plain way gives, book after book at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from csmdesk.domain import facts as f
from csmdesk.domain.health import HealthRules, Missing, Score, score_of
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import more
from tests.unit.metrics import computed_dice as made

SEEDS = range(24)
WEIGHTS = {1: 3, 2: 2, 3: 0}


def a_book(seed: int) -> f.Facts:
    """Scores in three dimensions, of which one may be computed, touches, hand-overs and scores by hand."""
    dice = Random(seed)
    facts = made.facts_of(dice, made.usage_rows(dice))
    keys = {
        (dice.choice(made.ACCOUNTS), d, made.some_day(dice, before=40)) for d in WEIGHTS for _ in range(14)
    }
    touches = [
        f.Touch(n + 1, dice.choice((*made.ACCOUNTS, 9)), made.some_day(dice), "电话", None) for n in range(40)
    ]
    by_hand = [
        f.HealthOverride(n + 1, 1, day, 1000 * dice.randint(0, 100), "", day + timedelta(days=20))
        for n, day in enumerate(made.some_day(dice) for _ in range(dice.choice((0, 0, 3))))
    ]
    computed = {2: made.numbers(dice, "touch_age")} if dice.random() < 0.4 else {}
    return replace(
        facts,
        accounts=[
            a._replace(
                handover_day=made.some_day(dice) if dice.random() < 0.4 else None,
                handaway_day=made.some_day(dice) if dice.random() < 0.4 else None,
            )
            for a in facts.accounts
        ],
        touches=touches,
        health_overrides=by_hand,
        health_scores=f.HealthScores(
            [f.HealthScore(n + 1, *key, 1000 * dice.randint(0, 9)) for n, key in enumerate(sorted(keys))]
        ),
        dimension_weights={d: Fraction(weight, 5) for d, weight in WEIGHTS.items()},
        dimension_sources={**facts.dimension_sources, **computed},
        health_rules=HealthRules(missing=dice.choice(list(Missing))),
    )


def basis(seed: int, as_of: date = made.LAST) -> Basis:
    return Basis(a_book(seed), parse_period("2024H1", 1), as_of, Rules())


@pytest.mark.parametrize("as_of", [made.LAST, date(2024, 4, 3), date(2024, 8, 1)])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_rise_is_a_better_score_than_on_the_scoring_day_before(seed: int, as_of: date) -> None:
    b = basis(seed, as_of)
    last = b.closing + timedelta(days=30)
    for account in made.ACCOUNTS:
        wanted = []
        for earlier, later in pairwise(b.account_scoring_days(account)):
            before, after = b.health(account, earlier).value, b.health(account, later).value
            if (
                b.period.start <= later <= last
                and before is not None
                and after is not None
                and after > before
            ):
                wanted.append(later)
        assert b.scoring.rises(account, b.period.start, last) == wanted


def test_scores_do_rise_in_these_books() -> None:
    bases = [basis(seed) for seed in SEEDS]
    rises = [b.scoring.rises(a, b.period.start, b.closing) for b in bases for a in made.ACCOUNTS]
    assert sum(map(len, rises)) > len(SEEDS)
    assert [] in rises


@pytest.mark.parametrize("without", [frozenset(), frozenset({2})])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_sum_is_that_of_the_rows_of_its_day(seed: int, without: frozenset[int]) -> None:
    rows = a_book(seed).health_scores
    assert isinstance(rows, f.HealthScores)
    start, end = date(2024, 2, 1), date(2024, 5, 31)
    of_day: dict[tuple[int, date], list[f.HealthScore]] = {}
    for row in rows:
        if row.day <= end and row.dimension_id not in without:
            of_day.setdefault((row.account_id, row.day), []).append(row)
    wanted = {
        key: (
            sum(r.score_milli * WEIGHTS[r.dimension_id] for r in day),
            sum(WEIGHTS[r.dimension_id] for r in day),
        )
        for key, day in of_day.items()
    }
    found = {(s.account_id, s.day): (s.points, s.weight) for s in rows.sums(WEIGHTS, start, end, without)}
    assert found.items() <= wanted.items()
    for account in made.ACCOUNTS:
        before = [day for a, day in wanted if a == account and day < start]
        needed = {(a, day) for a, day in wanted if a == account and day >= start}
        assert needed | ({(account, max(before))} if before else set()) <= found.keys()


@pytest.mark.parametrize("seed", SEEDS)
def test_touches_count_while_their_account_is_owned(seed: int) -> None:
    b = basis(seed)
    plain = [t for t in b.facts.touches if b.in_flow(t.day) and b.owned(t.account_id, t.day)]
    assert b.flow_touches == plain
    newest: dict[int, date] = {}
    for t in b.facts.touches:
        if t.day <= b.closing and b.owned(t.account_id, t.day):
            newest[t.account_id] = max(t.day, newest.get(t.account_id, t.day))
    assert b.last_touch_days(b.closing) == newest


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sum_in_the_home_currency_leaves_out_what_has_no_rate(seed: int) -> None:
    dice = Random(seed)
    b = replace(basis(seed), facts=f.Facts(rates={("2024H1", "USD"): Fraction(71, 10)}))
    amounts = [
        (dice.randint(-500, 900), dice.choice(("CNY", "USD", "EUR"))) for _ in range(dice.randint(0, 9))
    ]
    values = [b.in_home(fen, currency) for fen, currency in amounts]
    assert b.sum_in_home(amounts) == sum((v for v in values if v is not None), Fraction(0))


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_compare_as_fractions_do(seed: int) -> None:
    dice = Random(seed)
    one, other = (Fraction(dice.randint(-9, 9), dice.randint(1, 9)) for _ in range(2))
    assert more(one, other) == (one > other)
    held, whole = dice.randint(0, 9), dice.randint(9, 12)
    rules = HealthRules(missing=dice.choice(list(Missing)), least=Fraction(dice.randint(0, 4), 4))
    share, points = Fraction(held, whole), dice.randint(0, 900)
    enough = share >= (1 if rules.missing is Missing.UNSCORED else rules.least)
    value = Fraction(points, held) if held and enough else None
    if held and rules.missing is Missing.ZERO:
        value = Fraction(points, whole)
    assert score_of(points, held, whole, rules) == Score(value, share)
