"""The CSM's own text in the pane: kept while it is typed, one operation when a chapter is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csmdesk.domain.changes import Op
from csmdesk.domain.review_text import Block, Chip, Heading, Paragraph, Words, plain
from csmdesk.reports.review_content import lines
from csmdesk.services.review_book import ReviewBook, ReviewKey
from csmdesk.storage.book import Book
from csmdesk.ui.panes.review.side import EVIDENCE
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.menu import Menu
from tests.ui.review.conftest import PERIOD, Desk, Opened

TEXT = {"mode": "text"}
REVIEW = ReviewKey(PERIOD)
CONTROL = Qt.KeyboardModifier.ControlModifier


def body(desk: Desk, chapter: str) -> tuple[Block, ...] | None:
    return ReviewBook(desk.book).body(REVIEW, chapter)


def words(blocks: tuple[Block, ...] | None) -> str:
    assert blocks is not None
    return "\n".join(plain(b.runs) for b in blocks if isinstance(b, Paragraph | Heading))


def write(desk: Desk, sentence: str) -> None:
    """Type at the end of the first paragraph of the chapter that is shown."""
    editor = desk.pane.text.editor
    place = next(i for i, block in enumerate(editor.blocks) if isinstance(block, Paragraph))
    editor.reveal(place)
    editor.body.setFocus()
    QTest.keyClick(editor.body, Qt.Key.Key_End)
    # As an input method gives it: QTest can press Latin letters only.
    event = QInputMethodEvent()
    event.setCommitString(sentence)
    QApplication.sendEvent(editor.body, event)


def kept_as_draft(desk: Desk, chapter: str) -> bool:
    return chapter in ReviewBook(desk.book).drafts(REVIEW)


def operations(desk: Desk) -> list[str]:
    return [entry.label.zh for entry in desk.book.store.history()]


def undo(desk: Desk) -> None:
    undone = desk.book.store.undo()
    assert undone is not None
    desk.pane.refresh(undone)
    desk.wait()


def test_every_chapter_is_text_from_the_first_minute(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    assert desk.pane.text.chapter == "role"
    desk.pane.go_to_chapter("results")
    blocks = desk.pane.text.editor.blocks
    chips = [run for b in blocks if isinstance(b, Paragraph) for run in b.runs if isinstance(run, Chip)]
    assert ("renewal_collected", "", "1,746万") in [(c.figure, c.part, c.shown) for c in chips]
    assert not desk.pane.text.editor.dirty
    assert body(desk, "results") is None


def test_what_is_typed_is_one_operation_when_the_chapter_is_left(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    before = operations(desk)
    desk.pane.go_to_chapter("results")
    write(desk, "own words")
    assert operations(desk) == before
    desk.pane.go_to_chapter("plan")
    desk.wait()
    assert operations(desk)[:-1] == ["改 收入结果", *before][: len(before)]
    assert "own words" in words(body(desk, "results"))
    assert body(desk, "role") is None
    undo(desk)
    assert body(desk, "results") is None
    desk.pane.go_to_chapter("results")
    assert "own words" not in words(desk.pane.text.editor.blocks)


def test_a_chapter_that_was_only_read_is_not_written(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    before = operations(desk)
    for chapter in ("results", "work", "problems", "plan", "evidence", "role"):
        desk.pane.go_to_chapter(chapter)
    desk.wait()
    assert operations(desk) == before


def test_what_is_being_typed_is_in_the_book_before_it_is_an_operation(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    before = operations(desk)
    write(desk, "half a sent")
    desk.bot.waitUntil(lambda: kept_as_draft(desk, "role"), timeout=5_000)
    draft = ReviewBook(book).draft(REVIEW, "role")
    assert "half a sent" in words(draft)
    assert operations(desk) == before
    desk.pane.text.leave()
    desk.wait()
    assert not kept_as_draft(desk, "role")
    assert "half a sent" in words(body(desk, "role"))


def test_words_of_a_program_that_ended_are_taken_up_and_saved(opened: Opened, book: Book) -> None:
    reviews = ReviewBook(book)
    reviews.keep_draft(REVIEW, "role", (Paragraph((Words("before the end"),)),))
    desk = opened(book, state=TEXT)
    assert words(desk.pane.text.editor.blocks) == "before the end"
    desk.pane.go_to_chapter("plan")
    desk.wait()
    assert words(body(desk, "role")) == "before the end"
    assert not reviews.drafts(REVIEW)


def test_the_pages_show_the_words_that_were_just_typed(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    write(desk, "seen on the page")
    desk.pane.show_pages()
    desk.wait()
    draft = desk.pane.draft
    assert draft is not None
    told = "".join(str(block) for block in draft.document.blocks)
    assert "seen on the page" in told
    assert desk.pane.middle.front is desk.pane.view


def test_a_figure_of_the_text_opens_its_evidence(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    desk.pane.go_to_chapter("results")
    chip = Chip("nrr")
    desk.pane.text.editor.chip_picked.emit(chip, desk.pane.rect())
    desk.wait()
    assert desk.pane.side.tabs.index == EVIDENCE
    assert desk.pane.side.shown is not None
    assert desk.pane.side.shown.view.value == "105.6%"


def test_newer_data_change_the_figures_of_own_text(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    desk.pane.go_to_chapter("results")
    write(desk, "!")
    desk.pane.go_to_chapter("role")
    desk.wait()
    changes = book.store.run(
        Op.EDIT_MONEY,
        lambda c: c.exec_driver_sql(
            "UPDATE receipts SET amount_fen = amount_fen + 1000000 WHERE id = "
            "(SELECT min(id) FROM receipts WHERE kind = 'renewal' AND received_day LIKE '2024-03%')"
        ),
    ).changes
    desk.pane.refresh(changes)
    desk.wait()
    draft = desk.pane.draft
    assert draft is not None
    assert "results" in draft.review.own
    told = [span.text for block in draft.document.blocks for line in lines(block) for span in line]
    assert "1,747万" in told
    assert "1,746万" not in told


def act(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    desk.pane.chapters.list.setFocus()
    QTest.keyClick(desk.pane.chapters.list, key, modifier)
    desk.wait()


def titles(desk: Desk) -> list[str]:
    return [c.title for c in desk.pane.chapters.model.items if c.level == 1]


def type_title(desk: Desk, title: str) -> None:
    sheet = desk.pane.acts.sheet
    assert sheet is not None
    assert sheet.isVisible()
    edit = sheet.field.edit
    assert isinstance(edit, LineEdit)
    edit.setText(title)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.wait()


def test_chapters_are_added_renamed_moved_and_hidden_by_key(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    first = titles(desk)
    act(desk, Qt.Key.Key_Insert)
    type_title(desk, "个人成长")
    assert titles(desk) == [first[0], "个人成长", *first[1:]]
    assert desk.pane.text.chapter == "own.1"
    act(desk, Qt.Key.Key_F2)
    type_title(desk, "成长")
    assert "成长" in titles(desk)
    act(desk, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(desk).index("成长") == 2
    act(desk, Qt.Key.Key_Delete)
    assert titles(desk)[-1] == "成长"
    assert desk.pane.chapters.model.items[-1].hidden
    for _ in range(4):
        undo(desk)
    assert titles(desk) == first


def test_a_chapter_goes_back_to_what_the_data_make(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    write(desk, "mine")
    desk.pane.text.leave()
    desk.wait()
    assert body(desk, "role") is not None
    assert desk.pane.text.regenerate.isVisible()
    desk.pane.text.regenerate.click()
    desk.wait()
    assert body(desk, "role") is None
    assert "mine" not in words(desk.pane.text.editor.blocks)
    undo(desk)
    assert "mine" in words(desk.pane.text.editor.blocks)


def test_a_place_that_waits_for_words_is_opened_from_its_page(desk: Desk) -> None:
    view = desk.pane.view
    assert view.sheets is not None
    position = next(i for i, m in enumerate(view.sheets.marks) if m.place)
    view.select(position)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.mark_rect(position).center())
    assert desk.pane.middle.mode == "text"
    assert desk.pane.text.chapter == "role"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert desk.pane.text.isAncestorOf(focus)


def test_another_period_saves_what_was_typed_in_the_one_before(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    write(desk, "first half")
    desk.show("2023H2")
    assert "first half" in words(body(desk, "role"))
    assert "first half" not in words(desk.pane.text.editor.blocks)
    desk.show(PERIOD)
    assert "first half" in words(desk.pane.text.editor.blocks)


def test_the_review_of_one_customer_is_chosen_by_name_and_left_again(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    whole = titles(desk)
    desk.pane.acts.act("subject")
    desk.wait()
    type_title(desk, "澜川物流")
    draft = desk.pane.draft
    assert draft is not None
    assert draft.review.key.subject == "KH1003"
    assert "澜川物流" in draft.document.subtitle
    assert titles(desk)[0] == "合作概况"
    desk.pane.acts.act("whole")
    desk.wait()
    assert titles(desk) == whole


def test_a_wrong_number_is_found_marked_and_corrected_by_its_button(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    desk.pane.go_to_chapter("results")
    write(desk, "上半年续费到账 1,846万。")
    panel = desk.pane.side.checks
    desk.bot.waitUntil(lambda: any(f.kind == "number_disagrees" for f in panel.findings), timeout=10_000)
    desk.wait()
    finding = next(f for f in panel.findings if f.kind == "number_disagrees")
    assert "1,846万" in finding.detail
    assert "1,746万" in finding.detail
    panel.acted.emit(finding)
    desk.bot.waitUntil(lambda: all(f.kind != "number_disagrees" for f in panel.findings), timeout=10_000)
    assert "1,846" not in words(desk.pane.text.editor.blocks)


def test_a_finding_is_answered_with_a_note_which_undo_takes_back(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    panel = desk.pane.side.checks
    before = panel.open_count
    finding = panel.findings[0]
    panel.noted.emit(finding.key, "已和主管说明", finding.title)
    desk.wait()
    assert panel.open_count == before - 1
    undo(desk)
    assert panel.open_count == before


def test_a_frozen_version_shows_exactly_what_changed_since(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    desk.pane.freeze()
    desk.wait()
    versions = desk.pane.side.versions
    assert len(versions.model.items) == 1
    changes = book.store.run(
        Op.EDIT_MONEY,
        lambda c: c.exec_driver_sql(
            "UPDATE receipts SET amount_fen = amount_fen + 1000000 WHERE id = "
            "(SELECT min(id) FROM receipts WHERE kind = 'renewal' AND received_day LIKE '2024-03%')"
        ),
    ).changes
    desk.pane.refresh(changes)
    desk.wait()
    versions.compare_wanted.emit(versions.model.items[0].id, 0)
    desk.wait()
    comparison = desk.pane.middle.differences.comparison
    assert comparison is not None
    assert desk.pane.middle.front is desk.pane.middle.differences
    changed = {change.key for change in comparison.found.figures}
    assert "renewal_collected" in changed
    assert "nps_executive" not in changed


# What the tests' screen cannot do for a popup.
@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_a_sentence_of_the_data_is_put_into_the_text(opened: Opened, book: Book) -> None:
    desk = opened(book, state=TEXT)
    desk.pane.go_to_chapter("results")
    before = len(desk.pane.text.editor.blocks)
    desk.pane.text.propose.click()
    desk.wait()
    menu = desk.pane.findChild(Menu)
    assert menu is not None
    entries = menu.actions()
    assert len(entries) > 3
    entries[0].trigger()
    menu.close()
    added = desk.pane.text.editor.blocks
    assert len(added) == before + 1
    assert desk.pane.text.editor.dirty
