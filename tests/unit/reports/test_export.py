"""Writing to a file: whole or not at all, and a sentence when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.reports import export as module
from csmdesk.reports.document import Document
from csmdesk.reports.export import WRITERS, export, writer_for
from tests.unit.reports.making import every_block

START = {".docx": b"PK", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>", ".md": b"# "}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_suffix_says_the_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"自评{suffix.upper()}"
    export(every_block(), path)
    assert path.read_bytes().startswith(START[suffix])
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_an_unknown_suffix_is_named() -> None:
    with pytest.raises(UserError) as caught:
        writer_for(Path("自评.odt"))
    assert "自评.odt" in caught.value.text.zh
    assert ".docx" in caught.value.text.zh


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        export(every_block(), tmp_path / "没有" / "a.md")
    assert "没有" in caught.value.text.zh


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(UserError):
        export(every_block(), tmp_path / "a.md")


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(UserError) as caught:
        export(every_block(), path)
    monkeypatch.undo()
    assert "No space left" in caught.value.text.en
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_progress_is_told_and_may_stop_it(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export(every_block(), tmp_path / "a.md", lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    class Stopped(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        export(every_block(), tmp_path / "b.md", stop)
    assert not (tmp_path / "b.md").exists()


def test_a_bug_in_a_writer_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old", encoding="utf-8")

    def broken(_: Document) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setitem(module.WRITERS, ".md", broken)
    with pytest.raises(ZeroDivisionError):
        export(every_block(), path)
    assert path.read_text(encoding="utf-8") == "old"
