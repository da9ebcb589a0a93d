"""What csmdesk says of its parts: from what is installed, and in a built program from its own list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csmdesk import paths
from csmdesk.services import about


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources of a program that was built, with two parts."""
    folder = tmp_path / "csmdesk" / "resources"
    (folder / "licences").mkdir(parents=True)
    (folder / "fonts").mkdir()
    parts = [
        {"name": "Noto Sans SC", "version": "", "licence": "OFL-1.1", "texts": ["OFL.txt"]},
        {"name": "Python", "version": "3.11.7", "licence": "PSF-2.0", "texts": []},
    ]
    (folder / "licences" / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    return folder


def test_from_its_sources_it_names_what_is_installed_with_its_licence() -> None:
    found = {library.name: library for library in about.facts().libraries}
    assert found["PySide6_Essentials"].licence
    assert found["SQLAlchemy"].licence == "MIT"
    assert paths.brought_fonts() is None
    assert paths.licence_folder() is None


def test_a_built_program_names_the_parts_that_its_build_has_listed(built: Path) -> None:
    assert about.facts().libraries == (
        about.Library("Noto Sans SC", "", "OFL-1.1"),
        about.Library("Python", "3.11.7", "PSF-2.0"),
    )
    assert paths.brought_fonts() == built / "fonts"
    assert paths.licence_folder() == built / "licences"
