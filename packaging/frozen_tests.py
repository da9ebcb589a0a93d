"""Runs tests inside the built program: a second entry beside the first, over the very same modules.

It is built with ``CSMDESK_FROZEN_TESTS`` set and never shipped. pytest and the tests themselves lie outside:
``CSMDESK_TESTS_PATH`` names where (the folder of the sources, the packages of the development environment and
Python's own library, for what csmdesk does not use of it).
"""

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path


class Outside:
    """Finds the parts of packages that are not packed, as the program uses only some of Python's own."""

    def __init__(self, folders: list[str]) -> None:
        self._folders = folders

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The part of a package, in the folders outside; csmdesk has no parts there."""
        package, _, _ = name.rpartition(".")
        if not package or name.startswith("csmdesk"):
            return None
        return PathFinder.find_spec(name, [str(Path(f, *package.split("."))) for f in self._folders])


def run(file: str) -> None:
    """Run one file of Python, as ``python FILE`` would, over the packed modules alone."""
    sys.argv = sys.argv[2:]
    exec(compile(Path(file).read_text(encoding="utf-8"), file, "exec"), {"__name__": "__main__"})


def main() -> int:
    """pytest's exit code."""
    folders = os.environ["CSMDESK_TESTS_PATH"].split(os.pathsep)
    sys.path += folders
    sys.meta_path.append(Outside(folders))
    import csmdesk

    if not getattr(sys, "frozen", False) or "_internal" not in csmdesk.__file__:
        raise SystemExit("these are not the built program's modules")
    import pytest

    return int(pytest.main(sys.argv[1:]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read-workbook"]:
        from csmdesk.importers.workbook_child import main as read

        sys.exit(read(sys.argv[2]))
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2])
    else:
        sys.exit(main())
