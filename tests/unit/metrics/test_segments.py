"""Which accounts count as 高价值: those that bring over half of the revenue, unless the book says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.facts import Account, Contract, Facts
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.engagement import cadence_days

DAY = date(2024, 6, 30)


def basis(yuan: Sequence[int], segments: Sequence[str] = (), rules: Rules | None = None) -> Basis:
    """A book whose accounts 1, 2, … each have one contract of a year with that annual value."""
    accounts = [
        Account(
            n,
            f"KH{n}",
            f"客户{n}",
            "",
            "",
            segments[n - 1] if segments else "",
            "",
            "",
            None,
            "",
            None,
            "",
            None,
        )
        for n in range(1, len(yuan) + 1)
    ]
    contracts = [
        Contract(
            n,
            f"HT{n}",
            n,
            "new",
            date(2024, 1, 1),
            date(2024, 12, 31),
            value * 100,
            "CNY",
            None,
            "",
            date(2024, 1, 1),
            True,
            False,
            None,
            "",
            None,
        )
        for n, value in enumerate(yuan, start=1)
    ]
    return Basis(Facts(accounts=accounts, contracts=contracts), parse_period("2024H1"), DAY, rules or Rules())


@pytest.mark.parametrize(
    ("yuan", "high"),
    [
        pytest.param([60, 40], {1}, id="one brings over half"),
        pytest.param([50, 50], {1, 2}, id="exactly half is not over half"),
        pytest.param([50, 30, 20], {1, 2}, id="half and the next largest"),
        pytest.param([20, 30, 51], {3}, id="by size, not by order"),
        pytest.param([30, 30, 30, 10], {1, 2}, id="of equals the first in the book"),
        pytest.param([], set(), id="no accounts"),
    ],
)
def test_high_value_accounts_together_bring_over_half(yuan: list[int], high: set[int]) -> None:
    assert basis(yuan).high_value == high


def test_no_account_could_be_left_out() -> None:
    b = basis([7, 11, 13, 17, 19, 23, 29])
    arr = b.arr(DAY)
    whole = sum(arr.values())
    brought = sum(arr[a] for a in b.high_value)
    assert brought * 2 > whole
    assert (brought - min(arr[a] for a in b.high_value)) * 2 <= whole


def test_what_the_book_says_goes_before_what_is_computed() -> None:
    b = basis([60, 25, 15], ["稳定", "", "高价值"])
    assert [b.segment(a) for a in b.accounts.values()] == ["稳定", "", "高价值"]
    assert cadence_days(b, b.accounts[1]) == 30


def test_a_computed_segment_has_its_cadence_and_its_scope() -> None:
    b = basis([60, 40])
    assert [cadence_days(b, a) for a in b.accounts.values()] == [14, 30]
    scoped = replace(b, scope=replace(b.scope, segments=frozenset({"高价值"})))
    assert set(scoped.accounts) == {1}
    assert scoped.high_value == {1}


def test_the_share_is_a_setting() -> None:
    rules = Rules(high_value_share=Fraction(9, 10))
    assert basis([60, 30, 10], rules=rules).high_value == {1, 2, 3}
