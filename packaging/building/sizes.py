"""What is in a packed folder: every file, and the largest parts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

MEGABYTE = 1_000_000
LONGEST = 160
"""Of a path within the program: Windows takes 260 letters, the folder of a user's programs among them."""


def listing(folder: Path) -> list[str]:
    """The paths of all files below ``folder``, in order: what two builds have to have in common."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def too_long(names: list[str]) -> list[str]:
    """Those of ``names`` that an installer for Windows could not put everywhere."""
    return [name for name in names if len(name) > LONGEST]


def parts(folder: Path) -> Counter[str]:
    """Bytes by part: a package or a library in the folder of parts, or a file beside it."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            names = [name for name in path.relative_to(folder).parts if name != "_internal"]
            inner = names[:4] if names[0] == "PySide6" else names[:1]
            found["/".join(inner)] += path.stat().st_size
    return found


def report(folder: Path, most: int = 10) -> str:
    """The whole and its largest parts, in MB."""
    found = parts(folder)
    lines = [f"{sum(found.values()) / MEGABYTE:8.1f} MB  {folder.name}"]
    lines += [f"{size / MEGABYTE:8.1f} MB    {name}" for name, size in found.most_common(most)]
    return "\n".join(lines)
