"""The page of a chapter: what is shown of its text, with the title above, and where its cards are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts, formats
from csmdesk.ui.panes.review.text.card_object import CardObject
from csmdesk.ui.panes.review.text.chip_edit import ChipEdit
from csmdesk.ui.panes.review.text.filling import Filling
from csmdesk.ui.panes.review.text.overlay import TITLE_ROOM, Overlay, tables_of
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme

_WIDTH = 592
_SIDE = 40
_LEAST = 240
_FOOT = 96
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_LISTS = {"-": False, "*": False, "•": False, "1.": True, "1、": True}
"""What typed at the start of a line and followed by a blank makes it a list."""


class TextPage(ChipEdit):
    """The lines of a chapter; ``scrolled`` says that what is shown of the text has moved."""

    scrolled = Signal()

    def __init__(self, theme: Theme, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(theme, given, parent)
        self.overlay = Overlay(theme)
        self.cards = CardObject(theme, given.language, self.chips.words, self)
        self.document().documentLayout().registerHandler(formats.CARD, self.cards)
        self.document().setDocumentMargin(_SIDE)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setCursorWidth(1)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self._numbers: dict[int, str] | None = None
        self.document().contentsChange.connect(self._forget_numbers)
        self._count = 0

    # --- content --------------------------------------------------------------------------------------------

    def show_blocks(self, blocks: Sequence[text.Block], *, stay: bool = False) -> None:
        """Show other blocks, from their top or about where one was; nothing of before can be undone."""
        document = self.document()
        place, scrolled = self.textCursor().position(), self.verticalScrollBar().value()
        document.setUndoRedoEnabled(False)
        self.cards.opened = -1
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        acts.make_plain(cursor.block(), formats.glue())
        cursor.setBlockCharFormat(QTextCharFormat())
        Filling(cursor, self.lines_of).write(blocks)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(TITLE_ROOM)
        frame.setBottomMargin(_FOOT)
        document.rootFrame().setFrameFormat(frame)
        cursor.endEditBlock()
        document.setUndoRedoEnabled(True)
        start = QTextCursor(document)
        start.setPosition(min(place, document.characterCount() - 1) if stay else 0)
        self.setTextCursor(start)
        self.verticalScrollBar().setValue(scrolled if stay else 0)

    def lines_of(self, words: str) -> int:
        """How many lines the words of a prompt take."""
        return self.overlay.lines_of(words, self.text_width)

    @property
    def text_width(self) -> float:
        """The width of the lines."""
        return float(self.lineWrapColumnOrWidth() - 2 * _SIDE)

    def refresh(self) -> None:
        super().refresh()
        self.cards.links = self.given.links
        self.cards.refresh()
        document = self.document()
        for number, line in enumerate(self.reading.lines()):
            if any(isinstance(piece, formats.CARDS) for piece in line.pieces):
                block = document.findBlockByNumber(number)
                document.markContentsDirty(block.position(), block.length())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = max(_LEAST, min(_WIDTH + 2 * _SIDE, self.viewport().width()))
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
            # Cards are as wide as the text, which Qt does not know of them.
            self.document().markContentsDirty(0, self.document().characterCount())
        super().resizeEvent(event)
        self.scrolled.emit()

    # --- numbers of sections --------------------------------------------------------------------------------

    def _forget_numbers(self, position: int, removed: int, added: int) -> None:
        if self._numbers is None:
            return
        document = self.document()
        block = document.findBlock(position)
        last = document.findBlock(position + added)
        known = self._numbers
        while True:
            here = formats.level_of(block.blockFormat()) == 2
            if here != (block.blockNumber() in known) or not block.isValid():
                break
            if block == last:
                if document.blockCount() == self._count:
                    return
                break
            block = block.next()
        self._numbers = None

    def numbers(self) -> dict[int, str]:
        """The numbers of the sections by their lines: 2.1, 2.2, …"""
        if self._numbers is None:
            before = f"{self.overlay.number}." if self.overlay.number else ""
            heads = (at for at, line in enumerate(self.reading.lines()) if line.level == 2)
            self._numbers = {at: f"{before}{count}" for count, at in enumerate(heads, start=1)}
            self._count = self.document().blockCount()
        return self._numbers

    def set_title(self, title: str, number: str, note: str) -> None:
        """The title above the text; ``number`` is the chapter's."""
        self.overlay.title, self.overlay.number, self.overlay.note = title, number, note
        self._numbers = None
        self.setAccessibleName(f"{number} {title}".strip())
        self.viewport().update()

    # --- painting -------------------------------------------------------------------------------------------

    def shown_lines(self, region: QRect) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The lines in a part of the viewport with where they are in it."""
        layout = self.document().documentLayout()
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        block = self.cursorForPosition(QPoint(0, region.top())).block()
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(offset)
            if box.top() > region.bottom():
                return
            yield block, box
            block = block.next()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self._paint_over(painter, event.rect())
        painter.end()

    def _paint_over(self, painter: QPainter, region: QRect) -> None:
        overlay, offset = self.overlay, QPointF(0, -self.verticalScrollBar().value())
        if region.top() < TITLE_ROOM + offset.y() and overlay.title:
            overlay.paint_title(painter, _SIDE, offset.y(), self.text_width)
        numbers = self.numbers()
        first = last = None
        composed = self.textCursor().block() if self.composing else None
        for block, box in self.shown_lines(region):
            first, last = first or block, block
            number = numbers.get(block.blockNumber())
            if number is not None:
                line = block.layout().lineAt(0)
                # An empty heading has no line of its own scale.
                base = line.y() + line.ascent() if block.length() > 1 else formats.LINE_HEIGHT - 7
                overlay.paint_number(painter, QPointF(_SIDE, box.top() + base), number)
            prompt = formats.prompt_of(block)
            if prompt is not None and block != composed:
                at = QRectF(_SIDE, box.top(), self.text_width, formats.LINE_HEIGHT)
                overlay.paint_prompt(painter, at, prompt.words)
        if first is not None and last is not None:
            for table in tables_of(first, last):
                overlay.paint_table(painter, table, _SIDE, self.text_width, offset.y())
        only = self.document().firstBlock()
        if formats.is_glue(only) and self.document().blockCount() == 1 and composed is None:
            overlay.paint_hint(painter, QPointF(_SIDE + 4, TITLE_ROOM + 19 + offset.y()))

    def show_box(self, box: QRect) -> None:
        """Scroll so that a box of the viewport is seen, its top at least."""
        over = box.bottom() + 24 - self.viewport().height()
        if over > 0 or box.top() < 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + min(over, box.top() - 24))

    def show_middle(self) -> None:
        """Scroll so that the cursor is seen, in the middle where it was not."""
        box = self.cursorRect()
        if not self.viewport().rect().adjusted(0, 40, 0, -40).contains(box):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.center().y() - self.viewport().height() // 2)

    # --- cards ----------------------------------------------------------------------------------------------

    def tell_card(self, card: formats.Card) -> str:
        return self.cards.told(card)

    def card_place(self) -> int:
        """The character of the card in whose line the cursor is; -1 for none."""
        cursor = self.textCursor()
        block = cursor.block()
        alone = len(acts.lines_of(cursor)) == 1
        return block.position() if alone and acts.card_at(block) is not None else -1

    def card_box(self, place: int) -> QRect:
        """Where a card is in the viewport."""
        block = self.document().findBlock(place)
        line = block.layout().lineForTextPosition(place - block.position())
        top = block.layout().position().y() + line.y() - self.verticalScrollBar().value()
        return QRectF(_SIDE, top, self.text_width, line.height()).toAlignedRect()

    def open_card(self, place: int, height: int) -> None:
        """Leave room of ``height`` for a form in the place of a card; -1 closes it."""
        held = {self.cards.opened, place} - {-1}
        self.cards.opened, self.cards.opened_height = place, height
        for each in held:
            self.document().markContentsDirty(each, 1)
        self.viewport().update()

    def show_chosen(self, current: int, chosen: tuple[int, int]) -> None:
        place = self.card_place() if self.hasFocus() else -1
        if place != self.cards.current or chosen != self.cards.chosen:
            self.cards.current, self.cards.chosen = place, chosen
            self.viewport().update()
        super().show_chosen(current, chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._chosen_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._chosen_changed()
