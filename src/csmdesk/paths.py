"""Where csmdesk keeps what belongs to the user's account on this machine, and where its own resources lie."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_APP = "csmdesk"


def data_folder() -> Path:
    """The folder for books whose place the user did not choose. It may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def log_folder() -> Path:
    """The folder for log files. It may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def cache_folder() -> Path:
    """The folder for what can be made again at any time. It may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def resource(name: str) -> Path:
    """The path of ``name`` (slashes between folders) among the program's resources.

    Looks in a frozen build's folder, then in the installed package, then in the source tree. Raises
    FileNotFoundError when none of them has it, and ValueError when ``name`` leads out of the resources.
    """
    inside = Path(name)
    # By the name alone: to resolve links takes a third of a millisecond, and the first paint asks often.
    if inside.anchor or ".." in inside.parts:
        raise ValueError(f"not a resource's name: {name}")
    for root in _resource_roots(getattr(sys, "_MEIPASS", None)):
        path = root / inside
        if path.exists():
            return path
    raise FileNotFoundError(f"no resource {name}")


BROUGHT = "Noto Sans SC"
"""The family of the font that a built program brings with it."""


def brought_fonts() -> Path | None:
    """The folder of the Chinese font that a built program brings; None where it runs from its sources."""
    return _brought("fonts")


def licence_folder() -> Path | None:
    """The folder of the licences of what a built program brings; None where it runs from its sources."""
    return _brought("licences")


def _brought(name: str) -> Path | None:
    try:
        return resource(name)
    except FileNotFoundError:
        return None


@cache
def _resource_roots(frozen: str | None) -> tuple[Path, ...]:
    here = Path(__file__).resolve().parent
    roots = [here / "resources", here.parents[1] / "resources"]
    if frozen is not None:
        roots[:0] = [Path(frozen) / _APP / "resources", Path(frozen) / "resources"]
    return tuple(roots)
