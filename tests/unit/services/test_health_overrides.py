"""Manual scores: a reason and a last day, one at a time, history kept, expired ones without effect."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.figures import basis_of
from csmdesk.storage.book import Book
from tests.unit.services.sample import TODAY, expect_exact_undo, ids_of, only, refused, row
from tests.unit.storage.making import digest_of, rows_of

PERIOD = "2024"


def score(book: Book, day: date, account: int = 1) -> Fraction | None:
    return basis_of(book, PERIOD, day).score(account, day).score.value


def test_a_manual_score_counts_until_its_last_day(sample: Book, edits: AccountEdits) -> None:
    usual = score(sample, TODAY)
    with expect_exact_undo(sample):
        key = only(edits.override(1, "45.125", "老板说要换系统", "30天后"), "health_overrides")
    override = row(sample, "health_overrides", key)
    assert (override["day"], override["expires_day"]) == ("2024-06-28", "2024-07-28")
    assert (override["score_milli"], override["reason"]) == (45125, "老板说要换系统")
    assert score(sample, TODAY) == Fraction("45.125")
    assert score(sample, date(2024, 7, 28)) == Fraction("45.125")
    assert score(sample, date(2024, 7, 29)) != Fraction("45.125")
    # As of the day before, nobody knew it.
    assert score(sample, TODAY - timedelta(days=1)) == usual


def test_a_new_one_ends_the_running_one_and_keeps_it(sample: Book, edits: AccountEdits) -> None:
    later = AccountEdits(sample, lambda: date(2024, 7, 10))
    first = only(edits.override(1, "40", "停用", "2024-12-20"), "health_overrides")
    with expect_exact_undo(sample):
        changes = later.override(1, "70", "恢复使用", "7月20日")
    (second,) = changes.ids["health_overrides"] - {first}
    assert row(sample, "health_overrides", first)["expires_day"] == "2024-07-09"
    assert score(sample, date(2024, 7, 9)) == 40
    assert score(sample, date(2024, 7, 10)) == 70
    # When the new one has expired, the old one does not come back.
    assert score(sample, date(2024, 7, 21)) not in {40, 70}
    assert ids_of(sample, "health_overrides") == [first, second]


def test_a_second_thought_on_the_same_day_replaces_the_first(sample: Book, edits: AccountEdits) -> None:
    edits.override(1, "40", "停用", "60天后")
    edits.override(1, "55", "部分停用", "30天后")
    assert rows_of(sample, "SELECT score_milli, reason, expires_day FROM health_overrides") == [
        (55000, "部分停用", "2024-07-28")
    ]
    before = len(sample.store.history())
    assert edits.override(1, "55.0", " 部分停用 ", "2024-07-28").empty
    assert len(sample.store.history()) == before


def test_other_accounts_and_finished_ones_are_left_alone(sample: Book, edits: AccountEdits) -> None:
    past = AccountEdits(sample, lambda: date(2024, 1, 10))
    finished = only(past.override(1, "30", "停用", "2024-02-10"), "health_overrides")
    other = only(edits.override(2, "40", "停用", "60天后"), "health_overrides")
    edits.override(1, "50", "再停用", "60天后")
    assert row(sample, "health_overrides", finished)["expires_day"] == "2024-02-10"
    assert row(sample, "health_overrides", other)["expires_day"] == "2024-08-27"


def test_it_may_begin_on_the_day_that_is_looked_at(sample: Book, edits: AccountEdits) -> None:
    today = AccountEdits(sample, lambda: date(2026, 3, 1))
    today.override(1, "45", "停用", "7月20日", date(2024, 6, 30))
    assert score(sample, date(2024, 6, 30)) == 45
    assert rows_of(sample, "SELECT expires_day FROM health_overrides") == [("2024-07-20",)]


def test_one_that_was_made_later_is_not_run_over(sample: Book, edits: AccountEdits) -> None:
    edits.override(1, "40", "停用", "7月20日")
    error = refused(lambda: edits.override(1, "50", "回看", "6月28日", date(2024, 6, 10)))
    assert "2024-06-28" in error.text.zh
    edits.override(1, "50", "回看", "6月27日", date(2024, 6, 10))
    assert score(sample, date(2024, 6, 27)) == 50
    assert score(sample, date(2024, 6, 28)) == 40
    assert score(sample, date(2024, 7, 21)) not in {40, 50}


@pytest.mark.parametrize("typed", ["0", "100", "59.999", "６０", "60分", " 45.5 ", "1e1"])
def test_scores_are_read_exactly(sample: Book, edits: AccountEdits, typed: str) -> None:
    edits.override(1, typed, "x", "明天")
    (milli,) = rows_of(sample, "SELECT score_milli FROM health_overrides")[0]
    wanted = {"0": 0, "100": 100_000, "59.999": 59_999, "６０": 60_000, "60分": 60_000, "1e1": 10_000}
    assert milli == wanted.get(typed, 45_500)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("101", "x", "明天"), "score"),
        (("-1", "x", "明天"), "score"),
        (("59.9999", "x", "明天"), "score"),
        (("nan", "x", "明天"), "score"),
        (("Infinity", "x", "明天"), "score"),
        (("很好", "x", "明天"), "score"),
        (("", "x", "明天"), "score"),
        (("50", " \n", "明天"), "reason"),
        (("50", "长" * 201, "明天"), "reason"),
        (("50", "x", ""), "expires"),
        (("50", "x", "某天"), "expires"),
        (("50", "x", "今天"), "expires"),
        (("50", "x", "昨天"), "expires"),
        (("50", "x", "181天后"), "expires"),
    ],
)
def test_what_cannot_be_is_refused(
    sample: Book, edits: AccountEdits, typed: tuple[str, str, str], field: str
) -> None:
    before = digest_of(sample)
    assert set(edits.override_problems(*typed)) == {field}
    error = refused(lambda: edits.override(1, *typed))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert digest_of(sample) == before


def test_half_a_year_is_the_longest(edits: AccountEdits) -> None:
    assert edits.override_problems("50", "x", "180天后") == {}
    assert "2024-12-25" in edits.override_problems("50", "x", "2025-01-01")["expires"].zh


def test_a_manual_score_can_be_taken_out(sample: Book, edits: AccountEdits) -> None:
    usual = score(sample, TODAY)
    key = only(edits.override(1, "45", "停用", "明天"), "health_overrides")
    with expect_exact_undo(sample):
        assert edits.remove_override(key).ids == {"health_overrides": {key}}
    assert score(sample, TODAY) == usual
    assert "不在客户书里" in refused(lambda: edits.remove_override(key)).text.zh
