"""One account in full, beside the list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.services.account_view import AccountDetail, StripFigure
from csmdesk.ui.panes.accounts.parts import (
    ContractRows,
    DimensionBars,
    FigureStrip,
    HealthLine,
    Timeline,
    UsageRows,
)
from csmdesk.ui.panes.accounts.rows import MISSING
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.shapes import StatusShape

_NARROW = 470
_FIRST_EVENTS = 8


class _Section(QWidget):
    """A head over a short list, with words in place of an empty one."""

    def __init__(self, theme: Theme, title: str, body: RowList, empty: str) -> None:
        super().__init__()
        self.head = SectionHead(theme, title)
        self.body = body
        self.empty = Label(theme, empty, role="t3", wrap=True)
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


class AccountView(QScrollArea):
    """Shows an ``AccountDetail``; ``figure_opened(key, place)`` asks for the evidence of a figure."""

    figure_opened = Signal(str, QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._detail: AccountDetail | None = None
        self._all_contracts = self._all_events = False
        self._mark = StatusShape(theme)
        self._name = Label(theme, scale="title")
        self._code = Label(theme, scale="small", role="t3")
        self._code.setContentsMargins(0, 0, 0, 3)  # its letters stand on the line of the name's
        self._code.setFixedHeight(theme.line_height("small") + 3)
        self._facts = Label(theme, scale="small", role="t3", elide=True)
        self._strip = FigureStrip(theme)
        self._dimensions = _Section(
            theme, self.tr("健康维度"), DimensionBars(theme), self.tr("还没有健康评分。")
        )
        self._curve = HealthLine(theme)
        self._curve.setAccessibleName(self.tr("半年走势"))
        self._contracts = _Section(theme, self.tr("合同"), ContractRows(theme), self.tr("还没有合同。"))
        self._usage = _Section(theme, self.tr("使用"), UsageRows(theme), self.tr("还没有使用数据。"))
        self._timeline = _Section(
            theme, self.tr("时间线"), Timeline(theme), self.tr("还没有触达、工单或签约。")
        )
        self._contract_link = Button(theme, kind="link", small=True)
        self._event_link = Button(theme, kind="link", small=True)
        self._contracts.head.add(self._contract_link)
        self._timeline.head.add(self._event_link)
        self._health_pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._use_pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self._restyle()
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addSpacing(4)
        head.addWidget(self._name)
        head.addWidget(self._code, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self._health_pair.setSpacing(26)
        self._health_pair.addWidget(self._dimensions, 5)
        self._health_pair.addWidget(self._curve, 4, Qt.AlignmentFlag.AlignBottom)
        self._use_pair.setSpacing(28)
        self._use_pair.addWidget(self._usage, 1)
        self._use_pair.addWidget(self._timeline, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(INSET, 14, INSET, INSET)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self._facts)
        column.addSpacing(10)
        column.addWidget(self._strip)
        column.addSpacing(12)
        column.addWidget(Line(self._theme))
        column.addSpacing(8)
        column.addLayout(self._health_pair)
        column.addSpacing(8)
        column.addWidget(Line(self._theme))
        column.addSpacing(4)
        column.addWidget(self._contracts)
        column.addSpacing(12)
        column.addLayout(self._use_pair)
        column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(360)
        # The surface behind shows through.
        self.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self._body.hide()

    def _connect(self) -> None:
        self._strip.opened.connect(self.figure_opened)
        for section in (self._dimensions, self._contracts, self._usage, self._timeline):
            section.body.figure_opened.connect(self.figure_opened)
        self._contract_link.clicked.connect(self._toggle_contracts)
        self._event_link.clicked.connect(self._toggle_events)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def detail(self) -> AccountDetail | None:
        """What is shown; None while it is being read."""
        return self._detail

    def clear(self) -> None:
        """Show nothing."""
        self._detail = None
        self._body.hide()

    def announce(self, name: str, code: str, labels: tuple[str, str, str, str]) -> None:
        """Show the name of the account at once, dashes where figures will be."""
        if self._detail is not None and self._detail.code == code:
            return
        self._detail = None
        self._name.setText(name)
        self._code.setText(code)
        self._facts.setText("")
        self._mark.set_shape("")
        self._strip.set_figures([StripFigure("", label, MISSING, "") for label in labels], known=False)
        for section in (self._dimensions, self._contracts, self._usage, self._timeline):
            section.body.set_items(())
            section.empty.hide()
            section.head.set_note("")
        self._curve.set_points(())
        self._contract_link.hide()
        self._event_link.hide()
        self._body.show()

    def show_detail(self, detail: AccountDetail) -> None:
        """Show an account."""
        if self._detail is None or self._detail.id != detail.id:
            self._all_contracts = self._all_events = False
            self.verticalScrollBar().setValue(0)
        self._detail = detail
        self._name.setText(detail.name)
        self._code.setText(detail.code)
        self._facts.setText(detail.facts)
        self._facts.setToolTip(detail.facts)
        self._mark.set_shape(detail.mark)
        self._strip.set_figures(detail.figures)
        self._dimensions.body.set_items(detail.dimensions)
        self._dimensions.head.set_note(detail.health_note)
        self._curve.set_points(detail.curve)
        self._usage.body.set_items(detail.usage)
        self._usage.head.set_note(detail.usage_note)
        self._fill_contracts()
        self._fill_events()
        for section in (self._dimensions, self._contracts, self._usage, self._timeline):
            section.settle()
        self._body.show()
        self._settle_layout()

    def _settle_layout(self) -> None:
        """Lay out before the next paint, not in steps after it: rows would be seen to jump."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _fill_contracts(self) -> None:
        assert self._detail is not None
        rows = self._detail.contracts
        current = tuple(row for row in rows if row.open)
        folded = len(current) < len(rows) and bool(current)
        shown = rows if self._all_contracts or not folded else current
        self._contracts.body.set_items(shown)
        self._contracts.head.set_note(self.tr("按决策日") if rows else "")
        words = self.tr("只看生效") if self._all_contracts else self.tr("全部 %n", "", len(rows))
        self._contract_link.setText(words)
        self._contract_link.setVisible(folded)

    def _fill_events(self) -> None:
        assert self._detail is not None
        rows = self._detail.timeline
        folded = len(rows) > _FIRST_EVENTS
        self._timeline.body.set_items(rows if self._all_events else rows[:_FIRST_EVENTS])
        self._event_link.setText(self.tr("收起") if self._all_events else self.tr("全部 %n", "", len(rows)))
        self._event_link.setVisible(folded)

    def _toggle_contracts(self) -> None:
        self._all_contracts = not self._all_contracts
        if self._detail is not None:
            self._fill_contracts()

    def _toggle_events(self) -> None:
        self._all_events = not self._all_events
        if self._detail is not None:
            self._fill_events()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.viewport().width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._health_pair.setDirection(direction)
        self._use_pair.setDirection(direction)
        self._strip.set_columns(2 if narrow else 4)
        super().resizeEvent(event)
