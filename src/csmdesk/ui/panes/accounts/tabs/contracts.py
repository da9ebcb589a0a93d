"""The contracts of an account by decision date: term, state, renewal, what was received."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from csmdesk.services.account_view import AccountDetail, ContractLine
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools
from csmdesk.ui.theme import BAR
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_PAD, _FIRST, _LINE = 7, 20, 17
_CODE, _DECISION, _ANNUAL = 76, 64, 72
_SHARE = 48


class ContractPainter(EntryPainter):
    """Number, state, decision date, annual value; below term, amount and days; below receipts and links."""

    row_height = 2 * _PAD + _FIRST + 2 * _LINE

    def draw(self, painter: QPainter, item: ContractLine, box: QRect) -> None:
        top, right = box.top() + _PAD, box.right() + 1
        role = "t1" if item.open else "t2"
        self.text(painter, QRect(box.left(), top, _CODE - 8, _FIRST), item.code, role, bold=item.open)
        self.figure(painter, self.spots(item, box)["figure"], item.annual)
        # A very large value takes more than its column.
        edge = min(right - _ANNUAL, self.spots(item, box)["figure"].left() - 12)
        day = QRect(edge - _DECISION, top, _DECISION, _FIRST)
        self.text(painter, day, item.decision, role, right=True)
        left = box.left() + _CODE
        if item.mark:
            draw_shape(painter, self.theme, item.mark, left, top + (_FIRST - SIZE) / 2)
        state = QRect(left + SIZE + 7, top, day.left() - left - SIZE - 11, _FIRST)
        self.text(painter, state, item.state, role)
        self._second(painter, item, QRect(box.left(), top + _FIRST, box.width(), _LINE))
        self._third(painter, item, QRect(box.left(), top + _FIRST + _LINE, box.width(), _LINE))

    def _second(self, painter: QPainter, item: ContractLine, box: QRect) -> None:
        days = 0
        if item.days:
            role = "redt" if item.late else "t3"
            days = self.text(painter, box, item.days, role, scale="small", right=True) + 12
        words = f"{item.term}  {item.amount}"
        self.text(painter, box.adjusted(0, 0, -days, 0), words, "t3", scale="small")

    def _third(self, painter: QPainter, item: ContractLine, box: QRect) -> None:
        left = box.left()
        if item.share is not None:
            bar = QRectF(left, box.center().y() - BAR / 2 + 1, _SHARE, BAR)
            draw_bar(painter, self.theme, bar, item.share, "ink")
            left += _SHARE + 8
        words = " · ".join(part for part in (item.received, item.links, item.notice) if part)
        self.text(painter, QRect(left, box.top(), box.right() + 1 - left, _LINE), words, "t3", scale="small")

    def spots(self, item: ContractLine, box: QRect) -> Mapping[str, QRect]:
        return {"figure": self.figure_box(item.annual, box.right() + 1, box.top() + _PAD, _FIRST)}


def _words(item: ContractLine) -> str:
    parts = (
        item.code,
        item.state,
        item.term,
        item.decision,
        item.days,
        item.annual,
        item.amount,
        item.received,
        item.links,
        item.notice,
    )
    return "  ".join(part for part in parts if part)


class ContractsPage(ListPage):
    """All contracts that exist on the as-of day. Enter or a click on the value opens its evidence."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        model: Entries[ContractLine] = Entries(_key, _words)
        painter = ContractPainter(tools.theme)
        self.rows = EntryList(tools.theme, model, painter, self.tr("合同，按决策日"))
        self.empty = self.empty_words(
            self.tr("还没有合同。"), self.tr("导入合同表以后，期限、决策日和到账会列在这里。")
        )
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._open)
        self.rows.spot_clicked.connect(self._open_spot)
        self.rows.menu_asked.connect(self.open_menu)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        self.show_rows(detail.contracts, same=same)

    def reveal(self, contract_id: int) -> bool:
        """Make a contract current; False when the account has none with this id."""
        return self.rows.reveal(contract_id)

    def row_actions(self) -> list[Action]:
        if self.rows.current is None:
            return []
        words = self.tr("看依据：{code}").format(code=self.rows.current.code)
        return [Action("evidence", words, self._open_current, "", "eye")]

    def _open_current(self) -> None:
        if self.rows.current is not None:
            self._open(self.rows.current)

    def _open(self, item: ContractLine) -> None:
        self.figure_opened.emit(item.key, self.rows.place_of(item.id, "figure"))

    def _open_spot(self, item: ContractLine, _spot: str, place: QRect) -> None:
        self.figure_opened.emit(item.key, place)


def _key(item: ContractLine) -> int:
    return item.id
