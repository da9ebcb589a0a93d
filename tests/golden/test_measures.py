"""The registry, the page of metrics and the review tell the same value for every metric."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from csmdesk.app.book import sample_book
from csmdesk.metrics import display
from csmdesk.metrics.compute import compute
from csmdesk.metrics.registry import definitions
from csmdesk.reports.review_draft import review_draft
from csmdesk.services.figures import basis_of, figures
from csmdesk.services.measure_view import Asked
from csmdesk.services.measures import Measures
from csmdesk.services.review_book import review_key
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book

PERIOD = "2024H1"
DAY = date(2024, 6, 30)
OWN = Asked(PERIOD, DAY, "zh")


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book."""
    with sample_book(tmp_path_factory.mktemp("measures") / "book") as book:
        yield book


@pytest.fixture(scope="module")
def measures(golden: Book) -> Measures:
    """What the page shows of it."""
    return Measures(golden)


def test_every_metric_is_the_same_in_registry_page_and_review(golden: Book, measures: Measures) -> None:
    registered = compute(basis_of(golden, PERIOD, DAY))
    shown = {line.key: line for line in measures.lines(OWN).lines}
    review = review_draft(golden, review_key(golden, PERIOD, ""), DAY, "zh")
    assert set(registered) == set(shown) == set(definitions()) == set(review.figures.figures)
    for key, figure in registered.items():
        own, told = measures.measure(key, OWN), review.figures.figures[key]
        assert shown[key].value == own.line.value == told.value == figure.value, key
        words = display.figure_value(figure, "zh", "CNY")
        assert shown[key].words == own.line.words == words, key
        assert display.figure_value(told, "zh", review.figures.currency) == words, key
        assert own.view.value == display.figure_value(figure, "zh", "CNY", measured=True), key
        assert own.view.definition == figure.definition.formula.zh, key


def test_the_page_s_targets_are_today_s_key_results(golden: Book, measures: Measures) -> None:
    from csmdesk.services.accounts import Accounts

    results = {r.metric: r for r in Todos(golden, Accounts(golden)).data(PERIOD, DAY, "zh").key_results}
    shown = {line.key: line for line in measures.lines(OWN).lines if line.target_words}
    assert set(shown) == set(results)
    for key, line in shown.items():
        result = results[key]
        assert (line.target_words, line.share_words, line.verdict, line.mark) == (
            result.target_words,
            result.share_words,
            result.verdict_words,
            result.mark,
        )


def test_months_of_a_trend_are_those_of_the_review_s_charts(golden: Book, measures: Measures) -> None:
    held = figures(golden, PERIOD, DAY)
    for key in ("renewal_collected", "usage_depth", "health_mean", "nps_executive", "issue_on_time"):
        told = {month.name: figure.value for month, figure in held.monthly(key)}
        points = {p.name: p for p in measures.trend(key, OWN, 12).points if p.name in told}
        assert {name: point.value for name, point in points.items()} == told
        assert list(points) == [f"2024-{month:02d}" for month in range(1, 7)]


def test_known_answers_stand_in_the_list(measures: Measures) -> None:
    shown = {line.key: line for line in measures.lines(OWN).lines}
    assert {key: shown[key].words for key in KNOWN} == KNOWN
    assert (shown["renewal_collected"].share_words, shown["upsell_collected"].share_words) == ("107%", "124%")


KNOWN = {
    "renewal_collected": "1,746万",
    "upsell_collected": "238万",
    "referral_leads": "18",
    "usage_depth": "87.4%",
    "health_mean": "77",
    "health_red": "3",
    "executive_reach": "112",
    "nps_executive": "63",
    "nps": "49",
    "early_collection": "41",
    "travel_days": "72 天",
    "renewal_value_rate": "94.8%",
    "renewal_rate": "95.5%",
    "renewal_rate_contracts": "94.1%",
    "nrr": "105.6%",
    "grr": "99.8%",
}


def test_before_and_a_year_before(measures: Measures) -> None:
    before = measures.before(OWN)
    assert before["health_mean"].last == ("68", "+9")
    assert before["health_red"].last == ("11", "−8")
    assert before["executive_reach"].year == ("80", "+40%")
    assert before["travel_days"].year == ("56.25 天", "+28%")
    # Nothing was recorded of touches before 2024: unknown, not 0.
    assert before["activity_counts"].last == ("—", "")


def test_the_health_of_the_months_and_their_red_accounts(measures: Measures) -> None:
    red = {p.name: p.value for p in measures.trend("health_red", OWN, 7).points}
    assert [red[f"2024-{month:02d}"] for month in (3, 5, 6)] == [2, 5, 3]
    assert red["2023-12"] == 11
    mean = measures.trend("health_mean", OWN, 7).points
    assert (mean[0].value, mean[-1].value) == (Fraction(68), Fraction(77))


def test_rivals_stand_side_by_side(measures: Measures) -> None:
    rivals = measures.measure("renewal_rate", OWN).rivals
    assert [(r.key, r.value, r.own) for r in rivals] == [
        ("renewal_rate", "95.5%", True),
        ("renewal_rate_contracts", "94.1%", False),
        ("renewal_value_rate", "94.8%", False),
    ]
    assert [r.formula for r in rivals] == [definitions()[r.key].formula.zh for r in rivals]
    assert not measures.measure("csat", OWN).rivals


def test_a_scope_leaves_own_work_as_it_is_and_nothing_else(golden: Book, measures: Measures) -> None:
    nobody = Asked(PERIOD, DAY, "zh", '{"accounts": ["nobody"]}')
    narrowed = {line.key: line for line in measures.lines(nobody).lines}
    whole = {line.key: line for line in measures.lines(OWN).lines}
    for key, line in narrowed.items():
        if line.unscoped:
            assert line.value == whole[key].value, key
        elif whole[key].value is not None:
            evidence = measures.held(nobody).figure(key).evidence
            assert not line.value, key
            assert not evidence.numerator, key
