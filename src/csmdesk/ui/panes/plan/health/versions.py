"""The versions of the model: what each says otherwise than the one in force, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.health_model import Difference, differences
from csmdesk.domain.text import Language
from csmdesk.services.health_model import ModelState, changed_words
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import Line, SectionHead

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VersionRow(NamedTuple):
    """A version in words."""

    number: int
    name: str
    note: str
    day: str
    chosen: bool


class VersionRows(RowList):
    """Name, note, day; a row chooses its version."""

    row_height = 32
    separators = True
    rows_open = True
    spoken = ("name", "note", "day")
    _NAME, _DAY = 64, 84

    def draw(self, painter: QPainter, item: VersionRow, box: QRect) -> None:
        theme = self.theme
        if item.chosen:
            draw_box(painter, theme, box.adjusted(0, 2, 0, -3).toRectF(), 4, ground="sel")
        painter.setPen(theme.colour("t1"))
        painter.setFont(theme.font("body", bold=item.chosen))
        painter.drawText(QRect(8, box.top(), self._NAME, box.height()), _LEFT, item.name)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        left, right = 8 + self._NAME, box.right() - 8 - self._DAY
        note = theme.metrics().elidedText(item.note, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, box.top(), right - left, box.height()), _LEFT, note)
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(right, box.top(), self._DAY, box.height()), _RIGHT, item.day)

    def row_key(self, item: VersionRow) -> int:
        return item.number


class DifferenceRows(RowList):
    """What is different: what it is, what it was, what it is now."""

    row_height = 27
    spoken = ("what", "before", "after")

    def draw(self, painter: QPainter, item: DifferenceLine, box: QRect) -> None:
        theme = self.theme
        metrics = theme.metrics()
        half = box.width() // 2
        painter.setPen(theme.colour("t2"))
        # What of a dimension is different stands behind its name.
        what = metrics.elidedText(item.what, Qt.TextElideMode.ElideMiddle, half - 8)
        painter.drawText(QRect(0, box.top(), half, box.height()), _LEFT, what)
        painter.setPen(theme.colour("t1"))
        words = f"{item.before} → {item.after}"
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - half)
        painter.drawText(QRect(half, box.top(), box.width() - half, box.height()), _LEFT, words)


class DifferenceLine(NamedTuple):
    """A difference in words."""

    what: str
    before: str
    after: str


class VersionsPart(QWidget):
    """``restore_asked(number)`` wants a version back."""

    restore_asked = Signal(int)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self._state: ModelState | None = None
        self._chosen = 0
        self.rows = VersionRows(theme)
        self.rows.setAccessibleName(self.tr("版本"))
        self._head = SectionHead(theme, "")
        self.back = Button(theme, self.tr("恢复这一版"), small=True)
        self._head.add(self.back)
        self.differences = DifferenceRows(theme)
        self._none = Label(theme, role="t2", wrap=True)
        self._drift = Label(theme, scale="small", role="ambert", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._drift)
        column.addWidget(self.rows)
        column.addSpacing(16)
        column.addWidget(self._head)
        column.addWidget(Line(theme, "line2"))
        column.addWidget(self.differences)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._none)
        column.addLayout(row)
        column.addStretch(1)
        self.rows.opened.connect(self._choose)
        self.back.clicked.connect(self._ask)

    @property
    def chosen(self) -> int:
        """The number of the version that is compared."""
        return self._chosen

    def set_why_not(self, reason: str) -> None:
        """Say why no version can be brought back now; '' when one can."""
        self.back.set_why_not(reason)

    def show_state(self, state: ModelState) -> None:
        """Show the versions; the one before the newest is compared with it until another is chosen."""
        self._state = state
        numbers = [line.number for line in state.versions]
        if self._chosen not in numbers:
            self._chosen = numbers[min(1, len(numbers) - 1)]
        self._drift.setText(
            self.tr("最近一版以后，导入或新数据改过维度或权重；再保存一次就成为新的一版。")
            if state.drifted
            else ""
        )
        self._drift.setVisible(state.drifted)
        self._fill()

    def _fill(self) -> None:
        state = self._state
        assert state is not None
        self.rows.set_items(
            [
                VersionRow(
                    line.number,
                    self.tr("第 {number} 版").format(number=line.number),
                    line.words.to(self._language) or self._changed(state, line.number),
                    "" if line.day is None else line.day.isoformat(),
                    line.number == self._chosen,
                )
                for line in state.versions
            ]
        )
        model = next(line.model for line in state.versions if line.number == self._chosen)
        found = differences(model, state.model)
        self._head.set_title(self.tr("第 {number} 版 → 现在").format(number=self._chosen))
        self.differences.set_items(self._lines(found))
        self._none.setVisible(not found)
        self._none.setText(self.tr("和现在的模型一样。"))
        self.back.setVisible(state.writable and bool(found))
        self.back.setText(self.tr("恢复第 {number} 版").format(number=self._chosen))

    def _changed(self, state: ModelState, number: int) -> str:
        """What is told of a version without a note."""
        words = changed_words(state.versions, number).to(self._language)
        return words or (self.tr("现在的模型") if number == state.number else "")

    def _lines(self, found: Sequence[Difference]) -> list[DifferenceLine]:
        nothing = self.tr("无")
        return [
            DifferenceLine(
                d.what.to(self._language),
                d.before.to(self._language) or nothing,
                d.after.to(self._language) or nothing,
            )
            for d in found
        ]

    def _choose(self, number: object) -> None:
        assert isinstance(number, int)
        self._chosen = number
        self._fill()

    def _ask(self) -> None:
        self.restore_asked.emit(self._chosen)
