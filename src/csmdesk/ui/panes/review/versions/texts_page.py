"""The texts of two moments of a review side by side, with what was changed marked in both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.reports.text_compare import ChapterPair, LinePair
    from csmdesk.reports.text_compare import Line as TextLine

_GAP = 12
_NOT_HERE = "—"


class TextsPage(QWidget):
    """Alt+↓ and Alt+↑ go to the next and the previous change."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chapters: tuple[ChapterPair, ...] = ()
        self._then = self._now = ""
        self._marks: list[QTextCursor] = []
        self._at = -1
        choices = [("changes", self.tr("只看改动")), ("all", self.tr("全文"))]
        self.extent = Segmented(theme, choices, self.tr("范围"))
        self.previous = Button(theme, kind="flat", icon="left")
        self.previous.setToolTip(self.tr("上一处 Alt ↑"))
        self.previous.setAccessibleName(self.tr("上一处"))
        self.next = Button(theme, kind="flat", icon="right")
        self.next.setToolTip(self.tr("下一处 Alt ↓"))
        self.next.setAccessibleName(self.tr("下一处"))
        self._count = Label(theme, scale="small", role="t3")
        self.text = QTextEdit()
        self._lay_out()
        self.extent.chosen.connect(self._show)
        self.previous.clicked.connect(self._back)
        self.next.clicked.connect(self._on)
        theme.changed.connect(self._show)
        # The text takes the arrows for itself.
        for keys, slot in (("Alt+Down", self._on), ("Alt+Up", self._back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        text = self.text
        text.setReadOnly(True)
        text.setFrameShape(QFrame.Shape.NoFrame)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setTabChangesFocus(True)
        text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text.document().setDocumentMargin(0)
        text.setAccessibleName(self.tr("两个版本的正文"))
        text.setViewportMargins(INSET - _GAP // 2 - 1, 0, INSET - _GAP // 2 - 1, 0)
        row = QHBoxLayout()
        row.setContentsMargins(INSET - 1, 8, INSET - 6, 8)
        row.setSpacing(4)
        row.addWidget(self.extent)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Line(self._theme))
        column.addWidget(text, 1)
        self.setFocusProxy(text)

    # --- content --------------------------------------------------------------------------------------------

    def show_texts(self, chapters: tuple[ChapterPair, ...], then: str, now: str) -> None:
        """Show the chapters of two texts; ``then`` and ``now`` are what the two sides are called."""
        self._chapters, self._then, self._now = chapters, then, now
        self._show()

    @property
    def changes(self) -> int:
        """How many lines are marked as changed."""
        return len(self._marks)

    def _show(self) -> None:
        theme, text = self._theme, self.text
        text.setPalette(theme.palette(Base="surface", Text="t1", Highlight="accline", HighlightedText="t1"))
        text.verticalScrollBar().setStyleSheet(theme.scroll_bar_style)
        text.setFont(theme.font())
        text.clear()
        self._marks, self._at = [], -1
        rows = list(self._rows())
        if rows:
            self._fill(rows)
        else:
            cursor = QTextCursor(text.document())
            cursor.insertText(self.tr("正文没有改动。"), self._look("t3"))
        text.moveCursor(QTextCursor.MoveOperation.Start)
        count = len(self._marks)
        self._count.setText(self.tr("{n} 处不同").format(n=count) if count else "")
        why_not = "" if count else self.tr("没有改动")
        self.previous.set_why_not(why_not)
        self.next.set_why_not(why_not)

    def _rows(self) -> Iterator[ChapterPair | LinePair | int]:
        """Heads of chapters, pairs of lines, and how many lines are passed over because they are the same."""
        whole = self.extent.key == "all"
        for chapter in self._chapters:
            wanted = [whole or pair.differs for pair in chapter.lines]
            if not any(wanted) and chapter.old_title == chapter.new_title:
                continue
            yield chapter
            same = 0
            for pair, shown in zip(chapter.lines, wanted, strict=True):
                if not shown:
                    same += 1
                    continue
                if same:
                    yield same
                same = 0
                yield pair
            if same:
                yield same

    def _fill(self, rows: list[ChapterPair | LinePair | int]) -> None:
        from csmdesk.reports.text_compare import LinePair

        cursor = QTextCursor(self.text.document())
        table = cursor.insertTable(len(rows) + 1, 2, self._table_look())
        for column, words in enumerate((self._then, self._now)):
            self._cell(table, 0, column).insertText(words, self._look("t3"))
        for number, row in enumerate(rows, start=1):
            if isinstance(row, int):
                words = self.tr("{n} 行相同").format(n=row)
                self._cell(table, number, 0).insertText(f"⋯ {words}", self._look("t3"))
            elif isinstance(row, LinePair):
                self._put_pair(table, number, row)
            else:
                self._put_chapter(table, number, row)

    def _put_chapter(self, table: QTextTable, number: int, chapter: ChapterPair) -> None:
        for column, title in enumerate((chapter.old_title, chapter.new_title)):
            cursor = self._cell(table, number, column, above=14)
            look = self._look("t1", head=True)
            if chapter.old_title != chapter.new_title:
                self._mark_changed(look, new=bool(column))
                if not column:
                    self._marks.append(QTextCursor(cursor))
            cursor.insertText(_NOT_HERE if title is None else title, look)

    def _put_pair(self, table: QTextTable, number: int, pair: LinePair) -> None:
        for column, line in enumerate((pair.old, pair.new)):
            cursor = self._cell(table, number, column)
            if not column and pair.differs:
                self._marks.append(QTextCursor(cursor))
            if line is None:
                cursor.insertText(_NOT_HERE, self._look("t4"))
            else:
                self._put_line(cursor, line, new=bool(column))

    def _put_line(self, cursor: QTextCursor, line: TextLine, *, new: bool) -> None:
        head = line.kind in ("heading", "subheading")
        role = "t3" if line.kind in ("prompt", "live") else "t1"
        if line.kind == "item":
            cursor.insertText("• ", self._look("t3"))
        for piece in line.pieces:
            look = self._look(role, bold=head)
            if piece.kind == "changed":
                self._mark_changed(look, new=new)
            elif piece.kind == "figure":
                look.setFontWeight(QFont.Weight.Bold)
                look.setBackground(self._theme.colour("amberbg"))
                look.setForeground(self._theme.colour("ambert"))
                look.setToolTip(self.tr("数字变了"))
            cursor.insertText(piece.text, look)

    # --- looks ----------------------------------------------------------------------------------------------

    def _mark_changed(self, look: QTextCharFormat, *, new: bool) -> None:
        """Words that went are struck out on red, words that came stand on green in bold."""
        theme = self._theme
        if new:
            look.setBackground(theme.colour("greenbg"))
            look.setForeground(theme.colour("greent"))
            look.setFontWeight(QFont.Weight.Bold)
            look.setToolTip(self.tr("新加的文字"))
        else:
            look.setBackground(theme.colour("redbg"))
            look.setForeground(theme.colour("redt"))
            look.setFontStrikeOut(True)
            look.setToolTip(self.tr("去掉的文字"))

    def _look(self, role: str, *, bold: bool = False, head: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._theme.font("head" if head else "body", bold=bold or head))
        look.setForeground(self._theme.colour(role))
        return look

    def _table_look(self) -> QTextTableFormat:
        look = QTextTableFormat()
        look.setBorder(1)
        look.setBorderBrush(self._theme.colour("line"))
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderCollapse(True)
        look.setCellPadding(_GAP / 2)
        look.setCellSpacing(0)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        look.setColumnWidthConstraints([half, half])
        look.setHeaderRowCount(1)
        return look

    def _cell(self, table: QTextTable, row: int, column: int, *, above: int = 0) -> QTextCursor:
        cursor = table.cellAt(row, column).firstCursorPosition()
        look = QTextBlockFormat()
        look.setTopMargin(above)
        look.setLineHeight(20, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.setBlockFormat(look)
        return cursor

    # --- going through the changes --------------------------------------------------------------------------

    def _on(self) -> None:
        self.go(1)

    def _back(self) -> None:
        self.go(-1)

    def go(self, step: int) -> None:
        """Show the next change (1) or the previous one (−1)."""
        if not self._marks:
            return
        count = len(self._marks)
        self._at = (self._at + step) % count if self._at >= 0 else (0 if step > 0 else count - 1)
        place = QTextCursor(self._marks[self._at])
        # Its words were put in at the place, which has moved behind them.
        place.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        place.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(place)
        bar = self.text.verticalScrollBar()
        top = self.text.cursorRect(place).top() + bar.value()
        bar.setValue(max(0, top - self.text.viewport().height() // 3))
        self._count.setText(self.tr("第 {at} / {n} 处").format(at=self._at + 1, n=count))

    @property
    def at(self) -> int:
        """The change that was gone to last, from 0; -1 before that."""
        return self._at
