"""The overview of an account: health, contracts in force, usage of the last day, what happened last."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.services.account_view import AccountDetail, OverrideLine, TimelineItem
from csmdesk.ui.panes.accounts.health_line import HealthLine
from csmdesk.ui.panes.accounts.override_form import OverrideForm
from csmdesk.ui.panes.accounts.parts import ContractRows, DimensionBars, UsageRows
from csmdesk.ui.panes.accounts.tabs.page import TabPage, Tools, insets
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.kept_columns import KeptColumns
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.shapes import StatusShape
from csmdesk.ui.widgets.timeline import Moment, Timeline

_NARROW = 470
_HEALTH_GAP, _USE_GAP = 26, 28
_FIRST_EVENTS = 8
"""So many entries of the timeline; the tab has all."""


class Section(QWidget):
    """A head over a short list, with words in place of an empty one."""

    def __init__(self, tools: Tools, title: str, body: RowList, empty: str) -> None:
        super().__init__()
        self.head = SectionHead(tools.theme, title)
        self.body = body
        self.empty = Label(tools.theme, empty, role="t3", wrap=True)
        body.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(body)
        column.addWidget(self.empty)
        column.addStretch(1)

    def settle(self) -> None:
        """Show the words when there are no rows."""
        self.empty.setVisible(not self.body.items)


class _Override(QWidget):
    """The way to a score typed by hand; while one is in force, what it says and the way to take it back."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.line: OverrideLine | None = None
        self._shape = StatusShape(tools.theme)
        self.words = Label(tools.theme, scale="small", role="t2", wrap=True)
        self.change = Button(tools.theme, self.tr("改写健康度"), kind="link", small=True)
        self.remove = Button(tools.theme, self.tr("撤掉"), kind="link", small=True)
        top = Qt.AlignmentFlag.AlignTop
        for button in (self.change, self.remove):
            button.set_why_not(tools.read_only)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._shape)
        row.addWidget(self.words, 1)
        row.addWidget(self.change, 0, top)
        row.addWidget(self.remove, 0, top)
        row.addStretch(0)
        self._row = row

    def show_line(self, line: OverrideLine | None) -> None:
        """Show one, or nothing but the link."""
        self.line = line
        self._shape.set_shape("" if line is None else "yellow")
        if line is not None:
            self.words.setText(self.tr("人工 {score}：{words}").format(score=line.score, words=line.words))
        self.words.setVisible(line is not None)
        self.remove.setVisible(line is not None)
        self.change.setText(self.tr("改写健康度") if line is None else self.tr("改写"))
        # Alone, the link stands at the left.
        self._row.setStretch(self._row.count() - 1, 1 if line is None else 0)


class OverviewPage(TabPage):
    """What a look at an account shows first; its links lead to the other pages."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self.dimensions = Section(
            tools, self.tr("健康维度"), DimensionBars(theme), self.tr("还没有健康评分。")
        )
        self.curve = HealthLine(theme, self.tr("半年走势"))
        self.override = _Override(tools)
        self._form: OverrideForm | None = None
        self.contracts = Section(tools, self.tr("合同"), ContractRows(theme), self.tr("还没有合同。"))
        self.usage = Section(tools, self.tr("使用"), UsageRows(theme), self.tr("还没有使用数据。"))
        self.timeline = Section(
            tools, self.tr("时间线"), Timeline(theme), self.tr("还没有触达、工单或签约。")
        )
        self.kept = KeptColumns(theme)
        self.contract_link = Button(theme, kind="link", small=True)
        self.event_link = Button(theme, self.tr("全部"), kind="link", small=True)
        self.contracts.head.add(self.contract_link)
        self.timeline.head.add(self.event_link)
        self._health = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._use = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.area = QScrollArea()
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self._restyle()
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        theme = self.theme
        self._health.setSpacing(_HEALTH_GAP)
        self._health.addWidget(self.dimensions, 5)
        self._health.addWidget(self.curve, 4, Qt.AlignmentFlag.AlignTop)
        self._use.setSpacing(_USE_GAP)
        self._use.addWidget(self.usage, 1)
        self._use.addWidget(self.timeline, 1)
        above, below = QVBoxLayout(), QVBoxLayout()
        above.setContentsMargins(*insets(8, 0))
        above.setSpacing(0)
        above.addLayout(self._health)
        above.addWidget(self.override)
        above.addSpacing(8)
        below.setContentsMargins(*insets(0, 8))
        below.setSpacing(0)
        below.addWidget(Line(theme))
        below.addSpacing(4)
        below.addWidget(self.contracts)
        below.addSpacing(12)
        below.addLayout(self._use)
        below.addWidget(self.kept)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(below)
        column.addStretch(1)
        self._whole = column
        self.area.setWidget(self._body)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The surface behind shows through.
        self.area.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self.column.addWidget(self.area)

    def _connect(self) -> None:
        for section in (self.dimensions, self.contracts, self.usage):
            section.body.figure_opened.connect(self.figure_opened)
        self.timeline.body.opened.connect(self._go)
        self.contract_link.clicked.connect(self._all_contracts)
        self.event_link.clicked.connect(self._all_events)
        self.override.change.clicked.connect(self.open_override)
        self.override.remove.clicked.connect(self._remove_override)

    def _restyle(self) -> None:
        self.area.verticalScrollBar().setStyleSheet(self.theme.scroll_bar_style)

    # --- content --------------------------------------------------------------------------------------------

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        if not same:
            if self._form is not None:
                self._form.leave()
            self.area.verticalScrollBar().setValue(0)
        self.dimensions.body.set_items(detail.dimensions)
        self.dimensions.head.set_note(detail.health_note)
        self.curve.set_points(detail.curve, detail.bands)
        self.curve.setVisible(bool(detail.curve))
        self.override.show_line(next((line for line in detail.overrides if line.in_force), None))
        current = tuple(row for row in detail.contracts if row.open)
        self.contracts.body.set_items(current or detail.contracts)
        self.contract_link.setText(self.tr("全部 %n", "", len(detail.contracts)))
        self.contract_link.setVisible(bool(detail.contracts))
        self.contracts.head.set_note(self.tr("按决策日") if detail.contracts else "")
        self.usage.body.set_items(detail.usage)
        self.usage.head.set_note(detail.usage_note)
        main = [item for item in detail.timeline if item.main]
        self.timeline.body.set_items([_moment(item) for item in main[:_FIRST_EVENTS]])
        self.event_link.setVisible(bool(detail.timeline))
        self.kept.show_items(detail.kept)
        for section in (self.dimensions, self.contracts, self.usage, self.timeline):
            section.settle()
        self._settle_layout()

    def _settle_layout(self) -> None:
        """Lay out before the next paint, not in steps after it: rows would be seen to jump."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _all_contracts(self) -> None:
        self.asked.emit("contract", 0)

    def _all_events(self) -> None:
        self.asked.emit("timeline", 0)

    def _go(self, key: object) -> None:
        kind, _, number = str(key).partition(":")
        self.asked.emit(kind, int(number))

    def focus_target(self) -> QWidget:
        for section in (self.dimensions, self.contracts, self.usage, self.timeline):
            if section.body.focusPolicy() != Qt.FocusPolicy.NoFocus:
                return section.body
        return self.override.change

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._health.setDirection(direction)
        self._health.setSpacing(0 if narrow else _HEALTH_GAP)
        self._use.setDirection(direction)
        super().resizeEvent(event)

    # --- the score typed by hand ----------------------------------------------------------------------------

    @property
    def form(self) -> OverrideForm:
        """The form for a score typed by hand, below the health; made when it is first needed."""
        if self._form is None:
            self._form = OverrideForm(self.tools)
            self._form.hide()
            self._form.saved.connect(self._saved)
            self._form.left.connect(self._leave_form)
            self._whole.insertWidget(1, self._form)
        return self._form

    def open_override(self) -> None:
        """Open the form for a score typed by hand."""
        if self.detail is not None:
            self.form.open(self.detail)
            self._settle_layout()
            self.area.ensureWidgetVisible(self.form)

    def _remove_override(self) -> None:
        line = self.override.line
        if line is None or self.detail is None:
            return
        override, edits = line.id, self.tools.edits
        done = self.tr("已撤掉人工健康度：{name}").format(name=self.detail.name)
        self.run(lambda: edits.remove_override(override), done)

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)
        self._leave_form()

    def _leave_form(self) -> None:
        self.override.change.setFocus()


def _moment(item: TimelineItem) -> Moment:
    key = f"{item.kind}:{item.id}" if item.id else None
    return Moment(item.day, item.icon, item.words, key=key)
