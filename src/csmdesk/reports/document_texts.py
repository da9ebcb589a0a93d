"""The texts of a report's tree: all of them, and the tree with others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from csmdesk.reports.document import Span

_AS_IT_IS = frozenset({"figure", "part", "status", "kind", "role", "mark", "align", "place", "language"})
"""Fields of the tree that nobody reads as words."""


def texts(value: Any) -> Iterator[str]:
    """Every text of a report, or of a part of it, that somebody reads; lines whole and span by span."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        if value and all(isinstance(each, Span) for each in value):
            yield "".join(span.text for span in value)
            if len(value) > 1:
                yield from (span.text for span in value)
        else:
            for each in value:
                yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _AS_IT_IS:
                yield from texts(getattr(value, field.name))


def rebuilt(value: Any, known: Callable[[Any], Any]) -> Any:
    """The tree with what ``known`` gives in the place of a part of it (None: look inside)."""
    made = known(value)
    if made is not None:
        return made
    if isinstance(value, tuple | list):
        return tuple(rebuilt(each, known) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: rebuilt(getattr(value, field.name), known)
            for field in fields(value)
            if field.name not in _AS_IT_IS
        }
        return replace(value, **changed)
    return value
