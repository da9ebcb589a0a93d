"""What pasting a block of cells would change, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import SIZE, StatusShape, draw_shape
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.paste import PasteCell, PastePlan

_MOST = 400
"""So many lines are shown; a sentence says how many more there are."""

_WHOSE, _FIELD, _GAP = 132, 76, 12


class _Line(NamedTuple):
    """A cell that changes, or that cannot; ``whose`` names its row."""

    whose: str
    field: str
    old: str
    new: str
    problem: str


class PasteLines(RowList):
    """One line a cell: its row, field, what stands there, what comes; a problem in red with its reason."""

    row_height = 28
    separators = True
    spoken = ("whose", "field", "old", "new", "problem")

    def draw(self, painter: QPainter, item: _Line, box: QRect) -> None:
        """Draw a line; the reason takes what is left."""
        theme = self.theme
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = theme.metrics()

        def write(text: str, x: int, width: int, role: str, *, bold: bool = False) -> int:
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme.colour(role))
            shown = theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(x, box.top(), width, box.height()), middle, shown)
            return theme.metrics(bold=bold).horizontalAdvance(shown)

        x = box.left()
        write(item.whose, x, _WHOSE - _GAP, "t1", bold=True)
        x += _WHOSE
        write(item.field, x, _FIELD - _GAP, "t3")
        x += _FIELD
        room = box.right() - x
        old = item.old or "—"
        x += write(old, x, room // 3, "t3") + 8
        x += write("→", x, metrics.horizontalAdvance("→"), "t3") + 8
        most = box.right() - x if not item.problem else (box.right() - x) // 3
        x += write(item.new or "—", x, most, "redt" if item.problem else "t1") + _GAP
        if item.problem:
            draw_shape(painter, theme, "red", x, box.center().y() - SIZE / 2 + 1)
            x += SIZE + 6
            write(item.problem, x, box.right() - x, "redt")


class PasteSheet(Sheet):
    """The preview; ``accepted`` writes the cells without a problem.

    Where a block may go in several ``ways`` the user picks one: ``way_chosen(key)`` asks for another plan.
    """

    way_chosen = Signal(str)

    def __init__(self, theme: Theme, host: QWidget, language: Language) -> None:
        super().__init__(theme, host, "", width=720)
        self._language: Language = language
        self._said = Label(theme, role="t2", wrap=True)
        self._shape = StatusShape(theme)
        self._warned = Label(theme, role="redt", wrap=True)
        self._lines = PasteLines(theme)
        self._more = Label(theme, scale="small", role="t3")
        self._ways: Segmented | None = None
        warning = QHBoxLayout()
        warning.setSpacing(6)
        warning.addWidget(self._shape)
        warning.addWidget(self._warned, 1)
        self.body.addWidget(self._said)
        self.body.addLayout(warning)
        self.body.addWidget(self._lines)
        self.body.addWidget(self._more)

    def set_ways(self, ways: Sequence[tuple[str, str]], way: str) -> None:
        """Offer several ways to put the block into the list; ``way`` is the one that is shown."""
        if self._ways is None:
            self._ways = Segmented(self._theme, ways, self.tr("粘贴方式"))
            self._ways.chosen.connect(self.way_chosen)
            self.body.insertWidget(0, self._ways, 0, Qt.AlignmentFlag.AlignLeft)
        self._ways.set_key(way)

    @property
    def ways(self) -> Segmented | None:
        """The choice of ways, once there has been one."""
        return self._ways

    def show_plan(self, plan: PastePlan) -> None:
        """Show what the plan would do: problems first, then the changes in the order of the block."""
        if plan.adds:
            self._show_new(plan)
            return
        bad = [cell for cell in plan.cells if cell.problem is not None]
        changing = [cell for cell in plan.cells if cell.problem is None and cell.old != cell.new]
        same = len(plan.cells) - len(bad) - len(changing)
        self.set_title(self.tr("粘贴 {rows} 行 × {columns} 列").format(rows=plan.rows, columns=plan.columns))
        parts = [self.tr("改 %n 格", "", len(changing))]
        if same:
            parts.append(self.tr("%n 格不变", "", same))
        notes = "".join(note.to(self._language) for note in plan.notes)
        self._said.setText(self.tr("{parts}。").format(parts=self.tr("，").join(parts)) + notes)
        self._warned.setText(self.tr("%n 格有问题，不会写入；其余的可以写入。", "", len(bad)) if bad else "")
        self._warned.setVisible(bool(bad))
        self._shape.set_shape("red" if bad else "")
        self._list([*bad, *changing])
        words = (
            self.tr("只写入没问题的 %n 格", "", len(changing))
            if bad
            else self.tr("写入 %n 格", "", len(changing))
        )
        self.set_buttons(words)
        self.primary.set_why_not("" if changing else self.tr("没有可写入的格。"))

    def _show_new(self, plan: PastePlan) -> None:
        """Show new records: the cells with a problem first, then what stands in the others."""
        bad = [cell for cell in plan.cells if cell.problem is not None]
        fine = [cell for cell in plan.cells if cell.problem is None and cell.new]
        added = plan.rows - plan.refused
        self.set_title(self.tr("粘贴 {rows} 行 × {columns} 列").format(rows=plan.rows, columns=plan.columns))
        notes = "".join(note.to(self._language) for note in plan.notes)
        self._said.setText(self.tr("新增 %n 条记录。", "", added) + notes)
        refused = self.tr("%n 行有问题，不会写入；其余的可以写入。", "", plan.refused)
        self._warned.setText(refused if plan.refused else "")
        self._warned.setVisible(bool(plan.refused))
        self._shape.set_shape("red" if plan.refused else "")
        self._list([*bad, *fine])
        self.set_buttons(self.tr("新增 %n 条", "", added))
        self.primary.set_why_not("" if added else self.tr("没有可写入的行。"))

    def _list(self, cells: Sequence[PasteCell]) -> None:
        self._lines.set_items([self._line(cell) for cell in cells[:_MOST]])
        self._more.setText(self.tr("还有 %n 格没有列出。", "", max(0, len(cells) - _MOST)))
        self._more.setVisible(len(cells) > _MOST)

    def _line(self, cell: PasteCell) -> _Line:
        language = self._language
        problem = cell.problem.to(language) if cell.problem is not None else ""
        whose = cell.name or self.tr("第 {n} 行").format(n=cell.row + 1)
        return _Line(whose, cell.field_name.to(language), cell.old, cell.new, problem)

    @property
    def lines(self) -> tuple[_Line, ...]:
        """The lines as they are shown."""
        return self._lines.items
