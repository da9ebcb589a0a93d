"""The list of the command palette: what was found under the heads of its groups, and how a line is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.key_hint import draw_hint
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

ROW = 36
HEAD = 28

_INSET = 16
_TEXT_AT = 44
_GAP = 11
_ASIDE = 4
"""The ground of the current line ends so far from the edges."""

_Index = QModelIndex | QPersistentModelIndex
_Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class PaletteLine:
    """A line of the palette; without a ``key`` it is the head of a group.

    ``mark`` is a status shape in place of the icon. ``keys`` are what does the same without the palette.
    ``title_marks`` and ``detail_marks`` are the characters that matched. ``why_not`` says why it cannot be
    chosen now.
    """

    title: str
    key: str = ""
    detail: str = ""
    right: str = ""
    icon: str = ""
    mark: str = ""
    keys: str = ""
    title_marks: tuple[tuple[int, int], ...] = ()
    detail_marks: tuple[tuple[int, int], ...] = ()
    why_not: str = ""

    @property
    def words(self) -> str:
        """The whole line as a screen reader says it."""
        parts = (self.title, self.why_not or self.detail, self.right, self.keys)
        return "  ".join(part for part in parts if part)


class PaletteModel(ItemModel[PaletteLine]):
    """Lines and heads; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_key_of, _words_of, parent)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.items[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def step(self, row: int, by: int) -> int:
        """The row of the line ``by`` lines further on, around the ends; -1 when there is none."""
        lines = [at for at, line in enumerate(self.items) if line.key]
        if not lines:
            return -1
        if row not in lines:
            return lines[0 if by > 0 else -1]
        return lines[(lines.index(row) + by) % len(lines)]

    def step_group(self, row: int, by: int) -> int:
        """The first row of the next group, or of the one before; around the ends."""
        firsts = [at + 1 for at, (line, _) in enumerate(pairwise(self.items)) if not line.key]
        if not firsts:
            return self.step(row, by)
        here = max((n for n, first in enumerate(firsts) if first <= row), default=0)
        return firsts[(here + by) % len(firsts)]


def _key_of(line: PaletteLine) -> str:
    return line.key or f"head {line.title}"


def _words_of(line: PaletteLine) -> str:
    return line.words


class PaletteDelegate(QStyledItemDelegate):
    """Draws a line: icon or shape, title with the matched characters, details, and a figure or a key."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line: PaletteLine = index.data(ITEM)
        return QSize(200, ROW if line.key else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: PaletteLine = index.data(ITEM)
        box = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.key:
            self._draw_line(painter, box, line, option.state)
        else:
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.colour("t3"))
            words = QRect(box.left() + _INSET, box.top() + 6, box.width() - 2 * _INSET, box.height() - 6)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, line.title)
        painter.restore()

    def _draw_line(self, painter: QPainter, box: QRect, line: PaletteLine, state: QStyle.StateFlag) -> None:
        theme, middle = self._theme, box.top() + box.height() / 2
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current or state & QStyle.StateFlag.State_MouseOver:
            ground = QRectF(box).adjusted(_ASIDE, 0, -_ASIDE, 0)
            draw_box(painter, theme, ground, RADIUS_CONTROL, ground="sel" if current else "hover")
        left = box.left() + _INSET
        if line.mark:
            draw_shape(painter, theme, line.mark, left + 3, middle - SIZE / 2)
        elif line.icon:
            draw_icon(painter, theme, line.icon, "t4" if line.why_not else "t2", left, middle - 8)
        right = self._draw_right(painter, box, line, middle)
        room = right - _GAP - (box.left() + _TEXT_AT)
        title = "t4" if line.why_not else "t1"
        used = self._draw_marked(
            painter, box.left() + _TEXT_AT, box, room, line.title, line.title_marks, title
        )
        detail, marks = (line.why_not, ()) if line.why_not else (line.detail, line.detail_marks)
        if detail and room - used - _GAP > 24:
            at = box.left() + _TEXT_AT + used + _GAP
            self._draw_marked(painter, at, box, room - used - _GAP, detail, marks, "t3")

    def _draw_right(self, painter: QPainter, box: QRect, line: PaletteLine, middle: float) -> float:
        """Draw what stands at the right edge; its left edge."""
        right = float(box.right() + 1 - _INSET)
        for key in reversed(line.keys.split(" / ") if line.keys else ()):
            shown = key.replace("+", " ") if len(key) > 1 else key
            right = draw_hint(painter, self._theme, shown, right, middle) - 4
        if line.right:
            width = self._theme.metrics().horizontalAdvance(line.right)
            painter.setFont(self._theme.font())
            painter.setPen(self._theme.colour("t2"))
            place = QRectF(right - width - 1, box.top(), width + 2, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line.right)
            right -= width
        return right

    def _draw_marked(
        self, painter: QPainter, left: float, box: QRect, room: float, text: str, marks: _Spans, role: str
    ) -> float:
        """Draw ``text`` with the matched characters bold in the accent, elided; how wide it is."""
        theme, x = self._theme, left
        for begin, end, marked in _parts(len(text), marks):
            metrics = theme.metrics(bold=marked)
            words = text[begin:end]
            width = metrics.horizontalAdvance(words)
            rest = left + room - x
            if width > rest:
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(rest))
                width = metrics.horizontalAdvance(words)
            painter.setFont(theme.font(bold=marked))
            painter.setPen(theme.colour("accent" if marked and role != "t4" else role))
            place = QRectF(x, box.top(), width + 2, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            x += width
            if width >= rest:
                break
        return x - left


def _parts(length: int, marks: _Spans) -> list[tuple[int, int, bool]]:
    """A text cut where marks begin and end: begin, end, whether it is marked."""
    parts, at = [], 0
    for begin, end in marks:
        if begin > at:
            parts.append((at, begin, False))
        parts.append((begin, min(end, length), True))
        at = end
    if at < length:
        parts.append((at, length, False))
    return parts
