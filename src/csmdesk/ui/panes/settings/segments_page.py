"""分层: the segments with their cadence, the start of renewal talks and their resources."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.metrics.display import half_up
from csmdesk.services.settings_rules import Area
from csmdesk.services.settings_values import decimal
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.rules_page import RuleRow, rule_rows
from csmdesk.ui.panes.settings.segment_row import ACCOUNTS, DAYS, MENU, NAME, SegmentRow
from csmdesk.ui.panes.settings.segment_sheets import RemoveSheet, RenameSheet, SegmentSheet
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.plain_table import Problem, heads
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.settings import Settings, SettingsState
    from csmdesk.services.settings_segments import HighValue, SegmentLine
    from csmdesk.ui.panes.settings.work import SettingsWork


class SegmentsPage(SettingsPage):
    """A line for each segment, one to add another, and the rules that hold for all."""

    def __init__(self, theme: Theme, settings: Settings, work: SettingsWork) -> None:
        super().__init__(theme)
        self._settings = settings
        self._work = work
        self._period: tuple[str, date | None] | None = None
        self._lines: tuple[SegmentLine, ...] = ()
        self.rows: dict[str, SegmentRow] = {}
        self.rules: dict[str, RuleRow] = {}
        self._sheet: SegmentSheet | None = None
        self.add_group(self.tr("分层"))
        self.column.addWidget(self._head())
        self.column.addWidget(Line(theme, "line2"))
        self._place = QWidget()
        self._list = QVBoxLayout(self._place)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.column.addWidget(self._place)
        self.add_note(
            self.tr("间隔和启动都以天计；续约启动是合同到期前多少天开始谈。空着的间隔用灰色的默认值。")
        )
        self._add_line()
        for area, rows in rule_rows(theme, [Area.SEGMENTS], settings, work):
            self.add_group(area.text.to(work.language))
            for row in rows:
                self.add_row(row)
                self.rules[row.key] = row
        self._high = self.add_note("")

    def _head(self) -> QWidget:
        columns = (
            (self.tr("名称"), NAME, "left"),
            (self.tr("客户"), ACCOUNTS, "right"),
            (self.tr("触达间隔"), DAYS, "right"),
            (self.tr("续约启动"), DAYS, "right"),
            (self.tr("投入的资源"), 0, "left"),
        )
        return heads(self.theme, columns, end=MENU + 12)

    def _add_line(self) -> None:
        self.new = ValueField(
            self.theme,
            self.tr("新分层的名称"),
            width=NAME + ACCOUNTS + 12,
            right=False,
            hint=self.tr("新分层"),
        )
        self.add = Button(self.theme, self.tr("添加"), icon="plus")
        self.problem = Problem(self.theme)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 2)
        row.setSpacing(12)
        row.addWidget(self.new)
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.problem)
        self.new.edit.entered.connect(self._add)
        self.new.typing.connect(self._clear)
        self.add.clicked.connect(self._add)

    # --- what it shows --------------------------------------------------------------------------------------

    def show_state(self, state: SettingsState) -> None:
        self._lines = state.segments
        if [line.name for line in state.segments] != list(self.rows):
            self._make_rows(state.segments)
        for line in state.segments:
            self.rows[line.name].show_line(line, writable=state.writable)
        for key, row in self.rules.items():
            row.show_value(state.value(key), own=key in state.own, writable=state.writable)
        self.new.setEnabled(state.writable)
        self.add.setEnabled(state.writable)
        self._read_share()

    def _make_rows(self, lines: tuple[SegmentLine, ...]) -> None:
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {}
        for line in lines:
            row = SegmentRow(self.theme, line.name, self._settings.segments, self._work)
            row.rename_asked.connect(self._ask_name)
            row.remove_asked.connect(self._remove)
            self._list.addWidget(row)
            self.rows[line.name] = row
        # The order of Tab is the order in which they were made: what stands below comes after them.
        before: QWidget = self._place
        for widget in [
            *(stop for row in self.rows.values() for stop in row.stops()),
            self.new.edit,
            self.add,
        ]:
            QWidget.setTabOrder(before, widget)
            before = widget

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period = (period, as_of)
        self._read_share()

    def come_in(self) -> None:
        self._read_share()

    def _read_share(self) -> None:
        """Which accounts the revenue makes 高价值: counted only while the section is seen."""
        if self._period is not None and self.isVisible():
            period, as_of = self._period
            high_value = partial(self._settings.segments.high_value, period, as_of)
            self._work.read(self, high_value, self._show_share, slot="high value")

    def _show_share(self, found: HighValue) -> None:
        if found.share is None:
            self._high.setText(self.tr("还没有年化金额，所以没有客户按收入算高价值。"))
            return
        words = self.tr(
            "截至 {day}，最大的 {n} 个客户带来年化金额的 {share}，其中 {free} 个没有分层，算作高价值。"
        )
        share = f"{decimal(half_up(found.share * 100, 1))}%"
        self._high.setText(
            words.format(
                day=found.closing.isoformat(), n=found.accounts, share=share, free=found.without_segment
            )
        )

    # --- adding, renaming, removing -------------------------------------------------------------------------

    def _add(self) -> None:
        name = self.new.text
        if name.strip():
            self._work.change(self, partial(self._settings.segments.add, name), self._refuse, self.new.clear)
        else:
            self.new.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.new.set_invalid(True)
        self.problem.say(sentence)

    def _clear(self) -> None:
        self.problem.say("")

    def _ask_name(self, name: str) -> None:
        sheet = RenameSheet(self.theme, self.window(), self._line(name), self._settings.segments, self._work)
        self._open(sheet)

    def _remove(self, name: str) -> None:
        """Remove at once what nobody uses; else ask where the accounts go."""
        line = self._line(name)
        if not line.accounts:
            self._work.change(self, partial(self._settings.segments.remove, name), self._say)
            return
        others = [other.name for other in self._lines if other.name != name]
        sheet = RemoveSheet(self.theme, self.window(), line, others, self._settings.segments, self._work)
        self._open(sheet)

    def _line(self, name: str) -> SegmentLine:
        return next(line for line in self._lines if line.name == name)

    def _open(self, sheet: SegmentSheet) -> None:
        self._sheet = sheet
        sheet.open()

    @property
    def sheet(self) -> SegmentSheet | None:
        """The sheet that was opened last."""
        return self._sheet

    def _say(self, sentence: str) -> None:
        self._work.said.emit(sentence, False)
