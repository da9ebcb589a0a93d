"""A metric in two or more periods: a table and bars; the team's number is typed in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.errors import UserError
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.measures.compare_bars import BARS, CompareBars
from csmdesk.ui.panes.plan.measures.compare_rows import (
    ComparePainter,
    CompareRow,
    compare_columns,
    read_out,
)
from csmdesk.ui.panes.plan.measures.export import MeasureExport
from csmdesk.ui.panes.plan.measures.late_part import LatePart
from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.panes.plan.measures.team_edit import TeamEdit
from csmdesk.ui.tasks import Job, Problem
from csmdesk.ui.theme import CONTROL, INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Compared

_TABLE = 220
"""The table and what stands over it have this height at least."""
_MOST = 12
"""So many bars fit beside each other with their words."""


class ComparePart(LatePart):
    """``opened(metric, place, period)`` asks for the evidence of a value."""

    opened = Signal(str, QRect, str)
    said = Signal(str, bool)

    def __init__(self, reading: Reading, export: MeasureExport, parent: QWidget | None = None) -> None:
        super().__init__(reading, parent)
        self._tools = reading.tools
        theme = self._tools.theme
        self._export = export
        self._reads = False
        """True until what was asked for last has come."""
        self._names: tuple[str, ...] = ()
        self._own: tuple[str, ...] = ()
        """What the user chose to compare; nothing while the usual ones are."""
        self.rows: tuple[Compared, ...] = ()
        self._team_asked = False
        """True while the team's number is to be typed once the periods have come."""
        columns = compare_columns()
        self.model: RowModel[CompareRow] = RowModel(columns, read_out, self)
        self.view = RowView(theme, self.model, ComparePainter(theme, columns))
        self.view.setAccessibleName(self.tr("期间对比"))
        self.bars = CompareBars(theme)
        self.field = LineEdit(theme)
        self.field.setPlaceholderText(self.tr("加期间：2023H2、2024Q1、2024-05"))
        self.field.setAccessibleName(self.tr("加期间"))
        self._frame = FieldFrame(theme, self.field, CONTROL, border="line2")
        self._problem = Label(theme, scale="small", role="redt", wrap=True)
        self.sets = Button(theme, self.tr("成组"), kind="flat", arrow=True)
        self.write = Button(theme, kind="flat", icon="export")
        self._gap = Label(theme, scale="small", role="t3", elide=True)
        self.team = TeamEdit(self._tools, self.view, self.model, self._place_of, self._typed_of)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.write.setToolTip(self.tr("导出对比表"))
        self.write.setAccessibleName(self.tr("导出对比表"))
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET, 10, INSET, 6)
        bar.setSpacing(12)
        bar.addWidget(self._frame, 1)
        bar.addWidget(self.sets)
        bar.addWidget(self.write)
        gap = QHBoxLayout()
        gap.setContentsMargins(INSET, 0, INSET, 0)
        gap.addWidget(self._gap)
        self._problem.setContentsMargins(INSET, 0, INSET, 6)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._problem)
        column.addWidget(self.view, 1)
        column.addWidget(self.bars)
        column.addLayout(gap)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.figure_opened.connect(self._open)
        self.field.entered.connect(self._add_typed)
        self.sets.clicked.connect(self._open_sets)
        self.write.clicked.connect(self.write_table)
        self.team.said.connect(self.said)

    # --- reading --------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the metric in each of the periods."""
        reading, tools = self._reading, self._tools
        if not (reading.key and reading.period):
            return
        self._old, self._reads = False, True
        key, asked, own = reading.key, reading.asked, self._own

        def work(job: Job) -> tuple[Compared, ...]:
            measures = tools.source.measures()
            names = own or measures.periods(asked)
            return measures.compare(key, asked, names, job.check)

        tools.tasks.query(self, work, self._take, slot="compare", failed=self._refuse)

    def _take(self, rows: tuple[Compared, ...]) -> None:
        self.rows, self._reads = rows, False
        self._names = tuple(row.period for row in rows)
        self.model.set_rows([CompareRow(place, one) for place, one in enumerate(rows)])
        self.bars.set_rows(rows[:_MOST])
        self._gap.setText(self._gaps())
        self._gap.setToolTip(self._gap.text())
        self._say_problem("")
        if self._team_asked:
            self.edit_team()

    def _gaps(self) -> str:
        """Which periods have no value, and why: the periods of a reason together."""
        titles: dict[str, list[str]] = {}
        for row in self.rows:
            if row.reason:
                titles.setdefault(row.reason, []).append(row.title)
        comma = self.tr("、")
        words = self.tr("{periods}：{reason}")
        return "  ·  ".join(words.format(periods=comma.join(t), reason=why) for why, t in titles.items())

    def _refuse(self, problem: Problem) -> None:
        self._reads = self._team_asked = False
        if problem.bug:
            self._tools.tasks.failed.emit(problem)
            return
        self._say_problem(problem.text.to(self._tools.language))
        self._own = self._names

    def _say_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._frame.set_invalid(bool(sentence))

    # --- which periods --------------------------------------------------------------------------------------

    @property
    def periods(self) -> tuple[str, ...]:
        """The names of the periods that the user chose; nothing while the usual ones are compared."""
        return self._own

    def set_periods(self, names: Sequence[str]) -> None:
        """Compare these periods; none gives the usual ones back."""
        self._own = tuple(dict.fromkeys(names))
        self._forget()

    def _add_typed(self) -> None:
        typed = [word.strip() for word in re.split("[、，,;；]", self.field.text()) if word.strip()]
        if not typed:
            return
        try:
            names = [name for words in typed for name in self._read_periods(words)]
        except UserError as error:
            self._say_problem(error.text.to(self._tools.language))
            return
        self.field.clear()
        self.set_periods((*self._names, *names))

    def _read_periods(self, words: str) -> list[str]:
        """The names of one or several periods, as they are called or as people say them."""
        from csmdesk.domain.natural_period import natural_period
        from csmdesk.domain.period import parse_period

        shown = self._reading.list
        start = 1 if shown is None else shown.fiscal_start
        day = parse_period(self._reading.period, start).end
        said = natural_period(words, day, start, near=day)
        if said is not None:
            return [said.name]
        found = []
        for word in words.split():
            one = natural_period(word, day, start, near=day) or parse_period(word.upper(), start)
            found.append(one.name)
        return found

    def _open_sets(self) -> None:
        menu = Menu(self._tools.theme, self)
        for words, names in self._sets().items():
            menu.addAction(words, partial(self.set_periods, names))
        menu.addSeparator()
        menu.addAction(self.tr("本期、上期、上年同期"), partial(self.set_periods, ()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.sets.mapToGlobal(self.sets.rect().bottomLeft()))

    def _sets(self) -> dict[str, tuple[str, ...]]:
        """Periods that go together, with the one that is shown as the last."""
        from csmdesk.domain.period import half_year_of, parse_period

        shown = self._reading.list
        start = 1 if shown is None else shown.fiscal_start
        own = parse_period(self._reading.period, start)
        half = half_year_of(own.end, start)
        year = parse_period(half.name[:4], start)
        quarters = [parse_period(f"{year.name}Q{n}", start) for n in (1, 2, 3, 4)]
        return {
            self.tr("四个半年"): tuple(half.shifted(-back).name for back in range(4)),
            self.tr("{year} 各季度").format(year=year.name): tuple(p.name for p in quarters),
            self.tr("本期各月"): tuple(month.name for month in own.month_list()),
            self.tr("今年与去年"): (year.name, year.shifted(-1).name),
        }

    def remove(self) -> None:
        """Leave the current period out; the first one that is left is compared with."""
        key = self.view.key
        if 0 <= key < len(self._names) and len(self._names) > 1:
            self.set_periods([name for place, name in enumerate(self._names) if place != key])

    # --- a row ----------------------------------------------------------------------------------------------

    def _place_of(self, key: int) -> tuple[str, str]:
        return self._reading.key, self.rows[key].period

    def _typed_of(self, key: int) -> str:
        from csmdesk.services.typed_amount import typed

        one = self.rows[key]
        line = self._reading.measure.line if self._reading.measure is not None else None
        return "" if one.team is None or line is None else typed(one.team, line.unit)

    def edit_team(self) -> None:
        """Type the team's number of the period that is shown."""
        self._team_asked = self._reads
        if not self._team_asked and self.rows:
            shown = next((i for i, row in enumerate(self.rows) if row.period == self._reading.period), 0)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.team.edit(shown)

    def _open(self, key: int, _column: str, place: QRect) -> None:
        self.opened.emit(self._reading.key, place, self.rows[key].period)

    def write_table(self) -> None:
        """Write the metric in these periods."""
        reading, measure = self._reading, self._reading.measure
        if not self.rows or measure is None:
            return
        name = self.tr("{name} 期间对比").format(name=measure.line.name)
        self._export.write_measures(name, self._tools, reading.asked, self._names, [measure.line.key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        # In little height the table is of more use.
        self.bars.setFixedHeight(max(0, min(BARS, self.height() - _TABLE)))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.view.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)
