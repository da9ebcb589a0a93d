"""The program's test of itself: it goes on after a step that fails, and what nobody sees fails it too."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from csmdesk import app
from csmdesk.cli import late_parts, released
from csmdesk.importers import workbook
from csmdesk.reports import ics
from csmdesk.storage.book import Book
from tests.unit.cli.conftest import Ran


@pytest.fixture
def sample(golden_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(golden_book, tmp_path / "sample"))


def test_a_step_that_breaks_is_told_and_the_others_are_done(
    csmdesk: Callable[..., Ran],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> list[Path]:
        raise ImportError("no library to draw with")

    def warned(*_: object) -> list[Path]:
        logging.getLogger("csmdesk.ui.tasks").error("background work failed", exc_info=OSError("no page"))
        return []

    monkeypatch.setattr(app, "pictures", warned)
    monkeypatch.setattr(app, "import_pictures", broken)
    ran = csmdesk("self-test", "--lang", "en", "--output", tmp_path)
    assert ran.code == 1
    assert "Self-test passed" not in ran.out
    failed = [line for line in ran.out.splitlines() if line.startswith("✗")]
    assert len(failed) == 2
    assert "Imported the sample's folder in the window" in failed[0]
    assert "Opened every pane" in failed[1]
    assert "no library to draw with" in ran.err
    assert "background work failed (OSError('no page'))" in ran.err
    assert ran.out.count("✓") == 9 + len(released.books())


def test_pictures_of_a_pane_that_cannot_do_its_work_are_refused(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("csmdesk.services.measures.Measures.lines", broken)
    with Book.open(sample) as book, pytest.raises(ZeroDivisionError):
        app.pictures(book, tmp_path, ["zh"], ["light"])
    assert "background work failed" in caplog.text


def test_an_import_in_the_window_is_seen_step_by_step(tmp_path: Path, golden_folder: Path) -> None:
    with Book.create(tmp_path / "book").book as book:
        files = app.import_pictures(book, golden_folder, tmp_path, "en")
        assert [file.name for file in files] == [
            "import-1-files.png",
            "import-2-columns.png",
            "import-3-check.png",
            "import-4-write.png",
            "import-5-written.png",
        ]
        with book.reading() as connection:
            assert connection.execute("SELECT count(*) FROM accounts").fetchone()[0] == 35


def test_an_import_that_is_not_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "合同.csv"
    file.write_text("合同编号,客户编号,开始日期,合同金额\nH1,K1,不是日期,100\n", encoding="utf-8")
    with Book.create(tmp_path / "book").book as book, pytest.raises(RuntimeError, match="stopped before"):
        app.import_pictures(book, file, tmp_path, "zh")


def test_what_is_loaded_late_works_and_its_faults_are_seen(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Book.open(sample) as book:
        assert late_parts.metric_tables(book, tmp_path, "zh") == []
        assert late_parts.calendar_file(book, tmp_path, "zh") == []
        assert late_parts.company_template(book, tmp_path, "en") == []
        assert late_parts.kinds_of_files(book, tmp_path) == []
        assert late_parts.working_days() == []

        def nothing(*_: Any, **__: Any) -> bytes:
            return b""

        monkeypatch.setattr(ics, "calendar_bytes", nothing)
        assert "days in the calendar file: 0 instead of" in late_parts.calendar_file(book, tmp_path, "zh")[0]
        monkeypatch.setattr(workbook, "read", lambda _: workbook.Workbook("xlsx"))
        assert "rows of the workbook: 0 instead of" in late_parts.metric_tables(book, tmp_path, "zh")[0]
    monkeypatch.setattr("csmdesk.domain.working_days.is_working_day", lambda _: True)
    assert late_parts.working_days() == ["2024-10-01: a working day is not told"]
