"""What a file says and nobody understands."""

from __future__ import annotations

from enum import Enum, auto


class Unsaid(Enum):
    """What stands in a column where the file says something that nobody understands."""

    CELL = auto()


UNSAID = Unsaid.CELL
"""A row of the book keeps what it has there; a new one gets nothing."""
