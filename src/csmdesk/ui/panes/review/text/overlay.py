"""What is painted over the text: its title, the numbers of sections, prompts, the rules of tables."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock, QTextCursor, QTextTable

from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.shapes import draw_shape

TITLE_TOP = 20
TITLE_ROOM = 76
"""From the top of the text to its first line."""
SHAPE = 10
_SHAPE_GAP = 12


class Overlay:
    """Paints for one text; ``title`` and ``number`` are the chapter's, ``numbers`` those of its lines."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.title = ""
        self.number = ""
        self.note = ""
        self.frozen = False

    def paint_title(self, painter: QPainter, left: float, top: float, width: float) -> None:
        """The title of the chapter and the note below it; ``top`` is where the text begins."""
        theme = self._theme
        title = f"{self.number}　{self.title}" if self.number else self.title
        x = left
        if self.frozen:
            draw_icon(painter, theme, "snow", "t3", x, top + TITLE_TOP + 7, 14)
            x += 22
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("t1"))
        shown = theme.metrics("title").elidedText(title, Qt.TextElideMode.ElideRight, int(width - (x - left)))
        painter.drawText(QRectF(x, top + TITLE_TOP, width, 28), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(
            QRectF(left, top + TITLE_TOP + 28, width, 20), Qt.AlignmentFlag.AlignVCenter, self.note
        )

    def paint_number(self, painter: QPainter, place: QPointF, number: str) -> None:
        """The number of a section before its heading; ``place`` is on the heading's base line."""
        painter.setFont(self._theme.font("head"))
        painter.setPen(self._theme.colour("t1"))
        painter.drawText(place, number)

    def paint_prompt(self, painter: QPainter, box: QRectF, words: str) -> None:
        """What is to be written in an empty line."""
        theme = self._theme
        draw_shape(painter, theme, "yellow", box.left() + 4, box.top() + (formats.LINE_HEIGHT - SHAPE) / 2)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t3"))
        inner = box.adjusted(SHAPE + _SHAPE_GAP, 4, 0, 40)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, flags, words)

    def lines_of(self, words: str, width: float) -> int:
        """How many lines the words of a prompt take."""
        room = QRectF(0, 0, width - SHAPE - _SHAPE_GAP, 1e6).toRect()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        metrics = self._theme.metrics()
        return max(1, round(metrics.boundingRect(room, flags, words).height() / metrics.lineSpacing()))

    def paint_hint(self, painter: QPainter, at: QPointF) -> None:
        """What one can do in a chapter without a word."""
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour("t3"))
        words = QCoreApplication.translate("TextBody", "在这里写。按 # 插入数字，Ctrl+J 插入图表。")
        painter.drawText(at, words)

    def paint_table(
        self, painter: QPainter, table: QTextTable, left: float, width: float, offset: float
    ) -> None:
        """Rules around and between the rows of a table; ``offset`` is how far the text is scrolled."""
        head = formats.has_head(table.format())
        padding = table.format().cellPadding()
        layout = table.document().documentLayout()
        edges = []
        for row in range(table.rows()):
            boxes = [layout.blockBoundingRect(block) for block in _row(table, row)]
            if not row:
                edges.append(boxes[0].top() - padding)
            edges.append(max(box.bottom() for box in boxes) + padding)
        for at, y in enumerate(edges):
            inner = at not in {0, len(edges) - 1} and not (at == 1 and head)
            draw_rule(painter, self._theme, "line" if inner else "line2", left, y + offset - 1, width)


def _row(table: QTextTable, row: int) -> Iterator[QTextBlock]:
    """The last line of each cell of a row."""
    for column in range(table.columns()):
        yield table.cellAt(row, column).lastCursorPosition().block()


def tables_of(first: QTextBlock, last: QTextBlock) -> Iterator[QTextTable]:
    """The tables between two lines, each once."""
    seen: set[int] = set()
    block = first
    while block.isValid():
        table = formats.table_of(QTextCursor(block))
        if table is not None and table.objectIndex() not in seen:
            seen.add(table.objectIndex())
            yield table
        if block == last:
            return
        block = block.next()
