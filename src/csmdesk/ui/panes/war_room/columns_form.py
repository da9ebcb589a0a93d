"""The sheet with the columns of the board: their names, their order, how much may be in work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.fields import FieldError
from csmdesk.ui.panes.war_room.states import ring_of
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.ring import TaskRing
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csmdesk.domain.text import Language
    from csmdesk.services.board_columns import BoardColumn
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem
    from csmdesk.ui.theme import Theme

_WIDTH, _LIMIT = 520, 96
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnRow(QWidget):
    """One column: its name, its limit, and buttons that move it; ``step_asked(-1 | 1)``, also Alt+↑ and ↓."""

    step_asked = Signal(int)

    def __init__(self, theme: Theme, column: BoardColumn, language: Language) -> None:
        super().__init__()
        from csmdesk.services.board_columns import NAMES

        self.column = column
        usual = NAMES[column.key].to(language)
        self.name = FormField(theme, self.tr("列名"))
        self.name.edit.setPlaceholderText(usual)
        self.name.set_text(column.own_name)
        self.limit = FormField(theme, self.tr("上限"))
        self.limit.edit.setPlaceholderText(self.tr("不限"))
        self.limit.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.limit.set_text("" if column.limit is None else str(column.limit))
        self.limit.setFixedWidth(_LIMIT)
        self.name.edit.setAccessibleName(self.tr("{column}列名").format(column=usual))
        self.limit.edit.setAccessibleName(self.tr("{column}上限").format(column=usual))
        self.back = Button(theme, kind="flat", icon="left")
        self.on = Button(theme, kind="flat", icon="right")
        self.back.setAccessibleName(self.tr("{column}往左移").format(column=usual))
        self.on.setAccessibleName(self.tr("{column}往右移").format(column=usual))
        self.back.setToolTip(self.tr("往左移 Alt ↑"))
        self.on.setToolTip(self.tr("往右移 Alt ↓"))
        self.back.clicked.connect(self._back)
        self.on.clicked.connect(self._on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_below_name(TaskRing(theme, ring_of(column.key)), 28), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.limit, 0, Qt.AlignmentFlag.AlignTop)
        moves = QWidget()
        pair = QHBoxLayout(moves)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(0)
        pair.addWidget(self.back)
        pair.addWidget(self.on)
        row.addWidget(_below_name(moves, 22), 0, Qt.AlignmentFlag.AlignTop)

    def _back(self) -> None:
        self.step_asked.emit(-1)

    def _on(self) -> None:
        self.step_asked.emit(1)

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Say which way it can still be moved."""
        self.back.set_why_not(self.tr("已经是第一列") if first else "")
        self.on.set_why_not(self.tr("已经是最后一列") if last else "")

    def typed(self) -> BoardColumn:
        """The column as it stands in the row; raises ValueError for a limit that is no number."""
        limit = self.limit.text.strip()
        own = self.name.text.strip()
        return self.column._replace(own_name=own, limit=int(limit) if limit else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self.step_asked.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _below_name(widget: QWidget, top: int) -> QWidget:
    """``widget`` beside the fields, which have a name above."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, top, 0, 0)
    column.addWidget(widget)
    return holder


class ColumnsForm(Sheet):
    """Keeps the columns when it is accepted, and is gone then; ``said`` is what was done."""

    said = Signal(str, bool)

    def __init__(self, tools: WarTools, host: QWidget, columns: Sequence[BoardColumn]) -> None:
        super().__init__(tools.theme, host, self.tr("看板的列"), width=_WIDTH)
        self._tools = tools
        self.rows = [ColumnRow(tools.theme, column, tools.language) for column in columns]
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        for row in self.rows:
            row.step_asked.connect(self._step)
            row.name.entered.connect(self.accept)
            row.limit.entered.connect(self.accept)
            self._lines.addWidget(row)
        self.body.addLayout(self._lines)
        note = self.tr("名称留空就用平常的名字，上限留空就不限。超出上限仍可移动，只是这一列的数量会变黄。")
        self.body.addWidget(Label(tools.theme, note, scale="small", role="t3", wrap=True))
        self.set_buttons(self.tr("保存"))
        self.accepted.connect(self._save)
        self.rejected.connect(self.deleteLater)
        self._name_ends()

    def _name_ends(self) -> None:
        for place, row in enumerate(self.rows):
            row.set_ends(first=place == 0, last=place == len(self.rows) - 1)

    def _step(self, by: int) -> None:
        row = self.sender()
        assert isinstance(row, ColumnRow)
        self.move_row(self.rows.index(row), by)

    def move_row(self, place: int, by: int) -> None:
        """Move a column one place to the left (-1) or to the right (1)."""
        to = place + by
        if not 0 <= to < len(self.rows):
            return
        focus = QApplication.focusWidget()
        row = self.rows.pop(place)
        self.rows.insert(to, row)
        self._lines.removeWidget(row)
        self._lines.insertWidget(to, row)
        self._name_ends()
        # The button under the finger may just have become impossible.
        if focus is not None and self.isAncestorOf(focus) and focus.isEnabled():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        wanted = []
        for row in self.rows:
            row.name.set_problem("")
            row.limit.set_problem("")
        for row in self.rows:
            try:
                wanted.append(row.typed())
            except ValueError:
                row.limit.set_problem(self.tr("写一个数"))
                row.limit.setFocus()
                return
        self.primary.setEnabled(False)
        change = partial(self._tools.source.board.set_columns, wanted)
        self._tools.tasks.command(self, lambda _: change(), self._end, failed=self._refuse)

    def _end(self, changes: object) -> None:
        if not getattr(changes, "empty", True):
            self.said.emit(self.tr("看板的列已保存"), True)
        self.close_sheet()
        self.deleteLater()

    def _refuse(self, problem: Problem) -> None:
        self.primary.setEnabled(True)
        sentence = problem.text.to(self._tools.language)
        to_blame = problem.error.field if isinstance(problem.error, FieldError) else ""
        for row in self.rows:
            for field, kind in ((row.name, "name"), (row.limit, "limit")):
                if to_blame == f"{kind}_{row.column.key}":
                    field.set_problem(sentence)
                    field.setFocus()
                    return
        self.rows[0].name.set_problem(sentence)
