"""The export menu: the company's template, names that do not go out, cancel, and the last one again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from csmdesk.domain.review_text import Paragraph, Words
from csmdesk.reports.output import Going
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.export_menu import ExportMenu
from csmdesk.ui.panes.review.exporting import Make
from csmdesk.ui.panes.review.redaction_sheet import Hiding
from csmdesk.ui.theme import Theme
from tests.ui.review.conftest import Desk, Opened
from tests.unit.reports.reading import docx_text

no_screen = pytest.mark.qt_log_ignore("propagateSizeHints")


def menu(desk: Desk) -> ExportMenu:
    return desk.pane.middle.head.exports


def action(desk: Desk, kind: str) -> QAction:
    return next(a for a in menu(desk).actions() if a.data() == kind)


def form(folder: Path, *lines: str) -> Path:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    path = folder / "公司模板.docx"
    word.save(str(path))
    return path


def dialogs(desk: Desk) -> list[QFileDialog]:
    return [d for d in desk.pane.findChildren(QFileDialog) if d.isVisible()]


def choose(desk: Desk, path: Path) -> None:
    (dialog,) = dialogs(desk)
    dialog.selectFile(str(path))
    dialog.accept()


# --- template -----------------------------------------------------------------------------------------------


@no_screen
def test_the_template_is_asked_for_once_and_remembered(desk: Desk, tmp_path: Path) -> None:
    template = form(
        tmp_path, "{{ title }} {{ figure.nrr }}", "{{ chapter.results }}", "{{ table.role.none }}"
    )
    exporter = desk.pane.exporter
    exporter.folder = str(tmp_path)
    assert action(desk, "template").text() == "公司 Word 模板…"
    assert not action(desk, "other-template").isVisible()
    action(desk, "template").trigger()
    choose(desk, template)
    assert exporter.template == str(template)
    choose(desk, tmp_path / "报告.docx")
    desk.wait()
    text = docx_text((tmp_path / "报告.docx").read_bytes())
    assert "2024 年上半年自评报告 105.6%" in text
    assert "1,746万" in text
    said = desk.pane.middle.line.words.text()
    assert said.startswith("已导出 报告.docx；模板没有放：岗位与目标、")
    assert said.endswith("；没有内容的位置：{{ table.role.none }}")
    assert action(desk, "template").text() == "公司模板 公司模板.docx…\tCtrl E"
    assert action(desk, "other-template").isVisible()
    state = desk.pane.save_state()
    assert (state["export"], state["template"]) == ("template", str(template))


@no_screen
def test_a_template_that_is_gone_is_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    desk.pane.exporter.template = str(tmp_path / "没有.docx")
    action(desk, "template").trigger()
    (dialog,) = dialogs(desk)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFile
    dialog.reject()


def test_a_wrong_template_is_one_sentence_and_the_old_file_stays(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    template = form(tmp_path, "{{ titel }}")
    desk.pane.exporter.write(desk.pane.handing_out.newest(), path, template)
    desk.wait()
    words = desk.pane.middle.line.words.text()
    assert words == "模板里的位置 {{ titel }}不认识（是 {{ title }} 吗？）。"
    assert path.read_bytes() == b"old"


@no_screen
def test_an_example_comes_with_the_list_of_its_places(desk: Desk, tmp_path: Path) -> None:
    desk.pane.exporter.folder = str(tmp_path)
    action(desk, "example").trigger()
    choose(desk, tmp_path / "示例.docx")
    desk.wait()
    places = (tmp_path / "示例-位置.csv").read_text(encoding="utf-8-sig")
    assert "{{ figure.nrr.target }},净收入留存率 目标: 110%," in places
    assert desk.pane.middle.line.words.text() == "已导出 示例.docx；全部位置列在 示例-位置.csv"
    desk.pane.exporter.write(desk.pane.handing_out.newest(), tmp_path / "报告.docx", tmp_path / "示例.docx")
    desk.wait()
    assert desk.pane.middle.line.words.text() == "已导出 报告.docx"


def test_own_chapters_are_in_the_template_too(desk: Desk, tmp_path: Path) -> None:
    desk.pane.show_text()
    desk.pane.text.editor.insert_blocks((Paragraph((Words("这一段是自己写的。"),)),))
    desk.pane.text.leave()
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    desk.pane.exporter.write(
        desk.pane.handing_out.newest(), tmp_path / "a.docx", form(tmp_path, "{{ chapters }}")
    )
    desk.wait()
    assert "这一段是自己写的。" in docx_text((tmp_path / "a.docx").read_bytes())


# --- redacted -----------------------------------------------------------------------------------------------


@no_screen
def test_what_will_be_replaced_is_shown_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    pane, sheet = desk.pane, desk.pane.exporter.sheet
    pane.exporter.folder = str(tmp_path)
    menu(desk).redacted.setChecked(True)
    action(desk, ".md").trigger()
    assert sheet.isVisible()
    assert not sheet.primary.isEnabled()
    desk.wait()
    assert sheet.primary.isEnabled()
    rows = {line.old: line for line in sheet.lines}
    assert rows["云岫茶饮"].new.startswith("客户")
    assert rows["云岫茶饮"].times.endswith(" 处")
    assert rows["1,746万"].new == "1,000万–3,000万"
    assert rows["1,746万"].fixed
    assert "客户 " in sheet.words
    assert "再读一遍" in sheet.words
    sheet.key.setChecked(True)
    sheet.accept()
    (dialog,) = dialogs(desk)
    assert Path(dialog.selectedFiles()[0]).name == "2024年上半年自评报告（脱敏）.md"
    choose(desk, tmp_path / "外发.md")
    desk.wait()
    text = (tmp_path / "外发.md").read_text(encoding="utf-8")
    assert "云岫茶饮" not in text
    assert "1,746" not in text
    key = (tmp_path / "外发-对照表.csv").read_text(encoding="utf-8-sig")
    assert f"{rows['云岫茶饮'].new},客户,云岫茶饮" in key
    assert pane.middle.line.words.text() == "已导出 外发.md；对照表 外发-对照表.csv"


@no_screen
def test_a_word_can_be_left_as_it_is_by_keyboard(desk: Desk, tmp_path: Path) -> None:
    pane, sheet = desk.pane, desk.pane.exporter.sheet
    pane.exporter.folder = str(tmp_path)
    menu(desk).redacted.setChecked(True)
    pane.handing_out.export(".md")
    desk.wait()
    lines = sheet._lines
    first = lines.items[0]
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert lines.items[0].stays
    assert lines.kept == {first.old}
    assert f"→  {first.old}" in lines.accessibleName()
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.current == 1
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    choose(desk, tmp_path / "a.md")
    desk.wait()
    assert first.old in (tmp_path / "a.md").read_text(encoding="utf-8")


@no_screen
def test_leaving_the_sheet_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.pane.exporter.folder = str(tmp_path)
    menu(desk).redacted.setChecked(True)
    desk.pane.handing_out.export(".md")
    desk.wait()
    QTest.keyClick(desk.pane.exporter.sheet, Qt.Key.Key_Escape)
    assert not desk.pane.exporter.sheet.isVisible()
    assert dialogs(desk) == []
    assert list(tmp_path.iterdir()) == [tmp_path / "书"]


def test_a_redacted_template(desk: Desk, tmp_path: Path) -> None:
    template = form(tmp_path, "{{ book }} {{ figure.renewal_collected }}", "{{ chapters }}")
    desk.pane.exporter.write(desk.pane.handing_out.newest(), tmp_path / "a.docx", template, Hiding())
    desk.wait()
    text = docx_text((tmp_path / "a.docx").read_bytes())
    assert text.startswith("（客户书） 1,000万–3,000万")
    assert "云岫茶饮" not in text


# --- the menu -----------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("does not support", "propagateSizeHints")
def test_the_mark_is_set_without_closing_the_menu(desk: Desk) -> None:
    held = menu(desk)
    held.popup(QPoint(10, 10))
    held.setActiveAction(held.redacted)
    QTest.keyClick(held, Qt.Key.Key_Space)
    assert held.redacted.isChecked()
    assert desk.pane.exporter.redacted
    place = held.actionGeometry(held.redacted).center()
    QTest.mouseMove(held, place)
    held.setActiveAction(held.redacted)
    QTest.mouseRelease(held, Qt.MouseButton.LeftButton, pos=place)
    assert not held.redacted.isChecked()
    assert held.isVisible()
    held.close()


def test_the_key_stands_beside_the_last_kind_and_names_are_escaped(qtbot: object) -> None:
    held = ExportMenu(Theme("light"))
    held.set_last(".pdf")
    held.set_last(".html")
    assert [a.data() for a in held.actions() if a.text().endswith("\tCtrl E")] == [".html"]
    held.set_template("/tmp/A&B.docx")
    assert "A&&B.docx" in next(a.text() for a in held.actions() if a.data() == "template")
    held.deleteLater()


@no_screen
def test_ctrl_e_repeats_the_last_kind_after_a_restart(opened: Opened, book: Book, tmp_path: Path) -> None:
    state = {"export": ".html", "folder": str(tmp_path), "redacted": "1", "template": ""}
    desk = opened(book, state=state)
    assert menu(desk).redacted.isChecked()
    QTest.keyClick(desk.pane, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    desk.wait()
    assert desk.pane.exporter.sheet.isVisible()
    desk.pane.exporter.sheet.accept()
    (dialog,) = dialogs(desk)
    assert dialog.nameFilters() == ["HTML (*.html)"]
    dialog.reject()
    assert {k: desk.pane.save_state()[k] for k in state} == state


# --- cancel -------------------------------------------------------------------------------------------------


class Gate:
    """Holds up a review in the making until it is let go."""

    def __init__(self, going: Going) -> None:
        self._going = going
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self) -> Going:
        self.reached.set()
        assert self.go_on.wait(20)
        return self._going


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".md"])
def test_cancel_leaves_the_old_file_whole(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"报告{suffix}"
    path.write_bytes(b"old")
    gate = Gate(desk.pane.handing_out.newest().going())
    desk.pane.exporter.write(Make(gate), path)
    assert gate.reached.wait(20)
    (job,) = desk.tasks.running
    assert job.name == f"导出 报告{suffix}"
    job.cancel()
    gate.go_on.set()
    desk.wait()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.glob("*报告*")] == [path.name]
    assert not desk.pane.middle.line.isVisible()


def test_progress_is_told_and_cancel_works_between_the_steps(
    opened: Opened, book: Book, tmp_path: Path
) -> None:
    met: list[tuple[int, int]] = []
    desk = opened(book)
    source = desk.pane.source
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    class Stopped(Exception):
        pass

    def at(step: int) -> Callable[[int, int], None]:
        def report(done: int, of: int) -> None:
            met.append((done, of))
            if done == step:
                raise Stopped

        return report

    going = desk.pane.handing_out.newest().going()
    for step in range(4):
        with pytest.raises(Stopped):
            source.export(going, path, None, None, at(step))
        assert path.read_bytes() == b"old"
    source.export(going, path, None, None, at(99))
    assert met[-1] == (4, 4)
    assert replace(source) == source
