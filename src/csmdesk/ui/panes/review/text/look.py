"""How words look by what they are, headings and heads of tables: laid over the text, not written into it."""

from __future__ import annotations

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument

from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.theme import Theme


class Look(QSyntaxHighlighter):
    """Lays the type scale over a document."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[int, QTextCharFormat] = {}
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._formats.clear()
        self.rehighlight()

    def highlightBlock(self, string: str) -> None:
        if not string:
            return
        block = self.currentBlock()
        level = formats.level_of(block.blockFormat())
        if level:
            self.setFormat(0, self.currentBlock().length(), self._format(level))
            return
        table = formats.table_of(QTextCursor(block))
        if table is not None and formats.has_head(table.format()):
            cell = table.cellAt(block.position())
            if cell.row() == 0:
                self.setFormat(0, self.currentBlock().length(), self._format(0))

    def _format(self, level: int) -> QTextCharFormat:
        """Of a heading; 0: of the head of a table."""
        made = self._formats.get(level)
        if made is None:
            made = self._formats[level] = QTextCharFormat()
            if level:
                font = self._theme.font("head" if level == 2 else "body", bold=True)
                made.setProperty(QTextCharFormat.Property.FontPixelSize, font.pixelSize())
                made.setFontWeight(font.weight())
            else:
                font = self._theme.font("small")
                made.setProperty(QTextCharFormat.Property.FontPixelSize, font.pixelSize())
                made.setForeground(self._theme.colour("t3"))
        return made
