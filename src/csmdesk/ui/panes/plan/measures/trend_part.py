"""The trend of a metric: its chart, what is pointed at in words, how many months, and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.panes.plan.measures.export import MeasureExport
from csmdesk.ui.panes.plan.measures.late_part import LatePart
from csmdesk.ui.panes.plan.measures.plot_loading import ClassMaker, loaded
from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.tasks import Job
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Trend, TrendPoint
    from csmdesk.ui.panes.plan.measures.chart import TrendChart

_GAP = "   "
"""Between two things that are said of a month."""

SPANS = ("12", "24", "36")
"""Of how many months a trend can be."""


class TrendPart(LatePart):
    """Reads the trend when it is shown; the chart's library is loaded with the first one."""

    def __init__(self, reading: Reading, export: MeasureExport, parent: QWidget | None = None) -> None:
        super().__init__(reading, parent)
        self._tools = reading.tools
        self._theme = reading.tools.theme
        self._export = export
        self._ready = loaded()
        """False until the chart's library can be loaded beside the window."""
        self._maker: ClassMaker | None = None
        self.chart: TrendChart | None = None
        self.span = Segmented(
            self._theme,
            [(span, self.tr("{n} 年").format(n=int(span) // 12)) for span in SPANS],
            self.tr("时间"),
        )
        self.before = Check(self._theme, self.tr("上年同月"))
        self.team = Check(self._theme, self.tr("团队"))
        self.whole = Button(self._theme, self.tr("还原"), kind="flat", hint="0")
        self.write = Button(self._theme, kind="flat", icon="export")
        self._month = Label(self._theme, bold=True)
        self._parts: list[str] = []
        """All that is said of the month."""
        self._told = Label(self._theme, role="t2", elide=True)
        self._gaps = Label(self._theme, scale="small", role="t3", elide=True)
        self._place = QVBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.before.setChecked(True)
        self.team.setChecked(True)
        self.whole.setToolTip(self.tr("显示全部月份"))
        self.write.setToolTip(self.tr("导出图表或数值"))
        self.write.setAccessibleName(self.tr("导出图表或数值"))
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.span)
        bar.addWidget(self.before)
        bar.addWidget(self.team)
        bar.addStretch(1)
        bar.addWidget(self.write)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(self._month)
        told.addWidget(self._told, 1)
        told.addWidget(self.whole)
        self.whole.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 10, INSET, 10)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addLayout(told)
        column.addLayout(self._place, 1)
        column.addWidget(self._gaps)

    def _connect(self) -> None:
        self.span.chosen.connect(self._read_span)
        self.before.toggled.connect(self._show_lines)
        self.team.toggled.connect(self._show_lines)
        self.whole.clicked.connect(self.show_all)
        self.write.clicked.connect(self._open_menu)

    # --- reading --------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the trend of the current metric."""
        reading, tools = self._reading, self._tools
        if not (reading.key and reading.period):
            return
        self._old = False
        if not self._ready:
            if self._maker is None:
                self._maker = ClassMaker(self, self._begin)
            return
        key, asked, count = reading.key, reading.asked, int(self.span.key)

        def work(job: Job) -> Trend:
            from csmdesk.ui.panes.plan.measures import plot

            plot.load()
            import csmdesk.ui.panes.plan.measures.chart  # noqa: F401 - not in the window's thread

            return tools.source.measures().trend(key, asked, count, job.check)

        tools.tasks.query(self, work, self._take, slot="trend")

    def _read_span(self, _: str) -> None:
        self.read()

    def _begin(self) -> None:
        self._ready, self._maker = True, None
        self.read()

    def _take(self, trend: Trend) -> None:
        if trend.key != self._reading.key:
            return
        if self.chart is None:
            from csmdesk.ui.panes.plan.measures.chart import TrendChart

            self.chart = TrendChart(self._theme, self._tools.language)
            self.chart.pointed.connect(self._tell)
            self.chart.ranged.connect(self._show_whole)
            self._place.addWidget(self.chart)
            self.setFocusProxy(self.chart)
            self._show_lines()
        self.chart.set_trend(trend)
        self.before.setEnabled(any(point.before is not None for point in trend.points))
        self.team.setEnabled(any(point.team is not None for point in trend.points))
        self._gaps.setText("  ·  ".join(filter(None, (trend.note, trend.gaps))))
        self._gaps.setToolTip(self._gaps.text())
        self._tell(self.chart.place)

    @property
    def trend(self) -> Trend | None:
        """What is shown."""
        return None if self.chart is None else self.chart.trend

    # --- what is pointed at ---------------------------------------------------------------------------------

    def _tell(self, place: int) -> None:
        """Say what the month is; without one the newest that has a value."""
        trend = self.trend
        if trend is None or not trend.points:
            return
        known = [at for at, point in enumerate(trend.points) if point.value is not None]
        point = trend.points[place if place >= 0 else known[-1] if known else -1]
        self._month.setText(f"{point.title}  {point.words or '—'}")
        self._parts = self._words(point)
        told = _GAP.join(self._parts)
        self._fit_told()
        assert self.chart is not None
        self.chart.setAccessibleName(self.tr("{name} 的走势").format(name=trend.name))
        self.chart.setAccessibleDescription(f"{self._month.text()} {told}")

    def _fit_told(self) -> None:
        """As much as there is room for, no number cut off; the tip says all."""
        bold, metrics = self._theme.metrics(bold=True), self._theme.metrics()
        room = self.width() - 2 * INSET - 10 - bold.horizontalAdvance(self._month.text())
        if not self.whole.isHidden():
            room -= self.whole.sizeHint().width() + 10
        shown = len(self._parts)
        while shown > 1 and metrics.horizontalAdvance(_GAP.join(self._parts[:shown])) > room:
            shown -= 1
        self._told.setText(_GAP.join(self._parts[:shown]))
        self._told.setToolTip(_GAP.join(self._parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_told()

    def _words(self, point: TrendPoint) -> list[str]:
        told = [point.reason]
        if any(point.sums):
            above, below = point.sums
            told.append(f"{above} ÷ {below}")
        if point.node_words:
            told.append(self.tr("目标 {value}").format(value=point.node_words))
        if point.before_words:
            told.append(self.tr("上年同月 {value}").format(value=point.before_words))
        if point.team_words:
            told.append(self.tr("团队 {value}").format(value=point.team_words))
        return [words for words in told if words]

    @property
    def told(self) -> str:
        """What is said of the month that is pointed at."""
        return f"{self._month.text()} {_GAP.join(self._parts)}"

    # --- what is done ---------------------------------------------------------------------------------------

    def _show_lines(self, _: bool = False) -> None:
        if self.chart is not None:
            self.chart.set_lines(before=self.before.isChecked(), team=self.team.isChecked())

    def _show_whole(self) -> None:
        """Offer all months while some are out of sight."""
        chart = self.chart
        if chart is None or chart.zoomed == self.whole.isVisibleTo(self):
            return
        if self.whole.hasFocus():
            chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self.whole.setVisible(chart.zoomed)
        self._fit_told()

    def show_all(self) -> None:
        """Show every month again."""
        if self.chart is not None:
            self.chart.show_all()

    def actions_of(self) -> list[Action]:
        """What can be written."""
        none = "" if self.trend is not None else self.tr("还没有走势。")
        name = self.trend.name if self.trend is not None else ""
        of = self.tr("：{name}").format(name=name) if name else ""
        return [
            Action("plan.chart", self.tr("导出图表") + of, self.write_chart, "", "export", none),
            Action("plan.values", self.tr("导出各月数值") + of, self.write_values, "", "export", none),
        ]

    def _open_menu(self) -> None:
        menu = Menu(self._theme, self)
        for action in self.actions_of():
            menu.add(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.write.mapToGlobal(QPoint(0, self.write.height())))

    def write_chart(self) -> None:
        """Write the chart as it is seen."""
        if self.chart is not None and self.trend is not None:
            self._export.write_chart(self._file_name(self.trend), self.chart, self._theme)

    def write_values(self) -> None:
        """Write the months with all their values as a table."""
        from csmdesk.services.measure_words import NUMBER_FORMATS

        trend = self.trend
        if trend is None:
            return
        heads = [
            self.tr("月份"),
            trend.name,
            self.tr("分子"),
            self.tr("分母"),
            self.tr("目标"),
            self.tr("上年同月"),
            self.tr("团队"),
            self.tr("空缺的原因"),
        ]
        each = NUMBER_FORMATS[trend.unit]
        rows = [(p.name, p.value, p.above, p.below, p.node, p.before, p.team, p.reason) for p in trend.points]
        self._export.write_table(self._file_name(trend), heads, rows, ["", each, "", "", each, each, each])

    def _file_name(self, trend: Trend) -> str:
        return f"{trend.name} {trend.points[0].name}–{trend.points[-1].name}"
