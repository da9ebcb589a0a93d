"""The pages: chapters, scrolling, zoom, what makes them anew and what they show meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.reports.review_draft import ReviewDraft
from csmdesk.services.review_book import ReviewKey
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.pictures import decode
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.source import ReviewSource
from tests.ui.review.conftest import PERIOD, Desk, Opened


def test_a_report_is_shown_with_its_chapters_and_counts(desk: Desk) -> None:
    pane = desk.pane
    draft, sheets = pane.renderer.draft, pane.view.sheets
    assert draft is not None
    assert sheets is not None
    titles = [c.title for c in pane.chapters.model.items if c.level == 1]
    assert titles[:2] == ["岗位与目标", "结果与数据"]
    assert [h.anchor for h in sheets.heads if h.anchor in {c.anchor for c in pane.chapters.model.items}] == [
        c.anchor for c in pane.chapters.model.items
    ]
    assert pane.chapters._pages.text() == str(len(sheets.pictures))
    assert pane.chapters._live.text() == f"{draft.outline.live:,} 个"
    assert pane.chapters._to_write.text() == f"{draft.outline.to_write} 处"
    assert draft.outline.to_write > 0


def test_the_pictures_have_the_size_that_is_drawn(desk: Desk) -> None:
    view = desk.pane.view
    assert view.sheets is not None
    page = view._layout.pages[0]
    picture = view._pictures.get(0)
    assert picture is not None
    ratio = view.devicePixelRatioF()
    assert abs(picture.width() - page.width * ratio) <= 1
    assert abs(picture.height() - page.height * ratio) <= 1


def test_a_chapter_is_gone_to_and_followed(desk: Desk) -> None:
    pane, view = desk.pane, desk.pane.view
    items = pane.chapters.model.items
    row = next(row for row, c in enumerate(items) if c.level == 2 and row > 8)
    box = pane.chapters.list.visualRect(pane.chapters.model.index(row))
    QTest.mouseClick(pane.chapters.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert pane.chapters.current == items[row].anchor
    sheets = view.sheets
    assert sheets is not None
    head = next(h for h in sheets.heads if h.anchor == items[row].anchor)
    top = view.verticalScrollBar().value()
    assert 0 <= view._layout.y_of(head.page, head.y) - top <= 60
    view.verticalScrollBar().setValue(top - 2 * view.viewport().height())
    assert pane.chapters.current != items[row].anchor
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert pane.chapters.current == items[-1].anchor
    view.verticalScrollBar().setValue(0)
    assert pane.chapters.current == ""
    desk.wait()


def test_the_last_chapter_stays_current_though_it_cannot_come_to_the_top(desk: Desk) -> None:
    pane = desk.pane
    items = pane.chapters.model.items
    pane.chapters.list.setFocus()
    QTest.keyClick(pane.chapters.list, Qt.Key.Key_End)
    assert pane.chapters.current == items[-1].anchor
    QTest.keyClick(pane.chapters.list, Qt.Key.Key_Up)
    assert pane.chapters.current == items[-2].anchor
    desk.wait()


def test_scrolling_decodes_the_pages_that_come_into_view(desk: Desk) -> None:
    view = desk.pane.view
    assert view.sheets is not None
    last = len(view.sheets.pictures) - 1
    assert view._pictures.get(last) is None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    desk.wait()
    assert view._pictures.get(last) is not None
    assert view._pictures.get(0) is None, "pictures far away are let go"


def test_another_period_is_rendered(desk: Desk) -> None:
    first = desk.pane.view.sheets
    desk.show("2024Q1")
    draft = desk.pane.renderer.draft
    assert draft is not None
    assert draft.figures.period.name == "2024Q1"
    assert draft.document.subtitle != "2024 年上半年"
    assert desk.pane.view.sheets is not first


def test_another_day_is_rendered(desk: Desk) -> None:
    desk.show(as_of=date(2024, 5, 31))
    draft, shown = desk.pane.renderer.draft, desk.pane.side.shown
    assert draft is not None
    assert shown is not None
    assert draft.figures.as_of == date(2024, 5, 31)
    assert shown.view.as_of == "截至 2024-05-31"


def test_a_change_of_the_book_is_rendered_and_the_place_kept(desk: Desk) -> None:
    from csmdesk.domain.changes import Op

    pane, view = desk.pane, desk.pane.view
    view.verticalScrollBar().setValue(1500)
    view.select(next(i for i, m in enumerate(view.sheets.marks) if m.figure == "nrr" and m.page > 1))  # type: ignore[union-attr]
    kept, top = view.selected, view.verticalScrollBar().value()
    before = view.sheets
    changes = desk.book.store.run(
        Op.EDIT_ACCOUNT,
        lambda c: c.exec_driver_sql(
            "UPDATE receipts SET amount_fen = amount_fen + 100 WHERE code = 'HK00074'"
        ),
    ).changes
    pane.refresh(changes)
    assert view.sheets is before, "the old pages stay until the new ones are there"
    desk.wait()
    assert view.sheets is not before
    assert abs(view.verticalScrollBar().value() - top) <= 2
    assert view.selected == kept
    shown = pane.side.shown
    assert shown is not None
    assert shown.view.exact.startswith("17,460,001.00")


def test_the_newest_question_wins(desk: Desk) -> None:
    for period in ("2024Q1", "2023H2", "2024Q2"):
        desk.pane.set_period(period, None)
    desk.wait()
    draft = desk.pane.renderer.draft
    assert draft is not None
    assert draft.figures.period.name == "2024Q2"


def test_zoom_by_keys_wheel_and_menu(desk: Desk) -> None:
    pane, view = desk.pane, desk.pane.view
    fitted = view.shown_zoom
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert view.shown_zoom > fitted
    assert isinstance(view.zoom, float)
    desk.bot.waitUntil(lambda: view.sheets is not None and abs(view.sheets.ppi - view.ppi) < 0.5)
    stepped = view.shown_zoom
    turn = QWheelEvent(
        QPointF(100, 100),
        view.viewport().mapToGlobal(QPointF(100, 100)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert view.shown_zoom < stepped
    pane.middle.head.zoom_chosen.emit("text")
    assert str(view.zoom) == "text"
    assert view.horizontalScrollBar().maximum() == view.horizontalScrollBar().minimum()
    assert view.shown_zoom > fitted
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert str(view.zoom) == "page"
    assert view.shown_zoom == pytest.approx(fitted, rel=0.01)
    assert pane.middle.head.zoom.text() == f"{view.shown_zoom:.0%}"
    desk.wait()


def test_zooming_keeps_what_is_read_in_view(desk: Desk) -> None:
    view = desk.pane.view
    view.verticalScrollBar().setValue(4000)
    page, point = view._layout.place_of(view.verticalScrollBar().value() + 100)
    view.set_zoom(1.5, 100)
    again = view._layout.place_of(view.verticalScrollBar().value() + 100)
    assert again[0] == page
    assert again[1] == pytest.approx(point, abs=1)
    desk.wait()


def test_a_resize_draws_the_pages_anew(desk: Desk) -> None:
    view = desk.pane.view
    before = view.sheets
    desk.pane.resize(1390, 800)
    desk.bot.waitUntil(lambda: view.sheets is not before)
    assert view.sheets is not None
    assert view.sheets.ppi == pytest.approx(view.ppi, rel=0.005)
    desk.wait()


def test_paper_is_dimmed_in_the_dark(desk: Desk) -> None:
    view = desk.pane.view
    page = view._layout.pages[0]
    corner = QPoint(round(page.x + 20), round(page.y + 20))
    assert view.viewport().grab().toImage().pixelColor(corner) == QColor("white")
    desk.theme.set_mode("dark")
    dimmed = view.viewport().grab().toImage().pixelColor(corner).lightnessF()
    assert 0.7 < dimmed < 0.9
    desk.theme.set_mode("light")


def test_an_empty_book_says_what_to_do(opened: Opened, empty_book: Book) -> None:
    desk = opened(empty_book)
    assert desk.pane.empty.isVisible()
    assert not desk.pane.split.isVisible()
    assert desk.pane.stops() == [desk.pane.empty]
    with desk.bot.waitSignal(desk.pane.import_asked):
        desk.pane.empty.acted.emit()
    desk.pane.handing_out.export(".pdf")


def test_what_cannot_be_made_is_said_in_one_sentence(opened: Opened, book: Book) -> None:
    desk = opened(book)
    desk.show("2024H9")
    assert "2024H9" in desk.pane.middle.line.words.text()
    assert desk.pane.view.sheets is not None, "the pages before stay"
    desk.show(PERIOD)


def test_a_first_report_that_cannot_be_made_is_said(opened: Opened, book: Book) -> None:
    def fail(key: ReviewKey, as_of: date | None, language: Language) -> ReviewDraft:
        raise UserError(Text("磁盘满了。", "The disk is full."))

    def broken(report: ReviewSource) -> ReviewSource:
        return replace(report, read=fail)

    desk = opened(book, change=broken)
    assert desk.pane.empty.isVisible()
    assert desk.pane.empty._sentence.text() == "磁盘满了。"


def test_a_book_that_becomes_empty_says_so(desk: Desk) -> None:
    undone = desk.book.store.undo()
    assert undone is not None
    desk.pane.refresh(undone)
    desk.wait()
    assert desk.pane.empty.isVisible()
    assert desk.pane.empty._title.text() == "还没有数据。"
    redone = desk.book.store.redo()
    assert redone is not None
    desk.pane.refresh(redone)
    desk.wait()
    assert desk.pane.split.isVisible()
    assert desk.pane.view.sheets is not None


def test_nothing_is_read_in_the_gui_thread(opened: Opened, book: Book) -> None:
    seen: set[int] = set()

    def watched(report: ReviewSource) -> ReviewSource:
        def read(key: ReviewKey, as_of: date | None, language: Language) -> ReviewDraft:
            seen.add(threading.get_ident())
            return report.read(key, as_of, language)

        return replace(report, read=read)

    opened(book, change=watched)
    assert seen
    assert threading.get_ident() not in seen


def test_the_pane_comes_back_as_it_was_left(opened: Opened, book: Book, tmp_path: Path) -> None:
    first = opened(book)
    pane = first.pane
    pane.split.setSizes([220, 640, 386])
    pane.view.go_to(pane.chapters.model.items[7].anchor)
    pane.view.set_zoom("text")
    pane.exporter.kind, pane.exporter.folder = ".pdf", str(tmp_path)
    first.wait()
    state = pane.save_state()
    again = opened(book, state=state).pane
    assert again.chapters.current == pane.chapters.current
    assert again.view.zoom == "text"
    assert again.split.sizes() == pane.split.sizes()
    assert (again.exporter.kind, again.exporter.folder) == (".pdf", str(tmp_path))


def test_a_state_that_makes_no_sense_is_passed_over(opened: Opened, book: Book) -> None:
    state = {"sizes": "1,x", "chapter": "gone", "zoom": "99", "export": ".exe", "folder": "/nowhere"}
    pane = opened(book, state=state).pane
    assert pane.view.zoom == "page"
    assert pane.exporter.kind == ".docx"
    assert pane.exporter._first_folder() != "/nowhere"


def test_the_report_is_written_in_english(opened: Opened, book: Book) -> None:
    desk = opened(book, language="en")
    assert desk.pane.chapters.model.items[0].title == "Role and targets"
    assert desk.pane.side.shown is not None
    assert desk.pane.side.shown.view.name


def test_the_pane_loads_nothing_heavy() -> None:
    heavy = (
        "typst",
        "docx",
        "sqlalchemy",
        "jinja2",
        "pandas",
        "csmdesk.reports.build",
        "csmdesk.storage.store",
    )
    code = "import sys, csmdesk.ui.panes.review.pane; print([m for m in sys.argv[1:] if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", code, *heavy],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.stdout.strip() == "[]"


def test_no_reader_is_asked_whether_a_page_is_its_own(qapp: QApplication) -> None:
    """That of SVG connects objects to find out, and a disconnection in the window's thread waits for it."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert QImageWriter(held, b"png").write(picture)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
    found = decode(Sheets([bytes(held.data().data()), drawing], [(4, 4)] * 2, 72), [0, 1])
    assert [found[page].isNull() for page in (0, 1)] == [False, True]
