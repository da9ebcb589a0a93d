"""Long columns in pieces: one call of C over a million cells would keep every other thread waiting."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable
from typing import TypeVar

from csmdesk.importers.coded import Coded

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_PIECE = 20_000


def gathered(source: Iterable[T]) -> list[T]:
    """All of ``source`` as a list."""
    found: list[T] = []
    rest = iter(source)
    while piece := list(itertools.islice(rest, _PIECE)):
        found += piece
    return found


def distinct(source: Iterable[H]) -> dict[H, None]:
    """The different ones of ``source``, in the order in which they first come."""
    if isinstance(source, Coded):
        return dict.fromkeys(source.values)
    found: dict[H, None] = {}
    rest = iter(source)
    while piece := dict.fromkeys(itertools.islice(rest, _PIECE)):
        found.update(piece)
    return found


def different(source: Iterable[H]) -> set[H]:
    """The different ones of ``source``, where their order is of no importance."""
    found: set[H] = set()
    rest = iter(source)
    while piece := list(itertools.islice(rest, _PIECE)):
        found.update(piece)
    return found


def every(source: Iterable[object]) -> bool:
    """Whether all of ``source`` are true."""
    rest = iter(source)
    while piece := list(itertools.islice(rest, _PIECE)):
        if not all(piece):
            return False
    return True
