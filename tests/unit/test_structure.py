"""What holds for the repository as a whole."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))
TESTS = sorted((REPOSITORY / "tests").rglob("test_*.py"))

# Addresses of package registries and options that name one. In pieces, as this file is searched as well.
REGISTRY = re.compile(
    "|".join(
        [
            r"pypi" + r"\.(?:org|python\.org|tuna|mirrors)",
            r"python" + r"hosted\.org",
            r"https?://\S*/" + r"simple\b",
            r"^\s*(?:-i|-f|--(?:extra-)?index-" + r"url|--find-" + r"links)[ =]",
            r"registry\.npm" + r"js",
        ]
    ),
    re.MULTILINE,
)

VOID_CALLS = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
for i in range(100):
    thing.setObjectName("warm")
before = sys.getrefcount(None)
for i in range(20_000):
    thing.setObjectName("x")
print(sys.getrefcount(None) - before)
"""


# What the Makefile's targets make; the folders whose names begin with a dot, but for this one, are caches.
MADE = {"__pycache__", "build", "demo-output", "dist"}
KEPT = {".ci"}


def files_of_the_repository() -> Iterator[Path]:
    for folder, folders, files in os.walk(REPOSITORY):
        folders[:] = [f for f in folders if f not in MADE and (f in KEPT or not f.startswith("."))]
        yield from (Path(folder, f) for f in files)


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_void_qt_calls_keep_none_alive() -> None:
    # PySide6 6.12.0 dropped a reference to None with each void call and ended in an abort; in a process of
    # its own, so that the abort would be a failure here.
    result = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert abs(int(result.stdout)) < 100


def test_no_file_names_a_registry() -> None:
    found = []
    for path in files_of_the_repository():
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            # One that is no text holds no settings; one that is gone was somebody's temporary file.
            continue
        found += [f"{name_of(path)}: {match.group()}" for match in REGISTRY.finditer(text)]
    assert not found


def test_registry_pattern_finds_what_it_is_for() -> None:
    for line in ("-i https://mirror.example/x", "--index-" + "url=x", "https://a.example/pypi/" + "simple/"):
        assert REGISTRY.search(line), line
    assert not REGISTRY.search("a simple thing -i said")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{name_of(path)} has no docstring"


def asserts(node: ast.AST) -> bool:
    """Whether anything below `node` can fail the test: an assert, or a call that says it checks."""
    for child in ast.walk(node):
        if isinstance(child, ast.Assert):
            return True
        if isinstance(child, ast.Call):
            called = (
                child.func.attr if isinstance(child.func, ast.Attribute) else getattr(child.func, "id", "")
            )
            if re.match(
                r"assert|check|expect|refuse|raises$|warns$|fail$|wait|Q?AbstractItemModelTester", called
            ):
                return True
    return False


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_every_test_asserts_something(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert [n.name for n in tests if not asserts(n)] == []
