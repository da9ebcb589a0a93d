"""One segment in the settings: its numbers, its resources, and a menu to rename or remove it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.plain_table import Problem, cell
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.settings_segments import Part, SegmentLine, Segments
    from csmdesk.ui.panes.settings.work import SettingsWork

NAME, ACCOUNTS, DAYS, MENU = 92, 40, 76, 30


class SegmentRow(QWidget):
    """``rename_asked(name)`` and ``remove_asked(name)`` come from its menu; all else is kept at once."""

    rename_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, theme: Theme, name: str, segments: Segments, work: SettingsWork) -> None:
        super().__init__()
        self._name = name
        self._segments = segments
        self._work = work
        self._count = cell(theme, "", ACCOUNTS, role="t2", align="right")
        self.cadence = ValueField(theme, self.tr("{name} 触达间隔，天").format(name=name), width=DAYS)
        self.start = ValueField(
            theme, self.tr("{name} 到期前启动续约，天").format(name=name), width=DAYS, hint="—"
        )
        self.resources = ValueField(
            theme,
            self.tr("{name} 投入的资源").format(name=name),
            right=False,
            hint=self.tr("如 每季一次 QBR"),
        )
        self._parts: dict[ValueField, Part] = {
            self.cadence: "cadence_days",
            self.start: "renewal_start_days",
            self.resources: "resources",
        }
        self.menu = Button(theme, kind="flat", icon="more")
        self.menu.setAccessibleName(self.tr("{name} 更多").format(name=name))
        self.menu.setFixedWidth(MENU)
        choices = Menu(theme)
        self._rename = choices.addAction(self.tr("改名…"))
        self._remove = choices.addAction(self.tr("删除…"))
        choices.triggered.connect(self._choose)
        self.menu.set_menu(choices)
        self.problem = Problem(theme)
        label = cell(theme, name, NAME, bold=True)
        label.setToolTip(name)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        for widget in (label, self._count, self.cadence, self.start):
            row.addWidget(widget)
        row.addWidget(self.resources, 1)
        row.addWidget(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(Line(theme))
        for field in self._parts:
            field.committed.connect(self._commit)
            field.typing.connect(self._clear)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, from left to right."""
        return [self.cadence.edit, self.start.edit, self.resources.edit, self.menu]

    def show_line(self, line: SegmentLine, *, writable: bool) -> None:
        """Show what is kept of the segment."""
        self._count.setText(f"{line.accounts:,}")
        self.cadence.set_hint(str(line.default_cadence))
        values = {
            self.cadence: "" if line.cadence_days is None else str(line.cadence_days),
            self.start: "" if line.renewal_start_days is None else str(line.renewal_start_days),
            self.resources: line.resources,
        }
        for field, value in values.items():
            field.show_value(value)
            field.edit.setReadOnly(not writable)
        if not any(field.invalid for field in values):
            self.problem.say("")
        why = self.tr("“高价值”也按收入自动认定，不能改名或删除") if line.fixed else ""
        self.menu.set_why_not(why or ("" if writable else self.tr("客户书以只读方式打开")))
        self._remove.setText(self.tr("删除…") if line.accounts else self.tr("删除"))

    def _commit(self, typed: str) -> None:
        field = self.sender()
        assert isinstance(field, ValueField)
        change = partial(self._segments.set, self._name, self._parts[field], typed)
        self._work.change(self, change, partial(self._refuse, field))

    def _refuse(self, field: ValueField, sentence: str) -> None:
        field.set_invalid(True)
        self.problem.say(sentence)

    def _clear(self) -> None:
        self.problem.say("")

    def _choose(self, action: object) -> None:
        if action is self._rename:
            self.rename_asked.emit(self._name)
        else:
            self.remove_asked.emit(self._name)
