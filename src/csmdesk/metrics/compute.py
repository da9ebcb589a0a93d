"""All figures of a period, with the key results that they are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from csmdesk.domain.facts import Target
from csmdesk.domain.period import parse_period
from csmdesk.domain.scope import parse_scope
from csmdesk.domain.target import in_order, node_of
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Attainment, Figure, Part
from csmdesk.metrics.registry import metrics


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
    for target in in_order(basis.facts.targets):
        if target.metric != figure.key:
            continue
        node = node_of(target, basis.period, figure.definition.adds_up, basis.rules.fiscal_start_month)
        if node is None:
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
    if row is None:
        return False
    return parse_period(row.period, basis.rules.fiscal_start_month).end > basis.closing
