"""What is typed of a health model and not saved: kept in the book, brought onto a model that has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from itertools import count
from typing import Any, NamedTuple, TypeVar

from csmdesk.domain.health import Missing, Rhythm
from csmdesk.services.health_model_draft import DimensionDraft, ModelDraft

T = TypeVar("T")


class Typed(NamedTuple):
    """What stood in the fields, what the book held when it was begun (``base``), and the note."""

    draft: ModelDraft
    base: ModelDraft
    note: str = ""

    def to_text(self) -> str:
        """As JSON text."""
        parts = {"draft": asdict(self.draft), "base": asdict(self.base), "note": self.note}
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def typed_of(text: str) -> Typed | None:
    """What ``to_text`` gave; None for nothing, and for what this version cannot read."""
    try:
        kept = json.loads(text)
        return Typed(_draft(kept["draft"]), _draft(kept["base"]), str(kept["note"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _draft(kept: Mapping[str, Any]) -> ModelDraft:
    dimensions = tuple(DimensionDraft(**each) for each in kept["dimensions"])
    made = ModelDraft(**{**kept, "dimensions": dimensions})
    return replace(made, missing=Missing(made.missing), rhythm=Rhythm(made.rhythm))


def rebased(typed: ModelDraft, base: ModelDraft, now: ModelDraft) -> ModelDraft:
    """What was typed over ``base`` as changes of ``now``: what was not typed is as the book has it.

    A dimension that has come since then is there, one that has gone stays where something was typed of it.
    """
    known, there = ({d.key: d for d in draft.dimensions} for draft in (base, now))
    keys = {d.key for draft in (typed, base, now) for d in draft.dimensions}
    fresh = (key for n in count(1) if (key := f"new{n}") not in keys)
    found = []
    for d in typed.dimensions:
        was, is_now = known.get(d.key), there.get(d.key)
        if was is None:
            found.append(d)
        elif is_now is not None:
            found.append(_merged(d, was, is_now))
        elif d != was:
            found.append(replace(d, key=next(fresh), scores=0))
    found += [d for d in now.dimensions if d.key not in known]
    return ModelDraft(
        _pick(typed.red_below, base.red_below, now.red_below),
        _pick(typed.green_from, base.green_from, now.green_from),
        _pick(typed.missing, base.missing, now.missing),
        _pick(typed.least, base.least, now.least),
        _pick(typed.rhythm, base.rhythm, now.rhythm),
        tuple(found),
    )


def _merged(typed: DimensionDraft, base: DimensionDraft, now: DimensionDraft) -> DimensionDraft:
    kind, numbers = _pick(
        (typed.kind, dict(typed.numbers)), (base.kind, dict(base.numbers)), (now.kind, dict(now.numbers))
    )
    return DimensionDraft(
        typed.key,
        _pick(typed.name, base.name, now.name),
        _pick(typed.weight, base.weight, now.weight),
        kind,
        numbers,
        now.scores,
    )


def _pick(typed: T, base: T, now: T) -> T:
    return now if typed == base else typed
