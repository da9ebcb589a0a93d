"""The report goes to a file of each kind, and the pane says how it went."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from csmdesk.domain.review_text import Paragraph, Words
from csmdesk.ui.panes.review.exporting import Exporter, file_name
from tests.ui.review.conftest import Desk

BEGINS = {".docx": b"PK", ".pdf": b"%PDF", ".html": b"<!", ".md": b"#"}


def export(desk: Desk, path: Path) -> None:
    desk.pane.exporter.write(desk.pane.handing_out.newest(), path)
    desk.wait()


@pytest.mark.parametrize("suffix", sorted(BEGINS))
def test_a_file_of_each_kind_is_written(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"报告{suffix}"
    export(desk, path)
    assert path.read_bytes().lstrip(b"\xef\xbb\xbf").lower().startswith(BEGINS[suffix].lower())
    line = desk.pane.middle.line
    assert line.isVisible()
    assert line.words.text() == f"已导出 报告{suffix}"
    assert line.folder.isVisible()
    assert (desk.pane.exporter.kind, desk.pane.exporter.folder) == (suffix, str(tmp_path))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_dialog_begins_with_the_last_folder_and_the_title(desk: Desk, tmp_path: Path) -> None:
    desk.pane.exporter.folder = str(tmp_path)
    actions = {a.data(): a for a in desk.pane.middle.head.export._menu.actions()}  # type: ignore[union-attr]
    actions[".md"].trigger()
    dialog = desk.pane.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert Path(dialog.selectedFiles()[0]).name == "2024年上半年自评报告.md"
    dialog.selectFile(str(tmp_path / "我的自评"))
    dialog.accept()
    desk.wait()
    assert (tmp_path / "我的自评.md").stat().st_size > 1000


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_dialog_that_is_left_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.pane.exporter.folder = str(tmp_path)
    desk.pane.handing_out.export(".pdf")
    dialog = desk.pane.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    desk.wait()
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_is_gone_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    export(desk, tmp_path / "gone" / "报告.md")
    line = desk.pane.middle.line
    assert line.isVisible()
    assert "gone" in line.words.text()
    assert not line.folder.isVisible()
    line.cross.click()
    assert not line.isVisible()


def test_the_folder_is_opened(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    export(desk, tmp_path / "a.md")
    desk.pane.middle.line.folder.click()
    assert opened == [str(tmp_path)]


def test_words_just_written_are_in_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.pane.show_text()
    editor = desk.pane.text.editor
    editor.insert_blocks((Paragraph((Words("刚写下的一句话。"),)),))
    desk.pane.text.leave()
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    export(desk, tmp_path / "a.md")
    assert "刚写下的一句话。" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_a_title_makes_a_name_that_every_system_takes(desk: Desk) -> None:
    from dataclasses import replace

    draft = desk.pane.renderer.draft
    assert draft is not None
    assert file_name(replace(draft.document, subtitle="A/B:", title='C"', language="en")) == "A B  C"
    assert isinstance(desk.pane.exporter, Exporter)
