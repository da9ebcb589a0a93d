"""Where things lie: the user's folders, and resources in the tree, the wheel and the frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from csmdesk import paths


def test_resources_are_found_in_the_source_tree() -> None:
    assert paths.resource("icons").is_dir()
    assert paths.resource("demo/2024H1").is_dir()


def test_resources_of_a_frozen_build_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons") == tmp_path / "resources" / "icons"
    # What it lacks is not hidden by it.
    assert paths.resource("demo").is_dir()


def test_an_unknown_resource_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        paths.resource("no such thing")


@pytest.mark.parametrize("name", ["../pyproject.toml", "icons/../../pyproject.toml", "/etc/passwd"])
def test_a_resource_never_leads_out_of_the_resources(name: str) -> None:
    with pytest.raises(ValueError):
        paths.resource(name)


def test_the_users_folders_are_named_after_the_program() -> None:
    found = {paths.data_folder(), paths.log_folder(), paths.cache_folder()}
    assert len(found) >= 2
    assert all("csmdesk" in str(folder) for folder in found)
