"""All figures of a period, with the key results that they are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from csmdesk.domain.facts import Target
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.scope import parse_scope
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Attainment, Figure, Part
from csmdesk.metrics.registry import metrics

MONTHS_PER_HALF = 6
MONTHS_PER_YEAR = 12


def compute(basis: Basis, keys: Iterable[str] | None = None) -> dict[str, Figure]:
    """The figures of ``keys`` (all by default) by key, each held against the targets that name it."""
    registered = metrics()
    wanted = registered if keys is None else {key: registered[key] for key in keys}
    return {key: _with_targets(basis, fn(basis, definition)) for key, (definition, fn) in wanted.items()}


def _with_targets(basis: Basis, figure: Figure) -> Figure:
    """The figure with an attainment for each target on its metric; parts say value / node."""
    if not basis.scope.everything:
        return figure
    held: list[tuple[Attainment, bool]] = []
    for target in basis.facts.targets:
        node = node_of(target, basis.period, figure.definition.adds_up, basis.rules.fiscal_start_month)
        if target.metric != figure.key or node is None:
            continue
        scope = parse_scope(target.scope)
        own = figure
        if not scope.everything:
            own = metrics()[figure.key][1](replace(basis, scope=scope), figure.definition)
        held.append((_attainment(own, target, node), scope.everything))
    if not held:
        return figure
    held.sort(key=lambda pair: not pair[1])
    parts: dict[str, Part] = dict(figure.parts)
    if held[0][1]:
        parts["of_node_target"] = held[0][0].share
    return replace(figure, parts=parts, targets=tuple(a for a, _ in held))


def _attainment(figure: Figure, target: Target, node: Fraction) -> Attainment:
    value = figure.value
    met = None
    if value is not None:
        met = value <= node if target.direction == "<=" else value >= node
    share = value / node if value is not None and node else None
    return Attainment(target.id, target.name, target.level, target.value, target.node_share, node, share, met)


def time_left(basis: Basis, target_id: int) -> bool:
    """True when the key result's own time ends after the as-of day: a year's target at the half year."""
    row = next((target for target in basis.facts.targets if target.id == target_id), None)
    if row is None or row.period == basis.period.name:
        return False
    end = basis.period.end
    months_into = (end.month - basis.rules.fiscal_start_month) % MONTHS_PER_YEAR + 1
    return months_into < MONTHS_PER_YEAR or basis.as_of < end


def node_of(target: Target, period: Period, adds_up: bool, fiscal_start: int = 1) -> Fraction | None:
    """What ``period`` owes of the target; None when the target is for another time.

    A target of the very period is owed whole. Of a year's target the first half owes target × node share
    and the year all of it; figures that add up owe the rest in the second half (all of it again where the
    share is 1) and an even part of the half in a quarter or month; rates owe target × node share in any
    part of the year.
    """
    if target.period == period.name:
        return target.value
    year = parse_period(target.period, fiscal_start)
    inside = year.start <= period.start and period.end <= year.end
    if not inside or year.months != MONTHS_PER_YEAR:
        return None
    if not adds_up:
        return target.value * target.node_share
    months_before = (period.start.year - year.start.year) * 12 + period.start.month - year.start.month
    first, second = target.node_share, 1 - target.node_share or Fraction(1)
    if period.months > MONTHS_PER_HALF:
        return target.value
    share = first if months_before < MONTHS_PER_HALF else second
    return target.value * share * period.months / MONTHS_PER_HALF
