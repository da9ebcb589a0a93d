"""A frozen version in the window: pages, evidence and exports are those of the day of the freeze."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from csmdesk.domain.changes import Op
from csmdesk.domain.review_text import Paragraph, Words
from csmdesk.reports.frozen import read
from csmdesk.services.figures import figures
from csmdesk.services.review_versions import VersionHead
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review import side
from csmdesk.ui.panes.review.exporting import Make
from csmdesk.ui.panes.review.old_pages import going
from csmdesk.ui.widgets.label import FigureLabel
from tests.ui.review.conftest import PERIOD, Desk, Opened
from tests.ui.review.test_export_kinds import form
from tests.ui.review.test_figures import click, mark_of, open_rows
from tests.unit.reports.reading import docx_text

LEFT = Qt.MouseButton.LeftButton
FIGURE = "renewal_collected"
THEN, NOW = "1,746万", "1,756万"
RECEIPT = "UPDATE receipts SET amount_fen = amount_fen + 10000000 WHERE code = 'HK00066'"


def change(desk: Desk, sql: str = RECEIPT) -> None:
    """Change the book under the pane."""
    done = desk.book.store.run(Op.IMPORT, lambda connection: connection.exec_driver_sql(sql))
    desk.pane.refresh(done.changes)
    desk.wait()


def freeze(desk: Desk) -> None:
    QTest.mouseClick(desk.pane.middle.head.freeze, LEFT)
    desk.wait()


def open_version(desk: Desk) -> None:
    """Open the chosen version as pages, with the button."""
    desk.pane.side.show_tab(side.VERSIONS)
    QTest.mouseClick(desk.pane.side.versions.open, LEFT)
    desk.wait()


def open_line(desk: Desk, label: str) -> None:
    """Click on the value of a line that says what the figure is held against."""

    def found() -> list[FigureLabel]:
        lines = desk.pane.side.evidence.findChildren(FigureLabel)
        return [each for each in lines if each.accessibleName().startswith(label) and each.property("key")]

    # The layout shows what was added to it with the next event.
    desk.bot.waitUntil(lambda: len(found()) == 1 and found()[0].isVisibleTo(desk.pane))
    QTest.mouseClick(found()[0], LEFT)
    desk.wait()


def lines(desk: Desk) -> dict[str, str]:
    """The evidence that is shown, by what its lines are called."""
    shown = desk.pane.side.shown
    assert shown is not None
    return {line.label: line.amount for line in shown.view.lines}


def value(desk: Desk) -> str:
    shown = desk.pane.side.shown
    assert shown is not None
    assert shown.view.key == FIGURE
    return shown.view.value


def as_of(desk: Desk) -> str:
    shown = desk.pane.side.shown
    assert shown is not None
    return shown.view.as_of


def row_sum(desk: Desk) -> int:
    """What the rows below the pages come to."""
    assert desk.pane.middle.rows.isVisible()
    return int(sum(row.number or 0 for row in desk.pane.middle.rows.model.rows))


def on_page(desk: Desk) -> str:
    """What the figure is on the pages that are shown, as its tooltip says."""
    view = desk.pane.view
    assert view.sheets is not None
    return desk.pane.marks.of(view.sheets.marks[mark_of(desk, FIGURE)])


def head(desk: Desk) -> VersionHead:
    return desk.pane.source.versions.versions(desk.pane.source.of_period(PERIOD, ""))[0]


@pytest.fixture
def frozen(desk: Desk) -> Desk:
    """v1 has been frozen, and then a receipt has been corrected: 1,746万 before, 1,756万 now."""
    freeze(desk)
    change(desk)
    return desk


# --- evidence -----------------------------------------------------------------------------------------------


def test_the_evidence_of_a_version_is_that_of_its_day(frozen: Desk) -> None:
    pane = frozen.pane
    pane.versions.compare(1, 0)
    frozen.wait()
    page = pane.middle.differences.figures
    page.choose(FIGURE, "")
    QTest.mouseClick(page.now, LEFT)
    frozen.wait()
    assert value(frozen) == NOW
    QTest.mouseClick(page.then, LEFT)
    frozen.wait()
    assert value(frozen) == THEN
    assert as_of(frozen) == "v1 · 截至 2024-06-30"
    open_rows(frozen)
    then = row_sum(frozen)
    QTest.mouseClick(page.now, LEFT)
    frozen.wait()
    assert row_sum(frozen) - then == 100_000


def test_a_version_says_what_the_figure_is_now_and_opens_it(frozen: Desk) -> None:
    pane = frozen.pane
    pane.versions.compare(1, 0)
    frozen.wait()
    page = pane.middle.differences.figures
    page.choose(FIGURE, "")
    QTest.mouseClick(page.then, LEFT)
    frozen.wait()
    open_line(frozen, "现在的数据")
    assert value(frozen) == NOW
    assert as_of(frozen) == "截至 2024-06-30"


def test_all_rows_of_another_period_are_those_of_its_evidence(desk: Desk) -> None:
    pane = desk.pane
    click(desk, mark_of(desk, FIGURE))
    open_line(desk, "上年同期")
    shown = pane.side.shown
    assert shown is not None
    assert shown.view.value == "225.1万"
    open_rows(desk)
    rows = pane.middle.rows.model.rows
    assert len(rows) == shown.view.total_rows
    assert {row.day.year for row in rows if row.day is not None} == {2023}


def test_rows_that_are_open_follow_to_another_period_and_back(desk: Desk) -> None:
    click(desk, mark_of(desk, FIGURE))
    open_rows(desk)
    own = row_sum(desk)
    open_line(desk, "上年同期")
    assert row_sum(desk) == figures(desk.book, "2023H1").figures[FIGURE].numerator
    assert desk.pane.middle.rows.table.accessibleName().startswith("续费到账 · 2023 年上半年 ")
    open_line(desk, "本期")
    assert row_sum(desk) == own
    assert value(desk) == THEN


def test_a_figure_that_a_version_does_not_have_closes_its_rows(desk: Desk) -> None:
    click(desk, mark_of(desk, FIGURE))
    open_rows(desk)
    desk.pane.proving.show("no_such_figure")
    desk.wait()
    assert not desk.pane.middle.rows.isVisible()
    assert desk.pane.side.shown is None


def test_another_review_shows_its_own_evidence(frozen: Desk) -> None:
    pane = frozen.pane
    pane.versions.compare(1, 0)
    frozen.wait()
    pane.middle.differences.figures.choose(FIGURE, "")
    QTest.mouseClick(pane.middle.differences.figures.then, LEFT)
    frozen.wait()
    frozen.show("2023H1")
    assert (value(frozen), as_of(frozen)) == ("225.1万", "截至 2023-06-30")


# --- pages --------------------------------------------------------------------------------------------------


def test_the_pages_of_a_version_stay_through_zoom_and_changes_of_the_book(frozen: Desk) -> None:
    pane = frozen.pane
    assert NOW in on_page(frozen)
    open_version(frozen)
    snapshot = pane.old_pages.snapshot
    assert snapshot is not None
    assert THEN in on_page(frozen)
    assert pane.renderer._drawn is snapshot.document
    QTest.keyClick(pane.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    frozen.wait()
    frozen.bot.waitUntil(lambda: not pane.renderer._resized.isActive())
    frozen.wait()
    assert pane.view.sheets is not None
    assert abs(pane.view.sheets.ppi - pane.view.ppi) < 1
    assert pane.renderer._drawn is snapshot.document
    change(frozen, "DELETE FROM receipts WHERE code = 'HK00066'")
    assert pane.renderer._drawn is snapshot.document
    assert THEN in on_page(frozen)
    assert pane.middle.version.isVisible()


def test_a_line_says_which_version_is_shown_and_leads_back(frozen: Desk) -> None:
    pane, line = frozen.pane, frozen.pane.middle.version
    assert not line.isVisible()
    open_version(frozen)
    assert line.isVisible()
    assert line.words.text().startswith("v1  ")
    assert line.words.text().endswith("冻结，数据截至 2024-06-30")
    assert line.accessibleName() == line.words.text()
    assert pane.chapters._note.text() == "v1"
    QTest.mouseClick(line.back, LEFT)
    frozen.wait()
    assert not line.isVisible()
    assert NOW in on_page(frozen)
    assert pane.chapters._note.text() == "草稿"
    open_version(frozen)
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    frozen.wait()
    assert not line.isVisible()
    assert NOW in on_page(frozen)


def test_a_click_on_a_page_of_a_version_shows_what_the_version_counted(frozen: Desk) -> None:
    pane = frozen.pane
    click(frozen, mark_of(frozen, FIGURE))
    assert value(frozen) == NOW
    open_version(frozen)
    click(frozen, mark_of(frozen, FIGURE))
    assert value(frozen) == THEN
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    frozen.wait()
    then = row_sum(frozen)
    assert pane.middle.rows.table.accessibleName().startswith("续费到账 · v1 ")
    QTest.mouseClick(pane.middle.version.back, LEFT)
    frozen.wait()
    assert value(frozen) == NOW
    assert row_sum(frozen) - then == 100_000


def test_what_the_data_say_now_does_not_stand_in_the_way_of_the_page(frozen: Desk) -> None:
    open_version(frozen)
    click(frozen, mark_of(frozen, FIGURE))
    open_line(frozen, "现在的数据")
    assert value(frozen) == NOW
    # The same figure on the page is the version's: its evidence, and not the rows of now.
    view = frozen.pane.view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mark_rect(view.selected).center())
    frozen.wait()
    assert value(frozen) == THEN
    assert not frozen.pane.middle.rows.isVisible()


@pytest.mark.parametrize("way", ["text", "period", "subject", "freeze"])
def test_text_another_period_and_another_customer_leave_the_version(frozen: Desk, way: str) -> None:
    pane = frozen.pane
    open_version(frozen)
    click(frozen, mark_of(frozen, FIGURE))
    if way == "text":
        QTest.keyClick(pane.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    elif way == "period":
        pane.set_period("2023H1", None)
    elif way == "freeze":
        QTest.mouseClick(pane.middle.head.freeze, LEFT)
    else:
        pane.show_subject("KH1006")
    frozen.wait()
    assert pane.old_pages.opened is None
    assert not pane.middle.version.isVisible()
    draft = pane.draft
    assert draft is not None
    assert pane.renderer._drawn is draft.document
    assert pane.proving.asked.at is None


def test_the_same_period_again_keeps_the_version(frozen: Desk) -> None:
    open_version(frozen)
    frozen.show(PERIOD)
    assert frozen.pane.middle.version.isVisible()
    assert THEN in on_page(frozen)


def test_a_version_that_was_taken_out_is_left(frozen: Desk) -> None:
    pane = frozen.pane
    open_version(frozen)
    QTest.mouseClick(pane.side.versions.remove, LEFT)
    frozen.wait()
    assert not pane.middle.version.isVisible()
    assert NOW in on_page(frozen)


def test_the_chapters_of_a_version_are_shown_and_not_changed(frozen: Desk) -> None:
    pane = frozen.pane
    draft = pane.draft
    assert draft is not None
    reviews, review = pane.source.reviews, draft.review.key
    done = reviews.hide(review, "plan", True, draft.review.template)
    pane.refresh(done)
    frozen.wait()
    assert [c.hidden for c in pane.chapters.model.items if c.anchor == "plan"] == [True]
    open_version(frozen)
    assert [c.hidden for c in pane.chapters.model.items if c.anchor == "plan"] == [False]
    assert not any(c.checks for c in pane.chapters.model.items)
    assert not pane.side.checks.isVisibleTo(pane.side)
    said: list[str] = []
    pane.said.connect(lambda words, _: said.append(words))
    pane.chapters.list.setFocus()
    QTest.keyClick(pane.chapters.list, Qt.Key.Key_Delete)
    assert said == ["v1 已冻结：回到现在才能改章节。"]
    QTest.mouseClick(pane.middle.version.back, LEFT)
    frozen.wait()
    assert [c.hidden for c in pane.chapters.model.items if c.anchor == "plan"] == [True]


# --- freezing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["head", "panel"])
def test_words_just_written_are_in_the_version(desk: Desk, button: str) -> None:
    pane = desk.pane
    pane.show_text()
    pane.text.editor.insert_blocks((Paragraph((Words("刚写下的一句话。"),)),))
    if button == "panel":
        pane.side.show_tab(side.VERSIONS)
    QTest.mouseClick(pane.middle.head.freeze if button == "head" else pane.side.versions.freeze, LEFT)
    desk.wait()
    version = read(pane.source.versions.contents(head(desk).id))
    (role,) = (chapter for chapter in version.chapters if chapter.key == "role")
    assert "刚写下的一句话。" in str(role.blocks)
    # Nothing has changed since.
    assert pane.side.versions.since.items == ()
    assert pane.side.versions._nothing.text() == "数字、正文都没有变。"


# --- export -------------------------------------------------------------------------------------------------


def export(desk: Desk, kind: str) -> QAction:
    return next(a for a in desk.pane.middle.head.exports.actions() if a.data() == kind)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_an_export_writes_the_version_that_is_shown_and_marks_it(frozen: Desk, tmp_path: Path) -> None:
    pane = frozen.pane
    pane.exporter.folder = str(tmp_path)
    open_version(frozen)
    export(frozen, ".md").trigger()
    (dialog,) = pane.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "2024年上半年自评报告 v1.md"
    dialog.accept()
    frozen.wait()
    text = (tmp_path / "2024年上半年自评报告 v1.md").read_text(encoding="utf-8")
    assert THEN in text
    assert NOW not in text
    assert head(frozen).exported
    assert not pane.side.versions.remove.isEnabled()


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
def test_a_version_goes_out_in_every_kind(frozen: Desk, tmp_path: Path, suffix: str) -> None:
    frozen.pane.exporter.folder = str(tmp_path)
    open_version(frozen)
    export(frozen, suffix).trigger()
    (dialog,) = frozen.pane.findChildren(QFileDialog)
    dialog.accept()
    frozen.wait()
    assert (tmp_path / f"2024年上半年自评报告 v1{suffix}").stat().st_size > 1000


def test_a_version_fills_the_company_s_template(frozen: Desk, tmp_path: Path) -> None:
    template = form(tmp_path, "{{ title }} {{ figure.renewal_collected }}", "{{ chapters }}")
    open_version(frozen)
    opened = frozen.pane.old_pages.opened
    assert opened is not None
    make = Make(partial(going, opened.snapshot), opened.head.id)
    frozen.pane.exporter.write(make, tmp_path / "a.docx", template)
    frozen.wait()
    text = docx_text((tmp_path / "a.docx").read_bytes())
    assert text.startswith(f"2024 年上半年自评报告 {THEN}")
    assert NOW not in text
    assert head(frozen).exported


def test_a_version_is_not_exported_for_outsiders(frozen: Desk, tmp_path: Path) -> None:
    pane = frozen.pane
    pane.exporter.folder = str(tmp_path)
    open_version(frozen)
    pane.middle.head.exports.redacted.setChecked(True)
    export(frozen, ".md").trigger()
    assert pane.middle.line.words.text() == ("冻结的版本不能脱敏导出：请回到现在，或在导出菜单里取消脱敏。")
    assert pane.findChildren(QFileDialog) == []
    assert not pane.exporter.sheet.isVisible()
    assert not head(frozen).exported
    QTest.mouseClick(pane.middle.version.back, LEFT)
    frozen.wait()
    assert not pane.middle.line.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_an_example_of_a_template_hands_nothing_out(desk: Desk, tmp_path: Path) -> None:
    freeze(desk)
    desk.pane.exporter.folder = str(tmp_path)
    export(desk, "example").trigger()
    (dialog,) = desk.pane.findChildren(QFileDialog)
    dialog.accept()
    desk.wait()
    assert list(tmp_path.glob("*.docx"))
    assert not head(desk).exported


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_once_back_the_export_is_the_review_as_it_is(frozen: Desk, tmp_path: Path) -> None:
    frozen.pane.exporter.folder = str(tmp_path)
    open_version(frozen)
    QTest.mouseClick(frozen.pane.middle.version.back, LEFT, pos=QPoint(4, 4))
    export(frozen, ".md").trigger()
    (dialog,) = frozen.pane.findChildren(QFileDialog)
    dialog.accept()
    frozen.wait()
    assert NOW in (tmp_path / "2024年上半年自评报告.md").read_text(encoding="utf-8")
    assert not head(frozen).exported


def test_a_version_opens_in_an_english_window(opened: Opened, book: Book) -> None:
    desk = opened(book, language="en")
    freeze(desk)
    change(desk)
    open_version(desk)
    click(desk, mark_of(desk, FIGURE))
    assert as_of(desk) == "v1 · as of 2024-06-30"
