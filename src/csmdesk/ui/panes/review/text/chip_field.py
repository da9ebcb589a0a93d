"""A field of words in which figures stand; each of them is one character and goes in and out whole."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text import acts, clipboard, formats
from csmdesk.ui.panes.review.text.chip_object import ChipObject
from csmdesk.ui.panes.review.text.filling import insert_runs
from csmdesk.ui.panes.review.text.look import Look
from csmdesk.ui.panes.review.text.reading import Reading
from csmdesk.ui.panes.review.text.steps import one_step
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ChipField(QTextEdit):
    """Words and figures. ``given`` says what figures are and what there is to choose from.

    ``edited`` is every change of the text while no input method composes, ``chip_picked(chip, place)`` wants
    the evidence of a figure (``place`` is global), ``look_changed`` is the cursor at words of another look.
    """

    edited = Signal()
    chip_picked = Signal(object, QRect)
    look_changed = Signal()

    def __init__(self, theme: Theme, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.given = given
        self._composing = False
        self._unsaid = False
        self.line_format = formats.paragraph
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font())
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(formats.INDENT_WIDTH)
        self.chips = ChipObject(theme, self)
        self.chips.set_say(given.words)
        self.document().documentLayout().registerHandler(formats.CHIP, self.chips)
        self.look = Look(theme, self.document())
        self.reading = Reading(self.document())
        self.document().contentsChange.connect(self._contents_changed)
        self.cursorPositionChanged.connect(self._chosen_changed)
        self.selectionChanged.connect(self._chosen_changed)
        self._recolour()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self.setPalette(self._theme.palette(Highlight="accline"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)
        self.setFont(self._theme.font())
        self.chips.measure()
        self.viewport().update()

    # --- what it says ---------------------------------------------------------------------------------------

    @property
    def composing(self) -> bool:
        """True while an input method has letters in the field that are not text yet."""
        return self._composing

    @property
    def runs(self) -> text.Runs:
        """Everything in the field as one line."""
        return acts.flat(self.reading.blocks())

    def set_runs(self, runs: text.Runs) -> None:
        """Put a line into the field; nothing of before can be undone."""
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(self.line_format())
        insert_runs(cursor, runs)
        self.document().setUndoRedoEnabled(True)

    def refresh(self) -> None:
        """The data have changed: figures say other words; cursor and what can be undone stay."""
        before = dict(self.chips.known)
        self.chips.set_say(self.given.words)
        changed = {chip for chip, words in before.items() if self.chips.words(chip) != words}
        if not changed:
            return
        document = self.document()
        for number, line in enumerate(self.reading.lines()):
            if not changed.isdisjoint(piece for piece in line.pieces if isinstance(piece, text.Chip)):
                block = document.findBlockByNumber(number)
                document.markContentsDirty(block.position(), block.length())
        self.viewport().update()

    # --- changes --------------------------------------------------------------------------------------------

    def _contents_changed(self, position: int, removed: int, added: int) -> None:
        if removed or added:
            self._unsaid = True
            self._tell()

    def _tell(self) -> None:
        if self._unsaid and not self._composing:
            self._unsaid = False
            self.edited.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            event.ignore()
            return
        if event.commitString() or event.preeditString():
            self.prepare_typing()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Qt commits what is being composed when the focus goes; a method that says nothing must not block.
        super().focusOutEvent(event)
        self._composing = False
        self._tell()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def prepare_typing(self) -> None:
        """Make the cursor ready for letters: not in the place of a figure, not with its format."""
        cursor = self.textCursor()
        if acts.chip_at(cursor) is not None:
            cursor.setPosition(cursor.selectionEnd())
            self.setTextCursor(cursor)
        if not formats.is_plain(self.currentCharFormat()):
            self.setCurrentCharFormat(QTextCharFormat())

    # --- look of words --------------------------------------------------------------------------------------

    @property
    def bold(self) -> bool:
        """True where words are bold; of a selection its first ones count."""
        form = self._look_here()
        chip = formats.chip_of(form)
        return form.fontWeight() >= QFont.Weight.Bold if chip is None else chip.bold

    @property
    def italic(self) -> bool:
        """True where words are italic."""
        return self._look_here().fontItalic()

    def _look_here(self) -> QTextCharFormat:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return self.currentCharFormat()
        first = QTextCursor(cursor.document())
        first.setPosition(cursor.selectionStart() + 1)
        return first.charFormat()

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or no longer."""
        self._set_look(not self.bold, self.italic)

    def toggle_italic(self) -> None:
        """Make the selection, or what is typed next, italic or no longer."""
        self._set_look(self.bold, not self.italic)

    def _set_look(self, bold: bool, italic: bool) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if cursor.hasSelection():
            changed = bold != self.bold
            acts.set_look(cursor, bold=bold if changed else None, italic=None if changed else italic)
        else:
            self.setCurrentCharFormat(formats.words(text.Words("", bold, italic)))
        self.look_changed.emit()

    # --- figures --------------------------------------------------------------------------------------------

    def insert_chip(self, chip: text.Chip) -> None:
        """Put a figure at the cursor."""
        cursor = self.textCursor()
        if acts.chip_at(cursor) is not None:
            cursor.setPosition(cursor.selectionEnd())
            self.setTextCursor(cursor)
        acts.insert_chip(cursor, chip._replace(shown=self.chips.words(chip)))
        self.setTextCursor(cursor)

    def replace_chip(self, chip: text.Chip) -> None:
        """Let another figure, or another form of it, stand where the chosen one does."""
        cursor = self.textCursor()
        place = cursor.selectionStart()
        shown = self.chips.words(chip._replace(shown=""))
        acts.change_chip(cursor, place, chip._replace(shown=shown))
        self.choose(place)

    def choose(self, place: int) -> None:
        """Choose the character at ``place`` alone."""
        cursor = self.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(place + 1, _KEEP)
        self.setTextCursor(cursor)

    def pick_chip(self) -> None:
        """Say that the evidence of the chosen figure is wanted."""
        chip = acts.chip_at(self.textCursor())
        if chip is not None:
            self.chip_picked.emit(chip, self.place_of_chip())

    def box_of(self, place: int) -> QRect:
        """Where a figure is drawn in the viewport."""
        at = QTextCursor(self.document())
        at.setPosition(place)
        before = self.cursorRect(at)
        at.setPosition(place + 1)
        after = self.cursorRect(at)
        if after.top() != before.top() or after.left() < before.left():
            # It begins a line: the place before it may be the end of the line above.
            chip = acts.chip_of_place(at, place)
            width = 0 if chip is None else round(self.chips.width(self.document(), place, chip))
            return QRect(after.left() - width, after.top(), width, after.height())
        return QRect(before.topLeft(), QPoint(after.left(), before.bottom()))

    def place_of_chip(self) -> QRect:
        """Where the chosen figure is on the screen."""
        box = self.box_of(self.textCursor().selectionStart())
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())

    def chip_under(self, point: QPointF) -> int:
        """The character of the figure at a point of the viewport; -1 for none."""
        spot = point.toPoint()
        here = self.cursorForPosition(spot)
        for place in (here.position(), here.position() - 1):
            found = place >= 0 and acts.chip_of_place(here, place) is not None
            if found and self.box_of(place).adjusted(0, -3, 0, 3).contains(spot):
                return place
        return -1

    def _chosen_changed(self) -> None:
        cursor = self.textCursor()
        chip = acts.chip_at(cursor)
        current = cursor.selectionStart() if chip is not None else -1
        chosen = (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else (0, 0)
        self.show_chosen(current, chosen)
        if chip is not None:
            self.setAccessibleDescription(f"{self.chips.words(chip)} · {self.given.about(chip)}")
        self.look_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        cursor = self.textCursor()
        if cursor.hasSelection():
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            first = self.cursorForPosition(event.rect().topLeft()).position()
            last = self.cursorForPosition(event.rect().bottomRight()).position()
            shown = range(max(first - 1, cursor.selectionStart()), min(last + 1, cursor.selectionEnd()))
            self._paint_chosen(painter, shown)
            painter.end()

    def _paint_chosen(self, painter: QPainter, places: range) -> None:
        """Draw the figures that are selected once more: Qt has drawn a veil over them."""
        document = self.document()
        scrolled = self.verticalScrollBar().value()
        for place in places:
            if document.characterAt(place) != formats.OBJECT:
                continue
            if acts.chip_of_place(self.textCursor(), place) is None:
                continue
            block = document.findBlock(place)
            line = block.layout().lineForTextPosition(place - block.position())
            # In a cell the place of a layout is that in the cell, not in the text.
            top = document.documentLayout().blockBoundingRect(block).top()
            base = top + line.y() + line.ascent() - scrolled
            self.chips.draw_again(painter, self.box_of(place).left(), base, place, document)

    def show_chosen(self, current: int, chosen: tuple[int, int]) -> None:
        """Draw what is chosen as chosen."""
        if (current, chosen) != (self.chips.current, self.chips.chosen):
            self.chips.current, self.chips.chosen = current, chosen
            self.viewport().update()

    # --- the clipboard --------------------------------------------------------------------------------------

    def tell_card(self, card: formats.Card) -> str:
        """A card in words; a field has none."""
        return ""

    def createMimeDataFromSelection(self) -> QMimeData:
        blocks = clipboard.selected_blocks(self.textCursor())
        return clipboard.to_mime(blocks, self.chips.words, self.tell_card)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return clipboard.can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insert_pasted(clipboard.from_mime(source))

    def paste_clipboard(self, *, plain: bool = False) -> None:
        """Put the clipboard's content into the text; ``plain``: its words only."""
        source = QGuiApplication.clipboard().mimeData()
        if clipboard.can_paste(source):
            self.insert_pasted(clipboard.from_mime(source, plain=plain))

    def insert_pasted(self, blocks: tuple[text.Block, ...]) -> None:
        """Put blocks at the cursor; a field takes their words and figures."""
        cursor = self.textCursor()
        with one_step(cursor):
            cursor.removeSelectedText()
            insert_runs(cursor, acts.flat(blocks))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
