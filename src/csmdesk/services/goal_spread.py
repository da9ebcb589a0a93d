"""Spreading a target over its time: the parts, what may be typed for each, profiles from the book's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Target
from csmdesk.domain.fields import FieldError
from csmdesk.domain.period import Period, month_end, month_start, parse_period
from csmdesk.domain.target import (
    CENT,
    MONTHS_PER_HALF,
    MONTHS_PER_YEAR,
    Kind,
    Profile,
    exact,
    half_nodes,
    month_nodes,
    node_of,
    profile_text,
    split,
)
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.compute import compute
from csmdesk.metrics.exact import total
from csmdesk.services.goal_check import read_amount
from csmdesk.services.goal_words import adds_up, unit_of

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis

QUARTER = 3
_FINE = 1000
"""A part that is drawn from the data is told in steps of about a thousandth of the half year."""


def periods_of(target: Target, fiscal_start: int) -> list[Period]:
    """The target's time and its parts: each half before its quarters, each quarter before its months."""
    span = parse_period(target.period, fiscal_start)
    return [span, *_inside(span, fiscal_start)]


def _inside(span: Period, fiscal_start: int) -> Iterator[Period]:
    length = {MONTHS_PER_YEAR: MONTHS_PER_HALF, MONTHS_PER_HALF: QUARTER}.get(span.months, 1)
    if span.months == 1:
        return
    for at in range(0, span.months, length):
        first = month_start(span.start, at)
        part = _named(first, length, fiscal_start)
        yield part
        yield from _inside(part, fiscal_start)


def _named(first: date, months: int, fiscal_start: int) -> Period:
    """The half, quarter or month that begins on ``first``."""
    if months == 1:
        return Period(f"{first:%Y-%m}", first, month_end(first))
    year = first.year if first.month >= fiscal_start else first.year - 1
    place = ((first.month - fiscal_start) % MONTHS_PER_YEAR) // months + 1
    return parse_period(f"{year}{'H' if months == MONTHS_PER_HALF else 'Q'}{place}", fiscal_start)


def fixed(target: Target, period: Period, fiscal: int) -> Text | None:
    """Why what a part owes cannot be typed; None when it can."""
    span = parse_period(target.period, fiscal)
    if period.name == target.period:
        return WHOLE
    if not adds_up(target.metric):
        return LAST_LEVEL if period.end == span.end else None
    if span.months != MONTHS_PER_YEAR:
        return REST if period.end == span.end else None
    half_end = month_end(month_start(span.start, MONTHS_PER_HALF - 1))
    if period.months == MONTHS_PER_HALF:
        return REST if period.end == span.end else None
    return REST if period.end in (half_end, span.end) else None


@dataclass(frozen=True)
class Spread:
    """What a changed breakdown puts into the target: its profile, or its node share."""

    profile: str | None = None
    node_share: str | None = None


def with_part(target: Target, name: str, typed: str, fiscal: int) -> Spread:
    """The breakdown with another amount for one part; the last part of its half year takes the rest.

    Raises FieldError (``part``) for what cannot be typed, and where nothing would be left for the rest.
    """
    period = next((each for each in periods_of(target, fiscal) if each.name == name), None)
    if period is None:
        raise FieldError("part", WHOLE)
    why = fixed(target, period, fiscal)
    if why is not None:
        raise FieldError("part", why)
    amount = read_amount("part", typed, unit_of(target.metric))
    if not adds_up(target.metric):
        return Spread(profile=_levels(target, period, amount, fiscal))
    span = parse_period(target.period, fiscal)
    if period.months == MONTHS_PER_HALF:
        if not 0 < amount <= target.value:
            raise FieldError("part", TOO_LARGE)
        return Spread(node_share=exact(amount / target.value))
    nodes = month_nodes(target, fiscal)
    inside = [month.name for month in period.month_list()]
    after = dict(nodes)
    after.update(dict(zip(inside, split(amount, [nodes[m] for m in inside]), strict=True)))
    half, whole = next((h, w) for h, w in half_nodes(target, span) if inside[0] in h)
    takes = _rest(half, inside, period)
    left = whole - sum(after[m] for m in half if m not in takes)
    if left < 0:
        raise FieldError("part", NOTHING_LEFT)
    after.update(dict(zip(takes, split(left, [nodes[m] for m in takes]), strict=True)))
    return Spread(profile=profile_text(Profile("typed", None, after)))


def _rest(half: list[str], inside: list[str], period: Period) -> list[str]:
    """The months that take the rest: the last month of the half, or for a quarter the quarter after it."""
    if period.months == 1:
        return half[-1:]
    return half[half.index(inside[-1]) + 1 :]


def _levels(target: Target, period: Period, amount: Fraction, fiscal: int) -> str:
    """The levels of a rate by month, where those of ``period`` are ``amount``; the last is the target."""
    span = parse_period(target.period, fiscal)
    months = span.month_list()
    levels = {month.name: node_of(target, month, False, fiscal) or Fraction(0) for month in months}
    levels |= {month.name: amount for month in period.month_list()}
    levels[months[-1].name] = target.value
    return profile_text(Profile("typed", None, levels))


def spread(b: Basis, target: Target, kind: Kind) -> str:
    """The profile of a kind, as the book keeps it; raises UserError where the data give none."""
    fiscal = b.rules.fiscal_start_month
    if kind == "even":
        return profile_text(Profile())
    months = parse_period(target.period, fiscal).month_list()
    adds = adds_up(target.metric)
    if kind == "typed":
        now = {month.name: node_of(target, month, adds, fiscal) or Fraction(0) for month in months}
        return profile_text(Profile("typed", None, now))
    if not adds:
        raise UserError(NO_SUM)
    weights = _due(b, months) if kind == "due" else _last_year(b, target, months)
    if not any(weights.values()):
        raise UserError(_NOTHING_DUE if kind == "due" else _NO_LAST_YEAR)
    first = sum(list(weights.values())[:MONTHS_PER_HALF], Fraction(0))
    share = first / sum(weights.values()) if len(months) == MONTHS_PER_YEAR else None
    return profile_text(Profile(kind, b.closing, _amounts(target, weights, fiscal), share))


def _amounts(target: Target, weights: Mapping[str, Fraction], fiscal: int) -> dict[str, Fraction]:
    """What each month owes by its weight, in round amounts; the last of each half that weighs takes the rest.

    Amounts and not the bare weights are kept, so that what is shown later is what was drawn.
    """
    found: dict[str, Fraction] = {}
    for half, whole in half_nodes(target, parse_period(target.period, fiscal)):
        parts = split(whole, [weights[month] for month in half], _step(whole))
        found |= dict(zip(half, parts, strict=True))
    return found


def _step(whole: Fraction) -> Fraction:
    """The step of the parts: a power of ten, about a thousandth of ``whole``, at least a hundredth."""
    step = CENT
    while step * 10 <= whole / _FINE:
        step *= 10
    return step


def _due(b: Basis, months: list[Period]) -> Mapping[str, Fraction]:
    """The annual value of the contracts that end in each month, in whole units of the home currency."""
    return {
        month.name: display.half_up(total(b.annual[c.id] or Fraction(0) for c in b.due(month)), 0)
        for month in months
    }


def _last_year(b: Basis, target: Target, months: list[Period]) -> Mapping[str, Fraction]:
    """The target's own figure in each month a year before, refunds as nothing."""
    found = {}
    for month in months:
        before = month.year_before
        there = b.over(before, before.end)
        figure = compute(there, [target.metric])[target.metric]
        found[month.name] = display.half_up(max(Fraction(0), figure.value or Fraction(0)), 2)
    return found


PROFILES: Mapping[Kind, tuple[Text, Text]] = {
    "even": (Text("平均", "Even"), Text("每月一样", "every month alike")),
    "due": (
        Text("按到期合同", "By contracts due"),
        Text("按每月到期合同的年化金额", "by the annual value of the contracts that end in each month"),
    ),
    "last_year": (
        Text("按去年", "Like last year"),
        Text("按去年同月的实际", "by last year's result of each month"),
    ),
    "typed": (
        Text("自己填", "Typed"),
        Text("逐月填写，余数归最后一个月", "month by month, the last takes the rest"),
    ),
}

OF_RATES: Mapping[Kind, tuple[Text, Text]] = {
    "even": (Text("各段相同", "Same level"), Text("每段都守住同一水平", "the same level in every part")),
    "typed": (
        Text("逐段填写", "Typed levels"),
        Text("逐段填写水平，期末是目标", "level by level, the target last"),
    ),
}

WHOLE = Text("这是全部，请改目标值。", "This is the whole: change the target's value.")
REST = Text(
    "这一段取余数，合计才等于目标；请改前面的。",
    "This part takes the rest, so that the sum is the target: change the ones before.",
)
LAST_LEVEL = Text("期末就是目标值，请改目标。", "The last level is the target: change the target.")
TOO_LARGE = Text("半年的部分不能超过全年。", "A half year cannot owe more than the year.")
NOTHING_LEFT = Text(
    "各月合计超过了这半年的节点，请先减小别的月份，或改节点比例。",
    "The months are more than the half year owes: lower another month first, or change the node share.",
)
NO_SUM = Text("这个指标不按月相加。", "This metric does not add up over months.")
_NOTHING_DUE = Text("这段时间没有到期合同。", "No contract ends in this time.")
_NO_LAST_YEAR = Text("去年同期没有数据。", "There are no data of the year before.")
