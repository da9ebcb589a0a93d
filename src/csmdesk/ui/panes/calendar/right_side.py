"""The right side of the calendar: the risk matrix over the track of the current contract."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.calendar_cells import GRADE_RULE, By
from csmdesk.services.evidence import EvidenceLine, FigureView
from csmdesk.ui.panes.calendar.matrix import MatrixShown, RiskMatrix
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.services.evidence import Mark

WIDTH, LEAST = 430, 360

_GRADES: tuple[tuple[str, Mark], ...] = (("red", "red"), ("amber", "yellow"), ("green", "green"))


class MatrixHead(QWidget):
    """What the matrix shows, by what, and how much is open in it; the amount opens the rule of the grades."""

    by_asked = Signal()
    rule_asked = Signal(QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by = Button(theme, kind="flat", small=True, arrow=True)
        self.by.clicked.connect(self.by_asked)
        self._open = Label(theme, role="t2")
        self._value = FigureLabel(theme)
        self._value.opened.connect(self.ask_rule)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(4)
        self._title = Label(theme, self.tr("风险矩阵"), scale="head")
        row.addWidget(self._title)
        row.addWidget(self.by)
        row.addStretch(1)
        row.addWidget(self._open)
        row.addWidget(self._value)
        self.setFixedHeight(PANE_HEAD)

    def show_by(self, words: str) -> None:
        """Say what the columns are."""
        self.by.setText(words)
        self.by.updateGeometry()
        self._share()
        self.by.setAccessibleName(self.tr("风险矩阵：{by}").format(by=words))

    def show_sum(self, words: str, value: str, told: str) -> None:
        """Say what is open."""
        self._open.setText(words)
        self._value.set_text(value)
        self._value.setAccessibleName(told)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        # Where there is no room the count goes: the popover of the amount has it too.
        parts = (self._title, self.by, self._open, self._value)
        needed = sum(part.sizeHint().width() for part in parts) + 2 * INSET + 24
        self._open.setVisible(needed <= self.width())

    @property
    def text(self) -> str:
        """What it says is open."""
        return f"{self._open.text()}{self._value.text}"

    def ask_rule(self) -> None:
        """Ask for the rule of the grades, below the amount."""
        box = self._value.rect()
        self.rule_asked.emit(QRect(self._value.mapToGlobal(box.topLeft()), box.size()))


class RightSide(QWidget):
    """Matrix over track; the track is put in by ``set_track`` once it is needed."""

    def __init__(self, theme: Theme, words: CalendarWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.head = MatrixHead(theme)
        self.matrix = RiskMatrix(theme, words, self.tr("风险矩阵"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.matrix)
        self._column.addSpacing(4)
        self._column.addWidget(Line(theme))
        self._blank = QWidget()
        self._column.addWidget(self._blank, 1)
        self.setMinimumWidth(LEAST)
        self.matrix.hide()

    def set_track(self, track: QWidget) -> None:
        """Put the track below the matrix."""
        self._column.replaceWidget(self._blank, track)
        self._column.setStretchFactor(track, 1)
        self._blank.deleteLater()

    def add(self, panel: QWidget) -> None:
        """Put a panel that may stand in the place of the track below the matrix."""
        self._column.addWidget(panel, 1)

    def show_matrix(self, shown: MatrixShown) -> None:
        """Show another matrix."""
        self.matrix.set_matrix(shown)
        self.matrix.show()
        count, value = contracts(shown.matrix.open), self._words.cell_money(shown.matrix.value)
        told = self.tr("未续 {count}，").format(count=count)
        self.head.show_sum(told, value, f"{told}{value}")

    def by_words(self, by: By, year: int | None, *, this_year: bool) -> str:
        """What the columns of the matrix are called; ``year`` None: contracts of every year."""
        words = self.tr("健康度 × 到期月") if by == "month" else self.tr("健康度 × 距决策日")
        if this_year:
            return words
        which = self.tr("全部") if year is None else str(year)
        return f"{words} · {which}"

    def rule(self) -> FigureView | None:
        """The rule of the grades with what is open of each; None while there is no matrix."""
        shown = self.matrix.shown
        if shown is None:
            return None
        words, lines = self._words, []
        names = {"red": self.tr("红"), "amber": self.tr("黄"), "green": self.tr("绿")}
        cells = [cell for line in shown.matrix.cells for cell in line]
        for grade, mark in _GRADES:
            found = [cell for cell in cells if cell.grade == grade]
            value = sum((cell.value for cell in found), Fraction(0))
            count = contracts(sum(len(cell.ids) for cell in found))
            lines.append(EvidenceLine(names[grade], count, words.cell_money(value), mark=mark))
        done = [cell for cell in cells if cell.done]
        if done:
            value = sum((cell.done_value for cell in done), Fraction(0))
            count = contracts(sum(len(cell.done) for cell in done))
            lines.append(EvidenceLine(self.tr("已了结"), count, words.cell_money(value)))
        if shown.matrix.monthly:
            count = contracts(len(shown.matrix.monthly))
            lines.append(EvidenceLine(self.tr("按月合同"), count, words.cell_money(shown.monthly_value)))
        closing: date = words.closing
        return FigureView(
            "grade",
            self.tr("风险金额"),
            words.cell_money(shown.matrix.value),
            as_of=self.tr("截至 {day}").format(day=closing.isoformat()),
            exact=contracts(shown.matrix.open),
            definition=GRADE_RULE.to(words.language),
            lines=tuple(lines),
            notes=(self.tr("圆点的面积是未续合同的年化金额，底色是评级。"),),
        )

    def to_matrix(self) -> None:
        """Go to the matrix."""
        self.matrix.setFocus(Qt.FocusReason.ShortcutFocusReason)
