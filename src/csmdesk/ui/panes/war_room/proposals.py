"""The bar of proposals: who fell below 60 and has no war room, why, and the key that opens one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.domain.health import BANDS, Bands
from csmdesk.services.war_room_view import Proposal
from csmdesk.ui.panes.war_room.decline_line import DeclineLine
from csmdesk.ui.panes.war_room.proposal_rows import ROW, ProposalRows
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools

_ROWS, _EVIDENCE = 3, 6 * ROW
"""So many rows are seen, and so high is evidence at most; then they scroll."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProposalBar(QWidget):
    """Hidden without a proposal. O or Enter offers the war room of the current row, D declines with a reason.

    ``open_now_asked`` is Ctrl+Enter: the room is opened from its template as it is.

    The pane runs what is asked for; a proposal that has been served goes with the next ``set_proposals``.
    """

    open_asked = Signal(int)
    open_now_asked = Signal(int)
    decline_asked = Signal(int, date, str)
    account_asked = Signal(int)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = self._theme = tools.theme
        self._seen = _ROWS
        self.title = Label(theme, bold=True, elide=True)
        self.account_button = Button(theme, kind="flat", icon="open")
        self.decline_button = Button(theme, self.tr("不开"), hint="D")
        self.open_button = Button(theme, self.tr("开作战室"), hint="O")
        self.open_button.setToolTip(self.tr("看过模板再开 O；直接按模板开 Ctrl ↵"))
        self.account_button.setToolTip(self.tr("打开客户"))
        self.account_button.setAccessibleName(self.tr("打开客户"))
        self.rows = ProposalRows(theme)
        self.decline_line = DeclineLine(theme)
        self.scroller = QScrollArea()
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidget(self.rows)
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.rows)
        self.scroller.viewport().setAutoFillBackground(False)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 5, INSET - 8, 5)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in (self.account_button, self.decline_button, self.open_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.scroller)
        column.addWidget(self.decline_line)
        self._connect()
        self.hide()
        self._restyle()

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_current)
        self.decline_button.clicked.connect(self.decline_current)
        self.account_button.clicked.connect(self._open_account)
        self.rows.wanted.connect(self.open_asked)
        self.rows.moved.connect(self._moved)
        self.rows.resized.connect(self._fit)
        self.decline_line.declined.connect(self._decline)
        self.decline_line.left.connect(self._leave_line)
        self._theme.changed.connect(self._restyle)

    def set_short(self, short: bool) -> None:
        """Show one row at a time where the window is low, or several again."""
        rows = 1 if short else _ROWS
        if rows != self._seen:
            self._seen = rows
            self._fit()

    def _restyle(self) -> None:
        self.scroller.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    # --- content --------------------------------------------------------------------------------------------

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals as shown."""
        return self.rows.items

    def set_proposals(self, proposals: Sequence[Proposal], bands: Bands = BANDS) -> None:
        """Show other proposals; the current one stays where it is still there."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.decline_line.isAncestorOf(focused)
        self.rows.set_proposals(proposals)
        if self.decline_line.account not in {proposal.account_id for proposal in proposals}:
            self.decline_line.account = 0
            self.decline_line.hide()
            if had_focus and proposals:
                self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        title = self.tr("%n 个客户跌破 {limit}，还没有作战室", "", len(proposals))
        self.title.setText(title.format(limit=bands.red_words))
        self.setVisible(bool(proposals))
        self._fit()
        self._name_buttons()

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        for button in (self.open_button, self.decline_button):
            button.set_why_not(why)

    @property
    def current(self) -> int:
        """The account of the current row, 0 without any."""
        return self.rows.account

    def set_current(self, account_id: int) -> None:
        """Go to the row of an account."""
        self.rows.set_current(account_id)
        self._moved()

    # --- acts -----------------------------------------------------------------------------------------------

    def open_current(self) -> None:
        """Ask for the war room of the current row."""
        if self.current and self.open_button.isEnabled():
            self.open_asked.emit(self.current)

    def decline_current(self) -> None:
        """Ask for the reason why the current row gets none."""
        proposal = self.rows.proposal
        if proposal is not None and self.decline_button.isEnabled():
            self.decline_line.ask(proposal.account_id, proposal.account)
            self._fit()

    def _decline(self, reason: str) -> None:
        found = [each for each in self.proposals if each.account_id == self.decline_line.account]
        for proposal in found:
            self.decline_asked.emit(proposal.account_id, proposal.fell_day, reason)

    def _leave_line(self) -> None:
        self.decline_line.hide()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_account(self) -> None:
        if self.current:
            self.account_asked.emit(self.current)

    def _moved(self) -> None:
        self._name_buttons()
        box = self.rows.row_box(self.rows.current)
        self.scroller.ensureVisible(0, box.bottom() + 1, 0, 0)
        self.scroller.ensureVisible(0, box.top(), 0, 0)

    def _name_buttons(self) -> None:
        proposal = self.rows.proposal
        if proposal is not None:
            name = proposal.account
            self.open_button.setAccessibleName(self.tr("开作战室：{account}").format(account=name))
            self.decline_button.setAccessibleName(self.tr("不开作战室：{account}").format(account=name))

    # --- places ---------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        rest = self.rows.height() - ROW * len(self.rows.items)
        evidence = _EVIDENCE if self._seen == _ROWS else 2 * ROW
        self.scroller.setFixedHeight(min(len(self.rows.items), self._seen) * ROW + min(rest, evidence))
        if self.rows.items:
            self._moved()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", 0, self.height() - 1, self.width())
        painter.end()

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_O:
            self.open_current()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.current and self.open_button.isEnabled():
                self.open_now_asked.emit(self.current)
        elif plain and event.key() == Qt.Key.Key_D:
            self.decline_current()
        else:
            super().keyPressEvent(event)
