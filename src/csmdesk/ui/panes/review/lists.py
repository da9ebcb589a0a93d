"""The list of chapters as it is painted."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_outline import Chapter
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.shapes import SIZE, draw_shape


class ChapterDelegate(RowDelegate):
    """Number and title; sections indented; a triangle with a count where checks are open."""

    def __init__(self, theme: Theme, view: ItemList) -> None:
        super().__init__(theme, view)
        self.chapter = ""
        """The anchor of the chapter (level 1) that the current row belongs to: it is bold."""

    def draw(self, painter: QPainter, box: QRect, item: Chapter, row: int) -> None:
        number_at, title_at = (INSET, 48) if item.level == 1 else (40, 70)
        # The scroll bar lies in the inset.
        edge = min(box.right() - 2, self.view.width() - 16)
        if item.checks:
            count = str(item.checks)
            width = self.theme.metrics().horizontalAdvance(count)
            self.text(painter, QRect(edge - width, box.top(), width + 1, box.height()), count, right=True)
            edge -= width + 8 + SIZE
            draw_shape(painter, self.theme, "yellow", edge, box.top() + (box.height() - SIZE) / 2)
            edge -= 6
        number = QRect(number_at, box.top(), title_at - number_at - 4, box.height())
        self.text(painter, number, short_number(item), "t3" if item.level > 1 else "t2")
        title = QRect(title_at, box.top(), edge - title_at, box.height())
        role = "t4" if item.hidden else "t1"
        self.text(painter, title, item.title, role, bold=item.anchor == self.chapter)


def short_number(chapter: Chapter) -> str:
    """The number as the list has room for it: an appendix by its letter."""
    return chapter.number.rpartition(" ")[2]
