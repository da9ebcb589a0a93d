"""The checklist of a card: items to tick, to change in their place, to order; a line for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.progress import ProgressLine
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.board_view import CardDetail, Item
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem

_HEIGHT, _BOX, _CROSS = 28, 25, 30
_NONE = Qt.KeyboardModifier.NoModifier
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuietFrame(FieldFrame):
    """A frame that is seen only while its line is typed into or pointed at: a list is no form."""

    def __init__(self, theme: Theme, inside: QWidget) -> None:
        super().__init__(theme, inside, _HEIGHT, border="line2", left=6, right=4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self._inside.hasFocus():
            super().paintEvent(event)


class ItemRow(QWidget):
    """One item: a box to tick and its words, which are kept when the line is left or on Enter.

    ``ticked(done)``, ``edited(words)``, ``removed()``, ``moved(by)`` with Alt+↑ ↓, ``stepped(by)`` with ↑ ↓.
    """

    ticked = Signal(bool)
    edited = Signal(str)
    removed = Signal()
    moved = Signal(int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self._asked: str | None = None
        """Words that are on their way into the book."""
        self.check = Check(theme, "")
        self.check.setFixedWidth(_BOX)
        self.edit = LineEdit(theme)
        self.frame = QuietFrame(theme, self.edit)
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setToolTip(self.tr("删掉这一项 Alt Delete"))
        self.cross.setAccessibleName(self.tr("删掉这一项"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.check)
        row.addWidget(self.frame, 1)
        row.addWidget(self.cross)
        self.check.clicked.connect(self._tick)
        self.cross.clicked.connect(self.removed)
        self.edit.editingFinished.connect(self.keep)
        self.edit.textEdited.connect(self._edited)
        self.edit.entered.connect(self._enter)
        self.edit.escaped.connect(self.restore)

    def show_item(self, item: Item) -> None:
        """Show an item; words that are being changed stay."""
        before, self.item = self.item, item
        self._asked = None
        untouched = before is None or self.edit.text() == before.words
        if untouched and not self.edit.composing and self.edit.text() != item.words:
            self.edit.setText(item.words)
            self.edit.setCursorPosition(0)
        self.check.setChecked(item.done)
        self.check.setAccessibleName(item.words)
        self.edit.setAccessibleName(self.tr("检查项：{words}").format(words=item.words))
        self.edit.setToolTip(item.words)

    @property
    def dirty(self) -> bool:
        """True while its words are not as the book has them."""
        return self.item is not None and self.edit.text().strip() != self.item.words

    def restore(self) -> None:
        """Give up what was typed."""
        if self.item is not None and self.dirty:
            self.edit.setText(self.item.words)

    def keep(self) -> None:
        """Have what was typed kept; an item without words goes."""
        words = self.edit.text().strip()
        if not self.dirty or self.edit.composing or words == self._asked:
            return
        self._asked = words
        if words:
            self.edited.emit(words)
        else:
            self.removed.emit()

    def _edited(self) -> None:
        self._asked = None

    def _tick(self, done: bool) -> None:
        self.ticked.emit(done)

    def _enter(self) -> None:
        # Enter ends the editing as well, so the words are kept by now.
        self.stepped.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MOVES and held == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(_MOVES[key])
        elif key in _MOVES and not held:
            self.stepped.emit(_MOVES[key])
        elif key == Qt.Key.Key_Delete and held in (_NONE, Qt.KeyboardModifier.AltModifier):
            # Without Alt it comes from the box: the line takes it for its own.
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Checklist(QWidget):
    """The items of one card. Every change is kept at once; ``said`` names it, with the offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._card = 0
        self._title = ""
        self.items: tuple[Item, ...] = ()
        self.rows: list[ItemRow] = []
        self._lines: dict[int, str] = {}
        theme = tools.theme
        self.head = SectionHead(theme, self.tr("检查项"))
        self.progress = ProgressLine(theme, self.tr("检查项"))
        self.new = LineEdit(theme)
        self.new.setPlaceholderText(self.tr("加一项，Enter 记下"))
        self.new.setAccessibleName(self.tr("加检查项"))
        self.new.entered.connect(self._add)
        self.frame = FieldFrame(theme, self.new, _HEIGHT, border="line2", left=8, right=4)
        self.problem = Label(theme, scale="small", role="redt", wrap=True)
        self.problem.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        add = QHBoxLayout()
        add.setContentsMargins(_BOX, 0, _CROSS, 0)
        add.addWidget(self.frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.progress)
        column.addLayout(self._list)
        column.addLayout(add)
        column.addWidget(self.problem)

    # --- content --------------------------------------------------------------------------------------------

    def show_card(self, detail: CardDetail) -> None:
        """Show the items of a card; what is typed stays."""
        if detail.card.id != self._card:
            self._leave()
            self._card = detail.card.id
            self.new.setText(self._lines.pop(self._card, ""))
        self._title = detail.card.title
        self.items = detail.items
        while len(self.rows) > len(self.items):
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(self.items):
            self.rows.append(self._make_row())
        self._order(detail.items)
        done = sum(item.done for item in self.items)
        self.head.set_note(f"{done}/{len(self.items)}" if self.items else "")
        self.progress.set_progress(done, max(1, len(self.items)))
        self.progress.setVisible(bool(self.items))

    def _order(self, items: Sequence[Item]) -> None:
        """Give every item its row: one that had a row keeps it, with the focus and what is typed in it."""
        own = {row.item.id: row for row in self.rows if row.item is not None}
        wanted = {item.id for item in items}
        free = [row for row in self.rows if row.item is None or row.item.id not in wanted]
        for row in free:
            row.item = None
        placed = [own.get(item.id) or free.pop() for item in items]
        if placed != self.rows:
            for row in placed:
                self._list.removeWidget(row)
            for row in placed:
                self._list.addWidget(row)
            self.rows = placed
        for row, item in zip(self.rows, items, strict=True):
            row.show_item(item)

    def _make_row(self) -> ItemRow:
        row = ItemRow(self._tools.theme)
        row.ticked.connect(partial(self._tick, row))
        row.edited.connect(partial(self._edit, row))
        row.removed.connect(partial(self._remove, row))
        row.moved.connect(partial(self._move, row))
        row.stepped.connect(partial(self._step, row))
        self._list.addWidget(row)
        return row

    def _leave(self) -> None:
        self.settle()
        if self._card and self.new.text().strip():
            self._lines[self._card] = self.new.text()
        self.new.setText("")
        self._say("")
        for row in self.rows:
            row.item = None

    def settle(self) -> None:
        """Keep what is being typed into an item."""
        for row in self.rows:
            row.keep()

    # --- changing -------------------------------------------------------------------------------------------

    def _change(self, work: partial[Changes], done: str) -> None:
        self._say("")
        self._tools.change(self, work, done, self.said.emit, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        self._say(problem.text.to(self._tools.language))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _add(self) -> None:
        words = self.new.text().strip()
        if not words or not self._card:
            return
        board, card = self._tools.source.board, self._card

        def add() -> Changes:
            return board.add_item(card, words)[1]

        def added(changes: Changes) -> None:
            # What was typed meanwhile is the beginning of the next item.
            if self._card == card and self.new.text().strip() == words:
                self.new.clear()
            if not changes.empty:
                self.said.emit(self.tr("已加检查项：{words}").format(words=words), True)

        self._say("")
        self._tools.tasks.command(self, lambda _: add(), added, failed=self._refuse)

    def _tick(self, row: ItemRow, done: bool) -> None:
        if row.item is not None:
            board = self._tools.source.board
            words = self.tr("已勾：{words}") if done else self.tr("取消勾选：{words}")
            self._change(partial(board.tick_item, row.item.id, done), words.format(words=row.item.words))

    def _edit(self, row: ItemRow, words: str) -> None:
        if row.item is not None:
            board = self._tools.source.board
            self._change(
                partial(board.edit_item, row.item.id, words),
                self.tr("已改检查项：{words}").format(words=words),
            )

    def _remove(self, row: ItemRow) -> None:
        if row.item is None:
            return
        place = self.rows.index(row)
        if row.isAncestorOf(QApplication.focusWidget() or self):
            self._go(place + 1 if place + 1 < len(self.rows) else place - 1)
        board = self._tools.source.board
        self._change(
            partial(board.remove_item, row.item.id),
            self.tr("已删检查项：{words}").format(words=row.item.words),
        )

    def _move(self, row: ItemRow, by: int) -> None:
        """Put an item before or behind its neighbour."""
        place = self.rows.index(row)
        to = place + by
        if row.item is None or not 0 <= to < len(self.items):
            return
        row.keep()
        after = to + 1 if by > 0 else to
        before = self.items[after].id if after < len(self.items) else None
        board = self._tools.source.board
        self._change(
            partial(board.move_item, row.item.id, before),
            self.tr("已移动检查项：{words}").format(words=row.item.words),
        )

    # --- focus ----------------------------------------------------------------------------------------------

    def _step(self, row: ItemRow, by: int) -> None:
        self._go(self.rows.index(row) + by)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.rows[place].edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= len(self.rows):
            self.new.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.new.hasFocus() and not event.modifiers():
            self._go(len(self.rows) - 1)
        else:
            super().keyPressEvent(event)

    # --- what is remembered ---------------------------------------------------------------------------------

    @property
    def lines(self) -> dict[int, str]:
        """Items half typed, by card."""
        typed = self.new.text()
        return self._lines | ({self._card: typed} if self._card and typed.strip() else {})

    def take_lines(self, lines: dict[int, str]) -> None:
        """Have items half typed ready for when their card is shown."""
        self._lines.update(lines)
