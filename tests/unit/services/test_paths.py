"""The forecast by category, and the fewest contracts that close the gap to a key result."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.domain.forecast import LIKELIHOODS, Forecast
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.path_to_target import GoalPath, Paths
from csmdesk.services.receipt_draft import ReceiptDraft
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.storage.book import Book
from tests.unit.services.sample import expect_exact_undo
from tests.unit.storage.making import value_of, write

LAST = date(2024, 6, 30)
WAN = 10_000 * 100


def paths(book: Book) -> Paths:
    return Paths(book, ContractCalendar(book))


def contract(book: Book, code: str) -> int:
    return int(value_of(book, "SELECT id FROM contracts WHERE code = ?", [code]))


def path(book: Book, goal: str = "collected:2024", **more: Any) -> GoalPath:
    """The way to the first goal whose key begins so."""
    service = paths(book)
    key = next(g.key for g in service.goals("2024H1", None, 2024) if g.key.startswith(f"{goal}:"))
    found = service.path("2024H1", None, 2024, goal=key, **more)
    assert found is not None
    return found


def expect_fewest(found: GoalPath) -> None:
    """No smaller set of contracts would close the gap."""
    gains = sorted((line.gain_fen for line in found.lines if not line.won), reverse=True)
    count = len(found.needed)
    assert sum(gains[:count]) >= found.gap_fen
    assert count == 0 or sum(gains[: count - 1]) < found.gap_fen


# --- the forecast -----------------------------------------------------------------------------------------


def test_categories_add_up_to_the_open_contracts_of_the_year(sample: Book) -> None:
    found = paths(sample).forecast("2024H1", None, 2024)
    assert [line.category for line in found] == list(Forecast)
    assert sum(line.size for line in found) == 45
    assert sum(line.value_fen for line in found) == 1240 * WAN
    assert all(line.expected_fen == line.value_fen * line.likelihood for line in found)
    assert len({key for line in found for key in line.ids}) == 45


def test_what_somebody_states_moves_a_contract(sample: Book) -> None:
    which = contract(sample, "HT00160")
    Renewals(sample, lambda: LAST).set_forecast([which], Forecast.LOST, "新 CIO 不要")
    found = {line.category: line for line in paths(sample).forecast("2024H1", None, 2024)}
    assert found[Forecast.LOST].ids == (which,)
    assert found[Forecast.LOST].expected_fen == 0


def test_likelihoods_can_be_changed_and_reset(sample: Book) -> None:
    service = paths(sample)
    assert service.likelihoods() == LIKELIHOODS
    with expect_exact_undo(sample):
        service.set_likelihood(Forecast.LIKELY, "62.5 %")
    label = sample.store.undo_label
    assert label is not None
    assert label.zh == "改可能性：可能 62.5%"
    assert service.likelihoods() == {**LIKELIHOODS, Forecast.LIKELY: Fraction(625, 1000)}
    assert service.set_likelihood(Forecast.LIKELY, "62.5").empty
    line = next(x for x in service.forecast("2024H1", None, 2024) if x.category is Forecast.LIKELY)
    assert line.expected_fen == line.value_fen * Fraction(625, 1000)
    service.set_likelihood(Forecast.LIKELY, "")
    assert service.likelihoods() == LIKELIHOODS
    assert value_of(sample, "SELECT count(*) FROM settings WHERE key = 'likelihoods'") == 0


@pytest.mark.parametrize(
    ("category", "typed"),
    [
        (Forecast.LIKELY, "101"),
        (Forecast.LIKELY, "-1"),
        (Forecast.RISK, "高"),
        (Forecast.LOST, "10"),
    ],
)
def test_a_likelihood_that_is_none_is_refused(sample: Book, category: Forecast, typed: str) -> None:
    with pytest.raises(FieldError) as told:
        paths(sample).set_likelihood(category, typed)
    assert told.value.field == category.value


# --- goals ------------------------------------------------------------------------------------------------


def test_goals_are_the_key_results_of_the_year_and_the_period(sample: Book) -> None:
    goals = {g.key.rpartition(":")[0]: g for g in paths(sample).goals("2024H1", None, 2024)}
    assert list(goals) == [
        "collected:2024",
        "value_rate:2024",
        "collected:2024H1",
        "value_rate:2024H1",
    ]
    assert goals["collected:2024"].target_fen == 3400 * WAN
    assert goals["collected:2024H1"].target_fen == 1632 * WAN
    assert goals["value_rate:2024H1"].share == Fraction(92, 100)
    assert goals["value_rate:2024H1"].target_fen == Fraction(92, 100) * 880 * WAN
    assert goals["collected:2024"].words.zh == "2024 年 续费收入"


def test_without_a_target_there_is_no_way(sample: Book) -> None:
    write(sample, "DELETE FROM targets")
    assert paths(sample).goals("2024H1", None, 2024) == ()
    assert paths(sample).path("2024H1", None, 2024) is None


# --- the way ----------------------------------------------------------------------------------------------


def test_the_gap_is_the_target_less_what_is_expected(sample: Book) -> None:
    found = path(sample)
    expected = sum(line.expected_fen for line in paths(sample).forecast("2024H1", None, 2024))
    assert found.received_fen == 1746 * WAN
    assert found.signed_fen == 0
    assert found.expected_fen == 1746 * WAN + expected
    assert found.gap_fen == 3400 * WAN - found.expected_fen
    assert not found.reached, "all 45 won would not bring 34 million"
    assert len(found.needed) == len(found.lines) == 45
    assert found.lines[-1].left_fen == 3400 * WAN - 1746 * WAN - 1240 * WAN


def test_the_set_is_the_smallest_and_ranked_by_what_winning_gains(sample: Book) -> None:
    found = path(sample, "value_rate:2024")
    assert found.reached
    assert 0 < len(found.needed) < 45
    expect_fewest(found)
    gains = [line.gain_fen for line in found.lines]
    assert gains == sorted(gains, reverse=True)
    assert all(line.gain_fen == line.value_fen * (1 - line.likelihood) for line in found.lines)
    assert found.needed == found.lines[: len(found.needed)]
    assert found.needed[-1].left_fen <= 0 < found.needed[-2].left_fen


def test_what_is_ticked_counts_as_won(sample: Book) -> None:
    before = path(sample, "value_rate:2024")
    ticked = [line.row.id for line in before.lines[3:6]]
    after = path(sample, "value_rate:2024", won=ticked)
    gain = sum(line.gain_fen for line in before.lines[3:6])
    assert after.expected_fen == before.expected_fen + gain
    assert after.gap_fen == max(0, before.gap_fen - gain)
    assert [line.row.id for line in after.lines[:3]] == ticked
    assert all(line.won and not line.needed for line in after.lines[:3])
    expect_fewest(after)


def test_a_target_that_is_met_needs_nothing(sample: Book) -> None:
    found = path(sample, "collected:2024H1")
    assert found.reached
    assert found.gap_fen == 0
    assert found.needed == ()
    assert {line.row.decision <= LAST for line in found.lines} == {True}


def test_signing_never_lowers_what_is_expected_and_receiving_does_not_change_it(sample: Book) -> None:
    which, before = contract(sample, "HT00160"), path(sample)
    renewals = Renewals(sample, lambda: LAST)
    (new,), _ = renewals.renew(renewals.suggest([which]))
    signed = path(sample)
    assert signed.signed_fen == value_of(sample, "SELECT amount_fen FROM contracts WHERE id = ?", [new])
    line = next(each for each in before.lines if each.row.id == which)
    assert signed.expected_fen == before.expected_fen + line.gain_fen
    RenewalMoney(sample, lambda: LAST).add_receipt(new, ReceiptDraft(10 * WAN, LAST))
    part = path(sample)
    assert part.received_fen == 1756 * WAN
    assert part.signed_fen == signed.signed_fen - 10 * WAN
    assert part.expected_fen == signed.expected_fen


def test_instalments_of_another_year_do_not_count_in_this_one(sample: Book) -> None:
    which = contract(sample, "HT00160")
    renewals = Renewals(sample, lambda: LAST)
    (new,), _ = renewals.renew(renewals.suggest([which], "multi_year", years=2))
    whole = path(sample).signed_fen
    money = RenewalMoney(sample, lambda: LAST)
    money.add_receipts(
        new,
        [
            ReceiptDraft(5 * WAN, due_day=date(2024, 12, 31)),
            ReceiptDraft(20 * WAN, due_day=date(2025, 1, 1)),
        ],
    )
    assert path(sample).signed_fen == whole - 20 * WAN
