"""The tickets of an account: those that wait first, then how the others went."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from csmdesk.services.account_view import AccountDetail, TicketLine
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.figure_strip import FigureStrip
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools, insets
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, text_role

_PAD, _FIRST, _LINE = 7, 20, 17


class TicketPainter(EntryPainter):
    """Title, and how it stands at the right; below number, severity and the days."""

    row_height = 2 * _PAD + _FIRST + _LINE

    def draw(self, painter: QPainter, item: TicketLine, box: QRect) -> None:
        top, right = box.top() + _PAD, box.right() + 1
        state = QRect(box.left() + box.width() // 2, top, box.width() - box.width() // 2, _FIRST)
        role = text_role(item.mark) if item.mark in {"red", "yellow"} else "t2"
        width = self.text(painter, state, item.state, role, right=True)
        left = right - width - SIZE - 7
        if item.mark:
            draw_shape(painter, self.theme, item.mark, left, top + (_FIRST - SIZE) / 2)
        title = QRect(box.left(), top, left - box.left() - 16, _FIRST)
        self.text(painter, title, item.title or item.code, "t1" if item.open else "t2", bold=item.open)
        second = QRect(box.left(), top + _FIRST, box.width(), _LINE)
        days = self.theme.metrics("small").horizontalAdvance(item.days)
        room = box.width() - days - 16
        facts = self.theme.metrics("small").horizontalAdvance(item.facts)
        if facts <= room:
            self.text(painter, second, item.facts, "t3", scale="small")
            self.text(painter, second, item.days, "t3", scale="small", right=True)
        else:
            self.text(painter, second, f"{item.facts} · {item.days}", "t3", scale="small")


def _words(item: TicketLine) -> str:
    return "  ".join(part for part in (item.title, item.state, item.facts, item.days) if part)


class TicketsPage(ListPage):
    """The counts of the period by the metric, then the tickets. Enter opens one in full."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.strip = FigureStrip(tools.theme)
        self.strip.opened.connect(self.figure_opened)
        self.strip.setContentsMargins(*insets(12, 12))
        model: Entries[TicketLine] = Entries(_key, _words)
        self.rows = EntryList(tools.theme, model, TicketPainter(tools.theme), self.tr("工单"))
        self.empty = self.empty_words(self.tr("还没有工单。"), self.tr("导入工单表以后会列在这里。"))
        self.column.addWidget(self.strip)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._open)
        self.rows.menu_asked.connect(self.open_menu)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        self.strip.set_figures(detail.tickets.figures)
        self.strip.setVisible(bool(detail.tickets.lines))
        self.show_rows(detail.tickets.lines, same=same)

    def reveal(self, ticket_id: int) -> bool:
        """Make a ticket current; False when the account has none with this id."""
        return self.rows.reveal(ticket_id)

    def row_actions(self) -> list[Action]:
        if self.rows.current is None:
            return []
        words = self.tr("看工单：{code}").format(code=self.rows.current.code)
        return [Action("evidence", words, self._open_current, "", "eye")]

    def _open_current(self) -> None:
        if self.rows.current is not None:
            self._open(self.rows.current)

    def _open(self, item: TicketLine) -> None:
        self.figure_opened.emit(item.key, self.rows.place_of(item.id, ""))


def _key(item: TicketLine) -> int:
    return item.id
