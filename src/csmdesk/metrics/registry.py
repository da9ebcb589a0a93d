"""Every metric by its key: its definition beside the function that computes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from csmdesk.domain.text import Text
from csmdesk.metrics.figure import Definition, Figure, Unit

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis

Compute = Callable[["Basis", Definition], Figure]

FAMILIES = ("revenue", "renewal", "usage", "health", "survey", "service", "engagement", "own_time")
"""The modules that define metrics, in the order in which a report shows them."""

_METRICS: dict[str, tuple[Definition, Compute]] = {}


def metric(
    key: str,
    name: Text,
    unit: Unit,
    formula: Text,
    *,
    higher_is_better: bool = True,
    adds_up: bool = False,
    rivals: tuple[str, ...] = (),
) -> Callable[[Compute], Compute]:
    """Register the decorated function as the metric ``key``.

    ``adds_up`` says that the figure grows over the year, so that a period owes target × node share.
    ``rivals`` are the keys of other definitions of the same idea, shown side by side.
    """

    def register(compute: Compute) -> Compute:
        if key in _METRICS:
            raise ValueError(f"metric {key} is defined twice")
        family = compute.__module__.rsplit(".", 1)[-1]
        _METRICS[key] = (
            Definition(key, name, unit, higher_is_better, adds_up, formula, family, rivals),
            compute,
        )
        return compute

    return register


def metrics() -> dict[str, tuple[Definition, Compute]]:
    """All metrics, family by family, loaded on first use."""
    for family in FAMILIES:
        import_module(f"csmdesk.metrics.{family}")
    return dict(sorted(_METRICS.items(), key=lambda item: FAMILIES.index(item[1][0].family)))


def definitions() -> dict[str, Definition]:
    """The definition of every metric by key."""
    return {key: definition for key, (definition, _) in metrics().items()}
