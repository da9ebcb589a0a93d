"""One metric beside the list: its figures, and below them trend, definition, rows and comparison."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.services.account_view import StripFigure
from csmdesk.ui.panes.accounts.figure_strip import FigureStrip
from csmdesk.ui.panes.plan.measures.compare_part import ComparePart
from csmdesk.ui.panes.plan.measures.definition_part import DefinitionPart
from csmdesk.ui.panes.plan.measures.evidence import Evidence
from csmdesk.ui.panes.plan.measures.export import MeasureExport
from csmdesk.ui.panes.plan.measures.reading import Reading
from csmdesk.ui.panes.plan.measures.rows_part import RowsPart
from csmdesk.ui.panes.plan.measures.trend_part import SPANS, TrendPart
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.tabs import Tab, Tabs

_MISSING = "—"


class MeasureBeside(QWidget):
    """``said`` is a sentence and whether to offer to undo; ``chosen(key)`` wants another metric.

    ``opened(kind, id)`` wants what a row leads to shown, ``left`` gives the focus back to the list.
    """

    said = Signal(str, bool)
    chosen = Signal(str)
    opened = Signal(str, int)
    left = Signal()

    def __init__(self, reading: Reading, export: MeasureExport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        theme = reading.tools.theme
        self._name = Label(theme, scale="title", elide=True)
        self._unit = Label(theme, scale="small", role="t3")
        self.strip = FigureStrip(theme)
        self.tabs = Tabs(theme, self.tr("指标"), inset=INSET)
        self.trend = TrendPart(reading, export)
        self.definition = DefinitionPart(reading)
        self.rows = RowsPart(reading)
        self.compare = ComparePart(reading, export)
        self.evidence = Evidence(reading, self)
        self.parts: dict[str, TrendPart | DefinitionPart | RowsPart | ComparePart] = {
            "trend": self.trend,
            "definition": self.definition,
            "rows": self.rows,
            "compare": self.compare,
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs.set_tabs(
            [
                Tab("trend", self.tr("走势")),
                Tab("definition", self.tr("口径")),
                Tab("rows", self.tr("明细")),
                Tab("compare", self.tr("对比")),
            ]
        )
        self.tabs.setToolTip("Alt+1 Alt+2 Alt+3 Alt+4")
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 12, INSET, 4)
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._unit)
        self.strip.setContentsMargins(INSET, 0, INSET, 4)
        place = QWidget()
        self._pages = QStackedLayout(place)
        for part in self.parts.values():
            self._pages.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.tabs)
        column.addWidget(place, 1)

    def _connect(self) -> None:
        self.tabs.changed.connect(self.show_part)
        self.strip.opened.connect(self._open_figure)
        self.definition.opened.connect(self.evidence.open)
        self.definition.chosen.connect(self.chosen)
        self.compare.opened.connect(self.evidence.open)
        self.compare.said.connect(self.said)
        self.evidence.rows_of.connect(self.show_rows)
        self.evidence.open_asked.connect(self.opened)
        self.rows.opened.connect(self.opened)
        self.evidence.open_asked.connect(self.opened)
        self.rows.left.connect(self.left)
        self._reading.measured.connect(self._show)
        self._reading.followed.connect(self._show)

    # --- content --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        measure, shown = self._reading.measure, self._reading.list
        if measure is None or shown is None:
            return
        line, titles = measure.line, shown.titles
        self._name.setText(line.name)
        self._unit.setText(f"{titles.own}  {measure.view.as_of}")
        before = self._reading.before.get(line.key)
        last = (before.last.words, before.last.change) if before else ("…", "")
        year = (before.year.words, before.year.change) if before else ("…", "")
        target = " ".join(filter(None, (line.target_words, line.share_words, line.verdict)))
        team = measure.team
        self.strip.set_figures(
            [
                StripFigure("own", self.tr("本期"), line.words, target or line.reason, line.mark, False),
                _against("last", self.tr("上期 {period}").format(period=titles.last_name), *last),
                _against("year", self.tr("上年同期 {period}").format(period=titles.year_name), *year),
                StripFigure("team", self.tr("团队"), team.team or self.tr("填写"), self._gap(), "", False),
            ]
        )
        counts = measure.counts
        tabs = [Tab(t.key, t.words, counts["numerator"] if t.key == "rows" else None) for t in self.tabs.tabs]
        self.tabs.set_tabs(tabs)

    def _gap(self) -> str:
        measure = self._reading.measure
        if measure is None or not measure.team.difference:
            return ""
        return self.tr("本人 {difference}").format(difference=measure.team.difference)

    def _open_figure(self, key: str, place: QRect) -> None:
        """The evidence of this period, the one before or the year before; the team's number is typed."""
        shown, metric = self._reading.list, self._reading.key
        if key == "team":
            self.edit_team()
        elif shown is not None:
            periods = {"last": shown.titles.last_name, "year": shown.titles.year_name}
            self.evidence.open(metric, place, periods.get(key, ""))

    def edit_team(self) -> None:
        """Type the team's number of the period that is shown."""
        self.show_part("compare")
        self.compare.edit_team()

    # --- parts ----------------------------------------------------------------------------------------------

    @property
    def part(self) -> QWidget:
        """What is below the tabs now."""
        return self.parts[self.tabs.current]

    def show_part(self, key: str) -> None:
        """Bring a part to the front; an unknown name is passed over."""
        part = self.parts.get(key)
        if part is None:
            return
        had, focus = self.part, QApplication.focusWidget()
        inside = focus is not None and had.isAncestorOf(focus)
        self.tabs.set_current(key)
        self._pages.setCurrentWidget(part)
        if not isinstance(part, DefinitionPart):
            part.come_in()
        if inside:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, metric: str, period: str, side: str) -> None:
        """Show the rows behind a metric of a period."""
        if metric != self._reading.key:
            self.chosen.emit(metric)
        self.show_part("rows")
        self.rows.show_side(side, period)

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        return [self.tabs, self.part]

    # --- state ----------------------------------------------------------------------------------------------

    def save_state(self) -> dict[str, str]:
        """What to remember of it."""
        return {
            "part": self.tabs.current,
            "span": self.trend.span.key,
            "before": "1" if self.trend.before.isChecked() else "0",
            "team": "1" if self.trend.team.isChecked() else "0",
            "periods": " ".join(self.compare.periods),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave."""
        if state.get("span") in SPANS:
            self.trend.span.set_key(state["span"])
        self.trend.before.setChecked(state.get("before", "1") == "1")
        self.trend.team.setChecked(state.get("team", "1") == "1")
        if state.get("periods"):
            self.compare.set_periods(state["periods"].split())
        self.show_part(state.get("part", "trend"))


def _against(key: str, label: str, value: str, change: str) -> StripFigure:
    """A card of another time; one without a value opens nothing."""
    return StripFigure("" if value in ("…", _MISSING) else key, label, value, change, "", False)
