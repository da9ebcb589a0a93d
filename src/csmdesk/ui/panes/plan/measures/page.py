"""The page of metrics: every metric of the registry at the left, the current one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes import NOW, Page
from csmdesk.ui.panes.plan.measures.beside import MeasureBeside
from csmdesk.ui.panes.plan.measures.export import MeasureExport
from csmdesk.ui.panes.plan.measures.head import MeasuresHead
from csmdesk.ui.panes.plan.measures.painter import MeasurePainter
from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.panes.plan.measures.rows import (
    MeasureRow,
    by_family,
    family_names,
    measure_columns,
    measure_rows,
    read_out,
)
from csmdesk.ui.panes.plan.measures.team_edit import TeamEdit
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.split import Split

_SHARE, _LEAST, _BESIDE = 0.46, 360, 400
"""The list takes nearly half of the width until the user moves the line; the least widths of both sides."""

KEYS = {
    "Alt+1": "trend",
    "Alt+2": "definition",
    "Alt+3": "rows",
    "Alt+4": "compare",
    "/": "filter",
    "Alt+F": "chip",
    "E": "team",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""


class MeasuresPage(Page):
    """All is read beside the window; a metric's own part is read when it is seen."""

    def __init__(self, tools: PlanTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        theme = tools.theme
        self._wanted = ""
        self.reading = Reading(tools, self)
        self.model: RowModel[MeasureRow] = RowModel(measure_columns(None, tools.language), read_out, self)
        self.view = RowView(theme, self.model, MeasurePainter(theme))
        self.view.setAccessibleName(self.tr("指标"))
        self.view.set_action_keys(frozenset({"E"}))
        self.model.set_grouping(by_family(family_names(tools.language)))
        self.head = MeasuresHead(theme, tools.language)
        self.export = MeasureExport(tools.tasks, self)
        self.beside = MeasureBeside(self.reading, self.export)
        self.team = TeamEdit(tools, self.view, self.model, self._place_of, self._typed_of)
        self.split = Split(theme)
        self.empty = EmptyState(
            theme,
            self.tr("还没有客户。"),
            self.tr("导入客户、合同和回款的表，指标会自己算出来，每个数都能打开看依据。"),
            self.tr("导入文件夹…"),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._no_hit = EmptyState(
            self._tools.theme, self.tr("没有符合的指标。"), self.tr("按 Esc 清除筛选。"), top=16
        )
        place = QWidget()
        self._hits = QStackedLayout(place)
        self._hits.addWidget(self.view)
        self._hits.addWidget(self._no_hit)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Line(self._tools.theme))
        column.addWidget(place, 1)
        left.setMinimumWidth(_LEAST)
        self.beside.setMinimumWidth(_BESIDE)
        self.split.addWidget(left)
        self.split.addWidget(self.beside)
        self.split.share(0, _SHARE, _LEAST)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.split)
        self._pages.addWidget(self.empty)

    def _connect(self) -> None:
        self.reading.listed.connect(self._show_list)
        self.reading.followed.connect(self._fill)
        self.head.field.filtered.connect(self._filter)
        self.head.field.entered.connect(self._to_list)
        self.head.field.escaped.connect(self._to_list)
        self.head.scoped.connect(self._scope)
        self.head.write.clicked.connect(self.write_list)
        self.view.typed.connect(self.head.field.type_on)
        self.view.current_changed.connect(self._choose)
        self.view.figure_opened.connect(self._open_figure)
        self.view.opened.connect(self._enter)
        self.team.said.connect(self.said)
        self.export.said.connect(self.said)
        self.beside.said.connect(self.said)
        self.beside.chosen.connect(self.show_metric)
        self.beside.opened.connect(self.open_asked)
        self.beside.left.connect(self._to_list)
        self.empty.acted.connect(self.import_asked)

    # --- what has been read ---------------------------------------------------------------------------------

    def _show_list(self) -> None:
        shown = self.reading.list
        assert shown is not None
        self._pages.setCurrentWidget(self.empty if shown.new else self.split)
        self.head.set_choices(shown.segments, shown.industries, shown.home)
        self._fill()
        if self._wanted or not self.view.key:
            self.show_metric(self._wanted or shown.lines[0].key)

    def _fill(self) -> None:
        shown = self.reading.list
        if shown is None:
            return
        self.model.columns = tuple(measure_columns(shown.titles, self._tools.language))
        self.model.set_rows(measure_rows(shown.lines, self.reading.before, self.reading.sparks))
        self._show_hits()

    def _show_hits(self) -> None:
        self._hits.setCurrentWidget(self.view if self.model.shown_count else self._no_hit)

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self._show_hits()
        if self.model.shown_count and self.model.position_of(self.view.key) < 0:
            self.view.select_first()

    def _scope(self) -> None:
        self.reading.set_scope(self.head.scope)

    # --- the current metric ---------------------------------------------------------------------------------

    def _key_of(self, number: int) -> str:
        row = self.model.row_of(number)
        return "" if row is None else row.line.key

    def _choose(self, number: int) -> None:
        key = self._key_of(number)
        if key:
            self.reading.choose(key)

    def show_metric(self, key: str) -> None:
        """Make a metric the current one; before the list has come it is so then."""
        shown = self.reading.list
        if shown is None:
            self._wanted = key
            return
        self._wanted = ""
        line = next((line for line in shown.lines if line.key == key), None)
        if line is None:
            return
        if self.model.position_of(line.id) < 0:
            self.head.field.set_text("")
        self.view.set_key(line.id)
        self.reading.choose(key)

    def _open_figure(self, number: int, _column: str, place: QRect) -> None:
        self.beside.evidence.open(self._key_of(number), place)

    def _enter(self, number: int) -> None:
        """Enter on a metric goes into what is beside."""
        self._choose(number)
        self.beside.stops()[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_of(self, number: int) -> tuple[str, str]:
        return self._key_of(number), self.reading.period

    def _typed_of(self, number: int) -> str:
        from csmdesk.services.typed_amount import typed

        row = self.model.row_of(number)
        return "" if row is None or row.line.team is None else typed(row.line.team, row.line.unit)

    # --- what is done ---------------------------------------------------------------------------------------

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_filter(self) -> None:
        """Go to the filter."""
        self.head.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.edit.selectAll()

    def type_team(self) -> None:
        """Type the team's number of the current metric, in the list where its column is shown."""
        if not self.team.edit(self.view.key):
            self.beside.edit_team()

    def write_list(self) -> None:
        """Write the metrics that are listed over the periods that are compared."""
        if self.reading.list is None:
            return
        name = self.tr("指标 {period}").format(period=self.reading.period)
        keys = [row.line.key for row in self.model.shown]
        periods = self.beside.compare.periods
        self.export.write_measures(name, self._tools, self.reading.asked, periods, keys)

    # --- the contract of a page -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def open(self, kind: str, key: int) -> bool:
        from csmdesk.metrics.registry import definitions

        if kind != "metric" or not 1 <= key <= len(definitions()):
            return False
        self.show_metric(list(definitions())[key - 1])
        return True

    def stops(self) -> list[QWidget]:
        if self._pages.currentWidget() is self.empty:
            return [self.empty]
        return [self.view, *self.beside.stops()]

    def actions(self) -> list[Action]:  # type: ignore[override]
        fixed = self._tools.read_only
        parts = {
            "trend": self.tr("走势"),
            "definition": self.tr("口径"),
            "rows": self.tr("明细"),
            "compare": self.tr("期间对比"),
        }
        shown = self.reading.list
        line = None if shown is None else next((x for x in shown.lines if x.key == self.reading.key), None)
        of = "" if line is None else self.tr("：{name}").format(name=line.name)
        return [
            *(
                Action(
                    f"plan.part.{key}", words + of, partial(self.beside.show_part, key), f"Alt+{n}", "plan"
                )
                for n, (key, words) in enumerate(parts.items(), start=1)
            ),
            Action("plan.team", self.tr("填团队数") + of, self.type_team, "E", "person", fixed),
            Action("plan.filter", self.tr("筛选指标"), self.to_filter, "/", "filter"),
            Action("plan.chip", self.tr("下一个筛选条件"), self.head.chips.next_chip, "Alt+F", "filter"),
            Action("plan.list", self.tr("导出指标列表"), self.write_list, "", "export"),
            *self.beside.trend.actions_of(),
        ]

    def save_state(self) -> dict[str, str]:
        return {
            "key": self.reading.key or self._wanted,
            "sizes": self.split.sizes_text,
            **{f"{NOW}{name}": value for name, value in self.head.save_state().items()},
            **self.beside.save_state(),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        self._wanted = state.get("key", "")
        self.split.set_sizes_text(state.get("sizes", ""))
        self.head.restore_state(
            {name.removeprefix(NOW): value for name, value in state.items() if name.startswith(NOW)}
        )
        self.reading.scope = self.head.scope
        self.beside.restore_state(state)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        act = KEYS.get(pressed, "")
        if pressed == "Esc" and self.head.clear():
            self._to_list()
        elif act in self.beside.parts:
            self.beside.show_part(act)
        elif act == "filter":
            self.to_filter()
        elif act == "chip":
            self.head.chips.next_chip()
        elif act == "team":
            self.type_team()
        else:
            super().keyPressEvent(event)
