"""Size and time of a file in words."""

from __future__ import annotations

from datetime import datetime


def size_words(size: int) -> str:
    """A file's size: 312 KB, 4.5 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def local(at: datetime) -> str:
    """A moment in the time of this place: 2024-06-30 08:12."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
