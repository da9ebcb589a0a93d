"""Figures as plain values, for JSON and for frozen reviews."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from csmdesk.domain.text import Language
from csmdesk.metrics.figure import Figure, Part

_PLACES = 12


def number(value: Fraction | int | None) -> int | float | None:
    """A JSON number: whole ones as such, others to twelve decimals, because JSON has no fractions."""
    if value is None or isinstance(value, int):
        return value
    if value.denominator == 1:
        return int(value)
    return round(float(value), _PLACES)


def part(value: Part) -> Any:
    """A part of a figure as JSON."""
    if isinstance(value, Mapping):
        return {key: part(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [part(inner) for inner in value]
    if isinstance(value, str):
        return value
    return number(value)


def figure(held: Figure, language: Language) -> dict[str, Any]:
    """The figure as ``metrics --json`` prints it: money in yuan, ratios as fractions, parts by name."""
    plain: dict[str, Any] = {
        "value": number(held.value),
        "unit": held.definition.unit.value,
        "numerator": number(held.numerator),
        "denominator": number(held.denominator),
        "reason": held.reason.to(language) if held.reason else None,
        "definition": held.definition.formula.to(language),
        "evidence": {
            "numerator": len(held.evidence.numerator),
            "denominator": len(held.evidence.denominator),
            "excluded": len(held.evidence.excluded),
        },
    }
    if held.coverage:
        oldest = held.coverage.oldest
        plain["coverage"] = {
            "known": held.coverage.known,
            "of": held.coverage.of,
            "oldest": oldest.isoformat() if oldest else None,
        }
    if held.targets:
        plain["targets"] = [
            {
                "name": t.name,
                "target": number(t.target),
                "node_share": number(t.node_share),
                "node": number(t.node),
                "share": number(t.share),
                "met": t.met,
            }
            for t in held.targets
        ]
    if held.notes:
        plain["notes"] = [note.to(language) for note in held.notes]
    plain.update((key, part(value)) for key, value in held.parts.items() if key not in plain)
    return plain
