"""What is told beside a record: how it stands against the rules, and sections of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.panes.log.painter import SHAPES
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, text_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csmdesk.services.log.kind import RuleState, Section

_STATES = {"kept": "green", "open": "unscored", "broken": "red"}
_LEAD = SIZE + 8
_GAP = 12
_TWO = 44
"""The height of a line with its note below."""


class ToldLine(NamedTuple):
    """A line: a shape ('' for none), words, grey or coloured words at the right, and what it opens."""

    shape: str
    words: str
    note: str
    state: str = ""
    opens: tuple[str, int] | None = None


class ToldLines(RowList):
    """Lines with a shape each; the words at the right are elided last."""

    row_height = 26
    rows_open = True
    spoken = ("words", "state", "note")

    def height_of(self, item: ToldLine) -> int:
        """A line whose words and note do not fit beside each other has the note below."""
        return _TWO if self._below(item) else self.row_height

    def _below(self, item: ToldLine) -> bool:
        wide = self.theme.metrics().horizontalAdvance
        return bool(item.note) and wide(item.words) + wide(item.note) + _LEAD + _GAP + 4 > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != self.width() and self.items:
            current = self.current
            self.set_items(self.items)
            self.go_to(current)

    def row_key(self, item: ToldLine) -> int | str | None:
        return None if item.opens is None else f"{item.opens[0]}/{item.opens[1]}"

    def draw(self, painter: QPainter, item: ToldLine, box: QRect) -> None:
        theme = self.theme
        metrics = theme.metrics()
        x = box.left()
        below = self._below(item)
        if below:
            first = QRect(box.left(), box.top() + 2, box.width(), theme.line_height("body"))
            second = first.translated(0, theme.line_height("body"))
        else:
            first = second = box
        if item.shape:
            draw_shape(painter, theme, item.shape, x, first.center().y() - SIZE / 2 + 1)
        if any(line.shape for line in self.items):
            x += _LEAD
        room = box.right() - x
        # The words need what they need as long as a third is left for the note.
        words = min(metrics.horizontalAdvance(item.words) + 2, room if below else room * 2 // 3)
        if not item.note:
            words = room
        middle = Qt.AlignmentFlag.AlignVCenter
        hot = item is self.hot
        painter.setPen(theme.colour("accent" if item.opens and hot else "t1"))
        shown = metrics.elidedText(item.words, Qt.TextElideMode.ElideRight, words)
        painter.drawText(QRect(x, first.top(), words + 1, first.height()), middle, shown)
        if item.note:
            left = x if below else x + words + _GAP
            painter.setPen(theme.colour(text_role(item.shape, "t3") if item.shape != "green" else "t3"))
            note = metrics.elidedText(item.note, Qt.TextElideMode.ElideRight, box.right() - left)
            place = QRect(left, second.top(), box.right() - left, second.height())
            side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
            painter.drawText(place, middle | side, note)


class Told(QWidget):
    """A section: its title and its lines. ``opened(kind, id)`` is a click on a line that leads somewhere."""

    opened = Signal(str, int)

    def __init__(self, theme: Theme, title: str = "") -> None:
        super().__init__()
        self.head = SectionHead(theme, title)
        self.lines = ToldLines(theme)
        self.lines.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.lines)

    def _open(self, key: str) -> None:
        kind, _, number = key.partition("/")
        self.opened.emit(kind, int(number))

    def show_rules(self, states: Sequence[RuleState], language: Language) -> None:
        """Show how a record, or what is being typed, stands against the rules; nothing hides it."""
        words = {"kept": self.tr("符合"), "open": self.tr("待定"), "broken": self.tr("不符合")}
        self.head.set_title(self.tr("规则"))
        broken = sum(state.state == "broken" for state in states)
        self.head.set_note(self.tr("%n 条不符合", "", broken) if broken else "")
        self.lines.set_items(
            [
                ToldLine(
                    _STATES[state.state],
                    state.rule.to(language),
                    state.words.to(language),
                    words[state.state],
                )
                for state in states
            ]
        )
        self.lines.setAccessibleName(self.tr("规则"))
        self.setVisible(bool(states))

    def show_section(self, section: Section) -> None:
        """Show a section of what is told beside a record."""
        self.head.set_title(section.title)
        self.lines.set_items(
            [
                ToldLine(SHAPES.get(line.mark, ""), line.words, line.note, "", line.opens)
                for line in section.lines
            ]
        )
        self.lines.setAccessibleName(section.title)
