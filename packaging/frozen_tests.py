"""Runs tests inside the built program: a second entry beside the first, over the very same modules.

It is built with ``CSMDESK_FROZEN_TESTS`` set and never shipped. pytest and the tests themselves lie outside:
``CSMDESK_TESTS_PATH`` names where (the folder of the sources, the packages of the development environment and
Python's own library, for what csmdesk does not use of it). What the program itself needs is never taken from
there: a module that was not packed is missing here as it is for the user.
"""

import os
import re
import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

FOR_TESTS = {"PySide6.QtTest", "packaging", "platformdirs.pytest_plugin", "pluggy"}
"""What of the locked libraries only the tests use, or what installs the program."""


class Packed:
    """Finds what the program needs in the packed modules, and nowhere else."""

    def __init__(self, own: set[str], packed: list[str]) -> None:
        self._own = own
        self._packed = packed

    def find_spec(self, name: str, path: list[str] | None = None, target: object = None) -> ModuleSpec | None:
        """A module of the program or its libraries; raises ModuleNotFoundError where it was not packed."""
        top = name.partition(".")[0]
        if top not in self._own or FOR_TESTS & {top, name}:
            return None
        found = PathFinder.find_spec(name, self._packed if path is None else path)
        # A library may bring a finder of its own for modules that are in no file.
        for finder in sys.meta_path:
            if found is None and finder is not PathFinder and not isinstance(finder, Packed | Outside):
                found = finder.find_spec(name, path, target)
        if found is None:
            raise ModuleNotFoundError(f"{name} was not packed", name=name)
        return found


class Outside:
    """Finds the parts of packages that are not packed, as the program uses only some of Python's own."""

    def __init__(self, folders: list[str]) -> None:
        self._folders = folders

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The part of a package, in the folders outside."""
        package, _, _ = name.rpartition(".")
        if not package:
            return None
        return PathFinder.find_spec(name, [str(Path(f, *package.split("."))) for f in self._folders])


def needed(sources: str) -> set[str]:
    """The names by which the libraries of ``requirements.txt`` are imported, and the program's own."""
    # Not above: it takes long to load, and the packed program's start is measured through this entry.
    from importlib.metadata import packages_distributions

    lock = Path(sources, "requirements.txt").read_text(encoding="utf-8")
    pinned = {_plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    held = packages_distributions()
    return {"csmdesk"} | {name for name, made_by in held.items() if pinned & {_plain(d) for d in made_by}}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def run(file: str) -> None:
    """Run one file of Python, as ``python FILE`` would, over the packed modules alone."""
    sys.argv = sys.argv[2:]
    exec(compile(Path(file).read_text(encoding="utf-8"), file, "exec"), {"__name__": "__main__"})


def run_code(code: str, arguments: list[str]) -> None:
    """Run code, as ``python -c CODE`` would: tests start ``sys.executable`` so, which is this program."""
    look_outside()
    sys.argv = ["-c", *arguments]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})


def look_outside() -> None:
    """Let the tests be found where they lie, and what the program needs among the packed modules alone."""
    folders = os.environ["CSMDESK_TESTS_PATH"].split(os.pathsep)
    packed = list(sys.path)
    sys.path += folders
    sys.meta_path.insert(0, Packed(needed(folders[0]), packed))
    sys.meta_path.append(Outside(folders))


def main() -> int:
    """pytest's exit code."""
    look_outside()
    import csmdesk

    if not getattr(sys, "frozen", False) or "_internal" not in csmdesk.__file__:
        raise SystemExit("these are not the built program's modules")
    import pytest

    return int(pytest.main(sys.argv[1:]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["-I"]:
        # Apart from the user's environment, as the packed program always is.
        del sys.argv[1]
    if sys.argv[1:2] == ["--read-workbook"]:
        from csmdesk.importers.workbook_child import main as read

        sys.exit(read(sys.argv[2]))
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2])
    elif sys.argv[1:2] == ["-c"]:
        run_code(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main())
