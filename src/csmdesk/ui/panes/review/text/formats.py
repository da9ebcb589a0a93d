"""What the blocks and characters of a document stand for.

Nothing here is a colour or a font: how a heading looks is laid over the text (``look``), so that a change of
theme or of the data leaves the document, its cursor and what can be undone as they are.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final, Literal, cast

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from csmdesk.domain import review_text as text

OBJECT: Final = "\ufffc"
"""The character that stands for a figure or a card."""
LINE: Final = "\u2028"
"""A new line inside a paragraph."""

CHIP: Final = QTextFormat.ObjectTypes.UserObject.value + 1
CARD: Final = QTextFormat.ObjectTypes.UserObject.value + 2

_CONTENT: Final = QTextFormat.Property.UserProperty.value + 1
_ANCHOR: Final = QTextFormat.Property.UserProperty.value + 2
_PROMPT: Final = QTextFormat.Property.UserProperty.value + 3
_GLUE: Final = QTextFormat.Property.UserProperty.value + 4
_HEAD: Final = QTextFormat.Property.UserProperty.value + 5

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value

LINE_HEIGHT: Final = 28
CELL_LINE: Final = 20
_GAP = 6
_ABOVE = {2: 18, 3: 10}
_ITEM_GAP = 2
_INDENT = 1
INDENT_WIDTH: Final = 22
NUMBER: Final = 38
"""Room for the number of a section before its heading."""

Card = text.Live | text.Case | text.Problem | text.Plan
CARDS: Final = (text.Live, text.Case, text.Problem, text.Plan)

# --- blocks -------------------------------------------------------------------------------------------------


def paragraph() -> QTextBlockFormat:
    """An ordinary paragraph."""
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, _FIXED)
    made.setBottomMargin(_GAP)
    return made


def heading(level: int, anchor: str = "") -> QTextBlockFormat:
    """A heading of level 2 or 3; ``anchor`` is its name in the report."""
    made = paragraph()
    made.setHeadingLevel(level)
    made.setTopMargin(_ABOVE[level])
    made.setBottomMargin(2)
    if level == 2:
        made.setTextIndent(NUMBER)
    if anchor:
        made.setProperty(_ANCHOR, anchor)
    return made


def item() -> QTextBlockFormat:
    """An item of a list."""
    made = paragraph()
    made.setBottomMargin(_ITEM_GAP)
    return made


def prompt(block: text.Prompt, lines: int = 1) -> QTextBlockFormat:
    """A paragraph that is still to be written; its words take ``lines`` lines while it is empty."""
    made = paragraph()
    made.setProperty(_PROMPT, json.dumps([block.place, block.words], ensure_ascii=False))
    made.setBottomMargin(_GAP + (lines - 1) * CELL_LINE)
    return made


def glue() -> QTextBlockFormat:
    """The empty line that a document needs beside a table or in an empty chapter; it is no paragraph."""
    made = paragraph()
    made.setProperty(_GLUE, True)
    return made


def card() -> QTextBlockFormat:
    """The line of a card, as high as the card."""
    made = QTextBlockFormat()
    made.setTopMargin(6)
    made.setBottomMargin(12)
    return made


def cell() -> QTextBlockFormat:
    """The line in a cell of a table."""
    made = QTextBlockFormat()
    made.setLineHeight(CELL_LINE, _FIXED)
    return made


def bullets(*, ordered: bool) -> QTextListFormat:
    """A list; numbered when the order matters."""
    made = QTextListFormat()
    style = QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc
    made.setStyle(style)
    made.setIndent(_INDENT)
    return made


def table(columns: int, *, head: bool) -> QTextTableFormat:
    """A table as wide as the text, its columns equally wide."""
    made = QTextTableFormat()
    made.setBorder(0)
    made.setCellPadding(6)
    made.setCellSpacing(0)
    made.setTopMargin(8)
    made.setBottomMargin(16)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
    made.setColumnWidthConstraints([share] * columns)
    made.setProperty(_HEAD, head)
    return made


def has_head(form: QTextFormat) -> bool:
    """True when the first row of a table is its head."""
    return bool(form.property(_HEAD))


def level_of(form: QTextBlockFormat) -> Literal[0, 2, 3]:
    """The level of a heading; 0 for what is none."""
    level = form.headingLevel()
    return 2 if level == 2 else 3 if level == 3 else 0


def anchor_of(form: QTextBlockFormat) -> str:
    """The name of a heading in the report."""
    return str(form.property(_ANCHOR) or "")


def is_glue(block: QTextBlock) -> bool:
    """True for an empty line that is no paragraph."""
    return block.length() == 1 and bool(block.blockFormat().property(_GLUE))


def prompt_of(block: QTextBlock) -> text.Prompt | None:
    """What is to be written in an empty block; None once there are words in it, or where nothing is asked."""
    kept = block.blockFormat().property(_PROMPT) if block.length() == 1 else None
    return text.Prompt(*json.loads(kept)) if kept else None


def asked(form: QTextBlockFormat) -> bool:
    """True for a block that was or is to be written."""
    return form.hasProperty(_PROMPT)


def list_of(block: QTextBlock) -> QTextList | None:
    """The list in which a line is; Qt's stubs do not know that there may be none."""
    return cast("QTextList | None", block.textList())


def table_of(cursor: QTextCursor) -> QTextTable | None:
    """The table in which a cursor is."""
    return cast("QTextTable | None", cursor.currentTable())


# --- characters ---------------------------------------------------------------------------------------------


def words(run: text.Words) -> QTextCharFormat:
    """The format of words."""
    made = QTextCharFormat()
    if run.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        made.setFontItalic(True)
    return made


def words_of(form: QTextCharFormat, string: str) -> text.Words:
    """The run of words that a piece of a document is."""
    return text.Words(string.replace(LINE, "\n"), form.fontWeight() >= QFont.Weight.Bold, form.fontItalic())


def chip(run: text.Chip) -> QTextCharFormat:
    """The format of the character that stands for a figure."""
    made = QTextCharFormat()
    made.setObjectType(CHIP)
    made.setProperty(_CONTENT, json.dumps(run, ensure_ascii=False))
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def chip_of(form: QTextFormat) -> text.Chip | None:
    """The figure that a character stands for; None for any other."""
    return _chip(str(form.property(_CONTENT))) if form.objectType() == CHIP else None


@lru_cache(maxsize=4096)
def _chip(kept: str) -> text.Chip:
    return text.Chip(*json.loads(kept))


def card_format(block: Card) -> QTextCharFormat:
    """The format of the character that stands for a card."""
    made = QTextCharFormat()
    made.setObjectType(CARD)
    made.setProperty(_CONTENT, text.to_json([block]))
    return made


def card_of(form: QTextFormat) -> Card | None:
    """The card that a character stands for; None for any other."""
    return _card(str(form.property(_CONTENT))) if form.objectType() == CARD else None


@lru_cache(maxsize=512)
def _card(kept: str) -> Card:
    (block,) = text.from_json(kept)
    assert isinstance(block, CARDS)
    return block


def is_plain(form: QTextCharFormat) -> bool:
    """True for a format with which words can be typed: it holds nothing of a figure or card before them."""
    return not form.hasProperty(_CONTENT) and not form.objectType()
