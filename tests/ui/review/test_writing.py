"""The CSM's own words: written beside the page, kept as one operation, never lost."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.services.reviews import texts
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review import side
from csmdesk.ui.panes.review.source import ReviewSource
from tests.ui.review.conftest import PERIOD, Desk, Opened

CONTROL = Qt.KeyboardModifier.ControlModifier


def open_first(desk: Desk) -> str:
    """Click on the first place to write; its name."""
    view = desk.pane.view
    assert view.sheets is not None
    position = next(i for i, m in enumerate(view.sheets.marks) if m.place)
    view.select(position)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.mark_rect(position).center())
    return view.sheets.marks[position].place


def written(desk: Desk, place: str) -> bool:
    """True when the pages show words at the place."""
    sheets = desk.pane.view.sheets
    assert sheets is not None
    return next(m.written for m in sheets.marks if m.place == place)


def operations(desk: Desk) -> int:
    return len(desk.book.store.history())


def test_a_click_on_the_place_opens_the_editor(desk: Desk) -> None:
    place = open_first(desk)
    writing = desk.pane.side.writing
    assert desk.pane.side.tabs.index == side.WRITING
    assert writing.place == place
    assert writing.edit.hasFocus()
    assert writing.edit.accessibleName() == writing._prompt.text()


def test_control_enter_keeps_the_words_as_one_operation(desk: Desk) -> None:
    place = open_first(desk)
    before = operations(desk)
    to_write = int(desk.pane.chapters._to_write.text().split()[0])
    edit = desk.pane.side.writing.edit
    edit.insertPlainText("负责华东区重点客户。\n上半年以续约为主。")
    QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: texts(desk.book, PERIOD) != {})
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    assert texts(desk.book, PERIOD) == {place: "负责华东区重点客户。\n上半年以续约为主。"}
    assert operations(desk) == before + 1
    assert written(desk, place)
    assert edit.toPlainText() == "负责华东区重点客户。\n上半年以续约为主。"
    assert desk.pane.side.writing._state.text() == "已保存"
    assert desk.pane.chapters._to_write.text() == f"{to_write - 1} 处"
    undone = desk.book.store.undo()
    assert undone is not None
    desk.pane.refresh(undone)
    desk.wait()
    assert not written(desk, place)
    assert edit.toPlainText() == ""


def test_leaving_the_editor_keeps_the_words(desk: Desk) -> None:
    place = open_first(desk)
    edit = desk.pane.side.writing.edit
    QTest.keyClicks(edit, "abc")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert desk.pane.view.hasFocus()
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    assert texts(desk.book, PERIOD) == {place: "abc"}


def test_nothing_is_kept_when_nothing_was_written(desk: Desk) -> None:
    open_first(desk)
    before = operations(desk)
    QTest.keyClick(desk.pane.side.writing.edit, Qt.Key.Key_Return, CONTROL)
    desk.pane.view.setFocus()
    desk.wait()
    assert operations(desk) == before
    assert not desk.pane.side.writing.save.isEnabled()


def test_blanks_are_no_words(desk: Desk) -> None:
    open_first(desk)
    edit = desk.pane.side.writing.edit
    edit.insertPlainText("  \n ")
    QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    assert texts(desk.book, PERIOD) == {}


def test_an_input_method_at_work_is_not_disturbed(desk: Desk) -> None:
    open_first(desk)
    edit = desk.pane.side.writing.edit
    QApplication.sendEvent(edit, QInputMethodEvent("xu yue", []))
    QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    desk.pane.refresh(Changes(whole=frozenset({"receipts"})))
    desk.wait()
    assert edit.composing
    done = QInputMethodEvent()
    done.setCommitString("续约")
    QApplication.sendEvent(edit, done)
    assert edit.toPlainText() == "续约"
    QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    assert list(texts(desk.book, PERIOD).values()) == ["续约"]


def test_a_report_made_before_does_not_take_newer_words_away(desk: Desk) -> None:
    open_first(desk)
    writing = desk.pane.side.writing
    draft = desk.pane.renderer.draft
    assert draft is not None
    writing.edit.setPlainText("新的话")
    writing.flush()
    # A report that was begun before the words were kept comes in now.
    writing.set_passages(draft.outline.passages, current=False)
    assert writing.edit.toPlainText() == "新的话"
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    desk.wait()
    assert writing.edit.toPlainText() == "新的话"


def test_words_that_cannot_be_kept_stay_in_the_editor(opened: Opened, book: Book) -> None:
    def refuse(period: str, place: str, body: str) -> Changes:
        raise UserError(Text("磁盘满了。", "The disk is full."))

    def broken(report: ReviewSource) -> ReviewSource:
        return replace(report, write_text=refuse)

    desk = opened(book, change=broken)
    place = open_first(desk)
    writing = desk.pane.side.writing
    writing.edit.setPlainText("不能丢的话")
    writing.flush()
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    assert writing._state.text() == "磁盘满了。"
    assert writing.changed
    other = next(p.place for p in writing.model.items if p.place != place)
    writing.open(other, focus=False)
    desk.bot.waitUntil(lambda: desk.pane.keeper.settled)
    writing.open(place, focus=False)
    assert writing.edit.toPlainText() == "不能丢的话"
    desk.wait()


def test_another_period_gets_its_own_words(desk: Desk) -> None:
    open_first(desk)
    writing = desk.pane.side.writing
    writing.edit.setPlainText("上半年的话")
    desk.show("2024Q1")
    assert list(texts(desk.book, PERIOD).values()) == ["上半年的话"]
    assert texts(desk.book, "2024Q1") == {}
    assert writing.edit.toPlainText() == ""


def test_words_are_in_the_book_when_the_window_closes(opened: Opened, book: Book) -> None:
    began = threading.Event()

    def slow(report: ReviewSource) -> ReviewSource:
        def write(period: str, place: str, body: str) -> Changes:
            began.wait(0.3)
            return report.write_text(period, place, body)

        return replace(report, write_text=write)

    desk = opened(book, change=slow)
    open_first(desk)
    desk.pane.side.writing.edit.setPlainText("最后一句")
    desk.pane.settle()
    assert list(texts(book, PERIOD).values()) == ["最后一句"]
    desk.wait()


def test_the_list_leads_to_each_place(desk: Desk) -> None:
    pane = desk.pane
    pane.chapters._to_write.click()
    writing = pane.side.writing
    assert pane.side.tabs.index == side.WRITING
    assert writing.place == writing.model.items[0].place
    writing.list.setFocus()
    QTest.keyClick(writing.list, Qt.Key.Key_Down)
    assert writing.place == writing.model.items[1].place
    assert pane.view.sheets is not None
    assert pane.view.sheets.marks[pane.view.selected].place == writing.place
    QTest.keyClick(writing.list, Qt.Key.Key_Return)
    assert writing.edit.hasFocus()
    QTest.keyClick(pane.side.tabs, Qt.Key.Key_Left)
    assert pane.side.tabs.index == side.EVIDENCE
    desk.wait()
