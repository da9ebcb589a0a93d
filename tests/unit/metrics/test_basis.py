"""What is worked out of a book's rows rests on no other rows than it says."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from csmdesk.domain.facts import Account, Contract, Facts, HealthScore, RenewalLink, Touch
from csmdesk.domain.period import parse_period
from csmdesk.domain.rules import Rules
from csmdesk.metrics.basis import RESTS_ON, Basis

DAY = date(2024, 6, 30)

ASKED: dict[str, Callable[[Basis], object]] = {
    "_counting": lambda b: b.counting(DAY),
    "_arr_contracts": lambda b: b.arr_contracts(DAY),
    "_arr": lambda b: b.arr(DAY),
    "scoring": lambda b: (b.scoring.courses, b.scoring.score(1, DAY), b.scoring.health(1, DAY)),
}
"""How to make the basis work out what is no plain attribute."""


class Watched(Facts):
    """Facts that tell which of their parts were looked at."""

    def __getattribute__(self, name: str) -> Any:
        if name in _PARTS:
            _seen.add(name)
        return super().__getattribute__(name)


_PARTS = {part.name for part in fields(Facts)}
_seen: set[str] = set()


def contract(number: int, account: int, start: date, end: date, currency: str = "CNY") -> Contract:
    return Contract(
        number, f"HT{number}", account, "new", start, end, 120_000, currency, None, "", None, True, False,
        None, "", None,
    )  # fmt: skip


def rows() -> dict[str, Any]:
    """A small book in which every part has something to be looked at."""
    return {
        "accounts": [
            Account(n, f"KH{n}", f"客户{n}", "", "", "", "", "", None, "", None, "", None) for n in (1, 2)
        ],
        "contracts": [
            contract(1, 1, date(2023, 1, 1), date(2023, 12, 31)),
            contract(2, 1, date(2024, 1, 1), date(2024, 12, 31)),
            contract(3, 2, date(2024, 1, 1), date(2024, 12, 31), "USD"),
        ],
        "renewal_links": [RenewalLink(1, 1, 2, False)],
        "health_scores": [HealthScore(1, 1, 1, date(2024, 5, 31), 70_000)],
        "touches": [Touch(1, 1, date(2024, 6, 1), "电话", None)],
        "dimension_weights": {1: 1},
        "rates": {("2024H1", "USD"): 7},
    }


def basis(facts: Facts) -> Basis:
    return Basis(facts, parse_period("2024H1"), DAY, Rules())


def work_out(b: Basis, name: str) -> None:
    """Make the basis work out what it calls ``name``."""
    if name in ASKED:
        ASKED[name](b)
    else:
        getattr(b, name)


@pytest.mark.parametrize("name", sorted(RESTS_ON))
def test_what_is_taken_over_rests_on_no_other_rows(name: str) -> None:
    b = basis(Watched(**rows()))
    _seen.clear()
    work_out(b, name)
    assert name in b.__dict__
    assert _seen <= RESTS_ON[name]


@pytest.mark.parametrize("part", ["accounts", "contracts", "health_scores", "touches", "rates"])
def test_only_what_rests_on_the_same_rows_is_taken_over(part: str) -> None:
    before = basis(Facts(**rows()))
    for name in RESTS_ON:
        work_out(before, name)
    now = basis(replace(before.facts, **{part: copy(rows()[part])}))
    now.take_over(before)
    taken = {name for name in RESTS_ON if name in now.__dict__}
    assert taken == {name for name, parts in RESTS_ON.items() if part not in parts}
    assert all(now.__dict__[name] is before.__dict__[name] for name in taken)


def test_nothing_is_taken_over_from_another_day() -> None:
    before = basis(Facts(**rows()))
    with pytest.raises(AssertionError):
        replace(before, as_of=date(2024, 6, 1)).take_over(before)
