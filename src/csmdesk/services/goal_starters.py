"""A first set of targets for a new book, in the shape of a usual sign-up; every value is a proposal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.period import Period, fiscal_year, parse_period
from csmdesk.domain.target import exact
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from csmdesk.metrics.registry import definitions
from csmdesk.services.goal_words import amount_typed

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis

_RENEWED = Fraction(92, 100)
"""The share of the annual value due that is proposed as renewal receipts."""

_EXPANSION = Fraction(10, 100)
"""The share of the ARR that is proposed as upsell receipts."""

_STEP = 10_000
"""Proposed money is in whole ten thousands of the home currency."""


class _Starter(NamedTuple):
    """A proposed target: metric, level, value as typed, weight in its level, its parent's metric."""

    metric: str
    level: str
    value: str
    weight: str
    parent: str = ""


_SET = (
    _Starter("nrr", "战略", "110%", "100%"),
    _Starter("renewal_collected", "关键", "", "40%", "nrr"),
    _Starter("upsell_collected", "关键", "", "20%", "nrr"),
    _Starter("referral_leads", "关键", "30", "15%", "nrr"),
    _Starter("renewal_value_rate", "关键", "92%", "25%", "nrr"),
    _Starter("usage_depth", "过程", "85%", "50%", "renewal_value_rate"),
    _Starter("nps_executive", "过程", "55", "50%", "renewal_value_rate"),
    _Starter("sharing_sessions", "价值", "4", "100%", "nps_executive"),
)


def starters(b: Basis, language: Language) -> list[tuple[str, dict[str, str]]]:
    """The metric of the parent and the typed fields of each proposed target, parents first.

    Money comes from the book: what is due this year, and the ARR of the closing day. Where the book has
    neither, that target stays out, and the weights of its level are left to the user.
    """
    year = parse_period(
        str(fiscal_year(b.period.start, b.rules.fiscal_start_month)), b.rules.fiscal_start_month
    )
    money = {
        "renewal_collected": _rounded(_due(b, year) * _RENEWED),
        "upsell_collected": _rounded(sum(b.arr(b.closing).values(), Fraction(0)) * _EXPANSION),
    }
    share = _first_half(b, year)
    made = []
    for each in _SET:
        value = each.value or amount_typed(money[each.metric], Unit.MONEY, language)
        if value == "0":
            continue
        typed = {
            "metric": each.metric,
            "level": each.level,
            "value": value,
            "weight": each.weight,
            "period": year.name,
            "name": definitions()[each.metric].name.to(language),
        }
        if each.metric in {"renewal_collected", "upsell_collected", "referral_leads"}:
            typed["node_share"] = share
        made.append((each.parent, typed))
    return made


def _rounded(amount: Fraction) -> Fraction:
    return display.half_up(amount / _STEP, 0) * _STEP


def _due(b: Basis, span: Period) -> Fraction:
    return sum((b.annual[c.id] or Fraction(0) for c in b.due(span)), Fraction(0))


def _first_half(b: Basis, year: Period) -> str:
    """The share of the year's due value that is due in its first half, in whole percent; half without any."""
    whole = _due(b, year)
    first = parse_period(f"{year.name}H1", b.rules.fiscal_start_month)
    share = display.half_up(_due(b, first) / whole, 2) if whole else Fraction(1, 2)
    return f"{exact((share if 0 < share < 1 else Fraction(1, 2)) * 100)}%"
