"""The right side of Today: key results, value at risk, what comes next, what has changed since yesterday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.services.place import Place
from csmdesk.services.today_view import ChangeLine, KeyResult, RiskLine, ScheduleLine, TodayData
from csmdesk.ui.panes.today.coming import ChangeRows, ScheduleRows
from csmdesk.ui.panes.today.key_results import KeyResults
from csmdesk.ui.panes.today.reading import Reading
from csmdesk.ui.panes.today.risk_part import OUT, RiskBands, RiskBar, RiskRows, risk_lines
from csmdesk.ui.panes.today.source import TodayTools
from csmdesk.ui.panes.war_room.side_scroll import SideScroll
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import FigureLabel, Label

if TYPE_CHECKING:
    from csmdesk.ui.tasks import Job

_HEAD = 28
_CHANGES = 8
"""So many changes are listed before all are asked for."""


class PartHead(QWidget):
    """The head of a part: its name, a grey note beside it, and more at the right."""

    def __init__(self, theme: Theme, title: str, note: str = "") -> None:
        super().__init__()
        self._note = Label(theme, note, scale="small", role="t3", elide=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(Label(theme, title, bold=True))
        self.row.addWidget(self._note, 1)
        self.setFixedHeight(_HEAD)

    def set_note(self, note: str) -> None:
        """The grey words beside the name."""
        self._note.setText(note)
        self._note.setToolTip(note)


class TodaySide(QWidget):
    """Shows the parts of ``TodayData`` beside the to-dos.

    ``figure_opened(result, place)`` asks for the evidence of a key result, ``path_asked(result)`` for the way
    to its target; ``opened(place, account_id)`` wants an object shown.
    """

    figure_opened = Signal(object, QRect)
    path_asked = Signal(object)
    opened = Signal(object, object)

    def __init__(self, tools: TodayTools, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._reading = reading
        theme = tools.theme
        self._data: TodayData | None = None
        self._band = ""
        self._scroll = SideScroll(theme)
        self.results_head = PartHead(theme, self.tr("关键结果"))
        self._verdicts = Label(theme, scale="small", role="t3", align="right")
        self.results = KeyResults(theme)
        self._pace = Label(theme, scale="small", role="t3", elide=True)
        self.risk_head = PartHead(theme, self.tr("风险金额"))
        self.risk_sum = FigureLabel(theme, align="right", bold=True)
        self._risk_count = Label(theme, scale="small", role="t3")
        self.bar = RiskBar(theme)
        self.bands = RiskBands(theme)
        self.top_head = QWidget()
        self.listed = Label(theme, scale="small", role="t3", elide=True)
        self._back = Button(theme, self.tr("看最要紧的"), kind="link", small=True)
        self.top = RiskRows(theme)
        self.schedule_head = PartHead(theme, self.tr("日程"), self.tr("未来 14 天"))
        self._schedule_note = Label(theme, scale="small", role="ambert", align="right")
        self.schedule = ScheduleRows(theme)
        self.changed_head = PartHead(theme, self.tr("有变化"))
        self.changed = ChangeRows(theme)
        self._all_changes = False
        self.more = Button(theme, kind="link", small=True)
        self._nothing = {
            "results": self._words(self.tr("这个期间没有目标。导入目标表，这里就会有进度。")),
            "schedule": self._words(self.tr("14 天内没有安排。")),
            "changed": self._words(self.tr("没有变化。")),
        }
        self._lay_out()
        self._connect()

    def _words(self, words: str) -> Label:
        return Label(self._tools.theme, words, role="t2", wrap=True)

    def _lay_out(self) -> None:
        self.results_head.row.addWidget(self._verdicts)
        self.risk_head.row.addWidget(self.risk_sum)
        self.risk_head.row.addWidget(self._risk_count)
        top = QHBoxLayout(self.top_head)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.listed, 1)
        top.addWidget(self._back)
        self.top_head.setFixedHeight(_HEAD)
        self.schedule_head.row.addWidget(self._schedule_note)
        add = self._scroll.add
        add(self.results_head, above=14, below=4)
        add(self._nothing["results"], below=4)
        add(self.results, below=2)
        add(self._pace, below=14)
        add(self.risk_head, below=0)
        add(self.bar, below=4)
        add(self.bands, out=OUT, below=6)
        add(self.top_head, below=0)
        add(self.top, out=OUT, below=16)
        add(self.schedule_head, below=0)
        add(self._nothing["schedule"], below=4)
        add(self.schedule, out=OUT, below=16)
        add(self.changed_head, below=0)
        add(self._nothing["changed"], below=4)
        add(self.changed, out=OUT, below=0)
        add(self.more, below=8)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def _connect(self) -> None:
        self.results.figure_opened.connect(self._open_result)
        self.results.path_asked.connect(self.path_asked)
        self.results.pointed.connect(self._show_pace)
        self.risk_sum.opened.connect(self._list_all)
        self._back.clicked.connect(self._list_top)
        self.bar.picked.connect(self.list_band)
        self.bands.opened.connect(self._pick_band)
        self.top.opened.connect(self._open_contract)
        self.schedule.opened.connect(self._open_day)
        self.changed.opened.connect(self._open_change)
        self.more.clicked.connect(self._toggle_changes)

    # --- content --------------------------------------------------------------------------------------------

    def show_data(self, data: TodayData) -> None:
        """Show another day, or newer data of the same."""
        self._data = data
        self.results_head.set_note(data.results_note)
        self._verdicts.setText(data.results_words)
        self.results.show_results(data.key_results)
        self._only(self.results, "results", something=bool(data.key_results))
        self._show_pace(None)
        risk = data.at_risk
        self.risk_head.set_note(risk.words)
        self.risk_sum.set_text(risk.amount, openable=risk.count > 0)
        self.risk_sum.setAccessibleName(f"{risk.words}  {risk.amount}  {risk.count_words}")
        self._risk_count.setText(risk.count_words)
        self.bar.set_bands(risk.bands, f"{risk.words}  {risk.amount}  {risk.count_words}")
        self.bands.set_items(risk.bands)
        if self._band and self._band_ids(self._band):
            self.list_band(self._band)
        else:
            self._list_top()
        self.schedule.set_items(data.schedule)
        self._schedule_note.setText(data.schedule_note)
        self._only(self.schedule, "schedule", something=bool(data.schedule))
        self.changed_head.set_note(data.changed_note)
        self._only(self.changed, "changed", something=bool(data.changed))
        self._list_changes()

    def _only(self, rows: QWidget, part: str, *, something: bool) -> None:
        rows.setVisible(something)
        self._nothing[part].setVisible(not something)

    def stops(self) -> list[QWidget]:
        """Where F6 puts the focus."""
        places: tuple[QWidget, ...] = (self.results, self.bands, self.schedule)
        return [place for place in places if place.isVisible()][:1]

    # --- key results ----------------------------------------------------------------------------------------

    def _show_pace(self, result: KeyResult | None) -> None:
        """Say of the row that is pointed at, else of the first that lags, what it owes and where it leads."""
        data = self._data
        if result is None and data is not None:
            behind = (each for each in data.key_results if each.verdict in {"behind", "missed"})
            result = next(behind, next(iter(data.key_results), None))
        said = () if result is None else (result.node_words, result.pace_words, result.forecast_words)
        words = " · ".join(part for part in said if part)
        if words and result is not None:
            words = self.tr("{name}：{pace}").format(name=result.name, pace=words)
        self._pace.setText(words)
        self._pace.setToolTip(words)
        self._pace.setVisible(data is not None and bool(data.key_results))

    @property
    def pace(self) -> str:
        """What is said below the key results."""
        return self._pace.text()

    def _open_result(self, metric: str, place: QRect) -> None:
        result = self.results.of_metric(metric)
        if result is not None:
            self.figure_opened.emit(result, place)

    # --- value at risk --------------------------------------------------------------------------------------

    def _list_top(self) -> None:
        """List the contracts that count most."""
        self._band = ""
        if self._data is not None:
            top = self._data.at_risk.top
            self._list(self.tr("最要紧的 %n 份", "", len(top)), top)

    def _list_all(self) -> None:
        self.list_band("all")

    def _pick_band(self, mark: str) -> None:
        """List a band's contracts, or those that count most again."""
        if mark == self._band:
            self._list_top()
        else:
            self.list_band(mark)

    def list_band(self, mark: str) -> None:
        """List the contracts of a band in the place of those that count most; ``all``: of every band."""
        ids = self._band_ids(mark)
        if not ids or self._data is None:
            return
        self._band = mark
        tools, reading, closing = self._tools, self._reading, self._data.closing

        def work(_: Job) -> tuple[RiskLine, ...]:
            rows = tools.source.contracts(reading.period, reading.as_of).rows
            return risk_lines(rows, ids, closing, tools.language)

        tools.tasks.query(self, work, self._list_found, slot="band")

    def _band_ids(self, mark: str) -> tuple[int, ...]:
        if self._data is None:
            return ()
        risk = self._data.at_risk
        return risk.ids if mark == "all" else next((b.ids for b in risk.bands if b.mark == mark), ())

    def _list_found(self, lines: tuple[RiskLine, ...]) -> None:
        data = self._data
        if data is None or not self._band:
            return
        words = (band.words for band in data.at_risk.bands if band.mark == self._band)
        name = next(words, self.tr("全部"))
        self._list(self.tr("{band}，%n 份", "", len(lines)).format(band=name), lines)

    def _list(self, title: str, lines: tuple[RiskLine, ...]) -> None:
        self.bands.choose(self._band)
        self.listed.setText(title)
        self._back.setVisible(bool(self._band))
        self.top_head.setVisible(bool(lines))
        self.top.setVisible(bool(lines))
        self.top.set_items(lines)

    # --- what has changed -----------------------------------------------------------------------------------

    def _list_changes(self) -> None:
        """List the first changes, or all."""
        changed = () if self._data is None else self._data.changed
        shown = changed if self._all_changes else changed[:_CHANGES]
        self.changed.set_items(shown)
        rest = len(changed) - len(shown)
        self.more.setText(self.tr("还有 %n 项", "", rest) if rest else self.tr("只看前几项"))
        self.more.updateGeometry()
        self.more.setVisible(len(changed) > _CHANGES)

    def _toggle_changes(self) -> None:
        self._all_changes = not self._all_changes
        self._list_changes()

    # --- going there ----------------------------------------------------------------------------------------

    def _open_contract(self, contract_id: int) -> None:
        self.opened.emit(Place("contract", contract_id), None)

    def _open_day(self, index: int) -> None:
        line = self.schedule.line(index)
        assert isinstance(line, ScheduleLine)
        self.opened.emit(line.opens, None)

    def _open_change(self, index: int) -> None:
        line = self.changed.line(index)
        assert isinstance(line, ChangeLine)
        self.opened.emit(line.opens, line.account_id)
