"""Exact sums of many fractions, as whole numbers for as long as possible: a fraction reduces at each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def total(amounts: Iterable[Fraction | int]) -> Fraction:
    """The exact sum; most amounts of a book have one of a few denominators."""
    sums: dict[int, int] = defaultdict(int)
    for amount in amounts:
        above, below = amount.as_integer_ratio()
        sums[below] += above
    return sum((Fraction(above, below) for below, above in sums.items()), Fraction(0))


def whole_numbers(values: Mapping[K, Fraction]) -> tuple[dict[K, int], int]:
    """The values as whole numbers, and how many of these make one: to add and to compare them quickly."""
    ratios = {key: value.as_integer_ratio() for key, value in values.items()}
    scale = lcm(*{below for _, below in ratios.values()})
    return {key: above * (scale // below) for key, (above, below) in ratios.items()}, scale
