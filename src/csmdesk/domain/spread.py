"""Order by numbers with room between them: what moves is written, what stays is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

STEP = 1024
"""How far two neighbours are apart when they are written anew."""

START = STEP * STEP
"""Where the first then stands: a thousand can go before it. 0 is left to rows that nobody has placed."""


class Slot(NamedTuple):
    """Where something goes; ``others`` are the new positions of those around it, None when they stay."""

    position: int
    others: list[int] | None = None


def slot(positions: Sequence[int], at: int) -> Slot:
    """Where something goes that is to stand at place ``at`` among others with these ascending positions.

    The others are written anew only when there is no number left between the two neighbours, as where
    imported rows all stand at 0.
    """
    before = positions[at - 1] if at else None
    after = positions[at] if at < len(positions) else None
    if after is None:
        return Slot(START if before is None else max(before + STEP, START))
    if before is None and after > STEP:
        return Slot(after - STEP)
    low = 0 if before is None else before
    if after - low > 1:
        return Slot((low + after) // 2)
    spread = [START + STEP * place for place in range(len(positions) + 1)]
    return Slot(spread.pop(at), spread)
