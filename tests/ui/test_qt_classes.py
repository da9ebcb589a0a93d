"""The Qt classes that are made before there is another thread are those that the program names."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from csmdesk.ui.qt_classes import NAMES, make_classes

SOURCE = Path(__file__).parents[2] / "src/csmdesk"


def named() -> dict[str, set[str]]:
    """What the program imports from each module of Qt, wherever it does so."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found[node.module or ""] |= {each.name for each in node.names}
    return found


def test_every_class_that_is_named_is_made_first() -> None:
    missing = {
        module: sorted(names - set(NAMES.get(module, "").split())) for module, names in named().items()
    }
    assert not {module: names for module, names in missing.items() if names}, "add them to NAMES"


def test_no_class_is_made_for_nothing() -> None:
    found = named()
    spare = {module: sorted(set(names.split()) - found.get(module, set())) for module, names in NAMES.items()}
    assert not {module: names for module, names in spare.items() if names}


def test_they_can_be_made() -> None:
    import PySide6.QtWidgets

    make_classes()
    assert set(NAMES["PySide6.QtWidgets"].split()) <= vars(PySide6.QtWidgets).keys()
