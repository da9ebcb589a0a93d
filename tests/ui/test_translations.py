"""The English of the window is complete, and what is loaded is what is written."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from tests.ui import translations


def test_every_text_of_the_source_is_translated(tmp_path: Path) -> None:
    fresh = Path(shutil.copy(translations.SOURCE, tmp_path / "csmdesk_en.ts"))
    translations.update(fresh)
    now, kept = translations.messages(fresh), translations.messages(translations.SOURCE)
    assert len(now) > 100
    missing = [key for key, forms in now.items() if not all(forms)]
    assert not missing, "run `python -m tests.ui.translations` and fill in what it lists"
    assert now == kept, "run `python -m tests.ui.translations`"


def test_names_in_braces_are_the_same_in_english() -> None:
    import re

    braces = re.compile(r"\{[a-z]+\}|%n")
    wrong = [
        (source, form)
        for (_, source), forms in translations.messages(translations.SOURCE).items()
        for form in forms
        if sorted(braces.findall(source)) != sorted(braces.findall(form))
    ]
    assert not wrong


def test_what_is_loaded_is_what_is_written(tmp_path: Path) -> None:
    translations.release(translations.SOURCE, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == translations.COMPILED.read_bytes()


def test_no_words_stand_inside_an_f_string() -> None:
    """The tool that collects the words does not look there, and they would never be translated."""
    found = []
    for root in ("ui", "app"):
        for file in (translations.REPOSITORY / "src/csmdesk" / root).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            inside = (
                node for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)
            )
            calls = (node.func for node in inside if isinstance(node, ast.Call))
            names = {ast.unparse(call).rpartition(".")[2] for call in calls}
            if names & {"tr", "translate"}:
                found.append(file.name)
    assert not found


def test_every_text_that_is_asked_for_by_its_context_is_there() -> None:
    """Qt's tool leaves out some that ``translate(context, words)`` asks for, such as counts with %n."""
    known = translations.messages(translations.SOURCE)
    asked = set()
    for file in (translations.REPOSITORY / "src/csmdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
                if name == "translate" and len(words) == 2:
                    asked.add((words[0], words[1]))
    assert len(asked) > 50
    assert asked <= known.keys(), asked - known.keys()
