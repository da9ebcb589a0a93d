"""Metrics as the page asks for them: gaps with reasons, the team's numbers, changes, other days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.metrics.figure import Unit
from csmdesk.metrics.registry import definitions
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.figures import figures
from csmdesk.services.measure_view import Asked
from csmdesk.services.measures import Measures, scope_text
from csmdesk.services.touches import TouchDraft
from csmdesk.services.typed_amount import amount, typed
from csmdesk.storage.book import Book
from tests.books import PERIOD, make_book

NAME = Text("续费率", "Renewal value rate")
DAY = date(2024, 6, 30)
OWN = Asked(PERIOD, DAY, "zh")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A made-up book of some accounts."""
    with make_book(tmp_path / "book", 12) as made:
        yield made


@pytest.fixture
def measures(book: Book) -> Measures:
    """Its metrics."""
    return Measures(book)


# --- what is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("92%", Unit.RATIO, Fraction(92, 100)),
        ("92", Unit.RATIO, Fraction(92, 100)),
        ("0.92", Unit.RATIO, Fraction(92, 100)),
        ("105.6 %", Unit.RATIO, Fraction(1056, 1000)),
        ("1,746万", Unit.MONEY, Fraction(17_460_000)),
        ("1.2亿元", Unit.MONEY, Fraction(120_000_000)),
        ("CNY 17.46M", Unit.MONEY, Fraction(17_460_000)),
        ("３５０Ｋ", Unit.MONEY, Fraction(350_000)),
        ("−63", Unit.POINTS, Fraction(-63)),
        ("56.25 天", Unit.DAYS, Fraction(225, 4)),
        ("4 场", Unit.COUNT, Fraction(4)),
    ],
)
def test_values_are_read_as_people_write_them(words: str, unit: Unit, value: Fraction) -> None:
    assert amount(words, unit, NAME) == value


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("很高", Unit.RATIO),
        ("92万", Unit.RATIO),
        ("4%", Unit.COUNT),
        ("1.2.3", Unit.MONEY),
        ("9" * 20, Unit.COUNT),
    ],
)
def test_what_is_no_value_is_refused_with_an_example(words: str, unit: Unit) -> None:
    with pytest.raises(UserError) as refused:
        amount(words, unit, NAME)
    assert words[:5] in refused.value.text.zh
    assert "请写作" in refused.value.text.zh


@given(st.sampled_from(Unit), st.integers(-(10**9), 10**9))
def test_a_value_as_it_is_typed_is_read_as_the_same(unit: Unit, cents: int) -> None:
    value = Fraction(cents, 100 if unit is not Unit.RATIO else 10**10)
    assert amount(typed(value, unit), unit, NAME) == value


# --- the team's numbers -------------------------------------------------------------------------------------


def test_the_team_s_number_is_kept_exactly_changed_and_taken_out(book: Book, measures: Measures) -> None:
    for words, expected in (("95.25%", Fraction(9525, 10_000)), ("0.9", Fraction(9, 10)), ("", None)):
        measures.forget(measures.team.set("renewal_rate", PERIOD, words))
        line = next(line for line in measures.lines(OWN).lines if line.key == "renewal_rate")
        assert line.team == expected
    assert book.store.undo() is not None


def test_the_metrics_of_own_time_know_the_same_number(book: Book, measures: Measures) -> None:
    measures.forget(measures.team.set("sharing_sessions", PERIOD, "4"))
    assert figures(book, PERIOD, DAY).figures["sharing_sessions"].parts["team"] == 4
    told = measures.measure("sharing_sessions", OWN).team
    assert (told.team, told.typed, told.difference) == ("4", "4", "−100%")


def test_several_are_one_change_and_none_where_one_is_wrong(book: Book, measures: Measures) -> None:
    with pytest.raises(UserError):
        measures.team.set_each([("nps", PERIOD, "40"), ("csat", PERIOD, "viele")])
    with book.reading() as connection:
        assert connection.execute("SELECT count(*) FROM peer_figures").fetchone()[0] == 0
    measures.team.set_each([("nps", PERIOD, "40"), ("csat", PERIOD, "80")])
    assert book.store.undo() is not None
    with book.reading() as connection:
        assert connection.execute("SELECT count(*) FROM peer_figures").fetchone()[0] == 0


def test_the_team_s_number_of_a_half_year_stands_in_its_months_unless_they_add_up(measures: Measures) -> None:
    measures.forget(
        measures.team.set_each([("usage_depth", PERIOD, "80%"), ("activity_counts", PERIOD, "300")])
    )
    measures.forget(measures.team.set("usage_depth", "2024-05", "82%"))
    depth = {p.name: p.team for p in measures.trend("usage_depth", OWN, 7).points}
    assert (depth["2024-04"], depth["2024-05"]) == (Fraction(4, 5), Fraction(41, 50))
    assert depth["2023-12"] is None
    assert {p.team for p in measures.trend("activity_counts", OWN, 7).points} == {None}


# --- gaps ---------------------------------------------------------------------------------------------------


def test_a_month_without_data_is_a_gap_with_its_reason(measures: Measures) -> None:
    trend = measures.trend("activity_counts", OWN, 36)
    assert len(trend.points) == 36
    gaps = [p for p in trend.points if p.value is None]
    assert gaps
    assert all(p.reason.startswith("数据从 ") for p in gaps)
    assert gaps[0].name == "2021-07"
    assert f"{len(gaps)} 个月空缺" in trend.gaps
    known = sum((p.value for p in trend.points if p.value is not None), Fraction(0))
    assert known == len(measures.held(OWN).basis.facts.touches)


def test_nothing_of_its_kind_is_no_data_rather_than_zero(measures: Measures) -> None:
    trend = measures.trend("travel_days", OWN, 12)
    assert {p.value for p in trend.points} == {None}
    assert {p.reason for p in trend.points} == {"没有数据"}
    assert measures.before(OWN)["travel_days"].last == ("—", "")


def test_a_trend_ends_with_the_month_of_the_day(measures: Measures) -> None:
    early = measures.trend("health_mean", Asked(PERIOD, date(2024, 4, 10), "zh"), 12)
    assert early.points[-1].name == "2024-04"
    assert early.note == "各月为 2024-04-10 所知的数"


def test_an_empty_book_has_no_value_and_breaks_nothing(tmp_path: Path) -> None:
    with make_book(tmp_path / "empty", 0) as empty:
        measures = Measures(empty)
        shown = measures.lines(OWN)
        assert shown.new
        assert {line.key for line in shown.lines} == set(definitions())
        for key in definitions():
            assert len(measures.trend(key, OWN, 3).points) == 3
            assert measures.measure(key, OWN).line.key == key
            assert len(measures.compare(key, OWN, measures.periods(OWN))) == 3


# --- other questions ----------------------------------------------------------------------------------------


def test_every_metric_equals_the_registry_in_any_scope_and_period(book: Book, measures: Measures) -> None:
    from csmdesk.domain.scope import parse_scope

    scope = scope_text(["潜力"], [], 100_000)
    for name in (PERIOD, "2024Q1", "2024-05", "2024"):
        for each in ("", scope):
            held = figures(book, name, DAY, parse_scope(each or "{}"))
            shown = {x.key: x.value for x in measures.lines(Asked(name, DAY, "zh", each)).lines}
            assert shown == {key: figure.value for key, figure in held.figures.items()}


def test_a_change_is_counted_and_another_table_s_is_not(book: Book, measures: Measures) -> None:
    before = measures.held(OWN).figure("activity_counts").value
    assert before is not None
    changes = AccountEdits(book, lambda: DAY).add_touch([3], TouchDraft(date(2024, 6, 20), "电话", "问候"))
    assert measures.held(OWN).figure("activity_counts").value == before
    measures.forget(changes)
    assert measures.held(OWN).figure("activity_counts").value == before + 1
    held = measures.held(OWN)
    for table in ("review_texts", "plan_items", "budget_lines"):
        measures.forget(Changes({table: frozenset({1})}))
    assert measures.held(OWN) is held


def test_another_period_is_as_of_its_own_last_day_or_the_window_s(measures: Measures) -> None:
    assert measures.asked_of(OWN, "2023h2") == Asked("2023H2", date(2023, 12, 31), "zh")
    assert measures.asked_of(OWN, "2024") == Asked("2024", DAY, "zh")
    assert measures.asked_of(OWN, PERIOD) is OWN
    with pytest.raises(UserError):
        measures.asked_of(OWN, "2024H3")


def test_periods_are_held_against_the_first(measures: Measures) -> None:
    rows = measures.compare("usage_depth", OWN, ["2024-06", "2024-05", "2023-05"])
    assert [row.period for row in rows] == ["2024-06", "2024-05", "2023-05"]
    assert rows[0].change == ""
    assert rows[2].value is None
    assert rows[2].reason


def test_the_own_period_is_compared_by_the_value_of_the_list(measures: Measures) -> None:
    listed = {line.key: line.value for line in measures.lines(OWN).lines}
    for key, value in listed.items():
        assert measures.compare(key, OWN, measures.periods(OWN))[0].value == value
    # Nothing was ever received in this book: 0 in the period, as the review says, and no data before it.
    rows = measures.compare("renewal_collected", OWN, measures.periods(OWN))
    assert [row.value for row in rows] == [0, None, None]
    assert [row.reason for row in rows] == ["", "没有数据", "没有数据"]


def test_work_ends_when_nobody_wants_it_any_more(measures: Measures) -> None:
    class Enough(Exception):
        pass

    def stop() -> None:
        raise Enough

    for ask in (measures.lines, measures.before, measures.sparks):
        with pytest.raises(Enough):
            ask(OWN, stop)
