"""A chapter comes out of the editor exactly as it went in, whatever is done to it in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts, formats, moving
from csmdesk.ui.panes.review.text.filling import Filling
from csmdesk.ui.panes.review.text.reading import Reading
from tests.ui.review.text.blocks import CHAPTERS
from tests.ui.review.text.conftest import Desk, Material


def document_of(blocks: tuple[text.Block, ...]) -> tuple[QTextDocument, Reading]:
    document = QTextDocument()
    reading = Reading(document)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(formats.glue())
    Filling(cursor).write(blocks)
    return document, reading


@given(CHAPTERS)
def test_blocks_come_back_exactly(qapp: QApplication, chapter: tuple[text.Block, ...]) -> None:
    document, reading = document_of(chapter)
    assert reading.blocks() == chapter
    assert Reading(document).blocks() == chapter
    assert text.from_json(text.to_json(reading.blocks())) == chapter


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ("type", "delete", "enter", "backspace", "heading", "list", "up", "card", "paste", "undo", "redo")
        ),
        st.integers(0, 400),
        st.integers(0, 12),
    ),
    max_size=12,
)


def whole(document: QTextDocument, place: int) -> int:
    """The place itself, or the one before where it would part the two halves of a letter."""
    return place - 1 if "\udc00" <= document.characterAt(place) <= "\udfff" else place


def edit(document: QTextDocument, act: str, place: int, length: int) -> None:
    cursor = QTextCursor(document)
    last = document.characterCount() - 1
    cursor.setPosition(whole(document, min(place, last)))
    if act == "type":
        cursor.insertText("续费 1")
    elif act == "delete":
        end = whole(document, min(place + length, last))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    elif act == "enter":
        acts.enter(cursor)
    elif act == "backspace":
        if not acts.backspace(cursor):
            cursor.deletePreviousChar()
    elif act == "heading":
        acts.set_heading(cursor, 2 + length % 2)
    elif act == "list":
        acts.set_list(cursor, ordered=bool(length % 2))
    elif act == "up":
        moving.move_line(cursor, 1 if length % 2 else -1)
    elif act == "card":
        acts.insert_blocks(cursor, (text.Live("results.money/table"), text.Paragraph((text.Words("后"),))))
    elif act == "paste":
        acts.insert_blocks(cursor, (text.TableBlock((((text.Words("格"),),),)),))
    elif act == "undo":
        document.undo()
    else:
        document.redo()


@given(CHAPTERS, EDITS)
def test_what_is_read_line_by_line_is_what_the_document_says(
    qapp: QApplication, chapter: tuple[text.Block, ...], edits: list[tuple[str, int, int]]
) -> None:
    document, reading = document_of(chapter)
    for act, place, length in edits:
        edit(document, act, place, length)
        assert reading.blocks() == Reading(document).blocks()
    once_more, _ = document_of(reading.blocks())
    assert Reading(once_more).blocks() == reading.blocks()


@given(CHAPTERS, EDITS)
def test_everything_can_be_taken_back(
    qapp: QApplication, chapter: tuple[text.Block, ...], edits: list[tuple[str, int, int]]
) -> None:
    document, reading = document_of(chapter)
    document.clearUndoRedoStacks()
    for act, place, length in edits:
        if act not in {"undo", "redo"}:
            edit(document, act, place, length)
    after = reading.blocks()
    steps = 0
    while document.isUndoAvailable():
        document.undo()
        steps += 1
    assert reading.blocks() == chapter
    for _ in range(steps):
        document.redo()
    assert reading.blocks() == after


@pytest.mark.parametrize("key", ["role", "results", "work", "problems", "plan", "evidence"])
def test_the_generated_chapters_are_shown_and_given_back(desk: Desk, material: Material, key: str) -> None:
    blocks = material.chapters[key]
    desk.show(*blocks)
    assert desk.editor.body.reading.blocks() == blocks
    assert desk.editor.blocks == blocks
    assert not desk.editor.dirty


def test_a_chapter_shown_again_keeps_cursor_and_undo(desk: Desk, material: Material) -> None:
    desk.show(*material.chapters["role"])
    desk.start()
    desk.commit("新")
    written = desk.blocks()
    place = desk.editor.body.textCursor().position()
    desk.editor.kept()
    desk.editor.show_blocks(written, "结果与数据", "2")
    assert desk.editor.body.textCursor().position() == place
    assert desk.editor.body.document().isUndoAvailable()
    assert not desk.editor.dirty
