"""What the check found is marked where it is, goes with the text, and can be gone to and mended."""

from __future__ import annotations

from PySide6.QtWidgets import QTextEdit

from csmdesk.domain.review_text import Chip, Heading, Items, Paragraph, TableBlock, Words
from csmdesk.ui.panes.review.text.marks import TextMark, span
from tests.ui.review.text.conftest import Desk

CHIP = Chip("renewal_collected", shown="1,746万")
CHAPTER = (
    Heading(2, (Words("收入"),)),
    Paragraph((Words("😀 完成 117%，"), CHIP, Words("。"))),
    Items(((Words("甲 NPS 64"),), (Words("乙"), CHIP))),
    TableBlock((((Words("头"),), (Words("格"),)), ((Words("NPS"),), (Words("64"),)))),
)


def marked(desk: Desk) -> list[str]:
    return [each.cursor.selectedText() for each in desk.editor.body.extraSelections()]


def test_words_are_marked_in_lines_lists_and_tables(desk: Desk) -> None:
    desk.show(*CHAPTER)
    desk.editor.mark(
        [
            TextMark(1, 5, 4),
            TextMark(2, 6, 2, "warn"),
            TextMark(3, 8, 2),
            TextMark(9, 0, 1),
        ]
    )
    assert marked(desk) == ["117%", "64", "64"]


def test_marks_go_with_the_text(desk: Desk) -> None:
    desk.show(*CHAPTER)
    desk.editor.mark([TextMark(1, 5, 4), TextMark(1, 10, 1)])
    wrong = desk.editor.body.chips.wrong
    assert len(wrong) == 1
    desk.start()
    desk.commit("上半年")
    assert marked(desk) == ["117%"]
    assert desk.editor.body.chips.wrong == {place + 3 for place in wrong}
    desk.editor.mark([])
    assert marked(desk) == []
    assert desk.editor.body.chips.wrong == frozenset()


def test_a_place_is_gone_to_and_a_wrong_number_mended(desk: Desk) -> None:
    desk.show(*CHAPTER)
    desk.editor.reveal(1, 5, 4)
    assert desk.editor.body.textCursor().selectedText() == "117%"
    assert desk.editor.put(1, 5, 4, (CHIP._replace(part="attainment", shown="107%"),))
    block = desk.blocks()[1]
    assert isinstance(block, Paragraph)
    assert block.runs[:2] == (Words("😀 完成 "), Chip("renewal_collected", "attainment", shown="107%"))
    desk.editor.undo()
    assert desk.blocks() == CHAPTER
    assert not desk.editor.put(9, 0, 1, ())
    desk.editor.reveal(2)
    assert desk.editor.body.kind == "bullets"


def test_the_span_of_a_whole_block(desk: Desk) -> None:
    desk.show(*CHAPTER)
    found = span(desk.editor.body, 2, 0, 0)
    assert found is not None
    document = desk.editor.body.document()
    assert document.findBlock(found[0]).text() == "甲 NPS 64"
    assert document.findBlock(found[1]).text() == "乙\ufffc"
    assert isinstance(desk.editor.body, QTextEdit)
